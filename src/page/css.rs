//! Reading numbers of computed styles. No web types.

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

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

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
