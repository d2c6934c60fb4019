//! The clipboard, where page and browser allow writing to it.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Puts `text` on the clipboard and calls `done` with whether the browser allowed it. Browsers
/// allow it only while a click is being handled, and only on pages served over HTTPS or from the
/// same machine.
pub fn copy(text: &str, done: impl FnOnce(bool) + 'static) {
    let Some(promise) = write(text) else { return done(false) };
    spawn_local(async move { done(JsFuture::from(promise).await.is_ok()) });
}

/// `navigator.clipboard.writeText(text)`; `None` where the browser has no such function.
fn write(text: &str) -> Option<Promise> {
    let get = |object: &JsValue, name: &str| {
        Reflect::get(object, &name.into()).ok().filter(|found| !found.is_undefined())
    };
    let clipboard = get(&get(&js_sys::global(), "navigator")?, "clipboard")?;
    let write: Function = get(&clipboard, "writeText")?.dyn_into().ok()?;
    write.call1(&clipboard, &text.into()).ok()?.dyn_into().ok()
}
