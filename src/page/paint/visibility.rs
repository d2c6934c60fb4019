//! Which parts of a long text are on the screen or near it.
//!
//! Takes text nodes; tells when each comes near the screen or goes away, as soon as the browser
//! says so; promises to cost the page nothing while it is not scrolled. Browsers observe elements,
//! so each node is watched by the element that it stands in.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{
    Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit, Node,
    ShadowRoot, Text,
};

/// A node is near if it is less than a screen's height away from the screen, so that a reader who
/// scrolls fast comes to it a few frames later.
const MARGIN: &str = "100% 0px";

/// A text node that came near the screen or went away from it.
#[derive(Debug, Clone, Copy)]
pub struct VisibilityChange {
    /// The number of the node in its map.
    pub node: u32,
    /// True if it came near, false if it went away.
    pub near: bool,
}

/// Watches which text nodes are near the screen.
pub struct Visibility {
    observer: IntersectionObserver,
    homes: Rc<RefCell<Homes>>,
    _callback: Closure<dyn FnMut(Array)>,
}

/// The elements that are observed.
#[derive(Default)]
struct Homes {
    /// From an element to its index in `all`.
    places: js_sys::Map,
    all: Vec<Home>,
    /// From a text node to the index of its element in `all` (`usize::MAX` if it has none).
    of_node: HashMap<u32, (usize, Text)>,
}

/// An element and the text nodes in it.
struct Home {
    element: Element,
    nodes: Vec<u32>,
    /// True if it is near; `None` until the browser has said.
    near: Option<bool>,
}

impl Visibility {
    /// Calls `on_change` whenever nodes come near or go away. `None` where browsers cannot observe
    /// this.
    pub fn new(on_change: impl Fn(Vec<VisibilityChange>) + 'static) -> Option<Visibility> {
        let homes: Rc<RefCell<Homes>> = Rc::default();
        let known = homes.clone();
        let callback = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            let changes = known.borrow_mut().update(&entries);
            // Nothing is borrowed now, so that `on_change` may ask for visibility.
            on_change(changes);
        });
        let init = IntersectionObserverInit::new();
        init.set_root_margin(MARGIN);
        // `scrollMargin` does the same for boxes that scroll within the page, where it is known.
        let _ = Reflect::set(&init, &"scrollMargin".into(), &MARGIN.into());
        let observer =
            IntersectionObserver::new_with_options(callback.as_ref().unchecked_ref(), &init)
                .ok()?;
        Some(Visibility { observer, homes, _callback: callback })
    }

    /// Watches exactly these nodes from now on, which may be of another map. Known visibilities of
    /// their elements are kept.
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

    /// Calls `work` with a node, if it is watched.
    pub fn with(&self, node: u32, work: impl FnOnce(&Text)) {
        if let Some((_, text)) = self.homes.borrow().of_node.get(&node) {
            work(text);
        }
    }

    /// True if a node is near, `None` while that is not known. A node without an element that takes
    /// up room counts as near, as browsers never say anything of it.
    pub fn is_near(&self, node: u32) -> Option<bool> {
        let homes = self.homes.borrow();
        let place = homes.of_node.get(&node).map_or(usize::MAX, |(place, _)| *place);
        homes.all.get(place).map_or(Some(true), |home| home.near)
    }
}

impl Drop for Visibility {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

impl std::fmt::Debug for Visibility {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "Visibility({} elements)", self.homes.borrow().all.len())
    }
}

impl Homes {
    /// Takes over what the browser says; gives the nodes whose visibility changed.
    fn update(&mut self, entries: &Array) -> Vec<VisibilityChange> {
        let mut changes = Vec::new();
        for entry in entries.iter() {
            let entry: IntersectionObserverEntry = entry.unchecked_into();
            let Some(place) = self.places.get(&entry.target()).as_f64() else { continue };
            let (home, near) = (&mut self.all[place as usize], entry.is_intersecting());
            if home.near.replace(near) != Some(near) {
                changes.extend(home.nodes.iter().map(|&node| VisibilityChange { node, near }));
            }
        }
        changes
    }
}

/// The nearest element around a text that takes up room: one without a box of its own never comes
/// near.
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
