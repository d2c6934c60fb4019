//! How the panel's state follows a check of the quotations.

use super::checks::{Check, Refusal, counts};
use super::messages::{Checked, OtherText};
use super::state::PanelState;
use super::strings;
use super::views::View;

impl PanelState {
    /// Hands a text over to be checked against, if it is one that can be used; `None` forgets the
    /// one before.
    pub fn begin_check(&mut self, other: Option<Result<OtherText, Refusal>>) {
        self.check = match other {
            None => Check::Asked,
            Some(Ok(other)) => Refusal::of(&other.text).map_or(Check::UnderWay, Check::Refused),
            Some(Err(refusal)) => Check::Refused(refusal),
        };
        if self.check == Check::Asked {
            self.open_list(View::Check);
        }
        self.announce_check();
    }

    /// Forgets the verdicts on another analysis, whose ids mean other statements: the owner checks
    /// the new one too.
    pub fn check_again(&mut self) {
        if let Check::Done(_) = self.check {
            self.check = Check::UnderWay;
        }
    }

    /// Shows what the owner has found, unless the reader asks for it no longer.
    pub fn end_check(&mut self, checked: Checked) {
        let known = self.facts.shown.analysis.attributions.len();
        let is_asked = self.check == Check::UnderWay;
        if is_asked && checked.found.iter().all(|found| (found.attribution as usize) < known) {
            self.check = Check::Done(checked);
            self.announce_check();
        }
    }

    /// Speaks how far the check is.
    fn announce_check(&mut self) {
        let words = match &self.check {
            Check::Asked => return,
            Check::Refused(refusal) => strings::refusal(*refusal).into(),
            Check::UnderWay => strings::CHECKING.into(),
            Check::Done(checked) => strings::checked(&counts(checked)),
        };
        self.announce(words);
    }
}
