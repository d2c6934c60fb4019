//! The Yew interface: panel, cast, quotes, card.
//!
//! Takes a [`Model`] and [`Command`]s; gives [`Intent`]s to its owner; promises not to touch the
//! page: what is painted on the text is the owner's business. It renders into one element given to
//! [`mount`] (inside a shadow root) and never renders article text other than the pieces it quotes.

mod app;
mod card;
mod facts;
mod mounted;
mod panel;
mod parts;
mod place;
mod state;
mod strings;
mod tabs;
mod views;

use std::rc::Rc;

use crate::analysis::Analysis;
use crate::export::Format;
use crate::text::Byte;
pub use mounted::{STYLESHEET, Ui, mount};

/// What the interface shows. `analysis` has byte offsets into `text`.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The analysed text.
    pub text: Rc<str>,
    /// What was found in it.
    pub analysis: Rc<Analysis<Byte>>,
    /// How long the analysis took, in milliseconds.
    pub elapsed_ms: f64,
}

pub use crate::selection::{Item, Layers};

/// How the reader wants the interface to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Its colours.
    pub theme: Theme,
    /// The panel stands at the left of the viewport, not at the right.
    pub left: bool,
}

/// The interface's colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the page or the reader's system says.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// What a reader can take away from an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakeAway {
    /// An attribution with its speaker and a link to it, for the clipboard.
    Quotation(u32),
    /// A report that this is wrong, for the clipboard.
    Report(Item),
    /// A file in this format.
    File(Format),
    /// The article and the list that is open, on paper.
    Print,
}

/// What the reader did in the interface, for its owner to act on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Intent {
    /// Selected something, or nothing any more. The owner repaints; `reveal` asks it to scroll the
    /// text there.
    Select {
        /// What is selected now.
        item: Option<Item>,
        /// True if the text should be scrolled to it.
        reveal: bool,
    },
    /// Points at something (hover or focus), or at nothing any more.
    Point(Option<Item>),
    /// Wants mention number `mention` of an actor shown in the text.
    GoTo {
        /// Whose mention.
        actor: u32,
        /// Index in its mentions.
        mention: usize,
    },
    /// Changed what is painted.
    Layers(Layers),
    /// Opened or closed the panel.
    Open(bool),
    /// Chose how the interface looks.
    Look(Look),
    /// Wants to take something away; the owner answers with [`Command::Taken`] or
    /// [`Command::Offer`].
    TakeAway(TakeAway),
    /// Steps from one attribution to the next in its card beside the text. The owner shows it there
    /// at once and selects it anew with its place.
    Walk(Item),
}

/// What the owner tells the interface.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Something was selected in the text; `anchor` is where, in CSS pixels of the viewport (left,
    /// top, width, height), for the card.
    Select {
        /// What is selected now.
        item: Option<Item>,
        /// Where the card should stand near.
        anchor: Option<(f64, f64, f64, f64)>,
    },
    /// Of the selected actor's mentions, this one was selected in the text.
    Mention(usize),
    /// The pointer is over something in the text; `anchor` is where, as in [`Command::Select`].
    Point {
        /// What it is over now.
        item: Option<Item>,
        /// The line that it is on.
        anchor: Option<(f64, f64, f64, f64)>,
    },
    /// The text or its analysis changed.
    Model(Model),
    /// Layers were set from outside.
    Layers(Layers),
    /// The panel was opened or closed from outside.
    Open(bool),
    /// This is on the clipboard or on its way to the reader's files.
    Taken(TakeAway),
    /// The clipboard refused this text: the reader copies it by hand.
    Offer(Rc<str>),
    /// The text is still being read; so much of the way, 0 to 1, is behind. [`Command::Model`] ends
    /// it, and so does 1. Shown only where it lasts.
    Progress(f32),
}
