//! Names, descriptions and pronouns put together as candidates.
//!
//! Takes [`Units`]; gives [`Candidate`]s in order; promises that their heads don't overlap.

use super::candidate::{Candidate, Gender, Number, Reference};
use super::kinds::judge::{self, JudgedName, NameSort};
use super::names::join::{self, Joined};
use super::names::name::Name;
use super::nouns::left::left_edge;
use super::nouns::phrase::{self, Phrase, country_within};
use super::units::{Casing, Shape, Units};
use crate::analysis::{ActorKind, Form};
use crate::lexicon::lists::names::{PARTICLES, RANKS_AND_ADJECTIVES};
use crate::lexicon::lists::references;
use crate::lexicon::{Class, NameKind, Pos};
use crate::ner::{Name as Found, NameKind as LearnedKind};
use crate::sort;
use crate::text::TokenRange;
use crate::turns::{Pace, turn};

#[cfg(test)]
mod tests;

/// To describe a candidate is as much work as to read so many tokens.
const PHRASE: usize = 8;

/// All candidates of a document.
pub async fn candidates(units: &mut Units<'_, '_>, found: &[Found]) -> Vec<Candidate> {
    let Joined { names, parts } = join::join(units, found).await;
    turn().await;
    let judged = judge::judge(units, &names).await;
    turn().await;
    for name in names.iter().filter(|n| !n.office) {
        units.name_start[name.start..name.end].fill(name.start);
    }
    let (units, mut pace) = (&*units, Pace::default());
    let mut taken = vec![false; units.list.len()];
    let mut out = Vec::new();
    for (name, judged) in names.iter().zip(&judged).filter(|(n, _)| !n.office) {
        named(units, name, judged, &mut taken, &mut out);
        pace.spend(PHRASE).await;
    }
    for name in names.iter().filter(|n| n.office) {
        office(units, name, &mut taken, &mut out);
        pace.spend(PHRASE).await;
    }
    out.extend(parts.iter().filter_map(|&(tokens, kind)| part(units, tokens, kind)));
    for at in 0..units.list.len() {
        if let Some(phrase) = phrase::find(units, &taken, at) {
            out.push(described(units, &phrase));
            pace.spend(PHRASE).await;
        }
        pace.spend(1).await;
    }
    for at in (0..units.list.len()).filter(|&at| !taken[at] || units.list[at].is(Class::POSSESSIVE))
    {
        out.extend(pronoun(units, at));
        pace.spend(1).await;
    }
    turn().await;
    sort::by_keys(&mut out, |c| [c.phrase.start, sort::descending(c.phrase.end), c.head.start]);
    out.dedup_by(|b, a| a.head.overlaps(b.head));
    out
}

/// The candidates that a name gives: itself, and names in the title before it.
fn named(
    units: &Units,
    name: &Name,
    judged: &JudgedName,
    taken: &mut [bool],
    out: &mut Vec<Candidate>,
) {
    let list = &units.list;
    let (form, kind) = match judged.sort {
        NameSort::Person => (Form::Name, Some(ActorKind::Person)),
        NameSort::Organization => (Form::Name, Some(ActorKind::Organization)),
        NameSort::Country => (Form::Name, Some(ActorKind::Country)),
        NameSort::Place => (Form::Name, None),
        NameSort::People => (Form::Description, Some(ActorKind::Group)),
        NameSort::Demonym | NameSort::Nothing => return,
    };
    let mut country = judged.known.and_then(|k| k.country);
    taken[name.start..name.end].fill(true);
    let mut start = name.run_start;
    let mut title = None;
    let mut reference = Reference::Definite;
    if judged.sort == NameSort::Person {
        // Words before the name that say who bears it.
        let noun = (name.run_start < name.start).then_some(name.run_start).or_else(|| {
            let before = units.before(name.start)?;
            // "a major Warhol": an adjective here.
            let adjective = before.shape == Shape::Lower && before.is_one_of(RANKS_AND_ADJECTIVES);
            let fits = before.is(Class::PERSON | Class::TITLE | Class::HONORIFIC)
                && !adjective
                && !before.is(Class::PLURAL | Class::FUNCTION)
                && before.is_word();
            fits.then(|| name.start - 1)
        });
        if let Some(noun) = noun {
            // Nothing but a demonym or the like stands before "Mr.".
            let polite =
                list[noun].is(Class::HONORIFIC) && !list[noun].is(Class::TITLE | Class::PERSON);
            start = if polite { noun } else { left_edge(units, noun).0 };
            while start < name.start && !list[start].is_word() {
                start += 1;
            }
            // "academic and professor Marc Hill"
            if start >= 2
                && list[start - 1].lower == "and"
                && list[start - 1].sentence == list[start].sentence
                && list[start - 2].is(Class::PERSON)
                && !list[start - 2].is(Class::PLURAL)
            {
                start = left_edge(units, start - 2).0;
            }
            let from = if list[start].is(Class::DETERMINER) && start < name.start {
                start + 1
            } else {
                start
            };
            if from < name.start {
                title = Some(units.tokens(from, name.start));
                country = country_within(units, from, name.start);
            }
            inner_names(units, start, name.start, taken, out);
            taken[start..name.start].fill(true);
        }
    } else if judged.sort == NameSort::People {
        (start, reference) = left_edge(units, name.start);
    } else {
        start = name.start;
        if name.run_start < name.start {
            inner_names(units, name.run_start, name.start, taken, out);
        }
        let modifies = units.after(name.end - 1).is_some_and(|n| {
            n.is(Class::AGENT) && n.shape == Shape::Lower && !n.is(Class::FUNCTION)
        });
        if units.before(start).is_some_and(|b| b.lower == "the") && !modifies {
            start -= 1;
        }
    }
    let mut candidate = Candidate::new(
        units.tokens(start, name.end),
        units.tokens(name.start, name.end),
        form,
        kind,
    );
    candidate.title = title;
    candidate.country = country;
    candidate.reference = reference;
    candidate.number = match judged.sort {
        NameSort::Person => Number::Singular,
        NameSort::People => Number::Plural,
        NameSort::Organization if list[name.end - 1].lower.ends_with('s') => Number::Either,
        _ => Number::Either,
    };
    if judged.sort == NameSort::Person {
        candidate.gender = gender(units, start, name.start, name.end);
    }
    out.push(candidate);
}

