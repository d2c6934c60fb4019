//! What every painter can do, and the ledger that lets the page be cleaned up without it.

use js_sys::{Array, Map, Reflect, Set};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Node, Text};

use crate::page::layers::Painting;
use crate::page::map::TextMap;

/// Makes a [`Painting`] visible on a page. Two methods; a painter that changes the DOM also says
/// where things are meanwhile, one that paints much at a time does so in turns.
pub trait Painter {
    /// Makes exactly this painting visible, in place of what was. Passages on text that has changed
    /// are left out; an empty painting takes everything off. What is to be taken off is off when
    /// this returns; of what is to be painted, [`Painter::paint_on`] may have a rest to do.
    fn redraw(&mut self, map: &TextMap, painting: &Painting);

    /// Paints some more of what is still to be painted, a little at a time; true if there is more.
    /// `map` is that of the last [`Painter::redraw`].
    fn paint_on(&mut self, _map: &TextMap) -> bool {
        false
    }

    /// Takes everything off and gives back what was taken of the page. Nothing may be painted
    /// afterwards.
    fn destroy(&mut self);

    /// Takes paint off what the page has added in `added`, if it copied it with its own elements.
    /// True if there was some.
    fn clean(&self, _added: &Node) -> bool {
        false
    }

    /// The node of `map`, and the offset in it, that a place in the page as it is now belongs to.
    fn origin(&self, map: &TextMap, node: &Node, offset: u32) -> Option<(u32, u32)> {
        map.index_of(node).map(|index| (index, offset))
    }

    /// Where `offset` of node `index` of `map` stands in the page as it is now.
    fn place(&self, map: &TextMap, index: u32, offset: u32) -> (Text, u32) {
        (map.node(index).clone(), offset)
    }

    /// What node `index` of `map` reads in the page as it is now.
    fn reads(&self, map: &TextMap, index: u32) -> String {
        map.node(index).data()
    }
}

/// What was done to the page, in plain JavaScript values: should the engine die, whoever made the
/// ledger undoes it all without the engine.
#[derive(Debug, Clone)]
pub struct Ledger {
    /// Names in the highlight registry.
    pub highlights: Set,
    /// Style sheets adopted, each with the document or shadow root that adopted it.
    pub sheets: Map,
    /// Text nodes that were cut, each with an array: what it stood in, what the node itself kept of
    /// its text, then the nodes added after it.
    pub marks: Map,
}

impl Ledger {
    /// A ledger of its own.
    pub fn new() -> Ledger {
        Ledger { highlights: Set::new(&JsValue::UNDEFINED), sheets: Map::new(), marks: Map::new() }
    }

    /// The ledger kept in `object`'s `highlights`, `sheets` and `marks`; `None` if it lacks one.
    pub fn of(object: &JsValue) -> Option<Ledger> {
        let get = |name: &str| Reflect::get(object, &JsValue::from_str(name)).ok();
        Some(Ledger {
            highlights: get("highlights")?.dyn_into().ok()?,
            sheets: get("sheets")?.dyn_into().ok()?,
            marks: get("marks")?.dyn_into().ok()?,
        })
    }

    /// The entry of a text node that was cut.
    pub(super) fn mark(&self, text: &Text) -> Option<Array> {
        self.marks.get(text).dyn_into().ok()
    }
}

impl Default for Ledger {
    fn default() -> Self {
        Ledger::new()
    }
}
