//! Listening to the page, besides changes of the article's text.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};

use crate::page::{Gesture, Pointing, Watch};

/// Media queries whose change may change the page's colours.
const COLOUR_QUERIES: [&str; 2] = ["(prefers-color-scheme: dark)", "(forced-colors: active)"];

/// Events after which text may have faded in.
const FADES: [&str; 3] = ["transitionend", "animationend", "scrollend"];

/// The listeners of a session; dropping them ends the listening.
pub(super) struct Listeners {
    _pointing: Pointing,
    _colours: Vec<Watch>,
    events: Vec<EventListener>,
    shown: Option<(ResizeObserver, Closure<dyn FnMut()>)>,
}

impl Listeners {
    /// Calls `on_gesture` with each action of the pointer over `article`, `on_colours` when the
    /// page may have got other colours, `on_resize` when the window's size changes, `on_move` with
    /// each element that is scrolled and with the article when its size changes, `on_fade` when
    /// text may have faded in, and `on_shown` when the article comes into view or goes.
    pub fn new(
        article: &Element,
        on_gesture: impl Fn(Gesture) + 'static,
        on_colours: Rc<dyn Fn(())>,
        on_resize: impl Fn(()) + 'static,
        on_move: Rc<dyn Fn(Element)>,
        on_fade: Rc<dyn Fn(())>,
        on_shown: impl Fn(()) + 'static,
    ) -> Listeners {
        let document = article.owner_document();
        let body = document.as_ref().and_then(|d| d.body()).map(Element::from);
        let watch = |element: Element| {
            let changed = on_colours.clone();
            Watch::appearance(&element, move |_| changed(()))
        };
        let roots = [document.and_then(|d| d.document_element()), body];
        let colours = roots.into_iter().flatten().filter_map(watch).collect();
        let mut events: Vec<EventListener> = COLOUR_QUERIES
            .into_iter()
            .filter_map(|query| web_sys::window()?.match_media(query).ok().flatten())
            .map(|list| {
                let changed = on_colours.clone();
                EventListener::new(&list, "change", move |_| changed(()))
            })
            .collect();
        if let Some(window) = web_sys::window() {
            events.push(EventListener::new(&window, "resize", move |_| on_resize(())));
            // Elements that scroll dispatch `scroll` to capturing listeners only. The page's own
            // scrolling is the document's event, which the interface follows by itself.
            let capture =
                EventListenerOptions { passive: true, phase: EventListenerPhase::Capture };
            for name in FADES {
                let faded = on_fade.clone();
                let options = EventListenerOptions { ..capture };
                events.push(EventListener::new_with_options(&window, name, options, move |_| {
                    faded(());
                }));
            }
            let moved = on_move.clone();
            let scrolled = move |event: &web_sys::Event| {
                if let Some(element) = event.target().and_then(|t| t.dyn_into::<Element>().ok()) {
                    moved(element);
                }
            };
            events.push(EventListener::new_with_options(&window, "scroll", capture, scrolled));
        }
        Listeners {
            _pointing: Pointing::new(article, on_gesture),
            _colours: colours,
            events,
            shown: when_resized(article, on_move, on_shown),
        }
    }

    /// Calls `changed` when the fragment of the page's address changes too.
    pub fn on_address(mut self, changed: impl Fn(()) + 'static) -> Listeners {
        if let Some(window) = web_sys::window() {
            self.events.push(EventListener::new(&window, "hashchange", move |_| changed(())));
        }
        self
    }
}

impl Drop for Listeners {
    fn drop(&mut self) {
        if let Some((observer, _)) = self.shown.take() {
            observer.disconnect();
        }
    }
}

/// Calls `on_resize` when the size of `article` changes, as where a font arrives late, and
/// `on_shown` when it comes to have a box, as in a dialog that opens, or has none any more.
fn when_resized(
    article: &Element,
    on_resize: Rc<dyn Fn(Element)>,
    on_shown: impl Fn(()) + 'static,
) -> Option<(ResizeObserver, Closure<dyn FnMut()>)> {
    let has_box = |article: &Element| article.get_client_rects().length() > 0;
    let (watched, shown) = (article.clone(), Cell::new(has_box(article)));
    let callback = Closure::<dyn FnMut()>::new(move || {
        let now = has_box(&watched);
        if shown.replace(now) != now {
            on_shown(());
        }
        on_resize(watched.clone());
    });
    let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
    observer.observe(article);
    Some((observer, callback))
}
