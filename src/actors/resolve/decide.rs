//! The decision which actor one item refers to.
//!
//! Takes an item and the entities so far; gives it to an entity, a new one if need be; promises
//! that an item that nothing in the text or the rules resolves stays without one.

use super::super::candidate::{Gender, Number, Reference};
use super::entity::Entities;
use super::item::Item;
use super::links::Link;
use super::naming::Naming;
use super::scene::Scene;
use super::{describe, links, pronouns, speakers};
use crate::analysis::{ActorKind, Form};
use crate::lexicon::lists::bodies;
use crate::lexicon::lists::references::{POSSESSIVE_ENDINGS, RELATIVES};
use crate::text::{TokenKind, TokenRange};

pub fn decide(scene: &Scene, entities: &mut Entities, naming: &mut Naming, index: usize) {
    let item = &scene.items[index];
    let c = &item.candidate;
    if c.form == Form::Pronoun {
        let found = if item.words.first().is_some_and(|w| RELATIVES.contains(&w.as_str())) {
            antecedent(scene, entities, index)
        } else if c.person == 3 {
            let neuter = matches!(item.words.first().map(String::as_str), Some("it" | "itself"));
            // "it" is so often no actor that only a speaking one is resolved.
            if neuter && item.source_of.is_none() {
                None
            } else {
                let speaker = item.quoted_in.and_then(|d| {
                    let decided = speakers::of_draft(scene, entities, d).first().copied();
                    // Named only behind the quotation, but perhaps known from before.
                    let ahead = || {
                        scene.sources[d]
                            .first()
                            .map(|&s| &scene.items[s])
                            .filter(|s| s.candidate.form == Form::Name)
                    };
                    decided.or_else(|| ahead().and_then(|s| naming.find(entities, s)))
                });
                pronouns::third(scene, entities, index, speaker)
            }
        } else if c.number == Number::Singular && c.person == 1 {
            // The speaker, if it stands before what is said; else it is found at the end.
            item.quoted_in.and_then(|d| {
                if let [speaker] = speakers::of_draft(scene, entities, d)[..] {
                    Some(speaker)
                } else {
                    None
                }
            })
        } else {
            None
        };
        if let Some(entity) = found {
            entities.add(entity, index, item);
        }
        return;
    }
    let link = links::find(scene, index);
    let linked = link.and_then(|l| match l {
        Link::Apposition(i) | Link::Predicate(i) | Link::Bracket(i) => entities.of[i],
    });
    if c.form == Form::Name {
        let known = naming.find(entities, item);
        let entity = match (known, linked) {
            // "Her father, Jean-Marie Le Pen,": not she.
            (Some(known), Some(linked))
                if entities.list[linked].owner == Some(known) && !entities.list[linked].named =>
            {
                entities.add(linked, index, item);
                linked
            }
            (Some(known), _) => {
                entities.add(known, index, item);
                known
            }
            (None, None) if let Some(described) = foretold(scene, entities, item) => {
                entities.add(described, index, item);
                described
            }
            (None, Some(linked))
                if !(entities.list[linked].named && matches!(link, Some(Link::Apposition(_)))) =>
            {
                entities.add(linked, index, item);
                linked
            }
            _ => entities.start(index, item),
        };
        naming.learn(entity, item);
        if let (Some(Link::Bracket(_)), Some(linked)) = (link, linked) {
            naming.alias(linked, &item.words);
        }
        return;
    }
    if let Some(entity) = linked {
        // "Ann Lee, an Australian woman," after the headline's "Australian woman".
        if let Some(headline) = describe::find(scene, entities, index, None)
            .filter(|_| c.reference == Reference::Indefinite)
        {
            entities.merge(headline, entity);
        }
        return entities.add(entity, index, item);
    }
    if let Some(named) = called(scene, entities, index) {
        return entities.add(named, index, item);
    }
    let owner =
        (c.reference == Reference::Possessive).then(|| owner(scene, entities, index)).flatten();
    if c.reference == Reference::Definite
        && let Some(bearer) = bearer(scene, index)
    {
        match naming.find(entities, &scene.items[bearer]) {
            Some(known) => entities.add(known, index, item),
            // One of another word for the office ("a minister") is not the one who is just being
            // named.
            None => match describe::find(scene, entities, index, None)
                .filter(|&e| entities.list[e].nouns.contains(&item.words[0]))
            {
                Some(described) if !entities.list[described].named => {
                    entities.add(described, index, item)
                }
                _ => _ = entities.start(index, item),
            },
        }
        return;
    }
    if let Some(entity) = describe::find(scene, entities, index, owner) {
        return entities.add(entity, index, item);
    }
    if c.weak && item.source_of.is_none() && !item.headline {
        return;
    }
    let entity = entities.start(index, item);
    entities.list[entity].owner = owner;
}

