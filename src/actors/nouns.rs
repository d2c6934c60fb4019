//! Noun phrases: where one begins, where it ends, and which of them describe actors.
//!
//! Takes [`Units`]; gives [`Phrase`]s whose head is a noun for a person, people or a body; promises
//! nothing about whom they refer to.

use super::candidate::{Number, Reference};
use super::units::{Shape, Style, Unit, Units};
use crate::lexicon::{Class, Pos, Tables};

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

/// Adverbs that stand before an adjective in a noun phrase.
const INNER_ADVERBS: &[&str] = &[
    "very",
    "most",
    "more",
    "less",
    "least",
    "highly",
    "heavily",
    "largely",
    "mostly",
    "newly",
    "formerly",
    "once",
    "now",
    "then",
    "recently",
    "previously",
    "widely",
    "politically",
    "severely",
    "fully",
    "increasingly",
    "so",
    "too",
    "still",
    "nearly",
    "almost",
    "about",
    "some",
    "over",
    "fellow",
    "currently",
    "openly",
];

/// Forms in -ing that before a noun for people mostly say what these are.
const DESCRIBING: &[&str] = &[
    "working",
    "existing",
    "remaining",
    "leading",
    "struggling",
    "competing",
    "opposing",
    "participating",
    "practicing",
    "returning",
    "visiting",
    "ruling",
    "fleeing",
    "surviving",
    "sitting",
    "outgoing",
    "incoming",
    "governing",
    "protesting",
];

/// Auxiliaries that a base verb follows.
const MODALS: &[&str] = &[
    "will", "would", "can", "could", "may", "might", "must", "shall", "should", "do", "does",
    "did", "not", "cannot",
];

/// Adjectives that may end a phrase for an office: "the attorney general".
const POSTPOSITIVE: &[&str] = &["general", "designate", "elect", "emeritus"];

/// Nouns that count other nouns: "hundreds of Syrians", "a group of lawmakers".
const COUNTERS: &[&str] = &[
    "hundreds",
    "thousands",
    "dozens",
    "scores",
    "millions",
    "tens",
    "billions",
    "group",
    "groups",
    "number",
    "majority",
    "handful",
    "couple",
    "pair",
    "series",
    "crowd",
    "crowds",
    "generation",
    "team",
    "band",
    "hundred",
    "million",
    "dozen",
    "percent",
    "half",
    "most",
    "some",
    "many",
    "several",
    "few",
    "all",
    "none",
    "both",
    "each",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "%",
    "members",
    "member",
    "part",
    "rest",
    "types",
    "kinds",
    "lots",
];

