//! `cargo xtask profile`: the bytes and the time of each part of the engine.
//!
//! Takes the engine as it is shipped, with the names of its functions; prints a table of bytes and
//! one of time. A function counts for the module that it is written in; an inlined one counts for
//! its caller's. The table of time is measured without wasm-opt, which would inline more functions.

use super::bench;
use super::parts::{OURS, part};
use super::wasm::Wasm;
use crate::build::site::{self, Optimised, Profile};
use crate::build::sizes::weigh;
use crate::files::fresh_folder;
use crate::project::Project;
use crate::report;
use crate::setup::{Need, SITE, Tools};
use anyhow::{Context, Result};
use pages::{Page, Reply, Server};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Number of words in the text that is analysed again and again.
const WORDS: usize = 1_000;
/// Milliseconds for which the profiler runs.
const MEASURED_MS: u64 = 6_000;
/// Microseconds between two samples.
const INTERVAL_US: u64 = 100;

const PAGE: &str = r#"<!doctype html><meta charset="utf-8"><title>profile</title>
<script type="module">
const { analyze } = await import("./whosaid.js");
const text = await (await fetch("/text.txt")).text();
window.run = async (patience) => {
  const begun = performance.now();
  let runs = 0;
  while (performance.now() - begun < patience) {
    await analyze(text);
    runs++;
  }
  return (performance.now() - begun) / runs;
};
await run(500);
window.ready = true;
</script>"#;

/// Prints both tables.
///
/// # Errors
///
/// Where the site can't be built, read or run.
pub fn profile(project: &Project) -> Result<()> {
    let tools = Tools::ready(project, &[SITE, &[Need::Browser]].concat())?;
    site::build(project, &tools, Profile::Release)?;
    let engine = site::with_names(project, &tools, Optimised::AsShipped)?.engine;
    let bytes = fs_err::read(&engine)?;
    let wasm = Wasm::read(&bytes).with_context(|| format!("{} can't be read", engine.display()))?;
    let functions = wasm.functions.iter();
    let code = sum(functions.map(|f| (part(&f.name).to_owned(), f.body.len() as f64)));
    report::heading("Where the bytes of code go, before compression");
    print(&code, "bytes", &|bytes| report::bytes(bytes as u64));
    compressed(project, &wasm)?;

    let slow = site::with_names(project, &tools, Optimised::ByRustcOnly)?.folder;
    let text = bench::text(project, WORDS)?;
    report::heading(&format!(
        "Where the time of an analysis of {} words goes, in Chromium",
        report::bytes(WORDS as u64)
    ));
    let (profile, each) = in_chromium(&slow, text)?;
    let time = sum(times(&profile));
    let whole: f64 = time.iter().map(|(_, time)| time).sum();
    print(&time, "ms", &|time| format!("{:.2}", time / whole * each));
    Ok(())
}

/// Prints the sizes of code and data, each compressed by itself.
fn compressed(project: &Project, wasm: &Wasm) -> Result<()> {
    let folder = project.target.join("parts-of-the-engine");
    fresh_folder(&folder)?;
    fs_err::write(folder.join("code"), wasm.code)?;
    fs_err::write(folder.join("data, models and all"), wasm.data)?;
    let names = project.root.join("models/names.bin");
    for (name, model) in [("tagger.bin, as packed", packed(project)?), ("names.bin", names)] {
        fs_err::copy(&model, folder.join(format!("of these, models {name}")))?;
    }
    report::heading("What they weigh compressed, each by itself (bytes)");
    let mut rows = vec![["part", "raw", "gzip", "brotli"].map(str::to_owned).to_vec()];
    for part in weigh(&folder)? {
        let sizes = [part.raw, part.gzip, part.brotli].map(report::bytes);
        rows.push([&[part.file], &sizes[..]].concat());
    }
    report::table(&rows);
    Ok(())
}

/// The tagger's weights as build.rs has packed them for the engine: the newest in cargo's folder.
fn packed(project: &Project) -> Result<PathBuf> {
    let builds = project.target.join("wasm32-unknown-unknown/web/build");
    let files = fs_err::read_dir(&builds)
        .into_iter()
        .flatten()
        .flatten()
        .map(|build| build.path().join("out/tagger.bin"));
    let dated = files.filter_map(|file| Some((file.metadata().ok()?.modified().ok()?, file)));
    dated
        .max()
        .map(|(_, file)| file)
        .with_context(|| format!("there are no packed weights in {}", builds.display()))
}

