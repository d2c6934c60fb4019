//! Long tasks: the times of the tasks of a page's one thread while an article is annotated, and
//! while it is painted anew.
//!
//! Times are processor time from the browser's trace, including the drawing of frames. Other work
//! on the machine adds little to processor time, while it may multiply wall time. The browser
//! itself is not slowed down: callers multiply the times by the slowness of the processor that they
//! mean.

use crate::error::Error;
use crate::page::Page;
use serde_json::{Value, json};

/// A script that annotates the element that `args[0]` selects, or by `<who-said>` the page's story
/// if `args[0]` is empty, with the painter `args[1]`; waits `args[2]` ms; and then paints anew
/// `args[3]` times.
const ANNOTATE: &str = "
  const [selector, painter, quiet, repaints] = args;
  const { annotate } = await import('./whosaid.js');
  await new Promise((go) => setTimeout(go, 500));
  performance.mark('begin');
  const begun = performance.now();
  let found;
  if (selector) {
    // Laying out the panel's list is the browser's work, and no paint's.
    found = await annotate(document.querySelector(selector), { open: !repaints, painter });
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
  const middle = found.analysis.attributions.length >> 1;
  if (repaints) performance.mark('begin');
  for (let step = 0; step < repaints; step++) {
    [
      () => found.select({ actor: 0 }),
      () => found.select({ attribution: middle }),
      () => found.update({ layers: 'quotes' }),
      () => found.update({ layers: 'actors quotes attitudes' }),
      () => scrollTo(0, document.documentElement.scrollHeight),
      () => found.select({ actor: 1 }),
      () => found.select(null),
    ][step]();
    await new Promise((go) => setTimeout(go, 400));
  }
  performance.mark('end');
  const painted = [...CSS.highlights.values()].reduce((sum, highlight) => sum + highlight.size, 0);
  const marks = deepAll('.marks path')
    .reduce((sum, path) => sum + path.getAttribute('d').split('M').length - 1, 0);
  return { painted: painted + marks, statements: found.analysis.attributions.length, took_ms: \
  took };";

/// The number of times that [`ANNOTATE`] paints anew: each by another selection, layers or place.
const REPAINTS: u32 = 7;

/// Fewest milliseconds of a part of a task that is told.
const NOTED: f64 = 0.5;

/// The times of an annotated article.
#[derive(Debug)]
pub struct Annotated {
    /// Processor time of the page's tasks in milliseconds, the longest first.
    pub tasks: Vec<f64>,
    /// What the longest task did: names of the browser's, and milliseconds.
    pub longest: Vec<(String, f64)>,
    /// Milliseconds of wall time until it was ready.
    pub took_ms: f64,
    /// The number of highlights near the view, or of marks.
    pub painted: u64,
    /// The number of attributions.
    pub statements: u64,
}

/// A page with only an article of these paragraphs.
pub fn article<'p>(paragraphs: impl IntoIterator<Item = &'p str>) -> String {
    let paragraph =
        |text: &str| format!("<p>{}</p>", text.replace('&', "&amp;").replace('<', "&lt;"));
    let paragraphs: String = paragraphs.into_iter().map(paragraph).collect();
    format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>long</title><link rel=icon \
         href='data:,'><article id=article>{paragraphs}</article>"
    )
}

/// Opens a page and annotates the element at `selector`, or the page's story if that is empty, with
/// an open panel and the named painter.
///
/// # Errors
///
/// Where the browser can't be driven, or gives no times of its tasks.
pub fn annotate_traced(address: &str, selector: &str, painter: &str) -> Result<Annotated, Error> {
    traced(address, selector, painter, 0)
}

/// Does the same, and then has the paint changed by selections, layers and scrolling: only the
/// tasks of that are given.
///
/// # Errors
///
/// As [`annotate_traced`].
pub fn repaint_traced(address: &str, selector: &str, painter: &str) -> Result<Annotated, Error> {
    traced(address, selector, painter, REPAINTS)
}

