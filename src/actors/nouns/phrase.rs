//! Finds phrases that describe actors.
//!
//! Takes [`Units`]; gives the [`Phrase`] whose noun stands at a unit, if that is a noun for a
//! person, people or a body.

use super::left::left_edge;
use super::right::{is_finite, right_edge};
use crate::actors::candidate::{Number, Reference};
use crate::actors::units::{Casing, Shape, Unit, Units};
use crate::lexicon::lists::phrases::{BE_AND_HAVE, FIXED, POSTPOSITIVE};
use crate::lexicon::lists::references::{COUNTERS, NOBODY, SUBJECTS};
use crate::lexicon::{Class, Pos};

/// A noun phrase, in units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrase {
    /// First unit.
    pub start: usize,
    /// The unit after the head noun and an adjective behind it: the phrase without complements.
    pub core: usize,
    /// The unit after its last.
    pub end: usize,
    /// First unit of the head.
    pub head: usize,
    /// How it refers.
    pub reference: Reference,
    /// One or several.
    pub number: Number,
}

/// The description of an actor whose noun is unit `at`, if it is one. `taken[i]` is true for units
/// inside a name.
pub fn find(units: &Units, taken: &[bool], at: usize) -> Option<Phrase> {
    let unit = &units.list[at];
    let after = units.after(at);
    let office = unit.is(Class::TITLE)
        && units.before(at).is_some_and(|b| b.is(Class::DETERMINER))
        && after.is_some_and(|n| n.lower == "of");
    let nobody = units.before(at).is_some_and(|b| b.lower == "no")
        || unit.is_one_of(NOBODY)
        || unit.lower == "noone";
    if taken[at]
        || nobody
        || !unit.is_word()
        || !(unit.is(Class::AGENT) || office)
        || unit.is(Class::FUNCTION)
        || units.casing(at) == Casing::Running && unit.capital() && !unit.first
        || units.casing(at) == Casing::Upper && !units.is_in_headline(at)
        || is_in_fixed_phrase(units, at)
        || !is_noun_here(units, at)
        || !is_last_noun(units, at)
    {
        return None;
    }
    let (start, reference) = left_edge(units, at);
    let (start, head) = counted(units, start, at);
    let reference = if head == at { reference } else { Reference::Indefinite };
    let number = if head != at && units.list[head].lower == "one" {
        Number::Singular
    } else if unit.is(Class::PLURAL) || head != at {
        Number::Plural
    } else if unit.is(Class::PERSON | Class::TITLE) && !unit.is(Class::BODY | Class::PEOPLE) {
        Number::Singular
    } else {
        Number::Either
    };
    let postpositive = unit.is(Class::TITLE) && after.is_some_and(|n| n.is_one_of(POSTPOSITIVE));
    let core = at + 1 + usize::from(postpositive);
    Some(Phrase { start, core, end: right_edge(units, start, core), head, reference, number })
}

/// True for a noun in words that name no actor: "state of emergency", "chief of | staff", "a
/// couple of mistakes".
fn is_in_fixed_phrase(units: &Units, at: usize) -> bool {
    let list = &units.list;
    let sentence = list[at].sentence;
    let is = |unit: Option<&Unit>, word: &str| unit.is_some_and(|u| u.lower == word);
    let before = |n: usize| at.checked_sub(n).and_then(|i| units.get(i, sentence));
    let first = FIXED.iter().any(|(first, last)| {
        is(Some(&list[at]), first)
            && is(units.after(at), "of")
            && is(units.get(at + 2, sentence), last)
    });
    let last = FIXED.iter().any(|(first, last)| {
        is(Some(&list[at]), last) && is(before(1), "of") && is(before(2), first)
    });
    let count = is(Some(&list[at]), "couple") && is(units.after(at), "of");
    let staff = is(Some(&list[at]), "staff")
        && (is(before(1), "half") || is(before(1), "of") && is(before(2), "chief"));
    first || last || count || staff
}

/// Most counts of one phrase: "hundreds of thousands of" has two. A text of nothing but counts
/// would take quadratic time.
const MOST_COUNTS: usize = 4;

