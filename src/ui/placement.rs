//! Placing things in the viewport: the card beside its words in the text, a row within its list.
//!
//! Takes elements and rectangles in CSS pixels of the viewport; promises to set positions by CSSOM
//! only (allowed under any content security policy) and never to scroll the page.

use web_sys::{DomRect, Element, HtmlElement};

use super::beside::{GAP, PreferredSide, place_of};
use super::messages::Anchor;
use super::parts::rounded;

/// The viewport's width and height, in CSS pixels.
pub fn viewport() -> (f64, f64) {
    let window = gloo::utils::window();
    let size = |value: Result<wasm_bindgen::JsValue, _>| {
        value.ok().and_then(|v| v.as_f64()).unwrap_or(0.0)
    };
    (size(window.inner_width()), size(window.inner_height()))
}

/// The document's scroll position (left, top), in CSS pixels.
pub fn scrolled() -> (f64, f64) {
    let window = gloo::utils::window();
    (window.page_x_offset().unwrap_or(0.0), window.page_y_offset().unwrap_or(0.0))
}

/// Puts `card` beside `anchor`, clear of the panel at the left or right.
pub fn place_card(
    card: &HtmlElement,
    anchor: Anchor,
    panel: Option<DomRect>,
    preferred: PreferredSide,
) {
    let (width, height) = viewport();
    let room = match panel {
        Some(panel) if panel.left() > width / 2.0 => (0.0, panel.left()),
        Some(panel) if panel.right() < width / 2.0 => (panel.right(), width),
        _ => (0.0, width),
    };
    // A pixel of the card's own style is larger than one of the viewport where the page has `zoom`.
    let drawn = card.get_bounding_client_rect().width();
    let zoom = (drawn / f64::from(card.offset_width())).max(0.1);
    let whole_card =
        zoom * f64::from(card.scroll_height() + card.offset_height() - card.client_height());
    let place = place_of(anchor, (drawn, whole_card), room, height, preferred);
    let style = card.style();
    let set = |name: &str, pixels: f64| {
        style.set_property(name, &format!("{}px", rounded(pixels / zoom)))
    };
    let _ = if place.height < whole_card {
        set("max-height", place.height)
    } else {
        style.remove_property("max-height").map(drop)
    };
    let _ = set("left", place.left);
    let _ = set("top", place.top);
}

/// Scrolls `list`, and nothing else, until the row from `top` to `bottom` is in view; a row that is
/// too tall shows its top. The list's uppermost `covered` pixels lie under something else.
pub fn scroll_into_list(list: &Element, covered: f64, top: f64, bottom: f64) {
    let frame = list.get_bounding_client_rect();
    let above = top - frame.top() - covered - GAP;
    let below = bottom - frame.bottom() + GAP;
    let by = if above < 0.0 { above } else { below.min(above).max(0.0) };
    list.set_scroll_top(list.scroll_top() + by.round() as i32);
}
