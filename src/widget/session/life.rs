//! A session's life: the calls that the page makes until it is destroyed.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo::timers::callback::Timeout;
use js_sys::Promise;
use wasm_bindgen::{JsError, JsValue};

use super::canvas::choose_painter;
use super::mount_point::MountPoint;
use super::state::SessionState;
use crate::analysis::Analysis;
use crate::export::Format;
use crate::page::{MapReading, PageChange, reveal};
use crate::selection::Selectable;
use crate::text::{Span, Utf16};
use crate::ui;
use crate::widget::events;
use crate::widget::panics::is_dead;
use crate::widget::plain::plain;
use crate::widget::reading::Reading;
use crate::widget::save;
use crate::widget::settings::WidgetSettings;

/// Milliseconds after which the colours of a page that changes its theme have settled: the change
/// is often faded.
const SETTLE_MS: u32 = 350;

/// A widget at work.
pub struct Session {
    place: MountPoint,
    me: Weak<Session>,
    /// `None` once destroyed.
    state: RefCell<Option<SessionState>>,
    /// The last reading, kept when the session is destroyed.
    last: RefCell<Rc<Reading>>,
    /// Settles once the text was read for the first time.
    ready: Promise,
}

impl Session {
    /// A session made of its parts.
    pub(super) fn new(
        place: MountPoint,
        me: Weak<Session>,
        state: RefCell<Option<SessionState>>,
        last: RefCell<Rc<Reading>>,
        ready: Promise,
    ) -> Session {
        Session { place, me, state, last, ready }
    }

    /// The elements of the page that the session has to do with.
    pub(super) fn place(&self) -> &MountPoint {
        &self.place
    }

    /// A reference to the session for callbacks, which must not keep it alive.
    pub(super) fn me(&self) -> &Weak<Session> {
        &self.me
    }

    /// A promise that settles once the text was read, or the session is destroyed.
    pub fn ready(&self) -> Promise {
        self.ready.clone()
    }

    /// Runs `action` on the state; `None` if the session is destroyed. Nothing that `action` calls
    /// may call this again.
    pub(super) fn with<R>(&self, action: impl FnOnce(&mut SessionState) -> R) -> Option<R> {
        self.state.borrow_mut().as_mut().map(action)
    }

    /// Sends a command to the interface, if it is drawn.
    pub(super) fn tell(&self, command: ui::Command) {
        self.with(|state| state.interface.send(command));
    }

    /// Tells the page that it is annotated.
    pub fn announce(&self) {
        let Some(reading) = self.with(|state| state.reading.clone()) else { return };
        let analysis = plain(&reading.utf16()).unwrap_or(JsValue::NULL);
        events::ready(&self.place.target, &analysis, reading.elapsed_ms);
    }

    /// The analysis, with spans in UTF-16 code units of [`Session::text`]; the last one, if
    /// destroyed.
    pub fn analysis(&self) -> Analysis<Utf16> {
        self.reading().utf16()
    }

    /// The text that was analysed; the last one, if destroyed.
    pub fn text(&self) -> String {
        self.reading().text.to_string()
    }

    /// The article in a format, with its header where it has one.
    ///
    /// # Errors
    /// None is known, as [`save::file`] says.
    pub fn export(&self, format: Format) -> Result<String, JsValue> {
        save::file(&self.reading(), &self.place().root, format, |span| self.gaps(span))
    }

    /// The offsets within a span of the text before which the page has other words.
    pub(super) fn gaps(&self, span: Span<Utf16>) -> Vec<u32> {
        self.with(|state| state.canvas.map.gaps(span)).unwrap_or_default()
    }

    /// The last reading.
    pub(super) fn reading(&self) -> Rc<Reading> {
        self.with(|state| state.reading.clone()).unwrap_or_else(|| self.last.borrow().clone())
    }

    /// Selects something and scrolls to it, or nothing.
    ///
    /// # Errors
    /// Where it does not exist.
    pub fn select(&self, item: Option<Selectable>) -> Result<(), JsError> {
        let known = self.with(|state| item.is_none_or(|item| state.reading.plan.has(item)));
        match known {
            None => return Ok(()),
            Some(false) => {
                let (kind, id) = match item {
                    Some(Selectable::Actor(id)) => ("actor", id),
                    Some(Selectable::Attribution(id)) => ("attribution", id),
                    None => return Ok(()),
                };
                return Err(JsError::new(&format!("There is no {kind} {id} in this analysis.")));
            }
            Some(true) => {}
        }
        self.with(|state| {
            state.picked.select(item);
            state.repaint();
            let plan = &state.reading.plan;
            if let Some(range) = item.and_then(|item| state.canvas.first_part(plan, item)) {
                reveal(&range);
            }
            state.interface.send(ui::Command::Select { item, anchor: None });
        });
        events::select(&self.place.target, item);
        Ok(())
    }

