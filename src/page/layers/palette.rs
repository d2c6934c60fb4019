//! The colours of the layers, fitted to the page that they lie on. No web types.
//!
//! Takes the page's background, text and link colours; gives the colours of every layer and the
//! style sheet that draws them; promises that readable text (4.5:1) stays readable on every tint,
//! and that lines stand out from the background (3:1).

use std::fmt::Write;

use super::colour::Colour;
use super::layer::{Hue, Layer, Stroke};

/// Colours of tints on a light page, by hue, the first speaker's first. The three tables hold the
/// same eight hues, so that all that is drawn of an actor is of one hue; only lightness and
/// saturation differ, by what each is drawn on. The values are the result of a search for colours
/// as different as possible for readers with and without all cones, whose hues lie 25 degrees apart
/// at least. The tests and `colour_blindness.rs` measure the distances.
const TINTS: [Colour; 9] = [
    Colour::hex(0x4958ff), // blue
    Colour::hex(0xfba214), // orange
    Colour::hex(0x74fe71), // green
    Colour::hex(0xd463af), // magenta
    Colour::hex(0x04a5fb), // sky blue
    Colour::hex(0xfb2f4f), // rose
    Colour::hex(0xc8f103), // lime
    Colour::hex(0x9539aa), // violet
    Colour::hex(0xb0b0b0), // grey: everybody else
];

/// Colours of lines on a light page, by hue: lines need more contrast than tints.
const ON_LIGHT: [Colour; 9] = [
    Colour::hex(0x1727d8),
    Colour::hex(0x825308),
    Colour::hex(0x014100),
    Colour::hex(0xb91e87),
    Colour::hex(0x1286c4),
    Colour::hex(0xb76976),
    Colour::hex(0x6f8600),
    Colour::hex(0x6a117f),
    Colour::hex(0x4f4d4a),
];

/// Colours of lines and tints on a dark page, by hue.
const ON_DARK: [Colour; 9] = [
    Colour::hex(0x5a67f8),
    Colour::hex(0xe6991f),
    Colour::hex(0x6bf469),
    Colour::hex(0xbc4696),
    Colour::hex(0x17a3ef),
    Colour::hex(0xec5d73),
    Colour::hex(0x708217),
    Colour::hex(0xf3c0ff),
    Colour::hex(0xb7b5b1),
];

/// The colours of lines, by hue, on a dark ground or a light one.
pub(super) fn line_colours(dark: bool) -> &'static [Colour; 9] {
    if dark { &ON_DARK } else { &ON_LIGHT }
}

/// Least contrast of text on what lies under it (WCAG 2.2, 1.4.3).
pub(super) const TEXT_CONTRAST: f32 = 4.5;

/// Where the page's own text has less contrast than [`TEXT_CONTRAST`], the share of it that must
/// remain on a tint.
const KEPT_CONTRAST: f32 = 0.9;

/// Least contrast of a line with the background (WCAG 2.2, 1.4.11).
pub(super) const LINE_CONTRAST: f32 = 3.0;

/// Share of the background in dimmed text, 0 to 1, where the text can be read with it.
const DIM: f32 = 0.5;

/// Share of the hue in each tint, 0 to 1, before the tint is fitted to the text. The more a reader
/// attends to an item, the larger the share.
const STRENGTH: [(Stroke, f32); 6] = [
    (Stroke::Passage, 0.14),
    (Stroke::Opened, 0.26),
    (Stroke::Faint, 0.12),
    (Stroke::Actor, 0.34),
    (Stroke::Pointed, 0.42),
    (Stroke::Chosen, 0.55),
];

/// Style and thickness of lines; those of the selected attribution are thick.
const LINES: [(Stroke, &str, &str); 6] = [
    (Stroke::Quoted, "solid", "2px"),
    (Stroke::Reported, "dashed", "1.5px"),
    (Stroke::Attitude, "dotted", "2px"),
    (Stroke::QuotedHere, "solid", "4px"),
    (Stroke::ReportedHere, "dashed", "4px"),
    (Stroke::AttitudeHere, "dotted", "4px"),
];

/// Distance of lines from the baseline, in hundredths of the type's size, where there is room for
/// it.
const LINE_OFFSET: u8 = 22;

