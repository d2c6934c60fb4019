//! Other libraries that read English in a browser, measured on the same texts in the same browser
//! as Whosaid: compromise (with and without its dates plugin) and wink-nlp with its small model.
//! They find names, quotation marks and dates; none says who said what.
//!
//! Takes texts and the built site; gives for each a cold first reading, warm medians, the time to
//! start, the size of its download (bundled and minified as a publisher would) and the memory that
//! its page takes at most.

use crate::build::dist::all_in;
use crate::build::sizes::{Weight, weigh};
use crate::files::fresh_folder;
use crate::process::run;
use crate::report;
use crate::setup::Tools;
use anyhow::{Context, Result};
use pages::{Page, Reply, Running, Server};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

/// A library, its module, and the calls that are timed.
#[derive(Debug)]
struct Rival {
    name: &'static str,
    /// A module that exports `start()`, which gives `{ read, find }`: `read(text)` is the cheapest
    /// call that tags the whole text, `find(text)` also takes out all names and quotations, which
    /// is the nearest to an analysis of Whosaid. Both give a number, so that no work can be left
    /// out.
    module: &'static str,
}

const RIVALS: &[Rival] = &[
    Rival {
        name: "whosaid",
        module: "export const start = async () => {
  const { analyze } = await import('/site/whosaid.js');
  await analyze('Yes, he said.');
  const find = async (text) => (await analyze(text, { assumeEnglish: true })).attributions.length;
  return { read: find, find };
};",
    },
    Rival {
        name: "compromise",
        module: "import nlp from 'compromise';
export const start = async () => ({
  read: (text) => nlp(text).found,
  find: (text) => {
    const doc = nlp(text);
    const found = [doc.people(), doc.places(), doc.organizations(), doc.quotations()];
    return found.reduce((sum, view) => sum + view.json().length, 0);
  },
});",
    },
    Rival {
        name: "compromise and dates",
        module: "import nlp from 'compromise';
import dates from 'compromise-dates';
nlp.plugin(dates);
export const start = async () => ({
  read: (text) => nlp(text).found,
  find: (text) => {
    const doc = nlp(text);
    const names = [doc.people(), doc.places(), doc.organizations()];
    const found = [...names, doc.quotations(), doc.dates()];
    return found.reduce((sum, view) => sum + view.json().length, 0);
  },
});",
    },
    Rival {
        name: "wink-nlp",
        module: "import winkNLP from 'wink-nlp';
import model from 'wink-eng-lite-web-model';
export const start = async () => {
  const nlp = winkNLP(model);
  return {
    read: (text) => nlp.readDoc(text).tokens().length(),
    find: (text) => {
      const doc = nlp.readDoc(text);
      return doc.entities().out().length + doc.tokens().out(nlp.its.pos).length;
    },
  };
};",
    },
];

const PAGE: &str = r#"<!doctype html><meta charset="utf-8"><title>bench</title>
<link rel="icon" href="data:,"><script type="module">
const module = await import("./" + new URLSearchParams(location.search).get("module"));
const loaded = performance.now();
const { read, find } = await module.start();
// From navigation: the time to fetch, compile and start it.
window.ready_ms = performance.now();
window.start_ms = window.ready_ms - loaded;
const calls = { read, find };
const fetched = async (path) => (await fetch(path)).text();
window.once = async (path, call) => {
  const text = await fetched(path);
  const start = performance.now();
  await calls[call](text);
  return performance.now() - start;
};
window.measure = async (path, call, patience, atLeast) => {
  const text = await fetched(path);
  const times = [];
  const begun = performance.now();
  while (times.length < atLeast || performance.now() - begun < patience) {
    // Every paragraph differs from the run before, so that no library can remember its result.
    const paragraphs = text.split("\n\n");
    const own = paragraphs.map((words, i) => `${words} ${i}.${times.length}`).join("\n\n");
    const start = performance.now();
    await calls[call](own);
    times.push(performance.now() - start);
  }
  const sorted = times.toSorted((a, b) => a - b);
  return { runs: times.length, median_ms: sorted[sorted.length >> 1], fastest_ms: sorted[0] };
};
window.ready = true;
</script>"#;

