//! Where a noun phrase begins.
//!
//! Takes [`Units`] and the head of a phrase; gives its first unit and how it refers.

use super::super::candidate::Reference;
use super::super::units::{Shape, Unit, Units};
use crate::lexicon::lists::phrases::{DESCRIBING, INNER_ADVERBS, MODALS, POSTPOSITIVE};
use crate::lexicon::lists::references::{
    AFTER_DETERMINER, BEFORE_DEFINITE, BEFORE_DETERMINER, DEFINITE, FURTHER, INDEFINITE_ARTICLES,
    OTHER,
};
use crate::lexicon::{Class, Pos, Tables};

/// The first unit of the noun phrase whose noun or name starts at `head`, and how it points.
pub fn left_edge(units: &Units, head: usize) -> (usize, Reference) {
    let sentence = units.list[head].sentence;
    let begin = units.sentences[sentence].0;
    let mut at = head;
    let mut reference = Reference::Bare;
    while at > begin {
        let unit = &units.list[at - 1];
        let before = (at - 1 > begin).then(|| &units.list[at - 2]);
        let inner = unit.is_one_of(AFTER_DETERMINER);
        if inner
            && before
                .is_some_and(|b| b.is(Class::DETERMINER | Class::POSSESSIVE) || b.is_possessive())
        {
            at -= 1;
            if unit.lower == "other" {
                reference = Reference::Other;
            }
            continue;
        }
        // "said that officials": a conjunction, not a determiner.
        let conjunction = unit.lower == "that"
            && (units.list[head].is(Class::PLURAL)
                || units.list[head].capital()
                || before.is_some_and(|b| b.pos().may_be_verb()));
        if conjunction {
            break;
        }
        if unit.is(Class::DETERMINER) && !(unit.capital() && unit.shape == Shape::Upper) {
            at -= 1;
            let found = determiner(&unit.lower);
            if reference == Reference::Bare || found == Reference::Other {
                reference = if reference == Reference::Bare || reference == Reference::Possessive {
                    keep_possessive(reference, found)
                } else {
                    found
                };
            }
            // "all the", "both the": one more determiner may stand before; "both a" begins a list.
            let one = unit.is_one_of(INDEFINITE_ARTICLES);
            let more = |word: &Unit| {
                word.is_one_of(BEFORE_DETERMINER) || !one && word.is_one_of(BEFORE_DEFINITE)
            };
            if at > begin && more(&units.list[at - 1]) && unit.lower != "of" {
                at -= 1;
            }
            break;
        }
        if unit.is(Class::POSSESSIVE) {
            at -= 1;
            reference = Reference::Possessive;
            break;
        }
        if unit.is_possessive() && before.is_some_and(|b| b.is_word()) {
            // The owner is part of the phrase: "Kerry's spokesman", "the country's leader".
            reference = Reference::Possessive;
            let owner = at - 2;
            at = name_or_noun_start(units, owner);
            continue;
        }
        let name = units.name_start[at - 1];
        if name < at - 1 {
            at = name;
            continue;
        }
        if !modifies(units.document.tables, unit, before, &units.list[at]) {
            break;
        }
        if unit.is(Class::NUMBER)
            && unit.is_one_of(FURTHER)
            && before.is_some_and(|b| b.is_one_of(INDEFINITE_ARTICLES))
        {
            at -= 2;
            reference = Reference::Other;
            break;
        }
        at -= 1;
    }
    if units.list[at].lower == "least" && at > begin && units.list[at - 1].lower == "at" {
        at -= 1; // "at least 19 people"
    }
    // A mark before the phrase opens what is quoted, of which the phrase is seldom all.
    while at < head
        && units.list[at].shape == Shape::Other
        && !matches!(units.list[at].text, "$" | "%" | "#" | "@")
    {
        at += 1;
    }
    (at, reference)
}

fn keep_possessive(was: Reference, found: Reference) -> Reference {
    if was == Reference::Possessive { Reference::Possessive } else { found }
}

fn determiner(word: &str) -> Reference {
    if DEFINITE.contains(&word) {
        Reference::Definite
    } else if OTHER.contains(&word) {
        Reference::Other
    } else {
        Reference::Indefinite
    }
}

/// The first unit of the capitalised or noun sequence that ends with `at`.
fn name_or_noun_start(units: &Units, at: usize) -> usize {
    let begin = units.sentences[units.list[at].sentence].0;
    let mut start = at;
    while start > begin
        && units.list[at].capital()
        && units.list[start - 1].capital()
        && !units.list[start - 1].is(Class::FUNCTION)
    {
        start -= 1;
    }
    start
}

