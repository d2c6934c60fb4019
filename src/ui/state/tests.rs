//! The panel's state without a browser: what actions change, what the owner is told, what is
//! listed.

mod voices;

use std::rc::Rc;

use super::*;
use crate::analysis::{
    Act, Actor, ActorKind, Analysis, Attribution, Form, Mention, Notice, NoticeCode, Tier,
};
use crate::text::{Byte, Span};
use crate::ui::messages::{AnalysedText, Command, Side, Theme};

const TEXT: &str = "Ann Lee spoke. “Taxes will rise,” Lee said. \
                    A spokesman said Lee told him “it is done” on Monday. \
                    Lee hopes to go. It was said that all is well.";

// Items of [`article`]: two actors, then attributions.
const LEE: Selectable = Selectable::Actor(0);
const SPOKESMAN: u32 = 1;
const DIRECT: Selectable = Selectable::Attribution(0);
const OUTER: Selectable = Selectable::Attribution(1);
const INNER: Selectable = Selectable::Attribution(2);
const HOPE: Selectable = Selectable::Attribution(3);
// Places of two lines of the text on the screen.
const LINE: Rect = Rect { left: 40.0, top: 60.0, width: 200.0, height: 20.0 };
const LOWER_LINE: Rect = Rect { top: 300.0, ..LINE };

mod correcting;
mod places;

/// The `n`th place (from 0) where `part` stands in [`TEXT`].
fn nth(part: &str, n: usize) -> Span<Byte> {
    let start = TEXT.match_indices(part).nth(n).expect("it is in the text").0;
    Span::new(start as u32, (start + part.len()) as u32)
}

fn actor(id: u32, name: &str, unnamed: bool, mentions: Vec<Span<Byte>>) -> Actor<Byte> {
    let mention = |span| Mention { span, head: span, form: Form::Name };
    Actor {
        id,
        name: name.into(),
        kind: if unnamed { ActorKind::Role } else { ActorKind::Person },
        unnamed,
        description: None,
        affiliation: None,
        mentions: mentions.into_iter().map(mention).collect(),
        corrected_by_reader: false,
    }
}

fn says(id: u32, kind: QuoteKind, content: &str, speakers: &[u32]) -> Attribution<Byte> {
    Attribution {
        id,
        tier: Tier::Statement,
        kind,
        source: vec![],
        cue: vec![nth("said", 0)],
        content: vec![nth(content, 0)],
        speakers: speakers.to_vec(),
        inside: None,
        act: Act::Say,
        negated: false,
        confidence: 0.9,
        speaker_confidence: 0.9,
        source_kind: None,
        channel: Vec::new(),
        unnamed_reason: Vec::new(),
        knowledge: Vec::new(),
        corrected_by_reader: false,
    }
}

fn article() -> Analysis<Byte> {
    let (direct, mixed, indirect) = (QuoteKind::Direct, QuoteKind::Mixed, QuoteKind::Indirect);
    let inner =
        Attribution {
            inside: Some(1), confidence: 0.3, ..says(2, direct, "“it is done”", &[0])
        };
    let hope = Attribution { tier: Tier::Attitude, ..says(3, indirect, "to go", &[0]) };
    Analysis {
        paragraphs: vec![Span::new(0, TEXT.len() as u32)],
        actors: vec![
            actor(0, "Ann Lee", false, (0..4).map(|n| nth("Lee", n)).collect()),
            actor(SPOKESMAN, "a spokesman", true, vec![nth("A spokesman", 0)]),
        ],
        attributions: vec![
            says(0, direct, "“Taxes will rise,”", &[0]),
            says(1, mixed, "Lee told him “it is done” on Monday", &[SPOKESMAN]),
            inner,
            hope,
            says(4, indirect, "that all is well", &[]),
        ],
        ..Analysis::empty()
    }
}

fn analysed(analysis: Analysis<Byte>) -> AnalysedText {
    AnalysedText {
        text: TEXT.into(),
        analysis: Rc::new(analysis),
        elapsed_ms: 3.1,
        corrections: Rc::default(),
    }
}

/// A panel and what it has told its owner.
struct Panel {
    state: PanelState,
    told: Vec<Intent>,
}

impl Panel {
    /// With the article above, open.
    fn open() -> Panel {
        Panel::with(article())
    }

    fn with(analysis: Analysis<Byte>) -> Panel {
        let facts = Facts::new(analysed(analysis));
        let state = PanelState::new(facts, Layers::default(), Appearance::default());
        Panel { state: PanelState { open: true, ..state }, told: Vec::new() }
    }

    /// The same, shut.
    fn shut() -> Panel {
        let mut panel = Panel::open();
        panel.state.open = false;
        panel
    }

    fn act(&mut self, action: Action) {
        let after = self.state.after(action.clone());
        self.told.extend(self.state.intent(&after, &action));
        self.state = after;
    }

