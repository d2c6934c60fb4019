//! Sources that begin too late: in the midst of what describes their noun.
//!
//! Takes drafts; gives them with sources from the first word of their noun phrase: in "two people
//! briefed on the talks with | Lee | said" not Lee speaks. Promises to lengthen a source only over
//! words of one noun phrase, without a finite verb, and only where the words before it show that it
//! is no phrase of its own.

use super::draft::Draft;
use crate::analysis::Tier;
use crate::lexicon::cues::{CueVerb, Trait, VerbForm};
use crate::lexicon::lists::grammar::{ARTICLES, FINITE_BE, HAVE};
use crate::lexicon::lists::names::PARTICLES;
use crate::lexicon::lists::phrases::PARTICIPLES;
use crate::lexicon::lists::sources::{BEFORE_CLAUSES, BEFORE_COUNTS, HOW_IT_KNOWS};
use crate::lexicon::{Class, Pos};
use crate::sort;
use crate::text::lexeme::Shape;
use crate::text::{Document, TokenKind, TokenRange};

/// Most tokens by which a source is lengthened.
const LONGEST: usize = 24;
/// Nouns for people and bodies, which may be verbs too: "aides", "fans".
const NOUN: Class = Class::AGENT;

/// Lengthens the source of `draft` to its whole noun phrase.
pub(super) fn lengthen(document: &Document, draft: &mut Draft) {
    turn_round(document, draft);
    noun_from_cue(document, draft);
    let (Some(source), Some(&cue)) = (draft.source, draft.cue.first()) else { return };
    let sentence = document.sentence_of(source.start).tokens;
    if !sentence.contains(cue) {
        return;
    }
    let whole = whole_words(document, source, cue);
    // "her sister-in-| law": the beginning of the word was taken for the end of what is said.
    // "Sgt. | Lee": so was the title.
    for piece in draft.content.iter_mut().filter(|c| c.end <= source.start) {
        if piece.start < whole.start {
            piece.end = whole.start.min(piece.end);
        }
    }
    let apart = |c: &TokenRange| !c.overlaps(whole);
    let source = if draft.content.iter().chain(&draft.cue).all(apart) { whole } else { source };
    draft.source = Some(source);
    let start = if source.end <= cue.start {
        is_finite(document, cue).then(|| before_cue(document, sentence.start, source)).flatten()
    } else {
        behind_cue(document, cue, source)
    };
    let Some(start) = start else { return };
    // Words of the phrase that were taken for what is said, or for its end.
    let inner = |c: &TokenRange| c.start >= start && c.end <= source.start;
    if !draft.content.iter().all(inner) {
        draft.content.retain(|c| !inner(c));
    }
    for piece in &mut draft.content {
        if piece.start < start && piece.end > start && piece.end <= source.start {
            piece.end = start;
        }
    }
    let free = |c: &TokenRange| c.end <= start || c.start >= source.start;
    if draft.content.iter().chain(&draft.cue).all(free) {
        draft.source = Some(TokenRange::new(start, source.end));
    }
}

/// Makes the noun phrase behind an inverted cue the source, where it or its end was taken for what
/// is said: "A deal was near, | said | a man privy to the plans".
fn turn_round(document: &Document, draft: &mut Draft) {
    let [cue] = draft.cue[..] else { return };
    let sentence = document.sentence_of(cue.start).tokens;
    let stated = |(verb, form): (&CueVerb, VerbForm)| {
        verb.has(Trait::Bare)
            && verb.tier == Tier::Statement
            && matches!(form, VerbForm::Past | VerbForm::Third)
    };
    let apart = cue.start > sentence.start
        && (document.lower(cue.start - 1) == ","
            || document.tokens[cue.start - 1].kind == TokenKind::CloseQuote);
    // A source right before the cue is its subject: "Lee, a lawyer, said no deal".
    let inner = |s: TokenRange| s.end + 1 < cue.start || s.start >= cue.end;
    let behind = match draft.source {
        Some(source) if source.start == cue.end => {
            let near = |c: &&TokenRange| c.start >= source.end && c.start <= source.end + 1;
            draft.content.iter().find(near).is_some_and(|c| c.start < sentence.end)
        }
        _ => draft.content.len() == 1 && draft.content[0].start == cue.end,
    };
    if cue.len() != 1
        || !apart
        || !behind
        || !document.verb(cue.start).is_some_and(stated)
        || !draft.source.is_none_or(inner)
    {
        return;
    }
    let rest = document.trim(TokenRange::new(cue.end, sentence.end));
    let said = document.trim(TokenRange::new(sentence.start, cue.start));
    let verb = |t: usize| document.class(t).any(Class::AUXILIARY) || !holds(document, t);
    let near = TokenRange::new(said.start.max(said.end.saturating_sub(LONGEST)), said.end);
    if !rest.is_empty()
        && rest.len() <= LONGEST
        && rest.into_iter().all(|t| holds(document, t))
        && !document.class(rest.start).any(Class::PREPOSITION | Class::PARTICLE)
        && near.into_iter().any(verb)
    {
        draft.source = Some(rest);
        draft.content.retain(|c| c.end <= sentence.start || c.start >= sentence.end);
        draft.content.push(said);
        sort::by_keys(&mut draft.content, |c| [c.start]);
    }
}

