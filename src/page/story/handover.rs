//! The story of a page that the bookmarklet hands over whole, where the page's policy keeps the
//! engine out.
//!
//! Takes the elements and the text that are seen on the page, as lines; gives the article in them
//! as lines too, in the form of `www/reader-article.js`; promises the same rules as on a page
//! itself ([`super::Outline`]), and not to recurse.
//!
//! A line's first letter is its kind: `<` and `[` open an element with lines of its own or within
//! a line (name, class and id, role, `itemprop`, with tabs between), `>` closes it, `.` is text,
//! `/` a line break. Lines of other kinds are for the reader page: `t` title, `b` byline, `d` day.

use super::outline::{Markup, Outline, OutlineWriter};
use crate::text::{
    Byte, Document, DocumentReader, ParagraphKind, Span, is_boilerplate, is_ignorable,
    is_link_heading, may_be_link, one_line,
};
use crate::turns::{boxed, turn};

/// Least number of bytes of a line of the story above the headline.
const LEAST_STORY: usize = 60;
/// Letters of the kinds of lines that do not go into the article as they are.
const REPLACED: [char; 8] = ['<', '[', '>', '.', '/', 't', 'b', 'j'];
/// The letter of a headline of the first rank, until the article's title is chosen.
const HEADLINE: char = 'H';

/// A piece of a page.
#[derive(Debug, Clone, Copy)]
enum Piece<'p> {
    Open { is_block: bool, markup: Markup<'p> },
    Close,
    Text(&'p str),
    LineBreak,
}

/// The article in `page`.
pub async fn read(page: &str) -> String {
    let pieces = pieces(page);
    turn().await;
    let (outline, elements) = survey(&pieces);
    let story = outline.story();
    let root = if story == 0 { 0..pieces.len() } else { within(&pieces, elements[story]) };
    turn().await;
    let (outline, elements) = survey(&pieces[root.clone()]);
    let mut lines = Lines::default();
    lines.read(&pieces[root], &excluded(&outline, &elements));
    turn().await;
    article(page, lines.written).await
}

/// The pieces of a page, every element closed.
fn pieces(page: &str) -> Vec<Piece<'_>> {
    let (mut pieces, mut open) = (Vec::new(), 0);
    for line in page.lines() {
        let mut letters = line.chars();
        let kind = letters.next();
        let rest = letters.as_str();
        match kind {
            Some('<' | '[') => {
                let mut parts = rest.split('\t');
                let mut part = || parts.next().unwrap_or_default();
                let (tag, names, role, property) = (part(), part(), part(), part());
                let markup = Markup { tag, names, role, property, hidden: false };
                pieces.push(Piece::Open { is_block: kind == Some('<'), markup });
                open += 1;
            }
            Some('>') if open > 0 => {
                pieces.push(Piece::Close);
                open -= 1;
            }
            Some('.') => pieces.push(Piece::Text(rest)),
            Some('/') => pieces.push(Piece::LineBreak),
            _ => {}
        }
    }
    pieces.extend(std::iter::repeat_n(Piece::Close, open));
    pieces
}

/// The outline of `pieces`, and for each element of it the place of the piece that opens it.
fn survey(pieces: &[Piece]) -> (Outline, Vec<usize>) {
    let mut writer = OutlineWriter::default();
    writer.open(Markup { tag: "body", ..Markup::default() });
    let (mut elements, mut inside_excluded) = (vec![0], 0);
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Open { .. } if inside_excluded > 0 => inside_excluded += 1,
            Piece::Open { markup, .. } => {
                inside_excluded = usize::from(!writer.open(*markup));
                elements.push(at);
            }
            Piece::Close if inside_excluded > 1 => inside_excluded -= 1,
            Piece::Close => {
                inside_excluded = 0;
                writer.close();
            }
            Piece::Text(text) if inside_excluded == 0 => writer.text(text),
            _ => {}
        }
    }
    (writer.finish(), elements)
}

/// The pieces in the element that the piece at `opening` opens.
fn within(pieces: &[Piece], opening: usize) -> std::ops::Range<usize> {
    opening + 1..end(pieces, opening)
}

/// The place of the piece that closes the element opened at `opening`.
fn end(pieces: &[Piece], opening: usize) -> usize {
    let mut open = 0_usize;
    let closes = |piece: &Piece| {
        match piece {
            Piece::Open { .. } => open += 1,
            Piece::Close => open -= 1,
            _ => {}
        }
        open == 0
    };
    pieces[opening..].iter().position(closes).map_or(pieces.len(), |length| opening + length)
}

/// For each outermost element that is not the story the place of the piece that opens it, in order.
fn excluded(outline: &Outline, elements: &[usize]) -> Vec<usize> {
    outline.outermost_excluded().map(|element| elements[element]).collect()
}

