//! The structure of an article: headline, authors, day, crossheads, and what is not the story.
//!
//! Takes a document whose paragraphs are all [`ParagraphKind::Body`]; sets their kinds, the title,
//! the byline and the day; promises caution: what nothing marks as anything else stays the story.

use super::byline::{self, Byline};
use super::document::{Document, Paragraph, ParagraphKind, TokenKind};
use super::span::Span;
use super::{boilerplate, dates};
use crate::turns::Pace;

/// How many lines at the start, boilerplate left out, are searched for headline, byline and date.
const HEAD_LINES: usize = 10;
/// Most paragraphs of the story before its byline: a summary, say.
const STORY_BEFORE_BYLINE: usize = 1;
/// Most words of a headline.
const MOST_TITLE_WORDS: usize = 30;
/// Most words of a line above the headline that names the page's section. The headline has more.
const MOST_KICKER_WORDS: usize = 5;
/// Most words of such a line where the headline would come only after the day: there a short
/// headline looks like a section's name, and a caption like a headline.
const MOST_SECTION_WORDS: usize = 3;
/// Fewest words of a line that is a headline even where other lines could be.
const SURE_TITLE_WORDS: usize = 4;
/// Most words of a crosshead.
const MOST_HEADING_WORDS: usize = 10;
/// A paragraph of at least this many words is story, whatever else it looks like.
const STORY_WORDS: usize = 30;
/// Least share of capitalised words among the longer ones of a line in title case.
const TITLE_CASE_SHARE: f64 = 0.7;
/// How many lines at the end are searched for a date, if the head has none.
const FOOT_LINES: usize = 3;
/// Cost of judging one line in [`Pace`] units, which are tokens read.
const LINE: usize = 8;

/// Works out what each paragraph is for.
pub(super) async fn classify(document: &mut Document<'_>) {
    if document.paragraphs.len() < 2 {
        return; // a single line is what there is to read, whatever it is
    }
    mark_boilerplate(document).await;
    let head: Vec<usize> = (0..document.paragraphs.len())
        .filter(|&i| !is_boilerplate(document, i))
        .take(HEAD_LINES)
        .collect();
    let anchor = mark_byline_and_date(document, &head);
    mark_title(document, &head, anchor);
    mark_headings(document).await;
    mark_date_at_end(document);
    if !document.paragraphs.iter().any(|p| p.kind == ParagraphKind::Body) {
        // a text of nothing but lines that look like something else: then these are the story
        let other = |p: &&mut Paragraph| {
            matches!(p.kind, ParagraphKind::Heading | ParagraphKind::Boilerplate)
        };
        document.paragraphs.iter_mut().filter(other).for_each(|p| p.kind = ParagraphKind::Body);
    }
}

/// What tells the kinds of lines apart.
struct LineTraits {
    words: usize,
    sentences: usize,
    /// Its last character before closing marks.
    last: char,
    title_case: bool,
}

/// The traits of paragraph `index`.
fn traits(document: &Document, index: usize) -> LineTraits {
    let paragraph = &document.paragraphs[index];
    // as many tokens are enough to tell that a long paragraph is story
    let tokens = paragraph.tokens.into_iter().take(STORY_WORDS * 4);
    let words: Vec<&str> = tokens
        .filter(|&i| document.tokens[i].kind == TokenKind::Word)
        .map(|i| document.word(i))
        .collect();
    let first = document.tokens[paragraph.tokens.start].sentence;
    let last = document.tokens[paragraph.tokens.end - 1].sentence;
    let long: Vec<&&str> = words.iter().filter(|w| w.chars().count() > 3).collect();
    let capitals = long.iter().filter(|w| w.starts_with(char::is_uppercase)).count();
    LineTraits {
        words: words.len(),
        sentences: (last - first + 1) as usize,
        last: text(document, index)
            .trim_end_matches(['"', '”', '’', '\'', ')', ']'])
            .chars()
            .next_back()
            .unwrap_or(' '),
        title_case: long.len() > 2 && capitals as f64 >= TITLE_CASE_SHARE * long.len() as f64,
    }
}

