//! Who said what: cue, source and content of every attribution.
//!
//! Takes a [`Document`] and its mentions; gives [`Draft`]s in tokens, then with the cast the finished attributions; promises that contents are
//! never empty and that the pieces of one attribution never overlap.

mod act;
mod finish;
mod learned;
mod nest;
mod rules;
mod words;

pub use finish::finish;

use crate::actors::Candidate;
use crate::analysis::{Act, Tier};
use crate::text::{Document, TokenRange};

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
pub fn find(document: &Document, mentions: &[Candidate]) -> Vec<Draft> {
    let words = words::Words::new(document, mentions);
    match crate::tagger::builtin() {
        _ if std::env::var_os("WS_RULES").is_some() => nest::arrange(&words, rules::find(&words)),
        tagger => nest::add_inner(&words, learned::find(&words, tagger), rules::find(&words)),
    }
}
