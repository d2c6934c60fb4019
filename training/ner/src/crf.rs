//! A conditional random field with few weights: follow-the-regularised-leader with an L1 penalty
//! (McMahan and others 2013) on the likelihood.

// Labels index several arrays at once here.
#![allow(clippy::needless_range_loop)]

use whosaid::ner::training::{LABELS, Label, OUTPUTS};

use crate::random::Random;

/// Sums or weights of one feature.
pub type Vector = [f32; OUTPUTS];

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub epochs: usize,
    /// Learning rate.
    pub alpha: f32,
    /// Penalty of a weight's size.
    pub l1: f32,
    /// Weights are multiples of this, as in the file; 0 for any.
    pub step: f32,
    pub seed: u64,
}

/// A sentence: for each token the numbers of its features, its scores from elsewhere, and its
/// label.
pub struct Example<'a> {
    pub features: &'a [Vec<u32>],
    pub base: &'a [[f32; LABELS]],
    pub gold: &'a [Label],
}

/// Weights.
#[derive(Clone)]
pub struct Weights {
    pub features: Vec<Vector>,
    pub pairs: [[f32; LABELS]; LABELS],
}

struct Leader {
    z: Vec<Vector>,
    n: Vec<Vector>,
}

fn expand(sums: &Vector) -> [f32; LABELS] {
    let mut out = [0.0; LABELS];
    out[0] = sums[0];
    for l in 1..LABELS {
        out[l] = sums[l] + sums[LABELS + (l - 1) / 4] + sums[LABELS + 4 + (l - 1) % 4];
    }
    out
}

fn contract(gradient: &[f32; LABELS]) -> Vector {
    let mut out = [0.0; OUTPUTS];
    out[..LABELS].copy_from_slice(gradient);
    for l in 1..LABELS {
        out[LABELS + (l - 1) / 4] += gradient[l];
        out[LABELS + 4 + (l - 1) % 4] += gradient[l];
    }
    out
}

impl Weights {
    pub fn scores(&self, features: &[u32]) -> [f32; LABELS] {
        let mut sums = [0.0; OUTPUTS];
        for &f in features {
            let row = &self.features[f as usize];
            for o in 0..OUTPUTS {
                sums[o] += row[o];
            }
        }
        expand(&sums)
    }
}

fn allowed() -> [[f32; LABELS]; LABELS] {
    std::array::from_fn(|a| {
        std::array::from_fn(|b| if Label::at(a).may_precede(Label::at(b)) { 1.0 } else { 0.0 })
    })
}

/// Probabilities of labels, and of pairs summed over the stretch.
fn marginals(
    scores: &[[f32; LABELS]],
    pairs: &[[f32; LABELS]; LABELS],
) -> (Vec<[f32; LABELS]>, [[f32; LABELS]; LABELS]) {
    let n = scores.len();
    let allowed = allowed();
    let step: [[f32; LABELS]; LABELS] =
        std::array::from_fn(|a| std::array::from_fn(|b| allowed[a][b] * pairs[a][b].exp()));
    let mut own = vec![[0f32; LABELS]; n];
    for (e, s) in own.iter_mut().zip(scores) {
        let top = s.iter().copied().fold(f32::MIN, f32::max);
        *e = std::array::from_fn(|l| (s[l] - top).exp());
    }
    let mut forward = vec![[0f32; LABELS]; n];
    for b in 0..LABELS {
        forward[0][b] = if Label::at(b).may_start() { own[0][b] } else { 0.0 };
    }
    let mut scale = vec![0f32; n];
    for i in 0..n {
        if i > 0 {
            let mut next = [0f32; LABELS];
            for a in 0..LABELS {
                let f = forward[i - 1][a];
                for b in 0..LABELS {
                    next[b] += f * step[a][b];
                }
            }
            for b in 0..LABELS {
                forward[i][b] = next[b] * own[i][b];
            }
        }
        let total: f32 = if i + 1 == n {
            for b in 0..LABELS {
                if !Label::at(b).may_end() {
                    forward[i][b] = 0.0;
                }
            }
            forward[i].iter().sum()
        } else {
            forward[i].iter().sum()
        };
        let total = total.max(1e-30);
        scale[i] = total;
        forward[i].iter_mut().for_each(|f| *f /= total);
    }
    let mut backward = [0f32; LABELS];
    for b in 0..LABELS {
        backward[b] = if Label::at(b).may_end() { 1.0 } else { 0.0 };
    }
    let mut out = vec![[0f32; LABELS]; n];
    let mut expected = [[0f32; LABELS]; LABELS];
    for i in (0..n).rev() {
        let mut total = 0.0;
        for b in 0..LABELS {
            out[i][b] = forward[i][b] * backward[b];
            total += out[i][b];
        }
        out[i].iter_mut().for_each(|p| *p /= total.max(1e-30));
        if i == 0 {
            break;
        }
        let after: [f32; LABELS] = std::array::from_fn(|b| own[i][b] * backward[b] / scale[i]);
        let mut next = [0f32; LABELS];
        for a in 0..LABELS {
            let mut sum = 0.0;
            for b in 0..LABELS {
                let through = step[a][b] * after[b];
                sum += through;
                expected[a][b] += forward[i - 1][a] * through;
            }
            next[a] = sum;
        }
        backward = next;
    }
    (out, expected)
}

