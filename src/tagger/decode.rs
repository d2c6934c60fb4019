//! From probabilities to attributions, chunk by chunk.
//!
//! Takes a [`Chunk`], its cue probabilities and a way to run the tagger on a cue; gives [`Found`]
//! attributions; promises that every content has a word, that no token belongs to two contents and
//! that no cue stands in another's content. The steps are those of `training/decode.py`;
//! models/FORMAT.md states them.

use super::chunks::Chunk;
use super::features::closes;
use super::weights::{KNOTS, Thresholds};
use crate::sort;

/// Index of the probability of being source.
const SOURCE: usize = 1;
/// Index of the probability of being content.
const CONTENT: usize = 2;
/// Least probability that counts, so that no single token decides.
const LEAST: f32 = 1e-5;

/// Tokens `[start, end)` of a chunk.
pub(super) type Run = (usize, usize);

/// An attribution in a chunk.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub cue: Run,
    pub source: Option<Run>,
    /// For each token of the chunk, true if it is content.
    pub content: Vec<bool>,
    /// For each token the probability of being content.
    probability: Vec<f32>,
    /// The probability of the cue.
    pub score: f32,
    /// `score` times the mean probability of the content.
    pub sure: f32,
}

/// Cues with their scores. A token that is likelier to begin a cue than to go on with one begins a
/// new one.
pub(super) fn cue_spans(p: &[[f32; 3]], threshold: f32) -> Vec<(Run, f32)> {
    let mut spans: Vec<(Run, f32)> = Vec::new();
    for (t, &[_, begins, goes_on]) in p.iter().enumerate() {
        let score = begins + goes_on;
        if score <= threshold {
            continue;
        }
        match spans.last_mut() {
            Some((run, most)) if run.1 == t && begins <= goes_on => {
                run.1 = t + 1;
                *most = if score > *most { score } else { *most };
            }
            _ => spans.push(((t, t + 1), score)),
        }
    }
    spans
}

/// The runs of tokens whose flag is true.
pub(super) fn runs(flags: impl IntoIterator<Item = bool>) -> Vec<Run> {
    let mut found: Vec<Run> = Vec::new();
    for (t, flag) in flags.into_iter().enumerate() {
        match found.last_mut() {
            _ if !flag => {}
            Some(run) if run.1 == t => run.1 = t + 1,
            _ => found.push((t, t + 1)),
        }
    }
    found
}

/// The mean of the values whose flag is true; 0 if there are none.
fn mean(values: &[f32], flags: &[bool]) -> f32 {
    let (mut sum, mut count) = (0.0, 0.0);
    for (&v, _) in values.iter().zip(flags).filter(|(_, f)| **f) {
        sum += v;
        count += 1.0;
    }
    if count > 0.0 { sum / count } else { 0.0 }
}

/// True if two runs share a token.
pub(super) fn overlap(a: Run, b: Run) -> bool {
    a.0 < b.1 && b.0 < a.1
}

/// True if more than half of the run's flags are true.
pub(super) fn mostly(flags: &[bool], (start, end): Run) -> bool {
    2 * flags[start..end].iter().filter(|&&f| f).count() > end - start
}

/// True if the content has a word.
pub(super) fn says(chunk: &Chunk, a: &Found) -> bool {
    a.content.iter().zip(&chunk.wordlike).any(|(&c, &w)| c && w)
}

/// Source and content of one cue, decided token by token.
pub(super) fn read((cue, score): (Run, f32), q: &[[f32; 3]], thresholds: &Thresholds) -> Found {
    let weight = [1.0, thresholds.source, thresholds.content];
    let label = |t: usize, p: &[f32; 3]| {
        let mut best = 0;
        let value = |k: usize| if p[k] > LEAST { p[k] * weight[k] } else { LEAST * weight[k] };
        for k in [SOURCE, CONTENT] {
            if value(k) > value(best) {
                best = k;
            }
        }
        if cue.0 <= t && t < cue.1 { 0 } else { best }
    };
    let labels: Vec<usize> = q.iter().enumerate().map(|(t, p)| label(t, p)).collect();

    let mass = |run: &Run| q[run.0..run.1].iter().map(|p| p[SOURCE]).sum::<f32>();
    let mut source: Option<(Run, f32)> = None;
    for run in runs(labels.iter().map(|&l| l == SOURCE)) {
        let m = mass(&run);
        if source.is_none_or(|(_, most)| m > most) {
            source = Some((run, m));
        }
    }
    let source = source.map(|(run, _)| run);

    let mut content: Vec<bool> = labels.iter().map(|&l| l == CONTENT).collect();
    let pieces = runs(content.iter().copied());
    for pair in pieces.windows(2) {
        // A single token between two pieces belongs to them.
        let (gap, after) = (pair[0].1, pair[1].0);
        let taken = |run: Run| run.0 <= gap && gap < run.1;
        if after - gap == 1 && !taken(cue) && !source.is_some_and(taken) {
            content[gap] = true;
        }
    }
    let probability: Vec<f32> = q.iter().map(|p| p[CONTENT]).collect();
    let sure = score * mean(&probability, &content);
    Found { cue, source, content, probability, score, sure }
}

