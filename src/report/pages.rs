//! A report and a comparison as HTML pages.

use super::chart::{SORTS, Scale, bars, key};
use super::compare::{Change, Comparison, Pair, Version};
use super::html::{page, paragraph, section, table, text};
use super::summary::{Tally, hundredths};
use super::totals::{JoinedVoice, Report};
use crate::export::naming;
use crate::voices::{count, number, percents};

/// Voices of the chart; more cannot be read.
const CHARTED: usize = 20;
/// Voices of the page's table; the tables of values have all of them.
const LISTED: usize = 200;
/// What stands in place of a name where a voice has no stated source.
const NOT_STATED: &str = "No stated source";

impl Report {
    /// The report as a page that stands alone: charts and tables, in light and dark, without a
    /// script. Names and titles are text.
    pub fn html(&self) -> String {
        let mut content = paragraph(&self.sentence());
        content += &section("Voices over all articles", &self.voices());
        content += &section("By month", &groups("month", self.months.iter(), "no day"));
        content += &section("By author", &groups("author", self.authors.iter(), "no author"));
        content += &section("By article", &self.by_article());
        content += &section("To look at", &self.to_look_at());
        page("Who is heard", &content)
    }

    /// `3 articles, 20 sources: 12 named, 8 unnamed; 41 % of 1,024 reported words are unnamed.` The
    /// last part only where there are such words.
    fn sentence(&self) -> String {
        let [named, unnamed, things, _] = self.all.sources;
        let sources = named + unnamed + things;
        let words = self.all.all_words() as usize;
        let mut sentence = count(self.articles.len(), "article", "articles") + ", ";
        sentence += &count(sources as usize, "source", "sources");
        for (before, n, name) in
            [(": ", named, SORTS[0]), (", ", unnamed, SORTS[1]), (", ", things, SORTS[2])]
        {
            sentence += &[before, &number(n as usize), " ", name].concat();
        }
        if self.all.words[1] > 0 {
            sentence += "; ";
            sentence += &percents(self.all.percent(1));
            sentence += &[" of ", &number(words), " reported words are unnamed"].concat();
        }
        sentence + "."
    }

    fn voices(&self) -> String {
        let bar = |voice: &JoinedVoice| {
            let mut words = [0; 4];
            words[voice.naming.group()] = voice.words;
            (shown(voice).to_owned(), words)
        };
        let charted: Vec<(String, [u32; 4])> = self.voices.iter().take(CHARTED).map(bar).collect();
        let all = self.all.all_words();
        let row = |voice: &JoinedVoice| {
            vec![
                shown(voice).into(),
                naming(voice.naming).into(),
                voice.role.clone(),
                number(voice.articles as usize),
                number(voice.statements as usize),
                number(voice.words as usize),
                percents_of(voice.words, all),
            ]
        };
        let mut content = paragraph(
            "Persons are joined over articles by their full name only, bodies by their name. \
             Sources without a name are listed for each article.",
        );
        content += &key();
        content += &bars("Words reported from each voice", &charted, Scale::Words);
        let columns = ["Source", "Naming", "Role", "#Articles", "#Statements", "#Words", "#Share"];
        content += &table(&columns, self.voices.iter().take(LISTED).map(row));
        if let Some(left) = self.voices.len().checked_sub(LISTED).filter(|&left| left > 0) {
            content += &paragraph(&(number(left) + " more voices are in the table of voices."));
        }
        content
    }

    fn by_article(&self) -> String {
        let row = |article: &super::Summary| {
            let mut cells = vec![
                article.title.clone(),
                article.published.clone(),
                article.authors.join(", "),
                match article.notice.is_empty() {
                    true => article.note.clone(),
                    false => article.notice.clone(),
                },
            ];
            cells.extend(numbers(&article.tally));
            cells
        };
        let columns = ["Article", "Day", "By", "Sources", "#Words", "#Named", "#Unnamed"];
        table(&columns, self.articles.iter().map(row))
    }

