//! Copying quotations and reports, exporting files, printing.

mod common;

use common::{
    allow_clipboard, annotated, open, open_card, quoted_words, refuse_clipboard, settled, value,
    view,
};
use pages::{Key, Page, Reply, Screen, site};
use serde_json::{Value, json};

/// The text in the clipboard.
fn clipboard(page: &Page) -> String {
    let text = page.script("return await navigator.clipboard.readText();", &[]).unwrap();
    text.as_str().unwrap().replace("\r\n", "\n")
}

#[test]
fn quotation_is_copied_with_speaker_and_link() {
    let (server, page) = open("p { margin: 3rem 0 }", "open");
    allow_clipboard(&page);
    let words = quoted_words(&page);
    open_card(&page, "#story");
    let speaker =
        value(&page, "deep('.selected .name').textContent").as_str().unwrap().to_lowercase();
    page.script("deepAll('.card .actions button').at(-1).scrollIntoView();", &[]).unwrap();
    let copy = "deepAll('.card .actions button').at(-1)";
    assert_eq!(value(&page, &format!("{copy}.textContent.trim()")), json!("Copy with link"));
    page.click(".card .actions button:last-child").unwrap();
    page.wait_for(&format!("{copy}.textContent.trim() === 'Copied'")).unwrap();
    let said = value(&page, "deep('[role=status]:not(#status)').textContent");
    assert!(said.as_str().unwrap().starts_with("Copied"), "it is announced: {said}");
    let copied = clipboard(&page);
    let lines: Vec<&str> = copied.lines().collect();
    assert!(lines[0].contains(&words), "{copied}");
    assert!(lines[1].to_lowercase().contains(&speaker), "{speaker} in {copied}");
    assert_eq!(
        lines[2], "US, Russia Resume High-level Face-to-Face Diplomacy on Syria War, 2016-09-09",
        "{copied}"
    );
    let link = *lines.last().unwrap();
    assert!(link.starts_with(&server.url("/news.html#whosaid=")), "{copied}");

    // The link, when opened again, scrolls to these words.
    let fresh = Page::blank().unwrap();
    fresh.set_screen(Screen { width: 800, height: 300, dark: false }).unwrap();
    fresh.go(link).unwrap();
    annotated(&fresh);
    fresh.wait_for("scrollY > 0").unwrap();
    let seen = fresh.script(
        "const r = rangeOf(deep('#story'), args[0], 0).getBoundingClientRect(); \
         return r.top >= 0 && r.bottom <= innerHeight;",
        &[json!(words)],
    );
    assert_eq!(seen.unwrap(), json!(true), "{link}");
}

#[test]
fn report_of_error_is_copied_and_not_sent() {
    let (server, page) = open("", "open");
    allow_clipboard(&page);
    let words = quoted_words(&page);
    open_card(&page, "#story");
    page.requests().unwrap();
    page.script("deep('.card .wrong').scrollIntoView({ block: 'center' });", &[]).unwrap();
    page.click(".card .wrong").unwrap();
    page.wait_for("deep('.card .wrong').textContent.trim() === 'Report copied'").unwrap();
    let report = clipboard(&page);
    for part in [
        "Whosaid ",
        &format!("Page: {}", server.url("/news.html")),
        "confidence 0.",
        "Speaker: ",
        "Verb: ",
        "Content: ",
        &words,
    ] {
        assert!(report.contains(part), "{part} in {report}");
    }
    assert!(report.len() < 2500, "no more than the paragraph: {report}");
    assert_eq!(page.requests().unwrap(), Vec::<String>::new());
}

#[test]
fn source_note_is_copied_and_its_numbers_open_what_they_count() {
    let (_server, page) = open("", "open");
    allow_clipboard(&page);
    page.wait_for("deepAll('.note').length === 1").unwrap();
    let note = common::value(&page, "deep('.note p').textContent");
    assert!(note.as_str().unwrap().starts_with("12\u{a0}sources: "), "{note}");
    page.click(".note .chip").unwrap();
    page.wait_for("deep('.note .chip').textContent.trim() === 'Copied'").unwrap();
    assert_eq!(json!(clipboard(&page)), note);
    // "4 named" lists the voices with a name, "8 unnamed" those without; a joint voice may be in
    // both. Rows are drawn frame after frame.
    let number = |at: usize| format!("parseInt(deepAll('.note .count button')[{at}].textContent)");
    for at in [1, 2] {
        page.click(&format!(".note .count:nth-of-type({}) button", at + 1)).unwrap();
        page.wait_for(&format!("deepAll('.voices tbody tr').length === {}", number(at))).unwrap();
    }
    page.click(".note .count:nth-of-type(1) button").unwrap();
    let all = format!("deepAll('.voices tbody tr').length > {}", number(2));
    page.wait_for(&all).unwrap();
    let sum = format!("{} === {} + {}", number(0), number(1), number(2));
    assert_eq!(value(&page, &sum), json!(true));
}

