//! One place at a time: a row or a card, a voice that is followed, the sheet of a phone, and links
//! that open a statement.

mod common;

use common::{
    allow_clipboard, annotated, no_errors, open, open_card, quoted_words, serve, settled, value,
    view, wait_for_focus,
};
use pages::{Key, Page, Screen};
use serde_json::{Value, json};

/// The name and number of statements of the actor who says most.
fn speaker(page: &Page) -> (String, usize) {
    let found = value(
        page,
        "(({ actors, attributions }) => actors.map(({ id, name }) => [name, attributions.filter(\
         ({ tier, speakers }) => tier === 'statement' && speakers.includes(id)).length])\
         .sort(([, a], [, b]) => b - a)[0])(document.querySelector('who-said').analysis)",
    );
    (found[0].as_str().unwrap().to_owned(), found[1].as_u64().unwrap() as usize)
}

/// Follows the voice of the actor who says most, from Voices.
fn follow(page: &Page) -> (String, usize) {
    let (name, all) = speaker(page);
    view(page, "Voices");
    let button = format!("[aria-label='Follow {name}' i]");
    page.script("deep(args[0]).scrollIntoView({ block: 'center' });", &[json!(button)]).unwrap();
    page.click(&button).unwrap();
    page.wait_for("deepAll('.following').length === 1").unwrap();
    settled(page);
    (name, all)
}

/// Waits until the bar has these words, in whatever case.
fn bar_comes_to(page: &Page, words: &str) {
    let shown = "deep('.following .at').textContent.replaceAll('\\u00a0', ' ').toLowerCase()";
    page.wait_for(&format!("{shown} === {}", json!(words.to_lowercase()))).unwrap();
}

#[test]
fn click_in_text_opens_row_in_open_panel_and_no_card_over_lines() {
    let (_server, page) = open("", "open");
    page.set_screen(Screen { width: 1280, height: 800, dark: false }).unwrap();
    open_card(&page, "#story");
    assert_eq!(value(&page, "deepAll('.card.floating').length"), json!(0));
    let inside = "(({ top, bottom }, list) => top >= list.top - 1 && top < list.bottom)\
                  (deep('.selected > .row').getBoundingClientRect(), \
                  deep('.scroll').getBoundingClientRect())";
    // Its row is in view, and open.
    page.wait_for(inside).unwrap();
    page.wait_for("deepAll('.selected dt').length > 2").unwrap();
    let words = quoted_words(&page);
    let said = value(&page, "deep('.selected > .row .said').textContent");
    assert!(said.as_str().unwrap().contains(&words), "{said}");
    // The same for an actor, in its list.
    page.click_text("#story", "Kerry", 1).unwrap();
    page.wait_for("deep('.selected').dataset.item.startsWith('actor')").unwrap();
    page.wait_for(inside).unwrap();
    assert_eq!(value(&page, "deepAll('.card.floating').length"), json!(0));
}

#[test]
fn card_stands_at_the_side_of_a_tall_statement() {
    let (_server, page) = open("main { font-size: 30px } body { max-width: 40rem }", "");
    page.set_screen(Screen { width: 1600, height: 700, dark: false }).unwrap();
    open_card(&page, "#story");
    let covered = page.script(
        "const card = deep('.card.floating').getBoundingClientRect();
         return [...rangeOf(deep('#story'), args[0], 0).getClientRects()].some((line) =>
           line.left < card.right && card.left < line.right &&
           line.top < card.bottom && card.top < line.bottom);",
        &[json!(quoted_words(&page))],
    );
    assert_eq!(covered.unwrap(), json!(false));
}

#[test]
fn escape_closes_card_then_panel() {
    let (_server, page) = open("", "open");
    page.click("[data-item^=actor] > .row").unwrap();
    page.wait_for("deepAll('.card').length === 1").unwrap();
    page.press(Key::Escape).unwrap();
    page.wait_for("deepAll('.card').length === 0").unwrap();
    assert_eq!(value(&page, "deepAll('.panel').length"), json!(1));
    page.press(Key::Escape).unwrap();
    page.wait_for("deepAll('.panel').length === 0").unwrap();
    settled(&page);
    wait_for_focus(&page, ".launcher");
    // In a field of the page the key is the page's.
    page.click(".launcher").unwrap();
    page.script(
        "document.body.prepend(Object.assign(document.createElement('input'), { id: 'own' }));
         document.querySelector('#own').focus();",
        &[],
    )
    .unwrap();
    page.press(Key::Escape).unwrap();
    settled(&page);
    assert_eq!(value(&page, "deepAll('.panel').length"), json!(1));
}

