//! A candidate with what resolution needs of its words.
//!
//! Takes a [`Document`] and a [`Candidate`]; gives an [`Item`].

use crate::actors::candidate::Candidate;
use crate::analysis::{ActorKind, Form};
use crate::lexicon::lists::references::{IRREGULAR_PLURALS, PLURALS_IN_ES};
use crate::lexicon::{Class, NameKind};
use crate::text::{Document, ParagraphKind, TokenKind, TokenRange};

/// To decide about an item is as much work as to read so many tokens.
pub const ITEM: usize = 8;

/// A candidate with what resolution needs of its words.
#[derive(Debug, Clone)]
pub struct Item {
    /// The candidate.
    pub candidate: Candidate,
    /// Sentence of its head.
    pub sentence: usize,
    /// Words of its head in lower case (a name) or its noun in the singular (a description).
    pub words: Vec<String>,
    /// Words before the head in a description, without articles; of a name's title.
    pub modifiers: Vec<String>,
    /// Stands where subjects stand: before a verb.
    pub subject: bool,
    /// Acts: subject of a verb that only agents can be subject of, or source of an attribution.
    pub source_of: Option<usize>,
    /// Names a building or place that stands for a body: "White House".
    pub body: bool,
    /// Stands in the headline.
    pub headline: bool,
    /// Innermost draft whose quoted content it stands in.
    pub quoted_in: Option<usize>,
}

pub fn item(document: &Document, candidate: Candidate) -> Item {
    let lower = |t: usize| document.lexeme(t).straight.as_str();
    let class = |t: usize| document.lexeme(t).word.class;
    let tables = document.tables;
    let words = if candidate.form == Form::Description {
        vec![singular(lower(candidate.head.start))]
    } else {
        known_words(document, &candidate).unwrap_or_else(|| glued_words(document, candidate.head))
    };
    let upto = candidate.head.start;
    let modifiers = TokenRange::new(candidate.phrase.start.min(upto), upto)
        .into_iter()
        .filter(|&t| document.tokens[t].kind == TokenKind::Word)
        .filter(|&t| !class(t).any(Class::DETERMINER | Class::POSSESSIVE))
        .map(|t| lower(t).to_string())
        .collect();
    let sentence = document.tokens[candidate.head.start].sentence as usize;
    let end = document.sentences[sentence].tokens.end;
    let next = candidate.phrase.end;
    let verb = (next < end
        && document.tokens[next].kind == TokenKind::Word
        && !document.word(next).starts_with(char::is_uppercase))
    .then(|| document.lexeme(next).word)
    .filter(|word| {
        word.class.any(Class::AUXILIARY)
            || !word.class.any(Class::FUNCTION) && word.pos.may_be_verb()
    });
    let subject = verb.is_some();
    let paragraph = document.sentences[sentence].paragraph as usize;
    let headline = document.paragraphs[paragraph].kind == ParagraphKind::Title;
    let mut candidate = candidate;
    let mut words = words;
    let known = (candidate.form == Form::Name && candidate.kind.is_none())
        .then(|| tables.name(document.slice(candidate.head)))
        .flatten();
    let body = known.is_some_and(|k| k.kind == NameKind::Metonym);
    // "Moscow insists": a capital that is the subject of a verb other than "is" or "has" is its
    // country. "Seattle, Washington was proposed" is about neither as an actor.
    let located =
        candidate.phrase.start >= 2 && document.word(candidate.phrase.start - 1) == "," && {
            let place = document.word(candidate.phrase.start - 2);
            tables.name(place).is_some_and(|k| {
                matches!(k.kind, NameKind::City | NameKind::Capital | NameKind::Place)
            })
        };
    let acts = !located && verb.is_some_and(|word| !word.class.any(Class::AUXILIARY));
    if let Some(country) =
        known.filter(|k| acts && k.kind == NameKind::Capital).and_then(|k| k.country)
    {
        candidate.kind = Some(ActorKind::Country);
        candidate.country = Some(country);
        words =
            tables.country(country).name.to_lowercase().split(' ').map(str::to_string).collect();
    }
    Item {
        body,
        headline,
        candidate,
        sentence,
        words,
        modifiers,
        subject,
        source_of: None,
        quoted_in: None,
    }
}

/// `word` without a plural ending.
pub fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("men") {
        return format!("{stem}man");
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|s| s.len() > 1) {
        return format!("{stem}y");
    }
    for ending in PLURALS_IN_ES {
        if word.ends_with(ending) {
            return word[..word.len() - 2].to_string();
        }
    }
    if let Some((_, singular)) = IRREGULAR_PLURALS.iter().find(|(plural, _)| *plural == word) {
        return (*singular).to_string();
    }
    let ending = word.ends_with('s') && !word.ends_with("ss") && word.len() > 3;
    word[..word.len() - usize::from(ending)].to_string()
}

/// The words of the name that all names of the same known thing share: "U.N." is "united nations".
fn known_words(document: &Document, candidate: &Candidate) -> Option<Vec<String>> {
    if candidate.form != Form::Name || candidate.kind == Some(ActorKind::Person) {
        return None;
    }
    // a line's end within a name is a space
    let text = document.slice(candidate.head).split_whitespace().collect::<Vec<_>>().join(" ");
    let known = document.tables.name(&text)?;
    Some(known.canonical.unwrap_or(&text).to_lowercase().split(' ').map(str::to_string).collect())
}

/// The words of a name in lower case: tokens without space between are one word, dots left out.
fn glued_words(document: &Document, range: TokenRange) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for t in range {
        let word = document.word(t);
        if document.tokens[t].kind == TokenKind::Clitic || word == "," || word == "\"" {
            continue;
        }
        let part = word.to_lowercase().replace('’', "'");
        let glue = t > range.start && document.tokens[t].glued;
        match out.last_mut() {
            Some(last) if glue && word != "." => {
                last.push_str(&part);
            }
            _ if word != "." => out.push(part),
            _ => {}
        }
    }
    out
}
