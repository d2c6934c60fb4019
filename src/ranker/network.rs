//! One network: a layer of few units, with a shortcut from the pair's features to the score.
//!
//! Takes features as sparse [`Row`]s; gives [`Scores`].
//!
//! ```text
//! score of a candidate  = out . max(0, item and pair features x hidden + bias) + pair x direct
//! scores of new, nobody = max(0, item features and greatest pair features x open + bias) x out
//! ```

/// What a feature that simply holds is worth: features are whole numbers of this part.
pub const UNIT: u8 = 32;
/// One part of [`UNIT`] as a number.
const PART: f32 = 1.0 / 32.0;

/// The features of a mention or of a pair that are not 0: each number with its value, in parts of
/// [`UNIT`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row(Vec<(u8, u8)>);

impl Row {
    /// Sets a feature, in parts of [`UNIT`].
    pub fn set(&mut self, feature: u8, value: u8) {
        if value > 0 {
            self.0.push((feature, value));
        }
    }

    /// The features that are not 0.
    pub fn entries(&self) -> &[(u8, u8)] {
        &self.0
    }
}

/// The scores of one question.
#[derive(Debug, Clone, PartialEq)]
pub struct Scores {
    /// Of each candidate.
    pub candidates: Vec<f32>,
    /// Of an actor not mentioned before.
    pub new: f32,
    /// Of no actor at all.
    pub nobody: f32,
}

/// A layer: for each feature the weights to all units, whole numbers; then a scale and a bias for
/// each unit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Layer {
    pub weights: Vec<i8>,
    pub scales: Vec<f32>,
    pub biases: Vec<f32>,
}

impl Layer {
    /// Adds what the features from number `first` on give to each unit.
    fn add(&self, row: &Row, first: usize, sums: &mut [i32]) {
        let width = self.scales.len();
        for &(feature, value) in row.entries() {
            let at = (first + usize::from(feature)) * width;
            let Some(weights) = self.weights.get(at..at + width) else { continue };
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += i32::from(*weight) * i32::from(value);
            }
        }
    }

    /// What unit `unit` gives for a sum.
    fn unit(&self, unit: usize, sum: i32) -> f32 {
        (sum as f32 * (self.scales[unit] * PART) + self.biases[unit]).max(0.0)
    }
}

/// The network for the questions of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    /// How many features an item has.
    pub(super) items: usize,
    /// How many features a pair has.
    pub(super) pairs: usize,
    /// Features of item and pair to the score of a candidate.
    pub(super) hidden: Layer,
    /// From the units of `hidden` to the score.
    pub(super) out: Vec<f32>,
    /// From the pair's features straight to the score: one unit.
    pub(super) direct: Layer,
    /// Features of the item and the greatest of its pairs to the scores of new and nobody.
    pub(super) open: Layer,
    /// From the units of `open` to the scores of new and nobody, pair by pair.
    pub(super) open_out: Vec<f32>,
    /// Biases of the scores of new and nobody.
    pub(super) open_biases: [f32; 2],
}

impl Network {
    /// Scores the candidates of a mention by the features of each pair.
    pub fn scores(&self, item: &Row, pairs: &[Row]) -> Scores {
        let mut of_item = vec![0; self.out.len()];
        self.hidden.add(item, 0, &mut of_item);
        let mut greatest = vec![0u8; self.pairs];
        let candidates = pairs.iter().map(|pair| {
            let mut sums = of_item.clone();
            self.hidden.add(pair, self.items, &mut sums);
            let mut straight = [0];
            self.direct.add(pair, 0, &mut straight);
            for &(feature, value) in pair.entries() {
                if let Some(most) = greatest.get_mut(usize::from(feature)) {
                    *most = value.max(*most);
                }
            }
            let mut score = straight[0] as f32 * (self.direct.scales[0] * PART);
            for (unit, &sum) in sums.iter().enumerate() {
                score += self.hidden.unit(unit, sum) * self.out[unit];
            }
            score
        });
        let candidates = candidates.collect();
        let mut all = Row::default();
        (0..).zip(&greatest).for_each(|(feature, &value)| all.set(feature, value));
        let mut sums = vec![0; self.open.scales.len()];
        self.open.add(item, 0, &mut sums);
        self.open.add(&all, self.items, &mut sums);
        let [mut new, mut nobody] = self.open_biases;
        for (unit, &sum) in sums.iter().enumerate() {
            let given = self.open.unit(unit, sum);
            new += given * self.open_out[2 * unit];
            nobody += given * self.open_out[2 * unit + 1];
        }
        Scores { candidates, new, nobody }
    }
}