/// Trains from nothing.
pub fn train(examples: &[Example], features: usize, settings: Settings) -> Weights {
    let zero = [0f32; OUTPUTS];
    let mut weights = Weights { features: vec![zero; features], pairs: [[0.0; LABELS]; LABELS] };
    let mut leader = Leader { z: vec![zero; features], n: vec![zero; features] };
    let mut pair_squares = [[1f32; LABELS]; LABELS];
    let allowed = allowed();
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random::new(settings.seed);
    for _ in 0..settings.epochs {
        random.shuffle(&mut order);
        for &e in &order {
            let example = &examples[e];
            let scores: Vec<[f32; LABELS]> = example
                .features
                .iter()
                .enumerate()
                .map(|(i, f)| {
                    let mut s = weights.scores(f);
                    (0..LABELS).for_each(|l| s[l] += example.base[i][l]);
                    s
                })
                .collect();
            let (probabilities, pairs) = marginals(&scores, &weights.pairs);
            for (i, mut gradient) in probabilities.into_iter().enumerate() {
                gradient[example.gold[i].index()] -= 1.0;
                if gradient.iter().all(|g| g.abs() < 2e-3) {
                    continue;
                }
                let gradient = contract(&gradient);
                for &f in &example.features[i] {
                    step(&mut leader, &mut weights, f as usize, &gradient, settings);
                }
            }
            for a in 0..LABELS {
                for b in 0..LABELS {
                    if allowed[a][b] > 0.0 {
                        let seen = example
                            .gold
                            .windows(2)
                            .filter(|w| w[0].index() == a && w[1].index() == b)
                            .count() as f32;
                        let g = pairs[a][b] - seen;
                        pair_squares[a][b] += g * g;
                        weights.pairs[a][b] -= settings.alpha * g / pair_squares[a][b].sqrt();
                    }
                }
            }
        }
    }
    weights
}

fn step(
    leader: &mut Leader,
    weights: &mut Weights,
    f: usize,
    gradient: &Vector,
    settings: Settings,
) {
    let (z, n, w) = (&mut leader.z[f], &mut leader.n[f], &mut weights.features[f]);
    for o in 0..OUTPUTS {
        let g = gradient[o];
        let more = n[o] + g * g;
        let sigma = (more.sqrt() - n[o].sqrt()) / settings.alpha;
        z[o] += g - sigma * w[o];
        n[o] = more;
        let kept = (z[o].abs() - settings.l1).max(0.0);
        w[o] = -z[o].signum() * kept / ((1.0 + more.sqrt()) / settings.alpha);
        if settings.step > 0.0 {
            w[o] = (w[o] / settings.step).round() * settings.step;
        }
    }
}
