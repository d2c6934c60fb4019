//! Attributions as a table: comma-separated values as RFC 4180 defines them, a row each.
//!
//! Every cell but those of the header is quoted. A spreadsheet may all the same split a cell: in
//! half of Europe it takes semicolons for the separators, and text from the clipboard is split at
//! tabs. So no part of a cell that such a reader may see as a cell of its own is a formula: an
//! apostrophe, [`GUARD`], stands before the character that would begin one.

use crate::analysis::{Actor, Analysis, Attribution};
use crate::export::words::{hundredths, joined, json_name};
use crate::text::{Byte, OffsetMap, Span, Unit};

/// The first row: what each column holds.
pub const HEADER: &str = concat!(
    "document,id,tier,kind,act,negated,confidence,speakers,unnamed,source,cue,content,",
    "source_span,cue_span,content_span,inside,speaker_confidence,source_kind,channel,",
    "unnamed_reason,knowledge,channel_span,unnamed_reason_span,knowledge_span\r\n",
);

/// Stands between several values of one cell.
const SEPARATOR: &str = "; ";
/// A spreadsheet takes a cell that starts with one of these for a formula.
const FORMULA_STARTS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
/// Stands before a character that would begin a formula: spreadsheets take what follows for text.
const GUARD: char = '\'';
/// Some reader or other ends a cell at each of these, even within quotation marks.
const SEPARATORS: [char; 5] = [',', ';', '\t', '\n', '\r'];

/// One row for each attribution, without [`HEADER`]. `document` names the article in the first
/// column.
///
/// Spans are written `12..34` in units of `U`. Where a spreadsheet would run a cell, or what
/// follows a comma, semicolon, tab or line break in it, as a formula, an apostrophe stands before
/// that, as OWASP advises ("CSV injection"); no other text is changed, except that white space
/// becomes single spaces. Speakers and whether they are unnamed stand in the same order.
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
        document.to_string(),
        a.id.to_string(),
        json_name(&a.tier),
        json_name(&a.kind),
        json_name(&a.act),
        a.negated.to_string(),
        hundredths(a.confidence),
        list(speakers.iter().map(|s| s.name.clone()).collect()),
        list(speakers.iter().map(|s| s.unnamed.to_string()).collect()),
        joined(text, &a.source),
        joined(text, &a.cue),
        joined(text, &a.content),
        spans(&a.source),
        spans(&a.cue),
        spans(&a.content),
        a.inside.map(|id| id.to_string()).unwrap_or_default(),
        if speakers.is_empty() { String::new() } else { hundredths(a.speaker_confidence) },
        a.source_kind.map(|kind| json_name(&kind)).unwrap_or_default(),
        joined(text, &a.channel),
        joined(text, &a.unnamed_reason),
        joined(text, &a.knowledge),
        spans(&a.channel),
        spans(&a.unnamed_reason),
        spans(&a.knowledge),
    ];
    cells.map(|text| cell(&text)).join(",") + "\r\n"
}

/// A cell, quoted; no part of it is a formula.
fn cell(text: &str) -> String {
    // Some spreadsheets skip characters that cannot be seen, and some readers quotation marks.
    let skipped = |c: char| {
        c.is_whitespace()
            || matches!(c, '"' | '\0' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    };
    let mut quoted = String::from('"');
    let mut begins = true;
    for c in text.chars() {
        if begins && FORMULA_STARTS.contains(&c) {
            quoted.push(GUARD);
            begins = false;
        }
        if c == '"' {
            quoted.push('"');
        }
        quoted.push(c);
        begins = SEPARATORS.contains(&c) || (begins && skipped(c));
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cell_is_quoted() {
        assert_eq!(cell("plain text"), "\"plain text\"");
        assert_eq!(cell("a, \"b\"\nc"), "\"a, \"\"b\"\"\nc\"");
        assert_eq!(cell(""), "\"\"");
    }

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", "+1", "-2", "@SUM(A1)", "\t=1", " =1", "\u{2028}=1", "\u{feff} =1"] {
            let written = cell(text);
            let shown = written.trim_start_matches(|c: char| c == '"' || !c.is_ascii_graphic());
            assert!(shown.starts_with(GUARD), "{text:?}: {written:?}");
        }
        assert_eq!(cell("1-1=0"), "\"1-1=0\"");
    }

    #[test]
    fn no_part_of_a_cell_is_a_formula() {
        for (text, written) in [
            ("a;=1", "a;'=1"),
            ("a; \"=1\"", "a; \"\"'=1\"\""),
            ("a\t=1", "a\t'=1"),
            ("a,+1", "a,'+1"),
            ("a\n@x", "a\n'@x"),
            ("a;\t-1", "a;'\t'-1"),
            ("a;＝1", "a;'＝1"),
            ("a;b=1", "a;b=1"),
        ] {
            assert_eq!(cell(text), format!("\"{written}\""));
        }
    }
}
