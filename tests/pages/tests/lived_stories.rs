//! Stories as they live on pages: scripts that move the text, words that are not seen, letters that
//! style changes, bars, frames, servers that do not know WebAssembly. The pages are in
//! `html/cases`.

mod common;

use common::{HEAD, allow_clipboard, annotated, no_errors, settled, value};
use pages::{Page, Reply, Running, Screen, site};
use serde_json::{Value, json};

const WIDGET: &str = "<who-said for=\"#story\"";

/// Opens a page, annotated by this painter.
fn open_with(painter: &str, html: &str) -> (Running, Page) {
    let tag = format!("{WIDGET} painter={painter}");
    let html = html.replace(" painter=\"mark\"", "").replace(WIDGET, &tag);
    let server = site().reply("/case.html", Reply::html(html)).start();
    let page = Page::open(&server.url("/case.html")).unwrap();
    annotated(&page);
    settled(&page);
    (server, page)
}

/// All words that are painted, each run by itself.
fn painted(page: &Page) -> Vec<String> {
    let found = page.script(
        "return [...highlights().flatMap(({ texts }) => texts),
           ...marksIn(document.body).map(([, words]) => words)];",
        &[],
    );
    found.unwrap().as_array().unwrap().iter().map(|run| run.as_str().unwrap().to_owned()).collect()
}

/// Waits until words are painted.
fn painted_at(page: &Page, words: &str) {
    page.wait_for(&format!(
        "[...highlights().flatMap(({{ texts }}) => texts),
          ...marksIn(document.body).map(([, run]) => run)].some((run) => run.includes({}))",
        json!(words)
    ))
    .unwrap();
}

/// The words of the story as the widget read them.
fn text(page: &Page) -> String {
    value(page, "document.querySelector('who-said').text").as_str().unwrap().to_owned()
}

#[test]
fn an_app_finds_its_own_nodes_with_either_painter() {
    for painter in ["highlight", "mark"] {
        let (_server, page) = open_with(painter, include_str!("html/cases/app-commits.html"));
        page.script("commit();", &[]).unwrap();
        assert_eq!(value(&page, "deep('#status').textContent"), json!("ok"), "{painter}");
        let read = "document.querySelector('who-said').text.includes('buses and taxis')";
        page.wait_for(read).unwrap();
        settled(&page);
        let text = text(&page);
        let place = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words}: {text}"));
        assert!(place("had to shout") < place("Then the phones"), "{painter}: {text}");
        assert!(place("I walked") < place("A spokesman"), "{painter}: {text}");
        assert!(!text.contains("Passengers"), "{painter}: {text}");
        painted_at(&page, "I walked");
        no_errors(&page);
    }
}

#[test]
fn a_story_that_scripts_draw_late_is_read_as_it_comes() {
    let server =
        site().reply("/case.html", Reply::html(include_str!("html/cases/drawn-late.html"))).start();
    let page = Page::open(&server.url("/case.html")).unwrap();
    let names = "document.querySelector('who-said').analysis?.actors.map(({ name }) => name)";
    page.wait_for(&format!("{names}?.includes('Vera Lindt')")).unwrap();
    page.wait_for(&format!("{names}?.includes('Paulo Reis')")).unwrap();
    settled(&page);
    assert_eq!(value(&page, "deepAll('.notice').length"), json!(0));
    assert!(text(&page).starts_with("Museum returns the bronze bell"));
    no_errors(&page);
}

