//! Cue words in a sentence: which tokens report, with their auxiliaries and negation.

use crate::lexicon::cues::{self, CueVerb, VerbForm};
use crate::text::TokenRange;

use super::super::words::Words;

/// A verb that seems to report.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cue {
    /// From its first auxiliary to its last word.
    pub tokens: TokenRange,
    /// The verb's own token.
    pub head: usize,
    pub verb: &'static CueVerb,
    pub form: VerbForm,
    /// "was told", "is expected".
    pub passive: bool,
    pub negated: bool,
}

const BE: &[&str] = &["is", "are", "was", "were", "be", "been", "being", "s", "'s", "’s"];
const NEGATIONS: &[&str] = &["not", "never", "n't", "cannot", "neither", "hardly"];
/// Verbs whose infinitive still reports: "declined to say".
const CARRIERS: &[&str] = &[
    "declined",
    "declines",
    "decline",
    "refused",
    "refuses",
    "refuse",
    "went",
    "continued",
    "began",
    "seemed",
    "appeared",
    "wants",
    "wanted",
];

/// The cue whose verb is token `head`, if it can be one there.
pub(super) fn at(words: &Words, sentence: TokenRange, head: usize) -> Option<Cue> {
    let (verb, form) = cues::verb(words.at(head))?;
    if !words.is_word(head) || (words.is_capital(head) && head != sentence.start) {
        return None;
    }
    let mut start = head;
    let mut negated = false;
    let mut auxiliary = false;
    while start > sentence.start {
        let previous = start - 1;
        if NEGATIONS.contains(&words.at(previous))
            || (words.at(previous) == "t" && words.at(start) != "t" && previous > 0 && words.at(previous - 1) == "'")
        {
            negated = true;
        } else if words.is_auxiliary(previous) {
            auxiliary = true;
        } else if words.is_adverb(previous)
            || (words.at(previous) == "to" && previous > sentence.start && CARRIERS.contains(&words.before(previous)))
        {
        } else if words.at(start) == "to" && CARRIERS.contains(&words.at(previous)) {
            auxiliary = true;
        } else {
            break;
        }
        start = previous;
    }
    while start < head && words.is_adverb(start) {
        start += 1; // an adverb before the whole verb group is not part of it
    }
    if start == head && negated {
        negated = false;
    }
    // "didn't" is one token with its negation
    negated |= (start..head).any(|i| words.at(i).ends_with("n't") || words.at(i).ends_with("n’t"));
    let before = words.before(start);
    let noun_like = words.is_determiner(start.wrapping_sub(1)) || (words.is_preposition(start.wrapping_sub(1)) && before != "as");
    let be = (start..head).rev().find(|&i| words.is_auxiliary(i)).is_some_and(|i| BE.contains(&words.at(i)));
    let passive = be && matches!(form, VerbForm::Past | VerbForm::Participle);
    let fits = match form {
        VerbForm::Base => auxiliary || (before != "to" && plural_subject(words, start)),
        VerbForm::Third => !noun_like && !auxiliary,
        VerbForm::Past => !noun_like,
        VerbForm::Participle => auxiliary,
        VerbForm::Gerund => !noun_like,
    };
    fits.then_some(Cue { tokens: TokenRange::new(start, head + 1), head, verb, form, passive, negated })
}

/// True if what stands before `start` may be the subject of a plural verb, so that the base form is no noun.
fn plural_subject(words: &Words, start: usize) -> bool {
    let before = words.before(start);
    matches!(before, "i" | "we" | "they" | "you" | "who")
        || (before.ends_with('s') && before.len() > 3)
        || matches!(before, "people" | "police" | "and")
}
