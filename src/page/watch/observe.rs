//! Noticing that the page changes.
//!
//! Takes an element; tells at once (before the next frame is drawn) when its text may have changed,
//! and when the colours of the page may have; promises to stop when dropped. A shadow root that is
//! attached to an element of the article later, with no change besides, is not noticed before the
//! next change: browsers tell nobody.

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, MutationObserver, MutationObserverInit, MutationRecord, Node, NodeList};

/// Attributes that may hide, show or reflow text.
const TELLING: [&str; 6] = ["class", "style", "hidden", "aria-hidden", "open", "role"];

/// What happened to an article.
#[derive(Debug, Default)]
pub struct PageChange {
    /// Text nodes whose data changed.
    pub rewritten: Vec<Node>,
    /// Nodes that were removed or moved, each with all that is in it.
    pub removed: Vec<Node>,
    /// Nodes that were added, each with all that is in it.
    pub added: Vec<Node>,
    /// Some nodes were added, or something may look different: worth reading the article again.
    pub other: bool,
}

impl PageChange {
    /// Sums up what an observer recorded.
    pub fn of(records: &Array) -> PageChange {
        let mut change = PageChange::default();
        for record in records.iter().filter_map(|r| r.dyn_into::<MutationRecord>().ok()) {
            match record.type_().as_str() {
                "characterData" => change.rewritten.extend(record.target()),
                "childList" => {
                    let all = |list: NodeList| (0..list.length()).filter_map(move |i| list.item(i));
                    change.removed.extend(all(record.removed_nodes()));
                    change.added.extend(all(record.added_nodes()));
                    change.other = true;
                }
                // An element with nothing in it has no text to hide or show: a picture that fades
                // in, a bar that grows.
                _ => change.other |= record.target().is_some_and(|target| target.has_child_nodes()),
            }
        }
        change
    }

    /// True if nothing happened.
    pub fn is_empty(&self) -> bool {
        self.rewritten.is_empty() && self.removed.is_empty() && !self.other
    }
}

/// Watches while it lives.
#[derive(Debug)]
pub struct Watch {
    observer: MutationObserver,
    _callback: Closure<dyn FnMut(Array)>,
}

impl Watch {
    /// Tells `on_change` of every change in `root`'s text, children and telling attributes, itself
    /// included.
    pub fn text(root: &Element, on_change: impl FnMut(PageChange) + 'static) -> Option<Watch> {
        Watch::start(root, &all(), on_change)
    }

    /// Also tells of changes in `root`, a shadow root.
    pub fn also(&self, root: &Node) {
        // Observed already, it is not observed twice.
        let _ = self.observer.observe_with_options(root, &all());
    }

    /// Tells `on_change` when `element` (the root element, the body) changes what its style may
    /// depend on.
    pub fn look(element: &Element, on_change: impl FnMut(PageChange) + 'static) -> Option<Watch> {
        Watch::start(
            element,
            &init(&["class", "style", "data-theme", "data-color-mode", "data-bs-theme"]),
            on_change,
        )
    }

    fn start(
        root: &Element,
        init: &MutationObserverInit,
        mut on_change: impl FnMut(PageChange) + 'static,
    ) -> Option<Watch> {
        let callback = Closure::<dyn FnMut(Array)>::new(move |records: Array| {
            on_change(PageChange::of(&records))
        });
        let observer = MutationObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        observer.observe_with_options(root, init).ok()?;
        Some(Watch { observer, _callback: callback })
    }

    /// What happened and was not told yet; it will not be told any more.
    pub fn take(&self) -> PageChange {
        PageChange::of(&self.observer.take_records())
    }

    /// What happened and was not told yet will not be told.
    pub fn forget(&self) {
        self.observer.take_records();
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

fn all() -> MutationObserverInit {
    let init = init(&TELLING);
    init.set_child_list(true);
    init.set_character_data(true);
    init.set_subtree(true);
    init
}

fn init(attributes: &[&str]) -> MutationObserverInit {
    let init = MutationObserverInit::new();
    init.set_attributes(true);
    let names: Array =
        attributes.iter().map(|name| wasm_bindgen::JsValue::from_str(name)).collect();
    init.set_attribute_filter(&names);
    init
}
