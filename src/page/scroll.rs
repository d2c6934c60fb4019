//! Scrolling the page to a passage.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Range, ScrollBehavior, ScrollToOptions, Window};

/// A passage is shown this far down the viewport: above the middle, since a panel may cover the lower half of a small screen.
const DOWN: f64 = 0.3;

/// The part of the viewport, from its top, in which a passage counts as seen already.
const SEEN: (f64, f64) = (0.08, 0.6);

/// Scrolls whatever it takes (the page and any scrolling box round the passage) to bring the start of `range` into view; not at all if it
/// is there. At once where the reader asked for less motion, else smoothly.
pub fn reveal(range: &Range) {
    let Some(window) = web_sys::window() else { return };
    scroll(&window, range, if reduced_motion(&window) { ScrollBehavior::Instant } else { ScrollBehavior::Smooth });
}

/// The same, done when this returns: for who needs to know where the passage stands then.
pub fn reveal_at_once(range: &Range) {
    if let Some(window) = web_sys::window() {
        scroll(&window, range, ScrollBehavior::Instant);
    }
}

fn scroll(window: &Window, range: &Range, behavior: ScrollBehavior) {
    let start = range.start_container().ok();
    let first = range.get_client_rects().and_then(|rects| rects.item(0));
    let Some(place) = first else { return };
    let (mut top, height) = (place.top(), place.height());
    let mut at = start.and_then(|node| node.parent_element());
    while let Some(element) = at {
        at = element.parent_element();
        if !scrolls(window, &element) {
            continue;
        }
        let frame = element.get_bounding_client_rect();
        let room = f64::from(element.client_height());
        if top < frame.top() || top + height > frame.top() + room {
            let wanted = top - frame.top() - room * DOWN;
            let most = f64::from(element.scroll_height()) - room - f64::from(element.scroll_top());
            let by = wanted.clamp(-f64::from(element.scroll_top()), most.max(0.0));
            element.scroll_by_with_scroll_to_options(&options(by, behavior));
            top -= by;
        }
    }
    let Some(room) = window.inner_height().ok().and_then(|h| h.as_f64()) else { return };
    if top < room * SEEN.0 || top + height > room * SEEN.1 {
        window.scroll_by_with_scroll_to_options(&options(top - room * DOWN, behavior));
    }
}

/// True if `element` is a box that scrolls by itself; the page's own scrolling is the window's.
fn scrolls(window: &Window, element: &Element) -> bool {
    if element.scroll_height() <= element.client_height() || element.client_height() == 0 || element.dyn_ref::<HtmlElement>().is_none() {
        return false;
    }
    if matches!(element.local_name().as_str(), "html" | "body") {
        return false;
    }
    let style = window.get_computed_style(element).ok().flatten();
    style.and_then(|s| s.get_property_value("overflow-y").ok()).is_some_and(|o| matches!(o.as_str(), "auto" | "scroll"))
}

fn options(by: f64, behavior: ScrollBehavior) -> ScrollToOptions {
    let options = ScrollToOptions::new();
    options.set_top(by);
    options.set_behavior(behavior);
    options
}

fn reduced_motion(window: &Window) -> bool {
    window.match_media("(prefers-reduced-motion: reduce)").ok().flatten().is_some_and(|m| m.matches())
}
