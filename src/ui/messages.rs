//! The messages between the interface and its owner, as plain values.
//!
//! The owner gives an [`AnalysedText`] and [`Command`]s; the interface answers with [`Intent`]s.

use std::rc::Rc;

use crate::analysis::Analysis;
use crate::corrections::{Correction, Edit, Mark, Refused};
use crate::export::Format;
use crate::page::Rect;
use crate::quotation_check::CheckedStatement;
use crate::selection::{Layers, Selectable};
use crate::text::Byte;

/// A text with its analysis, whose spans are byte offsets in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct AnalysedText {
    /// The analysed text.
    pub text: Rc<str>,
    /// The analysis of the text.
    pub analysis: Rc<Analysis<Byte>>,
    /// How long the analysis took, in milliseconds.
    pub elapsed_ms: f64,
    /// The reader's corrections, which the analysis shows already.
    pub corrections: Rc<CorrectionList>,
}

/// A text to check the article's quotations against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherText {
    /// The name of its file; empty for a text that was pasted.
    pub name: Rc<str>,
    /// Its content.
    pub text: Rc<str>,
}

/// What a check of the quotations found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The text checked against, as plain text.
    pub other: OtherText,
    /// What was found of each statement, in the article's order.
    pub found: Rc<[CheckedStatement]>,
}

/// How the interface looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Appearance {
    /// The colours.
    pub theme: Theme,
    /// Where the panel stands.
    pub side: Side,
}

/// The interface's colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// The page's or the reader's system's choice.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// The side of the viewport that the panel stands at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Side {
    /// The right side.
    #[default]
    Right,
    /// The left side.
    Left,
}

/// A thing that a reader can take away from an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakeAway {
    /// An attribution with its speaker and a link to it, for the clipboard.
    Quotation(u32),
    /// A report that the analysis of this item is wrong, for the clipboard.
    Report(Selectable),
    /// The source note, for the clipboard.
    Note,
    /// A file in this format.
    File(Format),
    /// The article and the open list, printed.
    Print,
    /// The reader's corrections, as a file.
    Corrections,
    /// The report as a file.
    ReportFile(Selectable),
}

/// A thing that the reader does about corrections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Correcting {
    /// Corrects an item.
    Edit(Edit),
    /// Takes a correction back: its index in the list.
    Undo(usize),
    /// Adds the corrections of a file, whose text this is.
    Open(Rc<str>),
}

/// Why corrections are not as the reader expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The browser does not keep them.
    NotKept,
    /// The article has as many as it may have: nothing was changed.
    TooMany,
    /// With those of other articles there are more than are kept for an address.
    NoRoom,
    /// Those that the browser kept cannot be read.
    Kept(Refused),
    /// A file was refused.
    File(Refused),
}

/// The reader's corrections of an article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CorrectionList {
    /// The corrections.
    pub corrections: Rc<[Correction]>,
    /// For each, the items that it shows in.
    pub marks: Vec<Vec<Mark>>,
    /// For each, true if what it is about is in the text.
    pub found: Vec<bool>,
    /// What went wrong last, if something did.
    pub trouble: Option<Trouble>,
}

/// A thing that the reader did in the interface, for its owner to act on.
#[derive(Debug, Clone, PartialEq)]
pub enum Intent {
    /// The selection changed. The owner repaints the text.
    Select {
        /// What is selected now.
        item: Option<Selectable>,
        /// True if the owner should scroll the text to it.
        reveal: bool,
    },
    /// The reader points at something (hover or focus), or no longer at anything.
    Point(Option<Selectable>),
    /// The text should show mention number `mention` of an actor.
    GoTo {
        /// The actor's id.
        actor: u32,
        /// Index in its mentions.
        mention: usize,
    },
    /// The reader changed what is painted.
    Layers(Layers),
    /// The panel was opened or closed.
    Open(bool),
    /// The reader chose how the interface looks.
    Appearance(Appearance),
    /// The reader wants to take something away. The owner answers with [`Command::Taken`] or
    /// [`Command::Offer`].
    TakeAway(TakeAway),
    /// The reader corrects something. The owner answers with [`Command::Corrected`],
    /// [`Command::Taken`] or [`Command::Trouble`].
    Correct(Correcting),
    /// The reader steps from one attribution to the next in its card beside the text. The owner
    /// scrolls there and answers with [`Command::Select`] and the new place.
    Walk(Selectable),
    /// The reader wants the quotations checked against this text, or no longer. The owner answers
    /// with [`Command::Checked`], also after each [`Command::Show`] and [`Command::Corrected`].
    Check(Option<OtherText>),
    /// The reader follows this actor's voice, and is at this attribution; or follows none.
    Voice(Option<(u32, Option<u32>)>),
}

/// The place in the text that a card stands beside, in the viewport.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Anchor {
    /// The line that the reader pointed at, or the first one.
    pub line: Rect,
    /// All lines of the item, which stay free where the window has room beside them.
    pub whole: Rect,
}

/// A message from the owner to the interface.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Something was selected in the text.
    Select {
        /// What is selected now.
        item: Option<Selectable>,
        /// The place in the text that the card stands beside.
        anchor: Option<Anchor>,
    },
    /// This mention of the selected actor was selected in the text.
    Mention(usize),
    /// The pointer is over something in the text.
    Point {
        /// The item under the pointer.
        item: Option<Selectable>,
        /// The line of text under the pointer.
        anchor: Option<Rect>,
    },
    /// Shows another text, or another analysis of it.
    Show(AnalysedText),
    /// Shows the same text after the reader has corrected something, and the item that is selected
    /// then.
    Corrected(AnalysedText, Option<Selectable>),
    /// A file of corrections was refused.
    Trouble(Trouble),
    /// The report on this item is on the clipboard; the address that it can be sent to, if the page
    /// names one.
    Reported(Selectable, Option<Rc<str>>),
    /// Layers were set from outside.
    Layers(Layers),
    /// The panel was opened or closed from outside.
    Open(bool),
    /// The voice of this actor is followed on, in another reading of the text.
    Voice(u32),
    /// This thing is on the clipboard now, or handed to the browser to save or print.
    Taken(TakeAway),
    /// The clipboard refused this text: the reader copies it by hand.
    Offer(Rc<str>),
    /// The text is being read; the number is the share read so far, 0 to 1. [`Command::Show`] or
    /// a share of 1 ends it. The interface shows it only where reading takes long.
    Progress(f32),
    /// The quotations of the text shown are checked.
    Checked(Checked),
}
