//! Quotations checked against another text: pairs written by hand, properties of generated ones
//! held to a slow oracle, and how the time grows on texts that repeat themselves.

mod common;

use std::time::Duration;

use common::check::{direct, folded_words, oracle};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use rustix::time::{ClockId, clock_gettime};
use serde::Deserialize;
use whosaid::quotation_check::{Verdict, check};
use whosaid::{Options, analyze};

/// A pair of an article and a transcript, with what a reader finds.
#[derive(Debug, Deserialize)]
struct Pair {
    kind: String,
    transcript: String,
    verdict: String,
    negation: bool,
    article: String,
}

fn pairs() -> Vec<Pair> {
    read(include_str!("quotation_check/pairs.jsonl"))
}

/// Pairs that once got another verdict; each has its transcript's text with it.
fn faults() -> Vec<Pair> {
    read(include_str!("quotation_check/faults.jsonl"))
}

fn read(pairs: &str) -> Vec<Pair> {
    pairs.lines().map(|line| serde_json::from_str(line).expect("a line is a pair")).collect()
}

fn transcript(name: &str) -> &'static str {
    match name {
        "speech" => include_str!("quotation_check/speech.txt"),
        "hearing" => include_str!("quotation_check/hearing.txt"),
        "judgment" => include_str!("quotation_check/judgment.txt"),
        "release" => include_str!("quotation_check/release.txt"),
        other => panic!("there is no transcript {other}"),
    }
}

/// What is wrong of what a check of the pair against `other` finds; empty if nothing is.
fn mistake(pair: &Pair, other: &str) -> String {
    let analysis = analyze(&pair.article, &Options { assume_english: true });
    let found = check(&pair.article, &analysis, other);
    let json = serde_json::to_value(&found).expect("results are written");
    let is_verdict = json[0]["verdict"] == pair.verdict.as_str();
    if found.len() == 1 && is_verdict && found[0].negation == pair.negation {
        return String::new();
    }
    let Pair { kind, article, verdict, .. } = pair;
    format!("{kind}: {article} in {other:.80} should be {verdict}: {json}\n")
}

#[test]
fn each_pair_gets_the_verdict_that_a_reader_gives() {
    let wrong: String = pairs().iter().map(|p| mistake(p, transcript(&p.transcript))).collect();
    assert!(wrong.is_empty(), "{wrong}");
    assert!(pairs().len() >= 30);
}

