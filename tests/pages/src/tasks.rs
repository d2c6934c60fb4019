//! Whether a page ever stands still: how long the tasks of its one thread are while an article is
//! annotated.
//!
//! What is measured is the processor's time that each task of the page's thread takes, as the
//! browser's trace has it, frames drawn included: other work on the machine adds nothing to it,
//! while it may multiply the time by the clock. The browser is not slowed down for that: a task of
//! N milliseconds takes N times so many on a processor that is so many times as slow.

use crate::error::Error;
use crate::page::Page;
use serde_json::{Value, json};

/// Annotates what `args[0]` selects, or the page's story by the element if that is empty, and waits
/// until all is quiet.
const ANNOTATE: &str = "
  const [selector, painter, quiet] = args;
  const { annotate } = await import('./whosaid.js');
  await new Promise((go) => setTimeout(go, 500));
  performance.mark('begin');
  const begun = performance.now();
  let found;
  if (selector) {
    found = await annotate(document.querySelector(selector), { open: true, painter });
  } else {
    found = document.createElement('who-said');
    found.setAttribute('open', '');
    found.setAttribute('painter', painter);
    const ready = new Promise((go) => found.addEventListener('whosaid:ready', go, { once: true }));
    document.body.append(found);
    await ready;
  }
  const took = performance.now() - begun;
  await new Promise((go) => setTimeout(go, quiet));
  performance.mark('end');
  const painted = [...CSS.highlights.values()].reduce((sum, highlight) => sum + highlight.size, 0);
  const marks = document.querySelectorAll('mark').length;
  return { painted: painted + marks, statements: found.analysis.attributions.length, took_ms: \
  took };";

/// An article annotated.
#[derive(Debug)]
pub struct Annotated {
    /// Processor time of the page's tasks in milliseconds, the longest first.
    pub tasks: Vec<f64>,
    /// Milliseconds until it was ready, by the clock.
    pub took_ms: f64,
    /// How many highlights there are near the screen, or marks.
    pub painted: u64,
    /// How many attributions.
    pub statements: u64,
}

/// A page with an article of these paragraphs, and nothing else.
pub fn article<'p>(paragraphs: impl IntoIterator<Item = &'p str>) -> String {
    let paragraph =
        |text: &str| format!("<p>{}</p>", text.replace('&', "&amp;").replace('<', "&lt;"));
    let paragraphs: String = paragraphs.into_iter().map(paragraph).collect();
    format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>long</title><link rel=icon \
         href='data:,'><article id=article>{paragraphs}</article>"
    )
}

/// Opens a page and annotates what `selector` selects on it, with the panel open and by the named
/// painter; the page's story, if it is empty.
///
/// # Errors
///
/// Where the browser can't be driven, or does not say how long its tasks were.
pub fn annotate_traced(address: &str, selector: &str, painter: &str) -> Result<Annotated, Error> {
    let page = Page::traced()?;
    page.go(address)?;
    let found = page.script(ANNOTATE, &[json!(selector), json!(painter), json!(1_500)])?;
    let events = page.trace()?;
    let mark = |name: &str| {
        events
            .iter()
            .rfind(|event| event["name"] == name && event["cat"] == "blink.user_timing")
            .ok_or_else(|| Error(format!("no mark {name}")))
    };
    let (begin, end) = (mark("begin")?, mark("end")?);
    let time = |event: &Value, key: &str| event[key].as_f64().unwrap_or_default();
    let here = |event: &&Value| {
        event["name"] == "RunTask" && ["pid", "tid"].iter().all(|key| event[*key] == begin[*key])
    };
    let during = |event: &&Value| {
        time(event, "ts") + time(event, "dur") >= time(begin, "ts")
            && time(event, "ts") <= time(end, "ts")
    };
    // Microseconds. No task takes longer of the processor than by the clock.
    let cpu = |event: &Value| time(event, "tdur").min(time(event, "dur")) / 1_000.0;
    let mut tasks: Vec<f64> = events.iter().filter(here).filter(during).map(cpu).collect();
    tasks.sort_by(|a, b| b.total_cmp(a));
    let count = |name: &str| found[name].as_u64().unwrap_or_default();
    Ok(Annotated {
        tasks,
        took_ms: time(&found, "took_ms"),
        painted: count("painted"),
        statements: count("statements"),
    })
}
