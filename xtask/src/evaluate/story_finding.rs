//! `cargo xtask evaluate ... pages` (and `pages-benchmark`, `pages-metadata`): the story that the
//! widget finds in saved news pages, against what a reader mode should find.
//!
//! Takes a folder with `NAME/source.html` and, beside it, `expected.html` (the text),
//! `expected-metadata.json` (title, authors, day, first words) or both; gives token F1 of the text,
//! and whether title, authors and day are right. Each page is served as it was saved, in Chromium,
//! under a policy that lets none of its scripts run and nothing be fetched.
//!
//! Every third page is closed: nobody looks into it while rules are written, and its figures are
//! reported apart ([`Part`]).

use super::bookmarklet_text;
use super::parts::{Mean, Part};
use super::scores::{Story, expected, has_text, names, read, score, serve, tokens};
use crate::report;
use anyhow::{Context, Result, ensure};
use pages::{Page, Server};
use serde_json::{Value, json};
use std::path::Path;

/// A policy that lets our own modules run and nothing else: no script of the page, no request.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
                      connect-src 'self'; style-src 'unsafe-inline'; base-uri 'none'";

/// The least mean F1 of a part's pages.
const MEAN: f64 = 0.97;
/// The least F1 of each page.
const EACH: f64 = 0.70;
/// The least shares of right titles, authors and days of all pages that have them, in a corpus of
/// these alone: beside texts stand the titles of another finder, which keep more or less of a line.
const METADATA: [(&str, f64); 3] = [("title", 0.90), ("authors", 0.75), ("day", 0.88)];
/// F1 below which a page is named in the summary.
const LOW: f64 = 0.80;

/// The columns after name and part.
const FIELDS: [&str; 9] =
    ["tokens", "precision", "recall", "F1", "body F1", "begins", "title", "authors", "day"];

/// The figures of one page, in the order of [`FIELDS`]; "-" where nothing is expected.
struct Row {
    name: String,
    part: Part,
    /// F1 of the whole text, and of the text without title, byline and day.
    f1: Option<(f64, f64)>,
    cells: Vec<String>,
}

/// Scores every page of `data`, or those whose name contains `document`; writes found and expected
/// text to `folder`, to be compared. Gives the figures of each part and of all.
///
/// # Errors
///
/// Where a page can't be read or shown, or a figure is below its least.
pub fn evaluate(site: &Path, data: &Path, document: Option<&str>, folder: &Path) -> Result<Value> {
    fs_err::create_dir_all(folder)?;
    let names = names(data)?;
    let server = serve(Server::new()?.folder("/", site), data, &names, POLICY)?.start();
    let page = Page::blank()?;
    let (mut rows, mut lost) = (Vec::new(), 0);
    let chosen: Vec<(Part, String)> = names
        .into_iter()
        .enumerate()
        .map(|(index, name)| (Part::of(index), name))
        .filter(|(_, name)| document.is_none_or(|part| name.contains(part)))
        .collect();
    for (part, name) in &chosen {
        let address = |file: &str| server.url(&format!("/saved/{name}/{file}"));
        let engine = server.url("/engine/whosaid.js");
        let Found { story, body, unseen } =
            found(&page, &address("source"), &engine).context(name.clone())?;
        let expected = expected(&page, &address("expected"), &data.join(name))?;
        lost += more_of(&expected.text, &body, &unseen);
        for (kind, text) in [("found", &body), ("expected", &expected.text), ("unseen", &unseen)] {
            fs_err::write(folder.join(format!("{name}.{kind}.txt")), text)?;
        }
        rows.push(row(name, *part, (&story, &body), &expected));
    }
    print(&rows);
    println!("words of expected texts that are left out, as nobody sees them: {lost}");
    report::note(&format!("found, expected and unseen texts are in {}", folder.display()));
    for part in Part::ALL {
        let of_part = rows.iter().filter(|row| row.part == part);
        let body = Mean::of(of_part.filter_map(|row| row.f1).map(|(_, body)| body));
        ensure!(body.is_at_least(MEAN), "the stories found are not good enough");
    }
    let poor = rows.iter().find(|row| row.f1.is_some_and(|(_, body)| body < EACH));
    if let Some(row) = poor {
        anyhow::bail!("the story found in {} is not good enough", row.name);
    }
    let all = Figures::of(rows.iter());
    let has_texts = rows.iter().any(|row| row.f1.is_some());
    for (field, least) in METADATA.iter().filter(|_| !has_texts) {
        ensure!(all.field(field).is_at_least(*least), "{field}: less than {least} are right");
    }
    bookmarklet_text::evaluate(site, data, &chosen)?;
    let of_part = |part| Figures::of(rows.iter().filter(move |row| row.part == part)).kept();
    Ok(json!({
        "all": all.kept(),
        "open": of_part(Part::Open),
        "closed": of_part(Part::Closed),
    }))
}

