//! Descriptions: "the official" is the last official, "an official" a new one.
//!
//! Takes a description item; gives the earlier entity it refers to, if any; promises that what is
//! new by its own words stays apart.

use super::entity::{Entities, Entity, modifier_key};
use super::item::Item;
use super::scene::Scene;
use crate::actors::candidate::{Gender, Number, Reference};
use crate::analysis::{ActorKind, Form};
use crate::lexicon::Class;
use crate::lexicon::lists::actors::{EPITHETS, SAME_OFFICE};
use crate::lexicon::lists::bodies;

/// How many earlier entities of a noun are looked at.
const LOOK_BACK: usize = 12;
/// How many earlier mentions are looked at for a body.
const RECENT: usize = 40;
/// How many sentences back a body may be taken up by a general noun.
const BODY_DISTANCE: usize = 4;

/// The entity that the description at `index` takes up.
pub fn find(
    scene: &Scene,
    entities: &Entities,
    index: usize,
    owner: Option<usize>,
) -> Option<usize> {
    let item = &scene.items[index];
    let c = &item.candidate;
    let noun = item.words.first()?;
    if let Some(owner) = owner {
        // "his father": the father of the same person. "Lee's campaign" after "the Lee campaign":
        // the same words without an owner.
        let same = |e: &Entity| {
            e.owner.is_none()
                && e.modifiers.len() == item.modifiers.len()
                && modifiers_fit(e, item)
                && !e.named
        };
        return latest(entities, noun, |e| e.owner == Some(owner) && number_fits(e, item)).or_else(
            || {
                latest(entities, noun, |e| {
                    !item.modifiers.is_empty() && same(e) && number_fits(e, item)
                })
            },
        );
    }
    match c.reference {
        // What the headline calls "Greek court" the story introduces as "a Greek court".
        Reference::Indefinite => latest(entities, noun, |e| {
            let headline = e.items.iter().all(|&i| scene.items[i].headline);
            headline
                && !item.headline
                && !e.named
                && number_fits(e, item)
                && country_fits(e, item)
                && (modifiers_fit(e, item)
                    || e.modifiers.iter().all(|m| item.modifiers.contains(m)))
        }),
        Reference::Other => None,
        Reference::Bare => bare(scene, entities, item, noun),
        Reference::Definite | Reference::Possessive => definite(scene, entities, index, noun),
    }
}

/// Entities described by `noun`, latest first, the first that `fits`.
fn latest(entities: &Entities, noun: &str, fits: impl Fn(&Entity) -> bool) -> Option<usize> {
    entities
        .by_noun
        .get(noun)?
        .iter()
        .rev()
        .take(LOOK_BACK)
        .copied()
        .find(|&e| !entities.list[e].items.is_empty() && fits(&entities.list[e]))
}

fn number_fits(e: &Entity, item: &Item) -> bool {
    let n = item.candidate.number;
    n == Number::Either || e.number == Number::Either || n == e.number
}

fn gender_fits(e: &Entity, item: &Item) -> bool {
    let g = item.candidate.gender;
    g == Gender::Unknown || e.gender == Gender::Unknown || g == e.gender
}

fn country_fits(e: &Entity, item: &Item) -> bool {
    item.candidate.country.is_none() || e.country.is_none() || item.candidate.country == e.country
}

/// True if what one says of itself does not contradict the other: the words of the shorter are
/// among the other's.
fn modifiers_fit(e: &Entity, item: &Item) -> bool {
    item.modifiers.iter().all(|m| e.modifiers.contains(m))
}

/// "officials", "U.S. diplomats": the same words again are the same people.
fn bare(_scene: &Scene, entities: &Entities, item: &Item, noun: &str) -> Option<usize> {
    // "people" are others each time: of ten that stand alone twice in a text of the GUM corpus not
    // one pair is the same people.
    if noun == "person" && item.modifiers.is_empty() {
        return None;
    }
    latest(entities, noun, |e| {
        number_fits(e, item)
            && e.modifiers.len() == item.modifiers.len()
            && modifiers_fit(e, item)
            && !e.named
            && e.kind != Some(ActorKind::Role)
    })
}

