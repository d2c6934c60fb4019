//! The HTML that pages of this room have in common: shell, escaped text, tables.
//!
//! The pages stand alone: they have no script and load nothing, which their own policy forbids
//! them, too.

/// What every page looks like, in light and dark.
const STYLE: &str = include_str!("report.css");

/// A page with this title and, as HTML, this content.
pub(super) fn page(title: &str, content: &str) -> String {
    let title = text(title);
    [
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ",
        "style-src 'unsafe-inline'\">\n",
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
        &title,
        "</title>\n<style>\n",
        STYLE,
        "</style>\n</head>\n<body>\n<main>\n<h1>",
        &title,
        "</h1>\n",
        content,
        "</main>\n</body>\n</html>\n",
    ]
    .concat()
}

/// Text in which nothing is markup, within elements and attributes.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\'' => out += "&#39;",
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A part of a page under a heading; `content` is HTML.
pub(super) fn section(heading: &str, content: &str) -> String {
    ["<section>\n<h2>", &text(heading), "</h2>\n", content, "</section>\n"].concat()
}

/// A paragraph of text.
pub(super) fn paragraph(words: &str) -> String {
    ["<p>", &text(words), "</p>\n"].concat()
}

/// A table of these columns. A column whose name begins with `#` has numbers; its name stands after
/// that.
pub(super) fn table(columns: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let is_number = |at: usize| columns.get(at).is_some_and(|column| column.starts_with('#'));
    let class = |at: usize| if is_number(at) { " class=\"number\"" } else { "" };
    let mut table = String::from("<div class=\"wide\"><table>\n<thead><tr>");
    for (at, column) in columns.iter().enumerate() {
        let name = text(column.trim_start_matches('#'));
        table += &["<th scope=\"col\"", class(at), ">", &name, "</th>"].concat();
    }
    table += "</tr></thead>\n<tbody>\n";
    for row in rows {
        table += "<tr>";
        for (at, cell) in row.iter().enumerate() {
            let tag = if at == 0 { "th scope=\"row\"" } else { "td" };
            let end = if at == 0 { "th" } else { "td" };
            table += &["<", tag, class(at), ">", &text(cell), "</", end, ">"].concat();
        }
        table += "</tr>\n";
    }
    table + "</tbody></table></div>\n"
}
