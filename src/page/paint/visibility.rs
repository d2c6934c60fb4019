//! Which parts of a long text are on the screen or near it.
//!
//! Takes text nodes; reports each that comes near the screen or goes away from it; promises to cost
//! the page nothing while it is not scrolled. Browsers observe elements, so each node is watched by
//! the element that it stands in.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{
    Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit, Node,
    ShadowRoot, Text,
};

/// Margin around the screen within which a node counts as near: a screen's height above and below,
/// so that even a reader who scrolls fast reaches it only a few frames later.
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
    observed: Rc<RefCell<ObservedElements>>,
    _callback: Closure<dyn FnMut(Array)>,
}

/// The elements that are observed.
#[derive(Default)]
struct ObservedElements {
    /// From an element to its index in `all`.
    places: js_sys::Map,
    all: Vec<ObservedElement>,
    /// From a text node to the index of its element in `all` (`usize::MAX` if it has none).
    of_node: HashMap<u32, (usize, Text)>,
}

/// An element and the text nodes in it.
struct ObservedElement {
    element: Element,
    nodes: Vec<u32>,
    /// True if it is near; `None` until the browser has reported it.
    near: Option<bool>,
}

impl Visibility {
    /// Calls `on_change` whenever nodes come near or go away. `None` where the browser cannot
    /// observe elements.
    pub fn new(on_change: impl Fn(Vec<VisibilityChange>) + 'static) -> Option<Visibility> {
        let observed: Rc<RefCell<ObservedElements>> = Rc::default();
        let known = observed.clone();
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
        Some(Visibility { observer, observed, _callback: callback })
    }

    /// Watches exactly these nodes from now on, which may be of another map. Known visibilities of
    /// their elements are kept.
    pub fn watch<'n>(&self, nodes: impl Iterator<Item = (u32, &'n Text)>) {
        let mut observed = self.observed.borrow_mut();
        let before = std::mem::take(&mut *observed);
        for (node, text) in nodes {
            let Some(element) = observed_element(text) else {
                observed.of_node.insert(node, (usize::MAX, text.clone()));
                continue;
            };
            let place = match observed.places.get(&element).as_f64() {
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
                    let place = observed.all.len();
                    observed.places.set(&element, &(place as u32).into());
                    observed.all.push(ObservedElement {
                        element,
                        nodes: Vec::new(),
                        near: known.flatten(),
                    });
                    place
                }
            };
            observed.all[place].nodes.push(node);
            observed.of_node.insert(node, (place, text.clone()));
        }
        for gone in before.all.iter().filter(|watched| !observed.places.has(&watched.element)) {
            self.observer.unobserve(&gone.element);
        }
    }

    /// True if a node is watched.
    pub fn knows(&self, node: u32) -> bool {
        self.observed.borrow().of_node.contains_key(&node)
    }

    /// Calls `work` with a node, if it is watched.
    pub fn with(&self, node: u32, work: impl FnOnce(&Text)) {
        if let Some((_, text)) = self.observed.borrow().of_node.get(&node) {
            work(text);
        }
    }

    /// True if a node is near, `None` while that is not known. A node without an element that takes
    /// up room counts as near, as browsers never say anything of it.
    pub fn is_near(&self, node: u32) -> Option<bool> {
        let observed = self.observed.borrow();
        let place = observed.of_node.get(&node).map_or(usize::MAX, |(place, _)| *place);
        observed.all.get(place).map_or(Some(true), |watched| watched.near)
    }
}

impl Drop for Visibility {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

impl std::fmt::Debug for Visibility {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "Visibility({} elements)", self.observed.borrow().all.len())
    }
}

impl ObservedElements {
    /// Takes over the browser's report; gives the nodes whose visibility changed.
    fn update(&mut self, entries: &Array) -> Vec<VisibilityChange> {
        let mut changes = Vec::new();
        for entry in entries.iter() {
            let entry: IntersectionObserverEntry = entry.unchecked_into();
            let Some(place) = self.places.get(&entry.target()).as_f64() else { continue };
            let (watched, near) = (&mut self.all[place as usize], entry.is_intersecting());
            if watched.near.replace(near) != Some(near) {
                changes.extend(watched.nodes.iter().map(|&node| VisibilityChange { node, near }));
            }
        }
        changes
    }
}

/// The element by which a text node is watched: the nearest around it that takes up room, as
/// browsers report nothing of elements without a box.
fn observed_element(text: &Text) -> Option<Element> {
    let mut at = element_above(text);
    while let Some(element) = at {
        if element.get_client_rects().length() > 0 {
            return Some(element);
        }
        at = element_above(&element);
    }
    None
}

/// The element around a node, or the host of the shadow root in which it stands at the top.
pub(super) fn element_above(node: &Node) -> Option<Element> {
    let shadow = || node.parent_node()?.dyn_into::<ShadowRoot>().ok().map(|shadow| shadow.host());
    node.parent_element().or_else(shadow)
}
