//! Painting with the CSS Custom Highlight API: the page's DOM stays untouched.
//!
//! Takes a painting; gives one `Highlight` for each layer, under a name that only this widget uses;
//! promises not to touch the highlights of other scripts. The ranges are static, so that they cost
//! the page nothing while it changes; after a change the painter's owner redraws. Of a long text
//! only the passages near the screen are registered.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo::events::EventListener;
use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use web_sys::{StaticRange, StaticRangeInit, Text};

use super::painter::{Ledger, Painter};
use super::visibility::{Visibility, VisibilityChange};
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

    #[derive(Debug, Clone)]
    type HighlightRegistry;
    #[wasm_bindgen(method)]
    fn set(this: &HighlightRegistry, name: &str, highlight: &Highlight) -> JsValue;
    #[wasm_bindgen(method)]
    fn delete(this: &HighlightRegistry, name: &str) -> bool;
}

/// Number of ranges made in a turn: these take a fraction of a millisecond.
const TURN: usize = 50;
/// Number of ranges painted at once, before the first turn ends.
const AT_ONCE: usize = 400;
/// Number of pieces above which only those near the screen are registered: on every change of the
/// page Chromium resolves all registered ranges anew for the next frame, in 8 microseconds each.
const MANY_PIECES: usize = 800;

/// Paints with the Custom Highlight API.
#[derive(Debug)]
pub struct HighlightPainter {
    highlights: Rc<RefCell<Highlights>>,
    /// Listeners that register all passages while the page is printed.
    _printing: Vec<EventListener>,
}

/// The ranges that are registered, and the pieces that are still to be painted.
#[derive(Debug)]
struct Highlights {
    instance: u32,
    registry: HighlightRegistry,
    ledger: Ledger,
    layers: BTreeMap<Layer, PaintedLayer>,
    /// Pieces still to be painted, the last of the text first, as they are taken from the end.
    /// Painting in the order of the text makes the browser draw each part of the page anew only
    /// once.
    todo: Vec<(Piece, Layer)>,
    /// Identity of the map whose nodes the ranges point into.
    map: Option<js_sys::Map>,
    /// The whole painting, if only a part of it is registered.
    partial: Option<PartialPainting>,
    printing: bool,
}

/// A painting of which only the pieces near the screen are registered.
#[derive(Debug)]
struct PartialPainting {
    visibility: Visibility,
    /// All pieces to paint, by the number of their node.
    wanted: BTreeMap<u32, Vec<(Piece, Layer)>>,
}

/// The ranges registered for a layer.
#[derive(Debug)]
struct PaintedLayer {
    highlight: Highlight,
    /// The pieces painted, in order, with their ranges.
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
        let highlights = Highlights {
            instance,
            registry,
            ledger,
            layers,
            todo,
            map: None,
            partial: None,
            printing: false,
        };
        let highlights = Rc::new(RefCell::new(highlights));
        let on = |name: &'static str, printing: bool| {
            let highlights = Rc::downgrade(&highlights);
            let listener = move |_: &web_sys::Event| {
                if let Some(highlights) = highlights.upgrade() {
                    highlights.borrow_mut().set_printing(printing);
                }
            };
            let window = web_sys::window()?;
            Some(EventListener::new(&window, name, listener))
        };
        let printing =
            [on("beforeprint", true), on("afterprint", false)].into_iter().flatten().collect();
        Some(HighlightPainter { highlights, _printing: printing })
    }
}

impl Highlights {
    /// The ranges of a layer; a highlight is registered for it if there is none yet.
    ///
    /// Browsers draw highlights in the order in which they were registered, so those of the layers
    /// above are registered anew. `Highlight.priority` would say the same, but WebKitGTK 2.50 ends
    /// the page's process when highlights with priorities overlap.
    fn layer(&mut self, layer: Layer) -> Option<&mut PaintedLayer> {
        if !self.layers.contains_key(&layer) {
            let highlight = Highlight::new().ok()?;
            self.ledger.highlights.add(&layer.highlight_name(self.instance).into());
            self.layers.insert(layer, PaintedLayer { highlight, done: BTreeMap::new() });
            for (above, painted) in self.layers.range(layer..) {
                let name = above.highlight_name(self.instance);
                self.registry.delete(&name);
                self.registry.set(&name, &painted.highlight);
            }
        }
        self.layers.get_mut(&layer)
    }

    /// Takes the highlight of a layer out of the registry.
    fn unregister(&self, layer: Layer) {
        let name = layer.highlight_name(self.instance);
        self.registry.delete(&name);
        self.ledger.highlights.delete(&name.into());
    }

