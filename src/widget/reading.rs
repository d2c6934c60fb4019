//! A text that was read, with its analysis, the time that took, and the plan to paint it by.
//!
//! Takes a text and settings; gives a [`Reading`]; promises to read a short text at once, and a
//! longer one in slices between which the page has its turn.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{JsString, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use super::kept::Shelf;
use super::session::MountPoint;
use super::settings::WidgetSettings;
use super::slices::{Slices, now};
use crate::analysis::{Analysis, Notice, NoticeCode};
use crate::corrections::{self, Corrected, Correction};
use crate::page::{Metadata, Plan};
use crate::selection::Selectable;
use crate::text::{OffsetMap, Utf16};
use crate::turns::{block_on, turn};
use crate::{Analyzer, ui};

/// Most bytes of a text that is read at once: some 500 words, which take some milliseconds.
const AT_ONCE_BYTES: usize = 3000;
/// Milliseconds after which the progress of a reading is shown: a shorter wait is hardly noticed.
const PATIENCE_MS: f64 = 300.0;
/// Most bytes of a page's text beside a frame that holds its article: its name and a line or two.
const LITTLE_BYTES: usize = 200;
/// Least share of the window that a frame takes in which an article may stand: the boxes of
/// advertisements and of other sites' posts take less.
const LARGE: f64 = 0.25;

/// A text with its analysis and the plan to paint it by.
#[derive(Debug)]
pub struct Reading {
    /// The text.
    pub text: Rc<str>,
    /// The analysis of the text as it is shown: with the reader's corrections.
    pub analysis: Rc<Analysis>,
    /// The engine's analysis of the text, which corrections leave as it is.
    pub found: Rc<Analysis>,
    /// What came of the corrections.
    pub corrected: Corrected,
    /// The reader's corrections of this article.
    pub corrections: Rc<[Correction]>,
    /// Where the corrections are kept.
    pub shelf: Shelf,
    /// Why the corrections kept could not be read, if so.
    pub trouble: Option<ui::Trouble>,
    /// The place and colour of each item.
    pub plan: Plan,
    /// The time that the analysis took, in milliseconds, the page's turns not counted.
    pub elapsed_ms: f64,
    /// The one setting that the analysis depends on.
    pub assume_english: bool,
}

/// True if a text is read at once.
pub fn is_short(text: &str) -> bool {
    text.len() <= AT_ONCE_BYTES
}

/// False if an article has far more characters than a short text. Its visible text may be short all
/// the same, where most of it is hidden.
pub fn may_be_short(article: &Element) -> bool {
    // JavaScript counts them: a long text would be copied here only to be counted.
    let all = Reflect::get(article, &"textContent".into())
        .ok()
        .and_then(|all| all.dyn_into::<JsString>().ok());
    all.is_none_or(|all| all.length() as usize <= 4 * AT_ONCE_BYTES)
}

/// True if a frame takes much of the window.
fn has_large_frame(article: &Element) -> bool {
    let window = web_sys::window();
    let size = |size: Option<JsValue>| size.and_then(|s| s.as_f64()).unwrap_or_default();
    let width = size(window.as_ref().and_then(|w| w.inner_width().ok()));
    let height = size(window.as_ref().and_then(|w| w.inner_height().ok()));
    let frames = article.owner_document().and_then(|d| d.query_selector_all("iframe,frame").ok());
    let Some(frames) = frames else { return false };
    (0..frames.length()).filter_map(|at| frames.item(at)?.dyn_into::<Element>().ok()).any(|frame| {
        let place = frame.get_bounding_client_rect();
        place.width() * place.height() > width * height * LARGE
    })
}

/// True if a text was found to hold no words, or holds too few to be an article, and nothing else
/// is known that keeps it from being analysed.
fn is_no_article(text: &str, analysis: &Analysis) -> bool {
    match &analysis.notice {
        Some(notice) => notice.code == NoticeCode::Empty,
        None => {
            text.len() <= LITTLE_BYTES
                && analysis.attributions.is_empty()
                && analysis.actors.is_empty()
        }
    }
}

/// Unpacks the tables and models that an analysis needs, in slices; does nothing after the first
/// call.
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

/// Analyses a text in slices, with the page's turns between them; gives up and gives `None` as soon
/// as `go_on` is false after a slice.
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

/// True if a reading begun at this time takes so long that its progress is shown.
pub fn is_long(begun: f64) -> bool {
    now() - begun > PATIENCE_MS
}

