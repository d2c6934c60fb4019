//! The JavaScript API on a publisher's page.

use pages::{Page, Reply, Running, site};
use serde_json::json;

/// An article with links, lists, a table, a figure, comments, attributes and meaningless white
/// space.
const ARTICLE: &str = include_str!("html/publisher.html");

fn publisher() -> (Running, Page) {
    let server = site().reply("/news.html", Reply::html(ARTICLE)).start();
    let page = Page::open(&server.url("/news.html")).unwrap();
    page.wait_for("window.imported").unwrap();
    (server, page)
}

#[test]
fn destroy_leaves_no_trace_with_any_painter() {
    let (_server, page) = publisher();
    for painter in ["highlight", "mark"] {
        let before = page.traces().unwrap();
        page.script(
            "window.handle = await annotate(document.querySelector('#story'), \
             { painter: args[0] });",
            &[json!(painter)],
        )
        .unwrap();
        page.wait_for("CSS.highlights.size > 0 || deepAll('.marks path').length > 0").unwrap();
        assert_ne!(page.traces().unwrap(), before, "{painter}: something is painted");
        page.click_text("#story", "no choice", 0).unwrap();
        page.script("window.handle.destroy(); window.handle.destroy();", &[]).unwrap();
        assert_eq!(page.traces().unwrap(), before, "{painter}");
    }
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

#[test]
fn highlights_and_style_sheets_of_others_stay() {
    let (_server, page) = publisher();
    page.script(
        "CSS.highlights.set('theirs', new Highlight(rangeOf(deep('#story'), 'reporters', 0)));
         const sheet = new CSSStyleSheet(); \
         sheet.replaceSync('::highlight(theirs) { color: red }'); \
         document.adoptedStyleSheets.push(sheet);",
        &[],
    )
    .unwrap();
    let before = page.traces().unwrap();
    page.script("window.handle = await annotate(document.querySelector('#story'));", &[]).unwrap();
    page.wait_for("CSS.highlights.size > 1").unwrap();
    page.script("window.handle.destroy();", &[]).unwrap();
    assert_eq!(page.traces().unwrap(), before);
}

#[test]
fn analysis_counts_in_utf16_units() {
    let (_server, page) = publisher();
    let found = page
        .script(
            r#"const text = "😀\n\n\u201cTaxes will rise,\u201d Ann Lee said on Friday.";
               const analysis = await analyze(text);
               return [analysis.schema, analysis.attributions.map(({ content }) => content.map(([a,
               b]) => text.slice(a, b))), analysis.actors.map(({ name }) => name)];"#,
            &[],
        )
        .unwrap();
    assert_eq!(found, json!([1, [["\u{201c}Taxes will rise,\u{201d}"]], ["Ann Lee"]]));
}

#[test]
fn unknown_input_is_refused_by_name() {
    let (_server, page) = publisher();
    for (call, named) in
        [("analyze(7)", "text must be a string"), ("annotate(null)", "element must be an element")]
    {
        let said = page
            .script(
                &format!(
                    "try {{ await {call}; return 'nothing'; \
                     }} catch (error) {{ return error.message; }}"
                ),
                &[],
            )
            .unwrap();
        assert!(said.as_str().unwrap().contains(named), "{call}: {said}");
    }
}

/// Mended: a signal kept the listener, and with it the widget, after `destroy()`.
#[test]
fn abort_signal_keeps_no_listener() {
    let (_server, page) = publisher();
    let count = page
        .script(
            "let count = 0;
             const { signal, abort } = (() => {
               const controller = new AbortController();
               return { signal: controller.signal, abort: () => controller.abort() };
             })();
             for (const [name, step] of [['addEventListener', 1], ['removeEventListener', -1]]) {
               const real = EventTarget.prototype[name];
               EventTarget.prototype[name] = function (...listener) {
                 if (this === signal) count += step;
                 return real.apply(this, listener);
               };
             }
             const story = document.querySelector('#story');
             const first = await annotate(story, { signal });
             const with_it = count;
             first.destroy();
             const after = count;
             const second = await annotate(story, { signal });
             abort();
             return [with_it, after, count, document.querySelector('who-said')];",
            &[],
        )
        .unwrap();
    assert_eq!(count, json!([1, 0, 0, null]));
}

/// Mended: they were refused after the engine had been loaded, in the browser's words, or not at
/// all.
#[test]
fn malformed_signal_and_options_are_refused_first() {
    let (server, page) = publisher();
    for (options, named) in [
        ("{ signal: {} }", "signal must be an AbortSignal, not object"),
        ("{ signal: 7 }", "signal must be an AbortSignal, not number"),
        ("{ signal: new AbortController() }", "signal must be an AbortSignal"),
        ("'actors'", "options must be an object, not string"),
        ("{ signal: AbortSignal.abort(new Error('gone already')) }", "gone already"),
    ] {
        let refused = page
            .script(
                &format!(
                    "const before = document.documentElement.outerHTML;
                     let said = 'nothing';
                     try {{ await annotate(document.querySelector('#story'), {options}); \
                     }} catch (error) {{ said = error.message; }}
                     return [said, document.documentElement.outerHTML === before];"
                ),
                &[],
            )
            .unwrap();
        assert!(
            refused[0].as_str().unwrap().contains(named) && refused[1] == json!(true),
            "{options}: {refused}"
        );
    }
    let engine = server.requested().into_iter().filter(|path| path.contains("/engine/"));
    assert_eq!(engine.count(), 0, "nothing was loaded for them");
}

#[test]
fn unknown_option_is_refused_and_page_stays_untouched() {
    let (_server, page) = publisher();
    for (options, named) in [
        ("{ layers: 'ghosts' }", "not \"ghosts\""),
        ("{ layers: ['quotes'] }", "layers must be a string"),
        ("{ open: 'yes' }", "open must be true or false"),
        ("{ painter: 'canvas' }", "painter must be \"auto\""),
        ("{ theme: 'sepia' }", "theme must be \"auto\", \"light\" or \"dark\", not \"sepia\""),
    ] {
        let refused = page
            .script(
                &format!(
                    "const before = document.documentElement.outerHTML;
                     let said = 'nothing';
                     try {{ await annotate(document.querySelector('#story'), {options}); \
                     }} catch (error) {{ said = error.message; }}
                     return [said, document.documentElement.outerHTML === before];"
                ),
                &[],
            )
            .unwrap();
        assert!(
            refused[0].as_str().unwrap().contains(named) && refused[1] == json!(true),
            "{options}: {refused}"
        );
    }
}

#[test]
fn options_not_given_keep_their_values() {
    let (_server, page) = publisher();
    page.script(
        "window.handle = await annotate(document.querySelector('#story'), null); \
         handle.update(null);",
        &[],
    )
    .unwrap();
    page.wait_for("[...CSS.highlights.keys()].some((name) => name.includes('-quoted-'))").unwrap();
    page.script("handle.update({ layers: '' });", &[]).unwrap();
    page.wait_for("CSS.highlights.size === 0").unwrap();
    page.script("handle.update({ layers: { actors: true } });", &[]).unwrap();
    page.wait_for("CSS.highlights.size > 0").unwrap();
    page.script("handle.update({ theme: 'dark' });", &[]).unwrap();
    let others = page
        .script(
            "return [...CSS.highlights.keys()].filter((name) => !name.includes('-actor-'));",
            &[],
        )
        .unwrap();
    assert_eq!(others, json!([]));
}