/// The attributions of a chunk, none inside another, surest cue first. `tag` gives the
/// probabilities of source and content for a cue.
pub(super) fn resolve(
    chunk: &Chunk,
    p: &[[f32; 3]],
    tag: impl Fn(Run) -> Vec<[f32; 3]>,
    thresholds: &Thresholds,
) -> Vec<Found> {
    let mut found: Vec<Found> = cue_spans(p, thresholds.cue)
        .into_iter()
        .map(|span| read(span, &tag(span.0), thresholds))
        .filter(|a| says(chunk, a) && a.sure >= thresholds.drop)
        .collect();
    // The bits of positive floating-point numbers are in the order of the numbers.
    sort::by_keys(&mut found, |a| [sort::descending(a.score.to_bits() as usize)]);

    let quotations = runs(chunk.inside.iter().copied());
    for a in &mut found {
        fill_quotations(&quotations, a);
    }
    let quoted_by_another: Vec<bool> =
        found.iter().map(|a| found.iter().any(|outer| quotes(chunk, outer, a.cue))).collect();
    let mut kept: Vec<Found> = Vec::new();
    for (a, quoted) in found.into_iter().zip(quoted_by_another) {
        if !quoted && !kept.iter().any(|k| mostly(&k.content, a.cue)) {
            kept.push(a);
        }
    }
    let before: Vec<usize> = kept.iter().map(size).collect();
    for i in 0..kept.len() {
        let (head, tail) = kept.split_at_mut(i + 1);
        for b in tail {
            share(&mut head[i], b);
        }
    }
    let mut remains = before.into_iter();
    kept.retain(|a| {
        remains
            .next()
            .is_some_and(|n| says(chunk, a) && size(a) as f32 >= thresholds.rest * n as f32)
    });
    for i in 0..kept.len() {
        while let Some((start, end)) = goes_on(chunk, &kept, i) {
            kept[i].content[start..end].fill(true);
        }
    }
    kept
}

/// True if `cue` stands in a quotation that is the content of `outer`.
fn quotes(chunk: &Chunk, outer: &Found, cue: Run) -> bool {
    let elsewhere =
        !chunk.inside[outer.cue.0] || chunk.segment[outer.cue.0] != chunk.segment[cue.0];
    chunk.inside[cue.0] && elsewhere && mostly(&outer.content, cue)
}

/// Makes a quotation that is mostly content part of it as a whole, unless cue or source stand in
/// it.
fn fill_quotations(quotations: &[Run], a: &mut Found) {
    for &run in quotations {
        let free = |r: Run| r.1 <= run.0 || run.1 <= r.0;
        if mostly(&a.content, run) && free(a.cue) && a.source.is_none_or(free) {
            a.content[run.0..run.1].fill(true);
        }
    }
}

/// The run that continues the quotation of attribution `i` of `kept`, if no other attribution
/// stands up to its end.
fn goes_on(chunk: &Chunk, kept: &[Found], i: usize) -> Option<Run> {
    let a = &kept[i];
    let last = (0..chunk.len()).rev().find(|&t| a.content[t] && chunk.inside[t])?;
    let run = second_half(chunk, last, a.cue).or_else(|| next_paragraph(chunk, last))?;
    if a.content[run.0..run.1].iter().all(|&c| c) {
        return None;
    }
    let silent =
        |k: &Found| !(last + 1..run.1).any(|t| k.content[t] || (k.cue.0..k.cue.1).contains(&t));
    kept.iter().enumerate().all(|(j, k)| j == i || silent(k)).then_some(run)
}

