//! The page's room and the JavaScript API in a browser: text map, painters, pointing, annotate and
//! destroy.
#![cfg(target_arch = "wasm32")]

mod browser;

use std::cell::RefCell;
use std::rc::Rc;

use browser::{Fixture, fixture, js, later, utf16};
use gloo::events::EventListener;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, MouseEvent, MouseEventInit};
use whosaid::page::{
    HighlightPainter, Layer, Ledger, MarkPainter, Painter, Painting, Stroke, TextMap,
};
use whosaid::text::Span;
use whosaid::widget::{self, Handle};

wasm_bindgen_test_configure!(run_in_browser);

// ---- text map ----

/// The text of an element with this markup.
fn reads(html: &str, text: &str) {
    let page = fixture(html);
    assert_eq!(TextMap::read(&page.root).text(), text, "{html}");
}

#[wasm_bindgen_test]
fn blocks_and_br_part_paragraphs_and_inline_elements_do_not() {
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
    // As rendered but for indentation, which means nothing to a reader of sentences.
    reads("<pre>a  b\n c</pre>", "a  b\nc");
    reads("a&nbsp; b", "a\u{a0} b");
    reads("<p style='white-space:pre-line'>a  b\nc</p>", "a b\nc");
}

#[wasm_bindgen_test]
fn what_is_hidden_or_not_the_story_is_left_out() {
    reads(
        "<p>a<span hidden>b</span><script>c</script><style>d</style><noscript>e</noscript></p>",
        "a",
    );
    reads(
        "<p>a <span style='display:none'>b</span><span style='visibility:hidden'>c<span style='visibility:visible'>d</span></span></p>",
        "a d",
    );
    reads(
        "<p>a</p><button>Share</button><p aria-hidden=true>b</p><form><p>Subscribe</p></form><p>c</p>",
        "a\n\nc",
    );
    reads(
        "<figure><img alt=x><figcaption>Caption</figcaption></figure><aside>Related</aside><nav>Menu</nav><p>a</p>",
        "a",
    );
    reads(
        "<p>a<span style='position:absolute;width:1px;height:1px;overflow:hidden'>(opens in a new tab)</span></p>",
        "a",
    );
    reads("<p>Fact<sup>[1]</sup> found<sup><a href=#n>2</a></sup>.</p>", "Fact found.");
}

#[wasm_bindgen_test]
fn what_is_folded_away_or_beside_the_page_is_left_out_until_it_is_seen() {
    let page = fixture("<p>a</p><details><summary>More</summary><p>b</p></details>");
    assert_eq!(TextMap::read(&page.root).text(), "a\n\nMore");
    page.find("details").set_attribute("open", "").expect("an attribute can be set");
    assert_eq!(TextMap::read(&page.root).text(), "a\n\nMore\n\nb");
    reads(
        "<p>a</p><div style='content-visibility:hidden'><p>b</p></div><div hidden=until-found>c</div><p>d</p>",
        "a\n\nd",
    );
    reads("<p>a<span style='position:absolute;left:-9999px'> (opens in a new tab)</span></p>", "a");
}

#[wasm_bindgen_test]
fn an_initial_hidden_from_screen_readers_is_still_the_first_letter_of_its_word() {
    reads(
        "<p><span aria-hidden=true>T</span>axes <i aria-hidden=true>share</i>rise.</p>",
        "Taxes rise.",
    );
}

#[wasm_bindgen_test]
fn ruby_first_letters_and_right_to_left_text_read_as_written() {
    reads("<p>Premier <ruby>李<rp>(</rp><rt>Li</rt><rp>)</rp></ruby> said</p>", "Premier 李 said");
    reads(
        "<style>.fl::first-letter{float:left;font-size:3em}</style><p class=fl>“We go,” he said.</p>",
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
        "const host = document.querySelector('#{} x-story'); const root = host.attachShadow({{mode: 'open'}});
         const p = document.createElement('p'); p.textContent = 'Before ';
         const named = document.createElement('slot'); named.name = 'head'; const rest = document.createElement('slot');
         const none = document.createElement('slot'); none.name = 'none'; none.textContent = 'Instead';
         root.append(p, named, none, rest)",
        page.root.id()
    ));
    let map = TextMap::read(&page.root);
    assert_eq!(map.text(), "Before\n\nHead\n\nInstead\n\nSlotted\n\nAfter");
    assert_eq!(map.shadows().len(), 1);
}

#[wasm_bindgen_test]
fn characters_that_are_not_seen_do_not_cut_words() {
    reads("<p>Presi\u{ad}dent&#8203; said\u{202e}\u{feff}</p>", "President said");
    reads(
        "<p>\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} said</p>",
        "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} said",
    );
}

