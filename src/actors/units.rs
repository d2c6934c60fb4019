//! Words as names and phrases are made of them.
//!
//! Takes a [`Document`]'s tokens; gives [`Units`]: tokens that belong together as one word ("U.S.",
//! "al-Assad", "Gen.", "AT&T"), each with what the tables say of it and how it is written; promises
//! that every token is in exactly one unit, in order.

use std::cell::Cell;

use whosaid_packing::hash::Map;

use crate::lexicon::lists::names::PREFIXES_WRITTEN_APART;
use crate::lexicon::{Class, Pos, PosList, Tables, Word};
use crate::text::lexeme::Lexeme;
pub use crate::text::lexeme::{Lower, Shape};
use crate::text::{Document, TokenKind, TokenRange};
use crate::turns::{Pace, turn};

/// How a sentence uses capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Casing {
    /// Capitals for names and the first word.
    Running,
    /// Capitals for most words, as in headlines.
    Title,
    /// All letters capital.
    Upper,
}

/// One word, ending or symbol.
#[derive(Debug, Clone)]
pub struct Unit<'t> {
    /// Its tokens.
    pub tokens: TokenRange,
    /// As written.
    pub text: &'t str,
    /// In lower case, apostrophes straight.
    pub lower: Lower<'t>,
    /// What the tables say of it.
    pub word: Word,
    /// How it is written.
    pub shape: Shape,
    /// Index of its sentence.
    pub sentence: usize,
    /// True if a capital tells nothing here: first in its sentence, or after an opening mark or
    /// colon.
    pub first: bool,
    /// True if it is an ending such as 's.
    pub clitic: bool,
    /// True if nothing stands between it and the unit before.
    pub glued: bool,
    /// True for a mark that opens or closes a quotation.
    pub quote: bool,
}

impl Unit<'_> {
    /// True if it has any property of `class`.
    pub fn is(&self, class: Class) -> bool {
        self.word.class.any(class)
    }

    /// True if it is, in lower case, one of `words`.
    pub fn is_one_of(&self, words: &[&str]) -> bool {
        words.contains(&self.lower.as_str())
    }

    /// True if it is a word (not a symbol or ending).
    pub fn is_word(&self) -> bool {
        self.shape != Shape::Other
    }

    /// True if it starts with a capital.
    pub fn capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper)
    }

    /// True if it is the possessive ending.
    pub fn is_possessive(&self) -> bool {
        self.clitic && self.lower == "'s" || !self.quote && matches!(self.text, "'" | "’")
    }

    /// Its parts of speech.
    pub fn pos(&self) -> PosList {
        self.word.pos
    }

    /// True if `pos` is its likeliest part of speech.
    pub fn mostly(&self, pos: Pos) -> bool {
        self.word.pos.first() == Some(pos)
    }
}

/// How often a word stands with and without a capital where that tells something.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cases {
    /// Capitalised inside a sentence of running text.
    pub capital: u32,
    /// In lower case.
    pub lower: u32,
}

/// A document's words.
pub struct Units<'d, 't> {
    /// The document.
    pub document: &'d Document<'t>,
    /// In order.
    pub list: Vec<Unit<'t>>,
    /// For each sentence the units `[start, end)`.
    pub sentences: Vec<(usize, usize)>,
    /// For each sentence how it uses capitals.
    pub casings: Vec<Casing>,
    /// By lower-case word.
    pub cases: Map<Lower<'t>, Cases>,
    /// For each unit the first unit of the name it is in, else itself; set once names are found.
    pub name_start: Vec<usize>,
    /// For each unit where the longest known name from it on ends: so many units on, or 0 where
    /// there is none; see [`Units::phrase_at`].
    phrases: Vec<Cell<Option<u8>>>,
}

/// Units of several tokens, each looked up once however often it stands in the document.
#[derive(Default)]
struct Joined<'t> {
    lexemes: Vec<Lexeme<'t>>,
    numbers: Map<&'t str, usize>,
    /// The number of the first.
    first: usize,
}

impl<'t> Joined<'t> {
    /// The number of `text` and what it tells.
    fn number(&mut self, text: &'t str, tables: &'static Tables) -> (usize, &Lexeme<'t>) {
        let index = *self.numbers.entry(text).or_insert_with(|| {
            self.lexemes.push(Lexeme::read(text, tables));
            self.lexemes.len() - 1
        });
        (self.first + index, &self.lexemes[index])
    }
}

