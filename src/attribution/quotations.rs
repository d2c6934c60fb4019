//! Quotations that run on over paragraphs, or stand below the line that announces them.
//!
//! Takes drafts; adds to a draft's content the paragraphs in which its quotation goes on; promises
//! to give no draft words that another one claims. The tagger does the same within one slice of the
//! text; this joins what it reads in several.

use super::draft::{DRAFT, Draft};
use crate::analysis::Tier;
use crate::sort;
use crate::text::{Document, ParagraphKind, Quotation, TokenKind, TokenRange};
use crate::turns::Pace;

/// Completes the contents of `drafts`. Takes time linear in the document's length.
pub(super) async fn complete(document: &Document<'_>, drafts: &mut [Draft], pace: &mut Pace) {
    let mut claims = Claims::new(document, drafts);
    for index in 0..drafts.len() {
        pace.spend(DRAFT).await;
        if drafts[index].inside.is_some() {
            continue;
        }
        claims.note_tokens(index, &drafts[index].content);
        if let Some(block) = announced(document, drafts, &claims, index) {
            drafts[index].content.push(block);
            claims.note(document, index, block);
        }
        let mut upto = drafts[index].content.iter().map(|c| c.end).max().unwrap_or(0);
        let mut size = drafts[index].content.iter().map(|c| c.len()).sum();
        while let Some(more) = goes_on(document, drafts, &claims, index, (upto, size)) {
            pace.spend(DRAFT + more.len()).await;
            drafts[index].content.push(more);
            claims.note(document, index, more);
            upto = upto.max(more.end);
            size += more.len();
        }
    }
}

/// Which draft claims which tokens.
struct Claims {
    /// For each paragraph the drafts with content in it.
    of_paragraph: Vec<Vec<usize>>,
    /// For each token, the last draft completed that has the token in its content.
    of_token: Vec<Option<usize>>,
    /// First cues of the drafts that stand inside no other draft, in order.
    cues: Vec<TokenRange>,
    /// For each quotation the last one up to it that stands in no other.
    outer: Vec<Option<usize>>,
    /// For each paragraph the next one that belongs to the article.
    next: Vec<Option<usize>>,
}

impl Claims {
    /// The claims of all drafts before any is completed.
    fn new(document: &Document, drafts: &[Draft]) -> Self {
        let mut claims = Claims {
            of_paragraph: vec![Vec::new(); document.paragraphs.len()],
            of_token: vec![None; document.tokens.len()],
            cues: Vec::new(),
            outer: Vec::with_capacity(document.quotations.len()),
            next: vec![None; document.paragraphs.len()],
        };
        for (index, quotation) in document.quotations.iter().enumerate() {
            let before = claims.outer.last().copied().flatten();
            claims.outer.push(if quotation.level == 0 { Some(index) } else { before });
        }
        let mut next = None;
        for (index, paragraph) in document.paragraphs.iter().enumerate().rev() {
            claims.next[index] = next;
            if paragraph.kind != ParagraphKind::Boilerplate {
                next = Some(index);
            }
        }
        for (index, draft) in drafts.iter().enumerate() {
            draft.content.iter().for_each(|c| claims.note_paragraphs(document, index, *c));
            claims.cues.extend(draft.cue.first().filter(|_| draft.inside.is_none()));
        }
        sort::by_keys(&mut claims.cues, |cue| [cue.start, cue.end]);
        claims
    }

    /// Notes that draft `index` has `content` in its paragraphs.
    fn note_paragraphs(&mut self, document: &Document, index: usize, content: TokenRange) {
        let paragraph = |token: usize| document.sentence_of(token).paragraph as usize;
        for list in &mut self.of_paragraph[paragraph(content.start)..=paragraph(content.end - 1)] {
            if list.last() != Some(&index) {
                list.push(index);
            }
        }
    }

    /// Notes that these tokens are content of draft `index`.
    fn note_tokens(&mut self, index: usize, content: &[TokenRange]) {
        content.iter().for_each(|c| self.of_token[c.start..c.end].fill(Some(index)));
    }

    /// Notes `content` of draft `index` both ways.
    fn note(&mut self, document: &Document, index: usize, content: TokenRange) {
        self.note_paragraphs(document, index, content);
        self.note_tokens(index, &[content]);
    }

