//! Features of the tokens of an article: what the model sees of it.
//!
//! Takes a [`Document`]; gives keys of features, token by token; promises that training and finding
//! see the same, that no feature looks beyond the article, and time linear in its length.

use super::clusters::Clusters;
use super::forms::Form;
use super::hash::{Map, key, mix};
use crate::lexicon::{Class, NameKind as Known, Tables};
use crate::text::{Document, Token, TokenRange};
use crate::turns::{Pace, block_on, turn};

/// Words so far before and after a token are seen.
pub const REACH: i64 = 2;
/// Known names of more tokens are not looked for ("U.S." has four).
const KNOWN_TOKENS: usize = 6;
/// Features of a form at its places come below this number, those of a token from it on.
const TOKEN: u64 = 256;
/// Small words that may stand within a name.
const INNER: [&str; 19] = [
    "-", "'", "’", ".", "&", "de", "van", "von", "der", "den", "al", "el", "bin", "ibn", "da",
    "dos", "di", "du", "la",
];
/// Templates of the clusters in and around a run of capitals: its first word's, its last's, those
/// of the words before and after.
const RUN_CLUSTERS: [u64; 4] = [37, 38, 39, 40];
/// Longer runs of capitals count as this long.
const RUN: usize = 4;
/// No stretch has more tokens, so that no sum can overflow.
const PIECE: usize = 1000;
/// So many tokens before a run of capitals may be in its name ("southern Australia"), more of the
/// small words ("al-Assad").
const BEFORE: usize = 1;
const SMALL_BEFORE: usize = 3;
/// And so many after it ("Moon Jae-in", "Gaza strip").
const AFTER: usize = 2;

/// How a sentence is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// As running text.
    Plain,
    /// A Headline With Capitals.
    Titled,
    /// ALL IN CAPITALS.
    Shouted,
}

/// How often a word is written how in the article, sentence beginnings and headlines left out.
#[derive(Debug, Clone, Copy, Default)]
struct Usage {
    lower: u32,
    capital: u32,
    /// One more than the index of the form to take for the word where all is in capitals.
    best: u32,
}

/// Part of a run of words with capitals.
#[derive(Debug, Clone, Copy, Default)]
struct Run {
    /// First token; equal to `end` where the token is in none.
    start: usize,
    end: usize,
}

