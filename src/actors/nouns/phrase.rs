//! Phrases that describe actors.
//!
//! Takes [`Units`]; gives the [`Phrase`] whose noun stands at a unit, if that is a noun for a person,
//! people or a body.

use super::super::candidate::{Number, Reference};
use super::super::units::{Casing, Shape, Unit, Units};
use super::left::left_edge;
use super::right::{finite, right_edge};
use crate::lexicon::lists::phrases::{BE_AND_HAVE, POSTPOSITIVE};
use crate::lexicon::lists::references::{COUNTERS, NOBODY, SUBJECTS};
use crate::lexicon::{Class, Pos};

/// A noun phrase, in units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrase {
    /// First unit.
    pub start: usize,
    /// The unit after the last of the core: up to the head noun.
    pub core: usize,
    /// The unit after its last.
    pub end: usize,
    /// First unit of the head.
    pub head: usize,
    /// How it points.
    pub reference: Reference,
    /// One or several.
    pub number: Number,
}

/// The description of an actor whose noun is unit `at`, if that is one. `taken[i]` is true for
/// units inside a name.
pub fn find(units: &Units, taken: &[bool], at: usize) -> Option<Phrase> {
    let unit = &units.list[at];
    let office = unit.is(Class::TITLE)
        && units.before(at).is_some_and(|b| b.is(Class::DETERMINER))
        && units.after(at).is_some_and(|n| n.lower == "of");
    let nobody = units.before(at).is_some_and(|b| b.lower == "no")
        || unit.is_one_of(NOBODY)
        || unit.lower == "noone";
    if taken[at]
        || nobody
        || !unit.is_word()
        || !(unit.is(Class::AGENT) || office)
        || unit.is(Class::FUNCTION)
        || units.casing(at) == Casing::Running && unit.capital() && !unit.first
        || !is_noun_here(units, at)
        || !is_last_noun(units, at)
    {
        return None;
    }
    let (start, mut reference) = left_edge(units, at);
    let (start, head) = counted(units, start, at);
    if head != at {
        reference = Reference::Indefinite;
    }
    let number = if unit.is(Class::PLURAL) || head != at {
        Number::Plural
    } else if unit.is(Class::PERSON | Class::TITLE) && !unit.is(Class::BODY | Class::PEOPLE) {
        Number::Singular
    } else {
        Number::Either
    };
    // A bare singular noun for one person is mostly not a mention ("as president"), unless a name
    // follows, which has taken it.
    let core = at
        + 1
        + usize::from(
            unit.is(Class::TITLE) && units.after(at).is_some_and(|n| n.is_one_of(POSTPOSITIVE)),
        );
    Some(Phrase { start, core, end: right_edge(units, start, core), head, reference, number })
}

/// "hundreds of thousands of Syrians", "a group of lawmakers": the phrase starts with what counts,
/// and that is its head.
fn counted(units: &Units, start: usize, head: usize) -> (usize, usize) {
    let begin = units.sentences[units.list[head].sentence].0;
    let (mut start, mut top) = (start, head);
    while start >= begin + 2
        && units.list[start - 1].lower == "of"
        && units.list[start - 2].is_one_of(COUNTERS)
    {
        top = start - 2;
        start = left_edge(units, top).0;
    }
    // "has left dead | hundreds of Syrians", "by firing | dozens of rounds": what describes no
    // count is not part of it.
    let apart = |u: &Unit| {
        (u.mostly(Pos::Adjective) || u.mostly(Pos::Ing))
            && !u.is(Class::FUNCTION | Class::NUMBER)
            && u.shape == Shape::Lower
    };
    while start < top && units.list[top].is_one_of(COUNTERS) && apart(&units.list[start]) {
        start += 1;
    }
    (start, top)
}

/// True if the noun at `at` is the last noun of its phrase: what follows is not another noun it
/// would modify.
fn is_last_noun(units: &Units, at: usize) -> bool {
    let unit = &units.list[at];
    let Some(next) = units.after(at) else { return true };
    if !next.is_word() || next.is(Class::FUNCTION) || next.shape == Shape::Digit {
        return true;
    }
    if next.capital() && units.casing(at) == Casing::Running {
        return true;
    }
    if unit.is(Class::TITLE) && next.is_one_of(POSTPOSITIVE) {
        return true; // "the attorney general"
    }
    let pos = next.pos();
    if next.is(Class::AGENT) && !matches!(pos.first(), Some(Pos::Verb | Pos::VerbS | Pos::Past)) {
        return false;
    }
    let plural = unit.is(Class::PLURAL);
    // "woman sues": an unlisted word in -s after a singular is mostly a verb.
    if !plural
        && !next.word.listed
        && next.lower.ends_with('s')
        && !next.lower.ends_with("ss")
        && !next.is(Class::AGENT)
    {
        return true;
    }
    match pos.first() {
        Some(Pos::Noun) => {
            if plural {
                pos.may(Pos::Verb) || pos.may(Pos::Past)
            } else {
                pos.may(Pos::VerbS) && !pos.may(Pos::Verb) && unit.is(Class::PERSON)
            }
        }
        _ => true,
    }
}

/// True if a word that may be a noun is one here.
fn is_noun_here(units: &Units, at: usize) -> bool {
    let unit = &units.list[at];
    let before = units.before(at);
    let determined = before.is_some_and(|b| {
        b.is(Class::DETERMINER | Class::POSSESSIVE)
            || b.is_possessive()
            || b.mostly(Pos::Adjective)
            || b.capital() && !b.first
            || b.shape == Shape::Digit
    });
    let pos = unit.pos();
    // "he campaigns", "who hosts a show"
    if unit.shape == Shape::Lower && before.is_some_and(|b| b.is_one_of(SUBJECTS)) {
        return false;
    }
    if before
        .is_some_and(|b| b.lower == "to" || b.is(Class::AUXILIARY) && !b.is_one_of(BE_AND_HAVE))
        && pos.may(Pos::Verb)
    {
        return false;
    }
    match pos.first() {
        Some(Pos::Noun) | None => {
            let subject = unit.is(Class::PEOPLE) && units.after(at).is_some_and(finite); // "Rebel forces took the town"
            determined
                || subject
                || !(pos.may(Pos::VerbS)
                    && before
                        .is_some_and(|b| b.is(Class::PRONOUN | Class::PERSON) || b.lower == "who"))
        }
        Some(Pos::Verb) | Some(Pos::VerbS) | Some(Pos::Past) => determined,
        Some(Pos::Adjective) => {
            let next_noun = units
                .after(at)
                .is_some_and(|n| n.is_word() && !n.is(Class::FUNCTION) && n.mostly(Pos::Noun));
            determined
                && !next_noun
                && before.is_some_and(|b| {
                    b.is(Class::DETERMINER | Class::POSSESSIVE)
                        || b.capital()
                        || b.shape == Shape::Digit
                })
        }
        Some(Pos::Adverb) => false,
        Some(Pos::Ing) => false,
    }
}

/// The country of a demonym or country name among units `[start, end)`.
pub fn country_within(units: &Units, start: usize, end: usize) -> Option<u16> {
    let tables = units.document.tables;
    (start..end).find_map(|i| {
        (i + 1..=(i + 2).min(end))
            .rev()
            .find_map(|j| tables.name(&units.joined(i, j)).and_then(|n| n.country))
    })
}
