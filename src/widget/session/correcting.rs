//! The reader's corrections: made in the panel, shown at once in all that is drawn, and kept.
//!
//! Takes what the reader does; gives a reading with the corrections laid over the engine's
//! analysis, which stays as it is.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::checking;
use super::life::Session;
use crate::corrections::{self, Correction, Mark};
use crate::page::{Attention, HitIndex};
use crate::selection::Selectable;
use crate::turns::block_on;
use crate::ui::{self, Correcting, Trouble};
use crate::widget::reading::Reading;

impl Session {
    /// Makes or takes back a correction, or adds those of a file.
    pub(super) fn correct(&self, what: Correcting) {
        let reading = self.reading();
        let (list, item) = match what {
            Correcting::Edit(edit) => {
                let made =
                    corrections::record(&reading.text, &reading.found, &reading.corrected, &edit);
                let Some(made) = made else { return };
                let mut list = reading.corrections.to_vec();
                if corrections::add(&mut list, made).is_err() {
                    return self.tell(ui::Command::Trouble(Trouble::TooMany));
                }
                (list, None)
            }
            Correcting::Undo(at) => {
                let mut list = reading.corrections.to_vec();
                if at >= list.len() {
                    return;
                }
                list.remove(at);
                (list, self.with(|state| state.picked.attention.selected).flatten())
            }
            Correcting::Open(text) => match corrections::read(&text) {
                Err(why) => return self.tell(ui::Command::Trouble(Trouble::File(why))),
                Ok(opened) => {
                    let mut list = reading.corrections.to_vec();
                    let added =
                        opened.into_iter().try_for_each(|new| corrections::add(&mut list, new));
                    if added.is_err() {
                        return self.tell(ui::Command::Trouble(Trouble::TooMany));
                    }
                    (list, None)
                }
            },
        };
        self.show_corrected(&reading, list, item);
    }

    /// Shows a reading with these corrections, and keeps them.
    fn show_corrected(&self, before: &Reading, list: Vec<Correction>, item: Option<Selectable>) {
        let is_new = list.len() >= before.corrections.len();
        let kept = before.shelf.save(&before.corrections, &list);
        let mut now = block_on(before.with_corrections(list));
        now.trouble = kept.err();
        let now = Rc::new(now);
        let last = now.corrected.marks.last().and_then(|marks| marks.first().copied());
        let item = match (is_new, item) {
            (_, Some(item)) => now.same_as(before, item),
            (true, None) => last.map(|mark| match mark {
                Mark::Actor(id) => Selectable::Actor(id),
                Mark::Attribution(id) => Selectable::Attribution(id),
            }),
            (false, None) => None,
        };
        self.with(|state| {
            state.reading = now.clone();
            state.picked.attention = Attention { selected: item, ..Attention::default() };
            state.picked.hits = HitIndex::new(&now.plan, state.choices.held.layers);
            state.interface.send(ui::Command::Corrected(now.analysed_text(), item));
            state.repaint();
        });
        self.announce();
        // Its ids mean other items than those of the verdicts found before.
        spawn_local(checking::check(self.me().clone()));
    }
}
