//! Quotation marks: which stretches stand within them.
//!
//! Takes the text of one paragraph; gives its quotations and the role of each double mark; promises
//! linear work however many marks there are.
//!
//! A mark opens or closes by its place (white space on one side only), else by its shape, else by
//! turn. `` `` `` and `''` count as one mark. A double quotation left open at the end of its
//! paragraph counts to that end, as in quotations that run over several paragraphs. Single marks
//! count only where a pair is clear, since most of them are apostrophes ("rock 'n' roll", "the
//! '90s", "James' house").

use std::ops::Range;

use super::chars::{is_alphanumeric, is_space};
use crate::lexicon::lists::models::CLIPPED;
use crate::sort;
use crate::turns::Pace;

/// A double mark opens if white space or one of these stands before it, and neither white space nor
/// one of [`FREE_RIGHT`] after it.
const FREE_LEFT: &str = "([{—–-/…:";
/// A double mark closes if white space or one of these stands after it, and neither white space nor
/// one of [`FREE_LEFT`] before it.
const FREE_RIGHT: &str = ")]}.,;:!?—–-/…";
/// After one of these a single mark may open.
const BEFORE_SINGLE: &str = "([{—–-:";
/// A single mark after one of these closes: it is no apostrophe.
const BEFORE_CLOSING_SINGLE: &str = ".,!?…—-";

/// A stretch within quotation marks, in bytes of the paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quoted {
    /// Marks included.
    pub bytes: Range<usize>,
    /// How many quotations it stands in.
    pub level: u8,
    /// True if it has its closing mark.
    pub closed: bool,
}

/// A quotation mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// Where it stands; two characters for pairs such as `''`.
    pub bytes: Range<usize>,
    /// True if it opens, false if it closes.
    pub opens: bool,
}

/// The quotations and quotation marks of a paragraph.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// In order of start; an inner one comes after its outer one.
    pub quoted: Vec<Quoted>,
    /// In order: every double mark, and the single marks that make a quotation.
    pub marks: Vec<Mark>,
}

/// A pair of marks, or one that is never closed.
struct MarkPair {
    open: Range<usize>,
    close: Option<Range<usize>>,
    /// Where it ends: after its closing mark, else where the paragraph ends.
    end: usize,
}

/// Finds the quotations of one paragraph.
pub(super) async fn find(text: &str, pace: &mut Pace) -> Marks {
    let (doubles, mut marks) = doubles(text, pace).await;
    let singles = Singles::of(text, pace).await;
    let mut pairs = singles.outside(text, &doubles, pace).await;
    for double in &doubles {
        pairs.extend(singles.inside(double));
        pace.spend(1).await;
    }
    marks.extend(pairs.iter().map(|p| Mark { bytes: p.open.clone(), opens: true }));
    marks.extend(
        pairs.iter().filter_map(|p| p.close.clone()).map(|bytes| Mark { bytes, opens: false }),
    );
    sort::by_keys(&mut marks, |m| [m.bytes.start]);
    pairs.extend(doubles);
    Marks { quoted: nest(pairs), marks }
}

/// Puts quotations in order and works out which stand in which.
fn nest(mut pairs: Vec<MarkPair>) -> Vec<Quoted> {
    sort::by_keys(&mut pairs, |p| [p.open.start, sort::descending(p.end)]);
    let mut open_ends: Vec<usize> = Vec::new();
    let place = |p: MarkPair| {
        while open_ends.last().is_some_and(|&end| end <= p.open.start) {
            open_ends.pop();
        }
        let level = open_ends.len().min(u8::MAX as usize) as u8;
        open_ends.push(p.end);
        Quoted { bytes: p.open.start..p.end, level, closed: p.close.is_some() }
    };
    pairs.into_iter().map(place).collect()
}

/// The double mark at the start of `rest`: its length, and whether its shape opens (`None` for the
/// straight one).
fn double_mark(rest: &str) -> Option<(usize, Option<bool>)> {
    for (pair, opens) in [("``", Some(true)), ("''", None), ("’’", Some(false))] {
        if rest.starts_with(pair) {
            return Some((pair.len(), opens));
        }
    }
    let c = rest.chars().next()?;
    let opens = match c {
        '"' => None,
        '“' | '„' | '«' => Some(true),
        '”' | '»' => Some(false),
        _ => return None,
    };
    Some((c.len_utf8(), opens))
}

