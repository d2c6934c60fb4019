//! How attributions stand to each other: their order, which stands inside which, and that the parts
//! of one share no words.
//!
//! Takes all drafts; gives them in reading order with `inside` set; promises that no content is
//! empty, holds its own cue or source, or crosses a paragraph's end.

use super::act;
use super::draft::{DRAFT, Draft};
use crate::lexicon::cues::{CueVerb, Trait};
use crate::lexicon::lists::grammar::{INTERROGATIVES, PREPOSITIONS};
use crate::sort;
use crate::text::pattern::Pattern::{self, AnyOf, Either};
use crate::text::{Document, TokenRange};
use crate::turns::Pace;

/// Least confidence of an inner attribution whose cue has no word of the table of words that
/// report: most such cues are none ("they displayed no symptoms").
const LEAST_OF_INNER: f32 = 0.55;
/// How many drafts before a draft, in reading order, may be its outer one: a long quotation holds
/// many an "I think".
const BEFORE: usize = 32;
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
    set_inside(&mut drafts, pace).await;
    drafts.retain(|d| d.inside.is_none() || is_kept(document, d));
    set_inside(&mut drafts, pace).await;
    drafts
}

/// Sets for each draft which one it stands in.
async fn set_inside(drafts: &mut [Draft], pace: &mut Pace) {
    for index in 0..drafts.len() {
        pace.spend(DRAFT).await;
        drafts[index].inside = outer_of(drafts, index);
    }
}

/// True if an inner draft is sure enough to be kept, or its cue has a word that reports.
fn is_kept(document: &Document, draft: &Draft) -> bool {
    draft.confidence >= LEAST_OF_INNER
        || draft.cue.is_empty()
        || draft.cue.iter().any(|&cue| act::reports(document, cue))
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
    use super::super::cases::{place_of, said, written};
    use super::*;
    use crate::turns::block_on;

    #[test]
    fn an_inner_cue_without_a_word_that_reports_must_be_surer() {
        let document = Document::read("Lee said she wants to win and displayed no fear.");
        let kept = |cue: &str, content: &str, confidence: f32| {
            let place = |part: &str| place_of(&document, part);
            is_kept(&document, &Draft { confidence, ..said(place(cue), vec![place(content)]) })
        };
        assert!(kept("wants", "to win", 0.3));
        assert!(!kept("displayed", "no fear", 0.3));
        assert!(kept("displayed", "no fear", 0.8));
    }

    /// Attributions as "source | cue | content" with the index of the one that each stands in. Each
    /// of `drafts` has the words of its cue and of its content.
    fn arranged(text: &str, drafts: &[(&str, &str)]) -> Vec<(String, Option<usize>)> {
        let document = Document::read(text);
        let place = |part: &str| place_of(&document, part);
        let drafts = drafts.iter().map(|&(cue, content)| said(place(cue), vec![place(content)]));
        let arranged = block_on(arrange(&document, drafts.collect(), &mut Pace::default()));
        arranged.iter().map(|d| (written(&document, d), d.inside)).collect()
    }

    #[test]
    fn each_attribution_stands_in_the_smallest_that_holds_its_cue() {
        let found = arranged(
            "Ann Lee said she thinks they want to win.",
            &[
                ("want", "to win"),
                ("said", "she thinks they want to win"),
                ("thinks", "they want to win"),
            ],
        );
        let expected = [
            (" | said | she thinks they want to win", None),
            (" | thinks | they want to win", Some(0)),
            (" | want | to win", Some(1)),
        ];
        assert_eq!(found, expected.map(|(draft, inside)| (draft.to_owned(), inside)));
    }

    #[test]
    fn a_long_quotation_holds_more_than_eight() {
        let words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
        let said_each: Vec<String> = words.iter().map(|w| format!("think{w} it is {w}")).collect();
        let text = format!("“{}.” said Ann Lee.", said_each.join(", "));
        let cues: Vec<String> = words.iter().map(|w| format!("think{w}")).collect();
        let contents: Vec<String> = words.iter().map(|w| format!("it is {w}")).collect();
        let quotation = format!("“{}.”", said_each.join(", "));
        let mut drafts: Vec<(&str, &str)> = cues
            .iter()
            .zip(&contents)
            .map(|(cue, content)| (cue.as_str(), content.as_str()))
            .collect();
        drafts.push(("said", &quotation));
        let found = arranged(&text, &drafts);
        assert_eq!(found.iter().filter(|(_, inside)| *inside == Some(0)).count(), words.len());
    }
}
