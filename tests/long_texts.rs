//! Texts that are long in a way no article is: the time grows as the text does.
//!
//! Each text is analysed at an eighth of its length and at its whole length. A step that grows with
//! the square takes sixty-four times as long, so a test passes up to sixteen times. One fair try of
//! four is enough, since a busy machine may stop any run.

mod common;

use std::time::Instant;

use common::promises::analysis_keeps_its_promises;
use whosaid::analysis::Analysis;
use whosaid::export::{self, Fragments};
use whosaid::text::{Byte, Utf16};
use whosaid::{Options, analyze};

const OPTIONS: Options = Options { assume_english: true };

fn seconds<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let begun = Instant::now();
    let result = std::hint::black_box(work());
    (result, begun.elapsed().as_secs_f64())
}

/// Analyses `make(n / 8)` and `make(n)`; gives the long text with its analysis.
#[track_caller]
fn is_linear(n: usize, make: impl Fn(usize) -> String) -> (String, Analysis<Byte>) {
    let (short, long) = (make(n / 8), make(n));
    let mut found = None;
    let fair = (0..4).any(|_| {
        let (_, before) = seconds(|| analyze(&short, &OPTIONS));
        let (analysis, after) = seconds(|| analyze(&long, &OPTIONS));
        found = Some((analysis, before, after));
        after < before * 16.0 + 0.1
    });
    let (analysis, before, after) = found.expect("it was tried");
    assert!(fair, "{before:.3} s for {} bytes, {after:.3} s for {}", short.len(), long.len());
    println!("{before:.3} s for {} bytes, {after:.3} s for {}", short.len(), long.len());
    analysis_keeps_its_promises(&long, &analysis, "a long text");
    (long, analysis)
}

/// A name of two words that no other number has.
fn name(i: usize) -> String {
    let syllables = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu"];
    let spell = |mut n: usize| {
        let mut word = String::new();
        for _ in 0..3 {
            word += syllables[n % 10];
            n /= 10;
        }
        word[..1].to_uppercase() + &word[1..]
    };
    format!("{} {}", spell(i % 1_000), spell(i / 10 + 7))
}

#[test]
fn a_megabyte_on_one_line() {
    let sentence = "The minister said “taxes will rise” and Ann Lee, who had hoped for peace, told \
                    reporters that she did not believe it. ";
    let (text, analysis) = is_linear(1_000_000, |bytes| sentence.repeat(bytes / sentence.len()));
    assert!(
        text.len() > 990_000 && analysis.attributions.len() > 1_000,
        "{} attributions",
        analysis.attributions.len()
    );
}

#[test]
fn fifty_thousand_quotation_marks() {
    is_linear(50_000, |marks| "\"No\" ‘so’ “yes” ".repeat(marks / 6));
}

#[test]
fn ten_thousand_names() {
    let (_, analysis) = is_linear(10_000, |names| {
        (0..names).map(|i| format!("Then came Mr. {}. ", name(i))).collect()
    });
    assert!(analysis.actors.len() > 5_000, "{} actors", analysis.actors.len());
}

#[test]
fn ten_thousand_speakers() {
    let (text, analysis) = is_linear(10_000, |people| {
        (0..people).map(|i| format!("“We agree,” {} said.\n", name(i))).collect()
    });
    assert!(analysis.attributions.len() > 8_000, "{} attributions", analysis.attributions.len());
    // What is made of an analysis is linear too.
    let short: String = text.split_inclusive('\n').take(10_000 / 8).collect();
    let few = analyze(&short, &OPTIONS);
    let table = |text: &str, analysis: &Analysis<Byte>| {
        seconds(|| export::csv::<Utf16>(&export::Findings::new("", "", text, analysis)).len()).1
    };
    let annotations = |text: &str, analysis: &Analysis<Byte>| {
        seconds(|| export::annotations(text, analysis, "").items.len()).1
    };
    let fair = |time: &dyn Fn(&str, &Analysis<Byte>) -> f64| {
        (0..4).any(|_| time(&text, &analysis) < time(&short, &few) * 24.0 + 0.1)
    };
    assert!(fair(&table) && fair(&annotations));
}

#[test]
fn a_link_in_a_long_text_takes_no_more_than_reading_it() {
    let article = |n: usize| {
        (0..n).map(|i| format!("“We agree on plan {i},” {} said.\n", name(i))).collect::<String>()
    };
    let time = |text: &str| {
        let starts = text.match_indices('“').step_by(text.matches('“').count() / 100);
        let spans: Vec<_> =
            starts.map(|(at, _)| whosaid::text::Span::new(at as u32, at as u32 + 21)).collect();
        let links = Fragments::new(text);
        seconds(|| spans.iter().take(100).filter_map(|span| links.link(*span)).count())
    };
    let (short, long) = (article(1_250), article(10_000));
    assert_eq!((time(&short).0, time(&long).0), (100, 100), "every passage has a link");
    let fair = (0..4).any(|_| time(&long).1 < time(&short).1 * 24.0 + 0.1);
    assert!(
        fair,
        "{:.3} s for 100 links, {:.3} s in a text eight times as long",
        time(&short).1,
        time(&long).1
    );
}

#[test]
fn quotations_nested_ten_thousand_deep() {
    is_linear(10_000, |depth| {
        "“She said ‘".repeat(depth / 2) + "no" + &"’ he said” ".repeat(depth / 2)
    });
}

#[test]
fn ten_thousand_pronouns() {
    is_linear(10_000, |n| {
        "Ann Lee met Bob Ray. ".to_owned()
            + &"He said she told him that they liked it. ".repeat(n / 5)
    });
}

#[test]
fn ten_thousand_paragraphs_of_one_word() {
    is_linear(10_000, |n| "Lee\n\n".repeat(n));
}

#[test]
fn twenty_thousand_characters_without_a_space() {
    is_linear(20_000, |n| "Abc’s“d”-".repeat(n / 9));
}

#[test]
fn ten_thousand_joint_speakers_in_one_sentence() {
    is_linear(10_000, |n| {
        (0..n).map(|i| format!("{}, ", name(i))).collect::<String>()
            + "and Ann Lee said they agreed."
    });
}

#[test]
fn seventy_thousand_marks_with_spaces_between_them() {
    is_linear(200_000, |n| format!("“{}\nThe man left. He said so.", "» ".repeat(n / 3)));
}
