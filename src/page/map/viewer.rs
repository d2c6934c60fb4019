//! Which text of a page is seen.
//!
//! Takes the elements of a page from the outside in, each with its computed style; gives for each
//! text node whether readers can see it, by its own boxes on the page, what clips them, its
//! opacity, its colour on its ground, and what lies on top of it. Promises not to touch the DOM, a
//! cost per node that does not grow with its depth, and to leave out what is doubtful.
//!
//! What lies around the root does not count, except for the ground: a page that fades in as a whole
//! is read at once, and so is a story in a tab that is not chosen.

use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleDeclaration, Element, Node, Range, Text};

use super::clips::{ACROSS, Clips, PAGE, WINDOW};
use crate::page::css::{decimal, shape};
use crate::page::ground::{ALIKE, Ground, OPAQUE, ground_around, style, value};
use crate::page::layers::Colour;
use crate::page::rect::Rect;
use crate::page::style::{Property, Styles};
use crate::page::tree::stands_in;

/// Least height of a line that can be read, in CSS pixels.
const LEAST_LINE: f64 = 4.0;
/// Least width that has to be seen of a line that is as wide, in CSS pixels. Text for screen
/// readers stands in a box of one pixel.
const LEAST_WIDTH: f64 = 8.0;
/// Least opacity at which text can be read.
const LEAST_OPACITY: f32 = 0.1;
/// Least radius, in CSS pixels, of a blur that makes text illegible.
const BLURRED: f32 = 3.0;
/// Number of lines of a text node that are looked at: if none of them is seen, the rest is not
/// either, or only after the page has moved it.
const LINES: u32 = 3;
/// Greatest number of boxes of which it is known whether they cover text. Pages have a few.
const COVERS: usize = 64;
/// Greatest number of elements of which it is noticed that they have faded in.
const FADED: usize = 64;
/// What may lie behind text of the ground's colour, so that it shows.
const PICTURES: &str = "img,video,canvas,svg,picture";
/// Greatest number of such pictures that are looked at.
const MOST_PICTURES: u32 = 256;

/// What the text in an element has around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct View {
    /// Number of the box that clips it, of [`Clips`].
    clip: usize,
    /// Number of the box that clips what is positioned absolutely in it.
    outer_clip: usize,
    opacity: f32,
    /// The colour behind it; `None` where that is a picture or unknown.
    ground: Option<Colour>,
    /// True if the background is painted in the shape of the letters.
    in_letters: bool,
    /// Greatest `z-index` of the elements around it.
    z: f32,
    /// Number of the innermost positioned element around it, 0 if there is none.
    positioned: u32,
    /// True if an opaque box was painted since the stacking context began, over which a negative
    /// `z-index` does not rise.
    painted: bool,
    /// True if the browser may not have laid it out, as it is off the screen: then it may lie where
    /// other text will be.
    unsettled: bool,
    /// True if nothing in it is seen, whatever its colour.
    hidden: bool,
}

/// A box that may lie on top of text.
struct Cover {
    element: Element,
    number: u32,
    z: f32,
}

/// An element that was too transparent to be read.
#[derive(Debug)]
pub(super) struct Faded {
    element: Element,
    opacity: f32,
}

/// Text that is seen unless something covers it.
struct Place {
    node: u32,
    area: Rect,
    z: f32,
    positioned: u32,
}

/// Judges what is seen of the text in an element of the page.
pub(super) struct Viewer {
    pub styles: Styles,
    /// Whether the root is rendered: where it is not, there are no boxes to judge by.
    measured: bool,
    range: Option<Range>,
    clips: Clips,
    covers: Vec<Cover>,
    places: Vec<Place>,
    /// Text in the colour of its ground.
    faint: Vec<(Text, Rect)>,
    /// Elements that are not seen before they have faded in.
    faded: Vec<Faded>,
    /// Text nodes that were judged before: true if they are seen.
    judged: js_sys::Map,
    /// True if the text is read a second time, when some has been judged.
    is_second: bool,
    /// Number of elements so far.
    count: u32,
}

/// Pseudo-elements that may lie on top of an element's text, with the least `z-index` at which they
/// do.
const CURTAINS: [(&str, f32); 2] = [("::after", 0.0), ("::before", 1.0)];