#[test]
fn text_in_boxes_without_height_is_read_where_it_is_seen() {
    for painter in ["highlight", "mark"] {
        let (_server, page) =
            open_with(painter, include_str!("html/cases/boxes-without-height.html"));
        let text = text(&page);
        for words in ["night of frost", "four hundred candles", "cannot warm the sky"] {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(!text.contains("folded away"), "{text}");
        for words in ["four hundred candles", "cannot warm the sky"] {
            painted_at(&page, words);
        }
    }
}

#[test]
fn words_that_are_not_seen_stay_out_of_quotations() {
    for painter in ["highlight", "mark"] {
        let (_server, page) = open_with(painter, include_str!("html/cases/unseen-words.html"));
        let text = text(&page);
        for words in
            ["“because the valve is older than I am”", "every house a week", "“Nobody will"]
        {
            let text = text.replace('\n', " ").replace('\u{ad}', "");
            assert!(text.contains(words), "{words}: {text}");
        }
        let names = value(
            &page,
            "document.querySelector('who-said').analysis.actors.map(({ name }) => name)",
        );
        assert!(names.as_array().unwrap().contains(&json!("Hanna Roe")), "{names}");
        // By its place on the screen a note of one pixel lies under the words beside it.
        let unseen = ["What is a valve", "Follow her", "Opens in a new window", "1"];
        let unseen = &unseen[..if painter == "mark" { 2 } else { 4 }];
        let runs = painted(&page);
        for words in unseen {
            assert!(runs.iter().all(|run| !run.contains(words)), "{painter}: {words}: {runs:?}");
        }
    }
}

/// A story of many paragraphs with this one near its end.
fn long_story(paragraph: &str) -> String {
    let line =
        "<p>The council of Harwick voted on Monday to rebuild the old harbour wall, after a \
        storm in January had washed away a third of it.</p>"
            .repeat(40);
    format!(
        "{HEAD}<style>.sr {{ position: absolute; width: 1px; height: 1px; overflow: hidden;
         clip-path: inset(50%) }} .no {{ display: none }}</style><article id=story>
         <h1>Wall to be rebuilt</h1>{line}<p id=q>{paragraph}</p>{line}</article>
         <script type=module src=/whosaid.js></script>
         {WIDGET}></who-said></body></html>"
    )
}

// Browsers look for the words of a link in all of the page's text, the unseen included.
#[test]
fn a_copied_link_leads_back_over_what_stands_between_words() {
    for (paragraph, words) in [
        (
            "“Because the valve<sup><a href=#n>1</a></sup> is older than I am,” said Hanna Roe.",
            "Because",
        ),
        ("“We will tell every house<br>a week before,” said Hanna Roe.", "We will"),
        (
            "“It is<span class=sr> (opens a window)</span> older than I am,” said Hanna Roe.",
            "It is",
        ),
        ("“It is<span class=no>never seen</span> older than I am,” said Hanna Roe.", "It is"),
        ("“No&shy;body will wake up to dry taps,” said Hanna Roe.", "will wake"),
    ] {
        let (_server, page) = open_with("auto", &long_story(paragraph));
        allow_clipboard(&page);
        page.click_text("#q", words, 0).unwrap();
        page.wait_for("deepAll('.card').length > 0").unwrap();
        settled(&page);
        page.script("deepAll('.card .actions button').at(-1).click();", &[]).unwrap();
        page.wait_for("deepAll('.card .actions button').at(-1).textContent.trim() === 'Copied'")
            .unwrap();
        let copied = page.script("return navigator.clipboard.readText();", &[]).unwrap();
        let copied = copied.as_str().unwrap().to_owned();
        let link = copied.lines().last().unwrap();
        let fresh = Page::blank().unwrap();
        fresh.set_screen(Screen { width: 800, height: 400, dark: false }).unwrap();
        fresh.go(link).unwrap();
        annotated(&fresh);
        settled(&fresh);
        let seen = fresh.script(
            "const { top, bottom } = deep('#q').getBoundingClientRect();
             return scrollY > 0 && bottom > 0 && top < innerHeight;",
            &[],
        );
        assert_eq!(seen.unwrap(), json!(true), "{paragraph}: {copied}");
    }
}

#[test]
fn letters_that_style_changes_look_as_without_the_widget() {
    for painter in ["highlight", "mark"] {
        // The open panel would make room for itself in a small window.
        let html = include_str!("html/cases/styled-letters.html").replace(" open>", ">");
        let (_server, page) = open_with(painter, &html);
        painted_at(&page, "McAllister");
        let looks = "const story = deep('#story');
            const place = (words) => {
              const { left, top, width, height } = rangeOf(story, words, 0).getBoundingClientRect();
              return [left, top, width, height].map((n) => n.toFixed(2)).join(' ');
            };
            const words = ['spreads from', 'O’Neill', 'Royal Turf', 'is thirty'];
            return [story.innerText.trim(), ...words.map(place)];";
        let with = page.script(looks, &[]).unwrap();
        page.script("document.querySelector('who-said').remove();", &[]).unwrap();
        settled(&page);
        assert_eq!(with, page.script(looks, &[]).unwrap(), "{painter}");
    }
}

