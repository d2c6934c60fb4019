//! How fast the analysis is on this machine, without a browser.
//!
//! Takes text files (without any, the samples of the repository); prints for each one line of JSON with its words and the milliseconds of an
//! analysis: the first, the median and the fastest of many. `cargo xtask bench` makes the texts and reads the lines.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// How long each text is measured for, and how often at least.
const PATIENCE: Duration = Duration::from_millis(1500);
const AT_LEAST: usize = 5;

fn main() {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        let samples = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/www/samples")).expect("the repository has samples");
        files.extend(samples.flatten().map(|entry| entry.path().to_string_lossy().into_owned()));
    }
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
        let words = text.split_whitespace().count();
        let options = whosaid::Options::default();
        let begun = Instant::now();
        let mut times = Vec::new();
        while times.len() < AT_LEAST || begun.elapsed() < PATIENCE {
            let start = Instant::now();
            black_box(whosaid::analyze(black_box(&text), &options));
            times.push(start.elapsed().as_secs_f64() * 1000.0);
        }
        let first = times[0];
        times.sort_by(f64::total_cmp);
        let line = serde_json::json!({ "file": file, "words": words, "runs": times.len(), "first_ms": first, "median_ms": times[times.len() / 2], "fastest_ms": times[0] });
        println!("{line}");
    }
}
