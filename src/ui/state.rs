//! What the interface is showing: one struct, the actions that change it, and nothing that touches
//! the browser.
//!
//! Takes [`Action`]s; gives the next [`State`] and, for what the reader did, the [`Intent`] to tell
//! the owner; promises that whatever is selected is also listed (a filter that would hide it is
//! lifted).

use std::rc::Rc;

use yew::Reducible;

use super::facts::Facts;
use super::strings;
use super::views::{CastFilter, View, Voice};
use super::{Command, Intent, Item, Layers, Look, TakeAway};
use crate::analysis::{Attribution, QuoteKind, Tier};
use crate::text::Byte;

/// Rows of a list shown at once; more on request. Yew stays under a frame with this many.
pub const ROWS: usize = 80;

/// Of those, so many are drawn at first, and as many more whenever the end of the list comes near:
/// a slow phone takes some milliseconds for each.
const STEP: usize = 4;

/// Left, top, width, height in CSS pixels of the viewport.
pub type Rect = (f64, f64, f64, f64);

/// The selected thing and where its card stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Selection {
    pub item: Item,
    /// Beside this place in the text; `None` puts the card under its row.
    pub anchor: Option<Rect>,
    /// For an actor: the mention that the reader has come to.
    pub mention: Option<usize>,
}

/// Where the keyboard focus should go after the next drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    Tab(View),
    Row(Item),
    Card,
    /// The button of the open card that goes on (+1) or back (-1).
    Step(isize),
    /// What the clipboard refused.
    Offer,
    Panel,
    Launcher,
}

/// All that the interface is showing.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    pub facts: Facts,
    pub layers: Layers,
    pub look: Look,
    /// The panel stands in the page where its host does.
    pub inline: bool,
    pub open: bool,
    pub view: View,
    pub selected: Option<Selection>,
    pub pointed: Option<Item>,
    /// What the pointer rests on in the text, where, and whether it has left it: told in a word
    /// beside it.
    pub tip: Option<(Item, Rect, bool)>,
    pub search: String,
    pub cast_filter: CastFilter,
    pub quote_kind: Option<QuoteKind>,
    pub voice: Voice,
    pub rows: usize,
    /// How many of them are drawn so far.
    pub drawn: usize,
    /// What was taken away last; forgotten as soon as the reader does something else.
    pub taken: Option<TakeAway>,
    /// What the clipboard refused.
    pub offered: Option<Rc<str>>,
    /// The share of the text that is read, while it is being read.
    pub progress: Option<f32>,
    /// What the live region says.
    pub announce: String,
    pub focus: Option<Focus>,
    /// The row to bring into view after the next drawing.
    pub scroll_to: Option<Item>,
}

/// What changes a [`State`].
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// A row was pressed: selects it, or closes its card.
    Press(Item),
    /// A link within a card was pressed: selects another thing, the card stays where it is.
    Follow(Item),
    /// The card's close button, or Escape within the card: its row gets the focus back.
    Close,
    /// Escape elsewhere: the focus stays where it is.
    Dismiss,
    /// Done with what the clipboard refused.
    CloseOffer,
    Point(Option<Item>),
    SetOpen(bool),
    SetView(View),
    SetLayers(Layers),
    Search(String),
    SetCastFilter(CastFilter),
    SetQuoteKind(Option<QuoteKind>),
    SetVoice(Voice),
    ClearFilters,
    /// Shows what this actor said, and only that.
    ListVoice(u32),
    SetLook(Look),
    TakeAway(TakeAway),
    MoreRows,
    /// The end of what is drawn is near: more of the rows are drawn.
    DrawOn,
    /// All rows are drawn, for paper.
    DrawAll,
    /// To the next (+1) or previous (-1) mention of the selected actor, or from the selected
    /// attribution to the next or previous one listed.
    Step(isize),
    /// The selected attribution's place in the text is wanted.
    Reveal,
    /// The page was scrolled or resized: changes nothing but where the card stands.
    Moved,
    /// The owner's word.
    Told(Command),
}

