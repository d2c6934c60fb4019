//! One annotated element: the loop from page to text to analysis to paint and panel, and back from
//! pointer and panel to paint.
//!
//! Takes a place on the page and settings; keeps highlights, panel and page in step until
//! destroyed; promises that whatever it calls out to (the page's event listeners may do anything,
//! also destroy this very widget) is called with nothing borrowed.

mod work;

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::timers::callback::Timeout;
use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsError, JsValue};
use web_sys::{Element, EventTarget, Node};

use super::margin_map::MarginMap;
use super::preferences::Preferences;
use super::reading::{self, Reading};
use super::settings::{PainterChoice, Settings};
use super::slices::now;
use super::{events, is_dead, panel_space, plain, save};
use crate::analysis::Analysis;
use crate::page::{
    Attention, Gesture, HighlightPainter, HitIndex, Ledger, MapReading, MarkPainter, PageChange,
    PaintMethod, Painter, Painting, Palette, Pointing, Rect, ScrollAnchor, Sheet, Sheets, TextMap,
    TextSelection, Watch, backdrop, character_at_point, is_narrow, reveal, reveal_at_once,
    stands_in, take_off_copies, texts_in,
};
use crate::selection::{Layers, Selectable};
use crate::tagger::Memory;
use crate::text::{Span, Utf16};
use crate::ui::{self, Side};

/// A page that changes is read again once it has been quiet for so many milliseconds …
const QUIET_MS: u32 = 200;
/// … or has gone on changing for so many.
const PATIENCE_MS: f64 = 1500.0;
/// A text that is short is read in so many turns, some hundred nodes.
const START_TURNS: usize = 24;
/// The colours of a page that changes its theme settle within so many milliseconds (themes are
/// often faded).
const SETTLE_MS: u32 = 350;

/// A card stands clear of the whole passage that was clicked, if that is at most so many CSS pixels
/// tall; else of its line.
const WHOLE: f64 = 240.0;

/// Where a widget stands on a page.
#[derive(Debug)]
pub struct Place {
    /// A number that no other widget on the page has.
    pub id: u32,
    /// What is annotated.
    pub article: Element,
    /// Where the interface is drawn.
    pub root: Element,
    /// Who gets the events.
    pub target: EventTarget,
    /// What was done to the page.
    pub ledger: Ledger,
}

/// A widget at work.
pub struct Session {
    place: Place,
    me: Weak<Session>,
    /// `None` once destroyed.
    state: RefCell<Option<State>>,
    /// What was read before destruction.
    last: RefCell<Rc<Reading>>,
    /// Settled once the text was read for the first time.
    ready: Promise,
}

/// All that changes in a session. Dropping it stops all listening.
struct State {
    /// What the page asked for …
    given: Settings,
    /// … and what holds: what the reader chose goes before.
    settings: Settings,
    reading: Rc<Reading>,
    map: TextMap,
    hits: HitIndex,
    painter: Box<dyn Painter>,
    paint: PaintMethod,
    /// The page's colours, once it was looked at.
    palette: Option<Palette>,
    sheet: Sheets,
    _ui_sheet: Option<Sheet>,
    focus: Attention,
    /// The text offset of the last click: a further click on the same place goes outwards.
    clicked: Option<u32>,
    ui: Option<ui::Ui>,
    /// The panel stands at the left.
    side: Side,
    /// The window's width when room was made last.
    width: f64,
    /// The page moved over for the panel.
    room: Option<Sheet>,
    map_view: Option<MarginMap>,
    watch: Option<Watch>,
    changing_since: Option<f64>,
    article: Element,
    /// Reads the page again.
    read: Rc<dyn Fn(())>,
    reread: Option<Timeout>,
    me: Weak<Session>,
    /// The painter has a rest to do, and somebody is at it.
    painting_on: bool,
    work: Option<work::Work>,
    /// What was made of the slices of the text before.
    memory: Memory,
    /// Settles [`Session::ready`].
    on_ready: Option<Function>,
    relook: Option<Timeout>,
    _pointing: Pointing,
    _looks: Vec<Watch>,
    _media: Vec<EventListener>,
}

