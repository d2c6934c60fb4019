//! A widget on a fixture, and helpers that point at it and read its paint.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, MouseEvent, MouseEventInit};
use whosaid::page::TextMap;
use whosaid::widget::{self, Handle};

use super::{Fixture, fixture, js, utf16};

/// The body of [`Widget::mutate`]'s script.
const CHANGE_PAGE: &str = include_str!("change_page.js");

/// The script's function that gives the words under marks.
pub const MARKED: &str = include_str!("marked.js");

/// A short story: one direct quotation, two reported ones, a feeling, a link.
pub const STORY: &str = "<h1>Talks resume</h1><p>By Jo Writer</p>\
    <p>“We will win,” Ann Lee said on Friday in Paris. The minister, Bob Stone, said that \
    <a href='#x'>taxes</a> would rise in May.</p>\
    <p>Lee said she was <em>glad</em> about it. She added that Stone had agreed.</p>";

/// [`STORY`] `copies` times, each of another day: a text that stands twice on a page is read once.
pub fn long_story(copies: usize) -> String {
    (0..copies).map(|day| STORY.replace("on Friday", &format!("on day {day}"))).collect()
}

/// A widget on a fixture, with a shadow root for its panel beside it.
pub struct Widget {
    pub page: Fixture,
    pub panel: Element,
    pub handle: Rc<Handle>,
    ledger: JsValue,
}

/// Annotates an element with this markup; `options` are written as in JavaScript.
pub fn annotate(html: &str, options: &str) -> Widget {
    try_annotate(html, options).unwrap_or_else(|error| panic!("annotate should work: {error:?}"))
}

/// The same as [`annotate`], but gives the error where that is refused.
pub fn try_annotate(html: &str, options: &str) -> Result<Widget, JsValue> {
    annotate_fixture(fixture(html), options)
}

