//! What is painted while the reader does nothing, and in which colours: calm at first, one hue for
//! each speaker, one tint and one line at each place, and a panel that fits the page's ground.

mod common;

use common::{annotated, news, open, serve, settled, value, view};
use pages::{Page, Reply, Screen, site};
use serde_json::{Value, json};

#[test]
fn map_is_off_where_any_text_is_near() {
    let cases = [
        ("", true),
        // The article's own lines come near the edge.
        ("body { max-width: none; margin: 0; padding: 0 10px }", false),
        // Words of the page beside the article do.
        (".aside { position: fixed; left: 6px; top: 40% }", false),
    ];
    for (style, shown) in cases {
        let aside = "<div class='aside'>Most read</div>";
        let html = news(style, "").replace("<article", &format!("{aside}<article"));
        let html = if style.contains(".aside") { html } else { html.replace(aside, "") };
        let server = site().reply("/news.html", Reply::html(html)).start();
        let page = Page::open(&server.url("/news.html")).unwrap();
        annotated(&page);
        page.wait_for("deepAll('.map path').length > 2").unwrap();
        settled(&page);
        let seen = "getComputedStyle(deep('.map')).display !== 'none'";
        assert_eq!(value(&page, seen), json!(shown), "{style}");
    }
}

#[test]
fn at_first_only_speakers_are_tinted_and_all_mentions_on_one_press() {
    let (server, page) = open("", "open");
    // The tinted words, and the words of all mentions, as letters.
    let tinted = |page: &Page| -> usize {
        let all = page.highlights().unwrap();
        let tints = all.iter().filter(|(name, _)| name.contains("-actor-"));
        tints.flat_map(|(_, texts)| texts).map(|text| text.chars().count()).sum()
    };
    let outside = "
        const { analysis, text } = document.querySelector('who-said');
        const statements = analysis.attributions.filter(({ tier }) => tier === 'statement');
        const sources = statements.flatMap(({ source }) => source)
          .map(([start, end]) => text.slice(start, end).replace(/\\s+/g, ' '));
        return [...CSS.highlights].filter(([name]) => name.includes('-actor-'))
          .flatMap(([, ranges]) => [...ranges])
          .map(({ startContainer, startOffset, endOffset }) =>
            startContainer.data.slice(startOffset, endOffset).replace(/\\s+/g, ' '))
          .filter((words) => !sources.some((source) => source.includes(words)));";
    assert_eq!(page.script(outside, &[]).unwrap(), json!([]), "only words of sources are tinted");
    let calm = tinted(&page);
    assert!(calm > 20, "those who speak are tinted");
    page.click(".switch.mentions").unwrap();
    settled(&page);
    assert!(tinted(&page) > 2 * calm, "one press shows all: {} and {calm}", tinted(&page));
    page.go(&server.url("/news.html")).unwrap();
    annotated(&page);
    settled(&page);
    assert!(tinted(&page) > 2 * calm, "and that is kept");
    page.click(".switch.mentions").unwrap();
    settled(&page);
    assert_eq!(tinted(&page), calm);
}

/// The hues, in degrees, of all that is drawn of each actor that speaks.
const HUES: &str = r##"
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const hue = (css) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = css;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      const most = Math.max(r, g, b), range = most - Math.min(r, g, b);
      if (a < 9 || range < 4) return null;
      const sixth = most === r ? (g - b) / range : most === g ? 2 + (b - r) / range
        : 4 + (r - g) / range;
      return (sixth * 60 + 360) % 360;
    };
    const found = {};
    const see = (number, what, css) => {
      const of = hue(css);
      if (of !== null) (found[number] ??= []).push([what, of]);
    };
    for (const [name, ranges] of CSS.highlights) {
      const [, , stroke, number] = name.replace("-here", "").split("-");
      const element = [...ranges][0]?.startContainer.parentElement;
      if (!element || number === "8") continue;
      const style = getComputedStyle(element, `::highlight(${name})`);
      if (style.textDecorationLine === "underline" && stroke !== "current")
        see(number, `line ${stroke}`, style.textDecorationColor);
      else see(number, `tint ${stroke}`, style.backgroundColor);
    }
    for (const part of deepAll("[class*=hue-]")) {
      const number = part.getAttribute("class").match(/hue-(\w+)/)[1];
      if (number === "none" || number === "8") continue;
      const style = getComputedStyle(part);
      if (part.matches(".swatch")) see(number, "swatch", style.color);
      if (part.matches(".map path")) see(number, "map", style.fill);
      const rail = part.querySelector(":scope > .row .said");
      const colour = rail && getComputedStyle(rail).backgroundImage.match(/rgba?\([^)]*\)/g);
      if (colour) colour.forEach((css) => see(number, "rail", css));
    }
    return found;
