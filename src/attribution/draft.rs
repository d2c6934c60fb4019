//! The value that the stages of this room fill and correct.

use crate::analysis::{Act, Tier};
use crate::text::TokenRange;

/// Cost of one draft in [`Pace`](crate::turns::Pace) units, which are tokens read.
pub(super) const DRAFT: usize = 8;

/// An attribution in tokens, before its speakers are known.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The noun phrase that is said to speak, whole; none where the article does not say.
    pub source: Option<TokenRange>,
    /// The words that report; empty only for a bare quotation.
    pub cue: Vec<TokenRange>,
    /// What is ascribed, in order; never empty.
    pub content: Vec<TokenRange>,
    /// Speech or thought.
    pub tier: Tier,
    /// What the speaker does by speaking.
    pub act: Act,
    /// True if the cue is negated.
    pub negated: bool,
    /// The draft in whose content this one stands, by index.
    pub inside: Option<usize>,
    /// How sure the finding is, from 0 to 1.
    pub confidence: f32,
}

/// The first token of the first piece of `content` behind `cue`.
pub(super) fn begins_after(content: &[TokenRange], cue: TokenRange) -> Option<usize> {
    content.iter().map(|c| c.start).find(|&start| start >= cue.end)
}
