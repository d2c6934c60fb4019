//! Asks the learned ranker what rules answer worse: whom a pronoun refers to, and whether a
//! description refers to an actor known already, a new one or none.
//!
//! Takes a [`Scene`](super::scene::Scene), its entities and an item; gives a [`Question`] with the
//! candidates and their features, and the [`Choice`] of a [`Chooser`]; promises to look at a
//! bounded number of earlier mentions.

mod candidates;
mod choice;
mod context;
mod item;
mod pair;
mod question;
mod value;

pub use choice::Choice;
pub use item::NAMES as ITEM_FEATURES;
pub use pair::NAMES as PAIR_FEATURES;
pub use question::{Answer, Chooser, Mentions, Question, ask};
