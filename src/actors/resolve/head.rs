//! The head of a source's noun phrase: whose words a source gives.
//!
//! Takes a [`Scene`] and the tokens of a source; gives the token of the phrase's own head; promises
//! never to give a word of what describes the head: neither one before it ("Braun's | rep") nor one
//! of a complement, participle or clause behind it ("aides | to the mayor").

use super::scene::Scene;
use crate::analysis::Form;
use crate::lexicon::lists::grammar::ARTICLES;
use crate::lexicon::lists::phrases::{INNER_ADVERBS, PARTICIPLES};
use crate::lexicon::lists::sources::{BEFORE_COUNTS, HOW_IT_KNOWS};
use crate::lexicon::lists::speech::{BEFORE_TIMES, TIMES};
use crate::lexicon::{Class, NameKind, Pos};
use crate::text::lexeme::Shape;
use crate::text::{Document, TokenKind, TokenRange};

/// Most adverbs before a word that describes the head: "still very close to".
const MOST_ADVERBS: usize = 3;

/// Longest name looked for before a conjunction, in tokens.
const LONGEST_NAME: usize = 12;

/// The token of the head of the noun phrase `range`. Of a name or word of several tokens it is the
/// last.
pub fn head(scene: &Scene, range: TokenRange) -> usize {
    let document = scene.document;
    let mut found = None;
    let mut at = behind_day(scene, range);
    while at < range.end {
        // A name is one word here: "the Bank of America | spokesman".
        if let Some(name) = name_at(scene, at, range.end) {
            let clause = name.end < range.end && is_verb(document, name.end);
            if found.is_some_and(|h| clause && has_subject_behind(document, h, name)) {
                break;
            }
            found = Some(name.end - 1);
            at = name.end;
            if name.start == range.start && is_clause(document, TokenRange::new(at, range.end)) {
                break;
            }
            continue;
        }
        let word = word_at(document, at, range.end);
        if let Some(head) = found
            && word.len() == 1
            && ends_core(scene, head, at, range)
        {
            break;
        }
        if word.len() > 1 || holds(document, at, range, found) {
            found = Some(word.end - 1);
            let class = document.class(at);
            if word.len() == 1 && class.any(Class::WH | Class::PRONOUN) {
                break;
            }
        }
        at = word.end;
    }
    found.unwrap_or(range.start)
}

/// The first token of the noun phrase `range` behind a day: "this Wednesday | Greek officials".
fn behind_day(scene: &Scene, range: TokenRange) -> usize {
    let document = scene.document;
    let determined = usize::from(document.class(range.start).any(Class::DETERMINER));
    let day = range.start + determined;
    let is_day = day + 1 < range.end
        && document.class(day).any(Class::CALENDAR)
        && document.lower(day).ends_with("day")
        && document.is_word(day + 1)
        && !document.class(day + 1).any(Class::FUNCTION.without(Class::DETERMINER))
        && name_at(scene, day, range.end).is_none();
    if is_day { day + 1 } else { range.start }
}

/// The tokens of the word with hyphens that starts at `at` and ends by `end`: "go-between".
pub fn word_at(document: &Document, at: usize, end: usize) -> TokenRange {
    let mut upto = at + 1;
    let glued = |t: usize| t < end && document.tokens[t].glued;
    let is_word = |t: usize| document.tokens[t].kind == TokenKind::Word;
    while is_word(at)
        && glued(upto)
        && matches!(document.word(upto), "-" | "‑")
        && glued(upto + 1)
        && is_word(upto + 1)
    {
        upto += 2;
    }
    TokenRange::new(at, upto)
}

/// True if the token at `at` of the noun phrase `range` may be its head. `found` is the last before
/// that may.
fn holds(document: &Document, at: usize, range: TokenRange, found: Option<usize>) -> bool {
    let class = document.class(at);
    if document.lower(at) == "%" {
        return true;
    }
    if class.any(Class::WH) {
        // "which | the court"
        let next = at + 1;
        return next >= range.end
            || document.class(next).any(Class::AUXILIARY)
            || document.lexeme(next).word.pos.may_be_verb()
                && !document.class(next).any(Class::FUNCTION | Class::AGENT);
    }
    let linking = Class::PREPOSITION | Class::CONJUNCTION | Class::SUBORDINATOR | Class::AUXILIARY;
    // "Znak.com"
    let domain = at > range.start
        && document.tokens[at].glued
        && document.word(at - 1) == "."
        && document.tokens[at - 1].glued;
    let describes = class.any(linking | Class::POSSESSIVE) && range.len() > 1;
    let article = ARTICLES.contains(&document.lower(at));
    document.tokens[at].kind == TokenKind::Word
        && !(describes || article || domain)
        && !(found.is_some() && is_adverb(document, at))
}

