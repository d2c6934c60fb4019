//! Quotations that run on over paragraphs, or stand below the line that announces them.
//!
//! Takes the words and drafts; adds to a draft's content the paragraphs in which what it quotes goes on; promises to give no draft words that another
//! one claims. (The tagger does the same within what it reads at once; this joins what it reads apart.)

use super::Draft;
use super::words::Words;
use crate::analysis::Tier;
use crate::text::{ParagraphKind, Quotation, TokenKind, TokenRange};

/// Completes the contents of `drafts`.
pub(super) fn complete(words: &Words, drafts: &mut [Draft]) {
    for index in 0..drafts.len() {
        if drafts[index].inside.is_some() {
            continue;
        }
        if let Some(block) = announced(words, drafts, index) {
            drafts[index].content.push(block);
        }
        while let Some(more) = goes_on(words, drafts, index) {
            drafts[index].content.push(more);
        }
    }
}

/// The quotation that makes up the next paragraph, after a colon at the end of this one.
fn announced(words: &Words, drafts: &[Draft], index: usize) -> Option<TokenRange> {
    let draft = &drafts[index];
    let cue = *draft.cue.first()?;
    let sentence = words.doc.sentence_of(cue.start);
    let paragraph = words.doc.paragraphs[sentence.paragraph as usize].tokens;
    let last_line = sentence.tokens.end == paragraph.end && words.at(paragraph.end - 1) == ":";
    let later_cue =
        drafts.iter().any(|d| d.inside.is_none() && d.cue.first().is_some_and(|c| c.start > cue.start && sentence.tokens.contains(*c)));
    if !last_line || later_cue || draft.tier != Tier::Statement {
        return None;
    }
    let next = next_paragraph(words, sentence.paragraph)?;
    let quotation = opening(words, next)?;
    let whole = !quotation.closed || !(quotation.tokens.end..next.end).any(|i| words.is_word(i));
    (whole && is_free(words, drafts, index, quotation.tokens)).then_some(quotation.tokens)
}

/// Where what draft `index` quotes last goes on, if it was left open.
fn goes_on(words: &Words, drafts: &[Draft], index: usize) -> Option<TokenRange> {
    let content = &drafts[index].content;
    let taken = |q: &Quotation| q.tokens.into_iter().filter(|&i| content.iter().any(|c| c.has(i))).count();
    let last = content.iter().map(|c| c.end).max()?;
    let upto = words.doc.quotations.partition_point(|q| q.tokens.start < last);
    let quotation = words.doc.quotations[..upto].iter().rev().find(|q| q.level == 0)?;
    if quotation.closed || 2 * taken(quotation) < quotation.tokens.len() {
        return None;
    }
    let next = next_paragraph(words, words.doc.sentence_of(quotation.tokens.start).paragraph)?;
    let more = match opening(words, next) {
        Some(quotation) => quotation.tokens,
        // not opened again: up to the mark that closes it
        None => {
            let mark = |&i: &usize| matches!(words.doc.tokens[i].kind, TokenKind::OpenQuote | TokenKind::CloseQuote);
            let mark = next.into_iter().find(mark).filter(|&i| words.doc.tokens[i].kind == TokenKind::CloseQuote)?;
            TokenRange::new(next.start, mark + 1)
        }
    };
    (!content.iter().any(|c| c.overlaps(more)) && is_free(words, drafts, index, more)).then_some(more)
}

/// The tokens of the story's next paragraph.
fn next_paragraph(words: &Words, paragraph: u32) -> Option<TokenRange> {
    let after = &words.doc.paragraphs[paragraph as usize + 1..];
    let next = after.iter().find(|p| !matches!(p.kind, ParagraphKind::Boilerplate))?;
    (next.kind == ParagraphKind::Body).then_some(next.tokens)
}

/// The quotation that a paragraph begins with.
fn opening<'d>(words: &Words<'d>, paragraph: TokenRange) -> Option<&'d Quotation> {
    let quotations = &words.doc.quotations;
    let first = quotations.partition_point(|q| q.tokens.start < paragraph.start);
    quotations[first..].first().filter(|q| q.tokens.start == paragraph.start && q.level == 0)
}

/// Does no other draft from outside claim anything of `range`? One whose cue stands in it is part of what is quoted.
fn is_free(words: &Words, drafts: &[Draft], index: usize, range: TokenRange) -> bool {
    let claims = |d: &Draft| {
        let cue_outside = d.cue.first().is_none_or(|c| !range.contains(*c));
        let own_words = d.content.iter().any(|c| (c.start.max(range.start)..c.end.min(range.end)).any(|i| words.is_word(i)));
        cue_outside && own_words
    };
    // "…,” she said within the paragraph: not all of it is quoted
    drafts.iter().enumerate().all(|(i, d)| i == index || !claims(d))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Act;
    use crate::text::Document;

    /// What the first quotation of a text becomes, "said" being its cue.
    #[track_caller]
    fn completed(text: &str, expected: &[&str]) {
        let document = Document::read(text);
        let said = (0..document.tokens.len()).find(|&i| document.word(i) == "said").expect("somebody says something");
        let first = document.quotations.first().expect("there is a quotation").tokens;
        let sentence = document.sentence_of(said).tokens;
        let draft = Draft {
            source: None,
            cue: vec![TokenRange::new(said, said + 1)],
            content: if sentence.has(first.start) { vec![first] } else { vec![TokenRange::new(said + 1, sentence.end)] },
            tier: Tier::Statement,
            act: Act::Say,
            negated: false,
            inside: None,
            confidence: 0.9,
        };
        let mut drafts = [draft];
        complete(&Words::new(&document), &mut drafts);
        assert_eq!(drafts[0].content.iter().map(|c| document.slice(*c)).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn a_quotation_left_open_goes_on_where_the_next_paragraph_opens_it_again() {
        completed("She said, “One day.\n\n“Two days.\n\n“Three,” and left.", &["“One day.", "“Two days.", "“Three,”"]);
        completed("She said, “One day.”\n\n“Two days,” he thought.", &["“One day.”"]);
    }

    #[test]
    fn or_up_to_the_mark_that_closes_it() {
        completed("She said, \"One day.\n\nTwo days.\" He left.", &["\"One day.", "Two days.\""]);
        completed("She said, \"One day.\n\nHe left with \"two\" days.", &["\"One day."]);
    }

    #[test]
    fn a_colon_announces_the_quotation_below_it() {
        completed("She said in a letter:\n\n“One day. Two days.”\n\nHe left.", &["in a letter:", "“One day. Two days.”"]);
        completed("She said in a letter:\n\n“One day,” he thought.", &["in a letter:"]);
    }
}
