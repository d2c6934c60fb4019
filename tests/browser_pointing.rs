//! Pointing, clicking and selecting in a browser, and scrolling to the selected passage.
#![cfg(target_arch = "wasm32")]

mod browser;

use std::rc::Rc;

use browser::widget::{STORY, annotate, listen};
use browser::{js, later};
use gloo::events::EventListener;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn a_click_on_a_quotation_selects_it_and_one_beside_deselects() {
    let widget = annotate(STORY, "{}");
    let (heard, _listener) = listen(&widget.page.root, "whosaid:select");
    widget.click("will win");
    assert_eq!(
        heard.borrow().last().map(String::as_str),
        Some(r#"{"actor":null,"attribution":0}"#)
    );
    // A mention of the speaker has the speaker's own tint, and no second one under it.
    assert_eq!(widget.words("opened"), ["“", " will win,”", "said"]);
    assert!(widget.words("chosen").contains(&"We".to_owned()), "{}", widget.painted());
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
fn a_second_click_selects_the_next_outer_item() {
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
fn a_click_on_a_link_selects_nothing() {
    let widget = annotate(STORY, "{layers: 'actors quotes attitudes'}");
    let (heard, _listener) = listen(&widget.page.root, "whosaid:select");
    widget.click("taxes");
    assert!(heard.borrow().is_empty(), "{:?}", heard.borrow());
}

#[wasm_bindgen_test]
async fn pointing_at_a_name_marks_its_mentions_and_quotations() {
    let widget = annotate(STORY, "{}");
    let before = widget.painted();
    widget.point("pointermove", "Ann Lee");
    later(100).await;
    assert!(widget.words("pointed").contains(&"Ann Lee".to_owned()), "{}", widget.painted());
    assert!(widget.words("pointed").contains(&"Lee".to_owned()), "{}", widget.painted());
    assert!(widget.words("pointed").contains(&"We".to_owned()), "{}", widget.painted());
    assert!(widget.words("passage").contains(&" will win,”".to_owned()), "{}", widget.painted());
    widget.point("pointerleave", "Ann Lee");
    assert_eq!(widget.painted(), before);
}

#[wasm_bindgen_test]
async fn pointing_with_a_button_down_does_nothing() {
    let widget = annotate(STORY, "{}");
    let before = widget.painted();
    let (x, y) = widget.middle("Ann Lee");
    js(&format!(
        "const init = {{bubbles: true, buttons: 1, clientX: {x}, clientY: {y}}};
         document.elementFromPoint({x}, {y}).dispatchEvent(new PointerEvent('pointermove', init))"
    ));
    later(100).await;
    assert_eq!(widget.painted(), before);
}

#[wasm_bindgen_test]
fn clicks_with_modifiers_or_handled_by_the_page_do_nothing() {
    let widget = annotate(STORY, "{}");
    let (heard, _listener) = listen(&widget.page.root, "whosaid:select");
    let (x, y) = widget.middle("will win");
    for init in ["detail: 1, ctrlKey: true", "detail: 1, button: 1", "detail: 0"] {
        js(&format!(
            "const init = {{bubbles: true, {init}, clientX: {x}, clientY: {y}}};
             document.elementFromPoint({x}, {y}).dispatchEvent(new MouseEvent('click', init))"
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
fn pointing_works_under_marks() {
    let widget = annotate(STORY, "{painter: 'mark'}");
    let (heard, _listener) = listen(&widget.page.root, "whosaid:select");
    widget.click("will win");
    assert_eq!(
        heard.borrow().last().map(String::as_str),
        Some(r#"{"actor":null,"attribution":0}"#)
    );
    assert_eq!(widget.words("opened").concat(), "“ will win,”said");
}

#[wasm_bindgen_test]
fn a_listener_may_destroy_its_widget() {
    let widget = Rc::new(annotate(STORY, "{}"));
    let inner = widget.clone();
    let _listener =
        EventListener::new(&widget.page.root, "whosaid:select", move |_| inner.handle.destroy());
    widget.click("will win");
    assert_eq!(widget.painted(), "");
    widget.click("will win");
}

#[wasm_bindgen_test]
async fn selecting_scrolls_only_to_what_is_out_of_view() {
    let filler = "<p>Nothing happens here at all.</p>".repeat(80);
    let scrolled = || js("return scrollY").as_f64().unwrap_or_default();
    let widget = annotate(&format!("{filler}{STORY}{filler}"), "{}");
    let _ = wasm_bindgen_futures::JsFuture::from(widget.handle.ready()).await;
    js("window.__win = scrollBy;
        window.scrollBy = (o) => __win.call(window, {...o, behavior: 'instant'})");
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
fn a_passage_in_a_scrolling_box_is_scrolled_into_view() {
    let filler = "<p>Nothing happens here at all.</p>".repeat(30);
    let widget = annotate(
        &format!("<div style='height:120px;overflow-y:auto'>{filler}{STORY}{filler}</div>"),
        "{}",
    );
    js("window.__el = Element.prototype.scrollBy;
        Element.prototype.scrollBy = function (o) {
            __el.call(this, {...o, behavior: 'instant'});
        }");
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