#[test]
fn followed_voice_dims_the_rest_and_leaves_no_trace() {
    for painter in ["highlight", "mark"] {
        let (_server, page) = open("", &format!("open painter='{painter}'"));
        page.set_screen(Screen { width: 1280, height: 800, dark: false }).unwrap();
        let html = "document.querySelector('#story').outerHTML";
        let (before, markup) = (painted(&page), value(&page, html));
        let (name, all) = follow(&page);
        assert!(all > 1, "{name} says something more than once");
        bar_comes_to(&page, &format!("{name}: 1 of {all}"));
        if painter == "highlight" {
            check_dimmed(&page);
        } else {
            assert_eq!(value(&page, "deepAll('.marks .dimmed').length"), json!(1));
        }
        assert_eq!(page.violations().unwrap(), Vec::<String>::new());
        let small = "deepAll('.following button').map((b) => b.getBoundingClientRect())\
                     .filter(({ width, height }) => width < 24 || height < 24).length";
        assert_eq!(value(&page, small), json!(0), "buttons can be hit");
        assert_eq!(value(&page, html), markup, "{painter}: no node of the page is touched");
        page.click(".following [aria-label^=Leave]").unwrap();
        page.wait_for("deepAll('.following').length === 0").unwrap();
        settled(&page);
        assert_eq!(painted(&page), before, "{painter}: all is as before");
        assert_eq!(value(&page, "deepAll('.marks .dimmed').length"), json!(0));
        // Taken away in the midst of it, too.
        follow(&page);
        page.script("document.querySelector('who-said').remove();", &[]).unwrap();
        assert_eq!(value(&page, html), markup);
        assert_eq!(page.highlights().unwrap(), Vec::new());
        no_errors(&page);
    }
}

/// The highlights by name, each with its texts in alphabetical order.
fn painted(page: &Page) -> Vec<(String, Vec<String>)> {
    let mut found = page.highlights().unwrap();
    found.iter_mut().for_each(|(_, texts)| texts.sort());
    found
}

/// The dimmed parts of these texts, each at the first place of the article that has it.
fn dimmed_words_of(page: &Page, own: &[String]) -> Vec<String> {
    let parts = page.script(
        r"const dimmed = [...CSS.highlights].filter(([key]) => key.includes('-dimmed-'))
            .flatMap(([, ranges]) => [...ranges]);
          if (!dimmed.length) throw new Error('nothing is dimmed');
          const parts = [];
          for (const said of args[0].flatMap((text) => text.split('\n'))) {
            const own = rangeOf(deep('#story'), said, 0);
            for (const { startContainer, startOffset, endContainer, endOffset } of dimmed) {
              const both = own.cloneRange();
              if (own.comparePoint(startContainer, startOffset) >= 0)
                both.setStart(startContainer, startOffset);
              if (own.comparePoint(endContainer, endOffset) <= 0)
                both.setEnd(endContainer, endOffset);
              if (own.comparePoint(startContainer, startOffset) <= 0 &&
                own.comparePoint(endContainer, endOffset) >= 0 && !both.collapsed)
                parts.push(both.toString());
            }
          }
          return parts;",
        &[json!(own)],
    );
    serde_json::from_value(parts.unwrap()).unwrap()
}

/// Checks that all words but the voice's are dimmed, and that these can be read.
fn check_dimmed(page: &Page) {
    let dimmed: Vec<String> = page
        .highlights()
        .unwrap()
        .into_iter()
        .filter(|(name, _)| name.contains("-dimmed-"))
        .flat_map(|(_, texts)| texts)
        .collect();
    let (dimmed, whole) = (dimmed.concat(), value(page, "document.querySelector('who-said').text"));
    let own = page.script(
        "const { analysis, text } = document.querySelector('who-said');
         const bar = deep('.following .at').textContent.toLowerCase();
         const { id } = analysis.actors.find(({ name }) => bar.startsWith(name.toLowerCase()));
         return analysis.attributions.filter(({ speakers, tier }) =>
           tier === 'statement' && speakers.includes(id))
           .flatMap(({ content }) => content.map(([start, end]) => text.slice(start, end)));",
        &[],
    );
    let own: Vec<String> = serde_json::from_value(own.unwrap()).unwrap();
    assert_eq!(dimmed_words_of(page, &own), Vec::<String>::new(), "no part of {own:?}");
    let (whole, own): (usize, usize) =
        (whole.as_str().unwrap().len(), own.iter().map(String::len).sum());
    assert!(dimmed.len() + own > whole * 8 / 10, "{} and {own} of {whole}", dimmed.len());
    let contrast = page.script(
        "const [name] = [...CSS.highlights.keys()].filter((key) => key.includes('-dimmed-'));
         const p = document.querySelector('#story p');
         const rgb = (css) => css.match(/[\\d.]+/g).slice(0, 3).map(Number);
         const ink = luminance(rgb(getComputedStyle(p, `::highlight(${name})`).color));
         const own = luminance(rgb(getComputedStyle(p).color));
         return [1.05 / (ink + 0.05), 1.05 / (own + 0.05)];",
        &[],
    );
    let contrast = contrast.unwrap();
    let [dim, full] = [0, 1].map(|at| contrast[at].as_f64().unwrap());
    assert!(dim >= 4.45 && dim < full / 2.0, "dimmed, and readable on white: {dim} of {full}");
}

