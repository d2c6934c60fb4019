//! Cuts a text into the parts that the encoder sees at once.
//!
//! Takes [`Tokens`]; gives [`Chunk`]s; promises that every token is in exactly one, in order. A
//! chunk is a run of whole paragraphs, packed up to a size with a paragraph mark between them; a
//! longer paragraph is cut at sentence ends.

use std::ops::Range;

use super::features::{Features, features, normal, stands_inside};
use super::tokens::Tokens;

/// Most tokens of a paragraph that may do no more than say who said the paragraph before.
const SHORT: usize = 12;

/// A run of tokens and paragraph marks. All vectors have one entry for each of them.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Chunk {
    /// Index of the token in the text; `None` for a paragraph mark.
    pub index: Vec<Option<usize>>,
    /// Normalised words (see [`normal`]); empty for a paragraph mark.
    pub words: Vec<String>,
    /// All 0 for a paragraph mark.
    pub features: Vec<Features>,
    /// Number of the sentence, 0 for the chunk's first.
    pub sentence: Vec<u32>,
    /// Number of the paragraph, 0 for the chunk's first; a mark belongs to the paragraph before it.
    pub paragraph: Vec<u32>,
    /// True if the token begins with a letter or digit.
    pub wordlike: Vec<bool>,
    /// True within quotation marks.
    pub inside: Vec<bool>,
    /// Number of quotations that have begun up to here, this token included.
    pub segment: Vec<u32>,
}

impl Chunk {
    /// Tokens and paragraph marks.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Tokens among which source and content of a cue at token `t` are searched: its paragraph;
    /// also the next one if this one ends in a colon or the next begins with a quotation; also the
    /// one before if this one is short, since it may do no more than say who said that.
    pub fn reach(&self, t: usize) -> Range<usize> {
        let own = self.paragraph_of(t);
        let tokens = || own.clone().filter(|&t| self.index[t].is_some());
        let goes_on = own.end < self.len()
            && (self.inside[own.end]
                || tokens().next_back().is_some_and(|last| self.words[last] == ":"));
        let end = if goes_on { self.paragraph_of(own.end).end } else { own.end };
        let start = if own.start > 0 && tokens().count() <= SHORT {
            self.paragraph_of(own.start - 1).start
        } else {
            own.start
        };
        start..end
    }

    /// The tokens of the paragraph that token `t` is in.
    fn paragraph_of(&self, t: usize) -> Range<usize> {
        let other = |&i: &usize| self.paragraph[i] != self.paragraph[t];
        (0..t).rev().find(other).map_or(0, |before| before + 1)
            ..(t..self.len()).find(other).unwrap_or(self.len())
    }

    /// The chunk of the tokens that `index` names; `None` is a paragraph mark.
    pub fn read(tokens: &Tokens, index: Vec<Option<usize>>) -> Self {
        let n = index.len();
        let mut chunk = Chunk {
            words: vec![String::new(); n],
            features: vec![[0; 5]; n],
            sentence: vec![0; n],
            paragraph: vec![0; n],
            wordlike: vec![false; n],
            inside: vec![false; n],
            segment: vec![0; n],
            index,
        };
        let mut quotations = 0;
        let (mut first, mut last) = (None, (0, 0));
        for j in 0..n {
            if let Some(i) = chunk.index[j] {
                let form = normal(tokens.words[i]);
                chunk.features[j] = features(tokens, i, &form);
                chunk.words[j] = form;
                chunk.wordlike[j] =
                    tokens.words[i].chars().next().is_some_and(char::is_alphanumeric);
                chunk.inside[j] = stands_inside(&chunk.features[j]);
                last = (tokens.sentence[i], tokens.paragraph[i]);
            }
            // A paragraph mark belongs to what precedes it.
            let base = *first.get_or_insert(last);
            (chunk.sentence[j], chunk.paragraph[j]) = (last.0 - base.0, last.1 - base.1);
            quotations += u32::from(chunk.inside[j] && (j == 0 || !chunk.inside[j - 1]));
            chunk.segment[j] = quotations;
        }
        chunk
    }
}

/// The chunks of a text.
#[cfg(test)]
pub(super) fn chunks(tokens: &Tokens, size: usize) -> Vec<Chunk> {
    layout(tokens, size).into_iter().map(|index| Chunk::read(tokens, index)).collect()
}

