//! `cargo xtask bench`: the speed of the analysis, natively and in Chromium, and the sizes.
//!
//! Texts are the repository's samples, their paragraphs shuffled and repeated up to a number of
//! words. Prints tables and writes one JSON file with the machine, the date and every figure.

use super::{click, reader_timings, reading, rivals};
use crate::build::dist;
use crate::build::site::{self, Profile};
use crate::build::sizes::weigh;
use crate::files::write_json;
use crate::process::{answer, output};
use crate::project::{Project, cargo};
use crate::report;
use crate::setup::{Need, SITE, Tools};
use anyhow::{Result, ensure};
use pages::{Page, Reply, Server};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Lengths of the texts, in words.
const LENGTHS: &[usize] = &[500, 1_000, 10_000, 100_000];

/// A page that measures its own `analyze` as a caller sees it: warm, after one cold call on another
/// text.
const PAGE: &str = r#"<!doctype html><meta charset="utf-8"><title>bench</title>
<script type="module">
const begun = performance.now();
const { analyze } = await import("./whosaid.js");
await analyze("Taxes will rise, Ann Lee said on Friday.");
const ready = performance.now() - begun;
window.measure = async (path, patience, atLeast) => {
  const text = await (await fetch(path)).text();
  const times = [];
  const begun = performance.now();
  while (times.length < atLeast || performance.now() - begun < patience) {
    const start = performance.now();
    await analyze(text);
    times.push(performance.now() - start);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const [runs, median_ms] = [times.length, sorted[sorted.length >> 1]];
  return { runs, first_ms: times[0], median_ms, fastest_ms: sorted[0] };
};
window.ready = ready;
</script>"#;

/// Measures and prints; writes the figures to `out`, and gives them.
///
/// # Errors
///
/// Where something can't be built or measured.
pub fn bench(project: &Project, out: Option<PathBuf>) -> Result<Value> {
    let tools = Tools::ready(project, &[SITE, &[Need::Browser, Need::Rivals]].concat())?;
    let site = site::build(project, &tools, Profile::Release)?;
    let folder = project.target.join("bench");
    let texts = write_texts(project, &folder)?;
    let out = out.unwrap_or_else(|| folder.join("results.json"));

    report::heading("Native (about 1 minute the first time)");
    let native = native(project, &texts)?;
    print(&native);
    print_multiplications(&native);
    report::heading("In Chromium");
    let (ready, browser) = in_chromium(&site, &folder, &texts)?;
    print(&browser);
    let growth = rivals::exponent(browser.iter());
    report::note(&format!(
        "the time grows with the length to the power of {growth:.3}; \
         from import to the first analysis: {ready:.1} ms"
    ));
    let pressed = press(&site)?;
    report::heading("What a reader notices, in Chromium");
    let timings = reader_timings::measure(&site, &texts)?;
    reader_timings::print(&timings);
    report::heading("What else reads English in a browser, in the same Chromium (some minutes)");
    // Compromise with its dates does not get through a longer text in a minute.
    let short: Vec<_> = texts.iter().filter(|(words, _)| *words <= 10_000).cloned().collect();
    let rivals = rivals::measure(&tools, &site, &folder, &short)?;
    report::heading("Sizes (bytes)");
    let bytes = sizes(&site)?;

    let figures = json!({
        "machine": machine(project, &tools),
        "native": native,
        "chromium": {
            "ready_ms": ready, "analyze": browser, "growth": growth, "bookmarklet": pressed,
        },
        "moments": timings,
        "rivals": rivals,
        "bytes": bytes,
    });
    write_json(&out, &figures)?;
    report::note(&format!("written to {}", out.display()));
    Ok(figures)
}

fn print_multiplications(native: &[Value]) {
    let each = native.iter().filter_map(|figure| figure["multiplications_per_token"].as_f64());
    let each: Vec<String> = each.map(|count| format!("{count:.0}")).collect();
    report::note(&format!("multiplications a token, text by text: {}", each.join(", ")));
}

/// Prints and gives the sizes of the files that a page loads, and their sum.
fn sizes(site: &Path) -> Result<Value> {
    let mut shipped = weigh(site)?;
    shipped.retain(|weight| weight.file == "whosaid.js" || weight.file.starts_with("engine/"));
    dist::print(&shipped);
    let all = dist::all_in(&shipped);
    let files = shipped.iter().map(|weight| (weight.file.as_str(), weight));
    let files = files.chain([("all", &all)]).map(|(name, weight)| {
        let sizes = json!({ "raw": weight.raw, "gzip": weight.gzip, "brotli": weight.brotli });
        (name.to_owned(), sizes)
    });
    Ok(Value::Object(files.collect()))
}

/// Measures and prints only the time that a press of the bookmarklet takes.
///
/// # Errors
///
/// As [`bench()`].
pub fn click(project: &Project) -> Result<()> {
    let tools = Tools::ready(project, &[SITE, &[Need::Browser]].concat())?;
    press(&site::build(project, &tools, Profile::Release)?).map(drop)
}

/// Measures and prints only how long finding and reading the saved pages of `folders` takes: by
/// the site built of these sources, or by the one that `WHOSAID_SITE` names, for comparison.
///
/// # Errors
///
/// As [`bench()`].
pub fn read(project: &Project, folders: &[PathBuf]) -> Result<()> {
    let tools = Tools::ready(project, &[SITE, &[Need::Browser]].concat())?;
    let site = match std::env::var_os("WHOSAID_SITE") {
        Some(other) => PathBuf::from(other),
        None => site::build(project, &tools, Profile::Release)?,
    };
    report::heading("Finding and reading the stories of saved pages, in Chromium");
    reading::measure(&site, folders)
}

fn press(site: &Path) -> Result<Value> {
    report::heading(
        "From a press of the bookmarklet to the first highlight on the sample article, in Chromium",
    );
    let figures = click::measure(site)?;
    let mut rows =
        vec![["Whosaid's files", "median ms", "least ms", "most ms"].map(str::to_owned).to_vec()];
    for (name, key) in
        [("never seen (cold)", "cold_ms"), ("in the browser's cache (warm)", "warm_ms")]
    {
        let number = |part: &str| format!("{:.0}", figures[key][part].as_f64().unwrap_or_default());
        rows.push(vec![name.to_owned(), number("median"), number("least"), number("most")]);
    }
    report::table(&rows);
    Ok(figures)
}

/// A text for each length.
fn write_texts(project: &Project, folder: &Path) -> Result<Vec<(usize, PathBuf)>> {
    fs_err::create_dir_all(folder)?;
    let mut texts = Vec::new();
    for words in LENGTHS {
        let file = folder.join(format!("{words}.txt"));
        fs_err::write(&file, text(project, *words)?)?;
        texts.push((*words, file));
    }
    Ok(texts)
}

/// The text with this number of words.
pub fn text(project: &Project, words: usize) -> Result<String> {
    let samples = project.root.join("www/samples");
    let mut names: Vec<PathBuf> =
        fs_err::read_dir(&samples)?.flatten().map(|entry| entry.path()).collect();
    names.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    names.sort();
    let mut paragraphs = Vec::new();
    for name in names {
        let text = fs_err::read_to_string(&name)?;
        paragraphs.extend(text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned));
    }
    Ok(shuffled(&paragraphs, words))
}

