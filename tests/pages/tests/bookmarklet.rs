//! The bookmarklet and the reader page, from the demo's button to an annotated article, by each way
//! of handing the article over.

use pages::{Page, Reply, Running, Server, site};
use serde_json::{Value, json};

/// A news page without the widget, with navigation, a banner and a footer around the article.
const NEWS: &str = include_str!("html/paper.html");

/// The site with the bookmarklet; browsers may use its files from any page.
fn whosaid() -> Running {
    site().header("Access-Control-Allow-Origin", "*").start()
}

/// A news site with these response headers.
fn paper(headers: &[(&str, &str)]) -> Running {
    let news =
        headers.iter().fold(Reply::html(NEWS), |reply, (name, value)| reply.header(name, value));
    Server::new().unwrap().reply("/", news).start()
}

/// Opens a browser; gives the address of the bookmarklet too.
fn browser(whosaid: &Running) -> (Page, String) {
    let page = Page::open(&whosaid.address()).unwrap();
    page.wait_for("document.querySelector('#drag').href.startsWith('javascript:')").unwrap();
    let address = page.script("return document.querySelector('#address').value;", &[]).unwrap();
    (page, address.as_str().unwrap().to_owned())
}

/// Waits until the reader page in this window has annotated its article; gives what it shows.
fn read_in_reader(page: &Page) -> Value {
    page.wait_for("document.querySelector('who-said')?.analysis && CSS.highlights.size > 0")
        .unwrap();
    page.script(
        "return { parts: [...deep('#article').children].map((e) => \
         e.localName + ': ' + e.textContent), source: deep('#source a').href,
                  speakers: deep('who-said').analysis.attributions.flatMap(({ speakers }) => \
                  speakers.map((id) => deep('who-said').analysis.actors[id].name)) };",
        &[],
    )
    .unwrap()
}

/// Asserts that the reader page shows the article of [`NEWS`], however that was handed over.
fn assert_is_the_article(shown: &Value, paper: &Running) {
    let expected = [
        "h1: Taxes to rise",
        "p: By Jane Roe September 9, 2016",
        "p: “Taxes will rise next year,” Mayor Ann Lee told reporters on Friday, \
         before a meeting of the city council.",
        "p: Bob Ray, who teaches at the city’s largest school, \
         said that he was “not happy” with what the council had decided.",
        "h2: What comes next",
        "ul: According to Ray, schools need more money than the mayor has promised them so far.",
        "blockquote: “We have no choice,” Lee insisted, \
         and added that the council would vote on the plan next week.",
    ];
    assert_eq!(shown["parts"], json!(expected));
    assert_eq!(shown["source"], json!(paper.address()));
    assert!(
        shown["speakers"].as_array().unwrap().contains(&json!("Ann Lee")),
        "{}",
        shown["speakers"]
    );
}

