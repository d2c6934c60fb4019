//! A publisher's page with two articles, for tests of failures: the painted words, the widget's
//! message, the state of the page.
#![allow(dead_code)] // each test file uses a part

use super::common::HEAD;
use pages::{Page, Reply, Running, Server};
use serde_json::{Value, json};

pub const FIRST: &str = concat!(
    r##"<article id="first"><h1>Taxes</h1><p>“Taxes will <a href="#rise">rise</a>,” "##,
    "Mayor Ann Lee said on Friday.</p><p>She said that the city needed <em>money</em> ",
    "for its schools and its roads.</p></article>"
);
pub const SECOND: &str = concat!(
    r#"<article id="second"><h1>Schools</h1><p>“We have no choice,” "#,
    "Bob Ray told reporters.</p></article>"
);
pub const WIDGET: &str = r##"<who-said id="w" for="#first"></who-said>"##;
pub const LOADER: &str = r#"<script type="module" src="./whosaid.js"></script>"#;

/// The page with `body` at its end and the script `early` before everything else. It notes the
/// widget's events as "name id" in `events`.
pub fn page(early: &str, body: &str) -> Reply {
    let listening = r#"window.events = []; window.details = [];
        for (const name of ["ready", "select", "error"]) {
          document.addEventListener("whosaid:" + name, (event) => {
            events.push(name + " " + event.target.id);
            details.push(event.detail);
          });
        }"#;
    Reply::html(format!(
        "{HEAD}<script>{early}\n{listening}</script>{FIRST}{SECOND}<p \
         id=\"last\">Last.</p>{body}</body></html>"
    ))
}

/// Opens that page.
pub fn open(server: Server, early: &str, body: &str) -> (Running, Page) {
    let server = server.reply("/news.html", page(early, body)).start();
    let page = Page::open(&server.url("/news.html")).unwrap();
    (server, page)
}

/// The two articles as they are in the document now.
pub fn articles(page: &Page) -> String {
    let markup = page.script(
        "return document.querySelector('#first').outerHTML + \
         document.querySelector('#second').outerHTML;",
        &[],
    );
    markup.unwrap().as_str().unwrap().to_owned()
}

/// Asserts that the articles are as they were written and that their link works.
#[track_caller]
pub fn is_unharmed(page: &Page) {
    assert_eq!(articles(page), format!("{FIRST}{SECOND}"));
    page.click_text("#first", "rise", 0).unwrap();
    page.wait_for("location.hash === '#rise'").unwrap();
}

/// The words painted within an element, by any painter.
pub fn painted_in(page: &Page, selector: &str) -> Vec<String> {
    let found = page
        .script(
            "const root = document.querySelector(args[0]);
             const text = (range) => {
               const live = document.createRange();
               live.setStart(range.startContainer, range.startOffset);
               live.setEnd(range.endContainer, range.endOffset);
               return live.toString();
             };
             return [...(CSS.highlights?.values() ?? [])].flatMap((highlight) => [...highlight])
               .filter((range) => root.contains(range.startContainer)).map(text)
               .concat(marksIn(root).map(([, words]) => words));",
            &[json!(selector)],
        )
        .unwrap();
    found.as_array().unwrap().iter().map(|words| words.as_str().unwrap().to_owned()).collect()
}

/// The text that the widget shows.
pub fn said(page: &Page, id: &str) -> String {
    let text = page
        .script(
            "return document.getElementById(args[0]).shadowRoot?.textContent ?? '';",
            &[json!(id)],
        )
        .unwrap();
    text.as_str().unwrap().to_owned()
}

/// The events since this was last asked for.
pub fn events(page: &Page) -> Value {
    page.script("return events.splice(0);", &[]).unwrap()
}