    /// The tokens of the story's next paragraph.
    fn next_paragraph(&self, document: &Document, paragraph: u32) -> Option<TokenRange> {
        let next = document.paragraphs[self.next[paragraph as usize]?];
        (next.kind == ParagraphKind::Body).then_some(next.tokens)
    }

    /// How many tokens of `range` are content of draft `index`, the one completed now.
    fn taken(&self, index: usize, range: TokenRange) -> usize {
        self.of_token[range.start..range.end].iter().filter(|of| **of == Some(index)).count()
    }
}

/// The quotation that fills the next paragraph, if a colon ends the paragraph with the cue of draft
/// `index`.
fn announced(
    document: &Document,
    drafts: &[Draft],
    claims: &Claims,
    index: usize,
) -> Option<TokenRange> {
    let draft = &drafts[index];
    let cue = *draft.cue.first()?;
    let sentence = document.sentence_of(cue.start);
    let paragraph = document.paragraphs[sentence.paragraph as usize].tokens;
    let last_line =
        sentence.tokens.end == paragraph.end && document.lower(paragraph.end - 1) == ":";
    if !last_line || draft.tier != Tier::Statement {
        return None;
    }
    let later = claims.cues.partition_point(|c| c.start <= cue.start);
    if claims.cues[later..]
        .iter()
        .take_while(|c| c.start < sentence.tokens.end)
        .any(|c| sentence.tokens.contains(*c))
    {
        return None;
    }
    let next = claims.next_paragraph(document, sentence.paragraph)?;
    let quotation = opening(document, next)?;
    let whole = !quotation.closed || !(quotation.tokens.end..next.end).any(|i| document.is_word(i));
    // the tagger may have found it already
    (whole
        && claims.taken(index, quotation.tokens) == 0
        && is_free(document, drafts, claims, index, quotation.tokens))
    .then_some(quotation.tokens)
}

/// Where the last quotation of draft `index` goes on, if it was left open. The draft's content ends
/// at token `upto`, and has at most `size` tokens.
fn goes_on(
    document: &Document,
    drafts: &[Draft],
    claims: &Claims,
    index: usize,
    (upto, size): (usize, usize),
) -> Option<TokenRange> {
    let before = document.quotations.partition_point(|q| q.tokens.start < upto);
    let quotation = &document.quotations[claims.outer[before.checked_sub(1)?]?];
    // counting what is taken of a quotation may take long: most are too long to be mostly taken
    if quotation.closed || 2 * size < quotation.tokens.len() {
        return None;
    }
    let paragraph = document.sentence_of(quotation.tokens.start).paragraph;
    let next = claims.next_paragraph(document, paragraph)?;
    if 2 * claims.taken(index, quotation.tokens) < quotation.tokens.len() {
        return None;
    }
    let more = match opening(document, next) {
        Some(quotation) => quotation.tokens,
        // without a mark at the paragraph's start, the quotation goes on up to its closing mark
        None => {
            let mark = |&i: &usize| document.tokens[i].kind.is_quotation_mark();
            let mark = next
                .into_iter()
                .find(mark)
                .filter(|&i| document.tokens[i].kind == TokenKind::CloseQuote)?;
            TokenRange::new(next.start, mark + 1)
        }
    };
    (claims.taken(index, more) == 0 && is_free(document, drafts, claims, index, more))
        .then_some(more)
}

/// The quotation that a paragraph begins with.
fn opening<'d>(document: &'d Document, paragraph: TokenRange) -> Option<&'d Quotation> {
    let quotations = &document.quotations;
    let first = quotations.partition_point(|q| q.tokens.start < paragraph.start);
    quotations[first..].first().filter(|q| q.tokens.start == paragraph.start && q.level == 0)
}

/// True if no other draft with its cue outside `range` has content in it. `range` lies in one
/// paragraph; drafts with their cue inside are nested in the quotation.
fn is_free(
    document: &Document,
    drafts: &[Draft],
    claims: &Claims,
    index: usize,
    range: TokenRange,
) -> bool {
    let claimed = |d: &Draft| {
        let cue_outside = d.cue.first().is_none_or(|c| !range.contains(*c));
        let own_words = d
            .content
            .iter()
            .any(|c| (c.start.max(range.start)..c.end.min(range.end)).any(|i| document.is_word(i)));
        cue_outside && own_words
    };
    let paragraph = document.sentence_of(range.start).paragraph as usize;
    // another draft's "…,” she said" within the paragraph: not all of it is quoted
    claims.of_paragraph[paragraph].iter().all(|&i| i == index || !claimed(&drafts[i]))
}

