//! The stories of pages after public reports on other finders of articles (`html/cases`): what
//! carries `data-story` is read, by the engine in the page and, where the page's policy keeps the
//! engine out, by the reader page.

mod common;

use pages::{Page, Reply, Running, Server, site};
use serde_json::{Value, json};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long a window may take to open.
const PATIENCE: Duration = Duration::from_secs(60);

/// A policy under which no script runs and nothing is fetched.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// Pages with the report that each was made after.
const PAGES: [(&str, &str); 6] = [
    // https://github.com/mozilla/readability/issues/878
    ("paragraphs that are one link", include_str!("html/cases/linked-paragraphs-page.html")),
    // https://github.com/mozilla/readability/issues/321
    ("a second story below", include_str!("html/cases/second-story-page.html")),
    // https://github.com/mozilla/readability/issues/926
    ("a story in shadow roots", include_str!("html/cases/shadow-roots-page.html")),
    // https://github.com/postlight/parser/issues/516
    ("chunks between boxes", include_str!("html/cases/boxes-between-page.html")),
    // https://github.com/mozilla/readability/issues/281
    ("a lead in a heading, an initial letter", include_str!("html/cases/initial-letter-page.html")),
    // https://github.com/mozilla/readability/issues/490
    ("a row of teasers above", include_str!("html/cases/teasers-page.html")),
];

/// A script that gives the words marked as story, outside the headline and the byline.
const MARKED: &str = "
    const marked = (root) => [...root.querySelectorAll('*')].flatMap((element) =>
      element.shadowRoot ? marked(element.shadowRoot)
      : element.matches('[data-story]:not(h1, .byline)') ? [element.textContent] : []);
    return marked(document).join(' ');";

/// A script that gives the text that the engine finds.
const FOUND: &str = "
    const engine = await import('/engine/whosaid.js');
    await engine.default();
    return (await engine.find_article(document, true)).text;";

/// A script that gives the text of the reader page's article, without headline and byline.
const SHOWN: &str = "
    const parts = [...document.querySelector('#article').children];
    const story = parts.filter((part) => part.localName !== 'h1' && part.className !== 'byline');
    return story.map((part) => part.innerText).join('\\n');";

