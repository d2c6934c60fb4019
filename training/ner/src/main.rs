//! Trains the model of names. See models/NAMES.md for the command.

mod corpus;
mod crf;
mod data;
mod random;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use corpus::Writing;
use crf::{Example, Settings, Weights};
use data::{N, Read, Score};
use random::Random;
use whosaid::tagger::names;
use whosaid::tagger::names::training::{Clusters, Contents, Elsewhere, Features, Label, Look, OUTPUTS, Transitions, best, hash};

const USAGE: &str = "whosaid-train-names --data DIR --clusters FILE --out FILE [--hold]
  --data      folder with ner/worldwide-train.tsv and ner/wikigold.tsv
  --clusters  words and their clusters, as clusters.py writes them
  --out       the model
  --hold      keep a tenth of the articles for tuning and tell how well their names are found";

/// Numbers of features, for each token of an article.
type Numbers = Vec<Vec<u32>>;
type Base = Vec<[f32; N]>;

/// Folds of the articles whose names are found by a model that has not seen them.
const FOLDS: usize = 4;

fn env(name: &str, default: f32) -> f32 {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}

fn held(id: &str) -> bool {
    id.bytes().fold(7u32, |h, b| h.wrapping_mul(31).wrapping_add(b.into())) % 10 == 0
}

fn read_clusters(path: &Path) -> std::io::Result<Clusters> {
    let mut clusters = Clusters { bits: 20, rows: Vec::new() };
    for line in std::fs::read_to_string(path)?.lines() {
        if let Some((word, number)) = line.split_once('\t') {
            let number: u8 =
                number.parse().map_err(|_| std::io::Error::other(format!("{}: no cluster from 1 to 255: {line}", path.display())))?;
            clusters.rows.push((clusters.key(hash(word)), number));
        }
    }
    clusters.rows.sort_unstable();
    clusters.rows.dedup_by_key(|r| r.0);
    Ok(clusters)
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
    fn frequent(articles: &[Vec<Vec<u32>>], least: u32) -> Index {
        let mut counts: HashMap<u32, u32> = HashMap::new();
        articles.iter().flatten().flatten().for_each(|k| *counts.entry(*k).or_default() += 1);
        Index::new(32, counts.into_iter().filter(|(_, n)| *n >= least).map(|(k, _)| k))
    }

    fn read(&self, keys: &[Vec<u32>]) -> Numbers {
        keys.iter().map(|t| t.iter().filter_map(|k| self.numbers.get(&(k >> self.shift << self.shift)).copied()).collect()).collect()
    }
}

fn examples<'a>(reads: &'a [Read], numbers: &'a [Numbers], base: Option<&'a [Base]>, keep: impl Fn(usize) -> bool) -> Vec<Example<'a>> {
    let mut out = Vec::new();
    for (i, read) in reads.iter().enumerate().filter(|(i, _)| keep(*i)) {
        for s in &read.document.sentences {
            let range = s.tokens.start..s.tokens.end;
            out.push(Example {
                features: &numbers[i][range.clone()],
                base: base.map(|b| &b[i][range.clone()]),
                gold: &read.gold[range],
                weight: read.weight,
            });
        }
    }
    out
}

fn scores(numbers: &Numbers, base: Option<&Base>, weights: &Weights) -> Base {
    (numbers.iter().enumerate())
        .map(|(i, f)| {
            let own = weights.scores(f);
            std::array::from_fn(|l| own[l] + base.map_or(0.0, |b| b[i][l]))
        })
        .collect()
}

fn decode(read: &Read, scores: &Base, weights: &Weights) -> Vec<Label> {
    // as whole numbers, fine enough
    let whole = |x: f32| (x * 1000.0) as i32;
    let pairs = Transitions { pair: weights.pairs.map(|a| a.map(whole)) };
    let whole: Vec<[i32; N]> = scores.iter().map(|s| s.map(whole)).collect();
    read.document.sentences.iter().flat_map(|s| best(&whole[s.tokens.start..s.tokens.end], &pairs).0).collect()
}

fn score(reads: &[Read], mut labels: impl FnMut(usize, &Read) -> Vec<Label>) -> Score {
    let mut score = Score::default();
    for (i, read) in reads.iter().enumerate() {
        score.add(read.article, &read.found(&labels(i, read)));
    }
    score
}

