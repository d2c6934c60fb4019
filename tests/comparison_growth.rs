//! The time of a comparison grows as the texts do.

mod common;

use common::growth::exponent_of;
use whosaid::analysis::Analysis;
use whosaid::report::{Change, Comparison};
use whosaid::text::Byte;
use whosaid::{Options, analyze};

/// Largest exponent that counts as linear; a comparison of all with all has 2.
const MOST: f64 = 1.4;

/// A text in which each statement has words of its own and some of all others.
fn statements(bytes: usize, word: &str) -> (String, Analysis<Byte>) {
    let mut text = String::new();
    for n in 0.. {
        if text.len() >= bytes {
            break;
        }
        text += &format!("“The {word} plan {n} will cost {} in all,” Ann Lee said.\n", n * 7);
    }
    let analysis = analyze(&text, &Options { assume_english: true });
    (text, analysis)
}

#[test]
fn two_long_texts_without_a_common_statement_take_linear_time() {
    let make = |bytes| ["old", "new"].map(|word| statements(bytes, word));
    let compare = |[a, b]: &[(String, Analysis<Byte>); 2]| {
        let comparison = Comparison::of((&a.0, &a.1), (&b.0, &b.1));
        assert!(comparison.pairs.iter().all(|pair| pair.change != Change::Same));
        assert!(comparison.pairs.len() > 500);
    };
    let exponent = exponent_of(make, compare);
    assert!(exponent < MOST, "{exponent}");
}
