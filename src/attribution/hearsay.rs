//! Adverbs that say that others say so: "reportedly", "allegedly".
//!
//! Takes drafts; adds one for each such adverb, whose content is the clause around it and whose
//! source nobody names; promises to add none within the content of another draft, nor where the
//! clause's own verb reports.

use super::draft::Draft;
use crate::analysis::{Act, Tier};
use crate::lexicon::Class;
use crate::lexicon::lists::grammar::{
    CONTRASTS, COORDINATORS, FINITE_BE, MORE_PREPOSITIONS, PREPOSITIONS,
};
use crate::lexicon::lists::speech::HEARSAY;
use crate::text::pattern::Pattern::{self, AnyOf, Either};
use crate::text::{Document, TokenRange};
use crate::turns::Pace;

/// Share of such clauses that are attributions in articles that were read for it: 17 of 19.
const CONFIDENCE: f32 = 0.85;
/// Most tokens of a clause before its adverb.
const LONGEST_LEFT: usize = 40;

const ADVERB: Pattern = AnyOf(HEARSAY);
const DASH: Pattern = AnyOf(&["–", "—", ";"]);
const RELATIVE: Pattern = AnyOf(&["who", "which", "that"]);
const JOINT: Pattern = Either(&[AnyOf(COORDINATORS), AnyOf(CONTRASTS)]);
const PREPOSITION: Pattern = Either(&[AnyOf(PREPOSITIONS), AnyOf(MORE_PREPOSITIONS)]);

/// Adds the attributions of such adverbs to `drafts`.
pub(super) async fn add(document: &Document<'_>, drafts: &mut Vec<Draft>, pace: &mut Pace) {
    for at in 0..document.tokens.len() {
        pace.spend(1).await;
        if !ADVERB.is_at(document, at) || document.is_quoted(at) || own_verb(document, at) {
            continue;
        }
        let cue = TokenRange::new(at, at + 1);
        pace.spend(drafts.len()).await;
        if drafts.iter().any(|d| d.content.iter().any(|c| c.has(at)) && !holds(d, at)) {
            continue;
        }
        let content = clause(document, at);
        if content.is_empty() {
            continue;
        }
        drafts.retain(|d| !holds(d, at));
        drafts.push(Draft {
            source: None,
            cue: vec![cue],
            content,
            tier: Tier::Statement,
            act: Act::Claim,
            negated: false,
            inside: None,
            confidence: CONFIDENCE,
        });
    }
}

/// True if the adverb at `at` stands in the cue of a draft.
fn holds(draft: &Draft, at: usize) -> bool {
    draft.cue.iter().any(|cue| cue.has(at))
}

/// True if the adverb stands before a verb of speech that is not passive: "has reportedly told".
fn own_verb(document: &Document, at: usize) -> bool {
    let be = |t: usize| FINITE_BE.contains(&document.lower(t)) || document.lower(t) == "been";
    let speaks = |t: usize| document.verb(t).is_some_and(|(verb, _)| verb.tier == Tier::Statement);
    at > 0 && speaks(at + 1) && !be(at - 1)
}

/// The clause around the adverb at `at`, without it.
fn clause(document: &Document, at: usize) -> Vec<TokenRange> {
    let sentence = document.sentence_of(at).tokens;
    let near = TokenRange::new(sentence.start.max(at.saturating_sub(LONGEST_LEFT)), at);
    // "which are allegedly", "he left — he allegedly", "it rained, and he allegedly"
    let relative = |t: &usize| {
        RELATIVE.is_at(document, *t)
            && *t > sentence.start
            && !PREPOSITION.is_at(document, *t - 1)
            && (document.lower(*t) != "that" || document.class(*t + 1).any(Class::AUXILIARY))
    };
    let opens = |t: &usize| {
        relative(t)
            || *t > sentence.start
                && (DASH.is_at(document, *t - 1)
                    || JOINT.is_at(document, *t - 1)
                        && *t > sentence.start + 1
                        && document.lower(*t - 2) == ",")
    };
    let start = near.into_iter().rev().find(opens).unwrap_or(near.start);
    let also = usize::from(at > start && document.lower(at - 1) == "also");
    let left = document.trim(TokenRange::new(start, at - also));
    let alone = at == sentence.start
        || PREPOSITION.is_at(document, at - 1)
        || matches!(document.lower(at - 1), "," | "(" | "for");
    let apart = relative(&start) && start > sentence.start && document.lower(start - 1) == ",";
    let ends = |t: &usize| {
        DASH.is_at(document, *t) || document.lower(*t) == ")" || apart && document.lower(*t) == ","
    };
    let end = (at + 1..sentence.end).find(ends).unwrap_or(sentence.end);
    let mut right = TokenRange::new(at + 1, end);
    // "Reportedly also, …"
    if at == sentence.start && document.lower(right.start) == "also" {
        right.start += 1;
    }
    let right = document.trim(right);
    let mut pieces = Vec::new();
    if !alone && document.has_word(left) {
        pieces.push(left);
    }
    if document.has_word(right) {
        pieces.push(right);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::super::cases::{place_of, said, written};
    use super::*;
    use crate::turns::block_on;

    /// The drafts that a text has in the end. `given` holds the cue and content of one before.
    #[track_caller]
    fn adds(text: &str, given: Option<[&str; 2]>, expected: &[&str]) {
        let document = Document::read(text);
        let place = |part: &str| place_of(&document, part);
        let mut drafts: Vec<Draft> =
            given.iter().map(|[cue, content]| said(place(cue), vec![place(content)])).collect();
        block_on(add(&document, &mut drafts, &mut Pace::default()));
        let found: Vec<String> = drafts.iter().map(|d| written(&document, d)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn an_adverb_of_hearsay_reports_its_clause() {
        adds("Allegedly, Lee took the money.", None, &[" | Allegedly | Lee took the money"]);
        adds("Lee reportedly took it.", None, &[" | reportedly | Lee … took it"]);
        adds("Lee was reportedly hurt.", None, &[" | reportedly | Lee was … hurt"]);
    }

    #[test]
    fn its_clause_ends_where_the_sentence_around_it_goes_on() {
        adds(
            "Ray — who was reportedly nicknamed Red — began to sing.",
            None,
            &[" | reportedly | who was … nicknamed Red"],
        );
        adds(
            "Lee, who allegedly took the money, left.",
            None,
            &[" | allegedly | who … took the money"],
        );
        adds(
            "He was charged for allegedly abusing his office.",
            None,
            &[" | allegedly | abusing his office"],
        );
    }

    #[test]
    fn a_cue_that_has_the_adverb_alone_gives_way() {
        adds(
            "Flags were reportedly lowered.",
            Some(["were reportedly", "lowered"]),
            &[" | reportedly | Flags were … lowered"],
        );
    }

    #[test]
    fn a_verb_that_reports_keeps_its_adverb() {
        adds("Lee has reportedly told friends it rained.", None, &[]);
    }

    #[test]
    fn what_others_say_within_what_somebody_says_is_left_to_the_tagger() {
        let content = "Ray allegedly left";
        let text = format!("Lee said {content}.");
        adds(&text, Some(["said", content]), &[&format!(" | said | {content}")]);
    }
}
