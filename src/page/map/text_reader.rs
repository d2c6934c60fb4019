//! Reading the text of an element as it is rendered, in one pass, for a
//! [`TextMap`](super::TextMap).
//!
//! Takes an element; gives its text, its text nodes, and which part of the text stands in which
//! node; promises not to touch the DOM and not to recurse, as a page may be nested to any depth.

use std::hash::{DefaultHasher, Hash, Hasher};

use wasm_bindgen::JsCast;
use web_sys::{CssStyleDeclaration, Element, Node, ShadowRoot, Text, Window};

use crate::lexicon::lists::page::INITIAL_ELEMENTS;
use crate::page::css::decimal;
use crate::page::story::{Survey, Unrendered};
use crate::page::tree::Children;
use crate::turns::Pace;

/// Greatest length of a floated inline element that counts as an initial letter (with its quotation
/// mark), in UTF-16 code units.
const INITIAL_MAX: usize = 3;

/// Position, in CSS pixels, from which an element left of or above the page is never seen.
const OFF_PAGE: f32 = -999.0;

/// Cost of one node in units of [`Pace`]: as much work as reading this many tokens of a text.
const NODE: usize = 12;

/// A run of text that stands unbroken in one text node: offset `at` of the text is offset `from` of
/// the node. All in UTF-16 code units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Segment {
    pub at: u32,
    pub len: u32,
    pub node: u32,
    pub from: u32,
}

/// The text of an element.
pub(super) struct ReadText {
    pub text: String,
    /// Length of `text` in UTF-16 code units.
    pub units: u32,
    /// The text nodes read, in order.
    pub nodes: Vec<Text>,
    /// The [`fingerprint`] of each node.
    pub fingerprints: Vec<u64>,
    /// Where `text` stands in the nodes, in order of both.
    pub segments: Vec<Segment>,
    /// The open shadow roots that hold some of the text.
    pub shadows: Vec<ShadowRoot>,
}

/// The break between the text read so far and the text to come, the weakest first.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Break {
    None,
    Line,
    Paragraph,
}

/// Whether text is seen and which of its white space is kept, by the style of its element.
#[derive(Clone, Copy)]
struct TextStyle {
    visible: bool,
    keeps_spaces: bool,
    keeps_lines: bool,
}

/// How the text of an element is joined to the text around it.
enum Display {
    /// It is left out.
    None,
    /// It stands in a line with the text around it.
    Inline,
    /// It is a paragraph, or several.
    Block,
}

/// An element whose content is being read.
struct OpenElement {
    /// The children still to be read.
    children: Children,
    /// True for a closed `<details>`: only its summary is seen.
    closed: bool,
    style: TextStyle,
    block: bool,
    /// The quotation mark that the browser draws at its end.
    closing_quote: Option<char>,
}

/// Reads the text of an element.
pub(super) struct TextReader {
    window: Option<Window>,
    out: ReadText,
    /// The break to be written before the next visible character.
    pending: Break,
    /// Node and offset of the first of a run of white space, which becomes one space if a character
    /// follows on the line.
    space: Option<(u32, u32)>,
}

