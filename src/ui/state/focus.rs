//! Where the keyboard focus goes.

use crate::selection::Selectable;
use crate::ui::views::View;

/// Where the keyboard focus should go after the next drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyboardFocus {
    /// The tab of a view.
    Tab(View),
    /// The row of an actor or attribution.
    Row(Selectable),
    /// The open card.
    Card,
    /// The button of the open card that goes on (+1) or back (-1).
    Step(isize),
    /// The text that the clipboard refused.
    Offer,
    /// What can be corrected of the selected item.
    Mend,
    /// The button that takes a correction back.
    Undo,
    /// The panel's selected tab.
    Panel,
    /// The button that opens the panel, or where that is put away the place where it was.
    Launcher,
    /// The button of the followed voice that goes on (+1) or back (-1).
    Voice(isize),
}