impl Session {
    /// Reads, analyses and paints; shows the interface.
    ///
    /// # Errors
    /// Where the page or browser lacks something needed; nothing was done to the page then.
    pub fn start(place: Place, given: Settings) -> Result<Rc<Session>, JsError> {
        let kept = Preferences::load();
        let settings = Settings { layers: kept.layers.unwrap_or(given.layers), ..given };
        let foreign =
            place.article.owner_document() != web_sys::window().and_then(|w| w.document());
        if foreign {
            return Err(JsError::new(
                "The element to annotate belongs to another document. Load Whosaid in that document to annotate it.",
            ));
        }
        // A widget that is at work on some of it paints its marks again, as if the page had taken
        // them off.
        take_off_copies(&place.article);
        // A short text is read at once, so that nothing is seen to come later.
        let mut map_reading = MapReading::of(&place.article);
        let turns = if reading::may_be_short(&place.article) { START_TURNS } else { 0 };
        let map = (0..turns).find_map(|_| map_reading.take());
        let mut rest = None;
        let (map, reading) = match map {
            Some(map) if reading::is_short(map.text()) => {
                let reading = Reading::at_once(map.text(), &place.article, &settings);
                (map, reading)
            }
            read => {
                rest = Some(read.map_or(map_reading, MapReading::from));
                (TextMap::empty(), Reading::nothing(&settings))
            }
        };
        let reading = Rc::new(reading);
        let mut on_ready = None;
        let ready = Promise::new(&mut |resolve, _| on_ready = Some(resolve));
        // A long text is painted later, and its colours are looked at then: all that is done here
        // is one task.
        let palette = rest.is_none().then(|| backdrop(&place.article, &map));
        let (painter, paint) = choose_painter(settings.painter, &place)?;
        let refused = |_| {
            JsError::new(
                "This browser cannot construct style sheets (adoptedStyleSheets); Whosaid needs one of 2023 or later.",
            )
        };
        let css = palette
            .as_ref()
            .map(|palette| palette.style_sheet(place.id, paint))
            .unwrap_or_default();
        let sheet = Sheets::adopt(&place.article, css, &place.ledger).map_err(refused)?;
        let session = Rc::new_cyclic(|me: &Weak<Session>| {
            let pointing = Pointing::new(&place.article, calls(me, Session::gesture));
            let look = |element: Option<Element>| {
                element.and_then(|e| Watch::look(&e, calls(me, |session, _| session.look_soon())))
            };
            let document = place.article.owner_document();
            let body = document.as_ref().and_then(|d| d.body()).map(Element::from);
            let looks = [document.and_then(|d| d.document_element()), body]
                .into_iter()
                .filter_map(look)
                .collect();
            let mut media: Vec<EventListener> =
                ["(prefers-color-scheme: dark)", "(forced-colors: active)"]
                    .into_iter()
                    .filter_map(|query| web_sys::window()?.match_media(query).ok().flatten())
                    .map(|list| {
                        let changed = calls(me, |session: &Session, ()| session.look_soon());
                        EventListener::new(&list, "change", move |_| changed(()))
                    })
                    .collect();
            if let Some(window) = web_sys::window() {
                let (room, follow) = (
                    calls(me, |session: &Session, ()| session.resized()),
                    calls(me, Session::follow),
                );
                media.push(EventListener::new(&window, "resize", move |_| room(())));
                // Boxes that scroll tell it on the way down only; the page's own scrolling, of
                // which the document tells, the interface follows itself.
                let down =
                    EventListenerOptions { passive: true, phase: EventListenerPhase::Capture };
                media.push(EventListener::new_with_options(
                    &window,
                    "scroll",
                    down,
                    move |event| {
                        if let Some(scrolled) =
                            event.target().and_then(|target| target.dyn_into::<Element>().ok())
                        {
                            follow(scrolled);
                        }
                    },
                ));
            }
            let state = State {
                hits: HitIndex::new(&reading.plan, settings.layers),
                watch: Watch::text(&place.article, calls(me, Session::changed)),
                given,
                settings,
                reading: reading.clone(),
                map,
                painter,
                paint,
                palette,
                sheet,
                _ui_sheet: None,
                focus: Attention::default(),
                clicked: None,
                ui: None,
                side: kept.appearance.side,
                width: 0.0,
                room: None,
                map_view: None,
                changing_since: None,
                article: place.article.clone(),
                read: Rc::new(calls(me, |session: &Session, ()| session.read_again())),
                reread: None,
                me: me.clone(),
                painting_on: false,
                work: None,
                memory: Memory::default(),
                on_ready,
                relook: None,
                _pointing: pointing,
                _looks: looks,
                _media: media,
            };
            Session {
                place,
                me: me.clone(),
                last: RefCell::new(reading.clone()),
                state: RefCell::new(Some(state)),
                ready,
            }
        });
        session.with(|state| {
            state.reach();
            state.repaint();
        });
        match rest {
            Some(rest) => session.begin(rest, Some(kept.appearance)),
            None => {
                session.dress();
                session.mount(kept.appearance);
                session.furnish();
                session.with(State::settle);
            }
        }
        Ok(session)
    }