/// Paragraphs in an order that looks random but is the same every time, repeated until there are
/// enough words; the last paragraph is cut.
fn shuffled(paragraphs: &[String], words: usize) -> String {
    let mut state = 1u64;
    let mut below = |bound: usize| {
        // Knuth's MMIX generator; its high bits are the good ones.
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % bound
    };
    let (mut lines, mut count) = (Vec::new(), 0);
    while count < words && !paragraphs.is_empty() {
        let mut order: Vec<&String> = paragraphs.iter().collect();
        for last in (1..order.len()).rev() {
            order.swap(last, below(last + 1));
        }
        for paragraph in order {
            let kept: Vec<&str> = paragraph.split_whitespace().take(words - count).collect();
            count += kept.len();
            if !kept.is_empty() {
                lines.push(kept.join(" "));
            }
        }
    }
    lines.join("\n\n") + "\n"
}

fn native(project: &Project, texts: &[(usize, PathBuf)]) -> Result<Vec<Value>> {
    let printed = output(
        Command::new(cargo())
            .args(["run", "--quiet", "--release", "--example", "speed", "--"])
            .args(texts.iter().map(|(_, file)| file))
            .current_dir(&project.root),
    )?;
    let figures: Vec<Value> =
        printed.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let (measured, all) = (figures.len(), texts.len());
    ensure!(measured == all, "the benchmark measured {measured} of {all} texts: {printed}");
    Ok(texts.iter().zip(figures).map(|((words, _), figure)| with_words(*words, &figure)).collect())
}

