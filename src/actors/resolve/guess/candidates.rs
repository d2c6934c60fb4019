//! The entities that an item may refer to.
//!
//! Takes an item; gives the entities mentioned last before it, and for a description those that its
//! noun was said of; promises a bounded number.

use super::super::entity::Entities;
use super::super::scene::Scene;
use super::choice::Choice;
use crate::analysis::Form;

/// Most candidates of an item.
pub const MOST: usize = 20;
/// Most candidates of a description that were mentioned last.
const LATEST: usize = 12;
/// How many mentions back candidates are looked for.
const MENTIONS: usize = 120;
/// How many sentences back the last mention of a pronoun's candidate may stand.
const SENTENCES: usize = 8;

/// The candidates of item `index`, the one mentioned last first. `rules` is what the rules answer.
pub fn of(scene: &Scene, entities: &Entities, index: usize, rules: Choice) -> Vec<usize> {
    let item = &scene.items[index];
    let pronoun = item.candidate.form == Form::Pronoun;
    let most = if pronoun { MOST } else { LATEST };
    let mut out: Vec<usize> = Vec::with_capacity(MOST);
    for &i in entities.recent.iter().rev().take(MENTIONS) {
        let Some(e) = entities.of[i] else { continue };
        let distance = item.sentence.saturating_sub(scene.items[i].sentence);
        if out.len() >= most || pronoun && distance > SENTENCES {
            break;
        }
        if !out.contains(&e) {
            out.push(e);
        }
    }
    if !pronoun {
        let of_noun = item.words.first().and_then(|noun| entities.by_noun.get(noun));
        let known = match rules {
            Choice::Known(e) => Some(e),
            _ => None,
        };
        let earlier = of_noun.into_iter().flatten().rev().copied().take(MOST);
        for e in known.into_iter().chain(earlier) {
            if out.len() < MOST && !out.contains(&e) && !entities.list[e].items.is_empty() {
                out.push(e);
            }
        }
    }
    out
}
