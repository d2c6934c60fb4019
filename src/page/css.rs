//! Reading numbers and shapes of computed styles. No web types.

use crate::page::rect::Rect;

/// The number that `text` holds as CSS writes it: `-12.5`, `.5`, `1e-05`; `None` for anything else.
/// `str::parse`, which is exact to the last bit, would add 10 KB of tables to the page's download.
pub(super) fn decimal(text: &str) -> Option<f32> {
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (sign, digits) = digits
        .strip_prefix('-')
        .map_or((1.0, digits.strip_prefix('+').unwrap_or(digits)), |rest| (-1.0, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.len() + part.len() == 0 {
        return None;
    }
    let mut number = 0.0;
    for digit in whole.chars().chain(part.chars()) {
        number = number * 10.0 + f64::from(digit.to_digit(10)?);
    }
    let shift = exponent.parse::<i32>().ok()?.clamp(-99, 99) - part.len() as i32;
    for _ in 0..shift.abs() {
        number = if shift < 0 { number / 10.0 } else { number * 10.0 };
    }
    Some(sign * number as f32)
}

/// A length in CSS pixels; a percentage is one of `whole`.
fn length(text: &str, whole: f64) -> Option<f64> {
    if let Some(percent) = text.strip_suffix('%') {
        return Some(f64::from(decimal(percent)?) / 100.0 * whole);
    }
    decimal(text.trim_end_matches("px")).map(f64::from)
}

/// The smallest box around a shape of `clip-path` or `clip`, measured from the corner of an element
/// of this size; `None` for anything that is no shape, or a shape given by a calculation.
pub(super) fn shape(css: &str, width: f64, height: f64) -> Option<Rect> {
    let (name, rest) = css.trim().split_once('(')?;
    let inner = rest.split(" round ").next()?.split(')').next()?;
    let words: Vec<&str> = inner.split([',', ' ']).filter(|word| !word.is_empty()).collect();
    let across = |word: &&str| length(word, width);
    let down = |word: &&str| length(word, height);
    let (left, top, right, bottom) = match name {
        "inset" => {
            let side = |at: usize, or: usize| words.get(at).or(words.get(or)).or(words.first());
            let (top, right) = (down(side(0, 0)?)?, across(side(1, 0)?)?);
            (across(side(3, 1)?)?, top, width - right, height - down(side(2, 0)?)?)
        }
        "rect" => {
            let at = |index: usize, or: f64| match words.get(index) {
                Some(&"auto") => Some(or),
                word => length(word?, if index.is_multiple_of(2) { height } else { width }),
            };
            (at(3, 0.0)?, at(0, 0.0)?, at(1, width)?, at(2, height)?)
        }
        "circle" | "ellipse" => {
            let (radii, centre) = inner.split_once(" at ").unwrap_or((inner, "50% 50%"));
            let mut radii = radii.split_ascii_whitespace();
            let first = radii.next()?;
            let (x, y) = centre.split_once(' ')?;
            let (x, y) = (length(x, width)?, length(y, height)?);
            let (wide, high) =
                (length(first, width)?, length(radii.next().unwrap_or(first), height)?);
            (x - wide, y - high, x + wide, y + high)
        }
        "polygon" => {
            let points = words.iter().filter(|word| word.contains(|c: char| c.is_ascii_digit()));
            let points: Vec<&str> = points.copied().collect();
            let mut around = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
            for point in points.chunks_exact(2) {
                let (x, y) = (length(point[0], width)?, length(point[1], height)?);
                around = (around.0.min(x), around.1.min(y), around.2.max(x), around.3.max(y));
            }
            around
        }
        _ => return None,
    };
    let (width, height) = ((right - left).max(0.0), (bottom - top).max(0.0));
    Some(Rect { left, top, width, height })
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_read_as_the_box_around_them() {
        let of = |css: &str| {
            shape(css, 200.0, 100.0).map(|r| [r.left, r.top, r.width, r.height].map(|v| v as i32))
        };
        assert_eq!(of("inset(50%)"), Some([100, 50, 0, 0]));
        assert_eq!(of("inset(10px 20px 30px 5% round 4px)"), Some([10, 10, 170, 60]));
        assert_eq!(of("inset(10px 20px)"), Some([20, 10, 160, 80]));
        assert_eq!(of("rect(0px, 0px, 0px, 0px)"), Some([0, 0, 0, 0]));
        assert_eq!(of("rect(1px, auto, auto, auto)"), Some([0, 1, 200, 99]));
        assert_eq!(of("circle(0px at 50% 50%)"), Some([100, 50, 0, 0]));
        assert_eq!(of("ellipse(25% 50%)"), Some([50, 0, 100, 100]));
        assert_eq!(of("polygon(0px 0px, 100% 0px, 100% 50%)"), Some([0, 0, 200, 50]));
        assert_eq!(of("polygon(evenodd, 5px 5px, 5px 5px)"), Some([5, 5, 0, 0]));
        for css in ["none", "auto", "url(\"#a\")", "inset(calc(50% - 1px))", "path(\"M 0 0\")"] {
            assert_eq!(of(css), None, "{css}");
        }
    }

    #[test]
    fn numbers_are_read_as_the_standard_library_reads_them() {
        for text in [
            "0",
            "1",
            "-12.5",
            ".5",
            "5.",
            "0.627955",
            "1e-05",
            "5.96046e-08",
            "2.5E2",
            "+3",
            "255",
            "-9999",
            "0.1e1",
        ] {
            let (ours, exact) = (decimal(text), text.parse::<f32>().ok());
            assert!(
                ours.zip(exact).is_some_and(|(a, b)| (a - b).abs() <= b.abs() * 1e-6),
                "{text}: {ours:?}, {exact:?}"
            );
        }
        for text in ["", ".", "-", "e5", "1e", "auto", "1 2", "0x1"] {
            assert_eq!(decimal(text), None, "{text}");
        }
    }
}