/// True if `unit` may stand in a noun phrase before `next`. `before` is the word before it.
fn modifies(tables: &Tables, unit: &Unit, before: Option<&Unit>, next: &Unit) -> bool {
    let determined = before.is_some_and(|b| {
        b.is(Class::DETERMINER | Class::POSSESSIVE | Class::PREPOSITION)
            || b.is_possessive()
            || b.mostly(Pos::Adjective) && b.shape == Shape::Lower
            || b.shape == Shape::Digit
    });
    let after_modal =
        before.is_some_and(|b| b.lower == "to" || b.is_one_of(MODALS) || b.is(Class::PRONOUN));
    if after_modal && unit.shape == Shape::Lower && unit.pos().may(Pos::Verb) {
        return false;
    }
    // "to lure companies": what the tables don't know is there mostly a verb.
    let unknown = !unit.word.listed
        && unit.mostly(Pos::Noun)
        && !unit.lower.ends_with('s')
        && !unit.lower.contains('-');
    if unknown
        && unit.shape == Shape::Lower
        && before.is_some_and(|b| b.lower == "to" || b.lower != "not" && b.is_one_of(MODALS))
    {
        return false;
    }
    // "that often target forces": a verb of which an adverb or a subject stands in front.
    let after_subject = before.is_some_and(|b| {
        b.shape == Shape::Lower && (b.mostly(Pos::Adverb) || b.is(Class::WH) || b.lower == "that")
    });
    if after_subject
        && !unit.is(Class::FUNCTION)
        && unit.shape == Shape::Lower
        && unit.pos().may(Pos::Verb)
        && !unit.mostly(Pos::Adjective)
    {
        return false;
    }
    match unit.shape {
        // "10,000 visitors"
        Shape::Other
            if unit.text == "," && unit.glued && next.glued && next.shape == Shape::Digit =>
        {
            before.is_some_and(|b| b.shape == Shape::Digit)
        }
        Shape::Other => {
            matches!(unit.text, "\"" | "“" | "'" | "‘" | "%" | "$")
                && (determined || unit.quote && before.is_some_and(|b| b.quote))
                || unit.text == ","
                    && next.mostly(Pos::Adjective)
                    && before.is_some_and(|b| b.mostly(Pos::Adjective) && b.shape == Shape::Lower)
        }
        Shape::Digit => true,
        Shape::Upper => !unit.is(Class::FUNCTION) || unit.text.len() > 1 && unit.lower != "i",
        Shape::Capital | Shape::Lower => {
            // "the 'Mets poet'"
            let unknown =
                !unit.word.listed && unit.mostly(Pos::Noun) && tables.name(unit.text).is_none();
            let marked = unknown && before.is_some_and(|b| b.quote);
            if unit.shape == Shape::Capital && (!unit.first || marked) {
                return !unit.is(Class::FUNCTION) || unit.is(Class::NUMBER);
            }
            if unit.is(Class::NUMBER) {
                return true;
            }
            if unit.is(Class::FUNCTION) && !unit.is(Class::QUALIFIER) {
                return unit.is_one_of(INNER_ADVERBS)
                    && (determined || before.is_some_and(|b| b.quote))
                    && (next.mostly(Pos::Adjective) || next.mostly(Pos::Past));
            }
            if unit.is(Class::QUALIFIER | Class::TITLE | Class::AGENT) || unit.lower.contains('-') {
                return true;
            }
            let pos = unit.pos();
            match pos.first() {
                Some(Pos::Adjective) => true,
                // An unlisted word in -s is a verb as often as a plural, and plurals rarely stand
                // before a noun.
                Some(Pos::Noun) => {
                    determined
                        || !pos.may(Pos::VerbS) && (unit.word.listed || !unit.lower.ends_with('s'))
                }
                // "by reminding voters": after a preposition it is mostly a verb.
                Some(Pos::Ing) => {
                    let bare = before.is_some_and(|b| b.is(Class::PREPOSITION))
                        && !unit.is_one_of(DESCRIBING);
                    determined && !bare || pos.may(Pos::Adjective) || pos.may(Pos::Noun)
                }
                Some(Pos::Past) => {
                    pos.may(Pos::Adjective)
                        || determined
                            && !before.is_some_and(|b| {
                                b.mostly(Pos::Adjective) && b.is_one_of(POSTPOSITIVE)
                            })
                }
                Some(Pos::Verb) | Some(Pos::VerbS) => {
                    (pos.may(Pos::Noun) || pos.may(Pos::Adjective)) && determined
                }
                Some(Pos::Adverb) => {
                    pos.may(Pos::Adjective) || unit.is_one_of(INNER_ADVERBS) && determined
                }
                None => false,
            }
        }
    }
}
