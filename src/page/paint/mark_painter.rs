//! Painting by wrapping text in `<mark>` elements: for browsers without the Custom Highlight API,
//! for forced colours, and for readers whose assistive technology announces marks.
//!
//! Takes a painting; gives marks; promises to lose no word, whatever the page does meanwhile, and
//! never to join two text nodes of the page.
//!
//! A text node that is painted is cut: the node itself stays in place and keeps the text before the
//! first cut (maybe none), so that a page which holds a reference to it can still move or remove
//! it; the rest of the text goes into new nodes after it. Taking the paint off puts the text back
//! into the node and removes the new nodes.

use std::collections::{BTreeMap, HashMap};

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Node, Text};

use super::painter::{Ledger, Painter};
use crate::page::layers::{Layer, Painting};
use crate::page::map::{Piece, TextMap};
use crate::sort;

/// Attribute of a mark: the number of its widget.
const OWNER: &str = "data-whosaid";
/// Attribute of a mark: the names of its layers, with spaces between them.
const LAYERS: &str = "data-whosaid-layers";

/// Number of text nodes cut in a turn: on a slow phone cutting them takes some milliseconds, and
/// laying them out takes the browser as long.
const TURN: usize = 8;
/// Number of text nodes cut at once, before the first turn ends: all of a story of a thousand
/// words.
const AT_ONCE: usize = 24;

/// A part of a cut text node.
#[derive(Debug)]
struct CutPart {
    /// First offset in the node before it was cut.
    start: u32,
    /// The offset after its last.
    end: u32,
    /// The text node that holds it now.
    text: Text,
    /// The mark around it, and the layers written on it.
    mark: Option<(Element, String)>,
}

/// Paints with `<mark>` elements.
#[derive(Debug)]
pub struct MarkPainter {
    instance: u32,
    ledger: Ledger,
    /// The parts of cut nodes, by the number of the node in the map.
    cuts: HashMap<u32, Vec<CutPart>>,
    /// From the text node of a part to the number of the cut node and the index of the part in it.
    parts: js_sys::Map,
    /// The cut nodes themselves, by number: they are restored even if another map has come
    /// meanwhile.
    nodes: HashMap<u32, Text>,
    /// Nodes that are still to be cut, with the layers of their pieces; the last in the text first,
    /// as they are taken from the end.
    todo: Vec<(u32, Vec<(Piece, Layer)>)>,
}

/// A stretch of a node that is to be cut, `[start, end)`, with the names of its layers. The
/// stretches of a node cover all of it.
#[derive(Debug)]
struct Stretch {
    start: u32,
    end: u32,
    layers: String,
}

impl MarkPainter {
    /// A painter for widget number `instance`.
    pub fn new(instance: u32, ledger: &Ledger) -> MarkPainter {
        MarkPainter {
            instance,
            ledger: ledger.clone(),
            cuts: HashMap::new(),
            parts: js_sys::Map::new(),
            nodes: HashMap::new(),
            todo: Vec::new(),
        }
    }

    /// Puts the text of a cut node back and removes the nodes that were added.
    fn restore(&mut self, index: u32) {
        let (Some(parts), Some(node)) = (self.cuts.remove(&index), self.nodes.remove(&index))
        else {
            return;
        };
        for part in &parts {
            self.parts.delete(&part.text);
        }
        if let Some(entry) = self.ledger.mark(&node) {
            put_back(&node, &entry);
            self.ledger.marks.delete(&node);
        }
    }

    /// Cuts a node into stretches, of which at least one has a layer.
    fn cut(&mut self, map: &TextMap, index: u32, stretches: Vec<Stretch>) {
        let node = map.node(index).clone();
        let (Some(document), Some(parent)) = (node.owner_document(), node.parent_node()) else {
            return;
        };
        let entry = array([JsValue::from(parent.clone())]);
        // The node itself keeps a first stretch without layers.
        let first = match stretches.first() {
            Some(Stretch { end, layers, .. }) if layers.is_empty() => *end,
            _ => 0,
        };
        let mut parts = Vec::new();
        let mut added = Vec::new();
        for Stretch { start, end, layers } in stretches.into_iter().rev() {
            if start < first {
                continue;
            }
            let Ok(text) = node.split_text(start) else { continue };
            let mark = (!layers.is_empty())
                .then(|| self.wrap(&document, &parent, &text, &layers))
                .flatten();
            added.push(
                mark.as_ref()
                    .map_or_else(|| text.clone().into(), |m: &Element| JsValue::from(m.clone())),
            );
            parts.push(CutPart { start, end, text, mark: mark.map(|m| (m, layers)) });
        }
        if first > 0 {
            parts.push(CutPart { start: 0, end: first, text: node.clone(), mark: None });
        }
        parts.reverse();
        for (place, part) in parts.iter().enumerate() {
            self.parts.set(&part.text, &array([index.into(), (place as u32).into()]));
        }
        entry.push(&JsValue::from_str(&node.data()));
        added.iter().rev().for_each(|n| {
            entry.push(n);
        });
        self.ledger.marks.set(&node, &entry);
        self.cuts.insert(index, parts);
        self.nodes.insert(index, node);
    }

