//! An analysis in turns: it gives what the stages give when each is run at once; it stops often,
//! however long the text; and the next analysis uses what one that was given up has read.

mod common;

use common::news::news;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use whosaid::analysis::Analysis;
use whosaid::tagger::{Evidence, Memory};
use whosaid::text::{Byte, Document};
use whosaid::{Analyzer, ENGLISH, Options, actors, attribution, provenance};

const SAMPLE: &str = include_str!("../www/samples/voa-syria-2016-09-09.txt");
const OPTIONS: Options = Options { assume_english: true };

/// The oracle: no turns.
fn at_once(text: &str) -> Analysis<Byte> {
    let document = Document::read(text);
    if let Some(notice) = document.notice(&OPTIONS) {
        return Analysis { notice: Some(notice), ..Analysis::empty() };
    }
    let tagger = ENGLISH.tagger();
    let mut evidence = Evidence::default();
    tagger
        .slices_read_as(text, &document.unwrapped())
        .iter()
        .for_each(|slice| evidence.extend(tagger.read(slice)));
    let drafts = attribution::find(&document, &evidence);
    let cast = actors::resolve(
        &document,
        actors::mentions(&document, ENGLISH.names()),
        &drafts,
        ENGLISH.ranker(),
    );
    let origins = provenance::find(&document, &drafts, &cast);
    Analysis {
        attributions: whosaid::assemble(&document, drafts, &cast, origins),
        actors: cast.actors,
        places: cast.places,
        ..document.outline()
    }
}

/// The analysis, and how many turns it took.
fn in_turns(mut analyzer: Analyzer) -> (Analysis<Byte>, usize) {
    for turns in 1.. {
        let before = analyzer.progress();
        if let Some(analysis) = analyzer.step() {
            assert!(analyzer.step().is_none(), "it is given once");
            return (analysis, turns);
        }
        assert!((before..=1.0).contains(&analyzer.progress()), "it only ever goes on");
    }
    unreachable!("it ends some time")
}

#[test]
fn any_news_is_analysed_in_turns_as_it_is_at_once() {
    let config = Config {
        cases: 150,
        rng_seed: RngSeed::Fixed(2016),
        failure_persistence: None,
        ..Config::default()
    };
    let outcome = TestRunner::new(config).run(&(news(8), news(4)), |(text, other)| {
        assert_eq!(in_turns(Analyzer::new(&text, &OPTIONS)).0, at_once(&text), "{text}");
        // Given up after some turns, with what it has read by then.
        let both = format!("{other}\n\n{text}");
        let mut given_up = Analyzer::new(&both, &OPTIONS).remembering(Memory::default());
        (0..12).for_each(|_| drop(given_up.step()));
        let next = Analyzer::new(&text, &OPTIONS).remembering(given_up.into_memory());
        assert_eq!(in_turns(next).0, at_once(&text), "{text}");
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

#[test]
fn turns_are_as_many_as_the_text_is_long() {
    let (analysis, few) = in_turns(Analyzer::new(SAMPLE, &OPTIONS));
    assert_eq!(analysis, at_once(SAMPLE));
    let words = SAMPLE.split_whitespace().count();
    assert!(few * 50 > words, "{few} turns for {words} words");
    let long = format!("{SAMPLE}\n\n").repeat(8);
    let (_, many) = in_turns(Analyzer::new(&long, &OPTIONS));
    // Each stage's end is one too, however short the text.
    assert!(many > few * 5, "{few} turns, and {many} for eight times the text");
}
