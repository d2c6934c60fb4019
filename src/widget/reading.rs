//! A text read: what was found in it, how long that took, and where it is to be painted.
//!
//! A short text is read at once, a longer one in slices between which the page has its turn.

use std::rc::Rc;

use web_sys::Element;

use super::settings::Settings;
use super::turns;
use crate::analysis::Analysis;
use crate::page::{Metadata, Plan};
use crate::selection::Item;
use crate::tagger::Memory;
use crate::text::{OffsetMap, Utf16};
use crate::{Analyzer, ui};

/// A text of at most so many bytes (500 words) is read at once: that takes some milliseconds.
const AT_ONCE_BYTES: usize = 3000;
/// A slice ends once it has taken so many milliseconds; the step under way may take a few more.
const SLICE_MS: f64 = 12.0;
/// What takes longer than so many milliseconds is told how far it is.
const PATIENCE_MS: f64 = 300.0;

/// See the module.
#[derive(Debug)]
pub struct Reading {
    /// What was read.
    pub text: Rc<str>,
    /// What was found.
    pub analysis: Rc<Analysis>,
    /// Where it is painted.
    pub plan: Plan,
    /// How long the analysis took, in milliseconds, the page's turns not counted.
    pub elapsed_ms: f64,
    /// The one setting that the analysis depends on.
    pub assume_english: bool,
}

/// True if a text is read at once.
pub fn is_short(text: &str) -> bool {
    text.len() <= AT_ONCE_BYTES
}

/// Analyses a text in slices, with the page's turns between them. `go_on` is told how much of the way is behind where it takes long, and
/// says whether the analysis is still wanted; `None` if not.
///
/// Gives the milliseconds that it took without the page's turns.
pub async fn analyze(text: &str, settings: &Settings, memory: &mut Memory, go_on: impl Fn(Option<f32>) -> bool) -> Option<(Analysis, f64)> {
    let mut analyzer = Analyzer::new(text, &settings.analysis()).remembering(std::mem::take(memory));
    let begun = now();
    let mut elapsed_ms = 0.0;
    loop {
        let slice = now();
        while now() - slice < SLICE_MS {
            if let Some(analysis) = analyzer.step() {
                *memory = analyzer.into_memory();
                return Some((analysis, elapsed_ms + now() - slice));
            }
        }
        elapsed_ms += now() - slice;
        let progress = (now() - begun > PATIENCE_MS).then(|| analyzer.progress());
        turns::others().await;
        if !go_on(progress) {
            *memory = analyzer.into_memory();
            return None;
        }
    }
}

impl Reading {
    /// Of a text that is still to be read: nothing yet.
    pub fn nothing(settings: &Settings) -> Reading {
        let (text, analysis) = ("".into(), Rc::new(Analysis::empty()));
        Reading { text, analysis, plan: Plan::default(), elapsed_ms: 0.0, assume_english: settings.assume_english }
    }

    /// Analyses the text of `article` at once.
    pub fn at_once(text: &str, article: &Element, settings: &Settings) -> Reading {
        let begun = now();
        let analysis = crate::analyze(text, &settings.analysis());
        Reading::new(text.into(), article, analysis, now() - begun, settings)
    }

    /// Lays out what was found in the text of `article`, with what its page says of it besides.
    pub fn new(text: Rc<str>, article: &Element, analysis: Analysis, elapsed_ms: f64, settings: &Settings) -> Reading {
        let analysis = Metadata::of(article).complete(&text, analysis);
        let plan = Plan::new(&text, &analysis);
        Reading { text, analysis: Rc::new(analysis), plan, elapsed_ms, assume_english: settings.assume_english }
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
