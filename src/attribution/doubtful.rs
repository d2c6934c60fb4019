//! Attributions of which the tagger is not sure: their words decide.
//!
//! Takes cue and content; tells whether the content has the form of what is said or thought;
//! promises to keep none whose cue is a verb that mostly tells of something else.

use super::draft::begins_after;
use crate::analysis::Tier;
use crate::lexicon::cues::{CueVerb, Trait, VerbForm};
use crate::lexicon::lists::grammar::{FINITE_BE, HAVE, INTERROGATIVES};
use crate::lexicon::lists::speech::{JUDGES, MOSTLY_OTHER};
use crate::lexicon::{Class, Pos};
use crate::text::lexeme::Shape;
use crate::text::{Document, TokenKind, TokenRange};

/// Most tokens of the subject of a clause.
const LONGEST_SUBJECT: usize = 12;

/// True if a doubtful attribution is one.
pub(super) fn is_kept(
    document: &Document,
    cue: TokenRange,
    content: &[TokenRange],
    tier: Tier,
) -> bool {
    let verb = cue.into_iter().rev().find_map(|t| document.verb(t));
    let noun = |t: usize| document.tables.cues().noun(document.lower(t)).is_some();
    let first = begins_after(content, cue);
    let piece = first.and_then(|start| content.iter().find(|c| c.start == start));
    let linked = |t: usize| matches!(document.lower(t), "of" | "for" | "to" | "that");
    match verb {
        _ if noun(cue.end - 1) && first == Some(cue.end) => linked(cue.end),
        _ if linked(cue.end - 1) && cue.len() > 1 && noun(cue.end - 2) => piece.is_some(),
        Some((verb, _)) if is_other(verb) => false,
        Some((verb, form)) => {
            piece.is_some_and(|c| is_clause(document, *c))
                || tier == Tier::Attitude
                    && form != VerbForm::Gerund
                    && JUDGES.contains(&verb.lemma)
        }
        None => piece.is_some_and(|c| is_clause(document, *c)),
    }
}

/// True for a verb that seldom reports where the tagger is not sure.
fn is_other(verb: &CueVerb) -> bool {
    verb.has(Trait::Seems) || MOSTLY_OTHER.contains(&verb.lemma)
}

/// True if `content` begins like a clause or a quotation: "that", "to" with a verb, a question
/// word, a mark, or a subject with its finite verb.
pub(super) fn is_clause(document: &Document, content: TokenRange) -> bool {
    let first = document.lower(content.start);
    let verb = |t: usize| {
        let lexeme = document.lexeme(t);
        let word = lexeme.lower.as_str();
        FINITE_BE.contains(&word)
            || HAVE.contains(&word)
            || lexeme.class.any(Class::AUXILIARY)
            || lexeme.shape == Shape::Lower
                && matches!(lexeme.word.pos.first(), Some(Pos::Past | Pos::VerbS))
                && !lexeme.word.pos.may(Pos::Noun)
    };
    let end = content.end.min(content.start + LONGEST_SUBJECT);
    first == "that"
        || INTERROGATIVES.contains(&first)
        || first == "to"
            && content.len() > 1
            && document.parts_of_speech(content.start + 1).may(Pos::Verb)
        || document.tokens[content.start].kind == TokenKind::OpenQuote
        || (content.start + 1..end).any(verb)
}

#[cfg(test)]
mod tests {
    use super::super::cases::place_of;
    use super::*;

    #[test]
    fn content_of_one_word_at_the_end_is_no_clause() {
        let document = Document::read("She would like to");
        assert!(!is_clause(&document, TokenRange::new(3, 4)));
    }

    #[track_caller]
    fn keeps(text: &str, cue: &str, content: &str, tier: Tier, kept: bool) {
        let document = Document::read(text);
        let (cue, content) = (place_of(&document, cue), place_of(&document, content));
        assert_eq!(is_kept(&document, cue, &[content], tier), kept, "{text}");
    }

    #[test]
    fn a_doubtful_content_must_be_a_clause() {
        let text = "The embassy confirmed two pilgrims had also died.";
        keeps(text, "confirmed", "two pilgrims had also died", Tier::Statement, true);
        let text = "The states committing to send more troops met.";
        keeps(text, "committing", "to send more troops", Tier::Statement, true);
        let text = "Woolworths ordered extra stock.";
        keeps(text, "ordered", "extra stock", Tier::Statement, false);
    }

    #[test]
    fn a_noun_that_reports_has_its_content_behind_of_or_to() {
        keeps("Hopes of a truce grew.", "Hopes", "of a truce", Tier::Attitude, true);
        keeps("His decision to run led to unrest.", "decision", "to run", Tier::Attitude, true);
        keeps("The claim number is long.", "claim", "number", Tier::Statement, false);
    }

    #[test]
    fn verbs_of_judging_take_what_they_judge() {
        let text = "It considers the states biased.";
        keeps(text, "considers", "the states biased", Tier::Attitude, true);
        keeps("She is considering Lee.", "considering", "Lee", Tier::Attitude, false);
    }

    #[test]
    fn verbs_that_mostly_do_not_report_need_to_be_surer() {
        let text = "Photographs showed the house was ready.";
        keeps(text, "showed", "the house was ready", Tier::Statement, false);
    }
}