#[test]
fn refused_clipboard_shows_selected_text() {
    let (_server, page) = open("", "");
    refuse_clipboard(&page);
    open_card(&page, "#story");
    page.click(".card .actions button:last-child").unwrap();
    page.wait_for("deepAll('.offer textarea').length === 1").unwrap();
    settled(&page);
    let chosen = value(
        &page,
        "(({ value, selectionStart, selectionEnd }) => value.length > 40 && \
         selectionStart === 0 && selectionEnd === value.length)(deep('.offer textarea'))",
    );
    assert_eq!(chosen, json!(true));
    assert_eq!(page.focus().unwrap().tag, "textarea");
    page.press(Key::Escape).unwrap();
    page.wait_for("deepAll('.offer').length === 0").unwrap();
    settled(&page);
    assert!(page.focus().unwrap().class.contains("card"), "{:?}", page.focus().unwrap());
}

/// Presses the export button with this text and gives the file's name and content.
fn saved(page: &Page, button: &str) -> (String, String) {
    let file = page
        .script(
            "window.files ??= (() => {
               const files = [], make = URL.createObjectURL;
               URL.createObjectURL = (blob) => { const url = make.call(URL, blob); \
               files.push({ blob, url }); return url; };
               // The engine took its own `click` before.
               const link = HTMLAnchorElement.prototype;
               const { set } = Object.getOwnPropertyDescriptor(link, 'download');
               Object.defineProperty(link, 'download', { set(name) { files.at(-1).name = name; \
               set.call(this, name); } });
               return files;
             })();
             files.length = 0;
             deepAll('.take').find((e) => e.textContent.includes(args[0])).click();
             for (let i = 0; i < 100 && !files[0]?.name; i++) await new Promise((done) => \
             setTimeout(done, 10));
             const bytes = new Uint8Array(await files[0].blob.arrayBuffer());
             return [files[0].name, new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)];",
            &[json!(button)],
        )
        .unwrap();
    (file[0].as_str().unwrap().to_owned(), file[1].as_str().unwrap().to_owned())
}

/// The characters of the article that carry highlights of these strokes, as indexes that do not
/// count white space.
fn painted(page: &Page, strokes: &[&str]) -> Value {
    page.script(
        "const [strokes] = args, nodes = texts(deep('#story')), \
         whole = nodes.map(({ node }) => node.data).join(''), found = new Set();
         const at = (node, offset) => whole.slice(0, \
         nodes.find((entry) => entry.node === node).offset + offset).replace(/\\s/g, '').length;
         for (const [name, highlight] of CSS.highlights) if (strokes.includes(name.split('-')[2]))
           for (const { startContainer, startOffset, endContainer, endOffset } of highlight)
             for (let i = at(startContainer, startOffset); i < at(endContainer, endOffset); \
             i++) found.add(i);
         return [...found].sort((a, b) => a - b);",
        &[json!(strokes)],
    )
    .unwrap()
}

/// A script that finds exported passages on a page without the widget, by position and by
/// quotation, which must agree. It gives the characters as [`painted`] does. Positions count in
/// `text`, the text that the widget read.
const ANCHOR: &str = r##"
    const [selectors, text] = args;
    const whole = texts(deep("#story")).map(({ node }) => node.data).join(""), bare = (s) =>
    s.replace(/\s/g, "");
    const wrong = [...bare(whole)].findIndex((letter, i) => letter !== bare(text)[i]);
    if (bare(whole) !== bare(text))
      throw new Error(`the page reads otherwise: ${bare(whole).slice(wrong, wrong + 60)}`);
    const points = [...text], found = new Set();
    for (const [quote, position] of selectors) {
      const before = points.slice(0, position.start).join(""), exact = points.slice(position.start,
      position.end).join("");
      if (exact !== quote.exact)
        throw new Error(`the position has "${exact}", the quotation "${quote.exact}"`);
      const around = bare(quote.prefix) + bare(quote.exact) + bare(quote.suffix);
      const at = bare(whole).indexOf(around);
      if (at < 0 || bare(whole).indexOf(around,
      at + 1) >= 0) throw new Error(`"${around}" should stand there once`);
      const start = at + bare(quote.prefix).length;
      if (start !== bare(before).length)
        throw new Error(`the two selectors of "${exact}" disagree`);
      for (let i = start; i < start + bare(exact).length; i++) found.add(i);
    }
    return [...found].sort((a, b) => a - b);