"##;

// One actor was drawn in hues of 202 and 233 degrees, and another's line in one of 203.
#[test]
fn one_hue_belongs_to_each_speaker_in_text_panel_and_map() {
    for style in ["", "html { background: #121212; color: #ddd }"] {
        let (_server, page) = open(style, "open");
        page.wait_for("deepAll('.map path').length > 2").unwrap();
        view(&page, "Quotes");
        settled(&page);
        let found = page.script(HUES, &[]).unwrap();
        let actors: Vec<(&String, Vec<f64>)> = found
            .as_object()
            .unwrap()
            .iter()
            .map(|(number, all)| {
                let all = all.as_array().unwrap().iter();
                (number, all.map(|pair| pair[1].as_f64().unwrap()).collect())
            })
            .collect();
        assert!(actors.len() >= 3, "{found}");
        let apart = |a: f64, b: f64| (a - b).abs().min(360.0 - (a - b).abs());
        for (number, hues) in &actors {
            assert!(hues.len() >= 3, "{number}: {found}");
            for (other, theirs) in &actors {
                for (a, b) in hues.iter().flat_map(|a| theirs.iter().map(move |b| (*a, *b))) {
                    let far = apart(a, b);
                    let fits = if number == other { far < 8.0 } else { far > 18.0 };
                    assert!(fits, "{number} and {other} are {far:.0} degrees apart: {found}");
                }
            }
        }
        // No speaker of a short article is grey.
        let grey = "document.querySelector('who-said').analysis.actors.filter(({ id }) => \
                    deepAll(`[data-item=actor-${id}] .swatch.hue-none`).length && \
                    document.querySelector('who-said').analysis.attributions.some((a) => \
                    a.tier === 'statement' && a.speakers.includes(id))).length";
        let speakers = "new Set(document.querySelector('who-said').analysis.attributions \
                        .filter((a) => a.tier === 'statement') \
                        .flatMap(({ speakers }) => speakers)).size";
        view(&page, "Cast");
        page.script("dispatchEvent(new Event('beforeprint'));", &[]).unwrap();
        settled(&page);
        let all = value(&page, speakers).as_u64().unwrap();
        assert_eq!(value(&page, grey).as_u64().unwrap(), all.saturating_sub(8), "of {all}");
    }
}

