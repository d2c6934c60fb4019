//! All that changes in a session: settings, reading, paint, selection, interface.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::Function;
use wasm_bindgen::JsValue;

use super::canvas::{Canvas, choose_painter};
use super::interface::{Interface, PageIsDark};
use super::listeners::Listeners;
use super::mount_point::MountPoint;
use crate::page::{Attention, HitIndex, PageChange, PaintMethod, Painter, Painting, TextMap};
use crate::selection::{Layers, Selectable};
use crate::tagger::Memory;
use crate::ui;
use crate::widget::reading::Reading;
use crate::widget::settings::WidgetSettings;
use crate::widget::slices::now;

/// Milliseconds without a change of the page after which it is read again.
const QUIET_MS: u32 = 200;
/// Milliseconds after which a page that goes on changing is read again all the same.
const PATIENCE_MS: f64 = 1500.0;

/// All that changes in a session. Dropping it stops all listening.
pub(super) struct SessionState {
    pub choices: Choices,
    pub reading: Rc<Reading>,
    pub canvas: Canvas,
    pub picked: Picked,
    pub interface: Interface,
    pub rereading: Rereading,
    /// The text that the quotations are checked against.
    pub checked_against: Option<ui::OtherText>,
    /// Settles the promise of the first reading.
    pub on_ready: Option<Function>,
    /// The timer that fits the colours to the page once they have settled.
    pub relook: Option<Timeout>,
    /// Paints the rest, which could not be painted at once, in slices.
    pub paint_rest: Rc<dyn Fn(())>,
    /// True while the rest is being painted.
    pub is_painting_rest: bool,
    /// The listeners on the page.
    pub _listeners: Listeners,
}

/// The choices of page and reader.
pub(super) struct Choices {
    /// The settings that the page asked for.
    pub asked: WidgetSettings,
    /// The settings in force: the reader's own choices go before the page's.
    pub held: WidgetSettings,
}

/// The items that the reader has selected and points at.
pub(super) struct Picked {
    pub attention: Attention,
    /// The text offset of the last click: a further click there selects the next item outwards.
    pub last_click: Option<u32>,
    /// Which items stand at an offset.
    pub hits: HitIndex,
}

/// When and how the page is read again.
pub(super) struct Rereading {
    /// Reads the page again.
    pub read: Rc<dyn Fn(())>,
    /// The time of the first change that was not read yet, in milliseconds of the page's clock.
    pub changing_since: Option<f64>,
    /// The timer that waits for the page to be quiet.
    pub timer: Option<Timeout>,
    /// The reading under way.
    pub under_way: Option<ReadingUnderWay>,
    /// The tagger's results for parts of the text, which need not be read again.
    pub memory: Memory,
}

/// The events on the page since the reading under way began.
#[derive(Debug, Default)]
pub(super) struct ReadingUnderWay {
    /// True if the page changed.
    pub changed: bool,
    /// True if the page is to be read again, as it may have another text.
    pub reread: bool,
}

impl Picked {
    /// Selects an item, or nothing; gives the selection before.
    pub fn select(&mut self, item: Option<Selectable>) -> Option<Selectable> {
        self.last_click = None;
        self.attention.mention = None;
        std::mem::replace(&mut self.attention.selected, item)
    }
}

impl SessionState {
    /// The painting of the present reading, layers and attention.
    pub fn painting(&self) -> Painting {
        self.reading.plan.painting(self.choices.held.layers, self.picked.attention)
    }

    /// Brings the paint in step with [`SessionState::painting`].
    pub fn repaint(&mut self) {
        let painting = self.painting();
        self.redraw(&painting);
    }

    /// Takes all paint off the text.
    pub fn unpaint(&mut self) {
        self.redraw(&Painting::new());
    }

    fn redraw(&mut self, painting: &Painting) {
        self.keep_styles();
        self.canvas.redraw(painting);
        if self.canvas.paint_some() && !self.is_painting_rest {
            self.is_painting_rest = true;
            (self.paint_rest)(());
        }
        self.interface.draw_map_soon();
    }

    /// Adopts all style sheets again, if the page has replaced them.
    pub fn keep_styles(&self) {
        self.canvas.keep_styles();
        self.interface.keep_styles();
    }

