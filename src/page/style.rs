//! Computed styles, read often.
//!
//! Takes an element; gives values of its computed style. Promises to copy a value out of the
//! browser only where it has not been seen lately: a page's elements share a few values, and to
//! compare two texts there takes a tenth of the time of a copy.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::JsString;
use wasm_bindgen::prelude::*;
use web_sys::{CssStyleDeclaration, Element, Window};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = CssStyleDeclaration)]
    type Values;
    #[wasm_bindgen(method, catch, structural, js_name = getPropertyValue)]
    fn value(this: &Values, name: &JsString) -> Result<JsValue, JsValue>;
}

/// Number of values that are remembered of each property.
const REMEMBERED: usize = 4;

/// Properties that are read of many elements.
#[derive(Debug, Clone, Copy)]
pub(super) enum Property {
    BackgroundColor,
    BackgroundImage,
    ClipPath,
    ContentVisibility,
    Display,
    Fill,
    Filter,
    Opacity,
    Overflow,
    Position,
    Visibility,
    WhiteSpace,
}

/// Their names, in the order of [`Property`].
const NAMES: [&str; 12] = [
    "background-color",
    "background-image",
    "clip-path",
    "content-visibility",
    "display",
    "-webkit-text-fill-color",
    "filter",
    "opacity",
    "overflow",
    "position",
    "visibility",
    "white-space",
];

/// The values of a property that were seen last, the latest first, in the browser and as copies.
type Seen = Vec<(JsValue, Rc<str>)>;

/// Reads computed styles.
pub(super) struct Styles {
    window: Option<Window>,
    names: [JsString; NAMES.len()],
    seen: RefCell<[Seen; NAMES.len()]>,
}

impl Styles {
    pub fn new() -> Styles {
        let names = NAMES.map(JsString::from);
        Styles { window: web_sys::window(), names, seen: RefCell::default() }
    }

    /// The computed style of `element`.
    pub fn of(&self, element: &Element) -> Option<CssStyleDeclaration> {
        self.window.as_ref()?.get_computed_style(element).ok().flatten()
    }

    /// The computed style of a pseudo-element of `element`.
    pub fn of_pseudo(&self, element: &Element, name: &str) -> Option<CssStyleDeclaration> {
        self.window.as_ref()?.get_computed_style_with_pseudo_elt(element, name).ok().flatten()
    }

    /// The value of a property of a style, empty where there is none.
    pub fn value(&self, style: &CssStyleDeclaration, property: Property) -> Rc<str> {
        let at = property as usize;
        let value = style.unchecked_ref::<Values>().value(&self.names[at]).unwrap_or_default();
        let seen = &mut self.seen.borrow_mut()[at];
        if let Some(known) = seen.iter().position(|(known, _)| *known == value) {
            seen[..=known].rotate_right(1);
        } else {
            seen.truncate(REMEMBERED - 1);
            let copy = value.as_string().unwrap_or_default().into();
            seen.insert(0, (value, copy));
        }
        seen[0].1.clone()
    }
}