/// After one of these marks a capital tells nothing.
const BEFORE_CAPITALS: &[&str] = &[":", "•", "·", "*", "…", "–", "—", "|", ">"];

/// In a line in title case at most one content word in so many is in lower case.
const MOST_LOWER: usize = 5;

impl<'d, 't> Units<'d, 't> {
    /// Joins the tokens of a document.
    pub async fn read(document: &'d Document<'t>) -> Self {
        let mut pace = Pace::default();
        let tables = document.tables;
        let mut list: Vec<Unit> = Vec::with_capacity(document.tokens.len());
        let mut sentences = Vec::with_capacity(document.sentences.len());
        // units of several tokens are numbered on from the document's lexemes
        let mut joined = Joined { first: document.lexemes.len(), ..Joined::default() };
        let mut numbers: Vec<usize> = Vec::with_capacity(document.tokens.len());
        for (index, sentence) in document.sentences.iter().enumerate() {
            let begin = list.len();
            let (mut at, end) = (sentence.tokens.start, sentence.tokens.end);
            let mut first = true;
            while at < end {
                let upto = extent(document, tables, at, end);
                let tokens = TokenRange::new(at, upto);
                let token = &document.tokens[at];
                let (number, lexeme) = if upto == at + 1 {
                    (token.lexeme as usize, document.lexeme(at))
                } else {
                    joined.number(document.slice(tokens), tables)
                };
                numbers.push(number);
                let clitic = token.kind == TokenKind::Clitic;
                let shape = if clitic { Shape::Other } else { lexeme.shape };
                list.push(Unit {
                    tokens,
                    text: lexeme.text,
                    lower: lexeme.straight.clone(),
                    word: if shape == Shape::Other { Word::default() } else { lexeme.word },
                    shape,
                    sentence: index,
                    first,
                    clitic,
                    glued: token.glued,
                    quote: matches!(token.kind, TokenKind::OpenQuote | TokenKind::CloseQuote),
                });
                first = match shape {
                    Shape::Other => {
                        first
                            || token.kind == TokenKind::OpenQuote
                            || BEFORE_CAPITALS.contains(&lexeme.text)
                    }
                    Shape::Digit => first,
                    _ => false,
                };
                pace.spend(upto - at).await;
                at = upto;
            }
            sentences.push((begin, list.len()));
        }
        turn().await;
        let casings = sentences.iter().map(|&(a, b)| style(&list[a..b])).collect::<Vec<_>>();
        let all = document.lexemes.iter().chain(&joined.lexemes);
        let mut counted = vec![Cases::default(); document.lexemes.len() + joined.lexemes.len()];
        for (unit, &number) in list
            .iter()
            .zip(&numbers)
            .filter(|(u, _)| u.is_word() && casings[u.sentence] == Casing::Running)
        {
            if !unit.capital() {
                counted[number].lower += 1;
            } else if !unit.first {
                counted[number].capital += 1;
            }
        }
        let mut cases: Map<Lower, Cases> = Map::default();
        for (lexeme, counted) in all.zip(counted).filter(|(_, c)| c.lower + c.capital > 0) {
            let cases = cases.entry(lexeme.straight.clone()).or_default();
            cases.capital += counted.capital;
            cases.lower += counted.lower;
        }
        turn().await;
        let name_start = (0..list.len()).collect();
        let phrases = vec![Cell::new(None); list.len()];
        Units { document, name_start, list, sentences, casings, cases, phrases }
    }

    /// The unit after the longest known name that starts at `at`.
    pub fn phrase_at(&self, at: usize) -> Option<usize> {
        let length = self.phrases[at].get().unwrap_or_else(|| {
            let length = self.phrase_length(at);
            self.phrases[at].set(Some(length));
            length
        });
        (length > 0).then(|| at + usize::from(length))
    }

    /// Of how many units the longest known name is that starts at `at`; 0 where there is none.
    fn phrase_length(&self, at: usize) -> u8 {
        let tables = self.document.tables;
        let end = self.sentences[self.list[at].sentence].1;
        let upto = (at + tables.longest_name().min(u8::MAX.into())).min(end);
        let mut joined = self.joined(at, upto);
        for end in (at + 1..=upto).rev() {
            if tables.name(&joined).is_some() {
                return (end - at) as u8;
            }
            let last = &self.list[end - 1];
            joined.truncate(
                joined.len() - last.text.len() - usize::from(!last.glued && end - 1 > at),
            );
        }
        0
    }