/// Takes a noun for people from the end of a cue to the source that describes it: "said | aides |
/// to Lee".
fn noun_from_cue(document: &Document, draft: &mut Draft) {
    let Some(cue) = draft.cue.first_mut() else { return };
    let near = |s: &&mut TokenRange| s.start == cue.end || s.start == cue.end + 1;
    let Some(source) = draft.source.as_mut().filter(near) else { return };
    let link = cue.end;
    let bare = |t: &usize| document.verb(*t).is_some_and(|(verb, _)| verb.has(Trait::Bare));
    let Some(verb) = cue.into_iter().rev().find(bare) else { return };
    let nouns = TokenRange::new(verb + 1, cue.end);
    if !nouns.is_empty()
        && (links(document, link) || HOW_IT_KNOWS.contains(&document.lower(link)))
        && document.class(cue.end - 1).any(NOUN)
        && nouns.into_iter().all(|t| holds(document, t))
    {
        (source.start, cue.end) = (nouns.start, nouns.start);
    }
}

/// The first token of the word with hyphens whose part is at `at`: "in" for "laws" in "in-laws".
fn whole_word(document: &Document, mut at: usize) -> usize {
    while at >= 2
        && document.tokens[at].glued
        && document.tokens[at - 1].glued
        && matches!(document.word(at - 1), "-" | "‑")
        && document.tokens[at - 2].kind == TokenKind::Word
    {
        at -= 2;
    }
    at
}

/// `source` from the beginning of its first word, without "according to", and with the description
/// between it and its cue: "The team | authorised to discuss it | said".
fn whole_words(document: &Document, source: TokenRange, cue: TokenRange) -> TokenRange {
    let mut start = whole_word(document, source.start);
    // "Security sources cited by the | White House"
    if start > document.sentence_of(start).tokens.start
        && ARTICLES.contains(&document.lower(start - 1))
        && !cue.has(start - 1)
    {
        start -= 1;
    }
    start = titled(document, start);
    if document.lower(start) == "according" && source.end > start + 2 {
        start += 2;
    }
    let gap = TokenRange::new(source.end, cue.start.max(source.end));
    let describes = gap.into_iter().next().is_some_and(|t| {
        let word = document.lower(t);
        HOW_IT_KNOWS.contains(&word) || PARTICIPLES.contains(&word)
    });
    let whole = describes && gap.len() <= LONGEST && gap.into_iter().all(|t| holds(document, t));
    TokenRange::new(start, if whole { cue.start } else { source.end })
}

/// The first token of the titles before the name at `start`: "Sgt. | Lee".
fn titled(document: &Document, mut start: usize) -> usize {
    let first = document.sentence_of(start).tokens.start;
    let title = |t: usize| {
        document.class(t).any(Class::TITLE) && document.lexeme(t).shape == Shape::Capital
    };
    while start > first && document.lexeme(start).shape == Shape::Capital {
        let dot = document.lower(start - 1) == "." && document.tokens[start - 1].glued;
        let at = start - 1 - usize::from(dot && start > first + 1);
        if !title(at) || document.is_quoted(at) {
            break;
        }
        start = at;
    }
    start
}

/// True if a cue has a finite verb: not "to say", not "saying".
fn is_finite(document: &Document, cue: TokenRange) -> bool {
    let first = document.lower(cue.start);
    document.tokens[cue.start].kind == TokenKind::Word && first != "to" && !first.ends_with("ing")
}

