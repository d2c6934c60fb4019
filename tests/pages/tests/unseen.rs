//! Words that nobody sees do not speak: a page whose statements are planted by every trick that
//! keeps words from being seen, beside statements that look alike in the markup and are seen.

use pages::{Page, Reply, Running, site};
use serde_json::json;

/// The page; `@@` stands for a statement.
const PAGE: &str = include_str!("html/unseen.html");

/// The statements of the sections with an attribute that the widget has not read (`data-seen`) or
/// has read (`data-unseen`), by the attribute's value: a description of the section.
const WRONG: &str = r"
    const { text, analysis } = document.querySelector('who-said');
    const said = analysis.attributions.map(({ content }) =>
      content.map(([start, end]) => text.slice(start, end)).join(' ')).join(' ');
    const words = (section) => section.innerHTML.match(/number\d+/g);
    const wrong = [];
    for (const section of document.querySelectorAll('[data-unseen]')) {
      const read = words(section).some((word) => text.includes(word + ' '));
      if (read) wrong.push('speaks: ' + section.dataset.unseen);
    }
    for (const section of document.querySelectorAll('[data-seen]')) {
      const read = words(section).every((word) => said.includes(word + ' '));
      if (!read) wrong.push('is lost: ' + section.dataset.seen);
    }
    return wrong;";

/// Opens the page, annotated.
fn open() -> (Running, Page) {
    let mut html = String::new();
    for (number, piece) in PAGE.split("@@").enumerate() {
        if number > 0 {
            let cost = format!("“The bridge will cost number{number} crowns,” said Stella Quill.");
            html += &cost;
        }
        html += piece;
    }
    let widget = r##"<script type="module" src="/whosaid.js"></script>
        <who-said for="#story"></who-said></body>"##;
    let html = html.replacen("</body>", widget, 1);
    let server = site().reply("/news.html", Reply::html(html)).start();
    let page = Page::open(&server.url("/news.html")).unwrap();
    page.wait_for("document.querySelector('who-said').analysis").unwrap();
    (server, page)
}

#[test]
fn words_that_nobody_sees_do_not_speak() {
    let (_server, page) = open();
    let count = "return document.querySelectorAll('[data-unseen]').length;";
    assert!(page.script(count, &[]).unwrap().as_u64().unwrap() >= 60);
    assert_eq!(page.script(WRONG, &[]).unwrap(), json!([]));
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

#[test]
fn words_that_fade_in_are_read_once_they_are_seen() {
    let (_server, page) = open();
    let read = "/number\\d+/.exec(section.innerHTML)[0] + ' '";
    let wait = |name: &str| {
        let section = format!("document.querySelector('[data-unseen=\"{name}\"]')");
        page.wait_for(&format!(
            "((section) => document.querySelector('who-said').text.includes({read}))({section})"
        ))
        .unwrap();
    };
    // By a class, and by a style sheet that changes no attribute of the story.
    page.script(
        "document.querySelector('.fade').style.animationPlayState = 'running';
         const sheet = new CSSStyleSheet();
         sheet.replaceSync('[style=\"opacity:0\"] { opacity: 1 !important; transition: 0.2s }');
         document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];",
        &[],
    )
    .unwrap();
    wait("waits to be faded in");
    wait("opacity 0");
    wait("opacity of an ancestor");
}
