//! The text of a page element, and where each piece of it stands in the DOM.
//!
//! Takes an element; gives its text, which is analysed: blocks and `<br>` end lines, white space is
//! collapsed as rendered, hidden text and text beside the story are left out. Promises not to touch
//! the DOM, exact UTF-16 offsets both ways, and to say of any span whether the page still holds the
//! text that was read.

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::{Element, Node, Range, ShadowRoot, Text};

use super::text_reader::{Segment, TextReader, fingerprint};
use super::viewer::Faded;
use crate::text::{Span, Utf16};
use crate::turns::{Pace, Turns, block_on};

/// A part of one text node, `[start, end)` in UTF-16 code units of its data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Piece {
    /// Index of the node in its map, for [`TextMap::node`].
    pub node: u32,
    /// First unit.
    pub start: u32,
    /// The unit after the last.
    pub end: u32,
}

/// The text of an element and where each piece of it stands.
#[derive(Debug)]
pub struct TextMap {
    text: String,
    units: u32,
    nodes: Rc<Vec<Text>>,
    /// The fingerprint of each node when it was read, by which a change is noticed.
    fingerprints: Vec<u64>,
    /// In order of both the text and the DOM.
    segments: Vec<Segment>,
    shadows: Vec<ShadowRoot>,
    /// Elements whose text is left out until they have faded in.
    faded: Vec<Faded>,
    /// From a text node to its number in `nodes`.
    index: js_sys::Map,
    /// Numbers of the nodes that are known to have changed.
    stale: RefCell<HashSet<u32>>,
}

impl TextMap {
    /// Reads `root` at once. Costs a computed style per element and a copy of each text node.
    pub fn read(root: &Element) -> TextMap {
        block_on(TextMap::read_in_turns(root, &|_| {}))
    }

    async fn read_in_turns(root: &Element, found: &dyn Fn(&ShadowRoot)) -> TextMap {
        let read = TextReader::new().read(root, found).await;
        let index = js_sys::Map::new();
        let mut pace = Pace::default();
        for (i, node) in read.nodes.iter().enumerate() {
            pace.spend(1).await;
            index.set(node, &JsValue::from(i as u32));
        }
        TextMap {
            text: read.text,
            units: read.units,
            nodes: Rc::new(read.nodes),
            fingerprints: read.fingerprints,
            segments: read.segments,
            shadows: read.shadows,
            faded: read.faded,
            index,
            stale: RefCell::default(),
        }
    }

    /// The map of no text.
    pub fn empty() -> TextMap {
        TextMap {
            text: String::new(),
            units: 0,
            nodes: Rc::default(),
            fingerprints: Vec::new(),
            segments: Vec::new(),
            shadows: Vec::new(),
            faded: Vec::new(),
            index: js_sys::Map::new(),
            stale: RefCell::default(),
        }
    }