/// The lines of a story, being written.
#[derive(Default)]
struct Lines {
    /// Kind and text of each paragraph.
    written: Vec<(char, String)>,
    /// The paragraph so far, without its last line.
    paragraph: String,
    /// The last line.
    line: String,
    /// Below a heading of links to other stories: the number of paragraphs before it, and of bytes
    /// of its own paragraph before it.
    links: Option<(usize, usize)>,
}

impl Lines {
    /// Writes what stands in `pieces` outside the elements that open at the places in `excluded`.
    fn read(&mut self, pieces: &[Piece], excluded: &[usize]) {
        let mut open: Vec<(bool, char, &str)> = Vec::new();
        let (mut at, mut excluded) = (0, excluded.iter().peekable());
        while let Some(piece) = pieces.get(at) {
            if excluded.next_if_eq(&&at).is_some() {
                at = end(pieces, at) + 1;
                continue;
            }
            at += 1;
            let kind = open.last().map_or('p', |(_, kind, _)| *kind);
            match *piece {
                Piece::Open { is_block, markup: Markup { tag, .. } } => {
                    if is_block {
                        self.end_paragraph(kind);
                    }
                    if tag == "q" {
                        self.text("“");
                    }
                    open.push((is_block, kind_of(tag).unwrap_or(kind), tag));
                }
                Piece::Close => match open.pop() {
                    Some((true, kind, _)) => self.end_paragraph(kind),
                    Some((_, _, "q")) => self.line.push('”'),
                    _ => {}
                },
                Piece::Text(text) => self.text(text),
                Piece::LineBreak if self.line.trim().is_empty() => self.end_paragraph(kind),
                Piece::LineBreak => self.end_line(),
            }
        }
        self.end_paragraph('p');
        // A heading of links with nothing left below it has lost its links.
        if let Some((paragraphs, bytes)) = self.links.take() {
            self.written.truncate(paragraphs + usize::from(bytes > 0));
            if let Some((_, last)) = self.written.get_mut(paragraphs) {
                last.truncate(bytes);
            }
        }
    }

    fn text(&mut self, text: &str) {
        for c in text.chars().filter(|c| !is_ignorable(*c)) {
            if !c.is_whitespace() {
                self.line.push(c);
            } else if !self.line.ends_with(' ') {
                self.line.push(' ');
            }
        }
    }

    /// Ends a line, and leaves it out if it is not the story.
    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let line = line.trim();
        if line.is_empty() {
            return;
        }
        let heading = is_link_heading(line);
        self.links = if heading {
            Some((self.written.len(), self.paragraph.len()))
        } else {
            self.links.filter(|_| may_be_link(line))
        };
        if is_boilerplate(line) || self.links.is_some() && !heading {
            return;
        }
        if !self.paragraph.is_empty() {
            self.paragraph.push(' ');
        }
        self.paragraph.push_str(line);
    }

    fn end_paragraph(&mut self, kind: char) {
        self.end_line();
        if !self.paragraph.is_empty() {
            self.written.push((kind, std::mem::take(&mut self.paragraph)));
        }
    }
}

/// The kind of lines in an element of this name, if it is not that of the lines around it.
fn kind_of(tag: &str) -> Option<char> {
    match tag {
        "h1" => Some(HEADLINE),
        "h2" | "h3" | "h4" | "h5" | "h6" => Some('h'),
        "li" => Some('l'),
        "blockquote" => Some('q'),
        _ => None,
    }
}

/// The article of `lines`: the lines of `page` that are about the whole, with the headline and the
/// byline that stand in the story, and the story without them.
async fn article(page: &str, lines: Vec<(char, String)>) -> String {
    let (mut text, mut spans) = (String::new(), Vec::new());
    for (_, line) in &lines {
        let start = text.len() as u32;
        text.push_str(line);
        spans.push(Span::new(start, text.len() as u32));
        text.push_str("\n\n");
    }
    let reader = boxed(DocumentReader::new_in_turns(&text, crate::ENGLISH.tables())).await;
    let document = boxed(reader.finish_in_turns()).await;
    let given = |kind: char| {
        page.lines().find_map(|line| line.strip_prefix(kind)).map(one_line).unwrap_or_default()
    };
    let title = given('t');
    // The first headline may be the name of the site, and the page's title may have that too.
    let is_title = |(kind, line): &(char, String)| {
        matches!(*kind, 'h' | HEADLINE) && line.len() * 2 >= title.len() && title.contains(line)
    };
    let headline = lines
        .iter()
        .position(is_title)
        .or_else(|| lines.iter().position(|(kind, _)| *kind == HEADLINE));
    let title = headline.map_or(title, |at| lines[at].1.clone());
    let mut byline = given('b');
    let mut story = String::new();
    for (at, ((kind, line), span)) in lines.iter().zip(spans).enumerate() {
        let is_byline = document.byline.as_ref().is_some_and(|byline| byline.span.overlaps(span));
        if is_byline && byline.is_empty() {
            byline.clone_from(line);
        }
        let beside = matches!(
            kind_in(&document, span),
            ParagraphKind::Byline | ParagraphKind::Date | ParagraphKind::Boilerplate
        );
        // What stands above the headline names the section of the page.
        let above = headline.is_some_and(|headline| at < headline) && line.len() < LEAST_STORY;
        if *line != title && !is_byline && !beside && !above {
            story.push('\n');
            story.push(if *kind == HEADLINE { 'h' } else { *kind });
            story.push_str(line);
        }
    }
    let mut out = "whosaid 1".to_owned();
    let kept = page.lines().skip(1).filter(|line| !line.starts_with(REPLACED));
    kept.for_each(|line| out.extend(["\n", line]));
    out.extend(["\nt", &title, "\nb", &byline, &story]);
    out
}