"##;

/// A script that takes lines that the widget has left out of its text, such as calls to
/// donate, off the page.
const LEAVE_OUT: &str = r"const bare = (s) => s.replace(/\s/g, '');
    for (const paragraph of deep('#story').querySelectorAll('h1, p'))
      if (!bare(args[0]).includes(bare(paragraph.textContent))) paragraph.remove();";

#[test]
fn exported_annotations_point_to_painted_words() {
    let (server, page) = open("", "open layers='actors mentions quotes attitudes'");
    let text = value(&page, "document.querySelector('who-said').text");
    page.script(LEAVE_OUT, std::slice::from_ref(&text)).unwrap();
    settled(&page);
    let (mentions, contents) =
        (painted(&page, &["actor"]), painted(&page, &["quoted", "reported", "attitude"]));
    view(&page, "More");
    let (name, file) = saved(&page, "Web Annotations");
    assert_eq!(name, "whosaid-us-russia-resume-high-level-face-to-face-diplomacy-on.jsonld");
    let parsed: Value = serde_json::from_str(&file).expect("the file is JSON");
    assert_eq!(parsed["@context"], "http://www.w3.org/ns/anno.jsonld");
    let items = parsed["items"].as_array().unwrap();
    let selectors = |motivation: &str| -> Value {
        let of = items.iter().filter(|item| item["motivation"] == motivation);
        of.flat_map(|item| item["target"].as_array().unwrap())
            .map(|target| target["selector"].clone())
            .collect()
    };
    assert!(
        items.iter().all(|item| item["target"][0]["source"] == server.url("/news.html").as_str())
    );

    let plain = common::news("", "")
        .replace("<who-said", "<x-nothing")
        .replace("</who-said", "</x-nothing");
    let plain = site().reply("/news.html", Reply::html(plain)).start();
    let fresh = Page::open(&plain.url("/news.html")).unwrap();
    fresh.script(LEAVE_OUT, std::slice::from_ref(&text)).unwrap();
    let again =
        |motivation: &str| fresh.script(ANCHOR, &[selectors(motivation), text.clone()]).unwrap();
    assert!(mentions.as_array().unwrap().len() > 300 && contents.as_array().unwrap().len() > 500);
    assert_eq!(again("identifying"), mentions, "mentions");
    assert_eq!(again("describing"), contents, "contents");
}

/// Reads the rows of comma-separated values by RFC 4180.
fn rows(table: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = table.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    rows
}

#[test]
fn exported_table_has_row_for_each_attribution() {
    let (_server, page) = open("", "open");
    view(&page, "More");
    let (name, file) = saved(&page, "Table");
    assert!(name.ends_with(".csv"), "{name}");
    let table = rows(
        file.strip_prefix('\u{feff}').expect("spreadsheets know by the mark that it is UTF-8"),
    );
    let text: Vec<u16> = value(&page, "document.querySelector('who-said').text")
        .as_str()
        .unwrap()
        .encode_utf16()
        .collect();
    let analysis = value(&page, "document.querySelector('who-said').analysis");
    let attributions = analysis["attributions"].as_array().unwrap();
    assert_eq!(table.len(), attributions.len() + 1);
    let column = |name: &str| {
        table[0]
            .iter()
            .position(|cell| cell == name)
            .unwrap_or_else(|| panic!("{name} is a column"))
    };
    for (row, attribution) in table[1..].iter().zip(attributions) {
        let spans =
            row[column("content_span")].split("; ").map(|span| span.split_once("..").unwrap());
        let spans: Vec<[usize; 2]> =
            spans.map(|(from, to)| [from.parse().unwrap(), to.parse().unwrap()]).collect();
        assert_eq!(json!(spans), attribution["content"]);
        let words: Vec<String> =
            spans.iter().map(|&[from, to]| String::from_utf16_lossy(&text[from..to])).collect();
        assert_eq!(
            row[column("content")],
            words.join(" … ").split_whitespace().collect::<Vec<_>>().join(" ")
        );
        let speakers: Vec<&str> = attribution["speakers"]
            .as_array()
            .unwrap()
            .iter()
            .map(|id| analysis["actors"][id.as_u64().unwrap() as usize]["name"].as_str().unwrap())
            .collect();
        assert_eq!(row[column("speakers")], speakers.join("; "));
    }
}