impl Viewer {
    /// The viewer of the text in `root`.
    pub fn of(root: &Element) -> Viewer {
        Viewer {
            styles: Styles::new(),
            measured: root.get_client_rects().length() > 0,
            range: root.owner_document().and_then(|d| d.create_range().ok()),
            clips: Clips::of(root),
            covers: Vec::new(),
            places: Vec::new(),
            faint: Vec::new(),
            faded: Vec::new(),
            judged: js_sys::Map::new(),
            is_second: false,
            count: 0,
        }
    }

    /// The view of the root's own text, by its style.
    pub fn root(&mut self, root: &Element, style: Option<&CssStyleDeclaration>) -> View {
        let window = web_sys::window();
        let around = View {
            clip: PAGE,
            outer_clip: PAGE,
            opacity: 1.0,
            ground: window.and_then(|window| ground_around(&window, &self.styles, root)),
            in_letters: false,
            z: 0.0,
            positioned: 0,
            painted: false,
            unsettled: false,
            hidden: false,
        };
        let Some(style) = style else { return around };
        let display = self.styles.value(style, Property::Display);
        let view = self.enter(around, (root, &root.local_name()), style, &display);
        self.faded.clear();
        View { opacity: 1.0, hidden: false, ..view }
    }

    /// Notes that another turn has begun.
    pub fn begin_turn(&mut self) {
        self.clips.begin_turn();
    }

    /// Takes note of an element whose text is not read: it may lie on top of other text.
    pub fn pass(
        &mut self,
        outer: View,
        element: (&Element, &str),
        style: &CssStyleDeclaration,
        display: &str,
    ) {
        if &*self.styles.value(style, Property::Position) != "static" {
            self.enter(outer, element, style, display);
        }
    }

    /// The view of the text in `element`, whose local name is `name` and which stands in `outer`.
    /// `display` is that of its style.
    pub fn enter(
        &mut self,
        outer: View,
        (element, name): (&Element, &str),
        style: &CssStyleDeclaration,
        display: &str,
    ) -> View {
        self.count += 1;
        let mut view = outer;
        let opacity = match &*self.styles.value(style, Property::Opacity) {
            "1" => 1.0,
            other => decimal(other).unwrap_or(1.0),
        };
        view.opacity *= opacity;
        if view.opacity < LEAST_OPACITY
            && outer.opacity >= LEAST_OPACITY
            && self.faded.len() < FADED
        {
            self.faded.push(Faded { element: element.clone(), opacity });
        }
        let position = self.styles.value(style, Property::Position);
        let stays = matches!(&*position, "fixed" | "sticky");
        let mut context = opacity < 1.0 || stays;
        if &*position != "static" {
            view.positioned = self.count;
            if let Some(z) = decimal(&value(style, "z-index")) {
                view.z = view.z.max(z);
                view.hidden |= outer.painted && z < 0.0;
                context = true;
            }
        }
        view.clip = match &*position {
            "fixed" => WINDOW,
            "absolute" => outer.outer_clip.max(ACROSS),
            _ => outer.clip,
        };
        let filter = self.styles.value(style, Property::Filter);
        view.hidden |= &*filter != "none" && hides(&filter);
        let ground = Ground::of(outer.ground, &self.styles, style);
        let is_canvas = name == "html" || name == "body";
        let opaque = ground.opaque && !is_canvas;
        view.ground = ground.colour;
        view.in_letters |= ground.in_letters;
        view.painted = !context && (outer.painted || opaque);
        view.hidden |= self.measured
            && view.positioned == self.count
            && CURTAINS.iter().any(|curtain| self.is_curtained(element, curtain));
        let covers = opaque || matches!(name, "img" | "video" | "canvas" | "svg");
        if covers
            && view.positioned == self.count
            && !stays
            && view.opacity > OPAQUE
            && self.covers.len() < COVERS
            && &*self.styles.value(style, Property::Visibility) == "visible"
        {
            self.covers.push(Cover { element: element.clone(), number: self.count, z: view.z });
        }
        if display != "inline" {
            let content = self.styles.value(style, Property::ContentVisibility);
            view.unsettled |= &*content == "auto";
            view.hidden |= &*content == "hidden";
        }
        if self.measured && !is_canvas {
            let is_absolute = matches!(&*position, "absolute" | "fixed");
            self.clip(&mut view, element, (style, display), is_absolute);
            if &*position != "static" {
                view.outer_clip = view.clip;
            }
        }
        view
    }

