//! One place at a time: the row or the card, what Escape closes, a voice that is followed, the
//! sheet.

use super::*;
use crate::ui::places::{EscapeFrom, FollowedVoice, SheetHeight};

#[test]
fn click_in_the_text_opens_the_row_of_an_open_panel_and_no_card() {
    let mut panel = Panel::open();
    panel.select(OUTER, Some(LINE));
    assert!(panel.state.is_selected(OUTER) && panel.anchor().is_none());
    assert_eq!((panel.state.view, panel.state.scroll_to), (View::Quotes, Some(OUTER)));
    panel.draw();
    panel.select(LEE, Some(LOWER_LINE));
    assert_eq!((panel.state.view, panel.anchor()), (View::Cast, None));
    panel.draw();
    panel.select(LEE, Some(LINE));
    assert_eq!(panel.state.scroll_to, Some(LEE), "the row is shown again where it is open");
}

#[test]
fn click_in_the_text_opens_a_card_beside_it_while_the_panel_is_shut() {
    let mut panel = Panel::shut();
    panel.select(OUTER, Some(LINE));
    assert_eq!(panel.anchor(), Some(LINE));
    panel.act(Action::SetOpen(true));
    assert!(panel.state.is_selected(OUTER) && panel.anchor().is_none(), "the card becomes a row");
    assert_eq!(panel.state.scroll_to, Some(OUTER));
}

#[test]
fn click_in_the_text_keeps_its_card_where_the_panel_may_be_out_of_sight() {
    let mut panel = Panel::open();
    panel.state.inline = true;
    panel.select(OUTER, Some(LINE));
    assert_eq!(panel.anchor(), Some(LINE));
}

#[test]
fn escape_closes_the_card_then_the_panel() {
    let mut panel = Panel::open();
    panel.act(Action::Press(LEE));
    panel.act(Action::Escape(EscapeFrom::Widget));
    assert_eq!(panel.told.last(), Some(&Intent::Select { item: None, reveal: false }));
    assert!(panel.state.selected.is_none() && panel.state.open);
    panel.act(Action::Escape(EscapeFrom::Page));
    assert!(panel.state.open, "a key pressed in the page's own field is the page's");
    panel.act(Action::Escape(EscapeFrom::Widget));
    assert_eq!(panel.told.last(), Some(&Intent::Open(false)));
    assert!(!panel.state.open);
    let told = panel.told.len();
    panel.act(Action::Escape(EscapeFrom::Widget));
    assert_eq!(panel.told.len(), told, "then there is nothing to close");
}

/// The statements of Lee, as the voice has them.
const LEES: [Selectable; 2] = [DIRECT, INNER];

#[test]
fn voice_goes_round_the_statements_of_its_speaker() {
    let mut panel = Panel::shut();
    panel.act(Action::FollowVoice(0));
    let told = |at: Selectable| match at {
        Selectable::Attribution(id) => Intent::Voice(Some((0, Some(id)))),
        Selectable::Actor(_) => unreachable!("a voice goes through attributions"),
    };
    let bar = |panel: &Panel| panel.state.voice.map(|voice| panel.state.voice_place(voice));
    assert_eq!(panel.told.last(), Some(&told(LEES[0])));
    assert_eq!(bar(&panel).as_deref(), Some("Ann Lee: 1 of 2"));
    assert!(panel.state.announcement.starts_with("Ann Lee: 1 of 2. “Taxes will rise,”"));
    assert_eq!(panel.state.focus, Some(KeyboardFocus::Voice(1)), "N and P work at once");
    assert!(panel.state.selected.is_none(), "no card lies over the words");
    panel.act(Action::StepVoice(1));
    assert_eq!(panel.told.last(), Some(&told(LEES[1])));
    panel.act(Action::StepVoice(1));
    assert_eq!(panel.told.last(), Some(&told(LEES[0])), "round at the end");
    panel.act(Action::StepVoice(-1));
    assert_eq!(bar(&panel).as_deref(), Some("Ann Lee: 2 of 2"));
    panel.act(Action::LeaveVoice);
    assert_eq!(panel.told.last(), Some(&Intent::Voice(None)));
    assert_eq!((panel.state.voice, panel.state.selected), (None, None));
}

