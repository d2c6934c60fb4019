//! Pages that change in a browser, while they are read or once they are painted.
#![cfg(target_arch = "wasm32")]

mod browser;

use browser::widget::{STORY, annotate, annotate_fixture, listen, long_story};
use browser::{fixture, js, later};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use whosaid::page::TextMap;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn changed_text_loses_its_paint_and_is_read_again() {
    for options in ["{}", "{painter: 'mark'}"] {
        let widget = annotate(STORY, options);
        let (heard, _listener) = listen(&widget.page.root, "whosaid:ready");
        assert_eq!(widget.words("quoted").concat(), "“We will win,”");
        let paragraph = widget.page.find("p:nth-of-type(2)");
        paragraph.set_text_content(Some("Nothing is said here. “Never,” said Carl Fox."));
        later(0).await;
        assert!(!widget.painted().contains("win"), "{options}: {}", widget.painted());
        later(500).await;
        assert_eq!(widget.words("quoted").concat(), "“Never,”", "{options}");
        assert_eq!(heard.borrow().len(), 1, "{options}: told once");
        assert!(widget.handle.text().contains("Carl Fox"));
    }
}

#[wasm_bindgen_test]
async fn a_node_rewritten_in_place_is_never_painted_wrongly() {
    for options in ["{}", "{painter: 'mark'}"] {
        let widget = annotate("<p>“We will win,” Ann Lee said on Friday.</p>", options);
        let text = widget
            .page
            .find("p")
            .first_child()
            .expect("the paragraph has text")
            .unchecked_into::<web_sys::Text>();
        text.set_data("Something else is written in its place now, and nobody spoke.");
        later(0).await;
        assert_eq!(widget.painted(), "", "{options}");
        later(500).await;
        assert_eq!(
            widget.page.find("p").text_content().as_deref(),
            Some("Something else is written in its place now, and nobody spoke.")
        );
    }
}

#[wasm_bindgen_test]
async fn elements_replaced_by_equal_ones_are_painted_again() {
    let widget = annotate(STORY, "{}");
    let before = widget.painted();
    let (heard, _listener) = listen(&widget.page.root, "whosaid:ready");
    // New nodes with the same text, as hydration makes them.
    js(&format!(
        "const root = document.querySelector('#{}'); \
         root.replaceChildren(...[...root.childNodes].map((n) => n.cloneNode(true)))",
        widget.page.root.id()
    ));
    later(0).await;
    assert_eq!(widget.painted(), "");
    later(500).await;
    assert_eq!(widget.painted(), before);
    assert!(heard.borrow().is_empty(), "the text is the same, so it was not analysed again");
}

#[wasm_bindgen_test]
async fn a_story_in_a_shadow_root_is_painted_and_watched() {
    let story = format!(
        "<p>“We will win,” Ann Lee said on Friday.</p>{}",
        "<p>Nothing more was said about it.</p>".repeat(3)
    );
    for options in ["{}", "{painter: 'mark'}"] {
        let page = fixture("<x-story></x-story>");
        js(&format!(
            "document.querySelector('#{} x-story').attachShadow({{mode: 'open'}}).innerHTML = \
             '{story}'",
            page.root.id()
        ));
        let widget = annotate_fixture(page, options).unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!(widget.words("quoted").concat(), "“We will win,”", "{options}");
        let sheets = "const host = document.querySelector('x-story'); \
                      return host.shadowRoot.adoptedStyleSheets.length";
        let styled = if options == "{}" { 1.0 } else { 0.0 };
        assert_eq!(js(sheets).as_f64(), Some(styled), "{options}");
        widget.click("will win");
        assert!(
            widget.words("chosen").contains(&"Ann Lee".to_owned()),
            "{options}: {}",
            widget.painted()
        );
        js("document.querySelector('x-story').shadowRoot.querySelector('p').textContent = \
            '“Never,” said Carl Fox.'");
        later(0).await;
        assert!(!widget.painted().contains("win"), "{options}: {}", widget.painted());
        later(600).await;
        assert_eq!(widget.words("quoted").concat(), "“Never,”", "{options}");
        widget.handle.destroy();
        assert_eq!(js(sheets).as_f64(), Some(0.0), "{options}");
    }
}

