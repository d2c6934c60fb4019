//! What is shown while the reader corrects something, and after it.

use super::*;
use crate::corrections::{Change, Correction, Edit, Named};
use crate::quotation_check::{CheckedStatement, Verdict};
use crate::ui::checks::Check;
use crate::ui::messages::{Checked, Correcting, CorrectionList, OtherText, Trouble};

fn named(name: &str) -> Correction {
    let change = Change::Name { actor: Named::new("Ann Lee"), name: name.into() };
    Correction { article: "Taxes".into(), change }
}

/// The article above with these corrections.
fn with(corrections: Vec<Correction>) -> AnalysedText {
    let found = vec![true; corrections.len()];
    let marks = vec![Vec::new(); corrections.len()];
    let list = CorrectionList { corrections: corrections.into(), marks, found, trouble: None };
    AnalysedText { corrections: Rc::new(list), ..analysed(article()) }
}

#[test]
fn menu_opens_in_the_card_and_closes_with_another_item() {
    let mut panel = Panel::open();
    panel.act(Action::Press(OUTER));
    panel.act(Action::SetMending(true));
    assert!(panel.state.selected.unwrap().mending);
    assert_eq!(panel.state.focus, Some(KeyboardFocus::Mend));
    panel.act(Action::Press(LEE));
    assert!(!panel.state.selected.unwrap().mending);
}

#[test]
fn correction_is_told_to_the_owner_and_leaves_the_reader_in_place() {
    let mut panel = Panel::open();
    panel.act(Action::Press(LEE));
    panel.act(Action::Search("ann".into()));
    let edit = Correcting::Edit(Edit::Name(0, "Anna Lee".into()));
    panel.act(Action::Correct(edit.clone()));
    assert_eq!(panel.told.last(), Some(&Intent::Correct(edit)));
    panel.obey(Command::Corrected(with(vec![named("Anna Lee")]), Some(LEE)));
    assert!(panel.state.is_selected(LEE) && panel.state.view == View::Cast);
    assert_eq!((panel.state.corrected, panel.state.search.as_str()), (Some(0), "ann"));
    assert_eq!(panel.state.focus, Some(KeyboardFocus::Card));
    assert!(panel.state.announcement.contains("Anna Lee"));
    panel.act(Action::Press(OUTER));
    assert_eq!(panel.state.corrected, None, "the bar goes with the next press");
}

#[test]
fn way_back_has_the_focus_where_the_item_is_gone() {
    let mut panel = Panel::open();
    panel.act(Action::Press(OUTER));
    panel.obey(Command::Corrected(with(vec![named("Anna Lee")]), None));
    assert_eq!((panel.state.selected, panel.state.corrected), (None, Some(0)));
    assert_eq!(panel.state.focus, Some(KeyboardFocus::Undo));
    panel.obey(Command::Corrected(with(Vec::new()), None));
    assert_eq!(panel.state.corrected, None);
    assert!(panel.state.announcement.contains("taken back"));
}

#[test]
fn list_of_corrections_stays_open_while_some_are_taken_back() {
    let mut panel = Panel::open();
    panel.act(Action::Press(LEE));
    panel.obey(Command::Show(with(vec![named("Anna Lee"), named("Anne Lee")])));
    panel.act(Action::SetView(View::More));
    panel.obey(Command::Corrected(with(vec![named("Anna Lee")]), Some(LEE)));
    assert_eq!(panel.state.view, View::More);
    assert_eq!(panel.state.focus, Some(KeyboardFocus::Undo));
}

#[test]
fn refused_file_and_place_for_reports_are_told_until_the_next_press() {
    let mut panel = Panel::open();
    panel.obey(Command::Trouble(Trouble::NotKept));
    assert_eq!(panel.state.trouble, Some(Trouble::NotKept));
    panel.obey(Command::Reported(OUTER, Some("mailto:desk@news.example".into())));
    assert_eq!(panel.state.taken, Some(TakeAway::Report(OUTER)));
    assert!(panel.state.reported.is_some());
    panel.act(Action::SetView(View::Quotes));
    assert_eq!((panel.state.trouble, &panel.state.reported), (None, &None));
}

