//! What holds for every analysis, whatever the text: spans in bounds and on boundaries in all three units, ids that lead somewhere,
//! nothing empty, the same answer twice, and time that grows no faster than the text.

use std::time::Instant;

use whosaid::analysis::{Analysis, Form};
use whosaid::text::{Byte, Char, OffsetMap, Span, Unit, Utf16};
use whosaid::{Options, analyze};

const SAMPLE: &str = include_str!("../www/samples/voa-syria-2016-09-09.txt");
const OPTIONS: Options = Options { assume_english: true };

/// A small generator, so that a failing case can be run again by its seed (xorshift64*, Vigna 2016).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % bound
    }
}

fn every_span<U: Unit>(analysis: &Analysis<U>) -> Vec<Span<U>> {
    let mentions = analysis.actors.iter().flat_map(|a| &a.mentions).chain(analysis.places.iter().flat_map(|p| &p.mentions));
    let parts = analysis.attributions.iter().flat_map(|a| a.source.iter().chain(&a.cue).chain(&a.content));
    mentions
        .flat_map(|m| [m.span, m.head])
        .chain(parts.copied())
        .chain(analysis.paragraphs.iter().copied())
        .chain(analysis.title)
        .chain(analysis.byline.as_ref().map(|b| b.span))
        .collect()
}

#[track_caller]
fn holds(text: &str, case: &str) {
    let analysis = analyze(text, &OPTIONS);
    assert_eq!(analysis, analyze(text, &OPTIONS), "{case}: the same text must give the same analysis");
    for span in every_span(&analysis) {
        assert!(
            text.get(span.start() as usize..span.end() as usize).is_some(),
            "{case}: {span:?} is not within the text or splits a character"
        );
        assert!(!span.is_empty(), "{case}: an empty span");
    }
    let map = OffsetMap::new(text);
    units_agree::<Utf16>(&analysis, &map, text.encode_utf16().count(), case);
    units_agree::<Char>(&analysis, &map, text.chars().count(), case);
    for (id, actor) in analysis.actors.iter().enumerate() {
        assert_eq!(actor.id as usize, id, "{case}: an actor's id is its place");
        assert!(!actor.name.trim().is_empty(), "{case}: an actor without a name");
        assert!(!actor.mentions.is_empty(), "{case}: {} has no mention", actor.name);
        assert!(
            actor.affiliation.is_none_or(|a| (a as usize) < analysis.actors.len() && a as usize != id),
            "{case}: affiliation of {}",
            actor.name
        );
        assert!(actor.mentions.iter().all(|m| m.span.contains(m.head)), "{case}: a head outside its mention of {}", actor.name);
        assert!(
            actor.mentions.windows(2).all(|w| w[0].span.start() <= w[1].span.start()),
            "{case}: mentions of {} out of order",
            actor.name
        );
    }
    for (id, attribution) in analysis.attributions.iter().enumerate() {
        assert_eq!(attribution.id as usize, id, "{case}: an attribution's id is its place");
        assert!(!attribution.content.is_empty(), "{case}: an attribution without content");
        assert!((0.0..=1.0).contains(&attribution.confidence), "{case}: confidence {}", attribution.confidence);
        assert!(attribution.speakers.iter().all(|s| (*s as usize) < analysis.actors.len()), "{case}: a speaker that is no actor");
        assert!(
            attribution.inside.is_none_or(|o| (o as usize) < analysis.attributions.len() && o as usize != id),
            "{case}: inside {:?}",
            attribution.inside
        );
        let mut parts: Vec<_> = attribution.content.iter().chain(&attribution.cue).collect();
        parts.sort();
        assert!(parts.windows(2).all(|w| !w[0].overlaps(*w[1])), "{case}: cue and pieces of one content overlap: {parts:?}");
    }
}

fn units_agree<V: Unit>(analysis: &Analysis<Byte>, map: &OffsetMap, length: usize, case: &str) {
    let converted = analysis.convert::<V>(map);
    let (spans, originals) = (every_span(&converted), every_span(analysis));
    assert_eq!(spans.len(), originals.len(), "{case}");
    assert!(spans.iter().all(|s| s.end() as usize <= length && !s.is_empty()), "{case}: a span outside the text in another unit");
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
        let mut random = Random(seed * 0x9E37_79B9);
        let mut words: Vec<&str> = SAMPLE.split_inclusive(' ').collect();
        for _ in 0..40 {
            let (a, b) = (random.below(words.len()), random.below(words.len()));
            words.swap(a, b);
            let damaged = random.below(words.len());
            words[damaged] = hostile[random.below(hostile.len())];
        }
        words.truncate(20 + random.below(300));
        holds(&words.concat(), &format!("seed {seed}"));
    }
}

#[test]
fn a_pronoun_is_a_mention_of_the_one_it_stands_for() {
    let text = "John Kerry said he will go. The secretary left.";
    let analysis = analyze(text, &OPTIONS);
    let kerry = analysis.actors.iter().find(|a| a.name == "John Kerry").expect("John Kerry is an actor");
    assert!(kerry.mentions.iter().any(|m| m.form == Form::Pronoun && m.span.of(text) == "he"));
}

/// Sizes in a ratio of eight may differ in time by eight, and as much again for a busy machine; a quadratic step would take sixty-four.
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
        let fair = (0..4).map(|_| (time(1), time(8))).any(|(small, large)| large < small * 16.0 + 0.05);
        assert!(fair, "{what}: {:.3} s, and {:.3} s for 8 times the text", time(1), time(8));
    }
}