fn traced(address: &str, selector: &str, painter: &str, repaints: u32) -> Result<Annotated, Error> {
    let page = Page::traced()?;
    page.go(address)?;
    let args = [json!(selector), json!(painter), json!(1_500), json!(repaints)];
    let found = page.script(ANNOTATE, &args)?;
    let trace = Trace::of(&page)?;
    let ran = trace.tasks("begin", "end")?;
    let tasks = ran.iter().map(|task| processor_ms(task)).collect();
    let longest = ran.first().map_or_else(Vec::new, |task| trace.parts(task));
    let count = |name: &str| found[name].as_u64().unwrap_or_default();
    Ok(Annotated {
        tasks,
        longest,
        took_ms: number(&found, "took_ms"),
        painted: count("painted"),
        statements: count("statements"),
    })
}

/// Milliseconds of processor time that the tasks of a [`Page::traced`] took between each pair of
/// marks, which a script has set by `performance.mark()`.
///
/// # Errors
///
/// Where the browser can't be driven, or there are no such marks.
pub fn marked_ms<const N: usize>(page: &Page, marks: [[&str; 2]; N]) -> Result<[f64; N], Error> {
    let trace = Trace::of(page)?;
    let mut sums = [0.0; N];
    for (sum, [begin, end]) in sums.iter_mut().zip(marks) {
        *sum = trace.tasks(begin, end)?.into_iter().map(processor_ms).sum();
    }
    Ok(sums)
}

/// The browser's trace of a page, up to now.
struct Trace {
    events: Vec<Value>,
}

impl Trace {
    fn of(page: &Page) -> Result<Self, Error> {
        page.trace().map(|events| Self { events })
    }

    /// The last mark of a name.
    fn mark(&self, name: &str) -> Result<&Value, Error> {
        self.events
            .iter()
            .rfind(|event| event["name"] == name && event["cat"] == "blink.user_timing")
            .ok_or_else(|| Error(format!("no mark {name}")))
    }

    /// The page's tasks between two marks, those with most processor time first.
    fn tasks(&self, begin: &str, end: &str) -> Result<Vec<&Value>, Error> {
        let (begin, end) = (self.mark(begin)?, self.mark(end)?);
        let here = |event: &&Value| event["name"] == "RunTask" && of_one_thread(event, begin);
        let during = |event: &&Value| {
            end_of(event) >= number(begin, "ts") && number(event, "ts") <= number(end, "ts")
        };
        let mut tasks: Vec<&Value> = self.events.iter().filter(here).filter(during).collect();
        tasks.sort_by(|a, b| processor_ms(b).total_cmp(&processor_ms(a)));
        Ok(tasks)
    }

    /// What a task did: names of the browser's, and milliseconds.
    fn parts(&self, task: &Value) -> Vec<(String, f64)> {
        let within = |event: &&Value| {
            of_one_thread(event, task)
                && number(event, "ts") >= number(task, "ts")
                && end_of(event) <= end_of(task)
        };
        let parts = self.events.iter().filter(within);
        let parts = parts.map(|event| (event["name"].to_string(), processor_ms(event)));
        parts.filter(|(_, ms)| *ms >= NOTED).collect()
    }
}

fn number(value: &Value, key: &str) -> f64 {
    value[key].as_f64().unwrap_or_default()
}

fn of_one_thread(a: &Value, b: &Value) -> bool {
    ["pid", "tid"].iter().all(|key| a[*key] == b[*key])
}

/// The time, in microseconds, at which an event ended.
fn end_of(event: &Value) -> f64 {
    number(event, "ts") + number(event, "dur")
}

/// Milliseconds of processor time of an event. In the trace are microseconds; processor time can't
/// exceed wall time.
fn processor_ms(event: &Value) -> f64 {
    number(event, "tdur").min(number(event, "dur")) / 1_000.0
}
