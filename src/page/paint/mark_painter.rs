//! Painting by marks that lie over the text: for browsers without the Custom Highlight API, and for
//! forced colours.
//!
//! Takes a painting; gives it as a drawing in the widget's own shadow root; promises that no node
//! of the page is touched, so that whatever the page does with its text, the text is what it would
//! be without the widget. Of a long text only the passages near the screen are drawn.
//!
//! The boxes of the text are measured once and kept until something may have moved them: a change
//! of the page, a scrolled box, a loaded picture or font. They are then looked at, and measured
//! again where they moved, before the next frame is drawn.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};

use gloo::render::{AnimationFrame, request_animation_frame};
use web_sys::{Element, Range, Text};

use super::measuring::{Clips, Moves, window_of};
use super::overlay::{Overlay, Place};
use super::painter::Painter;
use super::visibility::Visibility;
use crate::page::layers::{Layer, Painting};
use crate::page::map::{Piece, TextMap};

/// Number of pieces measured in a turn: these take some milliseconds on a slow phone.
const TURN: usize = 40;
/// Number of pieces measured at once, before the first turn ends.
const AT_ONCE: usize = 400;
/// Number of pieces above which only those near the screen are drawn.
const MANY_PIECES: usize = 800;
/// Number of pieces of one text node above which only those near the screen are measured: a whole
/// book may be one node.
const MANY_IN_NODE: usize = 64;

/// Paints by marks that lie over the text.
#[derive(Debug)]
pub struct MarkPainter {
    marks: Rc<RefCell<Marks>>,
    moves: Moves,
}

#[derive(Debug)]
struct Marks {
    article: Element,
    /// `None` where the widget's root stands nowhere.
    overlay: Option<Overlay>,
    /// Identity of the map whose nodes are marked.
    map: Option<js_sys::Map>,
    nodes: Rc<Vec<Text>>,
    /// All pieces to mark, by the number of their node.
    wanted: BTreeMap<u32, Vec<(Piece, Layer)>>,
    /// The pieces that were measured, each with the index of its first box in `boxes`.
    measured: BTreeMap<Piece, u32>,
    /// The boxes of all pieces measured, those of each up to one without width.
    boxes: Vec<Place>,
    /// The article's box when they were measured.
    frame: Option<Place>,
    /// Nodes with pieces still to be measured, the last of the text first.
    todo: Vec<u32>,
    /// Which nodes are near the screen, where there is much to draw.
    visibility: Option<Visibility>,
    /// True if the text may have moved since it was measured.
    moved: bool,
    /// The frame with which it is looked at again.
    next: Option<AnimationFrame>,
}

impl MarkPainter {
    /// A painter for `article` that draws beside `root`, in the widget's shadow root.
    pub fn new(article: &Element, root: &Element) -> MarkPainter {
        let marks = Rc::new(RefCell::new(Marks {
            article: article.clone(),
            overlay: Overlay::new(article, root),
            map: None,
            nodes: Rc::default(),
            wanted: BTreeMap::new(),
            measured: BTreeMap::new(),
            boxes: Vec::new(),
            frame: None,
            todo: Vec::new(),
            visibility: None,
            moved: false,
            next: None,
        }));
        let weak = Rc::downgrade(&marks);
        MarkPainter { marks, moves: Moves::of(article, move || look_soon(&weak)) }
    }
}

/// Looks with the next frame whether the text has moved.
fn look_soon(marks: &Weak<RefCell<Marks>>) {
    let Some(strong) = marks.upgrade() else { return };
    // It is borrowed for good if a function of the page that it called has thrown.
    let Ok(mut this) = strong.try_borrow_mut() else { return };
    this.moved = true;
    if this.next.is_none() {
        let marks = marks.clone();
        this.next = Some(request_animation_frame(move |_| {
            let Some(strong) = marks.upgrade() else { return };
            let Ok(mut this) = strong.try_borrow_mut() else { return };
            this.next = None;
            this.look_again();
        }));
    }
}

impl Marks {
    fn redraw(
        &mut self,
        map: &TextMap,
        painting: &Painting,
        visibility: impl FnOnce() -> Option<Visibility>,
    ) {
        let same_map = self.map.as_ref().is_some_and(|identity| map.is(identity));
        if !same_map || self.moved {
            self.forget_places();
        }
        self.map = Some(map.identity());
        self.nodes = map.nodes();
        self.wanted.clear();
        let mut count = 0;
        for (layer, spans) in painting {
            for piece in spans.iter().flat_map(|span| map.pieces(*span)) {
                self.wanted.entry(piece.node).or_default().push((piece, *layer));
                count += 1;
            }
        }
        let before = self.visibility.take().filter(|_| count > MANY_PIECES);
        let fresh = before.is_none();
        self.visibility = before.or_else(|| (count > MANY_PIECES).then(visibility).flatten());
        if let Some(visibility) = &self.visibility
            && (fresh || !same_map || !self.wanted.keys().all(|node| visibility.knows(*node)))
        {
            visibility.watch(self.wanted.keys().map(|node| (*node, &self.nodes[*node as usize])));
        }
        self.todo = self.near().rev().collect();
        self.measure(AT_ONCE);
    }

    /// The numbers of the nodes near the screen, as far as that is known.
    fn near(&self) -> impl DoubleEndedIterator<Item = u32> {
        self.wanted
            .keys()
            .copied()
            .filter(|node| self.visibility.as_ref().is_none_or(|v| v.is_near(*node) == Some(true)))
    }

