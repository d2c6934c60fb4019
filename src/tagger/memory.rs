//! Remembers the evidence of slices, so that of a text that changed only the changed parts are read
//! again.
//!
//! Takes slices; gives the evidence of the same slice in the text before; promises that reading the
//! slice again would give the same. Slices are compared by all that the network sees of them, which
//! is more than their text.

use whosaid_packing::hash::Map;

use super::chunks::Chunk;
use super::evidence::{Evidence, TaggedAttribution, TokenEvidence};
use super::slice::Slice;
use crate::text::{Byte, Span};

/// The evidence of the slices of the text read last. Starts empty.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    /// By the text of the slice.
    kept: Map<String, Kept>,
    /// Number of the text that is being read; slices that the last one did not have are forgotten.
    round: u32,
}

/// A slice with its evidence.
#[derive(Debug, Clone)]
struct Kept {
    /// Indices count from the slice's first token.
    chunk: Chunk,
    /// Spans count from the slice's start.
    evidence: Evidence,
    /// Number of the text that had it last.
    round: u32,
}

impl Memory {
    /// The number of slices that are remembered.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// True if none is.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// The evidence of `slice`, if it is remembered.
    pub(super) fn recall(&mut self, slice: &Slice) -> Option<Evidence> {
        let kept = self.kept.get_mut(slice.text())?;
        if kept.chunk != relative(&slice.chunk) {
            return None;
        }
        kept.round = self.round;
        let start = slice.span().start();
        Some(moved(&kept.evidence, |at| at + start))
    }

    /// Remembers the evidence of `slice`.
    pub(super) fn keep(&mut self, slice: &Slice, evidence: &Evidence) {
        let start = slice.span().start();
        let kept = Kept {
            chunk: relative(&slice.chunk),
            evidence: moved(evidence, |at| at - start),
            round: self.round,
        };
        self.kept.insert(slice.text().to_owned(), kept);
    }

    /// Ends the reading of a text: forgets the slices that this text did not have.
    pub fn turn(&mut self) {
        let round = self.round;
        self.kept.retain(|_, kept| kept.round == round);
        self.round = round.wrapping_add(1);
    }
}

/// The chunk with indices that count from its first token.
fn relative(chunk: &Chunk) -> Chunk {
    let first = chunk.index.iter().flatten().next().copied().unwrap_or(0);
    Chunk { index: chunk.index.iter().map(|i| i.map(|i| i - first)).collect(), ..chunk.clone() }
}

/// The evidence with its places moved.
fn moved(evidence: &Evidence, by: impl Fn(u32) -> u32) -> Evidence {
    let span = |s: Span<Byte>| Span::new(by(s.start()), by(s.end()));
    let attribution = |a: &TaggedAttribution| TaggedAttribution {
        source: a.source.map(span),
        cue: span(a.cue),
        content: a.content.iter().copied().map(span).collect(),
        ..a.clone()
    };
    Evidence {
        tokens: evidence
            .tokens
            .iter()
            .map(|t| TokenEvidence { span: span(t.span), ..t.clone() })
            .collect(),
        attributions: evidence.attributions.iter().map(attribution).collect(),
    }
}

#[cfg(test)]
mod tests;
