//! A report as tables of comma-separated values.

use super::summary::{Summary, Tally, hundredths};
use super::totals::Report;
use crate::export::cells::row;
use crate::export::naming;
use crate::export::words::list;

/// The columns of a [`Tally`].
const TALLY: &str = concat!(
    "statements,named_sources,unnamed_sources,things,words,named_words,unnamed_words,",
    "thing_words,not_stated_words,named_percent,unnamed_percent,words_in_quotation_marks\r\n",
);

impl Report {
    /// A row for each voice over all articles.
    pub fn voices_table(&self) -> String {
        let mut table = String::from(
            "source,naming,role,articles,first_document,statements,words,percent,\
             words_in_quotation_marks\r\n",
        );
        let all = self.all.all_words();
        for voice in &self.voices {
            table += &row(&[
                voice.name.clone(),
                naming(voice.naming).into(),
                voice.role.clone(),
                voice.articles.to_string(),
                self.articles[voice.first].name.clone(),
                voice.statements.to_string(),
                voice.words.to_string(),
                hundredths(voice.words, all).to_string(),
                voice.verbatim.to_string(),
            ]);
        }
        table
    }

    /// A row for each article.
    pub fn articles_table(&self) -> String {
        let mut table = String::from("document,title,authors,published,notice,note,flags,") + TALLY;
        for article in &self.articles {
            let mut cells = vec![
                article.name.clone(),
                article.title.clone(),
                list(article.authors.iter().cloned()),
                article.published.clone(),
                article.notice.clone(),
                article.note.clone(),
                article.flags.len().to_string(),
            ];
            cells.extend(tally(&article.tally));
            table += &row(&cells);
        }
        table
    }

    /// A row for each month; the first is that of articles without a day, if there are any.
    pub fn months_table(&self) -> String {
        grouped("month", self.months.iter())
    }

    /// A row for each author; the first is that of articles without one, if there are any.
    pub fn authors_table(&self) -> String {
        grouped("author", self.authors.iter())
    }

    /// A row for each thing that an editor may want to look at.
    pub fn flags_table(&self) -> String {
        let mut table =
            String::from("document,title,flag,who,words,paragraph,percent_of_words\r\n");
        for article in &self.articles {
            table.extend(flags(article));
        }
        table
    }
}

fn flags(article: &Summary) -> impl Iterator<Item = String> + '_ {
    article.flags.iter().map(|flag| {
        row(&[
            article.name.clone(),
            article.title.clone(),
            flag.warning.name().into(),
            flag.who.clone(),
            flag.passage.clone(),
            flag.paragraph.map(|at| at.to_string()).unwrap_or_default(),
            flag.percent.map(|percent| percent.to_string()).unwrap_or_default(),
        ])
    })
}

/// A table with a row for each group of articles.
fn grouped<'a>(column: &str, groups: impl Iterator<Item = (&'a String, &'a Tally)>) -> String {
    let mut table = [column, ",articles,", TALLY].concat();
    for (group, of) in groups {
        let mut cells = vec![group.clone(), of.articles.to_string()];
        cells.extend(tally(of));
        table += &row(&cells);
    }
    table
}

/// The cells of a tally.
fn tally(of: &Tally) -> [String; 12] {
    [
        of.statements,
        of.sources[0],
        of.sources[1],
        of.sources[2],
        of.all_words(),
        of.words[0],
        of.words[1],
        of.words[2],
        of.words[3],
        of.percent(0),
        of.percent(1),
        of.verbatim,
    ]
    .map(|number| number.to_string())
}
