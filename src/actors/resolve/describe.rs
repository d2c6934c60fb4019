//! Finds the entities that descriptions refer to: "the official" is the last official, "an
//! official" a new one.
//!
//! Takes a description item; gives the earlier entity that it refers to, if any; promises that a
//! phrase that is new by its own words ("another official") refers to none.

use super::affiliation::affiliation;
use super::entity::{Entities, Entity, modifier_key};
use super::item::Item;
use super::scene::Scene;
use crate::actors::candidate::{Gender, Number, Reference};
use crate::analysis::{ActorKind, Form};
use crate::lexicon::Class;
use crate::lexicon::lists::actors::{
    DEPUTIES, EPITHETS, MORE_EPITHETS, PAST, SAME_OFFICE, SAME_PEOPLE,
};
use crate::lexicon::lists::bodies;
use crate::lexicon::lists::sources::HOW_IT_KNOWS;

/// Most earlier entities looked at among those that a noun describes.
const LOOK_BACK: usize = 12;
/// How many earlier mentions are looked at for a body, or for a person without a noun.
const RECENT: usize = 40;
/// How many sentences after its mention a general noun may refer to a body.
const BODY_DISTANCE: usize = 4;
/// How many sentences after a mention an epithet may refer to the person.
const EPITHET_DISTANCE: usize = 4;
/// How many mentions of a person are looked at for the name.
const MENTIONS: usize = 12;
/// How many mentions of a body are looked at for a noun.
const BODY_MENTIONS: usize = 3;

/// The entity that the description at `index` refers to. `owner` is the entity that owns it.
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
        // "his father": the father of the same person.
        let owned = latest(entities, noun, |e| e.owner == Some(owner) && number_fits(e, item));
        // "Lee's campaign" after "the Lee campaign": the same words without an owner.
        let same = |e: &Entity| {
            e.owner.is_none()
                && !item.modifiers.is_empty()
                && modifiers_equal(e, item)
                && !e.named
                && number_fits(e, item)
        };
        return owned.or_else(|| latest(entities, noun, same));
    }
    match c.reference {
        // "A Greek court" in the story after "Greek court" in the headline.
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
        Reference::Bare => bare(entities, item, noun).or_else(|| {
            let (_, other) = SAME_PEOPLE.iter().find(|(one, _)| *one == noun)?;
            bare(entities, item, other)
        }),
        Reference::Definite | Reference::Possessive => definite(scene, entities, index, noun),
    }
}

/// The latest entity that `noun` describes and that `fits`.
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

/// True if the two can have one number. "The company" is none of several companies.
fn number_fits(e: &Entity, item: &Item) -> bool {
    let n = item.candidate.number;
    if item.one_body && e.number == Number::Plural {
        return false;
    }
    n == Number::Either || e.number == Number::Either || n == e.number
}

/// True if the two can have one gender.
fn gender_fits(e: &Entity, item: &Item) -> bool {
    let g = item.candidate.gender;
    g == Gender::Unknown || e.gender == Gender::Unknown || g == e.gender
}

/// True if the two can be of one country.
fn country_fits(e: &Entity, item: &Item) -> bool {
    item.candidate.country.is_none() || e.country.is_none() || item.candidate.country == e.country
}

/// True if no word of `list` in the entity's title makes its office another one than the item's:
/// "the president" is not the vice president.
fn office_fits(e: &Entity, item: &Item, list: &[&str]) -> bool {
    let has = |words: &[String]| words.iter().any(|w| list.contains(&w.as_str()));
    !has(&e.nouns) || has(&item.modifiers)
}

/// True if all words before the item's noun describe the entity.
fn modifiers_fit(e: &Entity, item: &Item) -> bool {
    item.modifiers.iter().all(|m| e.modifiers.contains(m))
}

/// True if the words before the nouns of the two are the same.
fn modifiers_equal(e: &Entity, item: &Item) -> bool {
    e.modifiers.len() == item.modifiers.len() && modifiers_fit(e, item)
}

/// The entity of a description without a determiner, by the same words: "officials", "U.S.
/// diplomats".
fn bare(entities: &Entities, item: &Item, noun: &str) -> Option<usize> {
    // "people" refers to others each time. In the GUM corpus it stands alone at least twice in ten
    // texts, and never refers to the same people.
    if noun == "person" && item.modifiers.is_empty() {
        return None;
    }
    latest(entities, noun, |e| {
        number_fits(e, item)
            && modifiers_equal(e, item)
            && !e.named
            && e.kind != Some(ActorKind::Role)
            && !(item.candidate.number == Number::Plural && e.kind == Some(ActorKind::Organization))
    })
}

