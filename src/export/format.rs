//! The formats in which an analysis is written to a file: what each is called, and what it holds.
//!
//! Takes an article with its analysis; gives text, or a value to be written as JSON, to a
//! [`Sink`]; promises that the command line and the panel write a format alike. A new one is a file
//! in `format`, a variant here with an arm in each `match`, and the reader's words for it in
//! `ui/strings.rs`.

pub(super) mod article;
pub(crate) mod cells;
pub(super) mod csv;
pub(super) mod jsonld;
pub(super) mod markdown;
pub(super) mod sources;

use serde::Serialize;

use article::article;
use csv::{HEADER, csv};
use jsonld::annotations;
use markdown::markdown;
use sources::{SOURCES_HEADER, sources};

use super::findings::Findings;
use crate::text::{OffsetMap, Unit};

/// A format of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The whole analysis as one JSON object.
    Json,
    /// The same without line breaks: one line for each article.
    JsonLines,
    /// Mentions and attributions as W3C Web Annotations.
    JsonLd,
    /// A table with a row for each attribution.
    Csv,
    /// A table with a row for each source.
    Sources,
    /// All statements for people to read, with links back to their words.
    Markdown,
    /// The analysis with the text, its address, and when and by what version it was read.
    Article,
}

/// Where a format is written to.
pub trait Sink {
    /// Why it could not be written.
    type Error;

    /// Writes text as it is.
    ///
    /// # Errors
    /// If it cannot be written.
    fn text(&mut self, text: &str) -> Result<(), Self::Error>;

    /// Writes a value as JSON.
    ///
    /// # Errors
    /// If it cannot be written.
    fn json(&mut self, value: &impl Serialize) -> Result<(), Self::Error>;
}

impl Format {
    /// All of them, as the command line lists them.
    pub const ALL: [Format; 7] = [
        Format::Json,
        Format::JsonLines,
        Format::JsonLd,
        Format::Csv,
        Format::Sources,
        Format::Markdown,
        Format::Article,
    ];

    /// Those that readers can save from the panel, in its order.
    pub const SAVED: [Format; 5] =
        [Format::Csv, Format::Sources, Format::Markdown, Format::JsonLd, Format::Article];

    /// What the command line and the JavaScript API call it.
    pub const fn name(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::JsonLines => "jsonl",
            Format::JsonLd => "jsonld",
            Format::Csv => "csv",
            Format::Sources => "sources",
            Format::Markdown => "markdown",
            Format::Article => "article",
        }
    }

    /// The format of this name.
    pub fn named(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The end of its files' names, which tells them from those of other formats.
    pub const fn file_suffix(self) -> &'static str {
        match self {
            Format::Json => "-analysis.json",
            Format::JsonLines => ".jsonl",
            Format::JsonLd => ".jsonld",
            Format::Csv => ".csv",
            Format::Sources => "-sources.csv",
            Format::Markdown => ".md",
            Format::Article => ".json",
        }
    }

    /// Its media type.
    pub const fn mime(self) -> &'static str {
        match self {
            Format::Json | Format::Article => "application/json",
            Format::JsonLines => "application/jsonl",
            Format::JsonLd => "application/ld+json",
            Format::Csv | Format::Sources => "text/csv;charset=utf-8",
            Format::Markdown => "text/markdown;charset=utf-8",
        }
    }

    /// What it holds, as the command line's help says it; lines end where they should break.
    pub const fn help(self) -> &'static str {
        match self {
            Format::Json => "the analysis of each article, one after the other (default)",
            Format::JsonLines => concat!(
                "each line of input is {\"id\", \"text\"}, each line of output that id with its ",
                "analysis; a line that cannot be\n",
                "read gives {\"id\", \"line\", \"error\"}, the rest goes on, and the exit status ",
                "is 1"
            ),
            Format::JsonLd => concat!(
                "mentions and attributions as W3C Web Annotations (offsets are always code points ",
                "there, as the standard says)"
            ),
            Format::Csv => "a table with a row for each attribution",
            Format::Sources => {
                "a table with a row for each source: its statements, words and share"
            }
            Format::Markdown => "all statements to read, with links back to their words",
            Format::Article => concat!(
                "as json, with the text, its address, and the day and the version of Whosaid by ",
                "which it was read"
            ),
        }
    }

    /// What a file starts with before its first article.
    pub const fn header(self) -> &'static str {
        match self {
            Format::Csv => HEADER,
            Format::Sources => SOURCES_HEADER,
            _ => "",
        }
    }

    /// What stands before the header in a file that is opened by double click. Spreadsheets need a
    /// byte order mark: without it they take UTF-8 for an older encoding.
    pub const fn byte_order_mark(self) -> &'static str {
        match self {
            Format::Csv | Format::Sources => "\u{feff}",
            _ => "",
        }
    }

    /// Writes one article, offsets in units of `U` where the format leaves the choice.
    ///
    /// # Errors
    /// Those of `sink`.
    pub fn write<U: Unit, S: Sink>(
        self,
        findings: &Findings<'_>,
        sink: &mut S,
    ) -> Result<(), S::Error> {
        let Findings { address, text, analysis, .. } = *findings;
        match self {
            Format::Json | Format::JsonLines => {
                sink.json(&analysis.convert::<U>(&OffsetMap::new(text)))
            }
            Format::JsonLd => sink.json(&annotations(text, analysis, address)),
            Format::Csv => sink.text(&csv::<U>(findings)),
            Format::Sources => sink.text(&sources(findings)),
            Format::Markdown => sink.text(&markdown(findings)),
            Format::Article => sink.json(&article::<U>(findings)),
        }
    }
}
