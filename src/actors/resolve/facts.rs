//! Puts the cast together: each actor with its name, kind, description and affiliation.
//!
//! Takes a [`Scene`] and its entities; gives the [`Cast`]; promises that actors are in order of
//! first mention and mentions in text order.

use super::entity::{Entities, Entity};
use super::item::ITEM;
use super::scene::Scene;
use super::{grounds, speakers};
use crate::actors::candidate::{Candidate, Number, Reference};
use crate::actors::cast::Cast;
use crate::analysis::{Actor, ActorKind, Form, Mention, Place, PlaceKind};
use crate::lexicon::lists::phrases::BEFORE_AGENT;
use crate::lexicon::lists::references::INDEFINITE_ARTICLES;
use crate::lexicon::{Class, NameKind};
use crate::sort;
use crate::text::TokenRange;
use crate::turns::{Pace, turn};

/// Longer descriptions count as this long, in tokens, when the longest is chosen.
const LONGEST_DESCRIPTION: usize = 12;

/// Puts the cast together.
pub async fn cast(scene: &Scene<'_, '_>, entities: &Entities) -> Cast {
    let (mut cast, mut pace) = (Cast::default(), Pace::default());
    let mut speaking: Vec<Vec<usize>> = Vec::with_capacity(scene.drafts.len());
    for draft in 0..scene.drafts.len() {
        speaking.push(speakers::of_draft(scene, entities, draft));
        pace.spend(ITEM).await;
    }
    let mut speaks = vec![false; entities.list.len()];
    for &e in speaking.iter().flatten() {
        speaks[e] = true;
    }
    let is_actor = |e: usize| {
        let entity = &entities.list[e];
        match entity.kind {
            None => {
                speaks[e]
                    || entity.items.iter().any(|&i| scene.items[i].body && scene.items[i].subject)
            }
            // "Russia, a long-time backer of the family,": a country with a description acts.
            Some(ActorKind::Country) => {
                speaks[e]
                    || entity.items.iter().any(|&i| {
                        acts(scene, i) || scene.items[i].candidate.form == Form::Description
                    })
            }
            // "She is a teacher" speaks of no teacher besides her.
            Some(_) => {
                speaks[e]
                    || entity.items.iter().any(|&i| !scene.items[i].says_what)
                        && !is_in_passing(scene, entity)
            }
        }
    };
    let mut order: Vec<usize> =
        (0..entities.list.len()).filter(|&e| !entities.list[e].items.is_empty()).collect();
    let first = |e: usize| {
        entities.list[e].items.iter().map(|&i| scene.items[i].candidate.phrase.start).min()
    };
    sort::by_keys(&mut order, |&e| [first(e).unwrap_or_default()]);
    let mut id = vec![None; entities.list.len()];
    turn().await;
    let mut actors = Vec::new();
    for &e in order.iter().filter(|&&e| is_actor(e)) {
        id[e] = Some(actors.len() as u32);
        actors.push(e);
    }
    turn().await;
    for &e in &actors {
        let entity = &entities.list[e];
        cast.actors.push(Actor {
            id: id[e].unwrap_or_default(),
            name: name(scene, entity),
            kind: kind(entity),
            unnamed: !entity.named && !named_body(scene, entity),
            description: description(scene, entity),
            affiliation: entity.affiliation.and_then(|a| id[a]),
            mentions: mentions(scene, entity),
            corrected_by_reader: false,
        });
        pace.spend(ITEM * entity.items.len()).await;
    }
    for &e in &order {
        cast.places.extend(place(scene, &entities.list[e], is_actor(e)));
        pace.spend(ITEM * entities.list[e].items.len()).await;
    }
    sort::by_keys(&mut cast.places, |p| [p.mentions[0].span.start() as usize]);
    cast.grounds = (0..)
        .zip(&speaking)
        .map(|(draft, speakers)| grounds::of_draft(scene, entities, draft, speakers))
        .collect();
    cast.speakers = speaking.iter().map(|s| s.iter().filter_map(|&e| id[e]).collect()).collect();
    cast
}

/// The place that an entity is where it does not act; `acts` is true for an actor.
fn place(scene: &Scene, entity: &Entity, acts: bool) -> Option<Place<crate::text::Byte>> {
    let mentions = match entity.kind {
        Some(ActorKind::Country) if acts => mentions_in_passing(scene, entity),
        None | Some(ActorKind::Country) if entity.named && !acts => mentions(scene, entity),
        _ => return None,
    };
    let name = || name(scene, entity);
    (!mentions.is_empty()).then(|| Place { name: name(), kind: PlaceKind::Place, mentions })
}

/// True for one who is mentioned once and does nothing: "taken to | a hospital", "like | a child".
fn is_in_passing(scene: &Scene, entity: &Entity) -> bool {
    let [one] = entity.items[..] else { return false };
    let item = &scene.items[one];
    let c = &item.candidate;
    let before = c.phrase.start.checked_sub(1).map(|t| scene.document.class(t));
    let by = c.phrase.start > 0 && scene.is_one_of(c.phrase.start - 1, BEFORE_AGENT);
    c.form == Form::Description
        && c.reference == Reference::Indefinite
        && scene.is_one_of(c.phrase.start, INDEFINITE_ARTICLES)
        && c.number != Number::Plural
        && !item.subject
        && !item.headline
        && !by
        && (c.kind == Some(ActorKind::Organization)
            && before.is_some_and(|b| b.any(Class::PREPOSITION))
            || scene.document.tokens[c.head.start].quoted)
}

