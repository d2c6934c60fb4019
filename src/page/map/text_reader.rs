//! Reading an element's text as it is rendered: the one pass behind a [`TextMap`](super::TextMap).
//!
//! Takes an element; gives its text, its text nodes and how they correspond; promises not to touch
//! the DOM and not to recurse (a page may be nested as deep as it likes).

use std::hash::{DefaultHasher, Hash, Hasher};

use wasm_bindgen::JsCast;
use web_sys::{CssStyleDeclaration, Element, Node, ShadowRoot, Text, Window};

use crate::lexicon::lists::page::INITIAL_ELEMENTS;
use crate::page::css::decimal;
use crate::page::story::{Survey, Visibility};
use crate::page::tree::Children;
use crate::turns::Pace;

/// The longest text, in UTF-16 units, of a floated inline element that is still taken for an
/// initial letter (with its quotation mark).
const INITIAL_MAX: usize = 3;

/// What is placed so many CSS pixels beside or above the page is never seen.
const OFF_PAGE: f32 = -999.0;

/// To read a node is as much work as to read so many tokens of a text.
const NODE: usize = 12;

/// A stretch of text that stands unbroken in one text node: offset `at` of the text is offset
/// `from` of the node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Segment {
    pub at: u32,
    pub len: u32,
    pub node: u32,
    pub from: u32,
}

/// What was read.
pub(super) struct Read {
    pub text: String,
    pub units: u32,
    pub nodes: Vec<Text>,
    pub fingerprints: Vec<u64>,
    pub segments: Vec<Segment>,
    /// The shadow roots that some of it stands in.
    pub shadows: Vec<ShadowRoot>,
}

/// How strongly the text before is parted from what comes next.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Break {
    None,
    Line,
    Paragraph,
}

/// How a text node's white space and visibility follow from its element's style.
#[derive(Clone, Copy)]
struct Flow {
    visible: bool,
    keeps_spaces: bool,
    keeps_lines: bool,
}

/// What becomes of an element.
enum Role {
    Skip,
    Inline,
    Block,
}

/// An element being read: where to go on in it, and what to do at its end.
struct Frame {
    children: Children,
    /// It is a `<details>` that is shut: only its summary is seen.
    shut: bool,
    flow: Flow,
    block: bool,
    closing_quote: Option<char>,
}

/// The state of a pass.
pub(super) struct Reader {
    window: Option<Window>,
    out: Read,
    pending: Break,
    /// The first of a run of white space that will be one space if something follows on the line.
    space: Option<(u32, u32)>,
}

impl Reader {
    pub fn new() -> Self {
        let (text, nodes, fingerprints, segments, shadows) =
            (String::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let out = Read { text, units: 0, nodes, fingerprints, segments, shadows };
        Reader { window: web_sys::window(), out, pending: Break::None, space: None }
    }

    /// Tells `found` of each shadow root that some of the text stands in, in the turn that reads
    /// it.
    pub async fn read(mut self, root: &Element, found: impl Fn(&ShadowRoot)) -> Read {
        let excluded = Survey::of(root, Visibility::Ignored).await.excluded();
        let (mut quotes, mut pace) = (0, Pace::default());
        let frame = self.enter(root, &root.local_name(), self.flow(root).0, true, &found);
        let mut stack = vec![frame];
        loop {
            pace.spend(NODE).await;
            let Some(frame) = stack.last_mut() else { break };
            let Some(node) = frame.children.next() else {
                let frame = stack.pop().expect("the frame just seen");
                if let Some(mark) = frame.closing_quote {
                    quotes -= 1;
                    self.synthetic(mark);
                }
                if frame.block {
                    self.part(Break::Paragraph);
                }
                continue;
            };
            let flow = frame.flow;
            match node.node_type() {
                Node::TEXT_NODE | Node::CDATA_SECTION_NODE if flow.visible && !frame.shut => {
                    if let Ok(text) = node.dyn_into::<Text>() {
                        self.text(text, flow);
                    }
                }
                Node::ELEMENT_NODE => {
                    let Ok(element) = node.dyn_into::<Element>() else { continue };
                    let name = element.local_name();
                    if name == "br" {
                        self.part(if self.pending == Break::None {
                            Break::Line
                        } else {
                            Break::Paragraph
                        });
                        continue;
                    }
                    if frame.shut && name != "summary" || excluded.has(&element) {
                        continue;
                    }
                    let (flow, style) = self.flow(&element);
                    let block = match role(&element, &name, style.as_ref()) {
                        Role::Skip => continue,
                        Role::Inline => false,
                        Role::Block => true,
                    };
                    if block {
                        self.part(Break::Paragraph);
                    }
                    let mut frame = self.enter(&element, &name, flow, block, &found);
                    if name == "q" && flow.visible && self.draws_quotes(&element) {
                        let (open, close) =
                            if quotes % 2 == 0 { ('“', '”') } else { ('‘', '’') };
                        quotes += 1;
                        self.synthetic(open);
                        frame.closing_quote = Some(close);
                    }
                    stack.push(frame);
                }
                _ => {}
            }
        }
        self.out
    }

    /// Begins an element.
    fn enter(
        &mut self,
        element: &Element,
        name: &str,
        flow: Flow,
        block: bool,
        found: &impl Fn(&ShadowRoot),
    ) -> Frame {
        if let Some(shadow) = element.shadow_root() {
            found(&shadow);
            self.out.shadows.push(shadow);
        }
        let shut = name == "details" && !element.has_attribute("open");
        Frame { children: Children::of(element, name), shut, flow, block, closing_quote: None }
    }

    fn flow(&self, element: &Element) -> (Flow, Option<CssStyleDeclaration>) {
        let style = self.window.as_ref().and_then(|w| w.get_computed_style(element).ok().flatten());
        let value =
            |name| style.as_ref().and_then(|s| s.get_property_value(name).ok()).unwrap_or_default();
        let space = value("white-space");
        let keeps_lines = space.starts_with("pre") || space.starts_with("break-spaces");
        let keeps_spaces =
            keeps_lines && space != "pre-line" && !space.starts_with("preserve-breaks");
        let visible = !matches!(value("visibility").as_str(), "hidden" | "collapse");
        (Flow { visible, keeps_spaces, keeps_lines }, style)
    }

    /// True if the browser draws quotation marks round a `<q>`: they are in no text node, but they
    /// are what says that this is a quotation.
    fn draws_quotes(&self, element: &Element) -> bool {
        let style = self
            .window
            .as_ref()
            .and_then(|w| w.get_computed_style_with_pseudo_elt(element, "::before").ok().flatten());
        style
            .and_then(|s| s.get_property_value("content").ok())
            .is_some_and(|content| !matches!(content.as_str(), "" | "none" | "normal"))
    }

    fn part(&mut self, by: Break) {
        if by > self.pending {
            self.pending = by;
        }
        self.space = None;
    }

    /// Writes the break or space that stands before the next visible character.
    fn flush(&mut self) {
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
            Some((node, from)) if self.pending == Break::None => self.mapped(' ', node, from),
            _ => {}
        }
        self.pending = Break::None;
    }

