//! What the words of a name and around it show of what it names.
//!
//! Takes [`Units`] and a [`Name`]; gives weights and signs for `judge`; promises no judgement.
//! `judge` adds the weights to those of the learned model's answers, which are 0.4 to 1.4 each.

use crate::actors::names::name::Name;
use crate::actors::units::{Shape, Unit, Units};
use crate::lexicon::lists::actors::{KIN, TRADES};
use crate::lexicon::lists::grammar::ARTICLES;
use crate::lexicon::lists::names::{GIVEN_NAMES_AND_NOUNS, NO_BODIES, THINGS, THINGS_FIRST};
use crate::lexicon::lists::phrases::AFTER_ROLE;
use crate::lexicon::lists::references::{HE_OR_SHE, NOUN_ARTICLES};
use crate::lexicon::{Class, Pos};

/// Weight of a given name that begins a name of several words.
const GIVEN: f32 = 0.8;
/// Weight of a title or noun for a person before the name: "Mr.", "spokesman".
const TITLED: f32 = 1.5;
/// Weight of a description behind the name: ", 45,", ", a former member,", "'s father".
pub const DESCRIBED: f32 = 2.0;
/// Weight of "he" or "she" after the name, if it can refer to nobody else.
const PRONOUN: f32 = 1.2;
/// How many units behind a name such a pronoun may stand.
const PRONOUN_REACH: usize = 14;
/// Most words of a person's name with a given name.
const LONGEST_PERSON: usize = 4;

/// The weight of the signs that a name is a person's, besides the learned model's answer. `next` is
/// the name that follows in the document.
pub fn weight_of_person(units: &Units, name: &Name, next: Option<&Name>) -> f32 {
    let body = says_body(units, name);
    let mut sum = 0.0;
    if !body {
        if starts_with_given_name(units, name) {
            sum += GIVEN;
        }
        if has_title(units, name) {
            sum += TITLED;
        }
        if is_described_behind(units, name) {
            sum += DESCRIBED;
        }
    }
    let after = |n: usize| units.get(name.end + n, units.list[name.end - 1].sentence);
    if after(0).is_some_and(Unit::is_possessive) && after(1).is_some_and(|u| u.is_one_of(KIN)) {
        sum += DESCRIBED;
    }
    if sum == 0.0 && !body && is_taken_up_by_pronoun(units, name, next) {
        sum += PRONOUN;
    }
    sum
}

/// True for "Ann Lee": several words, the first a given name that is not also a place's.
fn starts_with_given_name(units: &Units, name: &Name) -> bool {
    let first = &units.list[name.start];
    name.len() > 1
        && name.len() <= LONGEST_PERSON
        && first.is(Class::GIVEN)
        && units.document.tables.name(first.text).is_none()
}

/// True if a title or a noun for one person stands before the name: "Mr.", "spokesman".
fn has_title(units: &Units, name: &Name) -> bool {
    let title = Class::TITLE | Class::HONORIFIC | Class::PERSON;
    let in_capitals = units.list[name.run_start..name.start].iter().any(|u| u.is(title));
    in_capitals
        || units.before(name.run_start).is_some_and(|u| {
            u.is(title)
                && !u.is(Class::PLURAL | Class::FUNCTION)
                && u.shape == Shape::Lower
                && !u.is_one_of(TRADES)
        })
}

/// True if what follows the name says that it is a person's: an age or a noun for a person.
fn is_described_behind(units: &Units, name: &Name) -> bool {
    let after = |n: usize| units.get(name.end + n, units.list[name.end - 1].sentence);
    let comma = |n: usize| after(n).is_some_and(|u| u.text == ",");
    if !comma(0) {
        return false;
    }
    let one_person = |u: &Unit| !u.is(Class::PLURAL | Class::BODY) && !u.is_one_of(TRADES);
    // ", 45,"
    let age = after(1).is_some_and(|u| u.shape == Shape::Digit && u.text.len() <= 2) && comma(2);
    // ", a former member"
    let described = after(1).is_some_and(|u| u.is_one_of(ARTICLES))
        && (2..6)
            .map_while(after)
            .take_while(|u| u.is_word() && !u.is(Class::FUNCTION) && u.shape != Shape::Upper)
            .last()
            .is_some_and(|u| u.is(Class::PERSON) && one_person(u));
    // ", director of the gallery,"
    let role = after(1).is_some_and(|u| {
        u.shape == Shape::Lower && u.is(Class::PERSON | Class::TITLE) && one_person(u)
    }) && after(2).is_some_and(|u| u.is_one_of(AFTER_ROLE));
    age || described || role
}

