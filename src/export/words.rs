//! Pieces of text as every form of an analysis writes them.

use crate::analysis::{Actor, Attribution, QuoteKind};
use crate::lexicon::lists::channels::BEFORE_CHANNELS;
use crate::text::{Byte, Span, one_line};

/// The pieces at `spans`, joined as one line of text.
pub(crate) fn joined(text: &str, spans: &[Span<Byte>]) -> String {
    spans.iter().map(|s| one_line(s.of(text))).collect::<Vec<_>>().join(" … ")
}

/// Stands between several values of one cell of a table.
const SEPARATOR: &str = "; ";

/// Several values of one cell of a table; none where all are empty.
pub(crate) fn list(values: impl Iterator<Item = String>) -> String {
    let values: Vec<String> = values.collect();
    match values.iter().all(String::is_empty) {
        true => String::new(),
        false => values.join(SEPARATOR),
    }
}

/// What the JSON of an analysis calls `variant`: its own name in lower case.
pub(crate) fn json_name(variant: &impl std::fmt::Debug) -> String {
    format!("{variant:?}").to_lowercase()
}

/// What readers are told of how content is quoted; JSON and table keep their own words.
pub(crate) fn kind_words(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "said",
        QuoteKind::Indirect => "reported",
        QuoteKind::Mixed => "partly quoted",
    }
}

/// A share with two digits after the decimal point. Rust's own code for writing fractions is large,
/// and pages would load it.
pub(crate) fn hundredths(share: f32) -> String {
    let hundredths = (share * 100.0).round() as u32;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// A piece of a channel as readers are told of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Channel<'t> {
    /// Said to these: "Reuters".
    To(&'t str),
    /// Said in or by this, preposition first: "in a statement".
    Through(&'t str),
}

impl<'t> Channel<'t> {
    /// What `words`, a piece of a channel, say.
    pub fn of(words: &'t str) -> Channel<'t> {
        let (first, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
        let is = |word: &&str| first.eq_ignore_ascii_case(word);
        match BEFORE_CHANNELS.iter().find(|word| is(word)) {
            Some(&("to" | "with")) => Channel::To(rest),
            Some(_) => Channel::Through(words),
            None => Channel::To(words),
        }
    }
}

/// True if a reader has corrected an attribution, or who one of its speakers is.
pub(crate) fn is_corrected(attribution: &Attribution<Byte>, actors: &[Actor<Byte>]) -> bool {
    let mut speakers = attribution.speakers.iter().filter_map(|&id| actors.get(id as usize));
    attribution.corrected_by_reader || speakers.any(|speaker| speaker.corrected_by_reader)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channel_says_to_whom_or_how() {
        assert_eq!(Channel::of("Reuters"), Channel::To("Reuters"));
        assert_eq!(Channel::of("to the BBC"), Channel::To("the BBC"));
        assert_eq!(Channel::of("In a statement"), Channel::Through("In a statement"));
        assert_eq!(Channel::of("interviewed by NBC"), Channel::Through("interviewed by NBC"));
    }
}
