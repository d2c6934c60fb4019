//! Where cues and contents begin and end.
//!
//! Takes drafts; gives them with edges moved by a few words: a content has the marks of what it
//! quotes, begins with its clause's "that" and not with the time before it or with a dateline, and
//! does not end in the "and" of what comes next; promises to leave no content empty.

use super::addressees;
use super::draft::{DRAFT, Draft};
use crate::analysis::{Act, Tier};
use crate::lexicon::cues::{CueVerb, VerbForm};
use crate::lexicon::lists::grammar::{self, COORDINATORS};
use crate::lexicon::lists::speech::{BEFORE_TIMES, BEFORE_VERBS, HEARSAY, TIMES};
use crate::lexicon::{Class, Pos};
use crate::sort;
use crate::text::pattern::Pattern::{
    self, After, All, AnyOf, Capital, Either, End, Ends, Here, Kind, Many, Not, Of, Quoted, Seq,
    Test,
};
use crate::text::{Document, TokenKind, TokenRange};
use crate::turns::Pace;

/// Most words behind an "of" by which a content is lengthened.
const LONGEST_COMPLEMENT: usize = 5;
/// Most words between a cue and its "that".
const LONGEST_TIME: usize = 4;

/// The name of a day or month.
const CALENDAR: Pattern = All(&[Of(Class::CALENDAR), Capital]);
const TIME: Pattern = Either(&[AnyOf(TIMES), CALENDAR]);
const NUMBER: Pattern = Test(|word| word.bytes().all(|b| b.is_ascii_digit()));
/// The time between a verb and its "that": "last month", "in June 2016". Not "the day", which in
/// "said the day that she left was sad" is part of what is said.
const TIME_BEFORE_THAT: Pattern = Seq(&[
    Here(&Not(&AnyOf(&["the", "a"]))),
    Many(1, usize::MAX, &Either(&[TIME, AnyOf(BEFORE_TIMES), NUMBER, AnyOf(&["."])])),
    End,
    After(&TIME),
]);
/// The ending of "Wednesday’s".
const POSSESSIVE: Pattern = All(&[Kind(TokenKind::Clitic), Ends(&["s"])]);
/// "of time", behind a word.
const COMPLEMENT: Pattern =
    Seq(&[After(&Pattern::WORD), AnyOf(&["of"]), Many(1, LONGEST_COMPLEMENT, &COMPLEMENT_WORD)]);
const COMPLEMENT_WORD: Pattern = All(&[
    Not(&Of(Class::FUNCTION.without(Class::DETERMINER).without(Class::POSSESSIVE))),
    Not(&Pattern::CUE_VERB),
    Pattern::WORD,
]);
/// An auxiliary or a form of "be" or "have".
const AUXILIARY: Pattern =
    Either(&[Of(Class::AUXILIARY), AnyOf(grammar::FINITE_BE), AnyOf(grammar::HAVE)]);
/// An adverb that stands before a verb.
const LEADING: Pattern = All(&[
    Not(&AnyOf(grammar::NEGATIONS)),
    Not(&AnyOf(HEARSAY)),
    Either(&[Ends(&["ly"]), AnyOf(grammar::MIDDLE_ADVERBS), AnyOf(BEFORE_VERBS)]),
]);
/// A preposition before the place or time of saying.
const PLACE: Pattern = AnyOf(&["in", "at", "during"]);
const COORDINATOR: Pattern = All(&[Not(&Quoted), AnyOf(COORDINATORS)]);

/// Moves the edges of `drafts` to where they belong.
pub(super) async fn tidy(document: &Document<'_>, drafts: &mut [Draft], pace: &mut Pace) {
    for draft in drafts {
        pace.spend(DRAFT).await;
        let (cue, content) = (draft.cue.clone(), draft.content.clone());
        cue_begins(document, draft);
        cue_ends(document, draft);
        declined(document, draft);
        whole_quotations(document, draft);
        join(document, draft);
        after_dateline(document, draft);
        from_that(document, draft);
        addressees::leave_out(document, draft);
        of_the_day(document, draft);
        without_and(document, draft);
        over_of(document, draft);
        // quotations cross one another, or a rule moved an edge over the cue: leave all as it was
        if overlaps(draft) {
            (draft.cue, draft.content) = (cue, content);
        }
    }
}

