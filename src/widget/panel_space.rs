//! Room beside the article for the open panel, where it would cover the text.
//!
//! Takes where the text stands; gives an adopted style sheet that moves the page over, as long as
//! it is kept; promises that no element of the page is touched, and that a page whose text does not
//! move is left as it was.

use wasm_bindgen::JsCast;
use web_sys::{Element, Node, ShadowRoot};

use crate::page::{Ledger, NARROW_PX, Sheet, TextMap};
use crate::ui::Side;

/// The panel's width as its own style sheet has it: in pixels, of a viewport's width, and in CSS.
const WIDTH: fn(f64) -> f64 = |viewport| (viewport / 2.0 - 350.0).clamp(304.0, 384.0);
const CSS: [&str; 2] = [
    "@media screen and (min-width:721px){html{padding-right:clamp(304px,50vw - 350px,384px)!important;box-sizing:border-box!important}}",
    "@media screen and (min-width:721px){html{padding-left:clamp(304px,50vw - 350px,384px)!important;box-sizing:border-box!important}}",
];
/// The text's column is measured at so many places.
const PLACES: u32 = 24;

/// Makes room for the panel drawn in `root`, at the left or at the right, if it covers text of
/// `article`.
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
    let sheet = Sheet::adopt(
        &document,
        CSS[match side {
            Side::Right => 0,
            Side::Left => 1,
        }],
        ledger,
    )
    .ok()?;
    // Dropped, the page is as before.
    (!covered(map, article, viewport, side)).then_some(sheet)
}

/// True if some column of the text reaches under the panel. While the text is still to be read, its
/// first paragraphs tell.
fn covered(map: &TextMap, article: &Element, viewport: f64, side: Side) -> bool {
    let (nodes, places) = (map.node_count(), PLACES.min(map.node_count()));
    let columns = (0..places).filter_map(|place| map.node(place * nodes / places).parent_element());
    let paragraphs = article.query_selector_all("p").ok().filter(|_| nodes == 0);
    let first = paragraphs.iter().flat_map(|all| {
        (0..all.length().min(PLACES)).filter_map(|at| all.item(at)?.dyn_into::<Element>().ok())
    });
    columns.chain(first).map(|column: Element| column.get_bounding_client_rect()).any(|column| {
        let width = WIDTH(viewport);
        match side {
            Side::Left => column.left() < width,
            Side::Right => column.right() > viewport - width,
        }
    })
}
