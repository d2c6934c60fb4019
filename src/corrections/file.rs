//! Corrections as a file, and as they are kept in a browser: JSON, version 1.
//!
//! Takes corrections, gives text, and the other way round; promises to refuse a text that is
//! anything else as a whole, so that no half of a file is ever applied.

use super::named::{NAMES, Named};
use super::passage::Passage;
use super::{Change, Correction, MOST};
use crate::json::{self, Value, quote};

/// The version of the format. Additions keep it.
const VERSION: u32 = 1;
/// Most bytes of a text that is read: a correction takes about one thousand.
const LONGEST: usize = 2_000_000;
/// Most bytes of a name or passage.
const LONGEST_TEXT: usize = 4000;

/// Why a text was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// It is no JSON, or JSON of something else.
    NotCorrections,
    /// It was written by a later version.
    Later,
    /// It is larger than any list of corrections.
    TooLarge,
    /// One of its corrections cannot be read: its number, from 1.
    Damaged(usize),
}

impl Refused {
    /// Why a file of `bytes` is refused before it is read, if it is.
    pub fn of_size(bytes: f64) -> Option<Refused> {
        (bytes > LONGEST as f64).then_some(Refused::TooLarge)
    }
}

/// The corrections in a text that [`write()`] wrote.
///
/// # Errors
/// Where it is anything else: nothing of it is given then.
pub fn read(text: &str) -> Result<Vec<Correction>, Refused> {
    if text.len() > LONGEST {
        return Err(Refused::TooLarge);
    }
    let all = json::read(text.trim_start_matches('\u{feff}')).ok_or(Refused::NotCorrections)?;
    if all.text("whosaid") != Some("corrections") {
        return Err(Refused::NotCorrections);
    }
    match all.field("version") {
        Some(Value::Whole(1..=VERSION)) => {}
        Some(Value::Whole(later)) if *later > VERSION => return Err(Refused::Later),
        _ => return Err(Refused::NotCorrections),
    }
    let Some(Value::List(list)) = all.field("corrections") else {
        return Err(Refused::NotCorrections);
    };
    if list.len() > MOST {
        return Err(Refused::TooLarge);
    }
    let mut corrections = Vec::new();
    for (at, value) in list.iter().enumerate() {
        corrections.push(correction(value).ok_or(Refused::Damaged(at + 1))?);
    }
    Ok(corrections)
}

/// The field of the time at which a browser kept a list.
const KEPT: &str = "], \"kept\": ";

/// Corrections as text that a browser keeps since `minutes` after 1970.
pub fn write_kept(address: &str, corrections: &[Correction], minutes: u32) -> String {
    let mut out = write(address, corrections);
    out.truncate(out.len() - "]}\n".len());
    out.push_str(KEPT);
    out.push_str(&minutes.to_string());
    out.push_str("}\n");
    out
}

/// The minutes after 1970 since which a browser keeps a text; 0 where it does not tell.
pub fn kept_since(text: &str) -> u32 {
    let told = text.rsplit_once(KEPT).and_then(|(_, end)| end.trim_end().strip_suffix('}'));
    told.and_then(|minutes| minutes.parse().ok()).unwrap_or(0)
}

/// Says whether a text with this number of corrections can be read back.
///
/// # Errors
/// Where it is too large for that.
pub fn fits(text: &str, corrections: usize) -> Result<(), Refused> {
    match corrections <= MOST && text.len() <= LONGEST {
        true => Ok(()),
        false => Err(Refused::TooLarge),
    }
}

/// Corrections as text; `address` is the article's.
pub fn write(address: &str, corrections: &[Correction]) -> String {
    let mut out = String::from("{\"whosaid\": \"corrections\", \"version\": 1, \"address\": ");
    quote(address, &mut out);
    out.push_str(", \"corrections\": [");
    for (at, correction) in corrections.iter().enumerate() {
        out.push_str(if at == 0 { "\n{\"article\": " } else { ",\n{\"article\": " });
        quote(&correction.article, &mut out);
        write_change(&correction.change, &mut out);
        out.push('}');
    }
    out.push_str("\n]}\n");
    out
}

