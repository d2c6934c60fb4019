//! The reader's corrections: made, shown everywhere, kept, taken back, saved and opened; and where
//! a report can be sent.

mod common;

use common::{
    HEAD, allow_clipboard, annotated, news, no_errors, open, press_until, serve, settled, value,
    view,
};
use pages::{Key, Page, Reply, Running, Screen, site};
use serde_json::{Value, json};

const STORE: &str = "Object.keys(localStorage).filter((key) => key.startsWith('whosaid corr'))";

/// Opens the card of the first direct statement that has a speaker, in the panel; gives its id.
fn open_statement(page: &Page) -> u64 {
    view(page, "Quotes");
    let id = value(
        page,
        "document.querySelector('who-said').analysis.attributions.find((a) => a.kind === 'direct' \
         && a.tier === 'statement' && a.speakers.length === 1 && a.inside === null).id",
    );
    let id = id.as_u64().unwrap();
    press(page, &format!("[data-item=attribution-{id}] > .row"));
    page.wait_for("deepAll('.card').length === 1").unwrap();
    settled(page);
    id
}

/// Clicks on an element, brought into the middle of its list.
fn press(page: &Page, selector: &str) {
    page.script("deep(args[0]).scrollIntoView({ block: 'center' });", &[json!(selector)]).unwrap();
    settled(page);
    page.click(selector).unwrap();
}

fn open_menu(page: &Page) {
    press(page, ".card .foot [aria-expanded]");
    page.wait_for("deepAll('.mend').length === 1").unwrap();
    settled(page);
}

/// Types a name into the field of the first question of the menu, and applies it.
fn type_name(page: &Page, name: &str) {
    press(page, ".mend input");
    page.write(name).unwrap();
    press(page, ".mend .choose button");
    page.wait_for("deepAll('.corrected').length === 1").unwrap();
    settled(page);
}

fn row_text(page: &Page, id: u64) -> String {
    let text = value(page, &format!("deep('[data-item=attribution-{id}] > .row').textContent"));
    text.as_str().unwrap().to_owned()
}

fn speaker(page: &Page, id: u64) -> Value {
    value(
        page,
        &format!(
            "(({{ actors, attributions }}) => attributions[{id}].speakers.map((s) => \
             actors[s].name))(document.querySelector('who-said').analysis)"
        ),
    )
}

fn reload(page: &Page) {
    page.script("location.reload();", &[]).unwrap();
    page.wait_for("!document.querySelector('who-said')?.corrected").unwrap();
    annotated(page);
    settled(page);
}

#[test]
fn corrected_speaker_is_shown_marked_kept_and_taken_back() {
    let (_server, page) = open("", "open");
    let id = open_statement(&page);
    let before = speaker(&page, id);
    let found = value(&page, "JSON.stringify(document.querySelector('who-said').analysis)");
    open_menu(&page);
    type_name(&page, "Cy Poe");
    assert!(row_text(&page, id).contains("Cy Poe"), "{}", row_text(&page, id));
    assert!(row_text(&page, id).contains("corrected by you"));
    assert_eq!(speaker(&page, id), json!(["Cy Poe"]));
    let said = value(&page, "deep('[role=status]:not(#status)').textContent");
    assert!(said.as_str().unwrap().contains("Cy Poe"), "it is announced: {said}");
    view(&page, "Voices");
    assert!(value(&page, "deep('[role=tabpanel]').textContent").to_string().contains("Cy Poe"));
    let table = value(&page, "document.querySelector('who-said').export('csv')");
    let row = table.as_str().unwrap().lines().find(|line| line.contains("\"Cy Poe\""));
    assert!(row.is_some_and(|row| row.ends_with("\"true\"")), "{table}");

    reload(&page);
    assert_eq!(speaker(&page, id), json!(["Cy Poe"]), "kept for the page");
    page.script("history.replaceState(null, '', '?utm_source=mail#top'); location.reload();", &[])
        .unwrap();
    page.wait_for("location.search === '?utm_source=mail'").unwrap();
    annotated(&page);
    settled(&page);
    assert_eq!(speaker(&page, id), json!(["Cy Poe"]), "whatever follows the reader around");

    view(&page, "More");
    assert_eq!(value(&page, "deepAll('.corrections li').length"), json!(1));
    press(&page, ".corrections li button");
    page.wait_for("deepAll('.corrections li').length === 0").unwrap();
    assert_eq!(speaker(&page, id), before);
    assert_eq!(
        value(&page, "JSON.stringify(document.querySelector('who-said').analysis)"),
        found,
        "all is as the engine found it"
    );
    assert_eq!(value(&page, STORE), json!([]));
    no_errors(&page);
}