/// The first unit and the head of a phrase that begins with a count: the count is its head
/// ("hundreds of thousands of Syrians", "a group of lawmakers").
fn counted(units: &Units, start: usize, head: usize) -> (usize, usize) {
    let list = &units.list;
    let begin = units.sentences[list[head].sentence].0;
    let (mut start, mut top) = (start, head);
    for _ in 0..MOST_COUNTS {
        let is_counted = start >= begin + 2
            && list[start - 1].lower == "of"
            && list[start - 2].is_one_of(COUNTERS);
        if !is_counted {
            break;
        }
        top = start - 2;
        start = left_edge(units, top).0;
    }
    // "has left dead | hundreds of Syrians", "by firing | dozens of rounds": an adjective or a form
    // in -ing does not describe a count.
    let apart = |u: &Unit| {
        (u.mostly(Pos::Adjective) || u.mostly(Pos::Ing))
            && !u.is(Class::FUNCTION | Class::NUMBER)
            && u.shape == Shape::Lower
    };
    while start < top && list[top].is_one_of(COUNTERS) && apart(&list[start]) {
        start += 1;
    }
    (start, top)
}

/// True if the noun at `at` is the last noun of its phrase, and does not describe the next one.
fn is_last_noun(units: &Units, at: usize) -> bool {
    let unit = &units.list[at];
    let Some(next) = units.after(at) else { return true };
    if !next.is_word() || next.is(Class::FUNCTION) || next.shape == Shape::Digit {
        return true;
    }
    if next.capital() && units.casing(at) == Casing::Running {
        return true;
    }
    // "the attorney general"
    if unit.is(Class::TITLE) && next.is_one_of(POSTPOSITIVE) {
        return true;
    }
    let pos = next.pos();
    if next.is(Class::AGENT) && !matches!(pos.first(), Some(Pos::Verb | Pos::VerbS | Pos::Past)) {
        return false;
    }
    let plural = unit.is(Class::PLURAL);
    // "woman sues": a word in -s that the tables do not have is mostly a verb after a singular.
    if !plural
        && !next.word.listed
        && next.lower.ends_with('s')
        && !next.lower.ends_with("ss")
        && !next.is(Class::AGENT)
    {
        return true;
    }
    if pos.first() != Some(Pos::Noun) {
        true
    } else if plural {
        pos.may(Pos::Verb) || pos.may(Pos::Past)
    } else {
        pos.may(Pos::VerbS) && !pos.may(Pos::Verb) && unit.is(Class::PERSON)
    }
}

/// True if a word that may be a noun is one here.
fn is_noun_here(units: &Units, at: usize) -> bool {
    let unit = &units.list[at];
    let (before, after) = (units.before(at), units.after(at));
    // "he campaigns", "who hosts a show"
    if unit.shape == Shape::Lower && before.is_some_and(|b| b.is_one_of(SUBJECTS)) {
        return false;
    }
    let pos = unit.pos();
    let before_verb =
        |b: &Unit| b.lower == "to" || b.is(Class::AUXILIARY) && !b.is_one_of(BE_AND_HAVE);
    if before.is_some_and(before_verb) && pos.may(Pos::Verb) {
        return false;
    }
    let determiner = Class::DETERMINER | Class::POSSESSIVE;
    let determined = before.is_some_and(|b| {
        b.is(determiner)
            || b.is_possessive()
            || b.mostly(Pos::Adjective)
            || b.capital() && !b.first
            || b.shape == Shape::Digit
    });
    match pos.first() {
        Some(Pos::Noun) | None => {
            // "Rebel forces took the town"
            let subject = unit.is(Class::PEOPLE) && after.is_some_and(is_finite);
            let after_subject =
                before.is_some_and(|b| b.is(Class::PRONOUN | Class::PERSON) || b.lower == "who");
            determined || subject || !(pos.may(Pos::VerbS) && after_subject)
        }
        Some(Pos::Verb | Pos::VerbS | Pos::Past) => determined,
        Some(Pos::Adjective) => {
            let next_noun =
                after.is_some_and(|n| n.is_word() && !n.is(Class::FUNCTION) && n.mostly(Pos::Noun));
            determined
                && !next_noun
                && before
                    .is_some_and(|b| b.is(determiner) || b.capital() || b.shape == Shape::Digit)
        }
        Some(Pos::Adverb | Pos::Ing) => false,
    }
}

/// Most units at the end of a phrase in which a country is looked for. Phrases of news are shorter;
/// a text of nothing but names would take quadratic time.
const MOST_UNITS: usize = 48;

/// The country of the first demonym or country name among units `[start, end)`: an index for
/// [`crate::lexicon::Tables::country`].
pub fn country_within(units: &Units, start: usize, end: usize) -> Option<u16> {
    let tables = units.document.tables;
    (start.max(end.saturating_sub(MOST_UNITS))..end).find_map(|i| {
        (i + 1..=(i + 2).min(end))
            .rev()
            .find_map(|j| tables.name(&units.joined(i, j)).and_then(|n| n.country))
    })
}