/// How many words a paragraph has, counted up to `most`, as [`traits`] counts them.
fn words_up_to(document: &Document, index: usize, most: usize) -> usize {
    let tokens = document.paragraphs[index].tokens.into_iter().take(STORY_WORDS * 4);
    tokens.filter(|&i| document.tokens[i].kind == TokenKind::Word).take(most).count()
}

impl LineTraits {
    /// True if its length or its sentences show that it is story.
    fn is_story(&self) -> bool {
        self.words >= STORY_WORDS
            || self.sentences > 1
            || self.words >= STORY_WORDS / 2 && self.ends_sentence()
    }

    /// True if it ends in a full stop or ellipsis.
    fn ends_sentence(&self) -> bool {
        matches!(self.last, '.' | '…')
    }

    /// True if its length and its end are those of a headline.
    fn may_be_title(&self) -> bool {
        (1..=MOST_TITLE_WORDS).contains(&self.words)
            && self.sentences <= 2
            && !matches!(self.last, ':' | ',' | '—' | '–' | '|')
    }
}

/// The text of paragraph `index`.
fn text<'t>(document: &Document<'t>, index: usize) -> &'t str {
    document.paragraphs[index].span.of(document.text)
}

/// True if paragraph `index` is marked as boilerplate.
fn is_boilerplate(document: &Document, index: usize) -> bool {
    document.paragraphs[index].kind == ParagraphKind::Boilerplate
}

/// Marks the lines that are not the story.
async fn mark_boilerplate(document: &mut Document<'_>) {
    let (mut links, mut pace) = (false, Pace::default());
    for i in 0..document.paragraphs.len() {
        pace.spend(document.paragraphs[i].tokens.len() + LINE).await;
        let line = text(document, i);
        let heading = boilerplate::is_link_heading(line);
        links = heading || links && boilerplate::may_be_link(line);
        // a heading such as "Sources" may belong to the story: only with links behind it
        let followed =
            || i + 1 < document.paragraphs.len() && boilerplate::may_be_link(text(document, i + 1));
        if boilerplate::is_boilerplate(line) || links && (!heading || followed()) {
            document.paragraphs[i].kind = ParagraphKind::Boilerplate;
        }
    }
}

/// Marks the byline and the day among the `head` lines. Gives the first of them: the headline
/// mostly stands before it.
fn mark_byline_and_date(document: &mut Document, head: &[usize]) -> Option<usize> {
    let mut story = 0;
    let mut anchor = None;
    for (n, &i) in head.iter().enumerate() {
        let line = text(document, i);
        let before = n.checked_sub(1).map(|b| head[b]);
        let after_lead = before.is_some_and(|b| byline::is_lead(text(document, b)));
        let after_byline =
            before.is_some_and(|b| document.paragraphs[b].kind == ParagraphKind::Byline);
        let next = head.get(n + 1).map_or("", |&next| text(document, next));
        // a headline of two or three words looks like a name, so bare names are authors only below
        // a longer line
        let below_title =
            || head[..n].iter().any(|&b| traits(document, b).words >= SURE_TITLE_WORDS);
        let names_may_stand_alone =
            after_lead || (dates::is_time_line(next) || byline::is_role(next)) && below_title();
        let kind = if let Some(day) = dates::date_line(line) {
            document.published.get_or_insert(day);
            ParagraphKind::Date
        } else if dates::is_time_line(line) {
            ParagraphKind::Date
        } else if byline::is_lead(line)
            || after_byline && byline::is_role(line)
            || document.byline.is_none()
                && (set_byline(document, i)
                    || names_may_stand_alone && set_bare_byline(document, i))
        {
            ParagraphKind::Byline
        } else {
            story += usize::from(traits(document, i).is_story());
            if story > STORY_BEFORE_BYLINE {
                break;
            }
            continue;
        };
        document.paragraphs[i].kind = kind;
        anchor.get_or_insert(i);
    }
    anchor
}

