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
        "srt" => without_times(&without_tags(content), Subtitles::SubRip),
        "vtt" => without_times(&without_tags(content), Subtitles::WebVtt),
        _ => content.to_string(),
    }
}

/// Whether a file of subtitles has WebVTT's header, notes and styles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subtitles {
    SubRip,
    WebVtt,
}

/// The lines of subtitles without their numbers and times, and without WebVTT's header, notes,
/// styles and regions.
fn without_times(content: &str, format: Subtitles) -> String {
    let content = content.strip_prefix('\u{feff}').unwrap_or(content);
    let mut text = String::with_capacity(content.len());
    let (mut last, mut before, mut is_note) = ("", None, false);
    let mut lines = content.lines().map(str::trim).peekable();
    while let Some(line) = lines.next() {
        let begins = before.replace(line).is_none_or(str::is_empty);
        is_note &= !line.is_empty();
        is_note |= begins && format == Subtitles::WebVtt && is_head(line, text.is_empty());
        // a cue's name or number stands right after an empty line
        let is_name = begins && lines.peek().is_some_and(|next| is_times(next));
        let is_dropped = is_note || is_name || is_times(line);
        if is_dropped || line.is_empty() || line == last {
            continue;
        }
        text.push_str(line);
        text.push('\n');
        last = line;
    }
    text
}

/// True for a line that begins a block of WebVTT with no words that are spoken; its header only
/// stands where nothing is spoken yet.
fn is_head(line: &str, is_first: bool) -> bool {
    let head = line.split_whitespace().next().unwrap_or_default();
    matches!(head, "NOTE" | "STYLE" | "REGION") || (is_first && head == "WEBVTT")
}

/// True for the times of a cue: "00:01.000 --> 00:02.000".
fn is_times(line: &str) -> bool {
    let is_time = |text: &str| text.trim_start().starts_with(|c: char| c.is_ascii_digit());
    line.split_once("-->").is_some_and(|(from, to)| is_time(from) && is_time(to))
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
            ("a<!-- b > c", "a<!-- b > c"),
            ("x<script>never", "x\n"),
        ] {
            assert_eq!(plain("a.htm", page), text, "{page}");
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
    fn subtitles_lose_no_spoken_line() {
        for spoken in ["REGIONAL banks fail", "NOTED", "STYLES change", "NOTE this", "WEBVTT now"] {
            let cue = format!("00:01.000 --> 00:02.000\n{spoken}\nWe pay.\n");
            let kept = format!("{spoken}\nWe pay.\n");
            assert_eq!(plain("a.vtt", &format!("WEBVTT\n\n{cue}")), kept);
            assert_eq!(plain("a.srt", &format!("1\n{cue}\n2\n{cue}")), kept.repeat(2));
        }
        let close = "WEBVTT - A\n\n00:01.000 --> 00:02.000\nWe sell\nNOTHING\n00:02.000 --> \
                     00:03.000\nGo --&gt; there.\n\nREGION\nid:1\n\nSTYLE\tx\n\nNOTE\nof me";
        assert_eq!(plain("a.vtt", close), "We sell\nNOTHING\nGo --> there.\n");
    }

    #[test]
    fn other_text_stays_as_it_is() {
        assert_eq!(plain("a.txt", "a <b> & c"), "a <b> & c");
        assert_eq!(plain("", "1\n00 --> 01"), "1\n00 --> 01");
    }
}
