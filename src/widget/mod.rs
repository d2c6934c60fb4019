//! The JavaScript API: `analyze`, `annotate` and its handle.
//!
//! Takes a page element; gives highlights on it and a panel; promises that no panic reaches the
//! page and that `destroy()` leaves the page as it was. `www/whosaid.js` wraps these exports: it
//! loads the module, makes the element that the panel is drawn into, and cleans up should the
//! module die.

mod address;
mod clipboard;
mod events;
mod json;
mod kept;
mod linked;
mod margin_map;
mod panel_space;
mod panics;
mod plain;
mod preferences;
mod reading;
mod save;
mod session;
mod settings;
mod slices;

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, EventTarget};

use crate::export::Format;
use crate::page::{Ledger, Story, TextMap, handover};
use crate::text::OffsetMap;
use plain::plain;
use session::{MountPoint, Session};
use settings::WidgetSettings;
use slices::Slices;

pub use panics::{is_dead, on_panic, stack_end};

/// Analyses a text. Gives a plain object of schema 1 (see `www/whosaid.d.ts`), with spans in UTF-16
/// code units. A long text is analysed in slices, between which the page has its turn.
///
/// # Errors
/// Where the options cannot be read.
#[wasm_bindgen(skip_typescript)]
pub async fn analyze(text: String, options: JsValue) -> Result<JsValue, JsError> {
    let settings = WidgetSettings::default().with(&options)?;
    let analysis = reading::analyze(&text, &settings, &mut Slices::begin(), || !is_dead()).await;
    let analysis = analysis.ok_or_else(|| JsError::new("The engine has stopped working."))?;
    plain(&analysis.convert(&OffsetMap::new(&text)))
}

/// Annotates an element of the page.
///
/// - `article`: the element whose text is analysed and painted;
/// - `root`: an empty element, in a shadow root, for the interface;
/// - `target`: the target of the events;
/// - `ledger`: an object with `highlights` (a Set) and `sheets` (a Map), kept so that the page can
///   be cleaned up without the engine, `id`, a number that no other widget on the page has, and
///   `mayOpen`, a function that tells whether a statement that the page's address names may be
///   opened by itself; without it each may.
///
/// # Errors
/// Where the options cannot be read or the page lacks something needed; nothing was done to the
/// page then.
#[wasm_bindgen(skip_typescript)]
pub fn annotate(
    article: Element,
    root: Element,
    target: EventTarget,
    ledger: &JsValue,
    options: &JsValue,
) -> Result<Handle, JsError> {
    let settings = WidgetSettings::default().with(options)?;
    let id = js_sys::Reflect::get(ledger, &"id".into()).ok().and_then(|id| id.as_f64());
    let (Some(id), Some(kept)) = (id, Ledger::of(ledger)) else {
        return Err(JsError::new(
            "The ledger must have a number `id`, a Set `highlights` and a Map `sheets`.",
        ));
    };
    let may_open = js_sys::Reflect::get(ledger, &"mayOpen".into()).ok();
    let may_open = may_open.and_then(|ask| ask.dyn_into().ok());
    let place = MountPoint { id: id as u32, article, root, target, ledger: kept, may_open };
    Ok(Handle { session: Session::start(place, settings)? })
}

/// Finds the story of a page that does not name it: `{element, chars, text, title, authors,
/// published}`, or null where the document has no body. A field of which the page says nothing is
/// an empty string or array; `text` is empty unless `with_text` is set. The work goes in slices,
/// between which the page has its turn.
#[wasm_bindgen(skip_typescript)]
pub async fn find_article(document: Document, with_text: bool) -> JsValue {
    let mut slices = Slices::begin();
    let Some(Story { element, metadata, chars }) = slices.finish(Story::find(&document)).await
    else {
        return JsValue::NULL;
    };
    let text = if with_text { JsValue::from(TextMap::read(&element).text()) } else { "".into() };
    let authors = metadata
        .authors
        .iter()
        .map(|name| JsValue::from_str(name))
        .collect::<js_sys::Array>()
        .into();
    events::object(&[
        ("element", element.into()),
        ("chars", chars.into()),
        ("text", text),
        ("title", metadata.title.into()),
        ("authors", authors),
        ("published", metadata.published.into()),
    ])
}

/// The article in a page that was handed over, both as lines in the forms of
/// `www/reader-article.js`. The work goes in slices, between which the page has its turn.
#[wasm_bindgen(skip_typescript)]
pub async fn article_in(page: String) -> String {
    Slices::begin().finish(handover::read(&page)).await
}

/// An annotated element, from [`annotate`] until `destroy()`.
#[wasm_bindgen(skip_typescript)]
pub struct Handle {
    session: std::rc::Rc<Session>,
}

#[wasm_bindgen]
impl Handle {
    /// The analysis, empty until [`Handle::ready`] settles: a plain object of schema 1, with spans
    /// in UTF-16 code units of [`Handle::text`].
    ///
    /// # Errors
    /// None is known: an analysis can always be written as an object, but the function that writes
    /// it could refuse.
    #[wasm_bindgen(getter, skip_typescript)]
    pub fn analysis(&self) -> Result<JsValue, JsError> {
        plain(&self.session.analysis())
    }

    /// Settles once the element's text is analysed and painted, or the handle destroyed.
    #[wasm_bindgen(skip_typescript)]
    pub fn ready(&self) -> js_sys::Promise {
        self.session.ready()
    }

    /// The text that was analysed, as it reads on the page.
    #[wasm_bindgen(getter, skip_typescript)]
    pub fn text(&self) -> String {
        self.session.text()
    }

    /// Selects an item and scrolls to it: an attribution by its number or as `{attribution: n}`, an
    /// actor as `{actor: n}`. Null selects nothing.
    ///
    /// # Errors
    /// Where the argument is none of these, or there is no such item.
    #[wasm_bindgen(skip_typescript)]
    pub fn select(&self, item: &JsValue) -> Result<(), JsError> {
        self.session.select(settings::item(item)?)
    }

    /// The article in a format of [`Format`], by its name: what the panel saves as a file.
    ///
    /// # Errors
    /// Where there is no such format.
    #[wasm_bindgen(skip_typescript)]
    pub fn export(&self, format: &str) -> Result<String, JsError> {
        let refused = || settings::no_format(format);
        let format = Format::named(format).filter(|format| *format != Format::JsonLines);
        self.session.export(format.ok_or_else(refused)?).map_err(|_| refused())
    }

    /// Changes options and reads the page again. Options that are not given stay.
    ///
    /// # Errors
    /// Where an option cannot be read; nothing is changed then.
    #[wasm_bindgen(skip_typescript)]
    pub fn update(&self, options: &JsValue) -> Result<(), JsError> {
        self.session.update(options)
    }

    /// Tells the page that the element is annotated, by `whosaid:ready`. The loader calls it once
    /// all is in place.
    #[wasm_bindgen(skip_typescript)]
    pub fn announce(&self) {
        self.session.announce();
    }

    /// Takes everything off the page. Further calls do nothing.
    #[wasm_bindgen(skip_typescript)]
    pub fn destroy(&self) {
        self.session.destroy();
    }
}
