//! Acting on the reader's input: in the panel, on the article, on the margin map, by scrolling.

use web_sys::Element;

use super::checking;
use super::life::{Session, calls};
use super::places::WHOLE;
use super::state::{Picked, SessionState};
use crate::page::{Gesture, is_narrow, reveal, reveal_at_once};
use crate::selection::Selectable;
use crate::text::Span;
use crate::ui;
use crate::widget::linked;
use crate::widget::preferences::Preferences;
use crate::widget::{events, save};

/// The new selection (an item, or nothing), if an input changed it; else `None`.
type NewSelection = Option<Option<Selectable>>;

impl Session {
    /// Acts on something that the reader did in the interface.
    pub(super) fn intent(&self, intent: ui::Intent) {
        match intent {
            ui::Intent::TakeAway(what) => {
                let reply = calls(self.me(), |session: &Session, command| session.tell(command));
                let gaps = |span| self.gaps(span);
                return save::take(&self.reading(), &self.place().root, what, gaps, reply);
            }
            ui::Intent::Appearance(appearance) => {
                Preferences::change(|kept| kept.appearance = appearance);
                self.with(|state| state.interface.side = appearance.side);
                return self.make_room();
            }
            ui::Intent::Correct(what) => return self.correct(what),
            ui::Intent::Check(other) => {
                self.with(|state| state.checked_against = other);
                wasm_bindgen_futures::spawn_local(checking::check(self.me().clone()));
                return;
            }
            ui::Intent::Layers(layers) => Preferences::change(|kept| kept.layers = Some(layers)),
            _ => {}
        }
        let opened = match intent {
            ui::Intent::Open(open) => Some(open),
            _ => None,
        };
        let selected = self.with(|state| state.do_intent(intent)).flatten();
        if let Some(open) = opened {
            self.make_room();
            if open {
                events::opened(&self.place().root);
            }
        }
        self.tell_page_of(selected);
    }

    /// Acts on something that the reader did with the pointer on the article.
    pub(super) fn gesture(&self, gesture: Gesture) {
        let selected = self.with(|state| match gesture {
            Gesture::Leave => {
                state.point_from_text(None, 0.0);
                None
            }
            Gesture::Move(x, y) => {
                let offset = state.canvas.offset_at(x, y);
                let item = offset.and_then(|offset| {
                    Some((state.picked.hits.at(offset).first().copied()?, offset))
                });
                state.point_from_text(item, y);
                None
            }
            Gesture::Click(x, y) => state.click(x, y),
        });
        self.tell_page_of(selected.flatten());
    }

    /// Scrolls to the place that the reader clicked on the margin map: a share of its height, 0 to
    /// 1.
    pub(super) fn go_to(&self, share: f64) {
        self.with(|state| {
            if let Some(range) = state.canvas.character(state.interface.offset_at(share)) {
                reveal(&range);
            }
        });
    }

    /// Keeps the card beside its words after an element of the page was scrolled, and with it the
    /// article.
    pub(super) fn follow(&self, scrolled: Element) {
        let place = self.place();
        self.with(|state| {
            let selected = state.picked.attention.selected;
            let item = selected.filter(|_| scrolled.contains(Some(&place.article)))?;
            place.root.query_selector(".card.floating").ok()??;
            let plan = &state.reading.plan;
            let offset = state.picked.last_click.or_else(|| Some(plan.place(item)?.start()))?;
            let line = state.canvas.character(offset)?.get_bounding_client_rect();
            let middle = f64::midpoint(line.top(), line.bottom()) as f32;
            let anchor = state.canvas.anchor(plan, item, offset, middle)?;
            let select = ui::Command::Select { item: Some(item), anchor: Some(anchor) };
            state.interface.send(select);
            Some(())
        });
    }

    /// Reads the page again if text that was transparent has faded in.
    pub(super) fn faded(&self) {
        self.with(|state| {
            if state.canvas.map.has_faded_in() {
                state.read_soon();
            }
        });
    }

    /// Opens the attribution that the page's address named when the page was loaded, if its words
    /// are there and nothing speaks against it.
    pub(super) fn open_loaded(&self) {
        let reading = self.reading();
        if let Some(linked) = linked::loaded(&reading.text, &reading.analysis)
            && self.place().may_open()
        {
            self.open(linked);
        }
    }

    /// Opens the attribution that the page's address names now, if its words are there.
    pub(super) fn open_shown(&self) {
        let reading = self.reading();
        if let Some(linked) = linked::shown(&reading.text, &reading.analysis) {
            self.open(linked);
        }
    }

