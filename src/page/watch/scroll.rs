//! Scrolling the page to a passage, and keeping it in place while its layout changes.
//!
//! Takes a range; scrolls the page and the boxes around it; promises not to scroll to a passage
//! that is in view already.

use wasm_bindgen::JsCast;
use web_sys::{
    Document, Element, HtmlElement, Range, ScrollBehavior, ScrollToOptions, Text, Window,
};

use super::pointing::character_at_point;
use crate::page::map::TextMap;

/// The heights at which passages stand in the viewport, in shares of its height from the top.
struct ViewHeights {
    /// The height that a passage is scrolled to.
    down: f64,
    /// A passage between these two heights is in view.
    seen: (f64, f64),
}

/// The heights on a wide screen, with the panel beside the text.
const WIDE: ViewHeights = ViewHeights { down: 0.3, seen: (0.08, 0.6) };
/// The heights on a narrow screen, where panel and card cover the lower half.
const NARROW: ViewHeights = ViewHeights { down: 0.12, seen: (0.08, 0.5) };
/// In a viewport of at most this width, in CSS pixels, panel and card are a sheet at the bottom.
/// `src/ui/style.css`, `www/page.css` and the rules in `widget/panel_space.rs` have the same width.
pub const NARROW_PX: f64 = 720.0;
/// Greatest height, in shares of the viewport's, of a passage that is brought into view as a whole;
/// of a taller one only the first line is.
const WHOLE: f64 = 0.3;

/// True where panel and card are a sheet at the bottom of the screen.
pub fn is_narrow() -> bool {
    web_sys::window()
        .and_then(|w| w.inner_width().ok()?.as_f64())
        .is_some_and(|width| width <= NARROW_PX)
}

/// Scrolls the page, and any scrolling box around the passage, to bring `range` into view, or its
/// start where it is long. At once where the reader asked for less motion, else smoothly.
pub fn reveal(range: &Range) {
    let Some(window) = web_sys::window() else { return };
    scroll(
        &window,
        range,
        if reduced_motion(&window) { ScrollBehavior::Instant } else { ScrollBehavior::Smooth },
    );
}

/// The same as [`reveal`], but never smoothly, so that the passage has its place when this returns.
pub fn reveal_at_once(range: &Range) {
    if let Some(window) = web_sys::window() {
        scroll(&window, range, ScrollBehavior::Instant);
    }
}

/// Scrolls to `range`, if it is not in view.
fn scroll(window: &Window, range: &Range, behavior: ScrollBehavior) {
    let start = range.start_container().ok();
    let first = range.get_client_rects().and_then(|rects| rects.item(0));
    let Some(place) = first else { return };
    let Some(screen) = window.inner_height().ok().and_then(|h| h.as_f64()) else { return };
    let whole = range.get_bounding_client_rect();
    let place = if whole.height() <= screen * WHOLE { whole } else { place };
    let (mut top, height) = (place.top(), place.height());
    let heights = if is_narrow() { NARROW } else { WIDE };
    let down = heights.down;
    let mut at = start.and_then(|node| node.parent_element());
    while let Some(element) = at {
        at = element.parent_element();
        if !scrolls(window, &element) {
            continue;
        }
        let frame = element.get_bounding_client_rect();
        let tall = f64::from(element.client_height());
        if top < frame.top() || top + height > frame.top() + tall {
            let wanted = top - frame.top() - tall * down;
            let most = f64::from(element.scroll_height()) - tall - f64::from(element.scroll_top());
            // Not by `clamp`: its panic prints fractions, and the code for that would be shipped.
            let by = wanted.min(most.max(0.0)).max(-f64::from(element.scroll_top()));
            element.scroll_by_with_scroll_to_options(&options(by, behavior));
            top -= by;
        }
    }
    if top < screen * heights.seen.0 || top + height > screen * heights.seen.1 {
        window.scroll_by_with_scroll_to_options(&options(top - screen * down, behavior));
    }
}

