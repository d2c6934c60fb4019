//! What the bookmarklet hands over to the reader page, on the saved news pages on which
//! [`super::story_finding`] tries the widget's own finder: the bookmarklet has to find the story by
//! itself, in a few hundred characters of code, where a page lets no other script in.

use super::scores::{score, tokens, wanted};
use crate::measure::click;
use crate::process::Result;
use crate::report;
use pages::{Error, Page, Reply, Server};
use serde_json::json;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Nothing runs, nothing is fetched: the bookmarklet has to open the reader page.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'";

/// What the figures have to reach on average, as those of the widget itself.
const MEAN: f64 = 0.93;

/// How long the reader page may take to open.
const PATIENCE: Duration = Duration::from_secs(30);

/// Prints the score of each page named, by what the reader page shows of it.
///
/// # Errors
///
/// Where a page can't be read or shown, or the figure is below what it has to be.
pub fn evaluate(site: &Path, data: &Path, names: &[String]) -> Result<()> {
    let told = |trouble: Error| trouble.to_string();
    let whosaid = Server::new().map_err(|error| error.to_string())?.folder("/", site).start();
    let mut paper = Server::new().map_err(|error| error.to_string())?;
    for name in names {
        for file in ["source", "expected"] {
            let path = data.join(name).join(file).with_extension("html");
            let page =
                std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            let reply = Reply::new("text/html; charset=utf-8", page)
                .header("Content-Security-Policy", POLICY);
            paper = paper.reply(&format!("/saved/{name}/{file}"), reply);
        }
    }
    let paper = paper.start();
    let bookmark = click::bookmark(site, &whosaid.address()).map_err(told)?;
    let page = Page::blank().map_err(told)?;
    let mut rows =
        vec![["page", "tokens", "precision", "recall", "F1"].map(str::to_owned).to_vec()];
    let mut sum = 0.0;
    for name in names {
        let found =
            text_handed_over(&page, &paper.url(&format!("/saved/{name}/source")), &bookmark)
                .map_err(|why| format!("{name}: {why}"))?;
        let expected = wanted(
            &page,
            &paper.url(&format!("/saved/{name}/expected")),
            &data.join(name).join("expected-metadata.json"),
        )?
        .text;
        let (precision, recall, f1) = score(&found, &expected);
        sum += f1;
        let figures = [precision, recall, f1].map(|value| format!("{value:.3}"));
        rows.push(
            [name.clone(), tokens(&expected).len().to_string()]
                .into_iter()
                .chain(figures)
                .collect(),
        );
    }
    report::heading("What the bookmarklet hands over to the reader page");
    report::table(&rows);
    let mean = sum / names.len().max(1) as f64;
    println!("\n{} pages, mean token F1 {mean:.3} (at least {MEAN})", names.len());
    if mean < MEAN {
        Err("what the bookmarklet hands over is not good enough".to_owned())
    } else {
        Ok(())
    }
}

/// The text of the reader page's article, without headline and byline; nothing where the
/// bookmarklet finds no story.
fn text_handed_over(
    page: &Page,
    address: &str,
    bookmark: &str,
) -> std::result::Result<String, Error> {
    page.go(address)?;
    let home = page.window()?;
    page.press_bookmark(bookmark)?;
    let begun = Instant::now();
    while page.windows()?.len() < 2 {
        // It says so, and offers a box to paste into.
        if page.script("return deepAll('[role=alert]').some((e) => e.textContent.includes('found no article'));", &[])? == json!(true) {
            return Ok(String::new());
        }
        if begun.elapsed() > PATIENCE {
            return Err(Error("the bookmarklet opened no reader page".to_owned()));
        }
        sleep(Duration::from_millis(50));
    }
    page.switch_to_new(std::slice::from_ref(&home))?;
    page.wait_for("!document.querySelector('#article').hidden")?;
    let text = page.script(
        "return [...document.querySelector('#article').children].filter((e) => e.localName !== 'h1' && e.className !== 'byline').map((e) => e.innerText).join('\\n');",
        &[],
    )?;
    page.close_window(&home)?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}