/// Takes paragraph `index` as the byline, if it reads like one.
fn set_byline(document: &mut Document, index: usize) -> bool {
    let line = text(document, index);
    let Some(names) = byline::read(line).filter(|n| n.explicit || index > 0) else { return false };
    let start = document.paragraphs[index].span.start();
    document.byline =
        Some(Byline { span: Span::new(start, start + names.len as u32), authors: names.authors });
    if document.published.is_none() {
        document.published = dates::days(&line[names.len..]).into_iter().next().map(|d| d.iso);
    }
    true
}

/// Takes a line of names only as the byline: the lines around it say that these are the authors.
fn set_bare_byline(document: &mut Document, index: usize) -> bool {
    let authors = byline::bare_names(text(document, index));
    let found = !authors.is_empty();
    if found {
        document.byline = Some(Byline { span: document.paragraphs[index].span, authors });
    }
    found
}

/// Marks the headline, and as boilerplate what stands above it.
fn mark_title(document: &mut Document, head: &[usize], anchor: Option<usize>) {
    let Some(title) = find_title(document, head, anchor) else { return };
    document.paragraphs[title].kind = ParagraphKind::Title;
    document.title = Some(document.paragraphs[title].span);
    // what stands above the headline names the page's section
    for &i in head.iter().take_while(|&&i| i < title) {
        if document.paragraphs[i].kind == ParagraphKind::Body && !traits(document, i).is_story() {
            document.paragraphs[i].kind = ParagraphKind::Boilerplate;
        }
    }
}

/// The headline among the `head` lines. `anchor` is the first of byline and day.
fn find_title(document: &Document, head: &[usize], anchor: Option<usize>) -> Option<usize> {
    let body: Vec<usize> = head
        .iter()
        .copied()
        .filter(|&i| document.paragraphs[i].kind == ParagraphKind::Body)
        .collect();
    let kicker = |first: &LineTraits, second: &LineTraits| {
        first.words <= MOST_KICKER_WORDS
            && second.words > first.words
            && second.may_be_title()
            && !first.ends_sentence()
            && !second.ends_sentence()
    };
    let before: Vec<usize> =
        body.iter().copied().filter(|&i| anchor.is_some_and(|a| i < a)).collect();
    if let [first, ..] = before[..] {
        let above = before
            .windows(2)
            .take_while(|w| kicker(&traits(document, w[0]), &traits(document, w[1])))
            .count();
        let chosen = before.get(above).copied().unwrap_or(first);
        // some agencies put section and day above the headline
        let below = body
            .iter()
            .copied()
            .skip(before.len())
            .take_while(|&i| !traits(document, i).is_story());
        let below = below.take(1).find(|&i| {
            kicker(&traits(document, chosen), &traits(document, i))
                && traits(document, i).words >= SURE_TITLE_WORDS
        });
        if let Some(below) = below.filter(|_| traits(document, chosen).words <= MOST_SECTION_WORDS)
        {
            return Some(below);
        }
        return traits(document, chosen).may_be_title().then_some(chosen);
    }
    let (first, second) = (*body.first()?, *body.get(1)?);
    let (one, two) = (traits(document, first), traits(document, second));
    let story_follows = |at: usize| body.get(at).is_some_and(|&i| traits(document, i).is_story());
    if kicker(&one, &two) && story_follows(2) && !two.is_story() {
        return Some(second);
    }
    // without a byline below it, a headline is a first line that is written like one
    let like_one = !one.ends_sentence()
        || one.title_case
        || anchor.is_none() && document.dateline(second).is_some();
    let quotation = document
        .quotations
        .iter()
        .find(|q| q.tokens.start == document.paragraphs[first].tokens.start);
    let all_quoted =
        quotation.is_some_and(|q| q.tokens.end == document.paragraphs[first].tokens.end);
    (one.may_be_title()
        && one.words > 1
        && one.sentences == 1
        && like_one
        && !all_quoted
        && !one.is_story_like(&two))
    .then_some(first)
}

