//! Observing changes of the page.
//!
//! Takes an element; tells before the next frame is drawn when its text or the colours of the page
//! may have changed; promises to stop when dropped. A shadow root that is attached to an element of
//! the article later is not noticed before the next change, as browsers do not report it.

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, MutationObserver, MutationObserverInit, MutationRecord, Node, NodeList};

/// Attributes that may hide, show or reflow text.
const TEXT_ATTRIBUTES: [&str; 6] = ["class", "style", "hidden", "aria-hidden", "open", "role"];

/// The changes of an article since the last report.
#[derive(Debug, Default)]
pub struct PageChange {
    /// Text nodes whose data changed.
    pub rewritten: Vec<Node>,
    /// Nodes that were removed or moved, each with its descendants.
    pub removed: Vec<Node>,
    /// True if nodes were added or removed, or an attribute may have shown or hidden text: the
    /// article has to be read again.
    pub reread: bool,
}

impl PageChange {
    /// Sums up the records of an observer.
    pub fn of(records: &Array) -> PageChange {
        let mut change = PageChange::default();
        for record in records.iter().filter_map(|r| r.dyn_into::<MutationRecord>().ok()) {
            match record.type_().as_str() {
                "characterData" => change.rewritten.extend(record.target()),
                "childList" => {
                    let all = |list: NodeList| (0..list.length()).filter_map(move |i| list.item(i));
                    change.removed.extend(all(record.removed_nodes()));
                    change.reread = true;
                }
                // Attributes of an empty element show or hide no text: a picture that fades in, a
                // bar that grows.
                _ => {
                    change.reread |= record.target().is_some_and(|target| target.has_child_nodes())
                }
            }
        }
        change
    }

    /// True if nothing changed.
    pub fn is_empty(&self) -> bool {
        self.rewritten.is_empty() && self.removed.is_empty() && !self.reread
    }
}

/// Watches an element until it is dropped.
#[derive(Debug)]
pub struct Watch {
    observer: MutationObserver,
    _callback: Closure<dyn FnMut(Array)>,
}

impl Watch {
    /// Calls `on_change` with every change of text, children and attributes that may show or hide
    /// text, in `root` and its descendants.
    pub fn text(root: &Element, on_change: impl FnMut(PageChange) + 'static) -> Option<Watch> {
        Watch::start(root, &all(), on_change)
    }

    /// Watches the shadow root `root` too.
    pub fn also(&self, root: &Node) {
        // A root that is observed already is not observed twice.
        let _ = self.observer.observe_with_options(root, &all());
    }

    /// Calls `on_change` when attributes of `element` change on which the page's colours may
    /// depend.
    pub fn appearance(
        element: &Element,
        on_change: impl FnMut(PageChange) + 'static,
    ) -> Option<Watch> {
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

    /// Takes the changes that were not reported yet; they will not be reported any more.
    pub fn take(&self) -> PageChange {
        PageChange::of(&self.observer.take_records())
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Options to observe all changes of text.
fn all() -> MutationObserverInit {
    let init = init(&TEXT_ATTRIBUTES);
    init.set_child_list(true);
    init.set_character_data(true);
    init.set_subtree(true);
    init
}

/// Options to observe `attributes`.
fn init(attributes: &[&str]) -> MutationObserverInit {
    let init = MutationObserverInit::new();
    init.set_attributes(true);
    let names: Array =
        attributes.iter().map(|name| wasm_bindgen::JsValue::from_str(name)).collect();
    init.set_attribute_filter(&names);
    init
}