/// Begins a cue with its first auxiliary where it is negated ("does | not indicate"), else with its
/// verb and not with an adverb before: "also | said".
fn cue_begins(document: &Document, draft: &mut Draft) {
    let Some(cue) = draft.cue.first_mut().filter(|c| c.len() > 1) else { return };
    let before = cue.start.checked_sub(1).filter(|&t| AUXILIARY.is_at(document, t));
    if let Some(before) = before {
        if grammar::NEGATIONS.contains(&document.lower(cue.start)) {
            cue.start = before;
        }
        return;
    }
    while cue.len() > 1
        && LEADING.is_at(document, cue.start)
        && (document.verb(cue.start + 1).is_some() || LEADING.is_at(document, cue.start + 1))
    {
        cue.start += 1;
    }
}

/// Lengthens a cue that declines over what is declined: "declined | to say".
fn declined(document: &Document, draft: &mut Draft) {
    let [cue] = &mut draft.cue[..] else { return };
    let Some(piece) = draft.content.iter_mut().find(|c| c.start == cue.end) else { return };
    let verb = piece.start + 1;
    let speaks =
        |(verb, form): (&CueVerb, VerbForm)| verb.tier == Tier::Statement && form == VerbForm::Base;
    if draft.act == Act::Decline
        && document.lower(piece.start) == "to"
        && document.verb(verb).is_some_and(speaks)
        && (verb + 1..piece.end).any(|t| document.is_word(t))
    {
        cue.end = verb + 1;
        piece.start = verb + 1;
    }
}

/// Ends a cue before what tells where or when something is said ("said | in a statement"), and
/// before the "of" or "to" that begins what a noun reports: "hopes | of".
fn cue_ends(document: &Document, draft: &mut Draft) {
    let Some(cue) = draft.cue.first_mut().filter(|c| c.len() > 1) else { return };
    let cues = document.tables.cues();
    let last = cue.end - 1;
    let next = |c: &TokenRange| c.start == cue.end;
    if let Some(piece) = draft.content.iter_mut().find(|c| next(c)) {
        let noun = cues.noun(document.lower(last - 1)).is_some();
        let word = document.lower(last);
        let verb = document.lexeme(piece.start).word.pos.first() == Some(Pos::Verb)
            && document.verb(last - 1).is_some();
        if word == "of" || word == "to" && (noun || verb) {
            piece.start = last;
            cue.end = last;
        }
        return;
    }
    let phrase = |verb: usize, at: usize| {
        cues.phrases(document.lower(verb)).any(|(second, ..)| second == document.lower(at))
    };
    let place = (cue.start + 1..cue.end)
        .find(|&t| PLACE.is_at(document, t) && document.verb(t - 1).is_some() && !phrase(t - 1, t));
    cue.end = place.unwrap_or(cue.end);
}

/// True if a token is in two of a draft's parts.
fn overlaps(draft: &Draft) -> bool {
    let mut parts: Vec<TokenRange> =
        draft.content.iter().chain(&draft.cue).chain(&draft.source).copied().collect();
    sort::by_keys(&mut parts, |part| [part.start]);
    parts.windows(2).any(|pair| pair[0].end > pair[1].start)
}

/// Adds to a content the marks of quotations whose words it has all.
fn whole_quotations(document: &Document, draft: &mut Draft) {
    let quotations = &document.quotations;
    let silent = |from: usize, to: usize| !(from..to).any(|i| document.is_word(i));
    for piece in &mut draft.content {
        // the quotation that the piece ends in, or begins in
        let before = quotations.partition_point(|q| q.tokens.start < piece.end);
        if let Some(last) = quotations[..before]
            .last()
            .filter(|q| q.closed && q.tokens.end > piece.end && silent(piece.end, q.tokens.end))
            && last.tokens.start + 1 >= piece.start
        {
            piece.end = last.tokens.end;
        }
        let first = quotations
            .partition_point(|q| q.tokens.start < piece.start)
            .checked_sub(1)
            .map(|i| &quotations[i]);
        if let Some(first) =
            first.filter(|q| q.closed && q.tokens.end <= piece.end && q.tokens.end > piece.start)
            && silent(first.tokens.start, piece.start)
        {
            piece.start = first.tokens.start;
        }
    }
}

