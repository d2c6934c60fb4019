//! What is shown while the reader corrects something, and after it.

use super::*;
use crate::corrections::{Change, Correction, Edit, Named};
use crate::ui::messages::{Correcting, CorrectionList, Trouble};

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