#[wasm_bindgen_test]
fn an_initial_that_floats_is_part_of_its_word() {
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
fn every_word_is_found_where_it_stands_and_back() {
    let page = fixture(
        "<h1>Über \u{1f337} News</h1> <p>One\n  <b>two  </b> thr<i>ee</i> fo\u{ad}ur<span hidden>x</span><br>five <q>six</q> \u{1f468}\u{200d}\u{1f469} sev\u{301}en</p>",
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
    // The oracle: ask about every place of every text node, one by one; each offset is found at
    // exactly one of them.
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
fn a_place_that_is_not_in_the_text_has_no_offset() {
    let page = fixture("<p>One <span hidden>two</span></p>");
    let map = TextMap::read(&page.root);
    let hidden = page.find("span").first_child().expect("the span has text");
    assert_eq!(map.offset_of(&hidden, 0), None);
    assert_eq!(map.offset_of(&page.root, 0), None);
    assert!(map.range(Span::new(0, 0)).is_none());
    assert!(map.range(Span::new(500, 600)).is_none());
}

#[wasm_bindgen_test]
fn an_element_without_text_and_one_nested_deeply_are_read() {
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

// ---- painters: one suite for both ----

const ARTICLE: &str = "<p id=a>Ann <b>Lee of <i>Acme</i></b> said</p><aside>not this</aside><p id=b>“We <a href='#x'>will</a> go,” she said.</p>";

fn painters(ledger: &Ledger) -> Vec<(&'static str, Box<dyn Painter>)> {
    let highlights =
        HighlightPainter::new(900, ledger).expect("this browser has the Custom Highlight API");
    vec![("highlights", Box::new(highlights)), ("marks", Box::new(MarkPainter::new(901, ledger)))]
}

fn layer(stroke: Stroke, hue: u8) -> Layer {
    Layer { stroke, hue: whosaid::page::Hue::new(Some(hue)) }
}

/// The words painted in a layer, pieces joined by "|", whichever painter painted them.
fn painted(page: &Fixture, layer: Layer) -> String {
    let name = layer.name();
    let script = format!(
        "const root = document.querySelector('#{}');
         const highlight = CSS.highlights.get('whosaid-900-{name}');
         const text = (r) => {{ const range = document.createRange(); range.setStart(r.startContainer, r.startOffset); range.setEnd(r.endContainer, r.endOffset); return range.toString(); }};
         if (highlight) return [...highlight].map(text).join('|');
         return [...root.querySelectorAll('mark[data-whosaid=\"901\"]')].filter((m) => m.dataset.whosaidLayers.split(' ').includes('{name}')).map((m) => m.textContent).join('|');",
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
fn every_painter_paints_exactly_the_words_across_elements_and_leaves_out_what_stands_between() {
    let (actor, quoted) = (layer(Stroke::Actor, 1), layer(Stroke::Quoted, 2));
    for (name, mut painter) in painters(&Ledger::new()) {
        let page = fixture(ARTICLE);
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
    for (name, mut painter) in painters(&Ledger::new()) {
        let page = fixture(ARTICLE);
        // Neighbouring text nodes of the page's own must not be joined.
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
                &[(layer(Stroke::Actor, 0), "Lee of"), (layer(Stroke::Cue, 0), "said")],
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
fn every_painter_says_where_things_are_meanwhile() {
    for (name, mut painter) in painters(&Ledger::new()) {
        let page = fixture(ARTICLE);
        let map = TextMap::read(&page.root);
        painter.redraw(
            &map,
            &painting(
                &map,
                &[(layer(Stroke::Actor, 0), "nn Le"), (layer(Stroke::Quoted, 0), "o,” sh")],
            ),
        );
        for index in 0..map.node_count() {
            let whole = painter.reads(&map, index);
            for (at, expected) in whole.encode_utf16().enumerate() {
                let (text, offset) = painter.place(&map, index, at as u32);
                // The end of one part is the start of the next: both are right for a boundary.
                let unit = text.data().encode_utf16().nth(offset as usize);
                assert!(unit.is_none() || unit == Some(expected), "{name}: {at} of {whole:?}");
                if unit.is_some() {
                    assert_eq!(
                        painter.origin(&map, &text, offset),
                        Some((index, at as u32)),
                        "{name}"
                    );
                }
            }
        }
        painter.destroy();
    }
}

#[wasm_bindgen_test]
fn no_painter_paints_on_text_that_has_changed() {
    let (actor, quoted) = (layer(Stroke::Actor, 1), layer(Stroke::Quoted, 2));
    for (name, mut painter) in painters(&Ledger::new()) {
        let page = fixture(ARTICLE);
        let map = TextMap::read(&page.root);
        let wanted = painting(&map, &[(actor, "Ann Lee"), (quoted, "she")]);
        painter.redraw(&map, &wanted);
        let ann = map.node(0).clone();
        ann.set_data("Bob ");
        assert!(!map.still_reads(0, &painter.reads(&map, 0)), "{name}");
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
fn a_node_that_the_page_rewrites_while_it_is_cut_keeps_what_the_page_wrote() {
    let page = fixture("<p>Ann Lee said so.</p>");
    let ledger = Ledger::new();
    let mut painter = MarkPainter::new(901, &ledger);
    let map = TextMap::read(&page.root);
    painter.redraw(&map, &painting(&map, &[(layer(Stroke::Actor, 0), "Lee")]));
    map.node(0).set_data("Something else.");
    painter.destroy();
    assert_eq!(page.root.inner_html(), "<p>Something else.</p>");
    assert_eq!(ledger.marks.size(), 0);
}

/// What a page may do to text that marks have cut, and what it looks like once they are off.
#[wasm_bindgen_test]
fn what_the_page_does_to_cut_text_stays_when_the_marks_go() {
    let cases = [
        (
            "wrap the words that are marked",
            "const text = mark.firstChild; wrap(text)",
            "<p>Ann <b>Lee</b> said <i>so</i>.</p>",
        ),
        (
            "wrap what comes after them",
            "wrap(mark.nextSibling)",
            "<p>Ann Lee<b> said </b><i>so</i>.</p>",
        ),
        (
            "wrap what comes before them",
            "wrap(p.firstChild)",
            "<p><b>Ann Lee said </b><i>so</i>.</p>",
        ),
        (
            "put something after them",
            "mark.after(document.createElement('b'))",
            "<p>Ann Lee<b></b> said <i>so</i>.</p>",
        ),
        (
            "put something into them",
            "mark.append(document.createElement('b'))",
            "<p>Ann Lee<b></b> said <i>so</i>.</p>",
        ),
        ("cut them in two", "mark.firstChild.splitText(1)", "<p>Ann Lee said <i>so</i>.</p>"),
        ("take them out", "mark.remove()", "<p>Ann  said <i>so</i>.</p>"),
        (
            "take the marks off",
            "mark.replaceWith(...mark.childNodes)",
            "<p>Ann Lee said <i>so</i>.</p>",
        ),
        ("join all text nodes", "p.normalize()", "<p>Ann Lee said <i>so</i>.</p>"),
        (
            "take the text out and put it back",
            "const text = p.firstChild; text.remove(); later(() => p.prepend(text))",
            "<p>Ann Lee said <i>so</i>.</p>",
        ),
        (
            "take all out and put the text back",
            "const text = p.firstChild, rest = p.lastChild; p.replaceChildren(rest); later(() => p.prepend(text))",
            "<p>Ann Lee said .</p>",
        ),
    ];
    for words in ["Lee", "Ann Lee"] {
        for (what, change, after) in cases {
            let page = fixture("<p>Ann Lee said <i>so</i>.</p>");
            let ledger = Ledger::new();
            let mut painter = MarkPainter::new(901, &ledger);
            let map = TextMap::read(&page.root);
            painter.redraw(&map, &painting(&map, &[(layer(Stroke::Actor, 0), words)]));
            let id = page.root.id();
            js(&format!(
                "const p = document.querySelector('#{id} p'), mark = p.querySelector('mark');
                 const wrap = (node) => {{ const b = document.createElement('b'); node.replaceWith(b); b.append(node); }};
                 const later = (then) => {{ globalThis.__then = then; }};
                 globalThis.__then = () => {{}};
                 {change}"
            ));
            painter.destroy();
            js("globalThis.__then()");
            let expected = match (words, what) {
                // Nothing stands before them but the empty node that the page knows.
                ("Ann Lee", "wrap the words that are marked") => {
                    "<p><b>Ann Lee</b> said <i>so</i>.</p>"
                }
                ("Ann Lee", "take them out") => "<p> said <i>so</i>.</p>",
                _ => after,
            };
            assert_eq!(page.root.inner_html(), expected, "{words}: {what}");
            assert_eq!(ledger.marks.size(), 0, "{words}: {what}");
        }
    }
}

#[wasm_bindgen_test]
fn text_that_the_page_cuts_in_two_is_known_to_be_another() {
    for (name, mut painter) in painters(&Ledger::new()) {
        let page = fixture("<p>Ann Lee said so.</p>");
        let map = TextMap::read(&page.root);
        painter.redraw(&map, &painting(&map, &[(layer(Stroke::Actor, 0), "Lee")]));
        assert!(map.still_reads(0, &painter.reads(&map, 0)), "{name}");
        let (text, offset) = painter.place(&map, 0, 5);
        text.split_text(offset).expect("it is longer");
        // What is written into the other half from now on, no painter would know of.
        assert!(!map.still_reads(0, &painter.reads(&map, 0)), "{name}");
        painter.destroy();
        assert_eq!(page.root.inner_html(), "<p>Ann Lee said so.</p>", "{name}");
    }
}

#[wasm_bindgen_test]
fn highlights_of_other_scripts_and_widgets_are_left_alone() {
    let page = fixture(ARTICLE);
    js(
        "CSS.highlights.set('foreign', new Highlight(new StaticRange({startContainer: document.body, startOffset: 0, endContainer: document.body, endOffset: 0})))",
    );
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

// ---- annotate and its handle ----

const STORY: &str = "<h1>Talks resume</h1><p>By Jo Writer</p><p>“We will win,” Ann Lee said on Friday in Paris. The minister, Bob Stone, said that <a href='#x'>taxes</a> would rise in May.</p><p>Lee said she was <em>glad</em> about it. She added that Stone had agreed.</p>";

/// The story so many times, each told of another day: what stands twice in a text is read once.
fn long_story(copies: usize) -> String {
    (0..copies).map(|day| STORY.replace("on Friday", &format!("on day {day}"))).collect()
}

/// A widget on a fixture, with a shadow root for its panel beside it.
struct Widget {
    page: Fixture,
    panel: Element,
    handle: Rc<Handle>,
    ledger: JsValue,
}

fn annotate(html: &str, options: &str) -> Widget {
    try_annotate(html, options).unwrap_or_else(|error| panic!("annotate should work: {error:?}"))
}

fn try_annotate(html: &str, options: &str) -> Result<Widget, JsValue> {
    annotate_fixture(fixture(html), options)
}

fn annotate_fixture(page: Fixture, options: &str) -> Result<Widget, JsValue> {
    let panel = js("const host = document.createElement('div'); document.body.append(host); const root = document.createElement('div'); host.attachShadow({mode: 'open'}).append(root); return root").unchecked_into::<Element>();
    let ledger = js(
        "globalThis.__id = (globalThis.__id ?? 0) + 1; return {id: globalThis.__id, highlights: new Set(), sheets: new Map(), marks: new Map()}",
    );
    let target = page.root.clone().into();
    let handle = widget::annotate(
        page.root.clone(),
        panel.clone(),
        target,
        &ledger,
        &js(&format!("return ({options})")),
    )?;
    Ok(Widget { page, panel, handle: Rc::new(handle), ledger })
}

impl Widget {
    /// Runs [`MUTATE`] on the page; gives how many ranges were checked.
    async fn mutate(&self, seed: u32, count: u32) -> u32 {
        let (one, other) = (self.handle.clone(), self.handle.clone());
        let text = Closure::<dyn Fn() -> String>::new(move || one.text());
        let analysis = Closure::<dyn Fn() -> JsValue>::new(move || {
            other.analysis().unwrap_or_else(|_| panic!("there is an analysis"))
        });
        let body = format!("const count = {count}, id = {}; {MUTATE}", self.id());
        let script = js_sys::Function::new_with_args(
            "root, textOf, analysisOf, seed",
            &format!("return (async () => {{ {body} }})()"),
        );
        let args =
            js_sys::Array::of4(&self.page.root, text.as_ref(), analysis.as_ref(), &seed.into());
        let promise = script
            .apply(&JsValue::NULL, &args)
            .expect("the script starts")
            .unchecked_into::<js_sys::Promise>();
        let checked = JsFuture::from(promise).await.unwrap_or_else(|error| panic!("{error:?}"));
        checked.as_f64().expect("the script gives a number") as u32
    }

    fn id(&self) -> u32 {
        js_sys::Reflect::get(&self.ledger, &"id".into())
            .ok()
            .and_then(|id| id.as_f64())
            .expect("the ledger has an id") as u32
    }

    fn painted(&self) -> String {
        let id = self.id();
        let script = format!(
            "return [...CSS.highlights].filter(([name]) => name.startsWith('whosaid-{id}-')).flatMap(([name, h]) => [...h].map((r) => name.replace('whosaid-{id}-', '') + ':' + r.startContainer.data.slice(r.startOffset, r.endOffset))).concat([document, ...[...document.querySelectorAll('x-story')].map((host) => host.shadowRoot ?? host)].flatMap((root) => [...root.querySelectorAll('mark[data-whosaid=\"{id}\"]')]).flatMap((m) => m.dataset.whosaidLayers.split(' ').map((layer) => layer + ':' + m.textContent))).sort((a, b) => a.split(':')[0] < b.split(':')[0] ? -1 : a.split(':')[0] > b.split(':')[0] ? 1 : 0).join('\\n')"
        );
        js(&script).as_string().expect("the script gives a string")
    }

    fn words(&self, stroke: &str) -> Vec<String> {
        let prefix = format!("{stroke}-");
        self.painted()
            .lines()
            .filter(|l| l.starts_with(&prefix))
            .filter_map(|l| l.split_once(':'))
            .map(|(_, words)| words.to_owned())
            .collect()
    }

    /// The middle of the first occurrence of some words.
    fn middle(&self, words: &str) -> (f64, f64) {
        let map = TextMap::read(&self.page.root);
        let place = map
            .range(utf16(map.text(), words))
            .expect("the words stand on the page")
            .get_bounding_client_rect();
        (place.left() + place.width() / 2.0, place.top() + place.height() / 2.0)
    }

    /// A click in the middle of the first occurrence of some words.
    fn click(&self, words: &str) {
        let (x, y) = self.middle(words);
        self.click_at(x, y);
    }

    /// An event of the pointer there; one that leaves goes to the article itself.
    fn point(&self, event: &str, words: &str) {
        let (x, y) = self.middle(words);
        let id = self.page.root.id();
        let target = if event == "pointerleave" {
            format!("document.getElementById('{id}')")
        } else {
            format!("document.elementFromPoint({x}, {y})")
        };
        js(&format!(
            "{target}.dispatchEvent(new PointerEvent('{event}', {{bubbles: true, clientX: {x}, clientY: {y}}}))"
        ));
    }

    fn click_at(&self, x: f64, y: f64) {
        let document = self.page.root.owner_document().expect("the fixture is in a document");
        let target =
            document.element_from_point(x as f32, y as f32).expect("something stands there");
        let init = MouseEventInit::new();
        init.set_bubbles(true);
        init.set_cancelable(true);
        init.set_detail(1);
        init.set_client_x(x as i32);
        init.set_client_y(y as i32);
        let event = MouseEvent::new_with_mouse_event_init_dict("click", &init)
            .expect("a click can be made");
        target.dispatch_event(&event).expect("a click can be dispatched");
    }
}

impl Drop for Widget {
    fn drop(&mut self) {
        self.handle.destroy();
        if let Ok(root) = self.panel.get_root_node().dyn_into::<web_sys::ShadowRoot>() {
            root.host().remove();
        }
    }
}

/// The details of events of this name that reach an element, as JSON.
fn listen(element: &Element, name: &'static str) -> (Rc<RefCell<Vec<String>>>, EventListener) {
    let heard: Rc<RefCell<Vec<String>>> = Rc::default();
    let keep = heard.clone();
    let listener = EventListener::new(element, name, move |event| {
        let detail = event
            .dyn_ref::<web_sys::CustomEvent>()
            .map(web_sys::CustomEvent::detail)
            .unwrap_or_default();
        keep.borrow_mut()
            .push(js_sys::JSON::stringify(&detail).map(String::from).unwrap_or_default());
    });
    (heard, listener)
}

#[wasm_bindgen_test]
fn the_right_words_are_painted() {
    let widget = annotate(STORY, "{}");
    assert_eq!(widget.words("quoted"), ["“We will win,”"]);
    assert!(widget.words("actor").contains(&"Ann Lee".to_owned()), "{}", widget.painted());
    assert!(widget.words("cue").iter().any(|cue| cue == "said"), "{}", widget.painted());
}

#[wasm_bindgen_test]
async fn destroy_leaves_the_page_byte_identical_with_every_painter() {
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
fn a_click_on_a_quotation_selects_it_and_a_click_beside_the_text_nothing() {
    let widget = annotate(STORY, "{}");
    let (heard, _listener) = listen(&widget.page.root, "whosaid:select");
    widget.click("will win");
    assert_eq!(
        heard.borrow().last().map(String::as_str),
        Some(r#"{"actor":null,"attribution":0}"#)
    );
    assert_eq!(widget.words("opened"), ["“We will win,”"]);
    assert!(widget.words("chosen").contains(&"Ann Lee".to_owned()), "{}", widget.painted());
    let place = widget.page.root.get_bounding_client_rect();
    widget.click_at(place.right() - 3.0, place.bottom() - 3.0);
    assert_eq!(
        heard.borrow().last().map(String::as_str),
        Some(r#"{"actor":null,"attribution":null}"#)
    );
    assert!(widget.words("chosen").is_empty());
    assert_eq!(heard.borrow().len(), 2);
}

#[wasm_bindgen_test]
fn a_further_click_on_the_same_place_goes_outwards() {
    let widget = annotate(STORY, "{}");
    let (heard, _listener) = listen(&widget.page.root, "whosaid:select");
    for _ in 0..2 {
        widget.click("Ann Lee");
    }
    let heard = heard.borrow();
    assert_eq!(heard.len(), 2, "{heard:?}");
    assert!(heard[0].contains(r#""attribution":null"#), "first the actor: {heard:?}");
    assert!(heard[1].contains(r#""actor":null"#), "then what she is the source of: {heard:?}");
}

#[wasm_bindgen_test]
fn a_click_on_a_link_is_the_pages_own() {
    let widget = annotate(STORY, "{layers: 'actors quotes attitudes'}");
    let (heard, _listener) = listen(&widget.page.root, "whosaid:select");
    widget.click("taxes");
    assert!(heard.borrow().is_empty(), "{:?}", heard.borrow());
}

#[wasm_bindgen_test]
async fn pointing_at_a_name_lights_up_its_other_mentions_and_its_words_until_the_pointer_leaves() {
    let widget = annotate(STORY, "{}");
    let before = widget.painted();
    widget.point("pointermove", "Ann Lee");
    later(100).await;
    assert!(widget.words("pointed").contains(&"Ann Lee".to_owned()), "{}", widget.painted());
    assert!(widget.words("pointed").contains(&"Lee".to_owned()), "{}", widget.painted());
    assert!(widget.words("passage").contains(&"“We will win,”".to_owned()), "{}", widget.painted());
    widget.point("pointerleave", "Ann Lee");
    assert_eq!(widget.painted(), before);
}

#[wasm_bindgen_test]
async fn pointing_while_text_is_being_selected_does_nothing() {
    let widget = annotate(STORY, "{}");
    let before = widget.painted();
    let (x, y) = widget.middle("Ann Lee");
    js(&format!(
        "document.elementFromPoint({x}, {y}).dispatchEvent(new PointerEvent('pointermove', {{bubbles: true, buttons: 1, clientX: {x}, clientY: {y}}}))"
    ));
    later(100).await;
    assert_eq!(widget.painted(), before);
}

#[wasm_bindgen_test]
fn clicks_with_modifiers_made_by_scripts_or_taken_by_the_page_do_nothing() {
    let widget = annotate(STORY, "{}");
    let (heard, _listener) = listen(&widget.page.root, "whosaid:select");
    let (x, y) = widget.middle("will win");
    for init in ["detail: 1, ctrlKey: true", "detail: 1, button: 1", "detail: 0"] {
        js(&format!(
            "document.elementFromPoint({x}, {y}).dispatchEvent(new MouseEvent('click', {{bubbles: true, {init}, clientX: {x}, clientY: {y}}}))"
        ));
    }
    let taken = EventListener::new_with_options(
        &widget.page.find("p:nth-of-type(2)"),
        "click",
        gloo::events::EventListenerOptions::enable_prevent_default(),
        |event| event.prevent_default(),
    );
    widget.click("will win");
    assert!(heard.borrow().is_empty(), "{:?}", heard.borrow());
    drop(taken);
    widget.click("will win");
    assert_eq!(heard.borrow().len(), 1);
}

#[wasm_bindgen_test]
fn pointing_works_while_marks_cut_the_text() {
    let widget = annotate(STORY, "{painter: 'mark'}");
    let (heard, _listener) = listen(&widget.page.root, "whosaid:select");
    widget.click("will win");
    assert_eq!(
        heard.borrow().last().map(String::as_str),
        Some(r#"{"actor":null,"attribution":0}"#)
    );
    assert_eq!(widget.words("opened").concat(), "“We will win,”");
}

#[wasm_bindgen_test]
fn a_listener_may_destroy_the_widget_it_hears() {
    let widget = Rc::new(annotate(STORY, "{}"));
    let inner = widget.clone();
    let _listener =
        EventListener::new(&widget.page.root, "whosaid:select", move |_| inner.handle.destroy());
    widget.click("will win");
    assert_eq!(widget.painted(), "");
    widget.click("will win");
}

#[wasm_bindgen_test]
async fn text_that_changes_loses_its_paint_before_it_is_seen_and_is_then_read_again() {
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
async fn a_node_that_the_page_rewrites_in_place_is_never_painted_wrongly() {
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
    // As hydration does: new nodes, the same text.
    js(&format!(
        "const root = document.querySelector('#{}'); root.replaceChildren(...[...root.childNodes].map((n) => n.cloneNode(true)))",
        widget.page.root.id()
    ));
    later(0).await;
    assert_eq!(widget.painted(), "");
    later(500).await;
    assert_eq!(widget.painted(), before);
    assert!(heard.borrow().is_empty(), "the text is the same, so it was not analysed again");
}

#[wasm_bindgen_test]
async fn a_story_in_a_shadow_root_is_painted_pointed_at_and_watched() {
    let story = format!(
        "<p>“We will win,” Ann Lee said on Friday.</p>{}",
        "<p>Nothing more was said about it.</p>".repeat(3)
    );
    for options in ["{}", "{painter: 'mark'}"] {
        let page = fixture("<x-story></x-story>");
        js(&format!(
            "document.querySelector('#{} x-story').attachShadow({{mode: 'open'}}).innerHTML = '{story}'",
            page.root.id()
        ));
        let widget = annotate_fixture(page, options).unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!(widget.words("quoted").concat(), "“We will win,”", "{options}");
        let sheets = "const host = document.querySelector('x-story'); return host.shadowRoot.adoptedStyleSheets.length";
        assert_eq!(js(sheets).as_f64(), Some(1.0), "{options}");
        widget.click("will win");
        assert!(
            widget.words("chosen").contains(&"Ann Lee".to_owned()),
            "{options}: {}",
            widget.painted()
        );
        js(
            "document.querySelector('x-story').shadowRoot.querySelector('p').textContent = '“Never,” said Carl Fox.'",
        );
        later(0).await;
        assert!(!widget.painted().contains("win"), "{options}: {}", widget.painted());
        later(600).await;
        assert_eq!(widget.words("quoted").concat(), "“Never,”", "{options}");
        widget.handle.destroy();
        assert_eq!(js(sheets).as_f64(), Some(0.0), "{options}");
    }
}

/// Changes a page at random, as scripts of all kinds do, and checks after each change, before
/// anything can be drawn, that each painted range reads as a part of what it stands for. `seed`
/// makes it repeatable; gives how many ranges were checked.
const MUTATE: &str = r#"
    const random = (n) => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return Math.floor(seed / 4294967296 * n); };
    const plain = (text) => text.replace(/\u00ad/g, '').replace(/\s+/g, ' ');
    const known = { actor: [], quoted: [], reported: [], cue: [], pointed: [], chosen: [], passage: [], faint: [] };
    const learn = () => {
        const text = textOf(), analysis = analysisOf();
        const all = (spans) => spans.map(([a, b]) => plain(text.slice(a, b)));
        known.actor = known.faint = analysis.actors.flatMap((a) => all(a.mentions.map((m) => m.span)));
        known.quoted = known.reported = known.passage = analysis.attributions.flatMap((a) => all(a.content));
        known.cue = analysis.attributions.flatMap((a) => all(a.cue));
        known.pointed = known.chosen = known.actor.concat(known.cue, analysis.attributions.flatMap((a) => all(a.source)));
    };
    let checked = 0;
    const check = (what) => {
        const painted = [...CSS.highlights].filter(([name]) => name.startsWith(`whosaid-${id}-`)).flatMap(([name, h]) => [...h].map((r) => [name.split('-')[2], r.startContainer.data.slice(r.startOffset, r.endOffset)]));
        for (const mark of root.querySelectorAll(`mark[data-whosaid="${id}"]`)) for (const layer of mark.dataset.whosaidLayers.split(' ')) painted.push([layer.split('-')[0], mark.textContent]);
        for (const [layer, words] of painted) {
            checked += 1;
            if (!known[layer].some((span) => span.includes(plain(words)))) throw new Error(`after ${what}: ${layer} is painted on "${words}"`);
        }
    };
    const texts = () => { const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT); const found = []; while (walk.nextNode()) found.push(walk.currentNode); return found; };
    const any = (list) => list[random(list.length)];
    const blocks = () => [...root.querySelectorAll('p, li, blockquote')];
    const said = ['“We will lose,” Bob Stone said. ', 'Qux ', 'x', '🌷', '“No,” she said.', '\u00ad', ' '];
    const away = [];
    const changes = {
        insert: () => { const t = any(texts()); t?.insertData(random(t.length + 1), any(said)); },
        cut: () => { const t = any(texts()); t?.deleteData(random(t.length), 1 + random(5)); },
        swap: () => { const t = any(texts()); t?.replaceData(random(t.length), 3, 'abc'); },
        split: () => { const t = any(texts()); if (t?.length > 1) t.splitText(1 + random(t.length - 1)); },
        join: () => any(blocks())?.normalize(),
        wrap: () => { const t = any(texts()); if (t) { const b = document.createElement('b'); t.replaceWith(b); b.append(t); } },
        clone: () => { const b = any(blocks()); b?.replaceWith(b.cloneNode(true)); },
        move: () => { const b = any(blocks()); const to = any(blocks()); if (b && to && !b.contains(to)) to.after(b); },
        take: () => { const b = any(blocks()); if (b && blocks().length > 4) { b.remove(); away.push(b); } },
        back: () => { const b = away.pop(); if (b) root.append(b); },
        rewrite: () => { const b = any(blocks()); if (b) b.textContent = any(said) + (b.textContent ?? '').slice(random(20)); },
        add: () => { const p = document.createElement('p'); p.textContent = '“The vote is over,” Dora Hill told the council.'; root.append(p); },
        hide: () => { const b = any(blocks()); if (b) b.hidden = !b.hidden; },
        undress: () => { const m = any([...root.querySelectorAll('mark, b, i')]); if (m) m.replaceWith(...m.childNodes); },
        refill: () => { const b = any(blocks()); if (b) b.innerHTML = b.innerHTML; },
        all: () => root.replaceChildren(...[...root.childNodes].map((n) => n.cloneNode(true))),
    };
    // Neither paint nor its going changes a word, whatever was done to the nodes that hold them.
    const rewriting = ['insert', 'cut', 'swap', 'rewrite'];
    const keep = (words, what) => { if (root.textContent !== words) throw new Error(`${what}: "${words}" became "${root.textContent}"`); };
    root.addEventListener('whosaid:ready', learn);
    learn();
    for (let n = 0; n < count; n++) {
        const many = 1 + random(3);
        const done = [];
        for (let i = 0; i < many; i++) { const name = any(Object.keys(changes)); done.push(name); changes[name](); }
        let words = root.textContent;
        await null;
        check(`${n}: ${done}`);
        if (!done.some((name) => rewriting.includes(name))) keep(words, `${n}: ${done}`);
        words = root.textContent;
        if (random(15) === 0) { await new Promise((go) => setTimeout(go, 240)); check('a while'); keep(words, 'a while'); }
    }
    return checked;
"#;

#[wasm_bindgen_test]
async fn whatever_the_page_does_nothing_is_painted_on_wrong_text() {
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
        // Whatever it has become, it is annotated as it is now, and stays so.
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
async fn five_thousand_changes_cost_little_however_long_the_article_is() {
    let filler = "<p>“We will win,” Ann Lee said on Friday. The minister, Bob Stone, said that taxes would rise in May.</p>".repeat(300);
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
fn options_can_be_changed() {
    let widget = annotate(STORY, "{layers: 'actors'}");
    assert!(widget.words("quoted").is_empty());
    let update = |options: &str| {
        widget
            .handle
            .update(&js(&format!("return ({options})")))
            .unwrap_or_else(|e| panic!("{:?}", JsValue::from(e)))
    };
    update("{layers: {quotes: true, actors: false}}");
    assert_eq!(widget.words("quoted"), ["“We will win,”"]);
    assert!(widget.words("actor").is_empty());
    update("{painter: 'mark'}");
    assert_eq!(widget.page.root.query_selector_all("mark").map(|l| l.length() > 0), Ok(true));
    assert_eq!(widget.words("quoted").concat(), "“We will win,”");
    update("{painter: 'highlight'}");
    assert_eq!(widget.page.root.query_selector_all("mark").map(|l| l.length()), Ok(0));
    update("{layers: ''}");
    assert_eq!(widget.painted(), "");
}

#[wasm_bindgen_test]
fn wrong_options_are_refused_by_name_and_nothing_is_done() {
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
fn an_element_that_is_not_in_the_page_yet_is_annotated_all_the_same() {
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

#[wasm_bindgen_test]
fn several_widgets_on_a_page_do_not_disturb_each_other() {
    let first = annotate(STORY, "{}");
    let second = annotate(STORY, "{}");
    let before = second.painted();
    assert_eq!(first.painted(), before);
    first.handle.destroy();
    assert_eq!((first.painted().as_str(), second.painted()), ("", before));
}

#[wasm_bindgen_test]
async fn selecting_scrolls_to_it_but_not_where_it_is_in_view() {
    let filler = "<p>Nothing happens here at all.</p>".repeat(80);
    let scrolled = || js("return scrollY").as_f64().unwrap_or_default();
    let widget = annotate(&format!("{filler}{STORY}{filler}"), "{}");
    let _ = wasm_bindgen_futures::JsFuture::from(widget.handle.ready()).await;
    js(
        "window.__win = scrollBy; window.scrollBy = (o) => __win.call(window, {...o, behavior: 'instant'})",
    );
    js("scrollTo(0, 0)");
    let (heard, _listener) = listen(&widget.page.root, "whosaid:select");
    let select = |id: &str| {
        widget
            .handle
            .select(&js(&format!("return {id}")))
            .unwrap_or_else(|e| panic!("{:?}", JsValue::from(e)))
    };
    select("0");
    let there = scrolled();
    assert!(there > 200.0, "scrolled to {there}");
    let (_, y) = widget.middle("will win");
    let height = js("return innerHeight").as_f64().unwrap_or_default();
    assert!(y > 0.0 && y < height * 0.6, "seen at {y} of {height}");
    select("0");
    assert_eq!(scrolled(), there, "it is in view already");
    select("null");
    assert_eq!(heard.borrow().len(), 3);
    js("window.scrollBy = __win; scrollTo(0, 0)");
}

#[wasm_bindgen_test]
fn a_passage_in_a_box_that_scrolls_is_brought_into_the_box() {
    let filler = "<p>Nothing happens here at all.</p>".repeat(30);
    let widget = annotate(
        &format!("<div style='height:120px;overflow-y:auto'>{filler}{STORY}{filler}</div>"),
        "{}",
    );
    js(
        "window.__el = Element.prototype.scrollBy; Element.prototype.scrollBy = function (o) { __el.call(this, {...o, behavior: 'instant'}) }",
    );
    widget.handle.select(&js("return 0")).unwrap_or_else(|e| panic!("{:?}", JsValue::from(e)));
    js("Element.prototype.scrollBy = __el");
    let frame = widget.page.find("div").get_bounding_client_rect();
    let (_, y) = widget.middle("will win");
    assert!(
        frame.top() <= y && y <= frame.bottom(),
        "{y} is not within {}..{}",
        frame.top(),
        frame.bottom()
    );
}

#[wasm_bindgen_test]
async fn what_is_selected_and_destroyed_at_once_leaves_nothing() {
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
async fn what_is_destroyed_while_it_is_read_leaves_nothing() {
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
async fn a_long_text_that_changes_while_it_is_read_is_painted_as_it_reads_at_the_end() {
    let long = long_story(60);
    for wait in [0, 2, 10, 40, 120] {
        let widget = annotate(&long, "{}");
        later(wait).await;
        js(&format!(
            "const root = document.querySelector('#{}'); root.children[20].textContent = 'Nothing is said here. “Never,” said Carl Fox.'; root.children[30].remove()",
            widget.page.root.id()
        ));
        JsFuture::from(widget.handle.ready()).await.expect("it is read");
        later(1500).await;
        // Of a text as long as this only what is near the screen is registered, but on paper.
        js("dispatchEvent(new Event('beforeprint'))");
        let (text, words) = (widget.handle.text(), widget.words("quoted"));
        js("dispatchEvent(new Event('afterprint'))");
        assert_eq!(text, TextMap::read(&widget.page.root).text(), "{wait}");
        assert_eq!(words.len(), text.matches('“').count(), "{wait}");
        assert!(words.contains(&"“Never,”".to_owned()), "{wait}: {words:?}");
    }
}

/// The colours of the rules that this widget's style sheet has for a layer's property.
fn colour_of(layer: &str, property: &str) -> Option<whosaid::page::Colour> {
    let script = format!(
        "const rules = [...document.adoptedStyleSheets].flatMap((s) => [...s.cssRules]).filter((r) => r.selectorText?.endsWith('{layer})'));
         return rules.map((r) => r.style.getPropertyValue('{property}')).filter(Boolean).at(-1) ?? ''"
    );
    whosaid::page::Colour::parse(&js(&script).as_string()?).map(|(colour, _)| colour)
}

#[wasm_bindgen_test]
async fn tints_fit_the_page_and_follow_it_when_it_turns_dark() {
    let html = format!("<div id='skin' style='background:#fff;color:#222'>{STORY}</div>");
    let widget = annotate(&html, "{}");
    let light = colour_of("actor-0", "background-color").expect("actors have a tint");
    assert!(
        light.contrast(whosaid::page::Colour::hex(0x222222)) >= 4.5 && light.luminance() > 0.4,
        "{light:?}"
    );
    widget
        .page
        .find("#skin")
        .set_attribute("style", "background:#111;color:#ddd")
        .expect("a style can be set");
    later(700).await;
    let dark = colour_of("actor-0", "background-color").expect("actors have a tint");
    assert!(
        dark.contrast(whosaid::page::Colour::hex(0xdddddd)) >= 4.5 && dark.luminance() < 0.2,
        "{dark:?}"
    );
}

#[wasm_bindgen_test]
fn the_background_is_what_is_seen_behind_the_text() {
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
        assert_eq!(
            whosaid::page::backdrop(&page.root, &TextMap::read(&page.root)).is_dark(),
            dark,
            "{style}"
        );
    }
}

// ---- analyze ----

async fn analysis_of(text: &JsValue) -> JsValue {
    // As the generated glue does: what JavaScript passes becomes UTF-8.
    let analysis = widget::analyze(text.as_string().expect("a string"), JsValue::UNDEFINED).await;
    analysis.unwrap_or_else(|e| panic!("{:?}", JsValue::from(e)))
}

#[wasm_bindgen_test]
async fn spans_count_utf16_units_also_past_emoji_and_lone_surrogates() {
    for start in ["\u{1f337}\u{1f337}", "\\ud800\\ud800x", "\\udc00 \\ud83d", "e\\u0301\\0"] {
        let script = format!(
            "const text = '{start}\\n\\n“We will win,” Ann Lee said on Friday in the capital.'; return text"
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
async fn an_analysis_is_a_plain_object_as_the_contract_says() {
    let analysis = analysis_of(&"“We will win,” Ann Lee said on Friday.".into()).await;
    let json = js_sys::JSON::stringify(&analysis)
        .map(String::from)
        .expect("a plain object can be written as JSON");
    assert!(json.starts_with(r#"{"schema":1,"notice":null,"title":"#), "{json}");
    assert!(json.contains(r#""content":[[0,14]]"#), "{json}");
}