/// The last character of `text`; a space if there is none.
fn last_char(text: &str) -> char {
    text.chars().next_back().unwrap_or(' ')
}

/// True if a double mark after `before` stands for inches: `6'2"`.
fn measures_inches(before: &str) -> bool {
    let feet = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let inches = before.len() - feet.len();
    let Some(feet) = feet.strip_suffix(['\'', '’', '′']) else { return false };
    (1..=2).contains(&inches) && feet.ends_with(|c: char| c.is_ascii_digit())
}

/// The quotations in double marks, in order, and every double mark.
async fn doubles(text: &str, pace: &mut Pace) -> (Vec<MarkPair>, Vec<Mark>) {
    let (mut pairs, mut marks) = (Vec::new(), Vec::new());
    let mut start: Option<Range<usize>> = None;
    let (mut at, mut before) = (0, ' ');
    // no other byte starts a mark
    let may_be_mark = |b: &u8| matches!(b, b'"' | b'\'' | b'`' | 0xc2 | 0xe2);
    while let Some(next) = text.as_bytes()[at..].iter().position(may_be_mark) {
        if next > 0 {
            at += next;
            before = last_char(&text[..at]);
        }
        pace.spend(1).await;
        let c = text[at..].chars().next().unwrap_or(' ');
        let Some((len, shape)) = double_mark(&text[at..]) else {
            (at, before) = (at + c.len_utf8(), c);
            continue;
        };
        let mark = at..at + len;
        if measures_inches(&text[..at]) {
            (at, before) = (mark.end, c);
            continue;
        }
        let after = text[mark.end..].chars().next().unwrap_or(' ');
        let left = is_space(before) || FREE_LEFT.contains(before);
        let right = is_space(after) || FREE_RIGHT.contains(after);
        let opens = if left != right { left } else { shape.unwrap_or(start.is_none()) };
        marks.push(Mark { bytes: mark.clone(), opens });
        (at, before) = (mark.end, c);
        if opens {
            // a straight mark that opens again shows that the one before was no opening mark
            if start.is_none() || shape.is_none() {
                start = Some(mark);
            }
        } else if let Some(open) = start.take() {
            pairs.push(MarkPair { open, end: mark.end, close: Some(mark) });
        }
    }
    pairs.extend(start.map(|open| MarkPair { open, close: None, end: text.len() }));
    (pairs, marks)
}

/// A single mark that may close.
#[derive(Clone, Copy)]
struct Close {
    at: usize,
    end: usize,
}

impl Close {
    fn bytes(self) -> Range<usize> {
        self.at..self.end
    }
}

/// The single marks of a paragraph that may open or close, each list in order.
#[derive(Default)]
struct Singles {
    /// With white space or the like before and a word after.
    opening: Vec<Range<usize>>,
    /// Directly after another mark, with a word after: may open an inner quotation.
    opening_after_mark: Vec<Range<usize>>,
    /// After a full stop, comma or the like.
    strong: Vec<Close>,
    /// After any other letter than s.
    weak: Vec<Close>,
    /// After s: mostly the genitive of a plural.
    after_s: Vec<Close>,
    /// After a closing double mark.
    after_double: Vec<Close>,
}

impl Singles {
    /// The single marks of `text`.
    async fn of(text: &str, pace: &mut Pace) -> Self {
        let mut found = Singles::default();
        // no other byte starts such a mark
        for (at, _) in text.bytes().enumerate().filter(|(_, b)| matches!(b, b'\'' | 0xe2)) {
            if let Some(c @ ('\'' | '‘' | '’')) = text[at..].chars().next() {
                found.sort_in(text, at, c, text[..at].chars().next_back());
                pace.spend(1).await;
            }
        }
        found
    }