#[test]
fn demo_offers_bookmarklet_to_drag_and_to_copy() {
    let site = whosaid();
    let (page, address) = browser(&site);
    assert!(address.len() < 8 * 1024, "{} characters", address.len());
    assert!(
        address.contains(&format!("\u{22}{}\u{22}", site.address()).replace('"', "%22")),
        "it knows where it came from"
    );
    assert!(
        address.bytes().all(|byte| byte.is_ascii_graphic()),
        "nothing that a paste might change"
    );
    assert_eq!(
        page.script("return deep('#drag').href === deep('#address').value;", &[]).unwrap(),
        json!(true)
    );
    page.click("#drag").unwrap();
    page.wait_for("document.querySelector('#installed').textContent.includes('Drag')").unwrap();
    assert_eq!(
        page.script("return document.querySelectorAll('#bookmarklet details[open]').length;", &[])
            .unwrap(),
        json!(1)
    );
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

#[test]
fn bookmarklet_annotates_page_and_second_press_undoes_it() {
    let (whosaid, paper) = (whosaid(), paper(&[]));
    let (page, bookmark) = browser(&whosaid);
    page.go(&paper.address()).unwrap();
    let before = page.traces().unwrap();
    for _ in 0..2 {
        page.press_bookmark(&bookmark).unwrap();
        page.wait_for("document.querySelector('who-said')?.analysis && CSS.highlights.size > 0")
            .unwrap();
        page.wait_for("document.querySelector('who-said').shadowRoot.querySelector('.panel')")
            .unwrap();
        assert_eq!(
            page.script("return document.documentElement.children.length;", &[]).unwrap(),
            json!(3),
            "the notice is gone"
        );
        page.press_bookmark(&bookmark).unwrap();
        page.wait_for("!document.querySelector('who-said')").unwrap();
        assert_eq!(page.traces().unwrap(), before);
    }
    assert_eq!(page.windows().unwrap().len(), 1);
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

#[test]
fn reader_page_gets_article_by_message_where_scripts_are_forbidden() {
    let (whosaid, paper) = (whosaid(), paper(&[("Content-Security-Policy", "default-src 'none'")]));
    let (page, bookmark) = browser(&whosaid);
    page.go(&paper.address()).unwrap();
    let before = page.traces().unwrap();
    let windows = page.windows().unwrap();
    page.press_bookmark(&bookmark).unwrap();
    page.switch_to_new(&windows).unwrap();
    assert_is_the_article(&read_in_reader(&page), &paper);
    assert_eq!(
        page.script("return location.href;", &[]).unwrap(),
        json!(whosaid.url("/reader.html")),
        "the address keeps nothing"
    );
    page.switch_to(&windows[0]).unwrap();
    assert_eq!(page.traces().unwrap(), before);
}

#[test]
fn words_that_nobody_sees_are_not_handed_over() {
    const TRICKS: [&str; 9] = [
        "opacity: 0.01",
        "color: white",
        "color: rgba(0, 0, 0, 0)",
        "font-size: 1px",
        "position: absolute; left: -9999px",
        "position: absolute; clip: rect(0, 0, 0, 0)",
        "clip-path: inset(50%)",
        "height: 0; overflow: hidden",
        "visibility: hidden",
    ];
    // Styles that look alike, and whose words are seen.
    const SEEN: [&str; 3] =
        ["opacity: 0.5", "color: white; background: black", "overflow: hidden; color: #000"];
    let said = |style: &str, word: &str, number: usize| {
        format!(
            "<p style='{style}'>“The {word} will be sold next year,” said Cy Fox for the \
             {number}th time.</p>"
        )
    };
    let planted: String =
        TRICKS.iter().enumerate().map(|(number, style)| said(style, "river", number)).collect();
    let seen: String =
        SEEN.iter().enumerate().map(|(number, style)| said(style, "bridge", number)).collect();
    let news = NEWS.replacen("<aside", &format!("{planted}{seen}<aside"), 1);
    let policy = "default-src 'none'; style-src 'unsafe-inline'";
    let news = Reply::html(news).header("Content-Security-Policy", policy);
    let (whosaid, paper) = (whosaid(), Server::new().unwrap().reply("/", news).start());
    let (page, bookmark) = browser(&whosaid);
    page.go(&paper.address()).unwrap();
    let home = page.window().unwrap();
    page.press_bookmark(&bookmark).unwrap();
    page.switch_to_new(&[home]).unwrap();
    let shown = read_in_reader(&page)["parts"].to_string();
    assert!(!shown.contains("The river"), "{shown}");
    assert_eq!(shown.matches("The bridge").count(), SEEN.len(), "{shown}");
}

#[test]
fn page_without_headline_keeps_the_title_it_states() {
    let news = NEWS.replacen("<h1>Taxes to rise</h1>", "", 1);
    let news = Reply::html(news).header("Content-Security-Policy", "default-src 'none'");
    let (whosaid, paper) = (whosaid(), Server::new().unwrap().reply("/", news).start());
    let (page, bookmark) = browser(&whosaid);
    page.go(&paper.address()).unwrap();
    let home = page.window().unwrap();
    page.press_bookmark(&bookmark).unwrap();
    page.switch_to_new(&[home]).unwrap();
    assert_eq!(read_in_reader(&page)["parts"][0], json!("h1: Taxes to rise"));
}

#[test]
fn article_goes_by_address_where_windows_are_cut_apart() {
    let headers = [
        ("Content-Security-Policy", "default-src 'none'"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ];
    let (whosaid, paper) = (whosaid(), paper(&headers));
    let (page, bookmark) = browser(&whosaid);
    for (way, without) in [("d", ""), ("p", "delete globalThis.CompressionStream;")] {
        // The header works on trustworthy origins only; localhost is one.
        page.go(&paper.address()).unwrap();
        page.script(without, &[]).unwrap();
        let before = page.traces().unwrap();
        let windows = page.windows().unwrap();
        page.press_bookmark(&bookmark).unwrap();
        page.wait_for(
            "deepAll('button').some((button) => button.textContent === 'Open in the reader')",
        )
        .unwrap();
        let known = page.windows().unwrap();
        page.click("button").unwrap();
        page.switch_to_new(&known).unwrap();
        assert_is_the_article(&read_in_reader(&page), &paper);
        let kept = "return [location.hash, history.state.way, history.state.text[0]];";
        assert_eq!(page.script(kept, &[]).unwrap(), json!(["", "address", way]));
        page.close_window(&windows[0]).unwrap();
        assert_eq!(page.traces().unwrap(), before);
        assert_eq!(
            page.windows().unwrap().len(),
            1,
            "the window that was cut off has closed itself"
        );
    }
}

#[test]
fn article_too_long_for_address_is_copied() {
    let whosaid = whosaid();
    // Random words, which compression does not shorten.
    let mut state = 1u64;
    let mut word = || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        format!("{:x}", state >> 20)
    };
    let long: String = (0..2_000)
        .map(|_| format!("<p>{}</p>", [word(), word(), word(), word(), word(), word()].join(" ")))
        .collect();
    let news = Reply::html(NEWS.replace("<h2>What comes next</h2>", &long))
        .header("Content-Security-Policy", "default-src 'none'");
    let paper = Server::new()
        .unwrap()
        .reply("/", news.header("Cross-Origin-Opener-Policy", "same-origin"))
        .start();
    let (page, bookmark) = browser(&whosaid);
    page.devtools(
        "Browser.grantPermissions",
        &json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] }),
    )
    .unwrap();
    page.go(&paper.address()).unwrap();
    page.press_bookmark(&bookmark).unwrap();
    page.wait_for(
        "deepAll('button').some((button) => button.textContent === 'Copy it and open the reader')",
    )
    .unwrap();
    let known = page.windows().unwrap();
    page.click("button").unwrap();
    page.switch_to_new(&known).unwrap();
    page.wait_for("!document.querySelector('#paste').hidden && document.hasFocus()").unwrap();
    page.script(
        "deep('#text').value = await navigator.clipboard.readText(); \
         deep('#paste button').click();",
        &[],
    )
    .unwrap();
    page.wait_for("document.querySelector('#article').textContent.includes('We have no choice')")
        .unwrap();
    assert_eq!(page.script("return deep('#source a').href;", &[]).unwrap(), json!(paper.address()));
}

