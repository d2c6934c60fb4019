//! From a press of the bookmarklet to the first highlight that a reader sees, on the sample
//! article, in Chromium.
//!
//! The page stands on another origin than Whosaid's files. A cold browser has never seen those
//! files; a warm one has them in its cache. Server and browser are on one machine, so that the
//! network's share is not in it.

use anyhow::{Context, Result};
use pages::{Page, Reply, Server};
use serde_json::{Value, json};
use std::path::Path;

/// Number of browsers started cold; each is measured a second time, warm.
const BROWSERS: usize = 5;

/// A script that waits, frame by frame, for the first paint with a highlight on it.
const WATCH: &str = "
    window.shown = new Promise((done) => {
      const look = () => {
        if (CSS.highlights.size === 0) return requestAnimationFrame(look);
        requestAnimationFrame(() => done(performance.now()));
      };
      look();
    });";

/// Milliseconds cold and warm: of each the median over the browsers, the least and the most.
///
/// # Errors
///
/// Where the browser can't be driven.
pub fn measure(site: &Path) -> Result<Value> {
    let whosaid = Server::new()?
        .folder("/", site)
        .header("Access-Control-Allow-Origin", "*")
        .header("Cache-Control", "max-age=3600")
        .start();
    let paper = Server::new()?.reply("/", Reply::html(paper(site)?)).start();
    let bookmark = bookmark(site, &whosaid.address())?;
    let (mut cold, mut warm) = (Vec::new(), Vec::new());
    for _ in 0..BROWSERS {
        let page = Page::blank()?;
        for times in [&mut cold, &mut warm] {
            page.go(&paper.address())?;
            page.script(WATCH, &[])?;
            page.press_bookmark(&bookmark)?;
            let time = page.script("return (await window.shown) - window.pressed;", &[])?;
            times.push(time.as_f64().unwrap_or_default());
        }
    }
    let (cold, warm) = (summary(&mut cold), summary(&mut warm));
    Ok(json!({ "browsers": BROWSERS, "cold_ms": cold, "warm_ms": warm }))
}

/// A page with the demo's article and nothing else.
fn paper(site: &Path) -> Result<String> {
    let demo = fs_err::read_to_string(site.join("index.html"))?;
    let from = demo.find("<article").context("the demo has no article")?;
    let length = demo[from..].find("</article>").context("the demo's article has no end")?;
    let article = &demo[from..from + length];
    let head = r#"<!doctype html><html lang="en"><meta charset="utf-8"><title>News</title>"#;
    let icon = r#"<link rel="icon" href="data:,">"#;
    Ok(format!("{head}{icon}<body>{article}</article></body></html>"))
}

/// The bookmarklet's address, made by the page that offers it, changed so that a press first notes
/// the time.
///
/// # Errors
///
/// Where the browser can't be driven.
pub fn bookmark(site: &Path, address: &str) -> Result<String> {
    // The page comes from a server of its own, so that no browser has seen files of the measured
    // one.
    let offer = Server::new()?.folder("/", site).start();
    let page = Page::open(&offer.address())?;
    page.wait_for("document.querySelector('#drag').href.startsWith('javascript:')")?;
    let made = page.script("return document.querySelector('#address').value;", &[])?;
    let made = made.as_str().unwrap_or_default().replace(&offer.address(), address);
    Ok(made.replacen("javascript:", "javascript:window.pressed=performance.now();", 1))
}

fn summary(times: &mut [f64]) -> Value {
    times.sort_by(f64::total_cmp);
    json!({ "median": times[times.len() / 2], "least": times[0], "most": times[times.len() - 1] })
}

#[cfg(test)]
mod tests {
    use super::summary;
    use serde_json::json;

    #[test]
    fn the_median_is_the_middle_one() {
        assert_eq!(
            summary(&mut [30.0, 10.0, 20.0]),
            json!({ "median": 20.0, "least": 10.0, "most": 30.0 })
        );
    }
}
