//! Finds the best sequence of labels (Viterbi 1967), in whole numbers, and by how much it beats the
//! best sequence that has a token in no name.

use whosaid_kernel::sums::{COLUMNS, MaxPlus, ROWS};

use super::labels::{KINDS, LABELS, Label};

/// For each label the score of a token that has it.
pub type Scores = [i32; LABELS];

/// Scores of labels that follow one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transitions {
    /// `pair[a][b]` is that of label `b` after label `a`.
    pub pair: [[i32; LABELS]; LABELS],
}

/// Labels after which no name goes on; any of [`STARTS`] may follow any of them.
const ENDS: [usize; ROWS] = [0, 3, 4, 7, 8, 11, 12, 15, 16];
/// Labels of a token in no name, or at the start of one.
const STARTS: [usize; ROWS] = [0, 1, 4, 5, 8, 9, 12, 13, 16];

/// [`Transitions`] arranged for the search.
#[derive(Debug, Clone)]
pub struct Decoder {
    pair: [[i32; LABELS]; LABELS],
    /// Row `a`, column `b`: the score of `STARTS[b]` after `ENDS[a]`.
    after: MaxPlus,
    /// Row `b`, column `a`: the same score.
    before: MaxPlus,
}

impl Decoder {
    /// Arranges the scores.
    pub fn new(transitions: &Transitions) -> Decoder {
        let pair = transitions.pair;
        let table = |of: &dyn Fn(usize, usize) -> i32| -> MaxPlus {
            let row = |r: usize| -> [i32; COLUMNS] {
                std::array::from_fn(|c| if c < ROWS { of(r, c) } else { NEVER })
            };
            MaxPlus::new(&std::array::from_fn(row))
        };
        Decoder {
            pair,
            after: table(&|a, b| pair[ENDS[a]][STARTS[b]]),
            before: table(&|b, a| pair[ENDS[a]][STARTS[b]]),
        }
    }

    /// For each token and each label it may have, the score of the best labels up to there.
    fn forward(&self, scores: &[Scores]) -> Vec<Scores> {
        let mut forward = Vec::with_capacity(scores.len());
        let Some(first) = scores.first() else { return forward };
        let mut last: Scores =
            std::array::from_fn(|b| if Label::at(b).may_start() { first[b] } else { NEVER });
        forward.push(last);
        for own in &scores[1..] {
            let mut next = [NEVER; LABELS];
            let tops = self.after.best(&ENDS.map(|a| last[a]), NEVER);
            for (b, top) in STARTS.into_iter().zip(tops) {
                next[b] = (top + own[b]).max(NEVER);
            }
            for begin in OPEN {
                let inside = begin + 1;
                for b in [begin + 1, begin + 2] {
                    let top = NEVER
                        .max(last[begin] + self.pair[begin][b])
                        .max(last[inside] + self.pair[inside][b]);
                    next[b] = (top + own[b]).max(NEVER);
                }
            }
            last = next;
            forward.push(last);
        }
        forward
    }

    /// For each token and each label it may have, the score of the best labels after it.
    fn backward(&self, scores: &[Scores]) -> Vec<Scores> {
        let mut backward = vec![[NEVER; LABELS]; scores.len()];
        let mut next: Scores =
            std::array::from_fn(|b| if Label::at(b).may_end() { 0 } else { NEVER });
        for (i, own) in backward.iter_mut().enumerate().rev() {
            if let Some(scores) = scores.get(i + 1) {
                let through: Scores = std::array::from_fn(|b| scores[b] + next[b]);
                next = [NEVER; LABELS];
                let tops = self.before.best(&STARTS.map(|b| through[b]), NEVER);
                ENDS.into_iter().zip(tops).for_each(|(a, top)| next[a] = top);
                for begin in OPEN {
                    let (inside, last) = (begin + 1, begin + 2);
                    for a in [begin, inside] {
                        next[a] = NEVER
                            .max(self.pair[a][inside] + through[inside])
                            .max(self.pair[a][last] + through[last]);
                    }
                }
            }
            *own = next;
        }
        backward
    }

    /// The best labels; of equal ones the lowest, decided from the end backwards.
    fn trace(&self, forward: &[Scores]) -> Vec<Label> {
        let Some(last) = forward.last() else { return Vec::new() };
        let mut at =
            argmax((0..LABELS).map(|b| if Label::at(b).may_end() { last[b] } else { i32::MIN }));
        let mut labels = vec![Label::at(at); forward.len()];
        for i in (1..forward.len()).rev() {
            let before = BEFORE[at];
            at = before[argmax(
                before.iter().map(|&a| forward[i - 1][a as usize] + self.pair[a as usize][at]),
            )] as usize;
            labels[i - 1] = Label::at(at);
        }
        labels
    }

    /// The best labels of a stretch of tokens.
    pub fn best(&self, scores: &[Scores]) -> Vec<Label> {
        self.trace(&self.forward(scores))
    }

    /// The best labels of a stretch of tokens, and for each token their lead over the best labels
    /// in which it is in no name (if it is in one) or in a name (if it is in none).
    pub fn best_with_leads(&self, scores: &[Scores]) -> (Vec<Label>, Vec<i32>) {
        let forward = self.forward(scores);
        let leads = (forward.iter().zip(&self.backward(scores)))
            .map(|(f, b)| {
                let inside = (1..LABELS).map(|l| f[l].saturating_add(b[l])).max().unwrap_or(NEVER);
                inside.saturating_sub(f[0].saturating_add(b[0])).saturating_abs()
            })
            .collect();
        (self.trace(&forward), leads)
    }
}

