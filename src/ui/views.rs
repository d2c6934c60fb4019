//! The panel's tabs, and the filters of its lists.
//!
//! A new tab is a variant of [`View`] here, a file in `tabs`, an arm in `tabs/mod.rs`, and its name
//! in `strings.rs`; the compiler asks for each.

use crate::analysis::{ActorKind, QuoteKind};

/// A tab of the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// The actors.
    Cast,
    /// The attributions.
    Quotes,
    /// The share of each speaker in the words reported.
    Voices,
    /// Quotations checked against another text.
    Check,
    /// Export, printing, and the appearance of the interface.
    More,
}

/// The rows that a tab lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListedRows {
    /// Actors, narrowed by a [`CastFilter`] and the search.
    Actors,
    /// Attributions, narrowed by speaker, kind and the search.
    Attributions,
    /// Voices, narrowed to those that the source note counts.
    Voices,
    /// Attributions that were checked against another text, never narrowed.
    Checked,
    /// The tab has no list.
    None,
}

impl View {
    /// All tabs, in the order in which they are drawn.
    pub const ALL: [View; 5] = [View::Cast, View::Quotes, View::Voices, View::Check, View::More];

    /// The `id` attribute of the tab's button.
    pub fn tab_id(self) -> &'static str {
        match self {
            View::Cast => "whosaid-cast",
            View::Quotes => "whosaid-quotes",
            View::Voices => "whosaid-voices",
            View::Check => "whosaid-check",
            View::More => "whosaid-more",
        }
    }

    /// The rows that the tab lists.
    pub fn listed_rows(self) -> ListedRows {
        match self {
            View::Cast => ListedRows::Actors,
            View::Quotes => ListedRows::Attributions,
            View::Voices => ListedRows::Voices,
            View::Check => ListedRows::Checked,
            View::More => ListedRows::None,
        }
    }
}

/// Which actors the cast lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CastFilter {
    /// All of them.
    All,
    /// Those that make statements.
    Speakers,
    /// Those of a kind.
    Kind(ActorKind),
    /// Those that the article does not name.
    Unnamed,
}

impl CastFilter {
    /// The choices, in the order in which they are offered.
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

/// The kinds of quotation that the quotes may be narrowed to; `None` stands for all.
pub const QUOTE_KINDS: [Option<QuoteKind>; 4] =
    [None, Some(QuoteKind::Direct), Some(QuoteKind::Mixed), Some(QuoteKind::Indirect)];

/// Whose attributions the quotes list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpeakerFilter {
    /// Everybody's.
    Anyone,
    /// Those with a named speaker.
    Named,
    /// Those with an unnamed speaker.
    Unnamed,
    /// Those of documents, figures and posts.
    Things,
    /// Those without a stated source.
    NotStated,
    /// This actor's.
    Actor(u32),
    /// Those that count for this voice, by its place among the voices.
    Voice(u32),
}

impl SpeakerFilter {
    /// The choices that every article has.
    pub const GROUPS: [SpeakerFilter; 5] = [
        SpeakerFilter::Anyone,
        SpeakerFilter::Named,
        SpeakerFilter::Unnamed,
        SpeakerFilter::Things,
        SpeakerFilter::NotStated,
    ];
}
