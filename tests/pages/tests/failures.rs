//! Failures of everything that the widget needs: each thing is missing, broken or cut off in one
//! test. The widget reports it in one sentence or works without; the page stays as it was.

mod common;
mod news;

use news::{LOADER, WIDGET, events, is_unharmed, open, painted_in, said};
use pages::{Page, Reply, site, site_file};
use serde_json::{Value, json};

const ENGINE: &str = "engine/whosaid_bg.wasm";

/// Asserts that the widget could not start: one message in its place, one event, nothing painted,
/// the page as it was.
#[track_caller]
fn assert_one_message(page: &Page, words: &str) {
    page.wait_for("events.includes('error w')").unwrap();
    let message = said(page, "w");
    assert!(message.contains(words), "{message:?} should say {words:?}");
    assert!(
        message.starts_with("Whosaid ") && message.len() < 500,
        "{message:?} is one message for readers"
    );
    assert_eq!(events(page), json!(["error w"]));
    assert_eq!(painted_in(page, "body"), Vec::<String>::new());
    is_unharmed(page);
}

fn widget() -> String {
    format!("{WIDGET}{LOADER}")
}

#[test]
fn missing_webassembly_is_reported() {
    let (_server, page) = open(site(), "delete globalThis.WebAssembly;", &widget());
    assert_one_message(&page, "no WebAssembly");
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

#[test]
fn engine_cut_off_in_transit_is_reported_and_fetched_again() {
    let whole = site_file(ENGINE);
    let half = whole.len() / 2;
    let cut = Reply::new("application/wasm", whole).cut(half);
    let (_server, page) = open(site().once(&format!("/{ENGINE}"), cut), "", &widget());
    assert_one_message(&page, "engine");
    page.script("document.querySelector('#w').setAttribute('for', '#second');", &[]).unwrap();
    page.wait_for("events.includes('ready w')").unwrap();
    assert!(!painted_in(&page, "#second").is_empty());
}

/// Some servers answer every path that they do not know with their front page.
#[test]
fn web_page_in_place_of_engine_is_named() {
    for file in [ENGINE, "engine/whosaid.js"] {
        let front = Reply::html("<!doctype html><p>Welcome!");
        let (server, page) = open(site().reply(&format!("/{file}"), front), "", &widget());
        assert_one_message(&page, "came a web page");
        let message = said(&page, "w");
        assert!(message.contains(&server.url(&format!("/{file}"))), "{message:?} names {file}");
        let errors = page.errors().unwrap();
        assert!(errors.iter().all(|line| !line.contains("Uncaught")), "{errors:?}");
    }
}

/// A call of `configure()` on a page that insists on a hash, and what it throws.
const LATE: &str = "try { (await import('./whosaid.js')).configure(args[0] ?? undefined); \
                    return 'nothing'; } catch (error) { return error.message; }";

/// Mended: the call threw, but the engine went on without its hash being asked for.
#[test]
fn failed_configure_lets_no_engine_run() {
    let slow = "const real = fetch; window.asked = false;
                window.fetch = async (...request) => {
                  window.asked = true;
                  await new Promise((go) => { window.go = go; });
                  return real(...request);
                };";
    let source = json!({ "wasm": "./engine/whosaid_bg.wasm" });
    for (early, ready, options, words) in [
        ("", "events.includes('ready w')", &source, "already"),
        (slow, "window.asked", &source, "already"),
        ("", "customElements.get('who-said')", &json!({}), "needs { wasm }"),
        ("", "events.includes('ready w')", &Value::Null, "needs { wasm }"),
    ] {
        let (_server, page) = open(site(), early, &widget());
        page.wait_for(ready).unwrap();
        let thrown = page.script(LATE, std::slice::from_ref(options)).unwrap();
        assert!(thrown.as_str().unwrap().contains(words), "{thrown}");
        page.script("window.go?.();", &[]).unwrap();
        page.wait_for("events.includes('error w')").unwrap();
        assert!(said(&page, "w").contains(words), "{:?}", said(&page, "w"));
        let later = "const { analyze, annotate } = await import('./whosaid.js');
                     const said = [];
                     for (const call of [() => analyze('He said no.'),
                       () => annotate(document.querySelector('#second'))]) {
                       try { said.push(await call()); } catch ({ message }) { said.push(message); }
                     }
                     return said;";
        let answers = page.script(later, &[]).unwrap();
        assert_eq!(answers, json!([thrown, thrown]), "nothing runs later");
        assert_eq!(painted_in(&page, "body"), Vec::<String>::new());
        is_unharmed(&page);
    }
}

/// WebAssembly of the page's own, in functions of our name, that fails: `whosaid()` throws.
const OWN_WASM: &str = "
    const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 11, 1, 7, 119,
      104, 111, 115, 97, 105, 100, 0, 0, 10, 5, 1, 3, 0, 0, 11];
    const game = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes)));
    window.whosaid = () => game.exports.whosaid();
    window.ownErrors = 0;
    addEventListener('error', () => { ownErrors += 1; });
    addEventListener('unhandledrejection', () => { ownErrors += 1; });";