/// `"One," she said. "Two."`: the quotation that begins a sentence right after the one with the
/// cue, in the same paragraph.
fn second_half(chunk: &Chunk, last: usize, cue: Run) -> Option<Run> {
    let start = (last + 1..chunk.len()).find(|&t| chunk.inside[t])?;
    let end = (start..chunk.len())
        .find(|&t| !chunk.inside[t] || chunk.segment[t] != chunk.segment[start])
        .unwrap_or(chunk.len());
    let one_sentence_between = chunk.sentence[last + 1] == chunk.sentence[start - 1]
        && chunk.sentence[start - 1] != chunk.sentence[start];
    let follows = last < cue.0 && cue.1 <= start && chunk.paragraph[last] == chunk.paragraph[start];
    (follows && one_sentence_between).then_some((start, end))
}

/// A quotation left open at its paragraph's end goes on in the next: to that one's closing mark,
/// whether it is opened there again or not.
fn next_paragraph(chunk: &Chunk, last: usize) -> Option<Run> {
    let start = last + 2;
    if start >= chunk.len() || chunk.index[last + 1].is_some() || closes(&chunk.features[last]) {
        return None;
    }
    let paragraph = (start..chunk.len()).take_while(|&t| chunk.index[t].is_some());
    if chunk.inside[start] {
        let end = paragraph
            .take_while(|&t| chunk.inside[t] && chunk.segment[t] == chunk.segment[start])
            .last()?;
        return Some((start, end + 1));
    }
    let mark = paragraph
        .take_while(|&t| !chunk.inside[t])
        .find(|&t| matches!(chunk.words[t].as_str(), "\"" | "”" | "»"))?;
    Some((start, mark + 1))
}

/// Tokens of the content.
pub(super) fn size(a: &Found) -> usize {
    a.content.iter().filter(|&&c| c).count()
}

/// Leaves tokens that are content of both to the one for which they are the surer.
fn share(a: &mut Found, b: &mut Found) {
    let both: Vec<bool> = a.content.iter().zip(&b.content).map(|(&x, &y)| x && y).collect();
    if !both.contains(&true) {
        return;
    }
    let loser = if mean(&a.probability, &both) >= mean(&b.probability, &both) { b } else { a };
    for (c, both) in loser.content.iter_mut().zip(both) {
        *c &= !both;
    }
}

/// The share of right attributions among those of this sureness, 0 to 1.
/// `knots`: sureness, and the share there.
pub(super) fn confidence(sure: f32, [x, y]: &[[f32; KNOTS]; 2]) -> f32 {
    let last = x.len() - 1;
    if sure >= x[last] {
        return y[last];
    }
    let k = x.iter().position(|&knot| sure < knot).unwrap_or(last);
    if k == 0 || x[k] <= x[k - 1] {
        return y[k];
    }
    y[k - 1] + (y[k] - y[k - 1]) * (sure - x[k - 1]) / (x[k] - x[k - 1])
}

#[cfg(test)]
mod tests {
    use super::super::chunks::chunks;
    use super::super::tokens::Tokens;
    use super::*;

    const O: [f32; 3] = [0.9, 0.05, 0.05];
    const S: [f32; 3] = [0.1, 0.8, 0.1];
    const C: [f32; 3] = [0.1, 0.1, 0.8];

    fn thresholds() -> Thresholds {
        let line = std::array::from_fn(|i| i as f32 / 8.0);
        Thresholds { cue: 0.5, drop: 0.4, source: 1.0, content: 1.0, rest: 0.5, knots: [line; 2] }
    }

    fn chunk(text: &str) -> Chunk {
        chunks(&Tokens::read(text), 160).remove(0)
    }

    /// Cues at the given tokens, each with its answer.
    fn resolved(text: &str, answers: &[(usize, f32, Vec<[f32; 3]>)]) -> Vec<Found> {
        let chunk = chunk(text);
        let mut p = vec![[1.0, 0.0, 0.0]; chunk.len()];
        for &(t, score, _) in answers {
            p[t] = [1.0 - score, score, 0.0];
        }
        resolve(
            &chunk,
            &p,
            |cue| answers.iter().find(|a| a.0 == cue.0).unwrap().2.clone(),
            &thresholds(),
        )
    }

    #[test]
    fn a_cue_gets_its_source_and_content() {
        let found = resolved("Ann said it rained .", &[(1, 0.9, vec![S, O, C, C, O])]);
        assert_eq!(
            (found.len(), found[0].source, runs(found[0].content.clone())),
            (1, Some((0, 1)), vec![(2, 4)])
        );
        assert!((found[0].sure - 0.72).abs() < 1e-6);
    }

