//! The sources of whole and of generated articles: rows add up, and no word counts twice.

mod common;
#[path = "golden/described.rs"]
#[allow(dead_code, reason = "the articles only")]
mod described;

use common::news::{news, shapeless};
use described::ARTICLES;
use proptest::prelude::*;
use whosaid::analysis::prominence::separates_words;
use whosaid::analysis::{Analysis, Tier};
use whosaid::text::Byte;
use whosaid::{Options, analyze, voices};

const OPTIONS: Options = Options { assume_english: true };

/// Words that some statement reports, counted letter by letter: each once, however many statements
/// report it.
fn distinct_words(text: &str, analysis: &Analysis<Byte>) -> u32 {
    let mut reported = vec![false; text.len()];
    for statement in analysis.attributions.iter().filter(|a| a.tier == Tier::Statement) {
        for piece in &statement.content {
            reported[piece.start() as usize..piece.end() as usize].fill(true);
        }
    }
    let (mut words, mut within) = (0, false);
    for (at, c) in text.char_indices() {
        if !reported[at] || separates_words(c) {
            within = false;
        } else if c.is_alphanumeric() && !within {
            within = true;
            words += 1;
        }
    }
    words
}

/// Checks what the voices of a text promise.
#[track_caller]
fn rows_add_up(text: &str, analysis: &Analysis<Byte>) {
    let found = voices::read(text, analysis);
    let sum = |of: fn(&voices::Voice) -> u32| found.rows.iter().map(of).sum::<u32>();
    assert_eq!(sum(|row| row.words) + found.repeated, distinct_words(text, analysis), "{text:?}");
    assert_eq!((sum(|row| row.words), sum(|row| row.verbatim)), (found.words, found.verbatim));
    assert!(found.verbatim <= found.words);
    let mut counted = vec![false; text.len()];
    let mut statements: Vec<u32> = Vec::new();
    for row in &found.rows {
        assert!(row.words > 0 && !row.statements.is_empty(), "{} says nothing", row.name);
        assert!(row.name.is_empty() || row.naming != voices::Naming::NotStated);
        statements.extend(&row.statements);
        for piece in &row.pieces {
            for byte in piece.start()..piece.end() {
                assert!(!counted[byte as usize], "{:?} counts twice", piece.of(text));
                counted[byte as usize] = true;
            }
        }
    }
    let rows_statements = statements.len();
    statements.sort_unstable();
    statements.dedup();
    assert_eq!(statements.len(), rows_statements, "a statement is in two rows");
    let percents: u32 = found.shares().iter().map(|share| share.1).sum();
    assert_eq!(percents, if found.words > 0 { 100 } else { 0 });
    let note = voices::note(text, analysis, &found).text();
    assert!(note.ends_with('.') && !note.contains("  ") && !note.contains(" ,"), "{note:?}");
}

#[test]
fn voices_of_whole_articles_add_up() {
    for article in ARTICLES {
        rows_add_up(article.text, &analyze(article.text, &OPTIONS));
    }
}

#[test]
fn the_sample_has_the_note_that_a_reader_can_check() {
    let text = ARTICLES[0].text;
    let analysis = analyze(text, &OPTIONS);
    let note = voices::note(text, &analysis, &voices::read(text, &analysis));
    assert_eq!(
        note.text().replace('\u{a0}', " "),
        "12 sources: 4 named, 8 unnamed, 4 of these of the State Department; 60 % of the reported \
         words are unnamed."
    );
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        rng_seed: proptest::test_runner::RngSeed::Fixed(2026),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn voices_of_any_news_add_up(text in news(24)) {
        rows_add_up(&text, &analyze(&text, &OPTIONS));
    }

    #[test]
    fn voices_of_any_analysis_add_up((text, analysis) in shapeless()) {
        rows_add_up(&text, &analysis);
    }
}