#[test]
fn page_can_neither_read_nor_forge_messages() {
    let listening = "<script>
        window.heard = []; window.failed = [];
        addEventListener('message', (event) => heard.push(String(event.data)));
        for (const type of ['error', 'unhandledrejection']) addEventListener(type, \
        (event) => failed.push(String(event.message ?? event.reason)));
        window.forge = setInterval(() => postMessage('whosaid ready', '*'), 20);
    </script></head>";
    let whosaid = whosaid();
    let news = Reply::html(NEWS.replace("</head>", listening))
        .header("Content-Security-Policy", "script-src 'unsafe-inline'");
    let paper = Server::new().unwrap().reply("/", news).start();
    let (page, bookmark) = browser(&whosaid);
    page.go(&paper.address()).unwrap();
    let windows = page.windows().unwrap();
    page.press_bookmark(&bookmark).unwrap();
    page.switch_to_new(&windows).unwrap();
    assert_is_the_article(&read_in_reader(&page), &paper);
    page.switch_to(&windows[0]).unwrap();
    let heard = page
        .script(
            "clearInterval(forge); \
             return [heard.filter((text) => text !== 'whosaid ready'), failed];",
            &[],
        )
        .unwrap();
    assert_eq!(heard, json!([[], []]));
}

#[test]
fn throwing_window_open_leads_to_button_without_error() {
    let broken = "<script>
        window.failed = [];
        for (const type of ['error', 'unhandledrejection']) addEventListener(type, \
        (event) => failed.push(String(event.message ?? event.reason)));
        window.open = () => { throw new Error('no windows here'); };
        Document.prototype.querySelectorAll = () => { throw new Error('no elements either'); };
    </script></head>";
    let whosaid = whosaid();
    let news = Reply::html(NEWS.replace("</head>", broken))
        .header("Content-Security-Policy", "script-src 'unsafe-inline'");
    let paper = Server::new().unwrap().reply("/", news).start();
    let (page, bookmark) = browser(&whosaid);
    page.go(&paper.address()).unwrap();
    page.press_bookmark(&bookmark).unwrap();
    page.wait_for(
        "[...document.documentElement.children].some((e) => \
         e.shadowRoot?.querySelector('[role=alert]'))",
    )
    .unwrap();
    page.script(
        "[...document.documentElement.children].at(-1).shadowRoot.querySelector('button').click();",
        &[],
    )
    .unwrap();
    page.script("await new Promise((go) => setTimeout(go, 300));", &[]).unwrap();
    assert_eq!(page.script("return failed;", &[]).unwrap(), json!([]));
}

