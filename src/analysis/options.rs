//! The choices of an analysis.

/// What an analysis may be told beforehand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Analyse even where the text does not look like English. Without it such a text gives a
    /// notice and no actors.
    pub assume_english: bool,
}