impl TextReader {
    pub fn new() -> Self {
        let (text, nodes, fingerprints, segments, shadows) =
            (String::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let out = ReadText { text, units: 0, nodes, fingerprints, segments, shadows };
        TextReader { window: web_sys::window(), out, pending: Break::None, space: None }
    }

    /// Reads `root`. Calls `found` with each shadow root, in the turn that reads it.
    pub async fn read(mut self, root: &Element, found: impl Fn(&ShadowRoot)) -> ReadText {
        let excluded = Survey::of(root, Unrendered::Kept).await.excluded();
        let (mut quotes, mut pace) = (0, Pace::default());
        let whole = self.enter(root, &root.local_name(), self.text_style(root).0, true, &found);
        let mut stack = vec![whole];
        loop {
            pace.spend(NODE).await;
            let Some(open) = stack.last_mut() else { break };
            let Some(node) = open.children.next() else {
                let ended = stack.pop().expect("the element just seen");
                if let Some(mark) = ended.closing_quote {
                    quotes -= 1;
                    self.write_drawn(mark);
                }
                if ended.block {
                    self.break_text(Break::Paragraph);
                }
                continue;
            };
            let style = open.style;
            match node.node_type() {
                Node::TEXT_NODE | Node::CDATA_SECTION_NODE if style.visible && !open.closed => {
                    if let Ok(text) = node.dyn_into::<Text>() {
                        self.text(text, style);
                    }
                }
                Node::ELEMENT_NODE => {
                    let Ok(element) = node.dyn_into::<Element>() else { continue };
                    let name = element.local_name();
                    if name == "br" {
                        self.break_text(if self.pending == Break::None {
                            Break::Line
                        } else {
                            Break::Paragraph
                        });
                        continue;
                    }
                    if open.closed && name != "summary" || excluded.has(&element) {
                        continue;
                    }
                    let (text_style, style) = self.text_style(&element);
                    let block = match display(&element, &name, style.as_ref()) {
                        Display::None => continue,
                        Display::Inline => false,
                        Display::Block => true,
                    };
                    if block {
                        self.break_text(Break::Paragraph);
                    }
                    let mut entered = self.enter(&element, &name, text_style, block, &found);
                    if name == "q" && text_style.visible && self.draws_quotes(&element) {
                        let (open, close) =
                            if quotes % 2 == 0 { ('“', '”') } else { ('‘', '’') };
                        quotes += 1;
                        self.write_drawn(open);
                        entered.closing_quote = Some(close);
                    }
                    stack.push(entered);
                }
                _ => {}
            }
        }
        self.out
    }

    /// Begins an element, whose local name is `name`.
    fn enter(
        &mut self,
        element: &Element,
        name: &str,
        style: TextStyle,
        block: bool,
        found: &impl Fn(&ShadowRoot),
    ) -> OpenElement {
        if let Some(shadow) = element.shadow_root() {
            found(&shadow);
            self.out.shadows.push(shadow);
        }
        let closed = name == "details" && !element.has_attribute("open");
        OpenElement {
            children: Children::of(element, name),
            closed,
            style,
            block,
            closing_quote: None,
        }
    }

    /// How text in `element` is shown, and the element's computed style.
    fn text_style(&self, element: &Element) -> (TextStyle, Option<CssStyleDeclaration>) {
        let style = self.window.as_ref().and_then(|w| w.get_computed_style(element).ok().flatten());
        let value =
            |name| style.as_ref().and_then(|s| s.get_property_value(name).ok()).unwrap_or_default();
        let space = value("white-space");
        let keeps_lines = space.starts_with("pre") || space.starts_with("break-spaces");
        let keeps_spaces =
            keeps_lines && space != "pre-line" && !space.starts_with("preserve-breaks");
        let visible = !matches!(value("visibility").as_str(), "hidden" | "collapse");
        (TextStyle { visible, keeps_spaces, keeps_lines }, style)
    }

    /// True if the browser draws quotation marks around a `<q>`. They stand in no text node, but a
    /// quotation is known by them.
    fn draws_quotes(&self, element: &Element) -> bool {
        let style = self
            .window
            .as_ref()
            .and_then(|w| w.get_computed_style_with_pseudo_elt(element, "::before").ok().flatten());
        style
            .and_then(|s| s.get_property_value("content").ok())
            .is_some_and(|content| !matches!(content.as_str(), "" | "none" | "normal"))
    }

    /// Notes that a break, of at least this strength, comes before the next visible character.
    fn break_text(&mut self, by: Break) {
        if by > self.pending {
            self.pending = by;
        }
        self.space = None;
    }

    /// Writes the break or space before the next visible character.
    fn write_break(&mut self) {
        if self.out.text.is_empty() {
            self.pending = Break::None;
            self.space = None;
        }
        let breaks = match self.pending {
            Break::None => "",
            Break::Line => "\n",
            Break::Paragraph => "\n\n",
        };
        self.out.text.push_str(breaks);
        self.out.units += breaks.len() as u32;
        match self.space.take() {
            Some((node, from)) if self.pending == Break::None => self.write(' ', node, from),
            _ => {}
        }
        self.pending = Break::None;
    }

    /// Writes a character that the browser draws and that stands in no text node.
    fn write_drawn(&mut self, c: char) {
        if c == '”' || c == '’' {
            self.space = None;
        } else {
            self.write_break();
        }
        self.out.text.push(c);
        self.out.units += c.len_utf16() as u32;
    }

    /// Writes a character that stands at offset `from` of node number `node`.
    fn write(&mut self, c: char, node: u32, from: u32) {
        let len = c.len_utf16() as u32;
        match self.out.segments.last_mut() {
            Some(s)
                if s.node == node && s.from + s.len == from && s.at + s.len == self.out.units =>
            {
                s.len += len
            }
            _ => self.out.segments.push(Segment { at: self.out.units, len, node, from }),
        }
        self.out.text.push(c);
        self.out.units += len;
    }

    /// Reads a text node.
    fn text(&mut self, text: Text, style: TextStyle) {
        let data = text.data();
        let node = self.out.nodes.len() as u32;
        let mut at = 0;
        for c in data.chars() {
            match c {
                _ if ignorable(c) => {}
                '\n' if style.keeps_lines => self.break_text(if self.pending == Break::None {
                    Break::Line
                } else {
                    Break::Paragraph
                }),
                ' ' | '\t' | '\n' | '\r' | '\x0c'
                    if !style.keeps_spaces || self.pending != Break::None =>
                {
                    self.space.get_or_insert((node, at));
                }
                '\t' | '\r' | '\x0c' => self.write(' ', node, at),
                _ => {
                    self.write_break();
                    self.write(c, node, at);
                }
            }
            at += c.len_utf16() as u32;
        }
        self.out.fingerprints.push(fingerprint(&data));
        self.out.nodes.push(text);
    }
}

/// True for invisible characters that stand between the letters of a word: soft hyphens, zero-width
/// spaces, marks of direction. Not for joiners, which emoji need.
fn ignorable(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
    )
}