/// The first token of the noun phrase that a source before its cue ends, if the source is only what
/// describes the phrase's noun. The sentence begins at token `begin`.
fn before_cue(document: &Document, begin: usize, source: TokenRange) -> Option<usize> {
    let inner = source.start.checked_sub(1).filter(|&t| t >= begin)?;
    let joined = document.lower(inner) == "and";
    // "aides | that back Lee"
    let noun = document.class(inner).any(Class::AGENT | Class::PLURAL);
    // "honchos | that back Lee"
    let unknown = || {
        let word = &document.lexeme(inner).word;
        !word.listed && document.is_word(inner) && word.pos.first() == Some(Pos::Noun)
    };
    let relative = source.len() > 1
        && (document.lower(source.start) == "who"
            || document.lower(source.start) == "that" && (noun || unknown()));
    if !joined && !relative && !links(document, inner) && !links(document, source.start) {
        return None;
    }
    let mut start = source.start;
    while start > begin && source.start - start < LONGEST {
        if holds(document, start - 1) {
            start -= 1;
        } else if let Some(who) = clause_about(document, begin, start) {
            start = who;
        } else {
            break;
        }
    }
    if joined && !joins_complement(document, TokenRange::new(start, inner)) {
        return None;
    }
    let opens = start == begin || opens_clause(document, start - 1);
    let start = skip_joints(document, start, source.start);
    (opens && is_noun_phrase(document, TokenRange::new(start, source.start))).then_some(start)
}

/// The "who" or "that" of the clause about a noun that ends before `end`: "aides | who have worked
/// | with Lee".
fn clause_about(document: &Document, begin: usize, end: usize) -> Option<usize> {
    let from = begin.max(end.saturating_sub(LONGEST));
    // "who asked to discuss it", but not "who said"
    let word = |t: &usize| {
        matches!(document.tokens[*t].kind, TokenKind::Word | TokenKind::Clitic)
            && document.verb(*t).is_none_or(|(verb, _)| !verb.has(Trait::Bare))
    };
    let who = |t: &usize| matches!(document.lower(*t), "who" | "that" | "whose");
    let at = (from..end).rev().take_while(word).find(who)?;
    (at > begin && holds(document, at - 1) && document.is_word(at - 1)).then_some(at)
}

/// True if "and" behind `range` joins what describes a noun, not a clause or the noun itself: "the
/// talks between Lee | and", "aides to Lee | and".
fn joins_complement(document: &Document, range: TokenRange) -> bool {
    let of = |t: usize| document.class(t).any(Class::PREPOSITION) && !is_part(document, t);
    let Some(link) = range.into_iter().find(|&t| of(t)) else { return false };
    let noun = link > range.start
        && (link - 1 == range.start || document.lexeme(link - 1).shape == Shape::Lower);
    noun || range.into_iter().any(|t| document.lower(t) == "between")
}

/// The first token behind a cue, if a source behind it begins in the midst of a noun phrase: "said
/// aides to | Lee".
fn behind_cue(document: &Document, cue: TokenRange, source: TokenRange) -> Option<usize> {
    let gap = TokenRange::new(cue.end, source.start.max(cue.end));
    let fits = !gap.is_empty()
        && gap.len() <= LONGEST
        // "was called a risk by | Lee"
        && (cue.len() == 1 || document.lower(source.start - 1) != "by")
        && (links(document, source.start - 1) || links(document, source.start))
        && gap.into_iter().all(|t| holds(document, t))
        && is_noun_phrase(document, gap);
    fits.then_some(gap.start)
}

/// True if the word at `at` ties what follows to a noun before: a preposition, a participle with
/// its object, the ending of an owner.
fn links(document: &Document, at: usize) -> bool {
    let lexeme = document.lexeme(at);
    let word = lexeme.lower.as_str();
    match document.tokens[at].kind {
        TokenKind::Clitic => word.ends_with('s'),
        TokenKind::Word if is_part(document, at) => false,
        TokenKind::Word => {
            lexeme.class.any(Class::PREPOSITION)
                && !lexeme.class.any(Class::SUBORDINATOR)
                && !BEFORE_CLAUSES.contains(&word)
                || lexeme.shape == Shape::Lower && PARTICLES.contains(&word)
                || lexeme.word.pos.may(Pos::Verb) && at > 0 && document.lower(at - 1) == "to"
                || lexeme.shape == Shape::Lower
                    && lexeme.word.pos.first() == Some(Pos::Ing)
                    && !lexeme.word.class.any(NOUN)
                    && document.verb(at).is_none()
        }
        _ => false,
    }
}