#[test]
fn attitudes_have_a_line_unlike_that_of_reported_statements() {
    let (_server, page) = open("", "open layers='actors quotes attitudes'");
    let styles = page
        .script(
            "const styles = {};
             for (const [name, ranges] of CSS.highlights) {
               const element = [...ranges][0].startContainer.parentElement;
               const style = getComputedStyle(element, `::highlight(${name})`);
               (styles[name.split('-')[2]] ??= new Set()).add(style.textDecorationStyle);
             }
             return ['quoted', 'reported', 'attitude'].map((of) => [...styles[of] ?? []].join());",
            &[],
        )
        .unwrap();
    assert_eq!(styles, json!(["solid", "dashed", "dotted"]));
    // The key in the panel says so, in the same styles.
    let key = "deepAll('.key span').map((run) => [run.textContent, \
               getComputedStyle(run).textDecorationLine === 'none' ? 'tint' : \
               getComputedStyle(run).textDecorationStyle])";
    assert_eq!(
        value(&page, key),
        json!([
            ["speaker", "tint"],
            ["said", "solid"],
            ["reported", "dashed"],
            ["partly", "dashed"],
            ["quoted", "solid"],
            ["attitude", "dotted"]
        ])
    );
    view(&page, "Quotes");
    page.script("dispatchEvent(new Event('beforeprint'));", &[]).unwrap();
    settled(&page);
    let rails = "[...new Set(deepAll('.quote').map((row) => [row.matches('.attitude'), \
                 getComputedStyle(row.querySelector('.said')).backgroundImage].join()))]";
    let rails = value(&page, rails);
    let of = |attitude: &str| -> Vec<String> {
        let all = rails.as_array().unwrap().iter().filter_map(Value::as_str);
        let mine = all.filter_map(|rail| rail.split_once(',').filter(|(is, _)| *is == attitude));
        // The same line in any colour.
        mine.map(|(_, image)| {
            let mut shape = String::new();
            let mut rest = image;
            while let Some((before, after)) = rest.split_once("rgb") {
                shape.push_str(before);
                rest = after.split_once(')').map_or("", |(_, rest)| rest);
            }
            shape + rest
        })
        .collect()
    };
    let (attitudes, statements) = (of("true"), of("false"));
    assert!(
        !attitudes.is_empty() && attitudes.iter().all(|rail| !statements.contains(rail)),
        "{rails}"
    );
}

#[test]
fn no_two_tints_lie_over_each_other() {
    let (_server, page) = open("", "open layers='actors mentions quotes attitudes'");
    // How many tints, and how many lines, lie at most under one letter.
    let most = r##"
        const tints = new Map(), lines = new Map();
        for (const [name, ranges] of CSS.highlights) {
          if (name.includes("-current-")) continue;
          const of = /quoted|reported|attitude/.test(name) ? lines : tints;
          for (const { startContainer, startOffset, endOffset } of ranges) {
            const counts = of.get(startContainer) ?? of.set(startContainer, []).get(startContainer);
            for (let at = startOffset; at < endOffset; at++) counts[at] = (counts[at] ?? 0) + 1;
          }
        }
        const max = (of) => Math.max(...[...of.values()].flatMap((counts) =>
          counts.filter((count) => count)));
        return [max(tints), max(lines)];"##;
    let count = value(&page, "document.querySelector('who-said').analysis.attributions.length");
    for at in 0..count.as_u64().unwrap() {
        page.script(
            "document.querySelector('who-said').select({ attribution: args[0] });",
            &[json!(at)],
        )
        .unwrap();
        settled(&page);
        assert_eq!(page.script(most, &[]).unwrap(), json!([1, 1]), "attribution {at}");
    }
    page.script("document.querySelector('who-said').select({ actor: 0 });", &[]).unwrap();
    settled(&page);
    assert_eq!(page.script(most, &[]).unwrap(), json!([1, 1]));
}

