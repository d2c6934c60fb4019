//! Quotations that go on without a new cue: in the next sentence, or in the next paragraph.

use super::super::Draft;
use super::super::words::Words;
use crate::text::{Quotation, TokenRange};

/// Adds to each draft the quotations that go on from its last one, and stops a content that begins a quotation at that quotation's end only.
pub(super) fn extend(words: &Words, drafts: &mut [Draft]) {
    let outer: Vec<&Quotation> = words.doc.quotations.iter().filter(|q| q.level == 0).collect();
    for index in 0..drafts.len() {
        let Some(&last) = drafts[index].content.last() else { continue };
        if !last.into_iter().any(|i| words.quoted(i)) {
            continue;
        }
        let end = drafts[index].cue.iter().chain(&drafts[index].source).map(|r| r.end).chain([last.end]).max().unwrap_or(last.end);
        let next_cue = drafts
            .get(index + 1..)
            .unwrap_or_default()
            .iter()
            .flat_map(|d| d.cue.first())
            .map(|c| c.start)
            .find(|&c| c > end && !words.quoted(c));
        let mut reached = last.end;
        let mut more = Vec::new();
        for quotation in &outer[outer.partition_point(|q| q.tokens.end <= last.start)..] {
            if quotation.tokens.overlaps(last) {
                if quotation.tokens.end > last.end {
                    more.push(TokenRange::new(last.end, quotation.tokens.end));
                    reached = quotation.tokens.end;
                }
                continue;
            }
            if !goes_on(words, quotation, reached.max(end), next_cue) {
                break;
            }
            more.push(quotation.tokens);
            reached = quotation.tokens.end;
        }
        drafts[index].content.extend(more);
    }
}

/// True if `quotation` follows what ended at `reached` with nothing between but punctuation, and has no cue of its own.
fn goes_on(words: &Words, quotation: &Quotation, reached: usize, next_cue: Option<usize>) -> bool {
    let start = quotation.tokens.start;
    if start < reached {
        return false;
    }
    let between = TokenRange::new(reached, start);
    let rest_of_sentence = between.into_iter().all(|i| !words.is_word(i));
    let new_sentence = words.doc.sentence_of(start).tokens.start == start;
    let sentence = words.doc.sentence_of(quotation.tokens.end.saturating_sub(1)).tokens;
    let own_cue = next_cue.is_some_and(|c| quotation.tokens.has(c) || sentence.has(c));
    let same_paragraph = reached > 0 && words.doc.sentence_of(reached - 1).paragraph == words.doc.sentence_of(start).paragraph;
    let ends_sentence = quotation.tokens.end >= sentence.end || !words.is_word(quotation.tokens.end);
    !own_cue
        && (quotation.continues || (new_sentence && same_paragraph && ends_sentence && (rest_of_sentence || ended(words, reached, start))))
}

/// True if the sentence of the cue ends right before `start`, so that only its own rest stands between.
fn ended(words: &Words, reached: usize, start: usize) -> bool {
    reached > 0 && words.doc.sentence_of(reached - 1).tokens.end == start
}
