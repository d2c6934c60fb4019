//! What a page says about its story outside the text: title, authors, day.
//!
//! Takes what was collected from JSON-LD, `<meta>` and microdata ([`Clues`]); gives the best of
//! each, and fills an analysis with what its text does not say; promises to take page text as data
//! only. Vocabularies: schema.org, Open Graph, Dublin Core, and what publishers' analytics made
//! common.

use crate::analysis::{Analysis, Byline};
use crate::text::{Byte, Span, byline, dates};

/// A story's metadata; what the page does not say is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The headline.
    pub title: String,
    /// Who wrote it, in order.
    pub authors: Vec<String>,
    /// When it was published, as the page writes it: mostly an ISO 8601 date, with or without a
    /// time.
    pub published: String,
}

impl Metadata {
    /// The analysis of a text of the page with authors and day where the text does not say them.
    /// Nothing is added where the text has a headline and no line above the story is the page's:
    /// then the page shows several stories.
    #[must_use]
    pub fn complete(&self, text: &str, analysis: Analysis<Byte>) -> Analysis<Byte> {
        let above =
            &text[..analysis.paragraphs.first().map_or(text.len(), |first| first.start() as usize)];
        let other = analysis.title.is_some() && !above.lines().any(|line| alike(line, &self.title));
        if other || analysis.notice.is_some() {
            return analysis;
        }
        let named = || {
            (!self.authors.is_empty())
                .then(|| Byline { span: self.line(text, &analysis), authors: self.authors.clone() })
        };
        let byline = analysis.byline.clone().or_else(named);
        let published = analysis.published.clone().or_else(|| dates::first_day(&self.published));
        Analysis { byline, published, ..analysis }
    }

    /// Where `text` names the authors outside its paragraphs, on one line; else nowhere: an empty
    /// span at its start.
    fn line(&self, text: &str, analysis: &Analysis<Byte>) -> Span<Byte> {
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let places: Option<Vec<usize>> =
                self.authors.iter().map(|name| line.find(name.as_str())).collect();
            let span = |at: &[usize]| {
                let end = at.iter().zip(&self.authors).map(|(at, name)| at + name.len()).max()?;
                Some(Span::new((start + at.iter().min()?) as u32, (start + end) as u32))
            };
            let found = places.and_then(|at| span(&at));
            if let Some(span) = found.filter(|span| {
                !analysis
                    .paragraphs
                    .iter()
                    .any(|p| p.start() <= span.start() && span.end() <= p.end())
            }) {
                return span;
            }
            start += line.len();
        }
        Span::new(0, 0)
    }
}

/// True for two headlines of one story: half the words of the shorter are in the other.
fn alike(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (one, other) = (words(one), words(other));
    let common = one.iter().filter(|word| other.contains(word)).count();
    !one.is_empty() && 2 * common >= one.len().min(other.len())
}

/// What was collected from a page.
#[derive(Debug, Clone, Default)]
pub struct Clues {
    /// From JSON-LD objects that are articles.
    pub linked: Metadata,
    /// `<meta>` elements: `property`, `name` or `itemprop`, and content.
    pub metas: Vec<(String, String)>,
    /// From the page's elements: its headline, lines that may name the authors, its `<time>`.
    pub marked: Metadata,
    /// The document's title, which often has the site's name in it.
    pub document: String,
}

const TITLES: &[&str] = &[
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "sailthru.title",
    "headline",
];
const AUTHORS: &[&str] = &[
    "author",
    "article:author",
    "byl",
    "parsely-author",
    "sailthru.author",
    "og:article:author",
    "dc.creator",
    "dcterms.creator",
    "cxenseparse:author",
];
const DATES: &[&str] = &[
    "article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "og:published_time",
    "article:published",
    "pubdate",
    "publishdate",
    "publish-date",
    "ptime",
    "dc.date",
    "dcterms.created",
    "dc.date.issued",
    "date",
];

/// What parts a headline from the name of a site.
const SEPARATORS: &[&str] = &[" | ", " - ", " – ", " — ", " » ", " :: "];

