//! Painting with the CSS Custom Highlight API: the page's DOM stays untouched.
//!
//! One `Highlight` per layer under a name of this widget's own; other scripts' highlights are never
//! touched. The ranges are static: they cost the page nothing while it changes, and whoever owns
//! the painter redraws when it does. Of a long text only what is near the screen is registered.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo::events::EventListener;
use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use web_sys::{StaticRange, StaticRangeInit, Text};

use super::painter::{Ledger, Painter};
use super::visibility::{Near, Told};
use crate::page::layers::{Layer, Painting};
use crate::page::map::{Piece, TextMap};
use crate::sort;

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
/// Of more than so many passages only those near the screen are registered. Whatever changes on a
/// page, Chromium looks up every registered passage anew for the next frame: that takes 8
/// microseconds for each.
const MANY: usize = 800;

/// Paints with the Custom Highlight API.
#[derive(Debug)]
pub struct HighlightPainter {
    canvas: Rc<RefCell<Canvas>>,
    /// All is registered while the page is printed.
    _printing: Vec<EventListener>,
}

/// What is painted, and what is to be.
#[derive(Debug)]
struct Canvas {
    instance: u32,
    registry: HighlightRegistry,
    ledger: Ledger,
    layers: BTreeMap<Layer, Painted>,
    /// What is still to be painted, in the order of the text, the first last: so each part of the
    /// page is drawn anew once.
    todo: Vec<(Piece, Layer)>,
    /// Identity of the map whose nodes the ranges point into.
    map: Option<js_sys::Map>,
    /// Where there is much to paint: all of it, by node, and what of it is near the screen.
    far: Option<Far>,
    printing: bool,
}

/// A painting of which only a part is registered.
#[derive(Debug)]
struct Far {
    near: Near,
    wanted: BTreeMap<u32, Vec<(Piece, Layer)>>,
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
        let (registry, ledger) = (registry.unchecked_into(), ledger.clone());
        let (layers, todo) = (BTreeMap::new(), Vec::new());
        let canvas = Canvas {
            instance,
            registry,
            ledger,
            layers,
            todo,
            map: None,
            far: None,
            printing: false,
        };
        let canvas = Rc::new(RefCell::new(canvas));
        let on = |name: &'static str, printing: bool| {
            let canvas = Rc::downgrade(&canvas);
            let print = move |_: &web_sys::Event| {
                if let Some(canvas) = canvas.upgrade() {
                    canvas.borrow_mut().print(printing);
                }
            };
            let window = web_sys::window()?;
            Some(EventListener::new(&window, name, print))
        };
        let printing =
            [on("beforeprint", true), on("afterprint", false)].into_iter().flatten().collect();
        Some(HighlightPainter { canvas, _printing: printing })
    }
}

impl Canvas {
    /// What is painted in a layer; a highlight for it is registered if there is none yet.
    fn layer(&mut self, layer: Layer) -> Option<&mut Painted> {
        if !self.layers.contains_key(&layer) {
            let highlight = Highlight::new().ok()?;
            let name = layer.highlight_name(self.instance);
            highlight.set_priority(layer.stroke as i32);
            self.ledger.highlights.add(&name.as_str().into());
            self.registry.set(&name, &highlight);
            self.layers.insert(layer, Painted { highlight, done: BTreeMap::new() });
        }
        self.layers.get_mut(&layer)
    }

    fn remove(&self, layer: Layer) {
        let name = layer.highlight_name(self.instance);
        self.registry.delete(&name);
        self.ledger.highlights.delete(&name.into());
    }

    fn redraw(&mut self, map: &TextMap, painting: &Painting, near: impl FnOnce() -> Option<Near>) {
        let same_map = self.map.as_ref().is_some_and(|identity| map.is(identity));
        self.map = Some(map.identity());
        let gone: Vec<Layer> =
            self.layers.keys().filter(|layer| !painting.contains_key(layer)).copied().collect();
        for layer in gone {
            self.layers.remove(&layer);
            self.remove(layer);
        }
        if !same_map {
            self.layers.values_mut().for_each(|painted| painted.count_anew(map));
        }
        let all: Vec<(Layer, Vec<Piece>)> = painting
            .iter()
            .map(|(layer, spans)| {
                (*layer, spans.iter().flat_map(|span| map.pieces(*span)).collect())
            })
            .collect();
        self.look_far(map, same_map, &all, near);
        let mut todo = Vec::new();
        for (layer, mut pieces) in all {
            if let Some(far) = &self.far {
                // What is not known to be near or far stays as it is.
                let done = self.layers.get(&layer).map(|painted| &painted.done);
                pieces.retain(|piece| {
                    far.near
                        .is_near(piece.node)
                        .unwrap_or_else(|| done.is_some_and(|done| done.contains_key(piece)))
                });
            }
            let Some(painted) = self.layer(layer) else { continue };
            if painted.done.keys().eq(&pieces) {
                continue;
            }
            // A layer's spans are in order, and so are their pieces.
            painted.done.retain(|piece, range| {
                let stays = pieces.binary_search(piece).is_ok();
                if !stays {
                    painted.highlight.delete(range);
                }
                stays
            });
            todo.extend(
                pieces
                    .into_iter()
                    .filter(|piece| !painted.done.contains_key(piece))
                    .map(|piece| (piece, layer)),
            );
        }
        // Layers of one piece in the order in which they are painted, the last one first.
        sort::by_keys(&mut todo, |(piece, layer)| {
            let drawn = layer.stroke as usize * 256 + layer.hue.index();
            [piece.node as usize, piece.start as usize, piece.end as usize, drawn]
                .map(sort::descending)
        });
        self.todo = todo;
        for _ in 0..AT_ONCE / TURN {
            self.paint_on(map);
        }
    }

