//! Runs of capitalised words that hold names.
//!
//! Takes [`Units`]; gives [`Name`]s in order, none overlapping; promises nothing about what they
//! name: see `kinds`.

use super::super::units::{Shape, Style, Unit, Units};
use super::cut::{cut, part_bearers};
use super::name::{Name, is_office, title_case};
use crate::lexicon::lists::names::{
    CONTINUED_BY_OF, FIELD_LINKS, INSTITUTIONS, PARTICLES, PARTICLES_AND_WORDS, SPOKESPERSONS,
    SUFFIXES_AFTER_COMMA,
};
use crate::lexicon::{Class, Pos, Tables};

/// Longest run of units taken for one name; longer ones are lists or headlines.
const LONGEST_RUN: usize = 14;

/// Finds the names of a document.
pub fn find(units: &Units) -> Vec<Name> {
    let mut out = Vec::new();
    for &(begin, end) in &units.sentences {
        let mut at = begin;
        while at < end {
            if !starts_name(units, at) {
                at += 1;
                continue;
            }
            let upto = run_end(units, at, end);
            cut(units, at, upto, &mut out);
            at = upto;
        }
    }
    part_bearers(units, out)
}

/// True if the unit's capital shows that it belongs to a name.
fn is_name_word(units: &Units, at: usize) -> bool {
    let unit = &units.list[at];
    if !unit.capital() {
        return false;
    }
    let calendar = is_date_word(units, at);
    let function = unit.is(Class::FUNCTION) && !(unit.shape == Shape::Upper && unit.text.len() > 1);
    match units.style(at) {
        Style::Running => !function && !calendar,
        Style::Title => !function && !calendar && known_elsewhere(units, at),
        Style::Upper => !function && !calendar && known_elsewhere(units, at),
    }
}

/// True for months and days, unless the word is a given name here ("Jan van der Berg", "April
/// Smith").
fn is_date_word(units: &Units, at: usize) -> bool {
    let unit = &units.list[at];
    let named = || {
        unit.is(Class::GIVEN)
            && units.after(at).is_some_and(|n| {
                n.capital() && !n.is(Class::FUNCTION | Class::CALENDAR) || n.is_one_of(PARTICLES)
            })
            && !units
                .before(at)
                .is_some_and(|b| b.is(Class::PREPOSITION) || b.shape == Shape::Digit)
    };
    unit.is(Class::CALENDAR) && !named()
}

/// True if the article elsewhere, or a table, shows that the word is a name.
fn known_elsewhere(units: &Units, at: usize) -> bool {
    let unit = &units.list[at];
    let cases = units.cases(&unit.lower);
    let acronym = unit.shape == Shape::Upper && unit.is(Class::FUNCTION); // "US" is not "us"
    if cases.capital > 0 && !acronym {
        return cases.capital >= cases.lower;
    }
    if cases.lower > 0 && !acronym {
        return false;
    }
    let tables = Tables::get();
    let titled = title_case(unit.text);
    if tables.name(unit.text).is_some()
        || (unit.shape == Shape::Upper && tables.name(&titled).is_some())
        || units.phrase_at(at).is_some()
    {
        return true;
    }
    if unit.is(Class::GIVEN) && !unit.word.pos.may_be_verb() {
        return true;
    }
    // What the language does not know is a name.
    !unit.word.listed
        && !unit.is(Class::AGENT)
        && unit.mostly(Pos::Noun)
        && unit.text.len() > 2
        && !unit.lower.ends_with('s')
}

fn starts_name(units: &Units, at: usize) -> bool {
    let unit = &units.list[at];
    if !unit.capital() {
        return false;
    }
    if !unit.first || units.style(at) != Style::Running {
        return is_name_word(units, at)
            || (unit.is(Class::DETERMINER) && units.phrase_at(at).is_some_and(|e| e > at + 1));
    }
    let next = units.after(at);
    let next_capital = next.is_some_and(|n| n.capital() && !n.is(Class::FUNCTION));
    if units.phrase_at(at).is_some_and(|end| end > at + 1) {
        return true;
    }
    if unit.is(Class::FUNCTION) && !(unit.shape == Shape::Upper && unit.text.len() > 1)
        || is_date_word(units, at)
    {
        return false;
    }
    let cases = units.cases(&unit.lower);
    if cases.capital > 0 && cases.capital >= cases.lower {
        return true;
    }
    if unit.is(Class::TITLE | Class::HONORIFIC | Class::QUALIFIER) && next_capital {
        return true;
    }
    if cases.lower > 0 {
        return unit.is(Class::GIVEN) && next_capital;
    }
    if unit.shape == Shape::Upper && unit.text.len() > 1 || Tables::get().name(unit.text).is_some()
    {
        return true;
    }
    if unit.is(Class::GIVEN) && (next_capital || !unit.word.pos.may_be_verb()) {
        return true;
    }
    if unit.word.listed || unit.is(Class::AGENT) {
        return next_capital
            && (unit.is(Class::ORG_HEAD | Class::PLACE_HEAD | Class::PLACE_FIRST | Class::AGENT)
                || unit.mostly(Pos::Noun)
                || unit.mostly(Pos::Adjective));
    }
    next_capital || unit.mostly(Pos::Noun)
}