    /// True if one of an element's pseudo-elements, whose name and least `z-index` are given, lies
    /// on top of all of the element.
    fn is_curtained(&self, element: &Element, (name, least): &(&str, f32)) -> bool {
        let styles = &self.styles;
        let is_absolute =
            |style: &CssStyleDeclaration| &*styles.value(style, Property::Position) == "absolute";
        let style = styles.of_pseudo(element, name);
        let Some(style) = style.filter(is_absolute) else { return false };
        let length = |name| decimal(value(&style, name).trim_end_matches("px")).map(f64::from);
        let size = length("width").zip(length("height"));
        let z = decimal(&value(&style, "z-index")).unwrap_or(0.0);
        let own = Rect::of(&element.get_bounding_client_rect());
        z >= *least
            && value(&style, "content").starts_with('"')
            && decimal(&value(&style, "opacity")).is_some_and(|opacity| opacity > OPAQUE)
            && value(&style, "visibility") == "visible"
            && size.is_some_and(|(w, h)| w >= own.width - 4.0 && h >= own.height - 4.0)
            && Ground::of(None, styles, &style).opaque
    }

    /// Adds what an element of this style clips of its text to `view`.
    fn clip(
        &mut self,
        view: &mut View,
        element: &Element,
        (style, display): (&CssStyleDeclaration, &str),
        is_absolute: bool,
    ) {
        let overflow = if display == "inline" {
            Rc::default()
        } else {
            self.styles.value(style, Property::Overflow)
        };
        let clipped = !matches!(&*overflow, "visible" | "");
        let path = self.styles.value(style, Property::ClipPath);
        let rect = if is_absolute { value(style, "clip") } else { String::new() };
        let shapes = [&*path, &rect].into_iter().filter(|shape| shape.ends_with(')'));
        let mut shapes = shapes.peekable();
        if !clipped && shapes.peek().is_none() {
            return;
        }
        let own = Rect::of(&element.get_bounding_client_rect());
        let around = self.clips.now(view.clip);
        let mut seen = own;
        if !clipped {
            // Only a shape clips: what flows out of the box is clipped by it too.
            seen = around;
        }
        for shape in shapes.filter_map(|css| shape(css, own.width, own.height)) {
            seen = seen.within(shape.moved(own.left, own.top));
        }
        seen = seen.within(around);
        let has_room = seen.width >= LEAST_LINE && seen.height >= LEAST_LINE;
        let scrolls = |axis: &str| has_room && matches!(axis, "auto" | "scroll");
        let (across, down) = overflow.split_once(' ').unwrap_or((&*overflow, &*overflow));
        let mut area = seen.moved(-own.left, -own.top);
        let mut is_scroller = false;
        if scrolls(across) {
            (area.left, area.width) = (0.0, own.width.max(element.scroll_width().into()));
            is_scroller = true;
        }
        if scrolls(down) {
            (area.top, area.height) = (0.0, own.height.max(element.scroll_height().into()));
            is_scroller = true;
        }
        view.clip = self.clips.add(element, area, is_scroller);
        let contains = value(style, "transform") != "none" || value(style, "filter") != "none";
        if contains {
            view.outer_clip = view.clip;
        }
    }

