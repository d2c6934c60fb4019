//! Who said what: cue, source and content of every attribution.
//!
//! Takes a [`Document`] and the tagger's evidence; gives [`Draft`]s in tokens; promises that contents
//! are never empty and that the pieces of one attribution never overlap.

mod act;
mod edges;
mod grammar;
mod layout;
mod learned;
mod nest;
mod quotations;
mod subjects;
#[cfg(test)]
mod tests;
mod words;

use crate::analysis::{Act, Tier};
use crate::tagger::Evidence;
use crate::text::{Document, TokenRange};
use crate::turns::{block_on, turn};
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

/// Where a part stands first in a text.
#[cfg(test)]
fn place_of(document: &Document, part: &str) -> TokenRange {
    let at = document.text.find(part).expect("the part stands in the text") as u32;
    let start = document.tokens.partition_point(|t| t.span.start() < at);
    TokenRange::new(
        start,
        document.tokens.partition_point(|t| t.span.end() <= at + part.len() as u32),
    )
}

#[cfg(test)]
impl Draft {
    /// One whose source is not stated.
    fn said(cue: TokenRange, content: Vec<TokenRange>) -> Draft {
        Draft {
            source: None,
            cue: vec![cue],
            content,
            tier: Tier::Statement,
            act: Act::Say,
            negated: false,
            inside: None,
            confidence: 0.9,
        }
    }
}

/// The attributions of a document in reading order, from what the tagger makes of its text.
pub fn find(document: &Document, evidence: &Evidence) -> Vec<Draft> {
    block_on(find_in_turns(document, evidence))
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
