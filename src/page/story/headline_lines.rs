//! Authors and day in the lines around a page's headline.
//!
//! Takes the lines above and below a headline, piece by piece, with what markup says of each piece;
//! gives the authors and the day that they name; promises nothing where no line names them clearly.

use crate::lexicon::lists::layout::BYLINE_JOINTS;
use crate::lexicon::lists::page::OTHER_CREDITS;
use crate::text::{byline, dates, one_line};

/// A run of text in the same element.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Piece {
    /// The text, with the white space around it.
    pub text: String,
    /// True if markup says that it names an author.
    pub is_author: bool,
    /// The time that markup gives in place of the text, after "updated" where it is that of a
    /// change.
    pub time: String,
}

/// A line: the pieces that stand in the same block.
pub type Line = Vec<Piece>;

/// The lines around a headline, the nearest to it first, and other lines of the story.
#[derive(Debug, Clone, Default)]
pub struct HeadlineLines {
    /// Those before it.
    pub above: Vec<Line>,
    /// Those after it.
    pub below: Vec<Line>,
    /// Those in each element of the story that is marked as naming the authors.
    pub bylines: Vec<Vec<Line>>,
    /// Those in each element of the story that is marked as naming the day.
    pub datelines: Vec<Vec<Line>>,
}

/// Length of the longest line that names authors, in bytes.
pub(super) const BYLINE_MAX: usize = 120;
/// Length of the longest name of an author who is no person, in bytes.
const OTHER_MAX: usize = 40;
/// Most lines between the names of two authors: the role of the first.
const LINES_BETWEEN: usize = 1;
/// Length of the longest line of any kind that names authors among other things, in bytes.
const LINE_MAX: usize = 300;
/// Length of the longest line in which a day is taken for that of publication, in bytes, although
/// the line neither names authors nor holds only the day.
const DAY_LINE_MAX: usize = 60;