#[test]
fn voice_is_followed_by_keyboard_alone() {
    let (_server, page) = open("p { margin: 4rem 0 }", "open");
    page.set_screen(Screen { width: 1280, height: 700, dark: false }).unwrap();
    let (name, all) = speaker(&page);
    view(&page, "Voices");
    page.script("deep(args[0]).focus();", &[json!(format!("[aria-label='Follow {name}' i]"))])
        .unwrap();
    page.script(
        "window.keys = 0; document.addEventListener('keydown', () => window.keys += 1);",
        &[],
    )
    .unwrap();
    page.press(Key::Enter).unwrap();
    page.wait_for("deepAll('.following').length === 1").unwrap();
    // N and P work at once.
    wait_for_focus(&page, ".following");
    let keys = value(&page, "window.keys");
    page.script(
        "window.places = new Set([scrollY]);
         addEventListener('scroll', () => window.places.add(scrollY), true);",
        &[],
    )
    .unwrap();
    for at in (2..=all).chain([1]) {
        page.strike("n").unwrap();
        bar_comes_to(&page, &format!("{name}: {at} of {all}"));
    }
    // The text scrolls along.
    page.wait_for("window.places.size > 1").unwrap();
    page.strike("p").unwrap();
    bar_comes_to(&page, &format!("{name}: {all} of {all}"));
    assert_eq!(value(&page, "window.keys"), keys, "the page gets none of these keys");
    let said = value(&page, "deep('[role=status]').textContent");
    assert!(said.as_str().unwrap().len() > 30, "each is announced: {said}");
    page.press(Key::Escape).unwrap();
    page.wait_for("deepAll('.following').length === 0").unwrap();
    settled(&page);
    assert_eq!(value(&page, "deepAll('.panel').length"), json!(1), "the panel stays");
    wait_for_focus(&page, ".panel");
}

/// The link that the card of the open statement copies.
fn copied_link(page: &Page) -> String {
    allow_clipboard(page);
    open_card(page, "#story");
    page.script("deepAll('.card .actions button').at(-1).click();", &[]).unwrap();
    page.wait_for("deepAll('.card .actions button').at(-1).textContent.trim() === 'Copied'")
        .unwrap();
    let copied = page.script("return await navigator.clipboard.readText();", &[]).unwrap();
    copied.as_str().unwrap().lines().last().unwrap().to_owned()
}

#[test]
fn copied_link_opens_its_statement() {
    let server = serve("p { margin: 3rem 0 }", "open");
    let plain = server.url("/news.html");
    // A page's own fragment, as a router has it, stays as it is.
    for address in [plain.clone(), format!("{plain}#/story/7")] {
        let page = Page::open(&address).unwrap();
        annotated(&page);
        let (words, link) = (quoted_words(&page), copied_link(&page));
        let fresh = Page::blank().unwrap();
        fresh.set_screen(Screen { width: 1000, height: 400, dark: false }).unwrap();
        fresh.go(&link).unwrap();
        annotated(&fresh);
        fresh.wait_for("deepAll('.selected').length === 1").unwrap();
        settled(&fresh);
        let said = value(&fresh, "deep('.selected > .row .said').textContent");
        assert!(said.as_str().unwrap().contains(&words), "{link}: {said}");
        let seen = fresh.script(
            "const r = rangeOf(deep('#story'), args[0], 0).getBoundingClientRect();
             return r.top >= 0 && r.bottom <= innerHeight;",
            &[json!(words)],
        );
        assert_eq!(seen.unwrap(), json!(true), "{link}");
        if address.contains('#') {
            assert_eq!(value(&fresh, "location.hash"), json!("#/story/7"));
        } else {
            // In the same window later, by the page's part of the address alone.
            let key = value(&fresh, "location.hash");
            assert!(key.as_str().unwrap().starts_with("#whosaid="), "{key}");
            fresh
                .script("document.querySelector('who-said').select(null); location.hash = '';", &[])
                .unwrap();
            fresh.wait_for("deepAll('.selected').length === 0").unwrap();
            fresh.script("location.hash = args[0];", &[key]).unwrap();
            fresh.wait_for("deepAll('.selected').length === 1").unwrap();
        }
        no_errors(&fresh);
    }
}