/// Mended: any error of WebAssembly whose stack had our name in it ended the widget.
#[test]
fn error_in_webassembly_of_the_page_leaves_widget_alone() {
    let (_server, page) = open(site(), OWN_WASM, &widget());
    page.wait_for("events.includes('ready w')").unwrap();
    for (way, caught) in [
        ("setTimeout(function whosaid() { window.whosaid(); });", 1),
        ("(async function whosaid() { window.whosaid(); })();", 1),
        // While the engine waits for the page's listener.
        (
            "document.addEventListener('whosaid:select', () => window.whosaid(), { once: true }); \
             document.querySelector('#w').select(0);",
            1,
        ),
        // Passed through the engine, to the caller.
        (
            "try { document.querySelector('#w').select({ get actor() { whosaid(); } }); \
             } catch {}",
            0,
        ),
    ] {
        page.script(
            &format!("ownErrors = 0; {way} await new Promise((go) => setTimeout(go, 200));"),
            &[],
        )
        .unwrap();
        assert_eq!(page.script("return ownErrors;", &[]).unwrap(), json!(caught), "{way}");
        let seen = events(&page);
        assert!(!seen.to_string().contains("error"), "{way}: {seen}");
        assert!(!painted_in(&page, "#first").is_empty(), "{way}");
    }
    page.script("document.querySelector('#w').select(0);", &[]).unwrap();
}

#[test]
fn truncated_engine_is_reported() {
    let mut bytes = site_file(ENGINE);
    bytes.truncate(bytes.len() / 3);
    let (_server, page) = open(
        site().reply(&format!("/{ENGINE}"), Reply::new("application/wasm", bytes)),
        "",
        &widget(),
    );
    assert_one_message(&page, "engine");
}

/// The engine with one byte of its weights changed, so that the checksum fails and the analysis
/// panics.
fn engine_with_bad_weights() -> Reply {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/tagger.bin");
    let weights =
        std::fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut engine = site_file(ENGINE);
    // wasm-opt splits data at zeros, so a part of the weights is searched for.
    let places = (weights.len() / 2..weights.len() - 16)
        .step_by(997)
        .map(|at| &weights[at..at + 16])
        .filter(|part| !part.contains(&0));
    let place = places
        .take(50)
        .find_map(|part| engine.windows(part.len()).position(|window| window == part));
    engine[place.expect("the engine holds the weights as they are")] ^= 0x10;
    Reply::new("application/wasm", engine)
}

#[test]
fn panic_in_analysis_ends_only_the_widget() {
    let (_server, page) =
        open(site().reply(&format!("/{ENGINE}"), engine_with_bad_weights()), "", &widget());
    assert_one_message(&page, "Reload the page");
    assert_eq!(page.errors().unwrap(), Vec::<String>::new(), "said once, in the widget's place");
    // Later calls get the same answer at once.
    let later = "const { analyze } = await import('./whosaid.js'); \
                 try { await analyze('He said no.'); } catch (error) { return error.message; }";
    let answer = page.script(later, &[]).unwrap();
    assert!(answer.as_str().unwrap().contains("Reload the page"), "{answer}");
}