/// A headline has at least so many words; fewer may be the section.
const TITLE_WORDS: usize = 4;

/// The longest line that names authors, in bytes.
const BYLINE_MAX: usize = 120;

impl Clues {
    /// The best of them.
    pub fn metadata(self) -> Metadata {
        let meta = |names: &[&str]| {
            let found = |name: &&str| {
                self.metas
                    .iter()
                    .find(|(key, value)| key.eq_ignore_ascii_case(name) && !value.trim().is_empty())
            };
            names.iter().find_map(found).map(|(_, value)| one_line(value)).unwrap_or_default()
        };
        let first = |values: [String; 3]| {
            values.into_iter().find(|value| !value.is_empty()).unwrap_or_default()
        };
        let linked = self.linked.authors.iter().flat_map(|line| authors(line)).collect::<Vec<_>>();
        let by_meta =
            AUTHORS.iter().map(|name| authors(&meta(&[name]))).find(|found| !found.is_empty());
        let marked = || {
            self.marked
                .authors
                .iter()
                .map(|line| byline::authors(&one_line(line)))
                .find(|found| !found.is_empty())
        };
        let mut authors = Some(linked)
            .filter(|found| !found.is_empty())
            .or(by_meta)
            .or_else(marked)
            .unwrap_or_default();
        let mut seen = Vec::new();
        authors.retain(|name| {
            let new = !seen.contains(&name.to_lowercase());
            seen.push(name.to_lowercase());
            new
        });
        Metadata {
            title: first([
                one_line(&self.linked.title),
                meta(TITLES),
                or_headline(&self.document, &self.marked.title),
            ]),
            authors,
            published: first([
                self.linked.published.clone(),
                meta(DATES),
                self.marked.published.clone(),
            ]),
        }
    }
}

/// A document's title without the site's name; the headline where that is part of it, or where
/// there is no title.
fn or_headline(document: &str, headline: &str) -> String {
    let (document, headline) = (one_line(document), one_line(headline));
    if document.is_empty() || !headline.is_empty() && document.contains(&headline) {
        return if headline.is_empty() { document } else { headline };
    }
    let words = |part: &str| part.split_whitespace().count();
    let parts = SEPARATORS
        .iter()
        .find(|separator| document.contains(**separator))
        .map(|separator| document.split(separator));
    let longest = parts
        .and_then(|parts| parts.max_by_key(|part| words(part)))
        .filter(|part| words(part) >= TITLE_WORDS);
    longest.unwrap_or(&document).to_owned()
}

