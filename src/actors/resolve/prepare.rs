//! Makes a [`Scene`] of candidates and drafts.
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

/// The scene of a document, with its candidates as items.
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

/// Gives each item the innermost draft whose quoted content it stands in.
///
/// "I" in quotation marks refers to the quotation's speaker. A draft inside a quotation counts only
/// where it has marks of its own: "The rebels tell us they want help" is all its speaker's.
fn mark_quoted(scene: &mut Scene) {
    let document = scene.document;
    let mut inner = vec![false; document.tokens.len()];
    for quotation in document.quotations.iter().filter(|q| q.level > 0) {
        inner[quotation.tokens.start..quotation.tokens.end].fill(true);
    }
    let mut inside: Vec<Option<u32>> = vec![None; document.tokens.len()];
    let mut content = inside.clone();
    // Outer drafts first, so that inner ones overwrite them.
    let mut order: Vec<usize> = (0..scene.drafts.len()).collect();
    sort::by_keys(&mut order, |&d| {
        [sort::descending(scene.drafts[d].content.iter().map(|c| c.len()).sum())]
    });
    // Most tokens marked in all. It bounds the work where contents are nested deeply; the rest of
    // such contents stays unmarked.
    let mut budget = 8 * document.tokens.len() + 1000;
    for d in order {
        let reported_in_quotation =
            scene.drafts[d].cue.first().is_some_and(|c| document.tokens[c.start].quoted);
        // "LEE: We will win.": a name and a colon stand for quotation marks.
        let labelled = match scene.drafts[d].cue[..] {
            [c] => c.len() == 1 && document.word(c.start) == ":",
            _ => false,
        };
        for piece in &scene.drafts[d].content {
            budget = budget.saturating_sub(piece.len());
            if budget == 0 {
                break;
            }
            for t in *piece {
                content[t] = Some(d as u32);
                if (document.tokens[t].quoted || labelled) && (!reported_in_quotation || inner[t]) {
                    inside[t] = Some(d as u32);
                }
            }
        }
    }
    for item in &mut scene.items {
        let head = item.candidate.head.start;
        item.quoted_in = inside[head].map(|d| d as usize);
        item.content_of = content[head].map(|d| d as usize);
    }
}
