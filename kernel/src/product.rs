//! Products of matrices and vectors.
//!
//! Takes whole-number vectors in pairs; gives floating point; promises the same bits on every
//! target: sums are of whole numbers, where order does not matter.

use super::matrix::Affine;
use super::vector::{F32x4, I16x8, I32x4, Pair};

/// One row of a matrix as a product uses it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    /// Which row of the matrix; `None` for zeros that fill up a tile.
    pub index: Option<usize>,
    /// Factor of its result, built into scale and bias.
    pub factor: f32,
}

impl Row {
    /// Row `index` as it is.
    pub fn plain(index: usize) -> Self {
        Row { index: Some(index), factor: 1.0 }
    }

    /// `count` rows, and rows of zeros up to a whole number of tiles of `groups`.
    pub fn filled(count: usize, groups: usize) -> Vec<Self> {
        let fill = Row { index: None, factor: 1.0 };
        let all = count.next_multiple_of(4 * groups);
        (0..all).map(|i| if i < count { Row::plain(i) } else { fill }).collect()
    }
}

/// A matrix that multiplies vectors of whole numbers, and the numbers that are added.
///
/// It is laid out for the loop that reads it: in tiles of `4 * G` rows, in each tile the columns
/// two by two, and for two columns `G` groups of four rows. So one instruction multiplies four rows
/// by two columns, `G` sums grow side by side, and memory is read straight on.
#[derive(Debug, Clone)]
pub(super) struct Product<const G: usize> {
    /// Half the number of columns.
    pairs: usize,
    /// `pairs` for each tile.
    weights: Vec<[I16x8; G]>,
    /// For each tile the scales of its rows, and the numbers added to their results.
    ends: Vec<[[F32x4; G]; 2]>,
}

impl<const G: usize> Product<G> {
    /// The product for inputs that have `unit` units in 1.0. `rows` are the rows of the result in
    /// their order; their number is a multiple of `4 * G`.
    pub fn new(affine: &Affine, unit: f32, rows: &[Row]) -> Self {
        let columns = affine.weight.columns;
        assert!(
            columns.is_multiple_of(2) && rows.len().is_multiple_of(4 * G),
            "rows fill tiles, columns pairs"
        );
        let number = |row: Row, column: usize| {
            row.index.map_or(0, |i| i16::from(affine.weight.numbers[i * columns + column]))
        };
        let value =
            |row: Row, of: &[f32], unit: f32| row.index.map_or(0.0, |i| of[i] / unit * row.factor);
        let (mut weights, mut ends) = (
            Vec::with_capacity(rows.len() * columns / 8 / G),
            Vec::with_capacity(rows.len() / 4 / G),
        );
        for tile in rows.chunks_exact(4 * G) {
            for p in 0..columns / 2 {
                let group = |g: usize| {
                    I16x8::new(std::array::from_fn(|k| number(tile[4 * g + k / 2], 2 * p + k % 2)))
                };
                weights.push(std::array::from_fn(group));
            }
            let end = |of: &[f32], unit: f32| -> [F32x4; G] {
                std::array::from_fn(|g| {
                    F32x4::new(std::array::from_fn(|k| value(tile[4 * g + k], of, unit)))
                })
            };
            ends.push([end(&affine.weight.scales, unit), end(&affine.bias, 1.0)]);
        }
        Product { pairs: columns / 2, weights, ends }
    }

    /// Pairs of an input.
    pub fn pairs(&self) -> usize {
        self.pairs
    }

    /// The number of multiplications for one input.
    pub fn multiplications(&self) -> u64 {
        (self.tiles() * 4 * G * 2 * self.pairs) as u64
    }

    /// Tiles of a result.
    pub fn tiles(&self) -> usize {
        self.ends.len()
    }

    /// Tile `tile` of the product with one input: `row . x * scale + bias` for each of its rows.
    #[inline(always)]
    pub fn tile(&self, tile: usize, x: &[Pair]) -> [F32x4; G] {
        self.tile_of(tile, [x])[0]
    }