    /// The unit at `index` if it is in `sentence`.
    pub fn get(&self, index: usize, sentence: usize) -> Option<&Unit<'t>> {
        self.list.get(index).filter(|u| u.sentence == sentence)
    }

    /// The unit before `index` in its sentence.
    pub fn before(&self, index: usize) -> Option<&Unit<'t>> {
        index.checked_sub(1).and_then(|i| self.get(i, self.list[index].sentence))
    }

    /// The unit after `index` in its sentence.
    pub fn after(&self, index: usize) -> Option<&Unit<'t>> {
        self.get(index + 1, self.list[index].sentence)
    }

    /// The tokens of units `[start, end)`.
    pub fn tokens(&self, start: usize, end: usize) -> TokenRange {
        TokenRange::new(self.list[start].tokens.start, self.list[end - 1].tokens.end)
    }

    /// The words of units `[start, end)` with one space between.
    pub fn joined(&self, start: usize, end: usize) -> String {
        let mut out = String::new();
        for unit in &self.list[start..end] {
            if !out.is_empty() && !unit.glued {
                out.push(' ');
            }
            out.push_str(unit.text);
        }
        out
    }

    /// How often `lower` stands with and without a capital.
    pub fn cases(&self, lower: &str) -> Cases {
        self.cases.get(lower).copied().unwrap_or_default()
    }

    /// How the sentence of unit `index` uses capitals.
    pub fn casing(&self, index: usize) -> Casing {
        self.casings[self.list[index].sentence]
    }
}

/// The token after the last one of the unit that starts at `at`.
fn extent(document: &Document, tables: &Tables, at: usize, end: usize) -> usize {
    let word = |i: usize| document.word(i);
    let glued = |i: usize| i < end && document.tokens[i].glued;
    let is_word = |i: usize| i < end && document.tokens[i].kind == TokenKind::Word;
    if matches!(word(at), "#" | "@") && glued(at + 1) && is_word(at + 1) {
        return at + 2;
    }
    if !is_word(at) {
        return at + 1;
    }
    let mut upto = at + 1;
    loop {
        let last = word(upto - 1);
        if glued(upto) && word(upto) == "." {
            let letter = last.chars().count() == 1 && last.chars().all(char::is_uppercase);
            let more = glued(upto + 1) && is_word(upto + 1) && word(upto + 1).chars().count() == 1;
            if letter && (more || upto + 1 < end || upto > at + 1) {
                upto += if more { 2 } else { 1 };
                if more {
                    continue;
                }
            } else if upto == at + 1
                && last.chars().next().is_some_and(char::is_uppercase)
                && upto + 1 < end
            {
                let abbreviation = format!("{}.", last.to_lowercase());
                if tables.word(&abbreviation).listed
                    || matches!(abbreviation.as_str(), "jr." | "sr.")
                    || tables.name(&format!("{last}.")).is_some()
                {
                    upto += 1;
                }
            }
        }
        if glued(upto)
            && matches!(word(upto), "-" | "‑" | "&" | "’" | "'")
            && glued(upto + 1)
            && is_word(upto + 1)
        {
            upto += 2;
            continue;
        }
        if !glued(upto)
            && upto + 1 < end
            && word(upto) == "-"
            && upto == at + 1
            && PREFIXES_WRITTEN_APART.contains(&last)
            && is_word(upto + 1)
        {
            upto += 2; // tokenised text writes "Al - Sisi"
        }
        return upto;
    }
}

/// True for a text of one character.
fn is_one(text: &str) -> bool {
    text.chars().nth(1).is_none()
}

fn style(units: &[Unit]) -> Casing {
    let words = || units.iter().filter(|u| u.is_word() && u.shape != Shape::Digit);
    let total = words().count();
    let letters = words().filter(|u| !is_one(u.text)).count();
    if letters >= 3
        && words().filter(|u| u.shape == Shape::Upper || is_one(u.text)).count() * 5 >= total * 4
    {
        return Casing::Upper;
    }
    // The first word has a capital anyway, and function words are small in headlines too.
    let open = || words().skip(1).filter(|u| !u.is(Class::FUNCTION));
    let lower = open().filter(|u| u.shape == Shape::Lower).count();
    let count = open().count();
    let stop = units.last().is_some_and(|u| u.text == ".");
    if count >= 3 && !stop && lower * MOST_LOWER <= count {
        return Casing::Title;
    }
    Casing::Running
}
