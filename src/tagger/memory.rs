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

    /// Ends a text: forgets the slices that it did not have.
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
mod tests {
    use super::super::model::english;
    use super::*;

    const TEXT: &str = "“We are ready,” Ann Lee said.\n\nTaxes will rise, according to Bob Ray, who spoke “on Friday”.\n\n";

    /// The evidence, and how many slices were read for it.
    fn read(text: &str, memory: &mut Memory) -> (Evidence, usize) {
        let (tagger, before) = (english(), memory.len());
        let mut evidence = Evidence::default();
        tagger
            .slices(text)
            .iter()
            .for_each(|slice| evidence.extend(tagger.recall_or_read(slice, memory)));
        let fresh = memory.len() - before;
        memory.turn();
        (evidence, fresh)
    }

    #[test]
    fn what_is_remembered_is_what_reading_gives() {
        let long = TEXT.repeat(12);
        let changed = long.replacen("Taxes", "Prices", 1);
        let mut memory = Memory::default();
        assert_eq!(read(&long, &mut memory).0, read(&long, &mut Memory::default()).0);
        for text in [&long, &changed, &format!("A line before.\n{long}")] {
            let (found, _) = read(text, &mut memory);
            assert_eq!(found, read(text, &mut Memory::default()).0);
        }
    }

    #[test]
    fn only_what_changed_is_read_again() {
        // paragraphs that fill a slice each
        let text: String = (0..6)
            .map(|i| {
                format!(
                    "{}Number {i} ends here, Ann Lee said.\n\n",
                    "It rained on the town again. ".repeat(20)
                )
            })
            .collect();
        let changed = text.replacen("Number 3", "Number 33", 1);
        let mut memory = Memory::default();
        assert_eq!(read(&text, &mut memory).1, 6);
        assert_eq!(read(&text, &mut memory).1, 0);
        assert_eq!(read(&changed, &mut memory).1, 1);
        assert_eq!(memory.len(), 6, "what is gone is forgotten");
    }

    #[test]
    fn the_same_words_in_other_surroundings_are_read_again() {
        // the second half of a paragraph too long for one slice: within a quotation once, and once
        // not
        let long = "It rained on the town again. ".repeat(40);
        let (quoted, plain) = (format!("“{long}”"), format!("({long})"));
        let mut memory = Memory::default();
        for text in [&quoted, &plain] {
            let (found, _) = read(text, &mut memory);
            assert_eq!(found, read(text, &mut Memory::default()).0);
        }
    }
}
