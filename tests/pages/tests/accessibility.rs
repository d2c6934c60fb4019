//! Tests of accessibility in every state of the interface: axe-core's rules, sizes of targets,
//! contrast as drawn, settings of the reader's system.

mod common;

use common::{annotated, open, open_card, refuse_clipboard, serve, settled, value, view};
use pages::{Key, Page, Screen, site};
use serde_json::json;

const WIDE: Screen = Screen { width: 1280, height: 900, dark: false };

/// Asserts that axe-core finds no violation and that every control is at least 24 by 24 CSS pixels
/// (WCAG 2.2, 2.5.8), except words within a line of text.
fn assert_sound(page: &Page, state: &str) {
    settled(page);
    assert_eq!(page.violations().unwrap(), Vec::<String>::new(), "{state}");
    let small = value(
        page,
        "deepAll('button, input:not([type=radio]), select, textarea, label').filter((e) => \
         e.getRootNode() !== document)
           .filter((e) => e.checkVisibility()).map((e) => [e.textContent || \
           e.getAttribute('aria-label'), e.getBoundingClientRect()])
           .filter(([, r]) => r.width > 0 && (r.width < 24 || r.height < 24)).map(([name, \
           r]) => `${name}: ${r.width} x ${r.height}`)",
    );
    assert_eq!(small, json!([]), "{state}");
}

/// The names of the panel's tabs, as drawn.
fn tabs(page: &Page) -> Vec<String> {
    let names = value(page, "deepAll('[role=tab]').map((tab) => tab.id.replace('whosaid-', ''))");
    let names: Vec<String> = serde_json::from_value(names).unwrap();
    assert!(names.starts_with(&["cast", "quotes", "voices"].map(String::from)), "{names:?}");
    names
}

/// Checks each state of the interface; `article` selects the annotated article.
fn check_every_state(page: &Page, article: &str, scheme: &str) {
    for name in tabs(page) {
        view(page, &name);
        assert_sound(page, &format!("{name}, {scheme}"));
    }
    view(page, "Cast");
    page.click("[data-item^=actor] > .row").unwrap();
    assert_sound(page, &format!("an actor's card in the panel, {scheme}"));
    view(page, "Quotes");
    page.click("[data-item^=attribution] > .row").unwrap();
    assert_sound(page, &format!("a quotation's card in the panel, {scheme}"));
    page.click("[data-item^=attribution] .follow").unwrap();
    page.wait_for("deepAll('.following').length > 0").unwrap();
    assert_sound(page, &format!("a voice that is followed, {scheme}"));
    page.click(".following [aria-label^=Leave]").unwrap();
    page.click(".panel .close").unwrap();
    open_card(page, article);
    assert_sound(page, &format!("a card beside the text, {scheme}"));
    refuse_clipboard(page);
    page.click(".card .wrong").unwrap();
    page.wait_for("deepAll('.offer').length > 0").unwrap();
    assert_sound(page, &format!("what the clipboard refused, {scheme}"));
    page.press(Key::Escape).unwrap();
    page.wait_for("deepAll('.offer').length === 0").unwrap();
}

#[test]
fn demo_has_no_axe_violations_in_any_state() {
    for dark in [false, true] {
        let server = site().start();
        let page = Page::blank().unwrap();
        page.set_screen(Screen { dark, ..WIDE }).unwrap();
        page.go(&server.address()).unwrap();
        annotated(&page);
        let scheme = if dark { "dark" } else { "light" };
        assert_sound(&page, &format!("demo at first sight, {scheme}"));
        check_every_state(&page, "#article", scheme);
        page.press(Key::Escape).unwrap();
        page.click("#try").unwrap();
        assert_sound(&page, &format!("demo with the box open, {scheme}"));
    }
}

