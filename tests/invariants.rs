//! What holds for every analysis, whatever the text: spans in bounds and on boundaries in all three
//! units, ids that lead somewhere, nothing empty, the same answer twice, and time that grows no
//! faster than the text.

mod common;

use std::time::Instant;

use common::promises::analysis_keeps_its_promises;
use whosaid::analysis::Form;
use whosaid::{Options, analyze};

const SAMPLE: &str = include_str!("../www/samples/voa-syria-2016-09-09.txt");
const OPTIONS: Options = Options { assume_english: true };

#[track_caller]
fn holds(text: &str, case: &str) {
    let analysis = analyze(text, &OPTIONS);
    assert_eq!(
        analysis,
        analyze(text, &OPTIONS),
        "{case}: the same text must give the same analysis"
    );
    analysis_keeps_its_promises(text, &analysis, case);
}

#[test]
fn the_sample_article_keeps_every_promise() {
    holds(SAMPLE, "sample");
}

#[test]
fn shuffled_and_damaged_articles_keep_every_promise() {
    let hostile = [
        "\u{0}",
        "🌷",
        "é\u{301}",
        "“",
        "”",
        "\"",
        "'",
        "\u{200f}",
        "\n\n",
        "\r\n",
        ",",
        "said",
        " and ",
        "\u{2028}",
        "``",
        "''",
        "…",
        "—",
        "’s",
        ":",
        "(",
        "&",
        "<b>",
    ];
    for seed in 1..=100 {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut words: Vec<&str> = SAMPLE.split_inclusive(' ').collect();
        for _ in 0..40 {
            let (a, b) = (random.usize(..words.len()), random.usize(..words.len()));
            words.swap(a, b);
            let damaged = random.usize(..words.len());
            words[damaged] = hostile[random.usize(..hostile.len())];
        }
        words.truncate(20 + random.usize(..300));
        holds(&words.concat(), &format!("seed {seed}"));
    }
}

#[test]
fn quotations_that_cross_one_another_are_said_once() {
    let crossing = "St. Paul'sRay asked Moscow believes Washington lied and that ``she said that \
                    he had lied'' - 𝔘«“no deal” was near,» said he. «taxes will rise: »I is said \
                    to think, \"they were ‘not amused’\"said";
    holds(crossing, "crossing quotations");
}

#[test]
fn a_pronoun_is_a_mention_of_the_one_it_stands_for() {
    let text = "John Kerry said he will go. The secretary left.";
    let analysis = analyze(text, &OPTIONS);
    let kerry =
        analysis.actors.iter().find(|a| a.name == "John Kerry").expect("John Kerry is an actor");
    assert!(kerry.mentions.iter().any(|m| m.form == Form::Pronoun && m.span.of(text) == "he"));
}

/// Sizes in a ratio of eight may differ in time by eight, and as much again for a busy machine; a
/// quadratic step would take sixty-four.
#[test]
fn time_grows_with_the_text_and_not_with_its_square() {
    let hard: [(&str, String); 4] = [
        ("paragraphs", format!("{SAMPLE}\n\n")),
        ("one line", SAMPLE.replace('\n', " ")),
        ("quotation marks", "\" ' “ ".repeat(400)),
        ("names", (0..400).map(|i| format!("Mr. Ab{}c Xy{}z said. ", i % 26 * 7, i)).collect()),
    ];
    for (what, text) in hard {
        let time = |n: usize| {
            let text = text.repeat(n);
            (0..2)
                .map(|_| {
                    let start = Instant::now();
                    std::hint::black_box(analyze(&text, &OPTIONS));
                    start.elapsed().as_secs_f64()
                })
                .fold(f64::INFINITY, f64::min)
        };
        // a busy machine may stop a run at any moment: one fair try of four is enough
        let fair =
            (0..4).map(|_| (time(1), time(8))).any(|(small, large)| large < small * 16.0 + 0.05);
        assert!(fair, "{what}: {:.3} s, and {:.3} s for 8 times the text", time(1), time(8));
    }
}
