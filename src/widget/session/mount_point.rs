//! The place of a widget on a page.

use js_sys::Function;
use wasm_bindgen::JsValue;
use web_sys::{Element, EventTarget};

use crate::page::Ledger;

/// The elements of the page that a widget has to do with.
#[derive(Debug)]
pub struct MountPoint {
    /// A number that no other widget on the page has.
    pub id: u32,
    /// The annotated element.
    pub article: Element,
    /// The element that the interface is drawn into.
    pub root: Element,
    /// The target of the widget's events.
    pub target: EventTarget,
    /// The changes made to the page.
    pub ledger: Ledger,
    /// Tells whether a statement that the page's address names may be opened by itself.
    pub may_open: Option<Function>,
}

impl MountPoint {
    /// True where a statement that the page's address names may be opened by itself. To ask is to
    /// open it: the next answer for the same address is no.
    pub fn may_open(&self) -> bool {
        let asked = self.may_open.as_ref().map(|ask| ask.call0(&JsValue::NULL));
        asked.is_none_or(|answer| answer.is_ok_and(|may| may.is_truthy()))
    }
}
