//! Reading the text of an element as it is rendered, in one pass, for a
//! [`TextMap`](super::TextMap).
//!
//! Takes an element; gives its text, its text nodes, and which part of the text stands in which
//! node; promises not to touch the DOM and not to recurse, as a page may be nested to any depth.

use std::hash::{DefaultHasher, Hash, Hasher};

use wasm_bindgen::JsCast;
use web_sys::{CssStyleDeclaration, Element, Node, ShadowRoot, Text};

use super::viewer::{Faded, View, Viewer};
use crate::lexicon::lists::page::INITIAL_ELEMENTS;
use crate::page::story::{Survey, Unrendered};
use crate::page::style::{Property, Styles};
use crate::page::tree::Children;
use crate::text::{is_boilerplate, is_ignorable, is_link_heading, may_be_link};
use crate::turns::Pace;

/// Greatest length of a floated inline element that counts as an initial letter (with its quotation
/// mark), in UTF-16 code units.
const INITIAL_MAX: usize = 3;

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
    /// Elements whose text is left out until they have faded in.
    pub faded: Vec<Faded>,
}

/// The break between the text read so far and the text to come, the weakest first.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Break {
    None,
    Line,
    Paragraph,
}

/// Where a line of the text begins.
#[derive(Clone, Copy)]
struct LineStart {
    /// Length of the text before it, with the break between them: in bytes, in UTF-16 code units,
    /// and in segments.
    bytes: usize,
    units: u32,
    segments: usize,
    /// The break before it.
    after: Break,
}

/// How the text of an element looks, by its style.
struct TextLook {
    visible: bool,
    keeps_spaces: bool,
    keeps_lines: bool,
    /// True if its letters do not show, unless something else lies behind them.
    faint: bool,
}

/// An element whose content is being read.
struct OpenElement {
    /// The children still to be read.
    children: Children,
    /// True for a closed `<details>`: only its summary is seen.
    closed: bool,
    style: Option<CssStyleDeclaration>,
    /// How its own text looks; `None` until there is some.
    look: Option<TextLook>,
    view: View,
    block: bool,
    /// The quotation mark that the browser draws at its end.
    closing_quote: Option<char>,
}

impl OpenElement {
    /// How its own text looks.
    fn look(&mut self, styles: &Styles) -> &TextLook {
        let style = self.style.as_ref();
        self.look.get_or_insert_with(|| TextLook::of(style, styles, &self.view))
    }
}

impl TextLook {
    fn of(style: Option<&CssStyleDeclaration>, styles: &Styles, view: &View) -> TextLook {
        let value = |name| style.map(|style| styles.value(style, name)).unwrap_or_default();
        let space = value(Property::WhiteSpace);
        let keeps_lines = space.starts_with("pre") || space.starts_with("break-spaces");
        let keeps_spaces =
            keeps_lines && &*space != "pre-line" && !space.starts_with("preserve-breaks");
        let visible = !matches!(&*value(Property::Visibility), "hidden" | "collapse");
        let faint = view.is_faint(&value(Property::Fill));
        TextLook { visible, keeps_spaces, keeps_lines, faint }
    }
}

/// Reads the text of an element.
pub(super) struct TextReader {
    out: ReadText,
    /// The break to be written before the next visible character.
    pending: Break,
    /// Node and offset of the first of a run of white space, which becomes one space if a character
    /// follows on the line.
    space: Option<(u32, u32)>,
    line: LineStart,
    /// The heading of links to other stories, below one.
    links: Option<LineStart>,
    /// True if lines that are not the story stay, as there is nothing else.
    keeps_all: bool,
}