    /// Settles once the text was read, or all is over.
    pub fn ready(&self) -> Promise {
        self.ready.clone()
    }

    /// Runs `action` on the state, if not destroyed. Nothing called out to from within may call
    /// back.
    fn with<R>(&self, action: impl FnOnce(&mut State) -> R) -> Option<R> {
        self.state.borrow_mut().as_mut().map(action)
    }

    /// Has the interface's styles where it is to be drawn.
    fn dress(&self) {
        // Style sheets have been adopted here before: none is refused now.
        let sheet = Sheet::adopt(&self.place.root, ui::STYLESHEET, &self.place.ledger).ok();
        self.with(|state| state._ui_sheet = sheet);
    }

    /// Draws the interface, shut.
    fn mount(&self, appearance: ui::Appearance) {
        let Some((model, settings)) = self.with(|state| (state.reading.model(), state.settings))
        else {
            return;
        };
        let on_intent = yew::Callback::from(calls(&self.me, Session::intent));
        let ui = ui::mount(self.place.root.clone(), model, settings.layers, appearance, on_intent);
        self.with(|state| state.ui = Some(ui));
    }

    /// Opens the interface where that is asked for, and draws what belongs to it.
    fn furnish(&self) {
        if let Some(open) = self.with(|state| state.settings.open).flatten() {
            self.tell(ui::Command::Open(open));
        }
        self.make_room();
        let draw = Rc::new(calls(&self.me, |session: &Session, ()| session.draw_map()));
        let go = calls(&self.me, |session: &Session, share| session.go_to(share));
        let map_view = MarginMap::new(&self.place.article, &self.place.root, draw, go);
        self.with(|state| {
            state.map_view = map_view;
            state.repaint();
        });
    }

    /// Has the page keep clear of the panel while that is open.
    fn make_room(&self) {
        self.with(|state| {
            let anchor = ScrollAnchor::now(&state.map, &self.place.article);
            state.width = width();
            state.room = None;
            if state.settings.open == Some(true) {
                state.room = panel_space::make(
                    &state.map,
                    &self.place.article,
                    &self.place.root,
                    state.side,
                    &self.place.ledger,
                );
            }
            if let Some(anchor) = anchor {
                anchor.keep();
            }
        });
    }

    /// The window has another size: where it is another width, other room is needed. (Its height
    /// changes whenever a phone's address bar comes and goes.)
    fn resized(&self) {
        if self.with(|state| state.settings.open == Some(true) && state.width != width())
            == Some(true)
        {
            self.make_room();
        }
    }

    /// A box of the page was scrolled, and the article in it: the card stays beside its words.
    fn follow(&self, scrolled: Element) {
        self.with(|state| {
            let item =
                state.focus.selected.filter(|_| scrolled.contains(Some(&self.place.article)))?;
            self.place.root.query_selector(".card.floating").ok()??;
            let offset = state.clicked.or_else(|| Some(state.reading.plan.place(item)?.start()))?;
            let line = state.range(Span::new(offset, offset + 1))?.get_bounding_client_rect();
            let anchor = state.anchor(
                item,
                offset,
                f64::midpoint(line.top(), line.bottom()) as f32,
                WHOLE,
            )?;
            state.ui.as_ref()?.send(ui::Command::Select { item: Some(item), anchor: Some(anchor) });
            Some(())
        });
    }

