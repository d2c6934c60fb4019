//! Choosing a story's title, authors and day among all that a page says of them.
//!
//! Takes the contents of JSON-LD, `<meta>`, microdata, links and the lines around the headline
//! ([`MetadataSources`]); gives the best of each; promises to take page text as data only.
//! Vocabularies: schema.org, Open Graph, Dublin Core, microformats, and names that publishers'
//! analytics made common.

use std::cmp::Reverse;

use super::headline_lines::{BYLINE_MAX, HeadlineLines};
use super::metadata::{Metadata, alike, likeness};
use crate::lexicon::lists::page::{
    AUTHOR_METAS, DATE_METAS, SITE_META, SITE_SEPARATORS, TITLE_METAS,
};
use crate::text::{byline, dates, one_line};

/// The places in a page that give its metadata.
#[derive(Debug, Clone, Default)]
pub struct MetadataSources {
    /// From JSON-LD objects, articles first.
    pub articles: Vec<Metadata>,
    /// `<meta>` elements: `property`, `name` or `itemprop`, then `content`.
    pub metas: Vec<(String, String)>,
    /// The document's title, which often contains the site's name.
    pub document_title: String,
    /// The page's address as the page gives it.
    pub address: String,
    /// The headline that the reader sees; empty where none is clear.
    pub headline: String,
    /// The lines around the headline, or where there is none, around the story's beginning.
    pub lines: HeadlineLines,
}

/// An element that may be the headline.
#[derive(Debug, Clone, Default)]
pub struct Heading {
    /// Its text.
    pub text: String,
    /// True for `<h1>` and what microdata calls the headline.
    pub is_main: bool,
    /// True if it stands in the story.
    pub in_story: bool,
}

/// Least number of words in a headline; a shorter part of the title may be the section.
const TITLE_WORDS: usize = 4;
/// Number of bytes by which a heading may be longer than the site's name that it holds, and be
/// nothing else: "The", "Logo".
const SITE_NAME_SLACK: usize = 10;
/// Most titles that are read beside that of the document; pages give each a few times at most.
const TITLES_MAX: usize = 8;
/// Most authors of a story; more are a list of something else.
const AUTHORS_MAX: usize = 12;

impl MetadataSources {
    /// The best value of each field.
    pub fn metadata(self) -> Metadata {
        let titles = self.titles();
        let title = Some(one_line(&self.headline)).filter(|title| !title.is_empty());
        let title = title.or_else(|| titles.into_iter().next()).unwrap_or_default();
        let about = |article: &&Metadata| !title.is_empty() && alike(&article.title, &title);
        let article = self.articles.iter().find(about).or(self.articles.first());
        let authors = self.authors(article);
        let mut days = article
            .map(|article| &article.published)
            .into_iter()
            .chain(DATE_METAS.iter().flat_map(|name| self.metas(name)))
            .filter_map(|text| day(text));
        let published = days.next().or_else(|| self.lines.day(&self.address)).unwrap_or_default();
        Metadata { title, authors, published }
    }

