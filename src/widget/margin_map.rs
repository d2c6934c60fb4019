//! A slim map of the whole article at the edge of the viewport. It shows where quotations and the
//! selected item stand, and which part of the article is on the screen.
//!
//! Takes a painting and the places of the text on the page; gives a strip in the shadow root,
//! beside the interface; promises to measure the page only in a task of its own, at few places
//! however long the article is, and to be off where any text of the page is near. It has a name,
//! but is used by the mouse only: the panel lists the same for everyone.

use std::cell::{Cell, RefCell};
use std::fmt::Write;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement, MouseEvent, Range, ResizeObserver, ShadowRoot};

use crate::frames::AfterFrame;
use crate::page::{Painting, Stroke, character_at_point};
use crate::text::{Span, Utf16};
use crate::ui;

const SVG: &str = "http://www.w3.org/2000/svg";

/// The article's length in the units of the map's drawing.
const LENGTH: f64 = 1000.0;
/// Least length of a bar, in the units of [`LENGTH`]: a shorter one would not be seen.
const SHORTEST: f64 = 4.0;
/// Milliseconds after an event of scrolling after which the page is taken to stand still: several
/// frames of a slow one. Not every browser tells the end of scrolling.
const STILL_MS: u32 = 150;
/// Number of places of the text that are measured. Lines between two of them are taken to be
/// equally far apart.
const SAMPLES: u32 = 128;
/// Width of the map in CSS pixels, as `src/ui/style.css` has it, and half as much: it is not shown
/// where text is as near as this to the edge.
const NEAR: f64 = 24.0;
/// Distance from the edge, in CSS pixels, at which text of the page is looked for: just beside the
/// map.
const BESIDE: f64 = 20.0;
/// Distance between the places of the edge that are looked at, in CSS pixels: less than the height
/// of a line.
const EVERY: usize = 12;
/// Of the [`SAMPLES`], one in this many also shows where lines of text begin and end.
const EDGE_EVERY: u32 = 8;
/// Length of a stretch, in UTF-16 units, that takes up some whole lines.
const EDGE_UNITS: u32 = 400;
/// Least height of an article that has a map, in heights of the viewport: a shorter one is seen
/// nearly whole.
const LEAST_VIEWPORTS: f64 = 1.3;

/// A callback that draws the map.
type Draw = Rc<dyn Fn(())>;

/// The map of one article.
pub struct MarginMap {
    frame: HtmlElement,
    picture: Element,
    article: Element,
    /// Measured places of the text: offsets, and the share of the article's height above each. Both
    /// rise.
    knots: RefCell<Vec<(u32, f64)>>,
    surroundings: Rc<Surroundings>,
    /// True if the text may have moved since `knots` was measured.
    stale: Rc<Cell<bool>>,
    /// The drawing that waits for the next frame.
    next: Rc<RefCell<Option<AfterFrame>>>,
    draw: Draw,
    _listeners: [EventListener; 3],
    resized: Option<(ResizeObserver, Closure<dyn FnMut()>)>,
}

/// What stands where the map would stand.
#[derive(Debug, Default)]
struct Surroundings {
    /// The edges of the article's text, left and right, in CSS pixels of the viewport.
    edges: Cell<(f64, f64)>,
    /// True if other text of the page was found there.
    text: Cell<bool>,
}

impl MarginMap {
    /// Puts an empty map beside `root`. Calls `draw` when the map is to be drawn. Calls `go` when
    /// the reader clicks on the map, with the share of the article above that place, 0 to 1.
    pub fn new(
        article: &Element,
        root: &Element,
        draw: Draw,
        go: impl Fn(f64) + 'static,
    ) -> Option<MarginMap> {
        let document = root.owner_document()?;
        let (frame, picture, seen) = elements(root)?;

        let clicked = {
            let at = frame.clone();
            move |event: &web_sys::Event| {
                let Some(event) = event.dyn_ref::<MouseEvent>() else { return };
                let strip = at.get_bounding_client_rect();
                go(((f64::from(event.client_y()) - strip.top()) / strip.height()).clamp(0.0, 1.0));
            }
        };
        let around = Rc::new(Surroundings::default());
        around.edges.set((f64::MAX, 0.0));
        let look = {
            let (article, frame, around) = (article.clone(), frame.clone(), around.clone());
            Rc::new(move || show_seen(&article, &frame, &seen, &around))
        };
        let scrolled = {
            let (around, frame, look) = (around.clone(), frame.clone(), look.clone());
            let still = RefCell::new(None);
            Rc::new(move || {
                look();
                let (around, frame, look) = (around.clone(), frame.clone(), look.clone());
                *still.borrow_mut() = Some(Timeout::new(STILL_MS, move || {
                    around.text.set(has_text_beside(&frame));
                    look();
                }));
            })
        };
        let passive = EventListenerOptions { passive: true, phase: EventListenerPhase::Capture };
        let on = |look: Rc<dyn Fn()>| move |_: &web_sys::Event| look();
        let listeners = [
            EventListener::new(&frame, "click", clicked),
            // A box within the page that the article scrolls in is listened to as well.
            EventListener::new_with_options(&document, "scroll", passive, on(scrolled)),
            EventListener::new(web_sys::window()?.as_ref(), "resize", on(look.clone())),
        ];
        let (stale, next) = (Rc::new(Cell::new(true)), Rc::default());
        let resized = {
            let (stale, next, draw, look) =
                (stale.clone(), Rc::clone(&next), draw.clone(), look.clone());
            let callback = Closure::<dyn FnMut()>::new(move || {
                stale.set(true);
                look();
                draw_after_frame(&next, &draw);
            });
            let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok();
            observer
                .inspect(|observer| observer.observe(article))
                .map(|observer| (observer, callback))
        };
        let knots = RefCell::default();
        Some(MarginMap {
            frame,
            picture,
            article: article.clone(),
            knots,
            surroundings: around,
            stale,
            next,
            draw,
            _listeners: listeners,
            resized,
        })
    }

