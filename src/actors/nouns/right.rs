//! Where a noun phrase ends.
//!
//! Takes [`Units`] and the core of a phrase; gives the unit after its complements and clauses.

use super::super::units::{Shape, Unit, Units};
use crate::lexicon::lists::phrases::{COMPLEMENTS, PARTICIPLES};
use crate::lexicon::lists::references::COUNTERS;
use crate::lexicon::{Class, Pos};

/// Longest clause taken into a noun phrase, in units.
const LONGEST_CLAUSE: usize = 25;

/// The unit after the phrase whose core ends at `core`: over "of ...", a clause with "who", a
/// participle with what depends on it, and, where the phrase is a subject, other complements.
pub fn right_edge(units: &Units, start: usize, core: usize) -> usize {
    let sentence = units.list[core - 1].sentence;
    let end = units.sentences[sentence].1;
    let mut at = core;
    let mut sure = core;
    let mut pieces = 0;
    while at < end && pieces < 3 {
        let unit = &units.list[at];
        let of = unit.lower == "of";
        if !of && !unit.is_one_of(COMPLEMENTS) {
            break;
        }
        let Some(upto) = noun_phrase_end(units, at + 1, end) else { break };
        // "the organization | in March", "voters | in 2008": when something is, not who.
        let year = |u: &Unit| {
            u.shape == Shape::Digit && u.text.len() == 4 && u.text.starts_with(['1', '2'])
        };
        if !of
            && (units.list[at + 1].is(Class::CALENDAR)
                || upto == at + 2 && year(&units.list[at + 1]))
        {
            break;
        }
        let counts = units.list[at - 1].is_one_of(COUNTERS);
        at = upto;
        pieces += 1;
        if of && (sure == core || pieces == 1 || counts) {
            sure = at;
        }
        if units.get(at, sentence).is_some_and(|n| {
            finite(n) || n.pos().may_be_verb() && !n.is(Class::FUNCTION) && n.shape == Shape::Lower
        }) {
            sure = at;
        }
    }
    let Some(next) = units.get(sure, sentence) else { return sure };
    // Where the phrase starts its clause and no other verb follows, a participle is the clause's
    // verb: "The groups called for peace."
    let subject = start == units.sentences[sentence].0
        || !units.list[start - 1].is_word()
        || units.list[start - 1].is(Class::CONJUNCTION | Class::SUBORDINATOR);
    let other_verb = || {
        (sure + 1..end.min(sure + LONGEST_CLAUSE)).any(|i| {
            finite(&units.list[i])
                && !units.list[i - 1].is(Class::AUXILIARY | Class::DETERMINER | Class::POSSESSIVE)
        })
    };
    let following = units.get(sure + 1, sentence);
    let relative = next.lower == "who" || next.lower == "whose";
    let ing = next.mostly(Pos::Ing)
        && !next.is(Class::FUNCTION)
        && next.shape == Shape::Lower
        && !next.pos().may(Pos::Noun);
    let past = next.is_one_of(PARTICIPLES)
        && following
            .is_some_and(|f| f.is(Class::PREPOSITION | Class::DETERMINER) || f.lower == "to")
        && (!subject || other_verb());
    if relative || ing || past { clause_end(units, sure, end, relative) } else { sure }
}

/// The unit after the clause that starts at `from` inside a noun phrase: before the next comma, or
/// before the main verb.
fn clause_end(units: &Units, from: usize, end: usize, relative: bool) -> usize {
    let mut verbs = usize::from(!relative);
    let mut at = from + 1;
    while at < end && at - from <= LONGEST_CLAUSE {
        let unit = &units.list[at];
        let before = &units.list[at - 1];
        let thousands = unit.text == ","
            && unit.glued
            && units.list[at + 1..end].first().is_some_and(|n| n.glued && n.shape == Shape::Digit);
        if unit.shape == Shape::Other
            && !unit.clitic
            && !thousands
            && !matches!(unit.text, "%" | "$" | "'" | "’")
        {
            return at;
        }
        let depends = before.is(Class::AUXILIARY
            | Class::CONJUNCTION
            | Class::PARTICLE
            | Class::WH
            | Class::DETERMINER
            | Class::POSSESSIVE
            | Class::PREPOSITION)
            || before.mostly(Pos::Adverb)
            || before.lower == "that";
        if finite(unit) && (!depends || verbs == 0) && !compound(units, at) {
            if verbs > 0 {
                return at;
            }
            verbs += 1;
        }
        at += 1;
    }
    at.min(end)
}

