//! The colours of the article's text and of its background, which a palette is fitted to.

use web_sys::{CssStyleDeclaration, Element, Window};

use crate::page::layers::{Colour, Palette};
use crate::page::map::TextMap;
use crate::text::Span;

/// The background of a dark colour scheme where the page sets none, as browsers paint it.
const DARK_CANVAS: Colour = Colour::hex(0x121212);

/// Least contrast between text and background (1 to 21) that is believed. Pages are readable, so
/// where less is found one of the two was read wrongly: a picture may lie behind the text.
const IMPLAUSIBLE: f32 = 1.6;

/// The palette for the text in the middle of `map`, its background, and the first link in
/// `article`.
pub fn backdrop(article: &Element, map: &TextMap) -> Palette {
    let fallback = Palette::new(Colour::WHITE, Colour::BLACK, None);
    let Some(window) = web_sys::window() else { return fallback };
    let middle = map.len() / 2;
    let sample = map
        .pieces(Span::new(middle, (middle + 40).min(map.len())))
        .first()
        .and_then(|p| map.node(p.node).parent_element());
    let sample = sample.unwrap_or_else(|| article.clone());
    let colour =
        |element: &Element| style(&window, element).and_then(|s| read(&s, "color")).map(|(c, _)| c);
    let text = colour(&sample).unwrap_or(Colour::BLACK);
    let link = article.query_selector("p a[href]").ok().flatten().and_then(|a| colour(&a));
    let background = background(&window, &sample);
    if text.contrast(background) < IMPLAUSIBLE {
        let opposite = if text.luminance() > 0.5 { DARK_CANVAS } else { Colour::WHITE };
        return Palette::new(opposite, text, link);
    }
    Palette::new(background, text, link)
}

/// The colour behind `element`: its background and those of the elements around it, over the
/// canvas.
fn background(window: &Window, element: &Element) -> Colour {
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
fn shadow_host(element: &Element) -> Option<Element> {
    let root = element.get_root_node();
    let host = js_sys::Reflect::get(&root, &"host".into()).ok()?;
    wasm_bindgen::JsCast::dyn_into::<Element>(host).ok()
}

/// The colour on which a page without any background is painted.
fn canvas(window: &Window) -> Colour {
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

fn style(window: &Window, element: &Element) -> Option<CssStyleDeclaration> {
    window.get_computed_style(element).ok().flatten()
}

fn read(style: &CssStyleDeclaration, property: &str) -> Option<(Colour, f32)> {
    Colour::parse(&style.get_property_value(property).ok()?)
}
