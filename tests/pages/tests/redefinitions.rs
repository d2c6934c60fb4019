//! Pages whose scripts have redefined what the widget uses, each in one way: the widget works or
//! says why not, in one message, and the page stays as it was.

mod common;
mod named;

use common::HEAD;
use named::paragraphs;
use pages::{Page, Reply, site};
use serde_json::json;

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
  return [found?.slice(0, 200) ?? 'nothing', story.outerHTML === before];";

/// Redefinitions: functions that throw, that give values of wrong kinds, and properties that do.
const REDEFINITIONS: [&str; 40] = [
    "method(Array, 'from', refuse)",
    "method(Array, 'isArray', give(true))",
    "method(Array.prototype, Symbol.iterator, refuse)",
    "method(Array.prototype, 'push', give(0))",
    "method(CSS.highlights, 'set', refuse)",
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
    "method(Promise.prototype, 'then', refuse)",
    "method(Reflect, 'set', give(false))",
    "method(TextDecoder.prototype, 'decode', give({}))",
    "method(WebAssembly, 'instantiateStreaming', give({}))",
    "getter(Element.prototype, 'localName', give({ length: 1e9 }))",
    "getter(Node.prototype, 'firstChild', give({}))",
    "getter(Node.prototype, 'nodeType', give({}))",
    "getter(Node.prototype, 'textContent', give({ length: 1e9 }))",
];

#[test]
fn page_with_redefined_functions_gets_the_widget_or_one_message() {
    let page = Page::blank().unwrap();
    let mut silent = Vec::new();
    for redefinition in REDEFINITIONS {
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
        if seen[0] == json!("nothing") || seen[1] != json!(true) {
            silent.push(redefinition);
        }
    }
    assert!(silent.is_empty(), "{silent:#?}");
}
