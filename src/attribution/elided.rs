//! Sources that the sentence gives elsewhere than before the cue.
//!
//! Takes drafts; gives one without a source that of the clause before ("said … and called"), the
//! subject of the clause behind ("Saying it rained, Lee left") or a relative pronoun ("which
//! said"); ends a source behind "according to" where a clause begins; promises to give no source
//! that shares words with cue or content.

use super::draft::{DRAFT, Draft};
use super::whole;
use crate::lexicon::Class;
use crate::lexicon::Pos;
use crate::lexicon::cues::{Trait, VerbForm};
use crate::lexicon::lists::grammar::{COORDINATORS, FINITE_BE, HAVE};
use crate::lexicon::lists::speech::SUBJECTS;
use crate::sort;
use crate::text::lexeme::Shape;
use crate::text::{Document, TokenKind, TokenRange};
use crate::turns::Pace;

/// Most tokens of a subject that is looked for.
const LONGEST_SUBJECT: usize = 12;
/// How many drafts before a draft are looked at for its subject.
const BEFORE: usize = 8;

/// Gives `drafts`, which are in order, the sources that they lack, and ends those that are too
/// long.
pub(super) async fn complete(document: &Document<'_>, drafts: &mut [Draft], pace: &mut Pace) {
    for index in 0..drafts.len() {
        pace.spend(DRAFT).await;
        end_before_clause(document, &mut drafts[index]);
        subject_before(document, &mut drafts[index]);
        if drafts[index].source.is_some() || drafts[index].cue.is_empty() {
            continue;
        }
        let draft = &drafts[index];
        let found = relative(document, draft)
            .or_else(|| subject_behind(document, draft))
            .or_else(|| clause_before(document, drafts, index));
        let apart = |s: &TokenRange| {
            let draft = &drafts[index];
            !draft.cue.iter().chain(&draft.content).any(|c| c.overlaps(*s))
        };
        drafts[index].source = found.filter(apart);
    }
}

/// "An official, speaking on the phone, | said | it rained": the noun phrase that the sentence
/// begins with is the source where it was taken for what is said.
fn subject_before(document: &Document, draft: &mut Draft) {
    let ([cue], [before, behind]) = (&draft.cue[..], &draft.content[..]) else { return };
    let (cue, before) = (*cue, *before);
    let stated = document.verb(cue.start).is_some_and(|(verb, form)| {
        verb.has(Trait::Bare) && matches!(form, VerbForm::Past | VerbForm::Third)
    });
    let adjacent = before.start == document.sentence_of(cue.start).tokens.start
        && before.end <= cue.start
        && cue.start - before.end <= 1
        && behind.start == cue.end;
    let ends = |t: &usize| {
        document.lower(*t) == "," || document.class(*t).any(Class::SUBORDINATOR | Class::WH)
    };
    let head = TokenRange::new(before.start, before.into_iter().find(ends).unwrap_or(before.end));
    let clause = |t: usize| is_finite(document, t) || document.is_quoted(t);
    if draft.source.is_none()
        && stated
        && adjacent
        && !head.is_empty()
        && !head.into_iter().any(clause)
    {
        draft.source = Some(before);
        draft.content.remove(0);
    }
}

/// "a statement which | said": the pronoun.
fn relative(document: &Document, draft: &Draft) -> Option<TokenRange> {
    let before = draft.cue[0].start.checked_sub(1)?;
    matches!(document.lower(before), "who" | "which").then(|| TokenRange::new(before, before + 1))
}

/// "Saying it rained, | Lee | left": the subject behind the content.
fn subject_behind(document: &Document, draft: &Draft) -> Option<TokenRange> {
    let cue = draft.cue[0];
    let sentence = document.sentence_of(cue.start).tokens;
    let gerund = document.verb(cue.start).is_some_and(|(_, form)| form == VerbForm::Gerund);
    let end = draft.content.last()?.end;
    if !gerund || cue.start != sentence.start || end >= sentence.end {
        return None;
    }
    let from = end + usize::from(document.lower(end) == ",");
    let to = sentence.end.min(from + LONGEST_SUBJECT);
    let past = |t: usize| {
        let lexeme = document.lexeme(t);
        lexeme.shape == Shape::Lower && lexeme.word.pos.first() == Some(Pos::Past)
    };
    let verb = (from..to).find(|&t| is_finite(document, t) || past(t))?;
    let subject = TokenRange::new(from, verb);
    let whole = |t: usize| document.is_word(t) || whole::holds(document, t);
    (!subject.is_empty() && subject.into_iter().all(whole)).then_some(subject)
}

/// "Lee said it rained and | called it a shame", "Lee wrote, | adding that": the source of the
/// draft before, in the same sentence.
fn clause_before(document: &Document, drafts: &[Draft], index: usize) -> Option<TokenRange> {
    let draft = &drafts[index];
    let cue = draft.cue[0];
    let sentence = document.sentence_of(cue.start).tokens;
    let (_, form) = document.verb(cue.start)?;
    let before = cue.start.checked_sub(1).filter(|&t| t >= sentence.start)?;
    let word = document.lower(before);
    let joined = COORDINATORS.contains(&word) && form != VerbForm::Gerund
        || form == VerbForm::Gerund && matches!(word, "," | "and" | "also" | "while");
    let near = |d: &&Draft| {
        d.source.is_some_and(|s| sentence.contains(s) && s.end <= cue.start)
            && d.cue.first().is_some_and(|c| sentence.contains(*c) && c.end <= cue.start)
            && d.inside.is_none()
    };
    let nested = draft.inside.is_some() || document.is_quoted(cue.start);
    if !joined || nested {
        return None;
    }
    drafts[index.saturating_sub(BEFORE)..index].iter().rev().find(near)?.source
}