/// True if a country's mention is an agent: a subject, an opponent or a partner.
fn acts(scene: &Scene, item: usize) -> bool {
    let item = &scene.items[item];
    let start = item.candidate.phrase.start;
    item.subject || start > 0 && scene.is_one_of(start - 1, BEFORE_AGENT)
}

/// What an actor is. A place that speaks stands for a body: its government, or the institution that
/// sits there.
fn kind(entity: &Entity) -> ActorKind {
    match entity.kind {
        Some(ActorKind::Role) if entity.named => ActorKind::Person,
        Some(kind) => kind,
        None => ActorKind::Organization,
    }
}

/// True for a body whose description holds a name: "the Obama administration", "the Assad family".
fn named_body(scene: &Scene, entity: &Entity) -> bool {
    matches!(entity.kind, Some(ActorKind::Organization)) && {
        let c = &scene.items[entity.items[0]].candidate;
        let before = TokenRange::new(c.phrase.start.min(c.head.start), c.head.start);
        // "a Lee team" is one of several.
        let known = matches!(c.reference, Reference::Definite | Reference::Possessive);
        known
            && before
                .into_iter()
                .any(|t| t > before.start && scene.document.word(t).starts_with(char::is_uppercase))
    }
}

/// The mentions of an actor, in text order.
fn mentions(scene: &Scene, entity: &Entity) -> Vec<Mention<crate::text::Byte>> {
    let refers = |i: &&usize| !scene.items[**i].says_what;
    let some = entity.items.iter().any(|i| refers(&i));
    let items = entity.items.iter().filter(|i| !some || refers(i));
    listed(scene, items.map(|&i| &scene.items[i].candidate).collect())
}

/// The names of a country that acts, where they only describe something: "the | US | border". There
/// it is a place.
fn mentions_in_passing(scene: &Scene, entity: &Entity) -> Vec<Mention<crate::text::Byte>> {
    let refers = |i: &usize| !scene.items[*i].says_what;
    if !entity.items.iter().any(refers) {
        return Vec::new();
    }
    let items = entity.items.iter().filter(|i| !refers(i)).map(|&i| &scene.items[i].candidate);
    listed(scene, items.filter(|c| c.form == Form::Name).collect())
}

/// The mentions of these candidates, in text order.
fn listed(scene: &Scene, mut items: Vec<&Candidate>) -> Vec<Mention<crate::text::Byte>> {
    sort::by_keys(&mut items, |c| [c.phrase.start, sort::descending(c.phrase.end), c.head.start]);
    let mut out: Vec<(TokenRange, TokenRange, Form)> = Vec::with_capacity(items.len());
    for c in items {
        match out.last_mut() {
            // "the Islamic State group" holds its own name: that is one mention, by name.
            Some(last)
                if last.0.contains(c.phrase)
                    && last.2 == Form::Description
                    && c.form == Form::Name =>
            {
                (last.1, last.2) = (c.head, Form::Name)
            }
            _ => out.push((c.phrase, c.head, c.form)),
        }
    }
    out.into_iter()
        .map(|(phrase, head, form)| Mention {
            span: scene.document.span(phrase),
            head: scene.document.span(head),
            form,
        })
        .collect()
}

/// The longest name of an actor, or else its first description.
fn name(scene: &Scene, entity: &Entity) -> String {
    // A country's own name goes before its capital's.
    let own = |c: &Candidate| {
        let known = || scene.document.tables.name(scene.document.slice(c.head));
        entity.kind != Some(ActorKind::Country)
            || known().is_none_or(|k| k.kind == NameKind::Country)
    };
    let named = entity
        .items
        .iter()
        .map(|&i| &scene.items[i].candidate)
        .filter(|c| c.form == Form::Name)
        .max_by_key(|c| {
            let text = scene.document.slice(c.head);
            // "&" counts as the "and" that it stands for.
            let length = text.len() + 2 * text.matches('&').count();
            (own(c), length, std::cmp::Reverse(c.head.start))
        });
    if let Some(c) = named {
        return one_line(scene, c.head);
    }
    let described = entity
        .items
        .iter()
        .map(|&i| &scene.items[i].candidate)
        .find(|c| c.form == Form::Description);
    one_line(scene, described.map_or(scene.items[entity.items[0]].candidate.phrase, |c| c.phrase))
}

/// The longest title or description of a named actor.
fn description(scene: &Scene, entity: &Entity) -> Option<String> {
    let items = || entity.items.iter().map(|&i| &scene.items[i].candidate);
    // "Mr." describes nobody.
    let tells = |t: &TokenRange| {
        !scene
            .document
            .tables
            .word(&scene.document.slice(*t).to_lowercase())
            .class
            .any(Class::HONORIFIC)
    };
    let title = items()
        .filter_map(|c| c.title)
        .filter(tells)
        .max_by_key(|t| (t.len(), std::cmp::Reverse(t.start)));
    let described = || {
        items()
            .filter(|c| c.form == Form::Description)
            .max_by_key(|c| {
                (c.phrase.len().min(LONGEST_DESCRIPTION), std::cmp::Reverse(c.phrase.start))
            })
            .map(|c| c.phrase)
    };
    if entity.named { title.or_else(described).map(|t| one_line(scene, t)) } else { None }
}

/// The text of `range` with one space between words.
fn one_line(scene: &Scene, range: TokenRange) -> String {
    crate::text::one_line(scene.document.slice(range))
}
