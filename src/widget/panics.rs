//! The end of the engine after a panic.
//!
//! A panic in wasm ends the instance: nothing unwinds, and borrowed values stay borrowed. So this
//! module tells the loader, `www/whosaid.js`, which cleans the page up in plain JavaScript; every
//! callback that still comes from the page asks [`is_dead`] and returns at once.

use std::cell::{Cell, RefCell};

use js_sys::Function;
use wasm_bindgen::prelude::*;

thread_local! {
    static DEAD: Cell<bool> = const { Cell::new(false) };
    static LISTENER: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Calls `listener` with a message when the engine panics, just before that ends it.
#[wasm_bindgen(skip_typescript)]
pub fn on_panic(listener: Function) {
    LISTENER.with_borrow_mut(|kept| *kept = Some(listener));
    yew::set_custom_panic_hook(Box::new(|info| {
        if DEAD.replace(true) {
            return;
        }
        let listener = LISTENER
            .try_with(|kept| kept.try_borrow().ok().and_then(|kept| kept.clone()))
            .ok()
            .flatten();
        if let Some(listener) = listener {
            let _ = listener.call1(&JsValue::NULL, &info.to_string().into());
        }
    }));
}

/// True once the engine has panicked: none of its code may run any more.
#[wasm_bindgen(skip_typescript)]
pub fn is_dead() -> bool {
    DEAD.get()
}

/// The place in memory where the engine's stack ends at this call.
///
/// A call from JavaScript that returns puts the end back where it was. A trap does not, and neither
/// does an error of JavaScript that goes through the engine: then work was left half done, and the
/// engine must not be called again. By this the loader knows such errors from those of the page's
/// own WebAssembly.
#[wasm_bindgen(skip_typescript)]
#[inline(never)]
pub fn stack_end() -> u32 {
    let mark = 0_u8;
    std::ptr::from_ref(std::hint::black_box(&mark)).addr() as u32
}
