//! The state of the interface, and how an action changes it. Nothing here touches the browser.
//!
//! Takes [`Action`]s; gives the next [`PanelState`] and the [`Intent`] that the owner must be told;
//! promises that the selected thing is also listed (a filter that would hide it is lifted).

use std::rc::Rc;

pub use action::Action;
pub use focus::KeyboardFocus;

use super::checks::Check;
use super::facts::Facts;
use super::messages::{Anchor, Appearance, Intent, TakeAway, Trouble};
use super::places::{FollowedVoice, SheetHeight};
use super::strings;
use super::views::{CastFilter, SpeakerFilter, View};
use crate::analysis::QuoteKind;
use crate::page::Rect;
use crate::selection::{Layers, Selectable};
use crate::voices::Heard;

/// Number of rows that a list shows at first, and of those that its button adds: more than nearly
/// any article has.
pub const ROWS: usize = 400;

/// Number of rows drawn at first, and with each frame after that until all are drawn: a slow phone
/// takes some milliseconds for each row.
const ROWS_PER_DRAWING: usize = 4;

/// The selected thing and where its card stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Selection {
    /// The selected item.
    pub item: Selectable,
    /// The place in the text that the card stands beside; `None` puts the card under its row.
    pub anchor: Option<Anchor>,
    /// For an actor: the current mention.
    pub mention: Option<usize>,
    /// True if its card shows what can be corrected.
    pub mending: bool,
}

/// A short label beside the place in the text that the pointer rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tip {
    /// The item under the pointer.
    pub item: Selectable,
    /// The place of the item in the text.
    pub anchor: Rect,
    /// True once the pointer has left the item and the label fades.
    pub leaving: bool,
}

/// All that the interface is showing.
#[derive(Debug, Clone, PartialEq)]
pub struct PanelState {
    /// The text and what the analysis found in it.
    pub facts: Facts,
    /// The layers painted on the text.
    pub layers: Layers,
    /// The colours of the interface and the side of its panel.
    pub appearance: Appearance,
    /// True if the panel is part of the page and does not lie over it.
    pub inline: bool,
    /// True if the panel is open.
    pub open: bool,
    /// The open tab.
    pub view: View,
    /// The selected item with its card.
    pub selected: Option<Selection>,
    /// The item under the pointer, here or in the text.
    pub pointed: Option<Selectable>,
    /// The label beside the pointer.
    pub tip: Option<Tip>,
    /// The words that the open list is searched for.
    pub search: String,
    /// Which actors the cast lists.
    pub cast_filter: CastFilter,
    /// The kind of attributions that the quotes list; `None` for all.
    pub quote_kind: Option<QuoteKind>,
    /// Whose attributions the quotes list.
    pub speaker_filter: SpeakerFilter,
    /// The list that was open last: it is printed where the tab with the button has none.
    pub last_list: View,
    /// The tab to go back to once printing is over, while it is under way.
    pub printed_from: Option<View>,
    /// Which voices are listed.
    pub heard: Heard,
    /// Number of rows of the list that are to be shown.
    pub rows: usize,
    /// Number of these rows that are drawn so far.
    pub drawn: usize,
    /// The check of the quotations against another text.
    pub check: Check,
    /// The thing that was taken away last; forgotten as soon as the reader does something else.
    pub taken: Option<TakeAway>,
    /// The text that the clipboard refused.
    pub offered: Option<Rc<str>>,
    /// The correction made last, by its index; forgotten as soon as the reader does something else.
    pub corrected: Option<usize>,
    /// The item whose report was copied last, and the address that it can be sent to, if there is
    /// one; forgotten likewise.
    pub reported: Option<(Selectable, Option<Rc<str>>)>,
    /// Why a file of corrections was refused; forgotten likewise.
    pub trouble: Option<Trouble>,
    /// The share of the text read so far, while it is being read.
    pub progress: Option<f32>,
    /// The words of the live region, which screen readers speak.
    pub announcement: String,
    /// Where the keyboard focus goes after the next drawing.
    pub focus: Option<KeyboardFocus>,
    /// The row to bring into view after the next drawing.
    pub scroll_to: Option<Selectable>,
    /// The speaker whose words alone stand out in the text, where the reader follows one.
    pub voice: Option<FollowedVoice>,
    /// The height of the panel where it is a sheet at the bottom of the screen.
    pub sheet: SheetHeight,
    /// True if the reader has put the launcher away.
    pub put_away: bool,
}

