//! What the words of a name and around it show of what it names.
//!
//! Takes [`Units`] and a [`Name`]; gives weights and signs for `judge`; promises no judgement.

use super::super::names::name::Name;
use super::super::units::{Shape, Unit, Units};
use crate::lexicon::lists::actors::{KIN, TRADES};
use crate::lexicon::lists::names::{GIVEN_NAMES_AND_NOUNS, THINGS};
use crate::lexicon::lists::phrases::AFTER_ROLE;
use crate::lexicon::lists::references::{ARTICLES, HE_OR_SHE, NOUN_ARTICLES};
use crate::lexicon::{Class, Pos, Tables};

/// "Ann" in front of a name of several words.
const GIVEN: f32 = 0.8;

/// "Mr." or "spokesman" in front.
const TITLED: f32 = 1.5;

/// ", 45," or ", a former member," behind, or "'s father".
pub const DESCRIBED: f32 = 2.0;

/// "he" or "she" comes next and nobody else is there to be meant.
const PRONOUN: f32 = 1.2;

/// How many units behind a name a pronoun still speaks for it.
const PRONOUN_REACH: usize = 14;

/// What else than the model's word shows that a name is a person's.
pub fn personal(units: &Units, name: &Name, next: Option<&Name>) -> f32 {
    let words = &units.list[name.start..name.end];
    let (first, last) = (&words[0], &words[words.len() - 1]);
    let body = body(units, name);
    let mut sum = 0.0;
    if words.len() > 1
        && words.len() < 5
        && first.is(Class::GIVEN)
        && !body
        && Tables::get().name(first.text).is_none()
    {
        sum += GIVEN;
    }
    let title = !body
        && units.list[name.run..name.start]
            .iter()
            .any(|u| u.is(Class::TITLE | Class::HONORIFIC | Class::PERSON));
    let lower = units.before(name.run).is_some_and(|u| {
        u.is(Class::PERSON | Class::TITLE | Class::HONORIFIC)
            && !u.is(Class::PLURAL)
            && u.shape == Shape::Lower
            && !u.is(Class::FUNCTION)
    });
    if title || lower && !body && !units.before(name.run).is_some_and(|u| u.is_one_of(TRADES)) {
        sum += TITLED;
    }
    let after = |n: usize| units.get(name.end + n, last.sentence);
    if after(0).is_some_and(|u| u.text == ",") {
        let age = after(1).is_some_and(|u| u.shape == Shape::Digit && u.text.len() <= 2)
            && after(2).is_some_and(|u| u.text == ",");
        let described = after(1).is_some_and(|u| u.is_one_of(ARTICLES))
            && (2..6)
                .map_while(after)
                .take_while(|u| u.is_word() && !u.is(Class::FUNCTION) && u.shape != Shape::Upper)
                .last()
                .is_some_and(|u| {
                    u.is(Class::PERSON)
                        && !u.is(Class::PLURAL | Class::BODY)
                        && !u.is_one_of(TRADES)
                });
        // ", director of the gallery,"
        let bare = after(1).is_some_and(|u| {
            u.shape == Shape::Lower
                && u.is(Class::PERSON | Class::TITLE)
                && !u.is(Class::PLURAL | Class::BODY)
                && !u.is_one_of(TRADES)
        }) && after(2).is_some_and(|u| u.is_one_of(AFTER_ROLE));
        if !body && (age || described || bare) {
            sum += DESCRIBED;
        }
    }
    if after(0).is_some_and(Unit::is_possessive) && after(1).is_some_and(|u| u.is_one_of(KIN)) {
        sum += DESCRIBED;
    }
    if sum == 0.0 && !body && speaks_as_one(units, name, next) {
        sum += PRONOUN;
    }
    sum
}

/// True if a word of the name says that it is a body's or place's.
pub fn body(units: &Units, name: &Name) -> bool {
    let words = &units.list[name.start..name.end];
    words.len() > 1
        && words.iter().any(|w| {
            w.is(Class::ORG_HEAD | Class::PLACE_HEAD) && !w.is(Class::GIVEN) && w.word.listed
        })
}

/// True for "Paris said that she ...": the name is a subject, and the first pronoun after it,
/// before any other name, is "he" or "she".
fn speaks_as_one(units: &Units, name: &Name, next: Option<&Name>) -> bool {
    let subject = units.get(name.end, units.list[name.start].sentence).is_some_and(|u| {
        u.shape == Shape::Lower
            && (u.is(Class::AUXILIARY) || !u.is(Class::FUNCTION) && u.pos().may_be_verb())
    });
    if !subject
        || units.before(name.run).is_some_and(|b| b.is(Class::PREPOSITION) || b.lower == "the")
    {
        return false;
    }
    let upto = (name.end + PRONOUN_REACH)
        .min(next.map_or(units.list.len(), |n| n.run))
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

/// "the Rock Café", "the Star Market": no article stands before a person's name, but for "the Trump
/// years" and "the Smiths".
pub fn has_article(units: &Units, name: &Name) -> bool {
    let article = units.before(name.start).is_some_and(|b| b.is_one_of(ARTICLES));
    let ends = units.after(name.end - 1).is_none_or(|a| {
        !a.is_word() && !a.clitic || a.is(Class::FUNCTION) || a.pos().may_be_verb()
    });
    article && name.run == name.start && ends && !units.list[name.end - 1].lower.ends_with('s')
}

/// "the Yayoi Period", "Rs 174": a time, a prize, an amount.
pub fn is_thing(units: &Units, name: &Name) -> bool {
    let words = &units.list[name.start..name.end];
    let last = &words[words.len() - 1];
    let thing = words.len() > 1 && last.is_one_of(THINGS);
    let money = words.len() == 1
        && last.text.len() <= 3
        && !last.word.listed
        && units.after(name.end - 1).is_some_and(|a| a.shape == Shape::Digit)
        && units.before(name.start).is_none_or(|b| !b.is(Class::PERSON));
    // "A new Bill", "the Bill": a noun that is a given name too.
    let noun = words.len() == 1 && last.is_one_of(GIVEN_NAMES_AND_NOUNS) && {
        let before = |n: usize| name.start.checked_sub(n).and_then(|i| units.get(i, last.sentence));
        let described = before(1).is_some_and(|b| {
            b.shape == Shape::Lower && b.mostly(Pos::Adjective) && !b.is(Class::FUNCTION)
        });
        before(1 + usize::from(described)).is_some_and(|b| b.is_one_of(NOUN_ARTICLES))
    };
    thing || money || noun
}
