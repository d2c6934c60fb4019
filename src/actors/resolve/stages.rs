//! Runs the stages of resolution.
//!
//! Takes a [`Document`], its candidates and drafts; gives the [`Cast`].

use super::decide::decide;
use super::entity::Entities;
use super::guess::Chooser;
use super::item::ITEM;
use super::naming::Naming;
use super::{affiliation, facts, interview, prepare, speakers};
use crate::actors::candidate::Candidate;
use crate::actors::cast::Cast;
use crate::attribution::Draft;
use crate::text::Document;
use crate::turns::{Pace, boxed, turn};

/// Decides which mentions are one actor, and which actor each attribution's source is.
pub async fn resolve(
    document: &Document<'_>,
    mentions: Vec<Candidate>,
    drafts: &[Draft],
    chooser: &mut impl Chooser,
) -> Cast {
    let mut pace = Pace::default();
    let scene = boxed(prepare::scene(document, mentions, drafts)).await;
    turn().await;
    let mut entities = Entities::new(document.tables, scene.items.len());
    let mut naming = Naming::new(document.tables);
    for index in 0..scene.items.len() {
        decide(&scene, &mut entities, &mut naming, chooser, index);
        pace.spend(ITEM).await;
    }
    turn().await;
    speakers::first_persons(&scene, &mut entities);
    interview::resolve(&scene, &mut entities);
    turn().await;
    boxed(affiliation::affiliations(&scene, &mut entities)).await;
    speakers::plural_first_persons(&scene, &mut entities);
    turn().await;
    let cast = boxed(facts::cast(&scene, &entities)).await;
    // To let many items and entities go takes as long as some stages do.
    let mut items = scene.items;
    while items.pop().is_some() || entities.list.pop().is_some() {
        pace.spend(1).await;
    }
    cast
}
