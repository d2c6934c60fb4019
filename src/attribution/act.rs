//! What a cue tells of its attribution: speech or thought, the speech act, negation.
//!
//! Takes a document and the tokens of a cue; gives a [`Tier`], an [`Act`] and whether the cue is
//! negated; promises an answer for any cue.

use crate::analysis::{Act, Tier};
use crate::lexicon::cues::Trait;
use crate::lexicon::lists::{grammar, speech};
use crate::text::{Document, TokenRange};

/// Most tokens from a phrase's first word to its second: "made it very clear".
const PHRASE_REACH: usize = 4;
/// Most tokens before a cue that are looked at for a negation.
const MOST_AUXILIARIES: usize = 2;

/// Tier and act of a cue, whose content begins at token `content`.
///
/// The first reporting verb decides ("declined to say" declines), then nouns, then adjectives. A
/// cue without a word of the table is taken as speech: most cues are.
pub(super) fn of_cue(document: &Document, cue: TokenRange, content: usize) -> (Tier, Act) {
    let cues = document.tables.cues();
    // "made the claim", "expressed hope": the noun tells more than a verb that only carries it
    let carried =
        cue.len() > 1 && cue.into_iter().any(|i| speech::CARRIERS.contains(&document.lower(i)));
    let by_noun = || cue.into_iter().rev().find_map(|i| cues.noun(document.lower(i)));
    let by_verb = || cue.into_iter().find_map(|i| verb(document, i, cue.end, content));
    let by_phrase = || cue.into_iter().find_map(|i| phrase(document, i, cue.end));
    let by_adjective = || cue.into_iter().find_map(|i| cues.adjective(document.lower(i)));
    let verb_first = || {
        let declines = by_verb().filter(|&(_, act)| act == Act::Decline);
        declines.or_else(by_phrase).or_else(by_verb)
    };
    let found = if carried { by_noun().or_else(verb_first) } else { verb_first().or_else(by_noun) };
    found.or_else(by_adjective).unwrap_or((Tier::Statement, Act::Say))
}

/// Tier and act of the phrase of two words that begins at token `first`.
fn phrase(document: &Document, first: usize, cue_end: usize) -> Option<(Tier, Act)> {
    // the cue may lack the second word if that follows at once
    let reach = first + 1..(first + 1 + PHRASE_REACH).min(cue_end + 1);
    let follows = |word: &str| reach.clone().any(|i| document.lower(i) == word);
    let mut phrases = document.tables.cues().phrases(document.lower(first));
    phrases.find(|&(second, ..)| follows(second)).map(|(_, tier, act)| (tier, act))
}

/// Tier and act of the reporting verb at token `index`.
fn verb(document: &Document, index: usize, cue_end: usize, content: usize) -> Option<(Tier, Act)> {
    let (verb, _) = document.verb(index)?;
    // "asked him to leave" and "were told not to wait" urge, but "asked to leave" asks
    let wished = document.lower(content) == "to"
        || (document.lower(content) == "not" && document.lower(content + 1) == "to");
    let be = |word| grammar::FINITE_BE.contains(&word) || grammar::INFINITE_BE.contains(&word);
    let passive = index > 0 && be(document.lower(index - 1));
    let urges =
        verb.has(Trait::Urges) && wished && (content > cue_end || (passive && content == cue_end));
    Some((verb.tier, if urges { Act::Urge } else { verb.act }))
}

/// True if a cue has a word of the table of words that report, or is a mark.
pub(super) fn reports(document: &Document, cue: TokenRange) -> bool {
    cue.into_iter().any(|i| document.tables.cues().reports(document.lower(i)))
        || !document.has_word(cue)
}

/// True if the cue is negated: "did not say", "never said", "stopped short of saying".
pub(super) fn is_negated(document: &Document, cue: TokenRange) -> bool {
    // the cue may lack its auxiliaries: "did not | say"
    let sentence = document.sentence_of(cue.start).tokens;
    let start = cue.start.saturating_sub(MOST_AUXILIARIES).max(sentence.start);
    (start..cue.end).any(|i| negates(document, i, i >= cue.start))
}