    fn obey(&mut self, command: Command) {
        self.act(Action::Obey(command));
    }

    fn select(&mut self, item: Selectable, place: Option<Rect>) {
        let anchor = place.map(|line| Anchor { line, whole: line });
        self.obey(Command::Select { item: Some(item), anchor });
    }

    /// As the component does once all is drawn.
    fn draw(&mut self) {
        self.state.focus = None;
        self.state.scroll_to = None;
    }

    fn anchor(&self) -> Option<Rect> {
        self.state.selected.and_then(|s| s.anchor).map(|anchor| anchor.line)
    }

    fn actors(&self) -> Vec<String> {
        let facts = &self.state.facts;
        let listed = facts.order.iter().filter(|&&id| self.state.lists_actor(id));
        listed.map(|&id| facts.name(id)).collect()
    }

    /// Speakers of the listed attributions.
    fn quotes(&self) -> Vec<String> {
        let facts = &self.state.facts;
        let listed = self.state.listed_quotes().into_iter();
        listed.map(|id| facts.speaker_names(facts.attribution(id))).collect()
    }
}

#[test]
fn next_and_previous_go_round_the_mentions() {
    let mut panel = Panel::open();
    panel.act(Action::Press(LEE));
    panel.act(Action::Step(1));
    assert_eq!(panel.told.last(), Some(&Intent::GoTo { actor: 0, mention: 0 }));
    panel.act(Action::Step(-1));
    assert_eq!(panel.told.last(), Some(&Intent::GoTo { actor: 0, mention: 3 }));
    assert!(panel.state.announcement.contains("4 of 4"));
}

#[test]
fn echo_of_the_reader_s_selection_leaves_the_card_under_its_row() {
    let mut panel = Panel::open();
    panel.act(Action::Press(LEE));
    panel.select(LEE, Some(LINE));
    assert!(panel.state.is_selected(LEE) && panel.anchor().is_none());
}

#[test]
fn selection_is_never_hidden_by_a_filter() {
    let mut panel = Panel::open();
    panel.act(Action::Search("spokesman".into()));
    assert_eq!(panel.actors(), ["A spokesman"]);
    panel.select(LEE, None);
    assert!(panel.state.is_selected(LEE) && panel.state.lists_actor(0));
}

#[test]
fn step_beside_the_text_asks_the_owner_for_the_next_place() {
    let mut panel = Panel::shut();
    panel.select(DIRECT, Some(LINE));
    panel.act(Action::Step(1));
    assert_eq!(panel.told.last(), Some(&Intent::Walk(OUTER)));
    assert_eq!(panel.state.focus, Some(KeyboardFocus::Step(1)));
    panel.draw();
    panel.select(OUTER, Some(LOWER_LINE));
    assert_eq!(panel.anchor(), Some(LOWER_LINE));
    assert_eq!(panel.state.focus, None, "the answer leaves the focus alone");
}

#[test]
fn each_quotation_says_in_words_how_sure_it_is() {
    let panel = Panel::open();
    let listed = panel.state.listed_quotes();
    let sure = |id: &u32| strings::confidence(panel.state.facts.attribution(*id).confidence);
    let words: Vec<&str> = listed.iter().map(sure).collect();
    let high = "high confidence";
    assert_eq!(words, [high, high, "low confidence", high]);
}

#[test]
fn row_pressed_again_closes_its_card() {
    let mut panel = Panel::open();
    panel.act(Action::Press(LEE));
    assert_eq!(panel.told.last(), Some(&Intent::Select { item: Some(LEE), reveal: true }));
    panel.act(Action::Press(LEE));
    assert_eq!(panel.told.last(), Some(&Intent::Select { item: None, reveal: false }));
    assert!(panel.state.selected.is_none());
}

#[test]
fn escape_closes_the_offer_first_then_the_card() {
    let mut panel = Panel::open();
    panel.act(Action::Press(LEE));
    panel.obey(Command::Offer("A report.".into()));
    assert_eq!(panel.state.focus, Some(KeyboardFocus::Offer));
    let told = panel.told.len();
    panel.act(Action::Close);
    assert!(panel.state.offered.is_none() && panel.state.is_selected(LEE));
    assert_eq!((panel.state.focus, panel.told.len()), (Some(KeyboardFocus::Card), told));
    panel.act(Action::Close);
    assert!(panel.state.selected.is_none());
    assert_eq!(panel.state.focus, Some(KeyboardFocus::Row(LEE)));
}

