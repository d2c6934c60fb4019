//! The entry of a word.

use super::pos::PosList;
use whosaid_packing::class::Class;

/// What the tables say of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Word {
    /// Its properties.
    pub class: Class,
    /// Its parts of speech, likeliest first.
    pub pos: PosList,
    /// True if the word itself is in one of the tables, false if it was only judged by its form.
    pub listed: bool,
}
