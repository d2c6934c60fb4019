//! Apps of React and Vue that change while the widget paints, compared with the same apps without
//! the widget.
#![allow(dead_code)] // each test file uses a part

use super::common::{FAULTS, HEAD, LOADER, value};
use pages::{Engine, Page, Reply, Running, site};
use serde_json::{Value, json};
use std::path::PathBuf;

/// The functions that both scripts call.
const CUT: &str = include_str!("cut.js");
/// A script that changes two apps by the same steps.
const APPS: &str = include_str!("apps.js");
/// A script in which an app takes over its server's markup.
const HYDRATE: &str = include_str!("hydrate.js");

/// Number of changes of state, for each framework and painter.
const STEPS: u64 = 60;

/// The builds that are loaded: for development, as these check more.
const SCRIPTS: [&str; 4] = [
    "react/umd/react.development.js",
    "react-dom/umd/react-dom.development.js",
    "react-dom/umd/react-dom-server-legacy.browser.development.js",
    "vue/dist/vue.global.js",
];

/// Opens a page that has the frameworks.
fn open(engine: Engine) -> (Running, Page) {
    let folder: PathBuf = std::env::var_os("WHOSAID_FRAMEWORKS")
        .expect("WHOSAID_FRAMEWORKS names React and Vue: run `cargo xtask test pages`")
        .into();
    let mut server = site().reply("/faults.js", Reply::new("text/javascript", FAULTS));
    let mut html = format!("{HEAD}<script src=faults.js></script>");
    for script in SCRIPTS {
        let code = std::fs::read(folder.join("node_modules").join(script)).unwrap();
        server = server.reply(&format!("/{script}"), Reply::new("text/javascript", code));
        html.push_str(&format!("<script src={script}></script>"));
    }
    let server =
        server.reply("/app.html", Reply::html(format!("{html}{LOADER}</body></html>"))).start();
    let page = Page::open_in(engine, &server.url("/app.html")).unwrap();
    page.wait_for("window.annotate").unwrap();
    (server, page)
}

/// Asserts that no script of the page has thrown, and nothing wrote an error on its console.
fn assert_no_errors(page: &Page) {
    assert_eq!(value(page, "faults"), json!([]));
    if page.engine() != Engine::WebKit {
        assert_eq!(page.errors().unwrap(), Vec::<String>::new());
    }
}

/// Asserts that apps live with the widget as without it: after every change of their state the page
/// is the same, and nothing goes wrong.
///
/// # Panics
///
/// Where the page differs.
pub fn apps_live_with_the_widget(engine: Engine) {
    let (_server, page) = open(engine);
    for framework in ["react", "vue"] {
        for (painter, seed) in [("highlight", 1), ("mark", 2)] {
            let script = format!("{CUT} {APPS}");
            let args = [json!(framework), json!(painter), json!(seed), json!(STEPS)];
            let painted = page.script(&script, &args).unwrap();
            println!("{engine}, {framework}, {painter}: paint after {painted} of {STEPS} steps");
            assert!(painted.as_u64().is_some_and(|painted| painted > 0), "{painted}");
        }
    }
    assert_no_errors(&page);
}

/// Asserts that an app takes over its server's markup under the widget as without it.
///
/// # Panics
///
/// Where the page differs.
pub fn an_app_takes_over_annotated_markup(engine: Engine) {
    let (_server, page) = open(engine);
    for painter in ["highlight", "mark"] {
        let recovered: Value = page.script(&format!("{CUT} {HYDRATE}"), &[json!(painter)]).unwrap();
        assert_eq!(recovered, json!([]), "{painter}");
    }
    assert_no_errors(&page);
}
