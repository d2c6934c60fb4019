//! Finding the story in pages that do not name it: hand-written ones in several styles of markup
//! (`stories/`), and pages that change.

mod common;

use common::HEAD;
use pages::{Page, Reply, Running, Server, site};
use serde_json::{Value, json};
use std::path::Path;

const LOADER: &str = r#"<script type="module" src="/whosaid.js"></script>"#;

/// Opens a page of `stories/`.
fn open(name: &str) -> (Running, Page) {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("stories").join(name).with_extension("html");
    let html = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serve(site(), html)
}

/// Opens a page with this markup, the loader after it; it records the widget's events in `events`.
fn serve(server: Server, html: String) -> (Running, Page) {
    let listening = "<script>window.events = []; \
                     for (const name of ['ready', 'error']) document.addEventListener('whosaid:' + \
                     name, () => events.push(name));</script>";
    let html = html.replacen("</title>", &format!("</title>{listening}"), 1).replacen(
        "</body>",
        &format!("{LOADER}</body>"),
        1,
    );
    let server = server.reply("/news.html", Reply::html(html)).start();
    let page = Page::open(&server.url("/news.html")).unwrap();
    page.script("await customElements.whenDefined('who-said');", &[]).unwrap();
    (server, page)
}

/// The story that the engine finds.
fn found(page: &Page) -> Value {
    page.script(
        "const engine = await import('/engine/whosaid.js'); await engine.default();
         const { element, ...found } = await engine.find_article(document, true); return found;",
        &[],
    )
    .unwrap()
}