impl PanelState {
    /// The state before any action: the panel over the page, shut, at the cast.
    pub fn new(facts: Facts, layers: Layers, appearance: Appearance) -> PanelState {
        PanelState {
            facts,
            layers,
            appearance,
            inline: false,
            open: false,
            view: View::Cast,
            selected: None,
            pointed: None,
            tip: None,
            search: String::new(),
            cast_filter: CastFilter::All,
            quote_kind: None,
            speaker_filter: SpeakerFilter::Anyone,
            last_list: View::Cast,
            printed_from: None,
            heard: Heard::All,
            rows: ROWS,
            drawn: ROWS_PER_DRAWING,
            check: Check::Asked,
            taken: None,
            offered: None,
            corrected: None,
            reported: None,
            trouble: None,
            progress: None,
            announcement: String::new(),
            focus: None,
            scroll_to: None,
            voice: None,
            sheet: SheetHeight::Half,
            put_away: false,
        }
    }

    /// The state after an action.
    #[must_use]
    pub fn after(&self, action: Action) -> PanelState {
        let mut next = self.clone();
        if !action.comes_by_itself() {
            next.focus = None;
            next.scroll_to = None;
            next.taken = None;
            (next.corrected, next.trouble, next.reported) = (None, None, None);
            next.tip = None;
        }
        match action {
            Action::Press(item) if next.is_selected(item) => next.unselect(),
            Action::Press(item) => next.select(item, None),
            Action::Follow(item) => next.follow(item),
            Action::CloseOffer => {
                next.close_offer();
            }
            Action::CloseBar => next.leave_bar(),
            Action::Close | Action::Dismiss if next.close_offer() => {}
            Action::Close => next.close(),
            Action::Dismiss => next.unselect(),
            Action::Point(item) => next.pointed = item,
            Action::Escape(from) => return self.after(self.on_escape(from)),
            Action::FollowVoice(actor) => next.follow_voice(actor),
            Action::StepVoice(by) => next.step_voice(by),
            Action::LeaveVoice => next.leave_voice(),
            Action::SetSheet(height) => next.set_sheet(height),
            Action::PressGrip => next.set_sheet(next.sheet.pressed()),
            Action::PutAway => next.put_launcher_away(),
            Action::SetOpen(open) => {
                next.open = open;
                next.put_away = false;
                next.focus = Some(match (open, next.voice) {
                    (true, _) => KeyboardFocus::Panel,
                    (false, None) => KeyboardFocus::Launcher,
                    (false, Some(_)) => KeyboardFocus::Voice(1),
                });
                next.move_selection();
            }
            Action::SetView(view) => {
                next.open_list(view);
                next.search = String::new();
            }
            Action::SetLayers(layers) => next.layers = layers,
            Action::Search(search) => next.search = search,
            Action::SetCastFilter(filter) => next.cast_filter = filter,
            Action::SetQuoteKind(kind) => next.quote_kind = kind,
            Action::SetSpeakerFilter(filter) => next.speaker_filter = filter,
            Action::ClearFilters => {
                next.lift_filters();
                next.focus = Some(KeyboardFocus::Tab(next.view));
            }
            Action::SetAppearance(appearance) => next.appearance = appearance,
            Action::ListQuotesOf(actor) => next.list_quotes(SpeakerFilter::Actor(actor)),
            Action::ListQuotesOfVoice(at) => next.list_quotes(SpeakerFilter::Voice(at)),
            Action::Hear(heard) => {
                next.lift_filters();
                next.heard = heard;
                next.open_list(View::Voices);
            }
            Action::Check(other) => next.begin_check(other),
            Action::MoreRows => next.rows = next.rows.saturating_add(ROWS),
            Action::DrawOn => {
                next.drawn = next.drawn.saturating_add(ROWS_PER_DRAWING).min(next.rows)
            }
            Action::TakeAway(what @ TakeAway::Print) => {
                next.begin_printing();
                next.taken = Some(what);
            }
            Action::BeforePrint => next.begin_printing(),
            Action::AfterPrint => next.end_printing(),
            Action::Step(by) => next.step(by),
            Action::SetMending(mending) => next.set_mending(mending),
            Action::Reveal | Action::Moved | Action::TakeAway(_) | Action::Correct(_) => {}
            Action::Obey(command) => next.obey(command),
        }
        if next.view != View::More {
            next.last_list = next.view;
        }
        next
    }

