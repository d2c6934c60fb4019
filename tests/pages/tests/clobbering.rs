//! Pages whose elements bear the names of properties that the widget and the bookmarklet read: a
//! named element is a property of its document, a named field one of its form, in front of their
//! own. Every name that the shipped scripts contain is tried.

mod common;

use common::HEAD;
use pages::{Page, Reply, Running, Server, site, site_file};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

/// The script that tries the widget.
const ATTEMPT: &str = include_str!("html/attempt.js");

/// Takes no room for elements that only have a name, so that the story is on the screen.
const SMALL: &str = "<style>img, object, embed { display: none }</style>";

/// The longest time by which names may delay the widget, in milliseconds.
const DELAY: f64 = 1000.0;

/// The shipped scripts whose accesses are tried.
const SCRIPTS: [&str; 3] = ["whosaid.js", "bookmarklet.js", "engine/whosaid.js"];

/// Folders of the engine's sources, in which names stand that are read by `Reflect`.
const SOURCES: [&str; 2] = ["src/page", "src/widget"];

/// Names that every object has.
const OF_ALL: [&str; 5] = ["__proto__", "constructor", "hasOwnProperty", "toString", "valueOf"];

/// The start tags of elements that become properties of their document.
const ELEMENTS: [&str; 5] = ["img name", "form name", "object id", "embed name", "a id"];

/// The names in a text: what follows a dot, and whole strings that could be names.
fn names_in(text: &str) -> impl Iterator<Item = &str> {
    let is_name = |part: &&str| {
        let mut bytes = part.bytes();
        part.len() > 1
            && bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_')
            && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    let end = |rest: &str| rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    let members = text.split('.').skip(1).map(move |rest| &rest[..end(rest).unwrap_or(rest.len())]);
    members.chain(text.split(['"', '\''])).filter(is_name)
}

/// Every name that the shipped scripts or the engine's sources may read from a node.
fn names() -> Vec<String> {
    let mut names: BTreeSet<String> = OF_ALL.iter().map(|name| (*name).to_owned()).collect();
    for script in SCRIPTS {
        let text = String::from_utf8(site_file(script)).unwrap();
        names.extend(names_in(&text).map(str::to_owned));
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut folders: Vec<_> = SOURCES.iter().map(|folder| root.join(folder)).collect();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = std::fs::read_to_string(&path).unwrap();
                names.extend(text.split('"').skip(1).step_by(2).flat_map(names_in_literal));
            }
        }
    }
    names.into_iter().collect()
}

/// The name that a literal of a source is, if any.
fn names_in_literal(literal: &str) -> Option<String> {
    let quoted = format!("\"{literal}\"");
    names_in(&quoted).next().filter(|name| *name == literal).map(str::to_owned)
}

/// One element for each name.
fn each(names: &[String], start: &str) -> String {
    let close = start.split(' ').next().filter(|tag| ["form", "object"].contains(tag));
    let close = close.map(|tag| format!("</{tag}>")).unwrap_or_default();
    names.iter().map(|name| format!("<{start}={name}>{close}")).collect()
}

/// Paragraphs of a story. `strays` stand between the first and the second.
fn paragraphs(strays: &str) -> String {
    format!(
        r##"<h1>Taxes</h1><p>“Taxes will <a href="#rise">rise</a> next year,” Mayor Ann Lee told
        reporters on Friday, before a meeting of the city council.</p>{strays}<p>She said that the
        city needed <em>money</em> for its schools and its roads, and that nobody on the council
        had found another way in the three years before.</p><p>Bob Ray, who teaches at the largest
        school, was “not happy” with what the council had decided, a spokesman added after the
        meeting, which had lasted until late at night.</p>"##
    )
}

/// The place of the form in a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Around,
    Inside,
}

/// A story with a form around or inside it that has a field for each name; some of the fields stand
/// between paragraphs.
fn story(names: &[String], form: Form) -> String {
    let fields = each(names, "input type=hidden name") + &each(names, "img name");
    let paragraphs = paragraphs(&each(names, "input type=hidden form=the-form name"));
    match form {
        Form::Around => {
            let article = format!("<article id=the-story>{paragraphs}</article>");
            format!("<form id=the-form>{fields}{article}</form>")
        }
        Form::Inside => {
            let form = format!("<form id=the-form>{fields}{}</form>", self::paragraphs(""));
            format!("<article id=the-story>{paragraphs}{form}</article>")
        }
    }
}

/// A page with an element for each name before such a story.
fn page(names: &[String], element: &str, form: Form) -> String {
    each(names, element) + &story(names, form)
}

