//! The learned model of names: persons, organisations, places, nationalities.
//!
//! Takes weights (a file that `training/ner` writes, models/NAMES.md) and a [`Document`]; gives its
//! [`Name`]s; promises the same names on every target (all sums are whole numbers), that names
//! never overlap or cross sentences, and time linear in the article's length.
//!
//! A conditional random field (Lafferty, McCallum and Pereira 2001) looks at the article twice: at
//! each token with its letters, neighbours, the run of capitals it is in and what the
//! [lexicon](crate::lexicon) says of them, then again with what the first look made of the same
//! words elsewhere in the article (Krishnan and Manning 2006).
//!
//! ```
//! use whosaid::{ENGLISH, text::Document};
//! let document = Document::read("Secretary of State John Kerry met Sergei Lavrov in Geneva.");
//! let names = ENGLISH.names().names(&document);
//! let texts: Vec<_> = names.iter().map(|n| document.slice(n.tokens)).collect();
//! assert_eq!(texts, ["John Kerry", "Sergei Lavrov", "Geneva"]);
//! ```

mod clusters;
mod decode;
mod elsewhere;
mod features;
mod format;
mod forms;
mod key;
mod labels;
mod style;
mod token_keys;

use std::sync::OnceLock;

use whosaid_kernel::sums::{self, Sums, WIDTH};

use crate::text::{Document, TokenRange};
use crate::turns::{Pace, block_on, turn};
use clusters::Clusters;
use decode::{Decoder, Scores};
use elsewhere::Elsewhere;
use features::Features;
use format::{Contents, Table};
use forms::REACH;
use labels::{KINDS, Label};

pub use format::{Error, VERSION};

/// What the trainer shares with this module; no part of the library's interface.
#[doc(hidden)]
pub mod training {
    pub use super::clusters::Clusters;
    pub use super::decode::{Scores, Transitions, best};
    pub use super::elsewhere::Elsewhere;
    pub use super::features::Features;
    pub use super::format::{Contents, Look, OUTPUTS, Row};
    pub use super::forms::REACH;
    pub use super::labels::{KINDS, LABELS, Label, Position, mark, spans};
    pub use whosaid_packing::hash::text as hash;
}

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKind {
    /// A person.
    Person,
    /// A company, institution, party, team, agency ...
    Organization,
    /// A country, city, region, river, building ...
    Location,
    /// A nationality, religion, political or ethnic group, as adjective or noun: "Syrian",
    /// "Republicans".
    Nationality,
}

/// A name found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Name {
    /// Its tokens, without title or article; of one sentence.
    pub tokens: TokenRange,
    /// What it names.
    pub kind: NameKind,
    /// From 0 to 1: how much better the article is read with a name here than with none. No
    /// probability, but rising with it.
    pub confidence: f32,
}

/// A lead over the next best reading of so many units counts as 0.5 of confidence.
const HALF_SURE: f32 = 24.0;

/// A model ready to run.
#[derive(Debug, Clone)]
pub struct Model {
    clusters: Clusters,
    tables: [Table; 2],
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
    /// If the bytes are no model of names, of another [`VERSION`], or damaged.
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
        let elsewhere = Elsewhere::read(document, &features, labels);
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

