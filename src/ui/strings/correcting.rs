//! The words about corrections: what is offered, made, kept and refused.

use crate::corrections::{Change, Named, Passage, Refused};
use crate::ui::messages::Trouble;

pub const NOT_STATED: &str = "Source not stated";
pub const MEND: &str = "Correct it";
pub const MEND_HINT: &str = "Kept in this browser, for this page. Nothing is sent.";
pub const BY_READER: &str = "corrected by you";
pub const WHO_SAYS: &str = "Who says this?";
pub const WHO_IS_THIS: &str = "Who is this?";
pub const WHOSE_MENTION: &str = "Who is meant at this place?";
pub const MENTION_HINT: &str = "To correct one place only, step to it first.";
pub const NOBODY: &str = "Nobody";
pub const CHOOSE: &str = "Choose …";
pub const OTHER_NAME: &str = "or type a name";
pub const APPLY: &str = "Apply";
pub const NOT_A_STATEMENT: &str = "Not a statement";
pub const NOT_A_STATEMENT_HINT: &str = "Nobody says this. Statements within it stay.";
pub const HIDE: &str = "Hide";
pub const HIDE_STATEMENT_HINT: &str = "Shows it no longer, nor the statements within it.";
pub const HIDE_ACTOR_HINT: &str = "Shows it no longer. What it says stays.";
pub const UNDO: &str = "Undo";
pub const TAKEN_BACK: &str = "Correction taken back";
pub const NOT_FOUND: &str = "not found in the text";
pub const CORRECTIONS_HEADING: &str = "Your corrections";
pub const CORRECTIONS_HINT: &str = "Kept in this browser, for this page. To correct something, \
     select it and press “Correct it”.";
pub const SAVE_CORRECTIONS: &str = "Save as a file";
pub const OPEN_CORRECTIONS: &str = "Open a file";

pub const REPORT_HEADING: &str = "Report copied";
pub const REPORT_TO: &str = "This site takes reports here. Nothing is sent until you send it.";
pub const REPORT_NOWHERE: &str =
    "This page names no address for reports. Send it to the publisher, or keep it.";

/// The words of the link to an address for reports: the address itself, without what follows it.
pub fn report_link(address: &str) -> String {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    let to = address.strip_prefix("mailto:").or(address.strip_prefix("https://"));
    to.unwrap_or(address).trim_end_matches('/').into()
}

/// A correction: what it is about, and what it says.
pub fn correction(change: &Change) -> [String; 2] {
    let who = |who: &Option<Named>, nobody: &str| who.as_ref().map_or(nobody, |w| &w.name).into();
    let quoted = |words: &str| format!("“{words}”");
    let short = |passage: &Passage| quoted(&shortened(&passage.words));
    match change {
        Change::Speaker { statement, speaker } => [short(statement), who(speaker, NOT_STATED)],
        Change::NotStatement { statement } => [short(statement), small(NOT_A_STATEMENT)],
        Change::HideStatement { statement } => [short(statement), HIDDEN.into()],
        Change::Same { actor, other } => [actor.name.clone(), format!("is {}", other.name)],
        Change::Name { actor, name } => [actor.name.clone(), format!("is {name}")],
        Change::Mention { mention, actor } => {
            let before = mention.before.rsplit(' ').next().unwrap_or_default();
            let after = mention.after.split(' ').next().unwrap_or_default();
            let place = format!("… {before} {} {after} …", mention.words);
            [quoted(&place), who(actor, NOBODY)]
        }
        Change::HideActor { actor } => [actor.name.clone(), HIDDEN.into()],
    }
}

const HIDDEN: &str = "hidden";

/// The first words of a passage.
fn shortened(words: &str) -> String {
    match words.match_indices(' ').nth(7) {
        Some((end, _)) => format!("{} …", &words[..end]),
        None => words.into(),
    }
}

/// `text` with its first letter in lower case.
fn small(text: &str) -> String {
    let (first, rest) = text.split_at(1);
    first.to_lowercase() + rest
}

/// The words that a screen reader speaks when something was corrected.
pub fn corrected(change: &Change) -> String {
    let [what, how] = correction(change);
    format!("Corrected. {what}: {how}")
}

/// The label of the button that takes a correction back.
pub fn undo_of(what: &str, how: &str) -> String {
    format!("{UNDO}: {what}: {how}")
}

/// What went wrong with corrections, and the remedy.
pub fn trouble(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::NotKept => {
            "This browser keeps nothing for this page, so your corrections last until you leave \
             it. Save them as a file."
        }
        Trouble::TooMany => "An article has at most 500 corrections. Nothing was changed.",
        Trouble::NoRoom => {
            "This browser keeps no more corrections for this address, so your last change lasts \
             until you leave the page. Save your corrections as a file."
        }
        Trouble::Kept(_) => {
            "The corrections kept in this browser for this page cannot be read. They are left out, \
             and kept beside new ones."
        }
        Trouble::File(Refused::NotCorrections) => {
            "This is no file of corrections. Nothing was changed."
        }
        Trouble::File(Refused::Later) => {
            "This file was saved by a later version of Whosaid. Nothing was changed."
        }
        Trouble::File(Refused::TooLarge) => {
            "This file is larger than 2\u{a0}MB or has more than 500 corrections. \
             Nothing was changed."
        }
        Trouble::File(Refused::Damaged(_)) => {
            "This file of corrections is damaged. Nothing was changed."
        }
    }
}
