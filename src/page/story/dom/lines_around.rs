//! The lines around an element of a page.
//!
//! Takes an element; gives the lines before, after or in it, with what markup says of each piece;
//! promises to read a bounded number of nodes, and not to touch them.

use js_sys::{JsString, Reflect};
use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

use crate::lexicon::lists::page::{
    AUTHOR_SELECTOR, CHANGE_WORDS, EXCLUDED_ELEMENTS, INLINE_ELEMENTS, PUBLICATION_WORD,
};
use crate::page::story::headline_lines::{Line, Piece};

/// Number of nodes that are read in each direction.
const NODES: usize = 400;
/// Number of lines that are read upwards, where there is less about the story.
const LINES_ABOVE: usize = 12;
/// Length from which a line is taken for the story's text, in bytes.
const LONG: usize = 200;
/// Number of such lines after which no byline is expected: the summary is one.
const LONG_LINES: usize = 2;
/// Length of the longest text of an element that is marked as an author, in bytes: longer ones
/// hold more than the author.
const AUTHOR_MAX: usize = 200;
/// How many times as long a text may be with the white space of its markup around it.
const INDENTED: usize = 10;
/// Number of inline elements that may stand in each other.
const INLINE_DEPTH: usize = 12;

/// Which way lines are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Up,
    Down,
}

/// The lines before or after `element`, the nearest first.
pub(super) fn read(element: &Element, direction: Direction) -> Vec<Line> {
    let mut reader = Reader::default();
    let mut at = beside(element, direction, None);
    for _ in 0..NODES {
        let Some(node) = at else { break };
        let open = reader.add(&node);
        if reader.long >= LONG_LINES
            || direction == Direction::Up && (reader.long > 0 || reader.lines.len() > LINES_ABOVE)
        {
            break;
        }
        at = next(&node, direction, open, None);
    }
    if direction == Direction::Up {
        reader.lines.iter_mut().for_each(|line| line.reverse());
    }
    reader.lines
}

/// The first lines in `element`.
pub(super) fn within(element: &Element) -> Vec<Line> {
    let mut reader = Reader::default();
    reader.add(element);
    let mut at = element.first_child();
    for _ in 0..NODES {
        let Some(node) = at.filter(|_| reader.long < LONG_LINES) else { break };
        let open = reader.add(&node);
        at = next(&node, Direction::Down, open, Some(element));
    }
    reader.lines
}

/// The text in `element`, unless it has more than `most` bytes.
pub(super) fn short_text(element: &Element, most: usize) -> Option<String> {
    // JavaScript counts first: a long text would be copied here only to be counted.
    let text = Reflect::get(element, &"textContent".into()).ok()?.dyn_into::<JsString>().ok()?;
    let text = (text.length() as usize <= most).then(|| String::from(text));
    text.filter(|text| text.len() <= most)
}

/// The node before or after `node` and all in it, within `root`.
fn beside(node: &Node, direction: Direction, root: Option<&Node>) -> Option<Node> {
    let mut at = node.clone();
    loop {
        let sibling = match direction {
            Direction::Up => at.previous_sibling(),
            Direction::Down => at.next_sibling(),
        };
        if sibling.is_some() {
            return sibling;
        }
        at = at.parent_node().filter(|parent| Some(parent) != root)?;
    }
}

/// The node after `node` in this direction: in it, if it is `open`.
fn next(node: &Node, direction: Direction, open: bool, root: Option<&Node>) -> Option<Node> {
    let child = match direction {
        _ if !open => None,
        Direction::Up => node.last_child(),
        Direction::Down => node.first_child(),
    };
    child.or_else(|| beside(node, direction, root))
}

/// Puts nodes together to lines.
#[derive(Default)]
struct Reader {
    lines: Vec<Line>,
    /// The block of the last line; none after a line break.
    block: Option<Element>,
    /// Number of long lines, and the bytes of the last line.
    long: usize,
    length: usize,
    /// The last element that is marked as an author, and whether it holds little else.
    author: Option<(Element, bool)>,
}

impl Reader {
    /// Adds a node; false if what is in it does not matter.
    fn add(&mut self, node: &Node) -> bool {
        if let Some(element) = node.dyn_ref::<Element>() {
            let tag = element.local_name();
            if EXCLUDED_ELEMENTS.contains(&tag.as_str()) {
                return false;
            }
            let time = time(element, &tag);
            if !time.is_empty() {
                self.push(node, Piece { time, ..Piece::default() });
            }
            if tag == "br" {
                self.block = None;
            }
            return true;
        }
        let text = node.node_value().filter(|_| node.node_type() == Node::TEXT_NODE);
        if let Some(text) = text.filter(|text| !text.trim().is_empty()) {
            let is_author = self.is_author(node);
            self.push(node, Piece { text, is_author, time: String::new() });
        }
        true
    }

    /// Adds a piece to the line of its block.
    fn push(&mut self, node: &Node, piece: Piece) {
        let mut block = node.parent_element();
        for _ in 0..INLINE_DEPTH {
            let Some(inline) = &block else { break };
            if !INLINE_ELEMENTS.contains(&inline.local_name().as_str()) {
                break;
            }
            block = inline.parent_element();
        }
        if self.lines.is_empty() || self.block.is_none() || self.block != block {
            self.lines.push(Line::new());
            self.length = 0;
        }
        self.block = block;
        let was_long = self.length > LONG;
        self.length += piece.text.len();
        self.long += usize::from(self.length > LONG && !was_long);
        if let Some(line) = self.lines.last_mut() {
            line.push(piece);
        }
    }

    /// True if an element around `text` is marked as an author, and holds little else.
    fn is_author(&mut self, text: &Node) -> bool {
        let marked = text.parent_element().and_then(|e| e.closest(AUTHOR_SELECTOR).ok().flatten());
        let Some(marked) = marked else { return false };
        match &self.author {
            Some((last, is_author)) if *last == marked => *is_author,
            _ => {
                let text = short_text(&marked, AUTHOR_MAX * INDENTED);
                let is_author = text.is_some_and(|text| text.trim().len() <= AUTHOR_MAX);
                self.author = Some((marked, is_author));
                is_author
            }
        }
    }
}

/// The time that `element` gives in its attributes, after "updated" where it is that of a change.
fn time(element: &Element, tag: &str) -> String {
    let attribute = |name: &str| element.get_attribute(name).unwrap_or_default();
    let names = [attribute("class"), attribute("itemprop")].concat().to_lowercase();
    let time = attribute(if tag == "abbr" { "title" } else { "datetime" });
    if time.is_empty() {
        return time;
    }
    let has = |word: &&str| names.contains(*word);
    if CHANGE_WORDS.iter().any(has) && !names.contains(PUBLICATION_WORD) {
        return format!("updated {time}");
    }
    time
}