/// The same names with something before them, which no object has as a property.
fn harmless(names: &[String]) -> Vec<String> {
    names.iter().map(|name| format!("x-{name}")).collect()
}

/// A page with this markup and [`ATTEMPT`].
fn with_attempt(markup: &str) -> Reply {
    Reply::html(format!("{HEAD}{SMALL}<script>{ATTEMPT}</script>{markup}</body></html>"))
}

/// The outcome of an attempt on a page, and how long it took: the first that took at most `limit`
/// milliseconds, or the last of three.
fn outcome(page: &Page, attempt: &str, limit: f64) -> (Value, f64) {
    let mut outcome = (json!(null), f64::INFINITY);
    for _ in 0..3 {
        let mut found = page.script(&format!("return {attempt};"), &[]).unwrap();
        assert_eq!(found["restored"], json!(true), "{attempt}: the page is as it was");
        outcome = (found["outcome"].take(), found["took"].as_f64().unwrap());
        if outcome.1 <= limit {
            break;
        }
    }
    outcome
}

/// Ways to annotate the story.
const ATTEMPTS: [&str; 4] = [
    "attempt({ for: '#the-story', painter: 'highlight', open: '' })",
    "attempt({ for: '#the-story', painter: 'mark', open: '' })",
    "attempt({ open: '' })",
    "attemptOn('#the-form')",
];

#[test]
fn pages_are_read_the_same_whatever_their_elements_are_named() {
    let names = names();
    assert!(names.len() > 300, "{names:?}");
    let (plain, clobbered) = (Page::blank().unwrap(), Page::blank().unwrap());
    for (element, form) in ELEMENTS.iter().flat_map(|e| [(e, Form::Around), (e, Form::Inside)]) {
        let server = site()
            .reply("/plain.html", with_attempt(&page(&harmless(&names), element, form)))
            .reply("/clobbered.html", with_attempt(&page(&names, element, form)))
            .start();
        plain.go(&server.url("/plain.html")).unwrap();
        clobbered.go(&server.url("/clobbered.html")).unwrap();
        for attempt in ATTEMPTS {
            let (expected, usual) = outcome(&plain, attempt, f64::INFINITY);
            let limit = usual + DELAY;
            let (found, took) = outcome(&clobbered, attempt, limit);
            let case = format!("{} names by <{element}>, form {form:?}, {attempt}", names.len());
            println!("{case}: {took:.0} ms, else {usual:.0} ms");
            for part in ["type", "text", "analysis", "painted", "seen"] {
                assert_eq!(found[part], expected[part], "{case}: {part}");
            }
            assert!(took < limit, "{case}: {took} ms, else {usual} ms");
        }
        assert_eq!(clobbered.errors().unwrap(), Vec::<String>::new(), "<{element}>, {form:?}");
    }
}

/// Elements that froze the page or ended the engine, each alone: before the story, in a form around
/// it, or between its paragraphs.
const FROZE: [(&str, &str, &str); 9] = [
    ("<img name=host>", "", ""),
    ("<form name=host></form>", "", ""),
    ("<object id=host></object>", "", ""),
    ("<img name=title>", "", ""),
    ("<img name=createElement>", "", ""),
    ("", "<input name=parentNode>", ""),
    ("", "", "<input form=the-form name=nextSibling>"),
    ("", "", "<input form=the-form name=firstChild>"),
    ("", "", "<input form=the-form name=localName>"),
];

#[test]
fn one_named_element_neither_freezes_nor_ends_the_widget() {
    let page = Page::blank().unwrap();
    for (before, field, stray) in FROZE {
        let story = format!("<article id=the-story>{}</article>", paragraphs(stray));
        let markup = format!("{before}<form id=the-form>{field}{story}</form>");
        let server = site().reply("/news.html", with_attempt(&markup)).start();
        page.go(&server.url("/news.html")).unwrap();
        for attempt in &ATTEMPTS[..2] {
            let (found, took) = outcome(&page, attempt, DELAY);
            println!("{before}{field}{stray}, {attempt}: {took:.0} ms");
            assert_eq!(found["type"], json!("whosaid:ready"), "{before}{field}{stray}");
            let count = found["analysis"]["attributions"].as_array().map(Vec::len);
            assert!(count.is_some_and(|count| count > 2), "{before}{field}{stray}: {found}");
            assert!(took < DELAY, "{before}{field}{stray}: {took} ms");
        }
    }
}

