//! Reading the page's text and analysing it, in slices between which the page has its turn.
//!
//! Takes a text map being read; gives the session its new map and reading; promises that one such
//! work is under way at a time, that what the page changes meanwhile is never painted on, and that
//! a text which is another by now is not read to its end.

use std::rc::{Rc, Weak};

use wasm_bindgen_futures::spawn_local;

use super::{Session, State};
use crate::page::{MapReading, PaintMethod, TextMap};
use crate::widget::is_dead;
use crate::widget::reading::{Reading, is_long, is_short, load};
use crate::widget::settings::Settings;
use crate::widget::slices::{Slices, now};
use crate::{Analysis, Analyzer, ui};

/// A work under way.
#[derive(Debug, Default)]
pub(super) struct Work {
    /// The page changed since its text was begun to be read.
    pub changed: bool,
    /// The page is to be read again: it may have another text.
    pub again: bool,
}

impl Session {
    /// Begins to read the page; analyses its text if it is another one. Shows the interface before,
    /// if told how it looks.
    pub(super) fn begin(&self, map: MapReading, appearance: Option<ui::Appearance>) {
        if self.with(|state| state.work = Some(Work::default())).is_some() {
            let me = self.me.clone();
            spawn_local(async move {
                work(&me, map, appearance).await;
            });
        }
    }

    /// Has what a painter could not paint at once painted in slices.
    pub(super) fn paint_on(&self) {
        let me = self.me.clone();
        spawn_local(async move {
            let mut slices = Slices::begin();
            slices.stop().await;
            while alive(&me).and_then(|session| session.with(State::paint_some)) == Some(true) {
                slices.stop().await;
            }
        });
    }
}

/// The session, if it is still wanted.
fn alive(me: &Weak<Session>) -> Option<Rc<Session>> {
    me.upgrade().filter(|session| !is_dead() && session.with(|_| ()).is_some())
}

/// What came of an analysis.
enum Outcome {
    Found(Reading),
    /// The text is another one by now.
    Stale,
}

/// The whole way; `None` where the session was destroyed on it.
async fn work(
    me: &Weak<Session>,
    reading: MapReading,
    appearance: Option<ui::Appearance>,
) -> Option<()> {
    let mut slices = Slices::begin();
    if let Some(appearance) = appearance {
        slices.stop().await;
        alive(me)?.dress();
        slices.stop().await;
        alive(me)?.mount(appearance);
        slices.stop().await;
        alive(me)?.furnish();
        slices.stop().await;
    }
    let mut map = read(me, reading, &mut slices).await?;
    let first = alive(me)?.with(|state| state.map.is_empty())?;
    if first {
        // Browsers work out anew how all of a page looks whenever it has another style sheet: they
        // have time for it before there is paint.
        slices.stop().await;
        let session = alive(me)?;
        session.with(|state| state.look(&session.place, Some(&map)))?;
        slices.stop().await;
    }
    let found = loop {
        let (settings, known) = alive(me)?.with(|state| {
            (state.settings, state.knows(map.text(), state.settings.assume_english))
        })?;
        if known {
            break None;
        }
        if let Outcome::Found(reading) = analyse(me, &mut map, &settings, &mut slices).await? {
            break Some(Rc::new(reading));
        }
    };
    // A short text is shown in the task that reads it.
    let pauses = !is_short(map.text());
    slices.stop_if(pauses).await;
    let anew = found.is_some();
    alive(me)?.with(|state| state.renew(map, found))?;
    if first {
        slices.stop_if(pauses).await;
        alive(me)?.make_room();
    }
    if first && alive(me)?.place.root.query_selector(".panel").is_ok_and(|panel| panel.is_some()) {
        // Whatever changes on a page, browsers draw all its highlights anew: the list is drawn
        // before there are any.
        slices.frames().await;
    }
    alive(me)?.with(State::repaint)?;
    while alive(me)?.with(State::paint_some)? {
        slices.stop().await;
    }
    if !first {
        slices.stop_if(pauses).await;
        alive(me)?.look();
    }
    slices.stop_if(pauses).await;
    if !alive(me)?.with(State::settle)? && anew {
        alive(me)?.announce();
    }
    Some(())
}

