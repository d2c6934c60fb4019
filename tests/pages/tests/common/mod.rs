//! A publisher's page with a whole article, for tests of the interface, and helpers of many tests.
#![allow(dead_code)] // each test file uses a part

use pages::{Engine, Key, Page, Reply, Running, site, site_file};
use serde_json::{Value, json};

/// The sample article, a headline and paragraphs.
const STORY: &str = include_str!("../../../../www/samples/voa-syria-2016-09-09.txt");

/// The beginning of every page. It names no icon, as browsers would request one by themselves.
pub const HEAD: &str = concat!(
    r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><title>News</title>"#,
    r#"<link rel="icon" href="data:,"></head><body>"#
);

/// A script of the page that makes `annotate` global: what a test's own script imports works in a
/// world of its own in Firefox, where it finds no text.
pub const LOADER: &str = "<script type=module>import { annotate } from './whosaid.js';
    window.annotate = annotate;</script>";

/// The page, with wide margins as sites have them. `style` has the page's own rules, `tag` the
/// attributes of the widget.
pub fn news(style: &str, tag: &str) -> String {
    let mut lines = STORY.lines().filter(|line| !line.trim().is_empty());
    let title = lines.next().unwrap_or_default();
    let paragraphs: String = lines.map(|line| format!("<p>{line}</p>")).collect();
    format!(
        r##"<!doctype html><html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>News</title><link rel="icon" href="data:,">
        <style>
          body {{ max-width: 40rem; margin: 0 auto; padding: 1rem; font: 18px/1.6 serif }}
          a {{ color: inherit }}
          {style}
        </style></head>
        <body><header><p>The Daily</p></header>
        <main><article id="story"><h1>{title}</h1>{paragraphs}</article></main>
        <footer><p><a href="#story">Back to the top</a></p></footer>
        <script type="module" src="./whosaid.js"></script>
        <who-said for="#story" {tag}></who-said></body></html>"##
    )
}

/// Serves that page and opens it, annotated.
pub fn open(style: &str, tag: &str) -> (Running, Page) {
    let server = serve(style, tag);
    let page = Page::open(&server.url("/news.html")).unwrap();
    annotated(&page);
    (server, page)
}

pub fn serve(style: &str, tag: &str) -> Running {
    site().reply("/news.html", Reply::html(news(style, tag))).start()
}

/// Waits until the widget has read the page.
pub fn annotated(page: &Page) {
    page.wait_for(
        "document.querySelector('who-said').analysis && deepAll('.panel, .launcher').length",
    )
    .unwrap();
}

/// Asserts that nothing went wrong on the page, as far as its console can be read.
pub fn no_errors(page: &Page) {
    if page.engine() != Engine::WebKit {
        assert_eq!(page.errors().unwrap(), Vec::<String>::new());
    }
}

/// Waits until the effect of a click is drawn.
pub fn settled(page: &Page) {
    page.script(
        "await new Promise((done) => setTimeout(done, 60)); \
         await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));",
        &[],
    )
    .unwrap();
}

/// Opens a view of the panel by its name.
pub fn view(page: &Page, name: &str) {
    let id = format!("#whosaid-{}", name.to_lowercase());
    page.click(&id).unwrap();
    page.wait_for(&format!("deep('{id}').getAttribute('aria-selected') === 'true'")).unwrap();
    settled(page);
}

/// The value of an expression in the page.
pub fn value(page: &Page, expression: &str) -> Value {
    page.script(&format!("return {expression};"), &[]).unwrap()
}

/// Words of the first direct quotation with a speaker that lie in no mention.
pub fn quoted_words(page: &Page) -> String {
    let words = page.script(
        r"const { analysis, text } = document.querySelector('who-said');
          const within = (spans, [from, to]) => spans.some(([start, end]) => from < end &&
          start < to);
          const mentions = analysis.actors.flatMap(({ mentions }) => mentions.map(({ span }) =>
          span));
          for (const { id, inside, kind, tier, speakers, content: [[start, end]] } of
          analysis.attributions) {
            // A click selects the innermost statement: those around it don't count.
            const around = [id];
            for (let at = inside; at !== null; at = analysis.attributions[at].inside)
              around.push(at);
            const others = analysis.attributions.filter((other) => !around.includes(other.id));
            const taken = [...mentions, ...others.flatMap(({ cue, content }) =>
            [...cue, ...content])];
            if (kind !== 'direct' || tier !== 'statement' || !speakers.length) continue;
            for (const word of text.slice(start, end).matchAll(/\p{L}{4,} \p{L}+/gu)) {
              const place = [start + word.index, start + word.index + word[0].length];
              if (!within(taken, place) && text.indexOf(word[0]) === place[0]) return word[0];
            }
          }
          throw new Error('the article has no such statement');",
        &[],
    );
    words.unwrap().as_str().unwrap().to_owned()
}