/// The colours of a page, from which the layers' colours are worked out.
#[derive(Debug, Clone, PartialEq)]
pub struct Palette {
    background: Colour,
    text: Colour,
    link: Option<Colour>,
    line_offset: u8,
}

/// How text is painted, which says how style rules name the text of a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaintMethod {
    /// `::highlight(whosaid-7-actor-0)`.
    Highlight,
    /// `.marks .actor-0`, a path in the widget's own shadow root.
    Mark,
}

impl Palette {
    /// The palette for text of colour `text`, and links of colour `link`, on `background`.
    pub fn new(background: Colour, text: Colour, link: Option<Colour>) -> Palette {
        Palette { background, text, link, line_offset: LINE_OFFSET }
    }

    /// The same palette for text with room for lines at most `hundredths` of the type's size below
    /// the baseline: between close lines, the tint of one would cover what lies lower.
    pub fn with_room(self, hundredths: u8) -> Palette {
        Palette { line_offset: hundredths.min(LINE_OFFSET), ..self }
    }

    /// True if the page is dark: its text is lighter than its background.
    pub fn is_dark(&self) -> bool {
        self.background.luminance() < self.text.luminance()
    }

    /// The colour under the text of a layer; `None` for layers that only draw a line.
    pub fn tint(&self, layer: Layer) -> Option<Colour> {
        let (hue, share) = self.tint_share(layer)?;
        Some(self.background.mix(hue, share))
    }

    /// The hue of a layer's tint, and the share of it that is mixed with the background: the
    /// strongest of twenty on which the text can be read.
    fn tint_share(&self, layer: Layer) -> Option<(Colour, f32)> {
        let (hue, strength) = self.tint_of(layer)?;
        let share = twentieths(strength)
            .find(|share| self.is_read(self.text, self.background.mix(hue, *share)));
        Some((hue, share.unwrap_or(0.0)))
    }

    /// The hue of a layer's tint, and its share before it is fitted to the text.
    fn tint_of(&self, layer: Layer) -> Option<(Colour, f32)> {
        let strength = STRENGTH.iter().find(|(stroke, _)| *stroke == layer.stroke)?.1;
        Some((if self.is_dark() { ON_DARK } else { TINTS }[layer.hue.index()], strength))
    }

    /// The opacity of all marks together, 0 to 1. They lie over the text, and the page's stacking
    /// may keep the two from blending, so the text has to be read through them.
    fn mark_opacity(&self) -> f32 {
        let read_through = |opacity: &f32| {
            let hues = if self.is_dark() { ON_DARK } else { TINTS };
            hues.into_iter().chain([self.background]).all(|mark| {
                let under = self.background.mix(mark, *opacity);
                self.is_read(self.text.mix(mark, *opacity), under)
            })
        };
        twentieths(STRENGTH[STRENGTH.len() - 1].1).find(read_through).unwrap_or(0.0)
    }

    /// The colour of a layer's mark, which gives the layer's tint at that opacity, or the strongest
    /// one that it can.
    fn mark(&self, layer: Layer, opacity: f32) -> Option<Colour> {
        let (hue, strength) = self.tint_of(layer)?;
        Some(self.background.mix(hue, if strength < opacity { strength / opacity } else { 1.0 }))
    }

    /// True if text of a colour can be read on another.
    fn is_read(&self, text: Colour, under: Colour) -> bool {
        text.contrast(under)
            >= TEXT_CONTRAST.min(self.text.contrast(self.background) * KEPT_CONTRAST)
    }

    /// The colour of lines in a hue: the hue itself, mixed with the text's colour until it can be
    /// seen.
    pub fn line(&self, hue: Hue) -> Colour {
        let hue = line_colours(self.is_dark())[hue.index()];
        let steps = 10;
        let shade = |step: i32| hue.mix(self.text, step as f32 / steps as f32);
        (0..=steps)
            .map(shade)
            .find(|c| c.contrast(self.background) >= LINE_CONTRAST)
            .unwrap_or(self.text)
    }

