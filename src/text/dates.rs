//! Days as articles write them.
//!
//! Takes a line; gives the days in it as ISO 8601, and whether the line holds nothing else;
//! promises that a day is only given where its year stands there and the order of day and month is
//! certain.

use std::ops::Range;

use crate::lexicon::lists::layout::{BESIDE_DATES, MONTHS, ORDINAL_ENDINGS, WEEKDAYS};

/// A day and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Day {
    /// Bytes of the line, with the day of the week before it.
    pub bytes: Range<usize>,
    /// `2016-09-09`.
    pub iso: String,
}

/// Most words and numbers of a line that holds nothing but dates and times.
const LONGEST_LINE: usize = 24;
/// Fewest letters of an abbreviated month or weekday.
const SHORTEST_NAME: usize = 3;

/// A run of letters, a run of digits, or one other character of a line.
#[derive(Debug, Clone)]
struct Piece<'t> {
    text: &'t str,
    start: usize,
}

impl Piece<'_> {
    /// The byte of the line behind it.
    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Its value, if it is a number of at most four digits.
    fn number(&self) -> Option<u32> {
        if self.text.len() > 4 || !self.text.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        self.text.parse().ok()
    }

    /// The year that it may be, from 1600 to 2199.
    fn year(&self) -> Option<u32> {
        self.number().filter(|y| self.text.len() == 4 && (1600..2200).contains(y))
    }

    /// Which of `names` it is or abbreviates, counted from 1.
    fn name_in(&self, names: &[&str]) -> Option<u32> {
        let word = self.text.to_ascii_lowercase();
        let long = word.len() >= SHORTEST_NAME && word.is_ascii();
        names
            .iter()
            .position(|n| long && (n.starts_with(&word) || *n == "september" && word == "sept"))
            .map(|i| i as u32 + 1)
    }

    /// The number of the month that it names, from 1.
    fn month(&self) -> Option<u32> {
        // "mar" and "may" are words too: only with a capital, which the callers' lines have
        self.name_in(MONTHS).filter(|_| self.text.starts_with(char::is_uppercase))
    }

    /// The number of the weekday that it names, from 1 for Monday.
    fn weekday(&self) -> Option<u32> {
        self.name_in(WEEKDAYS).filter(|_| self.text.starts_with(char::is_uppercase))
    }

    /// True if it is `text` in any case.
    fn is(&self, text: &str) -> bool {
        self.text.eq_ignore_ascii_case(text)
    }

    fn is_word(&self) -> bool {
        self.text.starts_with(char::is_alphanumeric)
    }
}

/// The pieces of a line, without its white space.
fn pieces(line: &str) -> Vec<Piece<'_>> {
    let class = |c: char| {
        if c.is_ascii_digit() {
            0
        } else if c.is_alphabetic() {
            1
        } else {
            2
        }
    };
    let mut out: Vec<Piece> = Vec::new();
    for (i, c) in line.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        let end = i + c.len_utf8();
        match out.last_mut() {
            Some(last)
                if last.end() == i
                    && class(c) < 2
                    && last.text.chars().next().map(class) == Some(class(c)) =>
            {
                last.text = &line[last.start..end];
            }
            _ => out.push(Piece { text: &line[i..end], start: i }),
        }
    }
    out
}

