//! Reading a page in a browser: the text map, and the analysis of the text read.
#![cfg(target_arch = "wasm32")]

mod browser;

use browser::widget::{STORY, annotate, annotate_fixture};
use browser::{fixture, js, utf16};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use whosaid::page::TextMap;
use whosaid::text::Span;
use whosaid::widget;

wasm_bindgen_test_configure!(run_in_browser);

/// Asserts that an element with the markup `html` reads `text`.
fn reads(html: &str, text: &str) {
    let page = fixture(html);
    assert_eq!(TextMap::read(&page.root).text(), text, "{html}");
}

#[wasm_bindgen_test]
fn blocks_and_br_end_paragraphs_and_inline_elements_do_not() {
    reads("<p>One <b>two</b>three</p><p>Four</p>", "One twothree\n\nFour");
    reads("<div>One<div>Two</div>Three</div>", "One\n\nTwo\n\nThree");
    reads("One<br>two<br><br>three", "One\ntwo\n\nthree");
    reads("<ul><li>a<li>b</ul>", "a\n\nb");
    reads("<table><tr><td>a</td><td>b</td></tr></table>", "a\n\nb");
}

#[wasm_bindgen_test]
fn white_space_is_collapsed_as_rendered() {
    reads(
        "\n  <p>\n  One\n   two <i> three</i>\t</p>\n <p> </p> <p>four</p>",
        "One two three\n\nfour",
    );
    // As rendered, but without indentation, which no sentence needs.
    reads("<pre>a  b\n c</pre>", "a  b\nc");
    reads("a&nbsp; b", "a\u{a0} b");
    reads("<p style='white-space:pre-line'>a  b\nc</p>", "a b\nc");
}

#[wasm_bindgen_test]
fn hidden_text_and_text_beside_the_story_are_left_out() {
    reads(
        "<p>a<span hidden>b</span><script>c</script><style>d</style><noscript>e</noscript></p>",
        "a",
    );
    reads(
        "<p>a <span style='display:none'>b</span><span style='visibility:hidden'>c\
         <span style='visibility:visible'>d</span></span></p>",
        "a d",
    );
    reads(
        "<p>a</p><button>Share</button><p aria-hidden=true>b</p><form><p>Subscribe</p></form><p>\
         c</p>",
        "a\n\nc",
    );
    reads(
        "<figure><img alt=x><figcaption>Caption</figcaption></figure><aside>Related</aside><nav>\
         Menu</nav><p>a</p>",
        "a",
    );
    reads(
        "<p>a<span style='position:absolute;width:1px;height:1px;overflow:hidden'>\
         (opens in a new tab)</span></p>",
        "a",
    );
    reads("<p>Fact<sup>[1]</sup> found<sup><a href=#n>2</a></sup>.</p>", "Fact found.");
}

#[wasm_bindgen_test]
fn folded_text_is_left_out_until_it_is_opened() {
    let page = fixture("<p>a</p><details><summary>More</summary><p>b</p></details>");
    assert_eq!(TextMap::read(&page.root).text(), "a\n\nMore");
    page.find("details").set_attribute("open", "").expect("an attribute can be set");
    assert_eq!(TextMap::read(&page.root).text(), "a\n\nMore\n\nb");
    reads(
        "<p>a</p><div style='content-visibility:hidden'><p>b</p></div><div hidden=until-found>\
         c</div><p>d</p>",
        "a\n\nd",
    );
    reads("<p>a<span style='position:absolute;left:-9999px'> (opens in a new tab)</span></p>", "a");
}

#[wasm_bindgen_test]
fn an_initial_with_aria_hidden_is_part_of_its_word() {
    reads(
        "<p><span aria-hidden=true>T</span>axes <i aria-hidden=true>share</i>rise.</p>",
        "Taxes rise.",
    );
}

