//! Finds where a noun phrase ends.
//!
//! Takes [`Units`] and the core of a phrase; gives the unit after its complements and clauses.

use crate::actors::units::{Casing, Shape, Unit, Units};
use crate::lexicon::lists::phrases::{COMPLEMENTS, PARTICIPLES};
use crate::lexicon::lists::references::COUNTERS;
use crate::lexicon::{Class, Pos};

/// Longest clause taken into a noun phrase, in units.
const LONGEST_CLAUSE: usize = 25;
/// Most complements taken into a noun phrase: "of ...", "in ...".
const MOST_COMPLEMENTS: usize = 3;

/// The unit after the phrase whose core ends at `core`. Its complements belong to it, and a clause
/// with "who" or a participle behind them.
pub fn right_edge(units: &Units, start: usize, core: usize) -> usize {
    let list = &units.list;
    let sentence = list[core - 1].sentence;
    let (begin, end) = units.sentences[sentence];
    let at = complements_end(units, core);
    let Some(next) = units.get(at, sentence) else { return at };
    let named = next.capital() && units.casing(at) == Casing::Running;
    let relative = !named && (next.lower == "who" || next.lower == "whose");
    let ing = next.mostly(Pos::Ing)
        && !next.is(Class::FUNCTION)
        && next.shape == Shape::Lower
        && !next.pos().may(Pos::Noun);
    // Where the phrase starts its clause and no other verb follows, a participle is the clause's
    // verb: "The groups called for peace."
    let subject = start == begin
        || !list[start - 1].is_word()
        || list[start - 1].is(Class::CONJUNCTION | Class::SUBORDINATOR);
    let other_verb = || {
        (at + 1..end.min(at + LONGEST_CLAUSE)).any(|i| {
            is_finite(&list[i])
                && !list[i - 1].is(Class::AUXILIARY | Class::DETERMINER | Class::POSSESSIVE)
        })
    };
    // "Protesters called for ..."
    let called_for = next.lower == "called"
        && units.get(at + 1, sentence).is_some_and(|f| {
            // "The president called the notion a waste"
            let noun = || units.get(at + 2, sentence).is_some_and(|n| n.shape == Shape::Lower);
            f.is(Class::PREPOSITION) || f.is(Class::DETERMINER) && noun()
        });
    // "with local media reporting that ..."
    let with = start > begin && list[start - 1].lower == "with";
    let ing = ing && !(with && units.document.verb(next.tokens.start).is_some());
    let past = next.is_one_of(PARTICIPLES)
        && !called_for
        && units
            .get(at + 1, sentence)
            .is_some_and(|f| f.is(Class::PREPOSITION | Class::DETERMINER) || f.lower == "to")
        && (!subject || other_verb());
    if relative || ing || past { clause_end(units, at, end, usize::from(!relative)) } else { at }
}

/// The unit after the complements of the phrase whose core ends at `core`: over "of ...", and over
/// other prepositions where a verb follows, so that the phrase is a subject.
fn complements_end(units: &Units, core: usize) -> usize {
    let list = &units.list;
    let sentence = list[core - 1].sentence;
    let end = units.sentences[sentence].1;
    let (mut at, mut sure) = (core, core);
    let mut count = 0;
    while at < end && count < MOST_COMPLEMENTS {
        let of = list[at].lower == "of";
        if !of && !list[at].is_one_of(COMPLEMENTS) {
            break;
        }
        let Some(upto) = noun_phrase_end(units, at + 1, end) else { break };
        // "the organization | in March", "voters | in 2008": a time describes no actor.
        let first = &list[at + 1];
        let year = first.shape == Shape::Digit
            && first.text.len() == 4
            && first.text.starts_with(['1', '2']);
        if !of && (first.is(Class::CALENDAR) || upto == at + 2 && year) {
            break;
        }
        let counts = list[at - 1].is_one_of(COUNTERS);
        at = upto;
        count += 1;
        let verb = |n: &Unit| {
            is_finite(n)
                || n.pos().may_be_verb() && !n.is(Class::FUNCTION) && n.shape == Shape::Lower
        };
        if of && (sure == core || count == 1 || counts) || units.get(at, sentence).is_some_and(verb)
        {
            sure = at;
        }
    }
    sure
}