impl State {
    pub fn new(facts: Facts, layers: Layers, look: Look, inline: bool, open: bool) -> State {
        State {
            facts,
            layers,
            look,
            inline,
            open,
            view: View::Cast,
            selected: None,
            pointed: None,
            tip: None,
            search: String::new(),
            cast_filter: CastFilter::All,
            quote_kind: None,
            voice: Voice::Anyone,
            rows: ROWS,
            drawn: STEP,
            taken: None,
            offered: None,
            progress: None,
            announce: String::new(),
            focus: None,
            scroll_to: None,
        }
    }

    /// True if the open list has more rows than are drawn.
    pub fn is_cut(&self) -> bool {
        let facts = &self.facts;
        let all = match self.view {
            View::Cast => facts.order.len(),
            View::Quotes => facts.model.analysis.attributions.len(),
            View::Voices => facts.speakers.len(),
            View::More => 0,
        };
        self.drawn < self.rows.min(all)
    }

    /// True while the text is being read, for the first time or anew.
    pub fn is_reading(&self) -> bool {
        let model = &self.facts.model;
        self.progress.is_some() || (model.text.is_empty() && model.analysis.notice.is_none())
    }

    pub fn is_selected(&self, item: Item) -> bool {
        self.selected.is_some_and(|s| s.item == item)
    }

