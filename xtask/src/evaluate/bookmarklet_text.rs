//! The text that the reader page shows of the saved news pages on which [`super::story_finding`]
//! tries the widget: where a page lets no other script in, the bookmarklet hands over what is seen
//! of it, and the reader page finds the story in that.

use super::parts::{Mean, Part};
use super::scores::{expected, has_text, score, serve, tokens};
use crate::measure::click;
use crate::report;
use anyhow::{Context, Result, bail, ensure};
use pages::{Page, Server};
use serde_json::json;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A policy under which no script runs and nothing is fetched, so that the bookmarklet has to open
/// the reader page.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'";

/// The least mean F1, five thousandths less than the widget is to have.
const MEAN: f64 = 0.965;

/// A script that gives whether the bookmarklet says that there is no story.
const NO_ARTICLE: &str = "
    const alerts = deepAll('[role=alert]');
    return alerts.some((alert) => alert.textContent.includes('found no article'));";

/// A script that gives the text of the reader page's article, without headline and byline.
const SHOWN: &str = "
    const parts = [...document.querySelector('#article').children];
    const story = parts.filter((part) => part.localName !== 'h1' && part.className !== 'byline');
    return story.map((part) => part.innerText).join('\\n');";

/// The longest time that the reader page may take to open.
const PATIENCE: Duration = Duration::from_secs(30);

/// Prints the score of each page named, by the text that the reader page shows of it.
///
/// # Errors
///
/// Where a page can't be read or shown, or the mean is below [`MEAN`].
pub fn evaluate(site: &Path, data: &Path, pages: &[(Part, String)]) -> Result<()> {
    let whosaid = Server::new()?.folder("/", site).start();
    let names: Vec<String> = pages.iter().map(|(_, name)| name.clone()).collect();
    let paper = serve(Server::new()?, data, &names, POLICY)?.start();
    let bookmark = click::bookmark(site, &whosaid.address())?;
    let page = Page::blank()?;
    let mut rows =
        vec![["page", "part", "tokens", "precision", "recall", "F1"].map(str::to_owned).to_vec()];
    let mut all = Vec::new();
    for (part, name) in pages {
        let address = |file: &str| paper.url(&format!("/saved/{name}/{file}"));
        let expected = expected(&page, &address("expected"), &data.join(name))?;
        if !has_text(&expected) {
            continue;
        }
        let found = text_handed_over(&page, &address("source"), &bookmark).context(name.clone())?;
        let (precision, recall, f1) = score(&found, &expected.text);
        all.push((*part, f1));
        let figures = [precision, recall, f1].map(|value| format!("{value:.3}"));
        let length = tokens(&expected.text).len().to_string();
        rows.push([&[name.clone(), part.to_string(), length], &figures[..]].concat());
    }
    if all.is_empty() {
        return Ok(());
    }
    report::heading("What the bookmarklet hands over to the reader page");
    report::table(&rows);
    println!();
    for part in Part::ALL {
        let mean = Mean::of(all.iter().filter(|(of, _)| *of == part).map(|(_, f1)| *f1));
        println!("{part}: mean token F1 {mean} (at least {MEAN})");
        ensure!(
            mean.is_at_least(MEAN),
            "the text that the bookmarklet hands over is not good enough"
        );
    }
    let mean = Mean::of(all.iter().map(|(_, f1)| *f1));
    println!("{} pages: mean token F1 {mean}", all.len());
    Ok(())
}

/// The text of the reader page's article, without headline and byline; nothing where the
/// bookmarklet finds no story.
fn text_handed_over(page: &Page, address: &str, bookmark: &str) -> Result<String> {
    page.go(address)?;
    let home = page.window()?;
    page.press_bookmark(bookmark)?;
    let begun = Instant::now();
    while page.windows()?.len() < 2 {
        // Where it finds no story it says so, and offers a box to paste into.
        if page.script(NO_ARTICLE, &[])? == json!(true) {
            return Ok(String::new());
        }
        if begun.elapsed() > PATIENCE {
            bail!("the bookmarklet opened no reader page");
        }
        sleep(Duration::from_millis(50));
    }
    page.switch_to_new(std::slice::from_ref(&home))?;
    page.wait_for("!document.querySelector('#article').hidden")?;
    let text = page.script(SHOWN, &[])?;
    page.close_window(&home)?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}
