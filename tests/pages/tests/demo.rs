//! The demo as it is shipped.

mod common;

use common::has_focus;
use common::settled;
use pages::{Engine, Key, Page, Running, site};
use serde_json::{Value, json};

/// The demo with its sample annotated.
fn demo() -> (Running, Page) {
    let server = site().start();
    let page = Page::open(&server.address()).unwrap();
    annotated(&page);
    (server, page)
}

fn annotated(page: &Page) {
    page.wait_for("document.querySelector('who-said').analysis && CSS.highlights.size > 0")
        .unwrap();
}

/// The visible characters of the article that carry highlights of these strokes, and those that
/// should by the analysis. Indexes do not count white space, so that separators of paragraphs do
/// not matter.
fn painted_and_expected(page: &Page, strokes: &[&str], expected: &str) -> (Value, Value) {
    let script = r##"
        const [strokes] = args;
        const { analysis, text } = document.querySelector("who-said");
        const solid = (string, end) => string.slice(0, end).replace(/\s/g, "").length;
        const nodes = texts(deep("#article"));
        const whole = nodes.map(({ node }) => node.data).join("");
        if (whole.replace(/\s/g, "") !== text.replace(/\s/g,
        "")) throw new Error("the widget read another text than the page shows");
        const at = (node, offset) => {
          const found = nodes.find((entry) =>
          entry.node === node) ?? fail("a highlight begins or ends outside the article's text");
          return solid(whole, found.offset + offset);
        };
        const painted = new Set(), wanted = new Set();
        for (const [name, highlight] of CSS.highlights) {
          if (!strokes.includes(name.split("-")[2])) continue;
          for (const { startContainer, startOffset, endContainer, endOffset } of highlight) {
            for (let i = at(startContainer, startOffset); i < at(endContainer, endOffset);
            i++) painted.add(i);
          }
        }
        const statements = analysis.attributions.filter(({ tier }) => tier === "statement");
        const spans = EXPECTED;
        for (const [start, end] of spans) for (let i = solid(text, start); i < solid(text, end);
        i++) wanted.add(i);
        return [painted, wanted].map((set) => [...set].sort((a, b) => a - b));
    "##;
    let mut pair = page.script(&script.replace("EXPECTED", expected), &[json!(strokes)]).unwrap();
    (pair[0].take(), pair[1].take())
}

/// Has every mention of every actor painted.
fn show_all_mentions(page: &Page) {
    let layers = "document.querySelector('who-said').setAttribute('layers', \
                  'actors mentions quotes');";
    page.script(layers, &[]).unwrap();
    settled(page);
}

#[test]
fn demo_is_read() {
    common::read_demo(Engine::Chromium);
}

#[test]
fn highlights_lie_on_exactly_the_analysed_words() {
    let (_server, page) = demo();
    show_all_mentions(&page);
    let (painted, expected) = painted_and_expected(
        &page,
        &["actor"],
        "analysis.actors.flatMap(({ mentions }) => mentions.map(({ span }) => span))",
    );
    assert!(expected.as_array().unwrap().len() > 100, "the sample has actors");
    assert_eq!(painted, expected, "mentions");
    let (painted, expected) = painted_and_expected(
        &page,
        &["quoted", "reported"],
        "statements.flatMap(({ content }) => content)",
    );
    assert!(expected.as_array().unwrap().len() > 300, "the sample has statements");
    assert_eq!(painted, expected, "contents");
}