impl HeadlineLines {
    /// The people whom the first byline names.
    pub fn authors(&self) -> Vec<String> {
        let near = [&self.below, &self.above].into_iter();
        let found = near.chain(&self.bylines).map(|lines| authors(lines));
        found.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// The first text that is said to name an author: an outlet, say, or somebody by one name.
    pub fn others(&self) -> Option<String> {
        let lines = self.near().chain(self.bylines.iter().flatten());
        let short = lines.filter(|line| joined(line).len() <= BYLINE_MAX);
        short.filter_map(other).next()
    }

    /// The first day that is not that of a change, near the headline, in the page's `address` or
    /// elsewhere; else the first of a change.
    pub fn day(&self, address: &str) -> Option<String> {
        let published = |days: dates::PublicationDays| days.published;
        let near = || self.near().filter_map(days);
        near()
            .find_map(published)
            .or_else(|| dates::first_day(address))
            .or_else(|| self.datelines.iter().flatten().filter_map(days).find_map(published))
            .or_else(|| near().find_map(|days| days.changed))
    }

    fn near(&self) -> impl Iterator<Item = &Line> {
        self.below.iter().chain(&self.above)
    }
}

/// What `line` names that markup or "By" says is an author.
fn other(line: &Line) -> Option<String> {
    let text = joined(line);
    let rest = byline::after_lead(&text);
    let is_name = |text: &str| {
        text.len() > 2
            && text.len() <= OTHER_MAX
            && !text.contains(|c: char| c.is_ascii_digit() || matches!(c, '@' | ':' | '?' | '!'))
    };
    let in_capitals = rest.split(' ').all(|word| word.starts_with(char::is_uppercase));
    if rest.len() < text.len() && in_capitals && is_name(rest) {
        return Some(rest.to_owned());
    }
    let marked = line.iter().filter(|piece| piece.is_author).map(|piece| one_line(&piece.text));
    marked.map(|text| byline::after_lead(&text).to_owned()).find(|text| is_name(text))
}

/// The people whom the first byline in `lines` names, and those whom the lines after it name.
fn authors(lines: &[Line]) -> Vec<String> {
    let (mut found, mut others, mut is_after_lead) = (Vec::new(), 0, false);
    for line in lines {
        let text = joined(line);
        if OTHER_CREDITS.iter().any(|credit| text.contains(credit)) {
            continue;
        }
        let names = names_in(line, &text, is_after_lead);
        others = if names.is_empty() { others + 1 } else { 0 };
        if !found.is_empty() && others > LINES_BETWEEN {
            break;
        }
        is_after_lead = byline::is_lead(&text) || BYLINE_JOINTS.contains(&text.as_str());
        found.extend(names);
    }
    found
}

/// The people whom `line`, whose text is `text`, names as authors.
fn names_in(line: &Line, text: &str, is_after_lead: bool) -> Vec<String> {
    if text.len() > LINE_MAX {
        return Vec::new();
    }
    let lead_ends = text.len() - byline::after_lead(text).len();
    if (lead_ends > 0 || is_after_lead) && text.len() <= BYLINE_MAX {
        let whole = byline::authors(text);
        if !whole.is_empty() {
            return whole;
        }
    }
    let marked = line.iter().filter(|piece| piece.is_author);
    let named: Vec<String> =
        marked.flat_map(|piece| byline::people(&one_line(&piece.text))).collect();
    if !named.is_empty() || lead_ends == 0 {
        return named;
    }
    // "By", the name, and things of all kinds after it.
    let mut pieces = line.iter().map(|piece| one_line(&piece.text)).filter(|text| !text.is_empty());
    let first = pieces.next().unwrap_or_default();
    let name = if byline::is_lead(&first) { pieces.next().unwrap_or_default() } else { first };
    byline::bare_names(byline::after_lead(&name))
}

/// The days that `line` gives, if it may be the line that says when the story was published.
fn days(line: &Line) -> Option<dates::PublicationDays> {
    let pieces = line.iter().flat_map(|piece| [piece.time.as_str(), &piece.text]);
    let text = one_line(&pieces.collect::<Vec<_>>().join(" "));
    let is_byline =
        line.iter().any(|piece| piece.is_author) || byline::after_lead(&text).len() < text.len();
    let fits = line.iter().any(|piece| !piece.time.is_empty())
        || text.len() <= if is_byline { BYLINE_MAX } else { DAY_LINE_MAX }
        || dates::date_line(&text).is_some();
    fits.then(|| dates::publication_days(&text))
}

/// The pieces as one text.
pub(super) fn joined(line: &Line) -> String {
    one_line(&line.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line whose pieces stand between "|"; one after "*" is marked as an author.
    fn line(text: &str) -> Line {
        let piece = |text: &str| Piece {
            text: text.trim_start_matches('*').to_owned(),
            is_author: text.starts_with('*'),
            time: String::new(),
        };
        text.split('|').map(piece).collect()
    }

    fn below(lines: &[&str]) -> HeadlineLines {
        HeadlineLines {
            below: lines.iter().map(|text| line(text)).collect(),
            ..HeadlineLines::default()
        }
    }

    #[test]
    fn bylines_in_words_are_read() {
        let found = |lines: &[&str]| below(lines).authors().join(", ");
        assert_eq!(found(&["By Ann Lee and Bob Ray, Staff Writers"]), "Ann Lee, Bob Ray");
        assert_eq!(found(&["By |Ann Lee| on March 3, 2025 |Share on Facebook"]), "Ann Lee");
        assert_eq!(found(&["By", "Ann Lee", "and", "Bob Ray", "Tech Talk"]), "Ann Lee, Bob Ray");
        assert_eq!(found(&["By Ann Lee BBC News, Washington"]), "Ann Lee");
        assert_eq!(found(&["Donald Trump", "Real Estate"]), "", "nothing says that it is one");
        assert_eq!(found(&["By the numbers"]), "");
        assert_eq!(found(&["By winning Ohio, John Kasich picked up all 66 delegates"]), "");
    }

    #[test]
    fn marked_names_are_authors_without_by() {
        let found = |lines: &[&str]| below(lines).authors().join(", ");
        assert_eq!(found(&["*Ann Lee| - Aug 10, 2016 11:15 am UTC"]), "Ann Lee");
        assert_eq!(found(&["*Ann Lee|*CEO"]), "Ann Lee");
        assert_eq!(found(&["*Ann Lee / TNN / Updated: Oct 9, 2019, 11:05 IST"]), "Ann Lee");
        assert_eq!(found(&["*Ann Lee", "*Creative Director", "*Bob Ray"]), "Ann Lee, Bob Ray");
        assert_eq!(found(&["*Ann Lee", "News", "Share", "*Bob Ray"]), "Ann Lee");
        assert_eq!(found(&["*Ann Lee", "*Ann Lee’s Most Recent Stories"]), "Ann Lee");
        assert_eq!(found(&["*More About Ann Lee", "*Follow Ann Lee"]), "");
        assert_eq!(found(&["Photograph by |*Cy Fox", "*Ann Lee"]), "Ann Lee");
        let prose = format!("*Ann Lee|{}", " said that it would rain".repeat(20));
        assert_eq!(found(&[prose.as_str()]), "", "a link in the story is no byline");
    }

    #[test]
    fn byline_elsewhere_in_the_story_counts_where_none_is_near() {
        let mut lines = below(&["A summary."]);
        lines.bylines =
            vec![vec![line("*View profile")], vec![line("*Ann Lee")], vec![line("*Cy Fox")]];
        assert_eq!(lines.authors(), ["Ann Lee"]);
        lines.below = vec![line("By Bob Ray")];
        assert_eq!(lines.authors(), ["Bob Ray"]);
    }

    #[test]
    fn what_names_no_people_is_an_outlet() {
        let found = |lines: &[&str]| below(lines).others().unwrap_or_default();
        assert_eq!(found(&["*By", "*THE NEW POST| SEPT. 15"]), "THE NEW POST");
        assert_eq!(found(&["By NEW POST STAFF"]), "NEW POST STAFF");
        assert_eq!(found(&["*ann@news.example", "*4 min", "By the numbers", "BY", "Byte"]), "");
    }

    #[test]
    fn day_of_publication_goes_before_that_of_a_change() {
        let day = |lines: &[&str]| below(lines).day("").unwrap_or_default();
        assert_eq!(day(&["Updated Oct. 9, 2019", "Published: Oct. 8, 2019"]), "2019-10-08");
        assert_eq!(
            day(&["Posted: Oct 14, 2022 9:27 AM ET | Last Updated: Oct 15, 2022"]),
            "2022-10-14"
        );
        assert_eq!(day(&["Updated: Oct 9, 2019, 11:05 IST"]), "2019-10-09");
        assert_eq!(
            day(&["*Ann Lee / TNN / Oct 9, 2019, 11:05 IST |Share|AA+|Text Size|Small"]),
            "2019-10-09"
        );
        let prose =
            "The law of October 9, 2019 was made after a year of talks between all the parties.";
        assert_eq!(day(&[prose]), "");
        let mut lines = below(&["Published| last year"]);
        lines.below[0][1].time = "2019-10-08T22:00Z".to_owned();
        assert_eq!(lines.day("").as_deref(), Some("2019-10-08"));
        lines.below[0][1].time = "updated 2019-10-08".to_owned();
        lines.datelines = vec![vec![line("October 7, 2019")]];
        assert_eq!(lines.day("").as_deref(), Some("2019-10-07"));
    }
}
