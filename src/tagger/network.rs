//! The network: embeddings, two bidirectional GRUs, heads, and a tagger that runs once for each cue.
//!
//! Takes [`Weights`] and a [`Chunk`]; gives probabilities; promises the same bits on every target (see `kernel.rs`). Equations as in
//! PyTorch's GRU; layers pass vectors on as whole numbers (models/FORMAT.md, "Running it").

use super::chunks::Chunk;
use super::kernel::{Product, Rows, sigmoid, softmax, tanh, whole};
use super::weights::{CUE_CLASSES, Gru, Matrix, NAME_CLASSES, PART_CLASSES, TAG_CLASSES, Weights};

/// Units in 1.0 of the embeddings' sum (so it may reach ±8), of a GRU's state (±1), of the tagger's input (±32).
const EMBEDDING: f32 = 4096.0;
const STATE: f32 = 32767.0;
const TAGGER: f32 = 1024.0;

const UNKNOWN_ROW: usize = 0;
const PARAGRAPH_ROW: usize = 1;
const FIRST_WORD_ROW: usize = 2;

/// Least distances of the buckets beyond the single ones; see `distance_bucket`.
const DISTANCES: [usize; 8] = [9, 12, 16, 22, 29, 40, 55, 75];
const NEAR: usize = 6;
const MOST: usize = 14;

/// A network ready to run.
#[derive(Debug, Clone)]
pub(super) struct Network {
    dim: usize,
    tagger_dim: usize,
    window: usize,
    words: Vec<String>,
    word_table: Matrix,
    tables: Vec<Matrix>,
    encoder: [Layer; 2],
    cue: Product,
    names: Product,
    parts: Product,
    tagger_token: Product,
    tagger_cue: Product,
    tagger_tables: Vec<Matrix>,
    tagger: Layer,
    last: Product,
}

/// What the encoder makes of a chunk.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Encoded {
    width: usize,
    /// [tokens, width], in units of 1 / STATE.
    states: Vec<i16>,
    /// The tagger's view of each token, before a cue is known: [tokens, tagger width].
    tokens: Vec<f32>,
}

impl Encoded {
    fn state(&self, t: usize) -> &[i16] {
        &self.states[t * self.width..(t + 1) * self.width]
    }
}

/// Probabilities of a head, for each token.
pub(super) type Probabilities<const N: usize> = Vec<[f32; N]>;

impl Network {
    pub fn new(weights: Weights) -> Self {
        let state = |affine| Product::new(affine, 1.0 / STATE);
        Network {
            encoder: [Layer::new(&weights.encoder[0], EMBEDDING), Layer::new(&weights.encoder[1], STATE)],
            cue: state(&weights.cue),
            names: state(&weights.names),
            parts: state(&weights.parts),
            tagger_token: state(&weights.tagger_token),
            tagger_cue: state(&weights.tagger_cue),
            tagger: Layer::new(&weights.tagger_gru, TAGGER),
            last: state(&weights.tagger_final),
            dim: weights.dim,
            tagger_dim: weights.tagger,
            window: weights.window,
            words: weights.words,
            word_table: weights.word_table,
            tables: weights.tables,
            tagger_tables: weights.tagger_tables,
        }
    }

    fn word_row(&self, word: &str) -> usize {
        self.words.binary_search_by(|w| w.as_str().cmp(word)).map_or(UNKNOWN_ROW, |i| FIRST_WORD_ROW + i)
    }

    fn embed(&self, chunk: &Chunk) -> Vec<i16> {
        let mut out = Vec::with_capacity(chunk.len() * self.dim);
        let mut sum = vec![0.0; self.dim];
        for ((index, word), features) in chunk.index.iter().zip(&chunk.words).zip(&chunk.features) {
            sum.fill(0.0);
            self.word_table.add_row(if index.is_some() { self.word_row(word) } else { PARAGRAPH_ROW }, &mut sum);
            for (table, &value) in self.tables.iter().zip(features) {
                if value > 0 {
                    table.add_row(usize::from(value) - 1, &mut sum);
                }
            }
            out.extend(sum.iter().map(|&x| whole(x, EMBEDDING)));
        }
        out
    }

