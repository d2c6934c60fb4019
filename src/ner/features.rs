//! Features of the tokens of an article: what the model sees of it.
//!
//! Takes a [`Document`]; gives keys of features, token by token; promises that training and finding
//! see the same, that no feature looks beyond the article, and time linear in its length.

use whosaid_packing::hash::Map;

use super::clusters::Clusters;
use super::forms::Form;
use super::style::{Style, style};
use crate::lexicon::NameKind as Known;
use crate::lexicon::lists::models::WITHIN_CAPITALS;
use crate::text::{Document, TokenKind, TokenRange};
use crate::turns::{Pace, block_on, turn};

/// Tokens of the longest known name that is looked for ("U.S." has four).
const KNOWN_TOKENS: usize = 6;
/// Tokens of a stretch: in longer ones the sums of the model could overflow.
const STRETCH: usize = 1000;
/// Tokens before a run of capitals that may be in its name ("southern Australia").
const BEFORE: usize = 1;
/// The same if all of them are small words of names ("al-Assad").
const SMALL_BEFORE: usize = 3;
/// Tokens after a run of capitals that may be in its name ("Moon Jae-in", "Gaza strip").
const AFTER: usize = 2;
/// Small words that one run of capitals may hold in a row ("Ursula von der Leyen").
const SMALL_WITHIN: usize = 2;

/// How an article writes a word, headlines left out.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Usage {
    /// How often in small letters.
    pub lower: u32,
    /// How often with a capital, beginnings of sentences left out.
    pub capital: u32,
    /// One more than the index of the form to take for the word where all is in capitals; 0 while
    /// there is none.
    best: u32,
}

/// A run of words with capitals, and the small words between them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct CapitalRun {
    /// First token; equal to `end` in the run of a token that is in none.
    pub start: usize,
    /// Token after the last.
    pub end: usize,
}

impl CapitalRun {
    /// True if there is none.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// An article prepared for its features.
pub struct Features<'d, 't> {
    pub(super) document: &'d Document<'t>,
    /// Different words of the article, as written.
    pub(super) forms: Vec<Form>,
    /// For each form the number of its word, whatever its capitals.
    word_of_form: Vec<u32>,
    /// For each token the index of its form.
    form: Vec<u32>,
    /// For each word, by its number.
    pub(super) usage: Vec<Usage>,
    /// For each sentence.
    pub(super) style: Vec<Style>,
    /// For each token the run that it is in.
    pub(super) run: Vec<CapitalRun>,
    /// For each token, true if it may be in a name: the model does not look at the others.
    open: Vec<bool>,
    /// For each token the known name that it is part of, as a number; 0 for none.
    pub(super) known: Vec<u8>,
}

impl<'d, 't> Features<'d, 't> {
    /// Prepares an article.
    pub fn read(document: &'d Document<'t>, clusters: &Clusters) -> Self {
        block_on(Features::read_in_turns(document, clusters))
    }

    pub(super) async fn read_in_turns(document: &'d Document<'t>, clusters: &Clusters) -> Self {
        let mut reading = Features {
            document,
            forms: Vec::new(),
            word_of_form: Vec::new(),
            form: vec![0; document.tokens.len()],
            usage: Vec::new(),
            style: Vec::with_capacity(document.sentences.len()),
            run: vec![CapitalRun::default(); document.tokens.len()],
            open: vec![false; document.tokens.len()],
            known: vec![0; document.tokens.len()],
        };
        let mut pace = Pace::default();
        for sentence in &document.sentences {
            reading.style.push(style(document, sentence.tokens, &mut pace).await);
        }
        reading.read_forms(clusters).await;
        reading.find_runs().await;
        reading.find_open().await;
        reading.find_known().await;
        turn().await;
        reading
    }

    /// Fills `forms` and the form of each token, and counts how words are written.
    async fn read_forms(&mut self, clusters: &Clusters) {
        let mut pace = Pace::default();
        let document = self.document;
        // For each lexeme one more than the index of its form; 0 while it has none.
        let mut by_lexeme = vec![0; document.lexemes.len()];
        let mut by_lower: Map<u64, u32> = Map::default();
        let mut shouted = Vec::new();
        for (i, token) in document.tokens.iter().enumerate() {
            pace.spend(1).await;
            if self.style[token.sentence as usize] == Style::Shouted {
                shouted.push(i);
                continue;
            }
            let form = &mut by_lexeme[token.lexeme as usize];
            if *form == 0 {
                let read = Form::of(document.lexeme(i), document.tables, clusters);
                *form = 1 + self.add(read, &mut by_lower);
            }
            self.form[i] = *form - 1;
            self.count_usage(i);
        }
        for i in shouted {
            pace.spend(1).await;
            let form = &mut by_lexeme[document.tokens[i].lexeme as usize];
            if *form == 0 {
                *form = 1 + self.shouted_form(i, clusters, &mut by_lower);
            }
            self.form[i] = *form - 1;
        }
    }

