//! Where quotation marks are certain: a quotation belongs to one speaker as a whole, and one that nobody claims goes on from the one before.
//!
//! Takes drafts that a model found token by token; gives the same with contents rounded to the marks; promises to touch no attribution whose cue or
//! source stands within the quotation, and time linear in the text.

use super::Draft;
use super::nest::cut;
use super::words::Words;
use crate::text::{Quotation, TokenRange};

/// Quotations with fewer words may be a name or a scare quote.
const LEAST_WORDS: usize = 4;
/// How many pieces of contents that begin before a place are looked at: more than ever lie over each other.
const NEAR: usize = 12;

/// Rounds contents to the quotations that they mostly fill.
pub(super) fn complete(words: &Words, drafts: &mut [Draft]) {
    let pieces = Pieces::new(drafts, |d| &d.content);
    for quotation in words.doc.quotations.iter().filter(|q| q.level == 0) {
        let whole = quotation.tokens;
        let mut shared: Vec<(usize, usize)> = Vec::new();
        for (piece, draft) in pieces.over(whole) {
            let d = &drafts[draft];
            if d.inside.is_some() || d.cue.iter().chain(&d.source).any(|r| r.overlaps(whole)) {
                continue;
            }
            let count = words.count(meet(piece, whole));
            match shared.iter_mut().find(|(i, _)| *i == draft) {
                Some((_, sum)) => *sum += count,
                None => shared.push((draft, count)),
            }
        }
        let most = shared.iter().max_by_key(|&&(draft, count)| (count, std::cmp::Reverse(draft)));
        if let Some(&(owner, _)) = most.filter(|&&(_, count)| 2 * count > words.count(whole)) {
            let mut content = cut(&drafts[owner].content, &[whole]);
            content.push(whole);
            content.sort();
            drafts[owner].content = join(content);
        }
    }
}

/// Gives quotations that no draft claims to the draft before, where nothing but its own report stands between.
pub(super) fn run_on(words: &Words, drafts: &mut [Draft]) {
    let doc = words.doc;
    // by where a draft ends so far, without what is added here
    let mut ends: Vec<(usize, usize)> = Vec::new();
    let mut all: Vec<(TokenRange, usize)> = Vec::new();
    for (i, d) in drafts.iter().enumerate().filter(|(_, d)| d.inside.is_none()) {
        all.extend(d.content.iter().chain(&d.cue).chain(&d.source).map(|r| (*r, i)));
        ends.extend(d.content.iter().chain(&d.cue).chain(&d.source).map(|r| (r.end, i)));
    }
    let claims = Pieces::sorted(all);
    ends.sort_unstable();
    let mut added: Option<(usize, usize)> = None;
    for quotation in outer(words) {
        let TokenRange { start, end } = quotation.tokens;
        let begins = doc.sentence_of(start).tokens.start == start;
        let alone = (end..doc.sentence_of(end - 1).tokens.end).all(|i| !words.is_word(i));
        if !begins || !alone || claims.over(quotation.tokens).next().is_some() {
            continue;
        }
        let before = ends[..ends.partition_point(|&(e, _)| e <= start)].last().copied().max(added);
        let Some((reached, owner)) = before else { continue };
        let quotes = drafts[owner].content.last().is_some_and(|c| words.quoted(c.end - 1) || words.quoted(c.start));
        let last = doc.sentence_of(reached - 1);
        let near = last.tokens.end == start && (last.paragraph == doc.sentence_of(start).paragraph || quotation.continues);
        if quotes && near {
            drafts[owner].content.push(quotation.tokens);
            added = Some((end, owner));
        }
    }
}

/// Quotations that are not within others and have enough words to be what somebody said.
fn outer<'d>(words: &'d Words) -> impl Iterator<Item = &'d Quotation> {
    words.doc.quotations.iter().filter(|q| q.level == 0 && words.count(q.tokens) >= LEAST_WORDS)
}

/// Ranges with their drafts, to be asked which lie over a place.
struct Pieces(Vec<(TokenRange, usize)>);

impl Pieces {
    fn new(drafts: &[Draft], part: impl Fn(&Draft) -> &Vec<TokenRange>) -> Self {
        Pieces::sorted(drafts.iter().enumerate().flat_map(|(i, d)| part(d).iter().map(move |r| (*r, i))).collect())
    }

    fn sorted(mut ranges: Vec<(TokenRange, usize)>) -> Self {
        ranges.sort_unstable();
        Pieces(ranges)
    }

    fn over(&self, place: TokenRange) -> impl Iterator<Item = (TokenRange, usize)> {
        let end = self.0.partition_point(|(r, _)| r.start < place.end);
        let start = self.0.partition_point(|(r, _)| r.start < place.start).saturating_sub(NEAR);
        self.0[start..end.max(start)].iter().copied().filter(move |(r, _)| r.overlaps(place))
    }
}

fn join(sorted: Vec<TokenRange>) -> Vec<TokenRange> {
    let mut out: Vec<TokenRange> = Vec::with_capacity(sorted.len());
    for range in sorted {
        match out.last_mut() {
            Some(last) if last.end >= range.start => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

fn meet(a: TokenRange, b: TokenRange) -> TokenRange {
    let start = a.start.max(b.start);
    TokenRange::new(start, a.end.min(b.end).max(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Act, Tier};
    use crate::text::Document;

    /// A draft whose cue and content are the first places in the text of these words.
    fn draft(document: &Document, cue: &str, content: &str) -> Draft {
        let place = |words: &str| {
            let at = document.text.find(words).expect("the words stand in the text") as u32;
            let start = document.tokens.partition_point(|t| t.span.start() < at);
            TokenRange::new(start, document.tokens.partition_point(|t| t.span.end() <= at + words.len() as u32))
        };
        Draft {
            source: None,
            cue: vec![place(cue)],
            content: vec![place(content)],
            tier: Tier::Statement,
            act: Act::Say,
            negated: false,
            inside: None,
            confidence: 1.0,
        }
    }

    #[track_caller]
    fn becomes(text: &str, cue: &str, content: &str, expected: &[&str]) {
        let document = Document::read(text);
        let words = Words::new(&document);
        let mut drafts = [draft(&document, cue, content)];
        complete(&words, &mut drafts);
        run_on(&words, &mut drafts);
        assert_eq!(drafts[0].content.iter().map(|c| document.slice(*c)).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn a_quotation_mostly_found_is_taken_whole() {
        becomes("“We are ready to go now,” she said.", "said", "are ready to go now", &["“We are ready to go now,”"]);
    }

    #[test]
    fn a_quotation_hardly_touched_is_left_alone() {
        becomes("She said he was “a man of great and lasting honour.”", "said", "he was “a man", &["he was “a man"]);
    }

    #[test]
    fn a_quotation_that_holds_the_cue_is_not_its_content() {
        becomes("“He said we are ready to go,” she thought.", "said", "we are ready to go", &["we are ready to go"]);
    }

    #[test]
    fn a_quotation_after_the_report_goes_on_from_it() {
        becomes(
            "“We are all ready,” she said. “We will go at once.”",
            "said",
            "“We are all ready,”",
            &["“We are all ready,”", "“We will go at once.”"],
        );
    }

    #[test]
    fn a_quotation_after_another_sentence_does_not() {
        becomes("“We are all ready,” she said. It rained. “We will go at once.”", "said", "“We are all ready,”", &["“We are all ready,”"]);
    }
}
