//! Noun phrases: where one begins, where it ends, and which of them describe actors.
//!
//! Takes [`Units`](super::units::Units); gives [`Phrase`](phrase::Phrase)s whose head is a noun for
//! a person, people or a body; promises nothing about whom they refer to.

pub mod left;
pub mod phrase;
pub mod right;