#[test]
fn a_narrow_page_keeps_its_place_and_its_bar_beside_the_panel() {
    let places = "const story = deep('#story p').getBoundingClientRect();
        const menu = deep('#menu').getBoundingClientRect();
        return [story.left, story.right, story.width, menu.left, menu.right];";
    let numbers = |page: &Page, script: &str| -> Vec<f64> {
        let found = page.script(script, &[]).unwrap();
        found.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
    };
    for width in [1200, 1600] {
        let (_server, page) = open_with("auto", include_str!("html/cases/narrow-page.html"));
        page.set_screen(Screen { width, height: 900, dark: false }).unwrap();
        settled(&page);
        let before = numbers(&page, places);
        page.click(".launcher").unwrap();
        page.wait_for("deepAll('.panel').length").unwrap();
        settled(&page);
        let during = numbers(&page, places);
        let panel = numbers(&page, "return [deep('.panel').getBoundingClientRect().left];")[0];
        assert!(during[1] <= panel, "{width}: the panel covers the text: {during:?}, {panel}");
        assert!(during[0] <= before[0] + 1.0, "{width}: {before:?} -> {during:?}");
        let room = panel.min(before[2]);
        assert!(during[2] >= (room - 60.0).min(before[2] - 1.0), "{width}: {during:?}");
        page.script("reachable(deep('#menu'));", &[]).unwrap();
        page.click(".panel .close").unwrap();
        page.wait_for("deepAll('.panel').length === 0").unwrap();
        settled(&page);
        assert_eq!(before, numbers(&page, places), "{width}: shut, all is as before");
    }
}

#[test]
fn the_engine_loads_whatever_type_its_server_names() {
    let engine = pages::site_file("engine/whosaid_bg.wasm");
    for mime in ["application/octet-stream", "text/plain", ""] {
        let server = site()
            .reply("/case.html", Reply::html(include_str!("html/cases/wasm-types.html")))
            .reply("/engine/whosaid_bg.wasm", Reply::new(mime, engine.clone()))
            .start();
        let page = Page::open(&server.url("/case.html")).unwrap();
        annotated(&page);
        let asked = page.requests().unwrap();
        let count = asked.iter().filter(|address| address.ends_with(".wasm")).count();
        assert_eq!(count, 1, "{mime}: {asked:?}");
        let lines = page.console().unwrap();
        assert!(lines.len() <= 1 && !lines.iter().any(|l| l.contains("SEVERE")), "{lines:?}");
    }
}

#[test]
fn a_page_that_the_browser_translates_is_painted_again_after_it() {
    for painter in ["highlight", "mark"] {
        let (_server, page) = open_with(painter, include_str!("html/cases/translated.html"));
        let before = painted(&page);
        let html = value(&page, "deep('#story').innerHTML");
        assert!(before.iter().any(|run| run.contains("Bread is a need")), "{before:?}");
        page.script("translate();", &[]).unwrap();
        page.wait_for("document.querySelector('who-said').text.includes('panadera')").unwrap();
        page.wait_for("deepAll('.notice').length === 1").unwrap();
        assert_eq!(painted(&page), Vec::<String>::new(), "{painter}");
        let notice = value(&page, "deep('.notice').textContent");
        assert!(notice.as_str().is_some_and(|said| said.contains("English")), "{notice}");
        page.script("original();", &[]).unwrap();
        page.wait_for("document.querySelector('who-said').text.startsWith('Baker wins')").unwrap();
        painted_at(&page, "Bread is a need");
        settled(&page);
        assert_eq!(painted(&page), before, "{painter}");
        assert_eq!(value(&page, "deep('#story').innerHTML"), html, "{painter}");
        no_errors(&page);
    }
}

/// A story that a card can be opened on, in the middle of the screen.
fn card_story(style: &str) -> String {
    format!(
        "{HEAD}<style>body {{ margin: 0 1em }} {style}</style><article id=story>
         <h1>Wall to be rebuilt</h1><p>The council of Harwick voted on Monday to rebuild the old
         harbour wall, after a storm in January had washed away a third of it.</p>
         <p id=q>“We lost it to the sea,” said Ruth Amsel, the mayor.</p>
         <p>The work will begin in March, said Owen Hollis, the engineer.</p><p style=height:80em>
         </article><script type=module src=/whosaid.js></script>{WIDGET}></who-said></body></html>"
    )
}

/// The gap between the words and the card, and the card's place: top and bottom.
const GAP: &str = "const words = rangeOf(deep('#q'), 'We lost it to the sea', 0);
    const { top, bottom } = words.getBoundingClientRect();
    const card = deep('.card').getBoundingClientRect();
    return [Math.max(card.top - bottom, top - card.bottom), card.top, innerHeight - card.bottom];";