    /// The colours (background, text) of the current mention. Its text has the page's background
    /// colour. Its background is the actor's hue, mixed with the page's text colour until the text
    /// can be read on it and it stands out (3:1) from the actor's other mentions.
    pub fn current(&self, hue: Hue) -> (Colour, Colour) {
        let needed = TEXT_CONTRAST.min(self.text.contrast(self.background) * KEPT_CONTRAST);
        let steps = 10;
        let line = self.line(hue);
        let others = self.tint(Layer { stroke: Stroke::Chosen, hue }).unwrap_or(self.background);
        let shade = |step: i32| line.mix(self.text, step as f32 / steps as f32);
        let fits = |c: &Colour| {
            c.contrast(self.background) >= needed && c.contrast(others) >= LINE_CONTRAST
        };
        ((0..=steps).map(shade).find(fits).unwrap_or(self.text), self.background)
    }

    /// The share of the background that is mixed with the ink of dimmed text: the greatest of
    /// twenty with which the text can be read.
    fn dim(&self) -> f32 {
        let read =
            |share: &f32| self.is_read(self.text.mix(self.background, *share), self.background);
        twentieths(DIM).find(read).unwrap_or(0.0)
    }

    /// The colour that links need on a tint; `None` if their own can be read there.
    fn link_on(&self, tint: Colour) -> Option<Colour> {
        let link = self.link?;
        let needed = TEXT_CONTRAST.min(link.contrast(self.background) * KEPT_CONTRAST);
        if link.contrast(tint) >= needed {
            return None;
        }
        let steps = 10;
        let shade = |step: i32| link.mix(self.text, step as f32 / steps as f32);
        Some((1..=steps).map(shade).find(|c| c.contrast(tint) >= needed).unwrap_or(self.text))
    }

    /// The style sheet that draws all layers of widget number `instance`.
    pub fn style_sheet(&self, instance: u32, paint: PaintMethod) -> String {
        let mut css = String::with_capacity(16 * 1024);
        let opacity = if paint == PaintMethod::Mark { self.mark_opacity() } else { 1.0 };
        if paint == PaintMethod::Mark {
            css.push_str(MARKS);
            // Text keeps its colour: only what is lighter than the tint takes it (on a dark page,
            // what is darker).
            let blend = if self.is_dark() { "lighten" } else { "darken" };
            let percent = (opacity * 100.0).round() as u8;
            let _ = write!(css, ".marks .tints{{mix-blend-mode:{blend};opacity:{percent}%}}");
        }
        for layer in Stroke::ALL
            .into_iter()
            .flat_map(|stroke| Hue::all().map(move |hue| Layer { stroke, hue }))
        {
            match paint {
                PaintMethod::Highlight => self.write_highlight(&mut css, instance, layer),
                PaintMethod::Mark => self.write_mark(&mut css, layer, opacity),
            }
        }
        if paint == PaintMethod::Mark {
            css.push_str(FORCED_MARKS);
        }
        css
    }

    /// Writes the rules of a layer of highlights.
    fn write_highlight(&self, css: &mut String, instance: u32, layer: Layer) {
        let Layer { stroke, hue } = layer;
        let selector = format!("::highlight({})", layer.highlight_name(instance));
        if let Some(tint) = self.tint(layer) {
            let _ = write!(css, "{selector}{{background-color:{}}}", tint.css());
            if let Some(link) = self.link_on(tint) {
                let _ = write!(css, "a:any-link{selector}{{color:{}}}", link.css());
            }
        }
        if stroke == Stroke::Dimmed && hue == Hue::OTHER {
            let ink = self.text.mix(self.background, self.dim()).css();
            let _ = write!(css, "{selector}{{color:{ink}}}");
        }
        if stroke == Stroke::Current {
            let (under, text) = self.current(hue);
            let (under, text) = (under.css(), text.css());
            let _ = write!(css, "{selector}{{background-color:{under};color:{text}}}");
            write_line(css, &selector, "solid", &text, "2px", self.line_offset.min(10));
        }
        if let Some((_, style, thickness)) = LINES.iter().find(|(of, ..)| *of == stroke) {
            let line = self.line(hue).css();
            write_line(css, &selector, style, &line, thickness, self.line_offset);
        }
    }