/// True if the word at `index` negates. If `within` is true it stands in the cue; some words negate
/// only there, since before a cue they may belong to something else.
fn negates(document: &Document, index: usize, within: bool) -> bool {
    let next = document.lower(index + 1);
    match document.lower(index) {
        word if grammar::NEGATIONS.contains(&word) => next != "only",
        word if grammar::OTHER_NEGATIONS.contains(&word) => within,
        "no" => within && !speech::AFFIRMED_BY_NO.contains(&next),
        "short" => next == "of",
        "without" => true,
        word if speech::FAIL.contains(&word) => next == "to",
        word => grammar::NEGATED_ENDINGS.iter().any(|ending| word.ends_with(ending)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::cases::place_of;
    use super::*;

    /// Tier, act and negation of a cue in its sentence, its content taken to begin at the next
    /// "to", "not", "that" or "whether".
    #[track_caller]
    fn read(text: &str, cue: &str) -> (Tier, Act, bool) {
        let document = Document::read(text);
        let cue = place_of(&document, cue);
        let begins = |i: &usize| matches!(document.lower(*i), "to" | "not" | "that" | "whether");
        let content = (cue.end..document.tokens.len()).find(begins).unwrap_or(cue.end);
        let (tier, act) = of_cue(&document, cue, content);
        (tier, act, is_negated(&document, cue))
    }

    #[track_caller]
    fn all(cases: &[(&str, &str, Tier, Act)], negated: bool) {
        for &(text, cue, tier, act) in cases {
            assert_eq!(read(text, cue), (tier, act, negated), "{text}");
        }
    }

    #[test]
    fn the_first_reporting_verb_decides() {
        all(
            &[
                ("She denied that it rained.", "denied", Tier::Statement, Act::Deny),
                ("She declined to say why.", "declined to say", Tier::Statement, Act::Decline),
                (
                    "She refused to rule out a strike.",
                    "refused to rule out",
                    Tier::Statement,
                    Act::Decline,
                ),
                (
                    "She has repeatedly warned that it rains.",
                    "has repeatedly warned",
                    Tier::Statement,
                    Act::Warn,
                ),
                ("She urged them to wait.", "urged", Tier::Statement, Act::Urge),
                ("She wants to say it.", "wants to say", Tier::Attitude, Act::Want),
            ],
            false,
        );
    }

    #[test]
    fn a_noun_tells_more_than_the_verb_that_carries_it() {
        all(
            &[
                ("She expressed hope that it rains.", "expressed hope", Tier::Attitude, Act::Hope),
                ("She issued a denial of it.", "issued a denial", Tier::Statement, Act::Deny),
            ],
            false,
        );
    }

    #[test]
    fn a_state_of_mind_is_an_attitude() {
        all(
            &[("She is confident that it rains.", "is confident", Tier::Attitude, Act::Believe)],
            false,
        );
    }

    #[test]
    fn a_phrase_may_report_otherwise_than_its_verb() {
        all(
            &[
                ("She called for an end to it.", "called for", Tier::Statement, Act::Urge),
                ("She called on them to wait.", "called", Tier::Statement, Act::Urge),
                ("She called it a lie.", "called", Tier::Statement, Act::Say),
                ("She ruled out a strike.", "ruled out", Tier::Statement, Act::Reject),
                ("She pointed out that it rains.", "pointed out", Tier::Statement, Act::Claim),
                (
                    "She made it very clear that it rains.",
                    "made it very clear",
                    Tier::Statement,
                    Act::Claim,
                ),
                ("She would like to wait.", "would like", Tier::Attitude, Act::Want),
            ],
            false,
        );
    }

    #[test]
    fn asking_or_telling_somebody_to_do_something_urges() {
        all(
            &[
                ("She asked him to wait.", "asked", Tier::Statement, Act::Urge),
                ("She told them not to wait.", "told", Tier::Statement, Act::Urge),
                ("They were told to wait.", "were told", Tier::Statement, Act::Urge),
                ("She asked to wait.", "asked", Tier::Statement, Act::Ask),
                ("She asked whether it rains.", "asked", Tier::Statement, Act::Ask),
                ("She told them that it rains.", "told", Tier::Statement, Act::Say),
            ],
            false,
        );
    }

    #[test]
    fn words_that_no_table_knows_are_taken_as_speech() {
        all(&[("She zoomed that it rains.", "zoomed", Tier::Statement, Act::Say)], false);
    }

    #[test]
    fn negation_stands_in_the_cue_or_right_before_it() {
        all(
            &[
                ("She did not say that.", "did not say", Tier::Statement, Act::Say),
                ("She didn't say that.", "didn't say", Tier::Statement, Act::Say),
                ("She did not say that.", "say", Tier::Statement, Act::Say),
                ("She never denied it.", "denied", Tier::Statement, Act::Deny),
                (
                    "She neither confirmed nor denied it.",
                    "neither confirmed nor denied",
                    Tier::Statement,
                    Act::Say,
                ),
                ("She stopped short of saying it.", "saying", Tier::Statement, Act::Say),
                ("She left without saying it.", "saying", Tier::Statement, Act::Say),
                ("She failed to mention it.", "failed to mention", Tier::Statement, Act::Say),
                ("She does not believe it.", "does not believe", Tier::Attitude, Act::Believe),
            ],
            true,
        );
    }

    #[test]
    fn words_that_look_like_negations_do_not_negate() {
        all(
            &[
                ("She said that it did not rain.", "said", Tier::Statement, Act::Say),
                ("She not only said it.", "not only said", Tier::Statement, Act::Say),
                ("She has no doubt that it rains.", "has no doubt", Tier::Attitude, Act::Believe),
            ],
            false,
        );
    }
}
