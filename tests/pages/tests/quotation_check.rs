//! Quotations checked against another text in the panel: pasted, chosen as a file, dropped.

mod common;

use common::{annotated, no_errors, open, press_until, serve, settled, value, view};
use pages::{Key, Page, Screen};
use serde_json::{Value, json};

/// Opens the tab on the sample article.
fn opened() -> (pages::Running, Page) {
    let (server, page) = open("", "open");
    view(&page, "Check");
    (server, page)
}

/// A transcript of what the sample article quotes, by its analysis: all of it with other marks and
/// space, but for the first quotation, which gets a "not" more, and the second, which is not there.
const TRANSCRIPT: &str = "
    const { analysis, text } = document.querySelector('who-said');
    const quoted = analysis.attributions.filter(({ kind, inside }) => kind !== 'indirect' &&
        inside === null);
    const words = quoted.map(({ content }) => content.map(([start, end]) =>
        text.slice(start, end)).join(' '));
    const last = words.length - 1;
    words[0] = words[0].replace(/([“\"]\\S+)/, '$1 not');
    words[1] = 'Thank you all for coming.';
    const other = words.map((said) => '[Applause.] ' + said.replace(/[“”\"’]/g, (mark) =>
        mark === '’' ? '\\'' : '')).join('\\n\\n   ');
";

/// Puts `other` into the field and presses the button.
fn paste(page: &Page, other: &str) {
    page.script(&format!("{TRANSCRIPT} deep('.check textarea').value = {other};"), &[]).unwrap();
    page.click(".check .actions button").unwrap();
}

fn verdicts(page: &Page) -> Value {
    value(page, "deepAll('.checked-row .verdict').map((badge) => badge.textContent)")
}

#[test]
fn pasted_transcript_gives_a_verdict_on_each_quotation() {
    let (_server, page) = opened();
    paste(&page, "other");
    page.wait_for("deepAll('.checked-row').length > 2").unwrap();
    settled(&page);
    let summary = value(&page, "deep('.verdicts b').textContent");
    let status = value(&page, "deep('.whosaid > [role=status]').textContent.trim()");
    assert_eq!(summary, status, "it is spoken");
    assert!(summary.as_str().unwrap().contains(" are word for word"), "{summary}");
    let verdicts = verdicts(&page);
    let count = |name: &str| verdicts.as_array().unwrap().iter().filter(|v| *v == name).count();
    println!("{summary}: {verdicts}");
    assert!(count("Word for word") > 1 && count("Differs") > 0 && count("Not there") > 0);
    assert_eq!(verdicts[0], "Differs", "what differs comes first");
    let first = ".checked-row:has(.different)";
    assert!(
        value(&page, &format!("deep('{first} del').textContent")).as_str().unwrap().contains("not")
    );
    assert!(
        value(&page, &format!("deep('{first} .refusal').textContent"))
            .as_str()
            .unwrap()
            .contains("negation")
    );
    // the place, on demand and by keyboard
    press_until(&page, Key::Tab, ".sides summary");
    page.press(Key::Enter).unwrap();
    page.wait_for("deep('.sides[open] mark').checkVisibility()").unwrap();
    assert_eq!(page.violations().unwrap(), Vec::<String>::new());
    // the verdict stands in the statement's row too
    view(&page, "Quotes");
    page.wait_for("deepAll('.quote .badge.verdict').length > 1").unwrap();
    view(&page, "Check");
    assert!(verdicts.as_array().unwrap().len() > 3, "the results are still there");
    page.click(".verdicts button").unwrap();
    page.wait_for("deepAll('.check textarea').length === 1").unwrap();
    assert_eq!(value(&page, "deepAll('.badge.verdict').length"), json!(0));
    no_errors(&page);
}

#[test]
fn chosen_and_dropped_files_are_read_as_text() {
    let (_server, page) = opened();
    let give = |name: &str, content: &str| {
        page.script(
            &format!(
                "{TRANSCRIPT} const file = new File([{content}], args[0]), data = \
                 new DataTransfer();
                 data.items.add(file);
                 if (args[0].endsWith('.vtt')) {{
                   deep('.check').dispatchEvent(new DragEvent('drop', {{ dataTransfer: data, \
                   bubbles: true, cancelable: true }}));
                 }} else {{
                   const input = deep('.check input');
                   input.files = data.files;
                   input.dispatchEvent(new Event('change', {{ bubbles: true }}));
                 }}"
            ),
            &[json!(name)],
        )
        .unwrap();
    };
    let found = |page: &Page, name: &str| {
        page.wait_for("deepAll('.checked-row').length > 2").unwrap();
        assert_eq!(value(page, "deep('.verdicts .about').textContent"), json!(name));
        let found = verdicts(page);
        page.click(".verdicts button").unwrap();
        page.wait_for("deepAll('.check textarea').length === 1").unwrap();
        found
    };
    give("speech.txt", "other");
    let plain = found(&page, "speech.txt");
    give(
        "speech.html",
        "'<script>var no = 1</script><p>' + other.replaceAll('\\n\\n', '</p><p>') + '</p>'",
    );
    assert_eq!(found(&page, "speech.html"), plain);
    give(
        "speech.vtt",
        "'WEBVTT\\n\\n' + other.split(/\\s+/).map((word, i) => `${i}\\n00:00:0${i % 10}.000 --> \
         00:01:00.000\\n<v Speaker>${word}`).join('\\n\\n')",
    );
    assert_eq!(found(&page, "speech.vtt"), plain);
    give("speech.txt", "new Uint8Array([0x50, 0x4b, 0xff, 0xfe, 0])");
    page.wait_for("deep('.check .refusal')?.textContent.includes('cannot be read')").unwrap();
    give("speech.txt", "'a '.repeat(1_000_001)");
    page.wait_for("deep('.check .refusal')?.textContent.includes('longer than')").unwrap();
    assert_eq!(page.violations().unwrap(), Vec::<String>::new());
    no_errors(&page);
}

#[test]
fn check_of_long_transcript_sends_nothing() {
    let (_server, page) = opened();
    page.requests().unwrap();
    let took = page
        .script(
            &format!(
                "{TRANSCRIPT} let long = other;
                 for (let n = 0; long.length < 100_000; n++)
                   long += ` We went on day ${{n}} to the ${{n * 7919 % 1000}} houses of town \
                 ${{n % 17}}, and said so.`;
                 deep('.check textarea').value = long;
                 const begun = performance.now();
                 deep('.check .actions button').click();
                 while (!deepAll('.checked-row').length) await new Promise(requestAnimationFrame);
                 return performance.now() - begun;"
            ),
            &[],
        )
        .unwrap();
    println!("100 KB checked in {took} ms");
    assert_eq!(page.requests().unwrap(), Vec::<String>::new());
    no_errors(&page);
}

#[test]
fn results_are_found_anew_when_the_article_changes() {
    let (_server, page) = opened();
    paste(&page, "other + ' The talks are a gift to us all and to our friends.'");
    page.wait_for("deepAll('.checked-row').length > 2").unwrap();
    let before = value(&page, "deepAll('.checked-row').length").as_u64().unwrap();
    page.script(
        "const p = document.createElement('p'); p.textContent = '“The talks are a gift to us \
         all,” Secretary of State John Kerry said on Monday.'; deep('#story').append(p);",
        &[],
    )
    .unwrap();
    page.wait_for(&format!("deepAll('.checked-row').length === {}", before + 1)).unwrap();
    no_errors(&page);
}

#[test]
fn check_tab_is_sound_on_a_phone_and_in_the_dark() {
    for (screen, phone) in [
        (Screen { width: 1280, height: 900, dark: true }, false),
        (Screen { width: 390, height: 844, dark: false }, true),
    ] {
        let server = serve("", "open");
        let page = Page::blank().unwrap();
        page.set_screen(screen).unwrap();
        if phone {
            page.set_phone(390, 844).unwrap();
        }
        page.go(&server.url("/news.html")).unwrap();
        annotated(&page);
        if phone {
            page.script("if (deepAll('.launcher').length) deep('.launcher').click();", &[])
                .unwrap();
            page.wait_for("deepAll('.panel').length").unwrap();
        }
        view(&page, "Check");
        assert_eq!(page.violations().unwrap(), Vec::<String>::new());
        paste(&page, "other");
        page.wait_for("deepAll('.checked-row').length > 2").unwrap();
        page.click(".sides summary").unwrap();
        settled(&page);
        assert_eq!(page.violations().unwrap(), Vec::<String>::new());
        let wide = value(&page, "deep('.checked').scrollWidth > deep('.checked').clientWidth");
        assert_eq!(wide, json!(false), "nothing sticks out of the list");
    }
}