/// A browser with the bookmarklet's address.
fn browser(whosaid: &Running) -> (Page, String) {
    let page = Page::open(&whosaid.address()).unwrap();
    page.wait_for("document.querySelector('#drag').href.startsWith('javascript:')").unwrap();
    let address = page.script("return document.querySelector('#address').value;", &[]).unwrap();
    (page, address.as_str().unwrap().to_owned())
}

fn whosaid() -> Running {
    site().header("Access-Control-Allow-Origin", "*").start()
}

/// Names over which the browser's driver itself stumbles when it opens a `javascript:` address.
const OF_DRIVER: [&str; 2] = ["URL", "readyState"];

/// The names that the driver bears.
fn bearable() -> Vec<String> {
    names().into_iter().filter(|name| !OF_DRIVER.contains(&name.as_str())).collect()
}

#[test]
fn bookmarklet_annotates_and_restores_pages_of_any_names() {
    let (whosaid, names) = (whosaid(), bearable());
    let (page, bookmark) = browser(&whosaid);
    for element in ELEMENTS {
        let reply = with_attempt(&self::page(&names, element, Form::Inside));
        let paper = Server::new().unwrap().reply("/", reply).start();
        page.go(&paper.address()).unwrap();
        let before = page.script("return state().markup;", &[]).unwrap();
        page.press_bookmark(&bookmark).unwrap();
        page.wait_for("state().isRead").unwrap();
        let painted = page.script("return painted().length;", &[]).unwrap();
        assert!(painted.as_u64() > Some(3), "<{element}>: {painted}");
        page.press_bookmark(&bookmark).unwrap();
        page.wait_for("!state().isRead").unwrap();
        let after = page.script("return state().markup;", &[]).unwrap();
        assert_eq!(after, before, "<{element}>");
        assert_eq!(page.errors().unwrap(), Vec::<String>::new(), "<{element}>");
    }
}

/// The parts of the story that the reader page shows after a press of the bookmark on a page of
/// these names, which lets no other script in.
fn handed_over(page: &Page, bookmark: &str, names: &[String], element: &str) -> Value {
    let html = format!("{HEAD}{SMALL}{}</body></html>", self::page(names, element, Form::Inside));
    let reply = Reply::html(html).header("Content-Security-Policy", "default-src 'none'");
    let paper = Server::new().unwrap().reply("/", reply).start();
    page.go(&paper.address()).unwrap();
    let windows = page.windows().unwrap();
    page.press_bookmark(bookmark).unwrap();
    page.switch_to_new(&windows).unwrap();
    page.wait_for("document.querySelector('who-said')?.analysis").unwrap();
    let parts = page.script(
        "return [...deep('#article').children].map((part) => part.localName + part.textContent);",
        &[],
    );
    let reader = page.window().unwrap();
    page.close_window(&windows[0]).unwrap();
    assert_ne!(reader, windows[0]);
    parts.unwrap()
}

#[test]
fn bookmarklet_hands_over_the_same_story_whatever_elements_are_named() {
    let (whosaid, names) = (whosaid(), bearable());
    let (page, bookmark) = browser(&whosaid);
    for element in ELEMENTS {
        let plain = handed_over(&page, &bookmark, &harmless(&names), element);
        let parts = handed_over(&page, &bookmark, &names, element);
        assert_eq!(parts, plain, "<{element}>");
        assert!(parts.to_string().contains("Ann Lee"), "{parts}");
    }
}

/// Members that documents or forms have, and that the script around the engine accesses all the
/// same: of which objects.
const OF_OTHERS: [(&str, &str); 3] = [
    ("attributes", "the settings of an observer"),
    ("length", "lists and texts"),
    ("name", "functions and errors"),
];

#[test]
fn script_around_the_engine_reads_nothing_from_nodes_themselves() {
    let server =
        Server::new().unwrap().reply("/", Reply::html("<form id=the-form></form>")).start();
    let page = Page::open(&server.address()).unwrap();
    let script = String::from_utf8(site_file("engine/whosaid.js")).unwrap();
    let members: BTreeSet<&str> = script
        .split('.')
        .skip(1)
        .map(|rest| {
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '$'));
            &rest[..end.unwrap_or(rest.len())]
        })
        .collect();
    let found = page
        .script(
            "const ordinary = Object.prototype;
             return args[0].filter((name) => [document, deep('#the-form')].some((node) => \
             name in node && !(name in ordinary)));",
            &[json!(members)],
        )
        .unwrap();
    let expected: BTreeSet<&str> = OF_OTHERS.iter().map(|(name, _)| *name).collect();
    let found: BTreeSet<&str> =
        found.as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    assert_eq!(found, expected);
}
