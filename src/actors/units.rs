//! Words as names and phrases are made of them.
//!
//! Takes a [`Document`]'s tokens; gives [`Units`]: tokens that belong together as one word ("U.S.",
//! "al-Assad", "Gen.", "AT&T"), each with what the tables say of it and how it is written; promises
//! that every token is in exactly one unit, in order.

use std::cell::Cell;

use whosaid_packing::hash::Map;

use crate::lexicon::lists::names::{DOMAINS, PREFIXES_WRITTEN_APART};
use crate::lexicon::{Class, Pos, PosList, Tables, Word};
use crate::text::lexeme::Lexeme;
pub use crate::text::lexeme::{Lower, Shape};
use crate::text::{Document, ParagraphKind, TokenKind, TokenRange};
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
    /// True if its capital need not be a name's: it is the first of its sentence, or stands after
    /// an opening mark or colon.
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

    /// True if it is a word, not a symbol or ending.
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

/// How often a word stands with and without a capital, in sentences of running text.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cases {
    /// With a capital, but not first in its sentence.
    pub capital: u32,
    /// In lower case.
    pub lower: u32,
}

/// The units of a document, and what they show together.
pub struct Units<'d, 't> {
    /// The document.
    pub document: &'d Document<'t>,
    /// In order.
    pub list: Vec<Unit<'t>>,
    /// For each sentence the units `[start, end)`.
    pub sentences: Vec<(usize, usize)>,
    /// For each sentence how it uses capitals.
    pub casings: Vec<Casing>,
    /// How often each word stands with and without a capital, by the word in lower case.
    pub cases: Map<Lower<'t>, Cases>,
    /// For each unit the first unit of the name it is in, else itself. Set once names are found.
    pub name_start: Vec<usize>,
    /// For each unit the number of units of the longest known name that starts with it; 0 if no
    /// name does. See [`Units::phrase_at`].
    phrases: Vec<Cell<Option<u8>>>,
}

/// The lexemes of units of several tokens, each looked up once however often it stands in the
/// document. They are numbered on from the document's own.
#[derive(Default)]
struct LongLexemes<'t> {
    list: Vec<Lexeme<'t>>,
    numbers: Map<&'t str, usize>,
    /// The number of the first.
    first: usize,
}

impl<'t> LongLexemes<'t> {
    /// The number of `text`, and its lexeme.
    fn number(&mut self, text: &'t str, tables: &'static Tables) -> (usize, &Lexeme<'t>) {
        let index = *self.numbers.entry(text).or_insert_with(|| {
            self.list.push(Lexeme::read(text, tables));
            self.list.len() - 1
        });
        (self.first + index, &self.list[index])
    }
}

/// Marks after which a capital need not be a name's.
const BEFORE_CAPITALS: &[&str] = &[":", "•", "·", "*", "…", "–", "—", "|", ">"];

/// A line is in title case if at most one in this many content words is in lower case.
const MOST_LOWER: usize = 5;

impl<'d, 't> Units<'d, 't> {
    /// Joins the tokens of a document.
    pub async fn read(document: &'d Document<'t>) -> Self {
        let mut pace = Pace::default();
        let tables = document.tables;
        let mut list: Vec<Unit> = Vec::with_capacity(document.tokens.len());
        let mut sentences = Vec::with_capacity(document.sentences.len());
        let mut long = LongLexemes { first: document.lexemes.len(), ..LongLexemes::default() };
        // For each unit the number of its lexeme.
        let mut numbers: Vec<usize> = Vec::with_capacity(document.tokens.len());
        for (index, sentence) in document.sentences.iter().enumerate() {
            let begin = list.len();
            let (mut at, end) = (sentence.tokens.start, sentence.tokens.end);
            let mut first = true;
            while at < end {
                let upto = extent(document, tables, at, end);
                let tokens = TokenRange::new(at, upto);
                let (number, lexeme) = if upto == at + 1 {
                    (document.tokens[at].lexeme as usize, document.lexeme(at))
                } else {
                    long.number(document.slice(tokens), tables)
                };
                numbers.push(number);
                list.push(unit(document, lexeme, tokens, index, first));
                let opens = document.tokens[at].kind == TokenKind::OpenQuote
                    || BEFORE_CAPITALS.contains(&lexeme.text);
                first = match list[list.len() - 1].shape {
                    Shape::Other => first || opens,
                    Shape::Digit => first,
                    _ => false,
                };
                pace.spend(upto - at).await;
                at = upto;
            }
            sentences.push((begin, list.len()));
        }
        turn().await;
        let casings = sentences.iter().map(|&(a, b)| casing(&list[a..b])).collect::<Vec<_>>();
        let mut counted = vec![Cases::default(); document.lexemes.len() + long.list.len()];
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
        let lexemes = document.lexemes.iter().chain(&long.list);
        let mut cases: Map<Lower, Cases> = Map::default();
        for (lexeme, counted) in lexemes.zip(counted).filter(|(_, c)| c.lower + c.capital > 0) {
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

    /// The number of units of the longest known name that starts at `at`; 0 if no name does.
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

    /// True if unit `index` stands in the headline.
    pub fn is_in_headline(&self, index: usize) -> bool {
        let sentence = self.document.sentences[self.list[index].sentence];
        self.document.paragraphs[sentence.paragraph as usize].kind == ParagraphKind::Title
    }

    /// How the sentence of unit `index` uses capitals.
    pub fn casing(&self, index: usize) -> Casing {
        self.casings[self.list[index].sentence]
    }
}

/// The unit of `tokens`, which are written as `lexeme`.
fn unit<'t>(
    document: &Document<'t>,
    lexeme: &Lexeme<'t>,
    tokens: TokenRange,
    sentence: usize,
    first: bool,
) -> Unit<'t> {
    let token = &document.tokens[tokens.start];
    let clitic = token.kind == TokenKind::Clitic;
    let shape = if clitic { Shape::Other } else { lexeme.shape };
    Unit {
        tokens,
        text: lexeme.text,
        lower: lexeme.straight.clone(),
        word: if shape == Shape::Other { Word::default() } else { lexeme.word },
        shape,
        sentence,
        first,
        clitic,
        glued: token.glued,
        quote: token.kind.is_quotation_mark(),
    }
}

