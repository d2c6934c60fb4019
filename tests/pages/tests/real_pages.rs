//! Pages with the properties of real ones: type and zoom of their own, changes while they are read,
//! keyboard shortcuts, readers who select text.

mod common;

use common::{annotated, news, open, open_card, quoted_words, settled, value};
use pages::{Page, Reply, Screen, site};
use serde_json::{Value, json};

/// The typographic styles of the interface, element by element.
fn setting(page: &Page) -> Value {
    page.script(
        "const names = ['fontFamily', 'fontStyle', 'fontVariantCaps', 'lineHeight', \
         'letterSpacing', 'wordSpacing', 'textTransform', 'textIndent', 'textAlign',
           'textShadow', 'whiteSpace', 'wordBreak', 'userSelect', 'cursor', 'direction', \
           'webkitTextFillColor'];
         return deepAll('.panel, .panel *, .launcher, .card, .card *').map((element) => {
           const style = getComputedStyle(element);
           return [element.localName, ...names.map((name) => style[name])].join(' ');
         });",
        &[],
    )
    .unwrap()
}

#[test]
fn interface_inherits_no_type_of_page() {
    const TYPE: &str = "font: italic small-caps 700 20px/3 fantasy; letter-spacing: 0.2em; \
                        word-spacing: 1em; text-transform: uppercase; text-indent: 3em; \
                        text-align: justify;
        text-shadow: 1px 1px red; white-space: pre-wrap; word-break: break-all; user-select: none; \
        cursor: help; -webkit-text-fill-color: green;";
    let (_server, plain) = open("", "open");
    open_card(&plain, "#story");
    for style in [
        format!("body {{ {TYPE} }}"),
        format!("* {{ {TYPE} }}"),
        "html { direction: rtl }".to_owned(),
    ] {
        let (_server, page) = open(&style, "open");
        open_card(&page, "#story");
        assert_eq!(setting(&page), setting(&plain), "{style}");
        let right = value(&page, "deep('.panel').getBoundingClientRect().left > innerWidth / 2");
        assert_eq!(right, json!(true), "{style}: the panel is where the page makes room for it");
    }
}

#[test]
fn panel_stays_hidden_on_hidden_page() {
    let (_server, page) = open("body { visibility: hidden } main { visibility: visible }", "open");
    assert_eq!(
        value(&page, "deep('.panel').checkVisibility({ visibilityProperty: true })"),
        json!(false)
    );
}

#[test]
fn card_stands_beside_its_words_on_zoomed_page() {
    for zoom in ["0.8", "1.25"] {
        for element in ["html", "body"] {
            let (_server, page) =
                open(&format!("{element} {{ zoom: {zoom} }} main {{ padding-bottom: 60em }}"), "");
            let words = quoted_words(&page);
            open_card(&page, "#story");
            let places = page
                .script(
                    "const card = deep('.card').getBoundingClientRect(); \
                     const words = rangeOf(deep('#story'), args[0], 0).getBoundingClientRect();
                     const apart = Math.max(card.top - words.bottom, words.top - card.bottom);
                     return [apart, card.left - words.left, card.left, card.right - innerWidth];",
                    &[json!(words)],
                )
                .unwrap();
            let [apart, beside, left, right] =
                [0, 1, 2, 3].map(|index| places[index].as_f64().unwrap());
            assert!(
                apart > 0.0 && apart < 120.0 && beside < 1.0 && left >= 0.0 && right <= 0.0,
                "{element} {zoom}: {places}"
            );
        }
    }
}

