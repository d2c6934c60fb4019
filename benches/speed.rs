//! How fast the analysis is on this machine, without a browser, and where its time goes.
//!
//! Takes text files (without any, the samples of the repository); prints for each one line of JSON
//! with its words, the milliseconds of an analysis (the first, the median and the fastest of many),
//! and the fastest of each stage. `cargo xtask bench` makes the texts and reads the lines.

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};
use whosaid::tagger::Evidence;
use whosaid::text::Document;
use whosaid::{ENGLISH, Options, actors, attribution};

/// How long each text is measured for, and how often at least.
const PATIENCE: Duration = Duration::from_millis(1500);
const AT_LEAST: usize = 3;

fn main() {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        let samples = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/www/samples"))
            .expect("the repository has samples");
        files.extend(samples.flatten().map(|entry| entry.path().to_string_lossy().into_owned()));
    }
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
        let words = text.split_whitespace().count();
        let options = whosaid::Options::default();
        let mut times = repeat(|| drop(black_box(whosaid::analyze(black_box(&text), &options))));
        let first = times[0];
        times.sort_by(f64::total_cmp);
        let line = json!({
            "file": file, "words": words, "runs": times.len(), "first_ms": first, "median_ms": times[times.len() / 2], "fastest_ms": times[0],
            "stages": stages(&text), "multiplications_per_token": multiplications(&text),
        });
        println!("{line}");
    }
}

/// Milliseconds of each run.
fn repeat(mut run: impl FnMut()) -> Vec<f64> {
    let begun = Instant::now();
    let mut times = Vec::new();
    while times.len() < AT_LEAST || begun.elapsed() < PATIENCE {
        let start = Instant::now();
        run();
        times.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    times
}

/// The fastest of several runs of each stage, in milliseconds.
fn stages(text: &str) -> Map<String, Value> {
    let mut stages = Map::new();
    let mut stage = |name: &str, run: &mut dyn FnMut()| {
        let times: Vec<f64> = (0..5)
            .map(|_| {
                let start = Instant::now();
                run();
                start.elapsed().as_secs_f64() * 1000.0
            })
            .collect();
        stages.insert(name.to_owned(), times.into_iter().fold(f64::MAX, f64::min).into());
    };
    let tagger = ENGLISH.tagger();
    let document = Document::read(text);
    let slices = tagger.slices(text);
    let mut evidence = Evidence::default();
    slices.iter().for_each(|slice| evidence.extend(tagger.read(slice)));
    let drafts = attribution::find(&document, &evidence);
    let mentions = actors::mentions(&document, ENGLISH.names());
    let cast = actors::resolve(&document, mentions.clone(), &drafts);
    stage("document", &mut || drop(black_box(Document::read(text))));
    stage("language", &mut || drop(black_box(document.notice(&Options::default()))));
    stage("cut for the tagger", &mut || drop(black_box(tagger.slices(text))));
    stage("tagger", &mut || slices.iter().for_each(|slice| drop(black_box(tagger.read(slice)))));
    stage("attributions", &mut || drop(black_box(attribution::find(&document, &evidence))));
    stage("mentions", &mut || drop(black_box(actors::mentions(&document, ENGLISH.names()))));
    stage("actors", &mut || drop(black_box(actors::resolve(&document, mentions.clone(), &drafts))));
    stage("finish", &mut || drop(black_box(whosaid::assemble(&document, drafts.clone(), &cast))));
    stages
}

/// Multiplications of the network for each token of the text, nested readings and cues included.
fn multiplications(text: &str) -> u64 {
    let tagger = ENGLISH.tagger();
    let slices = tagger.slices(text);
    let tokens: usize = slices.iter().map(|slice| tagger.read(slice).tokens.len()).sum();
    slices.iter().map(|slice| tagger.multiplications(slice)).sum::<u64>() / tokens.max(1) as u64
}