    /// Writes the rule of a layer of marks.
    fn write_mark(&self, css: &mut String, layer: Layer, opacity: f32) {
        let Layer { stroke, hue } = layer;
        let selector = format!(".marks .{}", layer.name());
        if let Some(colour) = self.mark(layer, opacity) {
            let _ = write!(css, "{selector}{{fill:{}}}", colour.css());
        }
        if stroke == Stroke::Dimmed && hue == Hue::OTHER {
            let (veil, percent) = (self.background.css(), (self.dim() * 100.0).round() as u8);
            let _ = write!(css, "{selector}{{fill:{veil};fill-opacity:{percent}%}}");
        }
        if stroke == Stroke::Current {
            let _ = write!(css, "{selector}{{stroke:{}}}", self.current(hue).0.css());
        } else if LINES.iter().any(|(of, ..)| *of == stroke) {
            let _ = write!(css, "{selector}{{stroke:{}}}", self.line(hue).css());
        }
    }
}

/// Twenty shares from `most` down to 0.
fn twentieths(most: f32) -> impl Iterator<Item = f32> {
    (0..=20).rev().map(move |step| most * step as f32 / 20.0)
}

/// Writes the rule that underlines. Each property is set by itself: WebKit knows no shorthand of
/// several.
fn write_line(
    css: &mut String,
    selector: &str,
    style: &str,
    colour: &str,
    thickness: &str,
    offset: u8,
) {
    let _ = write!(
        css,
        "{selector}{{text-decoration-line:underline;text-decoration-style:{style};\
         text-decoration-color:{colour};text-decoration-thickness:{thickness};\
         text-underline-offset:.{offset:02}em}}"
    );
}

/// The rules of marks that do not depend on the page: two pictures that lie over the page and are
/// seen beyond their own box of one pixel, and the lines in them.
const MARKS: &str = "\
    .marks{all:initial;display:contents}\
    .marks svg{position:absolute;left:0;top:0;width:1px;height:1px;overflow:visible;\
    z-index:var(--depth,auto);pointer-events:none}\
    .marks path{fill:none;stroke:none}\
    .marks .lines path,.marks .current{stroke-width:2px}\
    .marks .reported{stroke-dasharray:6 3}\
    .marks .attitude{stroke-dasharray:0 4;stroke-linecap:round}\
    .marks .lines :is(.quoted-here,.reported-here,.attitude-here){stroke-width:4px}\
    .marks .reported-here{stroke-dasharray:8 4}\
    .marks .attitude-here{stroke-dasharray:0 8;stroke-linecap:round}\
    @media print{.marks{display:none}}";

/// The rules of marks for readers who force colours: lines show the layers, thin frames the names,
/// and the selection stands out by a thick one.
const FORCED_MARKS: &str = "\
    @media(forced-colors:active){\
    .marks .tints{mix-blend-mode:normal;opacity:1}.marks svg{forced-color-adjust:none}\
    .marks .tints path,.marks .dimmed{fill:none}.marks .lines path{stroke:CanvasText}\
    .marks .tints .actor{stroke:CanvasText;stroke-width:1px}\
    .marks .tints .pointed{stroke:Highlight;stroke-width:1px}\
    .marks .tints .chosen{stroke:Highlight;stroke-width:2px}\
    .marks .lines .current{stroke:Highlight;stroke-width:4px}}";