fn row(name: &str, part: Part, found: (&Story, &str), expected: &Story) -> Row {
    let (story, body) = found;
    let figure = |value: f64| format!("{value:.3}");
    let dash = || "-".to_owned();
    let (precision, recall, f1) = score(&story.text, &expected.text);
    let (_, _, body_f1) = score(body, &expected.text);
    let f1 = has_text(expected).then_some((f1, body_f1));
    let mut cells = vec![dash(); 5];
    if let Some((f1, body_f1)) = f1 {
        let length = tokens(&expected.text).len().to_string();
        cells = [vec![length], [precision, recall, f1, body_f1].map(figure).to_vec()].concat();
    }
    cells.push(begins(body, &expected.begins));
    cells.push(compared(&story.title, &expected.title));
    cells.push(compared(&story.byline, &expected.byline));
    cells.push(compared(first(&story.published, 10), first(&expected.published, 10)));
    Row { name: name.to_owned(), part, f1, cells }
}

/// The figures of several pages.
struct Figures {
    pages: usize,
    /// The means, in the order of [`FIELDS`], from "F1" on.
    means: Vec<Mean>,
}

impl Figures {
    fn of<'a>(rows: impl Iterator<Item = &'a Row>) -> Figures {
        let rows: Vec<&Row> = rows.collect();
        let f1 = |of: fn((f64, f64)) -> f64| Mean::of(rows.iter().filter_map(|row| row.f1).map(of));
        let right = |column: usize| {
            let judged = rows.iter().map(|row| row.cells[column].as_str()).filter(|c| *c != "-");
            Mean::of(judged.map(|cell| f64::from(u8::from(cell == "yes"))))
        };
        let mut means = vec![f1(|(all, _)| all), f1(|(_, body)| body)];
        means.extend((5..FIELDS.len()).map(right));
        Figures { pages: rows.len(), means }
    }

    /// The mean of one of [`FIELDS`].
    fn field(&self, field: &str) -> Mean {
        let column = FIELDS[3..].iter().position(|name| *name == field);
        column.map_or(Mean::of(std::iter::empty()), |column| self.means[column])
    }

    /// The figures as they are kept.
    fn kept(&self) -> Value {
        let mut kept = json!({ "pages": self.pages });
        for (field, mean) in FIELDS[3..].iter().zip(&self.means) {
            kept[*field] = mean.value().into();
        }
        kept
    }
}

/// Prints the figures of each page, then those of each part side by side.
fn print(rows: &[Row]) {
    let head = [&["page", "part"], &FIELDS[..]].concat();
    let mut table = vec![head.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>()];
    table.extend(
        rows.iter().map(|row| [&[row.name.clone(), row.part.to_string()], &row.cells[..]].concat()),
    );
    report::table(&table);
    let head = [&["", "pages"], &FIELDS[3..]].concat();
    let mut summary = vec![head.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>()];
    for part in [None, Some(Part::Open), Some(Part::Closed)] {
        let chosen = rows.iter().filter(|row| part.is_none_or(|part| row.part == part));
        let figures = Figures::of(chosen);
        let name = part.map_or("all".to_owned(), |part| part.to_string());
        let mut line = vec![name, figures.pages.to_string()];
        line.extend(figures.means.iter().map(Mean::to_string));
        summary.push(line);
    }
    println!();
    report::table(&summary);
    let low = rows.iter().filter(|row| row.f1.is_some_and(|(_, body)| body < LOW));
    let low: Vec<&str> = low.map(|row| row.name.as_str()).collect();
    println!(
        "\nbody F1 below {LOW}: {}",
        if low.is_empty() { "none".into() } else { low.join(", ") }
    );
}

/// What the engine finds in a page.
struct Found {
    story: Story,
    /// Its text without the title, the byline and the day that it recognises: in the text, or, the
    /// title, from the page's metadata.
    body: String,
    /// The lines that are left out as nobody sees them (`src/page/map/viewer.rs`).
    unseen: String,
}