/// The day in ISO 8601, if there is such a day.
fn iso(year: u32, month: u32, day: u32) -> Option<String> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (1..=days).contains(&day).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// The day that starts at `pieces[0]`: how many pieces it takes, and the day.
fn day_at(pieces: &[Piece]) -> Option<(usize, String)> {
    let get = |i: usize| pieces.get(i);
    let number = |i: usize| get(i).and_then(Piece::number);
    let year = |i: usize| get(i).and_then(Piece::year);
    let month = |i: usize| get(i).and_then(Piece::month);
    let skip = |i: usize, marks: &[&str]| {
        i + usize::from(get(i).is_some_and(|x| marks.iter().any(|m| x.is(m))))
    };
    if let Some(m) = month(0) {
        // September 9, 2016; Sept. 9th 2016
        let day = skip(1, &["."]);
        let after = skip(skip(day + 1, ORDINAL_ENDINGS), &[","]);
        return Some((after + 1, iso(year(after)?, m, number(day)?)?));
    }
    let separator = get(1)?.text;
    if let (Some(y), "-" | "/" | ".") = (year(0), separator) {
        let same = get(3).is_some_and(|x| x.text == separator);
        return Some((5, iso(y, number(2).filter(|_| same)?, number(4)?)?));
    }
    let first = number(0)?;
    if let "/" | "." | "-" = separator {
        if let (Some(m), true) = (month(2), get(3)?.text == separator) {
            return Some((5, iso(year(4)?, m, first)?)); // 9-Sep-2016
        }
        let second = number(2)?;
        let y = year(4).filter(|_| pieces[3].text == separator)?;
        return match separator {
            "." => Some((5, iso(y, second, first)?)),
            // America writes the month first, the rest of the world the day: certain only where
            // just one of them can be a month
            _ if first == second || second > 12 => Some((5, iso(y, first, second)?)),
            _ if first > 12 => Some((5, iso(y, second, first)?)),
            _ => None,
        };
    }
    // 9 September 2016; 9th of Sept., 2016
    let at = skip(skip(1, ORDINAL_ENDINGS), &["of"]);
    let m = month(at)?;
    let after = skip(skip(at + 1, &["."]), &[","]);
    Some((after + 1, iso(year(after)?, m, first)?))
}

/// The days in `line`, in order.
pub(super) fn days(line: &str) -> Vec<Day> {
    found(&pieces(line)).into_iter().map(|(_, day)| day).collect()
}

/// The days among `pieces`, each with the pieces that it takes.
fn found(pieces: &[Piece]) -> Vec<(Range<usize>, Day)> {
    let (mut out, mut at) = (Vec::new(), 0);
    while at < pieces.len() {
        let Some((len, iso)) = day_at(&pieces[at..]) else {
            at += 1;
            continue;
        };
        let mut start = at;
        for back in 1..=2.min(at) {
            if pieces[at - back].weekday().is_some() {
                start = at - back;
            } else if !matches!(pieces[at - back].text, "," | ".") {
                break;
            }
        }
        out.push((
            start..at + len,
            Day { bytes: pieces[start].start..pieces[at + len - 1].end(), iso },
        ));
        at += len;
    }
    out
}

/// The first day in `line`, whatever else is there.
pub(crate) fn first_day(line: &str) -> Option<String> {
    days(line).into_iter().next().map(|day| day.iso)
}

/// The day that `line` states, if it states nothing else: "Published: Friday, Sept. 9, 2016 at
/// 10:24 a.m. ET". Of the day of publication and that of a change it gives the former.
pub(crate) fn date_line(line: &str) -> Option<String> {
    let (pieces, days) = time_pieces(line)?;
    let first = days.iter().find(|(range, _)| !is_of_change(&pieces, range)).or(days.first());
    first.map(|(_, day)| day.iso.clone())
}

/// True if the words before the day at `range` say that something was changed on it.
fn is_of_change(pieces: &[Piece], range: &Range<usize>) -> bool {
    pieces[range.start.saturating_sub(4)..range.start]
        .iter()
        .any(|piece| piece.is("updated") || piece.is("modified"))
}

/// The first day of each kind in a line.
#[cfg(any(target_arch = "wasm32", test))]
#[derive(Debug, Default)]
pub(crate) struct PublicationDays {
    /// A day that is not said to be that of a change.
    pub published: Option<String>,
    /// The day of a change.
    pub changed: Option<String>,
}

/// The days of publication and change in `line`, whatever else is there.
#[cfg(any(target_arch = "wasm32", test))]
pub(crate) fn publication_days(line: &str) -> PublicationDays {
    let pieces = pieces(line);
    let mut days = PublicationDays::default();
    for (range, day) in found(&pieces) {
        let of_change = is_of_change(&pieces, &range);
        let kept = if of_change { &mut days.changed } else { &mut days.published };
        kept.get_or_insert(day.iso);
    }
    days
}

