//! Pieces of text as every form of an analysis writes them.

use crate::text::{Byte, Span, one_line};

/// The pieces at `spans`, joined as one line of text.
pub(crate) fn joined(text: &str, spans: &[Span<Byte>]) -> String {
    spans.iter().map(|s| one_line(s.of(text))).collect::<Vec<_>>().join(" … ")
}

/// What the JSON of an analysis calls `variant`: its own name in lower case.
pub(crate) fn json_name(variant: &impl std::fmt::Debug) -> String {
    format!("{variant:?}").to_lowercase()
}

/// A share with two digits after the decimal point. Rust's own code for writing fractions is large,
/// and pages would load it.
pub(crate) fn hundredths(share: f32) -> String {
    let hundredths = (share * 100.0).round() as u32;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
