//! Whom "he", "they" and "we" refer to.
//!
//! Takes a pronoun item; gives the entity, by number, gender, person inside quotations, and
//! nearness (after Lappin and Leass 1994, with few of its factors); `None` where nothing fits.

use super::entity::{Entities, Entity};
use super::item::Item;
use super::scene::Scene;
use crate::actors::candidate::{Gender, Number};
use crate::analysis::{ActorKind, Form};
use crate::lexicon::lists::references::IT;

/// How many mentions back an antecedent is looked for.
const RECENT: usize = 60;
/// How many mentions of an entity are looked at for whether it speaks.
const MENTIONS: usize = 24;
/// How many sentences back.
const SENTENCES: usize = 6;

/// The entity a pronoun of the third person refers to.
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

fn agrees(entity: &Entity, item: &Item, neuter: bool) -> bool {
    let c = &item.candidate;
    if neuter {
        return matches!(entity.kind, Some(ActorKind::Organization | ActorKind::Country));
    }
    match c.number {
        Number::Singular => {
            matches!(entity.kind, Some(ActorKind::Person | ActorKind::Role))
                && (entity.gender == c.gender || entity.gender == Gender::Unknown)
        }
        _ => match entity.kind {
            Some(ActorKind::Group) => entity.number != Number::Singular,
            Some(ActorKind::Organization) => true,
            Some(ActorKind::Country) => false,
            _ => false,
        },
    }
}

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
    // Who has spoken speaks on.
    if item.source_of.is_some() {
        let speaks =
            entity.items.iter().take(MENTIONS).any(|&i| scene.items[i].source_of.is_some());
        score += if speaks { 8 } else { -6 };
    }
    let kind_known = matches!(entity.kind, Some(ActorKind::Person));
    if kind_known {
        score += 6;
    }
    if entity.gender != Gender::Unknown && entity.gender == item.candidate.gender {
        score += 8;
    }
    score += (entity.items.len().min(6)) as i32;
    // A phrase that owns or is part of another is less likely meant than the one it is in.
    if item.candidate.bound && distance == 0 {
        score += if other.subject { 8 } else { 2 };
    }
    // In or out of a quotation: the two are different worlds.
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
    // Within the sentence the nearer of two equals, between sentences the first.
    let gap = item.candidate.head.start - other.candidate.head.start;
    score - (gap / 12).min(8) as i32
}
