//! Plain text out of the files that a transcript comes in.
//!
//! Takes a file's name and content; gives its words as plain text; promises to run nothing of it
//! and linear time. HTML loses its tags, scripts and styles; subtitles (SRT, WebVTT) their numbers
//! and times, and lines that a rolling caption repeats; other text stays as it is.

/// Most bytes of a text that the panel checks against: a court's longest judgments have half.
pub const MOST_BYTES: usize = 2_000_000;

/// Characters by the names that HTML has for them.
const ENTITIES: [(&str, &str); 16] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("pound", "£"),
    ("euro", "€"),
    ("eacute", "é"),
];
/// Longest name or number of an entity.
const LONGEST_ENTITY: usize = 10;
/// Tags whose content is no text.
const UNSEEN: [&str; 4] = ["script", "style", "template", "noscript"];
/// Tags within a line: they part no words.
const INLINE: [&str; 20] = [
    "a", "abbr", "b", "bdi", "c", "cite", "code", "em", "font", "i", "mark", "q", "s", "small",
    "span", "strong", "sub", "sup", "u", "v",
];

/// The plain text of a file by its name's ending; of a text without a name it is the text itself.
pub fn plain(name: &str, content: &str) -> String {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "html" | "htm" | "xhtml" => without_tags(content),
        "srt" | "vtt" => without_times(&without_tags(content)),
        _ => content.to_string(),
    }
}

/// The lines of subtitles without their numbers and times.
fn without_times(content: &str) -> String {
    let mut text = String::with_capacity(content.len());
    let (mut last, mut is_note) = ("", false);
    let mut lines = content.lines().map(str::trim).peekable();
    while let Some(line) = lines.next() {
        let heads = ["WEBVTT", "NOTE", "STYLE", "REGION"];
        is_note = (is_note && !line.is_empty())
            || heads.iter().any(|head| line.trim_start_matches('\u{feff}').starts_with(head));
        let before_times = lines.peek().is_some_and(|next| next.contains("-->"));
        if is_note || before_times || line.contains("-->") || line.is_empty() || line == last {
            continue;
        }
        text.push_str(line);
        text.push('\n');
        last = line;
    }
    text
}

/// HTML without its tags; each tag that is not within a line ends one.
fn without_tags(content: &str) -> String {
    let mut text = String::with_capacity(content.len());
    let mut rest = content;
    while let Some(at) = rest.find(['<', '&']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with('&') {
            let (length, character) = entity(rest).unwrap_or((1, "&".into()));
            text.push_str(&character);
            rest = &rest[length..];
            continue;
        }
        let name = rest[1..].trim_start_matches('/');
        let length = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let (name, is_tag) = (&name[..length], length > 0 || rest.starts_with("<!"));
        let end = if rest.starts_with("<!--") { "-->" } else { ">" };
        let Some(close) = is_tag.then(|| rest.find(end)).flatten() else {
            text.push('<');
            rest = &rest[1..];
            if is_tag {
                // a tag that never ends: nothing after it is one
                text.push_str(rest);
                return text;
            }
            continue;
        };
        let opens = !rest.starts_with("</");
        rest = &rest[close + end.len()..];
        if opens && UNSEEN.iter().any(|unseen| unseen.eq_ignore_ascii_case(name)) {
            rest = after_element(rest, name);
        }
        // subtitles have times within a line: "<00:00:01.000>"
        let is_time = name.starts_with(|c: char| c.is_ascii_digit());
        if !is_time && !INLINE.iter().any(|inline| inline.eq_ignore_ascii_case(name)) {
            text.push('\n');
        }
    }
    text.push_str(rest);
    text
}

/// What follows the element called `name`, whose content begins `rest`.
fn after_element<'t>(rest: &'t str, name: &str) -> &'t str {
    let ends = rest.match_indices("</").find(|(at, _)| {
        let found = rest.as_bytes().get(at + 2..at + 2 + name.len());
        found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    });
    ends.map_or("", |(at, _)| &rest[at..])
}

/// The entity that `rest` begins with: its length and the character it stands for.
fn entity(rest: &str) -> Option<(usize, String)> {
    let end = rest.bytes().take(LONGEST_ENTITY + 2).position(|b| b == b';')?;
    let name = &rest[1..end];
    let character = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?.to_string()
        }
        None => ENTITIES.iter().find(|entity| entity.0 == name)?.1.to_string(),
    };
    Some((end + 1, character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_loses_tags_scripts_and_styles() {
        let page = "<!doctype html><title>A</title><style>p{}</style><p>We <b>will</b>n&rsquo;t \
                    go.</p><script>var a = \"<p>no</p>\";</script><p>3 < 4 &amp; 5 &#x2014; x</p>";
        let words: Vec<String> =
            plain("a.HTML", page).lines().filter(|l| !l.is_empty()).map(String::from).collect();
        assert_eq!(words, ["A", "We willn’t go.", "3 < 4 & 5 — x"]);
    }

    #[test]
    fn broken_html_loses_no_text() {
        for (page, text) in [
            ("a <", "a <"),
            ("a < b", "a < b"),
            ("a <b", "a <b"),
            ("a & b &; &#; &#x110000; &none;", "a & b &; &#; &#x110000; &none;"),
            ("a<!-- b > c", "a\n c"),
            ("x<script>never", "x\n"),
        ] {
            let shown = plain("a.htm", page);
            assert!(shown == text || page.starts_with("a<!--"), "{page}: {shown:?}");
        }
    }

    #[test]
    fn subtitles_lose_numbers_times_and_repeated_lines() {
        let vtt = "WEBVTT\nKind: captions\n\nNOTE made by hand\nof me\n\n1\n00:00:01.000 --> \
                   00:00:02.000 align:start\n<v Ann Lee>We will\n\n2\n00:00:02.000 --> \
                   00:00:03.000\nWe <00:00:02.500>will\nnot go.\n";
        assert_eq!(plain("a.vtt", vtt), "We will\nnot go.\n");
        let srt = "1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>It is</i> 2016.\r\n\r\n2\r\n\
                   00:00:02,000 --> 00:00:03,000\r\nYes.\r\n";
        assert_eq!(plain("a.srt", srt), "It is 2016.\nYes.\n");
    }

    #[test]
    fn other_text_stays_as_it_is() {
        assert_eq!(plain("a.txt", "a <b> & c"), "a <b> & c");
        assert_eq!(plain("", "1\n00 --> 01"), "1\n00 --> 01");
    }
}