/// "strikes" in "conducting air strikes in Syria": a noun in -s that goes with the noun before,
/// where a clause's object stands.
fn compound(units: &Units, at: usize) -> bool {
    let (unit, noun) = (&units.list[at], &units.list[at - 1]);
    let object = at >= 2 && {
        let before = &units.list[at - 2];
        before.mostly(Pos::Ing) || before.mostly(Pos::Adjective) || before.is(Class::PREPOSITION)
    };
    let next = units.after(at);
    unit.pos().may(Pos::Noun)
        && unit.pos().may(Pos::VerbS)
        && object
        && noun.shape == Shape::Lower
        && noun.mostly(Pos::Noun)
        && !noun.is(Class::PLURAL | Class::AGENT | Class::FUNCTION)
        && next.is_none_or(|n| !n.is_word() || n.is(Class::PREPOSITION | Class::CONJUNCTION))
}

/// True if the word is mostly a finite verb.
pub fn finite(unit: &Unit) -> bool {
    unit.is(Class::AUXILIARY)
        || unit.shape == Shape::Lower
            && !unit.is(Class::FUNCTION)
            && matches!(unit.pos().first(), Some(Pos::Past | Pos::VerbS | Pos::Verb))
}

/// The unit after the noun phrase that starts at `at`, without complements.
pub fn noun_phrase_end(units: &Units, at: usize, end: usize) -> Option<usize> {
    let list = &units.list;
    let mut i = at;
    let mut noun = None;
    while i < end {
        let unit = &list[i];
        let determined = i == at || list[i - 1].is(Class::DETERMINER | Class::POSSESSIVE);
        if unit.is_possessive() && noun.is_some() {
            i += 1;
            noun = None;
            continue;
        }
        if unit.is(Class::DETERMINER | Class::POSSESSIVE)
            && (i == at || list[i - 1].is(Class::DETERMINER))
        {
            i += 1;
            continue;
        }
        if i == at && unit.is(Class::PRONOUN) {
            return Some(i + 1);
        }
        let pos = unit.pos();
        let inside = match unit.shape {
            Shape::Other => matches!(unit.text, "%" | "$"),
            Shape::Digit => true,
            Shape::Upper => true,
            Shape::Capital => !unit.is(Class::FUNCTION),
            Shape::Lower => {
                unit.is(Class::NUMBER)
                    || !unit.is(Class::FUNCTION)
                        && match pos.first() {
                            Some(Pos::Noun) => {
                                noun.is_none()
                                    || !(list[i - 1].is(Class::PLURAL) || list[i - 1].capital())
                                    || !pos.may_be_verb()
                            }
                            Some(Pos::Adjective) => noun.is_none(),
                            Some(Pos::Adverb) => false,
                            Some(Pos::Ing) | Some(Pos::Past) => {
                                noun.is_none() && (determined && i > at || pos.may(Pos::Adjective))
                            }
                            _ => noun.is_none() && determined && i > at && pos.may(Pos::Noun),
                        }
            }
        };
        if !inside {
            break;
        }
        if unit.shape != Shape::Other
            && (unit.capital()
                || unit.shape == Shape::Digit
                || unit.is(Class::NUMBER)
                || pos.may(Pos::Noun))
        {
            noun = Some(i);
        }
        i += 1;
    }
    noun.map(|n| n + 1)
}
