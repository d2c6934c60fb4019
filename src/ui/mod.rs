//! The Yew interface: panel, cast, quotes, card.
//!
//! Takes a [`Model`] and [`Command`]s; gives [`Intent`]s to its owner; promises not to touch the page: what is painted on the text is the
//! owner's business. It renders into one element given to [`mount`] (inside a shadow root) and never renders article text other than the
//! pieces it quotes.

use std::rc::Rc;

use crate::analysis::Analysis;
use crate::text::Byte;

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

/// What the reader did in the interface, for its owner to act on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Intent {
    /// Selected something, or nothing any more. The owner repaints; `reveal` asks it to scroll the text there.
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
}

/// What the owner tells the interface.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Something was selected in the text; `anchor` is where, in CSS pixels of the viewport (left, top, width, height), for the card.
    Select {
        /// What is selected now.
        item: Option<Item>,
        /// Where the card should stand near.
        anchor: Option<(f64, f64, f64, f64)>,
    },
    /// The pointer is over something in the text.
    Point(Option<Item>),
    /// The text or its analysis changed.
    Model(Model),
    /// Layers were set from outside.
    Layers(Layers),
    /// The panel was opened or closed from outside.
    Open(bool),
}
