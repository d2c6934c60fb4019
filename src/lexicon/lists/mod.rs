//! English word lists by name: the language's closed sets that rules ask for.
//!
//! A list is a constant with its meaning in a line. Rules hold no words of their own: a word that is
//! missing is one more entry here, or a line in `data/`. The tables that say what a *word* is
//! (classes, names, cues) stand in `data/`.

pub mod actors;
pub mod grammar;
pub mod layout;
pub mod names;
pub mod page;
pub mod speech;