    /// True if this map need not be replaced by `other`: both have the same text in the same nodes,
    /// and no node of this map is known to have changed.
    pub fn is_as_good_as(&self, other: &TextMap) -> bool {
        self.stale.borrow().is_empty()
            && self.text == other.text
            && self.segments == other.segments
            && self.fingerprints == other.fingerprints
            && self.nodes.iter().zip(other.nodes.iter()).all(|(a, b)| js_sys::Object::is(a, b))
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Length of the text in UTF-16 code units.
    pub fn len(&self) -> u32 {
        self.units
    }

    /// True if there is no text.
    pub fn is_empty(&self) -> bool {
        self.units == 0
    }

    /// Text node `index`, as in [`Piece::node`].
    pub fn node(&self, index: u32) -> &Text {
        &self.nodes[index as usize]
    }

    /// All text nodes, by index.
    pub(in crate::page) fn nodes(&self) -> Rc<Vec<Text>> {
        self.nodes.clone()
    }

    /// Index of a text node, if it is part of this text.
    pub fn index_of(&self, node: &Node) -> Option<u32> {
        self.index.get(node).as_f64().map(|i| i as u32)
    }

    /// The pieces of `span`, one for each text node that it touches, in order. Line breaks have no
    /// piece. Empty if any of the nodes has changed (see [`TextMap::invalidate`]), so that a
    /// passage is shown whole or not at all. O(log n + pieces).
    pub fn pieces(&self, span: Span<Utf16>) -> Vec<Piece> {
        if span.is_empty() {
            return Vec::new();
        }
        let first = self.segments.partition_point(|s| s.at + s.len <= span.start());
        let mut pieces: Vec<Piece> = Vec::new();
        for s in self.segments[first..].iter().take_while(|s| s.at < span.end()) {
            let start = s.from + span.start().saturating_sub(s.at);
            let end = s.from + s.len.min(span.end() - s.at);
            match pieces.last_mut() {
                Some(last) if last.node == s.node => last.end = end,
                _ => pieces.push(Piece { node: s.node, start, end }),
            }
        }
        let stale = self.stale.borrow();
        if !stale.is_empty() && pieces.iter().any(|p| stale.contains(&p.node)) {
            return Vec::new();
        }
        pieces
    }

    /// One range from the start of `span` to its end; `None` if it has no place or has changed.
    pub fn range(&self, span: Span<Utf16>) -> Option<Range> {
        let pieces = self.pieces(span);
        let (first, last) = (pieces.first()?, pieces.last()?);
        let range = self.node(first.node).owner_document()?.create_range().ok()?;
        range.set_start(self.node(first.node), first.start).ok()?;
        range.set_end(self.node(last.node), last.end).ok()?;
        Some(range)
    }

    /// The offsets within `span` before which the page has words that are no part of the text, such
    /// as the number of a note.
    pub fn gaps(&self, span: Span<Utf16>) -> Vec<u32> {
        let pieces = self.pieces(span);
        let gap = |(before, after): (&Piece, &Piece)| {
            let (from, to) = (self.node(before.node), self.node(after.node));
            let between = from.owner_document()?.create_range().ok()?;
            between.set_start(from, before.end).ok()?;
            between.set_end(to, after.start).ok()?;
            let words = String::from(between.to_string());
            (!words.trim().is_empty()).then(|| self.offset_of(to, after.start)).flatten()
        };
        pieces.iter().zip(pieces.iter().skip(1)).filter_map(gap).collect()
    }

    /// The offset in the text of the character at `offset` of `node`; `None` if it is not part of
    /// the text (hidden, or white space that is not rendered) or the node has changed. O(log n).
    pub fn offset_of(&self, node: &Node, offset: u32) -> Option<u32> {
        let node = self.index_of(node)?;
        if self.stale.borrow().contains(&node) {
            return None;
        }
        let after = self.segments.partition_point(|s| (s.node, s.from) <= (node, offset));
        let s = self.segments[..after].last()?;
        (s.node == node && offset < s.from + s.len).then(|| s.at + (offset - s.from))
    }

    /// Notes that a node changed, so that [`TextMap::pieces`] gives none on it any more. False if
    /// that was noted before.
    pub fn invalidate(&self, node: u32) -> bool {
        self.stale.borrow_mut().insert(node)
    }

    /// True if node number `node` is in the document and has the text that was read.
    pub fn still_reads(&self, node: u32) -> bool {
        !self.stale.borrow().contains(&node)
            && self.nodes[node as usize].is_connected()
            && fingerprint(&self.nodes[node as usize].data()) == self.fingerprints[node as usize]
    }

    /// The open shadow roots that hold some of the text.
    pub fn shadows(&self) -> &[ShadowRoot] {
        &self.shadows
    }

    /// True if text that was left out, as it was transparent, has faded in since.
    pub fn has_faded_in(&self) -> bool {
        self.faded.iter().any(Faded::has_changed)
    }

    /// An object that only this map has.
    pub(in crate::page) fn identity(&self) -> js_sys::Map {
        self.index.clone()
    }

    /// True if `identity` is the [`TextMap::identity`] of this map.
    pub(in crate::page) fn is(&self, identity: &js_sys::Map) -> bool {
        js_sys::Object::is(&self.index, identity)
    }

    /// Number of text nodes.
    pub fn node_count(&self) -> u32 {
        self.nodes.len() as u32
    }
}

/// A text map that is being read in turns. The page may change between two turns, so it may no
/// longer hold the text that was read before (see [`TextMap::still_reads`]).
#[derive(Debug)]
pub struct MapReading {
    turns: Turns<'static, TextMap>,
    found: Rc<RefCell<Vec<ShadowRoot>>>,
}

impl MapReading {
    /// Begins to read `root`.
    pub fn of(root: &Element) -> MapReading {
        let found: Rc<RefCell<Vec<ShadowRoot>>> = Rc::default();
        let (root, note) = (root.clone(), found.clone());
        let read = async move {
            TextMap::read_in_turns(&root, &|shadow| note.borrow_mut().push(shadow.clone())).await
        };
        MapReading { turns: Turns::of(read), found }
    }

    /// Takes one turn. Gives the map in the turn that completes it, and `None` in every turn before
    /// and after.
    pub fn take(&mut self) -> Option<TextMap> {
        self.turns.take()
    }

    /// The shadow roots that were found since the last call.
    pub fn shadows(&self) -> Vec<ShadowRoot> {
        self.found.take()
    }
}

impl From<TextMap> for MapReading {
    /// A reading that has ended.
    fn from(map: TextMap) -> MapReading {
        let found = Rc::new(RefCell::new(map.shadows.clone()));
        MapReading { turns: Turns::of(async { map }), found }
    }
}
