//! Many articles added up: by voice, month and author.

use std::collections::BTreeMap;

use super::summary::{Heard, Summary, Tally};
use crate::sort;
use crate::voices::Naming;

/// Many articles and what they add up to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The articles, in the order in which they came.
    pub articles: Vec<Summary>,
    /// Voices over all of them, the one with most words first.
    pub voices: Vec<JoinedVoice>,
    /// By month of publication, `2026-12`; empty for articles without a day.
    pub months: BTreeMap<String, Tally>,
    /// By author; empty for articles without one. An article of several counts for each of them.
    pub authors: BTreeMap<String, Tally>,
    /// All articles.
    pub all: Tally,
}

/// A voice over all articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinedVoice {
    /// Its name as the first article has it; empty for all statements without a stated source.
    pub name: String,
    /// Whether it has a name.
    pub naming: Naming,
    /// Title or description in the words of the first article that has one.
    pub role: String,
    /// Number of articles that it is heard in.
    pub articles: u32,
    /// The first of these articles, by its place in [`Report::articles`].
    pub first: usize,
    /// Statements that count for it.
    pub statements: u32,
    /// Words reported from it.
    pub words: u32,
    /// How many of them stand in quotation marks.
    pub verbatim: u32,
}

impl Report {
    /// The report of these articles.
    ///
    /// ```
    /// use whosaid::{analyze, report::{Given, Report, Summary}, Options};
    /// let summary = |name: &str, text: &str| {
    ///     Summary::of(name, &Given::default(), text, &analyze(text, &Options::default()))
    /// };
    /// let report = Report::of(vec![
    ///     summary("a", "Taxes will rise, Ann Lee said on Friday."),
    ///     summary("b", "Ann Lee said on Monday that taxes will fall."),
    /// ]);
    /// assert_eq!((report.voices.len(), report.voices[0].articles), (1, 2));
    /// ```
    pub fn of(articles: Vec<Summary>) -> Report {
        let mut report = Report::default();
        let mut known = BTreeMap::new();
        for (at, article) in articles.iter().enumerate() {
            report.all.add(&article.tally);
            report.months.entry(article.month().into()).or_default().add(&article.tally);
            let nobody = [String::new()];
            let authors = match article.authors.is_empty() {
                true => &nobody[..],
                false => &article.authors[..],
            };
            for author in authors {
                report.authors.entry(author.clone()).or_default().add(&article.tally);
            }
            for heard in &article.voices {
                report.hear(heard, at, &mut known);
            }
        }
        sort::by_keys(&mut report.voices, |voice| {
            [usize::from(voice.naming == Naming::NotStated), sort::descending(voice.words as usize)]
        });
        Report { articles, ..report }
    }

    /// Adds a voice of article number `at`. `known` has the place of each that is joined, and
    /// the last article that it was heard in.
    fn hear(
        &mut self,
        heard: &Heard,
        at: usize,
        known: &mut BTreeMap<String, (usize, Option<usize>)>,
    ) {
        let found = self.voices.len();
        let key = match heard.naming {
            // All that has no stated source is one row, by a key that no name has.
            Naming::NotStated => Some(String::new()),
            _ => heard.key.clone(),
        };
        // Two voices of an article may have one key: it is one article nevertheless.
        let (place, last) = match key {
            Some(key) => {
                let entry = known.entry(key).or_insert((found, None));
                (entry.0, entry.1.replace(at))
            }
            None => (found, None),
        };
        if place == found {
            self.voices.push(JoinedVoice {
                name: heard.name.clone(),
                naming: heard.naming,
                role: String::new(),
                articles: 0,
                first: at,
                statements: 0,
                words: 0,
                verbatim: 0,
            });
        }
        let voice = &mut self.voices[place];
        voice.articles += u32::from(last != Some(at));
        voice.statements += heard.statements;
        voice.words += heard.words;
        voice.verbatim += heard.verbatim;
        if voice.role.is_empty() {
            voice.role.clone_from(&heard.role);
        }
    }
}
