//! The demo, the embed and the bookmarklet in Firefox: `cargo xtask test firefox`.

mod apps;
mod common;
#[path = "engines/mod.rs"]
mod every;
mod named;

use common::HEAD;
use pages::{Engine, Page, Reply, Running, Server, site};
use serde_json::json;

const STORY: &str = include_str!("html/taxes.html");

/// True once the page is analysed and the speaker's words are painted.
const ANNOTATED: &str = "document.querySelector('who-said')?.analysis && \
                         (CSS.highlights?.size > 0 || deepAll('.marks path').length > 0)";

fn whosaid() -> Running {
    site().header("Access-Control-Allow-Origin", "*").start()
}

fn paper(headers: &[(&str, &str)]) -> Running {
    let news =
        headers.iter().fold(Reply::html(format!("{HEAD}{STORY}")), |reply, (name, value)| {
            reply.header(name, value)
        });
    Server::new().unwrap().reply("/", news).start()
}

/// Opens a browser; gives the address of the bookmarklet too.
fn browser(whosaid: &Running) -> (Page, String) {
    let firefox = Page::open_in(Engine::Firefox, &whosaid.address()).unwrap();
    firefox.wait_for("document.querySelector('#drag').href.startsWith('javascript:')").unwrap();
    let address = firefox.script("return document.querySelector('#address').value;", &[]).unwrap();
    (firefox, address.as_str().unwrap().to_owned())
}

fn markup(firefox: &Page) -> String {
    firefox
        .script("return document.documentElement.outerHTML;", &[])
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned()
}

/// Waits for the annotated reader page, and presses the bookmarklet's button if Firefox blocked the
/// window. Gives the number of presses, that of the bookmark included.
fn presses_until_reader(firefox: &Page, home: &[String]) -> usize {
    let mut presses = 1;
    loop {
        let state = firefox
            .script(
                "const buttons = deepAll('button').filter((b) => \
                 b.textContent === 'Open in the reader'); return buttons.length;",
                &[],
            )
            .unwrap();
        let windows = firefox.windows().unwrap();
        for window in windows.iter().filter(|window| !home.contains(window)) {
            if firefox.switch_to(window).is_ok() {
                let read = firefox.script(
                    "return location.pathname === '/reader.html' && \
                     deep('#article').textContent.includes('Ann Lee');",
                    &[],
                );
                if read.is_ok_and(|found| found == json!(true)) {
                    firefox.wait_for(ANNOTATED).unwrap();
                    return presses;
                }
            }
            firefox.switch_to(&home[0]).unwrap();
        }
        if state == json!(1) {
            firefox.click("button").unwrap();
            presses += 1;
            assert!(presses < 4, "the button leads nowhere");
        }
        std::thread::sleep(std::time::Duration::from_millis(200));
    }
}