/// Weights as whole numbers, rows of zeros left out.
fn look(bits: u8, index: &Index, weights: &Weights, unit: f32) -> Look {
    let whole = |x: f32| (x * unit).round().clamp(-127.0, 127.0) as i8;
    let rows = (index.keys.iter().zip(&weights.features))
        .map(|(k, row)| (*k, (0..OUTPUTS as u8).map(|o| (o, whole(row[o as usize]))).filter(|w| w.1 != 0).collect::<Vec<_>>()))
        .filter(|(_, row)| !row.is_empty())
        .collect();
    Look { bits, rows, pairs: weights.pairs.iter().flatten().map(|w| whole(*w)).collect() }
}

/// Keys of the second look.
fn elsewhere(read: &Read, clusters: &Clusters, labels: Vec<Label>) -> Vec<Vec<u32>> {
    let features = Features::read(&read.document, clusters);
    let elsewhere = Elsewhere::read(&read.document, &features, labels);
    (0..features.len())
        .map(|i| {
            let mut keys = Vec::new();
            elsewhere.keys(&read.document, &features, i, &mut |k| keys.push(k));
            keys
        })
        .collect()
}

struct Options {
    data: PathBuf,
    clusters: PathBuf,
    out: PathBuf,
    hold: bool,
}

fn options() -> Option<Options> {
    let (mut data, mut clusters, mut out, mut hold) = (None, None, None, false);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--data" => data = Some(arguments.next()?.into()),
            "--clusters" => clusters = Some(arguments.next()?.into()),
            "--out" => out = Some(arguments.next()?.into()),
            "--hold" => hold = true,
            _ => return None,
        }
    }
    Some(Options { data: data?, clusters: clusters?, out: out?, hold })
}

