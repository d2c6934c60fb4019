//! Pages as they live: each test opens the smallest page that showed a fault, in `html/cases`.

mod common;

use common::{annotated, no_errors, settled, value};
use pages::{Page, Reply, Running, Screen, site};
use serde_json::{Value, json};

/// Serves a page of `html/cases`.
fn serve(html: &str) -> Running {
    site().reply("/case.html", Reply::html(html)).start()
}

/// Opens a page of `html/cases`, annotated.
fn open(html: &str) -> (Running, Page) {
    let server = serve(html);
    let page = Page::open(&server.url("/case.html")).unwrap();
    annotated(&page);
    settled(&page);
    (server, page)
}

/// Lets the page rest for some milliseconds.
fn wait(page: &Page, ms: u64) {
    page.script("await new Promise((go) => setTimeout(go, args[0]));", &[json!(ms)]).unwrap();
}

/// Selects the first quotation with these words, and waits until the page is still.
fn select(page: &Page, words: &str) {
    page.script(
        "const widget = document.querySelector('who-said');
         const { analysis: { attributions }, text } = widget;
         const at = text.indexOf(args[0]);
         widget.select(attributions.find(({ content }) =>
           content.some(([start, end]) => start <= at && at < end)).id);
         let [last, still] = [NaN, 0];
         while (still < 12) {
           await new Promise((go) => requestAnimationFrame(go));
           const { left, top } = rangeOf(deep('#story'), args[0], 0).getBoundingClientRect();
           still = left + top === last ? still + 1 : 0;
           last = left + top;
         }",
        &[json!(words)],
    )
    .unwrap();
}

/// True if the middle of the first line of some words is what a reader sees there.
fn is_seen(page: &Page, words: &str) -> Value {
    page.script(
        "const { left, top, width, height } = rangeOf(deep('#story'), args[0], 0)
           .getClientRects()[0];
         const [x, y] = [left + width / 2, top + height / 2];
         const seen = document.elementFromPoint(x, y);
         return !!seen && deep('#story').contains(seen) && seen !== deep('#story').parentElement;",
        &[json!(words)],
    )
    .unwrap()
}

#[test]
fn words_that_the_page_removed_stay_away_under_marks() {
    let (_server, page) = open(include_str!("html/cases/removed-node.html"));
    let text = page.script(
        "const p = document.querySelector('#p');
         const before = p.textContent;
         p.removeChild(p.firstChild);
         await new Promise((go) => setTimeout(go, 800));
         const during = p.textContent;
         document.querySelector('who-said').remove();
         return [before, during, p.textContent];",
        &[],
    );
    let left = "“We lost it,” said Ruth Amsel.";
    let all = format!("Ruth Amsel told reporters that she had seen it. {left}");
    assert_eq!(text.unwrap(), json!([all, left, left]));
}

#[test]
fn nodes_that_the_page_keeps_and_puts_back_stand_once_under_marks() {
    let (_server, page) = open(include_str!("html/cases/kept-children.html"));
    let text = page.script(
        "const p = document.querySelector('#p'), kept = [...p.childNodes];
         p.replaceChildren('x');
         await new Promise((go) => setTimeout(go, 1000));
         p.replaceChildren(...kept);
         await new Promise((go) => setTimeout(go, 800));
         const during = p.textContent;
         document.querySelector('who-said').remove();
         return [kept.length, during, p.textContent];",
        &[],
    );
    let line = "“We lost it,” said Ruth Amsel.";
    assert_eq!(text.unwrap(), json!([1, line, line]));
}

#[test]
fn capitals_of_the_style_stay_under_marks() {
    let (_server, page) = open(include_str!("html/cases/capitalize.html"));
    let shown = value(&page, "document.querySelector('h1').innerText");
    assert_eq!(shown, json!("The Mayor Warned Of Floods In Town"));
    assert_eq!(value(&page, "deepAll('.marks path').length > 0"), json!(true));
}

#[test]
fn an_observer_that_unwraps_marks_finds_none() {
    let html = include_str!("html/cases/capitalize.html").replacen(
        "<article",
        "<script>window.unwrapped = 0; new MutationObserver(() => {
           for (const mark of document.querySelectorAll('mark')) {
             unwrapped += 1;
             mark.replaceWith(...mark.childNodes);
           }
         }).observe(document, { childList: true, subtree: true });</script><article",
        1,
    );
    let (_server, page) = open(&html);
    wait(&page, 1000);
    assert_eq!(value(&page, "[unwrapped, deepAll('.marks path').length > 0]"), json!([0, true]));
}

/// The share of the columns below some words in which the page looks otherwise with other layers.
fn drawn_below(page: &Page, words: &str, layers: [&str; 2]) -> f64 {
    let pictures = layers.map(|layers| {
        let script = "document.querySelector('who-said').setAttribute('layers', args[0]);";
        page.script(script, &[json!(layers)]).unwrap();
        settled(page);
        settled(page);
        json!(page.screenshot().unwrap())
    });
    let [without, with] = pictures;
    let script = include_str!("engines/difference.js");
    page.script(script, &[json!(words), without, with]).unwrap().as_f64().unwrap()
}

#[test]
fn lines_are_seen_where_the_next_line_of_text_is_close() {
    let (_server, page) = open(include_str!("html/cases/tight-lines.html"));
    for height in ["1", "1.1", "normal", "1.6"] {
        let script = "document.querySelector('#story').style.lineHeight = args[0];
            document.body.className = args[0];";
        page.script(script, &[json!(height)]).unwrap();
        wait(&page, 700);
        let share = drawn_below(&page, "This is the first reason", ["actors", "actors quotes"]);
        assert!(share > 0.9, "line-height {height}: {share} of the line is seen");
    }
}