    /// What the owner must be told of an action of the reader, given the state before and after it.
    pub fn intent(&self, after: &State, action: &Action) -> Option<Intent> {
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
            Action::SetLayers(layers) => Some(Intent::Layers(*layers)),
            Action::SetLook(look) => Some(Intent::Look(*look)),
            Action::TakeAway(what) => Some(Intent::TakeAway(*what)),
            Action::Step(_) => match after.selected? {
                Selection { item: Item::Actor(actor), mention, .. } => {
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

    /// Whether the filters let an actor through.
    pub fn lists_actor(&self, id: u32) -> bool {
        let actor = self.facts.actor(id);
        let by_filter = match self.cast_filter {
            CastFilter::All => true,
            CastFilter::Speakers => self.facts.standings[id as usize].statements > 0,
            CastFilter::Kind(kind) => actor.kind == kind,
            CastFilter::Unnamed => actor.unnamed,
        };
        by_filter
            && (found(&actor.name, &self.search)
                || actor.description.as_deref().is_some_and(|d| found(d, &self.search)))
    }

    /// Whether the filters let an attribution through.
    pub fn lists_quote(&self, attribution: &Attribution<Byte>) -> bool {
        let layer = attribution.tier == Tier::Statement
            || self.layers.attitudes
            || self.is_selected(Item::Attribution(attribution.id));
        let speaks = |unnamed: bool| {
            attribution.speakers.iter().any(|&id| self.facts.is_unnamed(id) == unnamed)
        };
        let by_voice = match self.voice {
            Voice::Anyone => true,
            Voice::Named => speaks(false),
            Voice::Unnamed => speaks(true),
            Voice::NotStated => attribution.speakers.is_empty(),
            Voice::Actor(id) => attribution.speakers.contains(&id),
        };
        layer
            && by_voice
            && self.quote_kind.is_none_or(|kind| attribution.kind == kind)
            && (self.search.is_empty()
                || found(&self.facts.content(attribution), &self.search)
                || found(&self.facts.speaker_names(attribution), &self.search))
    }

    /// True if a filter may hide some of the open list.
    pub fn is_filtered(&self) -> bool {
        let by_choice = match self.view {
            View::Cast => self.cast_filter != CastFilter::All,
            _ => self.quote_kind.is_some() || self.voice != Voice::Anyone,
        };
        by_choice || !self.search.is_empty()
    }

    /// How many attributions the quotes list without any filter.
    pub fn quotes_in_layers(&self) -> usize {
        self.facts
            .model
            .analysis
            .attributions
            .iter()
            .filter(|a| a.tier == Tier::Statement || self.layers.attitudes)
            .count()
    }

    /// The attributions that are listed, in reading order.
    pub fn listed_quotes(&self) -> Vec<u32> {
        let all = self.facts.model.analysis.attributions.iter().enumerate();
        all.filter(|(_, attribution)| self.lists_quote(attribution))
            .map(|(id, _)| id as u32)
            .collect()
    }

    /// Which of the listed attributions this one is, from 0, and how many there are; none for an
    /// actor.
    pub fn place_of(&self, item: Item) -> Option<(usize, usize)> {
        let Item::Attribution(id) = item else { return None };
        let listed = self.listed_quotes();
        listed.iter().position(|&other| other == id).map(|at| (at, listed.len()))
    }

    fn lift_filters(&mut self) {
        self.search = String::new();
        self.cast_filter = CastFilter::All;
        self.quote_kind = None;
        self.voice = Voice::Anyone;
    }

    /// Has the live region say this, also if it said the same before.
    fn say(&mut self, words: String) {
        self.announce = if self.announce == words { words + "\u{a0}" } else { words };
    }

    /// Selects `item` and makes sure that its row is there to be seen.
    fn select(&mut self, item: Item, anchor: Option<Rect>) {
        let known = match item {
            Item::Actor(id) => (id as usize) < self.facts.standings.len(),
            Item::Attribution(id) => (id as usize) < self.facts.model.analysis.attributions.len(),
        };
        if !known {
            return;
        }
        self.selected = Some(Selection { item, anchor, mention: None });
        self.tip = None;
        self.scroll_to = Some(item);
        let (view, listed, place) = match item {
            Item::Actor(id) => (View::Cast, self.lists_actor(id), self.facts.place_in_cast(id)),
            Item::Attribution(id) => {
                (View::Quotes, self.lists_quote(self.facts.attribution(id)), id as usize)
            }
        };
        self.view = view;
        if !listed {
            self.lift_filters();
        }
        self.rows = self.rows.max((place / ROWS + 1) * ROWS);
        self.drawn = self.rows;
        self.say(self.facts.announcement(item));
    }

    fn unselect(&mut self) {
        if self.selected.take().is_some() {
            self.say(strings::ANNOUNCE_CLOSED.into());
        }
    }

    fn step(&mut self, by: isize) {
        let Some(Selection { item, mention, anchor }) = self.selected else { return };
        match item {
            Item::Actor(id) => {
                let all = self.facts.actor(id).mentions.len();
                let Some(next) = around(mention, by, all) else { return };
                self.say(strings::nth_of(next, all));
                self.selected = self.selected.map(|s| Selection { mention: Some(next), ..s });
            }
            Item::Attribution(id) => {
                let listed = self.listed_quotes();
                let at = listed.iter().position(|&other| other == id);
                let Some(next) = around(at, by, listed.len()) else { return };
                self.select(Item::Attribution(listed[next]), anchor);
                let words = strings::at_place(next, listed.len(), &self.announce);
                self.say(words);
            }
        }
        self.focus = Some(Focus::Step(by));
    }

    fn close_offer(&mut self) -> bool {
        let offered = self.offered.take().is_some();
        if offered {
            self.focus =
                Some(if self.selected.is_some() { Focus::Card } else { Focus::Tab(self.view) });
        }
        offered
    }

    fn obey(&mut self, command: Command) {
        match command {
            // The answer to a walk: the card is open, and now its place is known.
            Command::Select { item: Some(item), anchor: Some(anchor) }
                if self.selected.is_some_and(|s| s.item == item && s.anchor.is_some()) =>
            {
                self.selected = self.selected.map(|s| Selection { anchor: Some(anchor), ..s });
            }
            Command::Select { item: Some(item), anchor } => {
                // The owner may echo what was selected here: the card then stays under its row.
                let docked_here =
                    self.selected.is_some_and(|s| s.item == item && s.anchor.is_none());
                if !docked_here || !self.open {
                    self.select(item, anchor);
                }
            }
            Command::Select { item: None, .. } => self.unselect(),
            Command::Mention(at) => {
                if let Some(Selection { item: Item::Actor(id), mention, .. }) = &mut self.selected
                    && at < self.facts.actor(*id).mentions.len()
                {
                    *mention = Some(at);
                }
            }
            Command::Point { item, anchor } => {
                self.pointed = item;
                self.tip = match item {
                    Some(item) => anchor.map(|anchor| (item, anchor, false)),
                    None => self.tip.map(|(item, anchor, _)| (item, anchor, true)),
                };
            }
            Command::Model(model) => {
                // Ids are other ones now, so what depends on them is forgotten; the rest the reader
                // keeps.
                let State {
                    layers,
                    look,
                    inline,
                    open,
                    view,
                    cast_filter,
                    quote_kind,
                    rows,
                    mut drawn,
                    ..
                } = *self;
                if self.is_reading() && self.facts.order.is_empty() {
                    // Panel and list are drawn one after the other, each in a frame of its own.
                    drawn = 0;
                }
                let (search, announce) =
                    (std::mem::take(&mut self.search), std::mem::take(&mut self.announce));
                let fresh = State::new(Facts::new(model), layers, look, inline, open);
                *self =
                    State { view, cast_filter, quote_kind, search, announce, rows, drawn, ..fresh };
            }
            Command::Layers(layers) => self.layers = layers,
            Command::Open(open) => self.open = open,
            Command::Taken(what) => {
                self.taken = Some(what);
                self.say(strings::taken(what).into());
            }
            Command::Offer(text) => {
                self.offered = Some(text);
                self.focus = Some(Focus::Offer);
            }
            Command::Progress(progress) => {
                self.progress = Some(progress).filter(|progress| *progress < 1.0)
            }
        }
    }
}

/// From the place `at` (before the first, or behind the last, if none) by one step among `all`,
/// round and round; none where there are none.
fn around(at: Option<usize>, by: isize, all: usize) -> Option<usize> {
    let from = at.map_or(if by > 0 { -1 } else { 0 }, |at| at as isize);
    (all > 0).then(|| (from + by).rem_euclid(all as isize) as usize)
}

/// Case-blind search for every word of `wanted` in `text`; nothing wanted is always found.
fn found(text: &str, wanted: &str) -> bool {
    let text = text.to_lowercase();
    wanted.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        // What only follows from something else leaves alone what that has asked for and what is
        // not drawn yet.
        if !matches!(
            action,
            Action::Told(_) | Action::Point(_) | Action::Moved | Action::DrawOn | Action::DrawAll
        ) {
            next.focus = None;
            next.scroll_to = None;
            next.taken = None;
            next.tip = None;
        }
        match action {
            Action::Press(item) if next.is_selected(item) => next.unselect(),
            Action::Press(item) => next.select(item, None),
            Action::Follow(item) => {
                let anchor = next.selected.and_then(|s| s.anchor);
                next.select(item, anchor);
                next.focus = Some(if anchor.is_some() || !next.open {
                    Focus::Card
                } else {
                    Focus::Row(item)
                });
            }
            Action::CloseOffer => {
                next.close_offer();
            }
            Action::Close | Action::Dismiss if next.close_offer() => {}
            Action::Close => {
                if let Some(selection) = next.selected {
                    next.focus =
                        Some(if next.open { Focus::Row(selection.item) } else { Focus::Launcher });
                }
                next.unselect();
            }
            Action::Dismiss => next.unselect(),
            Action::Point(item) => next.pointed = item,
            Action::SetOpen(open) => {
                next.open = open;
                next.focus = Some(if open { Focus::Panel } else { Focus::Launcher });
                if !open {
                    next.unselect();
                }
            }
            Action::SetView(view) => {
                next.view = view;
                next.focus = Some(Focus::Tab(view));
                next.search = String::new();
                (next.rows, next.drawn) = (ROWS, STEP);
            }
            Action::SetLayers(layers) => next.layers = layers,
            Action::Search(search) => next.search = search,
            Action::SetCastFilter(filter) => next.cast_filter = filter,
            Action::SetQuoteKind(kind) => next.quote_kind = kind,
            Action::SetVoice(voice) => next.voice = voice,
            Action::ClearFilters => {
                next.lift_filters();
                next.focus = Some(Focus::Tab(next.view));
            }
            Action::SetLook(look) => next.look = look,
            Action::ListVoice(speaker) => {
                next.lift_filters();
                next.voice = Voice::Actor(speaker);
                next.open = true;
                next.view = View::Quotes;
                (next.rows, next.drawn) = (ROWS, STEP);
                next.focus = Some(Focus::Tab(View::Quotes));
            }
            Action::MoreRows => next.rows += ROWS,
            Action::DrawOn => next.drawn = (next.drawn + STEP).min(next.rows),
            Action::DrawAll | Action::TakeAway(TakeAway::Print) => next.drawn = next.rows,
            Action::Step(by) => next.step(by),
            Action::Reveal | Action::Moved | Action::TakeAway(_) => {}
            Action::Told(command) => next.obey(command),
        }
        Rc::new(next)
    }
}