/// Joins pieces of content with nothing but quotation marks between them, unless one of the marks
/// closes a quotation that opens before the pieces.
fn join(document: &Document, draft: &mut Draft) {
    let mut joined: Vec<TokenRange> = Vec::with_capacity(draft.content.len());
    for &piece in &draft.content {
        match joined.last_mut() {
            Some(last)
                if last.end <= piece.start
                    && same_paragraph(document, *last, piece)
                    && joins(document, *last, piece) =>
            {
                last.end = piece.end
            }
            _ => joined.push(piece),
        }
    }
    draft.content = joined;
}

/// True if [`join`] joins these two.
fn joins(document: &Document, first: TokenRange, second: TokenRange) -> bool {
    let quotations = &document.quotations;
    let before = quotations.partition_point(|q| q.tokens.start < first.start);
    let open = |i: usize| quotations[..before].iter().rev().take(2).any(|q| q.tokens.end == i + 1);
    (first.end..second.start).all(|i| document.tokens[i].kind.is_quotation_mark() && !open(i))
}

fn same_paragraph(document: &Document, a: TokenRange, b: TokenRange) -> bool {
    document.sentence_of(a.start).paragraph == document.sentence_of(b.start).paragraph
}

/// Takes the dateline from the beginning of a content: "LONDON — | Sanctions will end, …".
fn after_dateline(document: &Document, draft: &mut Draft) {
    let Some(first) = draft.content.first_mut() else { return };
    let paragraph = document.sentence_of(first.start).paragraph as usize;
    if document.paragraphs[paragraph].tokens.start != first.start {
        return;
    }
    if let Some(dateline) = document.dateline(paragraph)
        && dateline.end < first.end
    {
        first.start = dateline.end;
    }
}

/// Begins a content with its "that", and ends the cue with its verb: "have stressed in recent |
/// days that …".
fn from_that(document: &Document, draft: &mut Draft) {
    let Some(cue) = draft.cue.first_mut() else { return };
    let Some(piece) = draft.content.iter_mut().find(|c| c.start == cue.end) else { return };
    let Some(verb) = cue.into_iter().rev().find(|&i| document.verb(i).is_some()) else {
        return;
    };
    let Some(that) = (piece.start..piece.end.min(piece.start + LONGEST_TIME + 1))
        .find(|&i| document.lower(i) == "that")
    else {
        return;
    };
    let gap = TokenRange::new(verb + 1, that);
    if that > piece.start && TIME_BEFORE_THAT.is(document, gap) {
        piece.start = that;
        cue.end = verb + 1;
    }
}

/// Gives a content the day that owns it: "condemned | Wednesday | ’s attack".
fn of_the_day(document: &Document, draft: &mut Draft) {
    let Some(cue) = draft.cue.first_mut().filter(|c| c.len() > 1) else { return };
    if !CALENDAR.is_at(document, cue.end - 1) {
        return;
    }
    let owned = |c: &&mut TokenRange| c.start == cue.end && POSSESSIVE.is_at(document, c.start);
    if let Some(piece) = draft.content.iter_mut().find(owned) {
        piece.start -= 1;
        cue.end -= 1;
    }
}

/// Takes the "and" of what comes next from the end of a content.
fn without_and(document: &Document, draft: &mut Draft) {
    let Some(last) = draft.content.last_mut() else { return };
    while last.len() > 2 && COORDINATOR.is_at(document, last.end - 1) {
        *last = document.trim(TokenRange::new(last.start, last.end - 1));
    }
}

/// Lengthens a content that ends before "of": "for any period | of time".
fn over_of(document: &Document, draft: &mut Draft) {
    let Some(last) = draft.content.last_mut() else { return };
    let end = document.sentence_of(last.end - 1).tokens.end;
    if let Some(found) = COMPLEMENT.at(document, TokenRange::new(last.end, end)) {
        last.end = found.tokens.end;
    }
}

#[cfg(test)]
mod tests {
    use super::super::cases::{place_of, said};
    use super::*;
    use crate::turns::block_on;

