//! Which characters stand within quotation marks.
//!
//! Takes a text's characters; gives a flag for each; promises the flags of `quoted` in
//! `training/tokens.py`. Lines are worked out one by one; a quotation still open at its line's end
//! reaches to that end, as in quotations that run over several paragraphs.

use super::chars::{is_space, is_word};
use crate::lexicon::lists::models::CLIPPED;

/// Whether a mark's shape shows that it opens or closes a quotation.
#[derive(Clone, Copy, PartialEq)]
enum MarkShape {
    Opens,
    Closes,
    Either,
}

/// The double mark at the start of `rest`: its shape and length.
fn double_mark(rest: &[char]) -> Option<(MarkShape, usize)> {
    match rest {
        ['`', '`', ..] => Some((MarkShape::Opens, 2)),
        ['’', '’', ..] => Some((MarkShape::Closes, 2)),
        ['\'', '\'', ..] => Some((MarkShape::Either, 2)),
        ['“' | '„' | '«', ..] => Some((MarkShape::Opens, 1)),
        ['”' | '»', ..] => Some((MarkShape::Closes, 1)),
        ['"', ..] => Some((MarkShape::Either, 1)),
        _ => None,
    }
}

/// True for what stands before an opening mark.
fn free_before(c: char) -> bool {
    is_space(c) || matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '/' | '…' | ':')
}

/// True for what stands after a closing mark.
fn free_after(c: char) -> bool {
    is_space(c)
        || matches!(
            c,
            ')' | ']' | '}' | '.' | ',' | ';' | ':' | '!' | '?' | '—' | '–' | '-' | '/' | '…'
        )
}

/// One flag a character: true within quotation marks, the marks included.
pub(super) fn quoted(chars: &[char]) -> Vec<bool> {
    let mut flags = vec![false; chars.len()];
    let mut start = 0;
    for line in chars.split(|&c| c == '\n') {
        let part = &mut flags[start..start + line.len()];
        doubles(line, part);
        singles(line, part);
        start += line.len() + 1;
    }
    flags
}

/// Flags what stands between double marks. A mark opens or closes by its neighbours, else by its
/// shape, else by turn.
fn doubles(line: &[char], flags: &mut [bool]) {
    let (mut opened, mut i) = (None, 0);
    while i < line.len() {
        let Some((shape, length)) = double_mark(&line[i..]) else {
            i += 1;
            continue;
        };
        let end = i + length;
        let before = i == 0 || free_before(line[i - 1]);
        let after = end == line.len() || free_after(line[end]);
        let opens = if before != after {
            before
        } else {
            shape == MarkShape::Opens || (shape == MarkShape::Either && opened.is_none())
        };
        if opens {
            if opened.is_none() || shape == MarkShape::Either {
                opened = Some(i);
            }
        } else if let Some(from) = opened.take() {
            flags[from..end].fill(true);
        }
        i = end;
    }
    if let Some(from) = opened {
        flags[from..].fill(true);
    }
}

/// Flags what stands between single marks, where a pair of them is clear and outside double ones.
fn singles(line: &[char], flags: &mut [bool]) {
    let mut closing: Option<Closing> = None;
    let mut i = 0;
    while i < line.len() {
        if matches!(line[i], '\'' | '‘') && !flags[i] && !is_clipped(&line[i + 1..]) {
            let before = i == 0
                || is_space(line[i - 1])
                || matches!(line[i - 1], '(' | '[' | '{' | '—' | '–' | '-' | ':');
            let after = line.get(i + 1).is_some_and(|c| c.is_alphanumeric());
            if before
                && after
                && let Some(end) =
                    closing.get_or_insert_with(|| Closing::of(line, flags)).after(i + 1)
            {
                flags[i..end].fill(true);
                i = end;
                continue;
            }
        }
        i += 1;
    }
}

/// True if `rest`, which follows an apostrophe, begins with a clipped word: 'em, '90s.
fn is_clipped(rest: &[char]) -> bool {
    let end = rest.iter().position(|&c| !is_word(c)).unwrap_or(rest.len());
    rest.first().is_some_and(char::is_ascii_digit)
        || CLIPPED
            .iter()
            .any(|w| w.chars().eq(rest[..end.min(6)].iter().map(char::to_ascii_lowercase)))
}

