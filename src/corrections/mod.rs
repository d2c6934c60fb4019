//! What a reader corrects in an analysis: a second layer, over an analysis that stays as it is.
//!
//! Takes an analysis and [`Correction`]s, each of which names what it is about by its words; gives
//! another analysis, and says which corrections found their place in it. Promises that corrections
//! of different things may be made and taken back in any order, that without one the analysis is
//! the engine's own, and that a correction whose words are gone is kept and changes nothing.

mod address;
mod apply;
mod file;
mod named;
mod passage;
mod record;
mod view;

pub use address::key_address;
pub use apply::apply;
pub use file::{Refused, fits, kept_since, read, write, write_kept};
pub use named::Named;
pub use passage::Passage;
pub use record::{Edit, Full, Other, add, belongs, record};
pub use view::{Corrected, Mark};

/// Most corrections of one article, so that a file or store of any size is read in short time.
pub const MOST: usize = 500;

/// A correction of one thing in one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The article's first words: its headline, where it has one.
    pub article: String,
    /// What is wrong, and what is right.
    pub change: Change,
}

/// What is wrong, and what is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The statement is this actor's; `None`: the article does not say whose.
    Speaker {
        /// The statement's content.
        statement: Passage,
        /// Who speaks.
        speaker: Option<Named>,
    },
    /// It states nothing. What stands inside it stays.
    NotStatement {
        /// What was taken for a statement's content.
        statement: Passage,
    },
    /// The statement is not to be shown, nor what stands inside it.
    HideStatement {
        /// The statement's content.
        statement: Passage,
    },
    /// Two actors are one, which is called as the second is.
    Same {
        /// The first.
        actor: Named,
        /// The second.
        other: Named,
    },
    /// The actor has another name.
    Name {
        /// The actor.
        actor: Named,
        /// The name.
        name: String,
    },
    /// The mention is this actor's; `None`: nobody's.
    Mention {
        /// The mention.
        mention: Passage,
        /// Whose it is.
        actor: Option<Named>,
    },
    /// The actor is not to be shown. What it says stays, under the article's words for the source.
    HideActor {
        /// The actor.
        actor: Named,
    },
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