#[test]
fn unreachable_reader_page_is_reported() {
    let silent =
        site().reply("/reader.html", Reply::html("<title>Down for maintenance</title>")).start();
    let paper = paper(&[("Content-Security-Policy", "default-src 'none'")]);
    let (page, bookmark) = browser(&silent);
    page.go(&paper.address()).unwrap();
    let windows = page.windows().unwrap();
    page.press_bookmark(&bookmark).unwrap();
    page.switch_to_new(&windows).unwrap();
    page.switch_to(&windows[0]).unwrap();
    // Fires the timer of half a minute at once.
    page.script("const real = Date.now; Date.now = () => real() + 31_000;", &[]).unwrap();
    page.wait_for(
        "deepAll('[role=alert]').some((words) => words.textContent.includes('has not answered'))",
    )
    .unwrap();
}

#[test]
fn missing_article_is_reported_and_message_closes_by_key() {
    let whosaid = whosaid();
    let paper = Server::new()
        .unwrap()
        .reply(
            "/",
            Reply::html("<title>x</title><link rel=icon href='data:,'><p>Hello.")
                .header("Content-Security-Policy", "script-src 'none'"),
        )
        .start();
    let (page, bookmark) = browser(&whosaid);
    page.go(&paper.address()).unwrap();
    let before = page.traces().unwrap();
    page.press_bookmark(&bookmark).unwrap();
    page.wait_for(
        "deepAll('[role=alert]').some((words) => words.textContent.includes('no article'))",
    )
    .unwrap();
    assert_eq!(page.focus().unwrap().name, "Open in the reader");
    page.press(pages::Key::Escape).unwrap();
    assert_eq!(page.traces().unwrap(), before);
}

