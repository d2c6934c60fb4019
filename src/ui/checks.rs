//! The state of a check of the quotations against another text.
//!
//! Takes what the reader hands over and what the owner finds; gives verdicts by attribution;
//! promises that results of another analysis are never shown.

use std::rc::Rc;

use super::messages::Checked;
use crate::quotation_check::{MOST_BYTES, Verdict};

/// How far a check is.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Check {
    /// There is no text to check against.
    #[default]
    Asked,
    /// The text that the reader handed over cannot be used.
    Refused(Refusal),
    /// The owner is at work.
    UnderWay,
    /// All is checked.
    Done(Checked),
}

/// Why a text cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It has no words.
    Empty,
    /// It is longer than [`MOST_BYTES`].
    TooLong,
    /// It is not text that can be read.
    NotText,
}

impl Refusal {
    /// Why a text of `bytes` cannot be used, if it cannot.
    pub fn of_size(bytes: usize) -> Option<Refusal> {
        (bytes > MOST_BYTES).then_some(Refusal::TooLong)
    }

    /// Why `text` cannot be used, if it cannot.
    pub fn of(text: &str) -> Option<Refusal> {
        if text.contains(['\u{fffd}', '\0']) {
            return Some(Refusal::NotText);
        }
        let is_empty = !text.contains(char::is_alphanumeric);
        is_empty.then_some(Refusal::Empty).or(Refusal::of_size(text.len()))
    }
}

impl Check {
    /// The verdict on an attribution.
    pub fn verdict(&self, attribution: u32) -> Option<Verdict> {
        let Check::Done(checked) = self else { return None };
        let at =
            checked.found.binary_search_by_key(&attribution, |found| found.attribution).ok()?;
        Some(checked.found[at].verdict)
    }

    /// The number of statements checked.
    pub fn len(&self) -> usize {
        match self {
            Check::Done(checked) => checked.found.len(),
            _ => 0,
        }
    }
}

/// How many statements have each verdict, in the order of [`Verdict::ALL`].
pub fn counts(checked: &Checked) -> [usize; 4] {
    Verdict::ALL.map(|verdict| checked.found.iter().filter(|f| f.verdict == verdict).count())
}

/// The places of the statements in the list of results: those to look at first.
pub fn by_verdict(checked: &Checked) -> Vec<usize> {
    const ORDER: [Verdict; 4] =
        [Verdict::Different, Verdict::Absent, Verdict::Shortened, Verdict::WordForWord];
    let of =
        |verdict| (0..checked.found.len()).filter(move |&i| checked.found[i].verdict == verdict);
    ORDER.into_iter().flat_map(of).collect()
}

/// The words of `text` around a place: before, at and after it, cut between words.
pub fn around(text: &Rc<str>, start: usize, end: usize) -> [String; 3] {
    /// Most bytes shown on either side.
    const CONTEXT: usize = 160;
    let mut from = start.saturating_sub(CONTEXT);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut to = text.len().min(end + CONTEXT);
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let (mut before, mut after) = (&text[from..start], &text[end..to]);
    if from > 0 {
        before = before.find(char::is_whitespace).map_or(before, |at| &before[at..]);
    }
    if to < text.len() {
        after = after.rfind(char::is_whitespace).map_or(after, |at| &after[..at]);
    }
    let cut = |cut: bool| if cut { "…" } else { "" };
    [
        [cut(from > 0), before].concat(),
        text[start..end].to_string(),
        [after, cut(to < text.len())].concat(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_cannot_be_used_is_refused_with_the_reason() {
        for (text, refusal) in [
            ("", Some(Refusal::Empty)),
            (" \n…", Some(Refusal::Empty)),
            ("PK\u{3}\u{4}\u{fffd}", Some(Refusal::NotText)),
            ("a\0b", Some(Refusal::NotText)),
            ("Thank you.", None),
        ] {
            assert_eq!(Refusal::of(text), refusal, "{text:?}");
        }
        assert_eq!(Refusal::of(&"a".repeat(MOST_BYTES)), None);
        assert_eq!(Refusal::of(&"a".repeat(MOST_BYTES + 1)), Some(Refusal::TooLong));
    }

    #[test]
    fn what_stands_around_a_place_is_cut_between_words() {
        let text: Rc<str> = "one two three".into();
        assert_eq!(around(&text, 4, 7), ["one ", "two", " three"]);
        let long: Rc<str> = format!("{}here{}", "é é ".repeat(99), " ü ü".repeat(99)).into();
        let at = long.find("here").expect("the word is there");
        let [before, word, after] = around(&long, at, at + 4);
        assert_eq!(word, "here");
        assert!(before.starts_with("… é") || before.starts_with("…é") || before.starts_with("… "));
        assert!(after.ends_with("…") && before.len() < 170 && after.len() < 170);
    }
}
