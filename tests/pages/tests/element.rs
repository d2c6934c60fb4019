//! The `<who-said>` element on a publisher's page: attributes, adding and removing it, and its
//! messages when it cannot work.

mod common;
mod news;

use common::HEAD;
use news::{FIRST, LOADER, SECOND, events, painted_in, said};
use pages::{Key, Page, Reply, Running, Server, site};
use serde_json::json;
use std::path::Path;

/// Opens a page with this body; it records the widget's events as "name id" in `events`.
fn open(server: Server, body: &str) -> (Running, Page) {
    let listening = r#"<script>
        window.events = []; window.details = [];
        for (const name of ["ready", "select", "error"]) {
          document.addEventListener("whosaid:" + name, (event) => {
            events.push(name + " " + event.target.id);
            details.push(event.detail);
          });
        }
    </script>"#;
    let server = server
        .reply("/news.html", Reply::html(format!("{HEAD}{listening}{body}{LOADER}</body></html>")))
        .start();
    let page = Page::open(&server.url("/news.html")).unwrap();
    (server, page)
}

#[test]
fn element_follows_its_attributes() {
    let (_server, page) =
        open(site(), &format!(r##"{FIRST}{SECOND}<who-said id="w" for="#first"></who-said>"##));
    page.wait_for("events.includes('ready w')").unwrap();
    assert!(
        painted_in(&page, "#first").contains(&"“Taxes will ".to_owned()),
        "{:?}",
        painted_in(&page, "#first")
    );
    assert_eq!(painted_in(&page, "#second"), Vec::<String>::new());

    page.script(
        "events.length = 0; document.querySelector('#w').setAttribute('for', '#second');",
        &[],
    )
    .unwrap();
    page.wait_for("events.includes('ready w')").unwrap();
    assert_eq!(painted_in(&page, "#first"), Vec::<String>::new());
    assert!(painted_in(&page, "#second").contains(&"“We have no choice,”".to_owned()));

    page.script("document.querySelector('#w').setAttribute('painter', 'mark');", &[]).unwrap();
    page.wait_for("deepAll('.marks path').length && CSS.highlights.size === 0").unwrap();
    page.script("document.querySelector('#w').setAttribute('layers', '');", &[]).unwrap();
    page.wait_for("deepAll('.marks path').length === 0").unwrap();
    page.script("document.querySelector('#w').setAttribute('layers', 'ghosts');", &[]).unwrap();
    page.wait_for("details.at(-1).message?.includes('ghosts')").unwrap();
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

#[test]
fn panel_opens_and_closes_by_attribute() {
    let (_server, page) =
        open(site(), &format!(r##"{FIRST}<who-said id="w" for="#first" open></who-said>"##));
    page.wait_for("document.querySelector('#w').shadowRoot?.querySelector('.panel')").unwrap();
    page.script("document.querySelector('#w').removeAttribute('open');", &[]).unwrap();
    page.wait_for("!document.querySelector('#w').shadowRoot.querySelector('.panel')").unwrap();
}

#[test]
fn theme_changes_by_attribute() {
    let (_server, page) = open(
        site(),
        &format!(r##"{FIRST}<who-said id="w" for="#first" open theme="dark"></who-said>"##),
    );
    page.wait_for("document.querySelector('#w').shadowRoot?.querySelector('.panel')").unwrap();
    let ground =
        || page.script("return getComputedStyle(deep('.panel')).backgroundColor;", &[]).unwrap();
    let dark = ground();
    page.script("document.querySelector('#w').setAttribute('theme', 'light');", &[]).unwrap();
    let light = ground();
    assert_ne!(light, dark);
    page.script("document.querySelector('#w').removeAttribute('theme');", &[]).unwrap();
    assert_eq!(ground(), light, "auto follows the reader's system, which is light here");
}

#[test]
fn unknown_theme_is_reported() {
    let (_server, page) = open(
        site(),
        &format!(r##"{FIRST}<who-said id="w" for="#first" theme="sepia"></who-said>"##),
    );
    page.wait_for("events.includes('error w')").unwrap();
    assert!(said(&page, "w").contains("not \"sepia\""), "{}", said(&page, "w"));
}

#[test]
fn hostile_text_on_page_stays_text() {
    let megabyte = "x".repeat(1_000_000);
    let article = format!(
        r#"<article id="first" data-x="{megabyte}">
        <h1>{{{{constructor.constructor('document.title=1')()}}}}</h1>
        <p>“&lt;script&gt;document.title = 'owned'&lt;/script&gt;&lt;img src=x
        onerror=alert(1)&gt; will rise,” Mayor Ann &lt;b&gt;Lee said on Friday.</p>
        <p>&#x202e;“Backwards,” Bob Ray said&#x202c; in ${{alert(1)}} a paragraph. “<a
        href="javascript:alert(1)">Click</a> here,” he added.</p>
        <p title="{megabyte}">“We have no choice,” she told reporters.</p></article>"#
    );
    let (_server, page) =
        open(site(), &format!(r##"{article}<who-said id="w" for="#first" open></who-said>"##));
    page.wait_for("events.includes('ready w')").unwrap();
    page.wait_for("document.querySelector('#w').shadowRoot.querySelector('.panel')").unwrap();
    page.script(
        "for (const tab of deepAll('[role=tab]')) { tab.click(); \
         await new Promise((go) => setTimeout(go, 50)); }",
        &[],
    )
    .unwrap();
    page.click_text("#first", "no choice", 0).unwrap();
    let seen = page
        .script(
            "const ours = [...document.querySelector('#w').shadowRoot.querySelectorAll('*')];
             return [document.title, ours.filter((e) => \
             /^(script|img|iframe|b|style|link)$/.test(e.localName)).length,
                     ours.filter((e) => e.getAttributeNames().some((name) => \
                     name.startsWith('on'))).length, ours.filter((e) => \
                     e.href?.startsWith?.('javascript:')).length];",
            &[],
        )
        .unwrap();
    assert_eq!(seen, json!(["News", 0, 0, 0]));
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

#[test]
fn removed_element_restores_page_and_works_when_put_back() {
    let (_server, page) = open(site(), &format!(r##"{FIRST}<p id="last">Last.</p>"##));
    page.script("await customElements.whenDefined('who-said');", &[]).unwrap();
    let before = page.traces().unwrap();
    for painter in ["highlight", "mark"] {
        page.script(
            "events.length = 0;
             window.widget ??= Object.assign(document.createElement('who-said'), { id: 'w' });
             widget.setAttribute('for', '#first'); widget.setAttribute('painter', args[0]); \
             document.body.append(widget);",
            &[json!(painter)],
        )
        .unwrap();
        page.wait_for("events.includes('ready w')").unwrap();
        assert!(!painted_in(&page, "#first").is_empty(), "{painter}");
        // Moving an element removes it and adds it again.
        page.script("events.length = 0; document.body.prepend(widget);", &[]).unwrap();
        page.wait_for("events.includes('ready w')").unwrap();
        assert!(!painted_in(&page, "#first").is_empty(), "{painter}, moved");
        page.script("widget.remove();", &[]).unwrap();
        assert_eq!(page.traces().unwrap(), before, "{painter}");
    }
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

#[test]
fn late_or_replaced_article_is_annotated() {
    let (_server, page) =
        open(site(), r##"<div id="app"></div><who-said id="w" for="#first"></who-said>"##);
    page.wait_for("events.includes('error w')").unwrap();
    let fill = "events.length = 0; \
                const made = new DOMParser().parseFromString(args[0], \
                'text/html').body.firstChild; deep('#app').replaceChildren(made);";
    page.script(fill, &[json!(FIRST)]).unwrap();
    page.wait_for("events.includes('ready w')").unwrap();
    assert!(!painted_in(&page, "#first").is_empty());
    // As a router does: a new element with the same id and another story.
    page.script(fill, &[json!(SECOND.replace("second", "first"))]).unwrap();
    page.wait_for("events.includes('ready w')").unwrap();
    assert!(painted_in(&page, "#first").contains(&"“We have no choice,”".to_owned()));
    page.script("document.querySelector('#app').replaceChildren();", &[]).unwrap();
    page.wait_for("CSS.highlights.size === 0").unwrap();
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

#[test]
fn several_widgets_share_one_engine() {
    let (server, page) = open(
        site(),
        &format!(
            r##"{FIRST}{SECOND}<who-said id="a" for="#first"></who-said>
            <who-said id="b" for="#second"></who-said>"##
        ),
    );
    page.wait_for("events.includes('ready a') && events.includes('ready b')").unwrap();
    assert!(!painted_in(&page, "#first").is_empty() && !painted_in(&page, "#second").is_empty());
    page.script("document.querySelector('#a').remove();", &[]).unwrap();
    assert!(painted_in(&page, "#first").is_empty() && !painted_in(&page, "#second").is_empty());
    let fetched = server.requested().iter().filter(|path| path.ends_with(".wasm")).count();
    assert_eq!(fetched, 1);
}

#[test]
fn two_widgets_cannot_annotate_one_element() {
    let (_server, page) = open(
        site(),
        &format!(
            r##"{FIRST}<who-said id="a" for="#first"></who-said>
            <who-said id="b" for="#first"></who-said>"##
        ),
    );
    page.wait_for("events.length === 2").unwrap();
    // The first widget in the page gets the element; the other is refused at once, while the first
    // still reads.
    assert_eq!(events(&page), json!(["error b", "ready a"]));
    assert!(said(&page, "b").contains("annotated already"));
    // After the first is removed, the other works.
    page.script(
        "events.length = 0; const [a, b] = document.querySelectorAll('who-said'); a.remove(); \
         document.body.append(b);",
        &[],
    )
    .unwrap();
    page.wait_for("events.length > 0").unwrap();
    assert_eq!(events(&page), json!(["ready b"]));
    assert!(!painted_in(&page, "#first").is_empty());
}

#[test]
fn two_widgets_cannot_annotate_one_text() {
    let (_server, page) = open(
        site(),
        &format!(
            r##"<section id="all">{FIRST}</section><who-said id="a" for="#first"></who-said>
            <who-said id="b" for="#all"></who-said>"##
        ),
    );
    page.wait_for("events.length === 2").unwrap();
    assert_eq!(events(&page), json!(["error b", "ready a"]));
    assert!(said(&page, "b").starts_with("Some of this element is annotated already"));
    // In reverse, and through a shadow root.
    page.script(
        "document.querySelector('#a').remove();
         events.length = 0;
         document.querySelector('#b').setAttribute('for', 'main, #all');",
        &[],
    )
    .unwrap();
    page.wait_for("events.length > 0").unwrap();
    assert_eq!(events(&page), json!(["ready b"]));
    let refused = page
        .script(
            "const { annotate } = await import('./whosaid.js');
             const host = document.createElement('div');
             host.attachShadow({ mode: 'open' }).innerHTML = '<p>“No,” Ann Lee said.</p>';
             document.querySelector('#first').append(host);
             const inner = [document.querySelector('#first p'), host.shadowRoot.querySelector('p')];
             return Promise.all(inner.map((element) => annotate(element).catch((error) => \
             error.message)));",
            &[],
        )
        .unwrap();
    let why =
        "What this element stands in is annotated already: destroy() the other annotation first.";
    assert_eq!(refused, json!([why, why]));
}

#[test]
fn page_with_frozen_prototypes_is_annotated() {
    let freeze = "<script>[EventTarget, Node, Element, \
                  HTMLElement].forEach((kind) => Object.freeze(kind.prototype))</script>";
    let (_server, page) =
        open(site(), &format!(r##"{freeze}{FIRST}<who-said id="w" for="#first"></who-said>"##));
    page.wait_for("events.length > 0").unwrap();
    assert_eq!(events(&page), json!(["ready w"]), "{}", said(&page, "w"));
    page.click(".launcher").unwrap();
    page.wait_for("deepAll('.panel').length === 1").unwrap();
}

#[test]
fn element_without_for_takes_story_of_page() {
    let (_server, page) = open(site(), &format!(r#"{SECOND}{FIRST}<who-said id="w"></who-said>"#));
    page.wait_for("events.includes('ready w')").unwrap();
    assert!(!painted_in(&page, "#first").is_empty() && painted_in(&page, "#second").is_empty());
}

#[test]
fn selection_is_announced_to_page() {
    let (_server, page) =
        open(site(), &format!(r##"{FIRST}<who-said id="w" for="#first"></who-said>"##));
    page.wait_for("events.includes('ready w')").unwrap();
    page.click_text("#first", "Taxes will", 0).unwrap();
    page.wait_for("events.includes('select w')").unwrap();
    let words = page
        .script(
            "const { attribution } = details.at(-1); \
             const { analysis, text } = document.querySelector('#w');
             return analysis.attributions[attribution].content.map(([start, \
             end]) => text.slice(start, end));",
            &[],
        )
        .unwrap();
    assert_eq!(words, json!(["“Taxes will rise,”"]));
    // A link in a quotation stays a link.
    page.script("events.length = 0;", &[]).unwrap();
    page.click_text("#first", "rise", 0).unwrap();
    page.wait_for("location.hash === '#rise'").unwrap();
    assert_eq!(events(&page), json!([]));
}

#[test]
fn listener_may_destroy_widget_while_panel_works() {
    let (_server, page) = open(site(), FIRST);
    page.script("await customElements.whenDefined('who-said');", &[]).unwrap();
    let before = page.traces().unwrap();
    page.script(
        "const { annotate } = await import('./whosaid.js');
         window.handle = await annotate(document.querySelector('#first'), { open: true });
         document.addEventListener('whosaid:select', () => handle.destroy(), { once: true });",
        &[],
    )
    .unwrap();
    page.wait_for("document.querySelector('who-said').shadowRoot.querySelector('.row')").unwrap();
    page.click(".row").unwrap();
    page.wait_for("events.some((event) => event.startsWith('select'))").unwrap();
    assert_eq!(page.traces().unwrap(), before);
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

#[test]
fn missing_engine_is_one_message_and_page_stays_untouched() {
    let loader = std::fs::read(
        Path::new(&std::env::var_os("WHOSAID_SITE").expect("the site is built")).join("whosaid.js"),
    )
    .expect("the site has the loader");
    let server = Server::new().unwrap().reply("/whosaid.js", Reply::new("text/javascript", loader));
    let (_server, page) =
        open(server, &format!(r##"{FIRST}<who-said id="w" for="#first"></who-said>"##));
    page.wait_for("events.includes('error w')").unwrap();
    assert!(said(&page, "w").contains("could not load its engine from"), "{}", said(&page, "w"));
    assert!(painted_in(&page, "#first").is_empty());
    assert_eq!(events(&page), json!(["error w"]));
}

#[test]
fn policy_without_wasm_is_reported_with_remedy() {
    let server = site().header("Content-Security-Policy", "script-src 'self' 'unsafe-inline'");
    let (server, page) =
        open(server, &format!(r##"{FIRST}<who-said id="w" for="#first"></who-said>"##));
    page.wait_for("events.includes('error w')").unwrap();
    assert!(said(&page, "w").contains("'wasm-unsafe-eval'"), "{}", said(&page, "w"));
    assert!(
        !server.requested().iter().any(|path| path.ends_with(".wasm")),
        "nothing is fetched in vain"
    );
}

#[test]
fn strictest_allowing_policy_suffices() {
    let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'unsafe-inline'; \
                  connect-src 'self'; img-src data:; require-trusted-types-for 'script'";
    let (_server, page) = open(
        site().header("Content-Security-Policy", policy),
        &format!(r##"{FIRST}<who-said id="w" for="#first" open></who-said>"##),
    );
    page.wait_for("events.includes('ready w')").unwrap();
    page.wait_for("document.querySelector('#w').shadowRoot.querySelector('.panel')").unwrap();
    page.click_text("#first", "Taxes will", 0).unwrap();
    page.wait_for("events.includes('select w')").unwrap();
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

#[test]
fn unmatched_for_is_reported() {
    let (_server, page) = open(
        site(),
        &format!(
            r##"{FIRST}<who-said id="w" for="#third"></who-said>
            <who-said id="v" for='##'></who-said>"##
        ),
    );
    page.wait_for("events.length === 2").unwrap();
    assert!(said(&page, "w").contains(r##"for="#third""##), "{}", said(&page, "w"));
    assert!(
        said(&page, "v").contains(r###"Whosaid found no element for="##""###),
        "{}",
        said(&page, "v")
    );
    page.script(
        "events.length = 0; document.querySelector('#w').setAttribute('for', '#first');",
        &[],
    )
    .unwrap();
    page.wait_for("events.includes('ready w')").unwrap();
}

#[test]
fn panic_restores_page_and_is_announced_once() {
    for painter in ["highlight", "mark"] {
        let (_server, page) = open(site(), &format!(r##"{FIRST}{SECOND}<p id="last">Last.</p>"##));
        page.script("await customElements.whenDefined('who-said');", &[]).unwrap();
        let before = page.traces().unwrap();
        page.script(
            "const { annotate } = await import('./whosaid.js');
             window.handle = await annotate(document.querySelector('#first'), { painter: args[0] });
             window.other = await annotate(document.querySelector('#second'), \
             { painter: args[0] });",
            &[json!(painter)],
        )
        .unwrap();
        assert_ne!(page.traces().unwrap(), before);
        // A page may break a function that the engine calls. The exception passes through the
        // engine and leaves its state borrowed for good.
        page.script(
            "const { x, y } = middle(rangeOf(deep('#first'), 'Friday', 0));
             const click = () => deep('#first p').dispatchEvent(new MouseEvent('click', \
             { bubbles: true, detail: 1, clientX: x, clientY: y }));
             const rects = Range.prototype.getClientRects;
             Range.prototype.getClientRects = () => { throw new Error('the page is broken'); };
             click();
             Range.prototype.getClientRects = rects;
             click();
             click();",
            &[],
        )
        .unwrap();
        page.wait_for("events.filter((event) => event.startsWith('error')).length === 2").unwrap();
        assert_eq!(page.traces().unwrap(), before, "{painter}");
        let theirs = page.errors().unwrap();
        assert!(
            theirs.iter().all(|line| line.contains("the page is broken")),
            "{painter}: {theirs:?}"
        );
        let after = page.script(
            "handle.destroy(); try { handle.select(null); return 'nothing'; \
             } catch (error) { return error.message; }",
            &[],
        );
        assert!(after.unwrap().as_str().unwrap().contains("Reload the page"));
        page.click_text("#first", "Taxes", 0).unwrap();
        page.script("document.querySelector('#first p').append(' More.');", &[]).unwrap();
        page.press(Key::Escape).unwrap();
        page.script("scrollTo(0, 100); await new Promise((go) => setTimeout(go, 500));", &[])
            .unwrap();
        assert_eq!(
            page.errors().unwrap(),
            Vec::<String>::new(),
            "{painter}: nothing of it runs any more"
        );
    }
}