fn write_change(change: &Change, out: &mut String) {
    let (name, passage, who, other) = match change {
        Change::Speaker { statement, speaker } => {
            ("speaker", Some(statement), None, speaker.as_ref())
        }
        Change::NotStatement { statement } => ("not-a-statement", Some(statement), None, None),
        Change::HideStatement { statement } => ("hide-statement", Some(statement), None, None),
        Change::Same { actor, other } => ("same", None, Some(actor), Some(other)),
        Change::Name { actor, name } => {
            out.push_str(", \"name\": ");
            quote(name, out);
            ("name", None, Some(actor), None)
        }
        Change::Mention { mention, actor } => ("mention", Some(mention), None, actor.as_ref()),
        Change::HideActor { actor } => ("hide-actor", None, Some(actor), None),
    };
    out.push_str(", \"change\": ");
    quote(name, out);
    if let Some(passage) = passage {
        out.push_str(", \"passage\": ");
        write_passage(passage, out);
    }
    for (field, named) in [(", \"actor\": ", who), (", \"other\": ", other)] {
        if let Some(named) = named {
            out.push_str(field);
            write_named(named, out);
        }
    }
}

fn write_passage(passage: &Passage, out: &mut String) {
    let fields =
        [("words", &passage.words), ("before", &passage.before), ("after", &passage.after)];
    for (at, (name, text)) in fields.into_iter().enumerate() {
        out.push_str(if at == 0 { "{" } else { ", " });
        quote(name, out);
        out.push_str(": ");
        quote(text, out);
    }
    out.push_str(", \"nth\": ");
    out.push_str(&passage.nth.to_string());
    out.push('}');
}

fn write_named(named: &Named, out: &mut String) {
    out.push_str("{\"name\": ");
    quote(&named.name, out);
    out.push_str(", \"also\": [");
    for (at, name) in named.also.iter().enumerate() {
        out.push_str(if at == 0 { "" } else { ", " });
        quote(name, out);
    }
    out.push(']');
    if let Some(first) = &named.first {
        out.push_str(", \"first\": ");
        write_passage(first, out);
    }
    out.push('}');
}

fn correction(value: &Value) -> Option<Correction> {
    let statement = || passage(value.field("passage")?);
    let actor = || named(value.field("actor")?);
    let other = || value.field("other").map_or(Some(None), |other| named(other).map(Some));
    let change = match value.text("change")? {
        "speaker" => Change::Speaker { statement: statement()?, speaker: other()? },
        "not-a-statement" => Change::NotStatement { statement: statement()? },
        "hide-statement" => Change::HideStatement { statement: statement()? },
        "same" => Change::Same { actor: actor()?, other: other()?? },
        "name" => {
            let name = short(value.text("name")?)?;
            Change::Name { actor: actor()?, name }
        }
        "mention" => Change::Mention { mention: statement()?, actor: other()? },
        "hide-actor" => Change::HideActor { actor: actor()? },
        _ => return None,
    };
    Some(Correction { article: short(value.text("article")?)?, change })
}

fn passage(value: &Value) -> Option<Passage> {
    let text = |name| short(value.text(name)?);
    let Some(Value::Whole(nth)) = value.field("nth") else { return None };
    Some(Passage {
        words: text("words")?,
        before: text("before")?,
        after: text("after")?,
        nth: *nth,
    })
}

fn named(value: &Value) -> Option<Named> {
    let Some(Value::List(list)) = value.field("also") else { return None };
    if list.len() > NAMES {
        return None;
    }
    let mut also = Vec::new();
    for name in list {
        let Value::Text(name) = name else { return None };
        also.push(short(name)?);
    }
    let first = match value.field("first") {
        Some(first) => Some(passage(first)?),
        None => None,
    };
    Some(Named { name: short(value.text("name")?)?, also, first })
}

/// A text that is no longer than any name or passage.
fn short(text: &str) -> Option<String> {
    (text.len() <= LONGEST_TEXT).then(|| text.into())
}
