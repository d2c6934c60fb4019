//! Paragraphs: lines, and lines of hard-wrapped text put together again.
//!
//! Takes a text; gives the stretches that its paragraphs cover, without white space at their ends;
//! promises that they are in order, don't overlap, and hold everything but white space and a byte
//! order mark at the start.
//!
//! A paragraph is a line, as in text copied from a page. Mail and wire copy breaks its lines at a
//! fixed width instead and separates paragraphs by blank lines or indents; [`wrap_width`] tells the
//! two apart.

use std::ops::Range;

use super::chars::is_space;
use crate::sort;
use crate::turns::{Pace, turn};

/// Widths, in characters, at which people and programs wrap text.
const WRAP_WIDTHS: Range<usize> = 40..121;
/// Least share of the line breaks within paragraphs of hard-wrapped text that come because the next
/// word would not have fitted.
const FULL_SHARE: f64 = 0.7;
/// Least share of them that come in the middle of a sentence.
const MID_SENTENCE_SHARE: f64 = 0.5;
/// Fewest line breaks that tell anything.
const ENOUGH_BREAKS: usize = 2;

/// A line that has more than white space.
struct Line<'t> {
    /// Where its text stands, without white space at its ends.
    bytes: Range<usize>,
    text: &'t str,
    /// Characters of white space before it.
    indent: usize,
    /// Characters up to its last.
    width: usize,
    /// True if it directly follows the line before.
    attached: bool,
}

impl Line<'_> {
    /// Length of its first word, in characters.
    fn first_word(&self) -> usize {
        self.text.chars().take_while(|&c| !is_space(c)).count()
    }

    /// True if it ends in a mark that may end a sentence.
    fn ends_sentence(&self) -> bool {
        self.text
            .trim_end_matches(['"', '”', '’', '\'', ')', ']'])
            .ends_with(['.', '!', '?', ':', '…'])
    }

    /// True if the first word of `next` would have made it wider than `wrap`.
    fn is_full(&self, next: &Line, wrap: usize) -> bool {
        self.width + 1 + next.first_word() > wrap
    }

    /// False where a blank line or an indent shows that this line starts something new after
    /// `line`.
    fn may_be_wrapped_from(&self, line: &Line) -> bool {
        let indented = self.indent >= 2 && self.indent > line.indent;
        self.attached && !indented
    }

    /// False where a blank line, an indent or a bullet shows that this line starts something new
    /// after `line`.
    fn may_go_on_from(&self, line: &Line) -> bool {
        self.may_be_wrapped_from(line) && !self.is_list_item()
    }

    /// True if it begins with a bullet or a number as items of lists do.
    fn is_list_item(&self) -> bool {
        let mut chars = self.text.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered = chars.len() < self.text.len() && self.text.len() - chars.len() <= 2;
        if numbered {
            let Some(rest) = chars.strip_prefix(['.', ')']) else { return false };
            chars = rest;
        } else {
            let Some(rest) = chars.strip_prefix(['-', '*', '•', '–', '—', '·']) else {
                return false;
            };
            chars = rest;
        }
        chars.starts_with(is_space)
    }
}

/// Finds the paragraphs of `text`.
pub(super) async fn split(text: &str) -> Vec<Range<usize>> {
    let mut pace = Pace::default();
    let lines = lines(text, &mut pace).await;
    let wrap = wrap_width(&lines);
    turn().await;
    let mut out: Vec<Range<usize>> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        pace.spend(1).await;
        match (wrap, out.last_mut()) {
            (Some(wrap), Some(last)) if goes_on(&lines[i - 1], line, wrap) => {
                last.end = line.bytes.end
            }
            _ => out.push(line.bytes.clone()),
        }
    }
    out
}

/// The width in characters at which the text is hard-wrapped, if it is.
fn wrap_width(lines: &[Line]) -> Option<usize> {
    let breaks: Vec<(&Line, &Line)> =
        lines.windows(2).filter(|w| w[1].may_go_on_from(&w[0])).map(|w| (&w[0], &w[1])).collect();
    if breaks.len() < ENOUGH_BREAKS {
        return None;
    }
    let mut widths: Vec<usize> = breaks.iter().map(|(line, _)| line.width).collect();
    sort::by_keys(&mut widths, |&width| [width]);
    // a single overlong line (an address) does not count
    let wrap = widths[(widths.len() - 1) * 19 / 20];
    let share = |test: &dyn Fn(&Line, &Line) -> bool| {
        breaks.iter().filter(|(a, b)| test(a, b)).count() as f64 / breaks.len() as f64
    };
    (WRAP_WIDTHS.contains(&wrap)
        && share(&|line, next| line.is_full(next, wrap)) >= FULL_SHARE
        && share(&|line, _| !line.ends_sentence()) >= MID_SENTENCE_SHARE)
        .then_some(wrap)
}

