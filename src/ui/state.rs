//! What the interface is showing: one struct, the actions that change it, and nothing that touches the browser.
//!
//! Takes [`Action`]s; gives the next [`State`] and, for what the reader did, the [`Intent`] to tell the owner; promises that whatever is
//! selected is also listed (a filter that would hide it is lifted).

use std::rc::Rc;

use yew::Reducible;

use super::facts::Facts;
use super::strings;
use super::{Command, Intent, Item, Layers};
use crate::analysis::{ActorKind, Attribution, QuoteKind, Tier};
use crate::text::Byte;

/// Rows of a list shown at once; more on request. Yew stays under a frame with this many.
pub const ROWS: usize = 80;

/// The lists of the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    Cast,
    Quotes,
    Voices,
}

impl View {
    pub const ALL: [View; 3] = [View::Cast, View::Quotes, View::Voices];
}

/// Which actors the cast lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CastFilter {
    All,
    Speakers,
    Kind(ActorKind),
    Unnamed,
}

impl CastFilter {
    pub const ALL: [CastFilter; 7] = [
        CastFilter::All,
        CastFilter::Speakers,
        CastFilter::Kind(ActorKind::Person),
        CastFilter::Kind(ActorKind::Organization),
        CastFilter::Kind(ActorKind::Country),
        CastFilter::Kind(ActorKind::Group),
        CastFilter::Unnamed,
    ];
}

/// Which attributions the quotes list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuoteFilter {
    All,
    Kind(QuoteKind),
    /// By a speaker with a name.
    Named,
    /// By a speaker without.
    Unnamed,
    /// By nobody that could be told.
    NotStated,
}

impl QuoteFilter {
    pub const ALL: [QuoteFilter; 7] = [
        QuoteFilter::All,
        QuoteFilter::Kind(QuoteKind::Direct),
        QuoteFilter::Kind(QuoteKind::Mixed),
        QuoteFilter::Kind(QuoteKind::Indirect),
        QuoteFilter::Named,
        QuoteFilter::Unnamed,
        QuoteFilter::NotStated,
    ];
}

/// Left, top, width, height in CSS pixels of the viewport.
pub type Rect = (f64, f64, f64, f64);

/// The selected thing and where its card stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Selection {
    pub item: Item,
    /// Beside this place in the text; `None` puts the card under its row.
    pub anchor: Option<Rect>,
    /// For an actor: which of its mentions was shown last.
    pub mention: Option<usize>,
}

/// Where the keyboard focus should go after the next drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    Tab(View),
    Row(Item),
    Card,
    Panel,
    Launcher,
}

/// All that the interface is showing.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    pub facts: Facts,
    pub layers: Layers,
    pub open: bool,
    pub view: View,
    pub selected: Option<Selection>,
    pub pointed: Option<Item>,
    pub search: String,
    pub cast_filter: CastFilter,
    pub quote_filter: QuoteFilter,
    pub speaker: Option<u32>,
    pub rows: usize,
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
    Point(Option<Item>),
    SetOpen(bool),
    SetView(View),
    SetLayers(Layers),
    Search(String),
    SetCastFilter(CastFilter),
    SetQuoteFilter(QuoteFilter),
    /// Lists only what this actor said, or everybody's.
    SetSpeaker(Option<u32>),
    MoreRows,
    /// To the next (+1) or previous (-1) mention of the selected actor.
    Step(isize),
    /// The selected attribution's place in the text is wanted.
    Reveal,
    /// The page was scrolled or resized: changes nothing but where the card stands.
    Moved,
    /// The owner's word.
    Told(Command),
}

impl State {
    pub fn new(facts: Facts, layers: Layers, open: bool) -> State {
        State {
            facts,
            layers,
            open,
            view: View::Cast,
            selected: None,
            pointed: None,
            search: String::new(),
            cast_filter: CastFilter::All,
            quote_filter: QuoteFilter::All,
            speaker: None,
            rows: ROWS,
            announce: String::new(),
            focus: None,
            scroll_to: None,
        }
    }

    pub fn is_selected(&self, item: Item) -> bool {
        self.selected.is_some_and(|s| s.item == item)
    }