/// What the engine finds in the page at `address`.
fn found(page: &Page, address: &str, engine: &str) -> Result<Found> {
    page.go(address)?;
    let script = "
        // Runs with values and boxes of which none says that text is unseen.
        const unjudged = async (run) => {
          const [style, element] = [CSSStyleDeclaration.prototype, Element.prototype];
          const { getPropertyValue } = style, { getClientRects } = element;
          const usual = { opacity: '1', filter: 'none', 'z-index': 'auto', \
                          '-webkit-text-fill-color': '' };
          style.getPropertyValue = function (name) {
            return usual[name] ?? Reflect.apply(getPropertyValue, this, [name]);
          };
          element.getClientRects = () => [];
          try {
            return await run();
          } finally {
            style.getPropertyValue = getPropertyValue;
            element.getClientRects = getClientRects;
          }
        };
        const engine = await import(args[0]);
        await engine.default();
        const found = await engine.find_article(document, true);
        const { text, title, authors, published } = found;
        const lines = new Set(text.split('\\n'));
        const unseen = await unjudged(async () => {
          const { text } = await engine.find_article(document, true);
          return text.split('\\n').filter((line) => !lines.has(line)).join('\\n');
        });
        const analysis = await engine.analyze(text, { assumeEnglish: true });
        const known = [analysis.title, analysis.byline?.span].filter(Boolean);
        const year = analysis.published?.slice(0, 4) ?? '\\n';
        const plain = (line) => line.toLowerCase().split(/[^\\p{L}\\p{N}]+/u).join(' ').trim();
        const time = /\\b\\d+ \\w+ ago\\b|\\d:\\d\\d/;
        const meets = ([from, to], [start, end]) => from < end && start < to;
        let body = '';
        let at = 0;
        for (const line of text.split('\\n')) {
          const span = [at, at + line.length];
          at += line.length + 1;
          const story = analysis.paragraphs.some((paragraph) => meets(paragraph, span));
          const short = line.split(/\\s+/).length <= 12;
          const day = !story && short && (line.includes(year) || time.test(line));
          const headed = plain(line) === plain(title);
          const named = day || headed || known.some((part) => meets(part, span));
          if (!named) body += line + '\\n';
        }
        return { text, title, byline: authors.join(', '), published, body, unseen };";
    let found = page.script(script, &[json!(engine)])?;
    let text = |name: &str| found[name].as_str().unwrap_or_default().to_owned();
    Ok(Found { story: read(&found), body: text("body"), unseen: text("unseen") })
}

/// Number of tokens of a text that these lines have beside those that were found.
fn more_of(wanted: &str, found: &str, lines: &str) -> usize {
    let held =
        |found: &str| (score(found, wanted).1 * tokens(wanted).len() as f64).round() as usize;
    held(&[found, lines].join("\n")) - held(found)
}

/// Whether a text begins with these words: "yes", "later" where they come further on, "no", or "-"
/// where none are expected.
fn begins(text: &str, words: &str) -> String {
    let (text, words) = (tokens(text), tokens(words));
    if words.is_empty() {
        return "-".to_owned();
    }
    if text.starts_with(&words) {
        return "yes".to_owned();
    }
    let later = text.windows(words.len()).any(|run| run == words);
    if later { "later" } else { "no" }.to_owned()
}

/// The outcome for one field: "yes", "no: " with what was found, or "-" where nothing is expected.
fn compared(found: &str, wanted: &str) -> String {
    let beside_names = |word: &String| word == "by" || word == "and";
    let plain = |text: &str| tokens(text).into_iter().filter(|word| !beside_names(word)).collect();
    let (found_words, wanted_words): (Vec<String>, Vec<String>) = (plain(found), plain(wanted));
    match (found_words, wanted_words) {
        (_, wanted) if wanted.is_empty() => "-".to_owned(),
        (found, wanted) if found == wanted => "yes".to_owned(),
        _ => format!("no: {}", first(found, 30)),
    }
}

fn first(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_is_compared_without_case_and_marks() {
        assert_eq!(compared("JOE HILL", "By Joe Hill"), "yes");
        assert_eq!(compared("Joe Hill, Ann Lee", "by Joe Hill and Ann Lee"), "yes");
        assert_eq!(compared("Joe", ""), "-");
        assert_eq!(compared("Joe", "Ann"), "no: Joe");
    }

    #[test]
    fn first_words_are_looked_for_at_the_start_and_later() {
        assert_eq!(begins("The mayor said.", "the Mayor"), "yes");
        assert_eq!(begins("So the mayor said.", "the mayor"), "later");
        assert_eq!(begins("A vote.", "the mayor"), "no");
        assert_eq!(begins("A vote.", ""), "-");
    }
}
