//! Matrices as a weights file has them.

use super::vector::{F32x4, I32x4};

/// Rows of small whole numbers, each with its scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    /// Numbers of a row.
    pub columns: usize,
    /// `rows * columns` numbers, row by row.
    pub numbers: Vec<i8>,
    /// For each row, the factor of its numbers.
    pub scales: Vec<f32>,
}

impl Matrix {
    /// The numbers of row `i`, and their scale.
    ///
    /// # Panics
    /// If there is no such row.
    pub fn row(&self, i: usize) -> (&[i8], f32) {
        (&self.numbers[i * self.columns..(i + 1) * self.columns], self.scales[i])
    }

    /// Adds row `i`, each number times its scale, to `sum`, which is as long as a row.
    ///
    /// # Panics
    /// If there is no such row.
    #[inline(never)]
    pub fn add_row(&self, i: usize, sum: &mut [f32]) {
        let (row, scale) = self.row(i);
        let ((sums, last_sums), (fours, last)) = (sum.as_chunks_mut(), row.as_chunks());
        for (sum, four) in sums.iter_mut().zip(fours) {
            let four = I32x4::new(four.map(i32::from)).float().times(F32x4::splat(scale));
            *sum = F32x4::new(*sum).plus(four).lanes();
        }
        for (sum, &w) in last_sums.iter_mut().zip(last) {
            *sum += f32::from(w) * scale;
        }
    }
}

/// A matrix and what is added to its product.
#[derive(Debug, Clone, PartialEq)]
pub struct Affine {
    /// The matrix.
    pub weight: Matrix,
    /// A number for each row, added to its result.
    pub bias: Vec<f32>,
}

/// The weights of a bidirectional GRU. Both matrices have `6 * hidden` rows: `hidden` each for the
/// gates reset, update and new of the direction forwards, then the same backwards.
#[derive(Debug, Clone, PartialEq)]
pub struct Gru {
    /// Multiplies the input.
    pub input: Affine,
    /// Multiplies the state; `hidden` columns.
    pub state: Affine,
}
