//! The address of an article, as copies, files and kept corrections name it.

use js_sys::encode_uri_component;
use wasm_bindgen::JsCast;
use web_sys::{Element, ShadowRoot};

use super::settings::is_web_address;
use crate::export::is_report_address;

/// Most characters of a report that stand in an address: some mail programs take no more than
/// 2,000 in all, and letters that are written in code take three each.
const IN_ADDRESS: usize = 600;

/// The article's address: what the widget's element names by `cite`, else the page's own.
pub fn of(root: &Element) -> String {
    let cited = given(root, "cite");
    let page = || web_sys::window()?.document()?.url().ok();
    cited.filter(|address| is_web_address(address)).or_else(page).unwrap_or_default()
}

/// The address that the page names for reports, with `report` in it where it begins a mail; `None`
/// where it names none that can be opened.
pub fn for_report(root: &Element, report: &str) -> Option<String> {
    let mut to = given(root, "report-to").filter(|to| is_report_address(to))?;
    if to.starts_with("mailto:") {
        to.push(if to.contains('?') { '&' } else { '?' });
        let words: String = report.chars().take(IN_ADDRESS).collect();
        to.push_str("body=");
        to.push_str(&String::from(encode_uri_component(&words)));
    }
    Some(to)
}

/// An attribute of the element around the interface.
fn given(root: &Element, attribute: &str) -> Option<String> {
    let shadow = root.get_root_node().dyn_into::<ShadowRoot>().ok()?;
    shadow.host().get_attribute(attribute)
}
