//! Pages whose scripts have redefined what the widget uses, each in one way: the widget works or
//! says why not, in one message, and the page stays as it was.

mod common;
mod named;

use common::HEAD;
use named::paragraphs;
use pages::{Page, Reply, site};
use serde_json::{Value, json};

/// A script's functions for redefinitions.
const HELPERS: &str = "
  const refuse = () => { throw new Error('the page refuses'); };
  const give = (value) => function () { return value; };
  const method = (owner, name, made) => { owner[name] = made; };
  const getter = (owner, name, get) =>
    Object.defineProperty(owner, name, { get, configurable: true });";

/// A script that keeps in the attribute `data-said` of the body that the widget has said something.
const NOTING: &str = "
  const { apply } = Reflect, body = document.body, { setAttribute } = body;
  const note = (name) => apply(setAttribute, body, ['data-said', name]);
  for (const name of ['ready', 'error'])
    document.addEventListener('whosaid:' + name, () => note(name));";

/// A script that waits until the widget has said something, in an event, a panel or a message; it
/// takes the widget away and gives the beginning of that, and whether the story is as it was.
const LOOK: &str = "
  const [widget] = document.getElementsByTagName('who-said');
  const story = document.querySelector('#the-story');
  const before = story.outerHTML;
  const said = () => document.body.dataset.said || widget.shadowRoot?.textContent;
  const begun = Date.now();
  while (!said() && Date.now() - begun < 20_000) await new Promise((go) => setTimeout(go, 20));
  const found = said();
  widget.remove();
  await new Promise((go) => setTimeout(go, 50));
  return [found?.slice(0, 200) ?? 'nothing', story.outerHTML === before, Date.now() - begun];";

/// Milliseconds by which a redefinition may delay what the widget says.
const DELAY: u64 = 1000;
/// How often a page is tried before it counts as late: other programs may delay any try.
const TRIES: usize = 3;

/// Redefinitions: functions that throw, that give values of wrong kinds, and properties that do.
const REDEFINITIONS: [&str; 54] = [
    "method(Array, 'from', refuse)",
    "method(Array, 'isArray', give(true))",
    "method(Array.prototype, Symbol.iterator, refuse)",
    "method(Array.prototype, 'push', give(0))",
    "method(CSS.highlights, 'set', refuse)",
    "method(CSSStyleDeclaration.prototype, 'getPropertyValue', refuse)",
    "method(CSSStyleDeclaration.prototype, 'getPropertyValue', give({}))",
    "method(CSSStyleSheet.prototype, 'replaceSync', refuse)",
    "method(Document.prototype, 'createElement', give(null))",
    "method(Document.prototype, 'createElement', refuse)",
    "method(Document.prototype, 'createRange', give({}))",
    "method(Document.prototype, 'createTextNode', give(document))",
    "method(Document.prototype, 'querySelector', give('an element'))",
    "method(Element.prototype, 'attachShadow', refuse)",
    "method(Element.prototype, 'getAttribute', give({ length: 1e9 }))",
    "method(Element.prototype, 'getBoundingClientRect', give({}))",
    "method(Element.prototype, 'querySelectorAll', give({ length: 3 }))",
    "method(Element.prototype, 'setAttribute', refuse)",
    "method(EventTarget.prototype, 'addEventListener', refuse)",
    "method(EventTarget.prototype, 'dispatchEvent', give(true))",
    "method(Function.prototype, 'bind', give(null))",
    "method(Function.prototype, 'call', refuse)",
    "method(globalThis, 'getComputedStyle', give({}))",
    "method(globalThis, 'Highlight', give({}))",
    "method(globalThis, 'IntersectionObserver', refuse)",
    "method(globalThis, 'matchMedia', give(null))",
    "method(globalThis, 'MutationObserver', refuse)",
    "method(globalThis, 'Promise', refuse)",
    "method(globalThis, 'setTimeout', refuse)",
    "method(JSON, 'stringify', give({}))",
    "method(Map.prototype, 'get', give(1))",
    "method(Node.prototype, 'appendChild', refuse)",
    "method(Node.prototype, 'insertBefore', refuse)",
    "method(Object, 'defineProperty', refuse)",
    "method(Object, 'getOwnPropertyDescriptor', refuse)",
    "method(Object, 'getOwnPropertyDescriptor', give(undefined))",
    "method(Object, 'getPrototypeOf', refuse)",
    "method(Object, 'getPrototypeOf', give(null))",
    "method(Object, 'getPrototypeOf', give({}))",
    "method(Object, 'hasOwn', refuse)",
    "method(Promise.prototype, 'then', refuse)",
    "method(Range.prototype, 'getClientRects', give({ length: 1e9 }))",
    "method(Reflect, 'apply', refuse)",
    "method(Reflect, 'apply', give(null))",
    "method(Reflect, 'get', refuse)",
    "method(Reflect, 'get', give(undefined))",
    "method(Reflect, 'get', give({}))",
    "method(Reflect, 'set', give(false))",
    "method(TextDecoder.prototype, 'decode', give({}))",
    "method(WebAssembly, 'instantiateStreaming', give({}))",
    "getter(Element.prototype, 'localName', give({ length: 1e9 }))",
    "getter(Node.prototype, 'firstChild', give({}))",
    "getter(Node.prototype, 'nodeType', give({}))",
    "getter(Node.prototype, 'textContent', give({ length: 1e9 }))",
];

/// What the widget says on a page with a redefinition: its words or none, whether the story is as
/// it was, and milliseconds.
fn said(page: &Page, redefinition: &str) -> (Value, Value, u64) {
    let story = format!("<article id=the-story>{}</article>", paragraphs(""));
    let html = format!(
        "{HEAD}{story}<script>{NOTING}{HELPERS} {redefinition};</script>
         <script type=module src=./whosaid.js></script>
         <who-said for='#the-story' open></who-said></body></html>"
    );
    let server = site().reply("/", Reply::html(html)).start();
    page.go(&server.address()).unwrap();
    let seen = page.script_apart(LOOK, &[]).unwrap();
    println!("{redefinition}: {seen}");
    (seen[0].clone(), seen[1].clone(), seen[2].as_u64().unwrap())
}

#[test]
fn page_with_redefined_functions_gets_the_widget_or_one_message() {
    let page = Page::blank().unwrap();
    let (mut silent, mut late) = (Vec::new(), Vec::new());
    for redefinition in REDEFINITIONS {
        let (words, story, _) = said(&page, redefinition);
        let words = words.as_str().unwrap_or_default();
        let is_clear = ["ready", "error"].contains(&words) || words.starts_with("Whosaid");
        if !is_clear || story != json!(true) {
            silent.push(redefinition);
            continue;
        }
        // As fast as without it, give or take: both are tried, as the machine may be busy.
        let mut tries =
            (0..TRIES).map(|_| said(&page, redefinition).2 <= said(&page, ";").2 + DELAY);
        if !tries.any(|in_time| in_time) {
            late.push(redefinition);
        }
    }
    assert!(silent.is_empty(), "silent or unclear: {silent:#?}");
    assert!(late.is_empty(), "late: {late:#?}");
}
