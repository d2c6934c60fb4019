//! The reader page: articles that it takes and refuses, always as text, never as markup.

use pages::{Page, Reply, Running, Screen, Server, site};
use serde_json::{Value, json};
use std::time::Instant;

fn whosaid() -> Running {
    site().start()
}

/// Opens the reader page with this fragment in its address.
fn reader(whosaid: &Running, fragment: &str) -> Page {
    Page::open(&whosaid.url(&format!("/reader.html#{fragment}"))).unwrap()
}

/// The lines of an article, after its first line and repeated, as the bookmarklet packs them for an
/// address.
fn packed(page: &Page, lines: &str, times: usize) -> String {
    packed_after(page, "whosaid 1", lines, times)
}

/// The same for lines after this first line.
fn packed_after(page: &Page, first: &str, lines: &str, times: usize) -> String {
    let packed = page.script(
        "const stream = new Blob([args[2] + '\\n' + args[0].repeat(args[1])]).stream()
           .pipeThrough(new CompressionStream('deflate-raw'));
         const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
         let binary = '';
         for (const byte of bytes) binary += String.fromCharCode(byte);
         return 'd' + btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');",
        &[json!(lines), json!(times), json!(first)],
    );
    packed.unwrap().as_str().unwrap().to_owned()
}

/// Hands the lines of an article, repeated, to the reader page that [`opened_by_paper`] opened.
fn hand_over(page: &Page, lines: &str, times: usize) {
    page.script(
        "reader.postMessage('whosaid article abc\\nwhosaid 1\\n' + args[0].repeat(args[1]), '*');",
        &[json!(lines), json!(times)],
    )
    .unwrap();
}

/// Opens an article by its link, in a page that shows nothing yet.
fn open_link(page: &Page, whosaid: &Running, packed: &str) {
    page.go("about:blank").unwrap();
    page.go(&whosaid.url(&format!("/reader.html#article={packed}"))).unwrap();
}

/// A site whose pages can open the reader page, and that page opened by one of them, as the
/// bookmarklet does it.
fn opened_by_paper(whosaid: &Running) -> (Running, Page, Vec<String>) {
    let paper = Server::new()
        .unwrap()
        .reply("/", Reply::html("<title>x</title><link rel=icon href='data:,'>"))
        .start();
    let page = Page::open(&paper.address()).unwrap();
    let windows = page.windows().unwrap();
    let from = paper.address().trim_end_matches('/').to_owned();
    page.devtools("Runtime.evaluate", &json!({ "expression": "0", "userGesture": true })).unwrap();
    page.script(
        "window.reader = open(args[0]);
         // The reader page answers once it listens.
         for (let ready = false; !ready; ) {
           const { port1, port2 } = new MessageChannel();
           port1.onmessage = ({ data }) => { ready = data === 'whosaid ready abc'; };
           reader.postMessage('whosaid hello', '*', [port2]);
           await new Promise((go) => setTimeout(go, 100));
         }",
        &[json!(whosaid.url(&format!("/reader.html#nonce=abc&from={from}")))],
    )
    .unwrap();
    (paper, page, windows)
}

/// What the reader page says of where its article was published.
fn source_line(page: &Page) -> Value {
    page.script("return deep('#source').hidden ? null : deep('#source').textContent;", &[]).unwrap()
}

/// The article of most tests.
const TAXES: &str = "uhttps://news.example/taxes?a=1#b\ntTaxes to rise\nbBy Jane \
                     Roe\nd2016-09-09\np“Taxes will rise,” Mayor Ann Lee said on Friday.";

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
        "document.querySelector('#trouble').textContent.includes('more than any article')",
    )
    .unwrap();
}

/// Lines and how often they are repeated, for articles that are larger than any, with words of
/// their messages.
const BOMBS: [(&str, usize, &str); 4] = [
    // A link of 823 characters.
    ("p.\n", 200_000, "more than 5,000 paragraphs"),
    ("p\u{200b}\n", 150_000, "more than 5,000 paragraphs"),
    ("word ", 6_000_000, "more than 300,000 characters"),
    ("\n", 40_000_000, "more than 300,000 characters"),
];