/// True if the words of `range`, which stand behind a name, begin with a verb: "Iran | issues
/// warrants". "The Navy | records clerk" holds a noun for a person.
fn is_clause(document: &Document, range: TokenRange) -> bool {
    let Some(lexeme) = range.into_iter().next().map(|t| document.lexeme(t)) else { return false };
    let core = range
        .into_iter()
        .take_while(|&t| document.is_word(t) && !document.class(t).any(Class::PREPOSITION));
    range.len() > 1
        && lexeme.shape == Shape::Lower
        && lexeme.word.pos.may(Pos::VerbS)
        && !core.into_iter().any(|t| document.class(t).any(Class::AGENT))
}

/// The tokens of the name that starts at `at` and ends by `end`.
fn name_at(scene: &Scene, at: usize, end: usize) -> Option<TokenRange> {
    let first = scene.first_from(at);
    scene.items[first..]
        .iter()
        .map(|i| &i.candidate)
        .take_while(|c| c.head.start == at)
        .find(|c| c.form == Form::Name && c.head.end <= end)
        .map(|c| c.head)
}

/// True if `token` is the last of a name.
fn ends_name(scene: &Scene, token: usize) -> bool {
    let from = scene.first_from(token.saturating_sub(LONGEST_NAME));
    scene.items[from..]
        .iter()
        .map(|i| &i.candidate)
        .take_while(|c| c.head.start <= token)
        .any(|c| c.form == Form::Name && c.head.end == token + 1)
}

/// True if the words of the noun phrase `range` that stand before a complement end at `at`. `head`
/// is the last noun before it.
fn ends_core(scene: &Scene, head: usize, at: usize, range: TokenRange) -> bool {
    let document = scene.document;
    let (token, word, class) = (&document.tokens[at], document.lower(at), document.class(at));
    match token.kind {
        TokenKind::Symbol => {
            let adjective = |t: usize| document.lexeme(t).word.pos.first() == Some(Pos::Adjective);
            let list_of_adjectives =
                word == "," && at + 1 < range.end && adjective(head) && adjective(at + 1);
            let counts = token.glued && at + 1 < range.end && document.tokens[at + 1].glued;
            return !(matches!(word, "-" | "‑" | "." | "&" | "%" | "/" | "'" | "’")
                || list_of_adjectives
                || word == "," && counts);
        }
        TokenKind::Clitic | TokenKind::OpenQuote | TokenKind::CloseQuote => return false,
        TokenKind::Word => {}
    }
    // "more | than | a dozen aides", "as many | as | 40 voters"
    if BEFORE_COUNTS.contains(&document.lower(head)) && matches!(word, "than" | "as") {
        return false;
    }
    if class.any(Class::CONJUNCTION) {
        return !joins_modifiers(scene, head, at, range.end);
    }
    let links = Class::PREPOSITION | Class::WH | Class::SUBORDINATOR | Class::AUXILIARY;
    class.any(links)
        || word == "that"
        || class.any(Class::CALENDAR) && document.lexeme(at).shape == Shape::Capital
        || is_time(document, at, range.end)
        || describes(scene, head, at, range.end)
}

/// True if the conjunction at `at` joins words before one noun, not two nouns: "current | and |
/// former aides", "US | and | European officials".
fn joins_modifiers(scene: &Scene, head: usize, at: usize, end: usize) -> bool {
    let document = scene.document;
    let next = at + 1;
    // "trade and industry | commissioner", "academic and professor | Ann Lee"
    let noun = document.lexeme(head);
    let common = noun.shape == Shape::Lower && !noun.word.class.any(Class::PEOPLE | Class::PLURAL);
    let core = || {
        (next..end).take_while(|&t| document.is_word(t) && !document.class(t).any(Class::FUNCTION))
    };
    if common && !noun.word.class.any(Class::AGENT | Class::NUMBER | Class::DETERMINER) {
        return core().any(|t| document.class(t).any(Class::AGENT));
    }
    if common && noun.word.class.any(Class::PERSON) && head > 0 {
        let bare = !document.class(head - 1).any(Class::DETERMINER | Class::POSSESSIVE);
        let name = (next..end).find_map(|t| name_at(scene, t, end)).filter(|n| n.end == end);
        if bare && name.is_some_and(|n| core().count() == end - next && n.start > next) {
            return true;
        }
    }
    let before = document.lexeme(head);
    let modifies = |t: usize| {
        let lexeme = document.lexeme(t);
        let class = lexeme.word.class;
        let demonym = lexeme.shape != Shape::Lower
            && (class.any(Class::CREED)
                || document.tables.name(lexeme.text).is_some_and(|n| n.kind == NameKind::Demonym));
        demonym
            || !class.any(Class::AGENT.without(Class::PEOPLE))
                && (class.any(Class::QUALIFIER | Class::NUMBER)
                    || lexeme.shape == Shape::Digit
                    || lexeme.word.pos.first() == Some(Pos::Adjective))
    };
    next + 1 < end
        && name_at(scene, next, end).is_none()
        && modifies(next)
        && (modifies(head) && !ends_name(scene, head) || before.shape == Shape::Upper)
        && document.is_word(next + 1)
        && !document.class(next + 1).any(Class::FUNCTION)
}

