//! Widget, bookmarklet and reader page request nothing after they are loaded, and store nothing.

mod common;

use common::HEAD;
use pages::{Page, Reply, Running, Server, site};
use serde_json::{Value, json};

const STORY: &str = include_str!("html/taxes.html");

fn servers() -> (Running, Running) {
    let whosaid = site().header("Access-Control-Allow-Origin", "*").start();
    (whosaid, Server::new().unwrap().reply("/", Reply::html(format!("{HEAD}{STORY}"))).start())
}

/// All that scripts have stored or made global.
fn kept(page: &Page) -> Value {
    page.script(
        "const names = Reflect.ownKeys(globalThis).map((key) => (typeof key === 'symbol' ? \
         key.toString() : key)).filter((key) => !/^(cdc_|ret_nodes$|\\d+$)/.test(key));
         return { cookies: document.cookie, local: Object.keys(localStorage).filter((key) => \
         !key.startsWith('whosaid')), session: Object.keys(sessionStorage),
                  databases: await indexedDB.databases(), caches: await caches.keys(), \
                  workers: (await navigator.serviceWorker.getRegistrations()).length,
                  history: history.state, name: window.name, globals: names.sort() };",
        &[],
    )
    .unwrap()
}

/// Asserts that nothing new is stored or global, except these globals.
fn assert_kept_nothing_but(globals: &[&str], before: &Value, after: &Value) {
    let names = |kept: &Value| -> Vec<String> {
        kept["globals"]
            .as_array()
            .unwrap()
            .iter()
            .map(|name| name.as_str().unwrap().to_owned())
            .collect()
    };
    let (old, mut new) = (names(before), names(after));
    new.retain(|name| !old.contains(name));
    assert_eq!(new, globals);
    let rest = |kept: &Value| {
        kept.as_object()
            .unwrap()
            .iter()
            .filter(|(key, _)| *key != "globals")
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(rest(after), rest(before));
}

fn switch_off_the_network(page: &Page) {
    let nothing =
        json!({ "offline": true, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    page.devtools("Network.emulateNetworkConditions", &nothing).unwrap();
    page.requests().unwrap();
}

/// Presses every control of the widget, with the network switched off.
fn use_all_of_it(page: &Page, story: &str) {
    switch_off_the_network(page);
    page.click_text(story, "Taxes will", 0).unwrap();
    page.script(
        "for (const button of deepAll('button, summary, input, [role=tab]').filter((e) => \
         e.getRootNode() !== document)) { button.click(); \
         await new Promise((go) => setTimeout(go, 20)); }",
        &[],
    )
    .unwrap();
    page.script(
        "deep(args[0]).querySelector('p').append(' “And the roads,” Lee added.'); \
         await new Promise((go) => setTimeout(go, 1000));",
        &[json!(story)],
    )
    .unwrap();
    let asked: Vec<String> = page
        .requests()
        .unwrap()
        .into_iter()
        .filter(|address| !address.starts_with("blob:") && !address.starts_with("data:"))
        .collect();
    assert_eq!(asked, Vec::<String>::new());
}

#[test]
fn embed_requests_and_stores_nothing_more() {
    let (whosaid, paper) = servers();
    let page = Page::open(&paper.address()).unwrap();
    let before = kept(&page);
    page.script(
        "await import(args[0]); const widget = document.createElement('who-said'); \
         widget.setAttribute('for', '#story'); widget.setAttribute('open', ''); \
         document.body.append(widget);",
        &[json!(whosaid.url("/whosaid.js"))],
    )
    .unwrap();
    page.wait_for("document.querySelector('who-said').analysis && CSS.highlights.size > 0")
        .unwrap();
    let loaded: Vec<String> = whosaid.requested();
    assert_eq!(
        loaded,
        ["/whosaid.js", "/engine/whosaid.js", "/engine/whosaid_bg.wasm"],
        "all that it ever loads"
    );
    use_all_of_it(&page, "#story");
    assert_kept_nothing_but(&["Symbol(whosaid)"], &before, &kept(&page));
    assert_eq!(whosaid.requested(), loaded);
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

#[test]
fn bookmarklet_requests_and_stores_nothing_more() {
    let (whosaid, paper) = servers();
    let page = Page::open(&whosaid.address()).unwrap();
    page.wait_for("document.querySelector('#drag').href.startsWith('javascript:')").unwrap();
    let bookmark = page.script("return document.querySelector('#address').value;", &[]).unwrap();
    page.go(&paper.address()).unwrap();
    let before = kept(&page);
    page.press_bookmark(bookmark.as_str().unwrap()).unwrap();
    page.wait_for("document.querySelector('who-said')?.analysis && CSS.highlights.size > 0")
        .unwrap();
    use_all_of_it(&page, "#story");
    assert_kept_nothing_but(&["Symbol(whosaid)"], &before, &kept(&page));
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

#[test]
fn reader_page_stores_and_sends_nothing() {
    let (whosaid, _) = servers();
    let page = Page::open(&whosaid.url("/reader.html")).unwrap();
    page.wait_for("!document.querySelector('#paste').hidden && customElements.get('who-said')")
        .unwrap();
    let before = kept(&page);
    let pasted =
        "“Taxes will rise,” Mayor Ann Lee said on Friday.\nBob Ray said that he was not happy.";
    page.write(pasted).unwrap();
    page.click("#paste button").unwrap();
    page.wait_for("document.querySelector('who-said')?.analysis && CSS.highlights.size > 0")
        .unwrap();
    use_all_of_it(&page, "#article");
    let mut after = kept(&page);
    // The tab's own history entry keeps the article, so that loading the page again shows it.
    assert_eq!(after["history"].take()["text"], pasted);
    assert_kept_nothing_but(&[], &before, &after);
    assert!(whosaid.requested().iter().all(|path| !path.contains("Taxes")));
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}
