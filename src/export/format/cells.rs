//! Cells of tables: comma-separated values as RFC 4180 defines them.
//!
//! Takes texts; gives rows in which every cell is quoted; promises that no spreadsheet runs one. A
//! spreadsheet may split a cell: in half of Europe it takes semicolons for the separators, and text
//! from the clipboard is split at tabs. So no part of a cell that such a reader may see as a cell
//! of its own is a formula: an apostrophe, [`GUARD`], stands before the character that would begin
//! one, as OWASP advises ("CSV injection").

use crate::text::is_ignorable;

/// A spreadsheet takes a cell that starts with one of these for a formula.
const FORMULA_STARTS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
/// Stands before a character that would begin a formula: spreadsheets take what follows for text.
const GUARD: char = '\'';
/// Some reader or other ends a cell at each of these, even within quotation marks.
const SEPARATORS: [char; 5] = [',', ';', '\t', '\n', '\r'];

/// A row of these cells, with its end of line.
pub fn row(cells: &[String]) -> String {
    let mut row = String::new();
    for text in cells {
        if !row.is_empty() {
            row.push(',');
        }
        row += &cell(text);
    }
    row + "\r\n"
}

/// A cell, quoted; no part of it is a formula.
pub fn cell(text: &str) -> String {
    // Some spreadsheets skip characters that cannot be seen, and some readers quotation marks.
    let skipped = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || is_ignorable(c)
            || matches!(c, '"' | '\u{200c}' | '\u{200d}')
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
        for c in ('\0'..' ').chain("\u{ad}\u{202a}\u{202e}\u{2066}\u{2069}\u{200d}".chars()) {
            let written = cell(&format!("{c}=1"));
            assert!(
                written.contains("'=1") || written.contains("'\t") || written.contains("'\r"),
                "{c:?}: {written:?}"
            );
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
