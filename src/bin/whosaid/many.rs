//! Several articles at once: the report over many, and the comparison of two.
//!
//! Takes files, folders of texts and lines of JSON; gives pages and tables; promises that what
//! cannot be read is told and does not stop the rest.

use std::io::{self, BufRead, Write};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, thread};

use serde_json::Value;
use whosaid::report::{Comparison, Given, Report, Summary};
use whosaid::{Options, analyze};

use crate::input::{complain, fits, open, read, reject, shown};
use crate::options::{CompareTask, ReportTask, Table};

/// Endings of files that are taken from a folder.
const TEXTS: [&str; 2] = ["txt", "jsonl"];

/// An article to be read.
struct Article {
    name: String,
    given: Given,
    text: String,
}

/// Writes the report on all articles; true if all could be read.
pub fn report(task: &ReportTask, out: &mut impl Write) -> io::Result<bool> {
    let (mut articles, mut all_read) = (Vec::new(), true);
    for name in &task.inputs {
        all_read &= add(name, &mut articles);
    }
    let report = Report::of(summaries(&articles, task.assume_english));
    for article in report.articles.iter().filter(|article| !article.notice.is_empty()) {
        complain(&format!("{}: {}", article.name, article.notice));
    }
    let Some(folder) = &task.to else {
        out.write_all(written(&report, task.table).as_bytes())?;
        return Ok(all_read);
    };
    fs::create_dir_all(folder)?;
    for table in Table::ALL {
        let path = Path::new(folder).join(table.file());
        // Spreadsheets know UTF-8 by a byte order mark.
        let mark = if table == Table::Html { "" } else { "\u{feff}" };
        fs::write(&path, mark.to_owned() + &written(&report, table))?;
        writeln!(out, "{}", path.display())?;
    }
    Ok(all_read)
}

fn written(report: &Report, table: Table) -> String {
    match table {
        Table::Html => report.html(),
        Table::Voices => report.voices_table(),
        Table::Articles => report.articles_table(),
        Table::Months => report.months_table(),
        Table::Authors => report.authors_table(),
        Table::Flags => report.flags_table(),
    }
}

/// Writes the comparison of two texts; true if both could be read.
pub fn compare(task: &CompareTask, out: &mut impl Write) -> io::Result<bool> {
    let texts = task.files.each_ref().map(|name| read(name));
    let [before, after] = match texts {
        [Ok(before), Ok(after)] => [before, after],
        texts => {
            texts.into_iter().filter_map(Result::err).for_each(|error| complain(&error));
            return Ok(false);
        }
    };
    let options = Options { assume_english: task.assume_english };
    let analyses = [&before, &after].map(|text| analyze(text, &options));
    for (name, analysis) in task.files.iter().zip(&analyses) {
        if let Some(notice) = &analysis.notice {
            complain(&format!("{}: {}", shown(name), notice.message));
        }
    }
    let comparison = Comparison::of((&before, &analyses[0]), (&after, &analyses[1]));
    let written = match task.csv {
        true => comparison.table(),
        false => comparison.html(shown(&task.files[0]), shown(&task.files[1])),
    };
    out.write_all(written.as_bytes()).map(|()| true)
}

/// Adds the articles of a file, or of all texts of a folder; true if all could be read.
fn add(name: &str, articles: &mut Vec<Article>) -> bool {
    let path = Path::new(name);
    if path.is_dir() {
        return add_folder(path, articles);
    }
    if has_ending(path, &["jsonl"]) {
        return add_lines(name, articles);
    }
    match read(name) {
        Ok(text) => {
            articles.push(Article { name: shown(name).into(), given: Given::default(), text });
            true
        }
        Err(message) => reject(&message),
    }
}

fn add_folder(folder: &Path, articles: &mut Vec<Article>) -> bool {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let entries = match entries {
        Ok(entries) => entries,
        Err(error) => {
            return reject(&format!(
                "cannot read the folder {}: {error}. Check that you may read it.",
                folder.display()
            ));
        }
    };
    let mut paths: Vec<_> = entries.iter().map(fs::DirEntry::path).collect();
    paths.sort();
    let mut all_read = true;
    for path in paths {
        // A link to a folder may lead round in a circle.
        let is_folder = path.is_dir() && !path.is_symlink();
        if is_folder || path.is_file() && has_ending(&path, &TEXTS) {
            all_read &= add(&path.to_string_lossy(), articles);
        }
    }
    all_read
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| endings.contains(&&*ending))
}

/// Adds an article for each line of JSON.
fn add_lines(name: &str, articles: &mut Vec<Article>) -> bool {
    let input = match open(name) {
        Ok(input) => input,
        Err(message) => return reject(&message),
    };
    let mut all_read = true;
    for (number, line) in (1..).zip(input.split(b'\n')) {
        let line = match line {
            Ok(line) => line,
            Err(error) => return reject(&format!("cannot read {name} any further: {error}.")),
        };
        let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&line).trim_ascii();
        if line.is_empty() {
            continue;
        }
        let fields = serde_json::from_slice(line).unwrap_or(Value::Null);
        match fields.get("text").and_then(Value::as_str) {
            Some(text) if fits(text).is_ok() => {
                articles.push(article_of(&fields, text, &format!("{name}:{number}")));
            }
            _ => {
                all_read = reject(&format!(
                    "{name}, line {number}: no article. A line should be {{\"text\": \"...\"}}, \
                     and may have \"id\", \"title\", \"author\" and \"date\"."
                ));
            }
        }
    }
    all_read
}

/// The article of a line; `place` is its name where it has no id.
fn article_of(fields: &Value, text: &str, place: &str) -> Article {
    let field = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default();
    let authors = match fields.get("author").or(fields.get("authors")) {
        Some(Value::String(author)) if !author.is_empty() => vec![author.clone()],
        Some(Value::Array(authors)) => {
            authors.iter().filter_map(|author| author.as_str().map(String::from)).collect()
        }
        _ => Vec::new(),
    };
    let name = match fields.get("id") {
        Some(Value::String(id)) if !id.is_empty() => id.clone(),
        Some(Value::Number(id)) => id.to_string(),
        _ => place.into(),
    };
    let given = Given { title: field("title").into(), authors, published: field("date").into() };
    Article { name, given, text: text.into() }
}

/// The summaries of all articles, in their order: as many at a time as there are processors.
fn summaries(articles: &[Article], assume_english: bool) -> Vec<Summary> {
    let options = Options { assume_english };
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || {
        while let Some((at, article)) = {
            let at = next.fetch_add(1, Ordering::Relaxed);
            articles.get(at).map(|article| (at, article))
        } {
            let Article { name, given, text } = article;
            let summary = Summary::of(name, given, text, &analyze(text, &options));
            done.lock().expect("no other thread has failed").push((at, summary));
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from).min(articles.len());
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    let mut done = done.into_inner().expect("no thread has failed");
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, summary)| summary).collect()
}
