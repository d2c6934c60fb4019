//! Pages whose elements bear the names of properties that the widget and the bookmarklet read: a
//! named element is a property of its document, a named field one of its form, in front of their
//! own. Every name that the shipped scripts contain is tried.
#![allow(dead_code)] // each test file uses a part

use super::common::HEAD;
use pages::{Engine, Page, Reply, site, site_file};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

/// The script that tries the widget.
const ATTEMPT: &str = include_str!("attempt.js");

/// Takes no room for elements that only have a name, so that the story is on the screen.
pub const SMALL: &str = "<style>img, object, embed { display: none }</style>";

/// The longest time by which names may delay the widget, in milliseconds.
pub const DELAY: f64 = 1000.0;

/// The shipped scripts whose accesses are tried.
const SCRIPTS: [&str; 3] = ["whosaid.js", "bookmarklet.js", "engine/whosaid.js"];

/// Folders of the engine's sources, in which names stand that are read by `Reflect`.
const SOURCES: [&str; 2] = ["src/page", "src/widget"];

/// Names that every object has.
const OF_ALL: [&str; 5] = ["__proto__", "constructor", "hasOwnProperty", "toString", "valueOf"];

/// The start tags of elements that become properties of their document.
pub const ELEMENTS: [&str; 5] = ["img name", "form name", "object id", "embed name", "a id"];

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
pub fn names() -> Vec<String> {
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
pub fn each(names: &[String], start: &str) -> String {
    let close = start.split(' ').next().filter(|tag| ["form", "object"].contains(tag));
    let close = close.map(|tag| format!("</{tag}>")).unwrap_or_default();
    names.iter().map(|name| format!("<{start}={name}>{close}")).collect()
}

/// Paragraphs of a story. `strays` stand between the first and the second.
pub fn paragraphs(strays: &str) -> String {
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
pub enum Form {
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
pub fn page(names: &[String], element: &str, form: Form) -> String {
    each(names, element) + &story(names, form)
}

/// The same names with something before them, which no object has as a property.
pub fn harmless(names: &[String]) -> Vec<String> {
    names.iter().map(|name| format!("x-{name}")).collect()
}

/// A page with this markup and [`ATTEMPT`].
pub fn with_attempt(markup: &str) -> Reply {
    Reply::html(format!("{HEAD}{SMALL}<script>{ATTEMPT}</script>{markup}</body></html>"))
}

/// The outcome of an attempt on a page, and how long it took: the first that took at most `limit`
/// milliseconds, or the last of three.
pub fn outcome(page: &Page, attempt: &str, limit: f64) -> (Value, f64) {
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
pub const ATTEMPTS: [&str; 4] = [
    "attempt({ for: '#the-story', painter: 'highlight', open: '' })",
    "attempt({ for: '#the-story', painter: 'mark', open: '' })",
    "attempt({ open: '' })",
    "attemptOn('#the-form')",
];

/// Asserts that the widget reads pages with such elements as it reads others, in every way to
/// annotate them, as fast, and leaves them as they were. The first element is tried with a form
/// around the story too.
///
/// # Panics
///
/// Where it does not.
pub fn pages_are_read_the_same(engine: Engine, elements: &[&str]) {
    let names = names();
    assert!(names.len() > 300, "{names:?}");
    let page = Page::blank_in(engine).unwrap();
    let go = |markup: &str| {
        let server = site().reply("/news.html", with_attempt(markup)).start();
        page.go(&server.url("/news.html")).unwrap();
    };
    for (form, elements) in [(Form::Around, &elements[..1]), (Form::Inside, elements)] {
        go(&self::page(&harmless(&names), elements[0], form));
        let expected = ATTEMPTS.map(|attempt| outcome(&page, attempt, f64::INFINITY));
        for element in elements {
            go(&self::page(&names, element, form));
            for (attempt, (expected, usual)) in ATTEMPTS.iter().zip(&expected) {
                let limit = usual + DELAY;
                let (found, took) = outcome(&page, attempt, limit);
                let case = format!("{} names by <{element}>, {form:?}, {attempt}", names.len());
                println!("{case}: {took:.0} ms, else {usual:.0} ms");
                for part in ["type", "text", "analysis", "painted", "seen"] {
                    assert_eq!(found[part], expected[part], "{case}: {part}");
                }
                assert!(took < limit, "{case}: {took} ms, else {usual} ms");
            }
            if engine != Engine::WebKit {
                assert_eq!(page.errors().unwrap(), Vec::<String>::new(), "<{element}>, {form:?}");
            }
        }
    }
}
