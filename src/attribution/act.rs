//! What a cue says of its speaker's doing: speech or thought, the speech act, negation.

use super::words::Words;
use crate::analysis::{Act, Tier};
use crate::lexicon::cues;
use crate::text::TokenRange;

/// Nouns that report: "his claim that …", "the stance is that …".
const NOUNS: &[(&str, Tier, Act)] = &[
    ("statement", Tier::Statement, Act::Say),
    ("claim", Tier::Statement, Act::Claim),
    ("claims", Tier::Statement, Act::Claim),
    ("assertion", Tier::Statement, Act::Claim),
    ("assertions", Tier::Statement, Act::Claim),
    ("allegation", Tier::Statement, Act::Accuse),
    ("allegations", Tier::Statement, Act::Accuse),
    ("accusation", Tier::Statement, Act::Accuse),
    ("accusations", Tier::Statement, Act::Accuse),
    ("criticism", Tier::Statement, Act::Criticize),
    ("attack", Tier::Statement, Act::Criticize),
    ("attacks", Tier::Statement, Act::Criticize),
    ("praise", Tier::Statement, Act::Praise),
    ("argument", Tier::Statement, Act::Claim),
    ("suggestion", Tier::Statement, Act::Say),
    ("announcement", Tier::Statement, Act::Say),
    ("warning", Tier::Statement, Act::Warn),
    ("warnings", Tier::Statement, Act::Warn),
    ("threat", Tier::Statement, Act::Warn),
    ("threats", Tier::Statement, Act::Warn),
    ("promise", Tier::Statement, Act::Promise),
    ("pledge", Tier::Statement, Act::Promise),
    ("vow", Tier::Statement, Act::Promise),
    ("denial", Tier::Statement, Act::Deny),
    ("question", Tier::Statement, Act::Ask),
    ("questions", Tier::Statement, Act::Ask),
    ("call", Tier::Statement, Act::Urge),
    ("calls", Tier::Statement, Act::Urge),
    ("demand", Tier::Statement, Act::Urge),
    ("demands", Tier::Statement, Act::Urge),
    ("report", Tier::Statement, Act::Say),
    ("reports", Tier::Statement, Act::Say),
    ("stance", Tier::Statement, Act::Claim),
    ("position", Tier::Statement, Act::Claim),
    ("conclusion", Tier::Statement, Act::Claim),
    ("prediction", Tier::Statement, Act::Expect),
    ("plan", Tier::Attitude, Act::Plan),
    ("plans", Tier::Attitude, Act::Plan),
    ("decision", Tier::Attitude, Act::Plan),
    ("view", Tier::Attitude, Act::Believe),
    ("views", Tier::Attitude, Act::Believe),
    ("belief", Tier::Attitude, Act::Believe),
    ("opinion", Tier::Attitude, Act::Believe),
    ("conviction", Tier::Attitude, Act::Believe),
    ("skepticism", Tier::Attitude, Act::Believe),
    ("doubt", Tier::Attitude, Act::Believe),
    ("doubts", Tier::Attitude, Act::Believe),
    ("support", Tier::Attitude, Act::Agree),
    ("opposition", Tier::Attitude, Act::Reject),
    ("hope", Tier::Attitude, Act::Hope),
    ("hopes", Tier::Attitude, Act::Hope),
    ("desire", Tier::Attitude, Act::Want),
    ("fear", Tier::Attitude, Act::Fear),
    ("fears", Tier::Attitude, Act::Fear),
    ("concern", Tier::Attitude, Act::Fear),
    ("concerns", Tier::Attitude, Act::Fear),
    ("worries", Tier::Attitude, Act::Fear),
];

/// Adjectives that report a state of mind: "is confident that …".
const ADJECTIVES: &[(&str, Act)] = &[
    ("confident", Act::Believe),
    ("convinced", Act::Believe),
    ("sure", Act::Believe),
    ("certain", Act::Believe),
    ("aware", Act::Believe),
    ("skeptical", Act::Believe),
    ("unhappy", Act::Criticize),
    ("critical", Act::Criticize),
    ("disappointed", Act::Criticize),
    ("angry", Act::Criticize),
    ("happy", Act::Praise),
    ("glad", Act::Praise),
    ("proud", Act::Praise),
    ("hopeful", Act::Hope),
    ("optimistic", Act::Hope),
    ("eager", Act::Want),
    ("willing", Act::Want),
    ("ready", Act::Plan),
    ("likely", Act::Expect),
    ("afraid", Act::Fear),
    ("worried", Act::Fear),
    ("concerned", Act::Fear),
];