/// Names of countries and organisations in the words before a name: "US President Barack Obama",
/// "Google co-founder Sergey Brin".
fn inner_names(
    units: &Units,
    start: usize,
    end: usize,
    taken: &mut [bool],
    out: &mut Vec<Candidate>,
) {
    let tables = units.document.tables;
    let mut at = start;
    while at < end {
        if taken[at] || !units.list[at].capital() {
            at += 1;
            continue;
        }
        let Some(upto) = units.phrase_at(at).filter(|&e| e <= end) else {
            at += 1;
            continue;
        };
        let Some(known) = tables.name(&units.joined(at, upto)) else {
            at += 1;
            continue;
        };
        let kind = match known.kind {
            NameKind::Country => Some(ActorKind::Country),
            NameKind::Organization | NameKind::Metonym => Some(ActorKind::Organization),
            NameKind::City | NameKind::Place | NameKind::Capital => None,
            NameKind::Demonym => {
                at = upto;
                continue;
            }
        };
        let range = units.tokens(at, upto);
        let mut candidate = Candidate::new(range, range, Form::Name, kind);
        candidate.country = known.country;
        candidate.reference = Reference::Definite;
        out.push(candidate);
        taken[at..upto].fill(true);
        at = upto;
    }
}

/// An office written with capitals and no name: "the Prime Minister", "Secretary of State".
fn office(units: &Units, name: &Name, taken: &mut [bool], out: &mut Vec<Candidate>) {
    let (start, reference) = left_edge(units, name.run_start);
    inner_names(units, start, name.start, taken, out);
    let head = name.start;
    if taken[head] {
        return;
    }
    let plural = units.list[head].is(Class::PLURAL);
    let kind = if plural { ActorKind::Group } else { ActorKind::Role };
    let mut candidate = Candidate::new(
        units.tokens(start, name.end),
        units.tokens(head, head + 1),
        Form::Description,
        Some(kind),
    );
    candidate.reference =
        if reference == Reference::Bare { Reference::Definite } else { reference };
    candidate.number = if plural { Number::Plural } else { Number::Singular };
    candidate.country = country_within(units, start, name.end);
    candidate.gender = gender(units, start, head, head + 1);
    inner_names(units, head + 1, name.end, taken, out);
    taken[start..name.end].fill(true);
    out.push(candidate);
}

/// A name that is a part of a word: "Beijing" in "Beijing-based".
fn part(units: &Units, tokens: TokenRange, kind: LearnedKind) -> Option<Candidate> {
    let text = units.document.slice(tokens);
    let known = units.document.tables.name(text);
    let kind = match kind {
        LearnedKind::Person => Some(ActorKind::Person),
        LearnedKind::Organization => Some(ActorKind::Organization),
        LearnedKind::Location if known.is_some_and(|k| k.kind == NameKind::Country) => {
            Some(ActorKind::Country)
        }
        LearnedKind::Location => None,
        LearnedKind::Nationality => return None,
    };
    let mut candidate = Candidate::new(tokens, tokens, Form::Name, kind);
    candidate.reference = Reference::Definite;
    candidate.country = known.and_then(|k| k.country);
    Some(candidate)
}

