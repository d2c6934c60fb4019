//! `cargo xtask profile`: which parts of the engine its bytes and its time go to.
//!
//! Takes the engine as it is shipped, with the names of its functions; prints a table of bytes and
//! one of time. A function counts where it is written; one that the compiler has put into its
//! caller, where that is. For the table of time, wasm-opt is left out, which would put still more
//! of them there.

use crate::build::site;
use crate::build::sizes::weigh;
use crate::measure::bench;
use crate::measure::wasm::Wasm;
use crate::process::Result;
use crate::project::Project;
use crate::report;
use crate::setup::{Need, SITE, Tools};
use pages::{Page, Reply, Server};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Words of the text that is analysed again and again.
const WORDS: usize = 1_000;
/// How long, in milliseconds.
const MEASURED_MS: u64 = 6_000;
/// Microseconds between two looks at what runs.
const INTERVAL_US: u64 = 100;

const PAGE: &str = r#"<!doctype html><meta charset="utf-8"><title>profile</title><script type="module">
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
    let named = site::build_otherwise(
        project,
        &tools,
        "with-names",
        &[("--low-memory-unused\"", "--low-memory-unused -g\"".to_owned())],
    )?;
    let engine = named.join("engine/whosaid_bg.wasm");
    let bytes = std::fs::read(&engine).map_err(|error| format!("{}: {error}", engine.display()))?;
    let wasm = Wasm::read(&bytes)
        .ok_or_else(|| format!("{} is no WebAssembly module that can be read", engine.display()))?;
    let code = sum(wasm
        .functions
        .iter()
        .map(|function| (part(&function.name).to_owned(), function.bytes as f64)));
    report::heading("Where the bytes of code go, before compression");
    print(&code, "bytes", &|bytes| report::bytes(bytes as u64));
    compressed(project, &wasm)?;

    let slow = site::build_otherwise(
        project,
        &tools,
        "with-names-as-compiled",
        &[
            ("data-wasm-opt=\"s\"", "data-wasm-opt=\"0\"".to_owned()),
            ("--low-memory-unused\"", "-g\"".to_owned()),
        ],
    )?;
    let text = bench::text(project, WORDS)?;
    report::heading(&format!(
        "Where the time of an analysis of {} words goes, in Chromium",
        report::bytes(WORDS as u64)
    ));
    let (profile, each) = in_chromium(&slow, text).map_err(|trouble| trouble.to_string())?;
    let time = sum(times(&profile));
    let whole: f64 = time.iter().map(|(_, time)| time).sum();
    print(&time, "ms", &|time| format!("{:.2}", time / whole * each));
    Ok(())
}

/// Prints what code and data weigh, each compressed by itself.
fn compressed(project: &Project, wasm: &Wasm) -> Result<()> {
    let folder = project.target.join("parts-of-the-engine");
    let models = project.root.join("models");
    let refuse = |error: std::io::Error| format!("{}: {error}", folder.display());
    std::fs::create_dir_all(&folder).map_err(refuse)?;
    std::fs::write(folder.join("code"), wasm.code).map_err(refuse)?;
    std::fs::write(folder.join("data, models and all"), wasm.data).map_err(refuse)?;
    for (name, model) in
        [("tagger.bin, as packed", packed(project)?), ("names.bin", models.join("names.bin"))]
    {
        std::fs::copy(&model, folder.join(format!("of these, models {name}")))
            .map_err(|error| format!("{}: {error}", model.display()))?;
    }
    report::heading("What they weigh compressed, each by itself (bytes)");
    let mut rows = vec![["part", "raw", "gzip", "brotli"].map(str::to_owned).to_vec()];
    for part in weigh(&folder)? {
        rows.push(
            [vec![part.file], [part.raw, part.gzip, part.brotli].map(report::bytes).to_vec()]
                .concat(),
        );
    }
    report::table(&rows);
    Ok(())
}

/// The tagger's weights as build.rs has packed them for the engine: of those in cargo's folder, the
/// newest.
fn packed(project: &Project) -> Result<PathBuf> {
    let builds = project.target.join("wasm32-unknown-unknown/web/build");
    let files = std::fs::read_dir(&builds)
        .into_iter()
        .flatten()
        .flatten()
        .map(|build| build.path().join("out/tagger.bin"));
    let dated = files.filter_map(|file| Some((file.metadata().ok()?.modified().ok()?, file)));
    dated
        .max()
        .map(|(_, file)| file)
        .ok_or_else(|| format!("there are no packed weights in {}", builds.display()))
}

/// The profiler's account, and the milliseconds of one analysis while it looked on.
fn in_chromium(site: &Path, text: String) -> std::result::Result<(Value, f64), pages::Error> {
    let server = Server::new().map_err(|error| pages::Error(error.to_string()))?;
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

/// Parts and microseconds: what runs counts for the nearest of our own functions that it was called
/// from.
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
    let looks =
        samples.iter().filter_map(Value::as_u64).zip(deltas.iter().filter_map(Value::as_f64));
    looks.filter_map(|(id, time)| Some((counts(id)?, time))).collect()
}

