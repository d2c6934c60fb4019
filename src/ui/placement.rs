//! Placing things in the viewport: the card beside its words in the text, a row within its list.
//!
//! Takes elements and rectangles in CSS pixels of the viewport; promises to set positions by CSSOM
//! only (allowed under any content security policy) and never to scroll the page.

use web_sys::{DomRect, Element, HtmlElement};

use super::parts::rounded;
use crate::page::Rect;

/// Distance between a card and its words, and between a card and the viewport's edge, in CSS
/// pixels.
const GAP: f64 = 10.0;

/// A card that fits neither below its words nor above them is made as tall as the space there, if
/// that is at least this many CSS pixels.
const LEAST_HEIGHT: f64 = 120.0;

/// The side of the words that a card takes where both sides have room for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PreferredSide {
    /// Above the words.
    Above,
    /// Below the words.
    Below,
}

/// The viewport's width and height, in CSS pixels.
fn viewport() -> (f64, f64) {
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

/// The left and top of a card of `size` (width, height) beside `anchor`, in a space from (0, 0) to
/// `space`: on the preferred side of the anchor, else on the other, else as low as fits; never
/// beyond the space's left or upper edge.
pub fn beside(
    anchor: Rect,
    size: (f64, f64),
    space: (f64, f64),
    preferred: PreferredSide,
) -> (f64, f64) {
    let below = anchor.bottom() + GAP;
    let above = anchor.top - GAP - size.1;
    let fits_below = below + size.1 + GAP <= space.1;
    let y = if above >= GAP && (preferred == PreferredSide::Above || !fits_below) {
        above
    } else if fits_below {
        below
    } else {
        space.1 - size.1 - GAP
    };
    (anchor.left.min(space.0 - size.0 - GAP).max(GAP), y.max(GAP))
}

/// Puts `card` beside `anchor`, clear of the panel at the left or right.
pub fn place_card(
    card: &HtmlElement,
    anchor: Rect,
    panel: Option<DomRect>,
    preferred: PreferredSide,
) {
    let (width, height) = viewport();
    let (from, to) = match panel {
        Some(panel) if panel.left() > width / 2.0 => (0.0, panel.left()),
        Some(panel) if panel.right() < width / 2.0 => (panel.right(), width),
        _ => (0.0, width),
    };
    // A pixel of the card's own style is larger than one of the viewport where the page has `zoom`.
    let drawn = card.get_bounding_client_rect().width();
    let zoom = (drawn / f64::from(card.offset_width())).max(0.1);
    let whole_card =
        zoom * f64::from(card.scroll_height() + card.offset_height() - card.client_height());
    let mut tall = whole_card.min(height - 2.0 * GAP);
    let space = (anchor.top - 2.0 * GAP).max(height - anchor.top - anchor.height - 2.0 * GAP);
    let style = card.style();
    let set = |name: &str, pixels: f64| {
        style.set_property(name, &format!("{}px", rounded(pixels / zoom)))
    };
    let _ = if space >= LEAST_HEIGHT && space < tall {
        tall = space.floor();
        set("max-height", tall)
    } else {
        style.remove_property("max-height").map(drop)
    };
    let anchor = Rect { left: anchor.left - from, ..anchor };
    let (x, y) = beside(anchor, (drawn, tall), (to - from, height), preferred);
    let _ = set("left", x + from);
    let _ = set("top", y);
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