    /// The same for several inputs at once.
    ///
    /// No sum overflows: at most 2048 columns of |w| <= 127 and |x| <= 8191, or 512 at |x| <=
    /// 32767.
    #[inline(always)]
    fn tile_of<const N: usize>(&self, tile: usize, x: [&[Pair]; N]) -> [[F32x4; G]; N] {
        let weights = &self.weights[tile * self.pairs..][..self.pairs];
        let x = x.map(|x| &x[..weights.len()]);
        let mut sums = [[I32x4::splat(0); G]; N];
        for (p, group) in weights.iter().enumerate() {
            for n in 0..N {
                let x = I16x8::splat(x[n][p]);
                for g in 0..G {
                    sums[n][g] = sums[n][g].plus(group[g].dot(x));
                }
            }
        }
        let [scale, bias] = &self.ends[tile];
        let mut out = [[F32x4::splat(0.0); G]; N];
        for n in 0..N {
            for g in 0..G {
                out[n][g] = sums[n][g].float().times(scale[g]).plus(bias[g]);
            }
        }
        out
    }

    /// The product with many inputs, one after the other in `x`: all tiles of the first, then of
    /// the next.
    pub fn all(&self, x: &[Pair]) -> Vec<[F32x4; G]> {
        let (tiles, count) = (self.tiles(), x.len() / self.pairs);
        let mut out = vec![[F32x4::splat(0.0); G]; count * tiles];
        // Tile by tile, so that its weights stay at hand while the inputs pass by; two inputs share
        // each load of them.
        for tile in 0..tiles {
            let mut inputs = x.chunks_exact(2 * self.pairs);
            let mut outs = out.chunks_exact_mut(2 * tiles);
            for (two, out) in inputs.by_ref().zip(outs.by_ref()) {
                let (first, second) = two.split_at(self.pairs);
                [out[tile], out[tiles + tile]] = self.tile_of(tile, [first, second]);
            }
            if let [.., _] = inputs.remainder() {
                outs.into_remainder()[tile] = self.tile(tile, inputs.remainder());
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::super::matrix::Matrix;
    use super::super::testing::Noise;
    use super::super::vector::pair;
    use super::*;

    /// One number of a product, computed plainly.
    fn plainly(affine: &Affine, unit: f32, row: Row, x: &[i16]) -> f32 {
        let Some(i) = row.index else { return 0.0 };
        let (weights, scale) = affine.weight.row(i);
        let sum: i32 = weights.iter().zip(x).map(|(&w, &x)| i32::from(w) * i32::from(x)).sum();
        sum as f32 * (scale / unit * row.factor) + affine.bias[i] / 1.0 * row.factor
    }

    fn products_are_plain_sums<const G: usize>(
        rows: usize,
        columns: usize,
        count: usize,
        noise: &mut Noise,
    ) {
        let affine = Affine {
            weight: Matrix {
                columns,
                numbers: (0..rows * columns).map(|_| noise.short(127) as i8).collect(),
                scales: (0..rows).map(|_| noise.float(0.1)).collect(),
            },
            bias: (0..rows).map(|_| noise.float(1.0)).collect(),
        };
        // in some other order
        let order: Vec<Row> =
            Row::filled(rows, G).into_iter().rev().map(|r| Row { factor: -1.5, ..r }).collect();
        let product = Product::<G>::new(&affine, 32.0, &order);
        let inputs: Vec<Vec<i16>> =
            (0..count).map(|_| (0..columns).map(|_| noise.short(32767)).collect()).collect();
        let packed: Vec<Pair> =
            inputs.iter().flat_map(|x| x.chunks_exact(2).map(|p| pair(p[0], p[1]))).collect();
        let got: Vec<f32> =
            product.all(&packed).into_iter().flatten().flat_map(F32x4::lanes).collect();
        let want: Vec<f32> = inputs
            .iter()
            .flat_map(|x| order.iter().map(|row| plainly(&affine, 32.0, *row, x)))
            .collect();
        assert_eq!(got, want, "{rows} x {columns}, {count} inputs, {G} groups");
    }

    #[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
    #[cfg_attr(not(target_arch = "wasm32"), test)]
    fn products_are_the_plain_sums_whatever_the_layout() {
        let mut noise = Noise::new(1);
        for (rows, columns, count) in
            [(3, 8, 1), (9, 16, 2), (24, 24, 3), (48, 64, 5), (96, 128, 4)]
        {
            products_are_plain_sums::<1>(rows, columns, count, &mut noise);
            products_are_plain_sums::<2>(rows, columns, count, &mut noise);
            products_are_plain_sums::<3>(rows, columns, count, &mut noise);
            products_are_plain_sums::<6>(rows, columns, count, &mut noise);
        }
    }
}