/// Our own modules, the more exact first, and what each is called here.
const OURS: &[(&str, &str)] = &[
    ("whosaid_kernel", "kernel: the model's arithmetic"),
    ("whosaid::ner", "ner: which capitalised words are names"),
    ("whosaid::tagger", "tagger: tokens, features, from probabilities to attributions"),
    ("whosaid::text", "text: paragraphs, tokens, sentences, quotation marks"),
    ("whosaid::lexicon", "lexicon: look-ups"),
    ("whosaid_packing", "lexicon: look-ups"),
    ("whosaid::actors", "actors: mentions, who is who"),
    ("whosaid::attribution", "attribution: grammar, speakers"),
    ("whosaid::analysis", "analysis: what is found, in order"),
    ("whosaid::analyzer", "analysis: what is found, in order"),
    ("whosaid::order", "analysis: what is found, in order"),
    ("whosaid::turns", "analysis: what is found, in order"),
    ("whosaid::export", "export"),
    ("whosaid::page", "page: its text, paint"),
    ("whosaid::ui", "ui: panel and card"),
    ("whosaid::widget", "widget: what holds page and panel together"),
    ("whosaid::selection", "widget: what holds page and panel together"),
];

/// What JavaScript calls, and what calls it.
const TIES: &str = "ties to JavaScript";

/// Other crates.
const OTHERS: &[(&str, &[&str])] = &[
    (
        "Yew",
        &[
            "yew",
            "implicit_clone",
            "indexmap",
            "slab",
            "tokise",
            "anymap2",
            "bincode",
            "prokio",
            "rustversion",
        ],
    ),
    (
        TIES,
        &[
            "wasm_bindgen",
            "wasm_bindgen_futures",
            "js_sys",
            "web_sys",
            "gloo",
            "serde_wasm_bindgen",
            "serde",
            "serde_core",
            "futures",
            "__wbindgen",
        ],
    ),
    (
        "Rust's own libraries",
        &[
            "core",
            "alloc",
            "std",
            "hashbrown",
            "dlmalloc",
            "compiler_builtins",
            "memchr",
            "rustc_demangle",
        ],
    ),
];

/// Which part a function is of, by its name as the compiler writes it.
fn part(name: &str) -> &'static str {
    // `<whosaid::text::Span as core::fmt::Debug>::fmt` is of `whosaid::text`.
    let path = name.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '_');
    let path = path.strip_prefix("mut ").or_else(|| path.strip_prefix("dyn ")).unwrap_or(path);
    let within = |prefix: &str| {
        path.strip_prefix(prefix)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    };
    if let Some((_, part)) = OURS.iter().find(|(prefix, _)| within(prefix)) {
        return part;
    }
    if name.ends_with(" shim") {
        return TIES;
    }
    let first = path.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
    let known = |crates: &&[&str]| {
        crates.iter().any(|name| first == *name || (*name == "gloo" && first.starts_with("gloo_")))
    };
    OTHERS
        .iter()
        .find(|(_, crates)| known(crates))
        .map_or("what the compiler adds", |(part, _)| part)
}

/// Sums by name, the largest first.
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
    fn a_function_is_of_the_module_that_it_is_written_in() {
        for (name, expected) in [
            ("whosaid::ner::Model::read", "ner:"),
            ("whosaid::tagger::network::Network::run", "tagger:"),
            ("<whosaid::text::span::Span<U> as core::fmt::Debug>::fmt", "text:"),
            ("<&mut whosaid::ui::state::State as core::fmt::Debug>::fmt", "ui:"),
            ("whosaid_kernel::layer::Layer::run", "kernel:"),
            ("core::slice::sort::stable::merge", "Rust's"),
            ("<yew::html::component::Scope<C> as core::clone::Clone>::clone", "Yew"),
            ("gloo_events::EventListener::new", "ties"),
            ("texture::whosaid::text", "what the compiler"),
            ("whosaid::textual::f", "what the compiler"),
        ] {
            assert!(part(name).starts_with(expected), "{name}: {}", part(name));
        }
    }

    #[test]
    fn what_runs_counts_for_the_nearest_of_our_functions_above() {
        let node = |id: u64, name: &str, children: &[u64]| json!({ "id": id, "callFrame": { "functionName": name }, "children": children });
        let profile = json!({
            "nodes": [
                node(1, "(root)", &[2, 5, 6]), node(2, "analyze", &[3]), node(3, "whosaid::actors::find::mentions", &[4]),
                node(4, "core::str::find", &[]), node(5, "(idle)", &[]), node(6, "(garbage collector)", &[]),
            ],
            "samples": [3, 4, 5, 6, 2], "timeDeltas": [10, 20, 1000, 5, 1],
        });
        let sums = sum(times(&profile));
        assert_eq!(sums.iter().map(|(_, time)| *time).collect::<Vec<_>>(), [30.0, 6.0]);
        assert!(sums[0].0.starts_with("actors") && sums[1].0.contains("garbage"), "{sums:?}");
    }
}