#[test]
fn card_goes_to_corner_when_page_is_read_again() {
    // In the low window the card is as tall as fits beside its words.
    for (left, height) in [(false, 900), (true, 900), (false, 500)] {
        let (_server, page) = open("", "");
        page.set_screen(Screen { width: 1280, height, dark: false }).unwrap();
        if left {
            page.script("localStorage.setItem('whosaid', 'side:left'); location.reload();", &[])
                .unwrap();
            page.wait_for("deepAll('.whosaid.left').length").unwrap();
            annotated(&page);
        }
        page.script("scrollTo(0, 200);", &[]).unwrap();
        open_card(&page, "#story");
        // As on a page with live updates.
        page.script(
            "const entry = document.createElement('p'); \
             entry.textContent = '“It has begun,” Mayor Ann Lee said on Friday.'; \
             deep('#story h1').after(entry);",
            &[],
        )
        .unwrap();
        page.wait_for("deep('.card').classList.contains('docked')").unwrap();
        settled(&page);
        let place = value(
            &page,
            "(({ height, left, right, bottom }) => [height, Math.min(deep('.card').scrollHeight, \
             innerHeight * 0.6), Math.min(left, innerWidth - right), \
             deep('.launcher').getBoundingClientRect().top - \
             bottom])(deep('.card').getBoundingClientRect())",
        );
        let [tall, whole, beside, above] = [0, 1, 2, 3].map(|index| place[index].as_f64().unwrap());
        assert!(
            (tall - whole).abs() < 3.0 && beside < 60.0 && above > 0.0 && above < 40.0,
            "{left} {height}: {place}"
        );
        page.click(".launcher").unwrap();
        page.wait_for("deepAll('.panel').length").unwrap();
        settled(&page);
        assert_eq!(
            value(&page, "deep('.card').scrollHeight <= deep('.card').clientHeight"),
            json!(true),
            "{left} {height}: all of it stands under its row"
        );
    }
}