/// Most bytes of memory that the page's process may take for any link, the 100 MB of an empty page
/// included.
const MOST_MEMORY: u64 = 300_000_000;

#[test]
fn short_link_to_huge_article_is_refused_in_little_memory() {
    let whosaid = whosaid();
    let page = reader(&whosaid, "");
    for (lines, times, said) in BOMBS {
        let link = packed(&page, lines, times);
        assert!(link.len() < 65_536, "{} letters", link.len());
        // A process of its own for each link, as the peak of a process never falls.
        let fresh = Page::blank().unwrap();
        let seconds = (0..3).map(|_| {
            fresh.go("about:blank").unwrap();
            let begun = Instant::now();
            open_link(&fresh, &whosaid, &link);
            let shown =
                format!("document.querySelector('#trouble').textContent.includes('{said}')");
            fresh.wait_for(&shown).unwrap();
            begun.elapsed().as_secs_f64()
        });
        let seconds = seconds.fold(f64::INFINITY, f64::min);
        let peak = fresh.peak_memory();
        println!("{} letters: {seconds:.2} s, {peak:?} B at most", link.len());
        assert!(seconds < 2.0, "{said}: {seconds} s");
        assert!(peak.is_none_or(|bytes| bytes < MOST_MEMORY), "{said}: {peak:?} bytes");
        assert_eq!(fresh.errors().unwrap(), Vec::<String>::new());
    }
}

#[test]
fn largest_article_is_read_in_little_memory() {
    let whosaid = whosaid();
    let page = reader(&whosaid, "");
    // As much as one link may bring: of text, and of paragraphs.
    for (lines, times) in [
        ("p“No,” he said. “No,” he said. “No,” he said. “No,” he said.\n", 4_700),
        ("p“No,” he said. ", 18_500),
        ("p“No,” Ann said.\n", 4_990),
    ] {
        let fresh = Page::blank().unwrap();
        let link = packed(&page, lines, times);
        let begun = Instant::now();
        open_link(&fresh, &whosaid, &link);
        fresh.wait_for("/statement/.test(document.querySelector('#status').textContent)").unwrap();
        let (seconds, peak) = (begun.elapsed().as_secs_f64(), fresh.peak_memory());
        println!("{} letters: {seconds:.2} s, {peak:?} B at most", link.len());
        assert!(peak.is_none_or(|bytes| bytes < MOST_MEMORY), "{peak:?} bytes");
        assert_eq!(fresh.errors().unwrap(), Vec::<String>::new());
    }
}

#[test]
fn largest_page_is_read_in_little_memory() {
    let whosaid = whosaid();
    let page = reader(&whosaid, "");
    let story = "<p\n.“The wall is older than I am,” said Marta Quill, the mayor, on Monday.\n>\n";
    // As much as one link may bring: elements side by side, within one another, and text.
    for (lines, times, said) in [
        ("<p\n>\n", 199_000, "1 statement "),
        ("<p\n", 330_000, "1 statement "),
        ("[b\n", 330_000, "1 statement "),
        (".word \n", 140_000, "more than any article"),
        ("<p\n>\n", 9_000_000, "more than 1,000,000 characters"),
    ] {
        let fresh = Page::blank().unwrap();
        let first = format!("whosaid 2\n{story}");
        let link = packed_after(&page, first.trim_end(), lines, times);
        let begun = Instant::now();
        open_link(&fresh, &whosaid, &link);
        let shown = "document.querySelector('#status').textContent
            + document.querySelector('#trouble').textContent";
        fresh.wait_for(&format!("({shown}).includes('{said}')")).unwrap();
        let (seconds, peak) = (begun.elapsed().as_secs_f64(), fresh.peak_memory());
        println!("{} letters: {seconds:.2} s, {peak:?} B at most", link.len());
        assert!(peak.is_none_or(|bytes| bytes < MOST_MEMORY), "{said}: {peak:?} bytes");
        assert_eq!(fresh.errors().unwrap(), Vec::<String>::new());
    }
}

