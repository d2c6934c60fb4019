//! Datelines: where a report was filed, and for whom.
//!
//! Takes a paragraph; gives the tokens of its dateline, or none; promises that only a paragraph's
//! start is one, up to its dash.

use super::document::{Document, TokenKind, TokenRange};
use crate::lexicon::lists::layout::SMALL_IN_DATELINES;

/// Most tokens of a dateline.
const MOST_DATELINE_TOKENS: usize = 24;

impl Document<'_> {
    /// The place and agency at the start of paragraph `index`, with the dash behind them ("GENEVA
    /// (AP) —"), which are part of the story but not of its first sentence.
    pub fn dateline(&self, index: usize) -> Option<TokenRange> {
        dateline(self, self.paragraphs[index].tokens)
    }
}

/// The dateline at the start of the paragraph that has the tokens `range`.
fn dateline(document: &Document, range: TokenRange) -> Option<TokenRange> {
    let word = |i: usize| document.word(i);
    let dash = range
        .into_iter()
        .take(MOST_DATELINE_TOKENS)
        .find(|&i| matches!(word(i), "—" | "–" | "-" | "―"))?;
    let mut end = dash + 1;
    while end < range.end && word(end) == "-" {
        end += 1; // "--"
    }
    // a dash between words of one name is glued on both sides
    let glued_before =
        document.tokens[dash].glued && word(dash - usize::from(dash > range.start)) != ")";
    let glued_after = end < range.end && document.tokens[end].glued;
    if dash == range.start || glued_before && glued_after {
        return None;
    }
    let place = word(range.start);
    let shouted = place.chars().count() >= 3 && place.chars().all(char::is_uppercase)
        || place == "ST"
        || place.chars().count() == 2
            && word(range.start + 1).chars().all(char::is_uppercase)
            && dash > range.start + 1;
    let agency = (range.start..dash).any(|i| word(i) == "(");
    let fits = |i: usize| {
        let w = word(i);
        w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || matches!(w, "." | "," | "(" | ")" | "/" | "&" | "'" | "’")
            || SMALL_IN_DATELINES.contains(&w)
            || document.tokens[i].kind == TokenKind::Clitic
    };
    ((shouted || agency && place.starts_with(char::is_uppercase)) && (range.start..dash).all(fits))
        .then(|| TokenRange::new(range.start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dateline_is_recognised_and_stays_in_the_story() {
        for (start, dateline) in [
            ("GENEVA (AP) — Talks", Some("GENEVA (AP) —")),
            ("NEW YORK, Nov. 19 (UPI) — Talks", Some("NEW YORK, Nov. 19 (UPI) —")),
            ("Washington (AFP) – Talks", Some("Washington (AFP) –")),
            ("STATE COLLEGE, Pa. - Talks", Some("STATE COLLEGE, Pa. -")),
            ("ST. PAUL, Minn. -- Talks", Some("ST. PAUL, Minn. --")),
            ("GENEVA-based talks", None),
            ("Obama — who won — left", None),
            ("— Talks", None),
        ] {
            let document = Document::read(start);
            assert_eq!(document.dateline(0).map(|r| document.slice(r)), dateline, "{start}");
        }
    }
}
