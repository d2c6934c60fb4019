//! The quotations checked against another text, in slices between which the page has its turn.

use std::rc::{Rc, Weak};

use super::life::{Session, alive};
use crate::quotation_check::{check_in_turns, plain};
use crate::ui;
use crate::widget::slices::Slices;

/// Checks the quotations of the text read last against the text that the reader handed over, if
/// there is one, and tells the panel. What is found of another text than these two is dropped.
pub(super) async fn check(me: Weak<Session>) {
    let _ = check_while_alive(&me).await;
}

/// Gives nothing where the session has been destroyed, or there is nothing to check against.
async fn check_while_alive(me: &Weak<Session>) -> Option<()> {
    let asked = alive(me)?.with(|state| state.checked_against.clone())??;
    let mut slices = Slices::begin();
    // the panel says first that it is at work
    slices.frames().await;
    let reading = alive(me)?.reading();
    let text: Rc<str> = plain(&asked.name, &asked.text).into();
    slices.rest().await;
    let found = check_in_turns(&reading.text, &reading.analysis, &text);
    let found: Rc<[_]> = slices.finish(found).await.into();
    alive(me)?.with(|state| {
        if Rc::ptr_eq(&state.reading, &reading) && state.checked_against.as_ref() == Some(&asked) {
            let other = ui::OtherText { name: asked.name, text };
            state.interface.send(ui::Command::Checked(ui::Checked { other, found }));
        }
    })
}
