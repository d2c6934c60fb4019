//! A bidirectional gated recurrent unit (Cho et al. 2014), with PyTorch's equations.
//!
//! Takes and gives whole-number vectors in pairs; promises the same bits on every target.

use super::functions::{LOGISTIC, TANH, logistic, tanh, whole};
use super::matrix::Gru;
use super::product::{Product, Row};
use super::vector::{F32x4, Pair, narrow};

/// Units in 1.0 of a state's numbers, which lie within ±1.
pub const STATE: f32 = 32767.0;

/// Factors of the gates' arguments, built into the weights: reset, update, new.
const FACTORS: [f32; 3] = [LOGISTIC, LOGISTIC, TANH];

/// A layer ready to run.
#[derive(Debug, Clone)]
pub struct Layer {
    hidden: usize,
    /// The input's share of the gates. A tile has the three gates of four hidden units; the tiles
    /// of the direction forwards come first.
    input: Product<3>,
    /// For each direction, the state's share of the gates. A tile has those of eight hidden units.
    state: [Product<6>; 2],
}

/// The rows for `count` hidden units from `first` on, gate by gate; a direction's rows start at
/// `base`.
fn gates(base: usize, hidden: usize, first: usize, count: usize) -> impl Iterator<Item = Row> {
    let row = move |gate: usize, unit: usize| Row {
        index: Some(base + gate * hidden + unit),
        factor: FACTORS[gate],
    };
    (0..3).flat_map(move |gate| (first..first + count).map(move |unit| row(gate, unit)))
}

impl Layer {
    /// The layer for inputs that have `unit` units in 1.0.
    pub fn new(gru: &Gru, unit: f32) -> Self {
        let rows = gru.state.bias.len() / 2;
        let hidden = rows / 3;
        let fours = |direction: usize| {
            (0..hidden).step_by(4).flat_map(move |first| gates(direction * rows, hidden, first, 4))
        };
        let input: Vec<Row> = (0..2).flat_map(fours).collect();
        let state = |direction: usize| {
            Product::new(&gru.state, STATE, &fours(direction).collect::<Vec<_>>())
        };
        Layer { hidden, input: Product::new(&gru.input, unit, &input), state: [state(0), state(1)] }
    }

    /// Pairs of an output: `2 * hidden` numbers.
    pub fn width(&self) -> usize {
        self.hidden
    }

    /// The number of multiplications for one input, those of the gates left out.
    pub fn multiplications(&self) -> u64 {
        self.input.multiplications() + self.state.iter().map(Product::multiplications).sum::<u64>()
    }

    /// The outputs for the inputs of `x`, which stand one after the other: for each input the
    /// state forwards, then the state backwards, [`width`](Layer::width) pairs in all.
    #[inline(never)]
    pub fn run(&self, x: &[Pair]) -> Vec<Pair> {
        let fours = self.hidden / 4;
        let count = x.len() / self.input.pairs();
        let shares = self.input.all(x);
        let mut out = vec![0; count * self.hidden];
        let half = self.hidden / 2;
        let mut states = [0, 1].map(|_| vec![F32x4::splat(0.0); fours]);
        let mut from_states = [0, 1].map(|_| vec![[F32x4::splat(0.0); 6]; fours / 2]);
        let nothing = vec![0; half];
        // Both directions take turns, products first and then gates: while a step of one waits for
        // its own result, the processor works on the other.
        for step in 0..count {
            let places = [2 * step, 2 * (count - 1 - step) + 1];
            let before = [places[0].wrapping_sub(2), places[1] + 2];
            for direction in 0..2 {
                let x =
                    if step == 0 { &nothing[..] } else { &out[before[direction] * half..][..half] };
                for (tile, share) in from_states[direction].iter_mut().enumerate() {
                    *share = self.state[direction].tile(tile, x);
                }
            }
            for direction in 0..2 {
                let shares = &shares[places[direction] * fours..][..fours];
                let now = &mut out[places[direction] * half..][..half];
                let eights = shares.chunks_exact(2).zip(&from_states[direction]);
                let ends = states[direction].chunks_exact_mut(2).zip(now.chunks_exact_mut(4));
                for ((shares, &[a, b, c, d, e, f]), (state, now)) in eights.zip(ends) {
                    state[0] = next(&shares[0], [a, b, c], state[0]);
                    state[1] = next(&shares[1], [d, e, f], state[1]);
                    now.copy_from_slice(&narrow(whole(state[0], STATE), whole(state[1], STATE)));
                }
            }
        }
        out
    }
}