/// "The leader of Ennahda, Rachid Ghannouchi,": the person's name that says at once whom the
/// description means.
fn bearer(scene: &Scene, index: usize) -> Option<usize> {
    let end = scene.items[index].candidate.phrase.end;
    let next = scene
        .within(TokenRange::new(end + 1, end + LONGEST_TITLE))
        .find(|&i| scene.items[i].candidate.phrase.start == end + 1)?;
    let named = scene.items[next].candidate.form == Form::Name
        && scene.items[next].candidate.kind == Some(ActorKind::Person);
    (named && links::find(scene, next) == Some(Link::Apposition(index))).then_some(next)
}

/// Most tokens of a title before a name: "Sen.", "Vice President".
const LONGEST_TITLE: usize = 8;

/// How many sentences a description may stand before the name of whom it means.
const FORETOLD: usize = 4;

/// "Prime Minister Theresa May" after "the prime minister": whom the title was said of before there
/// was a name.
fn foretold(scene: &Scene, entities: &Entities, item: &Item) -> Option<usize> {
    let c = &item.candidate;
    c.title.filter(|_| c.kind == Some(ActorKind::Person))?;
    let noun = item.modifiers.last()?;
    let e = *entities.by_noun.get(noun)?.last()?;
    let entity = &entities.list[e];
    let last = &scene.items[*entity.items.last()?];
    let definite = entity.items.iter().all(|&i| {
        scene.items[i].candidate.reference == Reference::Definite
            || scene.items[i].candidate.form == Form::Pronoun
    });
    let same = entity.modifiers.iter().all(|m| item.modifiers.contains(m))
        && (entity.country.is_some() || c.country.is_none());
    let fits = entity.country.is_none() || c.country.is_none() || entity.country == c.country;
    let gender = entity.gender == c.gender
        || entity.gender == Gender::Unknown
        || c.gender == Gender::Unknown;
    let near = item.sentence.saturating_sub(last.sentence) <= FORETOLD;
    (entity.kind == Some(ActorKind::Role)
        && !entity.named
        && definite
        && same
        && fits
        && gender
        && near)
        .then_some(e)
}

/// "the Islamic State group", "Yonhap news agency": the body named in the phrase itself.
fn called(scene: &Scene, entities: &Entities, index: usize) -> Option<usize> {
    let item = &scene.items[index];
    let c = &item.candidate;
    if c.kind != Some(ActorKind::Organization)
        || !item.words.first().is_some_and(|w| bodies::KINDS.contains(&w.as_str()))
    {
        return None;
    }
    let head = c.head.start;
    scene.within(TokenRange::new(c.phrase.start, head.max(c.phrase.start))).rev().find_map(|i| {
        let o = &scene.items[i].candidate;
        let between = TokenRange::new(o.head.end.min(head), head);
        let close = between.len() <= 1
            && between.into_iter().all(|t| scene.document.tokens[t].kind == TokenKind::Word);
        let name = o.form == Form::Name && o.kind == Some(ActorKind::Organization) && close;
        name.then(|| entities.of[i]).flatten()
    })
}

/// The entity that owns the description: "his" in "his father".
fn owner(scene: &Scene, entities: &Entities, index: usize) -> Option<usize> {
    let phrase = scene.items[index].candidate.phrase;
    let head = scene.items[index].candidate.head.start;
    scene.within(TokenRange::new(phrase.start, head.max(phrase.start))).find_map(|i| {
        let c = &scene.items[i].candidate;
        let possessive =
            c.form == Form::Pronoun && c.bound || scene.is_one_of(c.phrase.end, POSSESSIVE_ENDINGS);
        possessive.then(|| entities.of[i]).flatten()
    })
}

/// The entity that a relative pronoun stands for: the last one before it in the sentence that "who"
/// or "which" can be said of.
fn antecedent(scene: &Scene, entities: &Entities, index: usize) -> Option<usize> {
    let item = &scene.items[index];
    let at = item.candidate.head.start;
    let fits = |kind: Option<ActorKind>| match (item.words.first().map(String::as_str), kind) {
        (Some("who" | "whom"), kind) => {
            matches!(kind, Some(ActorKind::Person | ActorKind::Role | ActorKind::Group))
        }
        (Some("which"), kind) => !matches!(kind, Some(ActorKind::Person | ActorKind::Role)),
        _ => true,
    };
    let near = |i: &usize| {
        scene.items[*i].sentence == item.sentence && scene.items[*i].candidate.form != Form::Pronoun
    };
    let before = || (scene.first_from(at.saturating_sub(30))..index).rev().filter(near);
    let decided =
        |i: usize, any: bool| entities.of[i].filter(|&e| any || fits(entities.list[e].kind));
    before().find_map(|i| decided(i, false)).or_else(|| before().find_map(|i| decided(i, true)))
}