/// The names in what is said to be a list of authors; none where it is an address.
fn authors(line: &str) -> Vec<String> {
    let line = one_line(line);
    if line.len() > BYLINE_MAX || line.contains("://") || line.starts_with('@') {
        return Vec::new();
    }
    let read = byline::authors(&line);
    if !read.is_empty() {
        return read;
    }
    let names = ["By ", "by ", "BY "].iter().find_map(|by| line.strip_prefix(by)).unwrap_or(&line);
    let parts = names.split([',', ';', '|', '•', '&']).flat_map(|part| part.split(" and "));
    parts
        .map(|name| name.trim().trim_start_matches("and ").to_owned())
        .filter(|name| name.contains(char::is_alphabetic))
        .collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metas(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn json_ld_goes_before_meta_and_meta_before_what_is_in_the_page() {
        let says = |title: &str| Metadata {
            title: title.to_owned(),
            authors: vec!["By Ann Lee".to_owned()],
            published: title.to_owned(),
        };
        let all = metas(&[("og:title", "meta"), ("Author", "By Ann Lee"), ("date", "meta")]);
        let clues = Clues {
            linked: says("linked"),
            metas: all,
            marked: says("marked"),
            document: String::new(),
        };
        assert_eq!(clues.clone().metadata().title, "linked");
        let clues = Clues { linked: Metadata::default(), ..clues };
        assert_eq!(
            clues.clone().metadata(),
            Metadata { authors: vec!["Ann Lee".to_owned()], ..says("meta") }
        );
        let clues = Clues { metas: Vec::new(), ..clues };
        assert_eq!(
            clues.metadata(),
            Metadata { authors: vec!["Ann Lee".to_owned()], ..says("marked") }
        );
    }

    #[test]
    fn an_analysis_gets_what_its_text_does_not_say() {
        let told = |title: &str| Metadata {
            title: title.to_owned(),
            authors: vec!["Ann Lee".to_owned(), "Bob Ray".to_owned()],
            published: "2025-03-04T08:00:00Z".to_owned(),
        };
        let filled = |text: &str, title: &str| {
            let analysis =
                Analysis { title: title.is_empty().then(|| Span::new(0, 20)), ..Analysis::empty() };
            let told = told(if title.is_empty() { "Taxes will rise | The Post" } else { title });
            told.complete(text, analysis)
        };
        let text = "Taxes will rise soon\nPhoto: Ann Lee / Bob Ray\nThe minister said so.";
        let analysis = filled(text, "");
        assert_eq!(analysis.published.as_deref(), Some("2025-03-04"));
        let byline = analysis.byline.expect("the page names the authors");
        assert_eq!((byline.span.of(text), byline.authors.len()), ("Ann Lee / Bob Ray", 2));
        let byline = filled("The minister said so.", "Taxes will rise")
            .byline
            .expect("the page names the authors");
        assert!(byline.span.is_empty(), "the text does not");
    }

    #[test]
    fn what_the_text_says_itself_stays_and_another_story_gets_nothing() {
        let told = Metadata {
            title: "Taxes will rise".to_owned(),
            authors: vec!["Ann Lee".to_owned()],
            published: "2025-03-04".to_owned(),
        };
        let text = "Harbour plan divides the town\nThe mayor said so.";
        let other = Analysis {
            title: Some(Span::new(0, 29)),
            paragraphs: vec![Span::new(30, 48)],
            ..Analysis::empty()
        };
        assert_eq!(told.complete(text, other.clone()), other);
        let own = Byline { span: Span::new(0, 7), authors: vec!["Bob Ray".to_owned()] };
        let below = "A vote on Monday\nTaxes will rise\nThe mayor said so.";
        let found = Analysis {
            title: Some(Span::new(0, 16)),
            paragraphs: vec![Span::new(33, 51)],
            ..Analysis::empty()
        };
        assert!(
            told.complete(below, found).published.is_some(),
            "the text's own headline may be the line above it"
        );
        let says = Analysis {
            byline: Some(own),
            published: Some("2024-01-01".to_owned()),
            ..Analysis::empty()
        };
        assert_eq!(told.complete(text, says.clone()), says);
    }

    #[test]
    fn a_line_of_authors_is_parted_into_names_each_once() {
        assert_eq!(authors("By Ann Lee and Bob Stone"), ["Ann Lee", "Bob Stone"]);
        assert_eq!(authors("ANN LEE, Bob Stone, and Cy Fox"), ["ANN LEE", "Bob Stone", "Cy Fox"]);
        assert!(authors("https://news.example/people/ann").is_empty());
        let linked = Metadata {
            authors: vec!["Ann Lee".to_owned(), "Ann LEE".to_owned()],
            ..Metadata::default()
        };
        assert_eq!(Clues { linked, ..Clues::default() }.metadata().authors, ["Ann Lee"]);
    }

    #[test]
    fn the_name_of_the_site_is_no_part_of_the_title() {
        assert_eq!(
            or_headline("Taxes will rise next year - The Post", "Taxes will rise next year"),
            "Taxes will rise next year"
        );
        assert_eq!(or_headline("The Post | Taxes will rise next year", "The Post"), "The Post");
        assert_eq!(
            or_headline("Taxes will rise next year | The Post", ""),
            "Taxes will rise next year"
        );
        assert_eq!(or_headline("Mozilla - Wikipedia", "Contents"), "Mozilla - Wikipedia");
        assert_eq!(or_headline("", "Taxes will rise"), "Taxes will rise");
    }
}
