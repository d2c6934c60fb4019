//! Attributions within attributions: cues in a content that is ascribed already.
//!
//! Takes a [`Chunk`] with its cue probabilities and outer attributions; gives the nested ones;
//! promises that each has its cue and its content in the content of its outer one. The steps are
//! those of `training/decode.py`; models/FORMAT.md states them.

use super::chunks::Chunk;
use super::decode::{Found, Run, cue_spans, mostly, overlap, read, says, size};
use super::weights::{self, Thresholds};
use crate::sort;

/// Least probability of a nested cue, and least sureness of its attribution, from 0 to 1. It is
/// lower than for outer ones: what a wrong one says stands in what is ascribed to somebody anyway.
const LEAST: f32 = 0.28;
/// Share of the larger of two contents from which on they are one, from 0 to 1.
const SAME: f32 = 0.8;

/// The confidence of nested ones: sureness, and the share of right ones there, in articles that
/// training did not see (`training/`, stage `export`, prints it).
pub(super) const KNOTS: [[f32; weights::KNOTS]; 2] = [
    [0.282, 0.348, 0.420, 0.503, 0.568, 0.643, 0.737, 0.852, 0.982],
    [0.276, 0.276, 0.279, 0.306, 0.414, 0.576, 0.708, 0.788, 0.800],
];

/// The attributions in the contents of `outer`, surest first, each with the index of the outer one.
/// `tag` gives the probabilities of source and content for a cue.
pub(super) fn within(
    chunk: &Chunk,
    p: &[[f32; 3]],
    tag: impl Fn(Run) -> Vec<[f32; 3]>,
    outer: &[Found],
    thresholds: &Thresholds,
) -> Vec<(Found, usize)> {
    let mut found: Vec<(Found, usize)> = Vec::new();
    for span in cue_spans(p, LEAST) {
        // outer ones are sorted by score: the first that holds the cue is the surest
        let holder = outer.iter().position(|o| mostly(&o.content, span.0));
        if let Some(holder) = holder.filter(|_| !outer.iter().any(|o| overlap(o.cue, span.0))) {
            let a = read(span, &tag(span.0), thresholds);
            if a.sure >= LEAST {
                found.push((a, holder));
            }
        }
    }
    // The bits of positive floating-point numbers are in the order of the numbers.
    sort::by_keys(&mut found, |(a, _)| [sort::descending(a.sure.to_bits() as usize)]);
    let mut kept: Vec<(Found, usize)> = Vec::new();
    for (mut a, holder) in found {
        clip(&mut a, &outer[holder]);
        let told = |(k, _): &(Found, usize)| overlap(k.cue, a.cue) || says_the_same(k, &a);
        if says(chunk, &a) && !kept.iter().any(told) {
            kept.push((a, holder));
        }
    }
    kept
}

/// Leaves of the content of `a` what is content of `outer` and none of its cue.
fn clip(a: &mut Found, outer: &Found) {
    for (t, content) in a.content.iter_mut().enumerate() {
        *content &= outer.content[t] && !(outer.cue.0 <= t && t < outer.cue.1);
    }
}

/// True if two cues have the same content, and neither stands in the other's.
fn says_the_same(a: &Found, b: &Found) -> bool {
    let both = a.content.iter().zip(&b.content).filter(|&(&x, &y)| x && y).count();
    both as f32 > SAME * size(a).max(size(b)) as f32
        && !mostly(&a.content, b.cue)
        && !mostly(&b.content, a.cue)
}

#[cfg(test)]
mod tests {
    use super::super::chunks::chunks;
    use super::super::decode::{resolve, runs};
    use super::super::tokens::Tokens;
    use super::*;

    const O: [f32; 3] = [0.9, 0.05, 0.05];
    const S: [f32; 3] = [0.1, 0.8, 0.1];
    const C: [f32; 3] = [0.05, 0.05, 0.9];

    /// Cues and contents of the nested ones. Each of `cues` has its token, its probability, and the
    /// first and last token of its content.
    fn nested(text: &str, cues: &[(usize, f32, usize, usize)]) -> Vec<(Run, Vec<Run>)> {
        let chunk = &chunks(&Tokens::read(text), 160)[0];
        let mut p = vec![[1.0, 0.0, 0.0]; chunk.len()];
        for &(cue, score, ..) in cues {
            p[cue] = [1.0 - score, score, 0.0];
        }
        let tag = |run: Run| {
            let &(cue, _, first, last) = cues.iter().find(|c| c.0 == run.0).expect("a cue");
            let answer = |t: usize| match t {
                t if t + 1 == cue => S,
                t if (first..=last).contains(&t) => C,
                _ => O,
            };
            (0..chunk.len()).map(answer).collect()
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
        let found = within(chunk, &p, tag, &outer, &thresholds);
        found.into_iter().map(|(a, _)| (a.cue, runs(a.content))).collect()
    }

    #[test]
    fn a_cue_in_a_content_is_nested_with_its_content_cut_to_that() {
        let text = "Lee said she wants to win today";
        assert_eq!(nested(text, &[(1, 0.9, 2, 5), (3, 0.8, 4, 6)]), [((3, 4), vec![(4, 6)])]);
    }

    #[test]
    fn a_nested_cue_may_be_less_sure_than_an_outer_one() {
        let text = "Lee said she wants to win today";
        assert_eq!(nested(text, &[(1, 0.9, 2, 6), (3, 0.4, 4, 6)]).len(), 1);
        assert_eq!(nested(text, &[(1, 0.9, 2, 6), (3, 0.2, 4, 6)]), []);
    }

    #[test]
    fn a_cue_outside_all_contents_is_not_nested() {
        assert_eq!(
            nested("Lee said it rained and wants to win", &[(1, 0.9, 2, 3), (5, 0.4, 6, 7)]),
            []
        );
    }

    #[test]
    fn two_cues_of_one_content_are_one() {
        let text = "Lee said she hopes and prays it will rain";
        let cues = [(1, 0.9, 2, 8), (3, 0.8, 6, 8), (5, 0.7, 6, 8)];
        assert_eq!(nested(text, &cues), [((3, 4), vec![(6, 9)])]);
    }

    #[test]
    fn nested_ones_stand_in_nested_ones() {
        let text = "Lee said she thinks they want to win";
        let cues = [(1, 0.9, 2, 7), (3, 0.8, 4, 7), (5, 0.7, 6, 7)];
        assert_eq!(nested(text, &cues), [((3, 4), vec![(4, 8)]), ((5, 6), vec![(6, 8)])]);
    }
}
