//! A text read: what was found in it, how long that took, and where it is to be painted.

use std::rc::Rc;

use super::settings::Settings;
use crate::analysis::Analysis;
use crate::page::Plan;
use crate::selection::Item;
use crate::text::{OffsetMap, Utf16};
use crate::ui;

/// See the module.
#[derive(Debug)]
pub struct Reading {
    /// What was read.
    pub text: Rc<str>,
    /// What was found.
    pub analysis: Rc<Analysis>,
    /// Where it is painted.
    pub plan: Plan,
    /// How long the analysis took, in milliseconds.
    pub elapsed_ms: f64,
    /// The one setting that the analysis depends on.
    pub assume_english: bool,
}

impl Reading {
    /// Analyses a text and measures the time.
    pub fn of(text: &str, settings: &Settings) -> Reading {
        let begun = now();
        let analysis = crate::analyze(text, &settings.analysis());
        let elapsed_ms = now() - begun;
        let plan = Plan::new(text, &analysis);
        Reading { text: text.into(), analysis: Rc::new(analysis), plan, elapsed_ms, assume_english: settings.assume_english }
    }

    /// For the interface.
    pub fn model(&self) -> ui::Model {
        ui::Model { text: self.text.clone(), analysis: self.analysis.clone(), elapsed_ms: self.elapsed_ms }
    }

    /// For JavaScript.
    pub fn utf16(&self) -> Analysis<Utf16> {
        self.analysis.convert(&OffsetMap::new(&self.text))
    }

    /// The item of this reading that `item` of the reading `before` is, if it is still there: the actor of the same name, the attribution
    /// of the same content.
    pub fn same_as(&self, before: &Reading, item: Item) -> Option<Item> {
        match item {
            Item::Actor(id) => {
                let name = &before.analysis.actors.get(id as usize)?.name;
                self.analysis.actors.iter().find(|a| a.name == *name).map(|a| Item::Actor(a.id))
            }
            Item::Attribution(id) => {
                let content = before.analysis.attributions.get(id as usize)?.content.first()?.of(&before.text);
                let same = |a: &&crate::analysis::Attribution<_>| a.content.first().is_some_and(|c| c.of(&self.text) == content);
                self.analysis.attributions.iter().find(same).map(|a| Item::Attribution(a.id))
            }
        }
    }
}

/// Milliseconds on the page's monotonic clock.
pub fn now() -> f64 {
    web_sys::window().and_then(|w| w.performance()).map_or(0.0, |p| p.now())
}
