//! How fast the analysis is on this machine, without a browser, compiled as it is released.
//!
//! Takes text files (without any, the samples of the repository); prints for each one line of JSON
//! with its words, the milliseconds of an analysis (the first, the median and the fastest of many),
//! and the multiplications for each token. `cargo xtask bench` makes the texts and reads the lines.
//! Stage by stage, criterion measures: `cargo bench --package stages`.

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde_json::json;
use whosaid::ENGLISH;

/// Time for which each text is analysed again and again.
const PATIENCE: Duration = Duration::from_millis(1500);
/// Each text is analysed at least this often.
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
            "file": file,
            "words": words,
            "runs": times.len(),
            "first_ms": first,
            "median_ms": times[times.len() / 2],
            "fastest_ms": times[0],
            "multiplications_per_token": multiplications(&text),
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

/// The network's multiplications for each token of the text, nested contents and cues included.
fn multiplications(text: &str) -> u64 {
    let tagger = ENGLISH.tagger();
    let slices = tagger.slices(text);
    let tokens: usize = slices.iter().map(|slice| tagger.read(slice).tokens.len()).sum();
    slices.iter().map(|slice| tagger.multiplications(slice)).sum::<u64>() / tokens.max(1) as u64
}
