//! Reading the page's text and analysing it, in slices between which the page has its turn.
//!
//! Takes a text map being read; gives the session its new map and reading; promises that one such
//! reading is under way at a time, that text which the page changes meanwhile is never painted on,
//! and that a text which the page has replaced meanwhile is not read to its end.

use std::rc::{Rc, Weak};

use wasm_bindgen_futures::spawn_local;

use super::checking;
use super::life::{Session, alive};
use super::state::{ReadingUnderWay, SessionState};
use crate::page::{MapReading, TextMap};
use crate::widget::reading::{Reading, is_long, is_short, load};
use crate::widget::settings::WidgetSettings;
use crate::widget::slices::{Pauses, Slices, now};
use crate::{Analysis, Analyzer, ui};

impl Session {
    /// Begins to read the page, and analyses its text if that differs from the text before. Where
    /// an appearance is given, draws the interface first.
    pub(super) fn begin(&self, map: MapReading, appearance: Option<ui::Appearance>) {
        let under_way = Some(ReadingUnderWay::default());
        if self.with(|state| state.rereading.under_way = under_way).is_some() {
            let me = self.me().clone();
            spawn_local(async move {
                read_and_show(&me, map, appearance).await;
            });
        }
    }

    /// Paints the rest, which the painter could not paint at once, in slices.
    pub(super) fn paint_rest(&self) {
        let me = self.me().clone();
        spawn_local(async move {
            let mut slices = Slices::begin();
            slices.stop().await;
            while alive(&me).and_then(|session| session.with(SessionState::paint_some))
                == Some(true)
            {
                slices.stop().await;
            }
        });
    }
}

/// The outcome of an analysis.
enum Outcome {
    Found(Reading),
    /// The page has another text by now.
    Stale,
}

/// All of a reading: map, analysis, paint. `None` where the session was destroyed meanwhile.
async fn read_and_show(
    me: &Weak<Session>,
    reading: MapReading,
    appearance: Option<ui::Appearance>,
) -> Option<()> {
    let mut slices = Slices::begin();
    if let Some(appearance) = appearance {
        slices.stop().await;
        alive(me)?.adopt_styles();
        slices.stop().await;
        alive(me)?.mount_ui(appearance);
        slices.stop().await;
        alive(me)?.finish_setup();
        slices.stop().await;
    }
    let mut map = read(me, reading, &mut slices).await?;
    let first = alive(me)?.with(|state| state.canvas.map.is_empty())?;
    if first {
        // Browsers compute all styles of a page anew when it gets another style sheet. They get
        // time for that here, before there is paint.
        slices.stop().await;
        let session = alive(me)?;
        session.with(|state| state.fit_to_page(session.place(), Some(&map)))?;
        slices.stop().await;
    }
    let found = analyse_if_new(me, &mut map, &mut slices).await?;
    // A short text is shown in the task that reads it.
    let pauses = if is_short(map.text()) { Pauses::None } else { Pauses::Between };
    slices.pause(pauses).await;
    let is_new = found.is_some();
    alive(me)?.with(|state| state.apply(map, found))?;
    if first {
        slices.pause(pauses).await;
        alive(me)?.make_room();
    }
    if first && alive(me)?.place().root.query_selector(".panel").is_ok_and(|panel| panel.is_some())
    {
        // Browsers draw all of a page's highlights anew when anything on the page changes, so the
        // panel's list is drawn before there are any.
        slices.frames().await;
    }
    alive(me)?.with(SessionState::repaint)?;
    while alive(me)?.with(SessionState::paint_some)? {
        slices.stop().await;
    }
    if !first {
        slices.pause(pauses).await;
        alive(me)?.fit_to_page();
    }
    slices.pause(pauses).await;
    if first {
        alive(me)?.open_loaded();
    }
    if !alive(me)?.with(SessionState::settle)? && is_new {
        alive(me)?.announce();
    }
    if is_new {
        checking::check(me.clone()).await;
    }
    Some(())
}

/// The reading of the text of `map`; `Some(None)` if that text was read before, `None` where the
/// session was destroyed.
async fn analyse_if_new(
    me: &Weak<Session>,
    map: &mut TextMap,
    slices: &mut Slices,
) -> Option<Option<Rc<Reading>>> {
    loop {
        let (settings, known) = alive(me)?
            .with(|state| (state.choices.held, state.knows(map.text(), &state.choices.held)))?;
        if known {
            return Some(None);
        }
        if let Outcome::Found(reading) = analyse(me, map, &settings, slices).await? {
            return Some(Some(Rc::new(reading)));
        }
    }
}

/// Reads a map to its end.
async fn read(me: &Weak<Session>, mut reading: MapReading, slices: &mut Slices) -> Option<TextMap> {
    loop {
        let map = reading.take();
        alive(me)?.with(|state| state.canvas.observe_shadows(&reading.shadows()));
        if map.is_some() {
            return map;
        }
        slices.rest().await;
    }
}

/// Analyses the text of `map`. Reads the page again where that is asked for, and gives up if the
/// page has another text then.
async fn analyse(
    me: &Weak<Session>,
    map: &mut TextMap,
    settings: &WidgetSettings,
    slices: &mut Slices,
) -> Option<Outcome> {
    let text: Rc<str> = map.text().into();
    let memory = alive(me)?.with(|state| std::mem::take(&mut state.rereading.memory))?;
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
            if is_long(begun) {
                state.interface.send(ui::Command::Progress(analyzer.progress()));
            }
            let under_way = state.rereading.under_way.as_mut();
            under_way
                .filter(|reading| reading.reread)
                .map(|reading| *reading = ReadingUnderWay::default())
        })?;
        if again.is_some() {
            let article = alive(me)?.place().article.clone();
            *map = read(me, MapReading::of(&article), slices).await?;
            let assume_english = alive(me)?.with(|state| state.choices.held.assume_english)?;
            if *map.text() != *text || assume_english != settings.assume_english {
                alive(me)?.with(|state| state.rereading.memory = analyzer.into_memory());
                return Some(Outcome::Stale);
            }
        }
    };
    let elapsed_ms = slices.worked_ms() - before;
    alive(me)?.with(|state| state.rereading.memory = analyzer.into_memory());
    let session = alive(me)?;
    let reading = Reading::in_turns(text.clone(), session.place(), analysis, elapsed_ms, settings);
    Some(Outcome::Found(slices.finish(reading).await))
}

impl SessionState {
    /// True if this text was read already, with the settings that an analysis depends on.
    fn knows(&self, text: &str, settings: &WidgetSettings) -> bool {
        *text == *self.reading.text && self.reading.assume_english == settings.assume_english
    }

    /// Takes over the result of a reading: a new map, and the new reading if the text differs.
    /// Paints the latter, unless it is the first.
    fn apply(&mut self, map: TextMap, found: Option<Rc<Reading>>) {
        let first = self.canvas.map.is_empty();
        let under_way = self.rereading.under_way.take();
        let changed = under_way.is_some_and(|reading| reading.changed || reading.reread);
        if found.is_some() || !self.canvas.map.is_as_good_as(&map) {
            self.canvas.map = map;
            self.canvas.extend_to_shadows();
            if changed {
                self.canvas.recheck_all();
            }
        }
        self.interface.measure_map_soon();
        match found {
            Some(reading) => self.show_reading(reading),
            None => self.interface.send(ui::Command::Progress(1.0)),
        }
        if !first {
            self.repaint();
        }
        if changed {
            self.read_soon();
        }
    }
}
