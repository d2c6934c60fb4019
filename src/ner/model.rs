//! The model, ready to run: reads an article twice, then cuts it into names.

use std::sync::OnceLock;

use whosaid_kernel::sums::{self, Sums, WIDTH};

use super::clusters::Clusters;
use super::decode::{self, Decoder, Scores};
use super::elsewhere::Elsewhere;
use super::features::Features;
use super::format::{self, Contents, Error, FeatureTable};
use super::forms::REACH;
use super::labels::{self, KINDS, Label};
use super::name::Name;
use crate::text::{Document, TokenRange};
use crate::turns::{Pace, block_on, turn};

/// Lead over the next best reading, in the model's units, that counts as a confidence of 0.5.
const HALF_SURE: f32 = 24.0;

/// A model ready to run.
#[derive(Debug, Clone)]
pub struct Model {
    clusters: Clusters,
    tables: [FeatureTable; 2],
    decoders: [Decoder; 2],
}

/// The model that is compiled in.
///
/// # Panics
/// Never: a test reads the same bytes.
pub(crate) fn english() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| {
        Model::load(include_bytes!("../../models/names.bin"))
            .expect("models/names.bin is read by a test")
    })
}

impl Model {
    /// Reads a model from the bytes of its file.
    ///
    /// # Errors
    /// If the bytes are no model of names, of another [`VERSION`](super::VERSION), or damaged.
    pub fn load(bytes: &[u8]) -> Result<Model, Error> {
        let Contents { looks, clusters } = Contents::decode(bytes)?;
        Ok(Model {
            clusters,
            tables: looks.each_ref().map(|l| l.table()),
            decoders: looks.each_ref().map(|l| Decoder::new(&l.transitions())),
        })
    }

    /// Finds the names of an article, in order.
    pub fn names(&self, document: &Document) -> Vec<Name> {
        block_on(self.names_in_turns(document))
    }

    pub(crate) async fn names_in_turns(&self, document: &Document<'_>) -> Vec<Name> {
        let features = Features::read_in_turns(document, &self.clusters).await;
        let stretches = features.stretches();
        let mut scores = self.first_scores(&features).await;
        let mut pace = Pace::default();
        let mut labels = vec![Label::OUTSIDE; scores.len()];
        for s in &stretches {
            pace.spend(s.len()).await;
            labels[s.start..s.end].copy_from_slice(&self.decoders[0].best(&scores[s.start..s.end]));
        }
        let elsewhere = Elsewhere::read_in_turns(document, &features, labels).await;
        turn().await;
        let mut rows = Vec::new();
        for (i, scores) in scores.iter_mut().enumerate().filter(|(i, _)| features.is_open(*i)) {
            pace.spend(2).await;
            rows.clear();
            elsewhere.keys(document, &features, i, &mut |key| self.tables[1].note(key, &mut rows));
            let mut sums = [0; WIDTH];
            self.tables[1].add(&rows, &mut sums);
            scores.iter_mut().zip(format::scores(&sums)).for_each(|(s, more)| *s += more);
        }
        let mut names = Vec::new();
        for s in &stretches {
            pace.spend(s.len()).await;
            let (labels, leads) = self.decoders[1].best_with_leads(&scores[s.start..s.end]);
            for (from, to, kind) in labels::spans(&labels) {
                let lead = leads[from..to].iter().copied().min().unwrap_or(0) as f32;
                let tokens = TokenRange::new(s.start + from, s.start + to);
                names.push(Name {
                    tokens,
                    kind: KINDS[kind],
                    confidence: lead / (lead + HALF_SURE),
                });
            }
        }
        names
    }

    /// Scores of all tokens by the first look.
    async fn first_scores(&self, features: &Features<'_, '_>) -> Vec<Scores> {
        const PLACES: usize = 2 * REACH as usize + 1;
        // Forms come again and again: the sum of what one adds at a place is kept.
        let mut known = vec![u32::MAX; (features.forms() + 1) * PLACES];
        let mut known_sums: Vec<Sums> = Vec::new();
        let (mut all, mut rows, mut pace) =
            (vec![decode::OUTSIDE; features.len()], Vec::new(), Pace::default());
        for i in (0..features.len()).filter(|i| features.is_open(*i)) {
            pace.spend(4).await;
            let mut sums = [0; WIDTH];
            for place in -REACH..=REACH {
                let form = features.neighbour(i, place);
                let slot =
                    &mut known[form.map_or(0, |f| f + 1) * PLACES + (place + REACH) as usize];
                if *slot == u32::MAX {
                    *slot = known_sums.len() as u32;
                    rows.clear();
                    features.form_keys(form, place, &mut |key| self.tables[0].note(key, &mut rows));
                    let mut sums = [0; WIDTH];
                    self.tables[0].add(&rows, &mut sums);
                    known_sums.push(sums);
                }
                sums::add(&known_sums[*slot as usize], &mut sums);
            }
            rows.clear();
            features.token_keys(i, &mut |key| self.tables[0].note(key, &mut rows));
            self.tables[0].add(&rows, &mut sums);
            all[i] = format::scores(&sums);
        }
        all
    }
}

#[cfg(test)]
mod tests;