    fn draw_map(&self) {
        self.with(|state| {
            let painting = state.reading.plan.painting(state.settings.layers, state.focus);
            if let Some(map) = &state.map_view {
                map.draw(&painting, state.map.len(), |span| state.range(span));
            }
        });
    }

    /// The reader wants to go to a share of the article.
    fn go_to(&self, share: f64) {
        self.with(|state| {
            let offset = state.map_view.as_ref().map_or(0, |map| map.offset(share));
            if let Some(range) = state.range(Span::new(offset, offset + 1)) {
                reveal(&range);
            }
        });
    }

    /// Tells the interface something, if there still is one.
    fn tell(&self, command: ui::Command) {
        self.with(|state| state.ui.as_ref().map(|ui| ui.send(command)));
    }

    /// Tells the page that it is annotated.
    pub fn announce(&self) {
        let Some(reading) = self.with(|state| state.reading.clone()) else { return };
        let analysis = plain(&reading.utf16()).unwrap_or(JsValue::NULL);
        events::ready(&self.place.target, &analysis, reading.elapsed_ms);
    }

    /// What was found, in UTF-16 code units of [`Session::text`]; what it was last, if destroyed.
    pub fn analysis(&self) -> Analysis<Utf16> {
        self.reading().utf16()
    }

    /// The text that was analysed; what it was last, if destroyed.
    pub fn text(&self) -> String {
        self.reading().text.to_string()
    }

