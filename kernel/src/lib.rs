//! The arithmetic of the models, the loops in which nearly all time goes.
//!
//! Takes matrices of small whole numbers and vectors of 16-bit ones; gives the layers of a network
//! and its classes, and the sums of the model of names; promises the same bits on every target.
//! Knows nothing of texts: what is multiplied with what is `src/tagger`'s.
//!
//! A crate of its own because cargo optimises by package: this one for speed, all else that a page
//! loads for size. So that its loops are compiled here, and not with whoever calls them, what it
//! shows has no type parameters, and is not inlined.
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
