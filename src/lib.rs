//! Who acts and who speaks in an English news article, worked out from its text alone.
//!
//! [`analyze`] takes the plain text of an article and gives an [`Analysis`]: its structure, its
//! actors with every mention, and its attributions (who said or thinks what), each tied to its
//! speaker.
//!
//! ```
//! use whosaid::{Options, analyze};
//! let analysis = analyze("Taxes will rise, Ann Lee said on Friday.", &Options::default());
//! assert_eq!(analysis.schema, 1);
//! ```
//!
//! The analysis is a pure function of the text: deterministic, without web types or global state,
//! the same natively and in wasm. The stages, each with what it takes and gives:
//!
//! ```text
//! text -> text::Document (structure, sentences, tokens, quotation marks)
//!      -> tagger::Evidence (what the learned model makes of each token)
//!      -> attribution::find (cue, source, content)
//!      -> actors::mentions (noun phrases that may be actors)
//!      -> actors::resolve (coreference: which mentions are one actor; speakers)
//!      -> Analysis
//! ```
//!
//! Offsets are bytes here ([`text::Byte`]); [`Analysis::convert`] gives UTF-16 code units (what
//! JavaScript counts) or characters.
#![deny(unsafe_code)]

pub mod actors;
pub mod analysis;
mod analyzer;
pub mod attribution;
pub mod corrections;
pub mod export;
#[cfg(target_arch = "wasm32")]
mod frames;
mod json;
pub mod language;
pub mod lexicon;
pub mod ner;
pub mod provenance;
pub mod quotation_check;
pub mod ranker;
pub mod report;
pub mod selection;
mod sort;
pub mod tagger;
pub mod text;
mod turns;
pub mod voices;

#[cfg(any(target_arch = "wasm32", test))]
pub mod page;
#[cfg(any(target_arch = "wasm32", test))]
pub mod ui;
#[cfg(target_arch = "wasm32")]
pub mod widget;

pub use analysis::{Analysis, Options};
pub use analyzer::{Analyzer, assemble};
pub use language::ENGLISH;

/// Finds the actors and attributions of an article.
///
/// `text` is plain text, paragraphs on lines of their own. Any text is accepted: where there is
/// nothing to show, [`Analysis::notice`] says why. Spans are in bytes of `text`.
pub fn analyze(text: &str, options: &Options) -> Analysis<text::Byte> {
    let mut analyzer = Analyzer::new(text, options);
    loop {
        if let Some(analysis) = analyzer.step() {
            return analysis;
        }
    }
}