fn gap(page: &Page) -> Vec<f64> {
    let found: Value = page.script(GAP, &[]).unwrap();
    found.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

#[test]
fn an_open_card_follows_its_words_when_fonts_arrive() {
    let (_server, page) = open_with("auto", &card_story("p { font: 20px/1.5 Late, sans-serif }"));
    page.click_text("#q", "We lost it", 0).unwrap();
    page.wait_for("deepAll('.card').length === 1").unwrap();
    settled(&page);
    let before = gap(&page);
    let moved = page.script(
        "const top = deep('#q').getBoundingClientRect().top;
         const names = ['DejaVu Sans', 'Liberation Sans', 'DejaVu Serif', 'Liberation Serif'];
         const source = names.map((name) => `local('${name}')`).join();
         const font = new FontFace('Late', source, { sizeAdjust: '300%' });
         document.fonts.add(font);
         await font.load();
         await document.fonts.ready;
         return deep('#q').getBoundingClientRect().top - top;",
        &[],
    );
    let moved = moved.unwrap().as_f64().unwrap();
    assert!(moved > 20.0, "the text has moved by {moved}");
    settled(&page);
    let after = gap(&page);
    // The larger letters stand farther from the middle of their line.
    assert!((0.0..60.0).contains(&after[0]), "{before:?} -> {after:?}");
}

#[test]
fn a_card_in_a_tiny_window_leaves_its_words_to_be_read() {
    for (width, height) in [(320, 256), (640, 256), (320, 480)] {
        let (_server, page) = open_with("auto", &card_story(""));
        page.set_screen(Screen { width, height, dark: false }).unwrap();
        settled(&page);
        page.click_text("#q", "We lost it", 0).unwrap();
        page.wait_for("deepAll('.card').length === 1").unwrap();
        settled(&page);
        page.script("await new Promise((go) => setTimeout(go, 700));", &[]).unwrap();
        let place = gap(&page);
        assert!(place[0] >= 0.0, "{width}x{height}: {place:?}");
        let seen = "const { top, bottom } = rangeOf(deep('#q'), 'We lost it to the sea', 0)
            .getBoundingClientRect(); return top >= 0 && bottom <= innerHeight;";
        assert_eq!(page.script(seen, &[]).unwrap(), json!(true), "{width}x{height}");
    }
}

#[test]
fn a_story_in_a_frame_is_said_to_stand_there() {
    let frame = card_story("").replace("<who-said for=\"#story\"></who-said>", "");
    let html = format!(
        "{HEAD}<header>The Daily</header><iframe src=/story.html width=800 height=800></iframe>
         <script type=module src=/whosaid.js></script><who-said open></who-said></body></html>"
    );
    let server = site()
        .reply("/case.html", Reply::html(html))
        .reply("/story.html", Reply::html(frame))
        .start();
    let page = Page::open(&server.url("/case.html")).unwrap();
    annotated(&page);
    page.wait_for("deepAll('.notice').length === 1").unwrap();
    let said = value(&page, "deep('.notice').textContent");
    assert!(said.as_str().is_some_and(|said| said.contains("frame")), "{said}");
}

#[test]
fn an_article_in_another_language_is_said_to_be_one_beside_a_video() {
    let story = "Die Stadt hat am Montag beschlossen, die alte Mauer am Hafen wieder aufzubauen, \
        nachdem ein Sturm im Januar ein Drittel davon fortgerissen hatte. Das sagte die \
        Bürgermeisterin, und der Rat hat ihr zugestimmt. ";
    let html = format!(
        "{HEAD}<h1>Die Mauer wird gebaut</h1><p>{0}</p><p>{0}</p><p>{0}</p>
         <iframe src=/video.html width=800 height=800></iframe>
         <script type=module src=/whosaid.js></script><who-said open></who-said></body></html>",
        story.repeat(2)
    );
    let server = site()
        .reply("/case.html", Reply::html(html))
        .reply("/video.html", Reply::html("<title>A video</title>".to_owned()))
        .start();
    let page = Page::open(&server.url("/case.html")).unwrap();
    annotated(&page);
    page.wait_for("deepAll('.notice').length === 1").unwrap();
    let said = value(&page, "deep('.notice').textContent");
    assert!(said.as_str().is_some_and(|said| said.contains("German")), "{said}");
}