/// Most tokens of a unit but for its last part: no word is longer, but a page may join any number.
const LONGEST_UNIT: usize = 40;

/// The token after the last one of the unit that starts at `at`, in a sentence that ends before
/// `end`.
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
    let end = end.min(at + LONGEST_UNIT);
    loop {
        let last = word(upto - 1);
        let single = upto == at + 1;
        // "Znak.com"
        let domain =
            |t: usize| glued(t) && word(t) == "." && glued(t + 1) && DOMAINS.contains(&word(t + 1));
        if domain(upto) {
            upto += 2;
            continue;
        }
        if glued(upto) && word(upto) == "." {
            let letter = is_one_character(last) && last.chars().all(char::is_uppercase);
            // "U.S." goes on behind its dot.
            let more = glued(upto + 1) && is_word(upto + 1) && is_one_character(word(upto + 1));
            if letter && more {
                upto += 2;
                continue;
            }
            let inside = upto + 1 < end;
            let initial = letter && (inside || !single);
            if initial || !letter && single && inside && is_abbreviated(tables, last) {
                upto += 1;
            }
        }
        // "al-Assad", "AT&T"
        if glued(upto)
            && matches!(word(upto), "-" | "‑" | "&" | "’" | "'")
            && glued(upto + 1)
            && is_word(upto + 1)
        {
            upto += 2;
            continue;
        }
        // Tokenised text writes "Al - Sisi".
        let apart = !glued(upto)
            && upto + 1 < end
            && word(upto) == "-"
            && upto == at + 1
            && PREFIXES_WRITTEN_APART.contains(&last)
            && is_word(upto + 1);
        return if apart { upto + 2 } else { upto };
    }
}

/// True if the tables know `word` with a dot behind it: "Gen.".
fn is_abbreviated(tables: &Tables, word: &str) -> bool {
    if !word.starts_with(char::is_uppercase) {
        return false;
    }
    let abbreviation = format!("{}.", word.to_lowercase());
    tables.word(&abbreviation).listed
        || matches!(abbreviation.as_str(), "jr." | "sr.")
        || tables.name(&format!("{word}.")).is_some()
}

/// True for a text of one character, and for an empty one.
fn is_one_character(text: &str) -> bool {
    text.chars().nth(1).is_none()
}

impl Unit<'_> {
    /// True for a site's name: "Znak.com".
    pub fn is_domain(&self) -> bool {
        self.text
            .rsplit_once('.')
            .is_some_and(|(name, end)| name.len() > 1 && DOMAINS.contains(&end))
    }
}

/// How a sentence uses capitals.
fn casing(units: &[Unit]) -> Casing {
    let words = || units.iter().filter(|u| u.is_word() && u.shape != Shape::Digit);
    let total = words().count();
    let long = words().filter(|u| !is_one_character(u.text)).count();
    let upper = words().filter(|u| u.shape == Shape::Upper || is_one_character(u.text)).count();
    if long >= 3 && upper * 5 >= total * 4 {
        return Casing::Upper;
    }
    // The first word has a capital anyway, and function words are small in headlines too.
    let content = || words().skip(1).filter(|u| !u.is(Class::FUNCTION));
    let lower = content().filter(|u| u.shape == Shape::Lower).count();
    let count = content().count();
    let stop = units.last().is_some_and(|u| u.text == ".");
    if count >= 3 && !stop && lower * MOST_LOWER <= count { Casing::Title } else { Casing::Running }
}