impl LineTraits {
    /// True for a first line that reads like a sentence of the story rather than its headline.
    fn is_story_like(&self, next: &LineTraits) -> bool {
        next.words <= self.words / 2
    }
}

/// Marks as headings the short lines without a full stop between paragraphs of the story.
async fn mark_headings(document: &mut Document<'_>) {
    let (count, mut pace) = (document.paragraphs.len(), Pace::default());
    let mut story_after = vec![false; count + 1];
    for i in (0..count).rev() {
        pace.spend(LINE).await;
        story_after[i] = story_after[i + 1]
            || document.paragraphs[i].kind == ParagraphKind::Body && traits(document, i).is_story();
    }
    let mut open_quotation = vec![false; count];
    for q in document.quotations.iter().filter(|q| q.level == 0 && !q.closed) {
        open_quotation[document.sentences[document.tokens[q.tokens.start].sentence as usize]
            .paragraph as usize] = true;
    }
    for i in 1..count {
        pace.spend(LINE).await;
        let paragraph = document.paragraphs[i];
        if paragraph.kind != ParagraphKind::Body
            || !story_after[i + 1]
            || open_quotation[i]
            || open_quotation[i - 1]
        {
            continue;
        }
        // most paragraphs are too long, and counting their words costs less than finding their
        // traits
        if words_up_to(document, i, MOST_HEADING_WORDS + 1) > MOST_HEADING_WORDS {
            continue;
        }
        let traits = traits(document, i);
        let line = text(document, i);
        let starts = line.starts_with(|c: char| {
            c.is_uppercase() || c.is_ascii_digit() || matches!(c, '"' | '“' | '‘' | '\'')
        });
        let shouted = traits.words <= 4
            && traits.last == '.'
            && !line.contains(char::is_lowercase)
            && line.contains(char::is_uppercase);
        let plain_end = traits.last.is_alphanumeric() || shouted;
        let letters = line.contains(char::is_alphabetic);
        if starts && plain_end && letters && traits.sentences == 1 {
            document.paragraphs[i].kind = ParagraphKind::Heading;
        }
    }
}

