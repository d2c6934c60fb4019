//! `cargo xtask evaluate ... pages`: the story that the widget finds in saved news pages, against
//! what a reader mode should find.
//!
//! Takes a folder with `NAME/source.html`, `expected.html` and `expected-metadata.json` (as in the
//! tests of Mozilla's Readability); gives token F1 of the text, and whether title, authors and day
//! are right. Each page is served as it was saved, in Chromium, under a policy that lets none of
//! its scripts run and nothing be fetched.

use super::bookmarklet_text;
use super::scores::{Story, expected, read, score, serve, tokens};
use crate::report;
use anyhow::{Context, Result, ensure};
use pages::{Page, Server};
use serde_json::json;
use std::path::Path;

/// A policy that lets our own modules run and nothing else: no script of the page, no request.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
                      connect-src 'self'; style-src 'unsafe-inline'; base-uri 'none'";

/// The least mean F1 of all pages.
const MEAN: f64 = 0.93;
/// The least F1 of each page.
const EACH: f64 = 0.70;

/// Scores every page of `data`, or those whose name contains `document`; writes found and expected
/// text to `folder`, to be compared.
///
/// # Errors
///
/// Where a page can't be read or shown, or a figure is below its least.
pub fn evaluate(site: &Path, data: &Path, document: Option<&str>, folder: &Path) -> Result<()> {
    fs_err::create_dir_all(folder)?;
    let mut names: Vec<String> = fs_err::read_dir(data)?
        .flatten()
        .filter(|entry| entry.path().join("expected.html").is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| document.is_none_or(|part| name.contains(part)))
        .collect();
    names.sort();
    let server = serve(Server::new()?.folder("/", site), data, &names, POLICY)?.start();
    let page = Page::blank()?;
    let head = ["page", "tokens", "precision", "recall", "F1", "title", "authors", "day"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    let (mut sum, mut low) = (0.0, Vec::new());
    for name in &names {
        let address = |file: &str| server.url(&format!("/saved/{name}/{file}"));
        let engine = server.url("/engine/whosaid.js");
        let found = found(&page, &address("source"), &engine).context(name.clone())?;
        let expected = expected(&page, &address("expected"), &data.join(name))?;
        for (kind, text) in [("found", &found.text), ("expected", &expected.text)] {
            fs_err::write(folder.join(format!("{name}.{kind}.txt")), text)?;
        }
        let (precision, recall, f1) = score(&found.text, &expected.text);
        sum += f1;
        if f1 < EACH {
            low.push(name.as_str());
        }
        let figure = |value: f64| format!("{value:.3}");
        rows.push(vec![
            name.clone(),
            tokens(&expected.text).len().to_string(),
            figure(precision),
            figure(recall),
            figure(f1),
            compared(&found.title, &expected.title),
            compared(&found.byline, &expected.byline),
            compared(first(&found.published, 10), first(&expected.published, 10)),
        ]);
    }
    let mean = sum / names.len().max(1) as f64;
    report::table(&rows);
    println!(
        "\n{} pages, mean token F1 {mean:.3} (at least {MEAN}), below {EACH}: {}",
        names.len(),
        if low.is_empty() { "none".to_owned() } else { low.join(", ") }
    );
    report::note(&format!("found and expected texts are in {}", folder.display()));
    ensure!(mean >= MEAN && low.is_empty(), "the stories found are not good enough");
    bookmarklet_text::evaluate(site, data, &names)
}

/// The story that the engine finds in the page at `address`.
fn found(page: &Page, address: &str, engine: &str) -> Result<Story> {
    page.go(address)?;
    let script = "
        const engine = await import(args[0]);
        await engine.default();
        const found = await engine.find_article(document, true);
        const { text, title, authors, published } = found;
        return { text, title, byline: authors.join(', '), published };";
    Ok(read(&page.script(script, &[json!(engine)])?))
}

/// The outcome for one field: "yes", "no: " with what was found, or "-" where nothing is expected.
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
    fn metadata_is_compared_without_case_and_marks() {
        assert_eq!(compared("JOE HILL", "By Joe Hill"), "yes");
        assert_eq!(compared("Joe", ""), "-");
        assert_eq!(compared("Joe", "Ann"), "no: Joe");
    }
}