    fn open(&self, attribution: u32) {
        let item = Selectable::Attribution(attribution);
        self.tell_page_of(self.with(|state| state.walk(item)).flatten());
    }

    /// Tells the page of a new selection.
    fn tell_page_of(&self, selected: NewSelection) {
        if let Some(item) = selected {
            events::select(&self.place().target, item);
        }
    }
}

impl SessionState {
    /// Acts on an intent; gives the new selection if that changed.
    fn do_intent(&mut self, intent: ui::Intent) -> NewSelection {
        match intent {
            ui::Intent::Select { item, reveal: to_text } => {
                let before = self.picked.select(item);
                self.repaint();
                if to_text
                    && let Some(range) =
                        item.and_then(|item| self.canvas.first_part(&self.reading.plan, item))
                {
                    reveal(&range);
                }
                return (before != item).then_some(item);
            }
            ui::Intent::Point(item) => self.point(item),
            ui::Intent::GoTo { actor, mention } => {
                if self.picked.attention.selected == Some(Selectable::Actor(actor)) {
                    self.picked.attention.mention = Some(mention);
                    self.repaint();
                }
                let span = self.reading.plan.mention(actor, mention);
                if let Some(range) = span.and_then(|span| self.canvas.range(span)) {
                    reveal(&range);
                }
            }
            ui::Intent::Layers(layers) => self.set_layers(layers),
            ui::Intent::Open(open) => {
                self.choices.held.open = Some(open);
                // The panel that is shut takes its selection along, but for a voice's statement.
                if !open && self.picked.attention.voice.is_none() {
                    let before = self.picked.select(None);
                    self.repaint();
                    return before.is_some().then_some(None);
                }
            }
            ui::Intent::Voice(voice) => return self.follow_voice(voice),
            ui::Intent::Walk(item) => return self.walk(item),
            ui::Intent::TakeAway(_)
            | ui::Intent::Appearance(_)
            | ui::Intent::Correct(_)
            | ui::Intent::Check(_) => {}
        }
        None
    }

    /// Follows an actor's voice to this attribution of it; or follows none any more.
    fn follow_voice(&mut self, voice: Option<(u32, Option<u32>)>) -> NewSelection {
        let item = voice.and_then(|(_, at)| at).map(Selectable::Attribution);
        let before = self.picked.select(item);
        self.picked.attention.voice = voice.map(|(actor, _)| actor);
        self.repaint();
        let plan = &self.reading.plan;
        if let Some(range) = item.and_then(|item| self.canvas.first_part(plan, item)) {
            reveal(&range);
        }
        (before != item).then_some(item)
    }

    /// Selects the attribution that the reader steps to, and shows it at once with its card.
    fn walk(&mut self, item: Selectable) -> NewSelection {
        let before = self.picked.select(Some(item));
        self.repaint();
        let plan = &self.reading.plan;
        if let Some(range) = self.canvas.first_part(plan, item) {
            reveal_at_once(&range);
            let anchor = Some(self.canvas.passage_anchor(plan, item, &range));
            self.interface.send(ui::Command::Select { item: Some(item), anchor });
        }
        (before != Some(item)).then_some(Some(item))
    }

    /// Selects the item at a point of the viewport, or nothing.
    fn click(&mut self, x: f32, y: f32) -> NewSelection {
        let offset = self.canvas.offset_at(x, y);
        let item = offset.and_then(|offset| {
            let Picked { attention, last_click, hits } = &self.picked;
            hits.next(offset, attention.selected, *last_click)
        });
        let before = self.picked.select(item);
        self.picked.last_click = offset;
        if item.is_none() && before.is_none() {
            return None;
        }
        let mention = match item {
            Some(Selectable::Actor(actor)) => {
                offset.and_then(|offset| self.reading.plan.mention_at(actor, offset))
            }
            _ => None,
        };
        self.picked.attention.mention = mention;
        self.repaint();
        let (canvas, plan) = (&self.canvas, &self.reading.plan);
        let clicked = item.zip(offset);
        if let Some((item, offset)) = clicked.filter(|_| is_narrow()) {
            // The sheet with the card must not cover the words that were pressed.
            let whole = plan.whole(item).filter(|_| canvas.whole_box(plan, item, WHOLE).is_some());
            if let Some(range) = canvas.range(whole.unwrap_or(Span::new(offset, offset + 1))) {
                reveal(&range);
            }
        }
        let anchor = clicked.and_then(|(item, offset)| canvas.anchor(plan, item, offset, y));
        self.interface.send(ui::Command::Select { item, anchor });
        if let Some(mention) = mention {
            self.interface.send(ui::Command::Mention(mention));
        }
        (before != item).then_some(item)
    }
}
