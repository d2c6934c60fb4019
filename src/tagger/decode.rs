//! From probabilities to attributions, chunk by chunk.
//!
//! Takes a [`Chunk`], its cue probabilities and a way to run the tagger on a cue; gives [`Found`] attributions; promises that every content
//! has a word, and that of two that are not nested no token belongs to both contents. The steps are `training/decode.py`'s (models/FORMAT.md
//! states them), and nested attributions besides: cues within a surer attribution's content, which training has no examples of.

use super::chunks::Chunk;
use super::weights::Options;

const SOURCE: usize = 1;
const CONTENT: usize = 2;
/// No probability counts as less: one token cannot veto.
const LEAST: f32 = 1e-5;

/// Tokens `[start, end)` of a chunk.
pub(super) type Run = (usize, usize);

/// An attribution in a chunk.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub cue: Run,
    pub source: Option<Run>,
    /// A flag a token.
    pub content: Vec<bool>,
    /// Of being content, a number a token.
    probability: Vec<f32>,
    /// The cue's probability.
    pub score: f32,
    /// `score` times the mean probability of the content.
    pub sure: f32,
    /// The one (by index) in whose content this one's cue stands.
    pub inside: Option<usize>,
}

/// Cue spans with their scores; a token likelier to begin a cue than to go on with one opens a new span.
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

/// Stretches where a flag holds.
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

fn mean(values: &[f32], flags: &[bool]) -> f32 {
    let (mut sum, mut count) = (0.0, 0.0);
    for (&v, _) in values.iter().zip(flags).filter(|(_, f)| **f) {
        sum += v;
        count += 1.0;
    }
    if count > 0.0 { sum / count } else { 0.0 }
}

fn mostly(flags: &[bool], (start, end): Run) -> bool {
    2 * flags[start..end].iter().filter(|&&f| f).count() > end - start
}

/// Source and content of one cue, each token by itself.
fn read((cue, score): (Run, f32), q: &[[f32; 3]], options: &Options) -> Found {
    let weight = [1.0, options.source, options.content];
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
        // A single token left out between two pieces belongs to them.
        let (gap, after) = (pair[0].1, pair[1].0);
        let taken = |run: Run| run.0 <= gap && gap < run.1;
        if after - gap == 1 && !taken(cue) && !source.is_some_and(taken) {
            content[gap] = true;
        }
    }
    let probability: Vec<f32> = q.iter().map(|p| p[CONTENT]).collect();
    let sure = score * mean(&probability, &content);
    Found { cue, source, content, probability, score, sure, inside: None }
}

/// The attributions of a chunk, surest cue first, then the nested ones. `tag` runs the tagger on a cue.
pub(super) fn resolve(chunk: &Chunk, p: &[[f32; 3]], tag: impl Fn(Run) -> Vec<[f32; 3]>, options: &Options) -> Vec<Found> {
    let says = |a: &Found| a.content.iter().zip(&chunk.wordlike).any(|(&c, &w)| c && w);
    let mut found: Vec<Found> = cue_spans(p, options.cue)
        .into_iter()
        .map(|span| read(span, &tag(span.0), options))
        .filter(|a| says(a) && a.sure >= options.drop)
        .collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score));

    let (mut kept, mut within): (Vec<Found>, Vec<Found>) = (Vec::new(), Vec::new());
    for a in found {
        if kept.iter().any(|k| mostly(&k.content, a.cue)) { within.push(a) } else { kept.push(a) }
    }
    let before: Vec<usize> = kept.iter().map(size).collect();
    for i in 0..kept.len() {
        let (head, tail) = kept.split_at_mut(i + 1);
        for b in tail {
            share(&mut head[i], b);
        }
    }
    let mut remains = before.into_iter();
    kept.retain(|a| remains.next().is_some_and(|n| says(a) && size(a) as f32 >= options.rest * n as f32));
    let nested: Vec<Found> = within.into_iter().filter_map(|a| nest(a, &kept)).filter(says).collect();
    kept.extend(nested);
    kept
}

fn size(a: &Found) -> usize {
    a.content.iter().filter(|&&c| c).count()
}

/// Gives the tokens that both claim to the surer of two.
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

/// An attribution whose cue stands in another's content, if most of what it says does too; cut to that.
fn nest(mut a: Found, kept: &[Found]) -> Option<Found> {
    let outer = kept.iter().position(|k| mostly(&k.content, a.cue))?;
    let before = size(&a);
    for (c, &o) in a.content.iter_mut().zip(&kept[outer].content) {
        *c &= o;
    }
    a.inside = Some(outer);
    (2 * size(&a) > before).then_some(a)
}

/// The share of right attributions among those as sure as this one.
pub(super) fn confidence(sure: f32, options: &Options) -> f32 {
    let [x, y] = &options.knots;
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

    fn options() -> Options {
        let line = std::array::from_fn(|i| i as f32 / 8.0);
        Options { cue: 0.5, drop: 0.4, source: 1.0, content: 1.0, rest: 0.5, knots: [line; 2] }
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
        resolve(&chunk, &p, |cue| answers.iter().find(|a| a.0 == cue.0).unwrap().2.clone(), &options())
    }

    #[test]
    fn a_cue_gets_its_source_and_content() {
        let found = resolved("Ann said it rained .", &[(1, 0.9, vec![S, O, C, C, O])]);
        assert_eq!((found.len(), found[0].source, runs(found[0].content.clone())), (1, Some((0, 1)), vec![(2, 4)]));
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
    fn shared_tokens_go_to_the_surer_and_what_loses_most_is_dropped() {
        let sure = [0.0, 0.0, 1.0];
        let found = resolved("a says b c says d", &[(1, 0.9, vec![S, O, sure, sure, O, O]), (4, 0.8, vec![O, O, C, C, O, C])]);
        assert_eq!(found.len(), 1);
        let found = resolved("a says b c d e says", &[(1, 0.9, vec![S, O, sure, O, O, O, O]), (6, 0.8, vec![O, O, C, C, C, C, O])]);
        assert_eq!(found.iter().map(|a| runs(a.content.clone())).collect::<Vec<_>>(), [[(2, 3)], [(3, 6)]]);
    }

    #[test]
    fn a_cue_within_content_is_nested() {
        let found = resolved("a says b says d", &[(1, 0.9, vec![S, O, C, C, C]), (3, 0.8, vec![O, O, S, O, C])]);
        assert_eq!(found.iter().map(|a| a.inside).collect::<Vec<_>>(), [None, Some(0)]);
    }

    #[test]
    fn neighbouring_cues_are_told_apart_by_their_beginnings() {
        let p = [[0.1, 0.8, 0.1], [0.1, 0.2, 0.7], [0.1, 0.6, 0.3], [0.9, 0.1, 0.0]];
        assert_eq!(cue_spans(&p, 0.5).iter().map(|c| c.0).collect::<Vec<_>>(), [(0, 2), (2, 3)]);
    }

    #[test]
    fn confidence_follows_the_knots() {
        let mut o = options();
        o.knots[1] = std::array::from_fn(|i| 0.1 * i as f32);
        assert!((confidence(0.0625, &o) - 0.05).abs() < 1e-6);
        assert_eq!((confidence(-1.0, &o), confidence(2.0, &o)), (0.0, o.knots[1][8]));
    }
}
