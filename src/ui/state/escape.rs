//! What Escape closes: what lies on top first, the panel last; the sheet's height, and the
//! launcher, which is put away.

use super::{Action, KeyboardFocus, PanelState};
use crate::selection::Selectable;
use crate::ui::places::{EscapeFrom, SheetHeight};
use crate::ui::strings;

impl PanelState {
    /// The action that Escape stands for now.
    pub(super) fn on_escape(&self, from: EscapeFrom) -> Action {
        let close = match from {
            EscapeFrom::Card => Action::Close,
            EscapeFrom::Widget | EscapeFrom::Page => Action::Dismiss,
        };
        let selected = self.selected.map(|selection| selection.item);
        if self.offered.is_some() {
            return close;
        }
        if let Some(voice) = self.voice {
            // The statement that the voice has come to goes with it; another card goes before.
            let own = self.voice_at(voice).map(Selectable::Attribution);
            if selected.is_none_or(|item| Some(item) == own) {
                return Action::LeaveVoice;
            }
        }
        match selected {
            None if self.open && from == EscapeFrom::Widget => Action::SetOpen(false),
            _ => close,
        }
    }

    /// Gives the sheet another height; the open row stays in view.
    pub(super) fn set_sheet(&mut self, height: SheetHeight) {
        self.sheet = height;
        self.scroll_to = self.selected.map(|selection| selection.item);
    }

    /// Puts the launcher away, and says how it comes back.
    pub(super) fn put_launcher_away(&mut self) {
        self.put_away = true;
        self.focus = Some(KeyboardFocus::Launcher);
        self.announce(strings::PUT_AWAY_DONE.into());
    }
}