    /// Paints a part of the rest; true if there is more.
    pub fn paint_some(&mut self) -> bool {
        self.is_painting_rest = self.canvas.paint_some();
        self.is_painting_rest
    }

    /// Notes a change of the page, which is read again once it is quiet. True if some of the paint
    /// may be wrong now.
    pub fn note_change(&mut self, change: &PageChange) -> bool {
        if let Some(reading) = &mut self.rereading.under_way {
            reading.changed = true;
        }
        self.read_soon();
        self.canvas.mark_changed(change)
    }

    /// Reads the page again once it is quiet, or when it has not been quiet for long.
    pub fn read_soon(&mut self) {
        let time = now();
        let rereading = &mut self.rereading;
        let since = *rereading.changing_since.get_or_insert(time);
        if rereading.timer.is_none() || time - since < PATIENCE_MS {
            let read = rereading.read.clone();
            rereading.timer = Some(Timeout::new(QUIET_MS, move || read(())));
        }
    }

    /// Shows another reading. The selection stays if the same item is found there.
    pub fn show_reading(&mut self, reading: Rc<Reading>) {
        let before = std::mem::replace(&mut self.reading, reading);
        let selected =
            self.picked.attention.selected.and_then(|item| self.reading.same_as(&before, item));
        let same = |id| self.reading.same_as(&before, Selectable::Actor(id));
        let voice = match self.picked.attention.voice.and_then(same) {
            Some(Selectable::Actor(id)) => Some(id),
            _ => None,
        };
        self.picked = Picked {
            attention: Attention { selected, voice, ..Attention::default() },
            last_click: None,
            hits: HitIndex::new(&self.reading.plan, self.choices.held.layers),
        };
        self.interface.send(ui::Command::Show(self.reading.analysed_text()));
        if let Some(voice) = voice {
            self.interface.send(ui::Command::Voice(voice));
        }
        // A voice's statement has no card of its own while the panel is shut.
        if voice.is_none() || self.choices.held.open == Some(true) {
            self.interface.send(ui::Command::Select { item: selected, anchor: None });
        }
    }

    /// Settles the promise of the first reading; true if it was not settled before.
    pub fn settle(&mut self) -> bool {
        let resolve = self.on_ready.take();
        resolve.map(|resolve| resolve.call0(&JsValue::NULL)).is_some()
    }

    /// Paints by another painter from now on.
    pub fn use_painter(&mut self, painter: Box<dyn Painter>, method: PaintMethod) {
        self.unpaint();
        self.canvas.replace_painter(painter, method);
    }

    /// Fits colours and painter to the page as it looks now, where the text of `map` stands (the
    /// session's own map if none is given).
    pub fn fit_to_page(&mut self, place: &MountPoint, map: Option<&TextMap>) {
        self.relook = None;
        let other_colours = self.canvas.look_at_colours(map);
        self.interface.fit_to_page(place, PageIsDark(self.canvas.is_dark()));
        match choose_painter(self.choices.held.painter, place) {
            Ok((painter, method)) if self.canvas.paints_otherwise(method) => {
                self.use_painter(painter, method);
                self.repaint();
            }
            _ if other_colours => self.canvas.restyle(),
            _ => {}
        }
    }

    /// Switches layers on and off.
    pub fn set_layers(&mut self, layers: Layers) {
        self.choices.held.layers = layers;
        self.picked.hits = HitIndex::new(&self.reading.plan, layers);
        self.repaint();
    }

    /// Notes that the pointer or focus is on this item in the panel now, or on none.
    pub fn point(&mut self, item: Option<Selectable>) {
        if self.picked.attention.pointed != item {
            self.picked.attention.pointed = item;
            self.repaint();
        }
    }

    /// Notes that the pointer is at height `y` over an item in the text, at that text offset, or
    /// over none.
    pub fn point_from_text(&mut self, over: Option<(Selectable, u32)>, y: f32) {
        let item = over.map(|(item, _)| item);
        if self.picked.attention.pointed != item {
            self.point(item);
            let anchor = over.and_then(|(item, offset)| {
                self.canvas.line_box(&self.reading.plan, item, offset, y)
            });
            self.interface.send(ui::Command::Point { item, anchor });
        }
    }

    /// Draws the margin map.
    pub fn draw_map(&self) {
        self.interface.draw_map(&self.painting(), &self.canvas);
    }
}
