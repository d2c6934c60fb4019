//! Finds the entities that pronouns refer to.
//!
//! Takes a pronoun item; gives the entity by number, gender, person inside quotations, and nearness
//! (after Lappin and Leass 1994, with few of its factors); `None` if no entity fits.

use super::entity::{Entities, Entity};
use super::item::Item;
use super::scene::Scene;
use crate::actors::candidate::{Gender, Number};
use crate::analysis::{ActorKind, Form};
use crate::lexicon::lists::references::IT;

/// How many mentions back an antecedent is looked for.
const RECENT: usize = 60;
/// How many sentences back an antecedent is looked for.
const SENTENCES: usize = 6;
/// How many mentions of an entity are looked at for whether it speaks.
const MENTIONS: usize = 24;
/// How many tokens before a relative pronoun its antecedent is looked for.
const RELATIVE_REACH: usize = 30;

/// The entity that a pronoun of the third person refers to. It is not the `speaker` of the
/// quotation that the pronoun stands in.
pub fn third(
    scene: &Scene,
    entities: &Entities,
    index: usize,
    speaker: Option<usize>,
) -> Option<usize> {
    let item = &scene.items[index];
    let word = item.words.first().map(String::as_str).unwrap_or_default();
    let neuter = IT.contains(&word);
    let mut best: Option<(i32, usize)> = None;
    for &i in entities.recent.iter().rev().take(RECENT) {
        let Some(e) = entities.of[i] else { continue };
        let entity = &entities.list[e];
        let other = &scene.items[i];
        let distance = item.sentence.saturating_sub(other.sentence);
        if distance > SENTENCES || other.candidate.head.start >= item.candidate.head.start {
            continue;
        }
        if !agrees(entity, item, neuter) || Some(e) == speaker {
            continue;
        }
        let score = score(scene, entity, item, other, distance, neuter);
        if best.is_none_or(|(s, _)| score > s) {
            best = Some((score, e));
        }
    }
    best.filter(|(s, _)| *s > 0).map(|(_, e)| e)
}

/// The entity that a relative pronoun refers to: the last one before it in the sentence that "who"
/// or "which" can be said of, or else the last one.
pub fn relative(scene: &Scene, entities: &Entities, index: usize) -> Option<usize> {
    let item = &scene.items[index];
    let word = item.words.first().map(String::as_str);
    let person =
        |kind: Option<ActorKind>| matches!(kind, Some(ActorKind::Person | ActorKind::Role));
    let fits = |kind: Option<ActorKind>| match word {
        Some("who" | "whom") => person(kind) || kind == Some(ActorKind::Group),
        Some("which") => !person(kind),
        _ => true,
    };
    let from = scene.first_from(item.candidate.head.start.saturating_sub(RELATIVE_REACH));
    let before = || {
        (from..index)
            .rev()
            .filter(|&i| scene.items[i].sentence == item.sentence)
            .filter(|&i| scene.items[i].candidate.form != Form::Pronoun)
            .filter_map(|i| entities.of[i])
    };
    before().find(|&e| fits(entities.list[e].kind)).or_else(|| before().next())
}

/// True if number, gender and kind allow the pronoun to refer to the entity.
fn agrees(entity: &Entity, item: &Item, neuter: bool) -> bool {
    let c = &item.candidate;
    if neuter {
        return matches!(entity.kind, Some(ActorKind::Organization | ActorKind::Country));
    }
    if c.number == Number::Singular {
        return matches!(entity.kind, Some(ActorKind::Person | ActorKind::Role))
            && (entity.gender == c.gender || entity.gender == Gender::Unknown);
    }
    match entity.kind {
        Some(ActorKind::Group) => entity.number != Number::Singular,
        kind => kind == Some(ActorKind::Organization),
    }
}

/// How well `entity` fits the pronoun `item`, in points; 0 or less does not fit. `other` is the
/// mention of `entity` that stands `distance` sentences before the pronoun.
fn score(
    scene: &Scene,
    entity: &Entity,
    item: &Item,
    other: &Item,
    distance: usize,
    neuter: bool,
) -> i32 {
    let mut score = 40 - 12 * distance as i32;
    if other.subject {
        score += 12;
    }
    if other.source_of.is_some() {
        score += 10;
    }
    if other.candidate.form == Form::Pronoun {
        score += 8;
    }
    // A pronoun that speaks is mostly somebody who has spoken before.
    if item.source_of.is_some() {
        let speaks =
            entity.items.iter().take(MENTIONS).any(|&i| scene.items[i].source_of.is_some());
        score += if speaks { 8 } else { -6 };
    }
    if entity.kind == Some(ActorKind::Person) {
        score += 6;
    }
    if entity.gender != Gender::Unknown && entity.gender == item.candidate.gender {
        score += 8;
    }
    score += (entity.items.len().min(6)) as i32;
    // An owner is mostly named in the same sentence, most of all as its subject.
    if item.candidate.bound && distance == 0 {
        score += if other.subject { 8 } else { 2 };
    }
    // A quotation speaks of others than the text around it does.
    if item.quoted_in != other.quoted_in {
        score -= 10;
    }
    if !neuter && item.candidate.number != Number::Singular {
        score += match entity.kind {
            Some(ActorKind::Group) => 10,
            _ if other.subject || other.source_of.is_some() => -6,
            _ => -16,
        };
    }
    if neuter && distance > 1 {
        score -= 30;
    }
    // Of two that are equal otherwise the nearer one is likelier.
    let gap = item.candidate.head.start - other.candidate.head.start;
    score - (gap / 12).min(8) as i32
}
