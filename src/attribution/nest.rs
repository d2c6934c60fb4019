//! How attributions stand to each other: their order, which stands inside which, and that the parts
//! of one share no words.
//!
//! Takes all drafts; gives them in reading order with `inside` set; promises that no content is
//! empty, holds its own cue or source, or crosses a paragraph's end.

use super::act;
use super::draft::{DRAFT, Draft, begins_after};
use crate::analysis::Tier;
use crate::lexicon::cues::{CueVerb, Trait};
use crate::lexicon::lists::grammar::{INTERROGATIVES, PREPOSITIONS};
use crate::sort;
use crate::text::pattern::Pattern::{self, AnyOf, Either};
use crate::text::{Document, TokenRange};
use crate::turns::Pace;

/// Least confidence of an inner attribution within quotation marks. A wrong one misleads more than
/// a right one helps: "I think" in a speaker's own words tells of nobody new.
const LEAST_QUOTED: f32 = 0.9;
/// Least confidence of an inner attribution within quotation marks that refuses to tell: "we are
/// not in a position to say whether …".
const LEAST_REFUSED: f32 = 0.5;
/// Least confidence of an inner attribution in reported speech, which often tells of somebody else.
const LEAST_REPORTED: f32 = 0.8;
/// Most tokens from a negation to the cue of a refusal.
const NEGATION_REACH: usize = 8;
/// How many drafts before a draft, in reading order, may be its outer one.
const BEFORE: usize = 8;
/// How many drafts after a draft may be its outer one: those that start at the same token.
const AFTER: usize = 3;

const INTERROGATIVE: Pattern = AnyOf(INTERROGATIVES);
const CLAUSE_OPENER: Pattern = Either(&[AnyOf(&["that", "to"]), INTERROGATIVE]);
const PREPOSITION: Pattern = AnyOf(PREPOSITIONS);

/// Sorts drafts in reading order, takes cue and source out of contents, sets `inside`, and drops
/// drafts whose content is empty then.
pub(super) async fn arrange(
    document: &Document<'_>,
    mut drafts: Vec<Draft>,
    pace: &mut Pace,
) -> Vec<Draft> {
    for draft in &mut drafts {
        pace.spend(DRAFT).await;
        let holes: Vec<TokenRange> = draft.cue.iter().copied().chain(draft.source).collect();
        let pieces =
            cut(&draft.content, &holes).into_iter().flat_map(|c| by_paragraph(document, c));
        draft.content =
            pieces.map(|c| document.trim(c)).filter(|c| document.has_word(*c)).collect();
        sort::by_keys(&mut draft.content, |c| [c.start, c.end]);
    }
    drafts.retain(|d| !d.content.is_empty());
    let cue = |d: &Draft| d.cue.first().map_or([0; 2], |cue| [cue.start, cue.end]);
    sort::by_keys(&mut drafts, |d| {
        let [from, to] = cue(d);
        [start(d), sort::descending(end(d)), from, to]
    });
    let (mut outer, mut keep) = (Vec::new(), Vec::new());
    for (index, draft) in drafts.iter().enumerate() {
        pace.spend(DRAFT).await;
        let found = outer_of(&drafts, index);
        outer.push(found);
        keep.push(found.is_none() || is_kept(document, draft));
    }
    let mut place = vec![0; drafts.len()];
    let mut kept = 0;
    for i in 0..drafts.len() {
        place[i] = kept;
        kept += usize::from(keep[i]);
    }
    let kept_outer = |mut i: usize| loop {
        match outer[i] {
            Some(o) if keep[o] => return Some(place[o]),
            Some(o) => i = o,
            None => return None,
        }
    };
    let inside: Vec<Option<usize>> = (0..drafts.len()).map(kept_outer).collect();
    let mut index = 0;
    drafts.retain_mut(|draft| {
        draft.inside = inside[index];
        index += 1;
        keep[index - 1]
    });
    drafts
}

/// True if an inner draft ascribes a clause and is sure enough to be kept.
fn is_kept(document: &Document, draft: &Draft) -> bool {
    let Some(&cue) = draft.cue.first() else { return true };
    let least = match document.is_quoted(cue.start) {
        true if refuses_to_tell(document, draft, cue) => LEAST_REFUSED,
        true => LEAST_QUOTED,
        false => LEAST_REPORTED,
    };
    draft.confidence >= least && has_clause(document, draft, cue)
}

/// True if the draft refuses to tell: a negated statement of whether, where or why.
fn refuses_to_tell(document: &Document, draft: &Draft, cue: TokenRange) -> bool {
    let asked =
        begins_after(&draft.content, cue).is_some_and(|first| INTERROGATIVE.is_at(document, first));
    let sentence = document.sentence_of(cue.start).tokens;
    let negated = || {
        (cue.start.saturating_sub(NEGATION_REACH).max(sentence.start)..cue.end)
            .any(|i| act::negates_within(document, i))
    };
    draft.tier == Tier::Statement && asked && negated()
}