/// Opens the card of the statement of [`quoted_words`], beside its words.
pub fn open_card(page: &Page, article: &str) {
    let words = quoted_words(page);
    page.click_text(article, &words, 0).unwrap();
    page.wait_for("deepAll('.card').length > 0").unwrap();
    settled(page);
}

/// True if the focus lies in an element that the selector finds.
pub fn has_focus(page: &Page, selector: &str) -> bool {
    page.script("return !!focused()?.closest(args[0]);", &[json!(selector)]).unwrap() == json!(true)
}

/// Waits until the focus lies in an element that the selector finds.
pub fn wait_for_focus(page: &Page, selector: &str) {
    page.wait_for(&format!("focused()?.closest({})", json!(selector))).unwrap();
}

/// Presses a key until the focus lies in such an element.
///
/// # Panics
///
/// Where 120 presses do not lead there.
pub fn press_until(page: &Page, key: Key, selector: &str) {
    for _ in 0..120 {
        page.press(key).unwrap();
        if has_focus(page, selector) {
            return;
        }
    }
    panic!("{key:?} never reached {selector}; the focus is on {:?}", page.focus().unwrap());
}

/// Refuses the clipboard, as pages without HTTPS do.
pub fn refuse_clipboard(page: &Page) {
    page.script(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });",
        &[],
    )
    .unwrap();
}

/// Lets scripts read the clipboard, so that tests can see the copied text.
pub fn allow_clipboard(page: &Page) {
    let permissions = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
    page.devtools("Browser.grantPermissions", &permissions).unwrap();
}

/// A script that keeps errors that scripts throw in `faults`, as not every engine's console can be
/// read.
pub const FAULTS: &str = "window.faults = [];
    for (const kind of ['error', 'unhandledrejection'])
      addEventListener(kind, ({ message, reason }) => faults.push(message ?? String(reason)));";

/// Reads the demo in any engine: the widget is ready, its panel counts the sources, a click on a
/// statement shows its card, and nothing goes wrong on the page. The demo is as it is shipped, with
/// [`FAULTS`] added.
pub fn read_demo(engine: Engine) {
    let demo = String::from_utf8(site_file("index.html")).unwrap();
    let demo = demo.replacen("<head>", "<head><script src=./faults.js></script>", 1);
    let server = site()
        .reply("/", Reply::html(demo))
        .reply("/faults.js", Reply::new("text/javascript", FAULTS))
        .reply("/fault.js", Reply::new("text/javascript", "throw new Error('a fault');"))
        .start();
    let page = Page::open_in(engine, &server.address()).unwrap();
    annotated(&page);
    println!("{engine}: {}", value(&page, "navigator.userAgent"));
    page.click(".panel .close").unwrap();
    page.wait_for("deepAll('.panel').length === 0").unwrap();
    page.click(".launcher").unwrap();
    page.wait_for("deepAll('.panel').length === 1").unwrap();
    let note = value(&page, "deep('.note').textContent.replaceAll('\\u00a0', ' ')");
    let actors = value(&page, "document.querySelector('who-said').analysis.actors.length");
    assert!(actors.as_u64().is_some_and(|actors| actors > 10), "{actors} actors");
    assert!(note.as_str().is_some_and(|note| note.contains(" sources: ")), "{note}");
    open_card(&page, "#article");
    page.press(Key::Escape).unwrap();
    page.wait_for("deepAll('.card').length === 0").unwrap();
    assert!(page.screenshot().unwrap().starts_with(b"\x89PNG"));
    assert_eq!(value(&page, "faults"), json!([]));
    if engine != Engine::WebKit {
        assert_eq!(page.errors().unwrap(), Vec::<String>::new());
    }
    // An error would have been seen.
    page.script(
        "document.body.append(Object.assign(document.createElement('script'), \
         { src: './fault.js' }));",
        &[],
    )
    .unwrap();
    page.wait_for("faults.length === 1 && faults[0].includes('a fault')").unwrap();
    if engine != Engine::WebKit {
        let errors = page.errors().unwrap();
        assert!(errors.len() == 1 && errors[0].contains("a fault"), "{errors:?}");
    }
}