    /// Counts how token `i` is written, unless it stands in a headline.
    fn count_usage(&mut self, i: usize) {
        if self.style[self.document.tokens[i].sentence as usize] != Style::Plain {
            return;
        }
        let (initial, capital) = (self.is_initial(i), self.capital(i));
        let (form, word) = (self.form[i], self.word_index(i));
        let usage = &mut self.usage[word];
        match (capital, initial) {
            (false, _) => usage.lower += 1,
            (true, false) => usage.capital += 1,
            (true, true) => {}
        }
        if capital && !initial || usage.best == 0 {
            usage.best = form + 1;
        }
    }

    /// The index of the form for token `i` of a sentence in capitals: that of the same word
    /// elsewhere in the article, else in small letters for common words, else with one capital.
    fn shouted_form(&mut self, i: usize, clusters: &Clusters, by_lower: &mut Map<u64, u32>) -> u32 {
        let (lower, tables) = (self.document.lower(i), self.document.tables);
        let plain = Form::read(lower, tables, clusters);
        let best = by_lower.get(&plain.lower).map_or(0, |&w| self.usage[w as usize].best);
        if best > 0 {
            best - 1
        } else if plain.common || plain.part > 0 || !plain.case.capital() && plain.is_function() {
            self.add(plain, by_lower)
        } else {
            self.add(Form::read(&title_case(lower), tables, clusters), by_lower)
        }
    }

    /// Adds a form; gives its index.
    fn add(&mut self, form: Form, by_lower: &mut Map<u64, u32>) -> u32 {
        let words = by_lower.len() as u32;
        let word = *by_lower.entry(form.lower).or_insert(words);
        if word == words {
            self.usage.push(Usage::default());
        }
        self.word_of_form.push(word);
        self.forms.push(form);
        self.forms.len() as u32 - 1
    }

    /// True if token `i` is the first word of its sentence or quotation, where any word has a
    /// capital.
    pub(super) fn is_initial(&self, i: usize) -> bool {
        let start = self.document.sentence_of(i).tokens.start;
        (start..i).rev().take(2).all(|j| self.document.tokens[j].kind != TokenKind::Word)
            && (i - start <= 2 || self.document.tokens[i - 1].kind == TokenKind::OpenQuote)
    }

    /// Finds the runs of words with capitals.
    async fn find_runs(&mut self) {
        let mut pace = Pace::default();
        for sentence in &self.document.sentences {
            let (mut at, end) = (sentence.tokens.start, sentence.tokens.end);
            while at < end {
                pace.spend(1).await;
                if !self.form_of(at).case.capital() {
                    at += 1;
                    continue;
                }
                let start = at;
                let mut last = at;
                at += 1;
                while at < end && at - last <= SMALL_WITHIN + 1 {
                    pace.spend(1).await;
                    if self.form_of(at).case.capital() {
                        last = at;
                    } else if !WITHIN_CAPITALS.contains(&self.document.word(at)) {
                        break;
                    }
                    at += 1;
                }
                at = last + 1;
                self.run[start..at].fill(CapitalRun { start, end: at });
            }
        }
    }

    /// Opens the runs of capitals, and the tokens around them that may be in a name with them.
    async fn find_open(&mut self) {
        let mut pace = Pace::default();
        for sentence in &self.document.sentences {
            let tokens = sentence.tokens;
            let mut at = tokens.start;
            while at < tokens.end {
                pace.spend(1).await;
                let run = self.run[at];
                at = (at + 1).max(run.end);
                if run.is_empty() {
                    continue;
                }
                let before = tokens.start..run.start;
                let small = before
                    .clone()
                    .rev()
                    .take(SMALL_BEFORE)
                    .take_while(|&i| WITHIN_CAPITALS.contains(&self.document.word(i)))
                    .count();
                let first = run.start - small.max(BEFORE.min(before.len()));
                self.open[first..(run.end + AFTER).min(tokens.end)].fill(true);
            }
        }
    }

