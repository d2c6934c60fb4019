//! Letting the page have its turn.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Comes back once the browser has drawn and answered what was waiting: `scheduler.yield()` where there is one, which comes back before
/// other scripts' new work, else a timer.
pub async fn others() {
    let _ = JsFuture::from(yielded().unwrap_or_else(timer)).await;
}

fn yielded() -> Option<Promise> {
    let scheduler = Reflect::get(&js_sys::global(), &"scheduler".into()).ok().filter(JsValue::is_object)?;
    let yields: Function = Reflect::get(&scheduler, &"yield".into()).ok()?.dyn_into().ok()?;
    yields.call0(&scheduler).ok()?.dyn_into().ok()
}

fn timer() -> Promise {
    Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback(&resolve);
        }
    })
}