    /// Puts the mark `c` at `at` into the lists that it belongs to.
    fn sort_in(&mut self, text: &str, at: usize, c: char, before: Option<char>) {
        let end = at + c.len_utf8();
        let after = text[end..].chars().next().unwrap_or(' ');
        if c != '’' && is_alphanumeric(after) && !is_clipped(&text[end..]) {
            if before.is_none_or(|b| is_space(b) || BEFORE_SINGLE.contains(b)) {
                self.opening.push(at..end);
            } else if before.is_some_and(|b| "\"“„«`".contains(b)) {
                self.opening_after_mark.push(at..end);
            }
        }
        let Some(before) = before.filter(|&b| c != '‘' && !is_space(b) && !is_alphanumeric(after))
        else {
            return;
        };
        let list = match before {
            b if BEFORE_CLOSING_SINGLE.contains(b) => &mut self.strong,
            's' | 'S' => &mut self.after_s,
            '"' | '”' | '»' => {
                self.after_double.push(Close { at, end });
                &mut self.weak
            }
            _ => &mut self.weak,
        };
        list.push(Close { at, end });
    }

    /// Quotations in single marks outside those in double marks.
    async fn outside(&self, text: &str, doubles: &[MarkPair], pace: &mut Pace) -> Vec<MarkPair> {
        let mut out: Vec<MarkPair> = Vec::new();
        for open in &self.opening {
            pace.spend(1).await;
            let next = doubles.partition_point(|d| d.open.start <= open.start);
            let masked = next > 0 && doubles[next - 1].end > open.start;
            if masked || out.last().is_some_and(|p| p.end > open.start) {
                continue;
            }
            let stop = doubles.get(next).map_or(text.len(), |d| d.open.start);
            let within = |list: &[Close]| first_after(list, open.end).filter(|c| c.at < stop);
            let close = within(&self.strong)
                .or_else(|| within(&self.weak))
                .or_else(|| self.around_doubles(text, open, &doubles[next..]));
            out.extend(close.map(|c| MarkPair {
                open: open.clone(),
                close: Some(c.bytes()),
                end: c.end,
            }));
        }
        out
    }

    /// The end of a quotation that opens at `open` and holds one or more of the `doubles`, as in
    /// ‘He said “stop” to me.’ Only where it is clear: a curly mark, or one that starts the
    /// paragraph, and no other opening before the end.
    fn around_doubles(
        &self,
        text: &str,
        open: &Range<usize>,
        doubles: &[MarkPair],
    ) -> Option<Close> {
        if open.start != 0 && text.as_bytes()[open.start] == b'\'' {
            return None;
        }
        let mut from = doubles.first()?.end;
        let free = |close: &Close| {
            let next = doubles.partition_point(|d| d.open.start <= close.at);
            next == 0 || doubles[next - 1].end <= close.at
        };
        // marks within the doubles are rare: a few steps suffice, and bound the work
        for _ in 0..MOST_STEPS {
            let strong = first_after(&self.strong, from);
            let after_double = first_after(&self.after_double, from);
            let close = strong.into_iter().chain(after_double).min_by_key(|c| c.at)?;
            if free(&close) {
                let other = self.opening.partition_point(|o| o.start <= open.start);
                return self.opening.get(other).is_none_or(|o| o.start > close.at).then_some(close);
            }
            from = close.end;
        }
        None
    }

    /// Quotations in single marks within the quotation `outer`.
    fn inside(&self, outer: &MarkPair) -> Vec<MarkPair> {
        let inner = outer.open.end..outer.close.as_ref().map_or(outer.end, |c| c.start);
        let slice = |list: &'_ Vec<Range<usize>>| {
            let from = list.partition_point(|o| o.start < inner.start);
            from..list.partition_point(|o| o.start < inner.end)
        };
        let first = self.opening_after_mark[slice(&self.opening_after_mark)]
            .iter()
            .filter(|o| o.start == inner.start);
        let mut out: Vec<MarkPair> = Vec::new();
        for open in first.chain(&self.opening[slice(&self.opening)]) {
            if out.last().is_some_and(|p| p.end > open.start) {
                continue;
            }
            let within =
                |list: &[Close]| first_after(list, open.end).filter(|c| c.end <= inner.end);
            let sure =
                within(&self.strong).into_iter().chain(within(&self.weak)).min_by_key(|c| c.at);
            let curly = open.len() > 1;
            let close = sure.or_else(|| within(&self.after_s).filter(|_| curly));
            out.extend(close.map(|c| MarkPair {
                open: open.clone(),
                close: Some(c.bytes()),
                end: c.end,
            }));
        }
        out
    }
}

