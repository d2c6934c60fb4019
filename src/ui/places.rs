//! Places that the reader is at: a statement of a voice, a height of the sheet, where a key is
//! pressed.

/// A speaker that the reader follows through the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FollowedVoice {
    /// The speaker.
    pub actor: u32,
    /// The index of the statement that the reader has come to, among the speaker's.
    pub at: Option<usize>,
}

/// Where the keyboard focus is when Escape is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EscapeFrom {
    /// Within a card.
    Card,
    /// Elsewhere in the widget, or nowhere.
    Widget,
    /// Where the panel stays: in something of the page, which may have its own use for the key, in
    /// a search for some words, or where the panel is a part of the page.
    Page,
}

/// Share of the screen's height below which a sheet that is let go is closed.
const CLOSED: f64 = 0.09;
/// Share of the screen's height below which it takes its least height.
const PEEK: f64 = 0.32;
/// Share of the screen's height from which on it takes its full height.
const FULL: f64 = 0.66;

/// A height of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SheetHeight {
    /// Its head and the open row.
    Peek,
    /// Half of the screen, about.
    Half,
    /// All of the screen but a strip.
    Full,
}

impl SheetHeight {
    /// All heights, the least first.
    pub const ALL: [SheetHeight; 3] = [SheetHeight::Peek, SheetHeight::Half, SheetHeight::Full];

    /// The next height up (+1) or down (-1); the same one at the ends.
    #[must_use]
    pub fn step(self, by: isize) -> SheetHeight {
        let at = (self as usize).saturating_add_signed(by).min(SheetHeight::ALL.len() - 1);
        SheetHeight::ALL[at]
    }

    /// The height after a press on the grip: the next one up, and from the greatest the least.
    #[must_use]
    pub fn pressed(self) -> SheetHeight {
        SheetHeight::ALL[(self as usize + 1) % SheetHeight::ALL.len()]
    }

    /// The height of a sheet that is let go where it takes this share of the screen; `None` where
    /// it was drawn down to be closed.
    pub fn let_go(share: f64) -> Option<SheetHeight> {
        match share {
            share if share < CLOSED => None,
            share if share < PEEK => Some(SheetHeight::Peek),
            share if share < FULL => Some(SheetHeight::Half),
            _ => Some(SheetHeight::Full),
        }
    }
}
