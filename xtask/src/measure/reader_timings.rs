//! Times that a reader notices: the time until the first highlight, and the longest task while an
//! article is annotated.

use crate::report;
use anyhow::Result;
use pages::{Page, Reply, Server};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Number of visits to the sample page with a warm cache; their median counts.
const VISITS: usize = 9;

/// A script that runs in the page before all others: it notes when the first frame with a highlight
/// was drawn, in milliseconds from navigation.
const WATCH: &str = "(() => {
  const look = () => {
    if (!CSS.highlights.size) return requestAnimationFrame(look);
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { window.firstHighlight = performance.now(); };
      port2.postMessage(0);
    });
  };
  requestAnimationFrame(look);
})();";

/// A script that annotates the article while it posts a message to itself again and again: the
/// longest time between two of its turns is the longest task. It gives that time, and the long
/// tasks that the browser itself reported.
const ANNOTATE: &str = "
  const { annotate } = await import('./whosaid.js');
  const warm = await annotate(document.querySelector('#warm'));
  warm.destroy();
  await new Promise((go) => setTimeout(go, 500));
  let longest = 0, last, going = true;
  const reported = [];
  const observer = new PerformanceObserver((list) => {
    reported.push(...list.getEntries().map(({ duration }) => duration));
  });
  observer.observe({ type: 'longtask' });
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (going) port2.postMessage(0);
  };
  last = performance.now();
  port2.postMessage(0);
  const begun = performance.now();
  const handle = await annotate(document.querySelector('#article'));
  await new Promise((go) => setTimeout(go, args[0]));
  going = false;
  observer.disconnect();
  const painted = [...CSS.highlights.values()].reduce((sum, { size }) => sum + size, 0);
  const statements = handle.analysis.attributions.length;
  return { longest, reported, painted, statements, took: performance.now() - begun - args[0] };";

/// Measures both times; gives the figures.
///
/// # Errors
///
/// Where the browser can't be driven.
pub fn measure(site: &Path, texts: &[(usize, PathBuf)]) -> Result<Value> {
    let first = first_highlight(site)?;
    let text = texts
        .iter()
        .find(|(words, _)| *words == 10_000)
        .and_then(|(_, file)| fs_err::read_to_string(file).ok())
        .unwrap_or_default();
    let tasks = longest_task(site, &text, 4.0)?;
    let of_processor = longest_of_processor(site, &text)?;
    Ok(json!({
        "first_highlight_ms": first,
        "longest_task_processor_ms": of_processor,
        "longest_task_ms": tasks["longest"],
        "long_tasks_reported_ms": tasks["reported"],
        "throttling": 4,
        "annotated_in_ms": tasks["took"],
    }))
}

/// Prints the timings.
pub fn print(timings: &Value) {
    let number = |name: &str| timings[name].as_f64().unwrap_or_default();
    report::note(&format!(
        "first highlight on the sample page, from navigation, cache warm: {:.0} ms",
        number("first_highlight_ms")
    ));
    let (longest, took) = (number("longest_task_ms"), number("annotated_in_ms"));
    report::note(&format!(
        "10,000 words annotated, processor slowed down 4 times: in {took:.0} ms, \
         no wait longer than {longest:.0} ms by the clock"
    ));
    let processor = number("longest_task_processor_ms");
    report::note(&format!(
        "not slowed down, no task takes more than {processor:.1} ms of the processor, \
         which is {:.0} ms at a fourth of the speed",
        processor * 4.0
    ));
}

/// From navigation to the sample page to the first frame with a highlight, files and compiled code
/// cached: the median of several visits.
fn first_highlight(site: &Path) -> Result<f64> {
    let server = Server::new()?.folder("/", site).header("Cache-Control", "max-age=3600").start();
    let page = Page::blank()?;
    page.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": WATCH }))?;
    let mut times = Vec::new();
    // The browser keeps compiled code only of scripts that it has loaded a few times.
    for visit in 0..VISITS + 3 {
        page.go(&server.address())?;
        page.wait_for("window.firstHighlight")?;
        let time = page.script("return window.firstHighlight;", &[])?.as_f64().unwrap_or_default();
        if visit >= 3 {
            times.push(time);
        }
    }
    times.sort_by(f64::total_cmp);
    Ok(times[times.len() / 2])
}

/// The longest task on the main thread while an article is annotated, the processor slowed down
/// `rate` times: the best of three tries, as other work on the machine can only make it longer.
fn longest_task(site: &Path, text: &str, rate: f64) -> Result<Value> {
    let paragraphs: String = text
        .lines()
        .filter(|line| !line.is_empty())
        .map(|line| format!("<p>{}</p>", line.replace('&', "&amp;").replace('<', "&lt;")))
        .collect();
    let head = "<!doctype html><meta charset=utf-8><title>long</title>";
    let warm = "<p id=warm>“Yes,” Ann Lee said.</p>";
    let html = format!("{head}{warm}<article id=article>{paragraphs}</article>");
    let server = Server::new()?.reply("/long.html", Reply::html(html)).folder("/", site).start();
    let mut best = Value::Null;
    for _ in 0..3 {
        let page = Page::open(&server.url("/long.html"))?;
        page.devtools("Emulation.setCPUThrottlingRate", &json!({ "rate": rate }))?;
        let tasks = page.script(ANNOTATE, &[json!(3_000)])?;
        if best["longest"]
            .as_f64()
            .is_none_or(|longest| tasks["longest"].as_f64().unwrap_or(f64::INFINITY) < longest)
        {
            best = tasks;
        }
    }
    Ok(best)
}

/// The longest task while an article is annotated, by the processor's time, in milliseconds: the
/// least of three tries.
fn longest_of_processor(site: &Path, text: &str) -> Result<f64> {
    let html = pages::article(text.lines().filter(|line| !line.is_empty()));
    let server = Server::new()?;
    let server = server.reply("/long.html", Reply::html(html)).folder("/", site).start();
    let mut least = f64::INFINITY;
    for _ in 0..3 {
        let found = pages::annotate_traced(&server.url("/long.html"), "#article", "auto")?;
        least = least.min(found.tasks.first().copied().unwrap_or(f64::INFINITY));
    }
    Ok(least)
}