/// Reads a map to its end.
async fn read(me: &Weak<Session>, mut reading: MapReading, slices: &mut Slices) -> Option<TextMap> {
    // Marks cut the text that is to be read: they are off while it is, which must not be seen.
    if let Some(map) = alive(me)?.with(State::read_without_marks)? {
        return Some(map);
    }
    loop {
        let map = reading.take();
        alive(me)?.with(|state| {
            reading
                .shadows()
                .iter()
                .for_each(|shadow| state.watch.iter().for_each(|watch| watch.also(shadow)))
        });
        if map.is_some() {
            return map;
        }
        slices.rest().await;
    }
}

/// Analyses the text of `map`; reads the page again where that is asked for, and gives up if its
/// text is another one then.
async fn analyse(
    me: &Weak<Session>,
    map: &mut TextMap,
    settings: &Settings,
    slices: &mut Slices,
) -> Option<Outcome> {
    let text: Rc<str> = map.text().into();
    let memory = alive(me)?.with(|state| std::mem::take(&mut state.memory))?;
    load(slices).await;
    let (begun, before) = (now(), slices.worked_ms());
    let mut analyzer = Analyzer::new(&text, &settings.analysis()).remembering(memory);
    let analysis: Analysis = loop {
        if let Some(analysis) = analyzer.step() {
            break analysis;
        }
        if !slices.rest().await {
            continue;
        }
        let again = alive(me)?.with(|state| {
            if let Some(ui) = state.ui.as_ref().filter(|_| is_long(begun)) {
                ui.send(ui::Command::Progress(analyzer.progress()));
            }
            state.work.as_mut().filter(|work| work.again).map(|work| *work = Work::default())
        })?;
        if again.is_some() {
            let article = alive(me)?.place.article.clone();
            *map = read(me, MapReading::of(&article), slices).await?;
            let assume_english = alive(me)?.with(|state| state.settings.assume_english)?;
            if *map.text() != *text || assume_english != settings.assume_english {
                alive(me)?.with(|state| state.memory = analyzer.into_memory());
                return Some(Outcome::Stale);
            }
        }
    };
    let elapsed_ms = slices.worked_ms() - before;
    alive(me)?.with(|state| state.memory = analyzer.into_memory());
    let article = alive(me)?.place.article.clone();
    let reading =
        Reading::in_turns(text.clone(), article, analysis, elapsed_ms, settings.assume_english);
    Some(Outcome::Found(slices.through(reading).await))
}

impl State {
    /// True if this text was read already.
    pub(super) fn knows(&self, text: &str, assume_english: bool) -> bool {
        *text == *self.reading.text && self.reading.assume_english == assume_english
    }

    /// Where marks are painted, the text without them, read at once.
    fn read_without_marks(&mut self) -> Option<TextMap> {
        if self.paint != PaintMethod::Mark || self.map.is_empty() {
            return None;
        }
        self.unpaint();
        let map = TextMap::read(&self.article);
        self.repaint();
        self.paint_out();
        Some(map)
    }

    /// Takes over what a work has come to: a new map, and if the text is another one what was found
    /// in it. Paints it, if it is not the first.
    fn renew(&mut self, map: TextMap, reading: Option<Rc<Reading>>) {
        if self.paint == PaintMethod::Mark {
            self.unpaint();
        }
        let (first, changed) =
            (self.map.is_empty(), self.work.take().is_some_and(|work| work.changed || work.again));
        if reading.is_some() || !self.map.is_as_good_as(&map) {
            self.map = map;
            self.reach();
            if changed {
                self.doubt();
            }
        }
        if let Some(map) = &self.map_view {
            map.soon(true);
        }
        match (reading, &self.ui) {
            (Some(reading), _) => self.take_up(reading),
            (None, Some(ui)) => ui.send(ui::Command::Progress(1.0)),
            (None, None) => {}
        }
        if !first {
            self.repaint();
            if self.paint == PaintMethod::Mark {
                // They were there before, and are not to be seen to go and come.
                self.paint_out();
            }
        }
        if changed {
            self.read_soon();
        }
    }

    /// Paints some of what is still to be painted; true if there is more.
    pub(super) fn paint_some(&mut self) -> bool {
        self.painting_on = self.unseen(|painter, map| painter.paint_on(map));
        self.painting_on
    }
}
