//! Scrolling the page to a passage, and keeping it in place while its layout changes.
//!
//! Takes a range; scrolls the page and the boxes around it; promises not to scroll to a passage
//! that is in view already.

use std::cell::RefCell;

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::render::{AnimationFrame, request_animation_frame};
use wasm_bindgen::JsCast;
use web_sys::{
    Document, Element, HtmlElement, Range, ScrollBehavior, ScrollToOptions, Text, Window,
};

use super::pointing::character_at_point;
use crate::page::css::decimal;
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

/// Distance, in CSS pixels, between a passage and what covers the screen's top.
const BELOW_HEADER: f64 = 16.0;
/// Greatest share of the screen that a header which stays at its top may take. What takes more is
/// no header.
const HEADER: f64 = 0.6;
/// Greatest share of the screen that a bar at its top may take which the panel leaves free.
const BAR: f64 = 0.25;
/// Share of a box's width at which a passage stands that the box was scrolled sideways for.
const ASIDE: f64 = 0.1;
/// Number of frames without movement after which scrolling is over.
const STILL: u32 = 3;
/// Greatest number of frames for which a passage is followed, some seconds.
const FOLLOWED: u32 = 240;

/// Scrolls the page, and any scrolling box around the passage, to bring `range` into view, or its
/// start where it is long. At once where the reader asked for less motion, else smoothly.
///
/// Where it does not stand in view when all is still, it is scrolled to again: browsers only guess
/// the height of what they have not drawn yet, and headers come to the top as the page scrolls.
pub fn reveal(range: &Range) {
    let Some(window) = web_sys::window() else { return };
    scroll(
        &window,
        range,
        if reduced_motion(&window) { ScrollBehavior::Instant } else { ScrollBehavior::Smooth },
    );
    follow(&window, range.clone());
}

/// The same as [`reveal`], but never smoothly, so that the passage has its place when this returns.
pub fn reveal_at_once(range: &Range) {
    if let Some(window) = web_sys::window() {
        scroll(&window, range, ScrollBehavior::Instant);
        follow(&window, range.clone());
    }
}

/// A passage that is followed until all is still, and the listeners that end this when the reader
/// scrolls.
struct Followed {
    frame: Option<AnimationFrame>,
    _ended: Vec<EventListener>,
}

thread_local! {
    /// The passage that was scrolled to last.
    static FOLLOWED_NOW: RefCell<Option<Followed>> = const { RefCell::new(None) };
}

/// Follows a passage until it is still, then scrolls to it once more if it is not in view.
fn follow(window: &Window, passage: Range) {
    let end = |_: &web_sys::Event| drop(FOLLOWED_NOW.take());
    // Captured, so that the key or press that led here is over.
    let capture = EventListenerOptions { passive: true, phase: EventListenerPhase::Capture };
    let _ended = ["wheel", "touchmove", "pointerdown", "keydown"]
        .map(|name| EventListener::once_with_options(window, name, capture, end))
        .into();
    FOLLOWED_NOW.set(Some(Followed { frame: None, _ended }));
    follow_on(passage, (0.0, 0.0), 0, 0);
}

/// Looks at a passage with the next frame: it stood at `before`, and `still` of the `frames` frames
/// so far were the last in which it did not move.
fn follow_on(passage: Range, before: (f64, f64), still: u32, frames: u32) {
    let look = move |_| {
        let Some(window) = web_sys::window() else { return };
        let place = |passage: &Range| {
            let rect = passage.get_bounding_client_rect();
            (rect.left(), rect.top())
        };
        let mut now = place(&passage);
        let mut still = if now == before { still + 1 } else { 0 };
        if still == STILL {
            scroll(&window, &passage, ScrollBehavior::Instant);
            let moved = place(&passage);
            if moved == now || frames > FOLLOWED {
                FOLLOWED_NOW.take();
                return;
            }
            (now, still) = (moved, 0);
        }
        follow_on(passage, now, still, frames + 1);
    };
    FOLLOWED_NOW.with_borrow_mut(|followed| {
        if let Some(followed) = followed {
            followed.frame = Some(request_animation_frame(look));
        }
    });
}