#[wasm_bindgen_test]
fn ruby_first_letters_and_right_to_left_text_read_as_written() {
    reads("<p>Premier <ruby>李<rp>(</rp><rt>Li</rt><rp>)</rp></ruby> said</p>", "Premier 李 said");
    reads(
        "<style>.fl::first-letter{float:left;font-size:3em}</style><p class=fl>\
         “We go,” he said.</p>",
        "“We go,” he said.",
    );
    reads(
        "<p>He said <bdi dir=rtl>שלום \u{202b}עולם\u{202c}</bdi> to her.</p>",
        "He said שלום עולם to her.",
    );
}

#[wasm_bindgen_test]
fn frames_are_left_alone() {
    reads(
        "<p>a</p><iframe srcdoc='<p>b</p>'></iframe><object data='x'>c</object><p>d</p>",
        "a\n\nd",
    );
}

#[wasm_bindgen_test]
fn text_in_open_shadow_roots_is_read_where_it_is_rendered() {
    let page = fixture("<x-story><p>Slotted</p><p slot=head>Head</p></x-story><p>After</p>");
    js(&format!(
        "const host = document.querySelector('#{} x-story');
         const root = host.attachShadow({{mode: 'open'}});
         const p = document.createElement('p');
         p.textContent = 'Before ';
         const named = document.createElement('slot');
         named.name = 'head';
         const rest = document.createElement('slot');
         const none = document.createElement('slot');
         none.name = 'none';
         none.textContent = 'Instead';
         root.append(p, named, none, rest)",
        page.root.id()
    ));
    let map = TextMap::read(&page.root);
    assert_eq!(map.text(), "Before\n\nHead\n\nInstead\n\nSlotted\n\nAfter");
    assert_eq!(map.shadows().len(), 1);
}

#[wasm_bindgen_test]
fn invisible_characters_do_not_cut_words() {
    reads("<p>Presi\u{ad}dent&#8203; said\u{202e}\u{feff}</p>", "President said");
    reads(
        "<p>\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} said</p>",
        "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} said",
    );
}

#[wasm_bindgen_test]
fn a_floated_initial_is_part_of_its_word() {
    reads(
        "<p><span style='float:left;font-size:3em'>T</span>axes will rise.</p>",
        "Taxes will rise.",
    );
    reads(
        "<p><span style='float:left'>A pulled quote</span>Taxes will rise.</p>",
        "A pulled quote\n\nTaxes will rise.",
    );
}

#[wasm_bindgen_test]
fn quotation_marks_that_the_browser_draws_are_read() {
    reads("<p>She said <q>we <q>really</q> go</q>.</p>", "She said “we ‘really’ go”.");
    let page = fixture("<p>She said <q>we go</q>.</p>");
    let map = TextMap::read(&page.root);
    let range =
        map.range(utf16(map.text(), "“we go”")).expect("the words in the marks stand on the page");
    assert_eq!(String::from(range.to_string()), "we go");
}

#[wasm_bindgen_test]
fn every_word_is_mapped_to_its_place_and_back() {
    let page = fixture(
        "<h1>Über \u{1f337} News</h1> <p>One\n  <b>two  </b> thr<i>ee</i> fo\u{ad}ur<span hidden>\
         x</span><br>five <q>six</q> \u{1f468}\u{200d}\u{1f469} sev\u{301}en</p>",
    );
    let map = TextMap::read(&page.root);
    assert_eq!(map.len() as usize, map.text().encode_utf16().count());
    for word in map.text().split_whitespace() {
        let span = utf16(map.text(), word);
        let found: String = map
            .pieces(span)
            .iter()
            .map(|p| {
                map.node(p.node)
                    .substring_data(p.start, p.end - p.start)
                    .expect("a piece lies in its node")
            })
            .collect();
        assert_eq!(found.replace('\u{ad}', ""), word.trim_matches(['“', '”']), "{word}");
    }
    // Asks about every place of every text node: each offset is found at exactly one of them.
    let mut found = Vec::new();
    for index in 0..map.node_count() {
        let node = map.node(index).clone();
        found.extend((0..node.length()).filter_map(|at| map.offset_of(&node, at)));
    }
    let mapped: Vec<u32> =
        (0..map.len()).filter(|at| !map.pieces(Span::new(*at, at + 1)).is_empty()).collect();
    assert_eq!(found, mapped);
}