#[test]
fn text_selection_survives_repainting() {
    for painter in ["highlight", "mark"] {
        let (_server, page) = open("", &format!(r#"painter="{painter}" open"#));
        // From the middle of one paragraph to the middle of the next but one, both ways.
        for backwards in [false, true] {
            page.script(
                "const [from, , to] = [...document.querySelectorAll('#story p')].slice(4);
                 const inside = (paragraph) => { const { startContainer, startOffset } \
                 = rangeOf(paragraph, paragraph.textContent.slice(9, 15), 0); \
                 return [startContainer, startOffset]; };
                 getSelection().setBaseAndExtent(...inside(args[0] ? to : from), \
                 ...inside(args[0] ? from : to));",
                &[json!(backwards)],
            )
            .unwrap();
            let selected = "[getSelection().toString(), getSelection().direction]";
            let before = value(&page, selected);
            assert!(before[0].as_str().unwrap().len() > 60, "{before}");
            let names = page.script(
                "const { analysis, text } = document.querySelector('who-said'); \
                 return analysis.actors.slice(0, 6).map(({ mentions: [{ span }] }) => \
                 text.slice(...span));",
                &[],
            );
            for name in names.unwrap().as_array().unwrap() {
                page.point_at_text("#story", name.as_str().unwrap(), 0).unwrap();
                settled(&page);
                assert_eq!(
                    value(&page, selected),
                    before,
                    "{painter}: the pointer rests on {name}"
                );
            }
            page.script("deep('.row.actor').click();", &[]).unwrap();
            settled(&page);
            page.script(
                "const entry = document.createElement('p'); entry.textContent = 'Bob Ray said no.';
                 document.querySelector('#story').append(entry);",
                &[],
            )
            .unwrap();
            page.wait_for("document.querySelector('who-said').text.endsWith('said no.')").unwrap();
            settled(&page);
            assert_eq!(
                value(&page, selected),
                before,
                "{painter}: selected in the panel, and read anew"
            );
        }
    }
}

#[test]
fn typing_in_panel_triggers_no_shortcut_of_page() {
    let shortcuts = r#"<script>
        window.heard = [];
        for (const kind of ["keydown", "keypress", "keyup"]) document.addEventListener(kind,
        (event) => {
            if (/^(input|textarea)$/.test(event.target.localName) || event.key.length > 1) return;
            heard.push(event.key);
            event.preventDefault();
        });
    </script>"#;
    let server = site()
        .reply(
            "/news.html",
            Reply::html(news("", "open").replace("<header>", &format!("{shortcuts}<header>"))),
        )
        .start();
    let page = Page::open(&server.url("/news.html")).unwrap();
    annotated(&page);
    page.click(".search input").unwrap();
    page.strike("j/k").unwrap();
    assert_eq!(value(&page, "[deep('.search input').value, heard.join('')]"), json!(["j/k", ""]));
    page.click("#whosaid-quotes").unwrap();
    page.strike("j").unwrap();
    assert_eq!(value(&page, "heard.join('')"), json!("jj"), "elsewhere the page has its keys");
}

#[test]
fn card_follows_its_words_in_scrolling_box() {
    for (style, scroller) in [
        (
            "html, body { height: 100%; overflow: hidden } main { height: 90vh; overflow-y: auto }",
            "main",
        ),
        (
            "html { overflow: hidden } body { height: 100vh; box-sizing: border-box; \
             overflow-y: auto }",
            "body",
        ),
    ] {
        let (_server, page) = open(style, "");
        let words = quoted_words(&page);
        open_card(&page, "#story");
        let below = || {
            let from = "return deep('.card').getBoundingClientRect().top - rangeOf(deep('#story'), \
                        args[0], 0).getBoundingClientRect().top;";
            page.script(from, &[json!(words)]).unwrap().as_f64().unwrap()
        };
        // Scrolled to where the card has room below its words, before and after.
        let scroll = |by: i32| {
            page.script(
                "document.querySelector(args[0]).scrollBy({ top: args[1], behavior: 'instant' });",
                &[json!(scroller), json!(by)],
            )
            .unwrap();
            settled(&page);
        };
        scroll(330);
        let before = below();
        scroll(40);
        assert!((below() - before).abs() < 2.0, "{scroller}: {before} {}", below());
        let floats = value(&page, "deep('.card').classList.contains('floating')");
        assert_eq!(floats, json!(true), "{scroller}");
    }
}

#[test]
fn open_panel_stays_beside_text_after_resize() {
    let (_server, page) = open("", "open");
    let covered = "deep('#story').getBoundingClientRect().right > \
                   deep('.panel').getBoundingClientRect().left";
    let padded = "getComputedStyle(document.documentElement).paddingRight !== '0px'";
    // As when a tablet is turned and turned back.
    for (width, moved) in [(1600, false), (900, true), (700, false), (1000, true), (1600, false)] {
        page.set_screen(Screen { width, height: 900, dark: false }).unwrap();
        settled(&page);
        assert_eq!(value(&page, padded), json!(moved), "{width}");
        if width > 720 {
            assert_eq!(value(&page, covered), json!(false), "{width}");
        }
    }
}

#[test]
fn caret_stays_in_editable_article() {
    for painter in ["highlight", "mark"] {
        let (_server, page) = open("", &format!(r#"painter="{painter}""#));
        let field = "const field = document.createElement('p'); field.id = 'field'; \
                     field.contentEditable = 'true';
            field.textContent = 'Mr. Kerry said on Friday that this was not the end of it.'; \
            document.querySelector('#story').append(field);";
        page.script(field, &[]).unwrap();
        let read = |end: &str| {
            page.wait_for(&format!(
                "document.querySelector('who-said').text.endsWith({})",
                json!(end)
            ))
            .unwrap()
        };
        read("the end of it.");
        settled(&page);
        page.script(
            "deep('#field').focus(); \
             const { startContainer, startOffset } = rangeOf(deep('#field'), 'not', 0); \
             getSelection().collapse(startContainer, startOffset);",
            &[],
        )
        .unwrap();
        for letter in "really ".chars() {
            page.strike(&letter.to_string()).unwrap();
        }
        read("this was really not the end of it.");
        settled(&page);
        page.strike("and truly ").unwrap();
        assert_eq!(
            value(&page, "deep('#field').textContent"),
            json!("Mr. Kerry said on Friday that this was really and truly not the end of it."),
            "{painter}"
        );
    }
}

#[test]
fn page_restored_from_copy_keeps_no_old_marks() {
    for painter in ["highlight", "mark"] {
        let (_server, page) = open("", &format!(r#"painter="{painter}""#));
        let marks = "document.querySelectorAll('mark').length";
        let before = value(&page, marks);
        page.script(
            "window.kept = document.body.cloneNode(true);
             const other = document.createElement('body'); \
             other.textContent = 'Another page of the site.'; document.body.replaceWith(other);",
            &[],
        )
        .unwrap();
        page.script("document.body.replaceWith(kept);", &[]).unwrap();
        annotated(&page);
        assert_eq!(value(&page, marks), before, "{painter}");
        page.script("document.querySelector('who-said').remove();", &[]).unwrap();
        assert_eq!(value(&page, marks), json!(0), "{painter}");
        let words = value(
            &page,
            "[...document.querySelectorAll('#story p')].map((paragraph) => \
             paragraph.textContent).join('\\n')",
        );
        assert!(
            news("", "").replace("</p><p>", "\n").contains(words.as_str().unwrap()),
            "{painter}: {words}"
        );
    }
}

#[test]
fn replaced_style_sheets_are_adopted_again_on_next_move() {
    let (_server, page) = open("", "");
    page.set_screen(Screen { width: 900, height: 900, dark: false }).unwrap();
    page.click(".launcher").unwrap();
    page.wait_for("deepAll('.panel').length").unwrap();
    settled(&page);
    let sheets = "[...document.adoptedStyleSheets].map((sheet) => sheet.cssRules[0].cssText)";
    let before = value(&page, sheets);
    let ours = before.as_array().unwrap();
    assert_eq!(ours.len(), 3, "paint, what tells that it is gone, room for the panel: {ours:?}");
    page.script(
        "const own = new CSSStyleSheet(); own.replaceSync('h1 { color: red; }'); \
         document.adoptedStyleSheets = [own];",
        &[],
    )
    .unwrap();
    page.point_at_text("#story", "Kerry", 0).unwrap();
    settled(&page);
    assert_eq!(
        value(&page, sheets),
        json!(["h1 { color: red; }", before[0], before[2], before[1]])
    );
    page.script("document.querySelector('who-said').remove();", &[]).unwrap();
    assert_eq!(value(&page, sheets), json!(["h1 { color: red; }"]));
}

#[test]
fn card_leaves_its_words_readable_in_low_window() {
    // A large page on a small laptop, and a phone on its side.
    for (width, height) in [(1280, 500), (1024, 400), (812, 375)] {
        let (_server, page) = open("", "");
        page.set_screen(Screen { width, height, dark: false }).unwrap();
        page.script("scrollTo(0, 200);", &[]).unwrap();
        let words = quoted_words(&page);
        open_card(&page, "#story");
        let places = |at: &str| {
            let places = page.script(
                "const card = deep('.card'), { left, right, top, bottom, height } \
                 = card.getBoundingClientRect(), words = rangeOf(deep('#story'), args[0], \
                 0).getBoundingClientRect();
                 return [Math.max(top - words.bottom, words.top - bottom, left - words.right, \
                 words.left - right), top, innerHeight - bottom, height, card.scrollTop];",
                &[json!(words)],
            );
            let places = places.unwrap();
            let [apart, above, below, tall] =
                [0, 1, 2, 3].map(|index| places[index].as_f64().unwrap());
            assert!(
                apart > 0.0 && above >= 0.0 && below >= 0.0 && tall > 110.0,
                "{width} × {height}, {at}: {places}"
            );
            places[4].as_f64().unwrap()
        };
        places("opened");
        // The card's own scroll position stays when the page is scrolled a little. One that stands
        // at the side of its words may have none.
        let scrolled = page.script(
            "const card = deep('.card');
             card.scrollTop = 40;
             scrollBy({ top: 5, behavior: 'instant' });
             return card.scrollTop;",
            &[],
        );
        let scrolled = scrolled.unwrap().as_f64().unwrap();
        settled(&page);
        assert_eq!(places("scrolled"), scrolled, "{width} × {height}");
    }
}
