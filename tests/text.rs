//! The reading of texts against references made elsewhere.

use whosaid::text::{Byte, Char, Document, OffsetMap, Span};

#[derive(serde::Deserialize)]
struct Case {
    text: String,
    /// Start and end in characters, and 1 within quotation marks.
    tokens: Vec<(u32, u32, u8)>,
}

/// Tokens of `text` as the reference writes them.
fn tokens(text: &str) -> Vec<(u32, u32, u8)> {
    let map = OffsetMap::new(text);
    let spans =
        Document::read(text).tokens.into_iter().map(|t| (map.convert::<Char>(t.span), t.quoted));
    spans.map(|(span, quoted)| (span.start(), span.end(), u8::from(quoted))).collect()
}

#[test]
fn tokens_and_quotation_marks_are_those_of_the_python_reference() {
    let cases: Vec<Case> =
        serde_json::from_str(include_str!("fixtures/tokens.json")).expect("the fixture is JSON");
    assert!(cases.len() > 400);
    let mut more = 0;
    for case in &cases {
        let found = tokens(&case.text);
        let spans = |list: &[(u32, u32, u8)]| list.iter().map(|t| (t.0, t.1)).collect::<Vec<_>>();
        assert_eq!(spans(&found), spans(&case.tokens), "{:?}", case.text);
        // the reference does not know single marks around double ones, as in ‘He said “stop” to
        // me.’
        if found != case.tokens {
            assert!(
                found.iter().zip(&case.tokens).all(|(a, b)| a.2 >= b.2),
                "{:?}\n{found:?}\n{:?}",
                case.text,
                case.tokens
            );
            more += 1;
        }
    }
    println!("{more} of {} quote more than the reference", cases.len());
}

/// Breaks each line of `text` before the word that would make it longer than `width`, with
/// `between` between paragraphs.
fn wrapped(text: &str, width: usize, between: &str) -> String {
    let wrap = |line: &str| {
        let (mut out, mut column) = (String::new(), 0);
        for word in line.split_whitespace() {
            let length = word.chars().count();
            let fits = column + 1 + length <= width;
            out += if column == 0 {
                ""
            } else if fits {
                " "
            } else {
                "\n"
            };
            column = if fits && column > 0 { column + 1 + length } else { length };
            out += word;
        }
        out
    };
    text.lines().filter(|l| !l.trim().is_empty()).map(wrap).collect::<Vec<_>>().join(between)
}

#[test]
fn an_article_reads_the_same_however_its_lines_are_wrapped() {
    let sample = include_str!("../www/samples/voa-syria-2016-09-09.txt");
    fn paragraphs(text: &str) -> Vec<(String, whosaid::text::ParagraphKind)> {
        let document = Document::read(text);
        document
            .paragraphs
            .iter()
            .map(|p| (p.span.of(text).split_whitespace().collect::<Vec<_>>().join(" "), p.kind))
            .collect()
    }
    let expected = paragraphs(sample);
    for width in [60, 65, 72, 78, 80, 100] {
        for between in ["\n\n", "\r\n\r\n", "\n \n"] {
            assert_eq!(
                paragraphs(&wrapped(sample, width, between)),
                expected,
                "wrapped at {width}, {between:?} between paragraphs"
            );
        }
    }
}

#[test]
fn attributions_are_the_same_however_lines_are_wrapped() {
    let sample = include_str!("../www/samples/voa-syria-2016-09-09.txt");
    fn said(text: &str) -> Vec<String> {
        let one_line = |s: &Span<Byte>| s.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let analysis = whosaid::analyze(text, &whosaid::Options::default());
        analysis
            .attributions
            .iter()
            .map(|a| a.content.iter().map(one_line).collect::<Vec<_>>().join(" … "))
            .collect()
    }
    assert_eq!(said(&wrapped(sample, 72, "\n\n")), said(&wrapped(sample, 10_000, "\n\n")));
}