    /// Which of `headings`, in the page's order, is the headline that the reader sees.
    pub fn headline_in(&self, headings: &[Heading]) -> Option<usize> {
        let titles = self.titles();
        let (host, path) = self.host_and_path();
        let document_title = one_line(&self.document_title);
        let own_title = self.without_site(&document_title);
        let like = |heading: &Heading| {
            let titles = titles.iter().map(String::as_str).chain([path]);
            titles.map(|title| likeness(&heading.text, title)).max().unwrap_or_default()
        };
        let is_site = |heading: &Heading, like: usize| {
            let text = one_line(&heading.text);
            let is_name = |name: &String| {
                text.contains(name.as_str()) && text.len() <= name.len() + SITE_NAME_SLACK
            };
            !text.contains(' ')
                || host.contains(&text.replace(' ', "").to_lowercase())
                || self.metas(SITE_META).any(is_name)
                || like == 0 && document_title.contains(&text) && !own_title.contains(&text)
        };
        // Each with its number and likeness, but those that name the site.
        let candidate = |(index, heading)| {
            let like = like(heading);
            (!is_site(heading, like)).then_some((index, heading, like))
        };
        let candidates: Vec<(usize, &Heading, usize)> =
            headings.iter().enumerate().filter_map(candidate).collect();
        let best = |fits: &dyn Fn(&Heading, usize) -> usize| {
            // The shortest of the likest: others hold more than the headline.
            let fitting =
                candidates.iter().rev().filter(|(_, heading, like)| fits(heading, *like) > 0);
            let best = fitting.max_by_key(|(_, heading, like)| {
                (fits(heading, *like), Reverse(heading.text.len()))
            });
            best.map(|(index, _, _)| *index)
        };
        let if_so = |so: bool, likeness: usize| if so { likeness } else { 0 };
        best(&|heading, like| if_so(heading.is_main, like))
            .or_else(|| best(&|heading, _| if_so(heading.is_main && heading.in_story, 1)))
            .or_else(|| best(&|heading, like| if_so(heading.in_story, like)))
            .or_else(|| best(&|_, like| like))
    }

    /// The host of the address, and its longest part after that, which often repeats the headline.
    fn host_and_path(&self) -> (&str, &str) {
        let address = self.address.split_once("//").map_or("", |(_, address)| address);
        let (host, path) = address.split_once('/').unwrap_or((address, ""));
        (host, path.split('/').max_by_key(|part| part.len()).unwrap_or_default())
    }

    /// The contents of all `<meta>` elements of this name.
    fn metas<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a String> {
        let named = self.metas.iter().filter(move |(key, _)| key.eq_ignore_ascii_case(name));
        named.map(|(_, content)| content)
    }

    /// The titles that the page gives itself, without the site's name, the best first.
    fn titles(&self) -> Vec<String> {
        let articles = self.articles.iter().map(|article| &article.title);
        articles
            .take(1)
            .chain(TITLE_METAS.iter().flat_map(|name| self.metas(name)))
            .take(TITLES_MAX)
            .chain([&self.document_title])
            .map(|title| self.without_site(&one_line(title)))
            .filter(|title| !title.is_empty())
            .collect()
    }

    /// `title` without the name of the site.
    fn without_site(&self, title: &str) -> String {
        for site in self.metas(SITE_META) {
            for separator in SITE_SEPARATORS {
                let own = title
                    .strip_suffix(site.as_str())
                    .and_then(|title| title.strip_suffix(separator))
                    .or_else(|| title.strip_prefix(site.as_str())?.strip_prefix(separator));
                if let Some(own) = own {
                    return own.to_owned();
                }
            }
        }
        let words = |part: &&str| part.split_whitespace().count();
        let parts = SITE_SEPARATORS
            .iter()
            .find(|separator| title.contains(**separator))
            .and_then(|separator| title.split(separator).max_by_key(words));
        parts.filter(|part| words(part) >= TITLE_WORDS).unwrap_or(title).to_owned()
    }

    /// The authors: people go before outlets, and what the page states in its data before what it
    /// shows, unless it shows more.
    fn authors(&self, article: Option<&Metadata>) -> Vec<String> {
        let mut stated: Vec<Vec<&String>> =
            article.into_iter().map(|article| article.authors.iter().collect()).collect();
        stated.extend(AUTHOR_METAS.iter().map(|name| self.metas(name).collect()));
        let mut people = stated
            .iter()
            .map(|texts| unique(texts.iter().flat_map(|text| byline::people(&named(text)))));
        let shown = unique(self.lines.authors());
        let found = people.find(|people| !people.is_empty());
        let found = found.filter(|found| !found.iter().all(|name| shown.contains(name)));
        let found = found.unwrap_or(shown);
        if !found.is_empty() {
            return found;
        }
        let others = stated.iter().map(|texts| unique(texts.iter().flat_map(|text| others(text))));
        let found = others.into_iter().find(|others| !others.is_empty());
        found.or_else(|| Some(vec![self.lines.others()?])).unwrap_or_default()
    }
}

