//! Helpers of the browser tests.
#![allow(dead_code, reason = "not every test file uses all of them")]

use std::cell::Cell;

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;
use whosaid::text::{OffsetMap, Span, Utf16};

/// An element on the page with some markup; gone when dropped.
pub struct Fixture {
    pub root: Element,
}

/// Puts `html` on the page in a `<div>` with an id of its own, at the top.
pub fn fixture(html: &str) -> Fixture {
    thread_local!(static COUNT: Cell<u32> = const { Cell::new(0) });
    let document = web_sys::window().and_then(|w| w.document()).expect("tests run in a page");
    let root = document.create_element("div").expect("a div can be made");
    root.set_id(&format!("fixture-{}", COUNT.replace(COUNT.get() + 1)));
    root.set_inner_html(html);
    let body = document.body().expect("the page has a body");
    body.insert_before(&root, body.first_child().as_ref()).expect("a div can be added");
    Fixture { root }
}

impl Fixture {
    pub fn find(&self, selector: &str) -> Element {
        self.root
            .query_selector(selector)
            .ok()
            .flatten()
            .unwrap_or_else(|| panic!("{selector} should be on the page"))
    }

    /// The markup with the bounds of text nodes shown: two pages are the same only if their text
    /// nodes are cut alike.
    pub fn structure(&self) -> String {
        let script = js_sys::Function::new_with_args(
            "root",
            "const walk = (n) => n.nodeType === 3 ? '[' + n.data + ']' : n.nodeType !== 1 ? '' : '<' + n.localName + [...n.attributes].map((a) => ' ' + a.name + '=' + a.value).join('') + '>' + [...n.childNodes].map(walk).join('') + '</>';
             return [...root.childNodes].map(walk).join('')",
        );
        script
            .call1(&JsValue::NULL, &self.root)
            .ok()
            .and_then(|s| s.as_string())
            .expect("the script gives a string")
    }
}

impl Drop for Fixture {
    fn drop(&mut self) {
        self.root.remove();
    }
}

/// Runs a function body.
pub fn js(body: &str) -> JsValue {
    js_sys::Function::new_no_args(body)
        .call0(&JsValue::NULL)
        .unwrap_or_else(|error| panic!("{body}: {error:?}"))
}

/// Waits some milliseconds, and for what is due before.
pub async fn later(ms: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let window = web_sys::window().expect("tests run in a page");
        window
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms)
            .expect("a timer can be set");
    });
    JsFuture::from(promise).await.expect("timers don't fail");
}

/// Where `words` first stand in `text`.
pub fn utf16(text: &str, words: &str) -> Span<Utf16> {
    let start = text.find(words).unwrap_or_else(|| panic!("{words:?} should stand in {text:?}"));
    OffsetMap::new(text).convert(Span::new(start as u32, (start + words.len()) as u32))
}
