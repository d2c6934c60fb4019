//! Colours of computed styles, their contrast and mixtures.
//!
//! Takes CSS colour values as browsers serialise them; gives sRGB colours, WCAG contrast and
//! mixtures; promises `None` for a value that it cannot read.

use crate::page::css::decimal;

/// An opaque sRGB colour, components from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Colour {
    /// Red.
    pub r: f32,
    /// Green.
    pub g: f32,
    /// Blue.
    pub b: f32,
}

impl Colour {
    /// White.
    pub const WHITE: Colour = Colour { r: 1.0, g: 1.0, b: 1.0 };
    /// Black.
    pub const BLACK: Colour = Colour { r: 0.0, g: 0.0, b: 0.0 };

    /// The colour `0xRRGGBB`.
    pub const fn hex(rgb: u32) -> Colour {
        Colour {
            r: (rgb >> 16 & 255) as f32 / 255.0,
            g: (rgb >> 8 & 255) as f32 / 255.0,
            b: (rgb & 255) as f32 / 255.0,
        }
    }

    /// Reads a computed CSS colour and its opacity: `rgb()`, `rgba()`, `color()`, `oklab()`,
    /// `oklch()`, `lab()`, `lch()`. Colours outside sRGB are clipped into it. `None` for anything
    /// else.
    pub fn parse(css: &str) -> Option<(Colour, f32)> {
        let (function, rest) = css.trim().split_once('(')?;
        let inner = rest.strip_suffix(')')?;
        let mut words: Vec<&str> = inner.split([',', ' ', '/']).filter(|w| !w.is_empty()).collect();
        let space =
            if function == "color" && !words.is_empty() { words.remove(0) } else { function };
        let number = |i: usize, of: f32| -> Option<f32> {
            let word = *words.get(i)?;
            match word.strip_suffix('%') {
                _ if word == "none" => Some(0.0),
                Some(percent) => decimal(percent).map(|p| p / 100.0 * of),
                None => decimal(word.strip_suffix("deg").unwrap_or(word)),
            }
        };
        let alpha = if words.len() > 3 { number(3, 1.0)? } else { 1.0 };
        let polar = |c: f32, h: f32| (c * sine(h + 90.0), c * sine(h));
        let colour = match space {
            "rgb" | "rgba" => Colour {
                r: number(0, 255.0)? / 255.0,
                g: number(1, 255.0)? / 255.0,
                b: number(2, 255.0)? / 255.0,
            },
            // Display P3 is a little wider than sRGB; contrast is much the same.
            "srgb" | "display-p3" => {
                Colour { r: number(0, 1.0)?, g: number(1, 1.0)?, b: number(2, 1.0)? }
            }
            "oklab" => oklab(number(0, 1.0)?, number(1, 0.4)?, number(2, 0.4)?),
            "oklch" => {
                let (a, b) = polar(number(1, 0.4)?, number(2, 360.0)?);
                oklab(number(0, 1.0)?, a, b)
            }
            "lab" => lab(number(0, 100.0)?, number(1, 125.0)?, number(2, 125.0)?),
            "lch" => {
                let (a, b) = polar(number(1, 150.0)?, number(2, 360.0)?);
                lab(number(0, 100.0)?, a, b)
            }
            _ => return None,
        };
        Some((colour.clipped(), alpha.clamp(0.0, 1.0)))
    }

    /// The colours named in a CSS value such as a gradient, each with its opacity.
    pub fn all_in(css: &str) -> impl Iterator<Item = (Colour, f32)> {
        let starts = css.match_indices('(').map(|(at, _)| at);
        starts.filter_map(|at| {
            let name = css[..at].rfind(|c: char| !c.is_ascii_alphabetic()).map_or(0, |end| end + 1);
            Colour::parse(&css[name..=at + css[at..].find(')')?])
        })
    }

    /// The colour as `#rrggbb`.
    pub fn css(self) -> String {
        let byte = |v: f32| (v.clamp(0.0, 1.0) * 255.0).round() as u8;
        format!("#{:02x}{:02x}{:02x}", byte(self.r), byte(self.g), byte(self.b))
    }

    /// This colour with `share` (0 to 1) of `other` in it.
    pub fn mix(self, other: Colour, share: f32) -> Colour {
        let mix = |a: f32, b: f32| a + (b - a) * share;
        Colour { r: mix(self.r, other.r), g: mix(self.g, other.g), b: mix(self.b, other.b) }
    }

