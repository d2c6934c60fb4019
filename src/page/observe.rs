//! Noticing that the page changes.
//!
//! Takes an element; tells at once (before the next frame is drawn) when its text may have changed, and when the colours of the page may
//! have; promises to stop when dropped.

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, MutationObserver, MutationObserverInit, MutationRecord, Node};

/// Attributes that may hide, show or reflow text.
const TELLING: [&str; 6] = ["class", "style", "hidden", "aria-hidden", "open", "role"];

/// What happened to an article.
#[derive(Debug, Default)]
pub struct Change {
    /// Text nodes whose data changed.
    pub rewritten: Vec<Node>,
    /// Some nodes were removed or moved.
    pub removed: bool,
    /// Some nodes were added, or something may look different: worth reading the article again.
    pub other: bool,
}

impl Change {
    /// Sums up what an observer recorded.
    pub fn of(records: &Array) -> Change {
        let mut change = Change::default();
        for record in records.iter().filter_map(|r| r.dyn_into::<MutationRecord>().ok()) {
            match record.type_().as_str() {
                "characterData" => change.rewritten.extend(record.target()),
                "childList" => {
                    change.removed |= record.removed_nodes().length() > 0;
                    change.other = true;
                }
                _ => change.other = true,
            }
        }
        change
    }

    /// True if nothing happened.
    pub fn is_empty(&self) -> bool {
        self.rewritten.is_empty() && !self.removed && !self.other
    }
}

/// Watches while it lives.
#[derive(Debug)]
pub struct Watch {
    observer: MutationObserver,
    _callback: Closure<dyn FnMut(Array)>,
}

impl Watch {
    /// Tells `on_change` of every change in `root`'s text, children and telling attributes, itself included.
    pub fn text(root: &Element, on_change: impl FnMut(Change) + 'static) -> Option<Watch> {
        let init = init(&TELLING);
        init.set_child_list(true);
        init.set_character_data(true);
        init.set_subtree(true);
        Watch::start(root, &init, on_change)
    }

    /// Tells `on_change` when `element` (the root element, the body) changes what its style may depend on.
    pub fn look(element: &Element, on_change: impl FnMut(Change) + 'static) -> Option<Watch> {
        Watch::start(element, &init(&["class", "style", "data-theme", "data-color-mode", "data-bs-theme"]), on_change)
    }

    fn start(root: &Element, init: &MutationObserverInit, mut on_change: impl FnMut(Change) + 'static) -> Option<Watch> {
        let callback = Closure::<dyn FnMut(Array)>::new(move |records: Array| on_change(Change::of(&records)));
        let observer = MutationObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        observer.observe_with_options(root, init).ok()?;
        Some(Watch { observer, _callback: callback })
    }

    /// What happened and was not told yet; it will not be told any more.
    pub fn take(&self) -> Change {
        Change::of(&self.observer.take_records())
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

fn init(attributes: &[&str]) -> MutationObserverInit {
    let init = MutationObserverInit::new();
    init.set_attributes(true);
    let names: Array = attributes.iter().map(|name| wasm_bindgen::JsValue::from_str(name)).collect();
    init.set_attribute_filter(&names);
    init
}