/// Scrolls to `range`, if it is not in view.
fn scroll(window: &Window, range: &Range, behavior: ScrollBehavior) {
    let start = range.start_container().ok();
    let first = range.get_client_rects().and_then(|rects| rects.item(0));
    let Some(place) = first else { return };
    let Some(screen) = window.inner_height().ok().and_then(|h| h.as_f64()) else { return };
    let whole = range.get_bounding_client_rect();
    let place = if whole.height() <= screen * WHOLE { whole } else { place };
    let (mut left, width) = (place.left(), place.width());
    let (mut top, height) = (place.top(), place.height());
    let heights = if is_narrow() { NARROW } else { WIDE };
    let mut at = start.and_then(|node| node.parent_element());
    while let Some(element) = at {
        at = element.parent_element();
        let (sideways, down) = scrolls(window, &element);
        let frame = element.get_bounding_client_rect();
        let (wide, tall) = (element.client_width(), element.client_height());
        let (wide, tall) = (f64::from(wide), f64::from(tall));
        let out = |from: f64, length: f64, edge: f64, room: f64| {
            from < edge || from + length > edge + room
        };
        if down && out(top, height, frame.top(), tall) {
            let wanted = top - frame.top() - tall * heights.down;
            let by = within(wanted, element.scroll_top(), element.scroll_height(), tall);
            element.scroll_by_with_scroll_to_options(&options(by, behavior));
            top -= by;
        }
        if sideways && out(left, width.min(wide), frame.left(), wide) {
            let wanted = left - frame.left() - wide * ASIDE;
            let by = within(wanted, element.scroll_left(), element.scroll_width(), wide);
            let aside = options(0.0, behavior);
            aside.set_left(by);
            element.scroll_by_with_scroll_to_options(&aside);
            left -= by;
        }
    }
    let clear = covered(window, range, left + width / 2.0, screen);
    let free = (screen * heights.seen.0).max(clear);
    if top < free || top + height > (screen * heights.seen.1).max(free + height) {
        let down =
            (screen * heights.down).max(if clear > 0.0 { clear + BELOW_HEADER } else { 0.0 });
        window.scroll_by_with_scroll_to_options(&options(top - down, behavior));
    }
}

/// The way of at most `wanted` that a box scrolled to `at` can scroll on, whose content is `length`
/// long and seen through a window of `room`, all in CSS pixels. Not by `clamp`: its panic prints
/// fractions, and the code for that would be shipped.
fn within(wanted: f64, at: i32, length: i32, room: f64) -> f64 {
    let most = f64::from(length) - room - f64::from(at);
    wanted.min(most.max(0.0)).max(-f64::from(at))
}

/// The height of what covers the top of the screen above `x`: as the page says itself by
/// `scroll-padding-top`, or a header that stays there while the page scrolls.
fn covered(window: &Window, range: &Range, x: f64, screen: f64) -> f64 {
    let style = |element: &Element, property: &str| {
        window.get_computed_style(element).ok().flatten()?.get_property_value(property).ok()
    };
    let document = window.document();
    let padding = document.as_ref().and_then(|d| d.document_element()).and_then(|root| {
        let padding = style(&root, "scroll-padding-top")?;
        let share = padding.strip_suffix('%').and_then(decimal).map(|n| f64::from(n) / 100.0);
        let pixels = || padding.strip_suffix("px").and_then(decimal).map(f64::from);
        share.map(|share| share * screen).or_else(pixels)
    });
    let small = |height: f64| if height > screen * HEADER { 0.0 } else { height };
    let mut covered = small(padding.unwrap_or(0.0));
    let passage = range.start_container().ok();
    let mut at = document.and_then(|document| document.element_from_point(x as f32, 1.0));
    while let Some(element) = at {
        if stays(window, &element) && !element.contains(passage.as_ref()) {
            covered = covered.max(small(element.get_bounding_client_rect().bottom()));
        }
        at = element.parent_element();
    }
    covered
}

/// The height of a bar that stays at the top of the screen and reaches from `from` to `to`, both in
/// CSS pixels from the left; 0 if there is none.
pub fn bar_across(document: &Document, from: f64, to: f64) -> f64 {
    let Some(window) = web_sys::window() else { return 0.0 };
    let screen = window.inner_height().ok().and_then(|h| h.as_f64()).unwrap_or_default();
    let mut height = 0.0f64;
    let mut at = document.element_from_point(from as f32, 1.0);
    while let Some(element) = at {
        let place = element.get_bounding_client_rect();
        if place.left() <= from.min(to)
            && place.right() >= from.max(to)
            && place.bottom() <= screen * BAR
            && stays(&window, &element)
        {
            height = height.max(place.bottom());
        }
        at = element.parent_element();
    }
    height
}

/// True if an element stays where it is while the page scrolls.
fn stays(window: &Window, element: &Element) -> bool {
    let style = window.get_computed_style(element).ok().flatten();
    style
        .and_then(|style| style.get_property_value("position").ok())
        .is_some_and(|position| matches!(position.as_str(), "fixed" | "sticky"))
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

/// Whether `element` is a box that scrolls by itself, sideways and down. The page's own scrolling
/// is the window's.
fn scrolls(window: &Window, element: &Element) -> (bool, bool) {
    let wide = element.scroll_width() > element.client_width() && element.client_width() > 0;
    let tall = element.scroll_height() > element.client_height() && element.client_height() > 0;
    if !(wide || tall)
        || element.dyn_ref::<HtmlElement>().is_none()
        || matches!(element.local_name().as_str(), "html" | "body")
    {
        return (false, false);
    }
    let style = window.get_computed_style(element).ok().flatten();
    let by_itself = |property: &str| {
        let overflow = style.as_ref().and_then(|s| s.get_property_value(property).ok());
        overflow.is_some_and(|o| matches!(o.as_str(), "auto" | "scroll"))
    };
    (wide && by_itself("overflow-x"), tall && by_itself("overflow-y"))
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