    pub fn encode(&self, chunk: &Chunk) -> Encoded {
        let between = self.encoder[0].run(&self.embed(chunk));
        let states = self.encoder[1].run(&between);
        let width = 2 * self.encoder[1].hidden;
        let mut sums = vec![0; self.tagger_dim];
        let mut tokens = vec![0.0; chunk.len() * self.tagger_dim];
        for (state, out) in states.chunks_exact(width).zip(tokens.chunks_exact_mut(self.tagger_dim)) {
            self.tagger_token.apply(state, &mut sums, out);
        }
        Encoded { width, states, tokens }
    }

    /// Outside, begins, goes on.
    pub fn cues(&self, encoded: &Encoded) -> Probabilities<CUE_CLASSES> {
        head(&self.cue, &encoded.states)
    }

    /// In the order of [`super::NAME_TAGS`].
    pub fn names(&self, encoded: &Encoded) -> Probabilities<NAME_CLASSES> {
        head(&self.names, &encoded.states)
    }

    /// In the order of [`super::PART_TAGS`].
    pub fn parts(&self, encoded: &Encoded) -> Probabilities<PART_CLASSES> {
        head(&self.parts, &encoded.states)
    }

    /// Nothing, source, content for every token of the chunk, given a cue.
    pub fn tag(&self, chunk: &Chunk, encoded: &Encoded, cue: (usize, usize)) -> Probabilities<TAG_CLASSES> {
        let (start, end) = cue;
        let (low, high) = (start.saturating_sub(self.window), (end + self.window).min(chunk.len()));
        let cue_share = self.cue_share(encoded, cue);
        let mut input = Vec::with_capacity((high - low) * self.tagger_dim);
        let mut sum = vec![0.0; self.tagger_dim];
        for t in low..high {
            sum.copy_from_slice(&encoded.tokens[t * self.tagger_dim..(t + 1) * self.tagger_dim]);
            for (s, c) in sum.iter_mut().zip(&cue_share) {
                *s += c;
            }
            let offset = |key: &[u32], least: i64, most: i64| (i64::from(key[t]) - i64::from(key[start])).clamp(least, most) - least;
            let rows = [
                distance_bucket(t, cue),
                offset(&chunk.sentence, -3, 3) as usize,
                offset(&chunk.paragraph, -1, 2) as usize,
                usize::from(start <= t && t < end),
                2 * offset(&chunk.segment, -2, 2) as usize + usize::from(chunk.inside[t]),
            ];
            for (table, row) in self.tagger_tables.iter().zip(rows) {
                table.add_row(row, &mut sum);
            }
            input.extend(sum.iter().map(|&x| whole(if x > 0.0 { x } else { 0.0 }, TAGGER)));
        }
        let mut all = vec![[1.0, 0.0, 0.0]; chunk.len()];
        all[low..high].copy_from_slice(&head(&self.last, &self.tagger.run(&input)));
        all
    }

    /// What the cue's own words add to every token: from the mean of their states.
    fn cue_share(&self, encoded: &Encoded, (start, end): (usize, usize)) -> Vec<f32> {
        let count = (end - start) as f32;
        let mean: Vec<i16> = (0..encoded.width)
            .map(|k| (start..end).map(|t| i32::from(encoded.state(t)[k])).sum::<i32>() as f32)
            .map(|sum| whole(sum / count, 1.0))
            .collect();
        let mut share = vec![0.0; self.tagger_dim];
        self.tagger_cue.apply(&mean, &mut vec![0; self.tagger_dim], &mut share);
        share
    }
}

