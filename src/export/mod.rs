//! Other forms of an analysis: the [formats](Format) of files, links to a passage, a quotation to
//! paste, a report of a mistake.
//!
//! Takes a text and its analysis; gives values and strings for other programs; promises that no
//! text of the article is lost or becomes anything but text (no formula in a spreadsheet, no syntax
//! in a link).

mod citation;
mod findings;
mod format;
mod fragment;
mod links;
mod report;
mod statement_key;
pub(crate) mod words;

pub use citation::citation;
#[cfg(target_arch = "wasm32")]
pub(crate) use citation::citation_over;
pub use findings::Findings;
pub use format::article::{Article, article};
pub(crate) use format::cells;
pub use format::csv::{HEADER, csv};
pub use format::jsonld::{Annotation, AnnotationPage, Body, Selector, Target, annotations};
pub use format::markdown::markdown;
pub use format::sources::{SOURCES_HEADER, naming, sources};
pub use format::{Format, Sink};
pub use fragment::Fragments;
pub use report::{is_report_address, report};
#[cfg(target_arch = "wasm32")]
pub(crate) use statement_key::attribution_in;
