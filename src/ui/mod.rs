//! The Yew interface: panel, tabs and card.
//!
//! Takes an [`AnalysedText`] and [`Command`]s; gives [`Intent`]s to its owner; promises not to
//! touch the page: the owner paints the text. It draws into one element given to [`mount`] (inside
//! a shadow root), and shows no more of the article's text than the pieces it quotes.
//!
//! The modules that decide what is shown (state, lists, facts and words) have no web types and are
//! tested natively.
// Natively only the tests build these modules, and they do not use all of them.
#![cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]

mod beside;
mod checking;
mod checks;
mod facts;
mod listing;
mod messages;
mod places;
mod state;
mod strings;
mod views;

#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod card;
#[cfg(target_arch = "wasm32")]
mod controls;
#[cfg(target_arch = "wasm32")]
mod dragging;
#[cfg(target_arch = "wasm32")]
mod following;
#[cfg(target_arch = "wasm32")]
mod mend;
#[cfg(target_arch = "wasm32")]
mod mounted;
#[cfg(target_arch = "wasm32")]
mod panel;
#[cfg(target_arch = "wasm32")]
mod parts;
#[cfg(target_arch = "wasm32")]
mod placement;
#[cfg(target_arch = "wasm32")]
mod tabs;

pub use messages::{
    AnalysedText, Anchor, Appearance, Checked, Command, Correcting, CorrectionList, Intent,
    OtherText, Side, TakeAway, Theme, Trouble,
};
#[cfg(target_arch = "wasm32")]
pub use mounted::{STYLESHEET, Ui, mount};
pub use strings::{IN_FRAME, MAP_LABEL};
