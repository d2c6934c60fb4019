//! The network: embeddings, two bidirectional GRUs, heads, and a tagger that runs once for each
//! cue.
//!
//! Takes [`Weights`] and a [`Chunk`]; gives probabilities; promises the same bits on every target
//! (see `kernel`). Layers pass vectors on as whole numbers (models/FORMAT.md, "Running it").

use std::ops::Range;

use whosaid_kernel::{
    Eight, Head, Layer, MIX, Matrix, Mix, Pair, STATE, Wide, both, pack, pair, whole_one,
};

use super::chunks::Chunk;
use super::weights::{CUE_CLASSES, TAG_CLASSES, Weights, WordList};
use crate::turns::turn;

/// Units in 1.0 of the sum of a token's embeddings, which so may reach ±8.
const EMBEDDING: f32 = 4096.0;

/// Row of the table of words for every word that is not in the list.
const UNKNOWN_ROW: usize = 0;
/// Row for paragraph marks.
const PARAGRAPH_ROW: usize = 1;
/// Row of the first word of the list.
const FIRST_WORD_ROW: usize = 2;

/// Distances, in tokens, at which the wider buckets of [`distance_bucket`] begin.
const DISTANCES: [usize; 8] = [9, 12, 16, 22, 29, 40, 55, 75];
/// Smaller distances have a bucket each.
const NEAR: usize = 6;
/// Bucket of the cue's own tokens; as many buckets lie before it as behind it.
const CUE_BUCKET: usize = 14;

/// A network ready to run.
#[derive(Debug, Clone)]
pub(super) struct Network {
    /// Numbers of an embedding, an even count.
    dim: usize,
    /// Tokens on either side of a cue that the tagger looks at.
    window: usize,
    words: WordList,
    /// `2 + words` rows of `dim` columns: [`UNKNOWN_ROW`], [`PARAGRAPH_ROW`], then the words in the
    /// order of the list.
    word_table: Matrix,
    /// A table for each of the five [features](super::features::Features); value `v` has row
    /// `v - 1`, of `dim` columns.
    tables: Vec<Matrix>,
    encoder: [Layer; 2],
    cue: Head,
    tagger_token: Wide,
    tagger_cue: Wide,
    tagger_mix: Mix,
    tagger: Layer,
    last: Head,
}

/// A chunk of `n` tokens as the encoder sees it.
#[derive(Debug, Clone)]
pub(super) struct Encoded {
    /// Pairs of a state: as many as the encoder has hidden units in one direction.
    width: usize,
    /// `n * width` pairs, token by token, in units of 1 / STATE.
    states: Vec<Pair>,
    /// The token's share of the tagger's input: `n * tagger / 8`, token by token, where `tagger` is
    /// the width of the tagger's input.
    tokens: Vec<Eight>,
}

impl Encoded {
    /// The state of token `t`.
    fn state(&self, t: usize) -> &[Pair] {
        &self.states[t * self.width..(t + 1) * self.width]
    }
}

/// For each token of a chunk the probabilities of a head's `N` classes, which sum to 1.
pub(super) type Probabilities<const N: usize> = Vec<[f32; N]>;

impl Network {
    /// Arranges the weights for the arithmetic, in a turn for each of the larger parts.
    pub async fn new_in_turns(weights: Weights) -> Self {
        turn().await;
        let first = Layer::new(&weights.encoder[0], EMBEDDING);
        turn().await;
        let second = Layer::new(&weights.encoder[1], STATE);
        turn().await;
        let tagger = Layer::new(&weights.tagger_gru, MIX);
        turn().await;
        Network {
            encoder: [first, second],
            cue: Head::new(&weights.cue),
            tagger_token: Wide::new(&weights.tagger_token),
            tagger_cue: Wide::new(&weights.tagger_cue),
            tagger_mix: Mix::new(weights.tagger_tables.each_ref()),
            tagger,
            last: Head::new(&weights.tagger_final),
            dim: weights.dim,
            window: weights.window,
            words: weights.words,
            word_table: weights.word_table,
            tables: weights.tables,
        }
    }

    /// The row of `word` in the table of words.
    fn word_row(&self, word: &str) -> usize {
        self.words.position(word).map_or(UNKNOWN_ROW, |i| FIRST_WORD_ROW + i)
    }

    /// The sum of each token's embeddings: `dim / 2` pairs, token by token.
    fn embed(&self, chunk: &Chunk) -> Vec<Pair> {
        let mut out = Vec::with_capacity(chunk.len() * self.dim / 2);
        let mut sum = vec![0.0; self.dim];
        for ((index, word), features) in chunk.index.iter().zip(&chunk.words).zip(&chunk.features) {
            sum.fill(0.0);
            self.word_table.add_row(
                if index.is_some() { self.word_row(word) } else { PARAGRAPH_ROW },
                &mut sum,
            );
            for (table, &value) in self.tables.iter().zip(features) {
                if value > 0 {
                    table.add_row(usize::from(value) - 1, &mut sum);
                }
            }
            pack(&sum, EMBEDDING, &mut out);
        }
        out
    }

