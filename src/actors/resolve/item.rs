//! A candidate with what resolution needs of its words.
//!
//! Takes a [`Document`] and a [`Candidate`]; gives an [`Item`].

use crate::actors::candidate::Candidate;
use crate::analysis::{ActorKind, Form};
use crate::lexicon::lists::grammar::{INFINITE_BE as BE, NEGATED_ENDINGS};
use crate::lexicon::lists::phrases::{ACTING_AUXILIARIES, COPULAS};
use crate::lexicon::lists::references::{ABBREVIATED_TITLES, IRREGULAR_PLURALS, PLURALS_IN_ES};
use crate::lexicon::lists::sources::{BEFORE_MEDIUM, PLATFORMS};
use crate::lexicon::{Class, NameKind, Pos, Word};
use crate::text::lexeme::Shape;
use crate::text::{Document, ParagraphKind, TokenKind, TokenRange};

/// Cost of one item in [`Pace`](crate::turns::Pace) units, which are tokens read.
pub const ITEM: usize = 8;

/// A candidate with what resolution needs of its words.
#[derive(Debug, Clone)]
pub struct Item {
    /// The candidate.
    pub candidate: Candidate,
    /// Sentence of its head.
    pub sentence: usize,
    /// The words of its head in lower case; for a description, its noun in the singular.
    pub words: Vec<String>,
    /// The words before the head in lower case, without articles and possessives; for a name, those
    /// of its title.
    pub modifiers: Vec<String>,
    /// True if it stands where subjects stand: before a verb.
    pub subject: bool,
    /// The first draft that it is a source of.
    pub source_of: Option<usize>,
    /// True for the name of a building or place that stands for a body: "White House".
    pub body: bool,
    /// True for a description of one body, in the singular: "the company".
    pub one_body: bool,
    /// True if it stands in the headline.
    pub headline: bool,
    /// True if it only says what somebody or something is, of whom, or through what: "she
    /// is | a teacher", "the | US | President", "the | Obama | administration", "wrote on |
    /// Twitter". It refers to nobody by itself.
    pub says_what: bool,
    /// The innermost draft whose quoted content it stands in.
    pub quoted_in: Option<usize>,
    /// The innermost draft in whose content it stands, quoted or not.
    pub content_of: Option<usize>,
}

/// The item of a candidate.
pub fn item(document: &Document, mut candidate: Candidate) -> Item {
    let lower = |t: usize| document.lexeme(t).straight.as_str();
    let class = |t: usize| document.lexeme(t).word.class;
    let mut words = if candidate.form == Form::Description {
        vec![singular(lower(candidate.head.start))]
    } else {
        known_words(document, &candidate).unwrap_or_else(|| glued_words(document, candidate.head))
    };
    let upto = candidate.head.start;
    let modifiers = TokenRange::new(candidate.phrase.start.min(upto), upto)
        .into_iter()
        .filter(|&t| document.tokens[t].kind == TokenKind::Word)
        .filter(|&t| !class(t).any(Class::DETERMINER | Class::POSSESSIVE))
        .map(|t| whole(lower(t)).to_string())
        .collect();
    let sentence = document.tokens[candidate.head.start].sentence as usize;
    let paragraph = document.sentences[sentence].paragraph as usize;
    let headline = document.paragraphs[paragraph].kind == ParagraphKind::Title;
    let verb = verb_behind(document, &candidate);
    let known = (candidate.form == Form::Name && candidate.kind.is_none())
        .then(|| document.tables.name(document.slice(candidate.head)))
        .flatten();
    let body = known.is_some_and(|k| k.kind == NameKind::Metonym);
    // "Moscow insists": a capital that is the subject of a verb other than "is" or "has" stands for
    // its country.
    let next = candidate.phrase.end;
    // "the talks in Moscow had ended"
    let start = candidate.phrase.start;
    let within = start > 0 && document.class(start - 1).any(Class::PREPOSITION);
    let acts = !within
        && verb.is_some_and(|word| {
            !word.class.any(Class::AUXILIARY) || ACTING_AUXILIARIES.contains(&document.lower(next))
        });
    if acts && let Some(country) = country_of_capital(document, &candidate) {
        candidate.kind = Some(ActorKind::Country);
        candidate.country = Some(country);
        words = country_words(document, country);
    }
    let says_what = is_predicate(document, &candidate)
        || is_before_title(document, &candidate)
        || is_before_noun(document, &candidate)
        || is_medium(document, &candidate);
    let one_body = candidate.form == Form::Description
        && candidate.kind == Some(ActorKind::Organization)
        && words.first().is_some_and(|w| w == lower(candidate.head.start));
    Item {
        body,
        one_body,
        headline,
        says_what,
        candidate,
        sentence,
        words,
        modifiers,
        subject: verb.is_some(),
        source_of: None,
        quoted_in: None,
        content_of: None,
    }
}

/// The country whose capital a candidate names, if it may stand for the country.
fn country_of_capital(document: &Document, candidate: &Candidate) -> Option<u16> {
    let name = candidate.form == Form::Name && candidate.kind.is_none();
    let known = name.then(|| document.tables.name(document.slice(candidate.head))).flatten();
    known
        .filter(|k| k.kind == NameKind::Capital && !is_behind_place(document, candidate))
        .and_then(|k| k.country)
}

