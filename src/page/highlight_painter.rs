//! Painting with the CSS Custom Highlight API: the page's DOM stays untouched.
//!
//! One `Highlight` per layer under a name of this widget's own; other scripts' highlights are never touched. The ranges are static: they
//! cost the page nothing while it changes, and whoever owns the painter redraws when it does.

use std::collections::BTreeMap;

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
    fn clear(this: &Highlight);
    #[wasm_bindgen(method, setter)]
    fn set_priority(this: &Highlight, priority: i32);

    #[derive(Debug, Clone)]
    type HighlightRegistry;
    #[wasm_bindgen(method)]
    fn set(this: &HighlightRegistry, name: &str, highlight: &Highlight) -> JsValue;
    #[wasm_bindgen(method)]
    fn delete(this: &HighlightRegistry, name: &str) -> bool;
}

/// Paints with the Custom Highlight API.
#[derive(Debug)]
pub struct HighlightPainter {
    instance: u32,
    registry: HighlightRegistry,
    ledger: Ledger,
    layers: BTreeMap<Layer, (Highlight, Vec<Piece>)>,
    /// Identity of the map whose nodes the ranges point into.
    map: Option<js_sys::Map>,
}

impl HighlightPainter {
    /// A painter for widget number `instance`; `None` where the browser lacks the API.
    pub fn new(instance: u32, ledger: &Ledger) -> Option<HighlightPainter> {
        let css = Reflect::get(&js_sys::global(), &"CSS".into()).ok()?;
        let registry = Reflect::get(&css, &"highlights".into()).ok().filter(JsValue::is_object)?;
        Highlight::new().ok()?;
        let registry = registry.unchecked_into();
        Some(HighlightPainter { instance, registry, ledger: ledger.clone(), layers: BTreeMap::new(), map: None })
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
        for (layer, spans) in painting {
            let pieces: Vec<Piece> = spans.iter().flat_map(|span| map.pieces(*span)).collect();
            let known = self.layers.get(layer);
            if same_map && known.is_some_and(|(_, painted)| *painted == pieces) {
                continue;
            }
            let Some(highlight) = known.map(|(h, _)| h.clone()).or_else(|| Highlight::new().ok()) else { continue };
            highlight.clear();
            for piece in &pieces {
                let node = map.node(piece.node);
                if let Ok(range) = StaticRange::new(&StaticRangeInit::new(node, piece.end, node, piece.start)) {
                    highlight.add(&range);
                }
            }
            if known.is_none() {
                let name = highlight_name(self.instance, *layer);
                highlight.set_priority(layer.stroke as i32);
                self.ledger.highlights.add(&name.as_str().into());
                self.registry.set(&name, &highlight);
            }
            self.layers.insert(*layer, (highlight, pieces));
        }
    }

    fn destroy(&mut self) {
        for layer in std::mem::take(&mut self.layers).into_keys() {
            self.remove(layer);
        }
    }
}
