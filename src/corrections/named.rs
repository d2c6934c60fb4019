//! An actor, kept by its names, and found again in another analysis.
//!
//! Takes an analysis; gives a [`Named`], and the actor that it is; promises none rather than
//! another unnamed actor that is called the same.

use whosaid_packing::hash::Map;

use super::passage::{Candidate, Passage, cut};
use crate::analysis::{Actor, Analysis, Form};
use crate::text::{Byte, one_line};

/// Most other names of an actor that are kept.
pub(super) const NAMES: usize = 8;

/// Most bytes of a name: longer ones name nobody.
const LONGEST: usize = 400;

/// An actor by its names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Named {
    /// Its name as it is shown; the words of its first description if the article does not name it.
    pub name: String,
    /// Other names that the article gives it, 8 at most.
    pub also: Vec<String>,
    /// For an actor without a name: the first passage that speaks of it.
    pub first: Option<Passage>,
}

impl Named {
    /// Somebody of whom only a name is known: an actor of the article or one that the reader adds.
    pub fn new(name: &str) -> Named {
        let name = cut(&one_line(name), LONGEST).into();
        Named { name, ..Named::default() }
    }

    /// An actor of an analysis; `mentions` are those of all of its actors.
    pub(super) fn of(
        text: &str,
        analysis: &Analysis<Byte>,
        mentions: &[Candidate],
        id: u32,
    ) -> Option<Named> {
        let actor = analysis.actors.get(id as usize).filter(|a| a.name.len() <= LONGEST)?;
        let mut also: Vec<String> = Vec::new();
        for name in names(text, actor) {
            let is_new = !is_called(name, &actor.name) && !also.iter().any(|own| own == name);
            if also.len() < NAMES && is_new && name.len() <= LONGEST {
                also.push(name.into());
            }
        }
        let first = actor.unnamed.then(|| Passage::of(text, mentions, (id, 0))).flatten();
        Some(Named { name: actor.name.clone(), also, first })
    }

    /// The actor of this name, else one that shares a name; for one without a name, the actor whose
    /// mention stands where its first one stood.
    pub(super) fn find(&self, text: &str, names: &Names, mentions: &[Candidate]) -> Option<u32> {
        if let Some(first) = &self.first {
            return first.find(text, mentions).map(|(actor, _)| actor);
        }
        let called = names.called.get(&lower(&self.name)).copied();
        called.or_else(|| {
            // A last name alone may be another's by now.
            let own = self.names().filter(|_| !self.also.is_empty());
            own.filter_map(|name| names.shared.get(&lower(name))).min().copied()
        })
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.also.iter().chain([&self.name]).map(String::as_str)
    }

    /// True if both are called the same.
    pub(super) fn is_like(&self, other: &Named) -> bool {
        is_called(&self.name, &other.name) && self.first == other.first
    }
}

/// The actors of an analysis by their names, in lower case; the first of several.
pub(super) struct Names {
    /// By the name that is shown.
    called: Map<String, u32>,
    /// Those that are named, by every name that the article gives them.
    shared: Map<String, u32>,
}

impl Names {
    pub(super) fn of(text: &str, analysis: &Analysis<Byte>) -> Names {
        let mut all = Names { called: Map::default(), shared: Map::default() };
        for actor in &analysis.actors {
            all.called.entry(lower(&actor.name)).or_insert(actor.id);
            for name in names(text, actor).filter(|_| !actor.unnamed) {
                all.shared.entry(lower(name)).or_insert(actor.id);
            }
        }
        all
    }
}

/// The names that the article gives an actor.
fn names<'t>(text: &'t str, actor: &Actor<Byte>) -> impl Iterator<Item = &'t str> {
    let named = actor.mentions.iter().filter(|mention| mention.form == Form::Name);
    named.map(|mention| mention.head.of(text))
}

/// True if two names differ in nothing but case.
fn is_called(one: &str, other: &str) -> bool {
    one == other || lower(one) == lower(other)
}

/// A name in lower case, letter by letter.
pub(super) fn lower(name: &str) -> String {
    name.chars().flat_map(char::to_lowercase).collect()
}
