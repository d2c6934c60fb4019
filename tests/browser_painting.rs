//! Painting in a browser: both painters, the colours, and the paint that the options of `annotate`
//! ask for.
#![cfg(target_arch = "wasm32")]

mod browser;

use browser::widget::{MARKED, STORY, annotate, try_annotate};
use browser::{Fixture, fixture, js, later, utf16};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use whosaid::page::{
    Colour, HighlightPainter, Hue, Layer, Ledger, MarkPainter, Painter, Painting, Stroke, TextMap,
    backdrop,
};

wasm_bindgen_test_configure!(run_in_browser);

const ARTICLE: &str = "<p id=a>Ann <b>Lee of <i>Acme</i></b> said</p><aside>not this</aside>\
                       <p id=b>“We <a href='#x'>will</a> go,” she said.</p>";

/// Every painter, each with the article that it paints on and a shadow root that it draws in.
fn painters(ledger: &Ledger) -> Vec<(&'static str, Fixture, Box<dyn Painter>)> {
    let highlights =
        HighlightPainter::new(900, ledger).expect("this browser has the Custom Highlight API");
    let (first, second) = (fixture(ARTICLE), fixture(ARTICLE));
    let root = js("document.getElementById('marks-root')?.remove();
         const host = document.createElement('div'), root = document.createElement('div');
         host.id = 'marks-root';
         document.body.append(host);
         host.attachShadow({mode: 'open'}).append(root);
         const sheet = new CSSStyleSheet();
         sheet.replaceSync('.marks svg{position:absolute;left:0;top:0;width:1px;height:1px}');
         host.shadowRoot.adoptedStyleSheets = [sheet];
         return root")
    .unchecked_into();
    let marks = MarkPainter::new(&second.root, &root);
    vec![("highlights", first, Box::new(highlights)), ("marks", second, Box::new(marks))]
}

fn layer(stroke: Stroke, hue: u8) -> Layer {
    Layer { stroke, hue: Hue::new(Some(hue)) }
}

/// The words painted in a layer by either painter, pieces joined by "|".
fn painted(page: &Fixture, layer: Layer) -> String {
    let name = layer.name();
    let script = format!(
        "const root = document.querySelector('#{}');
         const text = ({{ startContainer, startOffset, endContainer, endOffset }}) => {{
             const range = document.createRange();
             range.setStart(startContainer, startOffset);
             range.setEnd(endContainer, endOffset);
             return range.toString();
         }};
         const highlight = CSS.highlights.get('whosaid-900-{name}');
         if (highlight) return [...highlight].map(text).join('|');
         {MARKED}
         return marked(document.getElementById('marks-root').shadowRoot, [root])
             .filter(([layer]) => layer === '{name}')
             .map(([, words]) => words)
             .join('|');",
        page.root.id()
    );
    js(&script).as_string().expect("the script gives a string")
}

fn painting(map: &TextMap, parts: &[(Layer, &str)]) -> Painting {
    let mut painting = Painting::new();
    for (layer, words) in parts {
        painting.entry(*layer).or_default().push(utf16(map.text(), words));
    }
    painting
}

#[wasm_bindgen_test]
fn every_painter_paints_exactly_the_words_across_elements() {
    let (actor, quoted) = (layer(Stroke::Actor, 1), layer(Stroke::Quoted, 2));
    for (name, page, mut painter) in painters(&Ledger::new()) {
        let map = TextMap::read(&page.root);
        painter.redraw(
            &map,
            &painting(&map, &[(actor, "Lee of Acme said\n\n“We"), (quoted, "We will")]),
        );
        assert_eq!(painted(&page, actor).replace('|', ""), "Lee of Acme said“We", "{name}");
        assert_eq!(painted(&page, quoted).replace('|', ""), "We will", "{name}");
        painter.destroy();
    }
}

#[wasm_bindgen_test]
fn every_painter_leaves_the_page_as_it_was() {
    for (name, page, mut painter) in painters(&Ledger::new()) {
        // Two neighbouring text nodes of the page must not be joined.
        let document = page.root.owner_document().expect("the fixture is in a document");
        page.find("#b")
            .append_child(&document.create_text_node(" Later."))
            .expect("text can be added");
        let before = page.structure();
        let map = TextMap::read(&page.root);
        painter.redraw(
            &map,
            &painting(
                &map,
                &[(layer(Stroke::Actor, 0), "Ann Lee"), (layer(Stroke::Quoted, 0), "said. Lat")],
            ),
        );
        painter.redraw(
            &map,
            &painting(
                &map,
                &[(layer(Stroke::Actor, 0), "Lee of"), (layer(Stroke::Attitude, 0), "said")],
            ),
        );
        painter.redraw(&map, &Painting::new());
        assert_eq!(page.structure(), before, "{name}: after an empty painting");
        painter.redraw(
            &map,
            &painting(
                &map,
                &[(layer(Stroke::Actor, 0), "Ann Lee"), (layer(Stroke::Quoted, 0), "said. Lat")],
            ),
        );
        painter.destroy();
        assert_eq!(page.structure(), before, "{name}: after destroy");
    }
}

#[wasm_bindgen_test]
fn no_painter_paints_on_text_that_has_changed() {
    let (actor, quoted) = (layer(Stroke::Actor, 1), layer(Stroke::Quoted, 2));
    for (name, page, mut painter) in painters(&Ledger::new()) {
        let map = TextMap::read(&page.root);
        let wanted = painting(&map, &[(actor, "Ann Lee"), (quoted, "she")]);
        painter.redraw(&map, &wanted);
        let ann = map.node(0).clone();
        ann.set_data("Bob ");
        assert!(!map.still_reads(0), "{name}");
        map.invalidate(0);
        painter.redraw(&map, &wanted);
        assert_eq!(
            (painted(&page, actor).as_str(), painted(&page, quoted).as_str()),
            ("", "she"),
            "{name}"
        );
        painter.destroy();
        assert!(
            page.root.text_content().is_some_and(|t| t.starts_with("Bob Lee of Acme said")),
            "{name}: {:?}",
            page.root.text_content()
        );
    }
}

#[wasm_bindgen_test]
fn a_text_node_split_by_the_page_counts_as_changed() {
    let page = fixture("<p>Ann Lee said so.</p>");
    let map = TextMap::read(&page.root);
    assert!(map.still_reads(0));
    map.node(0).split_text(5).expect("it is longer");
    assert!(!map.still_reads(0));
}

#[wasm_bindgen_test]
fn highlights_of_other_scripts_and_widgets_are_left_alone() {
    let page = fixture(ARTICLE);
    js("const at = {
             startContainer: document.body, startOffset: 0,
             endContainer: document.body, endOffset: 0
         };
         CSS.highlights.set('foreign', new Highlight(new StaticRange(at)))");
    let ledger = Ledger::new();
    let map = TextMap::read(&page.root);
    let mut mine =
        HighlightPainter::new(900, &ledger).expect("this browser has the Custom Highlight API");
    let mut other =
        HighlightPainter::new(902, &ledger).expect("this browser has the Custom Highlight API");
    let wanted = painting(&map, &[(layer(Stroke::Actor, 0), "Ann")]);
    mine.redraw(&map, &wanted);
    other.redraw(&map, &wanted);
    mine.destroy();
    let left = js("return [...CSS.highlights.keys()].sort().join(' ')").as_string();
    assert_eq!(left.as_deref(), Some("foreign whosaid-902-actor-0"));
    other.destroy();
    assert_eq!(js("return CSS.highlights.size").as_f64(), Some(1.0));
    assert_eq!(ledger.highlights.size(), 0);
    js("CSS.highlights.delete('foreign')");
}

#[wasm_bindgen_test]
fn the_right_words_are_painted() {
    let widget = annotate(STORY, "{}");
    assert_eq!(widget.words("quoted"), ["“We will win,”"]);
    assert!(widget.words("actor").contains(&"Ann Lee".to_owned()), "{}", widget.painted());
}

#[wasm_bindgen_test]
async fn destroy_restores_the_page_with_every_painter() {
    for options in ["{}", "{painter: 'mark'}"] {
        let outside = |script: &str| js(script).as_string().unwrap_or_default();
        let registry = outside("return [...CSS.highlights.keys()].join()");
        let sheets = js("return document.adoptedStyleSheets.length").as_f64();
        let widget = annotate(STORY, options);
        let fresh = fixture(STORY);
        let before = fresh.structure();
        widget.click("Ann Lee");
        later(50).await;
        widget
            .handle
            .select(&js("return {actor: 0}"))
            .unwrap_or_else(|_| panic!("actor 0 should exist"));
        widget.handle.destroy();
        widget.handle.destroy();
        assert_eq!(widget.page.structure(), before, "{options}");
        assert_eq!(outside("return [...CSS.highlights.keys()].join()"), registry);
        assert_eq!(js("return document.adoptedStyleSheets.length").as_f64(), sheets);
        later(400).await;
        assert_eq!(widget.panel.inner_html(), "", "the panel is gone");
    }
}

#[wasm_bindgen_test]
fn options_can_be_changed() {
    let widget = annotate(STORY, "{layers: 'actors'}");
    assert!(widget.words("quoted").is_empty());
    let update = |options: &str| {
        widget
            .handle
            .update(&js(&format!("return ({options})")))
            .unwrap_or_else(|e| panic!("{:?}", JsValue::from(e)))
    };
    let speakers = widget.words("actor");
    update("{layers: {mentions: true}}");
    assert!(
        widget.words("actor").len() > speakers.len(),
        "all mentions are more than {speakers:?}"
    );
    update("{layers: {quotes: true, actors: false, mentions: false}}");
    assert_eq!(widget.words("quoted"), ["“We will win,”"]);
    assert!(widget.words("actor").is_empty());
    update("{painter: 'mark'}");
    let panel = widget.panel.get_root_node().unchecked_into::<web_sys::ShadowRoot>();
    let marks = || panel.query_selector_all(".marks path").map(|found| found.length() > 0);
    assert_eq!(marks(), Ok(true));
    assert_eq!(widget.words("quoted").concat(), "“We will win,”");
    update("{painter: 'highlight'}");
    assert_eq!(marks(), Ok(false));
    assert_eq!(widget.words("quoted"), ["“We will win,”"]);
    update("{layers: ''}");
    assert_eq!(widget.painted(), "");
}

#[wasm_bindgen_test]
fn wrong_options_are_refused_by_name() {
    for (options, word) in [
        ("{painter: 'oil'}", "painter"),
        ("{layers: 'actors ghosts'}", "ghosts"),
        ("{layers: 3}", "layers"),
        ("{open: 'yes'}", "open"),
        ("'actors'", "object"),
    ] {
        let error = try_annotate(STORY, options)
            .err()
            .unwrap_or_else(|| panic!("{options} should be refused"));
        let message = js_sys::Reflect::get(&error, &"message".into())
            .ok()
            .and_then(|m| m.as_string())
            .unwrap_or_default();
        assert!(message.contains(word), "{options}: {message}");
    }
    let widget = annotate(STORY, "{}");
    for item in ["{actor: 999}", "-1", "1.5", "'x'", "{}"] {
        assert!(widget.handle.select(&js(&format!("return ({item})"))).is_err(), "{item}");
    }
    assert!(widget.handle.select(&JsValue::NULL).is_ok());
}

#[wasm_bindgen_test]
fn several_widgets_on_a_page_do_not_disturb_each_other() {
    let first = annotate(STORY, "{}");
    let second = annotate(STORY, "{}");
    let before = second.painted();
    assert_eq!(first.painted(), before);
    first.handle.destroy();
    assert_eq!((first.painted().as_str(), second.painted()), ("", before));
}

/// The colour that the adopted style sheets give to a property of a layer.
fn colour_of(layer: &str, property: &str) -> Option<Colour> {
    let script = format!(
        "const rules = [...document.adoptedStyleSheets].flatMap((sheet) => [...sheet.cssRules])
             .filter((rule) => rule.selectorText?.endsWith('{layer})'))
             .map((rule) => rule.style.getPropertyValue('{property}'));
         return rules.filter(Boolean).at(-1) ?? ''"
    );
    Colour::parse(&js(&script).as_string()?).map(|(colour, _)| colour)
}

#[wasm_bindgen_test]
async fn tints_follow_the_page_when_it_turns_dark() {
    let html = format!("<div id='skin' style='background:#fff;color:#222'>{STORY}</div>");
    let widget = annotate(&html, "{}");
    let light = colour_of("actor-0", "background-color").expect("actors have a tint");
    assert!(light.contrast(Colour::hex(0x222222)) >= 4.5 && light.luminance() > 0.4, "{light:?}");
    widget
        .page
        .find("#skin")
        .set_attribute("style", "background:#111;color:#ddd")
        .expect("a style can be set");
    later(700).await;
    let dark = colour_of("actor-0", "background-color").expect("actors have a tint");
    assert!(dark.contrast(Colour::hex(0xdddddd)) >= 4.5 && dark.luminance() < 0.2, "{dark:?}");
}

#[wasm_bindgen_test]
fn the_background_behind_the_text_is_found() {
    let cases = [
        ("background:#000;color:#fff", true),
        ("background:rgba(0,0,0,.9);color:#eee", true),
        ("background:linear-gradient(#000,#111);color:#fff", true),
        ("background:oklch(0.2 0.02 250);color:oklch(0.9 0 0)", true),
        ("color:#000", false),
        ("background:#fff1e5;color:#33302e", false),
    ];
    for (style, dark) in cases {
        let page = fixture(&format!("<div style='{style}'><p>Some words to look at.</p></div>"));
        assert_eq!(backdrop(&page.root, &TextMap::read(&page.root)).is_dark(), dark, "{style}");
    }
}
