//! The drawing that lies over the article's text and holds the marks.
//!
//! Takes, for each layer, the boxes of its text; gives two pictures in the widget's own shadow
//! root, tints and lines, that lie over the page; promises to touch no node of the page, to take no
//! click, and to go when it is dropped.

use std::fmt::Write;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

use crate::page::layers::{Layer, Stroke};

const SVG: &str = "http://www.w3.org/2000/svg";

/// A box of text, in whole CSS pixels from the overlay's own place on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub left: i32,
    pub top: i32,
    pub width: i32,
    pub height: i32,
}

impl Place {
    /// No place.
    pub const NONE: Place = Place { left: 0, top: 0, width: 0, height: 0 };

    /// Writes the box, or the line below it, into the path of a layer.
    pub fn write(self, stroke: Stroke, path: &mut String) {
        let Place { left, top, width, height } = self;
        let _ = if stroke.is_line() {
            write!(path, "M{left} {}h{width}", top + height)
        } else {
            write!(path, "M{left} {top}h{width}v{height}h-{width}z")
        };
    }
}

/// Two pictures over the page.
#[derive(Debug)]
pub(super) struct Overlay {
    frame: HtmlElement,
    tints: Element,
    lines: Element,
    /// The path of each layer, with what was written into it, the lowest first.
    paths: Vec<(Layer, Element, String)>,
}

impl Overlay {
    /// An empty overlay for the text of `article`, beside `root` in the widget's shadow root;
    /// `None` where `root` stands nowhere.
    pub fn new(article: &Element, root: &Element) -> Option<Overlay> {
        let document = root.owner_document()?;
        let frame: HtmlElement = document.create_element("div").ok()?.unchecked_into();
        frame.set_class_name("marks");
        let _ = frame.set_attribute("aria-hidden", "true");
        let picture = |class: &str| {
            let picture = document.create_element_ns(Some(SVG), "svg").ok()?;
            picture.set_attribute("class", class).ok()?;
            picture.set_attribute("focusable", "false").ok()?;
            Some(picture)
        };
        let (tints, lines) = (picture("tints")?, picture("lines")?);
        frame.append_with_node_2(&tints, &lines).ok()?;
        if let Some(depth) = depth(article) {
            frame.style().set_property("--depth", &depth.to_string()).ok()?;
        }
        root.parent_node()?.append_child(&frame).ok()?;
        Some(Overlay { frame, tints, lines, paths: Vec::new() })
    }

    /// The overlay's place in the viewport, (x, y) in CSS pixels, from which [`Place`]s count.
    pub fn origin(&self) -> (f64, f64) {
        let place = self.tints.get_bounding_client_rect();
        (place.left(), place.top())
    }

    /// Draws exactly these paths.
    pub fn draw(&mut self, paths: Vec<(Layer, String)>) {
        self.paths.retain(|(layer, path, _)| {
            let stays = paths.iter().any(|(of, _)| of == layer);
            if !stays {
                path.remove();
            }
            stays
        });
        for (layer, d) in paths {
            match self.paths.iter().position(|(above, ..)| *above >= layer) {
                Some(at) if self.paths[at].0 == layer => {
                    let (_, path, drawn) = &mut self.paths[at];
                    if *drawn != d && path.set_attribute("d", &d).is_ok() {
                        *drawn = d;
                    }
                }
                at => {
                    let at = at.unwrap_or(self.paths.len());
                    if let Some(path) = self.add(layer, &d, at) {
                        self.paths.insert(at, (layer, path, d));
                    }
                }
            }
        }
    }

    /// Adds the path of a layer, below those of the layers from number `at`.
    fn add(&self, layer: Layer, d: &str, at: usize) -> Option<Element> {
        let path = self.frame.owner_document()?.create_element_ns(Some(SVG), "path").ok()?;
        let class = format!("{} {}", layer.stroke.name(), layer.name());
        path.set_attribute("class", &class).ok()?;
        path.set_attribute("d", d).ok()?;
        // A frame is seen as well as a line, in front of all tints; so is what dims the text, which
        // must not blend with it.
        let in_front =
            |stroke: Stroke| stroke.is_line() || matches!(stroke, Stroke::Current | Stroke::Dimmed);
        let front = in_front(layer.stroke);
        let picture = if front { &self.lines } else { &self.tints };
        let above = self.paths[at..].iter().find(|(other, ..)| in_front(other.stroke) == front);
        picture.insert_before(&path, above.map(|(_, path, _)| -> &Node { path })).ok()?;
        Some(path)
    }
}

impl Drop for Overlay {
    fn drop(&mut self) {
        self.frame.remove();
    }
}

/// The greatest `z-index` of an element and those around it, if any is above 0: the overlay must
/// lie as high.
fn depth(article: &Element) -> Option<i32> {
    let window = web_sys::window()?;
    let mut at = Some(article.clone());
    let mut depth = 0;
    while let Some(element) = at {
        let style = window.get_computed_style(&element).ok().flatten();
        let z = style.and_then(|s| s.get_property_value("z-index").ok()?.parse().ok());
        depth = depth.max(z.unwrap_or(0));
        at = super::visibility::element_above(&element);
    }
    (depth > 0).then_some(depth)
}