/// How the text of an element is joined to the text around it, by its computed style.
fn display(element: &Element, name: &str, style: Option<&CssStyleDeclaration>) -> Display {
    let Some(style) = style else { return Display::Inline };
    let value = |name| style.get_property_value(name).unwrap_or_default();
    let display = value("display");
    if display == "none" {
        return Display::None;
    }
    if display.starts_with("inline") || display.starts_with("ruby") || display == "contents" {
        return Display::Inline;
    }
    if value("content-visibility") == "hidden" {
        return Display::None;
    }
    let position = value("position");
    if position == "absolute" || position == "fixed" {
        // Text for screen readers only is clipped, moved off the page, or a pixel large.
        let clipped = !matches!(value("clip").as_str(), "auto" | "")
            || value("clip-path").starts_with("inset(50%");
        let aside = [value("left"), value("top")]
            .iter()
            .any(|at| decimal(at.trim_end_matches("px")).is_some_and(|at| at <= OFF_PAGE));
        let tiny = matches!(value("width").as_str(), "0px" | "1px")
            && matches!(value("height").as_str(), "0px" | "1px");
        if clipped || tiny || aside {
            return Display::None;
        }
    }
    if INITIAL_ELEMENTS.contains(&name)
        && value("float") != "none"
        && element.text_content().is_some_and(|t| t.trim().encode_utf16().count() <= INITIAL_MAX)
    {
        return Display::Inline;
    }
    Display::Block
}

/// A hash of a node's data, by which a change of the node is noticed.
pub(super) fn fingerprint(data: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    data.hash(&mut hasher);
    hasher.finish()
}