    /// Scores of all tokens at the first look.
    async fn first_scores(&self, features: &Features<'_, '_>) -> Vec<Scores> {
        const PLACES: usize = 2 * REACH as usize + 1;
        // words come again and again: what a form adds at a place is summed up once
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
mod tests {
    use super::*;

    /// The names of a text as "name/kind" with P, O, L, N.
    fn found(text: &str) -> Vec<String> {
        let document = Document::read(text);
        let letter = |k| match k {
            NameKind::Person => 'P',
            NameKind::Organization => 'O',
            NameKind::Location => 'L',
            NameKind::Nationality => 'N',
        };
        english()
            .names(&document)
            .iter()
            .map(|n| format!("{}/{}", document.slice(n.tokens), letter(n.kind)))
            .collect()
    }

    #[test]
    fn names_stand_without_titles() {
        assert_eq!(
            found("He met Prime Minister Narendra Modi in New Delhi."),
            ["Narendra Modi/P", "New Delhi/L"]
        );
        assert_eq!(
            found("Mr. Okonkwo told Reuters that he had left Lagos."),
            ["Okonkwo/P", "Reuters/O", "Lagos/L"]
        );
    }

    #[test]
    fn names_hold_their_small_words() {
        assert_eq!(
            found("President Bashar al-Assad met Ursula von der Leyen."),
            ["Bashar al-Assad/P", "Ursula von der Leyen/P"]
        );
    }

    #[test]
    fn an_ending_is_no_part_of_a_name() {
        assert_eq!(found("Kerry's talks with Lavrov's deputy went on."), ["Kerry/P", "Lavrov/P"]);
    }

    #[test]
    fn nationalities_are_told_from_places() {
        assert_eq!(
            found("A Syrian official and two Russians met in Russia."),
            ["Syrian/N", "Russians/N", "Russia/L"]
        );
    }

    #[test]
    fn a_short_name_is_read_by_the_full_one_elsewhere() {
        let text = "Diana Nyad spoke to reporters in Havana.\n\nNyad was tired.\n\nThe crowd cheered for Nyad.";
        assert_eq!(found(text).iter().filter(|n| n.ends_with("Nyad/P")).count(), 3);
    }

    #[test]
    fn a_text_without_names_has_none() {
        for text in ["", "\n\n", "The talks went on until late in the night.", "...", "🌷 🌷"] {
            assert_eq!(found(text), [""; 0], "{text:?}");
        }
    }

    /// Words that make every kind of trouble, in any order.
    fn noise(seed: u32, words: usize) -> String {
        const WORDS: [&str; 16] = [
            "Ann", "Lee", "said", "the", "U.S.", "al-Assad", "\n\n", "of", "\"", "NATO", ",", "É́",
            "2016", "Kerry's", "(", "東京",
        ];
        let mut state = seed;
        let mut text = String::new();
        for _ in 0..words {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text += WORDS[(state >> 16) as usize % WORDS.len()];
            text.push(' ');
        }
        text
    }

    #[test]
    fn names_are_in_order_and_cross_no_sentence_whatever_the_text() {
        for seed in 0..60 {
            let text = noise(seed, 60);
            let document = Document::read(&text);
            let names = english().names(&document);
            assert!(names.windows(2).all(|w| w[0].tokens.end <= w[1].tokens.start), "{text}");
            for n in &names {
                assert!(
                    !n.tokens.is_empty()
                        && document.sentence_of(n.tokens.start).tokens.contains(n.tokens),
                    "{text}"
                );
                assert!((0.0..=1.0).contains(&n.confidence));
            }
            assert_eq!(names, english().names(&document));
        }
    }

    #[test]
    fn what_a_form_adds_summed_up_once_is_what_all_its_features_add() {
        for seed in 0..20 {
            let text = noise(seed, 80);
            let document = Document::read(&text);
            let model = english();
            let features = Features::read(&document, &model.clusters);
            let expected: Vec<Scores> = (0..features.len())
                .map(|i| {
                    if !features.is_open(i) {
                        return decode::OUTSIDE;
                    }
                    let mut rows = Vec::new();
                    for place in -REACH..=REACH {
                        features.form_keys(features.neighbour(i, place), place, &mut |key| {
                            model.tables[0].note(key, &mut rows)
                        });
                    }
                    features.token_keys(i, &mut |key| model.tables[0].note(key, &mut rows));
                    let mut sums = [0; WIDTH];
                    model.tables[0].add(&rows, &mut sums);
                    format::scores(&sums)
                })
                .collect();
            assert_eq!(block_on(model.first_scores(&features)), expected);
        }
    }

    #[test]
    fn a_sentence_of_any_length_is_read() {
        let text = "Ann Lee ".repeat(5000);
        let document = Document::read(&text);
        assert!(english().names(&document).iter().all(|n| n.tokens.end <= 10_000));
    }

    #[test]
    fn the_model_that_is_compiled_in_is_what_it_was_trained_to_be() {
        assert!(Model::load(include_bytes!("../../models/names.bin")).is_ok());
        assert_eq!(Model::load(b"").err(), Some(Error::NotAModel));
    }
}