/// Most marks within double ones that are passed over in search of the end of a single quotation
/// around them.
const MOST_STEPS: usize = 16;

/// The first of `list` at or after `from`.
fn first_after(list: &[Close], from: usize) -> Option<Close> {
    list.get(list.partition_point(|c| c.at < from)).copied()
}

/// True if the mark before `rest` stands for dropped letters or digits: '90s, 'em, 'n'.
fn is_clipped(rest: &str) -> bool {
    let longest = 5;
    let word: String =
        rest.chars().take(longest + 1).take_while(|&c| c == '_' || is_alphanumeric(c)).collect();
    rest.starts_with(char::is_numeric) || CLIPPED.iter().any(|c| c.eq_ignore_ascii_case(&word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::turns::block_on;

    fn found(text: &str) -> Marks {
        block_on(find(text, &mut Pace::default()))
    }

    /// The quotations of a text, one level deeper with each arrow.
    fn quoted(text: &str) -> Vec<String> {
        found(text)
            .quoted
            .into_iter()
            .map(|q| format!("{}{}", ">".repeat(q.level.into()), &text[q.bytes]))
            .collect()
    }

    #[test]
    fn every_kind_of_double_mark_quotes() {
        assert_eq!(quoted("He said “no” and \"yes\"."), ["“no”", "\"yes\""]);
        assert_eq!(quoted("He said ``no'' and ''yes''."), ["``no''", "''yes''"]);
        assert_eq!(quoted("Il «non» und „nein“ sagte"), ["«non»", "„nein“"]);
    }

    #[test]
    fn an_open_quotation_runs_to_the_end() {
        let found = found("He said: \"We go on");
        assert_eq!(found.quoted, [Quoted { bytes: 9..18, level: 0, closed: false }]);
    }

    #[test]
    fn inner_quotations_have_their_level() {
        assert_eq!(
            quoted("“He said ‘stop’ to us,” she said."),
            ["“He said ‘stop’ to us,”", ">‘stop’"]
        );
        assert_eq!(quoted("\"'Stop,' he said,\" she said"), ["\"'Stop,' he said,\"", ">'Stop,'"]);
        assert_eq!(
            quoted("‘He said “stop” to us,’ she said."),
            ["‘He said “stop” to us,’", ">“stop”"]
        );
        assert_eq!(
            quoted("“The ‘Black Lives’ movement”"),
            ["“The ‘Black Lives’ movement”", ">‘Black Lives’"]
        );
    }

    #[test]
    fn single_marks_quote_where_a_pair_is_clear() {
        assert_eq!(quoted("a 'quasi-state of war' was declared"), ["'quasi-state of war'"]);
        assert_eq!(quoted("‘We don’t know,’ he said"), ["‘We don’t know,’"]);
    }

    #[test]
    fn apostrophes_do_not_quote() {
        for text in [
            "rock 'n' roll",
            "the ‘90s and the '80s",
            "James' house and the workers' union",
            "get 'em, don't",
            "the boys’ ‘til",
        ] {
            assert_eq!(quoted(text), [""; 0], "{text}");
        }
    }

    /// <https://github.com/jolicode/JoliTypo/pull/135>
    #[test]
    fn a_mark_for_inches_closes_no_quotation() {
        assert_eq!(quoted("\"He is 6'2\" and slim,\" she said."), ["\"He is 6'2\" and slim,\""]);
        assert_eq!(quoted("“He is 6’2” and slim,” she said."), ["“He is 6’2” and slim,”"]);
        assert_eq!(quoted("\"He is 6'2\"\" she said."), ["\"He is 6'2\"\""]);
        assert_eq!(quoted("the class of \"the '92\" met"), ["\"the '92\""]);
    }

    #[test]
    fn a_straight_mark_with_space_on_both_sides_takes_its_turn() {
        assert_eq!(quoted("he said \" no \" to it"), ["\" no \""]);
    }

    #[test]
    fn pairs_of_characters_are_one_mark() {
        let marks = found("``no''").marks;
        assert_eq!(marks, [Mark { bytes: 0..2, opens: true }, Mark { bytes: 4..6, opens: false }]);
    }
}