#[cfg(all(test, not(target_arch = "wasm32")))]
#[path = "colour_blindness.rs"]
mod colour_blindness;
#[cfg(all(test, not(target_arch = "wasm32")))]
#[path = "one_hue.rs"]
mod one_hue;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    const PAGES: [(u32, u32); 6] = [
        (0xffffff, 0x000000),
        (0xffffff, 0x333333),
        (0xfff1e5, 0x33302e),
        (0x000000, 0xffffff),
        (0x121212, 0xdddddd),
        (0x1e293b, 0xcbd5e1),
    ];

    fn palettes() -> impl Iterator<Item = Palette> {
        PAGES.into_iter().map(|(background, text)| {
            Palette::new(Colour::hex(background), Colour::hex(text), Some(Colour::hex(0x1a73e8)))
        })
    }

    #[test]
    fn text_on_every_tint_can_be_read_on_light_and_dark_pages() {
        for palette in palettes() {
            for layer in Stroke::ALL
                .iter()
                .flat_map(|stroke| Hue::all().map(|hue| Layer { stroke: *stroke, hue }))
            {
                if let Some(tint) = palette.tint(layer) {
                    assert!(palette.text.contrast(tint) >= 4.5, "{layer:?} on {palette:?}");
                }
            }
        }
    }

    // Words under the tint of a chosen actor had a contrast of 2 where the page's stacking kept the
    // tint from blending, and less where several tints lay over each other.
    #[test]
    fn text_can_be_read_through_every_mark() {
        for palette in palettes() {
            let opacity = palette.mark_opacity();
            assert!(opacity > 0.1, "marks can be seen on {palette:?}");
            for layer in Stroke::ALL
                .iter()
                .flat_map(|stroke| Hue::all().map(|hue| Layer { stroke: *stroke, hue }))
            {
                if let Some(mark) = palette.mark(layer, opacity) {
                    let text = palette.text.mix(mark, opacity);
                    let under = palette.background.mix(mark, opacity);
                    assert!(text.contrast(under) >= 4.5, "{layer:?} on {palette:?}");
                    assert_ne!(under.css(), palette.background.css(), "{layer:?} is seen");
                }
            }
        }
    }

    #[test]
    fn dimmed_text_has_half_of_its_ink_and_can_be_read() {
        for palette in palettes() {
            let share = palette.dim();
            assert!((0.3..=0.5).contains(&share), "{share} on {palette:?}");
            let ink = palette.text.mix(palette.background, share);
            assert!(ink.contrast(palette.background) >= 4.5, "{palette:?}");
            for paint in [PaintMethod::Highlight, PaintMethod::Mark] {
                let css = palette.style_sheet(0, paint);
                assert_eq!(css.matches("dimmed-8").count(), 1, "one rule dims, for {paint:?}");
            }
        }
    }

    #[test]
    fn every_tint_and_line_can_be_seen() {
        for palette in palettes() {
            for hue in Hue::all() {
                assert!(
                    palette.line(hue).contrast(palette.background) >= 3.0,
                    "{hue:?} on {palette:?}"
                );
                let tint =
                    palette.tint(Layer { stroke: Stroke::Actor, hue }).expect("actors have a tint");
                assert_ne!(tint.css(), palette.background.css(), "{hue:?} on {palette:?}");
            }
        }
    }

    #[test]
    fn the_current_mention_can_be_read_and_stands_out() {
        for palette in palettes() {
            for hue in Hue::all() {
                let (under, text) = palette.current(hue);
                assert!(text.contrast(under) >= 4.5, "{hue:?} on {palette:?}");
                // Contrast is of luminance alone, so it holds for readers who see no hue.
                let tint = |stroke| palette.tint(Layer { stroke, hue });
                for other in [Stroke::Faint, Stroke::Actor, Stroke::Pointed, Stroke::Chosen]
                    .into_iter()
                    .filter_map(tint)
                {
                    assert!(under.contrast(other) >= 3.0, "{hue:?} on {palette:?}");
                }
            }
        }
    }

    #[test]
    fn the_panel_has_the_colours_of_the_lines() {
        let style = include_str!("../../ui/style.css");
        for hue in Hue::all() {
            let name = if hue == Hue::OTHER { "none".to_string() } else { hue.index().to_string() };
            let (light, dark) = (ON_LIGHT[hue.index()].css(), ON_DARK[hue.index()].css());
            let rule = format!("--hue-{name}: light-dark({light}, {dark});");
            assert!(style.contains(&rule), "{rule}");
        }
    }

    #[test]
    fn faint_text_keeps_most_of_its_contrast() {
        let palette = Palette::new(Colour::WHITE, Colour::hex(0x999999), None);
        let before = palette.text.contrast(palette.background);
        for hue in Hue::all() {
            let tint = palette
                .tint(Layer { stroke: Stroke::Chosen, hue })
                .expect("selected mentions have a tint");
            assert!(palette.text.contrast(tint) >= before * 0.9);
        }
    }

    #[test]
    fn rules_use_only_what_highlights_allow() {
        let css =
            Palette::new(Colour::WHITE, Colour::BLACK, None).style_sheet(3, PaintMethod::Highlight);
        for rule in css.split('}').filter(|r| !r.is_empty()) {
            let (selector, body) = rule.split_once('{').expect("a rule has a body");
            assert!(selector.contains("::highlight(whosaid-3-"), "{selector}");
            for declaration in body.split(';') {
                let property = declaration.split(':').next().unwrap_or("");
                assert!(
                    property == "color"
                        || property == "background-color"
                        || property.starts_with("text-"),
                    "{declaration}"
                );
            }
        }
    }
}