#[test]
fn correction_works_by_keyboard_only() {
    let (_server, page) = open("", "open");
    view(&page, "Quotes");
    press_until(&page, Key::Tab, ".row");
    page.press(Key::Enter).unwrap();
    page.wait_for("deepAll('.card').length === 1").unwrap();
    press_until(&page, Key::Tab, ".card .foot [aria-expanded]");
    page.press(Key::Enter).unwrap();
    page.wait_for("deepAll('.mend').length === 1").unwrap();
    settled(&page);
    assert_eq!(page.focus().unwrap().tag, "select", "the first question has the focus");
    page.press(Key::Down).unwrap();
    settled(&page);
    assert_eq!(page.focus().unwrap().tag, "select", "arrows choose from the list");
    page.press(Key::Tab).unwrap();
    page.write("Cy Poe").unwrap();
    page.press(Key::Enter).unwrap();
    page.wait_for("deepAll('.corrected').length === 1").unwrap();
    settled(&page);
    assert!(page.focus().unwrap().class.contains("card"), "{:?}", page.focus().unwrap());
    press_until(&page, Key::Tab, ".corrected button");
    page.press(Key::Enter).unwrap();
    page.wait_for("deepAll('.corrected').length === 0").unwrap();
    assert_eq!(value(&page, STORE), json!([]));
    no_errors(&page);
}

#[test]
fn hidden_statement_leaves_text_and_list_and_comes_back() {
    let (_server, page) = open("", "open");
    let id = open_statement(&page);
    let count = "document.querySelector('who-said').analysis.attributions.length";
    let before = value(&page, count).as_u64().unwrap();
    let painted = "[...CSS.highlights.values()].reduce((sum, { size }) => sum + size, 0)";
    press(&page, &format!("[data-item=attribution-{id}] > .row"));
    page.wait_for("deepAll('.card').length === 0").unwrap();
    settled(&page);
    let ranges = value(&page, painted).as_u64().unwrap();
    press(&page, &format!("[data-item=attribution-{id}] > .row"));
    page.wait_for("deepAll('.card').length === 1").unwrap();
    open_menu(&page);
    page.script("deepAll('.mend .actions button').at(-1).click();", &[]).unwrap();
    page.wait_for("deepAll('.corrected').length === 1").unwrap();
    settled(&page);
    assert!(value(&page, count).as_u64().unwrap() < before);
    assert!(value(&page, painted).as_u64().unwrap() < ranges, "its paint is gone");
    assert!(common::has_focus(&page, ".corrected"), "the way back is at hand");
    page.press(Key::Enter).unwrap();
    page.wait_for(&format!("{count} === {before}")).unwrap();
    no_errors(&page);
}

#[test]
fn two_actors_become_one() {
    let (_server, page) = open("", "open");
    view(&page, "Cast");
    press(&page, "[data-item^=actor] > .row");
    page.wait_for("deepAll('.card').length === 1").unwrap();
    let count = "document.querySelector('who-said').analysis.actors.length";
    let before = value(&page, count).as_u64().unwrap();
    open_menu(&page);
    page.script("deep('.mend select').selectedIndex = 1;", &[]).unwrap();
    press(&page, ".mend .choose button");
    page.wait_for(&format!("{count} === {}", before - 1)).unwrap();
    settled(&page);
    assert!(value(&page, "deep('.selected > .row').textContent").to_string().contains("by you"));
    no_errors(&page);
}

/// Gives the field for files a file with this text.
fn open_file(page: &Page, text: &str) {
    page.script(
        "const field = deep('.corrections input'), data = new DataTransfer();
         data.items.add(new File([args[0]], 'c.json', { type: 'application/json' }));
         field.files = data.files;
         field.dispatchEvent(new Event('change', { bubbles: true }));",
        &[json!(text)],
    )
    .unwrap();
}