/// Where single quotations of a line may end, found once: a line may have any number of marks.
#[derive(Default)]
struct Closing {
    /// Closing marks after punctuation.
    strong: Vec<usize>,
    /// Closing marks that are no plural's apostrophe.
    weak: Vec<usize>,
    /// The first of each run of characters within double marks.
    double: Vec<usize>,
}

impl Closing {
    /// The marks of `line`, whose characters within double marks are flagged.
    fn of(line: &[char], flags: &[bool]) -> Self {
        let mut found = Closing::default();
        for j in 0..line.len() {
            if flags[j] {
                if j == 0 || !flags[j - 1] {
                    found.double.push(j);
                }
            } else if matches!(line[j], '\'' | '’')
                && j > 0
                && !is_space(line[j - 1])
                && line.get(j + 1).is_none_or(|c| !c.is_alphanumeric())
            {
                match line[j - 1] {
                    '.' | ',' | '!' | '?' | '…' | '—' | '-' => found.strong.push(j),
                    's' | 'S' => {}
                    _ => found.weak.push(j),
                }
            }
        }
        found
    }

    /// The end of a single quotation that opens before `from`, which no double marks enclose: the
    /// first closing mark after punctuation, else the first that is no plural's apostrophe.
    fn after(&self, from: usize) -> Option<usize> {
        let first = |list: &[usize]| list.get(list.partition_point(|&j| j < from)).copied();
        let stop = first(&self.double).unwrap_or(usize::MAX);
        let before_stop = |list: &[usize]| first(list).filter(|&j| j < stop);
        before_stop(&self.strong).or_else(|| before_stop(&self.weak)).map(|j| j + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with everything outside quotation marks blanked.
    fn kept(text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        chars.iter().zip(quoted(&chars)).map(|(&c, f)| if f { c } else { '.' }).collect()
    }

    #[test]
    fn pairs_are_found_whatever_their_shape() {
        assert_eq!(kept("a “b c” d"), "..“b c”..");
        assert_eq!(kept("a \"b\" c \"d\""), "..\"b\"...\"d\"");
        assert_eq!(kept("a ``b'' c"), "..``b''..");
    }

    #[test]
    fn an_open_quotation_reaches_to_its_lines_end_only() {
        assert_eq!(kept("a “b\nc"), "..“b..");
    }

    /// [`Closing::after`] written down plainly: it looks on from each mark.
    fn end_looked_for(line: &[char], from: usize, flags: &[bool]) -> Option<usize> {
        let mut fallback = None;
        for j in (from..line.len()).take_while(|&j| !flags[j]) {
            let closes = matches!(line[j], '\'' | '’')
                && !is_space(line[j - 1])
                && line.get(j + 1).is_none_or(|c| !c.is_alphanumeric());
            if closes && ".,!?…—-".contains(line[j - 1]) {
                return Some(j + 1);
            }
            if closes && fallback.is_none() && !matches!(line[j - 1], 's' | 'S') {
                fallback = Some(j + 1);
            }
        }
        fallback
    }

    #[test]
    fn single_quotations_end_where_a_plain_search_finds_their_end() {
        let pieces = ["a", "s", " ", "'", "’", ".", "“", "”", "\"", "-", "b ", "'c"];
        let mut random = fastrand::Rng::with_seed(7);
        for _ in 0..20_000 {
            let text: String =
                (0..random.usize(..24)).map(|_| pieces[random.usize(..pieces.len())]).collect();
            let line: Vec<char> = text.chars().collect();
            let mut flags = vec![false; line.len()];
            doubles(&line, &mut flags);
            let closing = Closing::of(&line, &flags);
            for from in (1..line.len()).filter(|&from| !flags[from - 1]) {
                let plain = end_looked_for(&line, from, &flags);
                assert_eq!(closing.after(from), plain, "{text:?} from {from}");
            }
        }
    }

    #[test]
    fn single_marks_count_only_in_clear_pairs() {
        assert_eq!(kept("a 'b c,' d"), "..'b c,'..");
        assert_eq!(kept("the '90s and rock 'n' roll"), ".".repeat(26));
        assert_eq!(kept("the states' rights"), ".".repeat(18));
    }
}