/// Verdicts on these attributions.
fn checked(ids: &[u32]) -> Command {
    let found = |&attribution: &u32| CheckedStatement {
        attribution,
        verdict: Verdict::WordForWord,
        negation: false,
        reordered: false,
        runs: Vec::new(),
        places: Vec::new(),
    };
    let other = OtherText { name: "".into(), text: "Taxes will rise.".into() };
    Command::Checked(Checked { other, found: ids.iter().map(found).collect() })
}

/// A panel whose quotations are being checked.
fn checking() -> Panel {
    let mut panel = Panel::open();
    let other = OtherText { name: "".into(), text: "Taxes will rise.".into() };
    panel.act(Action::SetView(View::Check));
    panel.act(Action::Check(Some(Ok(other))));
    assert_eq!(panel.state.check, Check::UnderWay);
    panel
}

#[test]
fn verdicts_do_not_outlive_a_correction_that_renumbers_statements() {
    let mut panel = checking();
    panel.obey(checked(&[0, 1, 4]));
    assert_eq!(panel.state.check.verdict(4), Some(Verdict::WordForWord));
    let mut fewer = article();
    fewer.attributions.remove(0);
    fewer.attributions.iter_mut().enumerate().for_each(|(id, a)| {
        a.id = id as u32;
        a.inside = None;
    });
    let hidden = AnalysedText { analysis: Rc::new(fewer), ..with(vec![named("Anna Lee")]) };
    panel.obey(Command::Corrected(hidden, None));
    assert_eq!(panel.state.check, Check::UnderWay, "the owner checks again");
    assert_eq!(panel.state.check.verdict(0), None);
    panel.obey(checked(&[4]));
    assert_eq!(panel.state.check, Check::UnderWay, "no such statement is left");
    panel.obey(checked(&[0, 3]));
    assert_eq!(panel.state.check.verdict(3), Some(Verdict::WordForWord));
}

#[test]
fn check_that_is_cancelled_shows_no_verdicts_later() {
    let mut panel = checking();
    panel.act(Action::Check(None));
    assert_eq!(panel.told.last(), Some(&Intent::Check(None)));
    assert_eq!(panel.state.focus, Some(KeyboardFocus::Tab(View::Check)));
    panel.obey(checked(&[0]));
    assert_eq!(panel.state.check, Check::Asked);
}

#[test]
fn row_of_a_verdict_leads_to_the_statement_s_row_each_time() {
    let mut panel = checking();
    panel.obey(checked(&[0, 1]));
    for _ in 0..2 {
        panel.act(Action::SetView(View::Check));
        panel.act(Action::Follow(DIRECT));
        assert!(panel.state.is_selected(DIRECT) && panel.state.view == View::Quotes);
        assert_eq!(panel.state.focus, Some(KeyboardFocus::Row(DIRECT)));
    }
}

#[test]
fn correction_lifts_filters_whose_numbers_mean_other_speakers() {
    for filter in [SpeakerFilter::Actor(0), SpeakerFilter::Voice(1)] {
        let mut panel = Panel::open();
        panel.act(Action::SetSpeakerFilter(filter));
        panel.obey(Command::Corrected(with(vec![named("Anna Lee")]), None));
        assert_eq!(panel.state.speaker_filter, SpeakerFilter::Anyone);
    }
}

#[test]
fn bar_after_a_correction_goes_by_its_button_or_a_press_in_the_text() {
    let corrected = |item| {
        let mut panel = Panel::shut();
        panel.obey(Command::Corrected(with(vec![named("Anna Lee")]), item));
        assert_eq!(panel.state.corrected, Some(0));
        panel
    };
    for (item, focus) in [(Some(LEE), KeyboardFocus::Card), (None, KeyboardFocus::Launcher)] {
        let mut panel = corrected(item);
        panel.act(Action::CloseBar);
        assert_eq!((panel.state.corrected, panel.state.focus), (None, Some(focus)));
        assert_eq!(panel.state.selected.map(|selected| selected.item), item, "the card stays");
    }
    let mut panel = corrected(Some(LEE));
    panel.select(OUTER, None);
    assert_eq!(panel.state.corrected, None);
    let mut panel = corrected(Some(LEE));
    panel.obey(Command::Reported(LEE, None));
    panel.obey(Command::Select { item: None, anchor: None });
    assert_eq!((panel.state.corrected, &panel.state.reported), (None, &None));
}
