//! A text read: what was found in it, how long that took, and where it is to be painted.
//!
//! A short text is read at once, a longer one in slices between which the page has its turn.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{JsString, Reflect};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::settings::WidgetSettings;
use super::slices::{Slices, now};
use crate::analysis::Analysis;
use crate::page::{Metadata, Plan};
use crate::selection::Selectable;
use crate::text::{OffsetMap, Utf16};
use crate::turns::{block_on, turn};
use crate::{Analyzer, ui};

/// A text of at most so many bytes (500 words) is read at once: that takes some milliseconds.
const AT_ONCE_BYTES: usize = 3000;
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

/// False if so much stands in an article that its text cannot be short, unless most of it is not to
/// be seen.
pub fn may_be_short(article: &Element) -> bool {
    // Counted where it is: a long text would be copied here only to be counted.
    let all = Reflect::get(article, &"textContent".into())
        .ok()
        .and_then(|all| all.dyn_into::<JsString>().ok());
    all.is_none_or(|all| all.length() as usize <= 4 * AT_ONCE_BYTES)
}

/// Gets ready what an analysis needs, which takes some time the first time.
pub async fn load(slices: &mut Slices) {
    thread_local! {
        static LOADED: Cell<bool> = const { Cell::new(false) };
    }
    if !LOADED.replace(true) {
        for part in 0.. {
            slices.stop().await;
            if !slices.finish(crate::ENGLISH.prepare(part)).await {
                break;
            }
        }
    }
}

/// Analyses a text in slices, with the page's turns between them, as long as `go_on` says so;
/// `None` if it does not.
pub async fn analyze(
    text: &str,
    settings: &WidgetSettings,
    slices: &mut Slices,
    go_on: impl Fn() -> bool,
) -> Option<Analysis> {
    load(slices).await;
    let mut analyzer = Analyzer::new(text, &settings.analysis());
    loop {
        if let Some(analysis) = analyzer.step() {
            return Some(analysis);
        }
        if slices.rest().await && !go_on() {
            return None;
        }
    }
}

/// True if what began then takes so long that it is told how far it is.
pub fn is_long(begun: f64) -> bool {
    now() - begun > PATIENCE_MS
}

impl Reading {
    /// Of a text that is still to be read: nothing yet.
    pub fn nothing(settings: &WidgetSettings) -> Reading {
        let (text, analysis) = ("".into(), Rc::new(Analysis::empty()));
        Reading {
            text,
            analysis,
            plan: Plan::default(),
            elapsed_ms: 0.0,
            assume_english: settings.assume_english,
        }
    }

    /// Analyses the text of `article` at once.
    pub fn at_once(text: &str, article: &Element, settings: &WidgetSettings) -> Reading {
        let begun = now();
        let analysis = crate::analyze(text, &settings.analysis());
        block_on(Reading::in_turns(text.into(), article.clone(), analysis, now() - begun, settings))
    }

    /// Lays out what was found in the text of `article`, with what its page says of it besides, in
    /// turns.
    pub async fn in_turns(
        text: Rc<str>,
        article: Element,
        analysis: Analysis,
        elapsed_ms: f64,
        settings: &WidgetSettings,
    ) -> Reading {
        let assume_english = settings.assume_english;
        let analysis = Rc::new(Metadata::of(&article).complete(&text, analysis));
        turn().await;
        let plan = Plan::new_in_turns(&text, &analysis).await;
        Reading { text, analysis, plan, elapsed_ms, assume_english }
    }

    /// For the interface.
    pub fn model(&self) -> ui::Model {
        ui::Model {
            text: self.text.clone(),
            analysis: self.analysis.clone(),
            elapsed_ms: self.elapsed_ms,
        }
    }

    /// For JavaScript.
    pub fn utf16(&self) -> Analysis<Utf16> {
        self.analysis.convert(&OffsetMap::new(&self.text))
    }

    /// The item of this reading that `item` of the reading `before` is, if it is still there: the
    /// actor of the same name, the attribution of the same content.
    pub fn same_as(&self, before: &Reading, item: Selectable) -> Option<Selectable> {
        match item {
            Selectable::Actor(id) => {
                let name = &before.analysis.actors.get(id as usize)?.name;
                self.analysis
                    .actors
                    .iter()
                    .find(|a| a.name == *name)
                    .map(|a| Selectable::Actor(a.id))
            }
            Selectable::Attribution(id) => {
                let content = before
                    .analysis
                    .attributions
                    .get(id as usize)?
                    .content
                    .first()?
                    .of(&before.text);
                let same = |a: &&crate::analysis::Attribution<_>| {
                    a.content.first().is_some_and(|c| c.of(&self.text) == content)
                };
                self.analysis.attributions.iter().find(same).map(|a| Selectable::Attribution(a.id))
            }
        }
    }
}