/// The entity of a description with "the" or an owner.
fn definite(scene: &Scene, entities: &Entities, index: usize, noun: &str) -> Option<usize> {
    let item = &scene.items[index];
    let fits = |e: &Entity| {
        number_fits(e, item)
            && gender_fits(e, item)
            && country_fits(e, item)
            && e.kind.is_some()
            && office_fits(e, item, DEPUTIES)
    };
    let holds = |e: &Entity| fits(e) && modifiers_fit(e, item);
    let in_office = |e: &Entity| holds(e) && office_fits(e, item, PAST);
    if let Some(found) = latest(entities, noun, in_office).or_else(|| latest(entities, noun, holds))
    {
        return Some(found);
    }
    if let Some(found) = described_by_modifier(entities, item, noun) {
        return Some(found);
    }
    // "the vice chairman from Lee's party" is told apart by what stands behind, "the president of
    // Peru" may be the one who was named.
    let c = &item.candidate;
    let behind = c.head.end;
    let apart = c.phrase.end > behind && scene.lower(behind) != "of"
        || scene.is_one_of(behind, HOW_IT_KNOWS)
        || scene.lower(behind + 1) == "by";
    if item.candidate.number == Number::Singular && !apart {
        if let Some(found) = person(entities, item, noun, fits) {
            return Some(found);
        }
        if item.candidate.reference == Reference::Definite
            && (item.source_of.is_some() || item.subject)
            && (EPITHETS.contains(&noun) || MORE_EPITHETS.contains(&noun))
        {
            return only_person(scene, entities, index);
        }
    }
    // "the team close to Lee" is told apart by what it is close to.
    let end = item.candidate.phrase.end;
    let alone = end == item.candidate.head.end && !scene.is_one_of(end, HOW_IT_KNOWS);
    if bodies::NOUNS.contains(&noun) && item.candidate.number == Number::Either && alone {
        return body(scene, entities, item, noun);
    }
    None
}

/// The person whom another noun for the same office or role describes, or whom the noun itself
/// describes with other words before it.
fn person(
    entities: &Entities,
    item: &Item,
    noun: &str,
    fits: impl Fn(&Entity) -> bool,
) -> Option<usize> {
    // "the Syrian leader" may refer to a president of Syria, "the boy" to a student.
    let country = item.candidate.country;
    let of_row = |e: &Entity| {
        fits(e)
            && matches!(e.kind, Some(ActorKind::Person | ActorKind::Role))
            && (country.is_none() || country == e.country)
    };
    let of_another_noun = SAME_OFFICE.iter().filter(|row| row.contains(&noun)).find_map(|row| {
        row.iter()
            .filter(|n| **n != noun)
            .filter_map(|n| latest(entities, n, of_row))
            .max_by_key(|&e| entities.list[e].items.last().copied())
    });
    of_another_noun.or_else(|| {
        latest(entities, noun, |e| {
            // "the black former Massachusetts governor" of a "former Massachusetts Gov."
            let shared =
                || item.modifiers.iter().any(|m| e.modifiers.contains(m) || e.nouns.contains(m));
            fits(e) && (item.modifiers.len() <= 1 || shared()) && e.kind == Some(ActorKind::Person)
        })
    })
}

/// The only person named in the sentences before, if this sentence does not name that person too:
/// "the billionaire businessman said".
fn only_person(scene: &Scene, entities: &Entities, index: usize) -> Option<usize> {
    let item = &scene.items[index];
    let mut one = None;
    for &i in entities.recent.iter().rev().take(RECENT) {
        let Some(e) = entities.of[i] else { continue };
        let distance = item.sentence.saturating_sub(scene.items[i].sentence);
        if distance > EPITHET_DISTANCE {
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
    // "The candidate said Lee will win": not Lee.
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

/// The people whose description the noun stands in before another noun: "the rebels" after "rebel
/// forces", "the opposition" after "opposition fighters".
fn described_by_modifier(entities: &Entities, item: &Item, noun: &str) -> Option<usize> {
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

/// The body that the owner of a description speaks for: "his company" after "Ann Lee, the head of
/// Uber".
pub fn body_of_owner(
    scene: &Scene,
    entities: &Entities,
    index: usize,
    owner: usize,
) -> Option<usize> {
    let item = &scene.items[index];
    let noun = item.words.first()?.as_str();
    let person = matches!(entities.list[owner].kind, Some(ActorKind::Person | ActorKind::Role));
    let body = bodies::NOUNS.contains(&noun) && item.one_body && item.modifiers.is_empty();
    if !person || !body {
        return None;
    }
    let found = affiliation(scene, entities, owner)?;
    let entity = &entities.list[found];
    (entity.kind == Some(ActorKind::Organization) && may_be_said_of(scene, entity, noun))
        .then_some(found)
}

/// True if no word in the name of the body says that it is something else than `noun`: a ministry
/// is no company.
fn may_be_said_of(scene: &Scene, entity: &Entity, noun: &str) -> bool {
    let words = &scene.items[entity.items[0]].words;
    let says = words.iter().find(|w| bodies::NOUNS.contains(&w.as_str()));
    says.is_none_or(|says| says == noun || may_be_called(noun, says))
}

/// The last named body that may be called by the noun: "the company", "the department".
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
        let called_so = entity
            .items
            .iter()
            .take(BODY_MENTIONS)
            .any(|&m| scene.items[m].words.iter().any(|w| w == noun));
        if called_so && item.modifiers.is_empty() {
            return Some(e);
        }
        // "The ride-hailing company" refers only to a body that has just spoken.
        if near.is_none()
            && bodies::GENERAL.contains(&noun)
            && (item.modifiers.is_empty() || distance <= 1 && scene.items[i].source_of.is_some())
        {
            // A body whose name says that it is something else does not fit: a ministry is no
            // company.
            let says = scene.items[entity.items[0]]
                .words
                .iter()
                .find(|w| bodies::NOUNS.contains(&w.as_str()));
            if says.is_none_or(|says| may_be_called(noun, says)) {
                near = Some(e);
            }
        }
    }
    near
}

/// True if a body with `word` in its name may be called "the `noun`".
fn may_be_called(noun: &str, word: &str) -> bool {
    let (nouns, unless) = bodies::CALLED_UNLESS;
    if nouns.contains(&noun) {
        return !unless.contains(&word);
    }
    bodies::CALLED.iter().any(|(nouns, words)| nouns.contains(&noun) && words.contains(&word))
}
