//! Finds the speakers of drafts, and the entities that "I" and "we" refer to in quotations.
//!
//! Takes a [`Scene`] and its entities; gives the speakers of a draft; promises none if the source
//! is absent or unresolved, unless the draft shares its subject with the one before ("he said ...
//! and added ...").

use super::entity::{Entities, Entity};
use super::item::Item;
use super::scene::Scene;
use crate::actors::candidate::{Number, Reference};
use crate::analysis::{ActorKind, Form};
use crate::lexicon::lists::bodies::FOREIGN_OFFICES;
use crate::lexicon::lists::references::{NEW, TWO};
use crate::lexicon::lists::sources::SHARED_SUBJECT;
use crate::text::TokenRange;

/// The entities that speak draft `index`.
pub fn of_draft(scene: &Scene, entities: &Entities, index: usize) -> Vec<usize> {
    let mut out: Vec<usize> = Vec::new();
    for &item in &scene.sources[index] {
        // "they" after "the two leaders" refers to the same two.
        let first = entities.of[item].map_or(item, |e| entities.list[e].items[0]);
        if let Some(pair) = pair(scene, entities, first).or_else(|| pair(scene, entities, item)) {
            return pair;
        }
        if let Some(e) = entities.of[item]
            && !out.contains(&e)
        {
            out.push(e);
        }
    }
    if out.is_empty() && scene.drafts[index].source.is_none() {
        if let Some(before) = sharing_subject(scene, index) {
            return of_draft(scene, entities, before);
        }
        out.extend(subject_behind(scene, index).and_then(|item| entities.of[item]));
    }
    out
}

/// The subject of the sentence that a draft without a source opens with a form in -ing: "Arguing
/// that taxes will rise, | Lee | left".
fn subject_behind(scene: &Scene, index: usize) -> Option<usize> {
    let draft = &scene.drafts[index];
    let (cue, content) = (draft.cue.first()?, draft.content.last()?);
    let sentence = scene.document.sentence_of(cue.start).tokens;
    let opens = cue.start == sentence.start && scene.lower(cue.start).ends_with("ing");
    let comma = [content.end.saturating_sub(1), content.end, content.end + 1]
        .into_iter()
        .find(|&t| scene.lower(t) == ",")?;
    let start = comma + 1;
    let subject = |&i: &usize| {
        let item = &scene.items[i];
        item.candidate.phrase.start == start && item.subject && !item.candidate.bound
    };
    (opens && start < sentence.end)
        .then(|| scene.within(TokenRange::new(start, sentence.end)).find(subject))
        .flatten()
}

/// How many mentions back a pair of names is looked for.
const TOGETHER: usize = 40;
/// How many sentences after a pair of names "they" may refer to it.
const THEY_DISTANCE: usize = 1;
/// How many sentences after a pair of names "the two" may refer to it.
const PAIR_DISTANCE: usize = 6;

/// The two that an item refers to if it has no description of its own, but a pair of names stands
/// before it: "the two leaders", "both men", "they".
fn pair(scene: &Scene, entities: &Entities, item: usize) -> Option<Vec<usize>> {
    let it = &scene.items[item];
    let c = &it.candidate;
    let two = |token: usize| scene.is_one_of(token, TWO);
    let counted = c.form == Form::Description
        && (c.phrase.start..c.head.end).any(two)
        && !scene.is_one_of(c.phrase.start, NEW)
        && (c.reference == Reference::Definite || scene.lower(c.phrase.start) == "both")
        // "two people briefed on the talks" are others.
        && c.phrase.end == c.head.end;
    let they = c.form == Form::Pronoun
        && it.words.first().is_some_and(|w| w == "they")
        && entities.of[item].is_none();
    if !counted && !they {
        return None;
    }
    let reach = if they { THEY_DISTANCE } else { PAIR_DISTANCE };
    (1..item).rev().take(TOGETHER).find_map(|second| {
        let (a, b) = (&scene.items[second - 1], &scene.items[second]);
        let named = |i: &Item| i.candidate.form == Form::Name && i.candidate.kind.is_some();
        let near = it.sentence.saturating_sub(b.sentence) <= reach && a.sentence == b.sentence;
        let joined = b.candidate.phrase.start == a.candidate.phrase.end + 1
            && scene.lower(a.candidate.phrase.end) == "and";
        let both = [entities.of[second - 1]?, entities.of[second]?];
        let kinds = both.map(|e| entities.list[e].kind);
        (named(a) && named(b) && near && joined && kinds[0] == kinds[1] && both[0] != both[1])
            .then(|| both.to_vec())
    })
}