#[test]
fn corrections_are_saved_as_a_file_and_opened_again() {
    let (_server, page) = open("", "open");
    let id = open_statement(&page);
    open_menu(&page);
    type_name(&page, "Cy Poe");
    view(&page, "More");
    let file = page
        .script(
            "const make = URL.createObjectURL; let file;
             URL.createObjectURL = (blob) => { file = blob; return make.call(URL, blob); };
             deep('.corrections .actions button').click();
             while (!file) await new Promise((go) => setTimeout(go, 10));
             return await file.text();",
            &[],
        )
        .unwrap();
    let file = file.as_str().unwrap();
    let parsed: Value = serde_json::from_str(file).unwrap();
    assert_eq!(parsed["corrections"].as_array().unwrap().len(), 1, "{file}");
    press(&page, ".corrections li button");
    page.wait_for("deepAll('.corrections li').length === 0").unwrap();

    for broken in ["{", "{\"whosaid\": \"corrections\", \"version\": 9}", &file[..file.len() / 2]] {
        open_file(&page, broken);
        page.wait_for("deepAll('.trouble').length === 1").unwrap();
        let told = value(&page, "deep('.trouble').textContent");
        assert!(told.as_str().unwrap().ends_with("Nothing was changed."), "{told}");
        assert_eq!(value(&page, "deepAll('.corrections li').length"), json!(0));
    }
    open_file(&page, file);
    page.wait_for("deepAll('.corrections li').length === 1").unwrap();
    assert_eq!(speaker(&page, id), json!(["Cy Poe"]));
    assert_eq!(value(&page, "deepAll('.trouble').length"), json!(0));
    no_errors(&page);
}

#[test]
fn damaged_store_is_left_out_and_told() {
    let (_server, page) = open("", "open");
    let found = value(&page, "JSON.stringify(document.querySelector('who-said').analysis)");
    page.script(
        "localStorage.setItem('whosaid corrections ' + location.href, '{\"whosaid\": 3');",
        &[],
    )
    .unwrap();
    reload(&page);
    assert_eq!(value(&page, "JSON.stringify(document.querySelector('who-said').analysis)"), found);
    view(&page, "More");
    let told = value(&page, "deep('.trouble').textContent");
    assert!(told.as_str().unwrap().contains("cannot be read"), "{told}");
    // A correction does not overwrite it.
    open_statement(&page);
    open_menu(&page);
    type_name(&page, "Cy Poe");
    let texts = "Object.keys(localStorage).filter((key) => key.startsWith('whosaid corr')).sort()\
                 .map((key) => [key.split(' ')[2] === 'unread', \
                 localStorage[key].includes('Cy Poe'), localStorage[key] === '{\"whosaid\": 3'])";
    assert_eq!(value(&page, texts), json!([[false, true, false], [true, false, true]]));
    no_errors(&page);
}

#[test]
fn storage_of_the_site_keeps_no_more_than_fifty_addresses() {
    let (_server, page) = open("", "open");
    page.script(
        "localStorage.other = 'whosaid corrections';
         for (let at = 0; at < 60; at += 1)
           localStorage.setItem(`whosaid corrections https://a.example/${at}`,
             `{\"whosaid\": \"corrections\", \"version\": 1, \"address\": \"\", \
              \"corrections\": [\n], \"kept\": ${(at * 7) % 60 + 1}}\n`);",
        &[],
    )
    .unwrap();
    open_statement(&page);
    open_menu(&page);
    type_name(&page, "Cy Poe");
    let left = value(
        &page,
        "Object.keys(localStorage).filter((key) => key.startsWith('whosaid corr'))\
         .map((key) => Number(localStorage[key].match(/\"kept\": (\\d+)/)[1]))\
         .sort((a, b) => a - b)",
    );
    let left = left.as_array().unwrap();
    assert_eq!(left.len(), 50);
    assert_eq!(left[0], json!(12), "the oldest have gone");
    assert!(left[49].as_u64() > Some(29_000_000), "this article's are kept: {left:?}");
    assert_eq!(value(&page, "localStorage.other"), json!("whosaid corrections"));
    no_errors(&page);
}

#[test]
fn browser_that_keeps_nothing_is_told_and_nothing_breaks() {
    let page_of = news("", "open").replace(
        "<style>",
        "<script>Storage.prototype.setItem = () => { throw new DOMException('full', \
         'QuotaExceededError'); };</script><style>",
    );
    let server = site().reply("/news.html", Reply::html(page_of)).start();
    let page = Page::open(&server.url("/news.html")).unwrap();
    annotated(&page);
    let id = open_statement(&page);
    open_menu(&page);
    type_name(&page, "Cy Poe");
    assert_eq!(speaker(&page, id), json!(["Cy Poe"]), "it holds until the reader leaves");
    view(&page, "More");
    let told = value(&page, "deep('.trouble').textContent");
    assert!(told.as_str().unwrap().contains("keeps nothing"), "{told}");
    no_errors(&page);
}