    /// Writes a character that is rendered but stands in no text node.
    fn synthetic(&mut self, c: char) {
        if c == '”' || c == '’' {
            self.space = None;
        } else {
            self.flush();
        }
        self.out.text.push(c);
        self.out.units += c.len_utf16() as u32;
    }

    fn mapped(&mut self, c: char, node: u32, from: u32) {
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

    fn text(&mut self, text: Text, flow: Flow) {
        let data = text.data();
        let node = self.out.nodes.len() as u32;
        let mut at = 0;
        for c in data.chars() {
            match c {
                _ if ignorable(c) => {}
                '\n' if flow.keeps_lines => self.part(if self.pending == Break::None {
                    Break::Line
                } else {
                    Break::Paragraph
                }),
                ' ' | '\t' | '\n' | '\r' | '\x0c'
                    if !flow.keeps_spaces || self.pending != Break::None =>
                {
                    self.space.get_or_insert((node, at));
                }
                '\t' | '\r' | '\x0c' => self.mapped(' ', node, at),
                _ => {
                    self.flush();
                    self.mapped(c, node, at);
                }
            }
            at += c.len_utf16() as u32;
        }
        self.out.fingerprints.push(fingerprint(&data));
        self.out.nodes.push(text);
    }
}

/// Characters that are not seen, and only get between the letters of a word: soft hyphens,
/// zero-width spaces, marks of direction. Joiners stay, emoji need them.
fn ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// What becomes of an element by its computed style.
fn role(element: &Element, name: &str, style: Option<&CssStyleDeclaration>) -> Role {
    let Some(style) = style else { return Role::Inline };
    let value = |name| style.get_property_value(name).unwrap_or_default();
    let display = value("display");
    if display == "none" {
        return Role::Skip;
    }
    if display.starts_with("inline") || display.starts_with("ruby") || display == "contents" {
        return Role::Inline;
    }
    if value("content-visibility") == "hidden" {
        return Role::Skip;
    }
    let position = value("position");
    if position == "absolute" || position == "fixed" {
        // The usual ways to write for screen readers only: clipped away, or a pixel large.
        let clipped = !matches!(value("clip").as_str(), "auto" | "")
            || value("clip-path").starts_with("inset(50%");
        let aside = [value("left"), value("top")]
            .iter()
            .any(|at| decimal(at.trim_end_matches("px")).is_some_and(|at| at <= OFF_PAGE));
        let tiny = matches!(value("width").as_str(), "0px" | "1px")
            && matches!(value("height").as_str(), "0px" | "1px");
        if clipped || tiny || aside {
            return Role::Skip;
        }
    }
    if INITIAL_ELEMENTS.contains(&name)
        && value("float") != "none"
        && element.text_content().is_some_and(|t| t.trim().encode_utf16().count() <= INITIAL_MAX)
    {
        return Role::Inline;
    }
    Role::Block
}

/// A hash of a node's data.
pub(super) fn fingerprint(data: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    data.hash(&mut hasher);
    hasher.finish()
}
