//! The tagger's input for each token: the sum of five rows of tables and two products, negative
//! numbers as zero.

use super::functions::whole;
use super::gru::STATE;
use super::matrix::{Affine, Matrix};
use super::product::{Product, Row};
use super::vector::{F32x4, Pair, narrow};

/// Units in 1.0 of the results of [`Mix::add`], which so may reach 32.
pub const MIX: f32 = 1024.0;

/// Eight neighbouring numbers of a sum.
pub type Eight = [F32x4; 2];

/// A product whose results are terms of a sum.
#[derive(Debug, Clone)]
pub struct Wide(Product<2>);

impl Wide {
    /// The product for inputs that are states of a [`Layer`](super::Layer). The rows are filled up
    /// with zeros to a multiple of eight.
    pub fn new(affine: &Affine) -> Self {
        Wide(Product::new(affine, STATE, &Row::filled(affine.bias.len(), 2)))
    }

    /// The number of multiplications for one input.
    pub fn multiplications(&self) -> u64 {
        self.0.multiplications()
    }

    /// The product with each of the states, which stand one after the other in `states`: for each
    /// of them an [`Eight`] for every eight rows.
    #[inline(never)]
    pub fn all(&self, states: &[Pair]) -> Vec<Eight> {
        self.0.all(states)
    }
}

/// The number of tables; a token's sum has one row of each.
pub const TABLES: usize = 5;

/// Tables whose rows are terms of a sum.
#[derive(Debug, Clone)]
pub struct Mix {
    /// The rows of each, one after the other, an [`Eight`] for every eight columns.
    tables: [Vec<Eight>; TABLES],
}

impl Mix {
    /// The sums of these tables' rows. All tables have the same number of columns, a multiple of
    /// eight.
    pub fn new(tables: [&Matrix; TABLES]) -> Self {
        Mix { tables: tables.map(in_eights) }
    }

    /// Appends one sum to `out`: `token + cue + tables[0][rows[0]] + ... + tables[4][rows[4]]`,
    /// negative numbers as zero, in units of 1 / [`MIX`].
    ///
    /// `token` and `cue` are the products of two states, by [`Wide::all`]; they have as many
    /// [`Eight`]s as the tables' rows. `out` grows by four pairs for each of them.
    ///
    /// # Panics
    /// If a table has no such row, or its rows another length than `token`.
    #[inline(never)]
    pub fn add(&self, token: &[Eight], cue: &[Eight], rows: [usize; TABLES], out: &mut Vec<Pair>) {
        let eights = token.len();
        let cue = &cue[..eights];
        let [a, b, c, d, e] =
            std::array::from_fn(|k| &self.tables[k][rows[k] * eights..][..eights]);
        for j in 0..eights {
            let [low, high] = std::array::from_fn(|k| {
                let sum = token[j][k]
                    .plus(cue[j][k])
                    .plus(a[j][k])
                    .plus(b[j][k])
                    .plus(c[j][k])
                    .plus(d[j][k])
                    .plus(e[j][k]);
                whole(sum.at_least(F32x4::splat(0.0)), MIX)
            });
            out.extend(narrow(low, high));
        }
    }
}

/// The rows of a table, one after the other, an [`Eight`] for every eight columns.
fn in_eights(table: &Matrix) -> Vec<Eight> {
    let rows = table.numbers.chunks_exact(table.columns).zip(&table.scales);
    let number = |row: &[i8], scale: f32, at: usize| {
        F32x4::new(std::array::from_fn(|k| f32::from(row[at + k]) * scale))
    };
    rows.flat_map(|(row, &scale)| {
        row.chunks_exact(8).map(move |eight| [number(eight, scale, 0), number(eight, scale, 4)])
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::Noise;
    use super::super::vector::both;
    use super::*;

    #[test]
    fn sums_are_those_of_plain_addition_and_never_negative() {
        let mut noise = Noise::new(7);
        let (columns, rows) = (16, 3);
        let matrix = |noise: &mut Noise| Matrix {
            columns,
            numbers: (0..rows * columns).map(|_| noise.short(127) as i8).collect(),
            scales: (0..rows).map(|_| noise.float(0.02)).collect(),
        };
        let tables: [Matrix; TABLES] = std::array::from_fn(|_| matrix(&mut noise));
        let (token, cue) = (matrix(&mut noise), matrix(&mut noise));
        let mix = Mix::new(std::array::from_fn(|k| &tables[k]));
        let chosen = [0, 1, 2, 1, 0];
        let mut out = Vec::new();
        mix.add(&in_eights(&token)[2..4], &in_eights(&cue)[0..2], chosen, &mut out);
        let value =
            |m: &Matrix, row: usize, column: usize| f32::from(m.row(row).0[column]) * m.row(row).1;
        let want = (0..columns).map(|j| {
            let sum = value(&token, 1, j) + value(&cue, 0, j);
            let sum = chosen
                .iter()
                .zip(&tables)
                .fold(sum, |sum, (&row, table)| sum + value(table, row, j));
            (sum.max(0.0) * MIX).round_ties_even() as i16
        });
        assert_eq!(out.into_iter().flat_map(both).collect::<Vec<_>>(), want.collect::<Vec<_>>());
    }
}