    /// Wraps a text node in a mark.
    fn wrap(
        &self,
        document: &Document,
        parent: &Node,
        text: &Text,
        layers: &str,
    ) -> Option<Element> {
        let mark = document.create_element("mark").ok()?;
        mark.set_attribute(OWNER, &self.instance.to_string()).ok()?;
        mark.set_attribute(LAYERS, layers).ok()?;
        parent.insert_before(&mark, Some(text)).ok()?;
        mark.append_child(text).ok()?;
        Some(mark)
    }

    /// Writes new layers on the marks of a node that is already cut into these stretches; false if
    /// it is cut in other places.
    fn relabel(&mut self, index: u32, stretches: &[Stretch]) -> bool {
        let Some(parts) = self.cuts.get_mut(&index) else { return false };
        let same = |(part, stretch): (&CutPart, &Stretch)| {
            (part.start, part.end) == (stretch.start, stretch.end)
                && part.mark.is_some() != stretch.layers.is_empty()
        };
        if parts.len() != stretches.len() || !parts.iter().zip(stretches).all(same) {
            return false;
        }
        for (part, Stretch { layers, .. }) in parts.iter_mut().zip(stretches) {
            if let Some((mark, written)) = &mut part.mark
                && written != layers
                && mark.set_attribute(LAYERS, layers).is_ok()
            {
                written.clone_from(layers);
            }
        }
        true
    }
}

impl Painter for MarkPainter {
    fn redraw(&mut self, map: &TextMap, painting: &Painting) {
        let mut wanted: BTreeMap<u32, Vec<(Piece, Layer)>> = BTreeMap::new();
        for (layer, spans) in painting {
            for piece in spans.iter().flat_map(|span| map.pieces(*span)) {
                wanted.entry(piece.node).or_default().push((piece, *layer));
            }
        }
        let known: Vec<u32> = self.cuts.keys().copied().collect();
        for index in known {
            let same_node = self
                .nodes
                .get(&index)
                .is_some_and(|node| (index < map.node_count()) && map.node(index) == node);
            if !same_node || !wanted.contains_key(&index) {
                self.restore(index);
            }
        }
        self.todo.clear();
        for (index, pieces) in wanted.into_iter().rev() {
            if let Some(length) =
                self.cuts.get(&index).and_then(|parts| parts.last()).map(|part| part.end)
            {
                if self.relabel(index, &stretches(&pieces, length)) {
                    continue;
                }
                self.restore(index);
            }
            self.todo.push((index, pieces));
        }
        for _ in 0..AT_ONCE / TURN {
            self.paint_more(map);
        }
    }

    fn paint_more(&mut self, map: &TextMap) -> bool {
        for (index, pieces) in
            self.todo.split_off(self.todo.len().saturating_sub(TURN)).into_iter().rev()
        {
            // A node that the page has changed is left alone: its offsets are those of another
            // text, and it will be read again.
            if map.still_reads(index, &map.node(index).data()) {
                self.cut(map, index, stretches(&pieces, map.node(index).length()));
            }
        }
        !self.todo.is_empty()
    }

    fn destroy(&mut self) {
        self.todo.clear();
        let known: Vec<u32> = self.cuts.keys().copied().collect();
        for index in known {
            self.restore(index);
        }
    }

    fn clean(&self, added: &Node) -> bool {
        let Some(added) = added.dyn_ref::<Element>() else { return false };
        let selector = format!("mark[{OWNER}='{}']", self.instance);
        let itself = Some(added.clone()).filter(|added| added.matches(&selector).unwrap_or(false));
        let copies: Vec<Element> = marks_in(added, &selector)
            .chain(itself)
            .filter(|mark| mark.first_child().is_none_or(|text| !self.parts.has(&text)))
            .collect();
        for mark in &copies {
            unwrap_mark(mark);
        }
        !copies.is_empty()
    }

    fn origin(&self, map: &TextMap, node: &Node, offset: u32) -> Option<(u32, u32)> {
        let Ok(at) = self.parts.get(node).dyn_into::<Array>() else {
            return map.index_of(node).map(|index| (index, offset));
        };
        let (index, place) = (at.get(0).as_f64()? as u32, at.get(1).as_f64()? as usize);
        let part = self.cuts.get(&index)?.get(place)?;
        Some((index, part.start + offset))
    }

    fn place(&self, map: &TextMap, index: u32, offset: u32) -> (Text, u32) {
        let parts = self.cuts.get(&index).map_or(&[][..], Vec::as_slice);
        match parts.iter().find(|part| offset <= part.end) {
            Some(part) => (part.text.clone(), offset - part.start.min(offset)),
            None => (map.node(index).clone(), offset),
        }
    }

