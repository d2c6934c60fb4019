//! The colours of the article's text and of its background, which a palette is fitted to.

use web_sys::Element;

use crate::page::ground::{DARK_CANVAS, background, read, style};
use crate::page::layers::{Colour, Palette};
use crate::page::map::TextMap;
use crate::text::Span;

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
