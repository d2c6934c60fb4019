//! Finds where a noun phrase begins.
//!
//! Takes [`Units`] and the head of a phrase; gives its first unit and how it refers.

use crate::actors::candidate::Reference;
use crate::actors::units::{Shape, Unit, Units};
use crate::lexicon::lists::phrases::{DESCRIBING, INNER_ADVERBS, MODALS, POSTPOSITIVE};
use crate::lexicon::lists::references::{
    AFTER_DETERMINER, BEFORE_DEFINITE, BEFORE_DETERMINER, DEFINITE, FURTHER, INDEFINITE_ARTICLES,
    OTHER,
};
use crate::lexicon::{Class, Pos, Tables};

/// Most units before the head of a phrase. No article that the engine is measured on has as many; a
/// text of nothing but modifiers would take quadratic time.
const MOST_BEFORE_HEAD: usize = 48;

/// The first unit of the noun phrase whose noun or name starts at `head`, and how it refers.
pub fn left_edge(units: &Units, head: usize) -> (usize, Reference) {
    let list = &units.list;
    let begin = units.sentences[list[head].sentence].0;
    let mut edge = Edge { units, head, begin, at: head, reference: Reference::Bare };
    while edge.at > begin && head - edge.at < MOST_BEFORE_HEAD && edge.extend() {}
    let Edge { mut at, reference, .. } = edge;
    // "at least 19 people"
    if list[at].lower == "least" && at > begin && list[at - 1].lower == "at" {
        at -= 1;
    }
    // A quotation mark before the phrase opens a longer quotation as a rule.
    while at < head
        && list[at].shape == Shape::Other
        && !matches!(list[at].text, "$" | "%" | "#" | "@")
    {
        at += 1;
    }
    (at, reference)
}

/// The left edge of a phrase while it is looked for.
struct Edge<'a, 'd, 't> {
    units: &'a Units<'d, 't>,
    /// First unit of the phrase's noun or name.
    head: usize,
    /// First unit of the sentence.
    begin: usize,
    /// First unit of the phrase so far.
    at: usize,
    /// How the phrase refers.
    reference: Reference,
}

impl Edge<'_, '_, '_> {
    /// Takes the word before into the phrase. False if the phrase begins here.
    fn extend(&mut self) -> bool {
        let list = &self.units.list;
        let unit = &list[self.at - 1];
        let before = (self.at - 1 > self.begin).then(|| &list[self.at - 2]);
        let determines =
            |b: &Unit| b.is(Class::DETERMINER | Class::POSSESSIVE) || b.is_possessive();
        if unit.is_one_of(AFTER_DETERMINER) && before.is_some_and(determines) {
            self.at -= 1;
            if unit.lower == "other" {
                self.reference = Reference::Other;
            }
            return true;
        }
        if self.is_conjunction(unit, before) || is_day(unit) {
            return false;
        }
        if unit.is(Class::DETERMINER) && !(unit.capital() && unit.shape == Shape::Upper) {
            self.take_determiner(unit);
            return false;
        }
        if unit.is(Class::POSSESSIVE) {
            self.at -= 1;
            self.reference = Reference::Possessive;
            return false;
        }
        // The owner is part of the phrase: "Kerry's spokesman", "the country's leader".
        if unit.is_possessive() && before.is_some_and(Unit::is_word) {
            self.reference = Reference::Possessive;
            self.at = owner_start(self.units, self.at - 2);
            return true;
        }
        let name = self.units.name_start[self.at - 1];
        if name < self.at - 1 {
            self.at = name;
            return true;
        }
        if !modifies(self.units.document.tables, unit, before, &list[self.at]) {
            return false;
        }
        // "a second official"
        if unit.is(Class::NUMBER)
            && unit.is_one_of(FURTHER)
            && before.is_some_and(|b| b.is_one_of(INDEFINITE_ARTICLES))
        {
            self.at -= 2;
            self.reference = Reference::Other;
            return false;
        }
        self.at -= 1;
        true
    }

    /// True for "that" in "said that officials", which is a conjunction, not a determiner.
    fn is_conjunction(&self, unit: &Unit, before: Option<&Unit>) -> bool {
        let head = &self.units.list[self.head];
        unit.lower == "that"
            && (head.is(Class::PLURAL)
                || head.capital()
                || before.is_some_and(|b| b.pos().may_be_verb()))
    }

    /// Takes a determiner into the phrase, and one more that may stand before it: "all the", "both
    /// the". "Both a" begins a list.
    fn take_determiner(&mut self, unit: &Unit) {
        self.at -= 1;
        if self.reference == Reference::Bare {
            self.reference = determiner(&unit.lower);
        }
        let more = |word: &Unit| {
            word.is_one_of(BEFORE_DETERMINER)
                || !unit.is_one_of(INDEFINITE_ARTICLES) && word.is_one_of(BEFORE_DEFINITE)
        };
        if self.at > self.begin && more(&self.units.list[self.at - 1]) {
            self.at -= 1;
        }
    }
}

/// True for the name of a day: "On | Wednesday | Greek Foreign Minister Ann Lee".
fn is_day(unit: &Unit) -> bool {
    unit.is(Class::CALENDAR) && unit.capital() && unit.lower.ends_with("day")
}

/// How a phrase with this determiner refers.
fn determiner(word: &str) -> Reference {
    if DEFINITE.contains(&word) {
        Reference::Definite
    } else if OTHER.contains(&word) {
        Reference::Other
    } else {
        Reference::Indefinite
    }
}