#[test]
fn whole_lists_are_in_the_accessibility_tree() {
    let server = site().start();
    let page = Page::open(&server.address()).unwrap();
    annotated(&page);
    page.wait_for(
        "deepAll('[data-item^=actor]').length === \
         document.querySelector('who-said').analysis.actors.length",
    )
    .unwrap();
    let actors = value(&page, "document.querySelector('who-said').analysis.actors.length");
    let tree = page.devtools("Accessibility.getFullAXTree", &json!({})).unwrap();
    let names = |role: &str| -> Vec<String> {
        let nodes = tree["nodes"].as_array().unwrap().iter();
        nodes
            .filter(|node| node["role"]["value"] == role && node["ignored"] != true)
            .map(|node| node["name"]["value"].as_str().unwrap_or_default().to_owned())
            .collect()
    };
    let rows = names("listitem").len() as u64;
    assert!(actors.as_u64().is_some_and(|actors| actors >= 25 && rows >= actors), "{rows} rows");
    let headings = names("heading");
    for heading in ["Named ", "Unnamed "] {
        assert!(headings.iter().any(|name| name.starts_with(heading)), "{headings:?}");
    }
    let buttons = names("button");
    let kerry = buttons.iter().find(|name| name.starts_with("John Kerry")).unwrap();
    assert!(kerry.contains("mentions"), "{kerry}");
    assert!(buttons.iter().all(|name| !name.contains(['·', '•']) && !name.contains(" ,")));
}

#[test]
fn reader_page_has_no_axe_violations() {
    let server = site().start();
    for dark in [false, true] {
        let page = Page::blank().unwrap();
        page.set_screen(Screen { dark, ..WIDE }).unwrap();
        page.go(&server.url("/reader.html")).unwrap();
        page.wait_for("!deep('#paste').hidden").unwrap();
        assert_eq!(page.violations().unwrap(), Vec::<String>::new(), "before there is an article");
        page.click("#text").unwrap();
        page.write(
            "“Taxes will rise next year,” Mayor Ann Lee said on Friday.\n\nA spokesman for the \
             council said that schools needed the money.",
        )
        .unwrap();
        page.click("#paste button").unwrap();
        page.wait_for("document.querySelector('who-said')?.analysis").unwrap();
        annotated(&page);
        assert_sound(&page, "the reader with an article");
    }
}

#[test]
fn coloured_publisher_page_has_no_axe_violations() {
    for (style, dark) in [
        ("", false),
        ("html { background: #fff1e5; color: #33302e }", false),
        ("html { background: #1b2738; color: #e8e6e3 }", true),
    ] {
        let (_server, page) = open(style, "");
        page.set_screen(Screen { dark, ..WIDE }).unwrap();
        assert_sound(&page, &format!("shut, {style}"));
        page.click(".launcher").unwrap();
        check_every_state(&page, "#story", style);
    }
}

#[test]
fn phone_sheet_has_large_targets_and_leaves_text_readable() {
    let server = serve("", "");
    let page = Page::blank().unwrap();
    page.set_phone(390, 844).unwrap();
    page.go(&server.url("/news.html")).unwrap();
    annotated(&page);
    assert_sound(&page, "shut on a phone");
    page.tap(".launcher").unwrap();
    page.wait_for("deepAll('.panel').length > 0").unwrap();
    settled(&page);
    let free = value(&page, "deep('.panel').getBoundingClientRect().top / innerHeight");
    assert!(free.as_f64().unwrap() >= 0.5, "half of the screen is the article's: {free}");
    let words = common::quoted_words(&page);
    page.tap_text("#story", &words, 0).unwrap();
    page.wait_for("deepAll('.card.docked').length > 0").unwrap();
    assert_sound(&page, "a card on a phone");
    let reachable = value(
        &page,
        "deep('.panel').scrollHeight >= deep('.panel').clientHeight && \
         deep('.panel').getBoundingClientRect().bottom <= innerHeight + 1",
    );
    assert_eq!(reachable, json!(true));
    assert_eq!(
        value(&page, "document.documentElement.scrollWidth <= innerWidth"),
        json!(true),
        "nothing is wider than the screen"
    );
}

