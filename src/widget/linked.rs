//! The page's address, as far as a copied link names a statement in it.
//!
//! Browsers hide the directives of a link (`:~:...`) from the page. Where the link's key stands
//! among them, it is read from the browser's own record of the navigation, if that has it.

use js_sys::Reflect;
use wasm_bindgen::JsCast;

use crate::analysis::Analysis;
use crate::export::attribution_in;

/// The attribution of this text that the page's address named when the page was loaded.
pub fn loaded(text: &str, analysis: &Analysis) -> Option<u32> {
    shown(text, analysis).or_else(|| attribution_in(&navigated()?, text, analysis))
}

/// The attribution of this text that the page's address names now, as far as the page sees it.
pub fn shown(text: &str, analysis: &Analysis) -> Option<u32> {
    attribution_in(&web_sys::window()?.document()?.url().ok()?, text, analysis)
}

/// The address that the browser noted of the navigation that led to this page. An app that has gone
/// to another address since then has another text.
fn navigated() -> Option<String> {
    let performance = web_sys::window()?.performance()?;
    let entry = performance.get_entries_by_type("navigation").get(0);
    Reflect::get(&entry, &"name".into()).ok()?.dyn_into::<js_sys::JsString>().ok()?.as_string()
}