#[wasm_bindgen_test]
fn a_place_outside_the_text_has_no_offset() {
    let page = fixture("<p>One <span hidden>two</span></p>");
    let map = TextMap::read(&page.root);
    let hidden = page.find("span").first_child().expect("the span has text");
    assert_eq!(map.offset_of(&hidden, 0), None);
    assert_eq!(map.offset_of(&page.root, 0), None);
    assert!(map.range(Span::new(0, 0)).is_none());
    assert!(map.range(Span::new(500, 600)).is_none());
}

#[wasm_bindgen_test]
fn an_empty_element_and_a_deeply_nested_one_are_read() {
    reads("", "");
    reads(" <p> <img> </p> ", "");
    let page = fixture("");
    let document = page.root.owner_document().expect("the fixture is in a document");
    let mut at = page.root.clone();
    for _ in 0..3000 {
        let next = document.create_element("span").expect("a span can be made");
        at.append_child(&next).expect("a span can be added");
        at = next;
    }
    at.set_text_content(Some("deep"));
    assert_eq!(TextMap::read(&page.root).text(), "deep");
}

#[wasm_bindgen_test]
fn an_element_that_is_not_in_the_page_yet_is_annotated() {
    let page = fixture(STORY);
    page.root.remove();
    let widget = annotate_fixture(page, "{}").unwrap_or_else(|error| panic!("{error:?}"));
    assert!(widget.handle.text().contains("We will win"));
}

#[wasm_bindgen_test]
fn an_empty_element_is_annotated_with_a_notice() {
    for html in ["", "  ", "<img>", "<p>\u{ad}</p>"] {
        let widget = annotate(html, "{}");
        let analysis = widget.handle.analysis().unwrap_or_else(|_| panic!("there is an analysis"));
        let notice = js_sys::Reflect::get(&analysis, &"notice".into())
            .expect("an analysis has a notice field");
        let code = js_sys::Reflect::get(&notice, &"code".into()).ok().and_then(|c| c.as_string());
        assert_eq!(code.as_deref(), Some("empty"), "{html:?}");
        assert_eq!(widget.painted(), "");
    }
}

async fn analysis_of(text: &JsValue) -> JsValue {
    // JavaScript strings become UTF-8, as in the generated glue.
    let analysis = widget::analyze(text.as_string().expect("a string"), JsValue::UNDEFINED).await;
    analysis.unwrap_or_else(|e| panic!("{:?}", JsValue::from(e)))
}

#[wasm_bindgen_test]
async fn spans_count_utf16_units_past_emoji_and_lone_surrogates() {
    for start in ["\u{1f337}\u{1f337}", "\\ud800\\ud800x", "\\udc00 \\ud83d", "e\\u0301\\0"] {
        let script = format!(
            "const text = '{start}\\n\\n“We will win,” Ann Lee said on Friday in the capital.'; \
             return text"
        );
        let text = js(&script);
        let analysis = analysis_of(&text).await;
        let slice = js_sys::Function::new_with_args(
            "text, a",
            "return a.attributions[0].content.map(([s, e]) => text.slice(s, e)).join()",
        );
        let quote = slice.call2(&JsValue::NULL, &text, &analysis).ok().and_then(|s| s.as_string());
        assert_eq!(quote.as_deref(), Some("“We will win,”"), "{start}");
    }
}

#[wasm_bindgen_test]
async fn an_analysis_is_a_plain_object() {
    let analysis = analysis_of(&"“We will win,” Ann Lee said on Friday.".into()).await;
    let json = js_sys::JSON::stringify(&analysis)
        .map(String::from)
        .expect("a plain object can be written as JSON");
    assert!(json.starts_with(r#"{"schema":1,"notice":null,"title":"#), "{json}");
    assert!(json.contains(r#""content":[[0,14]]"#), "{json}");
}