    /// Changes settings and reads the page again.
    ///
    /// # Errors
    /// Where an option cannot be read; nothing is changed then.
    pub fn update(&self, options: &JsValue) -> Result<(), JsError> {
        let Some((asked, before)) = self.with(|state| (state.choices.asked, state.choices.held))
        else {
            return Ok(());
        };
        let asked_now = asked.with(options)?;
        // An option that the page changes takes effect. One that it only repeats does not undo the
        // reader's choice since then.
        let held = WidgetSettings {
            layers: if asked_now.layers == asked.layers { before.layers } else { asked_now.layers },
            open: if asked_now.open == asked.open { before.open } else { asked_now.open },
            ..asked_now
        };
        let painter = if held.painter == before.painter {
            None
        } else {
            Some(choose_painter(held.painter, &self.place)?)
        };
        self.with(|state| {
            (state.choices.asked, state.choices.held) = (asked_now, held);
            if let Some((painter, method)) = painter {
                state.use_painter(painter, method);
            }
            if held.layers != before.layers {
                state.interface.send(ui::Command::Layers(held.layers));
            }
            if let Some(open) = held.open.filter(|_| held.open != before.open) {
                state.interface.send(ui::Command::Open(open));
            }
            state.set_layers(held.layers);
        });
        self.make_room();
        self.read_again();
        Ok(())
    }

    /// Takes everything off the page.
    pub fn destroy(&self) {
        let Some(mut state) = self.state.borrow_mut().take() else { return };
        // First, so that taking paint off the page is not taken for a change of the page.
        state.canvas.stop_observing();
        state.settle();
        *self.last.borrow_mut() = state.reading.clone();
        state.canvas.destroy();
        state.interface.destroy();
    }

    /// Makes the page keep clear of the panel while that is open.
    pub(super) fn make_room(&self) {
        self.with(|state| {
            let open = state.choices.held.open;
            state.interface.make_room(&self.place, &state.canvas, open);
        });
    }

    /// Makes room anew if the window's width has changed. (Its height changes whenever a phone's
    /// address bar comes and goes.)
    pub(super) fn resized(&self) {
        let needs_room = self.with(|state| {
            state.choices.held.open == Some(true) && !state.interface.has_room_for_window()
        });
        if needs_room == Some(true) {
            self.make_room();
        }
    }

    /// Takes paint off text that the page has just changed: the browser draws nothing before this
    /// returns.
    pub(super) fn page_changed(&self, change: PageChange) {
        self.with(|state| {
            if state.note_change(&change) {
                state.repaint();
            }
        });
    }

    /// Reads the article again; analyses it again if it has another text.
    pub(super) fn read_again(&self) {
        let begin = self.with(|state| {
            let rereading = &mut state.rereading;
            (rereading.changing_since, rereading.timer) = (None, None);
            match &mut rereading.under_way {
                // It does so between two slices.
                Some(reading) => {
                    reading.reread = true;
                    false
                }
                None => true,
            }
        });
        if begin == Some(true) {
            self.begin(MapReading::of(&self.place.article), None);
        }
    }

    /// Fits colours and painter to the page once its colours have settled.
    pub(super) fn look_soon(&self) {
        let fit = calls(&self.me, |session: &Session, ()| session.fit_to_page());
        self.with(|state| state.relook = Some(Timeout::new(SETTLE_MS, move || fit(()))));
    }

    /// Fits colours and painter to the page as it looks now.
    pub(super) fn fit_to_page(&self) {
        self.with(|state| state.fit_to_page(&self.place, None));
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.destroy();
    }
}

/// The session, unless it was destroyed or the engine is dead.
pub(super) fn alive(me: &Weak<Session>) -> Option<Rc<Session>> {
    me.upgrade().filter(|session| !is_dead() && session.with(|_| ()).is_some())
}

/// A callback that calls `method` of a session, unless the session is gone or the engine dead.
pub(super) fn calls<T>(
    me: &Weak<Session>,
    method: impl Fn(&Session, T) + 'static,
) -> impl Fn(T) + 'static {
    let me = me.clone();
    move |value| {
        if let Some(session) = me.upgrade().filter(|_| !is_dead()) {
            method(&session, value);
        }
    }
}
