//! From articles to the contents of the model's file.
//!
//! First with all features, to learn which matter; again with these alone, keys and weights as the
//! file has them; then the second look, on what a model that has not seen an article makes of it.

use std::collections::HashMap;
use std::time::Instant;

use whosaid::ner::training::{
    Clusters, Contents, Elsewhere, Features, Label, Look, OUTPUTS, Transitions, best,
};

use crate::crf::{self, Example, Settings, Weights};
use crate::data::{N, Read, Score};

/// Numbers of features, for each token of an article.
type Numbers = Vec<Vec<u32>>;
/// Scores of labels, for each token of an article.
type Base = Vec<[f32; N]>;

/// Score of a name's labels at a token that is in no name for sure.
const CLOSED: f32 = -50.0;

/// How to train.
#[derive(Debug, Clone, Copy)]
pub struct Recipe {
    /// Rarer features are left out.
    pub least: u32,
    /// To learn which features matter.
    pub choose: Settings,
    /// Features of the first look whose weights all stay below this don't matter.
    pub drop: f32,
    /// The first look.
    pub first: Settings,
    /// Its keys' bits.
    pub bits: u8,
    /// Units that the weights of the first look are multiples of.
    pub scale: u8,
    /// Parts that the articles are dealt into for training the second look.
    pub folds: usize,
    /// Rarer features of the second look are left out.
    pub second_least: u32,
    /// The second look.
    pub second: Settings,
    /// Its keys' bits.
    pub second_bits: u8,
}

impl Recipe {
    /// That of models/names.bin.
    pub const NEWS: Recipe = Recipe {
        least: 2,
        choose: Settings { epochs: 5, alpha: 0.05, l1: 16.0, step: 0.0, seed: 1 },
        drop: 0.08,
        first: Settings { epochs: 8, alpha: 0.03, l1: 9.0, step: 4.0 / UNIT, seed: 2 },
        bits: 22,
        scale: 4,
        folds: 4,
        second_least: 5,
        second: Settings { epochs: 2, alpha: 0.02, l1: 5.0, step: 0.0, seed: 3 },
        second_bits: 18,
    };

    /// For a few sentences: to see that all parts work together.
    #[cfg(test)]
    pub const SMALL: Recipe = Recipe {
        least: 1,
        choose: Settings { epochs: 10, alpha: 0.3, l1: 0.05, ..Recipe::NEWS.choose },
        first: Settings { epochs: 10, alpha: 0.3, l1: 0.05, ..Recipe::NEWS.first },
        folds: 2,
        second_least: 1,
        ..Recipe::NEWS
    };
}

/// Which features there are: keys (upper bits only) and their numbers.
struct Index {
    shift: u32,
    keys: Vec<u32>,
    numbers: HashMap<u32, u32>,
}

impl Index {
    fn new(bits: u8, keys: impl Iterator<Item = u32>) -> Index {
        let shift = 32 - u32::from(bits);
        let mut keys: Vec<u32> = keys.map(|k| k >> shift << shift).collect();
        keys.sort_unstable();
        keys.dedup();
        let numbers = keys.iter().enumerate().map(|(i, k)| (*k, i as u32)).collect();
        Index { shift, keys, numbers }
    }

    /// Those that come at least `least` times in `articles`.
    fn frequent(bits: u8, articles: &[Vec<Vec<u32>>], least: u32) -> Index {
        let mut counts: HashMap<u32, u32> = HashMap::new();
        articles.iter().flatten().flatten().for_each(|k| *counts.entry(*k).or_default() += 1);
        Index::new(bits, counts.into_iter().filter(|(_, n)| *n >= least).map(|(k, _)| k))
    }

    fn read(&self, keys: &[Vec<u32>]) -> Numbers {
        keys.iter()
            .map(|t| {
                t.iter()
                    .filter_map(|k| self.numbers.get(&(k >> self.shift << self.shift)).copied())
                    .collect()
            })
            .collect()
    }
}