    /// The encoder's view of a chunk.
    pub fn encode(&self, chunk: &Chunk) -> Encoded {
        let between = self.encoder[0].run(&self.embed(chunk));
        let states = self.encoder[1].run(&between);
        let tokens = self.tagger_token.all(&states);
        Encoded { width: self.encoder[1].width(), states, tokens }
    }

    /// Probabilities that a token is outside any cue, begins one, goes on with one.
    pub fn cues(&self, encoded: &Encoded) -> Probabilities<CUE_CLASSES> {
        classes(&self.cue, &encoded.states)
    }

    /// The tokens that the tagger looks at for a cue.
    pub fn window_of(&self, chunk: &Chunk, (start, end): (usize, usize)) -> Range<usize> {
        start.saturating_sub(self.window).max(chunk.reach(start).start)
            ..(end + self.window).min(chunk.reach(end - 1).end)
    }

    /// The number of multiplications for each token: encoding and finding cues.
    pub fn multiplications_of_token(&self) -> u64 {
        let [first, second] = &self.encoder;
        first.multiplications()
            + second.multiplications()
            + self.cue.multiplications()
            + self.tagger_token.multiplications()
    }

    /// The number of multiplications for each token in a cue's window: source and content.
    pub fn multiplications_of_cue(&self) -> u64 {
        self.tagger.multiplications() + self.last.multiplications()
    }

    /// Given a cue, the probabilities that a token is neither source nor content, is source, is
    /// content. Tokens outside the cue's window are neither, for certain.
    pub fn tag(
        &self,
        chunk: &Chunk,
        encoded: &Encoded,
        cue: (usize, usize),
    ) -> Probabilities<TAG_CLASSES> {
        let (start, end) = cue;
        let Range { start: low, end: high } = self.window_of(chunk, cue);
        let cue_share = self.cue_share(encoded, cue);
        let eights = cue_share.len();
        let mut input = Vec::with_capacity((high - low) * 4 * eights);
        for t in low..high {
            let offset = |key: &[u32], least: i64, most: i64| {
                ((i64::from(key[t]) - i64::from(key[start])).clamp(least, most) - least) as usize
            };
            let rows = [
                distance_bucket(t, cue),
                offset(&chunk.sentence, -3, 3),
                offset(&chunk.paragraph, -1, 2),
                usize::from(start <= t && t < end),
                2 * offset(&chunk.segment, -2, 2) + usize::from(chunk.inside[t]),
            ];
            self.tagger_mix.add(
                &encoded.tokens[t * eights..][..eights],
                &cue_share,
                rows,
                &mut input,
            );
        }
        let mut all = vec![[1.0, 0.0, 0.0]; chunk.len()];
        all[low..high].copy_from_slice(&classes(&self.last, &self.tagger.run(&input)));
        all
    }

    /// The cue's share of the tagger's input, the same for every token: from the mean of the states
    /// of its tokens.
    fn cue_share(&self, encoded: &Encoded, (start, end): (usize, usize)) -> Vec<Eight> {
        let count = (end - start) as f32;
        let mean = |k: usize| {
            let mut sums = [0; 2];
            for t in start..end {
                let [a, b] = both(encoded.state(t)[k]);
                sums[0] += i32::from(a);
                sums[1] += i32::from(b);
            }
            let [a, b] = sums.map(|sum| whole_one(sum as f32 / count, 1.0));
            pair(a, b)
        };
        self.tagger_cue.all(&(0..encoded.width).map(mean).collect::<Vec<_>>())
    }
}

/// Bucket of a token's signed distance from the cue, 0 to 28: [`CUE_BUCKET`] within it, one for
/// each distance below [`NEAR`] on either side, then ever wider ones.
fn distance_bucket(t: usize, (start, end): (usize, usize)) -> usize {
    let bucket = |d: usize| {
        if d < NEAR { d } else { NEAR + DISTANCES.iter().filter(|&&least| d >= least).count() }
    };
    if t < start {
        CUE_BUCKET - bucket(start - t)
    } else if t >= end {
        CUE_BUCKET + bucket(t + 1 - end)
    } else {
        CUE_BUCKET
    }
}

/// Probabilities of a head for each of the states.
fn classes<const N: usize>(head: &Head, states: &[Pair]) -> Probabilities<N> {
    head.probabilities(states).as_chunks().0.to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_fall_into_buckets_on_both_sides_of_the_cue() {
        let at = |t| distance_bucket(t, (100, 102));
        assert_eq!(
            [100, 101, 102, 106, 107, 109, 110, 200].map(at),
            [14, 14, 15, 19, 20, 20, 21, 28]
        );
        assert_eq!([99, 95, 94, 92, 91, 0].map(at), [13, 9, 8, 8, 7, 0]);
    }
}