/// The first unit of the run of capitals that ends with `at`, or `at` itself.
fn owner_start(units: &Units, at: usize) -> usize {
    let list = &units.list;
    let begin = units.sentences[list[at].sentence].0.max(at.saturating_sub(MOST_BEFORE_HEAD));
    let mut start = at;
    while start > begin
        && list[at].capital()
        && list[start - 1].capital()
        && !list[start - 1].is(Class::FUNCTION)
    {
        start -= 1;
    }
    start
}

/// True if `unit` may stand in a noun phrase before `next`. `before` is the word before it.
fn modifies(tables: &Tables, unit: &Unit, before: Option<&Unit>, next: &Unit) -> bool {
    if is_verb_here(unit, before) {
        return false;
    }
    let determined = before.is_some_and(|b| {
        b.is(Class::DETERMINER | Class::POSSESSIVE | Class::PREPOSITION)
            || b.is_possessive()
            || b.mostly(Pos::Adjective) && b.shape == Shape::Lower
            || b.shape == Shape::Digit
    });
    match unit.shape {
        Shape::Other => mark_modifies(unit, before, next, determined),
        Shape::Digit => true,
        Shape::Upper => !unit.is(Class::FUNCTION) || unit.text.len() > 1 && unit.lower != "i",
        Shape::Capital | Shape::Lower => word_modifies(tables, unit, before, next, determined),
    }
}

/// True if the word before shows that `unit`, which may be a verb, is one.
fn is_verb_here(unit: &Unit, before: Option<&Unit>) -> bool {
    let Some(before) = before.filter(|_| unit.shape == Shape::Lower) else { return false };
    let may_be_verb = unit.pos().may(Pos::Verb);
    let modal = before.lower == "to" || before.is_one_of(MODALS);
    if may_be_verb && (modal || before.is(Class::PRONOUN)) {
        return true;
    }
    // "to lure companies": a word that the tables do not have is mostly a verb there.
    let unknown = !unit.word.listed
        && unit.mostly(Pos::Noun)
        && !unit.lower.ends_with('s')
        && !unit.lower.contains('-');
    if unknown && modal && before.lower != "not" {
        return true;
    }
    // "that often target forces": a verb after an adverb or a subject.
    let after_subject = before.shape == Shape::Lower
        && (before.mostly(Pos::Adverb) || before.is(Class::WH) || before.lower == "that");
    after_subject && may_be_verb && !unit.is(Class::FUNCTION) && !unit.mostly(Pos::Adjective)
}

/// True if the mark `unit` may stand in a noun phrase. `determined` is true if a determiner or the
/// like stands before it.
fn mark_modifies(unit: &Unit, before: Option<&Unit>, next: &Unit, determined: bool) -> bool {
    if unit.text == "," {
        // "10,000 visitors"
        if unit.glued && next.glued && next.shape == Shape::Digit {
            return before.is_some_and(|b| b.shape == Shape::Digit);
        }
        // "old, tired men"
        return next.mostly(Pos::Adjective)
            && before.is_some_and(|b| b.mostly(Pos::Adjective) && b.shape == Shape::Lower);
    }
    matches!(unit.text, "\"" | "“" | "'" | "‘" | "%" | "$")
        && (determined || unit.quote && before.is_some_and(|b| b.quote))
}

/// True if the word `unit` may stand in a noun phrase. `determined` is true if a determiner or the
/// like stands before it.
fn word_modifies(
    tables: &Tables,
    unit: &Unit,
    before: Option<&Unit>,
    next: &Unit,
    determined: bool,
) -> bool {
    let quoted = before.is_some_and(|b| b.quote);
    if unit.shape == Shape::Capital {
        // "the 'Mets poet'"
        let unknown =
            || !unit.word.listed && unit.mostly(Pos::Noun) && tables.name(unit.text).is_none();
        if !unit.first || quoted && unknown() {
            return !unit.is(Class::FUNCTION) || unit.is(Class::NUMBER);
        }
    }
    if unit.is(Class::NUMBER) {
        return true;
    }
    if unit.is(Class::FUNCTION) && !unit.is(Class::QUALIFIER) {
        return unit.is_one_of(INNER_ADVERBS)
            && (determined || quoted)
            && (next.mostly(Pos::Adjective) || next.mostly(Pos::Past));
    }
    if unit.is(Class::QUALIFIER | Class::TITLE | Class::AGENT) || unit.lower.contains('-') {
        return true;
    }
    let pos = unit.pos();
    let may_be_adjective = pos.may(Pos::Adjective);
    match pos.first() {
        Some(Pos::Adjective) => true,
        // A word in -s that the tables do not have is a verb as often as a plural, and plurals
        // rarely stand before a noun.
        Some(Pos::Noun) => {
            determined || !pos.may(Pos::VerbS) && (unit.word.listed || !unit.lower.ends_with('s'))
        }
        // "by reminding voters": after a preposition it is mostly a verb.
        Some(Pos::Ing) => {
            let after = Class::PREPOSITION | Class::AUXILIARY;
            let verb = before.is_some_and(|b| b.is(after)) && !unit.is_one_of(DESCRIBING);
            (determined || may_be_adjective) && !verb || pos.may(Pos::Noun)
        }
        // "the Queen suspended parliament"
        Some(Pos::Past) if before.is_some_and(|b| b.is(Class::TITLE | Class::PEOPLE)) => false,
        Some(Pos::Past) => {
            let after_office =
                before.is_some_and(|b| b.mostly(Pos::Adjective) && b.is_one_of(POSTPOSITIVE));
            may_be_adjective || determined && !after_office
        }
        Some(Pos::Verb | Pos::VerbS) => (pos.may(Pos::Noun) || may_be_adjective) && determined,
        Some(Pos::Adverb) => may_be_adjective || unit.is_one_of(INNER_ADVERBS) && determined,
        None => false,
    }
}