/// Less than the score of any sequence, and far from overflow.
pub const NEVER: i32 = i32::MIN / 4;

/// Scores of a token that is certainly in no name.
pub const OUTSIDE: Scores = {
    let mut scores = [-1_000_000; LABELS];
    scores[0] = 0;
    scores
};

/// The best labels of a stretch of tokens, for the trainer, whose transitions change each time.
pub fn best(scores: &[Scores], transitions: &Transitions) -> Vec<Label> {
    Decoder::new(transitions).best(scores)
}

/// The index of the greatest score, the lowest of equal ones.
fn argmax(scores: impl Iterator<Item = i32>) -> usize {
    let mut top = (0, i32::MIN);
    for (i, score) in scores.enumerate() {
        if score > top.1 {
            top = (i, score);
        }
    }
    top.0
}

/// The first label of each kind: a name of several tokens begins with it.
const OPEN: [usize; KINDS.len()] = [1, 5, 9, 13];

/// The labels that may stand before each label.
const BEFORE: [&[u8]; LABELS] = {
    const ENDS: &[u8] = &[0, 3, 4, 7, 8, 11, 12, 15, 16];
    const OPEN: [&[u8]; 4] = [&[1, 2], &[5, 6], &[9, 10], &[13, 14]];
    let mut table: [&[u8]; LABELS] = [ENDS; LABELS];
    let mut kind = 0;
    while kind < 4 {
        table[2 + 4 * kind] = OPEN[kind];
        table[3 + 4 * kind] = OPEN[kind];
        kind += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(seed: &mut u32) -> i32 {
        *seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (*seed >> 16) as i32 % 200 - 100
    }

    fn score(labels: &[Label], scores: &[Scores], t: &Transitions) -> i32 {
        let own: i32 = labels.iter().zip(scores).map(|(l, s)| s[l.index()]).sum();
        own + labels.windows(2).map(|w| t.pair[w[0].index()][w[1].index()]).sum::<i32>()
    }

    /// Every sequence of labels that is whole.
    fn all(n: usize) -> Vec<Vec<Label>> {
        let mut out: Vec<Vec<Label>> = vec![Vec::new()];
        for i in 0..n {
            out = out
                .iter()
                .flat_map(|s| (0..LABELS).map(|b| [s.as_slice(), &[Label::at(b)]].concat()))
                .filter(|s| if i == 0 { s[0].may_start() } else { s[i - 1].may_precede(s[i]) })
                .collect();
        }
        out.retain(|s| s.last().is_none_or(|l| l.may_end()));
        out
    }

    #[test]
    fn the_best_sequence_is_that_of_trying_all() {
        let mut seed = 3;
        for n in 1..=3 {
            let sequences = all(n);
            for _ in 0..40 {
                let scores: Vec<Scores> =
                    (0..n).map(|_| std::array::from_fn(|_| noise(&mut seed))).collect();
                let t = Transitions {
                    pair: std::array::from_fn(|_| std::array::from_fn(|_| noise(&mut seed))),
                };
                let (labels, margins) = Decoder::new(&t).best_with_leads(&scores);
                assert_eq!(labels, best(&scores, &t));
                let top = sequences.iter().map(|s| score(s, &scores, &t)).max().unwrap();
                assert_eq!(score(&labels, &scores, &t), top);
                assert!(sequences.contains(&labels));
                for i in 0..n {
                    let outside = labels[i] == Label::OUTSIDE;
                    let other = sequences
                        .iter()
                        .filter(|s| (s[i] == Label::OUTSIDE) != outside)
                        .map(|s| score(s, &scores, &t))
                        .max();
                    assert_eq!(margins[i], top - other.unwrap());
                }
            }
        }
    }

    #[test]
    fn the_table_of_labels_before_fits_the_labels() {
        for (b, before) in BEFORE.iter().enumerate() {
            let expected: Vec<u8> = (0..LABELS as u8)
                .filter(|&a| Label::at(a.into()).may_precede(Label::at(b)))
                .collect();
            assert_eq!(*before, expected);
        }
    }

    #[test]
    fn starts_and_ends_fit_the_labels() {
        let all = |test: fn(Label) -> bool| {
            (0..LABELS).filter(|&l| test(Label::at(l))).collect::<Vec<_>>()
        };
        assert_eq!((all(Label::may_end), all(Label::may_start)), (ENDS.to_vec(), STARTS.to_vec()));
        let begins =
            |&l: &usize| Label::at(l).position() == Some(super::super::labels::Position::Begin);
        assert_eq!((0..LABELS).filter(begins).collect::<Vec<_>>(), OPEN);
    }

    #[test]
    fn no_tokens_have_no_labels() {
        assert_eq!(
            Decoder::new(&Transitions { pair: [[0; LABELS]; LABELS] }).best_with_leads(&[]),
            (Vec::new(), Vec::new())
        );
    }

    #[test]
    fn a_long_sentence_does_not_overflow() {
        let scores = vec![[i32::from(i16::MIN); LABELS]; 10_000];
        let labels = best(&scores, &Transitions { pair: [[-100; LABELS]; LABELS] });
        assert_eq!(labels.len(), 10_000);
    }
}
