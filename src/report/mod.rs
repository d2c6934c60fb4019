//! Voices over many articles, two versions of one beside each other, and what a draft should be
//! looked at for.
//!
//! Takes articles with their analyses, one at a time; gives a [`Summary`] of each, the [`Report`]
//! that adds them up, and the [`Comparison`] of two, as HTML pages and as tables; promises that
//! persons are joined over articles by their full name only, and that no text of an article becomes
//! markup or a formula.

mod chart;
mod compare;
mod html;
mod pages;
mod summary;
mod tables;
// The parser of tables is a dependency of native tests alone.
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
mod totals;

pub use compare::{Change, Comparison, Pair, Version};
pub use summary::{Flag, Given, Heard, Summary, Tally, Warning};
pub use totals::{JoinedVoice, Report};