fn words(text: &Value) -> String {
    text.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The site with the bookmarklet; browsers may use its files from any page.
fn whosaid() -> Running {
    site().header("Access-Control-Allow-Origin", "*").start()
}

/// Serves a page under [`POLICY`], on a site of its own.
fn paper(html: &str) -> Running {
    let reply = Reply::html(html).header("Content-Security-Policy", POLICY);
    Server::new().unwrap().reply("/", reply).start()
}

/// Opens a browser; gives the address of the bookmarklet too.
fn browser(whosaid: &Running) -> (Page, String) {
    let page = Page::open(&whosaid.address()).unwrap();
    page.wait_for("document.querySelector('#drag').href.startsWith('javascript:')").unwrap();
    let address = page.script("return document.querySelector('#address').value;", &[]).unwrap();
    (page, address.as_str().unwrap().to_owned())
}

/// Presses the bookmark on the page at `address`; goes on in the reader page, once it shows the
/// article; gives what it shows, and goes back.
fn shown_by_reader(page: &Page, bookmark: &str, address: &str) -> Value {
    page.go(address).unwrap();
    let home = page.window().unwrap();
    page.press_bookmark(bookmark).unwrap();
    page.switch_to_new(std::slice::from_ref(&home)).unwrap();
    page.wait_for("document.querySelector('#article p')").unwrap();
    let shown = page.script(SHOWN, &[]).unwrap();
    page.close_window(&home).unwrap();
    shown
}

#[test]
fn marked_story_is_found_by_the_engine() {
    for (kind, html) in PAGES {
        let server = site().reply("/news.html", Reply::html(html)).start();
        let page = Page::open(&server.url("/news.html")).unwrap();
        let (found, marked) = (page.script(FOUND, &[]).unwrap(), page.script(MARKED, &[]).unwrap());
        let title = page.script("return document.title.split(/ [-|] /)[0];", &[]).unwrap();
        let text = words(&found);
        let text = text.strip_prefix(&words(&title)).unwrap_or(&text);
        let text = text.trim_start().trim_start_matches("By Greta Sand").trim_start();
        assert_eq!(text, words(&marked), "{kind}");
    }
}

#[test]
fn marked_story_is_shown_by_the_reader_page() {
    let whosaid = whosaid();
    let (page, bookmark) = browser(&whosaid);
    for (kind, html) in PAGES {
        let paper = paper(html);
        page.go(&paper.address()).unwrap();
        let marked = page.script(MARKED, &[]).unwrap();
        let shown = shown_by_reader(&page, &bookmark, &paper.address());
        assert_eq!(words(&shown), words(&marked), "{kind}");
    }
}

#[test]
fn smallest_pages_of_each_fault_are_read_right() {
    for (kind, html, wanted, unwanted) in [
        (
            "a paragraph that is one link",
            include_str!("html/cases/linked-paragraph.html"),
            "My boat is firewood",
            "",
        ),
        (
            "a short story above a longer one",
            include_str!("html/cases/short-story-first.html"),
            "old harbour wall",
            "Sven Moe",
        ),
        (
            "a story of one paragraph above a longer one",
            include_str!("html/cases/two-stories.html"),
            "old harbour wall",
            "Sven Moe",
        ),
        (
            "teasers longer than the story",
            include_str!("html/cases/teasers.html"),
            "Marta Quill",
            "Rhea Moss",
        ),
    ] {
        let server = site().reply("/news.html", Reply::html(html)).start();
        let page = Page::open(&server.url("/news.html")).unwrap();
        let text = words(&page.script(FOUND, &[]).unwrap());
        assert!(text.contains(wanted), "{kind}: {text}");
        assert!(unwanted.is_empty() || !text.contains(unwanted), "{kind}: {text}");
    }
}

#[test]
fn pull_quote_counts_once() {
    let html = include_str!("html/cases/pull-quote.html");
    let server = site().reply("/news.html", Reply::html(html)).start();
    let page = Page::open(&server.url("/news.html")).unwrap();
    common::annotated(&page);
    let text = words(&common::value(&page, "document.querySelector('who-said').text"));
    assert_eq!(text.matches("We have waited eleven years").count(), 1, "{text}");
}

/// A page whose story is in its JSON-LD alone, drawn by a script that does not run.
fn told_as_data() -> String {
    let said = "“The wall is older than I am,” said Marta Quill, the mayor of Harwick, on Monday.";
    let story = [said; 4].join("\\n\\n");
    format!(
        r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Old wall</title>
        <link rel="icon" href="data:,"><script type="application/ld+json">{{"@type":"NewsArticle",
        "headline":"Old wall","articleBody":"{story}"}}</script></head>
        <body><div id="app"></div></body></html>"#
    )
}

#[test]
fn story_that_the_page_has_as_data_only_is_handed_over() {
    let whosaid = whosaid();
    let (page, bookmark) = browser(&whosaid);
    let paper = paper(&told_as_data());
    let shown = shown_by_reader(&page, &bookmark, &paper.address());
    assert_eq!(words(&shown).matches("Marta Quill").count(), 4);
    assert_eq!(shown.as_str().unwrap().lines().count(), 4, "each paragraph is one");
}

#[test]
fn story_that_the_page_has_as_data_only_is_offered_where_the_widget_runs() {
    let whosaid = whosaid();
    let (page, bookmark) = browser(&whosaid);
    let paper = Server::new().unwrap().reply("/", Reply::html(told_as_data())).start();
    page.go(&paper.address()).unwrap();
    let home = page.window().unwrap();
    page.press_bookmark(&bookmark).unwrap();
    // The press of the bookmark may count for the window too, or the browser wants another one.
    let asks = "const open = deepAll('button').some(({ textContent }) =>
        textContent === 'Open in the reader')";
    let begun = Instant::now();
    let mut has_asked = false;
    while page.windows().unwrap().len() < 2 {
        assert!(begun.elapsed() < PATIENCE, "the bookmarklet opened no reader page");
        if !has_asked && page.script(&format!("{asks}; return open;"), &[]).unwrap() == json!(true)
        {
            has_asked = true;
            page.click("button").unwrap();
        }
        sleep(Duration::from_millis(50));
    }
    page.switch_to_new(std::slice::from_ref(&home)).unwrap();
    page.wait_for("document.querySelector('#article p')").unwrap();
    assert_eq!(words(&page.script(SHOWN, &[]).unwrap()).matches("Marta Quill").count(), 4);
}
