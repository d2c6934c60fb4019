//! Finds whom each actor speaks for.
//!
//! Takes a [`Scene`] and its entities; gives the organisation or country that an entity's titles
//! and descriptions name, or else its country.

use whosaid_packing::hash::Map;

use super::entity::Entities;
use super::item::ITEM;
use super::scene::Scene;
use crate::actors::candidate::Candidate;
use crate::analysis::{ActorKind, Form};
use crate::lexicon::lists::phrases::{AFFILIATING, REPRESENTING, SPEAKING_FOR, WORKING};
use crate::text::TokenRange;
use crate::turns::Pace;

/// How many mentions of an entity are looked at for its affiliation.
const MENTIONS: usize = 24;
/// Longest phrase for an affiliation behind a preposition, in tokens, with the preposition.
const LONGEST_BODY: usize = 6;

/// Gives each entity the organisation or country it speaks for: one that its title or description
/// names, or else its country.
pub async fn affiliations(scene: &Scene<'_, '_>, entities: &mut Entities) {
    let mut pace = Pace::default();
    let mut country: Map<u16, usize> = Map::default();
    for (e, entity) in entities.list.iter().enumerate() {
        if let (Some(ActorKind::Country), Some(c)) = (entity.kind, entity.country) {
            country.entry(c).or_insert(e);
        }
    }
    for e in 0..entities.list.len() {
        let entity = &entities.list[e];
        if entity.kind.is_none() || entity.kind == Some(ActorKind::Country) {
            continue;
        }
        pace.spend(ITEM * entity.items.len().min(MENTIONS)).await;
        let found = affiliation(scene, entities, e)
            .or_else(|| entity.country.and_then(|c| country.get(&c).copied()).filter(|&o| o != e));
        entities.list[e].affiliation = found;
    }
}

/// The organisation or country that the titles and descriptions of entity `e` name.
pub fn affiliation(scene: &Scene, entities: &Entities, e: usize) -> Option<usize> {
    let entity = &entities.list[e];
    let mut found = None;
    for &i in entity.items.iter().take(MENTIONS) {
        let c = &scene.items[i].candidate;
        if c.form == Form::Pronoun {
            continue;
        }
        // Names inside the phrase but not in its head: "State Department" in "State Department
        // officials".
        let around = scene.within(c.phrase).filter(|&j| {
            let o = &scene.items[j].candidate;
            j != i
                && !c.head.overlaps(o.head)
                && (o.head.start < c.head.start || speaks_for(scene, c, o))
                && o.form == Form::Name
                && matches!(o.kind, Some(ActorKind::Organization | ActorKind::Country))
        });
        // Nobody speaks for a person: "the Assad family" has no affiliation, even if the name
        // in it was first taken for a body's.
        let body = |o: usize| {
            matches!(
                entities.list[o].kind,
                Some(ActorKind::Organization | ActorKind::Country | ActorKind::Group)
            )
        };
        let near = around
            .chain(body_behind(scene, i))
            .filter_map(|j| entities.of[j])
            .find(|&o| o != e && body(o));
        if let Some(o) = near {
            found = Some(o);
            if entities.list[o].kind == Some(ActorKind::Organization) {
                break;
            }
        }
    }
    found
}

/// True if a preposition ties the name `o` to the noun of `c`, whose phrase holds it: "officials |
/// at | the ministry", "a lawyer working | for | the bank", but not "people briefed on the talks
/// with Iran".
fn speaks_for(scene: &Scene, c: &Candidate, o: &Candidate) -> bool {
    let start = o.phrase.start;
    let Some(link) = start.checked_sub(1).filter(|&t| t >= c.head.end) else { return false };
    scene.is_one_of(link, AFFILIATING)
        && (c.head.end..link).all(|t| scene.is_one_of(t, WORKING) || !scene.document.is_word(t))
        || scene.is_one_of(link, REPRESENTING) && link == c.head.end
}

/// The organisation right behind an item that a preposition ties to it: "a spokesman | for | the
/// ministry", "Ann Lee | of | Amnesty".
fn body_behind(scene: &Scene, item: usize) -> Option<usize> {
    let c = &scene.items[item].candidate;
    let behind = c.head.end;
    let link = if scene.is_one_of(behind, SPEAKING_FOR) { behind } else { c.phrase.end };
    if !matches!(c.kind, Some(ActorKind::Person | ActorKind::Role | ActorKind::Group))
        || !scene.is_one_of(link, SPEAKING_FOR)
    {
        return None;
    }
    scene
        .within(TokenRange::new(link + 1, (link + LONGEST_BODY).min(scene.document.tokens.len())))
        .find(|&j| {
            let o = &scene.items[j].candidate;
            o.phrase.start == link + 1
                && o.form != Form::Pronoun
                && o.kind == Some(ActorKind::Organization)
        })
}
