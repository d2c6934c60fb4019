//! Decides which actor one item refers to.
//!
//! Takes an item and the entities so far; adds the item to an entity, or to a new one; promises to
//! leave out an item that nothing in the text or the rules resolves.

use super::entity::Entities;
use super::guess::{Answer, Choice, Chooser, ask};
use super::item::Item;
use super::links::Link;
use super::naming::Naming;
use super::scene::Scene;
use super::{describe, links, pronouns, speakers};
use crate::actors::candidate::{Gender, Number, Reference};
use crate::analysis::{ActorKind, Form};
use crate::lexicon::lists::actors::ONE_OF_A_KIND;
use crate::lexicon::lists::bodies;
use crate::lexicon::lists::phrases::TITLE_LINKS;
use crate::lexicon::lists::references::{POSSESSIVE_ENDINGS, RELATIVES};
use crate::text::{TokenKind, TokenRange};

/// Longest title before a name, in tokens: "Sen.", "Vice President".
const LONGEST_TITLE: usize = 8;
/// How many sentences before a name a description of its bearer may stand.
const DESCRIBED_BEFORE: usize = 4;

/// Decides which entity item `index` belongs to. All items before it are decided.
pub fn decide(
    scene: &Scene,
    entities: &mut Entities,
    naming: &mut Naming,
    chooser: &mut impl Chooser,
    index: usize,
) {
    let item = &scene.items[index];
    if item.candidate.form == Form::Pronoun {
        if let Some((entity, lead)) = pronoun(scene, entities, chooser, index) {
            entities.leads[index] = lead;
            entities.add(entity, index, item);
        }
        return;
    }
    let link = links::find(scene, index);
    let linked = link.and_then(|l| match l {
        Link::Apposition(i) | Link::Predicate(i) | Link::Bracket(i) => entities.of[i],
    });
    if item.candidate.form == Form::Description {
        return decide_description(scene, entities, naming, chooser, index, linked);
    }
    let owner = owner_of(scene, entities, index);
    let found = named(scene, entities, naming, index, linked, link);
    let entity = match found.or_else(|| described_by_owner(entities, item, owner?)) {
        Some(known) => {
            entities.add(known, index, item);
            known
        }
        None => entities.start(index, item),
    };
    entities.own(entity, owner);
    naming.learn(entity, item);
    if let (Some(Link::Bracket(_)), Some(linked)) = (link, linked) {
        naming.alias(linked, &item.words);
    }
}

/// True for a relative pronoun.
pub fn is_relative(word: &str) -> bool {
    RELATIVES.contains(&word)
}

/// The entity that a pronoun refers to, and by how much it scores more than the next best.
fn pronoun(
    scene: &Scene,
    entities: &Entities,
    chooser: &mut impl Chooser,
    index: usize,
) -> Option<(usize, f32)> {
    let item = &scene.items[index];
    let c = &item.candidate;
    let word = item.words.first().map_or("", String::as_str);
    if is_relative(word) {
        return Some((pronouns::relative(scene, entities, index)?, f32::INFINITY));
    }
    if c.person == 3 {
        return match ask(scene, entities, chooser, index, Choice::Nobody) {
            Answer { choice: Choice::Known(entity), lead } => Some((entity, lead)),
            _ => None,
        };
    }
    if c.number == Number::Singular && c.person == 1 {
        // The speaker, if the source stands before what is said; else "I" is resolved at the end.
        let [speaker] = speakers::of_draft(scene, entities, item.quoted_in?)[..] else {
            return None;
        };
        return Some((speaker, f32::INFINITY));
    }
    None
}

/// The entity that a name refers to. `linked` is the entity of the item that `link` ties it to.
fn named(
    scene: &Scene,
    entities: &Entities,
    naming: &Naming,
    index: usize,
    linked: Option<usize>,
    link: Option<Link>,
) -> Option<usize> {
    let item = &scene.items[index];
    match (naming.find(entities, item), linked) {
        // "Her father, Jean-Marie Le Pen,": the father, although his daughter has the name too.
        (Some(known), Some(linked))
            if entities.list[linked].owner == Some(known) && !entities.list[linked].named =>
        {
            Some(linked)
        }
        (Some(known), _) => Some(known),
        (None, None) => described_before(scene, entities, item),
        // A name is no apposition to another name.
        (None, Some(linked)) => {
            let two_names =
                entities.list[linked].named && matches!(link, Some(Link::Apposition(_)));
            (!two_names).then_some(linked)
        }
    }
}

