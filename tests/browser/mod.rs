//! Helpers of the browser tests.
#![allow(dead_code, reason = "not every test file uses all of them")]

pub mod widget;

use std::cell::Cell;

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;
use whosaid::text::{OffsetMap, Span, Utf16};

/// An element on the page with some markup; it is removed when dropped.
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
    /// The first element in it that fits `selector`.
    pub fn find(&self, selector: &str) -> Element {
        self.root
            .query_selector(selector)
            .ok()
            .flatten()
            .unwrap_or_else(|| panic!("{selector} should be on the page"))
    }

    /// The markup with each text node in brackets: two fixtures are equal only if their text nodes
    /// are cut alike.
    pub fn structure(&self) -> String {
        let script = js_sys::Function::new_with_args(
            "root",
            "const walk = (node) => {
                 if (node.nodeType === 3) return '[' + node.data + ']';
                 if (node.nodeType !== 1) return '';
                 const attributes = [...node.attributes].map((a) => ' ' + a.name + '=' + a.value);
                 const children = [...node.childNodes].map(walk).join('');
                 return '<' + node.localName + attributes.join('') + '>' + children + '</>';
             };
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

/// Runs the body of a JavaScript function; gives the value that it returns.
pub fn js(body: &str) -> JsValue {
    js_sys::Function::new_no_args(body)
        .call0(&JsValue::NULL)
        .unwrap_or_else(|error| panic!("{body}: {error:?}"))
}

/// Waits `ms` milliseconds; work that is due earlier is done by then.
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
