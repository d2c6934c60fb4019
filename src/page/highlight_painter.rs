//! Painting with the CSS Custom Highlight API: the page's DOM stays untouched.
//!
//! One `Highlight` per layer under a name of this widget's own; other scripts' highlights are never touched. The ranges are static: they
//! cost the page nothing while it changes, and whoever owns the painter redraws when it does.

use std::collections::{BTreeMap, BTreeSet};

use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use web_sys::{StaticRange, StaticRangeInit};

use super::painter::{Ledger, Painter};
use super::palette::highlight_name;
use super::plan::{Layer, Painting};
use super::text_map::{Piece, TextMap};

// web-sys has these only behind a build flag for unstable interfaces.
#[wasm_bindgen]
extern "C" {
    #[derive(Debug, Clone)]
    type Highlight;
    #[wasm_bindgen(constructor, catch)]
    fn new() -> Result<Highlight, JsValue>;
    #[wasm_bindgen(method)]
    fn add(this: &Highlight, range: &StaticRange) -> JsValue;
    #[wasm_bindgen(method)]
    fn delete(this: &Highlight, range: &StaticRange) -> bool;
    #[wasm_bindgen(method, setter)]
    fn set_priority(this: &Highlight, priority: i32);

    #[derive(Debug, Clone)]
    type HighlightRegistry;
    #[wasm_bindgen(method)]
    fn set(this: &HighlightRegistry, name: &str, highlight: &Highlight) -> JsValue;
    #[wasm_bindgen(method)]
    fn delete(this: &HighlightRegistry, name: &str) -> bool;
}

/// So many ranges are made in a turn: a fraction of a millisecond.
const TURN: usize = 50;
/// What is no more than so many is painted at once.
const AT_ONCE: usize = 400;

/// Paints with the Custom Highlight API.
#[derive(Debug)]
pub struct HighlightPainter {
    instance: u32,
    registry: HighlightRegistry,
    ledger: Ledger,
    layers: BTreeMap<Layer, Painted>,
    /// What is still to be painted, in the order of the text, the first last: so each part of the page is drawn anew once.
    todo: Vec<(Piece, Layer)>,
    /// Identity of the map whose nodes the ranges point into.
    map: Option<js_sys::Map>,
}

/// What is painted in a layer.
#[derive(Debug)]
struct Painted {
    highlight: Highlight,
    /// In order, with their ranges.
    done: BTreeMap<Piece, StaticRange>,
}

impl HighlightPainter {
    /// A painter for widget number `instance`; `None` where the browser lacks the API.
    pub fn new(instance: u32, ledger: &Ledger) -> Option<HighlightPainter> {
        let css = Reflect::get(&js_sys::global(), &"CSS".into()).ok()?;
        let registry = Reflect::get(&css, &"highlights".into()).ok().filter(JsValue::is_object)?;
        Highlight::new().ok()?;
        let registry = registry.unchecked_into();
        Some(HighlightPainter { instance, registry, ledger: ledger.clone(), layers: BTreeMap::new(), todo: Vec::new(), map: None })
    }

    /// What is painted in a layer; a highlight for it is registered if there is none yet.
    fn layer(&mut self, layer: Layer) -> Option<&mut Painted> {
        if !self.layers.contains_key(&layer) {
            let highlight = Highlight::new().ok()?;
            let name = highlight_name(self.instance, layer);
            highlight.set_priority(layer.stroke as i32);
            self.ledger.highlights.add(&name.as_str().into());
            self.registry.set(&name, &highlight);
            self.layers.insert(layer, Painted { highlight, done: BTreeMap::new() });
        }
        self.layers.get_mut(&layer)
    }

    fn remove(&self, layer: Layer) {
        let name = highlight_name(self.instance, layer);
        self.registry.delete(&name);
        self.ledger.highlights.delete(&name.into());
    }
}

impl Painter for HighlightPainter {
    fn redraw(&mut self, map: &TextMap, painting: &Painting) {
        let same_map = self.map.as_ref().is_some_and(|identity| map.is(identity));
        self.map = Some(map.identity());
        let gone: Vec<Layer> = self.layers.keys().filter(|layer| !painting.contains_key(layer)).copied().collect();
        for layer in gone {
            self.layers.remove(&layer);
            self.remove(layer);
        }
        let mut todo = Vec::new();
        for (layer, spans) in painting {
            let pieces: Vec<Piece> = spans.iter().flat_map(|span| map.pieces(*span)).collect();
            let Some(painted) = self.layer(*layer) else { continue };
            if !same_map {
                // The same places count otherwise now.
                for (piece, range) in std::mem::take(&mut painted.done) {
                    match map.index_of(&range.start_container()) {
                        Some(node) => drop(painted.done.insert(Piece { node, ..piece }, range)),
                        None => drop(painted.highlight.delete(&range)),
                    }
                }
            }
            if painted.done.keys().eq(&pieces) {
                continue;
            }
            let wanted: BTreeSet<Piece> = pieces.iter().copied().collect();
            painted.done.retain(|piece, range| {
                let stays = wanted.contains(piece);
                if !stays {
                    painted.highlight.delete(range);
                }
                stays
            });
            todo.extend(pieces.into_iter().filter(|piece| !painted.done.contains_key(piece)).map(|piece| (piece, *layer)));
        }
        todo.sort_unstable_by(|a, b| b.cmp(a));
        self.todo = todo;
        for _ in 0..AT_ONCE / TURN {
            self.paint_on(map);
        }
    }

    fn paint_on(&mut self, map: &TextMap) -> bool {
        for (piece, layer) in self.todo.split_off(self.todo.len().saturating_sub(TURN)).into_iter().rev() {
            let node = map.node(piece.node);
            if let (Some(painted), Ok(range)) =
                (self.layers.get_mut(&layer), StaticRange::new(&StaticRangeInit::new(node, piece.end, node, piece.start)))
            {
                painted.highlight.add(&range);
                painted.done.insert(piece, range);
            }
        }
        !self.todo.is_empty()
    }

    fn destroy(&mut self) {
        self.todo.clear();
        for layer in std::mem::take(&mut self.layers).into_keys() {
            self.remove(layer);
        }
    }
}