impl TextReader {
    pub fn new() -> Self {
        let (text, nodes, fingerprints, segments, shadows, faded) =
            (String::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let out = ReadText { text, units: 0, nodes, fingerprints, segments, shadows, faded };
        let line = LineStart { bytes: 0, units: 0, segments: 0, after: Break::None };
        TextReader { out, pending: Break::None, space: None, line, links: None, keeps_all: false }
    }

    /// Reads `root`. Calls `found` with each shadow root, in the turn that reads it.
    pub async fn read(mut self, root: &Element, found: &dyn Fn(&ShadowRoot)) -> ReadText {
        let excluded = Survey::of(root, Unrendered::Kept).await.excluded();
        let mut viewer = Viewer::of(root);
        self.read_once(root, &excluded, &mut viewer, found).await;
        let changed = viewer.judge(root, &self.out.nodes);
        let nothing_else = self.out.text.is_empty() && !self.out.nodes.is_empty();
        if changed || nothing_else {
            // What covers text, or lies behind it, is known only once all has been read.
            self = TextReader { keeps_all: nothing_else, ..TextReader::new() };
            viewer.begin_again();
            self.read_once(root, &excluded, &mut viewer, found).await;
        }
        self.out.faded = viewer.faded();
        self.out
    }

    /// Reads what `viewer` sees of `root`, without the elements in `excluded`.
    async fn read_once(
        &mut self,
        root: &Element,
        excluded: &js_sys::Set,
        viewer: &mut Viewer,
        found: &dyn Fn(&ShadowRoot),
    ) {
        let (mut quotes, mut pace) = (0, Pace::default());
        let (style, name) = (viewer.styles.of(root), root.local_name());
        let view = viewer.root(root, style.as_ref());
        let mut stack = vec![self.enter(root, &name, (style, view), true, found)];
        loop {
            pace.spend(NODE).await;
            if pace.begins() {
                viewer.begin_turn();
            }
            let Some(open) = stack.last_mut() else { break self.end_text() };
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
            match node.node_type() {
                Node::TEXT_NODE | Node::CDATA_SECTION_NODE if !open.closed => {
                    if let Ok(text) = node.dyn_into::<Text>() {
                        self.text(text, open, viewer);
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
                    if open.closed && name != "summary" {
                        continue;
                    }
                    let around = (open.view, excluded);
                    let Some((style, view, block)) =
                        self.pass_or_enter(&element, &name, around, viewer)
                    else {
                        continue;
                    };
                    let mut entered =
                        self.enter(&element, &name, (Some(style), view), block, found);
                    if name == "q"
                        && entered.look(&viewer.styles).visible
                        && draws_quotes(&element, &viewer.styles)
                    {
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
    }

    /// The style and the view of an element whose text is read, and whether that is a block; `None`
    /// if there is nothing to be read in it.
    fn pass_or_enter(
        &mut self,
        element: &Element,
        name: &str,
        (around, excluded): (View, &js_sys::Set),
        viewer: &mut Viewer,
    ) -> Option<(CssStyleDeclaration, View, bool)> {
        let style = viewer.styles.of(element)?;
        let display = viewer.styles.value(&style, Property::Display);
        if &*display == "none" {
            return None;
        }
        let is_excluded = excluded.has(element);
        let block = !is_excluded && is_block(element, name, &style, &display);
        if is_excluded || is_empty(element, name) {
            viewer.pass(around, (element, name), &style, &display);
            if block {
                self.break_text(Break::Paragraph);
            }
            return None;
        }
        let view = viewer.enter(around, (element, name), &style, &display);
        if view.shows_nothing() {
            return None;
        }
        if block {
            self.break_text(Break::Paragraph);
        }
        Some((style, view, block))
    }

    /// Begins an element, whose local name is `name`.
    fn enter(
        &mut self,
        element: &Element,
        name: &str,
        (style, view): (Option<CssStyleDeclaration>, View),
        block: bool,
        found: &dyn Fn(&ShadowRoot),
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
            look: None,
            view,
            block,
            closing_quote: None,
        }
    }

    /// Notes that a break, of at least this strength, comes before the next visible character.
    fn break_text(&mut self, by: Break) {
        if self.pending == Break::None {
            self.end_line();
        }
        if by > self.pending {
            self.pending = by;
        }
        self.space = None;
    }

    /// Ends a line. Takes it out of the text again if it is not the story: a call to share or to
    /// subscribe, a credit, a link to another story.
    fn end_line(&mut self) {
        let line = self.out.text[self.line.bytes..].trim_start();
        if line.is_empty() {
            return;
        }
        let heading = is_link_heading(line);
        self.links =
            if heading { Some(self.line) } else { self.links.filter(|_| may_be_link(line)) };
        let other = is_boilerplate(line) || self.links.is_some() && !heading;
        if other && !self.keeps_all {
            self.take_back(self.line);
        } else {
            self.begin_line(Break::None);
        }
    }

    /// Takes the text out again from where a line begins.
    fn take_back(&mut self, line: LineStart) {
        self.out.text.truncate(line.bytes);
        self.out.units = line.units;
        self.out.segments.truncate(line.segments);
        self.pending = line.after;
    }

    /// Ends the text. A heading of links with nothing left below it has lost its links.
    fn end_text(&mut self) {
        self.end_line();
        if let Some(heading) = self.links.take().filter(|_| !self.keeps_all) {
            self.take_back(heading);
        }
    }

    /// Notes that a line begins here.
    fn begin_line(&mut self, after: Break) {
        let (bytes, units) = (self.out.text.len(), self.out.units);
        self.line = LineStart { bytes, units, segments: self.out.segments.len(), after };
    }

    /// Writes the break or space before the next visible character.
    fn write_break(&mut self) {
        if self.out.text.is_empty() {
            self.pending = Break::None;
            self.space = None;
        }
        if self.pending != Break::None {
            self.begin_line(self.pending);
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

    /// Reads a text node that stands in `open`, if it is seen.
    fn text(&mut self, text: Text, open: &mut OpenElement, viewer: &mut Viewer) {
        let data = text.data();
        let number = self.out.nodes.len();
        let view = open.view;
        let blank = data.bytes().all(|byte| byte.is_ascii_whitespace());
        if blank && self.pending == Break::Paragraph {
            // Nothing comes of it, whatever its style.
            return self.note(text, &data);
        }
        let style = open.look(&viewer.styles);
        if !style.visible || !blank && !viewer.sees(&view, style.faint, &text, number) {
            return;
        }
        let node = number as u32;
        let mut at = 0;
        for c in data.chars() {
            match c {
                _ if is_ignorable(c) => {}
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
        self.note(text, &data);
    }

    /// Notes that a node with this data has been read.
    fn note(&mut self, text: Text, data: &str) {
        self.out.fingerprints.push(fingerprint(data));
        self.out.nodes.push(text);
    }
}

/// True if there is nothing in an element that could be read.
fn is_empty(element: &Element, name: &str) -> bool {
    !matches!(name, "q" | "slot") && !element.has_child_nodes() && element.shadow_root().is_none()
}

/// True if the browser draws quotation marks around a `<q>`. They stand in no text node, but a
/// quotation is known by them.
fn draws_quotes(element: &Element, styles: &Styles) -> bool {
    let content = styles
        .of_pseudo(element, "::before")
        .and_then(|style| style.get_property_value("content").ok());
    content.is_some_and(|content| !matches!(content.as_str(), "" | "none" | "normal"))
}

/// True if an element's text is a paragraph, or several; false if it stands in a line with the text
/// around it.
fn is_block(element: &Element, name: &str, style: &CssStyleDeclaration, display: &str) -> bool {
    if display.starts_with("inline") || display.starts_with("ruby") || display == "contents" {
        return false;
    }
    let floats = || style.get_property_value("float").is_ok_and(|float| float != "none");
    let length = || element.text_content().map(|text| text.trim().encode_utf16().count());
    let is_initial = INITIAL_ELEMENTS.contains(&name)
        && floats()
        && length().is_some_and(|length| length <= INITIAL_MAX);
    !is_initial
}

/// A hash of a node's data, by which a change of the node is noticed.
pub(super) fn fingerprint(data: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    data.hash(&mut hasher);
    hasher.finish()
}