fn described(units: &Units, phrase: &Phrase) -> Candidate {
    // The noun itself, also of "attorney general".
    let noun = &units.list[if phrase.head < phrase.core && units.list[phrase.head].is(Class::TITLE)
    {
        phrase.head
    } else {
        phrase.core - 1
    }];
    let person = noun.is(Class::PERSON | Class::TITLE) && !noun.is(Class::PEOPLE);
    let kind =
        if person && !noun.is(Class::PLURAL | Class::BODY) && phrase.number == Number::Singular {
            ActorKind::Role
        } else if noun.is(Class::BODY)
            && !noun.is(Class::PEOPLE | Class::PLURAL)
            && phrase.head == phrase.core - 1
        {
            ActorKind::Organization
        } else {
            ActorKind::Group
        };
    let head = units.tokens(phrase.head, phrase.head + 1);
    let bare = phrase.reference == Reference::Bare
        && !noun.is(Class::PLURAL | Class::PEOPLE)
        && phrase.head + 1 >= phrase.core - 1;
    let mut candidate =
        Candidate::new(units.tokens(phrase.start, phrase.end), head, Form::Description, Some(kind));
    candidate.reference = phrase.reference;
    candidate.number = phrase.number;
    candidate.weak = noun.is(Class::WEAK) || bare && units.casing(phrase.head) == Casing::Running;
    candidate.country = country_within(units, phrase.start, phrase.core);
    if kind == ActorKind::Role {
        candidate.gender = gender(units, phrase.start, phrase.core - 1, phrase.core);
    }
    candidate
}

/// The gender that titles and given names show: units `[start, name)` stand before the name `[name,
/// end)`.
fn gender(units: &Units, start: usize, name: usize, end: usize) -> Gender {
    let of = |u: &super::units::Unit| match (u.is(Class::MALE), u.is(Class::FEMALE)) {
        (true, false) => Gender::Male,
        (false, true) => Gender::Female,
        _ if u.is(Class::MOSTLY_MALE) => Gender::Male,
        _ if u.is(Class::MOSTLY_FEMALE) => Gender::Female,
        _ => Gender::Unknown,
    };
    let tells = |u: &&super::units::Unit| {
        u.is(Class::HONORIFIC | Class::TITLE | Class::AGENT) && !u.is(Class::GIVEN)
    };
    let title =
        units.list[start..name].iter().rev().filter(tells).map(of).find(|g| *g != Gender::Unknown);
    title.unwrap_or_else(|| {
        let first = &units.list[name];
        if first.is_one_of(PARTICLES) {
            return Gender::Unknown; // "Von der Leyen"
        }
        if end - name > 1 && first.is(Class::GIVEN) || end - name == 1 && first.is(Class::AGENT) {
            of(first)
        } else {
            Gender::Unknown
        }
    })
}

/// Pronouns with their person, number and gender.
const PRONOUNS: &[(&[&str], u8, Number, Gender)] = &[
    (references::I, 1, Number::Singular, Gender::Unknown),
    (references::WE, 1, Number::Plural, Gender::Unknown),
    (references::YOU, 2, Number::Either, Gender::Unknown),
    (references::HE, 3, Number::Singular, Gender::Male),
    (references::SHE, 3, Number::Singular, Gender::Female),
    (references::THEY, 3, Number::Plural, Gender::Unknown),
    (references::IT, 3, Number::Either, Gender::Unknown),
];

fn pronoun(units: &Units, at: usize) -> Option<Candidate> {
    let unit = &units.list[at];
    if !unit.is(Class::PRONOUN | Class::POSSESSIVE)
        || unit.shape == Shape::Upper && unit.text.len() > 1 && units.casing(at) == Casing::Running
    {
        return None;
    }
    let &(_, person, number, gender) = PRONOUNS.iter().find(|(words, ..)| unit.is_one_of(words))?;
    let range = units.tokens(at, at + 1);
    let mut candidate = Candidate::new(range, range, Form::Pronoun, None);
    candidate.person = person;
    candidate.number = number;
    candidate.gender = gender;
    candidate.reference = Reference::Definite;
    let owns = unit.is(Class::POSSESSIVE)
        && (unit.lower != "her"
            || units
                .after(at)
                .is_some_and(|n| n.is_word() && !n.is(Class::FUNCTION) && !n.mostly(Pos::Adverb)));
    candidate.bound = owns || unit.lower.ends_with("self") || unit.lower.ends_with("selves");
    Some(candidate)
}