/// Takes the day from the last lines if the head had none.
fn mark_date_at_end(document: &mut Document) {
    if document.published.is_some() {
        return;
    }
    let count = document.paragraphs.len();
    for i in (count.saturating_sub(FOOT_LINES)..count).rev() {
        if let Some(day) = dates::date_line(text(document, i)) {
            document.paragraphs[i].kind = ParagraphKind::Date;
            document.published = Some(day);
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ParagraphKind::{self, *};
    use super::*;

    #[track_caller]
    fn kinds<'t>(text: &'t str, expected: &[ParagraphKind]) -> Document<'t> {
        let document = Document::read(text);
        let found: Vec<_> = document.paragraphs.iter().map(|p| p.kind).collect();
        assert_eq!(found, expected, "{text}");
        document
    }

    const STORY: &str = "Taxes will rise next year, the finance minister said on Friday after a \
        long meeting with the leaders of the opposition in the capital.\n";

    #[test]
    fn a_page_has_a_headline_a_byline_and_lines_around_them() {
        let text = format!(
            "Donate now!\nWorld News\nTaxes to Rise Next Year, Minister Says\nBy Ann Lee \
                September 09, 2016\n{STORY}{STORY}No way back\n{STORY}Share on Facebook"
        );
        let document = kinds(
            &text,
            &[Boilerplate, Boilerplate, Title, Byline, Body, Body, Heading, Body, Boilerplate],
        );
        assert_eq!(
            document.title.map(|s| s.of(&text)),
            Some("Taxes to Rise Next Year, Minister Says")
        );
        let byline = document.byline.expect("there is a byline");
        assert_eq!(
            (byline.span.of(&text), &byline.authors[..]),
            ("By Ann Lee", &["Ann Lee".to_string()][..])
        );
        assert_eq!(document.published.as_deref(), Some("2016-09-09"));
    }

    #[test]
    fn the_day_may_stand_alone_or_at_the_end() {
        let text = format!("Taxes to rise next year\n\nFriday, September 9, 2016\n\n{STORY}");
        assert_eq!(kinds(&text, &[Title, Date, Body]).published.as_deref(), Some("2016-09-09"));
        let text = format!("Taxes to rise next year\n{STORY}Published: 9 September 2016");
        assert_eq!(kinds(&text, &[Title, Body, Date]).published.as_deref(), Some("2016-09-09"));
    }

    #[test]
    fn outlets_arrange_their_heads_in_many_ways() {
        let title = "Taxes to rise next year, minister says";
        for (head, expected) in [
            (
                "World news\nSEPTEMBER 9, 2016 / 10:24 AM / UPDATED 3 YEARS AGO\nTITLE\nAnn Lee, \
                    Bob Ray\n3 MIN READ",
                "Boilerplate Date Title Byline Date",
            ),
            ("TITLE\n3 hours ago\nAnn Lee\nPolitical correspondent", "Title Date Byline Byline"),
            ("TITLE\nBy\nAnn Lee\nSept. 9, 2016", "Title Byline Byline Date"),
            ("Friday, September 9, 2016\nTITLE\nBy ANN LEE", "Date Title Byline"),
            (
                "TITLE\nThe opposition cries foul\nAnn Lee in Geneva\nFri 9 Sep 2016 10.24 BST",
                "Title Heading Heading Date",
            ),
            ("By Ann Lee\nTITLE", "Byline Title"),
            ("TITLE\nWorld leaders cry foul\nAnn Lee\nReuters", "Title Heading Byline Byline"),
        ] {
            let text = format!("{}\n{STORY}", head.replace("TITLE", title));
            let document = Document::read(&text);
            let kinds: Vec<String> =
                document.paragraphs.iter().map(|p| format!("{:?}", p.kind)).collect();
            assert_eq!(kinds.join(" "), format!("{expected} Body"), "{text}");
            assert_eq!(document.title.map(|s| s.of(&text)), Some(title));
        }
    }

    #[test]
    fn a_short_headline_is_no_name() {
        let text = format!("Politics\nWorld Leaders Meet\nSept. 9, 2016\n{STORY}");
        assert_eq!(kinds(&text, &[Boilerplate, Title, Date, Body]).byline, None);
    }

    #[test]
    fn a_summary_may_stand_between_headline_and_byline() {
        let text = format!(
            "Taxes to rise\nThe opposition cries foul as the minister gives no reason.\nAnn \
                Lee\nSept. 9, 2016\n{STORY}"
        );
        kinds(&text, &[Title, Body, Byline, Date, Body]);
    }

    #[test]
    fn without_structure_all_is_story() {
        kinds(STORY, &[Body]);
        kinds("Obama wins", &[Body]);
        kinds(&format!("It was over.\n{STORY}{STORY}"), &[Body, Body, Body]);
        kinds(
            &format!("{STORY}“We go on.\n“We do,” he said.\nThe end."),
            &[Body, Body, Body, Body],
        );
    }

    #[test]
    fn links_below_their_heading_are_not_story() {
        let text = format!(
            "Taxes to rise\n{STORY}Related stories:\nOpposition cries foul\nMinister resigns over \
                taxes\nHe had said he would stay."
        );
        kinds(&text, &[Title, Body, Boilerplate, Boilerplate, Boilerplate, Body]);
    }
}
