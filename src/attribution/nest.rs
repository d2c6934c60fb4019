//! Attributions among each other: order, what stands inside what, and contents that must not share words.

use super::Draft;
use super::words::Words;
use crate::text::TokenRange;

/// An inner attribution is kept only where it is surer than this: a reader is misled more by a wrong one than helped by one more.
const LEAST_INSIDE: f32 = 0.9;

/// Sorts drafts in reading order, takes cue and source out of contents, sets `inside`, and drops what is left empty.
pub(super) fn arrange(words: &Words, mut drafts: Vec<Draft>) -> Vec<Draft> {
    for draft in &mut drafts {
        let holes: Vec<TokenRange> = draft.cue.iter().copied().chain(draft.source).collect();
        let pieces = cut(&draft.content, &holes).into_iter().flat_map(|c| by_paragraph(words, c));
        draft.content = pieces.map(|c| words.trim(c)).filter(|c| words.has_word(*c)).collect();
        draft.content.sort();
    }
    drafts.retain(|d| !d.content.is_empty());
    drafts.sort_by_key(|d| (start(d), std::cmp::Reverse(end(d)), d.cue.first().copied()));
    let outer: Vec<Option<usize>> = (0..drafts.len()).map(|i| holder(&drafts, i)).collect();
    let keep: Vec<bool> = (0..drafts.len()).map(|i| outer[i].is_none() || drafts[i].confidence >= LEAST_INSIDE).collect();
    let mut place = vec![0; drafts.len()];
    let mut kept = 0;
    for i in 0..drafts.len() {
        place[i] = kept;
        kept += usize::from(keep[i]);
    }
    let holder_kept = |mut i: usize| loop {
        match outer[i] {
            Some(o) if keep[o] => return Some(place[o]),
            Some(o) => i = o,
            None => return None,
        }
    };
    let inside: Vec<Option<usize>> = (0..drafts.len()).map(holder_kept).collect();
    let mut index = 0;
    drafts.retain_mut(|draft| {
        draft.inside = inside[index];
        index += 1;
        keep[index - 1]
    });
    drafts
}

/// The nearest other draft whose content holds the whole of draft `index`'s cue.
fn holder(drafts: &[Draft], index: usize) -> Option<usize> {
    let cue = *drafts[index].cue.first()?;
    // drafts are sorted by start, so a holder is not far: look at those that start before, and the few that start at the same place
    let near = index.saturating_sub(8)..(index + 4).min(drafts.len());
    near.filter(|&o| o != index && drafts[o].content.iter().any(|c| c.contains(cue)))
        .filter(|&o| !drafts[o].cue.iter().any(|c| drafts[index].content.iter().any(|mine| mine.contains(*c))))
        .min_by_key(|&o| end(&drafts[o]) - start(&drafts[o]))
}

/// The source does not count: a verb may share the subject of one before it.
fn start(draft: &Draft) -> usize {
    draft.cue.iter().chain(&draft.content).map(|r| r.start).min().unwrap_or(0)
}

fn end(draft: &Draft) -> usize {
    draft.cue.iter().chain(&draft.source).chain(&draft.content).map(|r| r.end).max().unwrap_or(0)
}

/// `range` in pieces that do not cross a paragraph's end.
fn by_paragraph<'w>(words: &'w Words, range: TokenRange) -> impl Iterator<Item = TokenRange> + 'w {
    let first = words.doc.sentence_of(range.start).paragraph as usize;
    let touched = words.doc.paragraphs[first..].iter().take_while(move |p| p.tokens.start < range.end);
    touched.map(move |p| TokenRange::new(range.start.max(p.tokens.start), range.end.min(p.tokens.end)))
}

/// `ranges` without the tokens of `holes`.
pub(super) fn cut(ranges: &[TokenRange], holes: &[TokenRange]) -> Vec<TokenRange> {
    let mut out = ranges.to_vec();
    for hole in holes {
        out = out
            .into_iter()
            .flat_map(|r| {
                if !r.overlaps(*hole) {
                    return vec![r];
                }
                let left = TokenRange::new(r.start, hole.start.clamp(r.start, r.end));
                let right = TokenRange::new(hole.end.clamp(r.start, r.end), r.end);
                [left, right].into_iter().filter(|p| !p.is_empty()).collect()
            })
            .collect();
    }
    out
}