/// Decides which entity a description belongs to. `linked` is the entity of the item that the text
/// ties it to.
fn decide_description(
    scene: &Scene,
    entities: &mut Entities,
    naming: &Naming,
    chooser: &mut impl Chooser,
    index: usize,
    linked: Option<usize>,
) {
    let item = &scene.items[index];
    let c = &item.candidate;
    if let Some(entity) = linked {
        // "Ann Lee, an Australian woman," after the headline's "Australian woman".
        if c.reference == Reference::Indefinite
            && let Some(headline) = describe::find(scene, entities, index, None)
        {
            entities.merge(headline, entity);
        }
        entities.add(entity, index, item);
        if c.reference == Reference::Possessive && c.kind == Some(ActorKind::Role) {
            let owner = owner_of(scene, entities, index);
            entities.own(entity, owner);
        }
        return;
    }
    if let Some(named) = body_named_within(scene, entities, index) {
        return entities.add(named, index, item);
    }
    if c.reference == Reference::Definite
        && let Some(name) = name_behind(scene, index)
    {
        // A person described by another noun ("a minister") is not the one who is just being named.
        let described = || {
            describe::find(scene, entities, index, None)
                .filter(|&e| entities.list[e].nouns.contains(&item.words[0]))
                .filter(|&e| !entities.list[e].named)
        };
        match naming.find(entities, &scene.items[name]).or_else(described) {
            Some(known) => entities.add(known, index, item),
            None => _ = entities.start(index, item),
        }
        return;
    }
    let owner =
        (c.reference == Reference::Possessive).then(|| owner_of(scene, entities, index)).flatten();
    let found = describe::find(scene, entities, index, owner)
        .or_else(|| describe::body_of_owner(scene, entities, index, owner?));
    let rules = match found {
        Some(entity) => Choice::Known(entity),
        None if c.weak && item.source_of.is_none() && !item.headline => Choice::Nobody,
        None => Choice::New,
    };
    let choice = match chooser.answers(Form::Description) {
        true => ask(scene, entities, chooser, index, rules).choice,
        false => rules,
    };
    match choice {
        Choice::Known(named) if names_within(scene, entities, naming, index, named) => {
            entities.start(index, item);
        }
        Choice::Known(entity) => entities.add(entity, index, item),
        Choice::Nobody => {}
        Choice::New => {
            let entity = entities.start(index, item);
            entities.list[entity].owner = owner;
        }
    }
}

/// True if a name in what describes item `index` refers to `entity`: "the lawyer for | Lee" is not
/// Lee, although he is a lawyer too.
fn names_within(
    scene: &Scene,
    entities: &Entities,
    naming: &Naming,
    index: usize,
    entity: usize,
) -> bool {
    let c = &scene.items[index].candidate;
    scene.within(c.phrase).filter(|&i| i != index).any(|i| {
        let other = &scene.items[i];
        let of = entities.of[i].or_else(|| {
            (other.candidate.form == Form::Name).then(|| naming.find(entities, other)).flatten()
        });
        of == Some(entity)
    })
}

/// The item of the person's name right behind a description, which refers to that person: "The
/// leader of Ennahda, Rachid Ghannouchi,".
fn name_behind(scene: &Scene, index: usize) -> Option<usize> {
    let end = scene.items[index].candidate.phrase.end;
    let next = scene
        .within(TokenRange::new(end + 1, end + LONGEST_TITLE))
        .find(|&i| scene.items[i].candidate.phrase.start == end + 1)?;
    let named = scene.items[next].candidate.form == Form::Name
        && scene.items[next].candidate.kind == Some(ActorKind::Person);
    (named && links::find(scene, next) == Some(Link::Apposition(index))).then_some(next)
}

