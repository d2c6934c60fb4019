//! The learned model of names: persons, organisations, places, nationalities.
//!
//! Takes weights (a file that `training/ner` writes, models/NAMES.md) and a
//! [`Document`](crate::text::Document); gives its [`Name`]s; promises the same names on every
//! target (all sums are whole numbers), that names never overlap or cross sentences, and time
//! linear in the article's length.
//!
//! A conditional random field (Lafferty, McCallum and Pereira 2001) looks at the article twice: at
//! each token with its letters, neighbours, the run of capitals it is in and what the
//! [lexicon](crate::lexicon) says of them, then again with what the first look made of the same
//! words elsewhere in the article (Krishnan and Manning 2006).
//!
//! ```
//! use whosaid::{ENGLISH, text::Document};
//! let document = Document::read("Secretary of State John Kerry met Sergei Lavrov in Geneva.");
//! let names = ENGLISH.names().names(&document);
//! let texts: Vec<_> = names.iter().map(|n| document.slice(n.tokens)).collect();
//! assert_eq!(texts, ["John Kerry", "Sergei Lavrov", "Geneva"]);
//! ```

mod clusters;
mod decode;
mod elsewhere;
mod features;
mod format;
mod forms;
mod key;
mod labels;
mod model;
mod name;
mod style;
mod token_keys;

pub use format::{Error, VERSION};
pub use model::Model;
pub(crate) use model::english;
pub use name::{Name, NameKind};

/// What the trainer shares with this module; no part of the library's interface.
#[doc(hidden)]
pub mod training {
    pub use super::clusters::Clusters;
    pub use super::decode::{Scores, Transitions, best};
    pub use super::elsewhere::Elsewhere;
    pub use super::features::Features;
    pub use super::format::{Contents, Look, OUTPUTS, Row};
    pub use super::forms::REACH;
    pub use super::labels::{KINDS, LABELS, Label, Position, mark, spans};
    pub use whosaid_packing::hash::text as hash;
}
