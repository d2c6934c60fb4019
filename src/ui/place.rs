//! Where things stand in the viewport: the card beside its place in the text, a row within its
//! list.
//!
//! Takes elements and rectangles in CSS pixels of the viewport; promises to set positions by CSSOM
//! only (allowed under any content security policy) and never to scroll the page.

use web_sys::{DomRect, Element, HtmlElement};

use super::parts::whole;
use super::state::Rect;

/// Space between a card and the words it belongs to, and between a card and the viewport's edge.
const GAP: f64 = 10.0;
/// At most this wide, the panel is a sheet at the bottom and cards stand in it. The stylesheet says
/// the same.
const NARROW: f64 = 720.0;

/// Where a card fits neither below its words nor above them, it is scrolled in what space there is,
/// if that is so tall.
const LEAST: f64 = 120.0;

fn viewport() -> (f64, f64) {
    let window = gloo::utils::window();
    let size = |value: Result<wasm_bindgen::JsValue, _>| {
        value.ok().and_then(|v| v.as_f64()).unwrap_or(0.0)
    };
    (size(window.inner_width()), size(window.inner_height()))
}

/// True where the panel is a sheet at the bottom.
pub fn is_narrow() -> bool {
    viewport().0 <= NARROW
}

/// How far the document is scrolled, left and top.
pub fn scrolled() -> (f64, f64) {
    let window = gloo::utils::window();
    (window.page_x_offset().unwrap_or(0.0), window.page_y_offset().unwrap_or(0.0))
}

/// Where a card of `size` (width, height) goes beside `anchor` (left, top, width, height) in a room
/// from (0, 0) to `room`: below it, else above it (or, if `above_first`, the other way round), else
/// as low as fits; never beyond the room's left or upper edge.
pub fn beside(anchor: Rect, size: (f64, f64), room: (f64, f64), above_first: bool) -> (f64, f64) {
    let (left, top, _, height) = anchor;
    let below = top + height + GAP;
    let above = top - GAP - size.1;
    let fits_below = below + size.1 + GAP <= room.1;
    let y = if above >= GAP && (above_first || !fits_below) {
        above
    } else if fits_below {
        below
    } else {
        room.1 - size.1 - GAP
    };
    (left.min(room.0 - size.0 - GAP).max(GAP), y.max(GAP))
}

/// Puts `card` beside `anchor`, clear of the panel at the one side or the other; `above` it, where
/// there is room, rather than below.
pub fn place_card(card: &HtmlElement, anchor: Rect, panel: Option<DomRect>, above: bool) {
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
    let space = (anchor.1 - 2.0 * GAP).max(height - anchor.1 - anchor.3 - 2.0 * GAP);
    let style = card.style();
    let set =
        |name: &str, pixels: f64| style.set_property(name, &format!("{}px", whole(pixels / zoom)));
    let _ = if space >= LEAST && space < tall {
        tall = space.floor();
        set("max-height", tall)
    } else {
        style.remove_property("max-height").map(drop)
    };
    let (x, y) = beside(
        (anchor.0 - from, anchor.1, anchor.2, anchor.3),
        (drawn, tall),
        (to - from, height),
        above,
    );
    let _ = set("left", x + from);
    let _ = set("top", y);
}

/// Scrolls `list`, and nothing else, until the row from `top` to `bottom` is in its view; its top
/// where it is too tall for that. `covered` is how much of the list's upper edge lies under
/// something.
pub fn scroll_into_list(list: &Element, covered: f64, top: f64, bottom: f64) {
    let frame = list.get_bounding_client_rect();
    let above = top - frame.top() - covered - GAP;
    let below = bottom - frame.bottom() + GAP;
    let by = if above < 0.0 { above } else { below.min(above).max(0.0) };
    list.set_scroll_top(list.scroll_top() + by.round() as i32);
}