/// The profiler's record, and the milliseconds that one analysis took while it ran.
fn in_chromium(site: &Path, text: String) -> Result<(Value, f64)> {
    let server = Server::new()?;
    let server = server
        .reply("/profile.html", Reply::html(PAGE))
        .reply("/text.txt", Reply::new("text/plain; charset=utf-8", text));
    let server = server.folder("/", site).start();
    let page = Page::open(&server.url("/profile.html"))?;
    page.wait_for("window.ready")?;
    page.devtools("Profiler.enable", &json!({}))?;
    page.devtools("Profiler.setSamplingInterval", &json!({ "interval": INTERVAL_US }))?;
    page.devtools("Profiler.start", &json!({}))?;
    let each = page
        .script("return await run(args[0]);", &[json!(MEASURED_MS)])?
        .as_f64()
        .unwrap_or_default();
    let profile = page.devtools("Profiler.stop", &json!({}))?["profile"].take();
    Ok((profile, each))
}

/// Parts and microseconds: each sample counts for the nearest of our own functions on its stack.
fn times(profile: &Value) -> Vec<(String, f64)> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let nodes = list(&profile["nodes"]);
    let mut names = HashMap::new();
    let mut parents = HashMap::new();
    for node in &nodes {
        let id = node["id"].as_u64().unwrap_or_default();
        names.insert(id, node["callFrame"]["functionName"].as_str().unwrap_or_default().to_owned());
        parents.extend(
            list(&node["children"]).iter().filter_map(Value::as_u64).map(|child| (child, id)),
        );
    }
    let counts = |id: u64| -> Option<String> {
        let name = names.get(&id)?;
        if matches!(name.as_str(), "(idle)" | "(root)") {
            return None;
        }
        let above = std::iter::successors(Some(id), |id| parents.get(id).copied());
        let own = above
            .filter_map(|id| names.get(&id))
            .map(|name| part(name))
            .find(|part| OURS.iter().any(|(_, ours)| ours == part));
        Some(own.unwrap_or("JavaScript, the browser, garbage").to_owned())
    };
    let (samples, deltas) = (list(&profile["samples"]), list(&profile["timeDeltas"]));
    let pairs =
        samples.iter().filter_map(Value::as_u64).zip(deltas.iter().filter_map(Value::as_f64));
    pairs.filter_map(|(id, time)| Some((counts(id)?, time))).collect()
}

/// The sums of the amounts of each name, the largest first.
fn sum(of: impl IntoIterator<Item = (String, f64)>) -> Vec<(String, f64)> {
    let mut sums: HashMap<String, f64> = HashMap::new();
    for (name, amount) in of {
        *sums.entry(name).or_default() += amount;
    }
    let mut sums: Vec<(String, f64)> = sums.into_iter().collect();
    sums.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    sums
}

fn print(sums: &[(String, f64)], unit: &str, shown: &dyn Fn(f64) -> String) {
    let whole: f64 = sums.iter().map(|(_, amount)| amount).sum();
    let mut rows = vec![vec!["part".to_owned(), unit.to_owned(), "share".to_owned()]];
    let row = |name: &str, amount: f64| {
        vec![name.to_owned(), shown(amount), format!("{:.1} %", 100.0 * amount / whole)]
    };
    rows.extend(sums.iter().map(|(name, amount)| row(name, *amount)));
    rows.push(row("all", whole));
    report::table(&rows);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_counts_for_the_nearest_of_our_functions() {
        let node = |id: u64, name: &str, children: &[u64]| {
            let frame = json!({ "functionName": name });
            json!({ "id": id, "callFrame": frame, "children": children })
        };
        let nodes = [
            node(1, "(root)", &[2, 5, 6]),
            node(2, "analyze", &[3]),
            node(3, "whosaid::actors::find::mentions", &[4]),
            node(4, "core::str::find", &[]),
            node(5, "(idle)", &[]),
            node(6, "(garbage collector)", &[]),
        ];
        let profile = json!({
            "nodes": nodes,
            "samples": [3, 4, 5, 6, 2], "timeDeltas": [10, 20, 1000, 5, 1],
        });
        let sums = sum(times(&profile));
        assert_eq!(sums.iter().map(|(_, time)| *time).collect::<Vec<_>>(), [30.0, 6.0]);
        assert!(sums[0].0.starts_with("actors") && sums[1].0.contains("garbage"), "{sums:?}");
    }
}