/// The unnamed person of the same owner whom a name's title describes: "his wife Ann" after "his
/// wife".
fn described_by_owner(entities: &Entities, item: &Item, owner: usize) -> Option<usize> {
    item.candidate.title.filter(|_| item.candidate.kind == Some(ActorKind::Person))?;
    let known = entities.by_noun.get(item.modifiers.last()?)?;
    known.iter().rev().copied().find(|&e| {
        let entity = &entities.list[e];
        entity.owner == Some(owner) && !entity.named && !entity.items.is_empty()
    })
}

/// The entity that a name's title described before the name stood: "Prime Minister Theresa May"
/// after "the prime minister".
fn described_before(scene: &Scene, entities: &Entities, item: &Item) -> Option<usize> {
    let c = &item.candidate;
    c.title.filter(|_| c.kind == Some(ActorKind::Person))?;
    // "Governor of Puerto Rico"
    let link = item.modifiers.iter().position(|w| TITLE_LINKS.contains(&w.as_str()));
    let noun = match link.filter(|&l| l > 0) {
        Some(link) => &item.modifiers[link - 1],
        None => item.modifiers.last()?,
    };
    let e = *entities.by_noun.get(noun)?.last()?;
    let entity = &entities.list[e];
    let last = &scene.items[*entity.items.last()?];
    // A headline leaves articles out.
    let headline = |i: usize| {
        let item = &scene.items[i];
        let c = &item.candidate;
        let begins = c.phrase.start == scene.document.sentence_of(c.head.start).tokens.start;
        item.headline && begins && c.reference == Reference::Bare
    };
    let definite = entity.items.iter().all(|&i| {
        scene.items[i].candidate.reference == Reference::Definite
            || scene.items[i].candidate.form == Form::Pronoun
            || headline(i)
    });
    let modifiers = entity.modifiers.iter().all(|m| item.modifiers.contains(m));
    // A country that only the name's title has tells of another office.
    let country = c.country.is_none() || entity.country == c.country;
    let gender = entity.gender == c.gender
        || entity.gender == Gender::Unknown
        || c.gender == Gender::Unknown;
    let near = item.sentence.saturating_sub(last.sentence) <= DESCRIBED_BEFORE
        || ONE_OF_A_KIND.contains(&noun.as_str());
    let unnamed_role = entity.kind == Some(ActorKind::Role) && !entity.named;
    (unnamed_role && definite && modifiers && country && gender && near).then_some(e)
}

/// The body that a description names itself: "the Islamic State group", "Yonhap news agency".
fn body_named_within(scene: &Scene, entities: &Entities, index: usize) -> Option<usize> {
    let item = &scene.items[index];
    let c = &item.candidate;
    if c.kind != Some(ActorKind::Organization)
        || !item.words.first().is_some_and(|w| bodies::KINDS.contains(&w.as_str()))
    {
        return None;
    }
    let head = c.head.start;
    scene.within(TokenRange::new(c.phrase.start, head.max(c.phrase.start))).rev().find_map(|i| {
        let other = &scene.items[i].candidate;
        let between = TokenRange::new(other.head.end.min(head), head);
        let close = between.len() <= 1
            && between.into_iter().all(|t| scene.document.tokens[t].kind == TokenKind::Word);
        let body = other.form == Form::Name && other.kind == Some(ActorKind::Organization);
        (body && close).then(|| entities.of[i]).flatten()
    })
}

/// The entity that owns the description: "his" in "his father".
fn owner_of(scene: &Scene, entities: &Entities, index: usize) -> Option<usize> {
    let phrase = scene.items[index].candidate.phrase;
    let head = scene.items[index].candidate.head.start;
    scene.within(TokenRange::new(phrase.start, head.max(phrase.start))).find_map(|i| {
        let c = &scene.items[i].candidate;
        let possessive =
            c.form == Form::Pronoun && c.bound || scene.is_one_of(c.phrase.end, POSSESSIVE_ENDINGS);
        possessive.then(|| entities.of[i]).flatten()
    })
}
