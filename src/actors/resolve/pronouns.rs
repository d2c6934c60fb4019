//! Finds the entities that relative pronouns refer to. Other pronouns of the third person are left
//! to the ranker ([`ask`](super::guess::ask)).
//!
//! Takes a pronoun item; gives the last entity before it in its sentence that fits.

use super::entity::Entities;
use super::scene::Scene;
use crate::analysis::{ActorKind, Form};

/// How many tokens before a relative pronoun its antecedent is looked for.
const RELATIVE_REACH: usize = 30;

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