/// The names, each once in any case.
fn unique(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for name in names {
        if found.len() < AUTHORS_MAX
            && !found.iter().any(|other| other.to_lowercase() == name.to_lowercase())
        {
            found.push(name);
        }
    }
    found
}

/// The line that names authors in `text`; empty if it is an address or too long.
fn named(text: &str) -> String {
    let line = one_line(text);
    if line.len() > BYLINE_MAX || line.contains("//") || line.starts_with(['@', '/']) {
        return String::new();
    }
    line
}

/// The authors in a line that names no people: outlets, or people by one name.
fn others(text: &str) -> Vec<String> {
    let line = named(text);
    let parts = byline::after_lead(&line).split([',', ';', '|', '•', '&']);
    parts
        .flat_map(|part| part.split(" and "))
        .map(|name| name.trim().trim_start_matches("and ").to_owned())
        .filter(|name| name.contains(char::is_alphabetic) && !name.contains('@'))
        .collect()
}

/// The day or time in `text`: as it stands there if that is ISO 8601.
fn day(text: &str) -> Option<String> {
    let text = one_line(text);
    let compact = text.len() >= 8 && text.bytes().take(8).all(|b| b.is_ascii_digit());
    let day = if compact {
        dates::first_day(&[&text[..4], &text[4..6], &text[6..8]].join("-"))
    } else {
        dates::first_day(&text)
    };
    day.map(|day| if text.starts_with(&day) { text } else { day })
}

#[cfg(test)]
mod tests {
    use super::super::headline_lines::{Line, Piece};
    use super::*;

