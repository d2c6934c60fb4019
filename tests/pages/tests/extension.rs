//! The browser extension as a reader has it, in Chromium and Firefox: its button is pressed, under
//! each policy, on saved pages, on a page with `<who-said>`, and where no extension may run.
//!
//! WebDriver can send neither the shortcut nor a choice from the context menu: both call what the
//! button calls.

mod common;
mod matrix;

use common::HEAD;
use matrix::{CASES, Case, serve};
use pages::{Engine, Page, Reply, Server, site};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The longest time that an outcome may take, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A script that gives "on" once the page is annotated, or what the widget says in its place.
const ANNOTATED: &str = "\
    const { shadowRoot } = document.querySelector('who-said') ?? {};
    const painted = CSS.highlights?.size > 0 || shadowRoot?.querySelector('.marks path');
    return shadowRoot?.querySelector('.panel') && painted ? 'on' : \
    shadowRoot?.querySelector('[role=alert]')?.textContent ?? '';";

/// A script that gives "off" where nothing of the widget is on the page.
const OFF: &str = "return document.querySelector('who-said') || CSS.highlights?.size ? '' : 'off';";

/// A script that gives all that a script could have left behind.
const TRACES: &str = "\
    const sheets = [...document.adoptedStyleSheets].map((sheet) =>
      [...sheet.cssRules].map(({ cssText }) => cssText).join(' '));
    const painted = CSS.highlights ? [...CSS.highlights.keys()] : [];
    return JSON.stringify([document.documentElement.outerHTML, sheets, painted]);";

fn browser() -> Page {
    let engine = Engine::chosen();
    let folder = std::env::var_os("WHOSAID_EXTENSION").expect(
        "WHOSAID_EXTENSION names the folders of the extension: run `cargo xtask test pages`",
    );
    let name = if engine == Engine::Firefox { "firefox" } else { "chromium" };
    Page::with_extension(engine, &PathBuf::from(folder).join(name)).unwrap()
}

/// Runs a script that the page's own scripts cannot disturb.
fn apart(page: &Page, script: &str) -> Value {
    match page.engine() {
        Engine::Chromium => page.script_apart(script, &[]),
        // Marionette's scripts have a world of their own always.
        _ => page.script(script, &[]),
    }
    .unwrap()
}

/// Waits until the script gives a text.
fn text(page: &Page, what: &str, script: &str) -> String {
    let begun = Instant::now();
    loop {
        let found = apart(page, script);
        if let Some(text) = found.as_str().filter(|text| !text.is_empty()) {
            return text.to_owned();
        }
        let button = page.extension_button();
        assert!(begun.elapsed() < PATIENCE, "{what}: nothing came of it; {button:?}");
        sleep(Duration::from_millis(50));
    }
}

/// Waits until the extension's button says something with these words; gives its mark.
fn says(page: &Page, words: &str) -> String {
    let begun = Instant::now();
    loop {
        let button = page.extension_button().unwrap();
        if button.title.contains(words) {
            return button.mark;
        }
        assert!(begun.elapsed() < PATIENCE, "the button says {button:?}, not {words}");
        sleep(Duration::from_millis(50));
    }
}

/// Presses the button on a page that is open, and presses it again: the page is annotated, then as
/// it was before.
fn annotates_and_undoes(page: &Page, what: &str) {
    let before = apart(page, TRACES);
    for _ in 0..2 {
        page.press_extension().unwrap();
        assert_eq!(text(page, what, ANNOTATED), "on", "{what}");
        let usable = "const panel = deep('.panel'); reachable(panel.querySelector('.close')); \
                      const { width, height } = panel.getBoundingClientRect(); \
                      return width > 200 && height > 200;";
        assert_eq!(apart(page, usable), json!(true), "{what}: the panel is there to be used");
        says(page, "take it off");
        page.press_extension().unwrap();
        text(page, what, OFF);
        assert_eq!(apart(page, TRACES), before, "{what}: the page is as it was");
    }
}

/// True where Chromium lets nobody run WebAssembly on the page, not even an extension in a world of
/// its own (crbug.com/1385796).
fn keeps_engines_out(page: &Page, case: &Case) -> bool {
    let policy = case.headers.iter().find(|(name, _)| *name == matrix::CSP);
    let forbids = policy.is_some_and(|(_, policy)| {
        ["script-src", "default-src"].iter().any(|part| policy.contains(part))
            && !policy.contains("'wasm-unsafe-eval'")
    });
    page.engine() == Engine::Chromium && forbids
}