    fn reads(&self, map: &TextMap, index: u32) -> String {
        let node = map.node(index);
        let Some(parts) = self.cuts.get(&index) else { return node.data() };
        let parent = node.parent_node();
        let stands = |part: &CutPart| match &part.mark {
            // If the page put nodes into the mark, or split the text in it, the words shown could
            // change while our own text node stays the same.
            Some((mark, _)) => {
                let only = mark.first_child().filter(|child| child.next_sibling().is_none());
                mark.parent_node() == parent && only.is_some_and(|child| child == **part.text)
            }
            None => part.text.parent_node() == parent,
        };
        let ours = parts
            .iter()
            .filter(|part| part.text != *node && stands(part))
            .map(|part| part.text.data());
        std::iter::once(node.data()).chain(ours).collect()
    }
}

/// Gives a cut node its text again and removes the nodes that were added for it, by its entry in
/// the ledger. Changes that the page made meanwhile stay: no word is lost and none is moved. `undo`
/// in whosaid.js does the same without the program.
fn put_back(node: &Text, entry: &Array) {
    let home = entry.get(0).dyn_into::<Node>().ok();
    let kept = entry.get(1).as_string().unwrap_or_default();
    let added: Vec<Node> = entry.iter().skip(2).filter_map(|n| n.dyn_into().ok()).collect();
    // `normalize` removes empty text nodes, so an empty node is put back first.
    if kept.is_empty()
        && node.parent_node().is_none()
        && let (Some(home), Some(first)) = (&home, added.first())
        && first.parent_node().as_ref() == Some(home)
    {
        let _ = home.insert_before(node, Some(first));
    }
    let moved = node.parent_node() != home;
    let mut text = node.data();
    // If the page wrote new text into the node, that stays; otherwise the text of our nodes goes
    // back into it, with the changes that the page made.
    let untouched = text == kept;
    let mut joined = true;
    for added in added {
        let parent = added.parent_node();
        // If the page moved or removed the node, it meant the whole text, so all of our nodes
        // follow.
        let follows = match &parent {
            _ if !moved => added.previous_sibling().as_ref() == Some(node),
            Some(_) => parent == home || parent == node.parent_node(),
            None => true,
        };
        let elements =
            added.dyn_ref::<Element>().is_some_and(|mark| mark.first_element_child().is_some());
        if joined && follows && !elements {
            text.push_str(&added.text_content().unwrap_or_default());
            remove(&added);
        } else if parent.is_some() {
            // The page has put a node into the text: the text after it stays after it.
            joined = false;
            if let Some(mark) = added.dyn_ref::<Element>() {
                unwrap_mark(mark);
            }
        }
    }
    if untouched {
        node.set_data(&text);
    }
}

/// The stretches of a node of `length` units, which is cut wherever a piece starts or ends.
fn stretches(pieces: &[(Piece, Layer)], length: u32) -> Vec<Stretch> {
    let mut cuts: Vec<u32> =
        pieces.iter().flat_map(|(piece, _)| [piece.start, piece.end]).chain([0, length]).collect();
    sort::by_keys(&mut cuts, |cut| [*cut as usize]);
    cuts.dedup();
    let mut stretches = Vec::new();
    for pair in cuts.windows(2) {
        let (start, end) = (pair[0], pair[1]);
        let mut layers: Vec<Layer> = pieces
            .iter()
            .filter(|(p, _)| p.start <= start && end <= p.end)
            .map(|(_, layer)| *layer)
            .collect();
        sort::by_keys(&mut layers, |layer| [layer.stroke as usize, layer.hue.index()]);
        let names: Vec<String> = layers.into_iter().map(Layer::name).collect();
        stretches.push(Stretch { start, end, layers: names.join(" ") });
    }
    stretches
}

/// An array of `items`. Not by `Array.of`, which a page may have replaced.
fn array<const N: usize>(items: [JsValue; N]) -> Array {
    items.into_iter().collect()
}

/// Removes all marks in `article`, those of earlier widgets too: a page that keeps copies of itself
/// to go back to has copies of marks in them.
pub fn remove_copied_marks(article: &Element) {
    marks_in(article, &format!("mark[{OWNER}]")).for_each(|mark| unwrap_mark(&mark));
}

/// The marks in `element` that `selector` selects.
fn marks_in(element: &Element, selector: &str) -> impl Iterator<Item = Element> {
    let list = element.query_selector_all(selector).ok();
    (0..list.as_ref().map_or(0, |l| l.length()))
        .filter_map(move |i| list.as_ref()?.item(i)?.dyn_into::<Element>().ok())
}

/// Removes a mark and keeps its children, which are the page's.
fn unwrap_mark(mark: &Element) {
    if let Some(parent) = mark.parent_node() {
        while let Some(child) = mark.first_child() {
            let _ = parent.insert_before(&child, Some(mark));
        }
        remove(mark);
    }
}

fn remove(node: &Node) {
    if let Some(parent) = node.parent_node() {
        let _ = parent.remove_child(node);
    }
}