impl Reading {
    /// The reading of no text, in place of the article's until that is read.
    pub fn nothing(settings: &WidgetSettings) -> Reading {
        let (text, analysis) = ("".into(), Rc::new(Analysis::empty()));
        Reading {
            text,
            found: analysis.clone(),
            corrected: Corrected::of(&analysis),
            analysis,
            corrections: Rc::new([]),
            shelf: Shelf::default(),
            trouble: None,
            plan: Plan::default(),
            elapsed_ms: 0.0,
            assume_english: settings.assume_english,
        }
    }

    /// Analyses the text of the article at once.
    pub fn at_once(text: &str, place: &MountPoint, settings: &WidgetSettings) -> Reading {
        let begun = now();
        let analysis = crate::analyze(text, &settings.analysis());
        block_on(Reading::in_turns(text.into(), place, analysis, now() - begun, settings))
    }

    /// The reading of the article's text once that is analysed, worked out in turns: adds the
    /// page's metadata to the analysis, lays the corrections kept over it and makes the plan to
    /// paint by.
    pub async fn in_turns(
        text: Rc<str>,
        place: &MountPoint,
        analysis: Analysis,
        elapsed_ms: f64,
        settings: &WidgetSettings,
    ) -> Reading {
        let assume_english = settings.assume_english;
        let article = &place.article;
        let mut analysis = Metadata::of(article).complete(&text, analysis);
        if is_no_article(&text, &analysis) && has_large_frame(article) {
            let message = ui::IN_FRAME.to_owned();
            analysis.notice = Some(Notice { code: NoticeCode::Empty, message });
        }
        let found = Rc::new(analysis);
        turn().await;
        let shelf = Shelf::of(&place.root);
        let (kept, trouble) = match shelf.load() {
            Ok(kept) => (kept, None),
            Err(why) => (Vec::new(), Some(ui::Trouble::Kept(why))),
        };
        let corrected = corrections::apply(&text, &found, &kept);
        let (corrections, corrected) = match kept.is_empty() {
            true => (kept, corrected),
            // Another article may have the same address.
            false => {
                let of_found = kept.into_iter().zip(corrected.found);
                let own = of_found.filter(|(correction, is_found)| {
                    *is_found || corrections::belongs(&text, &found, correction)
                });
                let own: Vec<Correction> = own.map(|(correction, _)| correction).collect();
                turn().await;
                let corrected = corrections::apply(&text, &found, &own);
                (own, corrected)
            }
        };
        turn().await;
        let analysis = corrected.analysis.clone();
        let plan = Plan::new_in_turns(&text, &analysis).await;
        let corrections = corrections.into();
        Reading {
            text,
            analysis,
            found,
            corrected,
            corrections,
            shelf,
            trouble,
            plan,
            elapsed_ms,
            assume_english,
        }
    }

    /// The same reading with these corrections instead of its own.
    pub async fn with_corrections(&self, list: Vec<Correction>) -> Reading {
        let corrected = corrections::apply(&self.text, &self.found, &list);
        let analysis = corrected.analysis.clone();
        let plan = Plan::new_in_turns(&self.text, &analysis).await;
        Reading {
            text: self.text.clone(),
            analysis,
            found: self.found.clone(),
            corrected,
            corrections: list.into(),
            shelf: self.shelf.clone(),
            trouble: None,
            plan,
            elapsed_ms: self.elapsed_ms,
            assume_english: self.assume_english,
        }
    }

    /// The corrections as the interface lists them.
    fn correction_list(&self) -> Rc<ui::CorrectionList> {
        Rc::new(ui::CorrectionList {
            corrections: self.corrections.clone(),
            marks: self.corrected.marks.clone(),
            found: self.corrected.found.clone(),
            trouble: self.trouble,
        })
    }

    /// The text and analysis as the interface takes them.
    pub fn analysed_text(&self) -> ui::AnalysedText {
        ui::AnalysedText {
            text: self.text.clone(),
            analysis: self.analysis.clone(),
            elapsed_ms: self.elapsed_ms,
            corrections: self.correction_list(),
        }
    }

    /// The analysis in UTF-16 code units, as JavaScript counts.
    pub fn utf16(&self) -> Analysis<Utf16> {
        self.analysis.convert(&OffsetMap::new(&self.text))
    }

    /// Finds an item of an earlier reading in this one: the actor of the same name, the attribution
    /// of the same content.
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
