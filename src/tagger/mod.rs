//! The learned model: finds cue, source and content of every attribution, and says what it makes of
//! each token.
//!
//! Takes weights (a file that `training/` writes, models/FORMAT.md) and text; gives [`Evidence`];
//! promises the same numbers on every target, spans on character boundaries, and that a chunk's
//! evidence depends on that chunk's text alone, so that a long article can be worked on in slices
//! and unchanged chunks kept.
//!
//! The design is a bidirectional GRU over whole paragraphs that finds cues, and a smaller one that
//! runs once for each cue and marks its source and content (after Newell, Margolin and Ruths 2018,
//! who made the PolNeAR corpus that it is trained on).

mod chars;
mod chunks;
mod decode;
mod doubtful;
mod evidence;
mod features;
mod memory;
mod model;
mod nested;
mod network;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod parity;
mod places;
mod quotes;
mod slice;
mod tokens;
mod weights;

pub use evidence::{Evidence, TaggedAttribution, TokenEvidence};
pub use memory::Memory;
pub use model::Tagger;
pub(crate) use model::english;
#[cfg(target_arch = "wasm32")]
pub(crate) use model::unpack_english;
pub use slice::Slice;
pub use weights::{Error, VERSION};
