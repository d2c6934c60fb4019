//! The arithmetic of the models: the loops that take nearly all the time.
//!
//! Takes matrices of small whole numbers and vectors of 16-bit ones; gives the layers of a network,
//! the probabilities of its classes, and the sums of the model of names; promises the same bits on
//! every target. It knows nothing of texts: `src/tagger` and `src/ner` decide what is computed.
//!
//! A crate of its own because cargo optimises by package: this one for speed, all else that a page
//! loads for size. Its public functions have no type parameters and are not inlined, so that their
//! loops are compiled here and not with the code that calls them.
#![deny(unsafe_code)]

mod functions;
mod gru;
mod head;
mod matrix;
mod mix;
mod product;
pub mod sums;
#[cfg(test)]
mod testing;
mod vector;

pub use functions::{pack, whole_one};
pub use gru::{Layer, STATE};
pub use head::Head;
pub use matrix::{Affine, Gru, Matrix};
pub use mix::{Eight, MIX, Mix, TABLES, Wide};
pub use vector::{F32x4, Pair, both, pair};
