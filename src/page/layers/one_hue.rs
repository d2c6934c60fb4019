//! Tests that all that is drawn of an actor is of one hue, and that no other actor has it.

use super::{Colour, Hue, Layer, ON_DARK, ON_LIGHT, Palette, Stroke, TINTS};

/// The hue of a colour in degrees, as CSS counts it.
fn degrees(colour: Colour) -> f32 {
    let Colour { r, g, b } = colour;
    let (most, least) = (r.max(g).max(b), r.min(g).min(b));
    let part = |x: f32, y: f32, from: f32| (x - y) / (most - least) * 60.0 + from;
    let hue = if most == r {
        part(g, b, 0.0)
    } else if most == g {
        part(b, r, 120.0)
    } else {
        part(r, g, 240.0)
    };
    hue.rem_euclid(360.0)
}

fn apart(a: f32, b: f32) -> f32 {
    let far = (a - b).abs();
    far.min(360.0 - far)
}

// One actor was drawn in hues of 202 and 233 degrees, and another's line in one of 203.
#[test]
fn all_that_is_drawn_of_an_actor_is_of_one_hue_and_no_other_actor_has_it() {
    let own = |at: usize| [TINTS, ON_LIGHT, ON_DARK].map(|table| degrees(table[at]));
    for at in 0..8 {
        for other in 0..8 {
            for (a, b) in own(at).into_iter().flat_map(|a| own(other).map(|b| (a, b))) {
                let far = apart(a, b);
                assert!(if at == other { far < 3.0 } else { far > 25.0 }, "{at} {other}: {far}");
            }
        }
    }
    // Nor does fitting them to a page change it much, if the page has no colour of its own.
    for (background, text) in [(0xffffff, 0x000000), (0xffffff, 0x333333), (0x121212, 0xdddddd)] {
        let palette = Palette::new(Colour::hex(background), Colour::hex(text), None);
        for hue in Hue::all().take(8) {
            let base = degrees(ON_LIGHT[hue.index()]);
            let tints =
                Stroke::ALL.iter().filter_map(|&stroke| palette.tint(Layer { stroke, hue }));
            for drawn in tints.chain([palette.line(hue), palette.current(hue).0]) {
                assert!(apart(degrees(drawn), base) < 5.0, "{hue:?} as {}", drawn.css());
            }
        }
    }
}
