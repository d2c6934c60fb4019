//! What stands around an item: who speaks, who is the subject, who owns it.
//!
//! Takes an item; gives the [`Context`] that the features of all its pairs share.

use super::super::entity::{Entities, Entity};
use super::super::item::Item;
use super::super::scene::Scene;
use super::item::View;
use crate::actors::candidate::Reference;
use crate::analysis::Form;
use crate::lexicon::lists::references::POSSESSIVE_ENDINGS;
use crate::text::TokenRange;

/// How many items of a sentence or paragraph are looked at.
const REACH: usize = 24;
/// How many mentions back the last two speakers are looked for.
const SPEAKERS: usize = 60;
/// How many mentions of an entity are looked at for its names.
pub const MENTIONS: usize = 12;

/// What stands around an item. Entities are by index.
#[derive(Debug, Default)]
pub struct Context<'s> {
    /// Who speaks the quotation around the item.
    pub speaker: Option<usize>,
    /// The name behind the quotation that speaks it.
    pub speaker_behind: Option<&'s Item>,
    /// Who speaks the content around the item.
    pub reporter: Option<usize>,
    /// The name behind the content that speaks it.
    pub reporter_behind: Option<&'s Item>,
    /// Who speaks the content around the draft in whose content the item stands.
    pub outer: Option<usize>,
    /// Who spoke last.
    pub spoke: Option<usize>,
    /// Who spoke last but that one.
    pub spoke_before: Option<usize>,
    /// The first subject of the sentence, before the item.
    pub subject: Option<usize>,
    /// The first subject of the sentence before.
    pub subject_before: Option<usize>,
    /// Who is mentioned first in the paragraph.
    pub starter: Option<usize>,
    /// Whose the item is: "his father".
    pub owner: Option<usize>,
    /// The entities mentioned inside the item's phrase.
    pub inner: Vec<usize>,
}

impl<'s> Context<'s> {
    /// What stands around an item.
    pub fn new(entities: &Entities, v: &View<'s, '_, '_>) -> Self {
        let scene = v.scene;
        let (speaker, speaker_behind) = source_of(scene, entities, v.index, v.item.quoted_in);
        let (reporter, reporter_behind) = source_of(scene, entities, v.index, v.item.content_of);
        let outer = v.item.content_of.and_then(|d| scene.drafts[d].inside);
        let mut speakers = entities
            .recent
            .iter()
            .rev()
            .take(SPEAKERS)
            .filter(|&&i| scene.items[i].source_of.is_some())
            .filter_map(|&i| entities.of[i]);
        let spoke = speakers.next();
        let before = v.item.sentence.checked_sub(1).map(|s| scene.document.sentences[s]);
        let paragraph = scene.document.paragraphs[v.sentence.paragraph as usize].tokens;
        let c = &v.item.candidate;
        let inner = scene.within(c.phrase).filter(|&i| i != v.index).take(REACH);
        Context {
            speaker,
            speaker_behind,
            reporter,
            reporter_behind,
            outer: source_of(scene, entities, v.index, outer).0,
            spoke,
            spoke_before: speakers.find(|&e| Some(e) != spoke),
            subject: subject(scene, entities, v.sentence.tokens, v.index),
            subject_before: before.and_then(|s| subject(scene, entities, s.tokens, v.index)),
            starter: scene
                .within(paragraph)
                .take_while(|&i| i < v.index)
                .take(REACH)
                .find_map(|i| entities.of[i]),
            owner: owner(scene, entities, v),
            inner: inner.filter_map(|i| entities.of[i]).collect(),
        }
    }
}

/// The entity that draft `draft` has as its source, or else the name behind item `index` that is
/// its source.
fn source_of<'s>(
    scene: &'s Scene,
    entities: &Entities,
    index: usize,
    draft: Option<usize>,
) -> (Option<usize>, Option<&'s Item>) {
    let Some(&source) = draft.and_then(|d| scene.sources[d].first()) else { return (None, None) };
    let behind = source > index && scene.items[source].candidate.form == Form::Name;
    (entities.of[source], behind.then_some(&scene.items[source]))
}

/// The first entity in `range` before item `index` that is a subject.
fn subject(scene: &Scene, entities: &Entities, range: TokenRange, index: usize) -> Option<usize> {
    let first = scene.within(range).take(REACH).find(|&i| scene.items[i].subject)?;
    (first < index).then(|| entities.of[first]).flatten()
}

/// The entity that owns an item.
fn owner(scene: &Scene, entities: &Entities, v: &View) -> Option<usize> {
    let c = &v.item.candidate;
    if c.reference != Reference::Possessive {
        return None;
    }
    let before = TokenRange::new(c.phrase.start.min(c.head.start), c.head.start);
    scene.within(before).find_map(|i| {
        let o = &scene.items[i].candidate;
        let owns =
            o.form == Form::Pronoun && o.bound || scene.is_one_of(o.phrase.end, POSSESSIVE_ENDINGS);
        owns.then(|| entities.of[i]).flatten()
    })
}

/// True if a name of the entity has one of the words.
pub fn is_named(scene: &Scene, entity: &Entity, mut has: impl FnMut(&str) -> bool) -> bool {
    entity
        .items
        .iter()
        .take(MENTIONS)
        .filter(|&&i| scene.items[i].candidate.form == Form::Name)
        .any(|&i| scene.items[i].words.iter().any(|w| has(w)))
}
