//! The pages of examples/pages, each opened in a browser.

use pages::{Page, Reply, Running, Server, site};
use serde_json::json;
use std::path::{Path, PathBuf};

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/pages")
}

/// A publisher's server with the examples, and Whosaid's files at the addresses that they name.
fn publisher() -> Running {
    let files = std::env::var_os("WHOSAID_SITE")
        .expect("WHOSAID_SITE names the built site: run `cargo xtask test pages`");
    Server::new().unwrap().folder("/whosaid/", Path::new(&files)).folder("/", &examples()).start()
}

fn open(example: &str) -> (Running, Page) {
    let server = publisher();
    let page = Page::open(&server.url(&format!("/{example}"))).unwrap();
    (server, page)
}

fn annotated(page: &Page) {
    page.wait_for("CSS.highlights.size > 0").unwrap();
    assert!(
        page.highlights()
            .unwrap()
            .iter()
            .any(|(_, texts)| texts.concat().contains("Taxes will rise next year"))
    );
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

#[test]
fn example_of_two_lines() {
    let (_server, page) = open("script-tag.html");
    annotated(&page);
    let width = page
        .script("return deep('who-said').innerText.includes('could not be shown');", &[])
        .unwrap();
    assert_eq!(
        width,
        json!(false),
        "what stands inside the element is for pages where it cannot work"
    );
}

#[test]
fn example_of_another_origin_with_hashes() {
    let whosaid = site().header("Access-Control-Allow-Origin", "*").start();
    let text = std::fs::read_to_string(examples().join("cross-origin.html")).unwrap();
    let page = Page::open(&whosaid.url("/reader.html")).unwrap();
    let hash = "const bytes = await (await fetch(args[0])).arrayBuffer();
                return 'sha384-' + btoa(String.fromCharCode(...new Uint8Array(await \
                crypto.subtle.digest('SHA-384', bytes))));";
    let hashes: Vec<(&str, String)> = ["engine/whosaid_bg.wasm", "engine/whosaid.js", "whosaid.js"]
        .into_iter()
        .map(|file| (file, page.script(hash, &[json!(file)]).unwrap().as_str().unwrap().to_owned()))
        .collect();
    let fill = |wrong: Option<&str>| {
        let text = text.replace("https://whosaid.example/", &whosaid.address());
        hashes.iter().fold(text, |text, (file, hash)| {
            let other = format!("sha384-{}", "A".repeat(64));
            text.replace(
                &format!("HASH of {file}\""),
                &format!("{}\"", if wrong == Some(file) { &other } else { hash }),
            )
        })
    };
    let publisher = hashes.iter().fold(
        Server::new().unwrap().reply("/", Reply::html(fill(None))),
        |server, (file, _)| {
            server.reply(&format!("/without/{file}"), Reply::html(fill(Some(file))))
        },
    );
    let publisher = publisher.start();
    page.go(&publisher.address()).unwrap();
    annotated(&page);
    for (file, _) in &hashes {
        page.go(&publisher.url(&format!("/without/{file}"))).unwrap();
        if *file == "whosaid.js" {
            page.script("await new Promise((go) => setTimeout(go, 1000));", &[]).unwrap();
            assert_eq!(
                page.script("return customElements.get('who-said') === undefined;", &[]).unwrap(),
                json!(true)
            );
        } else {
            page.wait_for(
                "document.querySelector('who-said').shadowRoot?.querySelector('[role=alert]')",
            )
            .unwrap();
        }
        assert!(page.highlights().unwrap().is_empty(), "{file} is not what its hash says");
        assert!(
            page.errors().unwrap().iter().any(|line| line.contains("integrity")),
            "{file}: the browser says so"
        );
    }
}

#[test]
fn example_from_script() {
    let (_server, page) = open("module.html");
    page.wait_for(
        "!document.querySelector('button').disabled && \
         document.querySelector('#alone').textContent",
    )
    .unwrap();
    assert_eq!(
        page.script("return deep('#alone').textContent;", &[]).unwrap(),
        json!("“We have no choice,”")
    );
    let article = page.script("return deep('#article').outerHTML;", &[]).unwrap();
    page.click("body > p > button").unwrap();
    page.wait_for("document.querySelector('#said').textContent.startsWith('Speakers: Ann Lee')")
        .unwrap();
    annotated(&page);
    page.click("body > p > button").unwrap();
    page.wait_for("CSS.highlights.size === 0").unwrap();
    assert_eq!(page.script("return deep('#article').outerHTML;", &[]).unwrap(), article);
}

#[test]
fn example_by_import_map() {
    let (_server, page) = open("import-map.html");
    annotated(&page);
}

#[test]
fn example_of_several_articles() {
    let (server, page) = open("several.html");
    page.wait_for("[...document.querySelectorAll('who-said')].every((widget) => widget.analysis)")
        .unwrap();
    page.wait_for("CSS.highlights.size > 0 && deepAll('.marks path').length > 0").unwrap();
    let other = page.script(
        "return [marksIn(deep('#taxes')).length, \
         deepAll('who-said')[1].shadowRoot.host.matches('[theme=dark]')];",
        &[],
    );
    assert_eq!(other.unwrap(), json!([0, true]));
    assert_eq!(server.requested().iter().filter(|path| path.ends_with(".wasm")).count(), 1);
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

#[test]
fn example_of_app_with_router() {
    let (_server, page) = open("router.html");
    annotated(&page);
    for (link, words) in
        [("Schools", "not happy"), ("Taxes", "Taxes will rise"), ("Schools", "not happy")]
    {
        page.click_text("nav", link, 0).unwrap();
        page.wait_for(&format!(
            "highlights().some(({{ texts }}) => texts.some((text) => text.includes('{words}')))"
        ))
        .unwrap();
        page.wait_for(
            "document.querySelector('who-said').shadowRoot.querySelectorAll('.panel').length === 1",
        )
        .unwrap();
    }
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

#[test]
fn npm_package_works_in_bundle() {
    let folder = std::env::var_os("WHOSAID_BUNDLE")
        .expect("WHOSAID_BUNDLE names the bundled example: run `cargo xtask test pages`");
    let server = Server::new().unwrap().folder("/", Path::new(&folder)).start();
    let page = Page::open(&server.address()).unwrap();
    annotated(&page);
    assert!(
        server.requested().iter().all(|path| !path.contains("node_modules")),
        "{:?}",
        server.requested()
    );
}

#[test]
fn npm_package_works_built_by_vite() {
    let folder = std::env::var_os("WHOSAID_BUNDLE")
        .expect("WHOSAID_BUNDLE names the bundled example: run `cargo xtask test pages`");
    let server = Server::new().unwrap().folder("/", &Path::new(&folder).join("typed/dist")).start();
    let page = Page::open(&server.address()).unwrap();
    page.wait_for("deep('#said').textContent").unwrap();
    annotated(&page);
    let said =
        page.script("return [deep('#said').textContent, deep('#said').title];", &[]).unwrap();
    assert!(said[0].as_str().unwrap().contains("Ann Lee: “Taxes will rise next year,”"), "{said}");
    assert_eq!(said[1], json!("2016-09-09"));
}