#[cfg(test)]
mod tests {
    use super::super::cases::{place_of, said};
    use super::*;
    use crate::turns::block_on;

    /// Completes the first quotation of a text, with the first "said" as its cue.
    #[track_caller]
    fn completed(text: &str, expected: &[&str]) {
        let document = Document::read(text);
        let cue = place_of(&document, "said");
        let first = document.quotations.first().expect("there is a quotation").tokens;
        let sentence = document.sentence_of(cue.start).tokens;
        let content =
            if sentence.has(first.start) { first } else { TokenRange::new(cue.end, sentence.end) };
        let mut drafts = [said(cue, vec![content])];
        block_on(complete(&document, &mut drafts, &mut Pace::default()));
        assert_eq!(
            drafts[0].content.iter().map(|c| document.slice(*c)).collect::<Vec<_>>(),
            expected,
            "{text}"
        );
    }

    #[test]
    fn a_quotation_left_open_goes_on_where_the_next_paragraph_opens_it_again() {
        completed(
            "She said, “One day.\n\n“Two days.\n\n“Three,” and left.",
            &["“One day.", "“Two days.", "“Three,”"],
        );
        completed("She said, “One day.”\n\n“Two days,” he thought.", &["“One day.”"]);
    }

    #[test]
    fn a_quotation_left_open_goes_on_up_to_its_closing_mark() {
        completed("She said, \"One day.\n\nTwo days.\" He left.", &["\"One day.", "Two days.\""]);
        completed("She said, \"One day.\n\nHe left with \"two\" days.", &["\"One day."]);
    }

    #[test]
    fn a_colon_announces_the_quotation_below_it() {
        completed(
            "She said in a letter:\n\n“One day. Two days.”\n\nHe left.",
            &["in a letter:", "“One day. Two days.”"],
        );
        completed("She said in a letter:\n\n“One day,” he thought.", &["in a letter:"]);
    }

    #[test]
    fn a_drafts_own_content_is_not_added_again() {
        let document = Document::read("LEE:\n\n“We will win, and we know it.”");
        let (colon, quotation) = (TokenRange::new(1, 2), document.quotations[0].tokens);
        let mut drafts = [said(colon, vec![quotation])];
        block_on(complete(&document, &mut drafts, &mut Pace::default()));
        assert_eq!(drafts, [said(colon, vec![quotation])]);
    }

    /// Each quotation runs on into the next, and each may be announced: looking at all drafts for
    /// each draft would take 64 times as long for 8 times the text.
    #[test]
    fn time_grows_with_the_quotations_and_not_with_their_square() {
        let time = |n: usize| {
            let text =
                "She said in a letter:\n\n“One day.\n\n“Two,” and left. He said, “Three.\n\n"
                    .repeat(n);
            let document = Document::read(&text);
            let cues = (0..document.tokens.len()).filter(|&i| document.word(i) == "said");
            let rest = |cue: usize| TokenRange::new(cue + 1, document.sentence_of(cue).tokens.end);
            let drafts: Vec<Draft> =
                cues.map(|cue| said(TokenRange::new(cue, cue + 1), vec![rest(cue)])).collect();
            let once = || {
                let mut drafts = drafts.clone();
                let start = std::time::Instant::now();
                block_on(complete(&document, &mut drafts, &mut Pace::default()));
                assert!(drafts.iter().filter(|d| d.content.len() > 1).count() >= n);
                start.elapsed().as_secs_f64()
            };
            once().min(once()).min(once())
        };
        // a busy machine may stop a run at any moment: one fair try of four is enough
        let tries: Vec<(f64, f64)> = (0..4).map(|_| (time(1_000), time(8_000))).collect();
        assert!(
            tries.iter().any(|(small, large)| *large < 16.0 * small + 0.05),
            "seconds for 1,000 and 8,000: {tries:?}"
        );
    }
}