/// The words that the page marks as story by an attribute that the engine ignores.
fn marked(page: &Page) -> String {
    let script = "return [...document.querySelectorAll('[data-story]')].map((element) => \
                  element.innerText).join(' ');";
    one_line(page.script(script, &[]).unwrap().as_str().unwrap())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn exact_story_is_found_in_every_style_of_markup() {
    for name in ["semantic", "soup", "comments", "cookies", "live", "list"] {
        let (_server, page) = open(name);
        let found = found(&page);
        assert_eq!(one_line(found["text"].as_str().unwrap()), marked(&page), "{name}");
        assert_eq!(page.errors().unwrap(), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn title_authors_and_day_come_from_metadata_of_page() {
    for (name, title, authors, published) in [
        (
            "semantic",
            "Harbour plan divides the town",
            json!(["Ann Lee", "Bob Ray"]),
            "2025-03-04T08:00:00Z",
        ),
        ("soup", "Mill to close after strike", json!(["Edna Moor"]), "2004-11-02"),
        ("comments", "Why the library is quiet", json!(["Hal Stone"]), "2024-05-03"),
        ("list", "Five things the judge said", json!([]), ""),
    ] {
        let (_server, page) = open(name);
        let found = found(&page);
        assert_eq!(
            (&found["title"], &found["authors"], &found["published"]),
            (&json!(title), &authors, &json!(published)),
            "{name}"
        );
    }
}

/// A page with this markup in its head, at its headline and after its story.
fn reported(head: &str, headline: &str, after: &str) -> Value {
    let story = "<p>The council voted on Monday to rebuild the old harbour wall, after a storm in \
                 January had washed away a third of it.</p>"
        .repeat(4);
    let html = format!(
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>Wall to be built again | \
         The Daily</title>{head}</head><body><header><h1>The Daily</h1></header><main><article>\
         {headline}{story}{after}</article></main></body></html>"
    );
    let (_server, page) = serve(site(), html);
    let found = found(&page);
    json!([found["title"], found["authors"], found["published"]])
}

#[test]
fn authors_are_found_in_every_form_of_json_ld() {
    let graph = r##"<script type="application/ld+json">/*<![CDATA[*/{"@graph":[
        {"@type":"Person","@id":"#ann","name":"Ann Lee"},
        {"@type":"WebPage","mainEntity":{"@type":["Thing","ReportageNewsArticle"],
         "headline":"Wall to be built again","datePublished":"2025-03-04",
         "author":[{"@id":"#ann"},{"name":["Bob Ray"]},"Cy Fox, Staff Writer",{"@id":"#no"}]}}]}
        /*]]>*/</script>"##;
    assert_eq!(
        reported(graph, "<h1>Harbour wall to be built again</h1>", ""),
        json!(["Harbour wall to be built again", ["Ann Lee", "Bob Ray", "Cy Fox"], "2025-03-04"])
    );
}

#[test]
fn authors_and_day_are_read_in_the_lines_around_the_headline() {
    let lines = "<div>March 5, 2025</div><h1>Wall to be<br>built again</h1><p>A summary.</p>\
                 <div class=meta><span class=by-author>Ann Lee<span>CEO</span></span> \
                 <time class=updated datetime=2025-03-09>Sunday</time></div>";
    assert_eq!(
        reported("", lines, ""),
        json!(["Wall to be built again", ["Ann Lee"], "2025-03-05"])
    );
}

#[test]
fn microdata_and_microformats_name_authors_and_day() {
    let after = "<footer><a class='author vcard'><b class=fn>Ann Lee</b></a><span itemprop=author>\
                 <i itemprop=name>Bob Ray</i></span><meta itemprop=datePublished \
                 content=2025-03-04></footer>";
    assert_eq!(
        reported("", "<form><input name=closest><input name=textContent></form>", after),
        json!(["Wall to be built again", ["Bob Ray"], "2025-03-04"])
    );
}

#[test]
fn analysis_has_authors_and_day_from_page() {
    // In the first page the text names the authors, in the other only <meta> does; no text has the
    // day.
    for (name, line, authors, published) in [
        ("semantic", "By Ann Lee and Bob Ray", json!(["Ann Lee", "Bob Ray"]), "2025-03-04"),
        ("soup", "", json!(["Edna Moor"]), "2004-11-02"),
    ] {
        let (_server, page) = open(name);
        page.script("document.body.append(document.createElement('who-said'));", &[]).unwrap();
        page.wait_for("events.includes('ready')").unwrap();
        let told =
            "const { text, analysis: { byline, published } } = document.querySelector('who-said');
            return [text.slice(...byline.span), byline.authors, published];";
        assert_eq!(page.script(told, &[]).unwrap(), json!([line, authors, published]), "{name}");
    }
}

#[test]
fn element_without_for_annotates_found_story() {
    for name in ["cookies", "live", "list"] {
        let (_server, page) = open(name);
        page.script("document.body.append(document.createElement('who-said'));", &[]).unwrap();
        page.wait_for("events.includes('ready')").unwrap();
        let text = page.script("return document.querySelector('who-said').text;", &[]).unwrap();
        assert_eq!(one_line(text.as_str().unwrap()), marked(&page), "{name}");
        assert!(!page.highlights().unwrap().is_empty(), "{name}");
    }
}

/// An application that shows one story after another.
fn application() -> (Running, Page) {
    let html = r##"<header>Daily</header><div id="app"><p>Loading</p></div><who-said></who-said>
        <script>
          const story = (who) =>
            `<div class="view"><div class="text"><h1>What ${who} said</h1>` +
            Array(8).fill(0).map((_, i) => `<p>“This is reason number ${i} for the vote,” ${who}` +
              ` told reporters on Friday, before the council met again.</p>`).join("") +
            `</div></div>`;
          const show = (who) => { document.querySelector("#app").innerHTML = story(who); };
          const beside = (who) => {
            for (const view of document.querySelectorAll(".view")) view.style.display = "none";
            document.querySelector("#app").insertAdjacentHTML("beforeend", story(who));
          };
        </script></body></html>"##;
    serve(site(), format!("{HEAD}{html}"))
}

const TEXT: &str = "document.querySelector('who-said').text";

#[test]
fn late_story_is_found() {
    let (_server, page) = application();
    page.wait_for("events.length > 0").unwrap();
    page.script("show('Ann Lee');", &[]).unwrap();
    page.wait_for(&format!("{TEXT}.startsWith('What Ann Lee said')")).unwrap();
    page.wait_for("[...CSS.highlights.values()].some((h) => h.size > 4)").unwrap();
    assert!(
        !page.script(&format!("return {TEXT};"), &[]).unwrap().as_str().unwrap().contains("Daily")
    );
}

#[test]
fn next_story_of_application_is_annotated() {
    let (_server, page) = application();
    page.wait_for("events.length > 0").unwrap();
    page.script("show('Ann Lee');", &[]).unwrap();
    page.wait_for(&format!("{TEXT}.startsWith('What Ann Lee said')")).unwrap();
    // The old story is removed …
    page.script("history.pushState(null, '', '/second'); show('Bob Ray');", &[]).unwrap();
    page.wait_for(&format!("{TEXT}.startsWith('What Bob Ray said') && !{TEXT}.includes('Ann')"))
        .unwrap();
    // … or only hidden.
    page.script("history.pushState(null, '', '/third'); beside('Cy Fox');", &[]).unwrap();
    page.wait_for(&format!("{TEXT}.startsWith('What Cy Fox said') && !{TEXT}.includes('Bob')"))
        .unwrap();
    let painted: Vec<String> =
        page.highlights().unwrap().into_iter().flat_map(|(_, texts)| texts).collect();
    assert!(
        painted.iter().any(|text| text == "Cy Fox")
            && !painted.iter().any(|text| text.contains("Bob")),
        "{painted:?}"
    );
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}
