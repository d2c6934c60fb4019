//! `cargo xtask evaluate ... pages`: the story that the widget finds in saved news pages, against
//! what a reader mode should find.
//!
//! Takes a folder with `NAME/source.html`, `expected.html` and `expected-metadata.json` (as in the
//! tests of Mozilla's Readability); gives token F1 of the text, and whether title, authors and day
//! are right. Each page is served as it was saved, in Chromium, under a policy that lets none of
//! its scripts run and nothing be fetched.

use crate::handed;
use crate::process::Result;
use crate::say;
use pages::{Page, Reply, Server};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::Path;

/// Nothing but our own modules: no script of the page, no request.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'unsafe-inline'; base-uri 'none'";

/// What the figures have to reach: on average, and for each page.
const MEAN: f64 = 0.93;
const EACH: f64 = 0.70;

/// What was found in a page, or should be.
#[derive(Debug, Clone, Default)]
pub struct Story {
    pub text: String,
    title: String,
    byline: String,
    published: String,
}

/// Scores every page of `data`, or those whose name contains `document`; writes found and expected
/// text to `folder`, to be compared.
///
/// # Errors
///
/// Where a page can't be read or shown, or the figures are below what they have to be.
pub fn evaluate(site: &Path, data: &Path, document: Option<&str>, folder: &Path) -> Result<()> {
    let refuse = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    std::fs::create_dir_all(folder).map_err(|error| refuse(folder, error))?;
    let mut names: Vec<String> = std::fs::read_dir(data)
        .map_err(|error| refuse(data, error))?
        .flatten()
        .filter(|entry| entry.path().join("expected.html").is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| document.is_none_or(|part| name.contains(part)))
        .collect();
    names.sort();
    let mut server = Server::new().map_err(|error| error.to_string())?.folder("/", site);
    for name in &names {
        for file in ["source", "expected"] {
            let path = data.join(name).join(file).with_extension("html");
            let page = std::fs::read(&path).map_err(|error| refuse(&path, error))?;
            let reply = Reply::new("text/html; charset=utf-8", page)
                .header("Content-Security-Policy", POLICY);
            server = server.reply(&format!("/saved/{name}/{file}"), reply);
        }
    }
    let server = server.start();
    let page = Page::blank().map_err(|error| error.to_string())?;
    let mut rows = vec![
        ["page", "tokens", "precision", "recall", "F1", "title", "authors", "day"]
            .map(str::to_owned)
            .to_vec(),
    ];
    let (mut sum, mut low) = (0.0, Vec::new());
    for name in &names {
        let found = found(
            &page,
            &server.url(&format!("/saved/{name}/source")),
            &server.url("/engine/whosaid.js"),
        )?;
        let wanted = wanted(
            &page,
            &server.url(&format!("/saved/{name}/expected")),
            &data.join(name).join("expected-metadata.json"),
        )?;
        for (kind, text) in [("found", &found.text), ("expected", &wanted.text)] {
            let path = folder.join(format!("{name}.{kind}.txt"));
            std::fs::write(&path, text).map_err(|error| refuse(&path, error))?;
        }
        let (precision, recall, f1) = score(&found.text, &wanted.text);
        sum += f1;
        if f1 < EACH {
            low.push(name.as_str());
        }
        let figure = |value: f64| format!("{value:.3}");
        rows.push(vec![
            name.clone(),
            tokens(&wanted.text).len().to_string(),
            figure(precision),
            figure(recall),
            figure(f1),
            compared(&found.title, &wanted.title),
            compared(&found.byline, &wanted.byline),
            compared(first(&found.published, 10), first(&wanted.published, 10)),
        ]);
    }
    let mean = sum / names.len().max(1) as f64;
    say::table(&rows);
    println!(
        "\n{} pages, mean token F1 {mean:.3} (at least {MEAN}), below {EACH}: {}",
        names.len(),
        if low.is_empty() { "none".to_owned() } else { low.join(", ") }
    );
    say::note(&format!("found and expected texts are in {}", folder.display()));
    if mean < MEAN || !low.is_empty() {
        return Err("the stories found are not good enough".to_owned());
    }
    handed::evaluate(site, data, &names)
}

/// What the engine finds in the page at `address`.
fn found(page: &Page, address: &str, engine: &str) -> Result<Story> {
    let told = |error: pages::Trouble| format!("{address}: {error}");
    page.go(address).map_err(told)?;
    let story = page
        .script(
            "const engine = await import(args[0]); await engine.default();
             const { text, title, authors, published } = await engine.find_article(document, true);
             return { text, title, byline: authors.join(', '), published };",
            &[json!(engine)],
        )
        .map_err(told)?;
    Ok(read(&story))
}

/// What should be found.
pub fn wanted(page: &Page, address: &str, metadata: &Path) -> Result<Story> {
    page.go(address).map_err(|error| error.to_string())?;
    let text =
        page.script("return document.body.innerText;", &[]).map_err(|error| error.to_string())?;
    let metadata =
        std::fs::read(metadata).map_err(|error| format!("{}: {error}", metadata.display()))?;
    let metadata: Value = serde_json::from_slice(&metadata).map_err(|error| error.to_string())?;
    let story = json!({ "text": text, "title": metadata["title"], "byline": metadata["byline"], "published": metadata["publishedTime"] });
    Ok(read(&story))
}

fn read(story: &Value) -> Story {
    let text = |name: &str| story[name].as_str().unwrap_or_default().to_owned();
    Story {
        text: text("text"),
        title: text("title"),
        byline: text("byline"),
        published: text("published"),
    }
}

/// Precision, recall and F1 of two bags of tokens.
pub fn score(found: &str, wanted: &str) -> (f64, f64, f64) {
    let (found, wanted) = (tokens(found), tokens(wanted));
    let mut left: HashMap<&String, usize> = HashMap::new();
    for token in &wanted {
        *left.entry(token).or_default() += 1;
    }
    let common = found
        .iter()
        .filter(|token| {
            left.get_mut(token)
                .is_some_and(|count| count.checked_sub(1).map(|less| *count = less).is_some())
        })
        .count();
    let share = |of: usize| if of == 0 { 0.0 } else { common as f64 / of as f64 };
    let f1 =
        if common == 0 { 0.0 } else { 2.0 * common as f64 / (found.len() + wanted.len()) as f64 };
    (share(found.len()), share(wanted.len()), f1)
}

/// Runs of letters and digits, in lower case.
pub fn tokens(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// "yes", "no: what was found", or "-" where nothing is expected.
fn compared(found: &str, wanted: &str) -> String {
    let plain =
        |text: &str| tokens(text).into_iter().filter(|word| word != "by").collect::<Vec<_>>();
    match (plain(found), plain(wanted)) {
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
    fn a_token_found_counts_as_often_as_it_is_expected() {
        assert_eq!(score("a b b", "a b c"), (2.0 / 3.0, 2.0 / 3.0, 2.0 / 3.0));
        assert_eq!(score("", "a"), (0.0, 0.0, 0.0));
        assert_eq!(score("Ann’s tax", "ann s TAX"), (1.0, 1.0, 1.0));
    }

    #[test]
    fn metadata_is_compared_without_case_and_marks() {
        assert_eq!(compared("JOE HILL", "By Joe Hill"), "yes");
        assert_eq!(compared("Joe", ""), "-");
        assert_eq!(compared("Joe", "Ann"), "no: Joe");
    }
}