#[test]
fn voice_with_the_panel_open_shows_each_statement_at_its_row() {
    let mut panel = Panel::open();
    panel.select(INNER, None);
    panel.act(Action::FollowVoice(0));
    assert!(panel.state.is_selected(INNER), "from a statement of its own the reader goes on");
    panel.act(Action::StepVoice(1));
    assert!(panel.state.is_selected(DIRECT) && panel.state.scroll_to == Some(DIRECT));
    panel.act(Action::SetOpen(false));
    assert!(panel.state.voice.is_some() && panel.state.selected.is_none());
    panel.act(Action::SetOpen(true));
    assert!(panel.state.is_selected(DIRECT), "the row of the place that was come to");
}

#[test]
fn escape_leaves_the_voice_before_it_shuts_the_panel() {
    let mut panel = Panel::open();
    panel.act(Action::FollowVoice(0));
    panel.act(Action::Escape(EscapeFrom::Widget));
    assert_eq!(panel.told.last(), Some(&Intent::Voice(None)));
    assert!(panel.state.open && panel.state.selected.is_none());
    panel.act(Action::FollowVoice(0));
    panel.act(Action::Press(LEE));
    panel.act(Action::Escape(EscapeFrom::Card));
    assert!(panel.state.voice.is_some(), "a card that the reader opened goes first");
    panel.act(Action::Escape(EscapeFrom::Page));
    assert_eq!(panel.state.voice, None, "also from the text");
}

#[test]
fn attitudes_are_part_of_a_voice_only_where_they_are_shown() {
    let mut panel = Panel::open();
    assert_eq!(panel.state.voiced(0), [0, 2]);
    panel.act(Action::SetLayers(Layers { attitudes: true, ..Layers::default() }));
    assert_eq!(panel.state.voiced(0), [0, 2, 3]);
    panel.act(Action::FollowVoice(7));
    assert_eq!(panel.state.voice, None, "there is no such speaker");
}

#[test]
fn voice_goes_on_in_another_reading_of_the_text() {
    let mut panel = Panel::open();
    panel.act(Action::FollowVoice(0));
    panel.obey(Command::Show(analysed(article())));
    assert_eq!(panel.state.voice, None, "its number means another actor now");
    panel.obey(Command::Voice(SPOKESMAN));
    assert_eq!(panel.state.voice, Some(FollowedVoice { actor: SPOKESMAN, at: None }));
    assert_eq!(
        panel.state.voice.map(|voice| panel.state.voice_place(voice)).as_deref(),
        Some("A spokesman: 1")
    );
    panel.act(Action::StepVoice(1));
    assert_eq!(panel.told.last(), Some(&Intent::Voice(Some((SPOKESMAN, Some(1))))));
}

#[test]
fn sheet_has_three_heights_by_grip_keys_and_drawing() {
    let mut panel = Panel::open();
    assert_eq!(panel.state.sheet, SheetHeight::Half);
    for height in [SheetHeight::Full, SheetHeight::Peek, SheetHeight::Half] {
        panel.act(Action::PressGrip);
        assert_eq!(panel.state.sheet, height);
    }
    panel.act(Action::Press(LEE));
    panel.draw();
    panel.act(Action::SetSheet(SheetHeight::Peek));
    assert_eq!(panel.state.scroll_to, Some(LEE), "the open row stays in view");
    assert_eq!(SheetHeight::Full.step(1), SheetHeight::Full);
    assert_eq!(SheetHeight::Half.step(-1), SheetHeight::Peek);
    let shares = [0.03, 0.16, 0.46, 0.97].map(SheetHeight::let_go);
    let [peek, half, full] = SheetHeight::ALL.map(Some);
    assert_eq!(shares, [None, peek, half, full]);
}

#[test]
fn launcher_put_away_says_how_it_comes_back() {
    let mut panel = Panel::shut();
    panel.act(Action::PutAway);
    assert!(panel.state.put_away && panel.state.announcement.contains("loaded again"));
    assert_eq!(panel.state.focus, Some(KeyboardFocus::Launcher), "the focus stays at its place");
    panel.act(Action::FollowVoice(0));
    panel.act(Action::LeaveVoice);
    assert_eq!(panel.state.focus, Some(KeyboardFocus::Launcher));
    panel.act(Action::SetOpen(true));
    assert!(!panel.state.put_away, "and with the panel, if the page opens that");
}
