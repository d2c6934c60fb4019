//! Room beside the article for the open panel, where it would cover the text.
//!
//! Takes where the text stands; gives an adopted style sheet that moves the page over, as long as
//! it is kept; promises that no element of the page is touched, that a page whose text does not
//! move is left as it was, and that what the reader is looking at stays where it is.

use wasm_bindgen::JsCast;
use web_sys::{Element, Node, Range, ScrollBehavior, ScrollToOptions, ShadowRoot, Text};

use crate::page::{Ledger, Sheet, TextMap, character_at_point};

/// The panel's width as its own style sheet has it: in pixels, of a viewport's width, and in CSS.
const WIDTH: fn(f64) -> f64 = |viewport| (viewport / 2.0 - 350.0).clamp(304.0, 384.0);
const CSS: [&str; 2] = [
    "@media screen and (min-width:721px){html{padding-right:clamp(304px,50vw - 350px,384px)!important;box-sizing:border-box!important}}",
    "@media screen and (min-width:721px){html{padding-left:clamp(304px,50vw - 350px,384px)!important;box-sizing:border-box!important}}",
];
/// At most this wide, the panel is a sheet at the bottom.
const NARROW: f64 = 720.0;
/// The text's column is measured at so many places.
const PLACES: u32 = 24;

/// Makes room for the panel drawn in `root`, at the left or at the right, if it covers text of
/// `article`.
pub fn make(
    map: &TextMap,
    article: &Element,
    root: &Node,
    left: bool,
    ledger: &Ledger,
) -> Option<Sheet> {
    let document = root.owner_document()?.document_element()?;
    let viewport = f64::from(document.client_width());
    let inline = root
        .get_root_node()
        .dyn_into::<ShadowRoot>()
        .is_ok_and(|shadow| shadow.host().has_attribute("inline"));
    if inline || viewport <= NARROW || !covered(map, article, viewport, left) {
        return None;
    }
    let sheet = Sheet::adopt(&document, CSS[usize::from(left)], ledger).ok()?;
    // Dropped, the page is as before.
    (!covered(map, article, viewport, left)).then_some(sheet)
}

/// What the reader is looking at: the text in the middle of the screen. Browsers do not keep it in
/// place by themselves where a page's margins change.
pub struct Sight {
    place: Range,
    top: f64,
}

impl Sight {
    /// What is seen now of `article`, or of `map` once it is read; nothing where the page is not
    /// scrolled.
    pub fn now(map: &TextMap, article: &Element) -> Option<Sight> {
        let window = web_sys::window()?;
        let document = window.document()?;
        if window.page_y_offset().ok()? == 0.0 {
            return None;
        }
        let middle = window.inner_height().ok()?.as_f64()? / 2.0;
        let range = |text: &Text, from: u32, to: u32| {
            let range = document.create_range().ok()?;
            range.set_start(text, from).ok()?;
            range.set_end(text, to).ok()?;
            Some(range)
        };
        if map.node_count() == 0 {
            let left = article.get_bounding_client_rect().left();
            // Between two paragraphs there is no character.
            let near = [0.0, 0.08, -0.08, 0.16, -0.16].map(|share| middle * (1.0 + share));
            let (text, at) = near
                .into_iter()
                .find_map(|y| character_at_point(&document, &[], left as f32 + 24.0, y as f32))?;
            let place = range(&text, at, at + 1)?;
            return Some(Sight { top: place.get_bounding_client_rect().top(), place });
        }
        let whole = |node: u32| range(map.node(node), 0, map.node(node).length());
        // Texts stand one below the other, nearly always: half of those left, again and again.
        let (mut above, mut below) = (0, map.node_count());
        while above < below {
            let half = u32::midpoint(above, below);
            if whole(half)?.get_bounding_client_rect().bottom() < middle {
                above = half + 1
            } else {
                below = half
            }
        }
        let seen = whole(above.min(map.node_count().checked_sub(1)?))?;
        let left = seen.get_bounding_client_rect().left();
        let character =
            character_at_point(&document, map.shadows(), left as f32 + 2.0, middle as f32);
        let place = character.and_then(|(text, at)| range(&text, at, at + 1)).unwrap_or(seen);
        Some(Sight { top: place.get_bounding_client_rect().top(), place })
    }

    /// Scrolls the page so that it stands where it stood.
    pub fn keep(self) {
        let moved = self.place.get_bounding_client_rect().top() - self.top;
        if let Some(window) = web_sys::window().filter(|_| moved != 0.0) {
            let options = ScrollToOptions::new();
            options.set_top(moved);
            options.set_behavior(ScrollBehavior::Instant);
            window.scroll_by_with_scroll_to_options(&options);
        }
    }
}

/// True if some column of the text reaches under the panel. While the text is still to be read, its
/// first paragraphs tell.
fn covered(map: &TextMap, article: &Element, viewport: f64, left: bool) -> bool {
    let (nodes, places) = (map.node_count(), PLACES.min(map.node_count()));
    let columns = (0..places).filter_map(|place| map.node(place * nodes / places).parent_element());
    let paragraphs = article.query_selector_all("p").ok().filter(|_| nodes == 0);
    let first = paragraphs.iter().flat_map(|all| {
        (0..all.length().min(PLACES)).filter_map(|at| all.item(at)?.dyn_into::<Element>().ok())
    });
    columns.chain(first).map(|column: Element| column.get_bounding_client_rect()).any(|column| {
        let width = WIDTH(viewport);
        if left { column.left() < width } else { column.right() > viewport - width }
    })
}