#[test]
#[ignore = "needs Firefox: cargo xtask test firefox"]
fn embed_annotates_and_leaves_no_trace() {
    let whosaid = whosaid();
    let script = format!(r#"<script type="module" src="{}"></script>"#, whosaid.url("/whosaid.js"));
    let paper =
        Server::new().unwrap().reply("/", Reply::html(format!("{HEAD}{STORY}{script}"))).start();
    let firefox = Page::open_in(Engine::Firefox, &paper.address()).unwrap();
    firefox.wait_for("customElements.get('who-said')").unwrap();
    let before = markup(&firefox);
    for painter in ["highlight", "mark"] {
        firefox
            .script(
                "const widget = document.createElement('who-said'); \
                 widget.setAttribute('painter', args[0]); widget.setAttribute('open', ''); \
                 document.body.append(widget);",
                &[json!(painter)],
            )
            .unwrap();
        firefox.wait_for(ANNOTATED).unwrap();
        firefox
            .wait_for("document.querySelector('who-said').shadowRoot.querySelector('.panel')")
            .unwrap();
        let speakers = "const { analysis } = document.querySelector('who-said'); \
                        return analysis.attributions.flatMap(({ speakers }) => \
                        speakers.map((id) => analysis.actors[id].name));";
        assert!(
            firefox.script(speakers, &[]).unwrap().as_array().unwrap().contains(&json!("Ann Lee"))
        );
        firefox.script("document.querySelector('who-said').remove();", &[]).unwrap();
        assert_eq!(markup(&firefox), before, "{painter}");
        assert_eq!(
            firefox.script("return CSS.highlights?.size ?? 0;", &[]).unwrap(),
            json!(0),
            "{painter}"
        );
    }
}

#[test]
#[ignore = "needs Firefox: cargo xtask test firefox"]
fn bookmarklet_annotates_page_and_undoes_it() {
    let (whosaid, paper) = (whosaid(), paper(&[]));
    let (firefox, bookmark) = browser(&whosaid);
    firefox.go(&paper.address()).unwrap();
    let before = markup(&firefox);
    firefox.press_bookmark(&bookmark).unwrap();
    firefox.wait_for(ANNOTATED).unwrap();
    firefox.press_bookmark(&bookmark).unwrap();
    firefox.wait_for("!document.querySelector('who-said')").unwrap();
    assert_eq!(markup(&firefox), before);
}

#[test]
#[ignore = "needs Firefox: cargo xtask test firefox"]
fn bookmarklet_opens_reader_page_where_scripts_are_forbidden() {
    let strict = ("Content-Security-Policy", "default-src 'none'");
    // Here the import is refused, perhaps so late that the press of the bookmark no longer counts.
    let late = ("Content-Security-Policy", "script-src 'nonce-k7Qp2' 'wasm-unsafe-eval'");
    let apart = ("Cross-Origin-Opener-Policy", "same-origin");
    for (headers, most) in [(vec![strict], 2), (vec![late], 2), (vec![strict, apart], 3)] {
        let (whosaid, paper) = (whosaid(), paper(&headers));
        let (firefox, bookmark) = browser(&whosaid);
        firefox.go(&paper.address()).unwrap();
        let home = firefox.windows().unwrap();
        firefox.press_bookmark(&bookmark).unwrap();
        let presses = presses_until_reader(&firefox, &home);
        println!("{headers:?}: the reader page after {presses} presses");
        assert!(presses <= most, "{headers:?}: {presses} presses");
        assert_eq!(
            firefox.script("return deep('#source a').href;", &[]).unwrap(),
            json!(paper.address())
        );
    }
}

#[test]
#[ignore = "needs Firefox: cargo xtask test firefox"]
fn demo_is_read() {
    common::read_demo(Engine::Firefox);
}

#[test]
#[ignore = "needs Firefox: cargo xtask test firefox"]
fn every_style_rule_is_kept() {
    // The first is of phones alone; without the second lines of a paragraph only end elsewhere.
    every::every_rule_is_kept(Engine::Firefox, &["text-size-adjust", "text-wrap: pretty"]);
}

#[test]
#[ignore = "needs Firefox: cargo xtask test firefox"]
fn statements_are_underlined_by_both_painters() {
    every::statements_are_underlined(Engine::Firefox);
}

#[test]
#[ignore = "needs Firefox: cargo xtask test firefox"]
fn the_page_is_what_it_would_be_without_the_widget() {
    every::twins_stay_the_same(Engine::Firefox);
}

#[test]
#[ignore = "needs Firefox: cargo xtask test firefox"]
fn pages_are_read_the_same_whatever_their_elements_are_named() {
    named::pages_are_read_the_same(Engine::Firefox, &named::ELEMENTS[..2]);
}

#[test]
#[ignore = "needs Firefox: cargo xtask test firefox"]
fn apps_live_with_the_widget() {
    apps::apps_live_with_the_widget(Engine::Firefox);
}

#[test]
#[ignore = "needs Firefox: cargo xtask test firefox"]
fn an_app_takes_over_annotated_markup() {
    apps::an_app_takes_over_annotated_markup(Engine::Firefox);
}
