//! Who is who: the noun phrases that may be actors, and which of them are one.
//!
//! Takes a [`Document`] and, for [`resolve`], the attributions found; gives mentions, then a [`Cast`]; promises that every source of an attribution
//! is a mention of an actor of the cast, and that what cannot be decided stays apart.

use crate::analysis::{Actor, ActorKind, Form, Place};
use crate::attribution::Draft;
use crate::text::{Byte, Document, TokenRange};

/// A noun phrase or pronoun that may refer to an actor or place.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The whole phrase with its titles, appositions and modifiers.
    pub phrase: TokenRange,
    /// The name or noun in it.
    pub head: TokenRange,
    /// How it refers.
    pub form: Form,
    /// What it seems to be; `None` for a place, or where nothing tells.
    pub kind: Option<ActorKind>,
}

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

/// Finds the phrases that may be actors, in order of their first token.
pub fn mentions(_document: &Document) -> Vec<Candidate> {
    Vec::new()
}

/// Decides which mentions are one actor, and which actor each attribution's source is.
pub fn resolve(_document: &Document, _mentions: Vec<Candidate>, drafts: &[Draft]) -> Cast {
    Cast { speakers: vec![Vec::new(); drafts.len()], ..Cast::default() }
}
