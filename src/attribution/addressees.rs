//! Whom something is said to: no part of what is said.
//!
//! Takes drafts; gives them with contents that begin behind the one who is told, asked or urged
//! ("told | the paper | that it rained"), and behind the time before a quotation; promises to
//! leave no content empty.

use super::draft::Draft;
use super::whole;
use crate::lexicon::Pos;
use crate::lexicon::cues::{CueVerb, Trait};
use crate::lexicon::lists::speech::OBJECTS;
use crate::text::{Document, TokenKind, TokenRange};

/// Most tokens of who is spoken to.
const LONGEST: usize = 14;
/// Most tokens between a cue and its quotation.
const NEAR: usize = 8;

/// Takes the one who is spoken to from the beginning of a content.
pub(super) fn leave_out(document: &Document, draft: &mut Draft) {
    let Some(&cue) = draft.cue.first() else { return };
    let Some(piece) = draft.content.iter_mut().find(|c| c.start >= cue.end) else { return };
    let spoken = |verb: &CueVerb| {
        verb.has(Trait::Addresses)
            || verb.lemma == "call" && matches!(document.lower(cue.end - 1), "on" | "upon")
    };
    let addresses =
        cue.into_iter().rev().find_map(|t| document.verb(t)).is_some_and(|(verb, form)| {
            spoken(verb) && !(form.is_participle() && passive(document, cue))
        });
    let start = quotation(document, *piece).or_else(|| {
        (addresses && piece.start == cue.end).then(|| clause(document, *piece)).flatten()
    });
    if let Some(start) = start.filter(|&t| t < piece.end) {
        piece.start = start;
    }
}

/// True for a cue with a form of "be": "was told".
fn passive(document: &Document, cue: TokenRange) -> bool {
    cue.into_iter().any(|t| {
        matches!(document.lower(t), "is" | "are" | "was" | "were" | "be" | "been" | "being")
    })
}

/// Where the quotation begins that ends `piece`: "to me that night, | “It goes.”".
fn quotation(document: &Document, piece: TokenRange) -> Option<usize> {
    let near = TokenRange::new(piece.start, piece.end.min(piece.start + NEAR));
    let at = near.into_iter().find(|&t| document.tokens[t].kind == TokenKind::OpenQuote)?;
    let gap = TokenRange::new(piece.start, at);
    let mark = gap.into_iter().next_back().filter(|&t| matches!(document.lower(t), "," | ":"))?;
    let words = TokenRange::new(piece.start, mark);
    let rest = (at..piece.end).all(|t| document.is_quoted(t) || !document.is_word(t));
    (rest && words.into_iter().all(|t| plain(document, t))).then_some(at)
}

/// Where the clause begins behind who is spoken to.
fn clause(document: &Document, piece: TokenRange) -> Option<usize> {
    if OBJECTS.contains(&document.lower(piece.start)) {
        return Some(piece.start + 1);
    }
    let near = TokenRange::new(piece.start, piece.end.min(piece.start + LONGEST));
    let opens = |t: &usize| {
        document.lower(*t) == "that"
            || document.lower(*t) == "to"
                && document.parts_of_speech(*t + 1).first() == Some(Pos::Verb)
    };
    let at = near.into_iter().find(opens).filter(|&t| t > piece.start)?;
    TokenRange::new(piece.start, at).into_iter().all(|t| plain(document, t)).then_some(at)
}

/// True for a token that a noun phrase or a phrase of time may hold.
fn plain(document: &Document, at: usize) -> bool {
    whole::holds(document, at)
        || OBJECTS.contains(&document.lower(at))
        || matches!(document.lower(at), "," | "that")
        || document.tokens[at].kind.is_quotation_mark()
}

#[cfg(test)]
mod tests {
    use super::super::cases::{place_of, said};
    use super::*;

    #[track_caller]
    fn becomes(text: &str, cue: &str, content: &str, expected: &str) {
        let document = Document::read(text);
        let mut draft = said(place_of(&document, cue), vec![place_of(&document, content)]);
        leave_out(&document, &mut draft);
        assert_eq!(document.slice(draft.content[0]), expected, "{text}");
    }

    #[test]
    fn who_is_told_or_urged_is_not_said() {
        becomes(
            "He told the paper that it rains.",
            "told",
            "the paper that it rains",
            "that it rains",
        );
        becomes("He urged people to be careful.", "urged", "people to be careful", "to be careful");
        becomes("He told them it rains.", "told", "them it rains", "it rains");
        becomes("He called on the mayor to go.", "called on", "the mayor to go", "to go");
    }

    #[test]
    fn who_is_wanted_to_do_something_is_part_of_what_is_wanted() {
        becomes("He wants the mayor to go.", "wants", "the mayor to go", "the mayor to go");
        becomes("He told what she had to do.", "told", "what she had to do", "what she had to do");
    }

    #[test]
    fn a_quotation_is_said_without_the_time_before_it() {
        becomes(
            "He said to me that night, “It goes.”",
            "said",
            "that night, “It goes.”",
            "“It goes.”",
        );
        let content = "the plan, “a shame”, must go";
        becomes(&format!("He said {content}."), "said", content, content);
    }
}