    /// What the owner must be told of an action of the reader, given the state before and after it.
    pub fn intent(&self, after: &State, action: &Action) -> Option<Intent> {
        match action {
            Action::Press(_) | Action::Follow(_) => {
                Some(Intent::Select { item: after.selected.map(|s| s.item), reveal: after.selected.is_some() })
            }
            Action::Close | Action::Dismiss => self.selected.map(|_| Intent::Select { item: None, reveal: false }),
            Action::Point(item) => (self.pointed != *item).then_some(Intent::Point(*item)),
            Action::SetOpen(open) => Some(Intent::Open(*open)),
            Action::SetLayers(layers) => Some(Intent::Layers(*layers)),
            Action::Step(_) => match after.selected? {
                Selection { item: Item::Actor(actor), mention: Some(mention), .. } => Some(Intent::GoTo { actor, mention }),
                _ => None,
            },
            Action::Reveal => self.selected.map(|s| Intent::Select { item: Some(s.item), reveal: true }),
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
        by_filter && (found(&actor.name, &self.search) || actor.description.as_deref().is_some_and(|d| found(d, &self.search)))
    }

    /// Whether the filters let an attribution through.
    pub fn lists_quote(&self, attribution: &Attribution<Byte>) -> bool {
        let layer = attribution.tier == Tier::Statement || self.layers.attitudes || self.is_selected(Item::Attribution(attribution.id));
        let speaks = |unnamed: bool| attribution.speakers.iter().any(|&id| self.facts.is_unnamed(id) == unnamed);
        let by_filter = match self.quote_filter {
            QuoteFilter::All => true,
            QuoteFilter::Kind(kind) => attribution.kind == kind,
            QuoteFilter::Named => speaks(false),
            QuoteFilter::Unnamed => speaks(true),
            QuoteFilter::NotStated => attribution.speakers.is_empty(),
        };
        layer
            && by_filter
            && self.speaker.is_none_or(|speaker| attribution.speakers.contains(&speaker))
            && (self.search.is_empty()
                || found(&self.facts.content(attribution), &self.search)
                || found(&self.facts.speaker_names(attribution), &self.search))
    }

    /// True if the cast is not shown in full.
    pub fn is_filtered(&self) -> bool {
        self.cast_filter != CastFilter::All || !self.search.is_empty()
    }

    fn lift_filters(&mut self) {
        self.search = String::new();
        self.cast_filter = CastFilter::All;
        self.quote_filter = QuoteFilter::All;
        self.speaker = None;
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
        self.scroll_to = Some(item);
        let (view, listed, place) = match item {
            Item::Actor(id) => (View::Cast, self.lists_actor(id), self.facts.place_in_cast(id)),
            Item::Attribution(id) => (View::Quotes, self.lists_quote(self.facts.attribution(id)), id as usize),
        };
        self.view = view;
        if !listed {
            self.lift_filters();
        }
        self.rows = self.rows.max((place / ROWS + 1) * ROWS);
        self.announce = self.facts.announcement(item);
    }

    fn unselect(&mut self) {
        if self.selected.take().is_some() {
            self.announce = strings::ANNOUNCE_CLOSED.into();
        }
    }

    fn step(&mut self, by: isize) {
        let Some(Selection { item: Item::Actor(id), mention, .. }) = self.selected else { return };
        let all = self.facts.actor(id).mentions.len() as isize;
        let next = match mention {
            None if by > 0 => 0,
            None => all - 1,
            Some(at) => (at as isize + by).rem_euclid(all.max(1)),
        };
        if all > 0 {
            self.announce = strings::mention_of(next as usize, all as usize);
            self.selected = self.selected.map(|s| Selection { mention: Some(next as usize), ..s });
        }
    }

    fn obey(&mut self, command: Command) {
        match command {
            Command::Select { item: Some(item), anchor } => {
                // The owner may echo what was selected here: the card then stays under its row.
                let docked_here = self.selected.is_some_and(|s| s.item == item && s.anchor.is_none());
                if !docked_here || !self.open {
                    self.select(item, anchor);
                }
            }
            Command::Select { item: None, .. } => self.unselect(),
            Command::Point(item) => self.pointed = item,
            Command::Model(model) => {
                let layers = self.layers;
                let (open, view) = (self.open, self.view);
                *self = State { view, ..State::new(Facts::new(model), layers, open) };
            }
            Command::Layers(layers) => self.layers = layers,
            Command::Open(open) => self.open = open,
        }
    }
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
        next.focus = None;
        next.scroll_to = None;
        match action {
            Action::Press(item) if next.is_selected(item) => next.unselect(),
            Action::Press(item) => next.select(item, None),
            Action::Follow(item) => {
                let anchor = next.selected.and_then(|s| s.anchor);
                next.select(item, anchor);
                next.focus = Some(if anchor.is_some() || !next.open { Focus::Card } else { Focus::Row(item) });
            }
            Action::Close => {
                if let Some(selection) = next.selected {
                    next.focus = Some(if next.open { Focus::Row(selection.item) } else { Focus::Launcher });
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
                next.rows = ROWS;
            }
            Action::SetLayers(layers) => next.layers = layers,
            Action::Search(search) => next.search = search,
            Action::SetCastFilter(filter) => next.cast_filter = filter,
            Action::SetQuoteFilter(filter) => next.quote_filter = filter,
            Action::SetSpeaker(speaker) => {
                next.lift_filters();
                next.speaker = speaker;
                next.open = true;
                next.view = View::Quotes;
                next.rows = ROWS;
                next.focus = Some(Focus::Tab(View::Quotes));
            }
            Action::MoreRows => next.rows += ROWS,
            Action::Step(by) => next.step(by),
            Action::Reveal | Action::Moved => {}
            Action::Told(command) => next.obey(command),
        }
        Rc::new(next)
    }
}
