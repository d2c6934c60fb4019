//! Other forms of an analysis: the [formats](Format) of files, links to a passage, a quotation to
//! paste, a report of a mistake.
//!
//! Takes a text and its analysis; gives values and strings for other programs; promises that no
//! text of the article is lost or becomes anything but text (no formula in a spreadsheet, no syntax
//! in a link).

mod citation;
mod csv;
mod format;
mod fragment;
mod jsonld;
mod report;

pub use citation::citation;
pub use csv::{HEADER, csv};
pub use format::{Findings, Format, Sink};
pub use fragment::Fragments;
pub use jsonld::{Annotation, AnnotationPage, Body, Selector, Target, annotations};
pub use report::report;

/// The pieces at `spans`, joined as one line of text.
fn joined(text: &str, spans: &[crate::text::Span<crate::text::Byte>]) -> String {
    spans.iter().map(|s| one_line(s.of(text))).collect::<Vec<_>>().join(" … ")
}

/// `text` with each run of white space as one space.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the JSON of an analysis calls `variant`: its own name in lower case.
fn json_name(variant: &impl std::fmt::Debug) -> String {
    format!("{variant:?}").to_lowercase()
}

/// With two digits behind the point. Rust's own writing of fractions would come to the page with
/// all its tables.
fn hundredths(share: f32) -> String {
    let hundredths = (share * 100.0).round() as u32;
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