/// Signed distance from the cue, in 29 buckets: 14 within it, each of up to 5 tokens its own, then wider and wider.
fn distance_bucket(t: usize, (start, end): (usize, usize)) -> usize {
    let bucket = |d: usize| if d < NEAR { d } else { NEAR + DISTANCES.iter().filter(|&&least| d >= least).count() };
    if t < start {
        MOST - bucket(start - t)
    } else if t >= end {
        MOST + bucket(t + 1 - end)
    } else {
        MOST
    }
}

fn head<const N: usize>(product: &Product, states: &[i16]) -> Probabilities<N> {
    let mut sums = [0; N];
    let classes = |state| {
        let mut logits = [0.0; N];
        product.apply(state, &mut sums, &mut logits);
        softmax(logits)
    };
    states.chunks_exact(product.columns()).map(classes).collect()
}

/// A bidirectional GRU.
#[derive(Debug, Clone)]
struct Layer {
    hidden: usize,
    /// Both directions: [6 hidden] from the input.
    input: Product,
    /// Each direction: [3 hidden] from its state.
    state: [Product; 2],
}

impl Layer {
    /// `unit`: units in 1.0 of the input.
    fn new(gru: &Gru, unit: f32) -> Self {
        let rows = Rows::new(&gru.state.weight, 1.0 / STATE);
        let half = gru.state.bias.len() / 2;
        Layer {
            hidden: half / 3,
            input: Product::new(&gru.input, 1.0 / unit),
            state: [0, half].map(|from| Product { rows: rows.slice(from, from + half), bias: gru.state.bias[from..from + half].to_vec() }),
        }
    }

    /// [tokens, columns] -> [tokens, 2 hidden], in units of 1 / STATE.
    fn run(&self, x: &[i16]) -> Vec<i16> {
        let h = self.hidden;
        let n = x.len() / self.input.columns();
        let mut gates = vec![0.0; n * 6 * h];
        let mut sums = vec![0; 6 * h];
        for (x, out) in x.chunks_exact(self.input.columns()).zip(gates.chunks_exact_mut(6 * h)) {
            self.input.apply(x, &mut sums, out);
        }
        let mut out = vec![0; n * 2 * h];
        for (direction, product) in self.state.iter().enumerate() {
            let mut state = vec![0.0; h];
            let mut units = vec![0; h];
            let mut from_state = vec![0.0; 3 * h];
            for step in 0..n {
                let t = if direction == 0 { step } else { n - 1 - step };
                product.apply(&units, &mut sums[..3 * h], &mut from_state);
                gate(&gates[(2 * t + direction) * 3 * h..][..3 * h], &from_state, &mut state, &mut units);
                out[(2 * t + direction) * h..][..h].copy_from_slice(&units);
            }
        }
        out
    }
}

/// One step: the gates' shares from input and state, [reset, update, new] each, change the state.
fn gate(input: &[f32], from_state: &[f32], state: &mut [f32], units: &mut [i16]) {
    let h = state.len();
    let (input_reset, rest) = input.split_at(h);
    let (input_update, input_new) = rest.split_at(h);
    let (state_reset, rest) = from_state.split_at(h);
    let (state_update, state_new) = rest.split_at(h);
    let (units, input_new, state_new) = (&mut units[..h], &input_new[..h], &state_new[..h]);
    for j in 0..h {
        let reset = sigmoid(input_reset[j] + state_reset[j]);
        let update = sigmoid(input_update[j] + state_update[j]);
        let fresh = tanh(input_new[j] + reset * state_new[j]);
        let now = fresh + update * (state[j] - fresh);
        state[j] = now;
        units[j] = whole(now, STATE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_fall_into_buckets_on_both_sides_of_the_cue() {
        let at = |t| distance_bucket(t, (100, 102));
        assert_eq!([100, 101, 102, 106, 107, 109, 110, 200].map(at), [14, 14, 15, 19, 20, 20, 21, 28]);
        assert_eq!([99, 95, 94, 92, 91, 0].map(at), [13, 9, 8, 8, 7, 0]);
    }
}
