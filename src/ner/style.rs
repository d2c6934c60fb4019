//! How a sentence is written: as running text, as a headline, all in capitals.

use crate::text::{Document, TokenRange};
use crate::turns::Pace;

/// How a sentence is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// As running text.
    Plain,
    /// A Headline With Capitals.
    Titled,
    /// ALL IN CAPITALS.
    Shouted,
}

/// How the sentence of these tokens is written.
pub async fn style(document: &Document<'_>, tokens: TokenRange, pace: &mut Pace) -> Style {
    let (mut words, mut upper, mut long, mut long_capital, mut letters) = (0, 0, 0, 0, 0);
    for word in tokens.into_iter().map(|i| document.word(i)) {
        pace.spend(1).await;
        if !word.starts_with(char::is_alphabetic) {
            continue;
        }
        words += 1;
        let length = word.chars().count();
        letters += length;
        upper += usize::from(
            !word.chars().any(char::is_lowercase) && word.chars().any(char::is_uppercase),
        );
        long += usize::from(length > 3);
        long_capital += usize::from(length > 3 && word.starts_with(char::is_uppercase));
    }
    if words >= 2 && letters >= 10 && upper * 8 >= words * 7 {
        Style::Shouted
    } else if words >= 4 && long >= 3 && long_capital * 6 >= long * 5 {
        Style::Titled
    } else {
        Style::Plain
    }
}
