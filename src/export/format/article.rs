//! An article's text with its analysis and where, when and by what it was read, as one JSON value.
//!
//! Takes an article with its analysis; gives [`Article`]; promises that the analysis in it is the
//! one that the format `json` writes, unchanged. `docs/schema/article.schema.json` describes it.

use serde::Serialize;

use crate::analysis::Analysis;
use crate::export::findings::Findings;
use crate::text::{OffsetMap, Unit};

/// An article as it was read.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(bound = "")]
pub struct Article<'a, U: Unit> {
    /// The version of Whosaid that read it.
    pub whosaid: &'static str,
    /// The day it was read, UTC, ISO 8601 (`2026-12-01`); `None` if not known.
    pub read: Option<&'a str>,
    /// Its address.
    pub address: &'a str,
    /// The outlet it appeared in; `None` if not known.
    pub outlet: Option<&'a str>,
    /// What spans count: `utf16`, `utf8` or `chars`.
    pub offsets: &'static str,
    /// The text that the spans are offsets in.
    pub text: &'a str,
    /// What was found in it.
    pub analysis: Analysis<U>,
}

/// The article with its analysis, offsets in units of `U`.
///
/// ```
/// use whosaid::{analyze, export, Options, text::Char};
/// let text = "Taxes will rise, Ann Lee said on Friday.";
/// let analysis = analyze(text, &Options::default());
/// let findings = export::Findings::new("lee.txt", "lee.txt", text, &analysis);
/// assert_eq!(export::article::<Char>(&findings).offsets, "chars");
/// ```
pub fn article<'a, U: Unit>(findings: &Findings<'a>) -> Article<'a, U> {
    let known = |value: &'a str| Some(value).filter(|value| !value.is_empty());
    Article {
        whosaid: env!("CARGO_PKG_VERSION"),
        read: known(findings.read),
        address: findings.address,
        outlet: known(findings.outlet),
        offsets: U::NAME,
        text: findings.text,
        analysis: findings.analysis.convert(&OffsetMap::new(findings.text)),
    }
}
