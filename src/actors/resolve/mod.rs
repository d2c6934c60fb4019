//! Which mentions are one actor, and who speaks.
//!
//! Takes a [`Document`](crate::text::Document), its candidates and drafts; gives the
//! [`Cast`](super::cast::Cast); promises that a phrase that is new by its own words ("another
//! official") is an actor of its own.
//!
//! Items are decided in the order of their heads, each by the first of these that tells: what the
//! text itself says (apposition), names, descriptions, pronouns. Last come "I" and "we" in
//! quotations, which need the speakers.

mod affiliation;
mod decide;
mod describe;
mod entity;
mod facts;
mod grounds;
mod guess;
mod head;
mod interview;
mod item;
mod links;
mod naming;
mod prepare;
mod pronouns;
mod scene;
mod sources;
mod speakers;
mod stages;
#[cfg(test)]
mod tests;

pub use guess::{Answer, Choice, Chooser, ITEM_FEATURES, Mentions, PAIR_FEATURES, Question};
pub use stages::resolve;