#[test]
fn hostile_page_handed_over_stays_text() {
    let whosaid = whosaid();
    let page = reader(&whosaid, "");
    let lines = [
        "tTaxes\n<div\tx onload=alert(1)\tx\tarticleBody\n<img src=x onerror=alert(1)>\n>",
        "<script\n.document.title = 'owned'\n>",
        "<p\n[a href=javascript:alert(1)\n.“</p><script>document.title = 'owned'</script>,”\n>",
        ". Ann Lee said on Friday that it was <iframe src=https://example.org></iframe> again.\n>",
        "<who-said\n.Bob Ray said no.\n>\n<p\n.Ann Lee said on Monday that it was not so.\n>\n>",
    ];
    let link = packed_after(&page, "whosaid 2", &lines.join("\n"), 1);
    open_link(&page, &whosaid, &link);
    page.wait_for("document.querySelector('who-said')?.analysis").unwrap();
    let seen = "const all = [...deep('#article').querySelectorAll('*')];
        return [[...new Set(all.map((e) => e.localName))].sort().join(' '), document.title,
          deepAll('script, iframe, img').filter((e) => e.getRootNode() !== document).length,
          deep('#article').textContent.includes('Bob Ray')];";
    let seen = page.script(seen, &[]).unwrap();
    assert_eq!(seen, json!(["h1 p", "Taxes · Whosaid reader", 0, false]));
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

#[test]
fn huge_article_by_message_is_refused() {
    let whosaid = whosaid();
    for (lines, times, _) in BOMBS {
        let (_paper, page, windows) = opened_by_paper(&whosaid);
        hand_over(&page, lines, times);
        page.switch_to_new(&windows).unwrap();
        page.wait_for(
            "document.querySelector('#trouble').textContent.includes('more than any article')",
        )
        .unwrap();
        assert_eq!(page.errors().unwrap(), Vec::<String>::new());
    }
}

#[test]
fn packed_article_leaves_address_and_can_be_loaded_again() {
    let whosaid = whosaid();
    let page = reader(&whosaid, "");
    let link = packed(&page, TAXES, 1);
    open_link(&page, &whosaid, &link);
    let seen = "return [location.href, deep('#article').textContent, history.length];";
    page.wait_for("document.querySelector('who-said')?.analysis").unwrap();
    let first = page.script(seen, &[]).unwrap();
    assert_eq!(first[0], json!(whosaid.url("/reader.html")), "nothing of it is in the address");
    page.script("location.reload();", &[]).unwrap();
    page.wait_for("document.querySelector('who-said')?.analysis").unwrap();
    assert_eq!(page.script(seen, &[]).unwrap(), first);
    // Another article in the same tab, and back.
    let other = packed(&page, &TAXES.replace("Taxes to", "Schools to"), 1);
    page.script("location.hash = args[0];", &[json!(format!("article={other}"))]).unwrap();
    let shows = |title: &str| {
        page.wait_for(&format!(
            "document.querySelector('#article h1')?.textContent === '{title} to rise' && \
             !location.hash"
        ))
        .unwrap();
    };
    shows("Schools");
    page.script("history.back();", &[]).unwrap();
    shows("Taxes");
    // Nothing stands where another tab or a later day finds it.
    let kept = "return [localStorage.length, sessionStorage.length, document.cookie];";
    assert_eq!(page.script(kept, &[]).unwrap(), json!([0, 0, ""]));
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

#[test]
fn source_is_called_verified_only_where_its_own_site_hands_it_over() {
    let whosaid = whosaid();
    let page = reader(&whosaid, "");
    let link = packed(&page, TAXES, 1);
    open_link(&page, &whosaid, &link);
    page.wait_for("document.querySelector('who-said')?.analysis").unwrap();
    let said = json!("Source, as the link says, not verified: news.example");
    assert_eq!(source_line(&page), said);
    page.script("location.reload();", &[]).unwrap();
    page.wait_for("document.querySelector('who-said')?.analysis").unwrap();
    assert_eq!(source_line(&page), said, "loaded again, it is no better");
    for own in [true, false] {
        let (paper, page, windows) = opened_by_paper(&whosaid);
        let address =
            if own { paper.url("/taxes") } else { "https://news.example/taxes".to_owned() };
        let article = TAXES.replace("https://news.example/taxes?a=1#b", &address);
        hand_over(&page, &article, 1);
        page.switch_to_new(&windows).unwrap();
        for _ in 0..2 {
            page.wait_for("document.querySelector('who-said')?.analysis").unwrap();
            let said = if own {
                "The article as published: 127.0.0.1".to_owned()
            } else {
                let paper = paper.address();
                let paper = paper.trim_end_matches('/');
                format!("Source, as {paper} says, not verified: news.example")
            };
            assert_eq!(source_line(&page), json!(said));
            page.script("location.reload();", &[]).unwrap();
        }
    }
}

#[test]
fn opener_is_let_go_after_delivery() {
    let whosaid = whosaid();
    let (_paper, page, windows) = opened_by_paper(&whosaid);
    hand_over(&page, TAXES, 1);
    page.switch_to_new(&windows).unwrap();
    page.wait_for("document.querySelector('who-said')?.analysis").unwrap();
    assert_eq!(page.script("return opener;", &[]).unwrap(), Value::Null);
    // By an address, it is never needed.
    let link = packed(&page, TAXES, 1);
    let known = page.windows().unwrap();
    page.switch_to(&windows[0]).unwrap();
    page.devtools("Runtime.evaluate", &json!({ "expression": "0", "userGesture": true })).unwrap();
    page.script(
        "open(args[0], '_blank');",
        &[json!(whosaid.url(&format!("/reader.html#article={link}")))],
    )
    .unwrap();
    page.switch_to_new(&known).unwrap();
    page.wait_for("document.querySelector('who-said')?.analysis").unwrap();
    assert_eq!(page.script("return opener;", &[]).unwrap(), Value::Null);
}

#[test]
fn reader_page_does_not_run_in_frame() {
    let whosaid = whosaid();
    let page = reader(&whosaid, "");
    let link = packed(&page, TAXES, 1);
    let frame = format!("<iframe src='{}#article={link}'></iframe>", whosaid.url("/reader.html"));
    let paper = Server::new().unwrap().reply("/", Reply::html(frame)).start();
    page.go(&paper.address()).unwrap();
    page.switch_to_frame(Some(0)).unwrap();
    page.wait_for("document.querySelector('#status').textContent.includes('window of its own')")
        .unwrap();
    let seen = "return [deep('#article').textContent, deep('#paste').hidden, \
                document.querySelector('who-said')];";
    assert_eq!(page.script(seen, &[]).unwrap(), json!(["", true, null]));
}

#[test]
fn impossible_day_stays_text() {
    let whosaid = whosaid();
    let page = reader(&whosaid, "");
    for (day, shown, published) in [
        ("2016-02-29", "By Jane Roe February 29, 2016", json!("2016-02-29")),
        ("2016-02-31", "By Jane Roe 2016-02-31", Value::Null),
        ("2016-13-45", "By Jane Roe 2016-13-45", Value::Null),
        ("some day", "By Jane Roe some day", Value::Null),
    ] {
        let link = packed(&page, &TAXES.replace("2016-09-09", day), 1);
        open_link(&page, &whosaid, &link);
        page.wait_for("document.querySelector('who-said')?.analysis").unwrap();
        let seen = page
            .script(
                "return [deep('.byline').textContent, deep('who-said').analysis.published];",
                &[],
            )
            .unwrap();
        assert_eq!(seen, json!([shown, published]), "{day}");
    }
}

#[test]
fn hostile_text_stays_text() {
    let whosaid = whosaid();
    let page = reader(&whosaid, "");
    let long = "x".repeat(250_000);
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
        &format!("q<b title='{long}'>Long</b>"),
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
    assert!(seen["quote"].as_u64().unwrap() > 250_000);
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
