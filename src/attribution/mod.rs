//! Who said what: cue, source and content of every attribution.
//!
//! Takes a [`Document`] and the tagger's evidence; gives [`Draft`]s in tokens; promises that no
//! content is empty and that the pieces of one attribution never overlap.

mod act;
mod addressees;
#[cfg(test)]
mod cases;
mod doubtful;
mod draft;
mod edges;
mod elided;
mod grammar;
mod hearsay;
mod layout;
mod learned;
mod nest;
mod nothing;
mod quotations;
mod subjects;
#[cfg(test)]
mod tests;
mod whole;

pub use draft::Draft;

use crate::tagger::Evidence;
use crate::text::Document;
use crate::turns::{Pace, block_on, boxed, turn};

/// The attributions of a document in reading order, found with the tagger's evidence of its text.
pub fn find(document: &Document, evidence: &Evidence) -> Vec<Draft> {
    block_on(find_in_turns(document, evidence))
}

/// The same as [`find`], in turns.
pub(crate) async fn find_in_turns(document: &Document<'_>, evidence: &Evidence) -> Vec<Draft> {
    let pace = &mut Pace::default();
    turn().await;
    let mut drafts = learned::find(document, &evidence.attributions, pace).await;
    boxed(grammar::add(document, &evidence.tokens, &mut drafts, pace)).await;
    turn().await;
    boxed(subjects::correct(document, &mut drafts, pace)).await;
    elided::complete(document, &mut drafts, pace).await;
    edges::tidy(document, &mut drafts, pace).await;
    boxed(quotations::complete(document, &mut drafts, pace)).await;
    hearsay::add(document, &mut drafts, pace).await;
    turn().await;
    boxed(layout::add(document, &mut drafts, pace)).await;
    turn().await;
    drafts.retain(|draft| !nothing::is_said(document, draft));
    boxed(nest::arrange(document, drafts, pace)).await
}
