//! Who said what: cue, source and content of every attribution.
//!
//! Takes a [`Document`] and its mentions; gives [`Draft`]s in tokens, then with the cast the finished attributions; promises that contents are
//! never empty and that the pieces of one attribution never overlap.

use crate::actors::{Candidate, Cast};
use crate::analysis::{Act, Attribution, Tier};
use crate::text::{Byte, Document, TokenRange};

/// An attribution in tokens, before its speakers are known.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Who is said to speak: the whole noun phrase, if the article says.
    pub source: Option<TokenRange>,
    /// The words that report; empty only for a bare quotation.
    pub cue: Vec<TokenRange>,
    /// What is ascribed, in order; never empty.
    pub content: Vec<TokenRange>,
    /// Speech or thought.
    pub tier: Tier,
    /// What the speaker does by speaking.
    pub act: Act,
    /// True if the cue is negated.
    pub negated: bool,
    /// The draft in whose content this one stands, by index.
    pub inside: Option<usize>,
    /// 0 to 1.
    pub confidence: f32,
}

/// Finds the attributions of a document in reading order.
pub fn find(_document: &Document, _mentions: &[Candidate]) -> Vec<Draft> {
    Vec::new()
}

/// Puts drafts and cast together.
pub fn finish(_document: &Document, _drafts: Vec<Draft>, _cast: &Cast) -> Vec<Attribution<Byte>> {
    Vec::new()
}
