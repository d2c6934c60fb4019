//! Keys of the features of a token: what the model is told about it.

use whosaid_packing::hash::mix;

use super::features::{CapitalRun, Features};
use super::forms::{Form, cluster_keys, end_key};
use super::key::key;

/// Number of the first template of tokens; those of forms come below it.
const TOKEN: u64 = 256;
/// Templates of the clusters in and around a run of capitals: of its first word, its last, the
/// word before and the word after.
const RUN_CLUSTERS: [u64; 4] = [37, 38, 39, 40];
/// Longer runs of capitals count as this long.
const RUN: usize = 4;

impl Features<'_, '_> {
    /// Keys that a token has from the form of index `form` at `place`; `None` if the sentence ends
    /// before that place.
    pub fn form_keys(&self, form: Option<usize>, place: i64, sink: &mut impl FnMut(u32)) {
        match form {
            Some(form) => self.forms[form].keys(place, sink),
            None => sink(end_key(place)),
        }
    }

    /// All keys that say that a word is in `cluster`: the trainer leaves a cluster out if none of
    /// them has a weight.
    pub fn cluster_keys(cluster: u8) -> Vec<u32> {
        let c = u64::from(cluster);
        let mut keys = cluster_keys(c);
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
        let (before, after) = (self.form_at(i, -1), self.form_at(i, 1));
        let shapes = (before.map_or(1, |f| f.shape), after.map_or(1, |f| f.shape));
        let words = (before.map_or(1, |f| f.lower), after.map_or(1, |f| f.lower));
        let mut put = |template: u64, a: u64, b: u64| sink(key(TOKEN + template, a, b));
        put(0, 0, 0);
        put(1, shapes.0, own.shape);
        put(2, own.shape, shapes.1);
        put(3, mix(shapes.0, own.shape), shapes.1);
        let token = &self.document.tokens[i];
        let next_glued = self.document.tokens.get(i + 1).is_some_and(|t| t.glued);
        put(4, u64::from(token.glued) + 2 * u64::from(next_glued), own.case as u64);
        if self.known[i] > 0 {
            put(5, self.known[i].into(), 0);
            put(6, self.known[i].into(), shapes.1);
        }
        let run = self.run[i];
        if run.is_empty() {
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
        if let Some(second) = self.form_at(i, -2) {
            put(16, second.lower, words.0);
        }
        if let Some(second) = self.form_at(i, 2) {
            put(17, words.1, second.lower);
        }
        self.run_keys(i, run, &mut put);
    }

    /// Keys that token `i` has from the run of words with capitals that it is in.
    fn run_keys(&self, i: usize, run: CapitalRun, put: &mut impl FnMut(u64, u64, u64)) {
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
}