#[test]
fn exported_article_has_text_and_api_result() {
    let (server, page) = open("", "open");
    view(&page, "More");
    let (name, file) = saved(&page, "Analysis");
    assert!(name.ends_with(".json"), "{name}");
    let parsed: Value = serde_json::from_str(&file).expect("the file is JSON");
    let widget = |what: &str| value(&page, &format!("document.querySelector('who-said').{what}"));
    assert_eq!(parsed["analysis"], widget("analysis"));
    assert_eq!(parsed["text"], widget("text"));
    assert_eq!(parsed["whosaid"], env!("CARGO_PKG_VERSION"));
    assert_eq!(parsed["address"], server.url("/news.html"));
    assert_eq!(parsed["read"], value(&page, "new Date().toISOString().slice(0, 10)"));
    let as_browser =
        page.script("return JSON.stringify(JSON.parse(args[0]), null, 2);", &[json!(file)]);
    assert_eq!(json!(file), as_browser.unwrap(), "written as the browser writes it");
    page.wait_for("deep('[role=status]:not(#status)').textContent.startsWith('Saved')").unwrap();
}

#[test]
fn script_gets_what_the_panel_saves() {
    let (_server, page) = open("", "open");
    view(&page, "More");
    for (button, format) in [
        ("Table", "csv"),
        ("Sources", "sources"),
        ("Statements", "markdown"),
        ("Web Annotations", "jsonld"),
        ("Analysis", "article"),
    ] {
        let (_, file) = saved(&page, button);
        let api = page
            .script("return document.querySelector('who-said').export(args[0]);", &[json!(format)]);
        assert!(file.len() > 1000, "{format}: {file}");
        assert_eq!(json!(file.trim_start_matches('\u{feff}')), api.unwrap(), "{format}");
    }
    let refused = value(
        &page,
        "(() => { try { document.querySelector('who-said').export('xml'); } \
         catch (error) { return error.message; } })()",
    );
    for name in ["xml", "csv", "sources", "markdown", "article"] {
        assert!(refused.as_str().unwrap().contains(name), "{refused}");
    }
}

/// Mended: on pages whose arrays have a `toJSON`, as Prototype.js gave them, lists were exported as
/// texts: <https://github.com/mozilla/jschannel/pull/18>.
#[test]
fn export_is_right_where_an_old_library_changed_arrays() {
    // Chromedriver's own scripts break on such a page, so what it is asked goes by DevTools.
    let run = |page: &Page, script: &str| -> Value {
        let wanted = json!({ "expression": script, "awaitPromise": true, "returnByValue": true });
        page.devtools("Runtime.evaluate", &wanted).unwrap()["result"]["value"].take()
    };
    let library = include_str!("html/old-library.html");
    let (before, rest) = library.split_once("<script>").unwrap();
    let (_, after) = rest.split_once("</script>").unwrap();
    let plain = format!("{before}{after}");
    let server = site()
        .reply("/with.html", Reply::html(library))
        .reply("/without.html", Reply::html(plain))
        .start();
    let script = "(async () => {
        const files = [], make = URL.createObjectURL;
        URL.createObjectURL = (blob) => {
          files[files.length] = blob;
          return make.call(URL, blob);
        };
        HTMLAnchorElement.prototype.click = () => {};
        const widget = document.querySelector('who-said');
        const until = async (found) => {
          while (!found()) await new Promise((go) => setTimeout(go, 20));
        };
        await until(() => widget.analysis && widget.shadowRoot.querySelector('#whosaid-more'));
        widget.shadowRoot.querySelector('#whosaid-more').click();
        await until(() => widget.shadowRoot.querySelectorAll('.take').length >= 6);
        const takes = widget.shadowRoot.querySelectorAll('.take');
        for (let i = 0; i < takes.length; i++)
          if (/Table|Sources|Statements|Annotations|Analysis/.test(takes[i].textContent))
            takes[i].click();
        await until(() => files.length === 5);
        let all = '';
        for (let i = 0; i < 5; i++) all += await files[i].text() + '\\u0000';
        return all;
      })()";
    let page = Page::blank().unwrap();
    let exported = ["with", "without"].map(|name| {
        page.go(&server.url(&format!("/{name}.html"))).unwrap();
        let all = run(&page, script).as_str().unwrap_or_default().to_owned();
        all.replace(&format!("/{name}.html"), "/page.html")
    });
    assert!(exported[1].contains("Olga Trent"), "{}", exported[1]);
    assert_eq!(exported[0], exported[1]);
    let files = exported[0].split('\0').filter(|file| file.starts_with('{'));
    let parsed: Vec<Value> =
        files.map(|file| serde_json::from_str(file).expect("the file is JSON")).collect();
    assert!(parsed.iter().any(|file| file["items"].is_array()), "{parsed:?}");
    assert!(parsed.iter().any(|file| file["analysis"]["actors"].is_array()), "{parsed:?}");
}