    /// Opens the list that is printed, with all its rows.
    fn begin_printing(&mut self) {
        if self.printed_from.is_none() {
            self.printed_from = Some(self.view);
            self.view = self.last_list;
            (self.rows, self.drawn) = (usize::MAX, usize::MAX);
        }
    }

    /// Opens the tab again that was open before printing. Its button had the focus if it was
    /// pressed, and was not drawn meanwhile.
    fn end_printing(&mut self) {
        if let Some(TakeAway::Print) = self.taken {
            self.taken = None;
            self.focus = self.printed_from.map(KeyboardFocus::Tab);
        }
        if let Some(view) = self.printed_from.take() {
            self.view = view;
            (self.rows, self.drawn) = (ROWS, ROWS_PER_DRAWING);
        }
    }

    /// The intent that the owner must be told after an action, given the state after it.
    pub fn intent(&self, after: &PanelState, action: &Action) -> Option<Intent> {
        match action {
            Action::Press(_) | Action::Follow(_) => Some(Intent::Select {
                item: after.selected.map(|s| s.item),
                reveal: after.selected.is_some(),
            }),
            Action::Close | Action::Dismiss => self
                .selected
                .filter(|_| after.selected.is_none())
                .map(|_| Intent::Select { item: None, reveal: false }),
            Action::Point(item) => (self.pointed != *item).then_some(Intent::Point(*item)),
            Action::SetOpen(open) => Some(Intent::Open(*open)),
            Action::Escape(from) => self.intent(after, &self.on_escape(*from)),
            Action::FollowVoice(_) | Action::StepVoice(_) | Action::LeaveVoice => {
                Some(after.voice_intent())
            }
            Action::SetLayers(layers) => Some(Intent::Layers(*layers)),
            Action::SetAppearance(appearance) => Some(Intent::Appearance(*appearance)),
            Action::TakeAway(what) => Some(Intent::TakeAway(*what)),
            Action::Correct(what) => Some(Intent::Correct(what.clone())),
            Action::Check(None) => Some(Intent::Check(None)),
            Action::Check(Some(other)) => {
                let usable = other.clone().ok().filter(|_| after.check == Check::UnderWay);
                usable.map(|other| Intent::Check(Some(other)))
            }
            Action::Step(_) => match after.selected? {
                Selection { item: Selectable::Actor(actor), mention, .. } => {
                    mention.map(|mention| Intent::GoTo { actor, mention })
                }
                Selection { item, anchor: Some(_), .. } => Some(Intent::Walk(item)),
                Selection { item, anchor: None, .. } => {
                    Some(Intent::Select { item: Some(item), reveal: true })
                }
            },
            Action::Reveal => {
                self.selected.map(|s| Intent::Select { item: Some(s.item), reveal: true })
            }
            _ => None,
        }
    }

    /// True while the text is being read, for the first time or again.
    pub fn is_reading(&self) -> bool {
        let shown = &self.facts.shown;
        self.progress.is_some() || (shown.text.is_empty() && shown.analysis.notice.is_none())
    }

    /// True if this item is selected.
    pub fn is_selected(&self, item: Selectable) -> bool {
        self.selected.is_some_and(|s| s.item == item)
    }

    /// Opens a tab at the top of its list, and focuses it.
    pub(super) fn open_list(&mut self, view: View) {
        self.view = view;
        (self.rows, self.drawn) = (ROWS, ROWS_PER_DRAWING);
        self.focus = Some(KeyboardFocus::Tab(view));
    }