    fn to_look_at(&self) -> String {
        let flags = self.articles.iter().flat_map(|article| {
            article.flags.iter().map(|flag| {
                vec![
                    article.title.clone(),
                    flag.warning.name().into(),
                    flag.who.clone(),
                    flag.passage.clone(),
                    flag.paragraph.map(|at| at.to_string()).unwrap_or_default(),
                    flag.percent.map(percents).unwrap_or_default(),
                ]
            })
        });
        let columns = ["Article", "What", "Who", "Words", "#Paragraph", "#Share"];
        table(&columns, flags)
    }
}

/// The chart and the table of articles by month or author.
fn groups<'a>(
    column: &str,
    groups: impl Iterator<Item = (&'a String, &'a Tally)> + Clone,
    none: &str,
) -> String {
    let name = |group: &str| if group.is_empty() { none } else { group }.to_owned();
    let rows: Vec<(String, [u32; 4])> =
        groups.clone().map(|(group, of)| (name(group), of.words)).collect();
    let mut content = key();
    content += &bars(&["Words by ", column].concat(), &rows, Scale::Shares);
    let columns = [column, "#Articles", "#Words", "#Named", "#Unnamed"];
    let row = |(group, of): (&String, &Tally)| {
        let mut cells = vec![name(group), number(of.articles as usize)];
        cells.extend(numbers(of));
        cells
    };
    content + &table(&columns, groups.map(row))
}

/// All words of a tally, and the shares of the named and of the unnamed.
fn numbers(of: &Tally) -> [String; 3] {
    let all = of.all_words();
    [number(all as usize), percents_of(of.words[0], all), percents_of(of.words[1], all)]
}

/// `61 %`; nothing for no words.
fn percents_of(words: u32, all: u32) -> String {
    if words == 0 { String::new() } else { percents(hundredths(words, all)) }
}

fn shown(voice: &JoinedVoice) -> &str {
    if voice.name.is_empty() { NOT_STATED } else { &voice.name }
}

impl Comparison {
    /// The comparison as a page that stands alone: the statements of both versions side by side.
    pub fn html(&self, before: &str, after: &str) -> String {
        let mut content = paragraph(&self.sentence());
        let mut heard = String::new();
        for (name, only) in [(before, &self.only_before), (after, &self.only_after)] {
            let names = if only.is_empty() { "nobody".into() } else { only.join(", ") };
            heard += &["<p>Only in <b>", &text(name), "</b>: ", &text(&names), "</p>\n"].concat();
        }
        content += &section("Who is heard in one only", &heard);
        let mut rows = String::from("<div class=\"wide\"><table class=\"pairs\">\n<thead><tr>");
        for name in ["", before, after] {
            rows += &["<th scope=\"col\">", &text(name), "</th>"].concat();
        }
        rows += "</tr></thead>\n<tbody>\n";
        for pair in &self.pairs {
            rows += &pair_row(pair);
        }
        rows += "</tbody></table></div>\n";
        content += &section("Statements side by side", &rows);
        page("Two versions", &content)
    }

    /// `2 statements added, 1 gone, 3 changed; 12 are the same.`
    pub fn sentence(&self) -> String {
        let of = |change: Change| self.pairs.iter().filter(|p| p.change == change).count();
        let mut sentence = count(of(Change::Added), "statement", "statements") + " added, ";
        sentence += &number(of(Change::Gone));
        sentence += " gone, ";
        sentence += &number(of(Change::Changed));
        sentence += " changed; ";
        sentence += &number(of(Change::Same));
        sentence + " the same."
    }
}

/// A row of two statements.
fn pair_row(pair: &Pair) -> String {
    let cell = |version: &Option<Version>| match version {
        None => "<td></td>".into(),
        Some(Version { who, cue, words, .. }) => {
            let who = if who.is_empty() { NOT_STATED } else { who };
            let cue = match &**cue {
                "" => String::new(),
                cue => ["<i>", &text(cue), ":</i> "].concat(),
            };
            let who = ["<span class=\"who\">", &text(who), "</span>"].concat();
            ["<td>", &who, &cue, &text(words), "</td>"].concat()
        }
    };
    let change = pair.change.name();
    [
        "<tr class=\"",
        change,
        "\"><th scope=\"row\" class=\"change\">",
        change,
        "</th>",
        &cell(&pair.before),
        &cell(&pair.after),
        "</tr>\n",
    ]
    .concat()
}
