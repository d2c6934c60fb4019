//! Room beside the article for the open panel, where it would cover the text.
//!
//! Takes the places of the text; gives a style sheet that moves the page over as long as it is
//! kept; promises that no element of the page is touched, and that a page whose text does not move
//! is left as it was.

use wasm_bindgen::JsCast;
use web_sys::{Element, Node, ShadowRoot};

use crate::page::{Ledger, NARROW_PX, Sheet, TextMap, bar_across};
use crate::ui::Side;

/// Moves the page over for a panel at the right, by the panel's width as `src/ui/style.css` has it.
const SPACE_AT_RIGHT: &str = "@media screen and (min-width:721px){html{\
     padding-right:clamp(304px,50vw - 350px,384px)!important;box-sizing:border-box!important}}";
/// Moves the page over for a panel at the left.
const SPACE_AT_LEFT: &str = "@media screen and (min-width:721px){html{\
     padding-left:clamp(304px,50vw - 350px,384px)!important;box-sizing:border-box!important}}";
/// Number of text nodes or paragraphs that are measured to find the text's columns.
const SAMPLES: u32 = 24;

/// The panel's width in a viewport of this width, both in CSS pixels, as `src/ui/style.css` has it.
fn panel_width(viewport: f64) -> f64 {
    (viewport / 2.0 - 350.0).clamp(304.0, 384.0)
}

/// Makes room for the panel drawn in `root`, if the panel covers text of `article`. `None` where no
/// room is needed, or the text does not move.
pub fn make(
    map: &TextMap,
    article: &Element,
    root: &Node,
    side: Side,
    ledger: &Ledger,
) -> Option<Sheet> {
    let document = root.owner_document()?.document_element()?;
    let viewport = f64::from(document.client_width());
    let inline = root
        .get_root_node()
        .dyn_into::<ShadowRoot>()
        .is_ok_and(|shadow| shadow.host().has_attribute("inline"));
    if inline || viewport <= NARROW_PX || !covered(map, article, viewport, side) {
        return None;
    }
    let css = match side {
        Side::Right => SPACE_AT_RIGHT,
        Side::Left => SPACE_AT_LEFT,
    };
    let sheet = Sheet::adopt(&document, css, ledger).ok()?;
    // A sheet that does not help is dropped here, which leaves the page as it was.
    (!covered(map, article, viewport, side)).then_some(sheet)
}

/// The height of a bar at the top of the screen under which the panel drawn in `root` has to begin,
/// in whole CSS pixels: its buttons would lie under the panel.
pub fn bar_above(root: &Node, side: Side) -> Option<i32> {
    let document = root.owner_document()?;
    let viewport = f64::from(document.document_element()?.client_width());
    let width = panel_width(viewport);
    // From just beside the panel to its middle.
    let (from, to) = match side {
        Side::Right => (viewport - width - 1.0, viewport - width / 2.0),
        Side::Left => (width + 1.0, width / 2.0),
    };
    Some(bar_across(&document, from, to).ceil() as i32).filter(|_| viewport > NARROW_PX)
}

/// True if a column of the text reaches under the panel. Where the map is still empty, the
/// article's first paragraphs are measured in place of its text.
fn covered(map: &TextMap, article: &Element, viewport: f64, side: Side) -> bool {
    let (nodes, samples) = (map.node_count(), SAMPLES.min(map.node_count()));
    let columns = (0..samples).filter_map(|at| map.node(at * nodes / samples).parent_element());
    let paragraphs = article.query_selector_all("p").ok().filter(|_| nodes == 0);
    let first = paragraphs.iter().flat_map(|all| {
        (0..all.length().min(SAMPLES)).filter_map(|at| all.item(at)?.dyn_into::<Element>().ok())
    });
    columns.chain(first).map(|column: Element| column.get_bounding_client_rect()).any(|column| {
        let width = panel_width(viewport);
        match side {
            Side::Left => column.left() < width,
            Side::Right => column.right() > viewport - width,
        }
    })
}
