//! A [`Scene`] made of candidates and drafts.
//!
//! Takes a [`Document`], candidates and drafts; gives a [`Scene`] with the sources of all drafts
//! and the draft that each item is quoted in.

use super::item::{ITEM, item};
use super::scene::Scene;
use crate::actors::candidate::Candidate;
use crate::attribution::Draft;
use crate::sort;
use crate::text::Document;
use crate::turns::{Pace, turn};

/// Prepares resolution.
pub async fn scene<'a, 't>(
    document: &'a Document<'t>,
    candidates: Vec<Candidate>,
    drafts: &'a [Draft],
) -> Scene<'a, 't> {
    let (mut items, mut pace) = (Vec::with_capacity(candidates.len()), Pace::default());
    for candidate in candidates {
        items.push(item(document, candidate));
        pace.spend(ITEM).await;
    }
    sort::by_keys(&mut items, |i| [i.candidate.head.start, i.candidate.head.end]);
    let mut scene = Scene { document, drafts, items, sources: vec![Vec::new(); drafts.len()] };
    scene.add_sources();
    turn().await;
    scene.find_sources();
    turn().await;
    mark_quoted(&mut scene);
    scene
}

fn mark_quoted(scene: &mut Scene) {
    // "I" within marks is whoever the marks give the word: what a quoted speaker reports
    // without marks of its own stays that speaker's.
    let mut inner = vec![false; scene.document.tokens.len()];
    for quotation in scene.document.quotations.iter().filter(|q| q.level > 0) {
        inner[quotation.tokens.start..quotation.tokens.end].fill(true);
    }
    let mut inside: Vec<Option<u32>> = vec![None; scene.document.tokens.len()];
    // Outer drafts first, so that inner ones overwrite them.
    let mut order: Vec<usize> = (0..scene.drafts.len()).collect();
    sort::by_keys(&mut order, |&d| {
        [sort::descending(scene.drafts[d].content.iter().map(|c| c.len()).sum())]
    });
    let mut budget = 8 * scene.document.tokens.len() + 1000;
    for d in order {
        let reported_in_quotation =
            scene.drafts[d].cue.first().is_some_and(|c| scene.document.tokens[c.start].quoted);
        let labelled = matches!(scene.drafts[d].cue[..], [c] if c.len() == 1 && scene.document.word(c.start) == ":");
        for piece in &scene.drafts[d].content {
            budget = budget.saturating_sub(piece.len());
            if budget == 0 {
                break; // contents nested without end: leave the rest unmarked
            }
            for t in *piece {
                // "LEE: We will win.": a name and a colon stand for quotation marks
                if (scene.document.tokens[t].quoted || labelled)
                    && (!reported_in_quotation || inner[t])
                {
                    inside[t] = Some(d as u32);
                }
            }
        }
    }
    for item in &mut scene.items {
        item.quoted_in = inside[item.candidate.head.start].map(|d| d as usize);
    }
}
