//! What the interface shows while the reader corrects something, and after it.

use super::{KeyboardFocus, PanelState, Selection};
use crate::selection::Selectable;
use crate::ui::facts::Facts;
use crate::ui::strings;
use crate::ui::views::{SpeakerFilter, View};

impl PanelState {
    /// Shows or hides what can be corrected of the selected item.
    pub(super) fn set_mending(&mut self, mending: bool) {
        if let Some(selected) = self.selected {
            self.selected = Some(Selection { mending, ..selected });
            self.focus = Some(if mending { KeyboardFocus::Mend } else { KeyboardFocus::Card });
        }
    }

    /// Gives the focus back to what lies under the bar that is taken away.
    pub(super) fn leave_bar(&mut self) {
        self.focus = Some(match (self.selected, self.open) {
            (Some(_), _) => KeyboardFocus::Card,
            (None, true) => KeyboardFocus::Panel,
            (None, false) => KeyboardFocus::Launcher,
        });
    }

    /// Shows the same text with other corrections, and `item` selected. The reader stays where they
    /// are: in the open tab, with its filters, the card at its place.
    pub(super) fn show_corrected(&mut self, facts: Facts, item: Option<Selectable>) {
        let (before, now) = (self.facts.shown.corrections.clone(), facts.shown.corrections.clone());
        let is_back = now.corrections.len() < before.corrections.len();
        let anchor = self.selected.and_then(|selected| selected.anchor);
        let view = self.view;
        if matches!(self.speaker_filter, SpeakerFilter::Actor(_) | SpeakerFilter::Voice(_)) {
            self.speaker_filter = SpeakerFilter::Anyone;
        }
        (self.selected, self.pointed, self.tip, self.voice) = (None, None, None, None);
        self.facts = facts;
        self.check_again();
        if let Some(item) = item {
            self.select(item, anchor);
        }
        let in_list = view == View::More && self.open;
        if in_list {
            self.view = view;
        }
        let last = now.corrections.len().checked_sub(1).filter(|_| !is_back);
        self.corrected = last.filter(|_| !in_list);
        self.focus = Some(match self.selected {
            Some(_) if !in_list => KeyboardFocus::Card,
            _ => KeyboardFocus::Undo,
        });
        self.announce(match last.and_then(|last| now.corrections.get(last)) {
            Some(correction) => strings::corrected(&correction.change),
            None => strings::TAKEN_BACK.into(),
        });
    }
}