#[test]
fn click_on_quotation_shows_its_speaker() {
    let (_server, page) = demo();
    // For each statement with quoted words and a speaker: one of its words, the number of the
    // occurrence, and the speaker's name. The word lies in no mention and no other statement, as a
    // click would select those.
    let quotations = page
        .script(
            r##"const { analysis, text } = document.querySelector("who-said");
               const within = (spans, [from, to]) => spans.some(([start, end]) => from < end &&
               start < to);
               const mentions = analysis.actors.flatMap(({ mentions }) => mentions.map(({ span }) =>
               span));
               return analysis.attributions
                 .filter(({ kind, tier, speakers }) => kind !== "indirect" &&
                 tier === "statement" && speakers.length)
                 .flatMap(({ id, inside, content, speakers: [speaker] }) => {
                   // A click selects the innermost statement: those around it don't count.
                   const around = [id];
                   for (let at = inside; at !== null; at = analysis.attributions[at].inside)
                     around.push(at);
                   const others = analysis.attributions.filter((other) =>
                   !around.includes(other.id)).flatMap(({ content, cue }) => [...content, ...cue]);
                   const words = content.flatMap(([start, end]) =>
                     [...text.slice(start, end).matchAll(/\p{L}{4,}/gu)].map((word) =>
                     [start + word.index, start + word.index + word[0].length]));
                   const free = words.find((word) => !within(mentions, word) && !within(others,
                   word));
                   if (!free) return [];
                   const word = text.slice(...free);
                   return [[word, text.slice(0, free[0]).split(word).length - 1,
                   analysis.actors[speaker].name]];
                 });"##,
            &[],
        )
        .unwrap();
    let quotations = quotations.as_array().unwrap();
    assert!(quotations.len() >= 3, "the sample has quotations with speakers: {quotations:?}");
    for quotation in quotations {
        let (word, occurrence, speaker) = (
            quotation[0].as_str().unwrap(),
            quotation[1].as_u64().unwrap() as usize,
            quotation[2].as_str().unwrap(),
        );
        page.click_text("#article", word, occurrence).unwrap();
        let condition = format!(
            "[...deepAll('.card'), ...deepAll('.selected > .row')].some((shown) => \
             shown.textContent.toLowerCase().includes({}))",
            json!(speaker.to_lowercase())
        );
        page.wait_for(&condition).unwrap_or_else(|trouble| {
            panic!("a click on \"{word}\" should show {speaker}: {trouble}")
        });
        page.press(Key::Escape).unwrap();
        page.wait_for("deepAll('.card').length === 0").unwrap();
    }
}

#[test]
fn keyboard_goes_from_panel_to_card_and_back() {
    let (_server, page) = demo();
    let focus_is_in = |selector: &str| has_focus(&page, selector);
    let press_until = |key: Key, what: &str, there: &dyn Fn() -> bool| {
        for _ in 0..80 {
            page.press(key).unwrap();
            if there() {
                return;
            }
        }
        panic!("{key:?} never reached {what}; the focus is on {:?}", page.focus().unwrap());
    };
    // Into the panel, and on to the first entry of its list.
    press_until(Key::Tab, "the panel", &|| focus_is_in(".panel"));
    press_until(Key::Tab, "an entry", &|| {
        focus_is_in("[role=tabpanel] li") || focus_is_in("[role=tabpanel] [role=listitem]")
    });
    let entry = page.focus().unwrap();
    page.press(Key::Enter).unwrap();
    page.wait_for("deepAll('.card').length > 0").unwrap();
    press_until(Key::Tab, "the card", &|| focus_is_in(".card"));
    press_until(Key::BackTab, "the entry again", &|| !focus_is_in(".card"));
    assert_eq!(page.focus().unwrap().tag, entry.tag);
    assert!(focus_is_in(".panel"));
    // Tab leaves the panel at its end.
    press_until(Key::Tab, "the page behind the panel", &|| !page.focus().unwrap().in_shadow);
}

#[test]
fn demo_requests_nothing_after_load_and_has_no_errors() {
    let (server, page) = demo();
    let loaded = page.requests().unwrap();
    for needed in ["/whosaid.js", "/engine/whosaid.js", "/engine/whosaid_bg.wasm"] {
        assert!(loaded.contains(&server.url(needed)), "{needed} is loaded: {loaded:?}");
    }
    let elsewhere: Vec<_> = loaded
        .iter()
        .filter(|address| !address.starts_with(&server.address()) && !address.starts_with("data:"))
        .collect();
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
    // A reader points, clicks, presses Tab and reads a text of their own.
    page.point_at_text("#article", "Kerry", 0).unwrap();
    page.click_text("#article", "making progress", 0).unwrap();
    for _ in 0..10 {
        page.press(Key::Tab).unwrap();
    }
    // The card lies over the button.
    page.press(Key::Escape).unwrap();
    page.wait_for("deepAll('.card').length === 0").unwrap();
    page.click("#try").unwrap();
    page.write(
        "\"We will not leave,\" Mayor Ann Lee of Springfield told reporters on Friday.\nShe said \
         that taxes would rise.",
    )
    .unwrap();
    page.click("#paste [type=submit]").unwrap();
    page.wait_for("document.querySelector('who-said').text?.includes('Springfield')").unwrap();
    annotated(&page);
    assert_eq!(page.requests().unwrap(), Vec::<String>::new());
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
    show_all_mentions(&page);
    let (painted, expected) = painted_and_expected(
        &page,
        &["actor"],
        "analysis.actors.flatMap(({ mentions }) => mentions.map(({ span }) => span))",
    );
    assert_eq!(painted, expected, "mentions of the pasted text");
}

