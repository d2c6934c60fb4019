//! The selected item and the layers shown: values that page and interface share.

/// A thing that can be selected or pointed at, by its id in the analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Selectable {
    /// An actor.
    Actor(u32),
    /// An attribution.
    Attribution(u32),
}

/// Which layers are painted on the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layers {
    /// The names of those who speak, in the sources of what they say (tint).
    pub actors: bool,
    /// Every mention of every actor (tint).
    pub mentions: bool,
    /// Contents of statements (underline).
    pub quotes: bool,
    /// True if attitudes are painted besides statements.
    pub attitudes: bool,
}

impl Default for Layers {
    fn default() -> Self {
        Layers { actors: true, mentions: false, quotes: true, attitudes: false }
    }
}