#[test]
fn zoom_of_200_percent_cuts_nothing_off() {
    let server = site().start();
    for (width, height) in [(640, 450), (320, 640)] {
        let page = Page::blank().unwrap();
        page.set_screen(Screen { width, height, dark: false }).unwrap();
        page.go(&server.address()).unwrap();
        annotated(&page);
        page.click(".launcher").unwrap();
        page.script("document.querySelector('who-said').select({ attribution: 0 });", &[]).unwrap();
        settled(&page);
        for name in tabs(&page) {
            view(&page, &name);
            let wide = "[document.documentElement, \
                        ...deepAll('.panel, .scroll, header, .tabs, footer')].filter((e) => \
                        e.scrollWidth > e.clientWidth + 1).map((e) => e.className || e.localName)";
            assert_eq!(value(&page, wide), json!([]), "{name} at {width}");
        }
        assert_sound(&page, &format!("at {width} x {height}"));
    }
}

/// A script that gives the texts of interface and highlighted article whose contrast with the
/// colour drawn under them is below the threshold, by WCAG's formula on computed colours.
const FAINT: &str = r##"
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const read = (css) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = css;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      return { rgb: [r, g, b], a: a / 255 };
    };
    const over = (top, below) => top.rgb.map((c, i) => c * top.a + below[i] * (1 - top.a));
    const contrast = (a, b) => {
      const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
      return (x + 0.05) / (y + 0.05);
    };
    const under = (element) => {
      const layers = [];
      for (let e = element; e; e = e.assignedSlot ?? e.parentElement ?? e.getRootNode().host)
        layers.push(read(getComputedStyle(e).backgroundColor));
      const dark = matchMedia("(prefers-color-scheme: dark)").matches &&
        getComputedStyle(document.documentElement).colorScheme.includes("dark");
      const page = dark ? [18, 18, 18] : [255, 255, 255];
      return layers.reverse().reduce((below, layer) => over(layer, below), page);
    };
    const faint = [];
    let judged = 0;
    const judge = (what, text, below, size, weight) => {
      judged += 1;
      const least = size >= 24 || (size >= 18.66 && weight >= 700) ? 3 : 4.5;
      const found = contrast(over(text, below), below);
      if (found < least - 0.01) faint.push(`${what.trim().slice(0, 40)}: ${found.toFixed(2)}`);
    };
    for (const element of deepAll("*")) {
      if (element.getRootNode() === document && !element.closest("#story")) continue;
      if (!(element instanceof HTMLElement) || !element.checkVisibility()) continue;
      if (element.closest(".visually-hidden, .map")) continue;
      const texts = [...element.childNodes].filter((node) => node.nodeType === 3);
      const own = texts.map((node) => node.data).join("");
      if (!own.trim()) continue;
      const style = getComputedStyle(element);
      judge(own, read(style.color), under(element), parseFloat(style.fontSize), +style.fontWeight);
    }
    for (const [name, highlight] of CSS.highlights) for (const { startContainer } of highlight) {
      const element = startContainer.parentElement, style = getComputedStyle(element);
      const painted = getComputedStyle(element, `::highlight(${name})`);
      const tint = read(painted.backgroundColor), ground = under(element);
      const size = parseFloat(style.fontSize);
      judge(name, read(style.color), over(tint, ground), size, +style.fontWeight);
      if (painted.textDecorationLine === "underline") {
        judged += 1;
        const line = contrast(read(painted.textDecorationColor).rgb, ground);
        if (line < 2.99) faint.push(`line of ${name}: ${line.toFixed(2)}`);
      }
    }
    return [judged, [...new Set(faint)]];
"##;