#[test]
fn each_pair_that_was_a_fault_gets_the_verdict_that_a_reader_gives() {
    let wrong: String = faults().iter().map(|p| mistake(p, &p.transcript)).collect();
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn no_pair_is_word_for_word_with_another_pairs_transcript() {
    for pair in pairs() {
        let analysis = analyze(&pair.article, &Options { assume_english: true });
        for other in ["speech", "hearing", "judgment", "release"] {
            if other != pair.transcript {
                for found in check(&pair.article, &analysis, transcript(other)) {
                    assert_eq!(found.verdict, Verdict::Absent, "{} in {other}", pair.article);
                }
            }
        }
    }
}

/// Runs a property on `cases` values, times `WHOSAID_CASES`.
#[track_caller]
fn always<T: std::fmt::Debug>(cases: u32, values: impl Strategy<Value = T>, property: impl Fn(T)) {
    let number = |name: &str| std::env::var(name).ok()?.parse::<u64>().ok();
    let config = Config {
        cases: cases * number("WHOSAID_CASES").unwrap_or(1) as u32,
        rng_seed: RngSeed::Fixed(number("WHOSAID_SEED").unwrap_or(2016)),
        failure_persistence: None,
        ..Config::default()
    };
    let outcome = TestRunner::new(config).run(&values, |value| {
        property(value);
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

const WORDS: [&str; 10] =
    ["we", "will", "not", "sell", "The", "port", "never", "go", "Café", "don’t"];
const MARKS: [&str; 10] = [" ", " ", " ", " ", ", ", ". ", " — ", "\n\n", "; “", "-"];

/// Words of a list with marks between them.
fn passage(most: usize) -> impl Strategy<Value = Vec<(usize, usize)>> {
    prop::collection::vec((0..WORDS.len(), 0..MARKS.len()), 1..most)
}

fn text(passage: &[(usize, usize)]) -> String {
    passage.iter().map(|&(word, mark)| [WORDS[word], MARKS[mark]].concat()).collect()
}

#[test]
fn any_cut_is_word_for_word_and_any_other_words_are_as_the_oracle_says() {
    let cases = (passage(60), passage(60), any::<[prop::sample::Index; 4]>(), 0..3u8);
    always(6_000, cases, |(other, marks, [start, end, at, new], change)| {
        let (start, end) = (start.index(other.len()), end.index(other.len()));
        let mut cut: Vec<_> = other[start.min(end)..=start.max(end)].to_vec();
        for (word, mark) in cut.iter_mut().zip(marks) {
            word.1 = mark.1;
        }
        let changed = at.index(cut.len());
        match change {
            1 => cut[changed].0 = new.index(WORDS.len()),
            2 => drop(cut.remove(changed)),
            _ => {}
        }
        let (other, cut) = (text(&other), text(&cut).to_uppercase());
        if folded_words(&cut).is_empty() {
            return;
        }
        let found = direct(&cut, &other);
        let expected = oracle(&cut, &other);
        assert_eq!(found.verdict == Verdict::WordForWord, expected, "{cut:?} in {other:?}");
        let span = found.places.first().map(|place| folded_words(place.of(&other)));
        if expected {
            assert_eq!(span, Some(folded_words(&cut)), "the place has the same words");
        }
    });
}

#[test]
fn any_two_texts_are_compared_without_a_panic() {
    let mark = prop::sample::select(vec![
        "…",
        "...",
        ". . .",
        "[",
        "]",
        "[not]",
        "[…]",
        "'",
        "‘",
        "“",
        "\"",
        "-5",
        "$",
        "a",
        "not",
        "U.S.",
        "é\u{301}",
        "\u{ad}",
        "[T]he",
        "\n\n",
        "3,000",
        ",",
        "[laughter]",
        "(",
        "🌷",
        "’t",
    ]);
    let noise = || prop::collection::vec(mark.clone(), 0..24).prop_map(|list| list.concat());
    always(4_000, (noise(), noise()), |(quoted, other)| {
        if !quoted.is_empty() {
            let found = direct(&quoted, &other);
            found.runs.iter().for_each(|run| assert!(!run.span.is_empty()));
        }
    });
}

/// Seconds of this thread.
fn clock() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32).as_secs_f64()
}

/// An article that quotes a text piece by piece, and that text.
fn repeated(unit: &str, bytes: usize, piece: usize) -> (String, String) {
    let other = unit.repeat(bytes / unit.len());
    let words: Vec<&str> = other.split(' ').collect();
    let quoted = |(number, words): (usize, &[&str])| {
        // each fourth is altered, each fourth is cut
        let said = words.join(" ");
        let said = match number % 4 {
            1 => format!("{said} zebra {said}"),
            2 => format!("{said} … {said}"),
            _ => said,
        };
        format!("“{said},” she said.\n")
    };
    (words.chunks(piece).enumerate().map(quoted).collect(), other)
}

/// Work on texts that repeat themselves grows as they do: looking at each place of each quotation
/// would take 64 times as long for 8 times the text. A busy machine may disturb any try.
#[test]
fn time_grows_with_repeated_texts_and_not_with_their_square() {
    for (unit, piece) in [
        ("no ", 7),
        ("no ", 2_000),
        ("we will not go and ", 11),
        ("we will not go and we will go. ", 90),
        ("a b ", 3),
        ("… ", 5),
        ("[a] b ", 9),
        ("a ' ‘ ", 4),
    ] {
        let seconds = |bytes: usize| {
            let (article, other) = repeated(unit, bytes, piece);
            let analysis = common::check::quotations(&article);
            let begun = clock();
            let found = check(&article, &analysis, &other);
            assert!(found.len() <= analysis.attributions.len());
            clock() - begun
        };
        let mut tries = Vec::new();
        let is_linear = (0..4).any(|_| {
            tries.push((seconds(10_000), seconds(80_000)));
            tries.last().is_some_and(|(short, long)| *long < 14.0 * short + 0.05)
        });
        println!("{unit:?} by {piece}: {tries:.3?}");
        assert!(is_linear, "{unit:?} by {piece}: seconds for 10 and 80 KB: {tries:?}");
    }
}
