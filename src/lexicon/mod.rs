//! The English of the program: data tables with their look-up (countries and demonyms, metonyms,
//! titles and roles, groups, given names, cues), and the word lists that rules ask for.
//!
//! Takes words; gives what the tables say of them; promises no judgement of its own. Each table is
//! a file of its own with its provenance and licence in its first lines.
pub mod acts;
pub mod cues;
pub(crate) mod lists;
mod tables;

pub use tables::{Class, Country, NameKind, Named, Pos, PosList, Tables, Word};