    fn reading(&self) -> Rc<Reading> {
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
            state.choose(item);
            state.repaint();
            let range = item.and_then(|item| state.range(state.reading.plan.place(item)?));
            if let Some(range) = &range {
                reveal(range);
            }
            if let Some(ui) = &state.ui {
                ui.send(ui::Command::Select { item, anchor: None });
            }
        });
        events::select(&self.place.target, item);
        Ok(())
    }

    /// Changes settings and reads the page again.
    ///
    /// # Errors
    /// Where an option cannot be read; nothing is changed then.
    pub fn update(&self, options: &JsValue) -> Result<(), JsError> {
        let Some((given, before)) = self.with(|state| (state.given, state.settings)) else {
            return Ok(());
        };
        let now_given = given.with(options)?;
        // What the page asks for anew holds; what it only says again does not undo what the reader
        // has chosen since.
        let settings = Settings {
            layers: if now_given.layers == given.layers { before.layers } else { now_given.layers },
            open: if now_given.open == given.open { before.open } else { now_given.open },
            ..now_given
        };
        let painter = if settings.painter == before.painter {
            None
        } else {
            Some(choose_painter(settings.painter, &self.place)?)
        };
        self.with(|state| {
            (state.given, state.settings) = (now_given, settings);
            if let Some((painter, paint)) = painter {
                state.use_painter(painter, paint, self.place.id);
            }
            if let Some(ui) = &state.ui {
                if settings.layers != before.layers {
                    ui.send(ui::Command::Layers(settings.layers));
                }
                if let Some(open) = settings.open.filter(|_| settings.open != before.open) {
                    ui.send(ui::Command::Open(open));
                }
            }
            state.set_layers(settings.layers);
        });
        self.make_room();
        self.read_again();
        Ok(())
    }

    /// Takes everything off the page.
    pub fn destroy(&self) {
        let Some(mut state) = self.state.borrow_mut().take() else { return };
        // First, so that taking paint off the page is not taken for a change of the page.
        state.watch = None;
        state.settle();
        *self.last.borrow_mut() = state.reading.clone();
        state.painter.destroy();
        state.map_view = None;
        if let Some(ui) = state.ui.take() {
            ui.destroy();
        }
    }

    /// The reader did something in the interface.
    fn intent(&self, intent: ui::Intent) {
        match intent {
            ui::Intent::TakeAway(what) => {
                let reply = calls(&self.me, |session: &Session, command| session.tell(command));
                return save::take(&self.reading(), what, reply);
            }
            ui::Intent::Appearance(appearance) => {
                Preferences::change(|kept| kept.appearance = appearance);
                self.with(|state| state.side = appearance.side);
                return self.make_room();
            }
            ui::Intent::Layers(layers) => Preferences::change(|kept| kept.layers = Some(layers)),
            _ => {}
        }
        let selected = self.with(|state| {
            match intent {
                ui::Intent::Select { item, reveal: to_text } => {
                    let before = state.choose(item);
                    state.repaint();
                    if to_text
                        && let Some(range) =
                            item.and_then(|item| state.range(state.reading.plan.place(item)?))
                    {
                        reveal(&range);
                    }
                    return (before != item).then_some(item);
                }
                ui::Intent::Point(item) => state.point(item),
                ui::Intent::GoTo { actor, mention } => {
                    if state.focus.selected == Some(Selectable::Actor(actor)) {
                        state.focus.mention = Some(mention);
                        state.repaint();
                    }
                    if let Some(range) = state
                        .reading
                        .plan
                        .mention(actor, mention)
                        .and_then(|span| state.range(span))
                    {
                        reveal(&range);
                    }
                }
                ui::Intent::Layers(layers) => state.set_layers(layers),
                ui::Intent::Open(open) => state.settings.open = Some(open),
                ui::Intent::Walk(item) => {
                    let before = state.choose(Some(item));
                    state.repaint();
                    let range = state.reading.plan.place(item).and_then(|span| state.range(span));
                    if let Some(range) = &range {
                        reveal_at_once(range);
                        let first = range.get_client_rects().and_then(|lines| lines.item(0));
                        let whole = state
                            .whole(item, WHOLE)
                            .unwrap_or_else(|| range.get_bounding_client_rect());
                        let left = first.map_or(whole.left(), |line| line.left());
                        let anchor = Some(Rect {
                            left,
                            top: whole.top(),
                            width: whole.width(),
                            height: whole.height(),
                        });
                        if let Some(ui) = &state.ui {
                            ui.send(ui::Command::Select { item: Some(item), anchor });
                        }
                    }
                    return (before != Some(item)).then_some(Some(item));
                }
                ui::Intent::TakeAway(_) | ui::Intent::Appearance(_) => {}
            }
            None
        });
        if let ui::Intent::Open(_) = intent {
            self.make_room();
        }
        if let Some(Some(item)) = selected {
            events::select(&self.place.target, item);
        }
    }

    /// The reader did something with the pointer on the article.
    fn gesture(&self, gesture: Gesture) {
        let selected = self.with(|state| match gesture {
            Gesture::Leave => {
                state.point_from_text(None, 0.0);
                None
            }
            Gesture::Move(x, y) => {
                let offset = state.offset_at(x, y);
                let item = offset
                    .and_then(|offset| Some((state.hits.at(offset).first().copied()?, offset)));
                state.point_from_text(item, y);
                None
            }
            Gesture::Click(x, y) => {
                let offset = state.offset_at(x, y);
                let item = offset.and_then(|offset| {
                    state.hits.next(offset, state.focus.selected, state.clicked)
                });
                let before = state.choose(item);
                state.clicked = offset;
                if item.is_none() && before.is_none() {
                    return None;
                }
                let mention = match item {
                    Some(Selectable::Actor(actor)) => {
                        offset.and_then(|offset| state.reading.plan.mention_at(actor, offset))
                    }
                    _ => None,
                };
                state.focus.mention = mention;
                state.repaint();
                if let Some((item, offset)) = item.zip(offset).filter(|_| is_narrow()) {
                    // The sheet with the card must not cover what was pressed.
                    let span = state
                        .reading
                        .plan
                        .whole(item)
                        .filter(|_| state.whole(item, WHOLE).is_some());
                    if let Some(range) = state.range(span.unwrap_or(Span::new(offset, offset + 1)))
                    {
                        reveal(&range);
                    }
                }
                let anchor = item
                    .zip(offset)
                    .and_then(|(item, offset)| state.anchor(item, offset, y, WHOLE));
                if let Some(ui) = &state.ui {
                    ui.send(ui::Command::Select { item, anchor });
                    if let Some(mention) = mention {
                        ui.send(ui::Command::Mention(mention));
                    }
                }
                (before != item).then_some(item)
            }
        });
        if let Some(Some(item)) = selected {
            events::select(&self.place.target, item);
        }
    }

    /// The article changed, just now: nothing is drawn before this returns.
    fn changed(&self, change: PageChange) {
        self.with(|state| {
            if state.notice(&change) {
                state.repaint();
            }
        });
    }

    /// Reads the article again; analyses it again if its text is another.
    fn read_again(&self) {
        let begin = self.with(|state| {
            state.changing_since = None;
            state.reread = None;
            match &mut state.work {
                // It does so between two slices.
                Some(work) => {
                    work.again = true;
                    false
                }
                None => true,
            }
        });
        if begin == Some(true) {
            self.begin(MapReading::of(&self.place.article), None);
        }
    }

    fn look_soon(&self) {
        let look = calls(&self.me, |session: &Session, ()| session.look());
        self.with(|state| state.relook = Some(Timeout::new(SETTLE_MS, move || look(()))));
    }

    /// Fits colours and painter to the page as it looks now.
    fn look(&self) {
        self.with(|state| state.look(&self.place, None));
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.destroy();
    }
}