#[test]
fn bookmarklet_opens_widget_of_publisher() {
    let whosaid = whosaid();
    let embed = format!(
        r#"<script type="module" src="{}"></script><who-said id="theirs"></who-said></body>"#,
        whosaid.url("/whosaid.js")
    );
    let paper =
        Server::new().unwrap().reply("/", Reply::html(NEWS.replace("</body>", &embed))).start();
    let (page, bookmark) = browser(&whosaid);
    page.go(&paper.address()).unwrap();
    page.wait_for("document.querySelector('#theirs').analysis").unwrap();
    page.press_bookmark(&bookmark).unwrap();
    page.wait_for("document.querySelector('#theirs').shadowRoot.querySelector('.panel')").unwrap();
    assert_eq!(page.script("return deepAll('who-said').length;", &[]).unwrap(), json!(1));
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

/// Mended: pressed while the publisher's widget was loading, or where `annotate()` was used, it led
/// to an error and a window of the reader page.
#[test]
fn bookmarklet_opens_widget_that_is_there_in_any_state() {
    let whosaid = whosaid();
    let owl = include_str!("html/owl.html");
    let slow = "<script>const real = fetch; window.asked = false;
                  window.fetch = async (...request) => {
                    window.asked = true;
                    await new Promise((go) => { window.go = go; });
                    return real(...request);
                  };</script></head>";
    let loader = whosaid.url("/whosaid.js");
    let element = format!(
        r##"<script type="module" src="{loader}"></script>
        <who-said for="#story"></who-said></body>"##
    );
    let call = format!(
        r##"<script type="module">import {{ annotate }} from "{loader}";
           window.handle = await annotate(document.querySelector("#story"));</script></body>"##
    );
    let closed = "document.querySelector('who-said')?.shadowRoot?.querySelector('.launcher')";
    for (name, head, body, ready) in [
        ("an element that loads", slow, &element, "window.asked"),
        ("an element", "</head>", &element, closed),
        ("annotate()", "</head>", &call, closed),
    ] {
        let news = owl.replace("</head>", head).replace("</body>", body);
        let paper = Server::new().unwrap().reply("/", Reply::html(news)).start();
        let (page, bookmark) = browser(&whosaid);
        page.go(&paper.address()).unwrap();
        page.wait_for(ready).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        let panel = "document.querySelector('who-said').shadowRoot?.querySelector('.panel')";
        // The second time, its reader has closed it.
        for _ in 0..2 {
            page.press_bookmark(&bookmark).unwrap();
            page.script("await new Promise((go) => setTimeout(go, 300)); window.go?.();", &[])
                .unwrap();
            page.wait_for(panel).unwrap_or_else(|error| panic!("{name}: {error:?}"));
            assert_eq!(
                page.script("return deepAll('who-said, [role=alert]').length;", &[]).unwrap(),
                json!(1),
                "{name}"
            );
            page.script("deep('.panel .close').click();", &[]).unwrap();
            page.wait_for(&format!("!{panel}")).unwrap();
        }
        assert_eq!(page.windows().unwrap().len(), 1, "{name}");
        assert_eq!(page.errors().unwrap(), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn bookmarklet_pressed_again_at_once_leaves_one_thing() {
    let whosaid = whosaid();
    let paper =
        Server::new().unwrap().reply("/", Reply::html(include_str!("html/owl.html"))).start();
    let (page, bookmark) = browser(&whosaid);
    page.go(&paper.address()).unwrap();
    let before = page.traces().unwrap();
    page.press_bookmark(&bookmark).unwrap();
    page.press_bookmark(&bookmark).unwrap();
    page.script("await new Promise((go) => setTimeout(go, 500));", &[]).unwrap();
    assert_eq!(page.traces().unwrap(), before, "the second press stops the first");
    page.press_bookmark(&bookmark).unwrap();
    page.wait_for("document.querySelector('who-said')?.shadowRoot?.querySelector('.panel')")
        .unwrap();
    page.press_bookmark(&bookmark).unwrap();
    page.press_bookmark(&bookmark).unwrap();
    page.wait_for("document.querySelector('who-said')?.shadowRoot?.querySelector('.panel')")
        .unwrap();
    assert_eq!(page.script("return deepAll('who-said').length;", &[]).unwrap(), json!(1));
    assert_eq!(page.windows().unwrap().len(), 1);
    assert_eq!(page.errors().unwrap(), Vec::<String>::new());
}

/// What a page may have in place of our widget, with what it can show.
const LOOK_ALIKES: [(&str, &str); 3] = [
    (
        "an element of the page's own class",
        "<script>customElements.define('who-said', class extends HTMLElement {
           analysis = { attributions: [] };
           text = '';
           constructor() {
             super();
             this.attachShadow({ mode: 'open' }).textContent = '“I resign,” said the owl.';
           }
           select() {}
         });</script><who-said></who-said>",
    ),
    (
        "a class that is there before our element",
        "<script>customElements.define('who-said', class extends HTMLElement {
           analysis = { attributions: [] };
           connectedCallback() {
             setTimeout(() => this.dispatchEvent(new Event('whosaid:ready')), 100);
           }
           select() {}
         });</script>",
    ),
    ("a hidden element, to which ours gives its class", "<who-said hidden for=h1></who-said>"),
];

/// Mended: any `<who-said>` was opened as the publisher's, and any class of that name was used.
#[test]
fn look_alike_of_widget_is_not_passed_off_as_ours() {
    let whosaid = whosaid();
    let owl = include_str!("html/owl.html");
    for (name, look_alike) in LOOK_ALIKES {
        let news = owl.replacen("</body>", &format!("{look_alike}</body>"), 1);
        let paper = Server::new().unwrap().reply("/", Reply::html(news)).start();
        let (page, bookmark) = browser(&whosaid);
        page.go(&paper.address()).unwrap();
        let home = page.window().unwrap();
        let elements = page.script("return deepAll('who-said').length;", &[]).unwrap();
        page.press_bookmark(&bookmark).unwrap();
        // It has handed the article over, or offers to do so: the press counts for a few seconds.
        page.wait_for(
            "!globalThis[Symbol.for('whosaid')].bookmarklet || deepAll('[role=alert]').length",
        )
        .unwrap_or_else(|error| panic!("{name}: {error:?}"));
        let said = "return deepAll('[role=alert]').map((alert) => alert.textContent);";
        let said = page.script(said, &[]).unwrap();
        if elements == json!(1) {
            assert!(said[0].as_str().unwrap().contains("its own"), "{name}: {said}");
        }
        if said != json!([]) {
            assert_eq!(page.focus().unwrap().name, "Open in the reader", "{name}");
            page.click("[role=alert] + button").unwrap();
        }
        page.switch_to_new(&[home]).unwrap_or_else(|error| panic!("{name}: {error:?}, {said}"));
        let shown = read_in_reader(&page)["parts"].to_string();
        assert!(shown.contains("owl") && !shown.contains("I resign"), "{name}: {shown}");
    }
}
