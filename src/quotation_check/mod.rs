//! Quotations of an article checked against another text: a transcript, a speech, a judgment.
//!
//! Takes the article's text with its analysis, and the other text; gives for each statement that is
//! quoted, wholly or in part, whether its words stand there ([`Verdict`]), what differs, and where;
//! promises time linear in both texts, unless their words are made so that the hashes fall
//! together.
//!
//! Compared are words. Folded are: upper and lower case; marks of quotation and punctuation;
//! dashes and hyphens, which part words; space; the points of "U.S." (which is "US", not "us");
//! the comma of "3,000"; remarks such as "[Applause.]". An ellipsis in the quotation stands for
//! words left out, an insert in brackets for up to twelve words; "`[T]he`" is "the". Signs such as
//! "$" and "%", a minus, the point of ".5" and an apostrophe within a word are not folded.
//!
//! A negation that the quotation loses or adds, also by an ellipsis, an insert or by where it
//! begins or ends (within three words of the clause), makes it [`Verdict::Different`]. So does a
//! sentence that ends among the words there, where the quotation has no mark between them.

mod exact;
mod fragments;
mod imported;
mod judge;
mod near;
mod table;
mod verdict;
mod words;

use crate::analysis::Analysis;
use crate::text::Byte;
use crate::turns::{Pace, block_on};
use exact::Places;
use fragments::Quotations;
use judge::Judge;
use near::Pairs;
use words::Words;

pub(crate) use words::each_word;

pub use imported::{MOST_BYTES, plain};
pub use verdict::{CheckedStatement, Run, RunKind, Verdict};

/// Checks all quotations of an article against `other`, in the article's order. A statement whose
/// quoted words are a part of another one's is not listed again.
///
/// ```
/// use whosaid::quotation_check::{Verdict, check};
/// use whosaid::{Options, analyze};
/// let article = "“We will not sell the port,” Ann Lee said on Friday.";
/// let analysis = analyze(article, &Options::default());
/// let checked = check(article, &analysis, "Thank you. We will not sell the port. Any questions?");
/// assert_eq!(checked[0].verdict, Verdict::WordForWord);
/// let checked = check(article, &analysis, "Thank you. We will sell the port.");
/// assert!(checked[0].verdict == Verdict::Different && checked[0].negation);
/// ```
pub fn check(text: &str, analysis: &Analysis<Byte>, other: &str) -> Vec<CheckedStatement> {
    block_on(check_in_turns(text, analysis, other))
}

/// [`check`] in turns.
pub(crate) async fn check_in_turns(
    text: &str,
    analysis: &Analysis<Byte>,
    other: &str,
) -> Vec<CheckedStatement> {
    let mut pace = Pace::default();
    let quoted = Quotations::read(text, analysis, &mut pace).await;
    let other = Words::read(other, &mut pace).await;
    let stretches: Vec<_> = quoted.fragments.iter().map(|f| f.words.clone()).collect();
    let places = Places::find(&quoted.words, &stretches, &other, &mut pace).await;
    let pairs = Pairs::find(&quoted.words.list, &other.list, &mut pace).await;
    let judge = Judge { quoted: &quoted, other: &other, places: &places, pairs: &pairs };
    let mut checked = Vec::with_capacity(quoted.statements.len());
    for statement in &quoted.statements {
        checked.push(judge.statement(statement, &mut pace).await);
    }
    checked
}

#[cfg(test)]
mod tests;
