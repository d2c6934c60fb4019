//! The boxes beyond which text is not seen.
//!
//! Takes boxes as they are found; gives where each is on the screen now; promises to measure each
//! once a turn, as the page may be scrolled between two.

use std::cell::Cell;

use wasm_bindgen::JsValue;
use web_sys::{Element, Window};

use crate::page::rect::Rect;

/// Number of the box that is the whole page.
pub(super) const PAGE: usize = 0;
/// Number of the box that is the page as far across as the window is wide: nobody scrolls sideways
/// to what is positioned beyond.
pub(super) const ACROSS: usize = 1;
/// Number of the box that is the window.
pub(super) const WINDOW: usize = 2;

/// A box beyond which nothing is seen.
struct Clip {
    /// The element from whose corner `area` is measured; the window where there is none.
    element: Option<Element>,
    area: Rect,
    /// True if `area` moves as the element is scrolled.
    scrolls: bool,
    /// What is seen within it, and the turn in which that was measured.
    now: Cell<(u32, Rect)>,
}

/// The whole page, the window, then boxes that clip, in the order in which they were found.
pub(super) struct Clips {
    boxes: Vec<Clip>,
    /// Number of the turn, from 1.
    turn: u32,
}

impl Clips {
    /// The page around `root`, and the window.
    pub fn of(root: &Element) -> Clips {
        let window = web_sys::window();
        let document = root.owner_document();
        let page = document.as_ref().and_then(|d| d.document_element());
        let size = |value: Option<Result<JsValue, JsValue>>| {
            value.and_then(Result::ok).and_then(|v| v.as_f64()).unwrap_or_default()
        };
        let width = size(window.as_ref().map(Window::inner_width));
        let height = size(window.as_ref().map(Window::inner_height));
        let in_window = Rect { left: 0.0, top: 0.0, width, height };
        let body = document.as_ref().and_then(|d| d.body());
        let whole = page.as_ref().map_or(in_window, |page| {
            let at = Rect::of(&page.get_bounding_client_rect());
            let scrolled = |by: Option<Result<f64, JsValue>>| by.and_then(Result::ok);
            let right = scrolled(window.as_ref().map(Window::scroll_x)).unwrap_or_default();
            let down = scrolled(window.as_ref().map(Window::scroll_y)).unwrap_or_default();
            let long = page.scroll_height().max(body.map_or(0, |body| body.scroll_height()));
            let all = Rect {
                left: -at.left - right,
                top: -at.top - down,
                width: width.max(page.scroll_width().into()),
                height: height.max(long.into()),
            };
            all.around(Rect::of(&root.get_bounding_client_rect()).moved(-at.left, -at.top))
        });
        let across = Rect { width: whole.width.min(width), ..whole };
        let boxes =
            vec![Clip::of(page.clone(), whole), Clip::of(page, across), Clip::of(None, in_window)];
        Clips { boxes, turn: 1 }
    }

    /// Adds a box, whose place is measured from the corner of an element, with whose content it
    /// may scroll; gives its number.
    pub fn add(&mut self, element: &Element, area: Rect, scrolls: bool) -> usize {
        self.boxes.push(Clip { scrolls, ..Clip::of(Some(element.clone()), area) });
        self.boxes.len() - 1
    }

    /// Notes that another turn has begun.
    pub fn begin_turn(&mut self) {
        self.turn += 1;
    }

    /// Forgets the boxes that were found.
    pub fn begin_again(&mut self) {
        self.boxes.truncate(WINDOW + 1);
        self.begin_turn();
    }

    /// What is seen within a box, measured from the corner of the window.
    pub fn now(&self, number: usize) -> Rect {
        let clip = &self.boxes[number];
        let (turn, seen) = clip.now.get();
        if turn == self.turn {
            return seen;
        }
        let seen = clip.measured();
        clip.now.set((self.turn, seen));
        seen
    }

    /// Where the corner of the page is now, which moves as the page is scrolled.
    pub fn corner(&self) -> Rect {
        let area = self.boxes[PAGE].area;
        self.now(PAGE).moved(-area.left, -area.top)
    }
}

impl Clip {
    /// A box that does not scroll.
    fn of(element: Option<Element>, area: Rect) -> Clip {
        Clip { element, area, scrolls: false, now: Cell::default() }
    }

    /// What is seen within it now, measured from the corner of the window.
    fn measured(&self) -> Rect {
        let Some(element) = &self.element else { return self.area };
        let at = element.get_bounding_client_rect();
        let (mut right, mut down) = (at.left(), at.top());
        if self.scrolls {
            right -= f64::from(element.scroll_left());
            down -= f64::from(element.scroll_top());
        }
        self.area.moved(right, down)
    }
}