    /// Where there is much to paint, notes all of it, to paint what comes near.
    fn look_far(
        &mut self,
        map: &TextMap,
        same_map: bool,
        all: &[(Layer, Vec<Piece>)],
        near: impl FnOnce() -> Option<Near>,
    ) {
        let many =
            !self.printing && all.iter().map(|(_, pieces)| pieces.len()).sum::<usize>() > MANY;
        let before = self.far.take().filter(|_| many).map(|far| far.near);
        let fresh = before.is_none();
        let Some(near) = before.or_else(|| many.then(near).flatten()) else { return };
        let mut wanted: BTreeMap<u32, Vec<(Piece, Layer)>> = BTreeMap::new();
        for (layer, pieces) in all {
            for piece in pieces {
                wanted.entry(piece.node).or_default().push((*piece, *layer));
            }
        }
        if fresh || !same_map || !wanted.keys().all(|node| near.knows(*node)) {
            near.watch(wanted.keys().map(|node| (*node, map.node(*node))));
        }
        self.far = Some(Far { near, wanted });
    }

    fn paint_on(&mut self, map: &TextMap) -> bool {
        for (piece, layer) in
            self.todo.split_off(self.todo.len().saturating_sub(TURN)).into_iter().rev()
        {
            if self.far.as_ref().is_none_or(|far| far.near.is_near(piece.node) != Some(false)) {
                self.put(piece, layer, map.node(piece.node));
            }
        }
        !self.todo.is_empty()
    }

    /// Paints a piece, unless it is painted.
    fn put(&mut self, piece: Piece, layer: Layer, node: &Text) {
        let Some(painted) =
            self.layers.get_mut(&layer).filter(|painted| !painted.done.contains_key(&piece))
        else {
            return;
        };
        if let Ok(range) =
            StaticRange::new(&StaticRangeInit::new(node, piece.end, node, piece.start))
        {
            painted.highlight.add(&range);
            painted.done.insert(piece, range);
        }
    }

    /// Paints what has come near, and takes the paint off what has gone away.
    fn follow(&mut self, news: &[Told]) {
        let Some(far) = self.far.take() else { return };
        for (node, near) in news {
            for (piece, layer) in far.wanted.get(node).into_iter().flatten() {
                if *near {
                    far.near.with(*node, |text| self.put(*piece, *layer, text));
                } else if let Some(painted) = self.layers.get_mut(layer)
                    && let Some(range) = painted.done.remove(piece)
                {
                    painted.highlight.delete(&range);
                }
            }
        }
        self.far = Some(far);
    }

    /// Everything is painted while the page is printed.
    fn print(&mut self, printing: bool) {
        self.printing = printing;
        let Some(far) = &self.far else { return };
        let news: Vec<Told> = far
            .wanted
            .keys()
            .map(|node| (*node, printing || far.near.is_near(*node) != Some(false)))
            .collect();
        self.follow(&news);
    }
}

impl Painted {
    /// The pieces counted as in another map.
    fn count_anew(&mut self, map: &TextMap) {
        for (piece, range) in std::mem::take(&mut self.done) {
            match map.index_of(&range.start_container()) {
                Some(node) => drop(self.done.insert(Piece { node, ..piece }, range)),
                None => drop(self.highlight.delete(&range)),
            }
        }
    }
}

impl Painter for HighlightPainter {
    fn redraw(&mut self, map: &TextMap, painting: &Painting) {
        let near = || {
            let canvas = Rc::downgrade(&self.canvas);
            Near::new(move |news| {
                if let Some(canvas) = canvas.upgrade() {
                    canvas.borrow_mut().follow(&news);
                }
            })
        };
        self.canvas.borrow_mut().redraw(map, painting, near);
    }

    fn paint_on(&mut self, map: &TextMap) -> bool {
        self.canvas.borrow_mut().paint_on(map)
    }

    fn destroy(&mut self) {
        let mut canvas = self.canvas.borrow_mut();
        canvas.far = None;
        canvas.todo.clear();
        for layer in std::mem::take(&mut canvas.layers).into_keys() {
            canvas.remove(layer);
        }
    }
}
