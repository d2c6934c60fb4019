//! The events that the page can listen to.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, EventTarget};

use crate::selection::Selectable;

/// Dispatches `whosaid:NAME` with `detail`. The event bubbles, so that a page can listen in one
/// place.
fn dispatch(target: &EventTarget, name: &str, detail: &JsValue) {
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_detail(detail);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(&format!("whosaid:{name}"), &init) {
        let _ = target.dispatch_event(&event);
    }
}

/// Dispatches `whosaid:ready`: the article is annotated, or annotated anew after the page changed.
pub fn ready(target: &EventTarget, analysis: &JsValue, elapsed_ms: f64) {
    dispatch(
        target,
        "ready",
        &object(&[("analysis", analysis.clone()), ("elapsedMs", elapsed_ms.into())]),
    );
}

/// Dispatches `whosaid:select`: the selection changed to `item`, or to nothing.
pub fn select(target: &EventTarget, item: Option<Selectable>) {
    let detail = match item {
        Some(Selectable::Actor(id)) => {
            object(&[("actor", id.into()), ("attribution", JsValue::NULL)])
        }
        Some(Selectable::Attribution(id)) => {
            object(&[("actor", JsValue::NULL), ("attribution", id.into())])
        }
        None => object(&[("actor", JsValue::NULL), ("attribution", JsValue::NULL)]),
    };
    dispatch(target, "select", &detail);
}

/// Dispatches `whosaid-open` on the root of the interface: the reader has opened the panel. It does
/// not leave the shadow root; the loader shuts other panels, which would lie in the same place.
pub fn opened(root: &EventTarget) {
    if let Ok(event) = CustomEvent::new("whosaid-open") {
        let _ = root.dispatch_event(&event);
    }
}

/// A plain JavaScript object with these fields.
pub(super) fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}
