//! A page that stays open all day: annotated and restored a thousand times, changed by its scripts
//! five thousand times. Memory, nodes and listeners do not grow, and no highlight is ever on wrong
//! words.
//!
//! Short runs by default; the full ones by `WHOSAID_SOAK=full cargo xtask test pages -- soak
//! --nocapture`.

mod common;
mod news;

use news::{articles, open};
use pages::{Page, site};
use serde_json::{Value, json};

/// The number of rounds: `full` if a full run was asked for, else `short`.
fn amount(short: u64, full: u64) -> u64 {
    if std::env::var("WHOSAID_SOAK").is_ok_and(|value| value == "full") { full } else { short }
}

/// The memory, nodes and listeners that the page holds after garbage collection.
#[derive(Debug, Clone, Copy)]
struct Held {
    /// Bytes of JavaScript's heap in use.
    heap: f64,
    /// Bytes of the engine's memory, used or not.
    engine: f64,
    nodes: f64,
    listeners: f64,
}

fn held(page: &Page) -> Held {
    // The test page's list of events would grow, which is not the widget's doing.
    page.script("events.length = details.length = 0;", &[]).unwrap();
    // Timers and transitions have time to end. Objects that finalizers free are collected one
    // collection later.
    page.script("await new Promise((go) => setTimeout(go, 2500));", &[]).unwrap();
    for _ in 0..4 {
        page.devtools("HeapProfiler.collectGarbage", &json!({})).unwrap();
        page.script("await new Promise((go) => setTimeout(go, 30));", &[]).unwrap();
    }
    let metrics = page.devtools("Performance.getMetrics", &json!({})).unwrap();
    let metric = |name: &str| {
        let found =
            metrics["metrics"].as_array().unwrap().iter().find(|metric| metric["name"] == name);
        found.unwrap_or_else(|| panic!("the browser counts {name}"))["value"].as_f64().unwrap()
    };
    let engine = page
        .script(
            "return (await (await \
             import('./engine/whosaid.js')).default()).memory.buffer.byteLength;",
            &[],
        )
        .unwrap();
    Held {
        heap: metric("JSHeapUsedSize"),
        engine: engine.as_f64().unwrap(),
        nodes: metric("Nodes"),
        listeners: metric("JSEventListeners"),
    }
}

/// Asserts that nothing has grown since the warm-up but the browser's caches and compiled code.
#[track_caller]
fn assert_no_growth(before: Held, after: Held, what: &str) {
    println!("{what}: {before:?} -> {after:?}");
    assert!(after.listeners <= before.listeners, "{what}: listeners left: {before:?} -> {after:?}");
    assert!(after.nodes <= before.nodes, "{what}: nodes left: {before:?} -> {after:?}");
    // The engine's memory grows in pages of 64 KiB and fragments a little: by four pages after
    // 5,000 changes, and by no more after 30,000.
    assert!(
        after.engine <= before.engine + 8.0 * 65_536.0,
        "{what}: the engine's memory grows: {before:?} -> {after:?}"
    );
    assert!(
        after.heap <= before.heap + 250_000.0,
        "{what}: the heap grows: {before:?} -> {after:?}"
    );
}

#[test]
fn soak_of_annotating_and_destroying_leaves_nothing() {
    let (_server, page) = open(site(), "", "");
    page.devtools("Performance.enable", &json!({})).unwrap();
    page.script("window.whosaid = await import('./whosaid.js');", &[]).unwrap();
    let before = page.traces().unwrap();
    let cycles = |from: u64, count: u64| {
        // In batches, because a script may run for a minute at most.
        for start in (from..from + count).step_by(50) {
            let script = "for (let i = args[0]; i < args[1]; i++) {
                  const options = { painter: i % 2 ? 'highlight' : 'mark', open: i % 3 === 0 };
                  const handle = await whosaid.annotate(document.querySelector(i % 5 ? '#first' : \
                  '#second'), options);
                  if (i % 4 === 0) handle.select({ attribution: 0 });
                  await new Promise((go) => setTimeout(go, i % 7 === 0 ? 30 : 0));
                  handle.destroy();
                }";
            page.script(script, &[json!(start), json!((start + 50).min(from + count))]).unwrap();
        }
    };
    cycles(0, 50);
    let warm = held(&page);
    cycles(50, amount(100, 1_000));
    assert_no_growth(warm, held(&page), "annotate and destroy");
    assert_eq!(page.traces().unwrap(), before);
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

/// Reads the words under the marks that a widget has drawn.
const MARKED: &str = include_str!("../../browser/marked.js");