    /// True if readers see a text node in `view`, whose letters are [`View::is_faint`] or not.
    /// `node` is the number that it gets among those that are read.
    pub fn sees(&mut self, view: &View, faint: bool, text: &Text, node: usize) -> bool {
        if self.is_second
            && let Some(judged) = self.judged.get(text).as_bool()
        {
            return judged;
        }
        let Some(range) = self.range.as_ref().filter(|_| self.measured) else { return !faint };
        let lines = range.select_node(text).ok().and_then(|()| range.get_client_rects());
        let Some(lines) = lines else { return !faint };
        let line = |at: u32| lines.item(at).map(|line| Rect::of(&line));
        let seen = self.clips.now(view.clip);
        let is_seen = |line: &Rect| {
            let part = line.within(seen);
            line.height >= LEAST_LINE
                && part.height >= LEAST_LINE
                && line.width >= 1.0
                && part.width >= line.width.min(LEAST_WIDTH)
        };
        let count = lines.length();
        let Some(first) = (0..count.min(LINES)).filter_map(line).find(is_seen) else {
            // Firefox gives text that it has not laid out yet no boxes.
            let is_laid_out = line(0).is_some_and(|line| line.height > 0.0);
            return view.unsettled && !is_laid_out && !faint;
        };
        if view.unsettled {
            return !faint;
        }
        let last = Some(count - 1).filter(|last| *last > 0).and_then(line);
        let corner = self.clips.corner();
        let area = last.map_or(first, |last| first.around(last)).moved(-corner.left, -corner.top);
        if faint {
            self.faint.push((text.clone(), area));
            return false;
        }
        let (node, z, positioned) = (node as u32, view.z, view.positioned);
        self.places.push(Place { node, area, z, positioned });
        true
    }

    /// Judges text that something may cover, and text that a picture may lie behind; true if the
    /// judgement of any of the text read as `nodes` is another now, so that it has to be read
    /// again.
    pub fn judge(&mut self, root: &Element, nodes: &[Text]) -> bool {
        let corner = self.clips.corner();
        let place = |element: &Element| {
            Rect::of(&element.get_bounding_client_rect()).moved(-corner.left, -corner.top)
        };
        let mut changed = false;
        for cover in std::mem::take(&mut self.covers) {
            let area = place(&cover.element);
            for on in &self.places {
                let above = cover.z > on.z || cover.z == on.z && cover.number > on.positioned;
                let text: &Node = &nodes[on.node as usize];
                if above && area.holds(on.area) && !stands_in(text, &cover.element) {
                    self.judged.set(text, &JsValue::FALSE);
                    changed = true;
                }
            }
        }
        if self.faint.is_empty() {
            return changed;
        }
        let document = root.owner_document();
        let found = document.and_then(|d| d.query_selector_all(PICTURES).ok());
        let count = found.as_ref().map_or(0, |list| list.length()).min(MOST_PICTURES);
        let pictures: Vec<Rect> = (0..count)
            .filter_map(|i| found.as_ref()?.item(i)?.dyn_into::<Element>().ok())
            .map(|picture| place(&picture))
            .collect();
        for (text, area) in std::mem::take(&mut self.faint) {
            if pictures.iter().any(|picture| picture.holds(area)) {
                self.judged.set(&text, &JsValue::TRUE);
                changed = true;
            }
        }
        changed
    }

    /// Forgets all but the judgements, as the text is read anew.
    pub fn begin_again(&mut self) {
        self.clips.begin_again();
        self.places.clear();
        self.faded.clear();
        self.count = 0;
        self.is_second = true;
    }

    /// The elements whose text is not seen before they have faded in.
    pub fn faded(self) -> Vec<Faded> {
        self.faded
    }
}

impl Faded {
    /// True if it is less transparent now.
    pub fn has_changed(&self) -> bool {
        let window = web_sys::window();
        let style = window.and_then(|window| style(&window, &self.element));
        let opacity = style.and_then(|style| decimal(&value(&style, "opacity")));
        opacity.is_some_and(|opacity| opacity > self.opacity)
    }
}

impl View {
    /// True if nothing in it is seen, whatever its place and colour.
    pub fn shows_nothing(&self) -> bool {
        self.hidden || self.opacity < LEAST_OPACITY
    }

    /// True if letters of this fill do not show.
    pub fn is_faint(&self, fill: &str) -> bool {
        let Some((colour, alpha)) = Colour::parse(fill) else { return false };
        let alpha = alpha * self.opacity;
        let alike = |ground: Colour| ground.mix(colour, alpha).contrast(ground) < ALIKE;
        !self.in_letters && (alpha < LEAST_OPACITY || self.ground.is_some_and(alike))
    }
}

/// True for a filter after which nothing can be read.
fn hides(filter: &str) -> bool {
    let amount = |name: &str| {
        let (_, rest) = filter.split_once(name)?;
        decimal(rest.split(')').next()?.trim_end_matches("px"))
    };
    amount("opacity(").is_some_and(|opacity| opacity < LEAST_OPACITY)
        || amount("blur(").is_some_and(|radius| radius >= BLURRED)
}
