//! Who is who: the noun phrases that may be actors, and which of them are one.
//!
//! Takes a [`Document`] and, for [`resolve`], the attributions found; gives mentions, then a
//! [`Cast`]; promises that every source of an attribution is a mention of an actor of the cast, and
//! that what cannot be decided stays apart.
//!
//! ```text
//! Document -> units (words as names are made of them) -> names -> kinds (what each names) --+
//!                                                    -> nouns (descriptions) ---------------+-> Candidates
//!                                                    -> pronouns ---------------------------+
//! Candidates, attributions -> resolve (names, appositions, descriptions, pronouns; speakers) -> Cast
//! ```

mod candidate;
mod cast;
mod find;
mod kinds;
mod names;
mod nouns;
mod resolve;
#[cfg(test)]
mod tests;
mod units;

use crate::attribution::Draft;
use crate::ner::Model;
use crate::text::{Document, ParagraphKind};
use crate::turns::{block_on, boxed};

pub use candidate::{Candidate, Gender, Number, Reference};
pub use cast::Cast;

/// Finds the phrases that may be actors or places, with the help of a model of names, in order of their first token, an outer one
/// before an inner one.
///
/// Heads of different candidates never overlap. Takes time linear in the length of the text.
pub fn mentions(document: &Document, names: &Model) -> Vec<Candidate> {
    block_on(mentions_in_turns(document, names))
}

pub(crate) async fn mentions_in_turns(document: &Document<'_>, names: &Model) -> Vec<Candidate> {
    let names = boxed(names.names_in_turns(document)).await;
    let mut units = boxed(units::Units::read(document)).await;
    let mut found = boxed(find::candidates(&mut units, &names)).await;
    // who stands in a share button or donation line is not in the story
    let story = |token: usize| {
        let paragraph = document.sentence_of(token).paragraph as usize;
        document.paragraphs[paragraph].kind != ParagraphKind::Boilerplate
    };
    found.retain(|c| story(c.head.start));
    found
}

/// Decides which mentions are one actor, and which actor each attribution's source is.
///
/// Every source becomes a mention. `Cast::speakers[i]` are the actors of draft `i`: empty where the
/// article names no source or it cannot be resolved. Takes time linear in the length of the text.
pub fn resolve(document: &Document, mentions: Vec<Candidate>, drafts: &[Draft]) -> Cast {
    block_on(resolve_in_turns(document, mentions, drafts))
}

pub(crate) async fn resolve_in_turns(
    document: &Document<'_>,
    mentions: Vec<Candidate>,
    drafts: &[Draft],
) -> Cast {
    resolve::resolve(document, mentions, drafts).await
}
