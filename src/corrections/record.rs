//! What a reader does to an item that is shown, as a correction that finds it again.

use std::rc::Rc;

use super::named::Named;
use super::passage::{Passage, alike, cut, first_words, mentions, statements};
use super::view::{Corrected, Origin};
use super::{Change, Correction, MOST};
use crate::analysis::Analysis;
use crate::text::{Byte, one_line};

/// Most words of the line that names the article.
const ARTICLE: usize = 16;
/// Most bytes of it.
const ARTICLE_BYTES: usize = 400;
/// Least likeness, of 1000, of two articles' first words that are one article's.
const SAME_ARTICLE: u32 = 500;

/// Somebody that the reader chooses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Other {
    /// An actor that is shown, by its id.
    Actor(u32),
    /// Somebody of this name.
    Named(Rc<str>),
}

/// What a reader does to an item that is shown; all ids are those of the corrected analysis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// The attribution is somebody else's, or the article does not say whose.
    Speaker(u32, Option<Other>),
    /// The attribution is none.
    NotStatement(u32),
    /// The attribution is not to be shown.
    HideStatement(u32),
    /// The first actor is the second one.
    Same(u32, u32),
    /// The actor has this name.
    Name(u32, Rc<str>),
    /// This mention of an actor, by its index, is somebody else's, or nobody's.
    Mention(u32, usize, Option<Other>),
    /// The actor is not to be shown.
    HideActor(u32),
}

/// The correction that an edit makes; `None` where there is no such item. `analysis` is the
/// engine's, `shown` what came of it by the corrections before.
pub fn record(
    text: &str,
    analysis: &Analysis<Byte>,
    shown: &Corrected,
    edit: &Edit,
) -> Option<Correction> {
    let maker = Maker { text, analysis, shown };
    let change = match edit {
        Edit::Speaker(id, speaker) => Change::Speaker {
            statement: maker.statement(*id)?,
            speaker: maker.other(speaker.as_ref())?,
        },
        Edit::NotStatement(id) => Change::NotStatement { statement: maker.statement(*id)? },
        Edit::HideStatement(id) => Change::HideStatement { statement: maker.statement(*id)? },
        Edit::Same(actor, other) if actor == other => return None,
        Edit::Same(actor, other) => {
            Change::Same { actor: maker.actor(*actor)?, other: maker.actor(*other)? }
        }
        Edit::Name(actor, name) => {
            let name = Some(Named::new(name).name).filter(|name| !name.is_empty())?;
            Change::Name { actor: maker.actor(*actor)?, name }
        }
        Edit::Mention(actor, at, whose) => Change::Mention {
            mention: maker.mention(*actor, *at)?,
            actor: maker.other(whose.as_ref())?,
        },
        Edit::HideActor(actor) => Change::HideActor { actor: maker.actor(*actor)? },
    };
    Some(Correction { article: first_line(text, analysis), change })
}

/// What makes a correction.
struct Maker<'a> {
    text: &'a str,
    analysis: &'a Analysis<Byte>,
    shown: &'a Corrected,
}

impl Maker<'_> {
    fn statement(&self, id: u32) -> Option<Passage> {
        let own = *self.shown.attributions.get(id as usize)?;
        Passage::of(self.text, &statements(self.text, self.analysis), (own, 0))
    }

    fn mention(&self, actor: u32, at: usize) -> Option<Passage> {
        let span = self.shown.analysis.actors.get(actor as usize)?.mentions.get(at)?.span;
        let all = mentions(self.text, self.analysis);
        let own = self.analysis.actors.iter().find_map(|actor| {
            let at = actor.mentions.iter().position(|mention| mention.span == span)?;
            Some((actor.id, at as u32))
        })?;
        Passage::of(self.text, &all, own)
    }

    fn actor(&self, id: u32) -> Option<Named> {
        match self.shown.actors.get(id as usize)? {
            Origin::Added(name) => Some(Named::new(name)),
            Origin::Found(own) => {
                let all = mentions(self.text, self.analysis);
                Named::of(self.text, self.analysis, &all, *own)
            }
        }
    }

    /// Whom the reader chose: `Some(None)` for nobody, `None` where that is no actor and no name.
    fn other(&self, other: Option<&Other>) -> Option<Option<Named>> {
        Some(match other {
            None => None,
            Some(Other::Actor(id)) => Some(self.actor(*id)?),
            Some(Other::Named(name)) => {
                Some(Named::new(name)).filter(|named| !named.name.is_empty()).map(Some)?
            }
        })
    }
}

/// There are as many corrections as an article may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Full;

/// Adds a correction; it takes the place of an earlier one that says something else of the same
/// thing.
///
/// # Errors
/// Where there are [`MOST`] corrections already: it is not added.
pub fn add(corrections: &mut Vec<Correction>, new: Correction) -> Result<(), Full> {
    corrections.retain(|old| !is_replaced(&old.change, &new.change));
    if corrections.len() >= MOST {
        return Err(Full);
    }
    corrections.push(new);
    Ok(())
}

/// True if a correction says something of what a new one is about, and no more.
fn is_replaced(old: &Change, new: &Change) -> bool {
    match (old, new) {
        (Change::Speaker { statement, .. }, Change::Speaker { statement: other, .. })
        | (Change::Mention { mention: statement, .. }, Change::Mention { mention: other, .. }) => {
            statement == other
        }
        (Change::Name { actor, .. }, Change::Name { actor: other, .. }) => actor.is_like(other),
        _ => old == new,
    }
}

/// The line by which an article's corrections are told from those of another one: its headline,
/// else its first words.
fn first_line(text: &str, analysis: &Analysis<Byte>) -> String {
    let first = analysis.title.or(analysis.paragraphs.first().copied());
    let first = first.map_or(text, |span| span.of(text));
    one_line(cut(first_words(first, ARTICLE), ARTICLE_BYTES))
}

/// True if a correction was made in this article, by the article's first words.
pub fn belongs(text: &str, analysis: &Analysis<Byte>, correction: &Correction) -> bool {
    alike(&correction.article, &first_line(text, analysis)) >= SAME_ARTICLE
}