/// The draft whose subject a draft without a source shares: the one before in the same sentence, if
/// "and", "but" or a form in -ing joins their cues.
fn sharing_subject(scene: &Scene, index: usize) -> Option<usize> {
    let draft = &scene.drafts[index];
    let cue = draft.cue.first()?;
    let sentence = scene.document.tokens[cue.start].sentence;
    let joined = cue.start > 0 && scene.is_one_of(cue.start - 1, SHARED_SUBJECT)
        || scene.lower(cue.start).ends_with("ing");
    if !joined {
        return None;
    }
    let before = index.checked_sub(1)?;
    let other = &scene.drafts[before];
    let other_cue = other.cue.first()?;
    let same = scene.document.tokens[other_cue.start].sentence == sentence
        && other_cue.start < cue.start
        && other.source.is_some();
    same.then_some(before)
}

/// Resolves "I" in quotations: it refers to the speaker.
pub fn first_persons(scene: &Scene, entities: &mut Entities) {
    for index in 0..scene.items.len() {
        let item = &scene.items[index];
        if item.candidate.form != Form::Pronoun
            || item.candidate.person != 1
            || entities.of[index].is_some()
        {
            continue;
        }
        if item.candidate.number != Number::Singular {
            continue;
        }
        let Some(draft) = item.quoted_in else { continue };
        if let [speaker] = of_draft(scene, entities, draft)[..] {
            entities.add(speaker, index, item);
        }
    }
}

/// Resolves "we" in quotations: it refers to the body that the speaker speaks for, or to the
/// speaker if that is a body or a group.
pub fn plural_first_persons(scene: &Scene, entities: &mut Entities) {
    for index in 0..scene.items.len() {
        let item = &scene.items[index];
        if item.candidate.form != Form::Pronoun
            || item.candidate.person != 1
            || entities.of[index].is_some()
        {
            continue;
        }
        let Some(draft) = item.quoted_in else { continue };
        let [speaker] = of_draft(scene, entities, draft)[..] else { continue };
        let e = &entities.list[speaker];
        let meant = if is_collective(e.kind, e.number) && e.affiliation.is_none() {
            Some(speaker)
        } else {
            e.affiliation.or_else(|| body_beside(scene, entities, speaker)).or(Some(speaker))
        };
        if let Some(meant) = meant {
            let state = entities.list[meant]
                .affiliation
                .filter(|_| is_foreign_ministry(scene, &entities.list[meant]));
            entities.add(state.unwrap_or(meant), index, item);
        }
    }
}

/// The organisation for which a person probably speaks: the one mentioned most of those in a
/// sentence that names or describes the person.
fn body_beside(scene: &Scene, entities: &Entities, person: usize) -> Option<usize> {
    let described = entities.list[person]
        .items
        .iter()
        .filter(|&&i| scene.items[i].candidate.form != Form::Pronoun)
        .take(DESCRIBED);
    let beside = described.flat_map(|&i| {
        let sentence = scene.document.sentences[scene.items[i].sentence];
        scene.within(sentence.tokens).take(BESIDE).filter_map(|j| entities.of[j])
    });
    beside
        .filter(|&e| entities.list[e].kind == Some(ActorKind::Organization))
        .max_by_key(|&e| (entities.list[e].items.len(), std::cmp::Reverse(e)))
}

/// How many mentions of a person are looked at for the body that the person speaks for.
const DESCRIBED: usize = 3;
/// How many mentions in the sentence of such a mention are looked at.
const BESIDE: usize = 16;

/// True for a ministry whose officials speak for their state when they say "we".
fn is_foreign_ministry(scene: &Scene, entity: &Entity) -> bool {
    entity.kind == Some(ActorKind::Organization)
        && entity.items.iter().take(4).any(|&i| {
            let words = &scene.items[i].words;
            let has = |word: &str| words.iter().any(|w| w == word);
            has("state") && has("department")
                || has("foreign") && FOREIGN_OFFICES.iter().any(|w| has(w))
        })
}

/// True for an organisation, country or group, which calls itself "we".
fn is_collective(kind: Option<ActorKind>, number: Number) -> bool {
    matches!(kind, Some(ActorKind::Organization | ActorKind::Country | ActorKind::Group))
        || number == Number::Plural
}