    #[test]
    fn a_single_gap_in_the_content_is_closed_but_not_over_the_source() {
        let found = resolved("it , rained Ann said", &[(4, 0.9, vec![C, O, C, S, O])]);
        assert_eq!(runs(found[0].content.clone()), [(0, 3)]);
        let found = resolved("it Ann rained said", &[(3, 0.9, vec![C, S, C, O])]);
        assert_eq!(runs(found[0].content.clone()), [(0, 1), (2, 3)]);
    }

    #[test]
    fn unsure_or_wordless_attributions_are_dropped() {
        assert!(resolved("Ann said it", &[(1, 0.6, vec![S, O, [0.4, 0.0, 0.6]])]).is_empty());
        assert!(resolved("Ann said ,", &[(1, 0.9, vec![S, O, C])]).is_empty());
    }

    #[test]
    fn shared_tokens_go_to_the_surer_attribution() {
        let sure = [0.0, 0.0, 1.0];
        let found = resolved(
            "a says b c says d",
            &[(1, 0.9, vec![S, O, sure, sure, O, O]), (4, 0.8, vec![O, O, C, C, O, C])],
        );
        assert_eq!(found.len(), 1);
        let found = resolved(
            "a says b c d e says",
            &[(1, 0.9, vec![S, O, sure, O, O, O, O]), (6, 0.8, vec![O, O, C, C, C, C, O])],
        );
        assert_eq!(
            found.iter().map(|a| runs(a.content.clone())).collect::<Vec<_>>(),
            [[(2, 3)], [(3, 6)]]
        );
    }

    #[test]
    fn a_cue_within_a_surer_content_is_left_out() {
        let found = resolved(
            "a says b says d",
            &[(1, 0.9, vec![S, O, C, C, C]), (3, 0.8, vec![O, O, S, O, C])],
        );
        assert_eq!(found.iter().map(|a| a.cue).collect::<Vec<_>>(), [(1, 2)]);
    }

    #[test]
    fn a_cue_in_anothers_quotation_yields() {
        let (open, close) = (C, O);
        let found = resolved(
            "“ I think so ” she said",
            &[(2, 0.9, vec![O, S, O, C, O, O, O]), (6, 0.8, vec![open, C, C, C, close, S, O])],
        );
        assert_eq!(found.iter().map(|a| runs(a.content.clone())).collect::<Vec<_>>(), [[(0, 5)]]);
    }

    #[test]
    fn a_quotation_goes_on_after_its_cue() {
        let one = (6, 0.9, vec![C, C, C, C, O, S, O, O, O, O, O, O, O, O, O, O]);
        let text = "“One,” Ann Lee said. “Two things.” He left.";
        let found = resolved(text, std::slice::from_ref(&one));
        assert_eq!(runs(found[0].content.clone()), [(0, 4), (8, 13)]);
        let mut other = vec![O; 16];
        (other[9], other[10], other[13]) = (C, C, S);
        let found = resolved(text, &[one, (14, 0.8, other)]);
        assert_eq!(runs(found[0].content.clone()), [(0, 4)]);
    }

    #[test]
    fn a_quotation_left_open_goes_on_in_the_next_paragraph() {
        let answer = |n: usize| [vec![S, O, C, C, C], vec![O; n - 5]].concat();
        let found =
            resolved("Ann said “it rained\n“and rained.” Bob left", &[(1, 0.9, answer(13))]);
        assert_eq!(runs(found[0].content.clone()), [(2, 5), (6, 11)]);
        let found =
            resolved("Ann said \"it rained\nand rained.\" Bob left", &[(1, 0.9, answer(12))]);
        assert_eq!(runs(found[0].content.clone()), [(2, 5), (6, 10)]);
    }

    #[test]
    fn neighbouring_cues_are_told_apart_by_their_beginnings() {
        let p = [[0.1, 0.8, 0.1], [0.1, 0.2, 0.7], [0.1, 0.6, 0.3], [0.9, 0.1, 0.0]];
        assert_eq!(cue_spans(&p, 0.5).iter().map(|c| c.0).collect::<Vec<_>>(), [(0, 2), (2, 3)]);
    }

    #[test]
    fn confidence_follows_the_knots() {
        let mut o = thresholds();
        o.knots[1] = std::array::from_fn(|i| 0.1 * i as f32);
        assert!((confidence(0.0625, &o.knots) - 0.05).abs() < 1e-6);
        assert_eq!((confidence(-1.0, &o.knots), confidence(2.0, &o.knots)), (0.0, o.knots[1][8]));
    }
}
