//! The actors of an article, as resolution gives them.

use crate::analysis::{Actor, Place};
use crate::text::Byte;

/// The actors of an article and who speaks in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cast {
    /// In order of first mention; `id` is the index.
    pub actors: Vec<Actor<Byte>>,
    /// Places that only locate.
    pub places: Vec<Place<Byte>>,
    /// For each draft given to [`resolve`], the actors that speak; empty if unresolved.
    pub speakers: Vec<Vec<u32>>,
}
