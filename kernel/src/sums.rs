//! Sums of whole numbers: the arithmetic of the model of names.
//!
//! Takes tables of small numbers; gives sums of their rows, and the greatest of some sums.

use super::vector::{I16x8, I32x4};

/// How many numbers a row has. Rows with fewer are filled up with zeros.
pub const WIDTH: usize = 8 * EIGHTS;
/// How many vectors of eight 16-bit numbers a row takes.
const EIGHTS: usize = 4;

/// The sum of some rows.
pub type Sums = [i32; WIDTH];

/// Most rows that are added up in 16 bits before they go into the sums: 255 numbers of 8 bits
/// cannot overflow.
const FIT: usize = 255;

/// Rows of small whole numbers, all of one scale.
#[derive(Debug, Clone)]
pub struct Rows {
    rows: Vec<[I16x8; EIGHTS]>,
    scale: i32,
}

impl Rows {
    /// Rows whose numbers count `scale` times as much.
    pub fn new(rows: &[[i8; WIDTH]], scale: u8) -> Rows {
        let eight = |row: &[i8; WIDTH], e: usize| {
            I16x8::new(std::array::from_fn(|k| row[8 * e + k].into()))
        };
        Rows {
            rows: rows.iter().map(|row| std::array::from_fn(|e| eight(row, e))).collect(),
            scale: scale.into(),
        }
    }

    /// Adds the rows numbered `which` to `sums`, a row as often as it is named.
    ///
    /// # Panics
    /// If there is no such row.
    #[inline(never)]
    pub fn add(&self, which: &[u32], sums: &mut Sums) {
        for some in which.chunks(FIT) {
            let mut part = [I16x8::splat(0); EIGHTS];
            for &row in some {
                for (sum, eight) in part.iter_mut().zip(&self.rows[row as usize]) {
                    *sum = sum.plus(*eight);
                }
            }
            for (sums, part) in sums.as_chunks_mut::<8>().0.iter_mut().zip(part) {
                for (sum, n) in sums.iter_mut().zip(part.lanes()) {
                    *sum += i32::from(n) * self.scale;
                }
            }
        }
    }
}

/// Adds `more` to `sums`.
#[inline(never)]
pub fn add(more: &Sums, sums: &mut Sums) {
    for (sum, more) in sums.iter_mut().zip(more) {
        *sum += more;
    }
}

/// Rows of a [`MaxPlus`] matrix.
pub const ROWS: usize = 9;
/// Columns of a [`MaxPlus`] matrix: nine, filled up to a multiple of four.
pub const COLUMNS: usize = 4 * FOURS;
/// How many vectors of four 32-bit numbers the columns take.
const FOURS: usize = 3;

/// A small matrix for products with sums in the place of products, and the greatest in the place of
/// the sum ("max-plus algebra").
#[derive(Debug, Clone)]
pub struct MaxPlus([[I32x4; FOURS]; ROWS]);

impl MaxPlus {
    /// The matrix with these rows.
    pub fn new(rows: &[[i32; COLUMNS]; ROWS]) -> MaxPlus {
        let four =
            |row: &[i32; COLUMNS], f: usize| I32x4::new(std::array::from_fn(|k| row[4 * f + k]));
        MaxPlus(rows.each_ref().map(|row| std::array::from_fn(|f| four(row, f))))
    }

    /// For each column the greatest of `matrix[row][column] + rows[row]` over all rows, but no less
    /// than `least`.
    #[inline(never)]
    pub fn best(&self, rows: &[i32; ROWS], least: i32) -> [i32; COLUMNS] {
        let mut best = [I32x4::splat(least); FOURS];
        for (row, &own) in self.0.iter().zip(rows) {
            let own = I32x4::splat(own);
            for (best, four) in best.iter_mut().zip(row) {
                *best = best.most(four.plus(own));
            }
        }
        let mut all = [0; COLUMNS];
        all.as_chunks_mut::<4>()
            .0
            .iter_mut()
            .zip(best)
            .for_each(|(four, best)| *four = best.lanes());
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_rows_sum_up_as_they_do_one_by_one() {
        let rows: Vec<[i8; WIDTH]> = (0..5)
            .map(|r| std::array::from_fn(|c| if r == 0 { -128 } else { (r * c) as i8 - 9 }))
            .collect();
        let table = Rows::new(&rows, 3);
        for which in [vec![], vec![4], vec![0; 1000], (0..700).map(|i| i * i % 5).collect()] {
            let mut sums = [7; WIDTH];
            table.add(&which, &mut sums);
            let plain =
                |c: usize| which.iter().map(|&r| 3 * i32::from(rows[r as usize][c])).sum::<i32>();
            assert_eq!(sums, std::array::from_fn(|c| 7 + plain(c)));
            add(&[1; WIDTH], &mut sums);
            assert_eq!(sums, std::array::from_fn(|c| 8 + plain(c)));
        }
    }

    #[test]
    fn the_best_sum_of_a_column_is_the_greatest_of_all() {
        let table: [[i32; COLUMNS]; ROWS] =
            std::array::from_fn(|r| std::array::from_fn(|c| (r * 37 + c * 11) as i32 % 50 - 25));
        let rows = std::array::from_fn(|r| (r * 29) as i32 % 40 - 20);
        let plain = |least: i32| {
            std::array::from_fn(|c| (0..ROWS).map(|r| table[r][c] + rows[r]).fold(least, i32::max))
        };
        for least in [-1000, 20] {
            assert_eq!(MaxPlus::new(&table).best(&rows, least), plain(least));
        }
    }
}