/// An article prepared for its features.
pub struct Features<'d, 't> {
    document: &'d Document<'t>,
    /// Different words of the article.
    forms: Vec<Form>,
    /// Number of each form's word, whatever its capitals.
    word_of_form: Vec<u32>,
    /// Form of each token.
    form: Vec<u32>,
    /// Of each word.
    usage: Vec<Usage>,
    /// Of each sentence.
    style: Vec<Style>,
    run: Vec<Run>,
    /// True for each token that may be in a name: all others are outside without a look.
    open: Vec<bool>,
    /// For each token, what known name it is part of, as a number; 0 for none.
    known: Vec<u8>,
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
            style: document
                .sentences
                .iter()
                .map(|s| style(document, s.tokens.into_iter()))
                .collect(),
            run: vec![Run::default(); document.tokens.len()],
            open: vec![false; document.tokens.len()],
            known: vec![0; document.tokens.len()],
        };
        turn().await;
        reading.read_forms(clusters).await;
        reading.find_runs();
        reading.find_open();
        turn().await;
        reading.find_known();
        turn().await;
        reading
    }

    async fn read_forms(&mut self, clusters: &Clusters) {
        let mut pace = Pace::default();
        let document = self.document;
        let mut by_text: Map<&str, u32> = Map::default();
        let mut by_lower: Map<u64, u32> = Map::default();
        let mut shouted = Vec::new();
        for (i, token) in document.tokens.iter().enumerate() {
            pace.spend(1).await;
            let style = self.style[token.sentence as usize];
            if style == Style::Shouted {
                shouted.push(i);
                continue;
            }
            let word = document.word(i);
            let form = match by_text.get(word) {
                Some(&form) => form,
                None => {
                    let form = self.add(Form::read(word, clusters), &mut by_lower);
                    by_text.insert(word, form);
                    form
                }
            };
            self.form[i] = form;
            if style == Style::Plain {
                let (initial, capital) =
                    (self.is_initial(i), self.forms[form as usize].case.capital());
                let usage = &mut self.usage[self.word_of_form[form as usize] as usize];
                match (capital, initial) {
                    (false, _) => usage.lower += 1,
                    (true, false) => usage.capital += 1,
                    (true, true) => {}
                }
                if capital && !initial || usage.best == 0 {
                    usage.best = form + 1;
                }
            }
        }
        for i in shouted {
            let lower = document.word(i).to_lowercase();
            let form = match by_text.get(document.word(i)) {
                Some(&form) => form,
                None => {
                    let plain = Form::read(&lower, clusters);
                    let best =
                        by_lower.get(&plain.lower).map_or(0, |&w| self.usage[w as usize].best);
                    if best > 0 {
                        best - 1
                    } else if plain.common
                        || plain.part > 0
                        || !plain.case.capital() && plain.is_function()
                    {
                        self.add(plain, &mut by_lower)
                    } else {
                        self.add(Form::read(&title_case(&lower), clusters), &mut by_lower)
                    }
                }
            };
            self.form[i] = form;
        }
    }

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
    fn is_initial(&self, i: usize) -> bool {
        let start = self.document.sentence_of(i).tokens.start;
        (start..i)
            .rev()
            .take(2)
            .all(|j| self.document.tokens[j].kind != crate::text::TokenKind::Word)
            && (i - start <= 2
                || self.document.tokens[i - 1].kind == crate::text::TokenKind::OpenQuote)
    }

    fn find_runs(&mut self) {
        for sentence in &self.document.sentences {
            let (mut at, end) = (sentence.tokens.start, sentence.tokens.end);
            while at < end {
                if !self.form_of(at).case.capital() {
                    at += 1;
                    continue;
                }
                let start = at;
                let mut last = at;
                at += 1;
                while at < end && at - last <= 3 {
                    if self.form_of(at).case.capital() {
                        last = at;
                    } else if !INNER.contains(&self.document.word(at)) {
                        break;
                    }
                    at += 1;
                }
                at = last + 1;
                self.run[start..at].fill(Run { start, end: at });
            }
        }
    }

    /// Opens runs of capitals and what may be in a name with them.
    fn find_open(&mut self) {
        for sentence in &self.document.sentences {
            let tokens = sentence.tokens;
            let mut at = tokens.start;
            while at < tokens.end {
                let run = self.run[at];
                at = (at + 1).max(run.end);
                if run.start == run.end {
                    continue;
                }
                let before = tokens.start..run.start;
                let small = before
                    .clone()
                    .rev()
                    .take(SMALL_BEFORE)
                    .take_while(|&i| INNER.contains(&self.document.word(i)))
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

    /// The stretches of tokens to be read each for itself: what may be in names, and one token more
    /// on either side within the sentence.
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
                while at < tokens.end && self.open[at] && at - start < PIECE {
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
    fn find_known(&mut self) {
        let tables = Tables::get();
        for sentence in &self.document.sentences {
            let (mut at, end) = (sentence.tokens.start, sentence.tokens.end);
            while at < end {
                let mut next = at + 1;
                if self.form_of(at).case.capital() {
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

    /// How many tokens.
    pub fn len(&self) -> usize {
        self.form.len()
    }

    /// True if there is no token.
    pub fn is_empty(&self) -> bool {
        self.form.is_empty()
    }

    /// How many different forms.
    pub fn forms(&self) -> usize {
        self.forms.len()
    }

    /// How many different words.
    pub fn words(&self) -> usize {
        self.usage.len()
    }

    /// Number of token `i`'s form.
    pub fn form_index(&self, i: usize) -> usize {
        self.form[i] as usize
    }

    /// Number of token `i`'s word, whatever its capitals.
    pub fn word_index(&self, i: usize) -> usize {
        self.word_of_form[self.form[i] as usize] as usize
    }

    /// Token `i`'s form.
    pub fn form_of(&self, i: usize) -> &Form {
        &self.forms[self.form[i] as usize]
    }

    /// The number of the form at `place` from token `i`; none beyond the sentence's ends.
    pub fn neighbour(&self, i: usize, place: i64) -> Option<usize> {
        let sentence = self.document.sentence_of(i).tokens;
        let at = usize::try_from(i as i64 + place).ok()?;
        sentence.has(at).then(|| self.form_index(at))
    }

    /// Keys that a token has from the form numbered `form` at `place`, or from the sentence's end
    /// there.
    pub fn form_keys(&self, form: Option<usize>, place: i64, sink: &mut impl FnMut(u32)) {
        match form {
            Some(form) => self.forms[form].keys(place, sink),
            None => sink(key((place + REACH) as u64 * 32 + 31, 0, 0)),
        }
    }

    /// All keys that tell of cluster `cluster`: the trainer leaves a cluster out that no weight
    /// tells of.
    pub fn cluster_keys(cluster: u8) -> Vec<u32> {
        let c = u64::from(cluster);
        let mut keys = super::forms::cluster_keys(c);
        let places = (RUN as u64 + 1) * (RUN as u64 + 1);
        keys.extend(
            RUN_CLUSTERS
                .iter()
                .flat_map(|t| (0..places).map(move |place| key(TOKEN + t, place, c))),
        );
        keys
    }

    /// Keys that token `i` has from its place in sentence and article.
    pub fn token_keys(&self, i: usize, sink: &mut impl FnMut(u32)) {
        let own = self.form_of(i);
        let (before, after) = (self.near(i, -1), self.near(i, 1));
        let shapes = (before.map_or(1, |f| f.shape), after.map_or(1, |f| f.shape));
        let words = (before.map_or(1, |f| f.lower), after.map_or(1, |f| f.lower));
        let mut put = |template: u64, a: u64, b: u64| sink(key(TOKEN + template, a, b));
        put(0, 0, 0);
        put(1, shapes.0, own.shape);
        put(2, own.shape, shapes.1);
        put(3, mix(shapes.0, own.shape), shapes.1);
        let token = &self.document.tokens[i];
        let next_glued = self.document.tokens.get(i + 1).is_some_and(|t: &Token| t.glued);
        put(4, u64::from(token.glued) + 2 * u64::from(next_glued), own.case as u64);
        if self.known[i] > 0 {
            put(5, self.known[i].into(), 0);
            put(6, self.known[i].into(), shapes.1);
        }
        let run = self.run[i];
        if run.start == run.end {
            if before.is_some_and(|f| f.case.capital()) && after.is_some_and(|f| f.case.capital()) {
                put(7, words.0, own.lower);
                put(8, own.lower, words.1);
            }
            return;
        }
        let style = self.style[token.sentence as usize];
        let usage = self.usage[self.word_index(i)];
        let initial = u64::from(self.is_initial(i)) + 2 * (style as u64);
        let written = u64::from(usage.lower.min(2)) + 3 * u64::from(usage.capital.min(2));
        put(9, initial, own.common.into());
        put(10, initial, written);
        put(11, mix(initial, written), own.shape);
        put(12, words.0, own.shape);
        put(13, own.shape, words.1);
        put(14, words.0, own.lower);
        put(15, own.lower, words.1);
        if let Some(second) = self.near(i, -2) {
            put(16, second.lower, words.0);
        }
        if let Some(second) = self.near(i, 2) {
            put(17, words.1, second.lower);
        }
        self.run_keys(i, run, &mut put);
    }

    /// Keys that token `i` has from the run of words with capitals that it is in.
    fn run_keys(&self, i: usize, run: Run, put: &mut impl FnMut(u64, u64, u64)) {
        let sentence = self.document.sentence_of(i).tokens;
        let place = ((i - run.start).min(RUN) * (RUN + 1) + (run.end - 1 - i).min(RUN)) as u64;
        let (first, last) = (self.form_of(run.start), self.form_of(run.end - 1));
        let outside =
            |at: Option<usize>| at.filter(|&at| sentence.has(at)).map(|at| self.form_of(at));
        let before = outside(run.start.checked_sub(1));
        let after = outside(Some(run.end));
        let word = |f: Option<&Form>| f.map_or(1, |f| f.lower);
        put(20, place, 0);
        put(21, place, word(before));
        put(22, place, word(after));
        put(23, word(before), word(after));
        put(24, place, last.lower);
        put(25, place, first.lower);
        put(26, place, u64::from(last.classes));
        put(27, place, u64::from(first.classes));
        put(28, place, mix(last.suffix(), 0));
        put(29, last.shape, first.shape);
        put(30, place, before.map_or(1, |f| u64::from(f.classes) << 4 | f.part));
        put(31, place, after.map_or(1, |f| u64::from(f.classes) << 4 | f.part));
        put(32, place, u64::from(self.known[run.start]) << 8 | u64::from(self.known[run.end - 1]));
        let clusters = |f: Option<&Form>| f.map_or(0, |f| u64::from(f.cluster));
        for (template, form) in
            RUN_CLUSTERS.into_iter().zip([Some(first), Some(last), before, after])
        {
            put(template, place, clusters(form));
        }
        // "Ministry of Foreign Affairs": the head stands in the run before
        if let Some(link) = run.start.checked_sub(1).filter(|&at| sentence.has(at)) {
            let article = Some(link)
                .filter(|&at| self.document.word(at) == "the")
                .and_then(|at| at.checked_sub(1));
            let link = article.unwrap_or(link);
            if sentence.has(link) && link > sentence.start && self.run[link - 1].end == link {
                let head = self.form_of(link - 1);
                put(33, self.form_of(link).lower, head.lower);
                put(34, self.form_of(link).lower, u64::from(head.classes));
            }
        }
        if sentence.has(run.end) {
            let link = run.end;
            let next = link
                + 1
                + usize::from(sentence.has(link + 1) && self.document.word(link + 1) == "the");
            if sentence.has(next) && self.run[next].start == next && self.run[next].end > next {
                put(35, self.form_of(link).lower, last.lower);
                put(36, self.form_of(link).lower, u64::from(last.classes));
            }
        }
    }

    fn near(&self, i: usize, place: i64) -> Option<&Form> {
        self.neighbour(i, place).map(|f| &self.forms[f])
    }

    /// True if token `i` may be a word of a name by its capitals.
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

impl Form {
    fn is_function(&self) -> bool {
        [
            Class::DETERMINER,
            Class::POSSESSIVE,
            Class::PREPOSITION,
            Class::CONJUNCTION,
            Class::AUXILIARY,
            Class::PRONOUN,
            Class::PARTICLE,
        ]
        .iter()
        .any(|c| self.is(*c))
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

/// Judges how a sentence is written.
fn style(document: &Document, tokens: impl Iterator<Item = usize>) -> Style {
    let (mut words, mut upper, mut long, mut long_capital, mut letters) = (0, 0, 0, 0, 0);
    for word in tokens.map(|i| document.word(i)) {
        if !word.starts_with(char::is_alphabetic) {
            continue;
        }
        words += 1;
        let length = word.chars().count();
        letters += length;
        upper += usize::from(
            !word.chars().any(char::is_lowercase) && word.chars().any(char::is_uppercase),
        );
        long += usize::from(length > 3);
        long_capital += usize::from(length > 3 && word.starts_with(char::is_uppercase));
    }
    if words >= 2 && letters >= 10 && upper * 8 >= words * 7 {
        Style::Shouted
    } else if words >= 4 && long >= 3 && long_capital * 6 >= long * 5 {
        Style::Titled
    } else {
        Style::Plain
    }
}

#[cfg(test)]
mod tests {
    use super::super::forms::Case;
    use super::*;

    fn keys(text: &str, i: usize) -> Vec<u32> {
        let document = Document::read(text);
        let features = Features::read(&document, &Clusters::default());
        let mut out = Vec::new();
        for place in -REACH..=REACH {
            features.form_keys(features.neighbour(i, place), place, &mut |k| out.push(k));
        }
        features.token_keys(i, &mut |k| out.push(k));
        out
    }

    #[test]
    fn what_stands_in_another_sentence_changes_nothing() {
        let text = "He met Kerry in Geneva.\n\n";
        for i in 0..6 {
            assert_eq!(keys(text, i), keys(&format!("{text}The talks went well.\n"), i));
        }
    }

    #[test]
    fn a_headline_in_capitals_is_read_by_the_forms_of_the_article() {
        let text = "KERRY HOPES FOR A DEAL WITH NATO\n\nOn Friday Kerry met NATO and hopes for a deal with it.";
        let document = Document::read(text);
        let features = Features::read(&document, &Clusters::default());
        assert_eq!(features.form_of(0).case, Case::Title);
        assert_eq!(features.form_of(1).case, Case::Lower);
        assert_eq!(features.form_of(6).case, Case::Upper);
        assert_eq!(features.style[0], Style::Shouted);
    }

    #[test]
    fn runs_of_capitals_hold_small_words_within_names() {
        let document = Document::read("Then Bashar al-Assad and Ursula von der Leyen spoke.");
        let features = Features::read(&document, &Clusters::default());
        let runs: Vec<_> =
            (0..features.len()).map(|i| (features.run[i].start, features.run[i].end)).collect();
        assert_eq!(runs[1], (0, 5));
        assert_eq!(runs[6], (6, 10));
    }

    #[test]
    fn what_may_be_in_a_name_is_open() {
        let document = Document::read(
            "They say: the Bank of the West, so he said to al-Assad on a day like this, will go to the dogs.",
        );
        let features = Features::read(&document, &Clusters::default());
        let open: Vec<_> = (0..features.len())
            .filter(|&i| features.is_open(i))
            .map(|i| document.word(i))
            .collect();
        assert_eq!(
            open,
            [
                "They", "say", ":", "the", "Bank", "of", "the", "West", ",", "so", "al", "-",
                "Assad", "on", "a"
            ]
        );
        let stretches: Vec<_> =
            features.stretches().into_iter().map(|s| document.slice(s)).collect();
        assert_eq!(stretches, ["They say: the Bank of the West, so he", "to al-Assad on a day"]);
    }

    #[test]
    fn the_number_of_features_is_bounded() {
        let text =
            "President Ann Lee-Jones of the Central Intelligence Agency of the United States said "
                .repeat(50);
        for i in [0, 5, 300, 600] {
            assert!(keys(&text, i).len() < 160);
        }
    }
}