#[test]
fn copied_link_opens_a_card_while_the_panel_is_shut() {
    let (server, page) = open("p { margin: 3rem 0 }", "");
    let link = copied_link(&page);
    let fresh = Page::blank().unwrap();
    fresh.go(&link).unwrap();
    annotated(&fresh);
    fresh.wait_for("deepAll('.card').length === 1").unwrap();
    // A link whose words are gone opens nothing, and breaks nothing.
    fresh.go(&server.url("/news.html?again#whosaid=00000000")).unwrap();
    annotated(&fresh);
    opened_nothing(&fresh);
    no_errors(&fresh);
}

/// Asserts that no statement is open on an annotated page. The panel is opened for that: what was
/// opened before it is drawn by then.
fn opened_nothing(page: &Page) {
    page.script("document.querySelector('who-said').setAttribute('open', '');", &[]).unwrap();
    page.wait_for("deepAll('.panel').length === 1").unwrap();
    assert_eq!(value(page, "deepAll('.card, .selected').length"), json!(0));
}

/// Takes the widget off the page and puts it on anew, as apps do.
fn remount(page: &Page) {
    page.script(
        "const old = document.querySelector('who-said'), place = old.parentNode;
         old.remove(); place.append(old.cloneNode(false));",
        &[],
    )
    .unwrap();
    annotated(page);
}

#[test]
fn link_does_not_pull_a_reader_back_who_has_been_there() {
    let (_server, page) = open("p { margin: 3rem 0 }", "");
    let link = copied_link(&page);
    let fresh = Page::blank().unwrap();
    fresh.go(&link).unwrap();
    annotated(&fresh);
    fresh.wait_for("deepAll('.card').length === 1").unwrap();
    remount(&fresh);
    opened_nothing(&fresh);
    fresh.script("window.before = true; location.reload();", &[]).unwrap();
    fresh.wait_for("!window.before && document.querySelector('who-said')?.analysis").unwrap();
    annotated(&fresh);
    opened_nothing(&fresh);
    no_errors(&fresh);
}

#[test]
fn link_does_not_pull_a_reader_back_who_has_begun_to_read() {
    for reads in [false, true] {
        let (_server, page) = open("p { margin: 3rem 0 }", "");
        let link = copied_link(&page);
        page.press(Key::Escape).unwrap();
        page.wait_for("deepAll('.card').length === 0").unwrap();
        // An app goes to the address by itself, and the browser tells nobody.
        let address = link.split(":~:").next().unwrap();
        page.script("history.pushState(null, '', args[0]);", &[json!(address)]).unwrap();
        if reads {
            page.press(Key::Down).unwrap();
        }
        remount(&page);
        if reads {
            opened_nothing(&page);
        } else {
            page.wait_for("deepAll('.card').length === 1").unwrap();
        }
        no_errors(&page);
    }
}

/// The news page on a phone.
fn phone() -> (pages::Running, Page) {
    let server = serve("", "");
    let page = Page::blank().unwrap();
    page.set_phone(390, 844).unwrap();
    page.go(&server.url("/news.html")).unwrap();
    annotated(&page);
    (server, page)
}

/// Waits until the sheet stands still and takes this share of the screen, in hundredths.
fn height_comes_to(page: &Page, share: u32) {
    page.wait_for(&format!(
        "deep('.panel').getAnimations().every(({{ playState }}) => playState !== 'running') && \
         Math.round(deep('.panel').getBoundingClientRect().height / innerHeight * 100) === {share}"
    ))
    .unwrap();
}

