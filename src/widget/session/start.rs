//! The beginning of a session: the first reading, the first paint, and the interface.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use js_sys::{Function, Promise};
use wasm_bindgen::JsError;

use super::canvas::Canvas;
use super::interface::{Interface, PageIsDark};
use super::life::{Session, calls};
use super::listeners::Listeners;
use super::mount_point::MountPoint;
use super::state::{Choices, Picked, Rereading, SessionState};
use crate::page::{Attention, HitIndex, MapReading, SheetGuard, TextMap, backdrop};
use crate::tagger::Memory;
use crate::ui;
use crate::widget::margin_map::MarginMap;
use crate::widget::preferences::Preferences;
use crate::widget::reading::{self, Reading};
use crate::widget::settings::WidgetSettings;

/// Number of turns taken at once to read a text that may be short: they read some hundred nodes.
const START_TURNS: usize = 24;

/// The article as it is known at the start.
struct FirstReading {
    map: TextMap,
    reading: Reading,
    /// The reading to be continued, where the text is long.
    rest: Option<MapReading>,
}

impl FirstReading {
    /// Reads a short text to its end, so that its paint appears at once; begins to read a long one.
    fn of(place: &MountPoint, settings: &WidgetSettings) -> FirstReading {
        let article = &place.article;
        let mut map_reading = MapReading::of(article);
        let turns = if reading::may_be_short(article) { START_TURNS } else { 0 };
        match (0..turns).find_map(|_| map_reading.take()) {
            Some(map) if reading::is_short(map.text()) => {
                let reading = Reading::at_once(map.text(), place, settings);
                FirstReading { map, reading, rest: None }
            }
            read => FirstReading {
                map: TextMap::empty(),
                reading: Reading::nothing(settings),
                rest: Some(read.map_or(map_reading, MapReading::from)),
            },
        }
    }
}

impl Session {
    /// Reads, analyses and paints; shows the interface.
    ///
    /// # Errors
    /// Where the page or browser lacks something needed; nothing was done to the page then.
    pub fn start(place: MountPoint, asked: WidgetSettings) -> Result<Rc<Session>, JsError> {
        let kept = Preferences::load();
        let held = WidgetSettings { layers: kept.layers.unwrap_or(asked.layers), ..asked };
        if place.article.owner_document() != web_sys::window().and_then(|w| w.document()) {
            return Err(JsError::new(
                "The element to annotate belongs to another document. \
                 Load Whosaid in that document to annotate it.",
            ));
        }
        let FirstReading { map, reading, rest } = FirstReading::of(&place, &held);
        // A long text is painted later, and its colours are looked at then: all that is done here
        // is one task.
        let palette = rest.is_none().then(|| backdrop(&place.article, &map));
        let canvas = Canvas::new(&place, held.painter, map, palette)?;
        let interface = Interface::new(kept.appearance.side);
        let session = assemble(place, Choices { asked, held }, canvas, reading, interface);
        session.with(|state| {
            state.canvas.extend_to_shadows();
            state.repaint();
        });
        match rest {
            Some(rest) => session.begin(rest, Some(kept.appearance)),
            None => {
                session.adopt_styles();
                session.mount_ui(kept.appearance);
                session.finish_setup();
                session.open_loaded();
                session.with(SessionState::settle);
            }
        }
        Ok(session)
    }

    /// Adopts the interface's styles.
    pub(super) fn adopt_styles(&self) {
        self.with(|state| {
            state.interface.adopt_styles(self.place());
            let dark = PageIsDark(state.canvas.is_dark());
            state.interface.fit_to_page(self.place(), dark);
        });
    }

    /// Draws the interface, shut.
    pub(super) fn mount_ui(&self, appearance: ui::Appearance) {
        let Some((text, layers)) =
            self.with(|state| (state.reading.analysed_text(), state.choices.held.layers))
        else {
            return;
        };
        let on_intent = yew::Callback::from(calls(self.me(), Session::intent));
        let ui = ui::mount(self.place().root.clone(), text, layers, appearance, on_intent);
        self.with(|state| state.interface.set_ui(ui));
    }

    /// Opens the interface where that is asked for, makes room for it and draws the margin map.
    pub(super) fn finish_setup(&self) {
        if let Some(open) = self.with(|state| state.choices.held.open).flatten() {
            self.tell(ui::Command::Open(open));
        }
        self.make_room();
        let draw = calls(self.me(), |session: &Session, ()| {
            session.with(|state| state.draw_map());
        });
        let go = calls(self.me(), |session: &Session, share| session.go_to(share));
        let place = self.place();
        let map = MarginMap::new(&place.article, &place.root, Rc::new(draw), go);
        let lost = calls(self.me(), |session: &Session, ()| {
            session.with(|state| state.keep_styles());
        });
        let guard = SheetGuard::new(&place.root, place.id, &place.ledger, lost);
        self.with(|state| {
            state.interface.set_guard(guard);
            state.interface.set_margin_map(map);
            state.repaint();
        });
    }
}

/// A session that listens to its page. Nothing is painted or drawn yet.
fn assemble(
    place: MountPoint,
    choices: Choices,
    canvas: Canvas,
    reading: Reading,
    interface: Interface,
) -> Rc<Session> {
    let reading = Rc::new(reading);
    let mut on_ready = None;
    let ready = Promise::new(&mut |resolve, _| on_ready = Some(resolve));
    Rc::new_cyclic(|me: &Weak<Session>| {
        let state = first_state(me, &place, choices, canvas, reading.clone(), interface, on_ready);
        let (last, state) = (RefCell::new(reading), RefCell::new(Some(state)));
        Session::new(place, me.clone(), state, last, ready)
    })
}

fn first_state(
    me: &Weak<Session>,
    place: &MountPoint,
    choices: Choices,
    mut canvas: Canvas,
    reading: Rc<Reading>,
    interface: Interface,
    on_ready: Option<Function>,
) -> SessionState {
    canvas.observe(calls(me, Session::page_changed));
    SessionState {
        picked: Picked {
            attention: Attention::default(),
            last_click: None,
            hits: HitIndex::new(&reading.plan, choices.held.layers),
        },
        choices,
        reading,
        canvas,
        interface,
        rereading: Rereading {
            read: Rc::new(calls(me, |session: &Session, ()| session.read_again())),
            changing_since: None,
            timer: None,
            under_way: None,
            memory: Memory::default(),
        },
        checked_against: None,
        on_ready,
        relook: None,
        paint_rest: Rc::new(calls(me, |session: &Session, ()| session.paint_rest())),
        is_painting_rest: false,
        _listeners: Listeners::new(
            &place.article,
            calls(me, Session::gesture),
            Rc::new(calls(me, |session: &Session, ()| session.look_soon())),
            calls(me, |session: &Session, ()| session.resized()),
            Rc::new(calls(me, Session::follow)),
            Rc::new(calls(me, |session: &Session, ()| session.faded())),
            calls(me, |session: &Session, ()| session.read_again()),
        )
        .on_address(calls(me, |session: &Session, ()| session.open_shown())),
    }
}
