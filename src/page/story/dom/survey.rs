//! Surveying a page element: from the DOM to an [`Outline`].
//!
//! Takes an element; gives its outline, and the element behind each number in it; promises not to
//! touch the DOM, not to recurse, and not to ask for computed styles, which cost much (but see
//! [`Unrendered`]): text that only a style sheet hides is left to the text map.

use js_sys::JsString;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{CssStyleDeclaration, Element, Node};

use crate::page::story::outline::{Markup, Outline, OutlineWriter};
use crate::page::tree::{Children, is_initial};
use crate::turns::Pace;

#[wasm_bindgen]
extern "C" {
    /// An element with `checkVisibility`, which browsers before 2024 lack.
    #[wasm_bindgen(extends = Element)]
    type Surveyed;
    #[wasm_bindgen(method, catch, structural, js_name = checkVisibility)]
    fn check_visibility(this: &Surveyed) -> Result<bool, JsValue>;
    /// Its name is a text of the browser's, so that it is not copied for each element.
    #[wasm_bindgen(method, structural, js_name = getAttribute)]
    fn attribute(this: &Surveyed, name: &JsString) -> JsValue;
}

/// Attributes that are read of every element.
#[derive(Clone, Copy)]
enum Attribute {
    AriaHidden,
    Class,
    Id,
    Property,
    Role,
}

/// Their names, in the order of [`Attribute`].
const NAMES: [&str; 5] = ["aria-hidden", "class", "id", "itemprop", "role"];

/// Cost of one node in units of [`Pace`]: as much work as reading this many tokens of a text.
const NODE: usize = 8;

/// How a survey treats elements that are not rendered.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::page) enum Unrendered {
    /// Elements that style sheets hide are kept.
    Kept,
    /// Elements that are not rendered are left out. The browser has to work out the page's styles.
    LeftOut,
}

/// An outline and its elements.
pub(in crate::page) struct Survey {
    outline: Outline,
    /// By number in the outline.
    elements: Vec<Element>,
}

impl Survey {
    /// Surveys `root` and all elements in it.
    pub async fn of(root: &Element, unrendered: Unrendered) -> Survey {
        let mut pace = Pace::default();
        let names = NAMES.map(JsString::from);
        let mut outline = OutlineWriter::default();
        let mut elements = Vec::new();
        outline.open(Markup { tag: "body", ..Markup::default() });
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
                    let attribute = |name: Attribute| {
                        element.unchecked_ref::<Surveyed>().attribute(&names[name as usize])
                    };
                    let attribute = |name| attribute(name).as_string().unwrap_or_default();
                    if open(&mut outline, (&element, &tag), attribute, unrendered) {
                        stack.push(Children::of(&element, &tag));
                    } else {
                        outline.close();
                    }
                    elements.push(element);
                }
                _ => {}
            }
        }
        Survey { outline: outline.finish(), elements }
    }
}

/// Opens an element with these attributes in the outline; false if its content does not matter.
fn open(
    outline: &mut OutlineWriter,
    (element, tag): (&Element, &str),
    attribute: impl Fn(Attribute) -> String,
    unrendered: Unrendered,
) -> bool {
    let mut names = attribute(Attribute::Class);
    let id = attribute(Attribute::Id);
    // The tag of a custom element is a name that its author chose too.
    for more in [id.as_str(), if tag.contains('-') { tag } else { "" }] {
        if !more.is_empty() {
            names.push(' ');
            names.push_str(more);
        }
    }
    // `checkVisibility` calls an element without a box of its own invisible, even where its
    // children are shown in its place.
    let contents = || {
        style(element).is_some_and(|style| {
            style.get_property_value("display").is_ok_and(|display| display == "contents")
        })
    };
    let unseen = || {
        matches!(element.unchecked_ref::<Surveyed>().check_visibility(), Ok(false)) && !contents()
    };
    let hidden = attribute(Attribute::AriaHidden) == "true" && !is_initial(element, tag)
        || unrendered == Unrendered::LeftOut && unseen();
    outline.open(Markup {
        tag,
        names: &names,
        role: &attribute(Attribute::Role),
        property: &attribute(Attribute::Property),
        hidden,
    })
}

impl Survey {
    /// The outermost elements that are not part of the story.
    pub fn excluded(&self) -> js_sys::Set {
        let excluded = js_sys::Set::new(&JsValue::UNDEFINED);
        for index in self.outline.outermost_excluded() {
            excluded.add(&self.elements[index]);
        }
        excluded
    }

    /// The element that holds the story.
    pub fn story(&self) -> &Element {
        &self.elements[self.outline.story()]
    }

    /// Number of characters of the story, without white space and excluded elements.
    pub fn chars(&self) -> u32 {
        self.outline.chars(self.outline.story())
    }
}

fn style(element: &Element) -> Option<CssStyleDeclaration> {
    web_sys::window()?.get_computed_style(element).ok().flatten()
}
