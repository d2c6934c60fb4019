//! Short noun phrases and clauses, as far as a frame needs them.
//!
//! Takes a document and a window; gives the phrase that begins with it; promises to read no token
//! outside.

use crate::lexicon::Class;
use crate::lexicon::lists::grammar::INTERROGATIVES;
use crate::lexicon::lists::speech::TIMES;
use crate::text::{Document, TokenKind, TokenRange};

/// Most tokens of a noun phrase.
const LONGEST: usize = 12;

/// True if the word at `at`, or the noun that it is the plural of, is one of `list`.
pub(super) fn is_noun(document: &Document, at: usize, list: &[&str]) -> bool {
    let word = document.lower(at);
    let plural = |noun: &&str| match word.strip_suffix("ies") {
        Some(stem) => noun.strip_suffix('y') == Some(stem),
        None => word.strip_suffix('s') == Some(noun),
    };
    list.iter().any(|noun| *noun == word || plural(noun))
}

/// The noun phrase that begins with `window`, "of" and what follows it too; empty if there is none.
/// It ends before other prepositions, words of time, clauses and marks.
pub(super) fn noun_phrase(document: &Document, window: TokenRange) -> TokenRange {
    let end = window.end.min(window.start + LONGEST);
    let stop = (window.start..end).find(|&t| !goes_on(document, t, window.start)).unwrap_or(end);
    let mut phrase = TokenRange::new(window.start, stop.max(window.start));
    // words that cannot be the last: "told the | of", "told reporters also"
    while !phrase.is_empty() && !ends(document, phrase.end - 1) {
        phrase.end -= 1;
    }
    phrase
}

/// True if a noun phrase may hold token `at`; it begins at `start`.
fn goes_on(document: &Document, at: usize, start: usize) -> bool {
    let (word, class, token) = (document.lower(at), document.class(at), &document.tokens[at]);
    match token.kind {
        TokenKind::Clitic => return at > start && matches!(word, "'s" | "’s"),
        TokenKind::OpenQuote | TokenKind::CloseQuote => return false,
        TokenKind::Symbol => return is_inner_mark(document, at, start),
        TokenKind::Word => {}
    }
    if class.any(Class::PRONOUN) {
        return at == start;
    }
    if at > start && class.any(Class::DETERMINER | Class::POSSESSIVE) {
        // "told his aide the | truth"
        return document.lower(at - 1) == "of" || document.class(at - 1).any(Class::DETERMINER);
    }
    let closed = Class::WH | Class::SUBORDINATOR | Class::AUXILIARY | Class::CONJUNCTION;
    let title = token.span.of(document.text).starts_with(char::is_uppercase);
    !class.any(closed)
        && !class.any(Class::CALENDAR)
        && (word == "of" && at > start || !class.any(Class::PREPOSITION))
        && (title || !class.any(Class::PARTICLE))
        && (title || !TIMES.contains(&word))
        && !matches!(word, "that" | "last" | "next" | "this")
        && !INTERROGATIVES.contains(&word)
        && (title || !word.ends_with("ly"))
}

/// True if the mark at `at` stands within a name or a word: "St. Lee", "first-hand", "R&B".
fn is_inner_mark(document: &Document, at: usize, start: usize) -> bool {
    let follows = document.is_word(at + 1)
        && document.tokens[at + 1].sentence == document.tokens[at].sentence;
    match document.lower(at) {
        "-" | "&" | "/" | "'" | "’" => at > start && follows,
        "." => at > start && follows && document.tokens[at].glued,
        _ => false,
    }
}

/// True if a noun phrase may end with token `at`.
fn ends(document: &Document, at: usize) -> bool {
    let class = document.class(at);
    let closed = class.any(Class::DETERMINER | Class::PREPOSITION) && !class.any(Class::PRONOUN);
    document.is_word(at) && (!closed || matches!(document.lower(at), "this" | "those"))
        || matches!(document.lower(at), "'s" | "’s") && at > 0
}

/// The clause that begins with `window`: as far as the first comma or other mark between words.
pub(super) fn clause(document: &Document, window: TokenRange) -> TokenRange {
    let is_end = |&t: &usize| match document.tokens[t].kind {
        TokenKind::OpenQuote | TokenKind::CloseQuote => true,
        TokenKind::Symbol => !is_inner_mark(document, t, window.start),
        _ => false,
    };
    TokenRange::new(window.start, window.into_iter().find(is_end).unwrap_or(window.end))
}