fn run_end(units: &Units, start: usize, end: usize) -> usize {
    let list = &units.list;
    let mut at = start + 1;
    if let Some(known) = units.phrase_at(start) {
        at = at.max(known);
    }
    let capital = |i: usize| i < end && is_name_word(units, i);
    while at < end && at - start < LONGEST_RUN {
        let unit = &list[at];
        let last = &list[at - 1];
        if is_name_word(units, at) && !unit.first {
            at += 1;
        } else if unit.is(Class::CALENDAR)
            && unit.is(Class::GIVEN)
            && unit.capital()
            && last.is(Class::GIVEN | Class::HONORIFIC)
            && units.after(at).is_none_or(|n| n.shape != Shape::Digit)
        {
            at += 1; // "Theresa May"
        } else if unit.is_one_of(PARTICLES)
            && capital(at + 1)
            && !unit.is_one_of(PARTICLES_AND_WORDS)
        {
            at += 2;
        } else if unit.is_one_of(PARTICLES)
            && at + 1 < end
            && list[at + 1].is_one_of(PARTICLES)
            && capital(at + 2)
        {
            at += 3; // "van der Bellen"
        } else if unit.is_one_of(FIELD_LINKS) && takes_of(units, at, unit.lower == "for") {
            let the = usize::from(at + 1 < end && list[at + 1].lower == "the");
            if !capital(at + 1 + the) {
                break;
            }
            at += 2 + the;
        } else if capital(at + 1)
            && (unit.text == "&"
                || unit.lower == "and" && joins_and(&list[start..at], &list[at + 1]))
            || unit.text == "-" && !unit.glued && at + 1 < end && joins_hyphen(last, &list[at + 1])
        {
            at += 2;
        } else if unit.is_possessive()
            && capital(at + 1)
            && (last.is(Class::PEOPLE) || is_office(last) && list[at + 1].is(Class::ORG_HEAD))
        {
            at += 2; // "People's Republic", "Workers' Party"
        } else if unit.text == "," && at + 1 < end && list[at + 1].is_one_of(SUFFIXES_AFTER_COMMA) {
            at += 2;
        } else if unit.shape == Shape::Digit
            && at + 1 < end
            && capital(at + 1)
            && !list[at + 1].first
            && last.is(Class::ORG_HEAD)
        {
            at += 1;
        } else {
            break;
        }
    }
    at
}

/// Tokenised text writes "Tsai Ing - wen" and "Akufo - Addo": true if a hyphen with spaces joins
/// the two.
fn joins_hyphen(last: &Unit, next: &Unit) -> bool {
    let tables = Tables::get();
    let new = |u: &Unit| !u.word.listed && tables.name(u.text).is_none() && !u.is(Class::FUNCTION);
    last.capital()
        && last.shape != Shape::Upper
        && new(next)
        && (new(last) || last.is(Class::GIVEN))
        && next.shape != Shape::Digit
        && next.is_word()
        && (next.capital() || next.text.len() < 7)
}

/// True if the run up to `at` goes on with "of" or "for": an institution, an office, or a place
/// like "Gulf of Aden".
fn takes_of(units: &Units, at: usize, by_for: bool) -> bool {
    let last = &units.list[at - 1];
    let institution = last.is(Class::ORG_HEAD | Class::ORG_ANY) || last.is_one_of(INSTITUTIONS);
    let office = last.is(Class::TITLE) && !last.is_one_of(SPOKESPERSONS);
    if by_for {
        institution || office
    } else {
        institution || office || last.is(Class::PLACE_HEAD) || last.is_one_of(CONTINUED_BY_OF)
    }
}

/// True if "and" stands inside the name ("Ministry of Health and Welfare") and not between two
/// names.
fn joins_and(before: &[Unit], next: &Unit) -> bool {
    let of = before.iter().any(|u| u.is_one_of(FIELD_LINKS));
    let last = &before[before.len() - 1];
    let org = before.iter().any(|u| u.is(Class::ORG_HEAD | Class::TITLE));
    (of && org
        && (next.is(Class::FIELD) || (next.word.listed && !next.is(Class::GIVEN | Class::TITLE))))
        && Tables::get().name(next.text).is_none()
        || last.is(Class::FIELD) && next.is(Class::FIELD)
}
