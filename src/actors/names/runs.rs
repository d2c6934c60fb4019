//! Runs of capitalised words that hold names.
//!
//! Takes [`Units`]; gives [`Name`]s in order, none overlapping; promises nothing about what they
//! name: see `kinds`.

use super::cut::{cut, part_bearers};
use super::name::{Name, is_office, title_case};
use crate::actors::units::{Casing, Shape, Unit, Units};
use crate::lexicon::lists::names::{
    CONTINUED_BY_OF, FIELD_LINKS, INSTITUTIONS, PARTICLES, PARTICLES_AND_WORDS, SPOKESPERSONS,
    SUFFIXES_AFTER_COMMA,
};
use crate::lexicon::{Class, Pos, Tables};
use crate::turns::Pace;

/// Longest run taken for one name, in units; longer ones are lists or headlines.
const LONGEST_RUN: usize = 14;

/// Cost of one run in [`Pace`] units, which are tokens read.
const RUN: usize = 8;

/// Finds the names of a document.
pub async fn find(units: &Units<'_, '_>) -> Vec<Name> {
    let (mut out, mut pace) = (Vec::new(), Pace::default());
    for &(begin, end) in &units.sentences {
        let mut at = begin;
        while at < end {
            pace.spend(1).await;
            if !starts_name(units, at) {
                at += 1;
                continue;
            }
            let upto = run_end(units, at, end);
            cut(units, at, upto, &mut out);
            pace.spend(RUN + 2 * (upto - at)).await;
            at = upto;
        }
    }
    part_bearers(units, out)
}

/// True if the unit's capital shows that it belongs to a name.
fn is_name_word(units: &Units, at: usize) -> bool {
    let unit = &units.list[at];
    unit.capital()
        && !is_function_word(unit)
        && !is_date_word(units, at)
        && (units.casing(at) == Casing::Running || known_elsewhere(units, at))
}

/// True for a function word, unless it is written as an acronym: "US", "WHO".
fn is_function_word(unit: &Unit) -> bool {
    unit.is(Class::FUNCTION) && !(unit.shape == Shape::Upper && unit.text.len() > 1)
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
    let tables = units.document.tables;
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
    // A word that the tables do not have is taken for a name.
    !unit.word.listed
        && !unit.is(Class::AGENT)
        && unit.mostly(Pos::Noun)
        && unit.text.len() > 2
        && !unit.lower.ends_with('s')
}

/// True if a run that holds a name begins at `at`.
fn starts_name(units: &Units, at: usize) -> bool {
    let unit = &units.list[at];
    if !unit.capital() {
        return false;
    }
    let phrase = || units.phrase_at(at).is_some_and(|end| end > at + 1);
    if !unit.first || units.casing(at) != Casing::Running {
        return is_name_word(units, at) || unit.is(Class::DETERMINER) && phrase();
    }
    let next = units.after(at);
    let next_capital = next.is_some_and(|n| n.capital() && !n.is(Class::FUNCTION));
    if phrase() {
        return true;
    }
    if is_function_word(unit) || is_date_word(units, at) {
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
    if unit.shape == Shape::Upper && unit.text.len() > 1
        || units.document.tables.name(unit.text).is_some()
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

/// The unit after the run that begins with unit `start`.
fn run_end(units: &Units, start: usize, end: usize) -> usize {
    let mut at = units.phrase_at(start).map_or(start + 1, |known| known.max(start + 1));
    while at < end && at - start < LONGEST_RUN {
        match continuation(units, start, at, end) {
            0 => break,
            more => at += more,
        }
    }
    at
}

/// The number of units from `at` on that continue the run that began at `start`; 0 if it ends.
fn continuation(units: &Units, start: usize, at: usize, end: usize) -> usize {
    let list = &units.list;
    let (unit, last) = (&list[at], &list[at - 1]);
    let capital = |i: usize| i < end && is_name_word(units, i);
    let next = (at + 1 < end).then(|| &list[at + 1]);
    if capital(at) && !unit.first {
        return 1;
    }
    // "Theresa May"
    let month = unit.is(Class::CALENDAR)
        && unit.is(Class::GIVEN)
        && unit.capital()
        && last.is(Class::GIVEN | Class::HONORIFIC)
        && units.after(at).is_none_or(|n| n.shape != Shape::Digit);
    if month {
        return 1;
    }
    if unit.is_one_of(PARTICLES) {
        if capital(at + 1) && !unit.is_one_of(PARTICLES_AND_WORDS) {
            return 2;
        }
        // "van der Bellen"
        if next.is_some_and(|n| n.is_one_of(PARTICLES)) && capital(at + 2) {
            return 3;
        }
    }
    if unit.is_one_of(FIELD_LINKS) && takes_field(units, at) {
        let the = usize::from(next.is_some_and(|n| n.lower == "the"));
        return if capital(at + 1 + the) { 2 + the } else { 0 };
    }
    let Some(next) = next else { return 0 };
    let joined = capital(at + 1)
        && (unit.text == "&"
            || unit.lower == "and" && joins_and(units.document.tables, &list[start..at], next))
        || unit.text == "-" && !unit.glued && joins_hyphen(units.document.tables, last, next);
    // "People's Republic", "Workers' Party"
    let owned = unit.is_possessive()
        && capital(at + 1)
        && (last.is(Class::PEOPLE) || is_office(last) && next.is(Class::ORG_HEAD));
    let suffix = unit.text == "," && next.is_one_of(SUFFIXES_AFTER_COMMA);
    if joined || owned || suffix {
        return 2;
    }
    // "Channel 4 News"
    let number =
        unit.shape == Shape::Digit && capital(at + 1) && !next.first && last.is(Class::ORG_HEAD);
    usize::from(number)
}

/// True if a hyphen with spaces around it joins the two words, as tokenised text writes "Tsai Ing -
/// wen" and "Akufo - Addo".
fn joins_hyphen(tables: &Tables, last: &Unit, next: &Unit) -> bool {
    let new = |u: &Unit| !u.word.listed && tables.name(u.text).is_none() && !u.is(Class::FUNCTION);
    last.capital()
        && last.shape != Shape::Upper
        && new(next)
        && (new(last) || last.is(Class::GIVEN))
        && next.shape != Shape::Digit
        && next.is_word()
        && (next.capital() || next.text.len() < 7)
}

/// True if "of" or "for" at `at` continues the run before it: an institution, an office, or with
/// "of" also a place like "Gulf of Aden".
fn takes_field(units: &Units, at: usize) -> bool {
    let last = &units.list[at - 1];
    let institution = last.is(Class::ORG_HEAD | Class::ORG_ANY) || last.is_one_of(INSTITUTIONS);
    let office = last.is(Class::TITLE) && !last.is_one_of(SPOKESPERSONS);
    let only_of = last.is(Class::PLACE_HEAD) || last.is_one_of(CONTINUED_BY_OF);
    institution || office || only_of && units.list[at].lower != "for"
}

/// True if "and" stands inside the name ("Ministry of Health and Welfare") and not between two
/// names.
fn joins_and(tables: &Tables, before: &[Unit], next: &Unit) -> bool {
    let of = before.iter().any(|u| u.is_one_of(FIELD_LINKS));
    let last = &before[before.len() - 1];
    let org = before.iter().any(|u| u.is(Class::ORG_HEAD | Class::TITLE));
    (of && org
        && (next.is(Class::FIELD) || (next.word.listed && !next.is(Class::GIVEN | Class::TITLE))))
        && tables.name(next.text).is_none()
        || last.is(Class::FIELD) && next.is(Class::FIELD)
}