#[test]
fn each_of_two_widgets_can_be_reached() {
    let (_server, page) = open(include_str!("html/cases/two-widgets.html"));
    page.wait_for("deepAll('.launcher').length === 2").unwrap();
    let overlap = "const [a, b] = deepAll('.launcher').map((l) => l.getBoundingClientRect());
        return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;";
    for width in [1280, 400] {
        page.set_screen(Screen { width, height: 800, dark: false }).unwrap();
        settled(&page);
        assert_eq!(page.script(overlap, &[]).unwrap(), json!(false), "{width}");
    }
    page.set_screen(Screen { width: 1280, height: 800, dark: false }).unwrap();
    page.click(".launcher").unwrap();
    page.wait_for("deepAll('.panel').length === 1 && deepAll('.launcher').length === 1").unwrap();
    page.click(".launcher").unwrap();
    // The panel that was open has shut, as both stand in the same place.
    page.wait_for("deepAll('.panel').length === 1 && deepAll('.launcher').length === 1").unwrap();
    page.click(".panel .close").unwrap();
    page.wait_for("deepAll('.launcher').length === 2").unwrap();
    for at in [0, 1] {
        let reach = "reachable(deepAll('.launcher')[args[0]]);";
        page.script(reach, &[json!(at)]).unwrap();
    }
    page.script("document.querySelectorAll('who-said').forEach((widget) => widget.remove());", &[])
        .unwrap();
    no_errors(&page);
}

#[test]
fn a_jump_lands_below_a_header_that_stays() {
    let html = include_str!("html/cases/scroll-padding.html");
    // The page that says so itself, and one whose header only is there.
    for html in [html.to_owned(), html.replace("html{scroll-padding-top:330px}", "")] {
        let (_server, page) = open(&html);
        select(&page, "We lost it");
        assert_eq!(is_seen(&page, "We lost it"), json!(true));
        let top = "rangeOf(deep('#story'), 'We lost it', 0).getBoundingClientRect().top";
        assert!(value(&page, top).as_f64().is_some_and(|top| (320.0..800.0).contains(&top)));
    }
}

#[test]
fn a_jump_arrives_where_the_page_draws_only_what_is_near() {
    let (_server, page) = open(include_str!("html/cases/content-visibility.html"));
    for words in ["This is reason number 60", "This is reason number 5 "] {
        select(&page, words);
        assert_eq!(is_seen(&page, words), json!(true), "{words}");
    }
}

#[test]
fn columns_are_scrolled_sideways_to_a_passage() {
    let (_server, page) = open(include_str!("html/cases/sideways.html"));
    select(&page, "We lost it");
    assert_eq!(is_seen(&page, "We lost it"), json!(true));
}

#[test]
fn a_story_in_a_modal_dialog_can_be_used() {
    let server = serve(include_str!("html/cases/modal.html"));
    let page = Page::open(&server.url("/case.html")).unwrap();
    page.wait_for("document.querySelector('who-said')?.shadowRoot || deepAll('.launcher').length")
        .unwrap();
    // It is opened later, by a script.
    wait(&page, 800);
    let before = value(&page, "document.querySelector('#d').innerHTML.includes('who-said')");
    page.script("document.querySelector('#d').showModal();", &[]).unwrap();
    let analysis = "document.querySelector('body > who-said').analysis";
    page.wait_for(&format!("{analysis}?.attributions.length > 0")).unwrap();
    page.click_text("#story", "We lost it", 0).unwrap();
    page.wait_for("deepAll('.card').length === 1").unwrap();
    page.click(".card .close").unwrap();
    page.click(".launcher").unwrap();
    page.wait_for("deepAll('.panel').length === 1").unwrap();
    page.click(".panel .close").unwrap();
    page.script("document.querySelectorAll('body > who-said').forEach((w) => w.remove());", &[])
        .unwrap();
    assert_eq!(before, json!(true), "the interface stands in the dialog");
    assert_eq!(value(&page, "document.querySelectorAll('who-said').length"), json!(0));
}

#[test]
fn the_map_at_the_edge_covers_no_text() {
    let (_server, page) = open(include_str!("html/cases/map-over-text.html"));
    wait(&page, 300);
    let shown = "getComputedStyle(deep('.map')).display !== 'none'";
    assert_eq!(value(&page, shown), json!(false), "text begins 8 px from the edge");
    page.script("document.body.style.marginLeft = '40px';", &[]).unwrap();
    page.wait_for(shown).unwrap();
}

#[test]
fn paint_comes_back_where_the_page_replaces_its_style_sheets() {
    let (_server, page) = open(include_str!("html/cases/sheets-replaced.html"));
    let sheets = "[...document.adoptedStyleSheets].filter((sheet) =>
        [...sheet.cssRules].some((rule) => rule.cssText.includes('whosaid'))).length";
    wait(&page, 1500);
    assert!(value(&page, sheets).as_u64().is_some_and(|count| count > 0));
    // Once more, with nothing else happening on the page.
    let gone = "document.adoptedStyleSheets = []; return document.adoptedStyleSheets.length;";
    assert_eq!(page.script(gone, &[]).unwrap(), json!(0));
    page.wait_for(&format!("{sheets} > 1")).unwrap();
}