/// Tells how well a model finds the names of tables, and how fast.
fn score_tables(model: &Path, tables: &[String]) -> std::io::Result<()> {
    let model = names::Model::load(&std::fs::read(model)?).map_err(std::io::Error::other)?;
    for table in tables {
        let mut s = Score::default();
        let (mut words, mut time) = (0, std::time::Duration::ZERO);
        for (id, sentences) in corpus::read(Path::new(table))? {
            let read = Read::new(corpus::write(&id, &sentences, Writing::Plain, &mut Random::new(1)), 1.0);
            words += read.article.text.split_whitespace().count();
            // the fastest of several runs: others may use the machine
            let runs = (0..7).map(|_| {
                let start = Instant::now();
                let found = read.names(&model);
                (start.elapsed(), found)
            });
            let Some((fastest, found)) = runs.min_by_key(|r| r.0) else { continue };
            time += fastest;
            s.add(read.article, &found);
        }
        println!("{table}: {}; {:.2} ms per 1000 words", s.show(), time.as_secs_f64() * 1e6 / words as f64);
    }
    Ok(())
}

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [mode, model, tables @ ..] = arguments.as_slice()
        && mode == "score"
    {
        return score_tables(Path::new(model), tables);
    }
    let Some(options) = options() else {
        eprintln!("{USAGE}");
        std::process::exit(2);
    };
    let start = Instant::now();
    let clusters = read_clusters(&options.clusters)?;
    let mut random = Random::new(1);
    let (mut train, mut tune, mut wiki): (Vec<Read>, Vec<Read>, Vec<Read>) = Default::default();
    for (table, held_back) in [("worldwide-train", &mut tune), ("wikigold", &mut wiki)] {
        for (id, sentences) in corpus::read(&options.data.join(format!("ner/{table}.tsv")))? {
            if options.hold && held(&id) {
                held_back.push(Read::new(corpus::write(&id, &sentences, Writing::Plain, &mut random), 1.0));
            } else {
                train.push(Read::new(corpus::write(&id, &sentences, Writing::Varied, &mut random), 1.0));
            }
        }
    }
    let sets = [("tune", &tune), ("wiki", &wiki)];
    eprintln!("{} articles, {} + {} held back; {:.0?}", train.len(), tune.len(), wiki.len(), start.elapsed());

    let keys: Vec<Vec<Vec<u32>>> = train.iter().map(|r| r.keys(&clusters)).collect();
    let index = Index::frequent(&keys, env("MIN", 2.0) as u32);
    let numbers: Vec<Numbers> = keys.iter().map(|k| index.read(k)).collect();
    let settings =
        Settings { epochs: env("EPOCHS", 5.0) as usize, alpha: env("ALPHA", 0.05), l1: env("L1", 8.0), l2: env("L2", 0.0), seed: 1 };
    let all = crf::train(&examples(&train, &numbers, None, |_| true), index.keys.len(), settings, |_, _, _| ());
    let report = |what: &str, index: &Index, w: &Weights| {
        let rows = w.features.iter().filter(|r| r.iter().any(|x| *x != 0.0)).count();
        let weights = w.features.iter().flatten().filter(|x| **x != 0.0).count();
        eprintln!("{what}: {rows} features of {}, {weights} weights; {:.0?}", index.keys.len(), start.elapsed());
        for (name, set) in sets {
            if !set.is_empty() {
                let s = score(set, |_, r| decode(r, &scores(&index.read(&r.keys(&clusters)), None, w), w));
                eprintln!("  {name} {}", s.show());
            }
        }
    };
    report("all features", &index, &all);

    // once more with the features that got a weight, and keys cut as in the file
    let bits = env("BITS", 22.0) as u8;
    let kept = index.keys.iter().zip(&all.features).filter(|(_, r)| r.iter().any(|x| x.abs() > env("DROP", 0.03))).map(|(k, _)| *k);
    let index = Index::new(bits, kept);
    let numbers: Vec<Numbers> = keys.iter().map(|k| index.read(k)).collect();
    let settings = Settings { epochs: env("EPOCHS2", 5.0) as usize, l1: env("L12", 4.0), ..settings };
    let first = crf::train(&examples(&train, &numbers, None, |_| true), index.keys.len(), settings, |_, _, _| ());
    report("kept features", &index, &first);

    // the second look: first labels of each article by a model that has not seen it
    let mut bases: Vec<Base> = vec![Base::new(); train.len()];
    let mut second_keys: Vec<Vec<Vec<u32>>> = vec![Vec::new(); train.len()];
    let mut agreed = Score::default();
    for fold in 0..FOLDS {
        let w = crf::train(&examples(&train, &numbers, None, |i| i % FOLDS != fold), index.keys.len(), settings, |_, _, _| ());
        for (i, read) in train.iter().enumerate().filter(|(i, _)| i % FOLDS == fold) {
            bases[i] = scores(&numbers[i], None, &w);
            let labels = decode(read, &bases[i], &w);
            agreed.add(read.article, &read.found(&labels));
            second_keys[i] = elsewhere(read, &clusters, labels);
        }
    }
    eprintln!("folds {}; {:.0?}", agreed.show(), start.elapsed());
    let second_bits = 18;
    let second_index = Index::new(second_bits, Index::frequent(&second_keys, 5).keys.into_iter());
    let second_numbers: Vec<Numbers> = second_keys.iter().map(|k| second_index.read(k)).collect();
    let settings = Settings { epochs: env("EPOCHS3", 3.0) as usize, l1: env("L13", 3.0), alpha: env("ALPHA3", 0.02), ..settings };
    let second =
        crf::train(&examples(&train, &second_numbers, Some(&bases), |_| true), second_index.keys.len(), settings, |epoch, _, w| {
            for (name, set) in sets {
                let s = score(set, |_, r| {
                    let base = scores(&index.read(&r.keys(&clusters)), None, &first);
                    let keys = elsewhere(r, &clusters, decode(r, &base, &first));
                    decode(r, &scores(&second_index.read(&keys), Some(&base), w), w)
                });
                eprintln!("  second {epoch} {name} {}", s.show());
            }
        });

    let unit = env("UNIT", 16.0);
    let looks = [look(bits, &index, &first, unit), look(second_bits, &second_index, &second, unit)];
    eprintln!("{} and {} features; {:.0?}", looks[0].rows.len(), looks[1].rows.len(), start.elapsed());
    let bytes = Contents { looks, clusters }.encode();
    std::fs::write(&options.out, &bytes)?;
    let model = names::Model::load(&bytes).map_err(std::io::Error::other)?;
    for (name, set) in sets {
        let mut s = Score::default();
        for r in set {
            s.add(r.article, &r.names(&model));
        }
        eprintln!("model of {} bytes: {name} {}", bytes.len(), s.show());
    }
    Ok(())
}
