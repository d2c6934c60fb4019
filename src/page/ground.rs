//! The colours behind an element of the page.
//!
//! Takes an element; gives the colour that its background and those around it make on the canvas;
//! promises to say nothing of what a picture shows.

use wasm_bindgen::JsCast;
use web_sys::{CssStyleDeclaration, Element, Window};

use crate::page::layers::Colour;
use crate::page::style::{Property, Styles};

/// The background of a dark colour scheme where the page sets none, as browsers paint it.
pub(super) const DARK_CANVAS: Colour = Colour::hex(0x121212);

/// Least opacity of a box through which nothing shows.
pub(super) const OPAQUE: f32 = 0.9;

/// Least contrast, from 1 to 21, between colours that readers tell apart.
pub(super) const ALIKE: f32 = 1.2;

/// The colour behind `element`: its background and those of the elements around it, over the
/// canvas.
pub(super) fn background(window: &Window, element: &Element) -> Colour {
    let mut layers = Vec::new();
    let mut at = Some(element.clone());
    while let Some(element) = at {
        if let Some((colour, alpha)) = style(window, &element)
            .and_then(|s| read(&s, "background-color"))
            .filter(|(_, alpha)| *alpha > 0.0)
        {
            layers.push((colour, alpha));
            if alpha >= 1.0 {
                break;
            }
        }
        at = element.parent_element().or_else(|| shadow_host(&element));
    }
    layers.into_iter().rev().fold(canvas(window), |below, (colour, alpha)| below.mix(colour, alpha))
}

/// The element that hosts the shadow root in which `element` stands at the top.
pub(super) fn shadow_host(element: &Element) -> Option<Element> {
    let root = element.get_root_node();
    let host = js_sys::Reflect::get(&root, &"host".into()).ok()?;
    host.dyn_into().ok()
}

/// The colour on which a page without any background is painted.
pub(super) fn canvas(window: &Window) -> Colour {
    let root = window.document().and_then(|d| d.document_element());
    let scheme = root
        .and_then(|r| style(window, &r))
        .and_then(|s| s.get_property_value("color-scheme").ok())
        .unwrap_or_default();
    let prefers_dark = window
        .match_media("(prefers-color-scheme: dark)")
        .ok()
        .flatten()
        .is_some_and(|m| m.matches());
    let dark = scheme.contains("dark") && (prefers_dark || !scheme.contains("light"));
    if dark { DARK_CANVAS } else { Colour::WHITE }
}

/// The computed style of `element`.
pub(super) fn style(window: &Window, element: &Element) -> Option<CssStyleDeclaration> {
    window.get_computed_style(element).ok().flatten()
}

/// The colour that a property of a style holds, and its opacity.
pub(super) fn read(style: &CssStyleDeclaration, property: &str) -> Option<(Colour, f32)> {
    Colour::parse(&style.get_property_value(property).ok()?)
}

/// The colour of an element without a background, as browsers write it.
const TRANSPARENT: &str = "rgba(0, 0, 0, 0)";

/// The background of an element.
pub(super) struct Ground {
    /// The colour behind its text; `None` where that is a picture or unknown.
    pub colour: Option<Colour>,
    /// True if nothing shows through it.
    pub opaque: bool,
    /// True if it is painted in the shape of the letters.
    pub in_letters: bool,
}

impl Ground {
    /// The background of an element of this style, which stands on `below`.
    pub fn of(below: Option<Colour>, styles: &Styles, style: &CssStyleDeclaration) -> Ground {
        let mut ground = Ground { colour: below, opaque: false, in_letters: false };
        let colour = styles.value(style, Property::BackgroundColor);
        let colour = Some(&*colour).filter(|colour| *colour != TRANSPARENT);
        if let Some((colour, alpha)) = colour.and_then(Colour::parse) {
            ground.opaque = alpha > OPAQUE;
            ground.colour = if ground.opaque {
                Some(colour)
            } else {
                below.map(|below| below.mix(colour, alpha))
            };
        }
        let picture = styles.value(style, Property::BackgroundImage);
        if matches!(&*picture, "none" | "") {
            return ground;
        }
        if value(style, "background-clip").contains("text") {
            return Ground { colour: below, opaque: false, in_letters: true };
        }
        // A gradient between colours that are all alike is a ground of that colour.
        let is_file = picture.contains("url(");
        let colours = || Colour::all_in(&picture);
        let first = colours().next().filter(|_| !is_file);
        let plain = first.filter(|(first, _)| {
            colours().all(|(other, alpha)| alpha > OPAQUE && other.contrast(*first) < ALIKE)
        });
        ground.opaque |= is_file || plain.is_some();
        ground.colour = plain.map(|(colour, _)| colour);
        ground
    }
}

/// The colour behind `root`; `None` where that is a picture.
pub(super) fn ground_around(window: &Window, styles: &Styles, root: &Element) -> Option<Colour> {
    let above = |element: &Element| element.parent_element().or_else(|| shadow_host(element));
    let around: Vec<Element> = std::iter::successors(above(root), above).collect();
    let mut colour = Some(canvas(window));
    for style in around.iter().rev().filter_map(|element| styles.of(element)) {
        colour = Ground::of(colour, styles, &style).colour;
    }
    colour
}

/// The value of a property of a style, empty where there is none.
pub(super) fn value(style: &CssStyleDeclaration, name: &str) -> String {
    style.get_property_value(name).unwrap_or_default()
}
