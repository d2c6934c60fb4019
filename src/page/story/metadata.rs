//! What a page says about its story outside the text: title, authors, day.
//!
//! Takes the contents of JSON-LD, `<meta>` and microdata ([`MetadataSources`]); gives the best of
//! each, and adds to an analysis the metadata that its text lacks; promises to take page text as
//! data only. Vocabularies: schema.org, Open Graph, Dublin Core, and names that publishers'
//! analytics made common.

use crate::analysis::{Analysis, Byline};
use crate::lexicon::lists::page::{
    AUTHOR_METAS, BYLINE_STARTS, DATE_METAS, SITE_SEPARATORS, TITLE_METAS,
};
use crate::text::{Byte, Span, byline, dates, one_line};

/// A story's metadata. A field is empty where the page says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The headline.
    pub title: String,
    /// The authors, in order.
    pub authors: Vec<String>,
    /// The day of publication as the page writes it: mostly an ISO 8601 date, with or without a
    /// time.
    pub published: String,
}

impl Metadata {
    /// Adds authors and day to the analysis of a text of the page, where the text lacks them.
    /// Nothing is added where the text has a headline but no line above the story is like the
    /// page's title: then the page shows several stories.
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

    /// The span of the authors' names in `text`, on one line outside the paragraphs; an empty span
    /// at the start where there is no such line.
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

/// True if two headlines are of one story: at least half the words of the shorter one stand in the
/// other.
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

/// The places in a page that give its metadata.
#[derive(Debug, Clone, Default)]
pub struct MetadataSources {
    /// From JSON-LD objects that are articles.
    pub json_ld: Metadata,
    /// `<meta>` elements: `property`, `name` or `itemprop`, then `content`.
    pub metas: Vec<(String, String)>,
    /// From the page's visible elements: its headline, lines that may name the authors, its
    /// `<time>`.
    pub elements: Metadata,
    /// The document's title, which often contains the site's name.
    pub document_title: String,
}

/// Least number of words in a headline; a shorter part of the title may be the section.
const TITLE_WORDS: usize = 4;

/// Length of the longest line that names authors, in bytes.
const BYLINE_MAX: usize = 120;

impl MetadataSources {
    /// The best value of each field: JSON-LD goes before `<meta>`, and that before the elements.
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
        let by_json_ld =
            self.json_ld.authors.iter().flat_map(|line| authors(line)).collect::<Vec<_>>();
        let by_meta =
            AUTHOR_METAS.iter().map(|name| authors(&meta(&[name]))).find(|found| !found.is_empty());
        let by_elements = || {
            self.elements
                .authors
                .iter()
                .map(|line| byline::authors(&one_line(line)))
                .find(|found| !found.is_empty())
        };
        let mut authors = Some(by_json_ld)
            .filter(|found| !found.is_empty())
            .or(by_meta)
            .or_else(by_elements)
            .unwrap_or_default();
        let mut seen = Vec::new();
        authors.retain(|name| {
            let new = !seen.contains(&name.to_lowercase());
            seen.push(name.to_lowercase());
            new
        });
        Metadata {
            title: first([
                one_line(&self.json_ld.title),
                meta(TITLE_METAS),
                title_or_headline(&self.document_title, &self.elements.title),
            ]),
            authors,
            published: first([
                self.json_ld.published.clone(),
                meta(DATE_METAS),
                self.elements.published.clone(),
            ]),
        }
    }
}

/// A document's title without the site's name; the headline where the title contains it or where
/// there is no title.
fn title_or_headline(document: &str, headline: &str) -> String {
    let (document, headline) = (one_line(document), one_line(headline));
    if document.is_empty() || !headline.is_empty() && document.contains(&headline) {
        return if headline.is_empty() { document } else { headline };
    }
    let words = |part: &str| part.split_whitespace().count();
    let parts = SITE_SEPARATORS
        .iter()
        .find(|separator| document.contains(**separator))
        .map(|separator| document.split(separator));
    let longest = parts
        .and_then(|parts| parts.max_by_key(|part| words(part)))
        .filter(|part| words(part) >= TITLE_WORDS);
    longest.unwrap_or(&document).to_owned()
}

/// The names in a line that is said to list authors; none if it is an address.
fn authors(line: &str) -> Vec<String> {
    let line = one_line(line);
    if line.len() > BYLINE_MAX || line.contains("://") || line.starts_with('@') {
        return Vec::new();
    }
    let read = byline::authors(&line);
    if !read.is_empty() {
        return read;
    }
    let names = BYLINE_STARTS.iter().find_map(|by| line.strip_prefix(by)).unwrap_or(&line);
    let parts = names.split([',', ';', '|', '•', '&']).flat_map(|part| part.split(" and "));
    parts
        .map(|name| name.trim().trim_start_matches("and ").to_owned())
        .filter(|name| name.contains(char::is_alphabetic))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metas(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn json_ld_goes_before_meta_and_meta_before_elements() {
        let says = |title: &str| Metadata {
            title: title.to_owned(),
            authors: vec!["By Ann Lee".to_owned()],
            published: title.to_owned(),
        };
        let all = metas(&[("og:title", "meta"), ("Author", "By Ann Lee"), ("date", "meta")]);
        let sources = MetadataSources {
            json_ld: says("json_ld"),
            metas: all,
            elements: says("elements"),
            document_title: String::new(),
        };
        assert_eq!(sources.clone().metadata().title, "json_ld");
        let sources = MetadataSources { json_ld: Metadata::default(), ..sources };
        assert_eq!(
            sources.clone().metadata(),
            Metadata { authors: vec!["Ann Lee".to_owned()], ..says("meta") }
        );
        let sources = MetadataSources { metas: Vec::new(), ..sources };
        assert_eq!(
            sources.metadata(),
            Metadata { authors: vec!["Ann Lee".to_owned()], ..says("elements") }
        );
    }

    #[test]
    fn an_analysis_gets_the_metadata_that_its_text_lacks() {
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
    fn metadata_in_the_text_stays_and_another_story_gets_none() {
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
    fn a_line_of_authors_gives_each_name_once() {
        assert_eq!(authors("By Ann Lee and Bob Stone"), ["Ann Lee", "Bob Stone"]);
        assert_eq!(authors("ANN LEE, Bob Stone, and Cy Fox"), ["ANN LEE", "Bob Stone", "Cy Fox"]);
        assert!(authors("https://news.example/people/ann").is_empty());
        let json_ld = Metadata {
            authors: vec!["Ann Lee".to_owned(), "Ann LEE".to_owned()],
            ..Metadata::default()
        };
        assert_eq!(
            MetadataSources { json_ld, ..MetadataSources::default() }.metadata().authors,
            ["Ann Lee"]
        );
    }

    #[test]
    fn the_title_has_no_site_name() {
        assert_eq!(
            title_or_headline("Taxes will rise next year - The Post", "Taxes will rise next year"),
            "Taxes will rise next year"
        );
        assert_eq!(
            title_or_headline("The Post | Taxes will rise next year", "The Post"),
            "The Post"
        );
        assert_eq!(
            title_or_headline("Taxes will rise next year | The Post", ""),
            "Taxes will rise next year"
        );
        assert_eq!(title_or_headline("Mozilla - Wikipedia", "Contents"), "Mozilla - Wikipedia");
        assert_eq!(title_or_headline("", "Taxes will rise"), "Taxes will rise");
    }
}