#[test]
fn two_widgets_on_a_page_keep_their_corrections_apart() {
    let stories = format!(
        "{HEAD}<article id=a><h2>Bridge opens</h2><p>“The bridge is safe to walk across now,” \
         Mayor Ann Lee said on Friday.</p></article><article id=b><h2>River rises</h2><p>“The \
         river has not been as high in years,” Bob Ray said on Sunday.</p></article>\
         <script type=module src=./whosaid.js></script><who-said for='#a' open></who-said>\
         <who-said for='#b'></who-said></body></html>"
    );
    let server: Running = site().reply("/two.html", Reply::html(stories)).start();
    let page = Page::open(&server.url("/two.html")).unwrap();
    let both = "[...document.querySelectorAll('who-said')].every((e) => e.analysis)";
    page.wait_for(both).unwrap();
    annotated(&page);
    let speakers = "[...document.querySelectorAll('who-said')].map(({ analysis: { actors, \
                    attributions: [{ speakers: [first] }] } }) => actors[first].name)";
    assert_eq!(value(&page, speakers), json!(["Ann Lee", "Bob Ray"]));
    open_statement(&page);
    open_menu(&page);
    type_name(&page, "Cy Poe");
    assert_eq!(value(&page, speakers), json!(["Cy Poe", "Bob Ray"]));
    page.script("location.reload();", &[]).unwrap();
    page.wait_for(both).unwrap();
    page.wait_for("deepAll('.panel').length === 1").unwrap();
    assert_eq!(value(&page, speakers), json!(["Cy Poe", "Bob Ray"]));
    // The list of each has its own alone.
    view(&page, "More");
    page.wait_for("deepAll('.corrections li').length === 1").unwrap();
    let other = "document.querySelectorAll('who-said')[1].shadowRoot";
    page.script("document.querySelectorAll('who-said')[1].setAttribute('open', '');", &[]).unwrap();
    page.wait_for(&format!("{other}.querySelector('#whosaid-more')")).unwrap();
    page.script(&format!("{other}.querySelector('#whosaid-more').click();"), &[]).unwrap();
    page.wait_for(&format!("{other}.querySelector('#whosaid-more[aria-selected=true]')")).unwrap();
    let listed = value(&page, &format!("{other}.querySelectorAll('.corrections li').length"));
    assert_eq!(listed, json!(0));
    no_errors(&page);
}

#[test]
fn report_says_where_it_can_be_sent() {
    for (tag, link, shown) in [
        (
            "open report-to='mailto:desk@news.example'",
            Some("mailto:desk@news.example?body="),
            "desk@news.example",
        ),
        (
            "open report-to='https://news.example/wrong'",
            Some("https://news.example/wrong"),
            "news.example/wrong",
        ),
        ("open", None, "names no address"),
    ] {
        let server = serve("", tag);
        let page = Page::open(&server.url("/news.html")).unwrap();
        annotated(&page);
        allow_clipboard(&page);
        open_statement(&page);
        page.requests().unwrap();
        press(&page, ".card .wrong");
        page.wait_for("deepAll('.corrected').length === 1").unwrap();
        let bar = value(&page, "deep('.corrected').textContent");
        assert!(bar.as_str().unwrap().contains(shown), "{tag}: {bar}");
        let href = value(&page, "deepAll('.corrected a')[0]?.getAttribute('href') ?? null");
        match link {
            Some(link) => assert!(href.as_str().unwrap().starts_with(link), "{tag}: {href}"),
            None => assert_eq!(href, Value::Null, "{tag}"),
        }
        assert_eq!(page.requests().unwrap(), Vec::<String>::new(), "nothing is sent by itself");
        no_errors(&page);
    }
    // No other kind of address becomes a link.
    let server = serve("", "open report-to='javascript:alert(1)'");
    let page = Page::open(&server.url("/news.html")).unwrap();
    page.wait_for(
        "document.querySelector('who-said').shadowRoot?.textContent.includes('reportTo')",
    )
    .unwrap();
}

#[test]
fn menu_list_and_bar_have_no_axe_violations() {
    for dark in [false, true] {
        let server = serve("", "open");
        let page = Page::blank().unwrap();
        page.set_screen(Screen { width: 1280, height: 900, dark }).unwrap();
        page.go(&server.url("/news.html")).unwrap();
        annotated(&page);
        open_statement(&page);
        open_menu(&page);
        assert_eq!(page.violations().unwrap(), Vec::<String>::new(), "the menu");
        type_name(&page, "Cy Poe");
        assert_eq!(page.violations().unwrap(), Vec::<String>::new(), "the bar");
        open_menu(&page);
        assert_eq!(page.violations().unwrap(), Vec::<String>::new(), "what was corrected");
        view(&page, "Cast");
        press(&page, "[data-item^=actor] > .row");
        page.wait_for("deepAll('.card').length === 1").unwrap();
        open_menu(&page);
        assert_eq!(page.violations().unwrap(), Vec::<String>::new(), "an actor's menu");
        view(&page, "More");
        assert_eq!(page.violations().unwrap(), Vec::<String>::new(), "the list");
    }
}
