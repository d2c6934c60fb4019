//! Texts that nobody would call an article: no panic, right offsets, a clear message where there is
//! nothing to show.

mod common;
#[path = "golden/described.rs"]
#[allow(dead_code, reason = "only the texts are used here")]
mod described;

use std::time::{Duration, Instant};

use common::promises::document_is_well_formed;
use described::ARTICLES;
use whosaid::analysis::NoticeCode;
use whosaid::text::{Byte, Char, Document, OffsetMap, Span, Unit, Utf16};
use whosaid::{Options, analyze};

/// Asserts all that a document promises of its own layers.
#[track_caller]
fn is_well_formed(text: &str) {
    document_is_well_formed(text);
    let document = Document::read(text);
    let map = OffsetMap::new(text);
    for span in document
        .tokens
        .iter()
        .map(|t| t.span)
        .chain(document.title)
        .chain(document.byline.as_ref().map(|b| b.span))
        .take(2000)
    {
        same_words::<Utf16>(text, &map, span, |s, from, to| {
            let units: Vec<u16> = s.encode_utf16().skip(from).take(to - from).collect();
            String::from_utf16(&units).expect("no surrogate pair is cut")
        });
        same_words::<Char>(text, &map, span, |s, from, to| {
            s.chars().skip(from).take(to - from).collect()
        });
    }
    analyze(text, &Options { assume_english: true });
}

fn same_words<U: Unit>(
    text: &str,
    map: &OffsetMap,
    span: Span<Byte>,
    cut: impl Fn(&str, usize, usize) -> String,
) {
    let other = map.convert::<U>(span);
    assert_eq!(cut(text, other.start() as usize, other.end() as usize), span.of(text));
}

fn notice(text: &str) -> Option<NoticeCode> {
    analyze(text, &Options::default()).notice.map(|n| {
        assert!(
            n.message.ends_with('.') && n.message.len() > 20,
            "a message is a sentence: {}",
            n.message
        );
        n.code
    })
}

#[test]
fn odd_characters_are_kept_and_counted_right() {
    for text in [
        "\u{feff}Taxes will rise, he said.",
        "a\0b \0 \0\0",
        "👩\u{200d}🔬 said “🌷’s up” — cafe\u{301} n\u{303}o",
        "אמר \"שלום\" and he said \u{200f}“לא”\u{200e}.",
        "one\u{2028}two\u{2029}three\r\nfour\rfive\u{85}six\u{b}seven\u{c}eight",
        "\u{1f}\u{1c} x \u{a0}\u{3000}y",
        "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 said: 𝟙𝟚",
        "''''\"\"\"\"“““”””‘‘‘’’’``````",
        "'s ’s 's's s' 's",
        ". . . ! ? …",
        "By\n\nBy By\n\n9\n\nSeptember",
    ] {
        is_well_formed(text);
    }
}

#[test]
fn a_text_without_an_analysis_has_a_notice_that_says_why() {
    for text in ["", "   ", "\n\t \r\n", "\u{feff}", "\0", "…!?", "🌷"] {
        assert_eq!(notice(text), Some(NoticeCode::Empty), "{text:?}");
    }
    assert_eq!(
        notice("<html><body><p>Taxes will rise, he said.</p></body></html>"),
        Some(NoticeCode::Html)
    );
    assert_eq!(notice("Президент сказал, что налоги не вырастут."), Some(NoticeCode::NotEnglish));
    assert_eq!(notice("Taxes will rise, he said."), None);
}

#[test]
fn pieces_in_any_order_are_read() {
    let pieces = [
        "He",
        " said",
        " “",
        "” ",
        "\"",
        "'",
        "’s",
        "`",
        ". ",
        "\n",
        "\n\n",
        "By Ann Lee",
        "U.S.",
        "🌷",
        "\u{301}",
        "…",
        "Sept. 9, 2016",
        "-",
        ": ",
        "(",
        ") ",
        "<p>",
    ];
    let mut seed = 1u32;
    for _ in 0..300 {
        let mut text = String::new();
        for _ in 0..12 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text += pieces[(seed >> 16) as usize % pieces.len()];
        }
        is_well_formed(&text);
    }
}

/// Reads two texts that repeat `piece`, one eight times as long as the other, and asserts that the
/// time grows as the text does.
#[track_caller]
fn is_linear(piece: &str) {
    let time = |bytes: usize| {
        let text = piece.repeat(bytes / piece.len() + 1);
        let read = |_| {
            let start = Instant::now();
            assert!(!Document::read(&text).tokens.is_empty());
            start.elapsed()
        };
        (0..2).map(read).min().expect("two runs")
    };
    // room for a busy machine, which may stop a run at any moment: one fair try of five is enough,
    // as quadratic work would take sixty-four times as long in every one
    let mut tries = (0..5).map(|_| (time(10_000), time(80_000)));
    let fair = tries.any(|(short, long)| long < short * 30 + Duration::from_millis(20));
    assert!(fair, "{piece:?}: {:?} for 10 kB, {:?} for 80 kB", time(10_000), time(80_000));
}

#[test]
fn reading_takes_time_in_proportion_to_the_text() {
    for piece in [
        "Taxes will rise, he said. ",
        "“",
        "\"",
        "'",
        "‘a ",
        "'a' ",
        "“a ‘b ",
        "‘a “b” ",
        "a’",
        "a's ",
        ".",
        "U.S. ",
        "a.b.",
        "... ",
        "a\n\n\n",
        "a\n",
        "a b\n\n",
        "By Ann Lee\n",
        "Sept. 9, 2016 ",
        "`",
        "x",
        "(",
        "— ",
        "Read more: x\n",
        "<p>",
    ] {
        is_linear(piece);
    }
}

#[test]
fn a_megabyte_in_one_paragraph_is_read() {
    let text = "The minister said “taxes will rise” and left. ".repeat(1_000_000 / 48);
    let document = Document::read(&text);
    assert_eq!((document.paragraphs.len(), document.quotations.len()), (1, 1_000_000 / 48));
}

/// Rules that look at the token behind a cue or a word must not look past the last token.
#[test]
fn texts_that_end_within_a_sentence_are_analysed() {
    for text in [
        "Ann Lee met the press on Monday. Refusing to give up power, Lee surrendered",
        "It rained on Monday, according to people briefed",
        "He urged people to",
        "Ann Lee asked the man to",
        "“It is a threat,” the court deemed",
    ] {
        is_well_formed(text);
    }
}

#[test]
fn articles_cut_at_any_token_are_analysed() {
    for article in ARTICLES {
        let document = Document::read(article.text);
        for token in &document.tokens {
            let text = &article.text[..token.span.end() as usize];
            let analysis = analyze(text, &Options { assume_english: true });
            let ends = analysis.attributions.iter().flat_map(|a| &a.content).map(|c| c.end());
            assert!(ends.into_iter().all(|end| end <= token.span.end()), "{text}");
        }
    }
}