#[test]
fn quotes_are_narrowed_by_kind_and_by_speaker() {
    let mut panel = Panel::open();
    panel.act(Action::SetView(View::Quotes));
    let mut by_speaker = |filter: SpeakerFilter| {
        panel.act(Action::SetSpeakerFilter(filter));
        panel.quotes()
    };
    assert_eq!(by_speaker(SpeakerFilter::Unnamed), ["A spokesman"]);
    assert_eq!(by_speaker(SpeakerFilter::NotStated), ["Source not stated"]);
    assert_eq!(by_speaker(SpeakerFilter::Actor(0)), ["Ann Lee", "Ann Lee"]);
    panel.act(Action::SetQuoteKind(Some(QuoteKind::Mixed)));
    assert!(panel.quotes().is_empty() && panel.state.is_filtered(), "both filters hold");
    panel.act(Action::ClearFilters);
    assert_eq!((panel.quotes().len(), panel.state.is_filtered()), (4, false));
}

#[test]
fn each_tab_knows_whether_its_own_list_is_filtered() {
    for view in View::ALL {
        let mut panel = Panel::open();
        panel.act(Action::SetView(view));
        assert!(!panel.state.is_filtered());
        panel.act(Action::SetCastFilter(CastFilter::Unnamed));
        assert_eq!(panel.state.is_filtered(), view == View::Cast);
        panel.act(Action::SetCastFilter(CastFilter::All));
        panel.act(Action::SetQuoteKind(Some(QuoteKind::Direct)));
        assert_eq!(panel.state.is_filtered(), view == View::Quotes);
        panel.act(Action::Search("Lee".into()));
        assert!(panel.state.is_filtered());
    }
}

#[test]
fn attitudes_are_listed_when_switched_on_or_selected() {
    let mut panel = Panel::open();
    assert_eq!((panel.quotes().len(), panel.state.quotes_in_layers()), (4, 4));
    panel.select(HOPE, None);
    assert_eq!(panel.state.place_of(HOPE), Some((3, 5)));
    panel.act(Action::Close);
    let layers = Layers { attitudes: true, ..Layers::default() };
    panel.act(Action::SetLayers(layers));
    assert_eq!(panel.told.last(), Some(&Intent::Layers(layers)));
    assert_eq!((panel.quotes().len(), panel.state.quotes_in_layers()), (5, 5));
}

#[test]
fn step_in_the_panel_skips_attitudes_that_are_not_listed() {
    let mut panel = Panel::open();
    panel.act(Action::Press(INNER));
    panel.act(Action::Step(1));
    let last = Selectable::Attribution(4);
    assert_eq!(panel.told.last(), Some(&Intent::Select { item: Some(last), reveal: true }));
    assert!(panel.state.announcement.starts_with("4 of 4. "));
}

#[test]
fn another_analysis_keeps_the_reader_s_choices_and_forgets_ids() {
    let mut panel = Panel::open();
    panel.act(Action::SetView(View::Quotes));
    panel.act(Action::Search("taxes".into()));
    panel.act(Action::SetSpeakerFilter(SpeakerFilter::Actor(0)));
    panel.select(DIRECT, Some(LINE));
    panel.obey(Command::Show(analysed(article())));
    let state = &panel.state;
    assert_eq!((state.view, state.search.as_str()), (View::Quotes, "taxes"));
    assert_eq!(state.speaker_filter, SpeakerFilter::Anyone);
    assert!(state.selected.is_none() && state.open);
}

#[test]
fn unknown_ids_are_not_selected() {
    let mut panel = Panel::open();
    panel.select(Selectable::Actor(99), None);
    panel.select(Selectable::Attribution(99), Some(LINE));
    assert!(panel.state.selected.is_none());
}

#[test]
fn what_was_taken_is_shown_until_the_reader_does_something_else() {
    let mut panel = Panel::open();
    panel.act(Action::TakeAway(TakeAway::Quotation(0)));
    assert_eq!(panel.told.last(), Some(&Intent::TakeAway(TakeAway::Quotation(0))));
    panel.obey(Command::Taken(TakeAway::Quotation(0)));
    assert!(panel.state.announcement.starts_with("Copied"));
    panel.act(Action::Point(Some(LEE)));
    assert_eq!(panel.state.taken, Some(TakeAway::Quotation(0)));
    panel.act(Action::Press(LEE));
    assert_eq!(panel.state.taken, None);
}

#[test]
fn words_said_twice_are_new_words_to_a_screen_reader() {
    let mut panel = Panel::open();
    let taken = Command::Taken(TakeAway::Quotation(0));
    panel.obey(taken.clone());
    let first = panel.state.announcement.clone();
    panel.obey(taken);
    assert_eq!(panel.state.announcement, first + "\u{a0}");
}

