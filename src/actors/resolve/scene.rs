//! The items of a document and their look-up, which the stages of resolution share.
//!
//! Holds a [`Document`], its items and drafts; promises that its look-ups take constant time, or
//! time in the logarithm of the number of items.

use super::item::Item;
use crate::attribution::Draft;
use crate::text::{Document, TokenRange};

/// A document with its items and drafts.
pub struct Scene<'a, 't> {
    /// The document.
    pub document: &'a Document<'t>,
    /// The drafts.
    pub drafts: &'a [Draft],
    /// In order of their heads.
    pub items: Vec<Item>,
    /// For each draft the items that its source refers to, several for a joint source.
    pub sources: Vec<Vec<usize>>,
}

impl<'t> Scene<'_, 't> {
    /// The index of the first item whose head starts at or after `token`.
    pub fn first_from(&self, token: usize) -> usize {
        self.items.partition_point(|i| i.candidate.head.start < token)
    }

    /// The items whose heads lie in `range`.
    pub fn within(&self, range: TokenRange) -> std::ops::Range<usize> {
        let start = self.first_from(range.start);
        start..self.first_from(range.end).max(start)
    }

    /// True if token `index` is, in lower case, one of `words`; it is "" outside the text.
    pub fn is_one_of(&self, index: usize, words: &[&str]) -> bool {
        words.contains(&self.lower(index))
    }

    /// Token `index` in lower case; empty outside the text.
    pub fn lower(&self, index: usize) -> &str {
        if index < self.document.tokens.len() { self.document.lower(index) } else { "" }
    }
}