/// Scores to start from: those of tokens in no name for sure.
fn floor(read: &Read) -> Base {
    read.open
        .iter()
        .map(|open| std::array::from_fn(|l| if *open || l == 0 { 0.0 } else { CLOSED }))
        .collect()
}

fn examples<'a>(
    reads: &'a [Read],
    numbers: &'a [Numbers],
    base: &'a [Base],
    keep: impl Fn(usize) -> bool,
) -> Vec<Example<'a>> {
    let mut out = Vec::new();
    for (i, read) in reads.iter().enumerate().filter(|(i, _)| keep(*i)) {
        for s in &read.stretches {
            let range = s.start..s.end;
            out.push(Example {
                features: &numbers[i][range.clone()],
                base: &base[i][range.clone()],
                gold: &read.gold[range],
            });
        }
    }
    out
}

fn scores(numbers: &Numbers, base: &Base, weights: &Weights) -> Base {
    (numbers.iter().zip(base))
        .map(|(f, b)| {
            let own = weights.scores(f);
            std::array::from_fn(|l| own[l] + b[l])
        })
        .collect()
}

fn decode(read: &Read, scores: &Base, weights: &Weights) -> Vec<Label> {
    // as whole numbers, fine enough
    let whole = |x: f32| (x * 1000.0) as i32;
    let pairs = Transitions { pair: weights.pairs.map(|a| a.map(whole)) };
    let whole: Vec<[i32; N]> = scores.iter().map(|s| s.map(whole)).collect();
    let mut labels = vec![Label::OUTSIDE; whole.len()];
    for s in &read.stretches {
        labels[s.start..s.end].copy_from_slice(&best(&whole[s.start..s.end], &pairs));
    }
    labels
}

fn score(reads: &[Read], labels: &dyn Fn(&Read) -> Vec<Label>) -> Score {
    let mut score = Score::default();
    for read in reads {
        score.add(read.article, &read.found(&labels(read)));
    }
    score
}

/// Units to 1.0 of a score in the file.
const UNIT: f32 = 32.0;

/// Weights as whole numbers of `scale` units, rows of zeros left out.
fn look(bits: u8, index: &Index, weights: &Weights, scale: u8) -> Look {
    let step = |x: f32| (x * UNIT / f32::from(scale)).round().clamp(-127.0, 127.0) as i8;
    let rows = (index.keys.iter().zip(&weights.features))
        .map(|(k, row)| {
            (
                *k,
                (0..OUTPUTS as u8)
                    .map(|o| (o, step(row[o as usize])))
                    .filter(|w| w.1 != 0)
                    .collect::<Vec<_>>(),
            )
        })
        .filter(|(_, row)| !row.is_empty())
        .collect();
    Look {
        bits,
        rows,
        scale,
        pairs: weights.pairs.iter().flatten().map(|w| (w * UNIT).round() as i16).collect(),
    }
}

/// Keys of the second look.
fn elsewhere(read: &Read, clusters: &Clusters, labels: Vec<Label>) -> Vec<Vec<u32>> {
    let features = Features::read(&read.document, clusters);
    let elsewhere = Elsewhere::read(&read.document, &features, labels);
    (0..features.len())
        .map(|i| {
            let mut keys = Vec::new();
            if read.open[i] {
                elsewhere.keys(&read.document, &features, i, &mut |k| keys.push(k));
            }
            keys
        })
        .collect()
}