/// Milliseconds for which each text is measured, and the least number of runs.
const PATIENCE: (u32, u32) = (1500, 3);

/// Measures every library on every text.
///
/// # Errors
///
/// Where one can't be bundled or measured.
pub fn measure(
    tools: &Tools,
    site: &Path,
    folder: &Path,
    texts: &[(usize, PathBuf)],
) -> Result<Value> {
    let bundles = folder.join("rivals");
    bundle(tools, &bundles)?;
    let weights = weigh(&bundles)?;
    let server = Server::new()?
        .reply("/rival.html", Reply::html(PAGE))
        .reply("/blank.html", Reply::html("<!doctype html><title>blank</title>"))
        .folder("/texts/", folder)
        .folder("/site/", site)
        .folder("/", &bundles)
        .start();
    let baseline = Page::open(&server.url("/blank.html"))?.peak_memory();
    let mut found = Vec::new();
    for rival in RIVALS {
        report::note(rival.name);
        let mut figures = one(&server, rival, texts, baseline).context(rival.name)?;
        figures["bytes"] = if rival.name == "whosaid" {
            bytes(&all_in(&weigh(site)?))
        } else {
            let weight = weights.iter().find(|weight| weight.file == file(rival));
            bytes(weight.with_context(|| format!("{} was not bundled", rival.name))?)
        };
        found.push(figures);
    }
    print(&found);
    Ok(Value::from(found))
}

fn bytes(weight: &Weight) -> Value {
    json!({ "raw": weight.raw, "gzip": weight.gzip, "brotli": weight.brotli })
}

/// The name of a library's file, such as "compromise-and-dates.js".
fn file(rival: &Rival) -> String {
    rival.name.replace(' ', "-") + ".js"
}

/// Bundles and minifies each module as a publisher would.
fn bundle(tools: &Tools, bundles: &Path) -> Result<()> {
    fresh_folder(bundles)?;
    for rival in RIVALS {
        // The entry lies beside node_modules, so that its imports are found.
        let source = tools.rivals().join(format!("entry-{}", file(rival)));
        fs_err::write(&source, rival.module)?;
        let mut esbuild = tools.tool("esbuild");
        esbuild.arg(&source).args(["--bundle", "--minify", "--format=esm", "--target=es2022"]);
        esbuild.args(["--log-level=warning", "--external:/site/*"]);
        run(esbuild.arg(format!("--outfile={}", bundles.join(file(rival)).display())))?;
    }
    Ok(())
}

fn one(
    server: &Running,
    rival: &Rival,
    texts: &[(usize, PathBuf)],
    baseline: Option<u64>,
) -> Result<Value> {
    let address = server.url(&format!("/rival.html?module={}", file(rival)));
    let (mut ready, mut cold) = (Vec::new(), Map::new());
    for call in ["read", "find"] {
        let page = start(&address, &mut ready)?;
        let arguments = [json!("/texts/1000.txt"), json!(call)];
        let time = page.script("return await once(...args);", &arguments)?;
        cold.insert(call.to_owned(), time);
    }
    let page = start(&address, &mut ready)?;
    let (read, find) = (warm(&page, "read", texts)?, warm(&page, "find", texts)?);
    drop(page);
    // Memory is measured on a fresh page, as the peak of this one is that of its longest text.
    let page = start(&address, &mut Vec::new())?;
    page.script("for (let i = 0; i < 3; i++) await once('/texts/10000.txt', 'find');", &[])?;
    let peak =
        page.peak_memory().zip(baseline).map(|(peak, baseline)| peak.saturating_sub(baseline));
    let lowest = |place: usize| {
        ready.iter().filter_map(|times| times[place].as_f64()).fold(f64::INFINITY, f64::min)
    };
    Ok(json!({
        "name": rival.name,
        "from_navigation_ms": lowest(0),
        "start_ms": lowest(1),
        "cold_1000_words_ms": cold,
        "peak_memory_10000_words": peak,
        "growth": { "read": exponent(read.iter()), "find": exponent(find.iter()) },
        "warm": { "read": read, "find": find },
    }))
}