    fn redraw(
        &mut self,
        map: &TextMap,
        painting: &Painting,
        visibility: impl FnOnce() -> Option<Visibility>,
    ) {
        let same_map = self.map.as_ref().is_some_and(|identity| map.is(identity));
        self.map = Some(map.identity());
        let gone: Vec<Layer> =
            self.layers.keys().filter(|layer| !painting.contains_key(layer)).copied().collect();
        for layer in gone {
            self.layers.remove(&layer);
            self.unregister(layer);
        }
        if !same_map {
            self.layers.values_mut().for_each(|painted| painted.renumber(map));
        }
        let all: Vec<(Layer, Vec<Piece>)> = painting
            .iter()
            .map(|(layer, spans)| {
                (*layer, spans.iter().flat_map(|span| map.pieces(*span)).collect())
            })
            .collect();
        self.limit_to_visible(map, same_map, &all, visibility);
        let mut todo = Vec::new();
        for (layer, mut pieces) in all {
            if let Some(partial) = &self.partial {
                // A piece whose visibility is not known stays as it is.
                let done = self.layers.get(&layer).map(|painted| &painted.done);
                pieces.retain(|piece| {
                    partial
                        .visibility
                        .is_near(piece.node)
                        .unwrap_or_else(|| done.is_some_and(|done| done.contains_key(piece)))
                });
            }
            let Some(painted) = self.layer(layer) else { continue };
            if painted.done.keys().eq(&pieces) {
                continue;
            }
            // The spans of a layer are in order, and so are their pieces.
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
        // The last piece first, and of one piece the last layer first: they are taken from the end.
        sort::by_keys(&mut todo, |(piece, layer)| {
            let drawn = layer.stroke as usize * 256 + layer.hue.index();
            [piece.node as usize, piece.start as usize, piece.end as usize, drawn]
                .map(sort::descending)
        });
        self.todo = todo;
        for _ in 0..AT_ONCE / TURN {
            self.paint_more(map);
        }
    }

    /// If there are more than [`MANY_PIECES`] pieces, notes all of them, and from then on only
    /// pieces near the screen are painted.
    fn limit_to_visible(
        &mut self,
        map: &TextMap,
        same_map: bool,
        all: &[(Layer, Vec<Piece>)],
        visibility: impl FnOnce() -> Option<Visibility>,
    ) {
        let many = !self.printing
            && all.iter().map(|(_, pieces)| pieces.len()).sum::<usize>() > MANY_PIECES;
        let before = self.partial.take().filter(|_| many).map(|partial| partial.visibility);
        let fresh = before.is_none();
        let Some(visibility) = before.or_else(|| many.then(visibility).flatten()) else { return };
        let mut wanted: BTreeMap<u32, Vec<(Piece, Layer)>> = BTreeMap::new();
        for (layer, pieces) in all {
            for piece in pieces {
                wanted.entry(piece.node).or_default().push((*piece, *layer));
            }
        }
        if fresh || !same_map || !wanted.keys().all(|node| visibility.knows(*node)) {
            visibility.watch(wanted.keys().map(|node| (*node, map.node(*node))));
        }
        self.partial = Some(PartialPainting { visibility, wanted });
    }

    fn paint_more(&mut self, map: &TextMap) -> bool {
        for (piece, layer) in
            self.todo.split_off(self.todo.len().saturating_sub(TURN)).into_iter().rev()
        {
            if self
                .partial
                .as_ref()
                .is_none_or(|partial| partial.visibility.is_near(piece.node) != Some(false))
            {
                self.paint_piece(piece, layer, map.node(piece.node));
            }
        }
        !self.todo.is_empty()
    }

    /// Paints a piece in a layer, unless it is painted.
    fn paint_piece(&mut self, piece: Piece, layer: Layer, node: &Text) {
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

    /// Paints the nodes that came near the screen, and takes paint off those that went away.
    fn apply(&mut self, changes: &[VisibilityChange]) {
        let Some(partial) = self.partial.take() else { return };
        for VisibilityChange { node, near } in changes {
            for (piece, layer) in partial.wanted.get(node).into_iter().flatten() {
                if *near {
                    partial.visibility.with(*node, |text| self.paint_piece(*piece, *layer, text));
                } else if let Some(painted) = self.layers.get_mut(layer)
                    && let Some(range) = painted.done.remove(piece)
                {
                    painted.highlight.delete(&range);
                }
            }
        }
        self.partial = Some(partial);
    }

    /// Paints everything while the page is printed.
    fn set_printing(&mut self, printing: bool) {
        self.printing = printing;
        let Some(partial) = &self.partial else { return };
        let changes: Vec<VisibilityChange> = partial
            .wanted
            .keys()
            .map(|node| VisibilityChange {
                node: *node,
                near: printing || partial.visibility.is_near(*node) != Some(false),
            })
            .collect();
        self.apply(&changes);
    }
}

impl PaintedLayer {
    /// Gives the nodes of the pieces the numbers that they have in another map.
    fn renumber(&mut self, map: &TextMap) {
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
        let visibility = || {
            let highlights = Rc::downgrade(&self.highlights);
            Visibility::new(move |changes| {
                if let Some(highlights) = highlights.upgrade() {
                    highlights.borrow_mut().apply(&changes);
                }
            })
        };
        self.highlights.borrow_mut().redraw(map, painting, visibility);
    }

    fn paint_more(&mut self, map: &TextMap) -> bool {
        self.highlights.borrow_mut().paint_more(map)
    }

    fn destroy(&mut self) {
        let mut highlights = self.highlights.borrow_mut();
        highlights.partial = None;
        highlights.todo.clear();
        for layer in std::mem::take(&mut highlights.layers).into_keys() {
            highlights.unregister(layer);
        }
    }
}