/// True for the finite verb of a clause.
fn is_finite(document: &Document, at: usize) -> bool {
    let word = document.lower(at);
    document.is_word(at)
        && !whole::is_part(document, at)
        && (FINITE_BE.contains(&word)
            || HAVE.contains(&word)
            || document.class(at).any(Class::AUXILIARY)
            || whole::is_verb(document, at))
}

/// Ends the source behind "according to" where a clause begins: "according to the ministry | it
/// rained".
fn end_before_clause(document: &Document, draft: &mut Draft) {
    let (Some(source), Some(&cue)) = (draft.source, draft.cue.first()) else { return };
    if document.lower(cue.start) != "according" || source.start != cue.end {
        return;
    }
    let relative = |t: usize| document.class(t).any(Class::WH) || document.lower(t) == "that";
    let plain = TokenRange::new(
        source.start + 1,
        source.into_iter().skip(1).find(|&t| relative(t)).unwrap_or(source.end),
    );
    let subject = |t: usize| {
        let lexeme = document.lexeme(t);
        lexeme.shape == Shape::Lower && SUBJECTS.contains(&lexeme.lower.as_str())
    };
    let comma = |t: &usize| document.lower(*t) == ",";
    let headless =
        draft.content.iter().any(|c| c.start == source.end && is_finite(document, c.start));
    let cut = if headless {
        plain.into_iter().find(comma).or_else(|| plain.into_iter().find(|&t| subject(t)))
    } else {
        plain.into_iter().find(|&t| subject(t) || is_finite(document, t))
    };
    let Some(cut) = cut.filter(|&t| document.tokens[t].kind != TokenKind::Clitic) else { return };
    draft.source = Some(document.trim(TokenRange::new(source.start, cut)));
    let rest = document.trim(TokenRange::new(cut, source.end));
    match draft.content.iter_mut().find(|c| c.start == source.end) {
        Some(piece) => piece.start = rest.start,
        None => draft.content.push(rest),
    }
    sort::by_keys(&mut draft.content, |c| [c.start]);
}

#[cfg(test)]
mod tests {
    use super::super::cases::{place_of, said, written};
    use super::*;
    use crate::turns::block_on;

    /// The drafts once they are complete. Each of `given` has the words of its source, cue and
    /// content.
    #[track_caller]
    fn becomes(text: &str, given: &[[&str; 3]], expected: &[&str]) {
        let document = Document::read(text);
        let place = |part: &str| place_of(&document, part);
        let draft = |&[source, cue, content]: &[&str; 3]| Draft {
            source: (!source.is_empty()).then(|| place(source)),
            ..said(place(cue), vec![place(content)])
        };
        let mut drafts: Vec<Draft> = given.iter().map(draft).collect();
        block_on(complete(&document, &mut drafts, &mut Pace::default()));
        let found: Vec<String> = drafts.iter().map(|d| written(&document, d)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_subject_behind_a_participle_speaks() {
        becomes(
            "Arguing that it works, Lee left.",
            &[["", "Arguing", "that it works"]],
            &["Lee | Arguing | that it works"],
        );
        becomes(
            "Refusing to give up, Lee agreed to a deal.",
            &[["", "Refusing", "to give up"]],
            &["Lee | Refusing | to give up"],
        );
    }

    #[test]
    fn verbs_that_share_a_subject_share_a_source() {
        becomes(
            "Lee said it rained and called it a shame.",
            &[["Lee", "said", "it rained"], ["", "called", "it a shame"]],
            &["Lee | said | it rained", "Lee | called | it a shame"],
        );
        becomes(
            "Lee said it rained. Today called it a shame.",
            &[["Lee", "said", "it rained"], ["", "called", "it a shame"]],
            &["Lee | said | it rained", " | called | it a shame"],
        );
    }

    #[test]
    fn the_noun_phrase_before_its_verb_speaks_and_is_not_said() {
        let document = Document::read("An official, speaking by phone, said the talks failed.");
        let place = |part: &str| place_of(&document, part);
        let content = ["An official, speaking by phone", "the talks failed"].map(place);
        let mut drafts = [said(place("said"), content.to_vec())];
        block_on(complete(&document, &mut drafts, &mut Pace::default()));
        assert_eq!(
            written(&document, &drafts[0]),
            "An official, speaking by phone | said | the talks failed"
        );
    }

    #[test]
    fn a_relative_pronoun_speaks() {
        becomes(
            "They released a statement which said it rained.",
            &[["", "said", "it rained"]],
            &["which | said | it rained"],
        );
    }

    #[test]
    fn a_source_ends_where_a_clause_begins() {
        let text = "According to the ministry he died in June.";
        becomes(
            text,
            &[["the ministry he died", "According to", "in June"]],
            &["the ministry | According to | he died in June"],
        );
        let text = "According to the agency, the mayor said it rained.";
        becomes(
            text,
            &[["the agency, the mayor", "According to", "said it rained"]],
            &["the agency | According to | the mayor said it rained"],
        );
        let text = "It rained, according to Lee, a Texas-based analyst.";
        let source = "Lee, a Texas-based analyst";
        becomes(
            text,
            &[[source, "according to", "It rained"]],
            &[&format!("{source} | according to | It rained")],
        );
    }
}