/// A page with the library; the time that it took to start is added to `ready`.
fn start(address: &str, ready: &mut Vec<Value>) -> Result<Page> {
    let page = Page::open(address)?;
    page.wait_for("window.ready")?;
    ready.push(page.script("return [ready_ms, start_ms];", &[])?);
    Ok(page)
}

/// Figures of one call, text by text, on a page that has read a text before.
fn warm(page: &Page, call: &str, texts: &[(usize, PathBuf)]) -> Result<Vec<Value>> {
    let mut figures = Vec::new();
    for (words, _) in texts {
        let text = format!("/texts/{words}.txt");
        let arguments = [json!(text), json!(call), json!(PATIENCE.0), json!(PATIENCE.1)];
        let mut figure = page.script("return await measure(...args);", &arguments)?;
        figure["words"] = json!(words);
        let median = figure["median_ms"].as_f64().unwrap_or_default();
        figure["median_ms_per_1000_words"] = json!(median * 1000.0 / *words as f64);
        figures.push(figure);
    }
    Ok(figures)
}

/// The power of the length by which the time grows: the slope of a straight line through the
/// logarithms (least squares).
pub fn exponent<'v>(figures: impl Iterator<Item = &'v Value>) -> f64 {
    let logarithm = |figure: &Value, name: &str| figure[name].as_f64().unwrap_or_default().ln();
    let points: Vec<(f64, f64)> = figures
        .map(|figure| (logarithm(figure, "words"), logarithm(figure, "median_ms")))
        .collect();
    let count = points.len() as f64;
    let mean = |side: fn(&(f64, f64)) -> f64| points.iter().map(side).sum::<f64>() / count;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let covariance: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    let variance: f64 = points.iter().map(|point| (point.0 - x).powi(2)).sum();
    covariance / variance
}

fn print(found: &[Value]) {
    let head = [
        "",
        "call",
        "start ms",
        "cold 1,000 words",
        "500",
        "1,000",
        "10,000 words: ms per 1000",
        "growth",
        "brotli",
        "MiB at most",
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for figures in found {
        for call in ["read", "find"] {
            if call == "read" && figures["name"] == "whosaid" {
                continue;
            }
            let number = |value: &Value| {
                value.as_f64().map_or_else(|| "?".to_owned(), |number| format!("{number:.2}"))
            };
            let mut row = vec![
                figures["name"].as_str().unwrap_or_default().to_owned(),
                call.to_owned(),
                number(&figures["start_ms"]),
            ];
            row.push(number(&figures["cold_1000_words_ms"][call]));
            row.extend(
                figures["warm"][call]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(|figure| number(&figure["median_ms_per_1000_words"])),
            );
            row.push(number(&figures["growth"][call]));
            row.push(report::bytes(figures["bytes"]["brotli"].as_u64().unwrap_or_default()));
            row.push(
                figures["peak_memory_10000_words"]
                    .as_u64()
                    .map_or_else(|| "?".to_owned(), |bytes| (bytes >> 20).to_string()),
            );
            rows.push(row);
        }
    }
    report::table(&rows);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponent_is_that_of_the_curve() {
        let curve = |power: f64| -> Vec<Value> {
            [500.0, 1_000.0, 10_000.0, 100_000.0f64]
                .map(|words| json!({ "words": words, "median_ms": 0.01 * words.powf(power) }))
                .to_vec()
        };
        for power in [0.9, 1.0, 2.0] {
            assert!((exponent(curve(power).iter()) - power).abs() < 1e-9);
        }
    }
}