#[test]
fn sheet_is_drawn_to_three_heights_and_shut() {
    let (_server, page) = phone();
    page.tap(".launcher").unwrap();
    page.wait_for("deepAll('.panel').length === 1").unwrap();
    height_comes_to(&page, 46);
    let scrolled = value(&page, "scrollY");
    page.draw_finger(".grip", 0.0, -360.0).unwrap();
    // Drawn up by its grip.
    height_comes_to(&page, 97);
    page.draw_finger(".grip", 0.0, 300.0).unwrap();
    height_comes_to(&page, 46);
    page.draw_finger(".grip", 0.0, 220.0).unwrap();
    // Its head and a row.
    height_comes_to(&page, 16);
    assert_eq!(value(&page, "scrollY"), scrolled, "the page stays");
    // A press on the grip goes round, and so do the arrow keys.
    page.click(".grip").unwrap();
    height_comes_to(&page, 46);
    page.draw_mouse(".grip", 0.0, -360.0).unwrap();
    // With the mouse, too.
    height_comes_to(&page, 97);
    page.script("deep('.grip').focus();", &[]).unwrap();
    page.press(Key::Down).unwrap();
    height_comes_to(&page, 46);
    let name = value(&page, "deep('.grip').getAttribute('aria-label')");
    assert_eq!(name, json!("Height of the panel: half"));
    assert_eq!(page.violations().unwrap(), Vec::<String>::new());
    page.draw_finger(".grip", 0.0, 370.0).unwrap();
    page.wait_for("deepAll('.panel').length === 0").unwrap();
    no_errors(&page);
}

#[test]
fn swipe_goes_from_statement_to_statement() {
    let (_server, page) = phone();
    // On the card alone, and on the row in the sheet.
    open_card(&page, "#story");
    let at = || value(&page, "deep('.card .at').textContent");
    let place =
        |at: &Value| at.as_str().unwrap().split(' ').next().unwrap().parse::<i64>().unwrap();
    let first = place(&at());
    page.draw_finger(".card dl", -150.0, 6.0).unwrap();
    settled(&page);
    assert_eq!(place(&at()), first + 1, "to the left: the next");
    page.draw_finger(".card dl", 150.0, 6.0).unwrap();
    settled(&page);
    assert_eq!(place(&at()), first);
    page.draw_finger(".card dl", -20.0, -60.0).unwrap();
    settled(&page);
    assert_eq!(place(&at()), first, "up and down scrolls");
    page.tap(".card .close").unwrap();
    page.tap(".launcher").unwrap();
    page.wait_for("deepAll('.panel').length === 1").unwrap();
    view(&page, "Quotes");
    page.tap("[data-item=attribution-1] > .row").unwrap();
    page.wait_for("deepAll('.card').length === 1").unwrap();
    settled(&page);
    page.draw_finger(".selected > .row .name", 120.0, 4.0).unwrap();
    settled(&page);
    assert_eq!(value(&page, "deep('.selected').dataset.item"), json!("attribution-0"));
    no_errors(&page);
}

#[test]
fn launcher_is_put_away_until_the_page_is_loaded_again() {
    for narrow in [false, true] {
        let (_server, page) = if narrow { phone() } else { open("", "") };
        page.click(".put-away").unwrap();
        page.wait_for("deepAll('.launcher').length === 0").unwrap();
        let said = value(&page, "deep('[role=status]').textContent");
        assert!(said.as_str().unwrap().contains("loaded again"), "{said}");
        open_card(&page, "#story");
        page.press(Key::Escape).unwrap();
        page.wait_for("deepAll('.card').length === 0").unwrap();
        assert_eq!(value(&page, "deepAll('.launcher').length"), json!(0), "it stays away");
        page.script("location.reload();", &[]).unwrap();
        page.wait_for("document.querySelector('who-said')?.analysis").unwrap();
        page.wait_for("deepAll('.launcher').length === 1").unwrap();
    }
}

#[test]
fn voice_on_a_phone_takes_the_place_of_the_sheet() {
    let (_server, page) = phone();
    page.tap(".launcher").unwrap();
    page.wait_for("deepAll('.panel').length === 1").unwrap();
    let (name, all) = follow(&page);
    assert_eq!(value(&page, "deepAll('.panel, .card').length"), json!(0), "no sheet on the words");
    page.tap(".following [data-voice='1']").unwrap();
    settled(&page);
    bar_comes_to(&page, &format!("{name}: 2 of {all}"));
    assert_eq!(page.violations().unwrap(), Vec::<String>::new());
    page.tap(".following [aria-label^=Leave]").unwrap();
    page.wait_for("deepAll('.following').length === 0").unwrap();
    page.wait_for("deep('.launcher').checkVisibility({ visibilityProperty: true })").unwrap();
}
