//! How long a report on a thousand articles takes on this machine, as `whosaid report` makes it:
//! `cargo run --release --example thousand`.
//!
//! Takes the golden articles, again and again; prints the seconds of reading them, on one
//! processor, and of adding them up and writing page and tables.

use std::time::Instant;

use whosaid::report::{Given, Report, Summary};
use whosaid::{Options, analyze};

/// Articles of the report.
const ARTICLES: usize = 1000;

const GOLDEN: [&str; 5] = [
    include_str!("../www/samples/voa-syria-2016-09-09.txt"),
    include_str!("../tests/golden/wikinews-imprisoned.txt"),
    include_str!("../tests/golden/wikinews-korea.txt"),
    include_str!("../tests/golden/wikinews-nasa.txt"),
    include_str!("../tests/golden/wikinews-stampede.txt"),
];

fn main() {
    let begun = Instant::now();
    let articles = GOLDEN.iter().cycle().take(ARTICLES).enumerate();
    let words: usize = articles.clone().map(|(_, text)| text.split_whitespace().count()).sum();
    let summaries = articles.map(|(at, text)| {
        let analysis = analyze(text, &Options::default());
        Summary::of(&at.to_string(), &Given::default(), text, &analysis)
    });
    let summaries = summaries.collect();
    let read = begun.elapsed();
    let report = Report::of(summaries);
    let tables = [
        report.html(),
        report.voices_table(),
        report.articles_table(),
        report.months_table(),
        report.authors_table(),
        report.flags_table(),
    ];
    let bytes: usize = tables.iter().map(String::len).sum();
    println!(
        "{ARTICLES} articles of {words} words: read in {:.1} s, written ({bytes} bytes) in {:.2} s",
        read.as_secs_f64(),
        (begun.elapsed() - read).as_secs_f64()
    );
}