    /// Asserts that correcting the edges of this cue and these pieces of content, all words of
    /// `text`, gives `expected`: "cue | content".
    #[track_caller]
    fn becomes(text: &str, cue: &str, content: &[&str], expected: &str) {
        let document = Document::read(text);
        let range = |part: &str| place_of(&document, part);
        let mut drafts = [said(range(cue), content.iter().map(|c| range(c)).collect())];
        block_on(tidy(&document, &mut drafts, &mut Pace::default()));
        let pieces: Vec<&str> = drafts[0].content.iter().map(|c| document.slice(*c)).collect();
        assert_eq!(
            format!("{} | {}", document.slice(drafts[0].cue[0]), pieces.join(" … ")),
            expected,
            "{text}"
        );
    }

    #[test]
    fn a_content_begins_with_its_that_and_not_with_the_time_before() {
        becomes(
            "They have said in recent days that it works.",
            "have said in recent",
            &["days that it works"],
            "have said | that it works",
        );
        becomes(
            "He said last month that it works.",
            "said last",
            &["month that it works"],
            "said | that it works",
        );
        becomes(
            "He has argued for years that it works.",
            "has argued for",
            &["years that it works"],
            "has argued | that it works",
        );
        becomes(
            "He said the day that she left was sad.",
            "said",
            &["the day that she left was sad"],
            "said | the day that she left was sad",
        );
        becomes(
            "He said taxes that rise are bad.",
            "said",
            &["taxes that rise are bad"],
            "said | taxes that rise are bad",
        );
        becomes(
            "He announced a bill last month that ends it.",
            "announced",
            &["a bill last month that ends it"],
            "announced | a bill last month that ends it",
        );
    }

    #[test]
    fn a_cue_begins_with_its_verb_or_its_first_auxiliary() {
        becomes("He also said it works.", "also said", &["it works"], "said | it works");
        becomes(
            "He has also said it works.",
            "has also said",
            &["it works"],
            "has also said | it works",
        );
        becomes("Tests do not show it works.", "not show", &["it works"], "do not show | it works");
    }

    #[test]
    fn a_cue_ends_before_where_and_when_it_is_said() {
        becomes(
            "“It works,” he said in a letter.",
            "said in a letter",
            &["“It works,”"],
            "said | “It works,”",
        );
        becomes("Hopes of a truce grew.", "Hopes of", &["a truce"], "Hopes | of a truce");
        becomes("His decision to run hurt.", "decision to", &["run"], "decision | to run");
        becomes(
            "He called for an end to it.",
            "called for",
            &["an end to it"],
            "called for | an end to it",
        );
        becomes(
            "He called it, according to Lee.",
            "according to",
            &["He called it"],
            "according to | He called it",
        );
    }

    #[test]
    fn a_content_does_not_end_before_of() {
        becomes(
            "He said it lasts for any period of time.",
            "said",
            &["it lasts for any period"],
            "said | it lasts for any period of time",
        );
        becomes(
            "He told Lee of it, and she said it works.",
            "said",
            &["it works"],
            "said | it works",
        );
    }

    #[test]
    fn a_day_goes_with_what_it_owns() {
        becomes(
            "He condemned Wednesday’s attack.",
            "condemned Wednesday",
            &["’s attack"],
            "condemned | Wednesday’s attack",
        );
    }

    #[test]
    fn a_content_does_not_end_in_the_and_of_the_next() {
        becomes("He said it works, and left.", "said", &["it works, and"], "said | it works");
        becomes(
            "He said “it works and” left.",
            "said",
            &["“it works and"],
            "said | “it works and”",
        );
    }

    #[test]
    fn edges_stay_where_parts_would_share_words() {
        // The words behind "of" are the cue of what stands before it.
        becomes(
            "It lasts for any period of silence, silence shows.",
            "of silence",
            &["It lasts for any period"],
            "of silence | It lasts for any period",
        );
    }

    #[test]
    fn a_quotation_is_said_with_its_marks() {
        becomes(
            "He said it was a “big deal.” She left.",
            "said",
            &["it was a", "big deal"],
            "said | it was a “big deal.”",
        );
        becomes(
            "He said the “big” deal works.",
            "said",
            &["the", "big", "deal works"],
            "said | the “big” deal works",
        );
        becomes(
            "“They want us to go” in June, he said.",
            "want",
            &["us to go", "in June"],
            "want | us to go … in June",
        );
    }

    #[test]
    fn a_report_is_not_said_with_its_dateline() {
        becomes("LONDON — It works, he said.", "said", &["LONDON — It works"], "said | It works");
    }
}