impl State {
    /// Selects something, or nothing; gives what was selected before.
    fn choose(&mut self, item: Option<Selectable>) -> Option<Selectable> {
        self.clicked = None;
        self.focus.mention = None;
        std::mem::replace(&mut self.focus.selected, item)
    }

    /// Brings the paint in step with what is found, switched on, selected and pointed at.
    fn repaint(&mut self) {
        let painting = self.reading.plan.painting(self.settings.layers, self.focus);
        self.redraw(&painting);
    }

    /// Shows what was found in another text.
    fn take_up(&mut self, reading: Rc<Reading>) {
        let before = std::mem::replace(&mut self.reading, reading);
        let again =
            |item: Option<Selectable>| item.and_then(|item| self.reading.same_as(&before, item));
        self.focus = Attention { selected: again(self.focus.selected), ..Attention::default() };
        self.clicked = None;
        self.hits = HitIndex::new(&self.reading.plan, self.settings.layers);
        if let Some(ui) = &self.ui {
            ui.send(ui::Command::Model(self.reading.model()));
            ui.send(ui::Command::Select { item: self.focus.selected, anchor: None });
        }
    }

    /// Settles the promise of the first reading; true if that was still to be done.
    fn settle(&mut self) -> bool {
        let resolve = self.on_ready.take();
        resolve.map(|resolve| resolve.call0(&JsValue::NULL)).is_some()
    }

    /// Marks as changed whatever of the map's text the page no longer holds.
    fn doubt(&mut self) {
        for index in 0..self.map.node_count() {
            let gone = !self.article.contains(Some(self.map.node(index)));
            if gone || !self.map.still_reads(index, &self.painter.reads(&self.map, index)) {
                self.map.invalidate(index);
            }
        }
    }

    fn unpaint(&mut self) {
        self.redraw(&Painting::new());
    }

    fn redraw(&mut self, painting: &Painting) {
        self.sheet.keep();
        if let Some(room) = &self.room {
            let _ = room.keep();
        }
        let more = self.unseen(|painter, map| {
            painter.redraw(map, painting);
            painter.paint_on(map)
        });
        if more && !self.painting_on {
            self.painting_on = true;
            if let Some(session) = self.me.upgrade() {
                session.paint_on();
            }
        }
        if let Some(map) = &self.map_view {
            map.soon(false);
        }
    }

    /// Has the painter do something; if that changes the page, it is not taken for a change by the
    /// page.
    fn unseen<R>(&mut self, work: impl FnOnce(&mut dyn Painter, &TextMap) -> R) -> R {
        let marks = self.paint == PaintMethod::Mark;
        let selected = if marks { TextSelection::now(&*self.painter, &self.map) } else { None };
        if marks {
            // The page's changes must not be lost among the painter's.
            let change = self.watch.as_ref().map(Watch::take).unwrap_or_default();
            if !change.is_empty() && self.notice(&change) {
                let painting = self.reading.plan.painting(self.settings.layers, self.focus);
                self.painter.redraw(&self.map, &painting);
            }
        }
        let result = work(&mut *self.painter, &self.map);
        if let Some(selected) = selected {
            selected.keep(&*self.painter, &self.map);
        }
        if let Some(watch) = self.watch.as_ref().filter(|_| marks) {
            watch.forget();
        }
        result
    }