/// Mended: what was taken from the reader page cited that page's own address, with the article in
/// it.
#[test]
fn copies_and_files_of_reader_page_cite_the_article() {
    let server = site().start();
    let page = Page::open(&server.url("/reader.html")).unwrap();
    allow_clipboard(&page);
    page.wait_for("!document.querySelector('#paste').hidden").unwrap();
    page.write(
        "whosaid 1\nuhttps://news.example/taxes?a=1\ntTaxes to rise\np“Taxes will rise next year,” \
         Mayor Ann Lee said on Friday.",
    )
    .unwrap();
    page.click("#paste button").unwrap();
    page.wait_for(
        "document.querySelector('who-said')?.analysis && deepAll('#whosaid-more').length",
    )
    .unwrap();
    view(&page, "More");
    let (_, table) = saved(&page, "Table");
    assert_eq!(rows(&table)[1][0], "https://news.example/taxes?a=1");
    let (_, annotations) = saved(&page, "Web Annotations");
    let parsed: Value = serde_json::from_str(&annotations).expect("the file is JSON");
    let sources = parsed["items"].as_array().unwrap();
    assert!(
        sources.iter().all(|item| item["target"][0]["source"] == "https://news.example/taxes?a=1")
    );
    open_card(&page, "#article");
    page.click(".card .actions button:last-child").unwrap();
    page.wait_for("deepAll('.card .actions button').at(-1).textContent.trim() === 'Copied'")
        .unwrap();
    let copied = clipboard(&page);
    assert!(copied.contains("https://news.example/taxes?a=1#whosaid="), "{copied}");
    assert!(!copied.contains("reader.html"), "{copied}");
}

#[test]
fn print_has_article_and_list_without_controls() {
    let (_server, page) = open("", "open");
    view(&page, "Quotes");
    page.devtools("Emulation.setEmulatedMedia", &json!({ "media": "print" })).unwrap();
    settled(&page);
    let shown = |selector: &str| {
        value(&page, &format!("deepAll('{selector}').filter((e) => e.checkVisibility()).length"))
            .as_u64()
            .unwrap()
    };
    assert!(shown(".quote .said") > 5, "the quotes are printed");
    for control in [".tabs", ".search", "footer .switch", ".close", ".map"] {
        assert_eq!(shown(control), 0, "{control}");
    }
    let flows = value(
        &page,
        "getComputedStyle(deep('.panel')).position === 'static' && \
         getComputedStyle(deep('.scroll')).overflowY === 'visible' && \
         deep('.panel').getBoundingClientRect().top >= \
         deep('#story').getBoundingClientRect().bottom",
    );
    assert_eq!(flows, json!(true), "the list follows the article and is not cut off");
    let pdf = page.devtools("Page.printToPDF", &json!({})).unwrap();
    assert!(pdf["data"].as_str().unwrap().len() > 20_000);
}

/// Mended: the button printed nothing of what was found, as its own tab was the open one.
#[test]
fn print_button_prints_the_list_that_was_open_last() {
    let (_server, page) = open("", "open");
    page.script(
        "window.print = () => {
           dispatchEvent(new Event('beforeprint'));
           window.printed = deepAll('.quote .said').filter((e) => e.checkVisibility()).length;
           dispatchEvent(new Event('afterprint'));
         };",
        &[],
    )
    .unwrap();
    view(&page, "Quotes");
    view(&page, "More");
    page.devtools("Emulation.setEmulatedMedia", &json!({ "media": "print" })).unwrap();
    settled(&page);
    page.script("deepAll('.take').find((e) => e.textContent.includes('Print')).click();", &[])
        .unwrap();
    page.wait_for("window.printed > 5").unwrap();
    page.devtools("Emulation.setEmulatedMedia", &json!({ "media": "" })).unwrap();
    page.wait_for("deepAll('.take').length > 0").unwrap();
    settled(&page);
    assert_eq!(value(&page, "deep('[role=tab][aria-selected=true]').id"), json!("whosaid-more"));
}