/// Annotates an element that is made already.
pub fn annotate_fixture(page: Fixture, options: &str) -> Result<Widget, JsValue> {
    let panel = js("const host = document.createElement('div');
         document.body.append(host);
         const root = document.createElement('div');
         host.attachShadow({mode: 'open'}).append(root);
         return root")
    .unchecked_into::<Element>();
    let ledger = js("globalThis.__id = (globalThis.__id ?? 0) + 1;
         return {
             id: globalThis.__id, highlights: new Set(), sheets: new Map()
         }");
    let target = page.root.clone().into();
    let handle = widget::annotate(
        page.root.clone(),
        panel.clone(),
        target,
        &ledger,
        &js(&format!("return ({options})")),
    )?;
    Ok(Widget { page, panel, handle: Rc::new(handle), ledger })
}

impl Widget {
    /// Runs change_page.js on the page; gives how many ranges were checked.
    pub async fn mutate(&self, seed: u32, count: u32) -> u32 {
        let (one, other) = (self.handle.clone(), self.handle.clone());
        let text = Closure::<dyn Fn() -> String>::new(move || one.text());
        let analysis = Closure::<dyn Fn() -> JsValue>::new(move || {
            other.analysis().unwrap_or_else(|_| panic!("there is an analysis"))
        });
        let body = format!("const count = {count}, id = {}; {MARKED} {CHANGE_PAGE}", self.id());
        let script = js_sys::Function::new_with_args(
            "root, shadow, textOf, analysisOf, seed",
            &format!("return (async () => {{ {body} }})()"),
        );
        let args = js_sys::Array::of5(
            &self.page.root,
            &self.panel.get_root_node(),
            text.as_ref(),
            analysis.as_ref(),
            &seed.into(),
        );
        let promise = script
            .apply(&JsValue::NULL, &args)
            .expect("the script starts")
            .unchecked_into::<js_sys::Promise>();
        let checked = JsFuture::from(promise).await.unwrap_or_else(|error| panic!("{error:?}"));
        checked.as_f64().expect("the script gives a number") as u32
    }

    /// Its number, which is in the names of its highlights.
    pub fn id(&self) -> u32 {
        js_sys::Reflect::get(&self.ledger, &"id".into())
            .ok()
            .and_then(|id| id.as_f64())
            .expect("the ledger has an id") as u32
    }

    /// A line `layer:words` for each painted range, in order of the layers.
    pub fn painted(&self) -> String {
        let id = self.id();
        let script = format!(
            "const highlights = [...CSS.highlights]
                 .filter(([name]) => name.startsWith('whosaid-{id}-'))
                 .flatMap(([name, highlight]) => [...highlight].map((range) => {{
                     const {{ startContainer, startOffset, endOffset }} = range;
                     const words = startContainer.data.slice(startOffset, endOffset);
                     return name.replace('whosaid-{id}-', '') + ':' + words;
                 }}));
             {MARKED}
             const shadows = [...root.querySelectorAll('x-story')]
                 .map((host) => host.shadowRoot ?? host);
             const marks = marked(shadow, [root, ...shadows]).map((run) => run.join(':'));
             const layer = (line) => line.split(':')[0];
             return highlights.concat(marks)
                 .sort((a, b) => layer(a) < layer(b) ? -1 : layer(a) > layer(b) ? 1 : 0)
                 .join('\\n')"
        );
        js_sys::Function::new_with_args("root, shadow", &script)
            .call2(&JsValue::NULL, &self.page.root, &self.panel.get_root_node())
            .ok()
            .and_then(|painted| painted.as_string())
            .expect("the script gives a string")
    }

    /// The words painted in the layers of a stroke, whatever the hue.
    pub fn words(&self, stroke: &str) -> Vec<String> {
        let prefix = format!("{stroke}-");
        self.painted()
            .lines()
            .filter(|l| l.starts_with(&prefix))
            .filter_map(|l| l.split_once(':'))
            .map(|(_, words)| words.to_owned())
            .collect()
    }

    /// The middle of the first occurrence of some words.
    pub fn middle(&self, words: &str) -> (f64, f64) {
        let map = TextMap::read(&self.page.root);
        let place = map
            .range(utf16(map.text(), words))
            .expect("the words stand on the page")
            .get_bounding_client_rect();
        (place.left() + place.width() / 2.0, place.top() + place.height() / 2.0)
    }

    /// Clicks in the middle of the first occurrence of some words.
    pub fn click(&self, words: &str) {
        let (x, y) = self.middle(words);
        self.click_at(x, y);
    }

    /// Sends a pointer event there; `pointerleave` goes to the article itself.
    pub fn point(&self, event: &str, words: &str) {
        let (x, y) = self.middle(words);
        let id = self.page.root.id();
        let target = if event == "pointerleave" {
            format!("document.getElementById('{id}')")
        } else {
            format!("document.elementFromPoint({x}, {y})")
        };
        js(&format!(
            "const at = {{bubbles: true, clientX: {x}, clientY: {y}}};
             {target}.dispatchEvent(new PointerEvent('{event}', at))"
        ));
    }

    /// Clicks at this point of the viewport, in CSS pixels.
    pub fn click_at(&self, x: f64, y: f64) {
        let document = self.page.root.owner_document().expect("the fixture is in a document");
        let target =
            document.element_from_point(x as f32, y as f32).expect("something stands there");
        let init = MouseEventInit::new();
        init.set_bubbles(true);
        init.set_cancelable(true);
        init.set_detail(1);
        init.set_client_x(x as i32);
        init.set_client_y(y as i32);
        let event = MouseEvent::new_with_mouse_event_init_dict("click", &init)
            .expect("a click can be made");
        target.dispatch_event(&event).expect("a click can be dispatched");
    }
}

impl Drop for Widget {
    fn drop(&mut self) {
        self.handle.destroy();
        if let Ok(root) = self.panel.get_root_node().dyn_into::<web_sys::ShadowRoot>() {
            root.host().remove();
        }
    }
}

/// The details of events of this name that reach an element, as JSON.
pub fn listen(element: &Element, name: &'static str) -> (Rc<RefCell<Vec<String>>>, EventListener) {
    let heard: Rc<RefCell<Vec<String>>> = Rc::default();
    let keep = heard.clone();
    let listener = EventListener::new(element, name, move |event| {
        let detail = event
            .dyn_ref::<web_sys::CustomEvent>()
            .map(web_sys::CustomEvent::detail)
            .unwrap_or_default();
        keep.borrow_mut()
            .push(js_sys::JSON::stringify(&detail).map(String::from).unwrap_or_default());
    });
    (heard, listener)
}
