//! Attributions that the network is not sure of, but whose cue is a word that reports.
//!
//! Takes a [`Chunk`] with its cue probabilities and the attributions found in it; gives more of
//! them; promises that their cues and contents stand apart from those of the ones before.

use super::chunks::Chunk;
use super::decode::{Found, Run, cue_spans, mostly, overlap, read, says, size};
use super::weights::Thresholds;
use crate::lexicon::Tables;
use crate::sort;

/// Least probability of such a cue, from 0 to 1.
const LEAST_CUE: f32 = 0.25;
/// Least sureness of its attribution, from 0 to 1.
const LEAST_SURE: f32 = 0.25;

/// The confidence of doubtful ones: the share of right ones, of those that the rules keep, in
/// articles that training did not see.
pub(super) const CONFIDENCE: f32 = 0.6;

/// The attributions beside those of `outer`, surest first. `tag` gives the probabilities of source
/// and content for a cue.
pub(super) fn beside(
    chunk: &Chunk,
    p: &[[f32; 3]],
    tag: impl Fn(Run) -> Vec<[f32; 3]>,
    outer: &[Found],
    thresholds: &Thresholds,
) -> Vec<Found> {
    let cues = Tables::english().cues();
    let reports = |run: Run| (run.0..run.1).any(|t| cues.reports(&chunk.words[t]));
    let mut found: Vec<Found> = Vec::new();
    for span in cue_spans(p, LEAST_CUE) {
        let near = |o: &Found| overlap(o.cue, span.0) || mostly(&o.content, span.0);
        if reports(span.0) && !outer.iter().any(near) {
            let a = read(span, &tag(span.0), thresholds);
            if a.sure >= LEAST_SURE {
                found.push(a);
            }
        }
    }
    // The bits of positive floating-point numbers are in the order of the numbers.
    sort::by_keys(&mut found, |a| [sort::descending(a.sure.to_bits() as usize)]);
    let mut kept: Vec<Found> = Vec::new();
    for mut a in found {
        let before = size(&a);
        let others = || outer.iter().chain(&kept);
        for (t, content) in a.content.iter_mut().enumerate() {
            *content &= !others().any(|o| o.content[t] || o.cue.0 <= t && t < o.cue.1);
        }
        if says(chunk, &a)
            && 2 * size(&a) > before
            && !others().any(|o| overlap(o.cue, a.cue) || mostly(&o.content, a.cue))
        {
            kept.push(a);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::super::chunks::chunks;
    use super::super::decode::{resolve, runs};
    use super::super::tokens::Tokens;
    use super::*;

    /// Cues and contents of the doubtful ones. Each of `cues` has its token, its probability, and
    /// the first and last token of its content.
    fn doubtful(text: &str, cues: &[(usize, f32, usize, usize)]) -> Vec<(Run, Vec<Run>)> {
        let chunk = &chunks(&Tokens::read(text), 160)[0];
        let mut p = vec![[1.0, 0.0, 0.0]; chunk.len()];
        for &(cue, score, ..) in cues {
            p[cue] = [1.0 - score, score, 0.0];
        }
        let tag = |run: Run| {
            let &(_, _, first, last) = cues.iter().find(|c| c.0 == run.0).expect("a cue");
            let content =
                |t| if (first..=last).contains(&t) { [0.1, 0.0, 0.9] } else { [1.0, 0.0, 0.0] };
            (0..chunk.len()).map(content).collect()
        };
        let line = std::array::from_fn(|i| i as f32 / 8.0);
        let thresholds = Thresholds {
            cue: 0.5,
            drop: 0.4,
            source: 1.0,
            content: 1.0,
            rest: 0.5,
            knots: [line; 2],
        };
        let outer = resolve(chunk, &p, tag, &thresholds);
        let found = beside(chunk, &p, tag, &outer, &thresholds);
        found.into_iter().map(|a| (a.cue, runs(a.content))).collect()
    }

    #[test]
    fn a_word_that_reports_may_be_less_sure() {
        let text = "Lee claims it rained and walks on";
        assert_eq!(doubtful(text, &[(1, 0.4, 2, 3)]), [((1, 2), vec![(2, 4)])]);
        assert_eq!(doubtful(text, &[(5, 0.4, 6, 6)]), []);
        assert_eq!(doubtful(text, &[(1, 0.2, 2, 3)]), []);
    }

    #[test]
    fn what_is_found_already_is_not_found_again() {
        let text = "Lee said it rained and claims it snowed";
        assert_eq!(doubtful(text, &[(1, 0.9, 2, 7), (5, 0.4, 6, 7)]), []);
        assert_eq!(
            doubtful(text, &[(1, 0.9, 2, 3), (5, 0.4, 2, 7)]),
            [((5, 6), vec![(4, 5), (6, 8)])]
        );
    }
}
