//! Attributions as a table: comma-separated values as RFC 4180 defines them, a row each.

use crate::analysis::{Actor, Analysis, Attribution};
use crate::export::words::{hundredths, joined, json_name};
use crate::text::{Byte, OffsetMap, Span, Unit};

/// The first row: what each column holds.
pub const HEADER: &str = concat!(
    "document,id,tier,kind,act,negated,confidence,speakers,unnamed,source,cue,content,",
    "source_span,cue_span,content_span,inside\r\n",
);

/// Stands between several values of one cell.
const SEPARATOR: &str = "; ";
/// A spreadsheet takes a cell that starts with one of these for a formula.
const FORMULA_STARTS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// One row for each attribution, without [`HEADER`]. `document` names the article in the first
/// column.
///
/// Spans are written `12..34` in units of `U`. A cell of text that a spreadsheet would run as a
/// formula gets an apostrophe before it, as OWASP advises ("CSV injection"); no other text is
/// changed, except that white space becomes single spaces. Speakers and whether they are unnamed
/// stand in the same order.
///
/// ```
/// use whosaid::{analyze, export, Options, text::Char};
/// let text = "Taxes will rise, Ann Lee said on Friday.";
/// let analysis = analyze(text, &Options::default());
/// let table = export::HEADER.to_string() + &export::csv::<Char>("lee.txt", text, &analysis);
/// assert!(table.ends_with("\r\n"));
/// ```
pub fn csv<U: Unit>(document: &str, text: &str, analysis: &Analysis<Byte>) -> String {
    let map = OffsetMap::new(text);
    analysis
        .attributions
        .iter()
        .map(|a| row::<U>(document, text, &map, &analysis.actors, a))
        .collect()
}

/// The row of one attribution.
fn row<U: Unit>(
    document: &str,
    text: &str,
    map: &OffsetMap,
    actors: &[Actor<Byte>],
    a: &Attribution<Byte>,
) -> String {
    let speakers: Vec<&Actor<Byte>> =
        a.speakers.iter().filter_map(|&id| actors.get(id as usize)).collect();
    let list = |values: Vec<String>| values.join(SEPARATOR);
    let spans = |spans: &[Span<Byte>]| {
        list(spans.iter().map(|s| format!("{:?}", map.convert::<U>(*s))).collect())
    };
    let cells = [
        cell(document),
        a.id.to_string(),
        json_name(&a.tier),
        json_name(&a.kind),
        json_name(&a.act),
        a.negated.to_string(),
        hundredths(a.confidence),
        cell(&list(speakers.iter().map(|s| s.name.clone()).collect())),
        list(speakers.iter().map(|s| s.unnamed.to_string()).collect()),
        cell(&joined(text, &a.source)),
        cell(&joined(text, &a.cue)),
        cell(&joined(text, &a.content)),
        spans(&a.source),
        spans(&a.cue),
        spans(&a.content),
        a.inside.map(|id| id.to_string()).unwrap_or_default(),
    ];
    cells.join(",") + "\r\n"
}

/// A cell of text: never a formula, and quoted if it holds a character that would end it.
fn cell(text: &str) -> String {
    // some spreadsheets skip characters that cannot be seen
    let unseen = |c: char| {
        (c.is_whitespace() && !FORMULA_STARTS.contains(&c))
            || matches!(c, '\0' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    };
    let guard = if text.trim_start_matches(unseen).starts_with(FORMULA_STARTS) { "'" } else { "" };
    if text.contains([',', '"', '\r', '\n']) || text.starts_with(' ') || text.ends_with(' ') {
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{guard}{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_only_where_needed() {
        assert_eq!(cell("plain text"), "plain text");
        assert_eq!(cell("a, \"b\"\nc"), "\"a, \"\"b\"\"\nc\"");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", "+1", "-2", "@SUM(A1)", "\t=1", " =1", "\u{2028}=1", "\u{feff} =1"] {
            assert!(cell(text).trim_start_matches('"').starts_with('\''), "{text:?}");
        }
        assert_eq!(cell("1-1=0"), "1-1=0");
    }
}
