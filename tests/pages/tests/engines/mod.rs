//! What must hold in every engine: style rules are kept, statements are underlined, and the page's
//! text is what it would be without the widget.
#![allow(dead_code)] // each test file uses a part

use super::common::{HEAD, LOADER, annotated, settled, value};
use pages::{Engine, Page, Reply, site};
use serde_json::{Value, json};

/// A page's script that gives what a browser does not keep of a style sheet.
const UNKEPT: &str = include_str!("unkept.js");
/// A script that changes an article and its twin.
const TWINS: &str = include_str!("twins.js");

/// Number of random sequences of changes a run, for each painter; more by `WHOSAID_TWINS`.
const SEQUENCES: u64 = 40;

/// A page that notes every style sheet that scripts construct.
fn noting_page() -> String {
    format!(
        "{HEAD}<script>
         window.sheets = new Set();
         const set = CSSStyleSheet.prototype.replaceSync;
         CSSStyleSheet.prototype.replaceSync = function (css) {{
             sheets.add(css);
             set.call(this, css);
         }};
         </script>
         <article id=story><h1>Wall to be rebuilt</h1><p>“We lost it,” said Ruth Amsel. The
         council of Harwick said that it would rebuild the wall.</p></article>
         <script type=module src=./whosaid.js></script>
         <who-said for='#story' open></who-said></body></html>"
    )
}

/// Asserts that the engine keeps every rule and declaration of the widget's style sheets and of the
/// site's, but those that have a word of `known` in them.
pub fn every_rule_is_kept(engine: Engine, known: &[&str]) {
    let server = site().reply("/", Reply::html(noting_page())).start();
    let page = Page::open_in(engine, &server.address()).unwrap();
    annotated(&page);
    page.script("document.querySelector('who-said').setAttribute('painter', 'mark');", &[])
        .unwrap();
    page.wait_for("deepAll('.marks path').length > 0").unwrap();
    let found = page
        .script(
            &format!(
                "{UNKEPT}
                 for (const name of ['page', 'demo', 'reader'])
                   sheets.add(await (await fetch(`./${{name}}.css`)).text());
                 return [sheets.size, [...sheets].flatMap(unkept),
                   unkept('a{{color:nonsense}}b::nonsense{{color:red}}')];"
            ),
            &[],
        )
        .unwrap();
    assert!(found[0].as_u64().is_some_and(|count| count >= 6), "{found}");
    assert_eq!(found[2], json!(["a { color:nonsense }", "b::nonsense"]), "faults are found");
    let lost: Vec<&str> =
        found[1].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let unexpected: Vec<&&str> =
        lost.iter().filter(|rule| !known.iter().any(|word| rule.contains(word))).collect();
    assert!(unexpected.is_empty(), "{engine} does not keep {unexpected:#?}");
    for word in known {
        assert!(lost.iter().any(|rule| rule.contains(word)), "{engine} keeps {word} by now");
    }
}

/// A page's script that compares two pictures below some words.
const DIFFERENCE: &str = include_str!("difference.js");

/// Asserts that pictures of the page show lines under a quoted and a reported statement and dots
/// under an attitude, and none under other words, with both painters.
pub fn statements_are_underlined(engine: Engine) {
    let story = "<article id=story style='font:20px/1.8 serif'><h1>Wall to be rebuilt</h1>
        <p>“We lost it to the sea,” said Ruth Amsel on Monday in the old town hall.</p>
        <p>The engineer, Owen Hollis, said that the work would begin in March.</p>
        <p>The mayor, Ann Lee, hopes to open the harbour again next year.</p></article>
        <script type=module src=./whosaid.js></script>
        <who-said for='#story' layers=''></who-said></body></html>";
    let server = site().reply("/", Reply::html(format!("{HEAD}{story}"))).start();
    let page = Page::open_in(engine, &server.address()).unwrap();
    annotated(&page);
    for painter in ["highlight", "mark"] {
        let set = |layers: &str| {
            let script = "const widget = document.querySelector('who-said');
                widget.setAttribute('painter', args[0]); widget.setAttribute('layers', args[1]);";
            page.script(script, &[json!(painter), json!(layers)]).unwrap();
            settled(&page);
            settled(&page);
            json!(page.screenshot().unwrap())
        };
        let (without, with) = (set(""), set("quotes attitudes"));
        let share = |words: &str| {
            let args = [json!(words), without.clone(), with.clone()];
            page.script(DIFFERENCE, &args).unwrap().as_f64().unwrap()
        };
        let (quoted, reported) = (share("We lost it to the sea"), share("work would begin"));
        let (hoped, beside) = (share("open the harbour again"), share("in the old town hall"));
        assert!(quoted > 0.9, "{engine}, {painter}: {quoted} of the quoted words");
        assert!(reported > 0.4, "{engine}, {painter}: {reported} of the reported words");
        assert!(hoped > 0.3 && hoped < 0.9, "{engine}, {painter}: {hoped} of an attitude's words");
        assert!(beside < 0.05, "{engine}, {painter}: {beside} of words that nobody said");
    }
}

/// Asserts that a click on a statement shows its card, and that the page lives on.
pub fn a_click_on_a_statement_shows_its_card(engine: Engine) {
    let server = site().reply("/", Reply::html(noting_page())).start();
    let page = Page::open_in(engine, &server.address()).unwrap();
    annotated(&page);
    for painter in ["highlight", "mark", "highlight"] {
        page.script(
            "document.querySelector('who-said').setAttribute('painter', args[0]);",
            &[json!(painter)],
        )
        .unwrap();
        settled(&page);
        page.click_text("#story", "We lost it", 0).unwrap();
        page.wait_for("deepAll('.card').length > 0").unwrap();
        page.script("await new Promise((go) => setTimeout(go, 1500));", &[]).unwrap();
        page.click_text("#story", "Wall to be", 0).unwrap();
        page.wait_for("deepAll('.card').length === 0").unwrap();
        assert_eq!(value(&page, "document.querySelector('#story p').childNodes.length"), json!(1));
    }
}

/// Changes an article and its twin, which has no widget, by the same random operations, and asserts
/// that they are the same after each and after the widget is gone.
///
/// # Panics
///
/// Where the twins differ.
pub fn twins_stay_the_same(engine: Engine) {
    let sequences =
        std::env::var("WHOSAID_TWINS").ok().and_then(|n| n.parse().ok()).unwrap_or(SEQUENCES);
    let server = site().reply("/", Reply::html(format!("{HEAD}{LOADER}</body></html>"))).start();
    let page = Page::open_in(engine, &server.address()).unwrap();
    page.wait_for("window.annotate").unwrap();
    let mut operations = 0;
    for painter in ["highlight", "mark"] {
        let (mut first, mut painted) = (0, 0);
        while first < sequences {
            let script = format!("const [painter, first, end] = args; {TWINS}");
            let args = [json!(painter), json!(first), json!(sequences)];
            let done = page.script(&script, &args).unwrap();
            first = done[0].as_u64().unwrap();
            operations += done[1].as_u64().unwrap();
            painted += done[2].as_u64().unwrap();
            println!("{engine}, {painter}: {first} sequences");
        }
        assert!(painted > 0, "{engine}, {painter}: paint after {painted} operations");
    }
    println!("{engine}: {sequences} sequences with each painter, {operations} operations");
    assert!(operations >= sequences * 8);
}
