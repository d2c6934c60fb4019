//! What the model finds in a text.

use crate::text::{Byte, Span};

/// The model's findings in a text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Evidence {
    /// In order of the text.
    pub tokens: Vec<TokenEvidence>,
    /// In order of their first content.
    pub attributions: Vec<TaggedAttribution>,
}

impl Evidence {
    /// Adds the findings in the next slice.
    pub fn extend(&mut self, next: Evidence) {
        let base = self.attributions.len();
        let moved =
            |a: TaggedAttribution| TaggedAttribution { inside: a.inside.map(|i| i + base), ..a };
        self.attributions.extend(next.attributions.into_iter().map(moved));
        self.tokens.extend(next.tokens);
    }
}

/// The model's findings about a token. The tokens are the model's own: match them to others by
/// their spans.
#[derive(Debug, Clone, PartialEq)]
pub struct TokenEvidence {
    /// Where it stands.
    pub span: Span<Byte>,
    /// Probability, 0 to 1, that it belongs to a cue.
    pub cue: f32,
}

/// An attribution that the model found.
#[derive(Debug, Clone, PartialEq)]
pub struct TaggedAttribution {
    /// Who speaks, if the text says so.
    pub source: Option<Span<Byte>>,
    /// The words that report.
    pub cue: Span<Byte>,
    /// What is said or thought, in order; never empty.
    pub content: Vec<Span<Byte>>,
    /// Probability of the cue, 0 to 1.
    pub cue_probability: f32,
    /// Probability that content and source are right, 0 to 1, calibrated on articles that training
    /// did not see.
    pub confidence: f32,
    /// True if the model is not sure enough of it, so that its words must show what it is.
    pub doubtful: bool,
    /// The attribution (by index) in whose content this one stands.
    pub inside: Option<usize>,
}