    /// Measures about `most` pieces of those still to be measured, and draws what is measured. True
    /// if there are more.
    fn measure(&mut self, most: usize) -> bool {
        let (Some(overlay), false) = (&self.overlay, self.wanted.is_empty()) else {
            self.todo.clear();
            self.draw();
            return false;
        };
        let Some(ruler) = ruler(&self.article) else { return false };
        let origin = overlay.origin();
        self.frame.get_or_insert_with(|| frame_of(&self.article, origin));
        let (mut count, mut clips) = (0, Clips::new(origin));
        while count < most
            && let Some(node) = self.todo.pop()
        {
            let text = &self.nodes[node as usize];
            let pieces = self.wanted.get(&node).map_or(&[][..], Vec::as_slice);
            let near = (pieces.len() > MANY_IN_NODE).then(|| window_of(&ruler, text));
            let is_near = |piece: &Piece| {
                near.as_ref().is_none_or(|near| piece.end > near.start && piece.start < near.end)
            };
            for (piece, _) in pieces.iter().filter(|(piece, _)| is_near(piece)) {
                if !self.measured.contains_key(piece) {
                    self.measured.insert(*piece, self.boxes.len() as u32);
                    self.boxes.extend(places_of(&ruler, *piece, text, &mut clips));
                    count += 1;
                }
            }
        }
        self.draw();
        !self.todo.is_empty()
    }

    /// The boxes of a piece, up to the one that ends them; `None` if it was not measured.
    fn boxes_of(&self, piece: &Piece) -> Option<&[Place]> {
        let boxes = &self.boxes[*self.measured.get(piece)? as usize..];
        Some(&boxes[..=boxes.iter().position(|place| place.width == 0)?])
    }

    /// Draws what is measured.
    fn draw(&mut self) {
        let mut paths: Vec<(Layer, String)> = Vec::new();
        for (piece, layer) in self.near().flat_map(|node| &self.wanted[&node]) {
            let Some(boxes) = self.boxes_of(piece) else { continue };
            let at = match paths.iter().position(|(of, _)| of == layer) {
                Some(at) => at,
                None => {
                    paths.push((*layer, String::new()));
                    paths.len() - 1
                }
            };
            for place in boxes.iter().filter(|place| place.width > 0) {
                place.write(layer.stroke, &mut paths[at].1);
            }
        }
        if let Some(overlay) = &mut self.overlay {
            overlay.draw(paths);
        }
    }

    /// Measures all again if it has moved, and what came near the screen.
    fn look_again(&mut self) {
        if self.has_moved() {
            self.forget_places();
        }
        self.moved = false;
        self.todo = self.near().rev().collect();
        self.measure(usize::MAX);
    }

    /// True if the article, or the first piece of any node, stands elsewhere than it was measured.
    fn has_moved(&self) -> bool {
        let Some(origin) = self.overlay.as_ref().map(Overlay::origin) else { return false };
        let Some(ruler) = ruler(&self.article) else { return false };
        if self.frame.is_some_and(|frame| frame != frame_of(&self.article, origin)) {
            return true;
        }
        let mut clips = Clips::new(origin);
        self.near().any(|node| {
            let known = self.wanted[&node].iter().find_map(|(p, _)| Some((*p, self.boxes_of(p)?)));
            known.is_some_and(|(piece, boxes)| {
                *boxes != *places_of(&ruler, piece, &self.nodes[node as usize], &mut clips)
            })
        })
    }

    fn forget_places(&mut self) {
        self.measured.clear();
        self.boxes.clear();
        self.frame = None;
        self.moved = false;
    }
}

/// The box of an element, counted from `origin`.
fn frame_of(element: &Element, origin: (f64, f64)) -> Place {
    Clips::new(origin).place(&element.get_bounding_client_rect())
}

/// A range for measuring.
fn ruler(article: &Element) -> Option<Range> {
    article.owner_document()?.create_range().ok()
}

/// The boxes of a piece of a text node, as far as they can be seen, and one without width.
fn places_of(ruler: &Range, piece: Piece, text: &Text, clips: &mut Clips) -> Vec<Place> {
    let mut places = Vec::new();
    let set = ruler.set_start(text, piece.start).and_then(|()| ruler.set_end(text, piece.end));
    if let Some(boxes) = set.ok().and_then(|()| ruler.get_client_rects()) {
        let clip = clips.of(text);
        let seen = (0..boxes.length()).filter_map(|i| clips.seen(&boxes.item(i)?, clip));
        places.extend(seen.filter(|place| place.width > 0 && place.height > 0));
    }
    places.push(Place::NONE);
    places
}

impl Painter for MarkPainter {
    fn redraw(&mut self, map: &TextMap, painting: &Painting) {
        let visibility = || {
            let marks = Rc::downgrade(&self.marks);
            Visibility::new(move |_| look_soon(&marks))
        };
        let changed = self.moves.watch(map.shadows());
        let mut marks = self.marks.borrow_mut();
        marks.moved |= changed;
        marks.redraw(map, painting, visibility);
    }

    fn paint_more(&mut self, _map: &TextMap) -> bool {
        self.marks.borrow_mut().measure(TURN)
    }

    fn destroy(&mut self) {
        let mut marks = self.marks.borrow_mut();
        (marks.visibility, marks.next, marks.overlay) = (None, None, None);
        marks.wanted.clear();
        marks.todo.clear();
    }
}
