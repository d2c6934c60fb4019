//! The corrections of an analysis, each brought to the item that it is about.
//!
//! Takes an analysis and corrections; gives the analysis as the reader corrected it. All of them
//! look for their items in the engine's own analysis, never in what another correction has made, so
//! that their order does not matter.

use std::rc::Rc;

use whosaid_packing::hash::Map;

use super::named::{Named, Names, lower};
use super::passage::{Candidate, mentions, statements};
use super::view::{Corrected, Layer, Node};
use super::{Change, Correction};
use crate::analysis::Analysis;
use crate::text::Byte;

/// The analysis of `text` as the reader corrected it; the same one if no correction is about it.
///
/// ```
/// use whosaid::corrections::{Change, Correction, Named, apply};
/// use whosaid::{Options, analyze};
/// let text = "“Taxes will rise,” Ann Lee said on Friday.";
/// let analysis = std::rc::Rc::new(analyze(text, &Options::default()));
/// let name = Change::Name { actor: Named::new("Ann Lee"), name: "Anna Lee".into() };
/// let corrections = [Correction { article: "Taxes".into(), change: name }];
/// let corrected = apply(text, &analysis, &corrections);
/// assert_eq!(corrected.analysis.actors[0].name, "Anna Lee");
/// assert_eq!(apply(text, &analysis, &[]).analysis, analysis);
/// ```
pub fn apply(text: &str, analysis: &Rc<Analysis<Byte>>, corrections: &[Correction]) -> Corrected {
    if corrections.is_empty() {
        return Corrected::of(analysis);
    }
    let found = Found {
        text,
        analysis,
        names: Names::of(text, analysis),
        statements: statements(text, analysis),
        mentions: mentions(text, analysis),
        added: Vec::new(),
        places: Map::default(),
    };
    let passages: Vec<_> = corrections.iter().map(|one| found.passage(&one.change)).collect();
    let found = found.with_added(corrections, &passages);
    let mut layer = Layer::new(text, analysis, &found.added);
    for (at, (correction, passage)) in corrections.iter().zip(passages).enumerate() {
        found.bring(at, &correction.change, passage, &mut layer);
    }
    layer.finish(corrections.len())
}

/// The items that corrections may be about.
struct Found<'a> {
    text: &'a str,
    analysis: &'a Rc<Analysis<Byte>>,
    names: Names,
    statements: Vec<Candidate<'a>>,
    mentions: Vec<Candidate<'a>>,
    /// Names of actors that are not in the analysis, in order.
    added: Vec<String>,
    /// The place of each among them, by the name in lower case.
    places: Map<String, usize>,
}

impl Found<'_> {
    /// Adds the actors that corrections name and the analysis does not have. Of names that differ
    /// in case only the first in order stays.
    fn with_added(mut self, corrections: &[Correction], passages: &[Option<(u32, u32)>]) -> Self {
        let mut names: Map<String, &str> = Map::default();
        for (correction, _) in corrections.iter().zip(passages).filter(|(_, p)| p.is_some()) {
            let (Change::Speaker { speaker: Some(named), .. }
            | Change::Mention { actor: Some(named), .. }) = &correction.change
            else {
                continue;
            };
            if !named.name.is_empty() && named.first.is_none() && self.own(named).is_none() {
                let name = names.entry(lower(&named.name)).or_insert(&named.name);
                *name = (*name).min(&named.name);
            }
        }
        for name in names.values() {
            let at = self.added.partition_point(|other| other.as_str() < *name);
            self.added.insert(at, (*name).into());
        }
        self.places = self.added.iter().enumerate().map(|(at, name)| (lower(name), at)).collect();
        self
    }

    /// The statement, `(id, 0)`, or mention that a correction is about.
    fn passage(&self, change: &Change) -> Option<(u32, u32)> {
        match change {
            Change::Speaker { statement, .. }
            | Change::NotStatement { statement }
            | Change::HideStatement { statement } => statement.find(self.text, &self.statements),
            Change::Mention { mention, .. } => mention.find(self.text, &self.mentions),
            Change::Same { .. } | Change::Name { .. } | Change::HideActor { .. } => None,
        }
    }

    /// The actor of the analysis.
    fn own(&self, named: &Named) -> Option<u32> {
        named.find(self.text, &self.names, &self.mentions)
    }

    /// The actor of the analysis, or one that is added.
    fn actor(&self, named: &Named) -> Option<Node> {
        let own = self.own(named).map(|id| id as Node);
        own.or_else(|| {
            let at = self.places.get(&lower(&named.name)).filter(|_| named.first.is_none());
            at.map(|at| self.analysis.actors.len() + at)
        })
    }

    /// Brings correction number `at` to what it is about, which stands at `passage` where it is no
    /// actor; does nothing if that is gone.
    fn bring(
        &self,
        at: usize,
        change: &Change,
        passage: Option<(u32, u32)>,
        layer: &mut Layer,
    ) -> Option<()> {
        // Nobody, or an actor that is there.
        let whose = |named: &Option<Named>| match named {
            Some(named) => self.actor(named).map(Some),
            None => Some(None),
        };
        let statement = passage.map(|(id, _)| id as usize);
        match change {
            Change::Speaker { speaker, .. } => layer.speaker(at, statement?, whose(speaker)?),
            Change::NotStatement { .. } => layer.remove(at, statement?),
            Change::HideStatement { .. } => layer.hide(at, statement?),
            Change::Same { actor, other } => {
                layer.same(at, self.actor(actor)?, self.actor(other)?);
            }
            Change::Name { actor, name } => layer.name(at, self.actor(actor)?, name),
            Change::Mention { actor, .. } => layer.mention(at, passage?, whose(actor)?),
            Change::HideActor { actor } => layer.hide_actor(at, self.actor(actor)?),
        }
        Some(())
    }
}