/// Presses the button on a page whose policy keeps the engine out of Chromium: its text is shown in
/// the extension's reader page.
fn shown_in_reader(page: &Page, case: &Case) {
    let before = apart(page, TRACES);
    let home = page.window().unwrap();
    page.press_extension().unwrap();
    page.switch_to_new(std::slice::from_ref(&home)).unwrap();
    let read = "return location.protocol === 'chrome-extension:' && !location.hash && \
                deep('#article').textContent.includes('Ann Lee') && CSS.highlights.size ? \
                'read' : '';";
    text(page, case.name, read);
    page.close_window(&home).unwrap();
    assert_eq!(apart(page, TRACES), before, "{}: the page is as it was", case.name);
}

#[test]
fn button_works_under_every_policy() {
    let whosaid = site().start();
    let page = browser();
    for case in CASES {
        let paper = serve(case, &whosaid);
        page.go(&paper.url("/news")).unwrap();
        let reader = keeps_engines_out(&page, case);
        if reader {
            shown_in_reader(&page, case);
        } else {
            annotates_and_undoes(&page, case.name);
        }
        let outcome = if reader { "reader page of the extension" } else { "annotates the page" };
        println!("{}: {} | {outcome}", page.engine(), case.name);
    }
}

#[test]
fn button_annotates_saved_pages() {
    let pages = [
        ("/paper", include_str!("html/paper.html")),
        ("/semantic", include_str!("../stories/semantic.html")),
        ("/soup", include_str!("../stories/soup.html")),
    ];
    let mut server = Server::new().unwrap();
    for (path, html) in pages {
        server = server.reply(path, Reply::html(html));
    }
    let server = server.start();
    let page = browser();
    for (path, _) in pages {
        page.go(&server.url(path)).unwrap();
        annotates_and_undoes(&page, path);
    }
}

#[test]
fn page_hears_no_event_of_the_widget_of_the_extension() {
    let listener = "<script>for (const name of ['ready', 'select', 'error'])
        addEventListener('whosaid:' + name, () => {
          document.documentElement.dataset.heard = name;
        }, true);</script>";
    let html = format!("{HEAD}{listener}{}</body></html>", matrix::STORY);
    let server = Server::new().unwrap().reply("/news", Reply::html(html)).start();
    let page = browser();
    page.go(&server.url("/news")).unwrap();
    page.press_extension().unwrap();
    assert_eq!(text(&page, "a page that listens", ANNOTATED), "on");
    // What is selected is told to the page of a widget's own, after it was told that it is read.
    let row = "const { shadowRoot } = document.querySelector('who-said');
        if (shadowRoot.querySelector('.selected')) return 'selected';
        const row = shadowRoot.querySelector('[data-item] > .row:not([data-tried])');
        if (row) row.dataset.tried = '';
        row?.click();
        return '';";
    text(&page, "a row of the panel", row);
    let heard = apart(&page, "return document.documentElement.dataset.heard ?? 'nothing';");
    assert_eq!(heard, json!("nothing"));
}

#[test]
fn button_opens_the_widget_of_the_page_itself() {
    let html = format!(
        "{HEAD}{}<script type=module src=./whosaid.js></script><who-said for=#story></who-said>",
        matrix::STORY
    );
    let server = site().reply("/news", Reply::html(html)).start();
    let page = browser();
    page.go(&server.url("/news")).unwrap();
    page.wait_for("deepAll('.launcher').length === 1").unwrap();
    page.press_extension().unwrap();
    says(&page, "a Whosaid of its own");
    page.wait_for("deepAll('.panel').length === 1 && deepAll('who-said').length === 1").unwrap();
    page.press_extension().unwrap();
    page.wait_for("deepAll('.panel').length === 0 && deepAll('.launcher').length === 1").unwrap();
    assert_eq!(apart(&page, "return deepAll('who-said')[0].hasAttribute('open');"), json!(false));
}

#[test]
fn button_annotates_where_the_own_widget_of_a_page_is_kept_out() {
    let html = format!("{HEAD}{}<who-said for=#story>instead</who-said>", matrix::STORY);
    let server = Server::new().unwrap().reply("/news", Reply::html(html)).start();
    let page = browser();
    page.go(&server.url("/news")).unwrap();
    page.press_extension().unwrap();
    let ours = "return document.querySelector(':root > who-said')?.shadowRoot\
                ?.querySelector('.panel') && CSS.highlights?.size ? 'on' : '';";
    text(&page, "a widget that is kept out", ours);
}

#[test]
fn button_says_where_no_extension_may_run() {
    let server = Server::new()
        .unwrap()
        .reply("/data.json", Reply::new("application/json", r#"{"said":"Ann said yes."}"#))
        .start();
    let page = browser();
    let (own, data) = match page.engine() {
        // Firefox shows JSON in a page of its own.
        Engine::Firefox => ("about:support", "no extension run"),
        _ => ("chrome://version", "web pages only"),
    };
    for (address, words) in [(own.to_owned(), "no extension run"), (server.url("/data.json"), data)]
    {
        page.go(&address).unwrap();
        page.press_extension().unwrap();
        assert_eq!(says(&page, words), "!", "{address}");
    }
}
