//! Tokens, sentences and paragraphs as the network was trained on them.
//!
//! Takes any text; gives its [`Tokens`]; promises the same cuts as `training/tokens.py`. They
//! differ from those of [`crate::text`], as the weights fit only the tokens they were trained with.
//! The rules are stated in models/FORMAT.md.

use super::chars::{is_apostrophe, is_mark, is_space, is_word};
use super::quotes::quoted;
use crate::lexicon::lists::models::{ABBREVIATIONS, ENDINGS};
use crate::turns::Pace;

/// A text cut into tokens. All vectors have an entry for each of them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tokens<'t> {
    /// As written.
    pub words: Vec<&'t str>,
    /// Byte ranges; in order, none empty, none with white space in it.
    pub spans: Vec<(usize, usize)>,
    /// True within quotation marks, the marks included.
    pub inside: Vec<bool>,
    /// Number of the paragraph, from 0.
    pub paragraph: Vec<u32>,
    /// Number of the sentence, from 0, through the whole text.
    pub sentence: Vec<u32>,
}

impl<'t> Tokens<'t> {
    /// Cuts a text at once.
    #[cfg(test)]
    pub fn read(text: &'t str) -> Self {
        crate::turns::block_on(Tokens::read_in_turns(text))
    }

    pub async fn read_in_turns(text: &'t str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let flags = quoted(&chars);
        let mut tokens = Tokens {
            words: vec![],
            spans: vec![],
            inside: vec![],
            paragraph: vec![],
            sentence: vec![],
        };
        let (mut i, mut byte, mut pace) = (0, 0, Pace::default());
        let (mut paragraph, mut sentence, mut new_line, mut gap) = (0, 0, false, false);
        // the last token that closes nothing: a text may have any number of marks after it
        let mut told = 0;
        while i < chars.len() {
            if is_space(chars[i]) {
                new_line |= chars[i] == '\n';
                gap = true;
                byte += chars[i].len_utf8();
                i += 1;
                continue;
            }
            let end = token_end(&chars, i);
            let length: usize = chars[i..end].iter().map(|c| c.len_utf8()).sum();
            let first = tokens.words.is_empty();
            tokens.words.push(&text[byte..byte + length]);
            tokens.spans.push((byte, byte + length));
            tokens.inside.push(flags[i]);
            if !first && new_line {
                paragraph += 1;
                sentence += 1;
            } else if !first && gap && tokens.sentence_ends_before_last(told) {
                sentence += 1;
            }
            tokens.paragraph.push(paragraph);
            tokens.sentence.push(sentence);
            if !closes(tokens.words[tokens.len() - 1]) {
                told = tokens.len() - 1;
            }
            (new_line, gap) = (false, false);
            byte += length;
            i = end;
            pace.spend(1).await;
        }
        tokens
    }

    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// True if token `i` stands right after the one before it.
    pub fn glued(&self, i: usize) -> bool {
        i > 0 && self.spans[i - 1].1 == self.spans[i].0
    }

    /// True if a sentence ends before the last token, which white space precedes. The token before
    /// it that closes nothing is the one at `j`; the first token, if there is none.
    fn sentence_ends_before_last(&self, j: usize) -> bool {
        let words = &self.words;
        let i = words.len() - 1;
        if !matches!(words[j], "." | "!" | "?" | "…") {
            return false;
        }
        let first = words[i].chars().next().unwrap_or(' ');
        if !(first.is_uppercase()
            || first.is_ascii_digit()
            || is_mark(words[i])
            || matches!(words[i], "(" | "["))
        {
            return false;
        }
        if words[j] == "." && j == i - 1 && self.glued(j) {
            let last = words[j - 1].to_lowercase();
            let mut letters = last.chars();
            let initial =
                letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
            return !(initial || ABBREVIATIONS.contains(&last.as_str()));
        }
        true
    }
}

/// True if `word` may stand between a sentence's last mark and its end.
fn closes(word: &str) -> bool {
    is_mark(word) || matches!(word, ")" | "]")
}

/// The end of the token that begins at `i`, which is no white space.
fn token_end(chars: &[char], i: usize) -> usize {
    if is_apostrophe(chars[i]) {
        return if is_ending(chars, i) { word_end(chars, i + 1) } else { i + 1 };
    }
    if !is_word(chars[i]) {
        return i + 1;
    }
    let mut end = word_end(chars, i);
    while end + 1 < chars.len()
        && is_apostrophe(chars[end])
        && is_word(chars[end + 1])
        && !is_ending(chars, end)
    {
        end = word_end(chars, end + 1);
    }
    end
}

fn word_end(chars: &[char], i: usize) -> usize {
    chars[i..].iter().position(|&c| !is_word(c)).map_or(chars.len(), |n| i + n)
}

/// True if the apostrophe at `i` begins an ending.
fn is_ending(chars: &[char], i: usize) -> bool {
    // No ending has more than two letters: looking for a third is enough.
    let end = word_end(&chars[..chars.len().min(i + 4)], i + 1);
    end - i <= 3
        && ENDINGS
            .iter()
            .any(|e| e.chars().eq(chars[i + 1..end].iter().map(char::to_ascii_lowercase)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        Tokens::read(text).words
    }

    fn sentences(text: &str) -> u32 {
        *Tokens::read(text).sentence.last().unwrap() + 1
    }

    #[test]
    fn endings_are_tokens_and_inner_apostrophes_are_not() {
        assert_eq!(
            words("Lee's plan, O'Neil’s don't"),
            ["Lee", "'s", "plan", ",", "O'Neil", "’s", "don't"]
        );
        assert_eq!(words("'stop' 'S he'd've"), ["'", "stop", "'", "'S", "he", "'d", "'ve"]);
    }

    #[test]
    fn every_other_symbol_is_a_token() {
        assert_eq!(
            words("e-mail €3.5m 🙂!?"),
            ["e", "-", "mail", "€", "3", ".", "5m", "🙂", "!", "?"]
        );
        assert!(words(" \n\t").is_empty());
    }

    #[test]
    fn sentences_end_at_stops_but_not_at_abbreviations_or_initials() {
        assert_eq!(sentences("It rained. They left."), 2);
        assert_eq!(sentences("“It rained.” They left."), 2);
        assert_eq!(sentences("Dr. Cole and J. Lee left."), 1);
        assert_eq!(sentences("It rained. and they left."), 1);
        assert_eq!(sentences("Headline\nThe text."), 2);
    }
}
