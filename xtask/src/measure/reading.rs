//! `cargo xtask bench --pages DIR`: how long it takes to find and to read the stories of saved news
//! pages in Chromium.
//!
//! Takes folders with `NAME/source.html`; gives the time that finding the story of each page takes,
//! and the time that reading its text takes in one go. No script of a page runs, and nothing is
//! fetched. How long a single task is, `tests/pages/tests/long_tasks.rs` measures.

use crate::evaluate::scores::{names, serve};
use crate::report;
use anyhow::{Context, Result};
use pages::{Page, Server};
use serde_json::json;
use std::path::{Path, PathBuf};

/// Number of times that each story is found and read; the mean counts.
const TIMES: usize = 10;
/// Number of pages that the table shows: those that take the longest to read.
const SHOWN: usize = 12;

/// A policy that lets our own modules run and nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
                      connect-src 'self'; style-src 'unsafe-inline'; base-uri 'none'";

/// A script that finds the story `args[0]` times, between marks, and then as often reads its text
/// too, after a pause that keeps the tasks apart: elements and characters of the story.
const READ: &str = "
  const [times, address] = args;
  const engine = await import(address);
  await engine.default();
  let found = await engine.find_article(document, true);
  for (const withText of [false, true]) {
    await new Promise((go) => setTimeout(go, 300));
    performance.mark('begin' + withText);
    for (let n = 0; n < times; n++) found = await engine.find_article(document, withText);
    performance.mark('end' + withText);
  }
  await new Promise((go) => setTimeout(go, 300));
  return [found.element.querySelectorAll('*').length, found.text.length];";

/// The marks that the script sets: around finding, and around finding and reading.
const MARKS: [[&str; 2]; 2] = [["beginfalse", "endfalse"], ["begintrue", "endtrue"]];

/// The columns of the table: times are milliseconds of the processor, so that other programs' work
/// adds little.
const HEAD: [&str; 5] = ["page", "elements", "characters", "to find", "to read"];

/// Measures the pages of each folder, and prints those that take the longest to read, and all
/// together.
///
/// # Errors
///
/// Where a page can't be read or shown.
pub fn measure(site: &Path, folders: &[PathBuf]) -> Result<()> {
    let mut measured = Vec::new();
    for folder in folders {
        let names = names(folder)?;
        let server = serve(Server::new()?.folder("/", site), folder, &names, POLICY)?.start();
        for name in names {
            // A trace of a page begins a while after the one before it, one a page.
            let page = Page::traced()?;
            page.go(&server.url(&format!("/saved/{name}/source")))?;
            let arguments = [json!(TIMES), json!(server.url("/engine/whosaid.js"))];
            let read = page.script(READ, &arguments).with_context(|| name.clone())?;
            let sums = pages::marked_ms(&page, MARKS).with_context(|| name.clone())?;
            let [find, both] = sums.map(|ms| ms / TIMES as f64);
            let [elements, characters] = [0, 1].map(|at| read[at].as_f64().unwrap_or_default());
            let figures = [elements, characters, find, (both - find).max(0.0)];
            measured.push((name, figures));
        }
    }
    measured.sort_by(|(_, a), (_, b)| b[3].total_cmp(&a[3]));
    let sum = [0, 1, 2, 3].map(|at| measured.iter().map(|(_, figures)| figures[at]).sum());
    let all = format!("all {}", measured.len());
    measured.truncate(SHOWN);
    measured.push((all, sum));
    let row = |(name, [elements, characters, find, read]): (String, [f64; 4])| {
        let counts = [elements, characters].map(|count| report::bytes(count as u64));
        let times = [find, read].map(|time| format!("{time:.1}"));
        [&[name], &counts[..], &times].concat()
    };
    let head = HEAD.map(str::to_owned).to_vec();
    let table: Vec<Vec<String>> =
        std::iter::once(head).chain(measured.into_iter().map(row)).collect();
    report::table(&table);
    Ok(())
}
