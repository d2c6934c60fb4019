//! Helpers of this room's tests: drafts and places, made of the words of a text.

use super::draft::Draft;
use crate::analysis::{Act, Tier};
use crate::text::{Document, TokenRange};

/// The tokens of the first `part` in the text.
#[track_caller]
pub fn place_of(document: &Document, part: &str) -> TokenRange {
    let at = document.text.find(part).expect("the part stands in the text") as u32;
    let start = document.tokens.partition_point(|t| t.span.start() < at);
    let end = document.tokens.partition_point(|t| t.span.end() <= at + part.len() as u32);
    TokenRange::new(start, end)
}

/// A draft whose source is not stated.
pub fn said(cue: TokenRange, content: Vec<TokenRange>) -> Draft {
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

/// A draft as "source | cue | content", with "…" between the pieces of its content.
pub fn written(document: &Document, draft: &Draft) -> String {
    let source = draft.source.map_or("", |s| document.slice(s));
    let pieces: Vec<&str> = draft.content.iter().map(|c| document.slice(*c)).collect();
    format!("{source} | {} | {}", document.slice(draft.cue[0]), pieces.join(" … "))
}