/// True for a part of a word with hyphens: "in" and "laws" of "in-laws".
pub(super) fn is_part(document: &Document, at: usize) -> bool {
    let hyphen = |t: usize| {
        t < document.tokens.len()
            && document.tokens[t].glued
            && matches!(document.word(t), "-" | "‑")
    };
    hyphen(at + 1) || document.tokens[at].glued && at > 0 && hyphen(at - 1)
}

/// True if a noun phrase may hold the token: no finite verb, subject or mark that ends a clause.
pub(super) fn holds(document: &Document, at: usize) -> bool {
    let token = &document.tokens[at];
    let lexeme = document.lexeme(at);
    let (word, class) = (lexeme.lower.as_str(), lexeme.class);
    match token.kind {
        TokenKind::Clitic => word.ends_with('s'),
        TokenKind::Symbol => {
            matches!(word, "-" | "‑" | "." | "&" | "%" | "'" | "’") && (token.glued || word == "&")
        }
        TokenKind::OpenQuote | TokenKind::CloseQuote => false,
        TokenKind::Word if is_part(document, at) => true,
        TokenKind::Word => {
            let verb = is_verb(document, at);
            let pronoun = class.any(Class::PRONOUN) && !class.any(Class::POSSESSIVE);
            let clause = Class::AUXILIARY | Class::WH | Class::SUBORDINATOR;
            !(verb
                || pronoun
                || class.any(clause) && !(lexeme.shape != Shape::Lower && at > 0) && word != "once"
                || FINITE_BE.contains(&word)
                || HAVE.contains(&word)
                || matches!(word, "that" | "according")
                || class.any(Class::CALENDAR) && lexeme.shape == Shape::Capital)
        }
    }
}

/// True if the word at `at` is a finite verb by its form: "rains", "met the", but not "briefed on".
pub(super) fn is_verb(document: &Document, at: usize) -> bool {
    let lexeme = document.lexeme(at);
    lexeme.shape == Shape::Lower
        && !lexeme.class.any(Class::FUNCTION | NOUN)
        && match lexeme.word.pos.first() {
            Some(Pos::VerbS) => !lexeme.word.pos.may(Pos::Noun),
            Some(Pos::Past) => {
                let next = document.class(at + 1);
                !next.any(Class::PREPOSITION) && !lexeme.word.pos.may(Pos::Adjective)
            }
            _ => false,
        }
}

/// True if a clause may begin behind the token: a mark, "that", a conjunction.
fn opens_clause(document: &Document, at: usize) -> bool {
    let class = document.class(at);
    match document.tokens[at].kind {
        TokenKind::Word => {
            class.any(Class::SUBORDINATOR | Class::CONJUNCTION) || document.lower(at) == "that"
        }
        TokenKind::Clitic => false,
        _ => true,
    }
}

/// `start`, or a token behind it: conjunctions at the beginning belong to no noun phrase.
fn skip_joints(document: &Document, mut start: usize, end: usize) -> usize {
    while start < end && document.class(start).any(Class::CONJUNCTION) {
        start += 1;
    }
    start
}

/// True if `range` begins like a noun phrase and has a noun before its first preposition.
fn is_noun_phrase(document: &Document, range: TokenRange) -> bool {
    let Some(first) = range.into_iter().next() else { return false };
    let class = document.class(first);
    let count = |t: usize| {
        document.lexeme(t).shape == Shape::Digit
            || document.class(t).any(Class::NUMBER)
            || BEFORE_COUNTS.contains(&document.lower(t))
            || document.lower(t) == "least"
    };
    let counted = class.any(Class::PREPOSITION) && range.len() > 1 && count(first + 1);
    // "none of the players"
    let some = range.len() > 1 && document.lower(first + 1) == "of";
    !class.any(Class::PREPOSITION | Class::PARTICLE | Class::CONJUNCTION)
        || some
        || is_part(document, first)
        || counted
}