    /// Paints all that is still to be painted.
    fn paint_out(&mut self) {
        while self.paint_some() {}
    }

    /// Has the page read again once it is quiet, or when it has not been for long.
    fn read_soon(&mut self) {
        let time = now();
        let since = *self.changing_since.get_or_insert(time);
        if self.reread.is_none() || time - since < PATIENCE_MS {
            let read = self.read.clone();
            self.reread = Some(Timeout::new(QUIET_MS, move || read(())));
        }
    }

    /// The page changed: it is read again once it is quiet. True if anything painted may be wrong
    /// now.
    fn notice(&mut self, change: &PageChange) -> bool {
        if let Some(work) = &mut self.work {
            work.changed = true;
        }
        self.read_soon();
        self.heed(change)
    }

    /// Marks as changed what a change has touched; true if anything painted may be wrong now. Costs
    /// as much as what changed, however long the article is.
    fn heed(&mut self, change: &PageChange) -> bool {
        let mut news = false;
        let mut doubt = |node: &Node, gone: bool| {
            if let Some((index, _)) = self.painter.origin(&self.map, node, 0)
                && (gone || !self.map.still_reads(index, &self.painter.reads(&self.map, index)))
            {
                news |= self.map.invalidate(index);
            }
        };
        change.rewritten.iter().for_each(|node| doubt(node, false));
        for node in &change.removed {
            let gone = !stands_in(node, &self.article);
            texts_in(node, &mut |text| doubt(text, gone));
        }
        for node in &change.added {
            news |= self.painter.clean(node);
        }
        news
    }

    /// Has style and watch reach into the shadow roots that some of the text stands in.
    fn reach(&mut self) {
        self.sheet.reach(self.map.shadows());
        if let Some(watch) = &self.watch {
            self.map.shadows().iter().for_each(|shadow| watch.also(shadow));
        }
    }

    fn use_painter(&mut self, painter: Box<dyn Painter>, paint: PaintMethod, id: u32) {
        self.unpaint();
        self.painter.destroy();
        (self.painter, self.paint) = (painter, paint);
        self.set_sheet(id);
    }

    /// Fits colours and painter to the page as it looks now, where the text of `map` stands, which
    /// is the session's if none is given.
    fn look(&mut self, place: &Place, map: Option<&TextMap>) {
        self.relook = None;
        let palette = Some(backdrop(&place.article, map.unwrap_or(&self.map)));
        let other_palette = palette != self.palette;
        self.palette = palette;
        match choose_painter(self.settings.painter, place) {
            Ok((painter, paint)) if paint != self.paint => {
                self.use_painter(painter, paint, place.id);
                self.repaint();
            }
            _ if other_palette => self.set_sheet(place.id),
            _ => {}
        }
    }

    fn set_sheet(&mut self, id: u32) {
        if let Some(palette) = &self.palette {
            self.sheet.set(palette.style_sheet(id, self.paint));
        }
    }

    fn set_layers(&mut self, layers: Layers) {
        self.settings.layers = layers;
        self.hits = HitIndex::new(&self.reading.plan, layers);
        self.repaint();
    }

    fn point(&mut self, item: Option<Selectable>) {
        if self.focus.pointed != item {
            self.focus.pointed = item;
            self.repaint();
        }
    }

    /// The pointer is at height `y` over a thing in the text, at its offset there, or over none.
    fn point_from_text(&mut self, over: Option<(Selectable, u32)>, y: f32) {
        let item = over.map(|(item, _)| item);
        if self.focus.pointed != item {
            self.point(item);
            if let Some(ui) = &self.ui {
                let anchor = over.and_then(|(item, offset)| self.anchor(item, offset, y, 0.0));
                ui.send(ui::Command::Point { item, anchor });
            }
        }
    }

