//! The value that this room gives for each draft.

use crate::analysis::SourceKind;
use crate::text::TokenRange;

/// Where a draft comes from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Provenance {
    /// Whom it was said to and through what: "Reuters", "in a statement".
    pub channel: Vec<TokenRange>,
    /// What the source is; `None` if that is not clear.
    pub source_kind: Option<SourceKind>,
    /// Why the source is not named: "on condition of anonymity".
    pub unnamed_reason: Vec<TokenRange>,
    /// How the source knows: "who was in the room".
    pub knowledge: Vec<TokenRange>,
}