/// An article of distinct words, a script that changes it at random, and one that checks every
/// highlight.
const STAGE: &str = r##"
    let state = args[0];
    // xorshift, so that a failing run can be run again
    const below = (bound) => { state ^= state << 13; state ^= state >>> 17; state ^= state << 5;
    return (state >>> 0) % bound; };
    const pick = (list) => list[below(list.length)];
    const names = ["Ann Lee", "Bob Ray", "Jane Roe", "The minister", "Moscow", "A second official"];
    let count = 0;
    const sentence = () => pick([
      () => `“Tax ${++count} will rise,” ${pick(names)} said on Friday.`,
      () => `${pick(names)} said that plan ${++count} was dead.`,
      () => `According to ${pick(names)}, there are ${++count} of them, and 🌷 is not one.`,
    ])();
    const paragraph = () => Object.assign(document.createElement("p"), {
    textContent: `${sentence()} ${sentence()}` });
    const story = document.querySelector("#first");
    story.replaceChildren(...Array.from({ length: 12 }, paragraph));
    const nodes = () => texts(story).map(({ node }) => node).filter((node) => node.data.length > 1);
    const changes = {
      rewrite: () => { pick(nodes()).data = sentence(); },
      insert: () => { const node = pick(nodes()); node.insertData(below(node.length), pick(["Zz ",
      "“", " said ", "x"])); },
      cut: () => { const node = pick(nodes()); node.deleteData(below(node.length), 1 + below(6)); },
      split: () => { const node = pick(nodes()); node.splitText(below(node.length)); },
      join: () => pick([...story.children]).normalize(),
      wrap: () => { const node = pick(nodes()); const bold = document.createElement("b");
      node.before(bold); bold.append(node); },
      unwrap: () => { const bold = story.querySelector("b");
      if (bold) bold.replaceWith(...bold.childNodes); },
      add: () => story.insertBefore(paragraph(), pick([...story.children])),
      move: () => story.append(pick([...story.children])),
      replace: () => pick([...story.children]).replaceWith(paragraph()),
      remove: () => { if (story.children.length > 4) pick([...story.children]).remove(); },
    };
    const change = () => {
      const name = pick(Object.keys(changes));
      changes[name]();
      while (story.children.length > 16) story.firstChild.remove();
      return name;
    };
    let known;
    document.addEventListener("whosaid:ready", () => { known = undefined; });
    // The UTF-16 units of the text that lie in any finding.
    const found = () => {
      const { analysis, text } = window.handle;
      const covered = new Uint8Array(text.length);
      const spans = [...analysis.actors, ...analysis.places].flatMap(({ mentions }) =>
      mentions.flatMap(({ span, head }) => [span, head]));
      for (const { source, cue, content } of analysis.attributions) spans.push(...source, ...cue,
      ...content);
      for (const [start, end] of spans) covered.fill(1, start, end);
      return { text, covered };
    };
    // Painted words equal the analysed text at a place that lies in a finding.
    const belongs = (painted) => {
      const { text, covered } = known;
      // A change may have cut a character of two units in half; halves are read as U+FFFD.
      const words = painted.toWellFormed().replace(/\s+/g, " ");
      for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
        if (!covered.subarray(at, at + words.length).includes(0)) return true;
      }
      return false;
    };
    const wrong = () => {
      known ??= found();
      return highlights().flatMap(({ texts }) => texts).filter((words) => words && !belongs(words));
    };
    window.soak = async (times) => {
      let painted = 0;
      for (let i = 0; i < times; i++) {
        const name = change();
        await Promise.resolve();
        const words = wrong();
        if (words.length)
          return `after ${name} (${i}): painted ${JSON.stringify(words)},` +
            ` the text is ${window.handle.text}`;
        if (below(8) === 0) await new Promise((go) => setTimeout(go, 5));
        if (i % 100 === 99) {
          await new Promise((go) => setTimeout(go, 320));
          // Marks are drawn anew with the next frame.
          const drawn = deepAll(".marks").flatMap((frame) => marked(frame.getRootNode(), [story]));
          const words = drawn.map(([, run]) => run);
          const late = wrong().concat(words.filter((run) => run.trim() && !belongs(run)));
          if (late.length) return `once quiet (${i}): painted ${JSON.stringify(late)}`;
          painted += highlights().flatMap(({ texts }) =>
          texts).length + words.length;
        }
      }
      return painted;
    };
    window.reset = async () => {
      story.replaceChildren(Object.assign(document.createElement("p"), {
      textContent: "“Taxes will rise,” Ann Lee said on Friday." }));
      await new Promise((go) => setTimeout(go, 400));
    };"##;

#[test]
fn soak_of_changes_never_paints_wrong_words() {
    for (painter, seed) in [("highlight", 2016), ("mark", 909)] {
        let (_server, page) = open(site(), "", "");
        page.devtools("Performance.enable", &json!({})).unwrap();
        page.script("window.whosaid = await import('./whosaid.js');", &[]).unwrap();
        page.script(&format!("{MARKED}{STAGE}"), &[json!(seed)]).unwrap();
        page.script(
            "window.handle = await whosaid.annotate(document.querySelector('#first'), \
             { painter: args[0], open: true });",
            &[json!(painter)],
        )
        .unwrap();
        let changes = |count: u64| -> u64 {
            let batches = count / 100;
            let painted =
                (0..batches).map(|_| page.script("return await soak(100);", &[]).unwrap());
            painted
                .map(|outcome| {
                    outcome.as_u64().unwrap_or_else(|| panic!("{painter}, seed {seed}: {outcome}"))
                })
                .sum()
        };
        assert!(changes(200) > 20, "{painter}: something is painted");
        page.script("await reset();", &[]).unwrap();
        let warm = held(&page);
        assert!(changes(amount(300, 5_000)) > 20, "{painter}: something is painted");
        page.script("await reset();", &[]).unwrap();
        assert_no_growth(warm, held(&page), painter);
        page.script("handle.destroy();", &[]).unwrap();
        let left: Value = page
            .script(
                "return [highlights().length, document.querySelectorAll('mark, who-said').length];",
                &[],
            )
            .unwrap();
        assert_eq!(left, json!([0, 0]), "{painter}");
        assert!(
            articles(&page).contains("<p>“Taxes will rise,” Ann Lee said on Friday.</p>"),
            "{painter}"
        );
        assert_eq!(page.errors().unwrap(), Vec::<String>::new(), "{painter}");
    }
}
