//! What a page says about its story outside the text: title, authors, day.
//!
//! Takes an analysis of a text of the page; adds the metadata that the text lacks; promises to add
//! nothing where the page shows several stories.

use crate::analysis::{Analysis, Byline};
use crate::text::{Byte, Span, dates};

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
/// other, and two of them if it has more than one.
pub(super) fn alike(one: &str, other: &str) -> bool {
    likeness(one, other) > 0
}

/// The number of words that two headlines of one story have in common; 0 if they are not
/// [`alike`].
pub(super) fn likeness(one: &str, other: &str) -> usize {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (one, other) = (words(one), words(other));
    let common = one.iter().filter(|word| other.contains(word)).count();
    let least = one.len().min(other.len());
    if 2 * common >= least && common >= least.min(2) { common } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