/// The unit after the clause that starts at `from` inside a noun phrase and has `verbs` finite
/// verbs already: before the next comma, or before the verb after its own.
fn clause_end(units: &Units, from: usize, end: usize, mut verbs: usize) -> usize {
    let list = &units.list;
    for at in from + 1..end.min(from + LONGEST_CLAUSE + 1) {
        let (unit, before) = (&list[at], &list[at - 1]);
        let thousands = unit.text == ","
            && unit.glued
            && list[at + 1..end].first().is_some_and(|n| n.glued && n.shape == Shape::Digit);
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
        if is_finite(unit) && (!depends || verbs == 0) && !is_compound_noun(units, at) {
            if verbs > 0 {
                return at;
            }
            verbs += 1;
        }
    }
    end.min(from + LONGEST_CLAUSE + 1)
}

/// True for "strikes" in "conducting air strikes in Syria": a noun in -s behind another noun, where
/// a clause's object stands.
fn is_compound_noun(units: &Units, at: usize) -> bool {
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
pub fn is_finite(unit: &Unit) -> bool {
    unit.is(Class::AUXILIARY)
        || unit.shape == Shape::Lower
            && !unit.is(Class::FUNCTION)
            && matches!(unit.pos().first(), Some(Pos::Past | Pos::VerbS | Pos::Verb))
}

/// The unit after the noun phrase that starts at `start`, without complements. It ends before
/// `end`.
fn noun_phrase_end(units: &Units, start: usize, end: usize) -> Option<usize> {
    let list = &units.list;
    let determiner = Class::DETERMINER | Class::POSSESSIVE;
    let mut noun = None;
    for at in start..end {
        let unit = &list[at];
        // The noun so far owns the next one.
        if unit.is_possessive() && noun.is_some() {
            noun = None;
            continue;
        }
        if unit.is(determiner) && (at == start || list[at - 1].is(Class::DETERMINER)) {
            continue;
        }
        if at == start && unit.is(Class::PRONOUN) {
            return Some(at + 1);
        }
        let before = (at > start).then(|| &list[at - 1]);
        let inside = match unit.shape {
            Shape::Other => matches!(unit.text, "%" | "$"),
            Shape::Digit | Shape::Upper => true,
            Shape::Capital => !unit.is(Class::FUNCTION),
            Shape::Lower if unit.is(Class::NUMBER) => true,
            Shape::Lower if unit.is(Class::FUNCTION) => false,
            Shape::Lower if noun.is_some() => is_noun_after_noun(unit, &list[at - 1]),
            Shape::Lower => may_begin(unit, before.is_some_and(|b| b.is(determiner))),
        };
        if !inside {
            break;
        }
        let number = unit.shape == Shape::Digit || unit.is(Class::NUMBER);
        if unit.is_word() && (unit.capital() || number || unit.pos().may(Pos::Noun)) {
            noun = Some(at);
        }
    }
    noun.map(|n| n + 1)
}

/// True if a word in lower case continues a phrase that has the noun `before` already.
fn is_noun_after_noun(unit: &Unit, before: &Unit) -> bool {
    unit.mostly(Pos::Noun)
        && (!(before.is(Class::PLURAL) || before.capital()) || !unit.pos().may_be_verb())
}

/// True if a word in lower case may be in a phrase that has no noun yet. `determined` is true right
/// behind a determiner.
fn may_begin(unit: &Unit, determined: bool) -> bool {
    let pos = unit.pos();
    match pos.first() {
        Some(Pos::Noun | Pos::Adjective) => true,
        Some(Pos::Adverb) => false,
        Some(Pos::Ing | Pos::Past) => determined || pos.may(Pos::Adjective),
        _ => determined && pos.may(Pos::Noun),
    }
}