    /// True if token `i` may be in a name.
    pub fn is_open(&self, i: usize) -> bool {
        self.open[i]
    }

    /// The stretches of tokens that the model reads, each for itself: open tokens, and one more on
    /// either side within the sentence.
    pub fn stretches(&self) -> Vec<TokenRange> {
        let mut out = Vec::new();
        for sentence in &self.document.sentences {
            let tokens = sentence.tokens;
            let mut at = tokens.start;
            while at < tokens.end {
                if !self.open[at] {
                    at += 1;
                    continue;
                }
                let start = at;
                while at < tokens.end && self.open[at] && at - start < STRETCH {
                    at += 1;
                }
                out.push(TokenRange::new(
                    start.saturating_sub(1).max(tokens.start),
                    (at + 1).min(tokens.end),
                ));
            }
        }
        out
    }

    /// Marks known names, the longest first from the left.
    async fn find_known(&mut self) {
        let (tables, mut pace) = (self.document.tables, Pace::default());
        for sentence in &self.document.sentences {
            let (mut at, end) = (sentence.tokens.start, sentence.tokens.end);
            while at < end {
                let mut next = at + 1;
                pace.spend(1).await;
                if self.form_of(at).case.capital() {
                    pace.spend(KNOWN_TOKENS).await;
                    for stop in (at + 1..=end.min(at + KNOWN_TOKENS)).rev() {
                        let name = self.document.slice(TokenRange::new(at, stop));
                        if let Some(known) = tables.name(name) {
                            let kind = 1 + 4 * known_number(known.kind);
                            for i in at..stop {
                                self.known[i] =
                                    kind + u8::from(i > at) + 2 * u8::from(i + 1 == stop);
                            }
                            next = stop;
                            break;
                        }
                    }
                }
                at = next;
            }
        }
    }

    /// The number of tokens.
    pub fn len(&self) -> usize {
        self.form.len()
    }

    /// True if there is no token.
    pub fn is_empty(&self) -> bool {
        self.form.is_empty()
    }

    /// The number of different forms.
    pub fn forms(&self) -> usize {
        self.forms.len()
    }

    /// The number of different words.
    pub fn words(&self) -> usize {
        self.usage.len()
    }

    /// The index of token `i`'s form.
    pub fn form_index(&self, i: usize) -> usize {
        self.form[i] as usize
    }

    /// The number of token `i`'s word, whatever its capitals.
    pub fn word_index(&self, i: usize) -> usize {
        self.word_of_form[self.form[i] as usize] as usize
    }

    /// Token `i`'s form.
    pub fn form_of(&self, i: usize) -> &Form {
        &self.forms[self.form[i] as usize]
    }

    /// The index of the form at `place` from token `i`; none beyond the sentence's ends.
    pub fn neighbour(&self, i: usize, place: i64) -> Option<usize> {
        let sentence = self.document.sentence_of(i).tokens;
        let at = usize::try_from(i as i64 + place).ok()?;
        sentence.has(at).then(|| self.form_index(at))
    }

    /// The form at `place` from token `i`; none beyond the sentence's ends.
    pub(super) fn form_at(&self, i: usize, place: i64) -> Option<&Form> {
        self.neighbour(i, place).map(|f| &self.forms[f])
    }

    /// True if token `i` is written as a word of a name may be.
    pub fn capital(&self, i: usize) -> bool {
        self.form_of(i).case.capital()
    }

    /// True if token `i` has a capital only because of its place.
    pub fn forced_capital(&self, i: usize) -> bool {
        self.is_initial(i) || self.style[self.document.tokens[i].sentence as usize] != Style::Plain
    }

    /// How token `i`'s word is written elsewhere: bit 0 in small letters, bit 1 with a capital.
    pub fn written(&self, i: usize) -> u64 {
        let usage = self.usage[self.word_index(i)];
        u64::from(usage.lower > 0) + 2 * u64::from(usage.capital > 0)
    }
}

fn known_number(kind: Known) -> u8 {
    match kind {
        Known::Country => 0,
        Known::Demonym => 1,
        Known::Capital => 2,
        Known::Metonym => 3,
        Known::Organization => 4,
        Known::City => 5,
        Known::Place => 6,
    }
}

fn title_case(lower: &str) -> String {
    let mut chars = lower.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests;
