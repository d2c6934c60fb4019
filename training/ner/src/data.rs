//! Articles as the model sees them: for each token its features' keys and its label.

use whosaid::ner::Model;
use whosaid::ner::training::{Clusters, Features, KINDS, LABELS, Label, REACH, mark, spans};
use whosaid::text::{Document, TokenRange};

use crate::corpus::Article;
pub use crate::corpus::TAGS;

/// An article read; its text is kept for the rest of the run.
pub struct Read {
    pub article: &'static Article,
    pub document: Document<'static>,
    pub gold: Vec<Label>,
    /// What is read each for itself.
    pub stretches: Vec<TokenRange>,
    /// Tokens that may be in names.
    pub open: Vec<bool>,
}

impl Read {
    pub fn new(article: Article) -> Read {
        let article: &'static Article = Box::leak(Box::new(article));
        let document = Document::read(&article.text);
        let features = Features::read(&document, &Clusters::default());
        let (stretches, open) = (
            features.stretches(),
            (0..features.len()).map(|i| features.is_open(i)).collect::<Vec<_>>(),
        );
        let mut gold = vec![Label::OUTSIDE; document.tokens.len()];
        for &(start, end, kind) in &article.names {
            let from = document.tokens.partition_point(|t| t.span.end() as usize <= start);
            let to = document.tokens.partition_point(|t| (t.span.start() as usize) < end);
            if from >= to {
                continue;
            }
            // a name that the sentences cut in two counts in its first part; one that cannot be
            // found is not trained on
            let to = to.min(document.sentence_of(from).tokens.end);
            if open[from..to].iter().all(|o| *o) {
                mark(&mut gold[from..to], kind);
            }
        }
        Read { article, document, gold, stretches, open }
    }

    /// Keys of the first look, token by token; none for tokens that are in no name for sure.
    pub fn keys(&self, clusters: &Clusters) -> Vec<Vec<u32>> {
        let features = Features::read(&self.document, clusters);
        (0..features.len())
            .map(|i| {
                let mut keys = Vec::new();
                if self.open[i] {
                    for place in -REACH..=REACH {
                        features
                            .form_keys(features.neighbour(i, place), place, &mut |k| keys.push(k));
                    }
                    features.token_keys(i, &mut |k| keys.push(k));
                }
                keys
            })
            .collect()
    }

    /// Bytes from, to and kind of names by labels.
    pub fn found(&self, labels: &[Label]) -> Vec<(usize, usize, usize)> {
        self.document
            .sentences
            .iter()
            .flat_map(|s| {
                spans(&labels[s.tokens.start..s.tokens.end])
                    .into_iter()
                    .map(move |(a, b, k)| (a + s.tokens.start, b + s.tokens.start, k))
            })
            .map(|(a, b, k)| {
                (
                    self.document.tokens[a].span.start() as usize,
                    self.document.tokens[b - 1].span.end() as usize,
                    k,
                )
            })
            .collect()
    }
}

/// Right, found and wanted names by kind.
#[derive(Default, Clone, Copy)]
pub struct Score {
    pub kinds: [[usize; 3]; 4],
}

impl Score {
    pub fn add(&mut self, article: &Article, found: &[(usize, usize, usize)]) {
        let trim = |n: &(usize, usize, usize)| {
            let text = &article.text[n.0..n.1];
            let the =
                text.get(..4).is_some_and(|t| t.eq_ignore_ascii_case("the ")) && text.len() > 4;
            (n.0 + if the { 4 } else { 0 }, n.1, n.2)
        };
        let mut want: Vec<_> = article.names.iter().map(trim).collect();
        want.sort_unstable();
        want.dedup();
        for f in found.iter().map(trim) {
            self.kinds[f.2][1] += 1;
            self.kinds[f.2][0] += usize::from(want.binary_search(&f).is_ok());
        }
        want.iter().for_each(|w| self.kinds[w.2][2] += 1);
    }

    fn line(c: [usize; 3]) -> (f64, f64, f64) {
        let (p, r) = (c[0] as f64 / c[1].max(1) as f64, c[0] as f64 / c[2].max(1) as f64);
        (100.0 * p, 100.0 * r, if p + r > 0.0 { 200.0 * p * r / (p + r) } else { 0.0 })
    }

    /// Persons, organisations and places together.
    pub fn all(&self) -> f64 {
        Score::line((0..3).fold([0; 3], |a, k| std::array::from_fn(|i| a[i] + self.kinds[k][i]))).2
    }

    pub fn show(&self) -> String {
        let mut out = format!("all {:.2}", self.all());
        for (k, name) in TAGS.iter().enumerate() {
            let (p, r, f) = Score::line(self.kinds[k]);
            out += &format!("  {name} {f:.1} (P {p:.1} R {r:.1} of {})", self.kinds[k][2]);
        }
        out
    }
}

/// Number of labels, for arrays.
pub const N: usize = LABELS;

impl Read {
    /// Bytes from, to and kind of names by a model.
    pub fn names(&self, model: &Model) -> Vec<(usize, usize, usize)> {
        let kind = |k| KINDS.iter().position(|x| *x == k).unwrap_or_default();
        let span = |n: &whosaid::ner::Name| self.document.span(n.tokens);
        model
            .names(&self.document)
            .iter()
            .map(|n| (span(n).start() as usize, span(n).end() as usize, kind(n.kind)))
            .collect()
    }
}
