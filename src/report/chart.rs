//! Bars of named and unnamed words, as an SVG picture within a page.

use super::html::text;
use crate::voices::number;

/// Names of the sorts of sources, by [`crate::voices::Naming::GROUPS`].
pub(super) const SORTS: [&str; 4] = ["named", "unnamed", "documents and figures", "not stated"];

/// Height of a row, in units of the picture.
const ROW: usize = 26;
/// Height of a bar.
const BAR: usize = 16;
/// Where bars begin: names stand before that.
const FROM: usize = 240;
/// Length of the longest bar; numbers stand behind it.
const LONGEST: u64 = 480;
/// Width of the picture.
const WIDTH: usize = 800;
/// Characters of a name that fit before the bars.
const NAME_CHARS: usize = 32;

/// What the length of a bar says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scale {
    /// The number of words: the longest has most.
    Words,
    /// Nothing: all bars are as long, and show shares.
    Shares,
}

/// A picture with a bar for each row: a name and its words by sort of source. `label` is what
/// screen readers say of it; the numbers stand in a table beside it.
pub(super) fn bars(label: &str, rows: &[(String, [u32; 4])], scale: Scale) -> String {
    let sum = |words: &[u32; 4]| words.iter().map(|&words| u64::from(words)).sum::<u64>();
    let most = rows.iter().map(|(_, words)| sum(words)).max().unwrap_or_default().max(1);
    let height = (rows.len() * ROW).to_string();
    let mut picture = [
        "<svg role=\"img\" viewBox=\"0 0 ",
        &WIDTH.to_string(),
        " ",
        &height,
        "\" aria-label=\"",
        &text(label),
        "\">\n",
    ]
    .concat();
    for (at, (name, words)) in rows.iter().enumerate() {
        let all = sum(words);
        let top = at * ROW;
        let whole = match scale {
            Scale::Words => most,
            Scale::Shares => all.max(1),
        };
        let line = (top + BAR - 3).to_string();
        picture += &["<text x=\"0\" y=\"", &line, "\">", &text(&short(name)), "</text>"].concat();
        let mut before = 0;
        for (group, &words) in words.iter().enumerate() {
            let end = before + u64::from(words);
            let place = |words: u64| words * LONGEST / whole;
            let (x, width) = (FROM as u64 + place(before), place(end) - place(before));
            before = end;
            if width > 0 {
                picture += &format!(
                    "<rect class=\"g{group}\" x=\"{x}\" y=\"{top}\" width=\"{width}\" \
                     height=\"{BAR}\"/>"
                );
            }
        }
        let after = FROM as u64 + before * LONGEST / whole + 8;
        picture += &format!(
            "<text class=\"soft\" x=\"{after}\" y=\"{line}\">{}</text>\n",
            number(all as usize)
        );
    }
    picture + "</svg>\n"
}

/// What each colour of the bars stands for.
pub(super) fn key() -> String {
    let mut list = String::from("<ul class=\"key\">\n");
    for (group, name) in SORTS.iter().enumerate() {
        list += &format!(
            "<li><svg viewBox=\"0 0 1 1\" aria-hidden=\"true\"><rect class=\"g{group}\" \
             width=\"1\" height=\"1\"/></svg>{name}</li>\n"
        );
    }
    list + "</ul>\n"
}

/// A name that fits before the bars.
fn short(name: &str) -> String {
    match name.chars().nth(NAME_CHARS) {
        None => name.into(),
        Some(_) => name.chars().take(NAME_CHARS - 1).chain(['…']).collect(),
    }
}