/// The words of a country's name in lower case.
fn country_words(document: &Document, country: u16) -> Vec<String> {
    let name = document.tables.country(country).name.to_lowercase();
    name.split(' ').map(str::to_string).collect()
}

impl Item {
    /// Lets a capital that speaks stand for its country: "according to | Moscow".
    pub fn stand_for_country(&mut self, document: &Document) {
        if let Some(country) = country_of_capital(document, &self.candidate) {
            self.candidate.kind = Some(ActorKind::Country);
            self.candidate.country = Some(country);
            self.words = country_words(document, country);
        }
    }
}

/// The word right behind a candidate in its sentence, if it is a verb in lower case.
fn verb_behind(document: &Document, candidate: &Candidate) -> Option<Word> {
    let next = candidate.phrase.end;
    let end = document.sentence_of(candidate.head.start).tokens.end;
    let word = next < end
        && document.tokens[next].kind == TokenKind::Word
        && !document.word(next).starts_with(char::is_uppercase);
    word.then(|| document.lexeme(next).word).filter(|word| {
        word.class.any(Class::AUXILIARY)
            || !word.class.any(Class::FUNCTION) && word.pos.may_be_verb()
    })
}

/// True for "a teacher" in "she is a teacher" and "worked as a teacher".
fn is_predicate(document: &Document, candidate: &Candidate) -> bool {
    let start = candidate.phrase.start;
    let before = |n: usize| start.checked_sub(n).map_or("", |t| document.lower(t));
    let not = usize::from(before(1) == "not" || NEGATED_ENDINGS.contains(&before(1)));
    candidate.form == Form::Description
        && (BE.contains(&before(1 + not))
            || COPULAS.contains(&before(1 + not))
            || before(1) == "as")
}

/// True for a country's name right before a title or other name: "US" in "US President".
fn is_before_title(document: &Document, candidate: &Candidate) -> bool {
    let next = candidate.phrase.end;
    candidate.form == Form::Name
        && candidate.kind == Some(ActorKind::Country)
        && next < document.sentence_of(candidate.head.start).tokens.end
        && document.is_word(next)
        && !document.class(next).any(Class::FUNCTION)
        && document.word(next).starts_with(char::is_uppercase)
}

/// True for a country's or person's name that only describes the noun right behind it: "the | US |
/// border", "the | Obama | administration". A person's name does so before people and bodies alone:
/// another word behind it may be a verb that the tables do not have.
fn is_before_noun(document: &Document, candidate: &Candidate) -> bool {
    let next = candidate.phrase.end;
    let person = match candidate.kind.filter(|_| candidate.form == Form::Name) {
        Some(ActorKind::Person) => true,
        Some(ActorKind::Country) => false,
        _ => return false,
    };
    if next >= document.sentence_of(candidate.head.start).tokens.end
        || document.tokens[next].kind != TokenKind::Word
    {
        return false;
    }
    let lexeme = document.lexeme(next);
    let Word { class, pos, listed, .. } = lexeme.word;
    // "China tweets": a word in -s that the tables do not have is as often a verb.
    let verb = pos.may(Pos::VerbS) || pos.may(Pos::Past) || !listed && lexeme.lower.ends_with('s');
    lexeme.shape == Shape::Lower
        && pos.first() == Some(Pos::Noun)
        && !verb
        && !class.any(Class::FUNCTION)
        && (!person || class.any(Class::AGENT))
}

/// True for a platform through which somebody speaks: "wrote on | Twitter".
fn is_medium(document: &Document, candidate: &Candidate) -> bool {
    let start = candidate.phrase.start;
    candidate.form == Form::Name
        && start > 0
        && PLATFORMS.contains(&document.lower(candidate.head.start))
        && candidate.head.len() == 1
        && BEFORE_MEDIUM.contains(&document.lower(start - 1))
}

/// True for "Washington" in "Seattle, Washington was proposed", which only says where a place is.
fn is_behind_place(document: &Document, candidate: &Candidate) -> bool {
    let start = candidate.phrase.start;
    start >= 2
        && document.word(start - 1) == ","
        && document
            .tables
            .name(document.word(start - 2))
            .is_some_and(|k| matches!(k.kind, NameKind::City | NameKind::Capital | NameKind::Place))
}

/// The word that a title's abbreviation stands for: "governor" for "gov".
fn whole(word: &str) -> &str {
    let known = ABBREVIATED_TITLES.iter().find(|(short, _)| *short == word);
    known.map_or(word, |(_, whole)| whole)
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

/// The words of the canonical name in lower case, if the tables know the name: "united nations" for
/// "U.N.".
fn known_words(document: &Document, candidate: &Candidate) -> Option<Vec<String>> {
    if candidate.form != Form::Name || candidate.kind == Some(ActorKind::Person) {
        return None;
    }
    // A line's end within a name is a space.
    let text = document.slice(candidate.head).split_whitespace().collect::<Vec<_>>().join(" ");
    let known = document.tables.name(&text)?;
    Some(known.canonical.unwrap_or(&text).to_lowercase().split(' ').map(str::to_string).collect())
}

/// The words of a name in lower case, without dots. Tokens without space between are one word.
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