    /// Puts words into the live region. If they stand there already, a no-break space makes them
    /// new, so that they are spoken again.
    pub(super) fn announce(&mut self, words: String) {
        self.announcement = if self.announcement == words { words + "\u{a0}" } else { words };
    }

    /// Selects `item` and makes sure that its row is listed and drawn.
    fn select(&mut self, item: Selectable, anchor: Option<Anchor>) {
        let known = match item {
            Selectable::Actor(id) => (id as usize) < self.facts.standings.len(),
            Selectable::Attribution(id) => {
                (id as usize) < self.facts.shown.analysis.attributions.len()
            }
        };
        if !known {
            return;
        }
        self.selected = Some(Selection { item, anchor, mention: None, mending: false });
        self.tip = None;
        self.scroll_to = Some(item);
        let (view, listed, place) = match item {
            Selectable::Actor(id) => {
                (View::Cast, self.lists_actor(id), self.facts.place_in_cast(id))
            }
            Selectable::Attribution(id) => {
                (View::Quotes, self.lists_quote(self.facts.attribution(id)), id as usize)
            }
        };
        self.view = view;
        if !listed {
            self.lift_filters();
        }
        self.rows = self.rows.max((place / ROWS + 1) * ROWS);
        self.drawn = self.drawn.max(place + ROWS_PER_DRAWING);
        self.announce(self.facts.announcement(item));
    }

    /// Closes the card; its row gets the focus.
    fn close(&mut self) {
        if let Some(Selection { item, .. }) = self.selected {
            self.focus = Some(match self.open {
                true => KeyboardFocus::Row(item),
                false => KeyboardFocus::Launcher,
            });
        }
        self.unselect();
    }

    fn unselect(&mut self) {
        if self.selected.take().is_some() {
            self.announce(strings::ANNOUNCE_CLOSED.into());
        }
    }

    /// Selects the item that a link in the card leads to; the card stays where it is.
    fn follow(&mut self, item: Selectable) {
        let anchor = self.selected.and_then(|s| s.anchor);
        self.select(item, anchor);
        self.focus = Some(if anchor.is_some() || !self.open {
            KeyboardFocus::Card
        } else {
            KeyboardFocus::Row(item)
        });
    }

    fn step(&mut self, by: isize) {
        let Some(Selection { item, mention, anchor, .. }) = self.selected else { return };
        match item {
            Selectable::Actor(id) => {
                let all = self.facts.actor(id).mentions.len();
                let Some(next) = step_around(mention, by, all) else { return };
                self.announce(strings::nth_of(next, all));
                self.selected = self.selected.map(|s| Selection { mention: Some(next), ..s });
            }
            Selectable::Attribution(id) => {
                let listed = self.listed_quotes();
                let at = listed.iter().position(|&other| other == id);
                let Some(next) = step_around(at, by, listed.len()) else { return };
                self.select(Selectable::Attribution(listed[next]), anchor);
                let words = strings::at_place(next, listed.len(), &self.announcement);
                self.announce(words);
            }
        }
        self.focus = Some(KeyboardFocus::Step(by));
    }

    /// Closes the text that the clipboard refused; true if there was one.
    fn close_offer(&mut self) -> bool {
        let offered = self.offered.take().is_some();
        if offered {
            self.focus = Some(match self.selected {
                Some(_) => KeyboardFocus::Card,
                None => KeyboardFocus::Tab(self.view),
            });
        }
        offered
    }
}

/// The place one step from `at` among `all`, going round at the ends. Without `at`, a step forward
/// gives the first place and a step back the last. `None` where `all` is 0.
fn step_around(at: Option<usize>, by: isize, all: usize) -> Option<usize> {
    let from = at.map_or(if by > 0 { -1 } else { 0 }, |at| at as isize);
    (all > 0).then(|| (from + by).rem_euclid(all as isize) as usize)
}

mod action;
mod correcting;
mod escape;
mod focus;
mod obey;
mod voice;

#[cfg(test)]
mod tests;
