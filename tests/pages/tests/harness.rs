//! Tests of the harness itself on small pages.

use pages::{Key, Page, Reply, Running, Screen, Server};
use serde_json::json;

const PAGE: &str = r##"<!doctype html><title>t</title>
<p id="p">One <b>two</b> three, two.</p>
<button id="first">First</button>
<div id="host"></div>
<script>
  host.attachShadow({ mode: "open" }).innerHTML =
    "<button class=inner aria-label=Inside>x</button>";
  window.clicks = [];
  document.addEventListener("click", (event) => clicks.push(event.composedPath()[0].localName));
</script>"##;

fn serve(page: &str) -> Running {
    Server::new().unwrap().reply("/", Reply::html(page)).start()
}

#[test]
fn click_lands_on_given_occurrence() {
    let page = Page::open(&serve(PAGE).address()).unwrap();
    page.click_text("#p", "two", 0).unwrap();
    page.click_text("#p", "two", 1).unwrap();
    page.click(".inner").unwrap();
    assert_eq!(page.script("return clicks;", &[]).unwrap(), json!(["b", "p", "button"]));
    let missing = page.click_text("#p", "two", 2).unwrap_err().to_string();
    assert!(missing.contains("occurs 2 times"), "{missing}");
}

#[test]
fn covered_element_is_not_clicked() {
    let page = "<button id=below>x</button><div id=above style='position: fixed; inset: 0'></div>";
    let page = Page::open(&serve(page).address()).unwrap();
    let why = page.click("#below").unwrap_err().to_string();
    assert!(why.contains("covered by <div"), "{why}");
    page.click("#above").unwrap();
}

#[test]
fn tab_walks_through_shadow_roots() {
    let page = Page::open(&serve(PAGE).address()).unwrap();
    page.press(Key::Tab).unwrap();
    assert_eq!(page.focus().unwrap().id, "first");
    page.press(Key::Tab).unwrap();
    let inside = page.focus().unwrap();
    assert_eq!((inside.name.as_str(), inside.in_shadow), ("Inside", true));
    page.press(Key::BackTab).unwrap();
    assert_eq!(page.focus().unwrap().id, "first");
}

#[test]
fn errors_and_requests_are_given_once() {
    let server = serve(
        r#"<link rel=icon href="data:,"><script>console.log("fine");
            console.error("bad");</script>"#,
    );
    let page = Page::open(&server.address()).unwrap();
    let requests = page.requests().unwrap();
    assert_eq!(
        requests.iter().filter(|address| address.starts_with("http")).collect::<Vec<_>>(),
        [&server.address()]
    );
    let errors = page.errors().unwrap();
    assert!(errors.len() == 1 && errors[0].contains("bad"), "{errors:?}");
    page.script("await fetch('/missing').catch(() => 0);", &[]).unwrap();
    assert_eq!(page.requests().unwrap(), [server.url("/missing")]);
    assert!(page.errors().unwrap()[0].contains("404"));
    assert!(page.requests().unwrap().is_empty() && page.errors().unwrap().is_empty());
}

#[test]
fn highlights_are_read_across_elements() {
    let page = Page::open(&serve(PAGE).address()).unwrap();
    let before = page.traces().unwrap();
    page.script("CSS.highlights.set('h', new Highlight(rangeOf(deep('#p'), 'One two', 0)));", &[])
        .unwrap();
    assert_eq!(page.highlights().unwrap(), [("h".to_owned(), vec!["One two".to_owned()])]);
    assert_ne!(page.traces().unwrap(), before);
    page.script("CSS.highlights.delete('h');", &[]).unwrap();
    assert_eq!(page.traces().unwrap(), before);
}

#[test]
fn error_of_script_has_message_of_page() {
    let page = Page::open(&serve("<p>x").address()).unwrap();
    let why = page.script("throw new Error('no luck');", &[]).unwrap_err().to_string();
    assert!(why.contains("no luck"), "{why}");
}

#[test]
fn screen_has_given_size_and_scheme() {
    let page =
        Page::open(&serve("<meta name=viewport content='width=device-width'>").address()).unwrap();
    page.set_screen(Screen { width: 390, height: 844, dark: true }).unwrap();
    let seen = page
        .script(
            "return [innerWidth, innerHeight, matchMedia('(prefers-color-scheme: dark)').matches];",
            &[],
        )
        .unwrap();
    assert_eq!(seen, json!([390, 844, true]));
    let png = page.screenshot().unwrap();
    assert!(png.starts_with(b"\x89PNG"));
    // The first chunk holds width and height.
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!((number(16), number(20)), (390, 844));
}

#[test]
fn policy_in_header_is_enforced() {
    let page = Reply::html("<script>document.title = 'ran'</script>");
    let server = Server::new()
        .unwrap()
        .header("Content-Security-Policy", "script-src 'none'")
        .reply("/", page)
        .start();
    let page = Page::open(&server.address()).unwrap();
    assert_eq!(page.script("return document.title;", &[]).unwrap(), json!(""));
    assert!(page.errors().unwrap()[0].contains("Content Security Policy"));
}
