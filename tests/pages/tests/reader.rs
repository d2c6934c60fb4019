//! The reader page: articles that it takes and refuses, always as text, never as markup.

use pages::{Page, Reply, Running, Screen, Server, site};
use serde_json::json;

fn whosaid() -> Running {
    site().start()
}

/// Opens the reader page with this fragment in its address.
fn reader(whosaid: &Running, fragment: &str) -> Page {
    Page::open(&whosaid.url(&format!("/reader.html#{fragment}"))).unwrap()
}

#[test]
fn missing_article_is_reported() {
    let whosaid = whosaid();
    let opener = Server::new()
        .unwrap()
        .reply("/", Reply::html("<title>x</title><link rel=icon href='data:,'>"))
        .start();
    let page = Page::open(&opener.address()).unwrap();
    let windows = page.windows().unwrap();
    page.click("html").unwrap();
    page.script("open(args[0]);", &[json!(whosaid.url("/reader.html#nonce=abc&from=nonsense"))])
        .unwrap();
    page.switch_to_new(&windows).unwrap();
    page.wait_for(
        "document.querySelector('#trouble').textContent.includes('No article has arrived')",
    )
    .unwrap();
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

#[test]
fn pasted_text_is_read() {
    let whosaid = whosaid();
    let page = Page::open(&whosaid.url("/reader.html")).unwrap();
    page.wait_for("!document.querySelector('#paste').hidden").unwrap();
    assert_eq!(page.focus().unwrap().id, "text");
    page.write(
        "Taxes to rise\n\n“Taxes will rise,” Mayor Ann Lee said on Friday.\nBob Ray said that he \
         was not happy.",
    )
    .unwrap();
    page.click("#paste button").unwrap();
    page.wait_for("document.querySelector('who-said')?.analysis && CSS.highlights.size > 0")
        .unwrap();
    assert_eq!(page.focus().unwrap().id, "article");
    page.wait_for("document.querySelector('#status').textContent === '2 statements · 2 speakers'")
        .unwrap();
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

#[test]
fn damaged_address_is_reported_above_the_paste_box() {
    let whosaid = whosaid();
    let page = reader(&whosaid, "");
    for (fragment, said) in [
        ("article=d%%%", "letters"),
        ("article=dAAAA", "part of it is missing"),
        ("article=pAAAA", "does not start"),
        ("article=p_w", "is not text"),
        ("article=xd2hvc2FpZA", "does not know"),
        // "whosaid 1" alone.
        ("article=pd2hvc2FpZCAx", "no text"),
        ("nonsense", "Press the Whosaid bookmark"),
        ("nonce=abc&from=https://example.org", "keeps this window apart"),
    ] {
        page.go("about:blank").unwrap();
        page.go(&whosaid.url(&format!("/reader.html#{fragment}"))).unwrap();
        page.wait_for("!document.querySelector('#paste').hidden").unwrap();
        let shown = page.script("return deep('#trouble').textContent;", &[]).unwrap();
        assert!(shown.as_str().unwrap().contains(said), "{fragment}: {shown}");
    }
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

#[test]
fn decompression_bomb_is_refused() {
    let whosaid = whosaid();
    let page = reader(&whosaid, "");
    let bomb = page
        .script(
            "const zeros = new Blob([new Uint8Array(30_000_000)]).stream().pipeThrough(new \
             CompressionStream('deflate-raw'));
             const bytes = new Uint8Array(await new Response(zeros).arrayBuffer());
             return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_');",
            &[],
        )
        .unwrap();
    page.go("about:blank").unwrap();
    page.go(&whosaid.url(&format!("/reader.html#article=d{}", bomb.as_str().unwrap()))).unwrap();
    page.wait_for(
        "document.querySelector('#trouble').textContent.includes('longer than any article')",
    )
    .unwrap();
}

#[test]
fn hostile_text_stays_text() {
    let whosaid = whosaid();
    let page = reader(&whosaid, "");
    let megabyte = "x".repeat(1_000_000);
    let lines = [
        "whosaid 1",
        "ujavascript:alert(1)//https://example.org",
        "t<img src=x onerror=alert(1)>\u{202e}gnp.exe",
        "b<script>document.title='owned'</script> {{constructor.constructor('alert(1)')()}} \
         ${alert(1)}",
        "d2016-13-45",
        "p“</p><script>document.title = 'owned'</script><iframe \
         src=https://example.org></iframe>,” Ann Lee said on Friday.",
        "p\u{202e}“Backwards,” Bob Ray said in a paragraph that never turns back.",
        "h<svg onload=alert(1)>",
        "l<a href=javascript:alert(1)>click</a>",
        "?a kind of line that does not exist",
        &format!("q<b title='{megabyte}'>A megabyte</b>"),
    ]
    .join("\n");
    let packed = page
        .script(
            "const bytes = new TextEncoder().encode(args[0]); let binary = ''; \
             for (const byte of bytes) binary += String.fromCharCode(byte); \
             return btoa(binary).replaceAll('+', '-').replaceAll('/', '_');",
            &[json!(lines)],
        )
        .unwrap();
    page.go("about:blank").unwrap();
    page.go(&whosaid.url(&format!("/reader.html#article=p{}", packed.as_str().unwrap()))).unwrap();
    page.wait_for("document.querySelector('who-said')?.analysis").unwrap();
    let seen = page
        .script(
            "return { names: [...new Set([...deep('#article').querySelectorAll('*')].map((e) => \
             e.localName))].sort(), attributes: [...new \
             Set([...deep('#article').querySelectorAll('*')].flatMap((e) => \
             e.getAttributeNames()))].sort(),
                      source: deep('#source').hidden, title: document.title, \
                      quote: deep('blockquote').textContent.length, \
                      panel: deepAll('script, iframe, img, [onerror], [onload]').filter((e) => \
                      e.getRootNode() !== document).length };",
            &[],
        )
        .unwrap();
    assert_eq!(seen["names"], json!(["blockquote", "h1", "h2", "li", "p", "ul"]));
    assert_eq!(seen["attributes"], json!(["class", "dir"]));
    assert_eq!(seen["source"], json!(true), "no link to what is neither http nor https");
    assert_eq!(seen["title"], json!("<img src=x onerror=alert(1)>gnp.exe · Whosaid reader"));
    assert!(seen["quote"].as_u64().unwrap() > 1_000_000);
    assert_eq!(seen["panel"], json!(0));
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

#[test]
fn messages_of_other_origins_are_ignored() {
    let whosaid = whosaid();
    // A page that claims another origin, and one that guesses the nonce.
    let paper = Server::new()
        .unwrap()
        .reply("/", Reply::html("<title>x</title><link rel=icon href='data:,'>"))
        .start();
    let page = Page::open(&paper.address()).unwrap();
    let windows = page.windows().unwrap();
    page.click("html").unwrap();
    let open = "window.reader = open(args[0]); await new Promise((go) => setTimeout(go, 1500)); \
                reader.postMessage(args[1], '*');";
    let article = "whosaid article abc\nwhosaid 1\ntForged\npSaid nobody.";
    for (from, message) in [
        ("https://example.org".to_owned(), article.to_owned()),
        (paper.address(), article.replace("abc", "abd")),
    ] {
        let from = from.trim_end_matches('/');
        let address = whosaid.url(&format!("/reader.html#nonce=abc&from={from}"));
        page.devtools("Runtime.evaluate", &json!({ "expression": "0", "userGesture": true }))
            .unwrap();
        page.script(open, &[json!(address), json!(message)]).unwrap();
        page.switch_to_new(&windows).unwrap();
        page.script("await new Promise((go) => setTimeout(go, 300));", &[]).unwrap();
        assert_eq!(
            page.script("return [deep('#article').hidden, deep('#article').textContent];", &[])
                .unwrap(),
            json!([true, ""]),
            "{from}"
        );
        page.close_window(&windows[0]).unwrap();
    }
    // The same with a correct message, which proves that the others were refused for their faults.
    let address = whosaid
        .url(&format!("/reader.html#nonce=abc&from={}", paper.address().trim_end_matches('/')));
    page.devtools("Runtime.evaluate", &json!({ "expression": "0", "userGesture": true })).unwrap();
    page.script(open, &[json!(address), json!(article)]).unwrap();
    page.switch_to_new(&windows).unwrap();
    page.wait_for("document.querySelector('#article').textContent.includes('Forged')").unwrap();
}

#[test]
fn reader_page_has_no_axe_violations_with_or_without_article() {
    let whosaid = whosaid();
    for dark in [false, true] {
        let page = Page::blank().unwrap();
        for (width, height) in [(1280, 900), (390, 844)] {
            page.set_screen(Screen { width, height, dark }).unwrap();
            page.go("about:blank").unwrap();
            page.go(&whosaid.url("/reader.html")).unwrap();
            page.wait_for("!document.querySelector('#paste').hidden").unwrap();
            assert_eq!(
                page.violations().unwrap(),
                Vec::<String>::new(),
                "the box, {width} wide, dark: {dark}"
            );
            page.write(
                "whosaid 1\nuhttps://example.org/news\ntTaxes to rise\nbBy Jane \
                 Roe\nd2016-09-09\np“Taxes will rise,” Mayor Ann Lee said on Friday.\nhMore\nlBob \
                 Ray said that he was not happy.\nqHe insisted on it.",
            )
            .unwrap();
            page.click("#paste button").unwrap();
            page.wait_for(
                "document.querySelector('who-said')?.analysis && CSS.highlights.size > 0",
            )
            .unwrap();
            assert_eq!(
                page.violations().unwrap(),
                Vec::<String>::new(),
                "an article, {width} wide, dark: {dark}"
            );
        }
    }
}
