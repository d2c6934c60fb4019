//! The document's words in lower case, with the small questions that this room asks of them.

use crate::lexicon::cues::{CueVerb, VerbForm};
use crate::text::{Document, TokenKind, TokenRange};

/// A document as this room reads it. Indices are token indices; out of range reads as an empty
/// word.
pub(super) struct Words<'d> {
    pub doc: &'d Document<'d>,
}

impl<'d> Words<'d> {
    pub fn new(doc: &'d Document<'d>) -> Self {
        Words { doc }
    }

    /// Token `index` in lower case; "" outside the document.
    pub fn at(&self, index: usize) -> &str {
        if index < self.doc.tokens.len() { self.doc.lower(index) } else { "" }
    }

    /// The reporting verb that token `index` is a form of.
    pub fn verb(&self, index: usize) -> Option<(&'static CueVerb, VerbForm)> {
        if index < self.doc.tokens.len() { self.doc.verb(index) } else { None }
    }

    pub fn is_word(&self, index: usize) -> bool {
        self.doc.tokens.get(index).is_some_and(|t| t.kind == TokenKind::Word)
    }

    pub fn quoted(&self, index: usize) -> bool {
        self.doc.tokens.get(index).is_some_and(|t| t.quoted)
    }

    /// How many words `range` has.
    pub fn count(&self, range: TokenRange) -> usize {
        range.into_iter().filter(|&i| self.is_word(i)).count()
    }

    /// True if any token of `range` is a word.
    pub fn has_word(&self, range: TokenRange) -> bool {
        range.into_iter().any(|i| self.is_word(i))
    }

    /// `range` without symbols other than quotation marks at its ends.
    pub fn trim(&self, mut range: TokenRange) -> TokenRange {
        // a full stop within quotation marks is part of what is quoted, also where the mark does
        // not follow at once
        let loose = |i: usize| {
            matches!(self.at(i), "," | ";" | ":" | "-" | "–" | "—")
                || (self.at(i) == "." && !self.quoted(i))
        };
        while !range.is_empty() && loose(range.start) {
            range.start += 1;
        }
        while !range.is_empty() && loose(range.end - 1) {
            range.end -= 1;
        }
        range
    }
}
