//! From the page to its [`Outline`].
//!
//! Takes an element; gives its outline, and the element that each number in it stands for; promises
//! not to touch the DOM, not to recurse, and not to ask for styles (which is dear): what only a
//! style sheet hides is left to the text map.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{CssStyleDeclaration, Element, Node};

use crate::page::story::outline::{Judged, Look, Outline};
use crate::page::tree::{Children, is_initial};
use crate::turns::Pace;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Element)]
    type Seen;
    /// Not in browsers before 2024.
    #[wasm_bindgen(method, catch, structural, js_name = checkVisibility)]
    fn check_visibility(this: &Seen) -> Result<bool, JsValue>;
}

/// To survey a node is as much work as to read so many tokens of a text.
const NODE: usize = 8;

/// An outline and its elements.
pub(in crate::page) struct Survey {
    judged: Judged,
    /// By number in the outline.
    elements: Vec<Element>,
}

impl Survey {
    /// Surveys `root` and what is in it. With `seen`, what is not rendered is left out; that makes
    /// the browser work out the page's styles.
    pub async fn of(root: &Element, seen: bool) -> Survey {
        let mut pace = Pace::default();
        let mut outline = Outline::default();
        let mut elements = Vec::new();
        outline.open(Look { tag: "body", ..Look::default() });
        elements.push(root.clone());
        let mut stack = vec![Children::of(root, &root.local_name())];
        loop {
            pace.spend(NODE).await;
            let Some(children) = stack.last_mut() else { break };
            let Some(node) = children.next() else {
                stack.pop();
                outline.close();
                continue;
            };
            match node.node_type() {
                Node::TEXT_NODE | Node::CDATA_SECTION_NODE => {
                    outline.text(&node.node_value().unwrap_or_default())
                }
                Node::ELEMENT_NODE => {
                    let element: Element = node.unchecked_into();
                    let tag = element.local_name();
                    if open(&mut outline, &element, &tag, seen) {
                        stack.push(Children::of(&element, &tag));
                    } else {
                        outline.close();
                    }
                    elements.push(element);
                }
                _ => {}
            }
        }
        Survey { judged: outline.judged(), elements }
    }
}

fn open(outline: &mut Outline, element: &Element, tag: &str, seen: bool) -> bool {
    let attribute = |name: &str| element.get_attribute(name).unwrap_or_default();
    let mut names = attribute("class");
    let id = attribute("id");
    // A custom element's tag is a name of its author's too.
    for more in [id.as_str(), if tag.contains('-') { tag } else { "" }] {
        if !more.is_empty() {
            names.push(' ');
            names.push_str(more);
        }
    }
    // What has no box of its own, as its children stand in its place, counts as not visible too.
    let contents = || {
        style(element).is_some_and(|style| {
            style.get_property_value("display").is_ok_and(|display| display == "contents")
        })
    };
    let unseen =
        || matches!(element.unchecked_ref::<Seen>().check_visibility(), Ok(false)) && !contents();
    let hidden =
        attribute("aria-hidden") == "true" && !is_initial(element, tag) || seen && unseen();
    outline.open(Look {
        tag,
        names: &names,
        role: &attribute("role"),
        property: &attribute("itemprop"),
        hidden,
    })
}

impl Survey {
    /// The outermost elements that stand apart from the story.
    pub fn apart(&self) -> js_sys::Set {
        let apart = js_sys::Set::new(&JsValue::UNDEFINED);
        for index in self.judged.outermost_apart() {
            apart.add(&self.elements[index]);
        }
        apart
    }

    /// The element that holds the story.
    pub fn story(&self) -> &Element {
        &self.elements[self.judged.story()]
    }

    /// How many characters the story has, white space and what stands apart not counted.
    pub fn chars(&self) -> u32 {
        self.judged.chars(self.judged.story())
    }
}

fn style(element: &Element) -> Option<CssStyleDeclaration> {
    web_sys::window()?.get_computed_style(element).ok().flatten()
}
