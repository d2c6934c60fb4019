//! All statements of an article as Markdown: CommonMark, which GitHub and editors render.
//!
//! Takes an article with its analysis; gives a heading, where it appeared, the source note, and a
//! numbered list of its statements in reading order, each with whose it is and a link back to its
//! words; promises that no text of the article becomes markup.

use crate::analysis::Tier;
use crate::export::citation::from;
use crate::export::findings::Findings;
use crate::export::links::{Broken, Links};
use crate::export::statement_key::keys;
use crate::export::words::joined;
use crate::voices::{self, note};

/// The statements of an article, headed by its title. Attitudes are left out, as the panel leaves
/// them out at first. A statement within another one names that by its number.
///
/// ```
/// use whosaid::{analyze, export, Options};
/// let text = "“Taxes will rise,” Ann Lee said on Friday.";
/// let analysis = analyze(text, &Options::default());
/// let findings = export::Findings::new("lee.txt", "https://news.example/", text, &analysis);
/// let line = export::markdown(&findings).lines().last().map(String::from);
/// assert_eq!(
///     line.as_deref(),
///     Some(
///         "1. [“Taxes will rise,”](<https://news.example/#whosaid=775e41ff:~:text=\
///          %E2%80%9CTaxes%20will%20rise%2C%E2%80%9D>) — Ann Lee (“said”), paragraph 1"
///     )
/// );
/// ```
pub fn markdown(findings: &Findings<'_>) -> String {
    let Findings { text, analysis, address, .. } = *findings;
    let title = findings.title();
    let mut page = String::from("# ");
    page += &escaped(if title.is_empty() { findings.name } else { &title });
    page.push('\n');
    let mut about = String::new();
    let mut line = |label: &str, value: &str| {
        if !value.is_empty() {
            about += label;
            about += value;
            about.push('\n');
        }
    };
    line("- Outlet: ", &escaped(findings.outlet));
    line("- By: ", &escaped(&findings.authors().join(", ")));
    line("- Published: ", &escaped(analysis.published.as_deref().unwrap_or_default()));
    line("- Address: ", &link(&escaped(address), address));
    line("- Read by Whosaid: ", findings.read);
    if !about.is_empty() {
        page.push('\n');
        page += &about;
    }
    page.push('\n');
    page += &escaped(&note(text, analysis, &voices::read(text, analysis)).text());
    page += "\n\n## Statements\n";
    let broken = Broken::of(text, findings.gaps);
    let links = Links::for_many(&broken, address, keys(text, analysis));
    let mut numbers = vec![0; analysis.attributions.len()];
    let mut number = 0usize;
    for (at, a) in analysis.attributions.iter().enumerate() {
        let (Tier::Statement, Some(address)) = (a.tier, links.to(a)) else { continue };
        number += 1;
        numbers[at] = number;
        page += if number == 1 { "\n" } else { "" };
        page += &number.to_string();
        page += ". ";
        page += &link(&escaped(&joined(text, &a.content)), &address);
        page.push(' ');
        page += &escaped(&from(text, analysis, a));
        let places = [
            (", paragraph ", findings.paragraph(a).unwrap_or(0)),
            (", within ", a.inside.and_then(|id| numbers.get(id as usize)).map_or(0, |n| *n)),
        ];
        for (label, place) in places.into_iter().filter(|(_, place)| *place > 0) {
            page += label;
            page += &place.to_string();
        }
        page.push('\n');
    }
    page
}

/// A link with these words, already escaped; only the words where nothing leads to an address.
fn link(words: &str, address: &str) -> String {
    if address.is_empty() || address.starts_with("urn:") || address.contains(char::is_control) {
        return words.into();
    }
    let mut link = String::from("[");
    link += words;
    link += "](<";
    for c in address.chars() {
        match c {
            '<' => link += "%3C",
            '>' => link += "%3E",
            '\\' => link += "%5C",
            // An address may hold what reads as the name of a character: `&copy;`.
            '&' => link += "&amp;",
            c => link.push(c),
        }
    }
    link + ">)"
}

/// A line of text of which nothing is markup, wherever in a line it stands but at its start. White
/// space becomes single spaces.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        if c.is_whitespace() || c.is_control() {
            if before != ' ' {
                out.push(' ');
            }
            before = ' ';
            continue;
        }
        let marks = "\\`*_{}[]<>#|~!&$@^=";
        // GitHub makes links of addresses that stand in a text.
        let address = c == ':' && letters.peek() == Some(&'/')
            || c == '.' && before.eq_ignore_ascii_case(&'w');
        if marks.contains(c) || address {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out.truncate(out.trim_end_matches(' ').len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        for (text, written) in [
            ("plain, (text) - 5. + 3", "plain, (text) - 5. + 3"),
            ("*a* _b_ `c` [d](e) <f>", "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\<f\\>"),
            ("# h & &amp; \\ | ~~s~~", "\\# h \\& \\&amp; \\\\ \\| \\~\\~s\\~\\~"),
            ("a\n\n- b\u{2028}c\0", "a - b c"),
            ("see www.x.example and http://y", "see www\\.x.example and http\\://y"),
            ("x@y.example", "x\\@y.example"),
        ] {
            assert_eq!(escaped(text), written);
        }
    }

    #[test]
    fn an_address_cannot_leave_its_link() {
        assert_eq!(link("a", "https://x.example/a b>c<d\\)"), {
            "[a](<https://x.example/a b%3Ec%3Cd%5C)>)"
        });
        assert_eq!(link("a", "https://x.example/?a=1&copy;"), {
            "[a](<https://x.example/?a=1&amp;copy;>)"
        });
        assert_eq!(link("a", "x\ny"), "a", "an address has one line");
    }
}
