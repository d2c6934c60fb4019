//! The inks of the interface on a ground of the publisher's own. No web types.
//!
//! Takes the ground that `--whosaid-background` makes, in light colours and in dark ones; gives the
//! custom properties of `src/ui/style.css` that fit it; promises readable text (4.5:1) and lines
//! that can be seen (3:1) on every ground.

use std::fmt::Write;

use super::colour::Colour;
use super::layer::Hue;
use super::palette::{LINE_CONTRAST, TEXT_CONTRAST, line_colours};

/// Text, and links and switches, of the interface on a light ground and on a dark one, as the style
/// sheet has them.
const INKS: [(Colour, Colour); 2] = [
    (Colour::hex(0x1d1c1a), Colour::hex(0x1f5bb8)),
    (Colour::hex(0xeceae6), Colour::hex(0x8fb8ff)),
];

/// Share of the ground in the faint text of the interface, as the style sheet has it.
const SOFT: f32 = 0.32;

/// The names of the properties, in the order of [`inks_on`].
const NAMES: [&str; 12] = [
    "ink", "soft", "accent", "hue-0", "hue-1", "hue-2", "hue-3", "hue-4", "hue-5", "hue-6",
    "hue-7", "hue-none",
];

/// True if light inks stand out more from a ground than dark ones.
pub fn is_dark(ground: Colour) -> bool {
    ground.contrast(INKS[1].0) > ground.contrast(INKS[0].0)
}

/// The style rule that fits the inks to grounds of the publisher's own, (light, dark), on which it
/// sets the text in these colours, if in any.
pub fn inks(grounds: [Colour; 2], texts: [Option<Colour>; 2]) -> String {
    let mut css = String::from(":host{");
    let [light, dark] = [0, 1].map(|scheme| inks_on(grounds[scheme], texts[scheme]));
    for (name, (light, dark)) in NAMES.into_iter().zip(light.into_iter().zip(dark)) {
        let (light, dark) = (light.css(), dark.css());
        let (given, end) = match name {
            "ink" => ("var(--whosaid-text,", ")"),
            "accent" => ("var(--whosaid-accent,", ")"),
            _ => ("", ""),
        };
        let _ = write!(css, "--{name}:{given}light-dark({light},{dark}){end};");
    }
    css.push('}');
    css
}

/// Text, faint text, links, and the lines of all hues, on a ground.
fn inks_on(ground: Colour, text: Option<Colour>) -> [Colour; NAMES.len()] {
    let dark = is_dark(ground);
    let (ink, accent) = INKS[usize::from(dark)];
    let ink = text.unwrap_or_else(|| fitted(ink, ground, TEXT_CONTRAST));
    let soft = fitted(ink.mix(ground, SOFT), ground, TEXT_CONTRAST);
    let accent = fitted(accent, ground, TEXT_CONTRAST);
    let mut all = [ink; NAMES.len()];
    (all[1], all[2]) = (soft, accent);
    for hue in Hue::all() {
        all[3 + hue.index()] = fitted(line_colours(dark)[hue.index()], ground, LINE_CONTRAST);
    }
    all
}

/// The colour itself, or the nearest darker or lighter one that has this contrast with a ground.
fn fitted(colour: Colour, ground: Colour, least: f32) -> Colour {
    let ends = [Colour::BLACK, Colour::WHITE];
    let end = if ends[0].contrast(ground) > ends[1].contrast(ground) { ends[0] } else { ends[1] };
    let steps = 20;
    let shade = |step: i32| colour.mix(end, step as f32 / steps as f32);
    (0..=steps).map(shade).find(|c| c.contrast(ground) >= least).unwrap_or(end)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    /// Grounds of all kinds, the middle ones and the strong ones too.
    const GROUNDS: [u32; 12] = [
        0xffffff, 0xfff1e5, 0xfdfcfa, 0xe8f0d8, 0xc0c0c0, 0x777777, 0xc03030, 0x2060c0, 0x102030,
        0x17191d, 0x000000, 0xffe000,
    ];

    #[test]
    fn inks_fit_every_ground() {
        for ground in GROUNDS.map(Colour::hex) {
            let all = inks_on(ground, None);
            for (name, ink) in NAMES.iter().zip(all) {
                let least = if name.starts_with("hue") { 3.0 } else { 4.5 };
                let found = ink.contrast(ground);
                assert!(found >= least, "{name} on {}: {found:.2}", ground.css());
            }
        }
    }

    #[test]
    fn the_text_of_the_publisher_stays_and_faint_text_fits_it() {
        let ground = Colour::hex(0x102030);
        let text = Colour::hex(0xf0f0e0);
        let all = inks_on(ground, Some(text));
        assert_eq!(all[0], text);
        assert!(all[1].contrast(ground) >= 4.5 && all[1].contrast(text) > 1.2);
        let css = inks([ground; 2], [Some(text); 2]);
        assert!(css.starts_with(":host{--ink:var(--whosaid-text,light-dark(#f0f0e0,#f0f0e0));"));
        assert!(css.contains("--soft:light-dark(#"), "{css}");
    }

    #[test]
    fn the_style_sheet_has_these_inks_on_its_own_grounds() {
        let style = include_str!("../../ui/style.css");
        let [(ink, accent), (dark_ink, dark_accent)] = INKS;
        for (name, light, dark) in [("text", ink, dark_ink), ("accent", accent, dark_accent)] {
            let rule =
                format!("var(--whosaid-{name}, light-dark({}, {}))", light.css(), dark.css());
            assert!(style.contains(&rule), "{rule}");
        }
        // What fits needs no change.
        for (ground, dark) in [(0xfdfcfa, false), (0x17191d, true)] {
            let ground = Colour::hex(ground);
            assert!(style.contains(&ground.css()) && is_dark(ground) == dark);
            let all = inks_on(ground, None);
            assert_eq!(all[0], INKS[usize::from(dark)].0);
            assert_eq!(all[3..], line_colours(dark)[..]);
        }
    }
}