/// The first unit of the noun phrase whose noun or name starts at `head`, and how it points.
pub fn left_edge(units: &Units, head: usize) -> (usize, Reference) {
    let sentence = units.list[head].sentence;
    let begin = units.sentences[sentence].0;
    let mut at = head;
    let mut reference = Reference::Bare;
    while at > begin {
        let unit = &units.list[at - 1];
        let before = (at - 1 > begin).then(|| &units.list[at - 2]);
        let inner = matches!(
            unit.lower.as_str(),
            "own"
                | "same"
                | "other"
                | "few"
                | "several"
                | "many"
                | "numerous"
                | "various"
                | "certain"
                | "more"
        );
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
            let one = matches!(unit.lower.as_str(), "a" | "an");
            let more = |word: &str| {
                matches!(word, "half" | "such" | "many") || !one && matches!(word, "all" | "both")
            };
            if at > begin && more(&units.list[at - 1].lower) && unit.lower != "of" {
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
        if !modifies(unit, before, &units.list[at]) {
            break;
        }
        if unit.is(Class::NUMBER)
            && matches!(unit.lower.as_str(), "second" | "third" | "fourth" | "fifth")
            && before.is_some_and(|b| matches!(b.lower.as_str(), "a" | "an"))
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
    match word {
        "the" | "this" | "that" | "these" | "those" | "such" | "same" | "both" | "own" => {
            Reference::Definite
        }
        "another" | "other" => Reference::Other,
        "a" | "an" | "any" | "every" | "each" | "no" | "either" | "neither" => {
            Reference::Indefinite
        }
        _ => Reference::Indefinite,
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
fn modifies(unit: &Unit, before: Option<&Unit>, next: &Unit) -> bool {
    let determined = before.is_some_and(|b| {
        b.is(Class::DETERMINER | Class::POSSESSIVE | Class::PREPOSITION)
            || b.is_possessive()
            || b.mostly(Pos::Adjective) && b.shape == Shape::Lower
            || b.shape == Shape::Digit
    });
    let after_modal = before.is_some_and(|b| {
        b.lower == "to" || MODALS.contains(&b.lower.as_str()) || b.is(Class::PRONOUN)
    });
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
        && before.is_some_and(|b| {
            b.lower == "to" || b.lower != "not" && MODALS.contains(&b.lower.as_str())
        })
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
            let unknown = !unit.word.listed
                && unit.mostly(Pos::Noun)
                && Tables::get().name(unit.text).is_none();
            let marked = unknown && before.is_some_and(|b| b.quote);
            if unit.shape == Shape::Capital && (!unit.first || marked) {
                return !unit.is(Class::FUNCTION) || unit.is(Class::NUMBER);
            }
            if unit.is(Class::NUMBER) {
                return true;
            }
            if unit.is(Class::FUNCTION) && !unit.is(Class::QUALIFIER) {
                return INNER_ADVERBS.contains(&unit.lower.as_str())
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
                        && !DESCRIBING.contains(&unit.lower.as_str());
                    determined && !bare || pos.may(Pos::Adjective) || pos.may(Pos::Noun)
                }
                Some(Pos::Past) => {
                    pos.may(Pos::Adjective)
                        || determined
                            && !before.is_some_and(|b| {
                                b.mostly(Pos::Adjective) && POSTPOSITIVE.contains(&b.lower.as_str())
                            })
                }
                Some(Pos::Verb) | Some(Pos::VerbS) => {
                    (pos.may(Pos::Noun) || pos.may(Pos::Adjective)) && determined
                }
                Some(Pos::Adverb) => {
                    pos.may(Pos::Adjective)
                        || INNER_ADVERBS.contains(&unit.lower.as_str()) && determined
                }
                None => false,
            }
        }
    }
}

/// True if the noun at `at` is the last noun of its phrase: what follows is not another noun it
/// would modify.
fn is_last_noun(units: &Units, at: usize) -> bool {
    let unit = &units.list[at];
    let Some(next) = units.after(at) else { return true };
    if !next.is_word() || next.is(Class::FUNCTION) || next.shape == Shape::Digit {
        return true;
    }
    if next.capital() && units.style(at) == Style::Running {
        return true;
    }
    if unit.is(Class::TITLE) && POSTPOSITIVE.contains(&next.lower.as_str()) {
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
        if !of && !COMPLEMENTS.contains(&unit.lower.as_str()) {
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
        let before = units.list[at - 1].lower.as_str();
        at = upto;
        pieces += 1;
        if of && (sure == core || pieces == 1 || COUNTERS.contains(&before)) {
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
    let past = PARTICIPLES.contains(&next.lower.as_str())
        && following
            .is_some_and(|f| f.is(Class::PREPOSITION | Class::DETERMINER) || f.lower == "to")
        && (!subject || other_verb());
    if relative || ing || past { clause_end(units, sure, end, relative) } else { sure }
}

/// Prepositions whose phrase may belong to the noun before.
const COMPLEMENTS: &[&str] = &[
    "from", "with", "in", "at", "for", "on", "near", "to", "against", "behind", "inside", "within",
    "between", "aboard",
];

/// Participles that after a noun mostly describe it.
const PARTICIPLES: &[&str] = &[
    "based",
    "called",
    "known",
    "named",
    "deemed",
    "accused",
    "charged",
    "suspected",
    "convicted",
    "involved",
    "led",
    "backed",
    "armed",
    "aimed",
    "considered",
    "dubbed",
    "assigned",
    "appointed",
    "elected",
    "employed",
    "hired",
    "familiar",
    "briefed",
    "affected",
    "located",
    "linked",
    "tied",
    "opposed",
    "loyal",
    "close",
    "responsible",
];

/// Longest clause taken into a noun phrase, in units.
const LONGEST_CLAUSE: usize = 25;

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

/// The description of an actor whose noun is unit `at`, if that is one. `taken[i]` is true for
/// units inside a name.
pub fn find(units: &Units, taken: &[bool], at: usize) -> Option<Phrase> {
    let unit = &units.list[at];
    let office = unit.is(Class::TITLE)
        && units.before(at).is_some_and(|b| b.is(Class::DETERMINER))
        && units.after(at).is_some_and(|n| n.lower == "of");
    let nobody = units.before(at).is_some_and(|b| b.lower == "no")
        || matches!(unit.lower.as_str(), "nobody" | "noone" | "none");
    if taken[at]
        || nobody
        || !unit.is_word()
        || !(unit.is(Class::AGENT) || office)
        || unit.is(Class::FUNCTION)
        || units.style(at) == Style::Running && unit.capital() && !unit.first
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
            unit.is(Class::TITLE)
                && units.after(at).is_some_and(|n| POSTPOSITIVE.contains(&n.lower.as_str())),
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
        && COUNTERS.contains(&units.list[start - 2].lower.as_str())
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
    while start < top
        && COUNTERS.contains(&units.list[top].lower.as_str())
        && apart(&units.list[start])
    {
        start += 1;
    }
    (start, top)
}

/// Pronouns that a verb follows, and no noun.
const SUBJECTS: &[&str] = &["i", "he", "she", "they", "who"];

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
    if unit.shape == Shape::Lower && before.is_some_and(|b| SUBJECTS.contains(&b.lower.as_str())) {
        return false;
    }
    if before.is_some_and(|b| {
        b.lower == "to"
            || b.is(Class::AUXILIARY)
                && !matches!(
                    b.lower.as_str(),
                    "is" | "are" | "was" | "were" | "be" | "been" | "has" | "have" | "had"
                )
    }) && pos.may(Pos::Verb)
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
    let tables = Tables::get();
    (start..end).find_map(|i| {
        (i + 1..=(i + 2).min(end))
            .rev()
            .find_map(|j| tables.name(&units.joined(i, j)).and_then(|n| n.country))
    })
}
