//! What was made of the parts of earlier texts, so that a text that changed here and there is not
//! read anew as a whole.
//!
//! Takes slices; gives back what the same slice gave before; promises to say so only where reading
//! it again would give the same: a slice is known by all that the network sees of it, not by its
//! text alone.

use super::chunks::Chunk;
use super::{Evidence, Slice, TaggedAttribution, TokenEvidence};
use crate::text::{Byte, Span};
use whosaid_packing::hash::Map;

/// Remembers the last text read. Starts empty.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    /// By the slice's text.
    kept: Map<String, Kept>,
    /// Counts texts: what was not met in the last one is forgotten.
    round: u32,
}

/// What one slice gave.
#[derive(Debug, Clone)]
struct Kept {
    /// With indices counted from its first token.
    chunk: Chunk,
    /// With spans counted from its start.
    evidence: Evidence,
    round: u32,
}

impl Memory {
    /// How many slices are remembered.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// True if nothing is.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// What `slice` gave before, if it is remembered.
    pub(super) fn recall(&mut self, slice: &Slice) -> Option<Evidence> {
        let kept = self.kept.get_mut(slice.text())?;
        if kept.chunk != relative(&slice.chunk) {
            return None;
        }
        kept.round = self.round;
        let start = slice.span().start();
        Some(moved(&kept.evidence, |at| at + start))
    }

    pub(super) fn keep(&mut self, slice: &Slice, evidence: &Evidence) {
        let start = slice.span().start();
        let kept = Kept {
            chunk: relative(&slice.chunk),
            evidence: moved(evidence, |at| at - start),
            round: self.round,
        };
        self.kept.insert(slice.text().to_owned(), kept);
    }

    /// A text was read to its end: what it did not hold is forgotten.
    pub fn turn(&mut self) {
        let round = self.round;
        self.kept.retain(|_, kept| kept.round == round);
        self.round = round.wrapping_add(1);
    }
}

/// The chunk as if the text began with it.
fn relative(chunk: &Chunk) -> Chunk {
    let first = chunk.index.iter().flatten().next().copied().unwrap_or(0);
    Chunk { index: chunk.index.iter().map(|i| i.map(|i| i - first)).collect(), ..chunk.clone() }
}

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
    use super::super::english;
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
