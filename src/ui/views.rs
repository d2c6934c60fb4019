//! The panel's tabs and the filters of its lists.

use crate::analysis::{ActorKind, QuoteKind};

/// The lists of the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    Cast,
    Quotes,
    Voices,
    /// What can be taken away, and how the interface looks.
    More,
}

impl View {
    pub const ALL: [View; 4] = [View::Cast, View::Quotes, View::Voices, View::More];

    /// The `id` attribute of its tab.
    pub fn tab_id(self) -> &'static str {
        match self {
            View::Cast => "whosaid-cast",
            View::Quotes => "whosaid-quotes",
            View::Voices => "whosaid-voices",
            View::More => "whosaid-more",
        }
    }
}

/// Which actors the cast lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CastFilter {
    All,
    Speakers,
    Kind(ActorKind),
    Unnamed,
}

impl CastFilter {
    pub const ALL: [CastFilter; 7] = [
        CastFilter::All,
        CastFilter::Speakers,
        CastFilter::Kind(ActorKind::Person),
        CastFilter::Kind(ActorKind::Organization),
        CastFilter::Kind(ActorKind::Country),
        CastFilter::Kind(ActorKind::Group),
        CastFilter::Unnamed,
    ];
}

/// The kinds of quotation that the quotes may be narrowed to; `None` for all.
pub const QUOTE_KINDS: [Option<QuoteKind>; 4] =
    [None, Some(QuoteKind::Direct), Some(QuoteKind::Mixed), Some(QuoteKind::Indirect)];

/// Whose attributions the quotes list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    Anyone,
    /// A speaker with a name.
    Named,
    /// A speaker without.
    Unnamed,
    /// Nobody that could be told.
    NotStated,
    /// This one.
    Actor(u32),
}

impl Voice {
    /// Those that every article has.
    pub const GROUPS: [Voice; 4] = [Voice::Anyone, Voice::Named, Voice::Unnamed, Voice::NotStated];
}
