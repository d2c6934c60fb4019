//! Pages whose elements bear the names of properties, in Chromium; `firefox.rs` and `webkit.rs` try
//! some of the same.

mod common;
mod named;

use common::HEAD;
use named::{
    ATTEMPTS, DELAY, ELEMENTS, Form, SMALL, harmless, names, outcome, paragraphs, with_attempt,
};
use pages::{Engine, Page, Reply, Running, Server, site, site_file};
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[test]
fn pages_are_read_the_same_whatever_their_elements_are_named() {
    named::pages_are_read_the_same(Engine::Chromium, &ELEMENTS);
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

/// Elements whose names promise members that they do not have, as they are no elements of HTML.
const FOREIGN: [&str; 4] = [
    "<math><slot>x</slot><form>y</form></math>",
    "<svg><slot>x</slot><form>y</form><a>z</a></svg>",
    "<math><mtext><p>x</p></mtext><mi><a>y</a></mi><semantics><td>z</td></semantics></math>",
    "<svg><g><article>x</article><iframe>y</iframe><canvas></canvas></g></svg>",
];

#[test]
fn elements_of_other_languages_do_not_end_the_widget() {
    let page = Page::blank().unwrap();
    for foreign in FOREIGN {
        let story = format!("<article id=the-story>{}</article>", paragraphs(foreign));
        let server =
            site().reply("/news.html", with_attempt(&(foreign.to_owned() + &story))).start();
        page.go(&server.url("/news.html")).unwrap();
        for attempt in &ATTEMPTS[..3] {
            let (found, _) = outcome(&page, attempt, DELAY);
            assert_eq!(found["type"], json!("whosaid:ready"), "{foreign}, {attempt}");
            let count = found["analysis"]["attributions"].as_array().map(Vec::len);
            assert!(count.is_some_and(|count| count > 2), "{foreign}, {attempt}: {found}");
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
        let reply = with_attempt(&named::page(&names, element, Form::Inside));
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
    let html = format!("{HEAD}{SMALL}{}</body></html>", named::page(names, element, Form::Inside));
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