fn in_chromium(
    site: &Path,
    folder: &Path,
    texts: &[(usize, PathBuf)],
) -> Result<(f64, Vec<Value>)> {
    let server = Server::new()?
        .reply("/bench.html", Reply::html(PAGE))
        .folder("/texts/", folder)
        .folder("/", site)
        .start();
    let page = Page::open(&server.url("/bench.html"))?;
    page.wait_for("window.ready !== undefined")?;
    let ready = page.script("return window.ready;", &[])?.as_f64().unwrap_or_default();
    let mut figures = Vec::new();
    for (words, _) in texts {
        let arguments = [json!(format!("/texts/{words}.txt")), json!(1500), json!(5)];
        let figure = page.script("return await window.measure(...args);", &arguments)?;
        figures.push(with_words(*words, &figure));
    }
    Ok((ready, figures))
}

fn with_words(words: usize, figure: &Value) -> Value {
    let median = figure["median_ms"].as_f64().unwrap_or_default();
    json!({
        "words": words,
        "runs": figure["runs"],
        "first_ms": figure["first_ms"],
        "median_ms": median,
        "fastest_ms": figure["fastest_ms"],
        "median_ms_per_1000_words": median * 1000.0 / words as f64,
        "multiplications_per_token": figure["multiplications_per_token"],
    })
}

fn print(figures: &[Value]) {
    let mut rows = vec![
        ["words", "runs", "first ms", "median ms", "fastest ms", "median ms per 1000 words"]
            .map(str::to_owned)
            .to_vec(),
    ];
    for figure in figures {
        let number = |name: &str| format!("{:.2}", figure[name].as_f64().unwrap_or_default());
        rows.push(vec![
            figure["words"].to_string(),
            figure["runs"].to_string(),
            number("first_ms"),
            number("median_ms"),
            number("fastest_ms"),
            number("median_ms_per_1000_words"),
        ]);
    }
    report::table(&rows);
}

/// The machine, the browser, the tools and the day of the figures.
fn machine(project: &Project, tools: &Tools) -> Value {
    let cpu = fs_err::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map(|rest| rest.trim_start_matches([' ', '\t', ':']).to_owned());
    let model = model.or_else(|| answer("sysctl", &["-n", "machdep.cpu.brand_string"]));
    let commit =
        answer("git", &["-C", &project.root.to_string_lossy(), "describe", "--always", "--dirty"]);
    json!({
        "cpu": model,
        "cores": std::thread::available_parallelism().map_or(0, usize::from),
        "system": std::env::consts::OS,
        "browser": tools.chromium().version(),
        "rustc": answer("rustc", &["--version"]),
        "tools": tools.versions(),
        "date": answer("date", &["-u", "+%Y-%m-%d"]),
        "commit": commit,
    })
}

#[cfg(test)]
mod tests {
    use super::shuffled;

    #[test]
    fn a_text_has_the_number_of_words_and_is_always_the_same() {
        let paragraphs = ["one two three", "four", "five six"].map(str::to_owned);
        for words in [1, 6, 7, 500] {
            let text = shuffled(&paragraphs, words);
            assert_eq!(text.split_whitespace().count(), words);
            assert_eq!(text, shuffled(&paragraphs, words));
        }
        assert_eq!(shuffled(&[], 10), "\n");
    }
}