#[wasm_bindgen_test]
async fn random_page_changes_never_leave_paint_on_wrong_text() {
    for (options, seed) in [("{}", 1), ("{painter: 'mark'}", 2), ("{painter: 'mark'}", 3)] {
        let widget = annotate(
            &format!(
                "{STORY}<ul><li>“It is late,” said <b>Bob</b> Stone.</li><li>Lee agreed.</li></ul>"
            ),
            options,
        );
        let checked = widget.mutate(seed, 120).await;
        assert!(checked > 300, "{options}: only {checked} ranges were checked");
        later(2200).await;
        // The widget has read the page as it is now, and its text stays when the widget goes.
        assert_eq!(
            widget.handle.text(),
            TextMap::read(&widget.page.root).text(),
            "{options}, {seed}"
        );
        let words = widget.page.root.text_content();
        widget.handle.destroy();
        assert_eq!(widget.page.root.text_content(), words, "{options}, {seed}");
    }
}

#[wasm_bindgen_test]
async fn five_thousand_changes_of_a_long_article_cost_little() {
    let filler = "<p>“We will win,” Ann Lee said on Friday. The minister, Bob Stone, said that \
                  taxes would rise in May.</p>"
        .repeat(300);
    let widget = annotate(&format!("{filler}<p>Count: <b id=tick>0</b></p>"), "{}");
    let promise = js(&format!(
        "return (async () => {{
             const tick = document.querySelector('#{} #tick'); const begun = performance.now();
             for (let n = 0; n < 5000; n++) {{ tick.firstChild.data = n; await null; }}
             return performance.now() - begun;
         }})()",
        widget.page.root.id()
    ));
    let spent =
        JsFuture::from(promise.unchecked_into::<js_sys::Promise>()).await.expect("the script ends");
    let spent = spent.as_f64().expect("the script gives a number");
    assert!(spent < 1000.0, "5000 changes took {spent} ms");
    later(2500).await;
    assert!(widget.handle.text().ends_with("Count: 4999"));
}

#[wasm_bindgen_test]
async fn destroying_right_after_selecting_leaves_nothing() {
    let long = long_story(20);
    for (html, options) in [
        (STORY, "{}"),
        (STORY, "{painter: 'mark', open: true}"),
        (&long, "{open: true}"),
        (&long, "{painter: 'mark'}"),
    ] {
        let widget = annotate(html, options);
        let before = widget.page.root.text_content();
        if html.len() > STORY.len() {
            JsFuture::from(widget.handle.ready()).await.expect("it is read");
        }
        widget
            .handle
            .select(&js("return {attribution: 0}"))
            .unwrap_or_else(|e| panic!("{:?}", JsValue::from(e)));
        widget.handle.destroy();
        assert_eq!(widget.painted(), "", "{options}");
        later(400).await;
        assert_eq!(widget.painted(), "", "{options}");
        assert_eq!(widget.page.root.text_content(), before, "{options}");
        assert_eq!(widget.panel.child_element_count(), 0, "{options}");
    }
}

#[wasm_bindgen_test]
async fn destroying_while_reading_leaves_nothing() {
    let long = long_story(60);
    for wait in [0, 1, 5, 20, 60, 200] {
        let widget = annotate(&long, "{open: true}");
        later(wait).await;
        widget.handle.destroy();
        JsFuture::from(widget.handle.ready()).await.expect("all is over");
        later(100).await;
        assert_eq!(widget.painted(), "", "{wait}");
        assert_eq!(widget.panel.child_element_count(), 0, "{wait}");
    }
}

#[wasm_bindgen_test]
async fn a_long_text_changed_while_it_is_read_is_painted_as_it_ends() {
    let long = long_story(60);
    for wait in [0, 2, 10, 40, 120] {
        let widget = annotate(&long, "{}");
        later(wait).await;
        js(&format!(
            "const root = document.querySelector('#{}'); \
             root.children[20].textContent = 'Nothing is said here. “Never,” said Carl Fox.'; \
             root.children[30].remove()",
            widget.page.root.id()
        ));
        JsFuture::from(widget.handle.ready()).await.expect("it is read");
        later(1500).await;
        // In so long a text only the passages near the screen are registered, unless the page is
        // printed.
        js("dispatchEvent(new Event('beforeprint'))");
        let (text, words) = (widget.handle.text(), widget.words("quoted"));
        js("dispatchEvent(new Event('afterprint'))");
        assert_eq!(text, TextMap::read(&widget.page.root).text(), "{wait}");
        assert_eq!(words.len(), text.matches('“').count(), "{wait}");
        assert!(words.contains(&"“Never,”".to_owned()), "{wait}: {words:?}");
    }
}