#[test]
fn rows_are_drawn_some_at_a_time_and_all_for_printing() {
    let named = |id| actor(id, "Ann Lee", id == 0, vec![nth("Lee", 0)]);
    let many = 2 * ROWS as u32 + 10;
    let actors: Vec<Actor<Byte>> = (0..many).map(named).collect();
    let mut panel = Panel::with(Analysis { actors, ..article() });
    assert!(panel.state.drawn < ROWS && panel.state.is_cut());
    panel.act(Action::DrawOn);
    assert!(panel.state.drawn < ROWS && panel.state.is_cut());
    panel.act(Action::BeforePrint);
    assert!(panel.state.drawn >= 200 && !panel.state.is_cut(), "all 200 rows are printed");
    panel.act(Action::AfterPrint);
    assert!(panel.state.drawn < ROWS && panel.state.is_cut());
    panel.act(Action::MoreRows);
    assert_eq!(panel.state.rows, 2 * ROWS);
    // the first one has no name, so it is the last row
    panel.select(Selectable::Actor(0), None);
    assert_eq!(panel.state.rows, 3 * ROWS);
    assert!(panel.state.drawn >= many as usize && panel.state.drawn <= 3 * ROWS);
}

#[test]
fn drawing_on_comes_to_the_whole_list() {
    let actors = (0..31).map(|id| actor(id, "Ann Lee", id > 11, vec![nth("Lee", 0)])).collect();
    let mut panel = Panel::with(Analysis { actors, ..article() });
    for _ in 0..31 {
        if panel.state.is_cut() {
            panel.act(Action::DrawOn);
        }
    }
    assert!(!panel.state.is_cut() && panel.state.drawn >= 31);
}

#[test]
fn progress_is_shown_until_all_is_read() {
    let mut panel = Panel::open();
    panel.obey(Command::Progress(0.4));
    assert_eq!((panel.state.progress, panel.state.is_reading()), (Some(0.4), true));
    panel.obey(Command::Progress(1.0));
    assert_eq!((panel.state.progress, panel.state.is_reading()), (None, false));
    let notice = Notice { code: NoticeCode::NotEnglish, message: "No.".into() };
    let nothing = Analysis { notice: Some(notice), ..Analysis::empty() };
    panel.obey(Command::Show(AnalysedText { text: "".into(), ..analysed(nothing) }));
    assert!(!panel.state.is_reading(), "a notice says why there is nothing");
}

#[test]
fn closing_and_opening_tell_the_owner_and_move_the_focus() {
    let mut panel = Panel::open();
    panel.act(Action::Press(LEE));
    panel.act(Action::SetOpen(false));
    assert_eq!(panel.told.last(), Some(&Intent::Open(false)));
    assert_eq!(panel.state.focus, Some(KeyboardFocus::Launcher));
    assert!(panel.state.selected.is_none());
    panel.act(Action::SetOpen(true));
    assert_eq!(panel.told.last(), Some(&Intent::Open(true)));
    assert_eq!(panel.state.focus, Some(KeyboardFocus::Panel));
}

#[test]
fn appearance_chosen_is_shown_and_told() {
    let mut panel = Panel::open();
    let dark = Appearance { theme: Theme::Dark, side: Side::Left };
    panel.act(Action::SetAppearance(dark));
    assert_eq!(panel.told.last(), Some(&Intent::Appearance(dark)));
    assert_eq!(panel.state.appearance, dark);
}

#[test]
fn label_beside_the_pointer_fades_when_the_pointer_leaves() {
    let mut panel = Panel::open();
    panel.obey(Command::Point { item: Some(LEE), anchor: Some(LINE) });
    assert_eq!(panel.state.tip, Some(Tip { item: LEE, anchor: LINE, leaving: false }));
    panel.obey(Command::Point { item: None, anchor: None });
    assert_eq!(panel.state.tip, Some(Tip { item: LEE, anchor: LINE, leaving: true }));
    panel.act(Action::Press(LEE));
    assert_eq!(panel.state.tip, None);
}

#[test]
fn link_from_actor_to_quotes_lists_only_theirs() {
    let mut panel = Panel::open();
    panel.select(DIRECT, None);
    panel.act(Action::Follow(LEE));
    assert_eq!(panel.told.last(), Some(&Intent::Select { item: Some(LEE), reveal: true }));
    assert_eq!(panel.state.focus, Some(KeyboardFocus::Row(LEE)));
    panel.act(Action::ListQuotesOf(0));
    assert_eq!((panel.state.view, panel.quotes().len()), (View::Quotes, 2));
}

/// Mended: the button printed nothing of what was found, as its own tab was the open one.
#[test]
fn the_list_that_was_open_last_is_printed() {
    let mut panel = Panel::with(article());
    for view in [View::Quotes, View::Voices, View::Cast] {
        panel.act(Action::SetView(view));
        panel.act(Action::SetView(View::More));
        panel.act(Action::TakeAway(TakeAway::Print));
        panel.act(Action::BeforePrint);
        assert_eq!((panel.state.view, panel.state.is_cut()), (view, false));
        panel.act(Action::AfterPrint);
        assert_eq!(panel.state.view, View::More);
    }
}
