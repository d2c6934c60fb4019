//! The colours of the article's text and of its background, which a palette is fitted to.

use web_sys::{Element, Window};

use crate::page::css::decimal;
use crate::page::ground::{DARK_CANVAS, background, read, style};
use crate::page::layers::{Colour, Palette};
use crate::page::map::TextMap;
use crate::text::Span;

/// Least contrast between text and background (1 to 21) that is believed. Pages are readable, so
/// where less is found one of the two was read wrongly: a picture may lie behind the text.
const IMPLAUSIBLE: f32 = 1.6;

/// Share of a letter's box, from its top, above the baseline: it is about the same in all usual
/// types.
const ASCENT: f32 = 0.82;
/// Thickness of a line below the text, in CSS pixels.
const LINE: f32 = 2.0;

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
    let room = room(&window, map, &sample).unwrap_or(u8::MAX);
    if text.contrast(background) < IMPLAUSIBLE {
        let opposite = if text.luminance() > 0.5 { DARK_CANVAS } else { Colour::WHITE };
        return Palette::new(opposite, text, link).with_room(room);
    }
    Palette::new(background, text, link).with_room(room)
}

/// The distance from the baseline at which a line is not covered by what lies under the next line
/// of text, in hundredths of the type's size.
fn room(window: &Window, map: &TextMap, sample: &Element) -> Option<u8> {
    let style = style(window, sample)?;
    let pixels =
        |property: &str| decimal(style.get_property_value(property).ok()?.strip_suffix("px")?);
    let middle = map.len() / 2;
    let piece = *map.pieces(Span::new(middle, (middle + 40).min(map.len()))).first()?;
    let letter = map.node(piece.node).owner_document()?.create_range().ok()?;
    letter.set_start(map.node(piece.node), piece.start).ok()?;
    letter.set_end(map.node(piece.node), piece.start + 1).ok()?;
    let tall = letter.get_client_rects()?.item(0)?.height() as f32;
    // `normal` lines stand as close as their letters' boxes.
    let pitch = pixels("line-height").unwrap_or(tall);
    Some(((pitch - ASCENT * tall - LINE) / pixels("font-size")? * 100.0).clamp(0.0, 99.0) as u8)
}
