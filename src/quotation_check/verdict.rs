//! What a check finds.

use serde::Serialize;

use crate::text::{Byte, Span};

/// Whether the quoted words of a statement stand in the other text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// All of them, one after the other.
    WordForWord,
    /// All of them in order, with words left out between them where the article shows it.
    Shortened,
    /// Most of them: words are added, gone, changed or in another order, or a negation is.
    Different,
    /// Too few of them.
    Absent,
}

impl Verdict {
    /// All of them, the best first.
    pub const ALL: [Verdict; 4] =
        [Verdict::WordForWord, Verdict::Shortened, Verdict::Different, Verdict::Absent];
}

/// A run of words in the comparison of a statement with the other text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Run {
    /// Which text has the words.
    pub kind: RunKind,
    /// Where they stand: in the other text for [`RunKind::Gone`] and [`RunKind::Cut`], else in the
    /// article.
    pub span: Span<Byte>,
}

/// Which text has a run of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RunKind {
    /// Both.
    Same,
    /// The article only.
    Added,
    /// The other text only.
    Gone,
    /// Words are left out before this word of the other text, as the article shows.
    Cut,
}

/// What a check found of one statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckedStatement {
    /// The attribution's id.
    pub attribution: u32,
    /// Whether its words stand in the other text.
    pub verdict: Verdict,
    /// True if a negation is lost, added or moved.
    pub negation: bool,
    /// True if its words stand there in another order.
    pub reordered: bool,
    /// The comparison, in the article's order.
    pub runs: Vec<Run>,
    /// Where its words stand in the other text; empty if they do not.
    pub places: Vec<Span<Byte>>,
}