/// The chunks of a text, at most `size` tokens each, paragraph marks counted. A chunk is given by
/// the index of each token, `None` for a paragraph mark.
pub(super) fn layout(tokens: &Tokens, size: usize) -> Vec<Vec<Option<usize>>> {
    let mut packed: Vec<Vec<Option<usize>>> = Vec::new();
    let mut last_paragraph = None;
    let mut start = 0;
    while start < tokens.len() {
        let paragraph = tokens.paragraph[start];
        let end = (start..tokens.len())
            .find(|&i| tokens.paragraph[i] != paragraph)
            .unwrap_or(tokens.len());
        while start < end {
            let cut = if end - start <= size {
                end
            } else {
                start + cut(&tokens.sentence[start..end], size)
            };
            let join = packed.last_mut().filter(|chunk| chunk.len() + 1 + cut - start <= size);
            match join {
                Some(chunk) => {
                    chunk.extend((last_paragraph != Some(paragraph)).then_some(None));
                    chunk.extend((start..cut).map(Some));
                }
                None => packed.push((start..cut).map(Some).collect()),
            }
            last_paragraph = Some(paragraph);
            start = cut;
        }
    }
    packed
}

/// Where to cut a paragraph of more than `size` tokens: at the last sentence end in the second half
/// of the first `size` tokens, else after `size`.
fn cut(sentence: &[u32], size: usize) -> usize {
    (size / 2 + 1..=size).rev().find(|&j| sentence[j] != sentence[j - 1]).unwrap_or(size)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(text: &str, size: usize) -> Vec<usize> {
        chunks(&Tokens::read(text), size).iter().map(Chunk::len).collect()
    }

    #[test]
    fn paragraphs_are_packed_with_a_mark_between_them() {
        assert_eq!(sizes("a b\nc d\ne f g", 5), [5, 3]);
        let chunk = &chunks(&Tokens::read("a b\n“c d”"), 10)[0];
        assert_eq!(chunk.index, [Some(0), Some(1), None, Some(2), Some(3), Some(4), Some(5)]);
        assert_eq!(chunk.paragraph, [0, 0, 0, 1, 1, 1, 1]);
        assert_eq!(chunk.segment, [0, 0, 0, 1, 1, 1, 1]);
    }

    #[test]
    fn a_long_paragraph_is_cut_at_a_sentence_end() {
        assert_eq!(sizes("A b c day. E f g hour.", 8), [5, 5]);
        assert_eq!(sizes("a b c d e f g", 3), [3, 3, 1]);
    }

    /// From which paragraph to which one a cue in paragraph `of` looks.
    fn reach(text: &str, of: u32) -> (u32, u32) {
        let chunk = &chunks(&Tokens::read(text), 160)[0];
        let t = chunk.paragraph.iter().position(|&p| p == of).expect("there is such a paragraph");
        let reach = chunk.reach(t);
        (chunk.paragraph[reach.start], chunk.paragraph[reach.end - 1])
    }

    #[test]
    fn a_cue_reaches_within_its_paragraph() {
        let long = "It was the third time in a year that the council had met behind closed doors.";
        let text = |middle: &str, last: &str| format!("{long}\n{middle}\n{last}");
        assert_eq!(reach(&text(long, long), 1), (1, 1));
        assert_eq!(reach(&text(&long.replace('.', ":"), long), 1), (1, 2), "after a colon");
        assert_eq!(
            reach(&text(long, "“It was,” she said."), 1),
            (1, 2),
            "a quotation begins the next one"
        );
        assert_eq!(
            reach(&text("Ann Lee, mayor", long), 1),
            (0, 1),
            "a short one may say who said the one before"
        );
        assert_eq!(reach(&text(long, long), 0), (0, 0), "nothing comes before the first");
    }

    #[test]
    fn every_token_is_in_one_chunk() {
        let text = "One two three. Four five!\nSix “seven eight”\n\n".repeat(20);
        for size in [2, 5, 17, 160] {
            let tokens = Tokens::read(&text);
            let seen: Vec<usize> = chunks(&tokens, size)
                .iter()
                .flat_map(|c| c.index.iter().flatten().copied())
                .collect();
            assert!(seen.iter().copied().eq(0..tokens.len()), "size {size}");
        }
    }
}
