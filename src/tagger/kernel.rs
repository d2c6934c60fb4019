//! The arithmetic of the network.
//!
//! Takes and gives plain slices; promises the same bits on every target. Products are summed in whole numbers, where order does not matter;
//! what is in floating point is worked out number by number with nothing but +, -, *, / and comparisons (no fused operations, no system
//! `exp`), so that a compiler may use vectors and still get the same bits.

use super::weights::{Affine, LANES, Matrix};

/// Small whole numbers widened for multiplication, each row with its scale.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    columns: usize,
    numbers: Vec<i16>,
    scales: Vec<f32>,
}

impl Rows {
    /// `scale`: what one unit of the input is worth.
    pub fn new(matrix: &Matrix, scale: f32) -> Self {
        assert!(matrix.columns.is_multiple_of(LANES), "rows are whole vectors");
        Rows {
            columns: matrix.columns,
            numbers: matrix.numbers.iter().map(|&w| i16::from(w)).collect(),
            scales: matrix.scales.iter().map(|s| s * scale).collect(),
        }
    }

    /// Rows `from..to` as rows of their own.
    pub fn slice(&self, from: usize, to: usize) -> Self {
        Rows {
            columns: self.columns,
            numbers: self.numbers[from * self.columns..to * self.columns].to_vec(),
            scales: self.scales[from..to].to_vec(),
        }
    }
}

/// A matrix that multiplies whole-number vectors, and what is added.
#[derive(Debug, Clone)]
pub(super) struct Product {
    pub rows: Rows,
    pub bias: Vec<f32>,
}

impl Product {
    pub fn new(affine: &Affine, scale: f32) -> Self {
        Product { rows: Rows::new(&affine.weight, scale), bias: affine.bias.clone() }
    }

    /// `out[j] = row j . x + bias[j]`; `sums` is working space of the same length.
    pub fn apply(&self, x: &[i16], sums: &mut [i32], out: &mut [f32]) {
        products(&self.rows.numbers, self.rows.columns, x, sums);
        for (((o, &s), &scale), &bias) in out.iter_mut().zip(&*sums).zip(&self.rows.scales).zip(&self.bias) {
            *o = s as f32 * scale + bias;
        }
    }

    /// How long an input is.
    pub fn columns(&self) -> usize {
        self.rows.columns
    }
}

/// `out[j]` = sum of `rows[j] * x`. No sum overflows: at most 2048 columns of |w| <= 127 and |x| <= 8191, or 512 at |x| <= 32767.
pub(super) fn products(rows: &[i16], columns: usize, x: &[i16], out: &mut [i32]) {
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    super::simd::products(rows, columns, x, out);
    #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
    products_scalar(rows, columns, x, out);
}

/// What [`products`] promises, plainly.
#[cfg_attr(all(target_arch = "wasm32", target_feature = "simd128"), allow(dead_code))]
pub(super) fn products_scalar(rows: &[i16], columns: usize, x: &[i16], out: &mut [i32]) {
    for (o, row) in out.iter_mut().zip(rows.chunks_exact(columns)) {
        *o = dot(row, x);
    }
}

#[inline(always)]
pub(super) fn dot(a: &[i16], b: &[i16]) -> i32 {
    a.iter().zip(b).map(|(&a, &b)| i32::from(a) * i32::from(b)).sum()
}

/// Adding it puts a number's whole part into the low bits (1.5 * 2^23).
const ROUNDER: f32 = 12_582_912.0;

#[inline(always)]
fn clamp(x: f32, most: f32) -> f32 {
    let x = if x < most { x } else { most };
    if x > -most { x } else { -most }
}

/// The nearest whole number (ties to even) of `x * scale`, within ±32767.
#[inline(always)]
pub(super) fn whole(x: f32, scale: f32) -> i16 {
    let rounded = clamp(x * scale, 32767.0) + ROUNDER;
    (rounded.to_bits() as i32).wrapping_sub(ROUNDER.to_bits() as i32) as i16
}

/// e^x to about 2e-7 of its value, for |x| <= 80 (beyond, e^±80).
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    let y = clamp(x, 80.0) * std::f32::consts::LOG2_E;
    let rounded = y + ROUNDER;
    let f = (y - (rounded - ROUNDER)) * std::f32::consts::LN_2;
    // e^f by its series, |f| <= ln 2 / 2
    let series = 1.0 + f * (1.0 + f * (1.0 / 2.0 + f * (1.0 / 6.0 + f * (1.0 / 24.0 + f * (1.0 / 120.0 + f * (1.0 / 720.0))))));
    let power = rounded.to_bits().wrapping_sub(ROUNDER.to_bits()).wrapping_add(127) << 23;
    series * f32::from_bits(power)
}

#[inline(always)]
pub(super) fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

#[inline(always)]
pub(super) fn tanh(x: f32) -> f32 {
    2.0 * sigmoid(2.0 * x) - 1.0
}

/// Turns logits into probabilities.
pub(super) fn softmax<const N: usize>(mut x: [f32; N]) -> [f32; N] {
    let most = x.iter().fold(f32::MIN, |a, &b| if b > a { b } else { a });
    for v in &mut x {
        *v = exp(*v - most);
    }
    let sum: f32 = x.iter().sum();
    x.map(|v| v / sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close_to_the_true_one_everywhere() {
        for i in -8000..=8000 {
            let x = i as f32 * 0.01;
            let (got, want) = (f64::from(exp(x)), f64::from(x).exp());
            assert!((got / want - 1.0).abs() < 1e-5, "exp({x}) = {got}, not {want}");
        }
    }

    #[test]
    fn sigmoid_and_tanh_are_close_and_bounded() {
        for i in -4000..=4000 {
            let x = i as f32 * 0.01;
            assert!((f64::from(sigmoid(x)) - 1.0 / (1.0 + f64::from(-x).exp())).abs() < 3e-7, "{x}");
            assert!((f64::from(tanh(x)) - f64::from(x).tanh()).abs() < 6e-7, "{x}");
            assert!((-1.0..=1.0).contains(&tanh(x)));
        }
    }

    #[test]
    fn whole_numbers_are_the_nearest_and_stay_in_range() {
        assert_eq!([0.24f32, 0.26, -0.26, 1e9, -1e9].map(|x| whole(x, 2.0)), [0, 1, -1, 32767, -32767]);
    }

    #[test]
    fn probabilities_sum_to_one() {
        let p = softmax([1.0, -200.0, 3.0]);
        assert!((p.iter().sum::<f32>() - 1.0).abs() < 1e-6 && p[2] > p[0] && p[0] > p[1]);
    }

    #[test]
    fn the_routine_in_use_gives_the_plain_sums() {
        let mut state = 1u32;
        let mut noise = |n: usize, most: i32| -> Vec<i16> {
            let mut next = || {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (((state >> 8) as i32) % (2 * most + 1) - most) as i16
            };
            (0..n).map(|_| next()).collect()
        };
        for (rows, columns) in [(1, 8), (3, 16), (4, 24), (6, 64), (192, 64), (13, 128)] {
            let (w, x) = (noise(rows * columns, 127), noise(columns, 32767));
            let (mut got, mut want) = (vec![0; rows], vec![0; rows]);
            products(&w, columns, &x, &mut got);
            products_scalar(&w, columns, &x, &mut want);
            assert_eq!(got, want, "{rows} x {columns}");
        }
    }
}
