//! The words of the check of quotations.

use crate::quotation_check::{CheckedStatement, Verdict};
use crate::ui::checks::Refusal;

pub const CHECK_HEADING: &str = "Check the quotations";
pub const CHECK_INTRO: &str = "Paste or drop what was said: a transcript, speech, press release \
     or judgment. Each quotation of this article is looked for in it.";
pub const CHECK_FIELD: &str = "The text to check against";
pub const CHECK_PLACEHOLDER: &str = "Paste the text here";
pub const CHECK_NOW: &str = "Check";
pub const CHECK_FILE: &str = "Choose a file";
pub const CHECK_KEPT: &str = "Or a file: .txt, .html, .srt or .vtt, up to 2\u{a0}MB. \
     It stays in this page: nothing of it is sent, or kept when you leave.";
pub const CHECK_ANOTHER: &str = "Another text";
pub const CHECKING: &str = "Checking\u{a0}…";
pub const CHECK_STOP: &str = "Cancel";
pub const CHECK_RULES_HEADING: &str = "What counts as the same";
pub const CHECK_RULES: [&str; 4] = [
    "Marks, dashes, space and capitals do not count, nor do the points of “U.S.” and the comma of \
     “3,000”.",
    "“…” stands for words left out, an [insert] for up to twelve words.",
    "Figures and signs such as $ and % count.",
    "A “not” that is lost or added, also by “…”, is never word for word.",
];
pub const SIDE_BY_SIDE: &str = "Side by side";
pub const IN_ARTICLE: &str = "This article";
pub const IN_OTHER: &str = "The other text";
pub const ADDED: &str = "only in this article: ";
pub const GONE: &str = "only in the other text: ";

/// Why a text cannot be checked against, with the remedy.
pub fn refusal(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Empty => "There are no words in it to check against.",
        Refusal::TooLong => "It is longer than 2\u{a0}MB. Take the part that is quoted.",
        Refusal::NotText => {
            "It cannot be read as text. Save it as .txt (UTF-8), or copy its words and paste them."
        }
    }
}

/// The name of a verdict.
pub fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::WordForWord => "Word for word",
        Verdict::Shortened => "Shortened",
        Verdict::Different => "Differs",
        Verdict::Absent => "Not there",
    }
}

/// The line above the verdicts: `12 of 14 are word for word`. `counts` are in the order of
/// [`Verdict::ALL`].
pub fn checked(counts: &[usize; 4]) -> String {
    match counts.iter().sum() {
        0 => "This article has no words in quotation marks to check.".into(),
        all => format!("{} of {all} are word for word", counts[0]),
    }
}

/// What a reader should look at in a comparison.
pub fn remarks(found: &CheckedStatement) -> impl Iterator<Item = &'static str> {
    let negation = found.negation.then_some("A “not” or another negation differs.");
    let order = found.reordered.then_some("The words stand in another order there.");
    negation.into_iter().chain(order)
}