    /// The text offset of the character drawn at a point of the viewport.
    fn offset_at(&self, x: f32, y: f32) -> Option<u32> {
        let document = web_sys::window()?.document()?;
        let (text, offset) = character_at_point(&document, self.map.shadows(), x, y)?;
        let (index, offset) = self.painter.origin(&self.map, &text, offset)?;
        self.map.offset_of(self.map.node(index), offset)
    }

    /// A range of the page for a span of the text.
    fn range(&self, span: Span<Utf16>) -> Option<web_sys::Range> {
        let pieces = self.map.pieces(span);
        let (first, last) = (pieces.first()?, pieces.last()?);
        let range = self.map.node(first.node).owner_document()?.create_range().ok()?;
        let (start, at) = self.painter.place(&self.map, first.node, first.start);
        range.set_start(&start, at).ok()?;
        let (end, at) = self.painter.place(&self.map, last.node, last.end);
        range.set_end(&end, at).ok()?;
        Some(range)
    }

    /// Where the whole of an attribution stands, if that is at most `tall`.
    fn whole(&self, item: Selectable, tall: f64) -> Option<web_sys::DomRect> {
        let whole = self.range(self.reading.plan.whole(item)?)?.get_bounding_client_rect();
        (whole.height() <= tall).then_some(whole)
    }

    /// The box of the line at height `y` of the part of `item` at `offset`, in CSS pixels of the
    /// viewport: left, top, width, height. It is as tall as the whole attribution, or else the
    /// whole part, where that is at most `tall`.
    fn anchor(&self, item: Selectable, offset: u32, y: f32, tall: f64) -> Option<Rect> {
        let range = self.range(self.reading.plan.part_at(item, offset)?)?;
        let y = f64::from(y);
        let lines = range.get_client_rects();
        let line = lines.and_then(|l| {
            (0..l.length())
                .filter_map(|i| l.item(i))
                .find(|r| r.top() - 2.0 <= y && y <= r.bottom() + 2.0)
        });
        let whole = range.get_bounding_client_rect();
        let place = line.as_ref().unwrap_or(&whole);
        let attribution = self.whole(item, tall);
        let tall = match &attribution {
            Some(all) => all,
            None if whole.height() <= tall => &whole,
            None => place,
        };
        Some(Rect {
            left: place.left(),
            top: tall.top(),
            width: place.width(),
            height: tall.height(),
        })
    }
}

/// The painter for a choice, and how its style rules name layers.
fn choose_painter(
    choice: PainterChoice,
    place: &Place,
) -> Result<(Box<dyn Painter>, PaintMethod), JsError> {
    let marks = || -> (Box<dyn Painter>, PaintMethod) {
        (Box::new(MarkPainter::new(place.id, &place.ledger)), PaintMethod::Mark)
    };
    let highlights = || {
        HighlightPainter::new(place.id, &place.ledger)
            .map(|p| -> (Box<dyn Painter>, PaintMethod) { (Box::new(p), PaintMethod::Highlight) })
    };
    // Where colours are forced, highlights are all painted like a selection; marks keep the lines
    // and leave the text as it is.
    let forced = || {
        web_sys::window()
            .and_then(|w| w.match_media("(forced-colors: active)").ok().flatten())
            .is_some_and(|m| m.matches())
    };
    match choice {
        PainterChoice::Mark => Ok(marks()),
        PainterChoice::Auto if forced() => Ok(marks()),
        PainterChoice::Auto => Ok(highlights().unwrap_or_else(marks)),
        PainterChoice::Highlight => highlights().ok_or_else(|| {
            JsError::new(
                "This browser has no Custom Highlight API: use painter \"auto\" or \"mark\".",
            )
        }),
    }
}

/// The window's width, in CSS pixels.
fn width() -> f64 {
    web_sys::window().and_then(|w| w.inner_width().ok()?.as_f64()).unwrap_or_default()
}

/// A callback that calls `method` of a session, unless the session is gone or the engine dead.
fn calls<T>(me: &Weak<Session>, method: impl Fn(&Session, T) + 'static) -> impl Fn(T) + 'static {
    let me = me.clone();
    move |value| {
        if let Some(session) = me.upgrade().filter(|_| !is_dead()) {
            method(&session, value);
        }
    }
}
