//! The methods of every painter, and the ledger of its changes to the page.
//!
//! Takes a painting and the map of its text; gives it on the page; promises that the page can be
//! restored from the ledger alone, without the program.

use js_sys::{Map, Reflect, Set};
use wasm_bindgen::{JsCast, JsValue};

use crate::page::layers::Painting;
use crate::page::map::TextMap;

/// Makes a [`Painting`] visible on a page. No painter changes the page's nodes; one that has much
/// to paint does so in turns.
pub trait Painter {
    /// Makes exactly this painting visible, in place of the one before; an empty painting takes all
    /// paint off. Passages on text that has changed are left out. Paint is taken off before this
    /// returns; some may remain to be added by [`Painter::paint_more`].
    fn redraw(&mut self, map: &TextMap, painting: &Painting);

    /// Paints a little of what remains to be painted; true if more remains. `map` is that of the
    /// last [`Painter::redraw`].
    fn paint_more(&mut self, _map: &TextMap) -> bool {
        false
    }

    /// Takes all paint off and restores the page. The painter may not be used afterwards.
    fn destroy(&mut self);
}

/// The changes made to the page, in plain JavaScript values: if the program panics,
/// `www/whosaid.js`, which made the ledger, undoes them.
#[derive(Debug, Clone)]
pub struct Ledger {
    /// Names in the highlight registry.
    pub highlights: Set,
    /// Style sheets adopted, each with the document or shadow root that adopted it.
    pub sheets: Map,
}

impl Ledger {
    /// An empty ledger.
    pub fn new() -> Ledger {
        Ledger { highlights: Set::new(&JsValue::UNDEFINED), sheets: Map::new() }
    }

    /// The ledger in `object`'s `highlights` and `sheets`; `None` if it lacks one.
    pub fn of(object: &JsValue) -> Option<Ledger> {
        let get = |name: &str| Reflect::get(object, &JsValue::from_str(name)).ok();
        Some(Ledger {
            highlights: get("highlights")?.dyn_into().ok()?,
            sheets: get("sheets")?.dyn_into().ok()?,
        })
    }
}

impl Default for Ledger {
    fn default() -> Self {
        Ledger::new()
    }
}
