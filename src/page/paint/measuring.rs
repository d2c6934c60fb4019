//! Where text stands on the page, and when that may have changed.
//!
//! Takes text nodes; gives their boxes as far as they can be seen; tells when something has
//! happened that may have moved them; promises to change nothing of the page.

use std::ops::Range as Offsets;

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use js_sys::Reflect;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{DomRect, Element, EventTarget, Range, ResizeObserver, ShadowRoot, Text};

use super::overlay::Place;
use super::visibility::element_above;
use crate::page::watch::Watch;

/// Events after which text may stand elsewhere. They are heard while they are captured, as some of
/// them do not bubble.
const MOVING_EVENTS: [&str; 6] =
    ["scroll", "resize", "load", "transitionend", "animationend", "toggle"];

/// Length of a probe, in UTF-16 units: so long a stretch has a box, whatever white space is in it.
const PROBE: u32 = 64;

/// Listens to all that may move the text of an article, until it is dropped.
pub(super) struct Moves {
    watch: Option<Watch>,
    _events: Vec<EventListener>,
    resized: Option<(ResizeObserver, Closure<dyn FnMut()>)>,
}

impl Moves {
    /// Calls `moved` after each change that may move the text of `article`.
    pub fn of(article: &Element, moved: impl Fn() + Clone + 'static) -> Moves {
        let capture = EventListenerOptions { passive: true, phase: EventListenerPhase::Capture };
        let document = article.owner_document();
        let root = document.as_ref().and_then(|document| document.document_element());
        let listen = |target: &EventTarget, name: &'static str| {
            let moved = moved.clone();
            EventListener::new_with_options(target, name, capture, move |_| moved())
        };
        let mut events = Vec::new();
        if let Some(window) = web_sys::window() {
            events.extend(MOVING_EVENTS.map(|name| listen(&window, name)));
        }
        let fonts = document.and_then(|document| Reflect::get(&document, &"fonts".into()).ok());
        if let Some(fonts) = fonts.and_then(|fonts| fonts.dyn_into::<EventTarget>().ok()) {
            events.push(listen(&fonts, "loadingdone"));
        }
        let resized = {
            let callback = Closure::<dyn FnMut()>::new(moved.clone());
            let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok();
            observer.map(|observer| (observer, callback))
        };
        if let Some((observer, _)) = &resized {
            observer.observe(article);
            root.iter().for_each(|root| observer.observe(root));
        }
        let watch = root.and_then(|root| Watch::text(&root, move |_| moved()));
        Moves { watch, _events: events, resized }
    }

    /// Watches these shadow roots too. True if the page has changed and that was not told yet.
    pub fn watch(&self, shadows: &[ShadowRoot]) -> bool {
        let Some(watch) = &self.watch else { return false };
        shadows.iter().for_each(|shadow| watch.also(shadow));
        !watch.take().is_empty()
    }
}

impl Drop for Moves {
    fn drop(&mut self) {
        if let Some((observer, _)) = self.resized.take() {
            observer.disconnect();
        }
    }
}

impl std::fmt::Debug for Moves {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("Moves")
    }
}

/// The part of the page that is seen through the boxes around an element: left, top, right, bottom
/// in the viewport.
pub(super) type Clip = [f64; 4];

/// A clip that hides nothing.
const EVERYTHING: Clip = [f64::MIN, f64::MIN, f64::MAX, f64::MAX];

/// The clips of elements, each looked up once.
pub(super) struct Clips {
    origin: (f64, f64),
    /// From an element to the index of its clip.
    known: js_sys::Map,
    all: Vec<Clip>,
}

impl Clips {
    /// No clips yet; places are counted from `origin`.
    pub fn new(origin: (f64, f64)) -> Clips {
        Clips { origin, known: js_sys::Map::new(), all: Vec::new() }
    }

    /// A rectangle of the viewport as a place.
    pub fn place(&self, rect: &DomRect) -> Place {
        self.rounded([rect.left(), rect.top(), rect.right(), rect.bottom()])
    }

    /// The part of `rect` within `clip`; `None` if nothing of it is.
    pub fn seen(&self, rect: &DomRect, clip: Clip) -> Option<Place> {
        let sides = [
            rect.left().max(clip[0]),
            rect.top().max(clip[1]),
            rect.right().min(clip[2]),
            rect.bottom().min(clip[3]),
        ];
        (sides[0] < sides[2] && sides[1] < sides[3]).then(|| self.rounded(sides))
    }

    fn rounded(&self, [left, top, right, bottom]: Clip) -> Place {
        let x = |x: f64| (x - self.origin.0).round() as i32;
        let y = |y: f64| (y - self.origin.1).round() as i32;
        Place { left: x(left), top: y(top), width: x(right) - x(left), height: y(bottom) - y(top) }
    }

    /// The clip of a text node: what is seen of its content through every box around it that hides
    /// what overflows. That of the page itself is left to the browser.
    pub fn of(&mut self, text: &Text) -> Clip {
        let mut chain = Vec::new();
        let mut at = element_above(text);
        let mut clip = EVERYTHING;
        while let Some(element) = at {
            if let Some(index) = self.known.get(&element).as_f64() {
                clip = self.all[index as usize];
                break;
            }
            at = element_above(&element);
            chain.push(element);
        }
        for element in chain.into_iter().rev() {
            if hides_overflow(&element) {
                let own = element.get_bounding_client_rect();
                clip = [
                    clip[0].max(own.left()),
                    clip[1].max(own.top()),
                    clip[2].min(own.right()),
                    clip[3].min(own.bottom()),
                ];
            }
            self.known.set(&element, &(self.all.len() as u32).into());
            self.all.push(clip);
        }
        clip
    }
}

/// True if an element hides what overflows it. What `html` and `body` hide is hidden by the window.
fn hides_overflow(element: &Element) -> bool {
    let style = || web_sys::window()?.get_computed_style(element).ok().flatten();
    !matches!(element.local_name().as_str(), "html" | "body")
        && style()
            .and_then(|style| style.get_property_value("overflow").ok())
            .is_some_and(|overflow| !overflow.is_empty() && !overflow.starts_with("visible"))
}

/// The offsets of a text node between which it stands on the screen, or at most a screen's height
/// above or below it. Lines are taken to stand one below the other, so that few are measured.
pub(super) fn window_of(ruler: &Range, text: &Text) -> Offsets<u32> {
    let length = text.length();
    let screen = web_sys::window()
        .and_then(|w| w.inner_height().ok())
        .and_then(|height| height.as_f64())
        .unwrap_or_default();
    let first = |beyond: f64| {
        let (mut from, mut to) = (0, length);
        while from < to {
            let half = u32::midpoint(from, to);
            let set = ruler.set_start(text, half);
            let set = set.and_then(|()| ruler.set_end(text, (half + PROBE).min(length)));
            if set.is_ok() && ruler.get_bounding_client_rect().bottom() < beyond {
                from = half + 1;
            } else {
                to = half;
            }
        }
        from
    };
    first(-screen)..first(2.0 * screen).saturating_add(PROBE)
}