/// True if `next` belongs to the paragraph of `line` in a text wrapped at `wrap`.
fn goes_on(line: &Line, next: &Line, wrap: usize) -> bool {
    let (full, ends) = (line.is_full(next, wrap), line.ends_sentence());
    let lower = next.text.starts_with(char::is_lowercase) && !ends && line.width * 2 >= wrap;
    // a dash may start a line within a sentence too
    next.may_go_on_from(line) && (full || lower) || next.may_be_wrapped_from(line) && full && !ends
}

/// The lines of `text` that have more than white space.
async fn lines<'t>(text: &'t str, pace: &mut Pace) -> Vec<Line<'t>> {
    let mut out = Vec::new();
    let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut attached = false;
    while at < text.len() {
        pace.spend(1).await;
        let end = text[at..].find(is_line_end).map_or(text.len(), |n| at + n);
        let whole = &text[at..end];
        let inner = whole.trim_start_matches(is_space);
        let start = end - inner.len();
        let inner = inner.trim_end_matches(is_space);
        if inner.is_empty() {
            attached = false;
        } else {
            let indent = text[at..start].chars().count();
            let width = indent + inner.chars().count();
            out.push(Line {
                bytes: start..start + inner.len(),
                text: inner,
                indent,
                width,
                attached,
            });
            attached = !text[end..].starts_with('\u{2029}');
        }
        at = match text[end..].chars().next() {
            Some('\r') if text[end + 1..].starts_with('\n') => end + 2,
            Some(c) => end + c.len_utf8(),
            None => end,
        };
    }
    out
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(text: &str) -> Vec<&str> {
        crate::turns::block_on(split(text)).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn a_line_is_a_paragraph_whatever_ends_it() {
        assert_eq!(
            paragraphs("\u{feff} One.\r\nTwo. \n\n\n Three.\u{2028}Four.\rFive.\u{2029}Six."),
            ["One.", "Two.", "Three.", "Four.", "Five.", "Six."]
        );
        assert_eq!(paragraphs(" \n\t\r\n"), [""; 0]);
    }

    const WIRE: &str = "\
GENEVA (AP) -- The United States and Russia said on Friday that they had
moved closer to a deal. It would stop the fighting in Aleppo, where
hundreds of thousands are besieged.

\"We are not there yet,\" a diplomat said. He asked not to be named as he
was not allowed to speak to reporters.

NO MILITARY SOLUTION
Officials declined to say what would happen next if the talks in Geneva
failed:
  - the first thing
  - the second thing
";

    #[test]
    fn hard_wrapped_copy_is_put_together_again() {
        let found = paragraphs(WIRE);
        assert_eq!(found.len(), 6, "{found:#?}");
        assert!(found[0].ends_with("besieged.") && found[1].ends_with("reporters."));
        assert_eq!(found[2], "NO MILITARY SOLUTION");
        assert!(found[3].ends_with("failed:"));
    }

    #[test]
    fn wire_copy_may_mark_paragraphs_by_indents() {
        let text = WIRE.replace("\n\n", "\n   ");
        let found = paragraphs(&text);
        assert!(
            found[0].ends_with("besieged.")
                && found[1].starts_with("\"We are")
                && found[1].ends_with("reporters."),
            "{found:#?}"
        );
    }

    #[test]
    fn paragraphs_on_lines_of_their_own_stay_apart() {
        let text = "Talks go on\nBy Ann Lee\nThe talks in Geneva went on until late on Friday \
            night, officials said.\n\
            No deal was reached.\n“We are still hoping,” one of them said after the meeting with \
            his Russian counterpart.\n";
        assert_eq!(paragraphs(text).len(), 5);
    }

    #[test]
    fn a_list_of_headlines_is_not_hard_wrapped() {
        let text = "Obama hails a deal on the climate in Paris after long talks\nSenate rejects \
            bill\n\
            Clinton says she will raise taxes on the rich\nSanders wins Vermont, Clinton the \
            rest\nTrump\n";
        assert_eq!(paragraphs(text).len(), 5);
    }
}