/// The kind of the paragraph that stands in `span`.
fn kind_in(document: &Document, span: Span<Byte>) -> ParagraphKind {
    let after = document.paragraphs.partition_point(|p| p.span.end() <= span.start());
    document.paragraphs.get(after).map_or(ParagraphKind::Body, |paragraph| paragraph.kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::turns::block_on;

    fn article(page: &str) -> String {
        block_on(read(page))
    }

    const SAID: &str = "said on Friday that the old wall would be rebuilt before the next winter, \
                        if the stone came in time.";

    #[test]
    fn the_story_of_a_page_is_read_in_lines_of_their_kinds() {
        let page = format!(
            "whosaid 2\nuhttps://news.example/wall\ntWall | Daily\nbBy Ann Lee\nd2016-09-09\n\
             <div\tmenu\n.Home\n>\n<main\tx\n<h1\n.Wall to be \n[b\n.rebuilt\n>\n>\n\
             <p\t byline\n.By Ann Lee\n>\n<p\n.The mayor \n[em\n.of Harwick\n>\n. {SAID}\n/\n\
             .“No,” she said.\n/\n/\n.She left.\n>\n<h2\n.What comes next\n>\n\
             <ul\n<li\n.The council {SAID}\n>\n>\n<div\trelated-links\n.More\n>\n\
             <blockquote\n<p\n.The county {SAID}\n>\n>\n>\n<p\tcookie-banner\n.We use them.\n>"
        );
        let expected = format!(
            "whosaid 1\nuhttps://news.example/wall\nd2016-09-09\ntWall to be rebuilt\n\
             bBy Ann Lee\npThe mayor of Harwick {SAID} “No,” she said.\npShe left.\n\
             hWhat comes next\nlThe council {SAID}\nqThe county {SAID}"
        );
        assert_eq!(article(&page).replace("\n\n", "\n"), expected);
    }

    #[test]
    fn damaged_pages_are_read_as_far_as_they_go() {
        for (page, expected) in [
            ("whosaid 2", ""),
            ("whosaid 2\n>\n>\n.Taxes rise.\n>", "pTaxes rise."),
            ("whosaid 2\n<p\n<b\n[i\n.Taxes\n.rise.", "pTaxesrise."),
            ("whosaid 2\n<script\n<p\n.evil()\n>\n>\n<p\n.Taxes rise.", "pTaxes rise."),
            ("whosaid 2\n<\n[\t\t\t\t\n.\n.Taxes rise.\n?", "pTaxes rise."),
        ] {
            let found = article(page);
            let story = found.split("\nb\n").nth(1).unwrap_or_default();
            assert_eq!(story.trim(), expected, "{page}");
        }
    }

    #[test]
    fn quotation_marks_are_written_around_quotes_and_headings_of_no_links_go() {
        let page = format!(
            "whosaid 2\n<p\n.She {SAID} \n[q\n.No\n>\n. was all.\n>\n<h3\n.Related stories\n>\n\
             <p\n[a\n.Roofs that leak\n>\n>"
        );
        assert!(article(&page).ends_with(&format!("pShe {SAID} “No” was all.")));
    }

    #[test]
    fn story_lines_before_a_heading_of_no_links_in_one_paragraph_stay() {
        let page = format!(
            "whosaid 2\n<p\n.She left.\n>\n<p\n.The mayor {SAID}\n/\n.Related stories\n>\n\
             <p\n[a\n.Roofs that leak\n>\n>"
        );
        assert!(article(&page).ends_with(&format!("pShe left.\npThe mayor {SAID}")));
    }
}