fn definite(scene: &Scene, entities: &Entities, index: usize, noun: &str) -> Option<usize> {
    let item = &scene.items[index];
    let fits = |e: &Entity| {
        number_fits(e, item) && gender_fits(e, item) && country_fits(e, item) && e.kind.is_some()
    };
    if let Some(found) = latest(entities, noun, |e| fits(e) && modifiers_fit(e, item)) {
        return Some(found);
    }
    if let Some(found) = modified(entities, item, noun) {
        return Some(found);
    }
    let single = item.candidate.number == Number::Singular;
    if single {
        // "the Syrian leader" takes up a president of Syria; "the boy" a student.
        for row in SAME_OFFICE.iter().filter(|row| row.contains(&noun)) {
            let of_row = |e: &Entity| {
                fits(e)
                    && matches!(e.kind, Some(ActorKind::Person | ActorKind::Role))
                    && (item.candidate.country.is_none() || item.candidate.country == e.country)
            };
            let found = row
                .iter()
                .filter(|n| **n != noun)
                .filter_map(|n| latest(entities, n, of_row))
                .max_by_key(|&e| entities.list[e].items.last().copied());
            if found.is_some() {
                return found;
            }
        }
        if let Some(found) = latest(entities, noun, |e| {
            fits(e) && item.modifiers.len() <= 1 && matches!(e.kind, Some(ActorKind::Person))
        }) {
            return Some(found);
        }
    }
    if single
        && item.candidate.reference == Reference::Definite
        && item.source_of.is_some()
        && EPITHETS.contains(&noun)
    {
        return only_one(scene, entities, index);
    }
    if bodies::NOUNS.contains(&noun) && item.candidate.number == Number::Either {
        return body(scene, entities, item, noun);
    }
    None
}

/// How many sentences back such a person is looked for.
const ABOUT: usize = 4;
/// How many of his mentions are looked at for his name.
const MENTIONS: usize = 12;

/// "the billionaire businessman said": the one person whom the sentences before name, if there is
/// but one and he is not named in this one.
fn only_one(scene: &Scene, entities: &Entities, index: usize) -> Option<usize> {
    let item = &scene.items[index];
    let mut one = None;
    for &i in entities.recent.iter().rev().take(RECENT) {
        let Some(e) = entities.of[i] else { continue };
        let distance = item.sentence.saturating_sub(scene.items[i].sentence);
        if distance > ABOUT {
            break;
        }
        let entity = &entities.list[e];
        if !matches!(entity.kind, Some(ActorKind::Person | ActorKind::Role))
            || entity.number == Number::Plural
        {
            continue;
        }
        let acts = scene.items[i].source_of.is_some() || scene.items[i].subject;
        if distance > 0 && !acts && one.is_some() {
            continue;
        }
        if distance == 0 || !entity.named || one.is_some_and(|o| o != e) {
            return None;
        }
        one = Some(e);
    }
    // "The candidate said Lee will win": not Lee
    let later = scene.items[index + 1..]
        .iter()
        .take(RECENT)
        .take_while(|i| i.sentence == item.sentence)
        .filter(|i| i.candidate.form == Form::Name);
    let named = |e: usize, name: &Item| {
        entities.list[e]
            .items
            .iter()
            .take(MENTIONS)
            .any(|&i| scene.items[i].words.last() == name.words.last())
    };
    one.filter(|&e| gender_fits(&entities.list[e], item) && country_fits(&entities.list[e], item))
        .filter(|&e| !later.clone().any(|name| named(e, name)))
}

/// "the rebels" after "rebel forces", "the opposition" after "opposition fighters".
fn modified(entities: &Entities, item: &Item, noun: &str) -> Option<usize> {
    let people = entities.tables.word(noun).class;
    if !item.modifiers.is_empty()
        || !people.any(Class::PERSON | Class::PEOPLE) && noun != "opposition"
        || item.candidate.number == Number::Singular
    {
        return None;
    }
    latest(entities, &modifier_key(noun), |e| {
        !e.named && e.number != Number::Singular && e.kind == Some(ActorKind::Group)
    })
}

/// "the company", "the department": the last named body that may be called so.
fn body(scene: &Scene, entities: &Entities, item: &Item, noun: &str) -> Option<usize> {
    let mut near = None;
    for &i in entities.recent.iter().rev().take(RECENT) {
        let Some(e) = entities.of[i] else { continue };
        let entity = &entities.list[e];
        let distance = item.sentence.saturating_sub(scene.items[i].sentence);
        if entity.kind != Some(ActorKind::Organization) || !entity.named || distance > BODY_DISTANCE
        {
            continue;
        }
        let called_so =
            entity.items.iter().take(3).any(|&m| scene.items[m].words.iter().any(|w| w == noun));
        if called_so && item.modifiers.is_empty() {
            return Some(e);
        }
        // "The ride-hailing company" takes up only who was just spoken of.
        if near.is_none()
            && bodies::GENERAL.contains(&noun)
            && (item.modifiers.is_empty() || distance <= 1 && scene.items[i].source_of.is_some())
        {
            // A name that says it is something else is not meant: "Ministry" is no company.
            let says = scene.items[entity.items[0]]
                .words
                .iter()
                .find(|w| bodies::NOUNS.contains(&w.as_str()));
            if says.is_none_or(|says| alike(noun, says)) {
                near = Some(e);
            }
        }
    }
    near
}

/// True if a body with `word` in its name may be called "the `noun`".
fn alike(noun: &str, word: &str) -> bool {
    let (nouns, unless) = bodies::CALLED_UNLESS;
    if nouns.contains(&noun) {
        return !unless.contains(&word);
    }
    bodies::CALLED.iter().any(|(nouns, words)| nouns.contains(&noun) && words.contains(&word))
}