/// True if `line` states a time and nothing else, with a day or without: "3 hours ago", "4 min
/// read", "Sept. 9, 10:24 a.m. ET".
pub(super) fn is_time_line(line: &str) -> bool {
    time_pieces(line).is_some_and(|(pieces, _)| {
        let word = pieces
            .iter()
            .any(|i| i.text.starts_with(char::is_alphabetic) && !i.is("a") && !i.is("the"));
        word && pieces.iter().any(|i| i.number().is_some())
    })
}

/// A line of dates and times: its pieces, and its days with the pieces that they take.
type Times<'t> = (Vec<Piece<'t>>, Vec<(Range<usize>, Day)>);

/// The line's pieces and days, if it holds nothing but dates, times and words beside them.
fn time_pieces(line: &str) -> Option<Times<'_>> {
    let pieces = pieces(line);
    if pieces.iter().filter(|i| i.is_word()).count() > LONGEST_LINE
        || pieces.iter().any(|i| matches!(i.text, "\"" | "“" | "”" | "$" | "£" | "€" | "%"))
    {
        return None;
    }
    let days = found(&pieces);
    let beside = |at: usize| {
        let piece = &pieces[at];
        let word = piece.text.to_ascii_lowercase();
        let time = piece.number().is_some_and(|n| n < 100);
        let named = piece.weekday().is_some() || piece.month().is_some();
        !piece.is_word()
            || time
            || named
            || BESIDE_DATES.split_ascii_whitespace().any(|w| w == word)
    };
    let covered = |at: usize| days.iter().any(|(range, _)| range.contains(&at));
    (0..pieces.len()).all(|at| covered(at) || beside(at)).then_some((pieces, days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_news_writes_them() {
        for text in [
            "September 09, 2016",
            "Sept. 9, 2016",
            "Sep 9 2016",
            "9 September 2016",
            "9 Sep 2016",
            "9th of September 2016",
            "Friday, September 9, 2016",
            "Fri Sept. 9th, 2016",
            "2016-09-09",
            "2016-09-09T10:24:00Z",
            "2016/09/09",
            "09/09/2016",
            "9.9.2016",
            "09-Sep-2016",
            "SEPTEMBER 9, 2016",
            "Published: Friday, Sept. 9, 2016 at 10:24 a.m. ET",
            "Updated 10:30 GMT, 9 September 2016",
            "Posted on Sept 9, 2016 | 4 min read",
            "Published September 9, 2016 | Updated September 11, 2016",
            "Updated September 11, 2016; first published September 9, 2016",
        ] {
            assert_eq!(date_line(text).as_deref(), Some("2016-09-09"), "{text}");
        }
        assert_eq!(date_line("13/02/2017").as_deref(), Some("2017-02-13"));
        assert_eq!(date_line("02/13/2017").as_deref(), Some("2017-02-13"));
    }

    #[test]
    fn uncertain_days_are_not_guessed() {
        for text in [
            "03/04/2016",
            "September 2016",
            "Sept. 9",
            "February 30, 2016",
            "2016",
            "Friday",
            "10:24 a.m.",
            "1/2/3",
            "",
        ] {
            assert_eq!(days(text), [], "{text}");
        }
    }

    #[test]
    fn a_line_that_says_more_is_no_date_line() {
        for text in [
            "September 9, 2016, was a Friday",
            "The law of 9 September 2016",
            "On 9 September 2016 talks began in Geneva",
        ] {
            assert_eq!(date_line(text), None, "{text}");
            assert_eq!(days(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn times_without_a_day_are_lines_of_time_too() {
        for text in [
            "3 hours ago",
            "4 MIN READ",
            "Sept. 9, 10:24 a.m. ET",
            "Updated 2 days ago",
            "10:24 p.m.",
        ] {
            assert!(is_time_line(text) && date_line(text).is_none(), "{text}");
        }
        for text in ["9", "10 min from the border", "The May Day", "100 days", "$3 a day", ""] {
            assert!(!is_time_line(text), "{text}");
        }
    }

    #[test]
    fn a_day_knows_its_place() {
        let line = "By Ann Lee, Friday, Sept. 9, 2016, Geneva";
        assert_eq!(&line[days(line)[0].bytes.clone()], "Friday, Sept. 9, 2016");
    }
}
