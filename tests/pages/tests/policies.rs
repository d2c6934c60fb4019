//! The widget and the bookmarklet under each policy, and on pages that break scripts and styles.
//! Checks that docs/publishers.md has the table of the outcomes.

mod common;
mod matrix;

use matrix::{CASES, Case, Embed, Press, serve};
use pages::{Page, Running, site};
use serde_json::json;
use std::fmt::Write as _;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The longest time that an outcome may take, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn every_policy_is_handled_as_the_table_says() {
    let whosaid = site().header("Access-Control-Allow-Origin", "*").start();
    let page = Page::open(&whosaid.address()).unwrap();
    page.wait_for("document.querySelector('#drag').href.startsWith('javascript:')").unwrap();
    let bookmark = page.script("return document.querySelector('#address').value;", &[]).unwrap();
    let bookmark = bookmark.as_str().unwrap();
    let mut table = "| page | `<who-said>` | bookmarklet |\n|---|---|---|\n".to_owned();
    for case in CASES {
        let paper = serve(case, &whosaid);
        let embed = embed(&page, &paper, case);
        assert_clean(&page, case, "the widget");
        let press = press(&page, &paper, bookmark, case);
        assert_clean(&page, case, "the bookmarklet");
        let row = format!("| {} | {} | {} |", case.name, in_words(embed), where_to(press));
        println!("{row}");
        writeln!(table, "{row}").unwrap();
        assert_eq!((embed, press), (case.embed, case.press), "{}", case.name);
    }
    assert_documented(&table);
}

/// Adds the element to the page, gives the outcome and removes the element.
fn embed(page: &Page, paper: &Running, case: &Case) -> Embed {
    if case.framed {
        page.go(&paper.url("/news")).unwrap();
        page.switch_to_frame(Some(0)).unwrap();
        page.wait_for(
            "document.querySelector('who-said').shadowRoot?.querySelector('.panel') && \
             CSS.highlights.size",
        )
        .unwrap();
        page.switch_to_frame(None).unwrap();
        assert!(page.highlights().unwrap().is_empty(), "{}: nothing outside of it", case.name);
        return Embed::Annotated;
    }
    page.go(&paper.url("/embed")).unwrap();
    let before = page.traces().unwrap();
    page.script_apart(
        "const widget = document.createElement('who-said'); widget.id = 'w'; \
         widget.setAttribute('for', '#story'); widget.setAttribute('open', ''); \
         widget.textContent = 'instead';
         document.body.append(widget);",
        &[],
    )
    .unwrap();
    let loads = case.embed != Embed::NotLoaded;
    let found = wait(
        page,
        case,
        "const { shadowRoot } = deep('#w'); \
         return shadowRoot?.querySelector('.panel') && CSS.highlights.size ? 'panel' : \
         shadowRoot?.querySelector('[role=alert]')?.textContent ?? '';",
        loads,
    );
    let outcome = match found.as_str() {
        "panel" => Embed::Annotated,
        "" => Embed::NotLoaded,
        said => match case.embed {
            Embed::Says(words) if said.contains(words) => case.embed,
            _ => panic!("{}: the widget says {said}", case.name),
        },
    };
    let shows_its_text = "const range = document.createRange(); \
                          range.selectNodeContents(deep('#w')); \
                          return range.getClientRects().length > 0;";
    assert_eq!(
        page.script_apart(shows_its_text, &[]).unwrap(),
        json!(outcome == Embed::NotLoaded),
        "{}: what stands inside",
        case.name
    );
    if outcome == Embed::Annotated {
        // The panel can be seen and clicked under any styles of the page.
        let shown = "const panel = deep('.panel'); reachable(panel.querySelector('.close')); \
                     const { width, height } = panel.getBoundingClientRect(); \
                     return width > 200 && height > 200;";
        assert_eq!(
            page.script_apart(shown, &[]).unwrap(),
            json!(true),
            "{}: the panel is there to be used",
            case.name
        );
    }
    page.script_apart("deep('#w').remove();", &[]).unwrap();
    assert_eq!(
        page.traces().unwrap(),
        before,
        "{}: the widget leaves the page as it was",
        case.name
    );
    outcome
}

/// Presses the bookmark and gives the outcome; returns to the page, which must be as it was.
fn press(page: &Page, paper: &Running, bookmark: &str, case: &Case) -> Press {
    page.go(&paper.url("/news")).unwrap();
    let before = page.traces().unwrap();
    let home = page.window().unwrap();
    page.press_bookmark(bookmark).unwrap();
    let outcome = outcome_of_press(page, bookmark, case, &home);
    if outcome != Press::ByAddressInPlace {
        assert_eq!(
            page.traces().unwrap(),
            before,
            "{}: the bookmarklet leaves the page as it was",
            case.name
        );
    }
    for window in page.windows().unwrap().iter().filter(|window| **window != home) {
        page.switch_to(window).unwrap();
        page.close_window(&home).unwrap();
    }
    outcome
}