/// The luminance of the panel's ground and of its text, as pairs of numbers from 0 to 1.
const PANEL: &str = r##"
    const luminance = (css) => {
      const canvas = document.createElement("canvas").getContext("2d");
      canvas.fillStyle = css;
      canvas.fillRect(0, 0, 1, 1);
      const linear = (v) => v <= 10.31 ? v / 3294.6 : ((v / 255 + 0.055) / 1.055) ** 2.4;
      const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(linear);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const panel = getComputedStyle(deep(".panel"));
    return [luminance(panel.backgroundColor), luminance(panel.color)];"##;

fn panel_is_dark(page: &Page) -> bool {
    let found = page.script(PANEL, &[]).unwrap();
    found[0].as_f64().unwrap() < found[1].as_f64().unwrap()
}

// The panel was dark beside a light page wherever the reader's system is dark.
#[test]
fn panel_follows_the_ground_of_the_page_where_theme_is_auto() {
    let dark_page = "html { background: #14161a; color: #e8e6e3 }";
    let cases = [
        ("", "open", true, false),
        (dark_page, "open", false, true),
        ("html { color-scheme: light dark }", "open", true, true),
        ("html { color-scheme: light dark }", "open", false, false),
        ("main { background: #102030; color: #fff }", "open", false, true),
        ("", "open theme='dark'", false, true),
        (dark_page, "open theme='light'", false, false),
    ];
    for (style, tag, system_is_dark, expected) in cases {
        let server = serve(style, tag);
        let page = Page::blank().unwrap();
        page.set_screen(Screen { width: 1280, height: 900, dark: system_is_dark }).unwrap();
        page.go(&server.url("/news.html")).unwrap();
        annotated(&page);
        settled(&page);
        let case = format!("{style} {tag} system dark: {system_is_dark}");
        assert_eq!(panel_is_dark(&page), expected, "{case}");
    }
    // A page that turns dark takes the panel along.
    let (_server, page) = open("html { transition: none }", "open");
    assert!(!panel_is_dark(&page));
    page.script(
        "document.documentElement.style.cssText = 'background: #14161a; color: #e8e6e3';",
        &[],
    )
    .unwrap();
    page.wait_for(&format!(
        "(() => {{ const [ground, ink] = (() => {{ {PANEL} }})(); return ground < ink; }})()"
    ))
    .unwrap();
}

/// The contrasts of text, faint text, a link and all swatches with the panel's ground.
const CONTRASTS: &str = r##"
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const read = (css) => {
      canvas.fillStyle = css;
      canvas.fillRect(0, 0, 1, 1);
      return luminance([...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3));
    };
    const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const ground = read(getComputedStyle(deep(".panel")).backgroundColor);
    const text = [".panel h2", "header .counts", ".row .name", ".row .figures",
      ".panel footer p"]
      .flatMap((selector) => deepAll(selector).slice(0, 3));
    return [text.map((element) => contrast(read(getComputedStyle(element).color), ground)),
      deepAll(".swatch").map((element) => contrast(read(getComputedStyle(element).color), ground))];
"##;

// With a dark ground from the publisher and no text colour, dark text stood on it.
#[test]
fn inks_fit_a_ground_that_the_publisher_gives_the_panel() {
    for ground in ["#102030", "#fff1e5", "#777", "#c03030", "light-dark(#fff, #000)"] {
        for dark in [false, true] {
            let server = serve(&format!("who-said {{ --whosaid-background: {ground} }}"), "open");
            let page = Page::blank().unwrap();
            page.set_screen(Screen { width: 1280, height: 900, dark }).unwrap();
            page.go(&server.url("/news.html")).unwrap();
            annotated(&page);
            settled(&page);
            let found = page.script(CONTRASTS, &[]).unwrap();
            let all = |at: usize| -> Vec<f64> {
                found[at].as_array().unwrap().iter().filter_map(Value::as_f64).collect()
            };
            let (text, swatches) = (all(0), all(1));
            assert!(text.len() > 6 && swatches.len() > 3, "{found}");
            assert!(text.iter().all(|contrast| *contrast > 4.49), "{ground} {dark}: {text:.2?}");
            assert!(swatches.iter().all(|c| *c > 2.99), "{ground} {dark}: {swatches:.2?}");
        }
    }
}

#[test]
fn forced_colours_leave_a_mark_on_those_who_speak() {
    let server = serve("", "open");
    let page = Page::blank().unwrap();
    page.set_media("forced-colors", "active").unwrap();
    page.go(&server.url("/news.html")).unwrap();
    annotated(&page);
    page.wait_for("marksIn(deep('#story')).length > 50").unwrap();
    let named = "marksIn(deep('#story')).some(([layer]) => layer.startsWith('actor-'))";
    assert_eq!(value(&page, named), json!(true));
    let frames = "[...new Set(deepAll('.marks .actor').map((path) => getComputedStyle(path))
                  .map(({ fill, stroke, strokeWidth }) => \
                  [fill, stroke !== 'none', strokeWidth].join()))]";
    assert_eq!(value(&page, frames), json!(["none,true,1px"]));
}
