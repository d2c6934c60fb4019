//! What a source is: somebody, a body, a text, figures, a post, or none that the article states.
//!
//! Takes a draft and its speakers; gives the kind; promises none where the speakers are of several.

use super::frames::Frames;
use super::phrase::is_noun;
use crate::actors::Cast;
use crate::analysis::{Actor, ActorKind, Form, SourceKind};
use crate::lexicon::Class;
use crate::lexicon::lists::grammar::ARTICLES;
use crate::lexicon::lists::provenance::{
    ACCOUNTS, COLLECTIVES, FIGURES, OF_PEOPLE, POSTS, READ_BY, RECORDS,
};
use crate::lexicon::lists::references::{HE, I, SHE, YOU};
use crate::lexicon::lists::sources::{MADE, PLATFORMS, SPEAKERS};
use crate::text::{Byte, Document, TokenRange};

/// Most tokens of a source, and mentions of an actor, that are looked at.
const REACH: usize = 24;

/// The kind of the source of draft `index`; `None` if it is not clear.
pub(super) fn of(frames: &Frames, index: usize, cast: &Cast) -> Option<SourceKind> {
    let (document, draft) = (frames.document, &frames.drafts[index]);
    let speakers = cast.speakers.get(index).map_or(&[][..], |s| &s[..]);
    let Some(source) = draft.source.filter(|s| !s.is_empty()) else {
        let unstated = speakers.is_empty().then_some(SourceKind::Unstated);
        return unstated.or_else(|| of_speakers(document, speakers, cast));
    };
    let source = TokenRange::new(source.start, source.end.min(source.start + REACH));
    let head = head(document, source);
    written(document, source, head).or_else(|| {
        let pronoun = [I, YOU, HE, SHE].iter().any(|list| list.contains(&document.lower(head)));
        match (speakers, pronoun) {
            ([], true) => Some(SourceKind::Person),
            ([], false) => of_noun(document.lower(head), document.class(head)),
            _ => of_speakers(document, speakers, cast),
        }
    })
}

/// The last word of a noun phrase before what describes it from behind; for "which", the word
/// before it, with or without a comma between: "the report, which".
fn head(document: &Document, source: TokenRange) -> usize {
    if source.len() == 1 && matches!(document.lower(source.start), "which" | "that") {
        let first = document.sentence_of(source.start).tokens.start;
        let before = (first..source.start).rev().take(2).find(|&t| document.lower(t) != ",");
        return before.unwrap_or(source.start);
    }
    let owned = |&t: &usize| matches!(document.lower(t), "'s" | "’s");
    let start = source.into_iter().rev().find(owned).filter(|&t| t + 1 < source.end);
    let start = start.map_or(source.start, |t| t + 1);
    let ends = |&t: &usize| {
        let word = document.lower(t);
        t > start
            && (document.class(t).any(Class::PREPOSITION | Class::WH | Class::AUXILIARY)
                || matches!(word, "," | "(" | "that" | "and")
                || ((READ_BY.contains(&word) || MADE.contains(&word))
                    && t + 1 < source.end
                    && document.class(t + 1).any(Class::PREPOSITION)))
    };
    let end = (start..source.end).find(ends).unwrap_or(source.end);
    let is_noun = |&t: &usize| document.is_word(t) && !document.class(t).any(Class::PARTICLE);
    (start..end).rev().find(is_noun).unwrap_or(source.start)
}

/// The kind of a source that is written or counted.
fn written(document: &Document, source: TokenRange, head: usize) -> Option<SourceKind> {
    let before = |list: &[&str]| (source.start..head).any(|t| list.contains(&document.lower(t)));
    if is_noun(document, head, POSTS) || (is_noun(document, head, ACCOUNTS) && before(PLATFORMS)) {
        return Some(SourceKind::Post);
    }
    // "leading figures" are people
    if is_noun(document, head, FIGURES) {
        return (!before(OF_PEOPLE)).then_some(SourceKind::Data);
    }
    // a name may end in such a word: "Sam Law"
    let name = head > source.start
        && document.word(head).starts_with(char::is_uppercase)
        && !ARTICLES.contains(&document.lower(source.start));
    (is_noun(document, head, RECORDS) && !name).then_some(SourceKind::Document)
}

/// The kind of those whom a noun of this class means.
fn of_noun(word: &str, class: Class) -> Option<SourceKind> {
    if COLLECTIVES.contains(&word) || class.any(Class::BODY) {
        return Some(SourceKind::Body);
    }
    let speaker = SPEAKERS.iter().any(|s| word.strip_suffix('s').unwrap_or(word) == *s);
    (speaker || class.any(Class::PERSON | Class::PEOPLE)).then_some(SourceKind::Person)
}

/// The kind of the actors that speak; `None` where they are of several kinds.
fn of_speakers(document: &Document, speakers: &[u32], cast: &Cast) -> Option<SourceKind> {
    let mut kinds = speakers.iter().map(|&id| of_actor(document, cast.actors.get(id as usize)?));
    let first = kinds.next()??;
    kinds.all(|kind| kind == Some(first)).then_some(first)
}

fn of_actor(document: &Document, actor: &Actor<Byte>) -> Option<SourceKind> {
    match actor.kind {
        ActorKind::Person | ActorKind::Role => Some(SourceKind::Person),
        ActorKind::Organization | ActorKind::Country => Some(SourceKind::Body),
        ActorKind::Group => {
            let described = actor.mentions.iter().take(REACH).find(|m| m.form != Form::Pronoun)?;
            let noun = described.head.of(document.text).rsplit(' ').next()?.to_lowercase();
            of_noun(&noun, document.tables.word(&noun).class)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_which_stands_for_is_before_it_in_its_sentence() {
        for (text, expected) in [
            ("She read the report which said it.", "report"),
            ("She read the report, which said it.", "report"),
            ("She read the report. Which said it?", "which"),
            (", which said it.", "which"),
        ] {
            let document = Document::read(text);
            let which = (0..document.tokens.len()).find(|&t| document.lower(t) == "which");
            let which = which.expect("which");
            let head = head(&document, TokenRange::new(which, which + 1));
            assert_eq!(document.lower(head), expected, "{text}");
        }
    }
}