/// Waits for the outcome of a press, and presses the bookmarklet's button if one appears.
fn outcome_of_press(page: &Page, bookmark: &str, case: &Case, home: &str) -> Press {
    let begun = Instant::now();
    loop {
        let here = page.script_apart(
            "return deepAll('who-said').some((w) => w.shadowRoot?.querySelector('.panel')) && \
             CSS.highlights.size ? 'annotated' : deepAll('button').some((b) => \
             b.textContent === 'Open in the reader') ? 'button' : '';",
            &[],
        );
        // A reader page that closes itself may be gone by the time it is asked.
        let others: Vec<String> =
            page.windows().unwrap().into_iter().filter(|window| window != home).collect();
        match here.as_ref().ok().and_then(|found| found.as_str()) {
            Some("annotated") => {
                page.press_bookmark(bookmark).unwrap();
                wait(page, case, "return document.querySelector('who-said') ? '' : 'gone';", true);
                return Press::InPage;
            }
            Some("button") => {
                page.script_apart("reachable(deepAll('button')[0]);", &[]).unwrap();
                page.click("button").unwrap();
                let new = wait_for_window(page, home, &others);
                match &new {
                    Some(window) => page.switch_to(window).unwrap(),
                    None => wait_for_reader(page, case),
                }
                wait(page, case, READER, true);
                page.switch_to(home).unwrap();
                return if new.is_some() { Press::ByAddress } else { Press::ByAddressInPlace };
            }
            _ => {}
        }
        for other in &others {
            if page.switch_to(other).is_ok()
                && page.script_apart(READER, &[]).is_ok_and(|found| found == json!("read"))
            {
                page.switch_to(home).unwrap();
                return Press::ByMessage;
            }
        }
        page.switch_to(home).unwrap();
        assert!(
            begun.elapsed() < PATIENCE,
            "{}: the bookmark led nowhere; {:?}; {here:?}",
            case.name,
            page.console()
        );
        sleep(Duration::from_millis(100));
    }
}

/// A script that gives "read" on the reader page once its article is annotated.
const READER: &str = "return location.pathname === '/reader.html' && \
                      deep('#article').textContent.includes('Ann Lee') && CSS.highlights.size ? \
                      'read' : '';";

fn wait_for_window(page: &Page, home: &str, known: &[String]) -> Option<String> {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if let Some(window) = page
            .windows()
            .unwrap()
            .into_iter()
            .find(|window| window != home && !known.contains(window))
        {
            return Some(window);
        }
        if page
            .script_apart("return location.pathname;", &[])
            .is_ok_and(|path| path == json!("/reader.html"))
        {
            return None;
        }
        sleep(Duration::from_millis(50));
    }
    None
}

fn wait_for_reader(page: &Page, case: &Case) {
    wait(page, case, "return location.pathname === '/reader.html' ? 'there' : '';", true);
}

/// Waits until the script gives a text; for one second where none is expected.
fn wait(page: &Page, case: &Case, script: &str, expected: bool) -> String {
    let begun = Instant::now();
    let patience = if expected { PATIENCE } else { Duration::from_secs(1) };
    loop {
        let found = page.script_apart(script, &[]);
        if let Some(text) =
            found.as_ref().ok().and_then(|found| found.as_str()).filter(|text| !text.is_empty())
        {
            return text.to_owned();
        }
        if begun.elapsed() > patience {
            assert!(
                !expected,
                "{}: nothing came of it; {found:?}; the console: {:?}",
                case.name,
                page.console()
            );
            return String::new();
        }
        sleep(Duration::from_millis(50));
    }
}

/// Asserts that the console has only the browser's own notes of what the policy refused.
fn assert_clean(page: &Page, case: &Case, what: &str) {
    let errors = page.errors().unwrap();
    let ours: Vec<_> = errors
        .iter()
        .filter(|line| {
            !line.contains("Content Security Policy") && !line.contains("Blocked opening")
        })
        .collect();
    assert!(ours.is_empty(), "{}: {what} left errors on the page's console: {ours:?}", case.name);
}

fn in_words(embed: Embed) -> String {
    match embed {
        Embed::Annotated => "works".to_owned(),
        Embed::Says(words) => format!("one message, which names `{words}`"),
        Embed::NotLoaded => "is not loaded; what you put inside it is shown".to_owned(),
    }
}

fn where_to(press: Press) -> &'static str {
    match press {
        Press::InPage => "annotates the page",
        Press::ByMessage => "reader page",
        Press::ByAddress => "reader page, after one more press",
        Press::ByAddressInPlace => "reader page in the same window, after one more press",
    }
}

/// Asserts that docs/publishers.md has this table; with `WHOSAID_WRITE_TABLE` set, writes it there.
fn assert_documented(table: &str) {
    const BEGIN: &str = "<!-- written by tests/pages/tests/policies.rs -->\n";
    const END: &str = "<!-- until here -->";
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/publishers.md");
    let docs = std::fs::read_to_string(&file).unwrap();
    let line = "Content-Security-Policy: script-src https://SITE 'wasm-unsafe-eval'; \
                connect-src https://SITE";
    assert!(docs.contains(line), "the page gives the line that is tried here");
    let (head, rest) = docs.split_once(BEGIN).expect("the page has a place for the table");
    let (kept, tail) = rest.split_once(END).expect("the table in the page has an end");
    if std::env::var_os("WHOSAID_WRITE_TABLE").is_some() {
        std::fs::write(&file, format!("{head}{BEGIN}{table}{END}{tail}")).unwrap();
        return;
    }
    assert_eq!(
        kept, table,
        "docs/publishers.md has another table: run this with WHOSAID_WRITE_TABLE=1"
    );
}