/// True if a word of the name says that it is a body's or place's.
pub fn says_body(units: &Units, name: &Name) -> bool {
    let words = &units.list[name.start..name.end];
    words.len() > 1
        && words.iter().any(|w| {
            w.is(Class::ORG_HEAD | Class::PLACE_HEAD) && !w.is(Class::GIVEN) && w.word.listed
        })
}

/// True for "Paris said that she ...": the name is a subject, and the first pronoun after it,
/// before any other name, is "he" or "she".
fn is_taken_up_by_pronoun(units: &Units, name: &Name, next: Option<&Name>) -> bool {
    let subject = units.get(name.end, units.list[name.start].sentence).is_some_and(|u| {
        u.shape == Shape::Lower
            && (u.is(Class::AUXILIARY) || !u.is(Class::FUNCTION) && u.pos().may_be_verb())
    });
    let object = |b: &Unit| b.is(Class::PREPOSITION) || b.lower == "the";
    if !subject || units.before(name.run_start).is_some_and(object) {
        return false;
    }
    let upto = (name.end + PRONOUN_REACH)
        .min(next.map_or(units.list.len(), |n| n.run_start))
        .min(units.list.len());
    for unit in units.list.get(name.end..upto).into_iter().flatten() {
        if unit.is(Class::PRONOUN | Class::POSSESSIVE) {
            return unit.is_one_of(HE_OR_SHE);
        }
        if unit.is(Class::AGENT) && unit.shape == Shape::Lower {
            return false;
        }
    }
    false
}

/// True for "the Rock Café" and "the Star Market", which are no persons' names. An article may
/// stand before a person's name only in "the Trump years" and "the Smiths".
pub fn has_article(units: &Units, name: &Name) -> bool {
    let article = units.before(name.start).is_some_and(|b| b.is_one_of(ARTICLES));
    let ends = units.after(name.end - 1).is_none_or(|a| {
        !a.is_word() && !a.clitic || a.is(Class::FUNCTION) || a.pos().may_be_verb()
    });
    let plural = units.list[name.end - 1].lower.ends_with('s');
    article && name.run_start == name.start && ends && !plural
}

/// True for a time, a prize or an amount: "the Yayoi Period", "Rs 174".
pub fn is_thing(units: &Units, name: &Name) -> bool {
    let words = &units.list[name.start..name.end];
    let last = &words[words.len() - 1];
    if words.len() > 1 {
        return last.is_one_of(THINGS) || words[0].is_one_of(THINGS_FIRST);
    }
    if last.shape == Shape::Upper && last.is_one_of(NO_BODIES) {
        return true;
    }
    let money = last.text.len() <= 3
        && !last.word.listed
        && units.after(name.end - 1).is_some_and(|a| a.shape == Shape::Digit)
        && units.before(name.start).is_none_or(|b| !b.is(Class::PERSON));
    // "A new Bill", "the Bill": a noun that is a given name too.
    let noun = || {
        let before = |n: usize| name.start.checked_sub(n).and_then(|i| units.get(i, last.sentence));
        let described = before(1).is_some_and(|b| {
            b.shape == Shape::Lower && b.mostly(Pos::Adjective) && !b.is(Class::FUNCTION)
        });
        before(1 + usize::from(described)).is_some_and(|b| b.is_one_of(NOUN_ARTICLES))
    };
    money || last.is_one_of(GIVEN_NAMES_AND_NOUNS) && noun()
}
