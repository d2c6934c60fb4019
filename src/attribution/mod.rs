//! Who said what: cue, source and content of every attribution.
//!
//! Takes a [`Document`] and the tagger's evidence; gives [`Draft`]s in tokens, then with the cast the finished attributions; promises that contents are
//! never empty and that the pieces of one attribution never overlap.

mod act;
mod edges;
mod finish;
mod grammar;
mod layout;
mod learned;
mod nest;
mod quotations;
mod subjects;
#[cfg(test)]
mod tests;
mod words;

pub use finish::finish;

use crate::analysis::{Act, Tier};
use crate::tagger::Evidence;
use crate::text::{Document, TokenRange};
use crate::turns::{through, turn};
use words::Words;

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

/// The attributions of a document in reading order, from what the tagger makes of its text.
pub fn find(document: &Document, evidence: &Evidence) -> Vec<Draft> {
    through(find_in_turns(document, evidence))
}

pub(crate) async fn find_in_turns(document: &Document<'_>, evidence: &Evidence) -> Vec<Draft> {
    let words = Words::new(document);
    turn().await;
    let mut drafts = learned::find(&words, &evidence.attributions);
    grammar::add(&words, &evidence.tokens, &mut drafts);
    turn().await;
    subjects::correct(&words, &mut drafts);
    edges::tidy(&words, &mut drafts);
    quotations::complete(&words, &mut drafts);
    turn().await;
    layout::add(&words, &mut drafts);
    turn().await;
    nest::arrange(&words, drafts)
}