/// True if a reporting verb or a state of mind ascribes a clause, as far as the clause's first word
/// shows: "that …", "to …", or any word behind verbs that seldom take an object.
fn has_clause(document: &Document, draft: &Draft, cue: TokenRange) -> bool {
    let verb = cue.into_iter().find_map(|i| document.verb(i)).map(|(verb, _)| verb);
    let state = |i: usize| document.tables.cues().adjective(document.lower(i)).is_some();
    if verb.is_none() && !cue.into_iter().any(state) {
        return false;
    }
    let Some(first) = begins_after(&draft.content, cue) else {
        return verb.is_some_and(|v| v.has(Trait::Bare));
    };
    // the content stands around its cue: ", it has been revealed,"
    let around = draft.content.iter().any(|c| c.end <= cue.start);
    around || document.lower(cue.end - 1) == "to" || opens_clause(document, verb, first)
}

/// True if a clause that `verb` ascribes may begin at token `first`.
pub(super) fn opens_clause(document: &Document, verb: Option<&CueVerb>, first: usize) -> bool {
    let bare = verb.is_some_and(|v| v.has(Trait::Bare));
    CLAUSE_OPENER.is_at(document, first) || (bare && !PREPOSITION.is_at(document, first))
}

/// The smallest other draft whose content holds the first cue of draft `index`.
fn outer_of(drafts: &[Draft], index: usize) -> Option<usize> {
    let cue = *drafts[index].cue.first()?;
    // drafts are sorted by start: the outer one starts before, or at the same place
    let near = index.saturating_sub(BEFORE)..(index + AFTER + 1).min(drafts.len());
    near.filter(|&o| o != index && drafts[o].content.iter().any(|c| c.contains(cue)))
        .filter(|&o| {
            !drafts[o]
                .cue
                .iter()
                .any(|c| drafts[index].content.iter().any(|mine| mine.contains(*c)))
        })
        .min_by_key(|&o| end(&drafts[o]) - start(&drafts[o]))
}

/// Where a draft starts. Its source does not count: a verb may share the subject of one before it.
fn start(draft: &Draft) -> usize {
    draft.cue.iter().chain(&draft.content).map(|r| r.start).min().unwrap_or(0)
}

/// Where a draft ends.
fn end(draft: &Draft) -> usize {
    draft.cue.iter().chain(&draft.source).chain(&draft.content).map(|r| r.end).max().unwrap_or(0)
}

/// `range` in pieces that do not cross a paragraph's end.
fn by_paragraph<'w>(
    document: &'w Document,
    range: TokenRange,
) -> impl Iterator<Item = TokenRange> + 'w {
    let first = document.sentence_of(range.start).paragraph as usize;
    let touched =
        document.paragraphs[first..].iter().take_while(move |p| p.tokens.start < range.end);
    touched
        .map(move |p| TokenRange::new(range.start.max(p.tokens.start), range.end.min(p.tokens.end)))
}

/// `ranges` without the tokens of `holes`.
fn cut(ranges: &[TokenRange], holes: &[TokenRange]) -> Vec<TokenRange> {
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

#[cfg(test)]
mod tests {
    use super::super::cases::{place_of, said};
    use super::*;

    /// True if a draft is kept within another one's content. `cue` and `content` are words of the
    /// text.
    #[track_caller]
    fn kept(text: &str, cue: &str, content: &str, confidence: f32) -> bool {
        let document = Document::read(text);
        let draft = said(place_of(&document, cue), vec![place_of(&document, content)]);
        is_kept(&document, &Draft { confidence, ..draft })
    }

    #[test]
    fn an_inner_attribution_must_ascribe_a_clause() {
        let text = "Lee said she wants to win, supports the plan, was sure that it works and felt \
                    it helps.";
        assert!(kept(text, "wants", "to win", 0.95));
        assert!(kept(text, "was sure", "that it works", 0.95));
        assert!(kept(text, "felt", "it helps", 0.95));
        assert!(!kept(text, "supports", "the plan", 0.95));
    }

    #[test]
    fn within_quotation_marks_it_must_be_surer() {
        assert!(kept("Lee said she wants to win.", "wants", "to win", 0.85));
        assert!(!kept("“She wants to win,” said Lee.", "wants", "to win", 0.85));
        assert!(kept("“She wants to win,” said Lee.", "wants", "to win", 0.95));
    }

    #[test]
    fn a_refusal_to_tell_is_news() {
        assert!(kept(
            "“We are not able to say whether she won,” said Lee.",
            "to say",
            "whether she won",
            0.6
        ));
        assert!(!kept(
            "“We are able to say whether she won,” said Lee.",
            "to say",
            "whether she won",
            0.6
        ));
    }
}