const NEGATIONS: &[&str] = &["not", "never", "n't", "n’t", "cannot", "neither", "nor", "no"];

/// What a noun reports, if it is one that does.
pub(super) fn of_noun(word: &str) -> Option<(Tier, Act)> {
    NOUNS.iter().find(|(noun, ..)| *noun == word).map(|&(_, tier, act)| (tier, act))
}

/// Tier and act of a cue from its words: its first reporting verb decides ("declined to say" declines), then nouns and adjectives; words that
/// no table knows are taken as speech, which is what most cues are.
pub(super) fn of_cue(words: &Words, cue: TokenRange) -> (Tier, Act) {
    // "made the claim", "expressed hope": the noun tells more than a verb that only carries it
    let carried = cue.len() > 1 && cue.into_iter().any(|i| CARRIERS.contains(&words.at(i)));
    let by_noun = || cue.into_iter().rev().find_map(|i| of_noun(words.at(i)));
    let by_verb = || cue.into_iter().find_map(|i| cues::verb(words.at(i))).map(|(verb, _)| (verb.tier, verb.act));
    let by_adjective =
        || cue.into_iter().find_map(|i| ADJECTIVES.iter().find(|(word, _)| *word == words.at(i))).map(|&(_, act)| (Tier::Attitude, act));
    let found = if carried { by_noun().or_else(by_verb) } else { by_verb().or_else(by_noun) };
    found.or_else(by_adjective).unwrap_or((Tier::Statement, Act::Say))
}

const CARRIERS: &[&str] = &[
    "made",
    "make",
    "makes",
    "making",
    "gave",
    "give",
    "gives",
    "expressed",
    "express",
    "expresses",
    "voiced",
    "issued",
    "has",
    "have",
    "had",
    "took",
    "raised",
];

/// True if the cue is negated: "did not say", "never said".
pub(super) fn is_negated(words: &Words, cue: TokenRange) -> bool {
    let within = cue.into_iter().any(|i| NEGATIONS.contains(&words.at(i)) || words.at(i).ends_with("n't") || words.at(i).ends_with("n’t"));
    // a cue that was found without its auxiliaries: "did not | say"
    let before = cue.start.saturating_sub(2)..cue.start;
    let sentence = words.doc.sentence_of(cue.start).tokens;
    within || before.filter(|&i| sentence.has(i)).any(|i| matches!(words.at(i), "not" | "never" | "n't") || words.at(i).ends_with("n't"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Document;

    #[track_caller]
    fn reports(cue: &str, tier: Tier, act: Act) {
        let text = format!("She {cue}");
        let document = Document::read(&text);
        let words = Words::new(&document);
        assert_eq!(of_cue(&words, TokenRange::new(1, document.tokens.len())), (tier, act), "{cue}");
    }

    #[test]
    fn the_first_reporting_verb_decides() {
        reports("declined to say", Tier::Statement, Act::Decline);
        reports("has repeatedly warned", Tier::Statement, Act::Warn);
        reports("wants to say", Tier::Attitude, Act::Want);
    }

    #[test]
    fn a_noun_tells_more_than_the_verb_that_carries_it() {
        reports("expressed hope", Tier::Attitude, Act::Hope);
        reports("issued a denial", Tier::Statement, Act::Deny);
    }

    #[test]
    fn a_state_of_mind_is_an_attitude() {
        reports("is confident", Tier::Attitude, Act::Believe);
    }

    #[test]
    fn words_that_no_table_knows_are_taken_as_speech() {
        reports("zoomed", Tier::Statement, Act::Say);
    }

    #[track_caller]
    fn negated(text: &str, cue: &str) -> bool {
        let document = Document::read(text);
        let at = text.find(cue).expect("the cue stands in the text") as u32;
        let start = document.tokens.partition_point(|t| t.span.start() < at);
        let end = document.tokens.partition_point(|t| t.span.end() <= at + cue.len() as u32);
        is_negated(&Words::new(&document), TokenRange::new(start, end))
    }

    #[test]
    fn negation_stands_in_the_cue_or_right_before_it() {
        assert!(negated("She did not say that.", "did not say"));
        assert!(negated("She didn't say that.", "didn't say"));
        assert!(negated("She did not say that.", "say"));
        assert!(!negated("She said that it did not rain.", "said"));
    }
}