    fn metas(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn line(text: &str) -> Line {
        vec![Piece { text: text.to_owned(), ..Piece::default() }]
    }

    fn told(title: &str, author: &str, published: &str) -> Metadata {
        Metadata {
            title: title.to_owned(),
            authors: vec![author.to_owned()],
            published: published.to_owned(),
        }
    }

    fn heading(text: &str, is_main: bool, in_story: bool) -> Heading {
        Heading { text: text.to_owned(), is_main, in_story }
    }

    #[test]
    fn json_ld_goes_before_meta_and_meta_before_lines() {
        let lines = HeadlineLines {
            below: vec![line("By Cy Fox"), line("March 3, 2025")],
            ..HeadlineLines::default()
        };
        let sources = MetadataSources {
            articles: vec![told("Taxes will rise", "By Ann Lee", "2025-03-01T08:00Z")],
            metas: metas(&[("og:title", "Tax"), ("Author", "Bob Ray"), ("date", "2 March 2025")]),
            lines,
            ..MetadataSources::default()
        };
        let found = sources.clone().metadata();
        assert_eq!(found, told("Taxes will rise", "Ann Lee", "2025-03-01T08:00Z"));
        let sources = MetadataSources { articles: Vec::new(), ..sources };
        assert_eq!(sources.clone().metadata(), told("Tax", "Bob Ray", "2025-03-02"));
        let sources = MetadataSources { metas: Vec::new(), ..sources };
        assert_eq!(sources.metadata(), told("", "Cy Fox", "2025-03-03"));
    }

    #[test]
    fn headline_that_is_seen_goes_before_the_one_for_search_engines() {
        let sources = MetadataSources {
            metas: metas(&[("og:title", "Five taxes that will rise"), ("og:site_name", "Post")]),
            document_title: "Taxes: what will rise and when | Post".to_owned(),
            address: "https://the-post.example/2025/taxes-will-rise-says-minister/".to_owned(),
            ..MetadataSources::default()
        };
        let found = |headings: &[Heading]| sources.headline_in(headings);
        let site = heading("The Post", true, true);
        let seen = heading("Taxes will rise, minister says", true, false);
        let beside = heading("Daily News", true, true);
        let named = MetadataSources {
            document_title: "Taxes will rise next year | Daily News".to_owned(),
            ..MetadataSources::default()
        };
        assert_eq!(named.headline_in(&[beside]), None, "nor is what stands beside the title");
        let short = heading("What’s the future?", true, true);
        let tagged = MetadataSources {
            metas: metas(&[("og:title", "What’s the future?")]),
            document_title: "What’s the future? - From this economy to the next one".to_owned(),
            ..MetadataSources::default()
        };
        assert_eq!(tagged.headline_in(&[short]), Some(0), "the page calls it its title elsewhere");
        let about = heading("How Post readers see taxes that will rise", true, true);
        assert_eq!(found(&[about]), Some(0), "a headline may hold the site's name");
        let other = heading("Rain falls on the valley", true, true);
        let wrapper = heading("News Taxes will rise, minister says Comments", false, true);
        assert_eq!(found(&[site.clone(), seen.clone()]), Some(1), "the site's name is none");
        assert_eq!(found(&[other.clone(), seen.clone()]), Some(1), "it is like the page's title");
        assert_eq!(found(&[other.clone(), wrapper.clone()]), Some(0), "or an h1 in the story");
        let plain = heading("Taxes will rise, minister says", false, true);
        assert_eq!(found(&[site.clone(), wrapper, plain]), Some(2), "or the shortest like it");
        assert_eq!(found(&[site, heading("Most read", false, true)]), None);
        let sources = MetadataSources { headline: "Taxes  rise".to_owned(), ..sources };
        assert_eq!(sources.metadata().title, "Taxes rise");
    }

    #[test]
    fn of_very_many_titles_the_first_and_the_documents_are_read() {
        let many: Vec<(String, String)> = (0..200)
            .map(|number| ("og:title".to_owned(), format!("Title number {number}")))
            .collect();
        let sources = MetadataSources {
            metas: many,
            document_title: "Taxes will rise, minister says".to_owned(),
            ..MetadataSources::default()
        };
        assert_eq!(sources.titles().len(), TITLES_MAX + 1);
        let seen = heading("Why taxes will rise", true, true);
        assert_eq!(sources.headline_in(&[seen]), Some(0));
        assert_eq!(sources.metadata().title, "Title number 0");
    }

    #[test]
    fn title_has_no_site_name() {
        let title = |document: &str| {
            let sources = MetadataSources {
                metas: metas(&[("og:site_name", "My Very Own Post")]),
                document_title: document.to_owned(),
                ..MetadataSources::default()
            };
            sources.metadata().title
        };
        assert_eq!(title("Taxes rise - My Very Own Post"), "Taxes rise");
        assert_eq!(title("My Very Own Post | Taxes rise"), "Taxes rise");
        assert_eq!(title("Taxes will rise next year | The Post"), "Taxes will rise next year");
        assert_eq!(title("Mozilla - Wikipedia"), "Mozilla - Wikipedia");
        assert_eq!(title(" Taxes \n rise "), "Taxes rise");
    }

    #[test]
    fn roles_outlets_and_addresses_are_no_authors() {
        let found = |authors: &[&str]| {
            let authors = authors.iter().map(|author| (*author).to_owned()).collect();
            let articles = vec![Metadata { authors, ..Metadata::default() }];
            MetadataSources { articles, ..MetadataSources::default() }.metadata().authors
        };
        let ann = ["Ann Lee"];
        assert_eq!(found(&["Ann Lee, Staff Writer"]), ann);
        assert_eq!(found(&["By Ann Lee CNN"]), ann);
        assert_eq!(found(&["ByAnn Lee | ann@news.example"]), ann);
        assert_eq!(found(&["Ann Lee in Geneva, Political Editor"]), ann);
        assert_eq!(found(&["Ann Lee", "Ann LEE", "Reuters"]), ann);
        assert_eq!(found(&["Ann Lee Published March 3, 2025"]), ann);
        assert_eq!(found(&["https://news.example/people/ann", "/@ann", "@ann"]), [""; 0]);
        let several = ["ANN LEE", "Bob Stone", "Cy Fox"];
        assert_eq!(found(&["ANN LEE, Bob Stone, and Cy Fox"]), several);
        assert_eq!(found(&["Reuters and AP"]), ["Reuters", "AP"], "if no people are named");
    }

    #[test]
    fn people_go_before_outlets_and_all_before_some() {
        let found = |stated: &str, shown: &str| {
            let sources = MetadataSources {
                metas: metas(&[("author", stated)]),
                lines: HeadlineLines { below: vec![line(shown)], ..HeadlineLines::default() },
                ..MetadataSources::default()
            };
            sources.metadata().authors.join("|")
        };
        assert_eq!(found("The Post", "By Ann Lee"), "Ann Lee");
        assert_eq!(found("Ann Lee", "By Ann Lee and Bob Ray"), "Ann Lee|Bob Ray");
        assert_eq!(found("Ann Lee", "By Cy Fox"), "Ann Lee");
        assert_eq!(found("The Post", "A day like any other"), "The Post");
    }

    #[test]
    fn several_metas_of_one_name_are_several_authors() {
        let sources = MetadataSources {
            metas: metas(&[("article:author", "Ann Lee"), ("article:author", "Bob Ray")]),
            ..MetadataSources::default()
        };
        assert_eq!(sources.metadata().authors, ["Ann Lee", "Bob Ray"]);
    }

    #[test]
    fn of_several_articles_in_json_ld_the_one_with_the_headline_counts() {
        let sources = MetadataSources {
            articles: vec![
                told("Rain falls", "Bob Ray", "2025-03-02"),
                told("Taxes will rise next year", "Ann Lee", "2025-03-01"),
            ],
            headline: "Why taxes will rise".to_owned(),
            ..MetadataSources::default()
        };
        let found = sources.metadata();
        assert_eq!(
            (found.authors[0].as_str(), found.published.as_str()),
            ("Ann Lee", "2025-03-01")
        );
    }

    #[test]
    fn day_is_read_in_every_form() {
        let found = |name: &str, value: &str| {
            let metas = metas(&[("article:modified_time", "2025-04-04"), (name, value)]);
            MetadataSources { metas, ..MetadataSources::default() }.metadata().published
        };
        assert_eq!(found("DC.date.issued", "2025-03-01"), "2025-03-01");
        assert_eq!(found("sailthru.date", "Sat, 01 Mar 2025 17:07:59 +0000"), "2025-03-01");
        assert_eq!(found("pubdate", "20250301"), "2025-03-01");
        assert_eq!(found("parsely-pub-date", "2025-03-01T08:00:00Z"), "2025-03-01T08:00:00Z");
        assert_eq!(found("date", "soon"), "");
        assert_eq!(found("viewport", "2025-03-01"), "");
    }

    #[test]
    fn day_of_the_address_counts_where_no_line_has_one() {
        let at = |address: &str, lines: &[&str]| {
            let below = lines.iter().map(|text| line(text)).collect();
            let sources = MetadataSources {
                address: address.to_owned(),
                lines: HeadlineLines { below, ..HeadlineLines::default() },
                ..MetadataSources::default()
            };
            sources.metadata().published
        };
        let address = "https://news.example/2024/05/12/taxes-rise";
        assert_eq!(at(address, &[]), "2024-05-12");
        assert_eq!(at(address, &["Updated May 14, 2024"]), "2024-05-12");
        assert_eq!(at(address, &["May 11, 2024"]), "2024-05-11");
        assert_eq!(at("https://news.example/2024/taxes", &["Updated May 14, 2024"]), "2024-05-14");
        assert_eq!(at("https://news.example/20240/5/12", &[]), "");
    }
}