/// True if a description of the noun `head` begins at `at`: "close to", "still briefed on",
/// "representing". `end` is the end of the noun phrase.
fn describes(scene: &Scene, head: usize, at: usize, end: usize) -> bool {
    let document = scene.document;
    let first = at;
    let mut at = at;
    while at < end && at < first + MOST_ADVERBS && is_adverb(document, at) {
        at += 1;
    }
    if at >= end {
        return at > first;
    }
    let lexeme = document.lexeme(at);
    if lexeme.shape != Shape::Lower {
        return false;
    }
    let (word, pos) = (&lexeme.word, lexeme.word.pos);
    // What stands before is a noun or pronoun, not a count or an adjective of the next noun.
    let before = document.lexeme(head);
    let noun = before.word.class.any(Class::AGENT)
        || before.shape != Shape::Digit
            && !before.class.any(Class::NUMBER | Class::DETERMINER | Class::QUALIFIER)
            && before.word.pos.may(Pos::Noun)
            && before.word.pos.first() != Some(Pos::Adjective);
    // "those | opposite Lee"
    let pronoun = before.class.any(Class::DETERMINER);
    let next = at + 1;
    let followed =
        |classes: Class| next < end && document.class(next).any(classes) && document.is_word(next);
    let link = Class::PREPOSITION | Class::SUBORDINATOR;
    let by = followed(link) || next < end && matches!(document.lower(next), "that" | "as");
    // "the teachers | opposite Lee"
    let named = next < end && name_at(scene, next, end).is_some();
    if noun && named && pos.first() != Some(Pos::Noun) {
        return true;
    }
    if HOW_IT_KNOWS.contains(&lexeme.lower.as_str()) || PARTICIPLES.contains(&lexeme.lower.as_str())
    {
        return by || next >= end || named && (noun || pronoun) || is_adverb(document, next);
    }
    // "lawyers | party to the talks"
    let people = before.word.class.any(Class::PERSON | Class::PEOPLE);
    if people && lexeme.lower == "party" && next < end && document.lower(next) == "to" {
        return true;
    }
    if word.class.any(Class::AGENT) && !pos.may(Pos::Ing) {
        return false;
    }
    let object = || {
        followed(Class::DETERMINER | Class::POSSESSIVE | Class::PRONOUN)
            || next < end && document.lexeme(next).shape != Shape::Lower
            || named
            || next < end && noun && !document.class(next).any(Class::AGENT)
    };
    match pos.first() {
        Some(Pos::Ing) => by || object() || noun && (next >= end || is_adverb(document, next)),
        // "people affected", "the report dated March 16"
        Some(Pos::Past | Pos::Adjective) if lexeme.lower.ends_with("ed") => {
            by || noun && (next >= end || document.lexeme(next).shape != Shape::Lower)
        }
        Some(Pos::Past | Pos::Adjective) => by || noun && next >= end && pos.may(Pos::Past),
        Some(Pos::Verb | Pos::VerbS) => by && noun && !pos.may(Pos::Noun),
        // A word that the tables do not have, behind several people: "aides | privy to".
        Some(Pos::Noun) => {
            by && !word.listed && before.word.class.any(Class::PEOPLE | Class::PLURAL)
        }
        _ => false,
    }
}

/// True if a time begins at `at`: "last week", "earlier this month", "yesterday".
fn is_time(document: &Document, at: usize, end: usize) -> bool {
    let next = at + 1;
    BEFORE_TIMES.contains(&document.lower(at))
        && next < end
        && TIMES.contains(&document.lower(next))
        && (next + 1 >= end || !document.class(next + 1).any(Class::AGENT))
}

/// True for an adverb, which no noun phrase ends in: "still", "recently", "not".
fn is_adverb(document: &Document, at: usize) -> bool {
    let lexeme = document.lexeme(at);
    lexeme.shape == Shape::Lower
        && !lexeme.class.any(Class::PREPOSITION | Class::AGENT | Class::DETERMINER)
        && (lexeme.class.any(Class::PARTICLE)
            || INNER_ADVERBS.contains(&lexeme.lower.as_str())
            || lexeme.word.pos.first() == Some(Pos::Adverb)
            || lexeme.lower.ends_with("ly")
                && (!lexeme.word.pos.may(Pos::Noun) || !lexeme.word.listed))
}

/// True if `name`, which stands behind the noun `head`, may begin a clause about it: "people | Lee
/// trusts". Several people do not bear one name.
fn has_subject_behind(document: &Document, head: usize, name: TokenRange) -> bool {
    let lexeme = document.lexeme(head);
    head + 1 == name.start
        && lexeme.shape == Shape::Lower
        && lexeme.word.class.any(Class::PEOPLE | Class::PLURAL)
}

/// True if the word at `at` may be a finite verb.
fn is_verb(document: &Document, at: usize) -> bool {
    let lexeme = document.lexeme(at);
    lexeme.shape == Shape::Lower
        && (lexeme.class.any(Class::AUXILIARY)
            || lexeme.word.pos.may_be_verb() && !lexeme.word.class.any(Class::AGENT))
}
