//! What tells who speaks a draft.
//!
//! Takes a [`Scene`], its entities and a draft with its speakers; gives the
//! [`Grounds`] on which they rest.

use super::entity::Entities;
use super::scene::Scene;
use crate::actors::grounds::{Ground, Grounds};
use crate::analysis::{ActorKind, Form, Tier};
use crate::lexicon::lists::references::{IT, THEY};

/// Confidence of a draft below which it is doubtful.
const DOUBTFUL: f32 = 0.6;
/// Confidence of a draft below which it is only likely.
const LIKELY: f32 = 0.85;
/// Lead of a pronoun's entity over the next below which the choice is close.
const CLOSE: f32 = 0.8;
/// Lead of a pronoun's entity over the next below which the next is near.
const NEAR: f32 = 2.0;
/// How many mentions make an actor that is often mentioned.
const OFTEN: usize = 3;

/// The grounds on which `speakers` speak draft `index`.
pub fn of_draft(scene: &Scene, entities: &Entities, index: usize, speakers: &[usize]) -> Grounds {
    let mut grounds = Grounds::default();
    let Some(&speaker) = speakers.first() else { return grounds };
    let (draft, entity) = (&scene.drafts[index], &entities.list[speaker]);
    let mut add = |ground, holds| grounds.add(ground, holds);
    let content = draft.content.first().map(|c| c.start);
    add(Ground::Several, speakers.len() > 1);
    add(Ground::Inside, draft.inside.is_some());
    add(Ground::Doubtful, draft.confidence < DOUBTFUL);
    add(Ground::Likely, draft.confidence >= DOUBTFUL && draft.confidence < LIKELY);
    add(Ground::Attitude, draft.tier == Tier::Attitude);
    add(Ground::Direct, content.is_some_and(|t| scene.document.tokens[t].quoted));
    add(Ground::Person, matches!(entity.kind, Some(ActorKind::Person | ActorKind::Role)));
    add(Ground::Organization, entity.kind == Some(ActorKind::Organization));
    add(Ground::Country, entity.kind == Some(ActorKind::Country));
    add(Ground::Group, entity.kind == Some(ActorKind::Group));
    add(Ground::Place, entity.kind.is_none());
    add(Ground::Repeated, entity.items.len() >= OFTEN);
    add(Ground::SpeaksAgain, entity.record.sources > 1);
    let (Some(source), Some(&item)) = (draft.source, scene.sources[index].first()) else {
        add(Ground::Shared, true);
        return grounds;
    };
    let c = &scene.items[item].candidate;
    let word = scene.items[item].words.first().map_or("", String::as_str);
    let described = c.form == Form::Description;
    let pronoun = c.form == Form::Pronoun;
    let new = entity.record.first == item;
    add(Ground::FullName, c.form == Form::Name && scene.items[item].words.len() > 1);
    add(Ground::ShortName, c.form == Form::Name && scene.items[item].words.len() <= 1);
    add(Ground::DescribesNamed, described && entity.named);
    add(Ground::DescribesKnown, described && !entity.named && !new);
    add(Ground::DescribesNew, described && !entity.named && new);
    let (they, it) = (THEY.contains(&word), IT.contains(&word));
    let (first, who) = (c.person != 3, super::decide::is_relative(word));
    add(Ground::They, pronoun && they);
    add(Ground::It, pronoun && it);
    add(Ground::Who, pronoun && who);
    add(Ground::I, pronoun && first);
    add(Ground::He, pronoun && !they && !it && !who && !first);
    add(Ground::Within, c.phrase.start > source.start);
    add(Ground::Longer, c.phrase.end < source.end);
    let lead = entities.leads[item];
    add(Ground::Close, pronoun && lead < CLOSE);
    add(Ground::Near, pronoun && (CLOSE..NEAR).contains(&lead));
    add(Ground::Quoted, scene.document.tokens[c.head.start].quoted);
    add(Ground::Behind, content.is_some_and(|t| t < source.start));
    grounds
}
