//! Cues that report nothing.
//!
//! Takes a draft; tells whether it has the form of a report without saying anything: that somebody
//! declined to comment, did not answer a request, how many voted, that no injuries were reported,
//! what somebody is known for, a heading that asks; promises to spare drafts with a clause or a
//! quotation as content.

use super::doubtful;
use super::draft::Draft;
use crate::lexicon::lists::grammar::{FINITE_BE, INTERROGATIVES, NEGATED_ENDINGS, NEGATIONS};
use crate::lexicon::lists::speech::{ANSWERS, COMMENTS, REQUESTS};
use crate::text::{Document, TokenRange};

/// Most words of a line that asks.
const LONGEST_QUESTION: usize = 12;

/// True if `draft` reports nothing.
pub(super) fn is_said(document: &Document, draft: &Draft) -> bool {
    let Some(&cue) = draft.cue.first() else { return false };
    no_comment(document, draft)
        || no_answer(document, draft, cue)
        || vote(document, cue)
        || nothing_known(document, draft, cue)
        || position(document, cue)
        || known_for(document, draft, cue)
        || question(document, cue)
}

/// "declined | to comment".
fn no_comment(document: &Document, draft: &Draft) -> bool {
    let mut words = draft.content.iter().copied().flatten().filter(|&t| document.is_word(t));
    words.all(|t| COMMENTS.contains(&document.lower(t)))
}

/// "did not respond to | a request for comment".
fn no_answer(document: &Document, draft: &Draft, cue: TokenRange) -> bool {
    let start = cue.start.saturating_sub(2);
    let not = |t: usize| {
        let word = document.lower(t);
        NEGATIONS.contains(&word) || NEGATED_ENDINGS.iter().any(|end| word.ends_with(end))
    };
    let answers = cue.into_iter().any(|t| {
        document.verb(t).is_some_and(|(verb, _)| ANSWERS.contains(&verb.lemma))
            || document.lower(t) == "return"
    });
    let request = |t: usize| REQUESTS.contains(&document.lower(t));
    answers && (start..cue.end).any(not) && draft.content.iter().copied().flatten().any(request)
}

/// "voted | 70-29".
fn vote(document: &Document, cue: TokenRange) -> bool {
    let number = |t: usize| {
        t < document.tokens.len() && document.word(t).starts_with(|c: char| c.is_ascii_digit())
    };
    cue.into_iter().any(|t| document.lower(t) == "voted" && number(t + 1))
}

/// "No injuries | were reported".
fn nothing_known(document: &Document, draft: &Draft, cue: TokenRange) -> bool {
    let [piece] = draft.content[..] else { return false };
    draft.source.is_none()
        && piece.end <= cue.start
        && document.lower(piece.start) == "no"
        && cue.into_iter().any(|t| FINITE_BE.contains(&document.lower(t)))
        && !doubtful::is_clause(document, piece)
}

/// "in a position | to say".
fn position(document: &Document, cue: TokenRange) -> bool {
    document.lower(cue.start) == "to"
        && cue.start > 0
        && document.lower(cue.start - 1) == "position"
}

/// "is known | as the mayor of the village".
fn known_for(document: &Document, draft: &Draft, cue: TokenRange) -> bool {
    let linked = |t: usize| matches!(document.lower(t), "for" | "as" | "to");
    let behind = draft.content.iter().find(|c| c.start >= cue.end);
    cue.into_iter().any(|t| document.lower(t) == "known")
        && (linked(cue.end - 1) || behind.is_some_and(|c| linked(c.start)))
        && behind.is_some_and(|c| !doubtful::is_clause(document, *c))
}

/// A line of its own that asks: "What did Lee say?".
fn question(document: &Document, cue: TokenRange) -> bool {
    let sentence = document.sentence_of(cue.start);
    let line = document.paragraphs[sentence.paragraph as usize].tokens;
    // A long line, which may have a cue in every other word, is not read to its end for each.
    let is_short =
        || line.into_iter().filter(|&t| document.is_word(t)).nth(LONGEST_QUESTION).is_none();
    sentence.tokens == line
        && INTERROGATIVES.contains(&document.lower(line.start))
        && document.lower(line.end - 1) == "?"
        && is_short()
        && !line.into_iter().any(|t| document.is_quoted(t))
}

#[cfg(test)]
mod tests {
    use super::super::cases::{place_of, said};
    use super::*;

    #[track_caller]
    fn is(text: &str, cue: &str, content: &str, nothing: bool) {
        let document = Document::read(text);
        let draft = said(place_of(&document, cue), vec![place_of(&document, content)]);
        assert_eq!(is_said(&document, &draft), nothing, "{text}");
    }

    #[test]
    fn declining_to_comment_says_nothing() {
        is("Lee declined to comment.", "declined", "to comment", true);
        is("Lee declined to comment on the deal.", "declined", "to comment on the deal", false);
        is(
            "Lee did not respond to a request for comment.",
            "did not respond",
            "to a request for comment",
            true,
        );
        is("Lee did not respond to the charge.", "did not respond", "to the charge", false);
    }

    #[test]
    fn votes_and_events_that_did_not_happen_say_nothing() {
        is("The House voted 70-29 to end it.", "voted", "to end it", true);
        is("The House voted to end it.", "voted", "to end it", false);
        is("No injuries were reported.", "were reported", "No injuries", true);
        is("Two injuries were reported.", "were reported", "Two injuries", false);
    }

    #[test]
    fn what_somebody_is_able_to_say_or_known_for_is_not_said() {
        let text = "She is in a position to say that it works.";
        is(text, "to say", "that it works", true);
        is("Lee is known for a long career.", "is known", "for a long career", true);
        is("Lee is known to be there.", "is known", "Lee", false);
    }

    #[test]
    fn a_heading_that_asks_says_nothing() {
        let body = "The mayor met the council on Friday and went home late in the evening.";
        let text = format!("Town talks\n\n{body}\n\nWhat did Lee say?\n\n{body}");
        is(&text, "say", "What", true);
        is(&format!("Town talks\n\n{body} What did Lee say?"), "say", "What", false);
    }
}