/// The text in the middle of the screen and its height there, to scroll back to. Browsers do not
/// keep text in place by themselves where a page's margins change.
#[derive(Debug)]
pub struct ScrollAnchor {
    text: Range,
    /// Distance of the text's top from the top of the viewport, in CSS pixels.
    top: f64,
}

impl ScrollAnchor {
    /// The text now in the middle of the screen: of `map`, or of `article` while the map is still
    /// empty. `None` where the page is not scrolled.
    pub fn now(map: &TextMap, article: &Element) -> Option<ScrollAnchor> {
        let window = web_sys::window()?;
        let document = window.document()?;
        if window.page_y_offset().ok()? == 0.0 {
            return None;
        }
        let middle = window.inner_height().ok()?.as_f64()? / 2.0;
        let text = if map.node_count() == 0 {
            character_near(&document, article, middle)?
        } else {
            text_at(&document, map, middle)?
        };
        Some(ScrollAnchor { top: text.get_bounding_client_rect().top(), text })
    }

    /// Scrolls the page so that the text stands at its former height.
    pub fn keep(self) {
        let moved = self.text.get_bounding_client_rect().top() - self.top;
        if let Some(window) = web_sys::window().filter(|_| moved != 0.0) {
            window.scroll_by_with_scroll_to_options(&options(moved, ScrollBehavior::Instant));
        }
    }
}

/// A character near the left edge of `article`, at the height `middle` or a little off it: there is
/// no character between two paragraphs.
fn character_near(document: &Document, article: &Element, middle: f64) -> Option<Range> {
    let left = article.get_bounding_client_rect().left();
    let heights = [0.0, 0.08, -0.08, 0.16, -0.16].map(|share| middle * (1.0 + share));
    let (text, at) = heights
        .into_iter()
        .find_map(|y| character_at_point(document, &[], left as f32 + 24.0, y as f32))?;
    range(document, &text, at, at + 1)
}

/// The character of `map` at the height `middle`, or the whole text node nearest to it.
fn text_at(document: &Document, map: &TextMap, middle: f64) -> Option<Range> {
    let whole = |node: u32| range(document, map.node(node), 0, map.node(node).length());
    // Texts nearly always stand one below the other, so the right one is found by halving.
    let (mut above, mut below) = (0, map.node_count());
    while above < below {
        let half = u32::midpoint(above, below);
        if whole(half)?.get_bounding_client_rect().bottom() < middle {
            above = half + 1
        } else {
            below = half
        }
    }
    let nearest = whole(above.min(map.node_count().checked_sub(1)?))?;
    let left = nearest.get_bounding_client_rect().left();
    let character = character_at_point(document, map.shadows(), left as f32 + 2.0, middle as f32);
    Some(character.and_then(|(text, at)| range(document, &text, at, at + 1)).unwrap_or(nearest))
}

fn range(document: &Document, text: &Text, from: u32, to: u32) -> Option<Range> {
    let range = document.create_range().ok()?;
    range.set_start(text, from).ok()?;
    range.set_end(text, to).ok()?;
    Some(range)
}

/// True if `element` is a box that scrolls by itself. The page's own scrolling is the window's.
fn scrolls(window: &Window, element: &Element) -> bool {
    if element.scroll_height() <= element.client_height()
        || element.client_height() == 0
        || element.dyn_ref::<HtmlElement>().is_none()
    {
        return false;
    }
    if matches!(element.local_name().as_str(), "html" | "body") {
        return false;
    }
    let style = window.get_computed_style(element).ok().flatten();
    style
        .and_then(|s| s.get_property_value("overflow-y").ok())
        .is_some_and(|o| matches!(o.as_str(), "auto" | "scroll"))
}

/// Scrolling down by `by` CSS pixels.
fn options(by: f64, behavior: ScrollBehavior) -> ScrollToOptions {
    let options = ScrollToOptions::new();
    options.set_top(by);
    options.set_behavior(behavior);
    options
}

/// True if the reader asked for less motion.
fn reduced_motion(window: &Window) -> bool {
    window
        .match_media("(prefers-reduced-motion: reduce)")
        .ok()
        .flatten()
        .is_some_and(|m| m.matches())
}
