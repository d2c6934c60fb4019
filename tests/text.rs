//! The reading of texts against references made elsewhere.

use whosaid::text::{Char, Document, OffsetMap};

#[derive(serde::Deserialize)]
struct Case {
    text: String,
    /// Start and end in characters, and 1 within quotation marks.
    tokens: Vec<(u32, u32, u8)>,
}

/// Tokens of `text` as the reference writes them.
fn tokens(text: &str) -> Vec<(u32, u32, u8)> {
    let map = OffsetMap::new(text);
    let spans = Document::read(text).tokens.into_iter().map(|t| (map.convert::<Char>(t.span), t.quoted));
    spans.map(|(span, quoted)| (span.start(), span.end(), u8::from(quoted))).collect()
}

#[test]
fn tokens_and_quotation_marks_are_those_of_the_python_reference() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("fixtures/tokens.json")).expect("the fixture is JSON");
    assert!(cases.len() > 400);
    let mut more = 0;
    for case in &cases {
        let found = tokens(&case.text);
        let spans = |list: &[(u32, u32, u8)]| list.iter().map(|t| (t.0, t.1)).collect::<Vec<_>>();
        assert_eq!(spans(&found), spans(&case.tokens), "{:?}", case.text);
        // the reference does not know single marks around double ones, as in ‘He said “stop” to me.’
        if found != case.tokens {
            assert!(found.iter().zip(&case.tokens).all(|(a, b)| a.2 >= b.2), "{:?}\n{found:?}\n{:?}", case.text, case.tokens);
            more += 1;
        }
    }
    println!("{more} of {} quote more than the reference", cases.len());
}