    /// Draws the map after the next frame.
    pub fn draw_soon(&self) {
        draw_after_frame(&self.next, &self.draw);
    }

    /// Measures the text and draws the map after the next frame: the text may have moved.
    pub fn measure_soon(&self) {
        self.stale.set(true);
        draw_after_frame(&self.next, &self.draw);
    }

    /// Draws a painting. `text` is the text's length in UTF-16 units; `range` gives the page's
    /// range for a span of the text.
    pub fn draw(
        &self,
        painting: &Painting,
        text: u32,
        range: impl Fn(Span<Utf16>) -> Option<Range>,
    ) {
        self.next.borrow_mut().take();
        if self.stale.replace(false) {
            self.measure(text, range);
        }
        let chosen = painting
            .keys()
            .any(|layer| matches!(layer.stroke, Stroke::Chosen | Stroke::Pointed | Stroke::Opened));
        let _ = self.frame.class_list().toggle_with_force("narrowed", chosen);
        let document = self.frame.owner_document();
        let paths = js_sys::Array::new();
        for (layer, spans) in painting {
            let (class, from, width) = match layer.stroke {
                Stroke::Quoted | Stroke::Reported | Stroke::Attitude => ("said", 1, 8),
                Stroke::Passage | Stroke::Opened => ("passage", 0, 10),
                Stroke::Chosen | Stroke::Pointed => ("chosen", 0, 10),
                Stroke::Current => ("current", 0, 10),
                _ => continue,
            };
            let Some(path) =
                document.as_ref().and_then(|d| d.create_element_ns(Some(SVG), "path").ok())
            else {
                return;
            };
            let _ = path.set_attribute("class", &format!("{class} hue-{}", layer.hue.index()));
            let _ = path.set_attribute("d", &self.bars(spans, from, width));
            paths.push(&path);
        }
        self.picture.replace_children_with_node(&paths);
    }

    /// The path of a bar for each span. The spans are in order; bars that overlap become one.
    fn bars(&self, spans: &[Span<Utf16>], from: u32, width: u32) -> String {
        let mut d = String::new();
        let mut below = -1.0;
        for span in spans {
            let (top, end) = (self.place(span.start()) * LENGTH, self.place(span.end()) * LENGTH);
            let top = top.round().min(LENGTH - SHORTEST);
            if top < below {
                continue;
            }
            let height = (end - top).round().max(SHORTEST);
            let (y, tall) = (top as i32, height as i32);
            let _ = write!(d, "M{from} {y}h{width}v{tall}h-{width}z");
            below = top + height;
        }
        d
    }

    /// The offset of the text that stands at a share of the article's height.
    pub fn offset(&self, share: f64) -> u32 {
        let knots = self.knots.borrow();
        let after = knots.partition_point(|knot| knot.1 <= share);
        knots.get(after.saturating_sub(1)).map_or(0, |knot| knot.0)
    }

    /// The share of the article's height above an offset.
    fn place(&self, offset: u32) -> f64 {
        let knots = self.knots.borrow();
        let after = knots.partition_point(|knot| knot.0 <= offset);
        match (after.checked_sub(1).map(|at| knots[at]), knots.get(after)) {
            (Some(a), Some(b)) => {
                a.1 + (b.1 - a.1) * f64::from(offset - a.0) / f64::from(b.0 - a.0)
            }
            (Some(last), None) => last.1,
            (None, Some(first)) => first.1,
            (None, None) => 0.0,
        }
    }