/// The next state of four units, from input's and state's shares of their gates: reset, update,
/// new.
#[inline(always)]
fn next(input: &[F32x4; 3], from_state: [F32x4; 3], state: F32x4) -> F32x4 {
    let reset = logistic(input[0].plus(from_state[0]));
    let update = logistic(input[1].plus(from_state[1]));
    let fresh = tanh(input[2].plus(reset.times(from_state[2])));
    fresh.plus(update.times(state.minus(fresh)))
}

#[cfg(test)]
mod tests {
    use super::super::matrix::{Affine, Matrix};
    use super::super::testing::Noise;
    use super::super::vector::{both, pair};
    use super::*;

    fn affine(rows: usize, columns: usize, noise: &mut Noise) -> Affine {
        Affine {
            weight: Matrix {
                columns,
                numbers: (0..rows * columns).map(|_| noise.short(127) as i8).collect(),
                scales: (0..rows).map(|_| 0.004 + noise.float(0.003)).collect(),
            },
            bias: (0..rows).map(|_| noise.float(0.5)).collect(),
        }
    }

    /// PyTorch's equations in double precision, with states rounded as they are passed on.
    fn plainly(gru: &Gru, unit: f64, inputs: &[Vec<i16>]) -> Vec<Vec<f64>> {
        let hidden = gru.state.bias.len() / 6;
        let product = |a: &Affine, row: usize, x: &[f64]| -> f64 {
            let (weights, scale) = a.weight.row(row);
            weights.iter().zip(x).map(|(&w, x)| f64::from(w) * f64::from(scale) * x).sum::<f64>()
                + f64::from(a.bias[row])
        };
        let logistic = |x: f64| 1.0 / (1.0 + (-x).exp());
        let mut out = vec![vec![0.0; 2 * hidden]; inputs.len()];
        for direction in 0..2 {
            let mut state = vec![0.0; hidden];
            for step in 0..inputs.len() {
                let t = if direction == 0 { step } else { inputs.len() - 1 - step };
                let x: Vec<f64> = inputs[t].iter().map(|&x| f64::from(x) / unit).collect();
                let passed: Vec<f64> =
                    state.iter().map(|s: &f64| (s * 32767.0).round() / 32767.0).collect();
                let row = |gate: usize, unit: usize| direction * 3 * hidden + gate * hidden + unit;
                state = (0..hidden)
                    .map(|j| {
                        let both = |gate| {
                            product(&gru.input, row(gate, j), &x)
                                + product(&gru.state, row(gate, j), &passed)
                        };
                        let (reset, update) = (logistic(both(0)), logistic(both(1)));
                        let fresh = (product(&gru.input, row(2, j), &x)
                            + reset * product(&gru.state, row(2, j), &passed))
                        .tanh();
                        (1.0 - update) * fresh + update * state[j]
                    })
                    .collect();
                out[t][direction * hidden..][..hidden].copy_from_slice(&state);
            }
        }
        out
    }

    #[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
    #[cfg_attr(not(target_arch = "wasm32"), test)]
    fn a_layer_does_what_the_equations_say() {
        let mut noise = Noise::new(11);
        for (columns, hidden, count) in [(8, 8, 1), (16, 8, 7), (8, 24, 4), (64, 64, 12)] {
            let gru = Gru {
                input: affine(6 * hidden, columns, &mut noise),
                state: affine(6 * hidden, hidden, &mut noise),
            };
            let inputs: Vec<Vec<i16>> =
                (0..count).map(|_| (0..columns).map(|_| noise.short(8000)).collect()).collect();
            let packed: Vec<Pair> =
                inputs.iter().flat_map(|x| x.chunks_exact(2).map(|p| pair(p[0], p[1]))).collect();
            let layer = Layer::new(&gru, 4096.0);
            let got: Vec<f64> = layer
                .run(&packed)
                .into_iter()
                .flat_map(both)
                .map(|x| f64::from(x) / 32767.0)
                .collect();
            let want = plainly(&gru, 4096.0, &inputs).concat();
            assert_eq!(got.len(), want.len());
            for (got, want) in got.iter().zip(want) {
                assert!(
                    (got - want).abs() < 5e-4,
                    "{got}, not {want}: {columns} columns, {hidden} hidden, {count} inputs"
                );
            }
        }
    }
}
