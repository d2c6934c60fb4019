//! How the owner's commands change the state.

use super::{KeyboardFocus, PanelState, Selection, Tip};
use crate::selection::Selectable;
use crate::ui::facts::Facts;
use crate::ui::messages::{Command, TakeAway};
use crate::ui::strings;

impl PanelState {
    /// The state after the owner's command.
    pub(super) fn obey(&mut self, command: Command) {
        match command {
            // The answer to a walk: the card is open, and now its place is known.
            Command::Select { item: Some(item), anchor: Some(anchor) }
                if self.selected.is_some_and(|s| s.item == item && s.anchor.is_some()) =>
            {
                self.selected = self.selected.map(|s| Selection { anchor: Some(anchor), ..s });
            }
            Command::Select { item: Some(item), anchor } => {
                (self.corrected, self.reported) = (None, None);
                // An open panel shows it at its row: no card lies over the text then.
                // (One in the page's column may be out of sight: `App` knows.)
                let anchor = anchor.filter(|_| !self.open || self.inline);
                let docked_here = self.open
                    && self.selected.is_some_and(|s| s.item == item && s.anchor.is_none());
                if docked_here {
                    self.scroll_to = Some(item);
                } else {
                    self.select(item, anchor);
                }
            }
            Command::Select { item: None, .. } => {
                (self.corrected, self.reported) = (None, None);
                self.unselect();
            }
            Command::Mention(at) => {
                if let Some(Selection { item: Selectable::Actor(id), mention, .. }) =
                    &mut self.selected
                    && at < self.facts.actor(*id).mentions.len()
                {
                    *mention = Some(at);
                }
            }
            Command::Point { item, anchor } => {
                self.pointed = item;
                self.tip = match item {
                    Some(item) => anchor.map(|anchor| Tip { item, anchor, leaving: false }),
                    None => self.tip.map(|tip| Tip { leaving: true, ..tip }),
                };
            }
            Command::Show(text) => self.show_facts(Facts::new(text)),
            Command::Corrected(text, item) => self.show_corrected(Facts::new(text), item),
            Command::Reported(item, to) => {
                self.reported = Some((item, to));
                self.obey(Command::Taken(TakeAway::Report(item)));
            }
            Command::Trouble(trouble) => {
                self.trouble = Some(trouble);
                self.announce(strings::trouble(trouble).into());
            }
            Command::Layers(layers) => self.layers = layers,
            Command::Open(open) => {
                self.open = open;
                if open {
                    self.move_selection();
                }
            }
            Command::Voice(actor) => self.keep_voice(actor),
            Command::Taken(what) => {
                self.taken = Some(what);
                self.announce(strings::taken(what).into());
            }
            Command::Offer(text) => {
                self.offered = Some(text);
                self.focus = Some(KeyboardFocus::Offer);
            }
            Command::Checked(checked) => self.end_check(checked),
            Command::Progress(progress) => {
                self.progress = Some(progress).filter(|progress| *progress < 1.0)
            }
        }
    }

    /// Shows another analysis. Its ids mean other items, so everything that refers to ids is
    /// forgotten; the reader's other choices stay.
    fn show_facts(&mut self, facts: Facts) {
        let PanelState { layers, appearance, inline, open, sheet, put_away, .. } = *self;
        let PanelState { view, cast_filter, quote_kind, rows, mut drawn, .. } = *self;
        if self.is_reading() && self.facts.order.is_empty() {
            // Panel and list are drawn one after the other, each in a frame of its own.
            drawn = 0;
        }
        self.check_again();
        let check = std::mem::take(&mut self.check);
        let search = std::mem::take(&mut self.search);
        let announcement = std::mem::take(&mut self.announcement);
        *self = PanelState {
            inline,
            open,
            sheet,
            put_away,
            view,
            cast_filter,
            quote_kind,
            check,
            search,
            announcement,
            rows,
            drawn,
            ..PanelState::new(facts, layers, appearance)
        };
    }
}