#[test]
fn drawn_text_and_lines_have_contrast_on_any_page() {
    let pages = [
        ("", false),
        ("html { color-scheme: light dark }", true),
        ("html { background: #fff1e5; color: #33302e } a { color: #0d7680 }", false),
        ("html { background: #1b2738; color: #e8e6e3 }", true),
    ];
    for (style, dark) in pages {
        let server = serve(style, "open layers='actors mentions quotes attitudes'");
        let page = Page::blank().unwrap();
        page.set_screen(Screen { dark, ..WIDE }).unwrap();
        page.go(&server.url("/news.html")).unwrap();
        annotated(&page);
        for state in ["", "selected"] {
            if state == "selected" {
                page.script("document.querySelector('who-said').select({ actor: 0 });", &[])
                    .unwrap();
            }
            settled(&page);
            let found = page.script(FAINT, &[]).unwrap();
            assert!(found[0].as_u64().unwrap() > 150, "{} texts and lines were judged", found[0]);
            assert_eq!(found[1], json!([]), "{style} {state}");
        }
    }
}

#[test]
fn forced_colours_keep_lines_and_panel() {
    let server = serve("", "open layers='actors quotes attitudes'");
    let page = Page::blank().unwrap();
    page.set_media("forced-colors", "active").unwrap();
    page.go(&server.url("/news.html")).unwrap();
    annotated(&page);
    page.wait_for("marksIn(deep('#story')).length > 50").unwrap();
    let lines = value(
        &page,
        "[...new Set(deepAll('.marks .lines path').map((line) => \
         getComputedStyle(line).strokeDasharray))].sort()",
    );
    assert_eq!(
        lines,
        json!(["0px, 4px", "6px, 3px", "none"]),
        "quoted and reported words and attitudes are told apart without colour"
    );
    view(&page, "Quotes");
    let bars = value(
        &page,
        "[...new Set(deepAll('.row .said').map((e) => \
         getComputedStyle(e).borderInlineStartStyle))].sort()",
    );
    assert!(
        bars.as_array().unwrap().len() >= 2,
        "kinds of quotation are told apart in the panel: {bars}"
    );
    assert_eq!(value(&page, "getComputedStyle(deep('.panel')).borderTopStyle"), json!("solid"));
    page.set_media("forced-colors", "none").unwrap();
    page.wait_for("deepAll('.marks path').length === 0 && CSS.highlights.size > 0").unwrap();
}

#[test]
fn dark_theme_follows_page_and_attribute() {
    let (_server, page) = open("html { color-scheme: light dark }", "open");
    let ground = "getComputedStyle(deep('.panel')).backgroundColor";
    page.set_media("prefers-color-scheme", "light").unwrap();
    page.wait_for("getComputedStyle(deep('.panel')).colorScheme === 'light'").unwrap();
    let light = value(&page, ground);
    page.set_media("prefers-color-scheme", "dark").unwrap();
    page.wait_for(&format!("{ground} !== {light}")).unwrap();
    let dark = value(&page, ground);
    page.script("document.querySelector('who-said').setAttribute('theme', 'light');", &[]).unwrap();
    assert_eq!(value(&page, ground), light);
    page.set_media("prefers-color-scheme", "light").unwrap();
    page.script("document.querySelector('who-said').setAttribute('theme', 'dark');", &[]).unwrap();
    assert_eq!(value(&page, ground), dark);
}

#[test]
fn reduced_motion_is_respected() {
    let (_server, page) = open("", "open");
    let moving = "deepAll(':not(.probe)').filter((e) => e.getRootNode() !== document)\
                  .filter((e) => \
                  parseFloat(getComputedStyle(e).transitionDuration) > 0 || \
                  parseFloat(getComputedStyle(e).animationDuration) > 0).length";
    page.set_media("prefers-reduced-motion", "no-preference").unwrap();
    assert_ne!(value(&page, moving), json!(0));
    page.set_media("prefers-reduced-motion", "reduce").unwrap();
    assert_eq!(value(&page, moving), json!(0));
    // The page jumps far down without smooth scrolling.
    view(&page, "Quotes");
    page.script("scrollTo(0, 0); deepAll('[data-item^=attribution] > .row').at(-1).click();", &[])
        .unwrap();
    settled(&page);
    let at = value(&page, "scrollY");
    assert!(at.as_f64().unwrap() > 300.0, "{at}");
    settled(&page);
    assert_eq!(value(&page, "scrollY"), at);
}