/// Trains a model; prints how well it does on the articles of `held_back`.
pub fn train(
    train: &[Read],
    clusters: Clusters,
    recipe: Recipe,
    held_back: &[(&str, &[Read])],
) -> Contents {
    let start = Instant::now();
    let report =
        |what: &str, features: usize, w: &Weights, labels: &dyn Fn(&Read) -> Vec<Label>| {
            let rows = w.features.iter().filter(|r| r.iter().any(|x| *x != 0.0)).count();
            let weights = w.features.iter().flatten().filter(|x| **x != 0.0).count();
            eprintln!(
                "{what}: {rows} features of {features}, {weights} weights; {:.0?}",
                start.elapsed()
            );
            for (name, set) in held_back.iter().filter(|(_, set)| !set.is_empty()) {
                eprintln!("  {name} {}", score(set, labels).show());
            }
        };
    let keys: Vec<Vec<Vec<u32>>> = train.iter().map(|r| r.keys(&clusters)).collect();
    let floors: Vec<Base> = train.iter().map(floor).collect();
    let first_scores = |r: &Read, index: &Index, w: &Weights| {
        scores(&index.read(&r.keys(&clusters)), &floor(r), w)
    };

    let index = Index::frequent(32, &keys, recipe.least);
    let numbers: Vec<Numbers> = keys.iter().map(|k| index.read(k)).collect();
    let all =
        crf::train(&examples(train, &numbers, &floors, |_| true), index.keys.len(), recipe.choose);
    report("all features", index.keys.len(), &all, &|r| {
        decode(r, &first_scores(r, &index, &all), &all)
    });

    // once more with the features that got a weight, keys and weights as in the file
    let kept = index
        .keys
        .iter()
        .zip(&all.features)
        .filter(|(_, r)| r.iter().any(|x| x.abs() > recipe.drop))
        .map(|(k, _)| *k);
    let index = Index::new(recipe.bits, kept);
    drop(all);
    let numbers: Vec<Numbers> = keys.iter().map(|k| index.read(k)).collect();
    drop(keys);
    let first =
        crf::train(&examples(train, &numbers, &floors, |_| true), index.keys.len(), recipe.first);
    report("first look", index.keys.len(), &first, &|r| {
        decode(r, &first_scores(r, &index, &first), &first)
    });

    let (bases, second_keys) =
        read_by_folds(train, &clusters, &numbers, &floors, index.keys.len(), recipe);
    let second_index = Index::frequent(recipe.second_bits, &second_keys, recipe.second_least);
    let second_numbers: Vec<Numbers> = second_keys.iter().map(|k| second_index.read(k)).collect();
    let second = crf::train(
        &examples(train, &second_numbers, &bases, |_| true),
        second_index.keys.len(),
        recipe.second,
    );
    report("second look", second_index.keys.len(), &second, &|r| {
        let base = first_scores(r, &index, &first);
        let keys = elsewhere(r, &clusters, decode(r, &base, &first));
        decode(r, &scores(&second_index.read(&keys), &base, &second), &second)
    });
    let looks = [
        look(recipe.bits, &index, &first, recipe.scale),
        look(recipe.second_bits, &second_index, &second, 1),
    ];
    Contents { clusters: used(clusters, &looks[0]), looks }
}

/// What the second look is trained on: for each article the scores of the first look, and the keys
/// made of its labels, both by a model that has not seen the article.
fn read_by_folds(
    train: &[Read],
    clusters: &Clusters,
    numbers: &[Numbers],
    floors: &[Base],
    features: usize,
    recipe: Recipe,
) -> (Vec<Base>, Vec<Vec<Vec<u32>>>) {
    let mut bases: Vec<Base> = vec![Base::new(); train.len()];
    let mut keys: Vec<Vec<Vec<u32>>> = vec![Vec::new(); train.len()];
    for fold in 0..recipe.folds {
        let w = crf::train(
            &examples(train, numbers, floors, |i| i % recipe.folds != fold),
            features,
            recipe.first,
        );
        for (i, read) in train.iter().enumerate().filter(|(i, _)| i % recipe.folds == fold) {
            bases[i] = scores(&numbers[i], &floors[i], &w);
            keys[i] = elsewhere(read, clusters, decode(read, &bases[i], &w));
        }
    }
    (bases, keys)
}

/// The clusters that some weight is for: words of the others might as well be in none.
fn used(mut clusters: Clusters, look: &Look) -> Clusters {
    let kept = |key: u32| {
        look.rows
            .binary_search_by_key(&(key >> (32 - look.bits) << (32 - look.bits)), |row| row.0)
            .is_ok()
    };
    let tells: Vec<bool> =
        (0..=u8::MAX).map(|c| Features::cluster_keys(c).into_iter().any(kept)).collect();
    clusters.rows.retain(|row| tells[usize::from(row.1)]);
    clusters
}