#[test]
fn lack_of_memory_ends_only_the_widget() {
    for painter in ["highlight", "mark"] {
        let (_server, page) = open(
            site(),
            "",
            &format!(r##"<who-said id="w" for="#first" painter="{painter}"></who-said>{LOADER}"##),
        );
        page.wait_for("events.includes('ready w')").unwrap();
        assert!(!painted_in(&page, "#first").is_empty(), "{painter}");
        page.script("events.length = 0;", &[]).unwrap();
        let answer = page
            .script(
                "const { memory } = await (await import('./engine/whosaid.js')).default();
                 for (let pages = 65536; pages >= 1; pages >>= 1) { try { while (true) \
                 memory.grow(pages); } catch {} }
                 const { analyze } = await import('./whosaid.js');
                 try { await analyze('“We won’t pay,” Ann Lee said on Friday. '.repeat(50000)); \
                 return 'nothing'; } catch (error) { return error.message; }",
                &[],
            )
            .unwrap();
        assert!(answer.as_str().unwrap().contains("Reload the page"), "{painter}: {answer}");
        page.wait_for("events.includes('error w')").unwrap();
        assert_eq!(painted_in(&page, "body"), Vec::<String>::new(), "{painter}");
        assert!(said(&page, "w").contains("Reload the page"), "{painter}");
        is_unharmed(&page);
    }
}

#[test]
fn widget_works_where_storage_is_denied() {
    // A sandboxed document has its own origin and no storage.
    let server = site()
        .header("Content-Security-Policy", "sandbox allow-scripts")
        .header("Access-Control-Allow-Origin", "*");
    let (_server, page) =
        open(server, "", &format!(r##"<who-said id="w" for="#first" open></who-said>{LOADER}"##));
    let denied = page
        .script("try { localStorage.length; return false; } catch { return true; }", &[])
        .unwrap();
    assert_eq!(denied, json!(true));
    page.wait_for(
        "events.includes('ready w') && \
         document.querySelector('#w').shadowRoot.querySelector('.panel')",
    )
    .unwrap();
    assert!(!painted_in(&page, "#first").is_empty());
    page.click_text("#first", "Taxes will", 0).unwrap();
    page.wait_for("events.includes('select w')").unwrap();
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

#[test]
fn demo_works_where_storage_is_denied() {
    let server = site()
        .header("Content-Security-Policy", "sandbox allow-scripts allow-forms")
        .header("Access-Control-Allow-Origin", "*")
        .start();
    let page = Page::open(&server.address()).unwrap();
    page.wait_for("CSS.highlights.size > 0").unwrap();
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

const NO_HIGHLIGHTS: &str = "delete globalThis.Highlight; delete CSS.highlights;";

#[test]
fn marks_are_painted_without_highlight_api() {
    let (_server, page) = open(site(), NO_HIGHLIGHTS, &widget());
    page.wait_for("events.includes('ready w')").unwrap();
    let marked = page
        .script("return CSS.highlights === undefined && marksIn(deep('#first')).length > 0;", &[])
        .unwrap();
    assert_eq!(marked, json!(true));
    page.script("document.querySelector('#w').remove();", &[]).unwrap();
    is_unharmed(&page);
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

#[test]
fn painter_highlight_is_refused_without_highlight_api() {
    let (_server, page) = open(
        site(),
        NO_HIGHLIGHTS,
        &format!(r##"<who-said id="w" for="#first" painter="highlight"></who-said>{LOADER}"##),
    );
    page.wait_for("events.includes('error w')").unwrap();
    assert!(said(&page, "w").contains("\"auto\" or \"mark\""), "{}", said(&page, "w"));
    is_unharmed(&page);
}

#[test]
fn changed_text_loses_its_highlight_at_once() {
    for painter in ["highlight", "mark"] {
        let body =
            format!(r##"<who-said id="w" for="#first" painter="{painter}"></who-said>{LOADER}"##);
        let (_server, page) = open(site(), "", &body);
        page.wait_for("events.includes('ready w')").unwrap();
        assert!(
            painted_in(&page, "#first").iter().any(|words| words.contains("Ann Lee")),
            "{painter}"
        );
        // Every kind of change, each checked before the browser can draw.
        let changes = [
            "name().data = name().data.replace('Ann Lee', 'Xerxes ')",
            "name().insertData(0, 'Xerxes ')",
            "name().replaceData(3, 4, 'Xerxes')",
            "name().splitText(5).data = 'Xerxes'",
            "deep('#first p').textContent = 'Xerxes came to town.'",
            "deep('#first').lastElementChild.remove()",
        ];
        for change in changes {
            let wrong = page
                .script(
                    &format!(
                        "const name = () => texts(deep('#first')).map((text) => \
                         text.node).find((node) => /Ann|Lee|Friday|Xerxes/.test(node.data));
                         {change};
                         await Promise.resolve();
                         if (!CSS.highlights.size) await new Promise(requestAnimationFrame);
                         const marks = marksIn(deep('#first')).map(([, words]) => words);
                         return highlights().flatMap((highlight) => highlight.texts).concat(marks)
                           .filter((words) => words.includes('Xerx'));"
                    ),
                    &[],
                )
                .unwrap();
            assert_eq!(wrong, json!([]), "{painter}: {change}");
        }
        page.script(
            "events.length = 0; deep('#first').append(Object.assign(document.createElement('p'), \
             { textContent: 'Bob Ray said no.' }));",
            &[],
        )
        .unwrap();
        page.wait_for("events.includes('ready w')").unwrap();
        assert!(
            painted_in(&page, "#first").contains(&"Bob Ray".to_owned()),
            "{painter}: read again once it is quiet"
        );
        assert_eq!(page.errors().unwrap(), Vec::<String>::new(), "{painter}");
    }
}

/// Another release of the widget: the same site at another address, with a changed loader.
fn two_releases() -> pages::Server {
    let loader = String::from_utf8(site_file("whosaid.js")).unwrap();
    let other = format!(
        "{}\nexport const release = \"0.0.1\";\n",
        loader.replace("Whosaid found no element", "Whosaid 0.0.1 found no element")
    );
    site()
        .reply("/old/whosaid.js", Reply::new("text/javascript", other))
        .folder("/old/", &pages::site_folder())
}

const BOTH: &str = r#"<script type="module">
    const [older, newer] = [await import("./old/whosaid.js"), await import("./whosaid.js")];
    Object.assign(window, { older, newer });
</script>"#;

#[test]
fn two_releases_work_on_one_page() {
    let (server, page) = open(two_releases(), "", BOTH);
    page.wait_for("window.older?.release === '0.0.1' && window.newer").unwrap();
    let before = page.traces().unwrap();
    page.script(
        "window.a = await older.annotate(document.querySelector('#first'));
         window.b = await newer.annotate(document.querySelector('#second'));",
        &[],
    )
    .unwrap();
    assert!(
        painted_in(&page, "#first").contains(&"Mayor Ann Lee".to_owned())
            && painted_in(&page, "#second").contains(&"Bob Ray".to_owned())
    );
    assert_eq!(
        server.requested().iter().filter(|path| path.ends_with(".wasm")).count(),
        2,
        "each has an engine of its own"
    );
    let refused = page
        .script(
            "try { await newer.annotate(document.querySelector('#first')); \
             } catch (error) { return error.message; }",
            &[],
        )
        .unwrap();
    assert!(refused.as_str().unwrap().contains("annotated already"), "{refused}");
    page.script("a.destroy();", &[]).unwrap();
    assert!(
        painted_in(&page, "#first").is_empty() && !painted_in(&page, "#second").is_empty(),
        "one goes, the other stays"
    );
    page.script("b.destroy();", &[]).unwrap();
    assert_eq!(page.traces().unwrap(), before);
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

#[test]
fn panic_of_one_release_leaves_the_other_working() {
    let broken = engine_with_bad_weights();
    let (_server, page) =
        open(two_releases().reply("/old/engine/whosaid_bg.wasm", broken), "", BOTH);
    page.wait_for("window.newer").unwrap();
    page.script("window.b = await newer.annotate(document.querySelector('#second'));", &[])
        .unwrap();
    let refused = page
        .script(
            "try { await older.annotate(document.querySelector('#first')); \
             } catch (error) { return error.message; }",
            &[],
        )
        .unwrap();
    assert!(refused.as_str().unwrap().contains("Reload the page"), "{refused}");
    assert!(
        painted_in(&page, "#first").is_empty()
            && painted_in(&page, "#second").contains(&"Bob Ray".to_owned())
    );
    page.script(
        "window.c = await newer.annotate(document.querySelector('#first')); b.destroy(); \
         c.destroy();",
        &[],
    )
    .unwrap();
    is_unharmed(&page);
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

#[test]
fn one_element_serves_two_releases() {
    let body =
        format!(r##"{WIDGET}<script type="module" src="./old/whosaid.js"></script>{LOADER}"##);
    let (_server, page) = open(two_releases(), "", &body);
    page.wait_for("events.includes('ready w')").unwrap();
    assert!(!painted_in(&page, "#first").is_empty());
    page.script("document.querySelector('#w').remove();", &[]).unwrap();
    is_unharmed(&page);
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}
