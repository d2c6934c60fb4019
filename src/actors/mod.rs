//! Coreference: the phrases that may be actors, and which of them refer to one.
//!
//! Takes a [`Document`] and, for [`resolve()`], the attributions found; gives mentions, then a
//! [`Cast`]; promises that every source of an attribution is a mention of an actor of the cast, and
//! that two mentions stay apart where nothing shows that they are one actor.
//!
//! ```text
//! Document -> units (words as names are made of them)
//! units -> names -> kinds (what each name names) --+
//! units -> nouns (descriptions) -------------------+-> Candidates
//! units -> pronouns -------------------------------+
//! Candidates, attributions -> resolve (names, appositions, descriptions, pronouns; speakers)
//!                          -> Cast
//! ```

mod candidate;
mod cast;
mod find;
mod grounds;
mod kinds;
mod names;
mod nouns;
mod resolve;
#[cfg(test)]
mod tests;
mod units;

use crate::attribution::Draft;
use crate::ner::Model;
use crate::ranker::Ranker;
use crate::text::{Document, ParagraphKind};
use crate::turns::{block_on, boxed};

pub use candidate::{Candidate, Gender, Number, Reference};
pub use cast::Cast;
pub use grounds::{Ground, Grounds};

/// Finds the phrases that may be actors or places; `names` is the learned model of names.
///
/// They are in order of their first token, an outer phrase before an inner one. Heads of different
/// candidates never overlap. Takes time linear in the length of the text.
pub fn mentions(document: &Document, names: &Model) -> Vec<Candidate> {
    block_on(mentions_in_turns(document, names))
}

/// [`mentions`], giving way to other work now and then.
pub(crate) async fn mentions_in_turns(document: &Document<'_>, names: &Model) -> Vec<Candidate> {
    let names = boxed(names.names_in_turns(document)).await;
    let mut units = boxed(units::Units::read(document)).await;
    let mut found = boxed(find::candidates(&mut units, &names)).await;
    // A name in a share button or donation line is not in the story.
    let in_story = |token: usize| {
        let paragraph = document.sentence_of(token).paragraph as usize;
        document.paragraphs[paragraph].kind != ParagraphKind::Boilerplate
    };
    found.retain(|c| in_story(c.head.start));
    found
}

/// Decides which mentions are one actor, and which actor each attribution's source is.
///
/// Every source becomes a mention. `Cast::speakers[i]` holds the actors that speak draft `i`; it is
/// empty if the article names no source or the source cannot be resolved. Takes time linear in the
/// length of the text.
/// `ranker` is the learned model of coreference.
pub fn resolve(
    document: &Document,
    mentions: Vec<Candidate>,
    drafts: &[Draft],
    ranker: &Ranker,
) -> Cast {
    block_on(resolve_in_turns(document, mentions, drafts, ranker))
}

/// [`resolve()`], giving way to other work now and then.
pub(crate) async fn resolve_in_turns(
    document: &Document<'_>,
    mentions: Vec<Candidate>,
    drafts: &[Draft],
    mut ranker: &Ranker,
) -> Cast {
    resolve::resolve(document, mentions, drafts, &mut ranker).await
}

/// What `examples/links.rs` shares with this module; no part of the library's interface.
#[doc(hidden)]
pub mod training {
    pub use super::resolve::{
        Answer, Choice, Chooser, ITEM_FEATURES, Mentions, PAIR_FEATURES, Question,
    };
    use super::{Candidate, Cast, Document, Draft, block_on, resolve};

    /// [`resolve()`](super::resolve()) by the answers of `chooser`.
    pub fn resolve_by(
        document: &Document,
        mentions: Vec<Candidate>,
        drafts: &[Draft],
        chooser: &mut impl Chooser,
    ) -> Cast {
        block_on(resolve::resolve(document, mentions, drafts, chooser))
    }
}
