//! The corrections of an analysis, each brought to the item that it is about.
//!
//! Takes an analysis and corrections; gives the analysis as the reader corrected it. All of them
//! look for their items in the engine's own analysis, never in what another correction has made, so
//! that their order does not matter.

use std::rc::Rc;

use super::named::{Named, is_called};
use super::passage::{Candidate, mentions, statements};
use super::view::{Corrected, Layer, Node};
use super::{Change, Correction, Passage};
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
        statements: statements(text, analysis),
        mentions: mentions(text, analysis),
        added: Vec::new(),
    };
    let found = found.with_added(corrections);
    let mut layer = Layer::new(text, analysis, &found.added);
    for (at, correction) in corrections.iter().enumerate() {
        found.bring(at, &correction.change, &mut layer);
    }
    layer.finish(corrections.len())
}

/// The items that corrections may be about.
struct Found<'a> {
    text: &'a str,
    analysis: &'a Rc<Analysis<Byte>>,
    statements: Vec<Candidate<'a>>,
    mentions: Vec<Candidate<'a>>,
    /// Names of actors that are not in the analysis, in order.
    added: Vec<String>,
}

impl Found<'_> {
    /// Adds the actors that corrections name and the analysis does not have.
    fn with_added(mut self, corrections: &[Correction]) -> Self {
        for correction in corrections {
            let named = match &correction.change {
                Change::Speaker { statement, speaker: Some(named) } => {
                    self.statement(statement).map(|_| named)
                }
                Change::Mention { mention, actor: Some(named) } => {
                    self.mention(mention).map(|_| named)
                }
                _ => None,
            };
            let Some(named) = named else { continue };
            if !named.name.is_empty() && named.first.is_none() && self.own(named).is_none() {
                self.add(&named.name);
            }
        }
        self
    }

    /// Adds a name in its place. Of names that differ in case only the first in order stays.
    fn add(&mut self, name: &str) {
        let like = self.added.iter().position(|other| is_called(other, name));
        let like = like.map(|at| self.added.remove(at));
        let name = like.filter(|other| **other < *name).unwrap_or_else(|| name.into());
        let at = self.added.partition_point(|other| *other < name);
        self.added.insert(at, name);
    }

    fn statement(&self, passage: &Passage) -> Option<usize> {
        passage.find(self.text, &self.statements).map(|(id, _)| id as usize)
    }

    fn mention(&self, passage: &Passage) -> Option<(u32, u32)> {
        passage.find(self.text, &self.mentions)
    }

    /// The actor of the analysis.
    fn own(&self, named: &Named) -> Option<u32> {
        named.find(self.text, self.analysis, &self.mentions)
    }

    /// The actor of the analysis, or one that is added.
    fn actor(&self, named: &Named) -> Option<Node> {
        let own = self.own(named).map(|id| id as Node);
        own.or_else(|| {
            let at = self.added.iter().position(|name| is_called(name, &named.name));
            at.filter(|_| named.first.is_none()).map(|at| self.analysis.actors.len() + at)
        })
    }

    /// Brings correction number `at` to what it is about; does nothing if that is gone.
    fn bring(&self, at: usize, change: &Change, layer: &mut Layer) -> Option<()> {
        match change {
            Change::Speaker { statement, speaker } => {
                let id = self.statement(statement)?;
                let speaker = match speaker {
                    Some(named) => Some(self.actor(named)?),
                    None => None,
                };
                layer.speaker(at, id, speaker);
            }
            Change::NotStatement { statement } => layer.remove(at, self.statement(statement)?),
            Change::HideStatement { statement } => layer.hide(at, self.statement(statement)?),
            Change::Same { actor, other } => {
                layer.same(at, self.actor(actor)?, self.actor(other)?);
            }
            Change::Name { actor, name } => layer.name(at, self.actor(actor)?, name),
            Change::Mention { mention, actor } => {
                let mention = self.mention(mention)?;
                let actor = match actor {
                    Some(named) => Some(self.actor(named)?),
                    None => None,
                };
                layer.mention(at, mention, actor);
            }
            Change::HideActor { actor } => layer.hide_actor(at, self.actor(actor)?),
        }
        Some(())
    }
}
