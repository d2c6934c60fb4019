//! Which parts of a long text are on the screen or near it.
//!
//! Takes the text nodes that are of interest; tells for each whether it is near, as soon as the
//! browser has said so; promises to cost the page nothing while it is not scrolled. Nodes are
//! watched by the element that they stand in.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{
    Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit, Node,
    ShadowRoot, Text,
};

/// Near is what is less than a screen's height away from the screen: who scrolls fast comes upon it
/// a few frames later.
const MARGIN: &str = "100% 0px";

/// A text node whose element came near (true) or went away (false).
pub type Told = (u32, bool);

/// See the module.
pub struct Near {
    observer: IntersectionObserver,
    homes: Rc<RefCell<Homes>>,
    _callback: Closure<dyn FnMut(Array)>,
}

/// The elements watched.
#[derive(Default)]
struct Homes {
    /// From an element to its place in `all`.
    places: js_sys::Map,
    all: Vec<Home>,
    of_node: HashMap<u32, (usize, Text)>,
}

struct Home {
    element: Element,
    nodes: Vec<u32>,
    /// `None` until the browser has told.
    near: Option<bool>,
}

impl Near {
    /// Calls `told` whenever nodes come near or go away. `None` where the browser cannot tell.
    pub fn new(told: impl Fn(Vec<Told>) + 'static) -> Option<Near> {
        let homes: Rc<RefCell<Homes>> = Rc::default();
        let known = homes.clone();
        let callback = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            let news = known.borrow_mut().heed(&entries);
            // With nothing borrowed.
            told(news);
        });
        let init = IntersectionObserverInit::new();
        init.set_root_margin(MARGIN);
        // The same for boxes that scroll within the page, in browsers that know it.
        let _ = Reflect::set(&init, &"scrollMargin".into(), &MARGIN.into());
        let observer =
            IntersectionObserver::new_with_options(callback.as_ref().unchecked_ref(), &init)
                .ok()?;
        Some(Near { observer, homes, _callback: callback })
    }

    /// Watches exactly these nodes from now on, of another map maybe. What was told of an element
    /// holds on.
    pub fn watch<'n>(&self, nodes: impl Iterator<Item = (u32, &'n Text)>) {
        let mut homes = self.homes.borrow_mut();
        let before = std::mem::take(&mut *homes);
        for (node, text) in nodes {
            let Some(element) = home(text) else {
                homes.of_node.insert(node, (usize::MAX, text.clone()));
                continue;
            };
            let place = match homes.places.get(&element).as_f64() {
                Some(place) => place as usize,
                None => {
                    let known = before
                        .places
                        .get(&element)
                        .as_f64()
                        .map(|place| before.all[place as usize].near);
                    if known.is_none() {
                        self.observer.observe(&element);
                    }
                    let place = homes.all.len();
                    homes.places.set(&element, &(place as u32).into());
                    homes.all.push(Home { element, nodes: Vec::new(), near: known.flatten() });
                    place
                }
            };
            homes.all[place].nodes.push(node);
            homes.of_node.insert(node, (place, text.clone()));
        }
        for gone in before.all.iter().filter(|home| !homes.places.has(&home.element)) {
            self.observer.unobserve(&gone.element);
        }
    }

    /// True if a node is watched.
    pub fn knows(&self, node: u32) -> bool {
        self.homes.borrow().of_node.contains_key(&node)
    }

    /// Does something with a node that is watched.
    pub fn with(&self, node: u32, work: impl FnOnce(&Text)) {
        if let Some((_, text)) = self.homes.borrow().of_node.get(&node) {
            work(text);
        }
    }

    /// Whether a node is near; `None` while that is not known. What stands in no element that takes
    /// up room is taken to be: of it nothing is ever told.
    pub fn is_near(&self, node: u32) -> Option<bool> {
        let homes = self.homes.borrow();
        let place = homes.of_node.get(&node).map_or(usize::MAX, |(place, _)| *place);
        homes.all.get(place).map_or(Some(true), |home| home.near)
    }
}

impl Drop for Near {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

impl std::fmt::Debug for Near {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "Near({} elements)", self.homes.borrow().all.len())
    }
}

impl Homes {
    fn heed(&mut self, entries: &Array) -> Vec<Told> {
        let mut news = Vec::new();
        for entry in entries.iter() {
            let entry: IntersectionObserverEntry = entry.unchecked_into();
            let Some(place) = self.places.get(&entry.target()).as_f64() else { continue };
            let (home, near) = (&mut self.all[place as usize], entry.is_intersecting());
            if home.near.replace(near) != Some(near) {
                news.extend(home.nodes.iter().map(|node| (*node, near)));
            }
        }
        news
    }
}

/// The nearest element round a text that takes up room: one that is not drawn as a box of its own
/// never comes near.
fn home(text: &Text) -> Option<Element> {
    let above = |node: &Node| {
        let shadow =
            || node.parent_node()?.dyn_into::<ShadowRoot>().ok().map(|shadow| shadow.host());
        node.parent_element().or_else(shadow)
    };
    let mut at = above(text);
    while let Some(element) = at {
        if element.get_client_rects().length() > 0 {
            return Some(element);
        }
        at = above(&element);
    }
    None
}
