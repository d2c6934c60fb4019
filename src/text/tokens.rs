//! Tokens: words, endings such as 's, single symbols.
//!
//! Takes a stretch of text; gives its tokens from left to right; promises that no token is empty or
//! holds white space, that together they cover everything but white space, and that the work is
//! linear.
//!
//! The rule is that of the regular expression (Python's `\w` and `\s`, ignoring case)
//!
//! ```text
//!   \w+(?:['’]\w+)*?(?=['’](?:s|re|ve|ll|d|m)\b)
//! | ['’](?:s|re|ve|ll|d|m)\b
//! | \w+(?:['’]\w+)*
//! | [^\w\s]
//! ```
//!
//! so "rock'n'roll" and "O’Malley" are one word, "Kerry's" is two tokens, and every mark is a token
//! of its own. One difference: vowel signs of Indic, Hebrew and Arabic script (alphabetic marks in
//! Unicode) hold their word together here, where Python cuts it.

use super::chars::{is_apostrophe, is_space, is_word};
use super::document::{Token, TokenKind};
use super::span::Span;
use crate::lexicon::lists::grammar::CLITICS;
use crate::turns::Pace;

/// Appends the tokens of `text[from..to]`, which must not cut a word, to `out`. Lexemes, sentences
/// and quotation marks are left for later.
pub(super) async fn append(
    text: &str,
    from: usize,
    to: usize,
    out: &mut Vec<Token>,
    pace: &mut Pace,
) {
    let part = &text[..to];
    let mut at = from;
    while let Some(c) = part[at..].chars().next() {
        let next = at + c.len_utf8();
        let (end, kind) = if is_space(c) {
            at = next;
            continue;
        } else if is_word(c) {
            (word_end(part, at), TokenKind::Word)
        } else if let Some(end) = ending_at(part, at) {
            (end, TokenKind::Clitic)
        } else {
            (next, TokenKind::Symbol)
        };
        let glued = out.last().is_some_and(|t| t.span.end() as usize == at);
        out.push(Token {
            span: Span::new(at as u32, end as u32),
            kind,
            lexeme: 0,
            sentence: 0,
            glued,
            quoted: false,
        });
        at = end;
        pace.spend(1).await;
    }
}

/// Where the word that starts at `at` ends: with its inner apostrophes, without an ending such as
/// 's.
fn word_end(text: &str, at: usize) -> usize {
    let mut end = run_end(text, at);
    loop {
        let Some(mark) = text[end..].chars().next().filter(|&c| is_apostrophe(c)) else {
            return end;
        };
        if ending_at(text, end).is_some() {
            return end;
        }
        let inner = end + mark.len_utf8();
        let inner_end = run_end(text, inner);
        if inner_end == inner {
            return end;
        }
        end = inner_end;
    }
}

/// Where the run of word characters from `at` ends.
fn run_end(text: &str, at: usize) -> usize {
    let mut end = at;
    while let Some(b) = text.as_bytes().get(end) {
        let width = match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' => 1,
            0..128 => return end,
            _ => match text[end..].chars().next() {
                Some(c) if is_word(c) => c.len_utf8(),
                _ => return end,
            },
        };
        end += width;
    }
    end
}

/// Where the ending such as 's that starts with an apostrophe at `at` ends, if there is one.
fn ending_at(text: &str, at: usize) -> Option<usize> {
    let mut chars = text[at..].chars();
    let after = at + chars.next().filter(|&c| is_apostrophe(c))?.len_utf8();
    // the longest ending has two letters: with a third word character it is none
    let letters: usize = chars.take(3).take_while(|&c| is_word(c)).map(char::len_utf8).sum();
    let letters = &text[after..after + letters];
    CLITICS.iter().any(|e| letters.eq_ignore_ascii_case(e)).then_some(after + letters.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::turns::block_on;

    fn words(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        block_on(append(text, 0, text.len(), &mut out, &mut Pace::default()));
        out.iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn endings_are_tokens_of_their_own() {
        assert_eq!(
            words("Kerry's O’Malley’s they'RE I'd we’ll"),
            ["Kerry", "'s", "O’Malley", "’s", "they", "'RE", "I", "'d", "we", "’ll"]
        );
        assert_eq!(
            words("don't rock'n'roll 'sure' x'd'y"),
            ["don't", "rock'n'roll", "'", "sure", "'", "x", "'d", "'", "y"]
        );
    }

    #[test]
    fn each_symbol_stands_alone() {
        assert_eq!(
            words("U.S. -- ``no''…"),
            ["U", ".", "S", ".", "-", "-", "`", "`", "no", "'", "'", "…"]
        );
        assert_eq!(words("$3.2m 50% a_b #1"), ["$", "3", ".", "2m", "50", "%", "a_b", "#", "1"]);
    }

    #[test]
    fn any_white_space_separates() {
        assert_eq!(words("a\u{a0}b\u{2003}c\u{1f}d\te"), ["a", "b", "c", "d", "e"]);
    }

    #[test]
    fn no_character_is_lost() {
        assert_eq!(
            words("\0é e\u{301} 🌷\u{200d}👩"),
            ["\0", "é", "e", "\u{301}", "🌷", "\u{200d}", "👩"]
        );
    }

    /// The regular expression's alternatives tried one after the other, each by trying every
    /// length.
    fn oracle(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let word = |s: &[char]| !s.is_empty() && s.iter().all(|&c| is_word(c));
        let boundary =
            |i: usize| (i > 0 && is_word(chars[i - 1])) != (i < chars.len() && is_word(chars[i]));
        let ending = |i: usize| {
            let apostrophe = chars.get(i).is_some_and(|&c| is_apostrophe(c));
            CLITICS.iter().map(|e| e.chars().count() + i + 1).find(|&end| {
                apostrophe && end <= chars.len() && boundary(end) && {
                    let letters: String = chars[i + 1..end].iter().collect();
                    CLITICS.iter().any(|e| e.eq_ignore_ascii_case(&letters))
                }
            })
        };
        let chain = |s: &[char]| word(&s[..1]) && s.split(|&c| is_apostrophe(c)).all(word);
        let (mut i, mut out) = (0, Vec::new());
        while i < chars.len() {
            let shortest_before_ending =
                (i + 1..chars.len()).find(|&j| chain(&chars[i..j]) && ending(j).is_some());
            let longest = || (i + 1..=chars.len()).rev().find(|&j| chain(&chars[i..j]));
            match shortest_before_ending.or_else(|| ending(i)).or_else(longest) {
                Some(end) => {
                    out.push(chars[i..end].iter().collect());
                    i = end;
                }
                None => {
                    if !is_space(chars[i]) {
                        out.push(chars[i].to_string());
                    }
                    i += 1;
                }
            }
        }
        out
    }

    #[test]
    fn tokens_are_those_of_the_regular_expression_tried_naively() {
        let pieces = [
            "a", "s", "S", "re", "d", "'", "’", "_", " ", ".", "é", "\u{301}", "m", "ll", "''", "9",
        ];
        let mut seed = 7u32;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..8 {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                text += pieces[(seed >> 16) as usize % pieces.len()];
            }
            assert_eq!(words(&text), oracle(&text), "{text:?}");
        }
    }
}