    /// Relative luminance, 0 to 1 (WCAG 2.2).
    pub fn luminance(self) -> f32 {
        let linear =
            |v: f32| if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) };
        0.2126 * linear(self.r) + 0.7152 * linear(self.g) + 0.0722 * linear(self.b)
    }

    /// Contrast ratio, 1 to 21 (WCAG 2.2).
    pub fn contrast(self, other: Colour) -> f32 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn clipped(self) -> Colour {
        Colour { r: self.r.clamp(0.0, 1.0), g: self.g.clamp(0.0, 1.0), b: self.b.clamp(0.0, 1.0) }
    }
}

/// The sine of an angle in degrees, with an error below 1e-5, which colours do not show.
fn sine(degrees: f32) -> f32 {
    // Between -90 and 90 degrees few terms of the series are exact enough.
    let turn = degrees.rem_euclid(360.0);
    let x = if turn > 270.0 {
        turn - 360.0
    } else if turn > 90.0 {
        180.0 - turn
    } else {
        turn
    }
    .to_radians();
    let s = x * x;
    x * (1.0 - s / 6.0 * (1.0 - s / 20.0 * (1.0 - s / 42.0 * (1.0 - s / 72.0))))
}

/// The sRGB colour of these amounts of linear light, each from 0 to 1.
fn encoded(r: f32, g: f32, b: f32) -> Colour {
    let encode =
        |v: f32| if v <= 0.003_130_8 { v * 12.92 } else { 1.055 * v.powf(1.0 / 2.4) - 0.055 };
    Colour { r: encode(r), g: encode(g), b: encode(b) }
}

/// The sRGB colour of a colour in Oklab (Ottosson 2020).
fn oklab(l: f32, a: f32, b: f32) -> Colour {
    let cube = |v: f32| v * v * v;
    let (l, m, s) = (
        cube(l + 0.396_337_78 * a + 0.215_803_76 * b),
        cube(l - 0.105_561_346 * a - 0.063_854_17 * b),
        cube(l - 0.089_484_18 * a - 1.291_485_5 * b),
    );
    encoded(
        4.076_741_7 * l - 3.307_711_6 * m + 0.230_969_94 * s,
        -1.268_438 * l + 2.609_757_4 * m - 0.341_319_38 * s,
        -0.004_196_086_3 * l - 0.703_418_6 * m + 1.707_614_7 * s,
    )
}

/// The sRGB colour of a colour in CIE Lab, whose white is D50 in CSS; adapted to sRGB's D65
/// (Bradford).
fn lab(l: f32, a: f32, b: f32) -> Colour {
    let fy = (l + 16.0) / 116.0;
    let inverse = |f: f32| if f > 6.0 / 29.0 { f * f * f } else { (116.0 * f - 16.0) / 903.3 };
    let (x, y, z) =
        (0.964_22 * inverse(fy + a / 500.0), inverse(fy), 0.825_21 * inverse(fy - b / 200.0));
    encoded(
        3.133_856 * x - 1.616_867 * y - 0.490_615 * z,
        -0.978_768 * x + 1.916_142 * y + 0.033_454 * z,
        0.071_945 * x - 0.228_991 * y + 1.405_243 * z,
    )
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    fn reads_as(css: &str, hex: &str, alpha: f32) {
        let (colour, a) = Colour::parse(css).unwrap_or_else(|| panic!("{css} should be read"));
        assert_eq!((colour.css().as_str(), a), (hex, alpha), "{css}");
    }

    #[test]
    fn colours_are_read_as_browsers_write_them() {
        reads_as("rgb(255, 128, 0)", "#ff8000", 1.0);
        reads_as("rgba(0, 0, 0, 0)", "#000000", 0.0);
        reads_as("rgb(1 2 3 / 0.5)", "#010203", 0.5);
        reads_as("color(srgb 1 0.5 0 / 0.25)", "#ff8000", 0.25);
        reads_as("oklch(0.627955 0.257683 29.2339)", "#ff0000", 1.0);
        reads_as("oklab(1 0 0)", "#ffffff", 1.0);
        reads_as("lab(54.29 80.81 69.89)", "#ff0000", 1.0);
        reads_as("lch(100 0 none)", "#ffffff", 1.0);
    }

    #[test]
    fn the_sine_is_that_of_the_standard_library() {
        for degrees in -800..800 {
            let exact = f64::from(degrees).to_radians().sin() as f32;
            assert!((sine(degrees as f32) - exact).abs() < 1e-5, "{degrees}");
        }
    }

    #[test]
    fn other_values_are_refused() {
        for css in ["", "red", "rgb(", "rgb(1, 2)", "color()", "url(x)", "oklch(a b c)"] {
            assert_eq!(Colour::parse(css), None, "{css}");
        }
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        assert!((Colour::BLACK.contrast(Colour::WHITE) - 21.0).abs() < 0.001);
        assert!((Colour::hex(0x767676).contrast(Colour::WHITE) - 4.54).abs() < 0.01);
    }
}
