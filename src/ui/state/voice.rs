//! Following a voice: the statements of one speaker, one after the other.

use super::{KeyboardFocus, PanelState, Selection, step_around};
use crate::analysis::Tier;
use crate::selection::Selectable;
use crate::ui::messages::Intent;
use crate::ui::places::FollowedVoice;
use crate::ui::strings;

impl PanelState {
    /// The attributions of an actor that a reader who follows it comes to, in reading order: its
    /// statements, and its attitudes where these are shown.
    pub fn voiced(&self, actor: u32) -> Vec<u32> {
        let all = self.facts.quotes_of.get(actor as usize).map_or(&[][..], Vec::as_slice);
        let shown =
            |&id: &u32| self.layers.attitudes || self.facts.attribution(id).tier == Tier::Statement;
        all.iter().copied().filter(shown).collect()
    }

    /// The attribution that a voice has come to.
    pub(super) fn voice_at(&self, voice: FollowedVoice) -> Option<u32> {
        self.voiced(voice.actor).get(voice.at?).copied()
    }

    /// The words of the bar: `Kerry: 2 of 5`.
    pub fn voice_place(&self, voice: FollowedVoice) -> String {
        let (name, all) = (self.facts.name(voice.actor), self.voiced(voice.actor).len());
        strings::voice(&name, voice.at, all)
    }

    pub(super) fn follow_voice(&mut self, actor: u32) {
        if self.voiced(actor).is_empty() {
            return;
        }
        let selected = self.selected.map(|selection| selection.item);
        let own = self.voiced(actor);
        // From a statement of its own the reader goes on, from elsewhere to the first.
        let at = own.iter().position(|&id| selected == Some(Selectable::Attribution(id)));
        self.voice = Some(FollowedVoice { actor, at: Some(at.unwrap_or(0)) });
        self.show_voice(1);
    }

    pub(super) fn step_voice(&mut self, by: isize) {
        if let Some(FollowedVoice { actor, at }) = self.voice {
            self.voice =
                Some(FollowedVoice { actor, at: step_around(at, by, self.voiced(actor).len()) });
            self.show_voice(by);
        }
    }

    /// Shows the statement that the voice has come to: at its row in an open panel, else in the
    /// text alone, where no card lies over it.
    fn show_voice(&mut self, by: isize) {
        let Some(voice) = self.voice else { return };
        let Some(id) = self.voice_at(voice) else { return };
        self.selected = None;
        if self.open {
            self.select(Selectable::Attribution(id), None);
        }
        let said = self.facts.content(self.facts.attribution(id));
        let words = strings::at_voice(&self.voice_place(voice), &said);
        self.announce(words);
        self.focus = Some(KeyboardFocus::Voice(by));
    }

    /// Closes the card with the panel that is shut. In one that is opened, shows the voice's
    /// statement, or what has a card in the text, at its row.
    pub(super) fn move_selection(&mut self) {
        if self.open {
            let own = self.voice.and_then(|voice| self.voice_at(voice));
            let mention = self.selected.and_then(|selection| selection.mention);
            let selected = self.selected.map(|selection| selection.item);
            if let Some(item) = own.map(Selectable::Attribution).or(selected) {
                self.select(item, None);
                self.selected = self.selected.map(|selection| Selection { mention, ..selection });
            }
        } else if self.voice.is_some() {
            self.selected = None;
        } else {
            self.unselect();
        }
    }

    pub(super) fn leave_voice(&mut self) {
        if self.voice.take().is_some() {
            self.selected = None;
            self.announce(strings::VOICE_LEFT.into());
            self.focus =
                Some(if self.open { KeyboardFocus::Panel } else { KeyboardFocus::Launcher });
        }
    }

    /// Follows the same voice on in another reading of the text, without going anywhere.
    pub(super) fn keep_voice(&mut self, actor: u32) {
        let own = self.voiced(actor);
        let selected = self.selected.map(|selection| selection.item);
        let at = own.iter().position(|&id| selected == Some(Selectable::Attribution(id)));
        self.voice = (!own.is_empty()).then_some(FollowedVoice { actor, at });
    }

    /// The intent that tells the owner of the voice that is followed now.
    pub(super) fn voice_intent(&self) -> Intent {
        Intent::Voice(self.voice.map(|voice| (voice.actor, self.voice_at(voice))))
    }
}
