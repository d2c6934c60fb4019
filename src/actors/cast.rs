//! The result of coreference: actors, places and speakers.

use super::grounds::Grounds;
use crate::analysis::{Actor, Place};
use crate::text::Byte;

/// The actors of an article, and which of them speak.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cast {
    /// In order of first mention; `id` is the index.
    pub actors: Vec<Actor<Byte>>,
    /// Places that do not act, in order of first mention.
    pub places: Vec<Place<Byte>>,
    /// For each draft the ids of the actors that speak; empty if the source is unresolved.
    pub speakers: Vec<Vec<u32>>,
    /// For each draft what tells who speaks; nothing where nobody does.
    pub grounds: Vec<Grounds>,
}
