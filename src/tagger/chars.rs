//! Kinds of characters, as the network's training told them apart.
//!
//! The rules are those of `training/tokens.py`. White space and apostrophes are the same for the
//! rest of the library ([`crate::text`]); letters in circles and squares count as words here only.

pub(super) use crate::text::chars::{is_apostrophe, is_space};

/// True for what words are made of.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// True if `word` is a single quotation mark of any kind.
pub(super) fn is_mark(word: &str) -> bool {
    matches!(word, "\"" | "“" | "”" | "„" | "«" | "»" | "'" | "‘" | "’")
}
