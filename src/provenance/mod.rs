//! Where a statement comes from: whom it was said to or through what, what its source is, why the
//! source is not named, and how it knows.
//!
//! Takes a [`Document`], its drafts and their [`Cast`]; gives a [`Provenance`] for each draft, in
//! tokens; promises that each of its ranges lies outside of its draft's content, and a channel
//! outside of its cue and of its source's first word. Where the words leave a doubt, the field
//! stays empty.

mod channel;
mod fields;
mod frames;
mod kind;
mod knowledge;
mod phrase;
#[cfg(test)]
mod tests;
mod unnamed;

pub use fields::Provenance;

use crate::actors::Cast;
use crate::attribution::Draft;
use crate::text::Document;
use crate::turns::{Pace, block_on};
use frames::Frames;

/// Cost of one draft in [`Pace`] units, which are tokens read.
const DRAFT: usize = 24;

/// The provenance of each draft. `cast` must be that of the same drafts. Takes time linear in the
/// length of the text.
pub fn find(document: &Document, drafts: &[Draft], cast: &Cast) -> Vec<Provenance> {
    block_on(find_in_turns(document, drafts, cast))
}

/// The same as [`find`], in turns.
pub(crate) async fn find_in_turns(
    document: &Document<'_>,
    drafts: &[Draft],
    cast: &Cast,
) -> Vec<Provenance> {
    let pace = &mut Pace::default();
    let frames = Frames::read(document, drafts, pace).await;
    let mut found = Vec::with_capacity(drafts.len());
    for index in 0..drafts.len() {
        let source_kind = kind::of(&frames, index, cast);
        let channel = channel::of(&frames, index);
        let knowledge = knowledge::of(&frames, index, &channel, source_kind);
        found.push(Provenance { channel, source_kind, knowledge, ..Provenance::default() });
        pace.spend(DRAFT).await;
    }
    unnamed::add(&frames, cast, &mut found, pace).await;
    found
}
