//! The address of an article, as copies, files and kept corrections name it.

use wasm_bindgen::JsCast;
use web_sys::{Element, ShadowRoot};

use super::settings::is_web_address;

/// The article's address: what the widget's element names by `cite`, else the page's own.
pub fn of(root: &Element) -> String {
    let host = root.get_root_node().dyn_into::<ShadowRoot>().ok().map(|shadow| shadow.host());
    let cited = host.and_then(|host| host.get_attribute("cite"));
    let page = || web_sys::window()?.document()?.url().ok();
    cited.filter(|address| is_web_address(address)).or_else(page).unwrap_or_default()
}
