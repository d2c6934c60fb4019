//! The page's nodes as they are rendered, with the content of open shadow roots and slots.
//!
//! Takes a node; gives the children that are rendered in it, in order; promises nothing of closed
//! shadow roots, which scripts cannot see into.

use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{Element, Node, ShadowRoot};

use crate::lexicon::lists::page::INITIAL_ELEMENTS;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Element)]
    type Slot;
    #[wasm_bindgen(method, structural, js_name = assignedNodes)]
    fn assigned_nodes(this: &Slot) -> js_sys::Array;
}

/// The children of an element that are rendered, in order.
pub(super) enum Children {
    Siblings(Option<Node>),
    Slotted(js_sys::Array, u32),
}

impl Children {
    /// The children of `element`, whose local name is `tag`.
    pub fn of(element: &Element, tag: &str) -> Children {
        if let Some(shadow) = element.shadow_root() {
            return Children::Siblings(shadow.first_child());
        }
        if tag == "slot" {
            let assigned = element.unchecked_ref::<Slot>().assigned_nodes();
            if assigned.length() > 0 {
                return Children::Slotted(assigned, 0);
            }
        }
        Children::Siblings(element.first_child())
    }
}

impl Iterator for Children {
    type Item = Node;

    fn next(&mut self) -> Option<Node> {
        match self {
            Children::Siblings(next) => {
                let node = next.take()?;
                *next = node.next_sibling();
                Some(node)
            }
            Children::Slotted(nodes, at) => {
                let node = nodes.get(*at).dyn_into().ok()?;
                *at += 1;
                Some(node)
            }
        }
    }
}

/// Calls `found` with every text node in `node` (or with `node`, if it is one), rendered or not,
/// in shadow roots too.
pub fn texts_in(node: &Node, found: &mut impl FnMut(&Node)) {
    let mut stack = vec![node.clone()];
    while let Some(node) = stack.pop() {
        match node.node_type() {
            Node::TEXT_NODE | Node::CDATA_SECTION_NODE => found(&node),
            Node::ELEMENT_NODE => {
                stack.extend(
                    node.unchecked_ref::<Element>()
                        .shadow_root()
                        .and_then(|shadow| shadow.first_child())
                        .map(siblings)
                        .into_iter()
                        .flatten(),
                );
                stack.extend(node.first_child().map(siblings).into_iter().flatten());
            }
            _ => {}
        }
    }
}

fn siblings(first: Node) -> impl Iterator<Item = Node> {
    Children::Siblings(Some(first))
}

/// True if `node` stands in `ancestor` or in a shadow root within it.
pub fn stands_in(node: &Node, ancestor: &Node) -> bool {
    let mut at = node.clone();
    loop {
        if ancestor.contains(Some(&at)) {
            return true;
        }
        match at.get_root_node().dyn_into::<ShadowRoot>() {
            Ok(shadow) => at = shadow.host().into(),
            Err(_) => return false,
        }
    }
}

/// True if `element`, whose local name is `name`, holds the first letter of a word alone, as
/// designers and their scripts make initials.
pub(super) fn is_initial(element: &Element, name: &str) -> bool {
    INITIAL_ELEMENTS.contains(&name)
        && element.text_content().is_some_and(|text| {
            let letters = text.trim().trim_start_matches(['“', '"', '‘', '\'']);
            letters.chars().count() == 1 && letters.starts_with(char::is_alphabetic)
        })
}