    /// Measures the places of a text of `text` UTF-16 units, whose ranges `range` gives.
    fn measure(&self, text: u32, range: impl Fn(Span<Utf16>) -> Option<Range>) {
        let whole = self.article.get_bounding_client_rect();
        let mut knots: Vec<(u32, f64)> = Vec::new();
        let (mut left, mut right) = (f64::MAX, 0.0f64);
        let edges =
            |from: u32, to: u32| Some(range(Span::new(from, to))?.get_bounding_client_rect());
        for at in 0..SAMPLES {
            let offset = (u64::from(text) * u64::from(at) / u64::from(SAMPLES)) as u32;
            if at % EDGE_EVERY == 0
                && let Some(lines) = edges(offset, (offset + EDGE_UNITS).min(text))
                && lines.width() > 0.0
            {
                (left, right) = (left.min(lines.left()), right.max(lines.right()));
            }
            let Some(place) = edges(offset, offset + 1) else { continue };
            let share = ((place.top() - whole.top()) / whole.height().max(1.0)).clamp(0.0, 1.0);
            // Text outside the flow (a pull quote beside it) is left out: shares must rise.
            if knots.last().is_none_or(|last| last.0 < offset && last.1 <= share) {
                knots.push((offset, share));
            }
        }
        knots.push((text, 1.0));
        *self.knots.borrow_mut() = knots;
        self.surroundings.edges.set((left, right));
        self.surroundings.text.set(has_text_beside(&self.frame));
        let seen = self.frame.last_element_child().and_then(|e| e.dyn_into::<HtmlElement>().ok());
        if let Some(seen) = seen {
            show_seen(&self.article, &self.frame, &seen, &self.surroundings);
        }
    }
}

impl Drop for MarginMap {
    fn drop(&mut self) {
        if let Some((observer, _)) = self.resized.take() {
            observer.disconnect();
        }
        self.next.borrow_mut().take();
        self.frame.remove();
    }
}

/// The strip, put beside `root`: its frame, the picture in it, and the box for what is on the
/// screen.
fn elements(root: &Element) -> Option<(HtmlElement, Element, HtmlElement)> {
    let document = root.owner_document()?;
    let frame: HtmlElement = document.create_element("div").ok()?.unchecked_into();
    frame.set_class_name("map away");
    for (name, value) in
        [("role", "region"), ("aria-label", ui::MAP_LABEL), ("title", ui::MAP_LABEL)]
    {
        let _ = frame.set_attribute(name, value);
    }
    let picture = document.create_element_ns(Some(SVG), "svg").ok()?;
    for (name, value) in [
        ("viewBox", "0 0 10 1000"),
        ("preserveAspectRatio", "none"),
        ("focusable", "false"),
        ("aria-hidden", "true"),
    ] {
        let _ = picture.set_attribute(name, value);
    }
    let seen: HtmlElement = document.create_element("div").ok()?.unchecked_into();
    seen.set_class_name("seen");
    frame.append_with_node_2(&picture, &seen).ok()?;
    root.parent_node()?.append_child(&frame).ok()?;
    Some((frame, picture, seen))
}

/// Draws after the next frame: only once, however often this is called before.
fn draw_after_frame(next: &Rc<RefCell<Option<AfterFrame>>>, draw: &Draw) {
    let mut next = next.borrow_mut();
    if next.is_none() {
        let draw = draw.clone();
        *next = Some(AfterFrame::then(move || draw(())));
    }
}

/// A share as CSS writes it, with one digit after the decimal point.
fn tenths(share: f64) -> String {
    let tenths = (share * 10.0).round() as u32;
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// The edge at which the map stands, left (0) or right, and the way to the middle of the page: +1
/// or -1. The map stands where the panel does not.
fn edge(frame: &HtmlElement) -> (f64, f64) {
    let shadow = frame.parent_node().and_then(|node| node.dyn_into::<ShadowRoot>().ok());
    if shadow.is_none_or(|s| s.query_selector(".whosaid.left").is_ok_and(|p| p.is_none())) {
        return (0.0, 1.0);
    }
    let page = frame.owner_document().and_then(|document| document.document_element());
    (page.map_or(0.0, |page| f64::from(page.client_width())), -1.0)
}

/// True if the page shows text beside the map.
fn has_text_beside(frame: &HtmlElement) -> bool {
    let Some(document) = frame.owner_document() else { return false };
    let (edge, inwards) = edge(frame);
    let x = (edge + inwards * BESIDE) as f32;
    (0..viewport_height() as usize)
        .step_by(EVERY)
        .any(|y| character_at_point(&document, &[], x, y as f32).is_some())
}

/// The height of the viewport, in CSS pixels.
fn viewport_height() -> f64 {
    let height = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64());
    height.unwrap_or(0.0)
}

/// Shows which part of the article is on the screen; hides the map where none of it is, or nearly
/// all, or where text is near.
fn show_seen(article: &Element, frame: &HtmlElement, seen: &HtmlElement, around: &Surroundings) {
    let room = viewport_height();
    let whole = article.get_bounding_client_rect();
    let ((edge, inwards), (left, right)) = (edge(frame), around.edges.get());
    let gap = if inwards < 0.0 { edge - right } else { left };
    let covers = gap < NEAR || around.text.get();
    let away = covers
        || whole.bottom() < 0.0
        || whole.top() > room
        || whole.height() < room * LEAST_VIEWPORTS;
    let _ = frame.class_list().toggle_with_force("away", away);
    if away {
        return;
    }
    let share = |y: f64| ((y - whole.top()) / whole.height() * 100.0).clamp(0.0, 100.0);
    let (from, to) = (share(0.0), share(room));
    let style = seen.style();
    for (name, share) in [("top", from), ("height", to - from)] {
        let _ = style.set_property(name, &tenths(share));
    }
}