#[test]
fn pasted_markup_is_shown_as_text() {
    let (_server, page) = demo();
    page.click("#try").unwrap();
    page.write(
        "<img src=x onerror=\"document.title='run'\"> Ann Lee said on Friday that <b>taxes</b> \
         would rise.",
    )
    .unwrap();
    page.click("#paste [type=submit]").unwrap();
    page.wait_for("document.querySelector('#article').textContent.includes('onerror')").unwrap();
    page.wait_for("document.querySelector('who-said').text?.includes('onerror')").unwrap();
    assert_eq!(
        page.script(
            "return [document.title === 'run', \
             document.querySelectorAll('#article img, #article b').length];",
            &[]
        )
        .unwrap(),
        json!([false, 0])
    );
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

#[test]
fn removed_widget_leaves_demo_article_as_sent() {
    let (_server, page) = demo();
    page.click_text("#article", "making progress", 0).unwrap();
    page.script("document.querySelector('who-said').remove();", &[]).unwrap();
    let same = page
        .script(
            "const sent = new DOMParser().parseFromString(await (await \
             fetch('/index.html')).text(), 'text/html');
             return [document.querySelector('#article').outerHTML === \
             sent.querySelector('#article').outerHTML, CSS.highlights.size, \
             document.adoptedStyleSheets.length];",
            &[],
        )
        .unwrap();
    assert_eq!(same, json!([true, 0, 0]));
}

#[test]
fn sample_and_own_text_survive_a_reload() {
    let server = site().start();
    let page = Page::open(&server.url("/?sample=facebook-2019")).unwrap();
    let shown = |words: &str| {
        let text = format!("document.querySelector('who-said').text?.includes('{words}')");
        page.wait_for(&format!("!window.before && {text}")).unwrap();
    };
    let reload = || {
        page.script("window.before = true; setTimeout(() => location.reload());", &[]).unwrap();
    };
    shown("Glawischnig");
    page.script(
        "deep('#samples').value = 'sample-syria-2019'; \
         deep('#samples').dispatchEvent(new Event('change', { bubbles: true }));",
        &[],
    )
    .unwrap();
    shown("Graham");
    assert_eq!(page.script("return location.search;", &[]).unwrap(), "?sample=syria-2019");
    reload();
    shown("Graham");
    page.click("#try").unwrap();
    page.click("#text").unwrap();
    page.write("“Taxes will rise,” Mayor Ann Lee said on Friday.").unwrap();
    page.click("#paste .primary").unwrap();
    shown("Ann Lee");
    assert_eq!(page.script("return location.search;", &[]).unwrap(), "");
    reload();
    shown("Ann Lee");
    assert_eq!(page.script("return deep('#samples').value;", &[]).unwrap(), "own");
}

#[test]
fn another_sample_is_read_and_credited() {
    let (_server, page) = demo();
    page.requests().unwrap();
    let names = page
        .script("return [...deep('#samples').options].map((option) => option.text);", &[])
        .unwrap();
    assert!(names.as_array().unwrap().len() >= 3, "{names}");
    page.script(
        "deep('#samples').selectedIndex = 1; \
         deep('#samples').dispatchEvent(new Event('change', { bubbles: true }));",
        &[],
    )
    .unwrap();
    page.wait_for("document.querySelector('who-said').text?.includes('Murphy')").unwrap();
    annotated(&page);
    page.wait_for(
        "/\\d+\\sstatements?,\\s.*\\sread\\sin\\s[\\d.]+\\sms/.test(deep('#status').textContent)",
    )
    .unwrap();
    let credit = page
        .script(
            "return [deep('#credit').textContent, deep('#credit a:last-child')?.href ?? \
             deep('#credit').lastElementChild.href];",
            &[],
        )
        .unwrap();
    assert!(
        credit[0].as_str().unwrap().contains("Wikinews")
            && credit[0].as_str().unwrap().contains("CC BY 2.5"),
        "{credit}"
    );
    show_all_mentions(&page);
    let (painted, expected) = painted_and_expected(
        &page,
        &["actor"],
        "analysis.actors.flatMap(({ mentions }) => mentions.map(({ span }) => span))",
    );
    assert_eq!(painted, expected, "mentions");
    // A pasted text replaces the sample and its licence; the sample can be restored.
    page.click("#try").unwrap();
    page.write("Taxes will rise, Mayor Ann Lee said on Friday.").unwrap();
    page.click("#paste [type=submit]").unwrap();
    page.wait_for(
        "document.querySelector('who-said').text?.includes('Ann Lee') && deep('#credit').hidden",
    )
    .unwrap();
    page.click("#try").unwrap();
    page.click("#sample").unwrap();
    page.wait_for(
        "document.querySelector('who-said').text?.includes('Murphy') && !deep('#credit').hidden",
    )
    .unwrap();
    assert_eq!(page.requests().unwrap(), Vec::<String>::new(), "all samples came with the page");
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}
