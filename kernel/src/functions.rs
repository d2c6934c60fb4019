//! Functions of numbers.
//!
//! Takes and gives floating point and whole numbers; promises the same bits on every target: it
//! uses only operations that IEEE 754 fixes (see `vector.rs`).

use super::vector::{F32x4, I32x4, Pair, pair};

/// Adding it puts a number's whole part into the low bits (1.5 * 2^23).
const ROUNDER: f32 = 12_582_912.0;

/// The nearest whole numbers (ties to even) of `x * scale`, within ±32767.
#[inline(always)]
pub(super) fn whole(x: F32x4, scale: f32) -> I32x4 {
    let bound = |most: f32| F32x4::splat(most);
    let rounded = x
        .times(F32x4::splat(scale))
        .at_most(bound(32767.0))
        .at_least(bound(-32767.0))
        .plus(F32x4::splat(ROUNDER));
    rounded.bits().plus(I32x4::splat((ROUNDER.to_bits() as i32).wrapping_neg()))
}

/// The nearest whole number (ties to even) of `x * scale`, within ±32767.
pub fn whole_one(x: f32, scale: f32) -> i16 {
    let scaled = x * scale;
    let bounded = if scaled < 32767.0 { scaled } else { 32767.0 };
    let rounded = if bounded > -32767.0 { bounded } else { -32767.0 } + ROUNDER;
    (rounded.to_bits() as i32).wrapping_sub(ROUNDER.to_bits() as i32) as i16
}

/// Appends the numbers of `x`, an even count, to `out` as pairs of whole numbers: [`whole_one`] of
/// each.
#[inline(never)]
pub fn pack(x: &[f32], scale: f32, out: &mut Vec<Pair>) {
    out.extend(
        x.chunks_exact(2).map(|two| pair(whole_one(two[0], scale), whole_one(two[1], scale))),
    );
}

/// 2^x to about 3e-6 of its value, for |x| <= 64 (beyond, 2^±64).
///
/// The whole part of x goes into the exponent; for the rest, the polynomial of degree 4 whose
/// largest relative error within ±1/2 is smallest (Remez).
#[inline(always)]
pub(super) fn exp2(x: F32x4) -> F32x4 {
    let number = F32x4::splat;
    let x = x.at_most(number(64.0)).at_least(number(-64.0));
    let rounded = x.plus(number(ROUNDER));
    let f = x.minus(rounded.minus(number(ROUNDER)));
    // In this order the parts don't wait for each other (Estrin).
    let square = f.times(f);
    let low = f.times(number(0.693_121_8)).plus(number(0.999_999_3));
    let high = f
        .times(number(0.055_917_86))
        .plus(number(0.240_247_44))
        .plus(square.times(number(0.009_570_102)));
    let series = low.plus(square.times(high));
    series.bits().plus(rounded.bits().shl::<23>()).as_float()
}

/// Factor of the argument of [`logistic`].
pub(super) const LOGISTIC: f32 = -std::f32::consts::LOG2_E;
/// Factor of the argument of [`tanh`].
pub(super) const TANH: f32 = 2.0 * LOGISTIC;

/// 1 / (1 + 2^x): the logistic function of x / [`LOGISTIC`].
#[inline(always)]
pub(super) fn logistic(x: F32x4) -> F32x4 {
    let one = F32x4::splat(1.0);
    one.over(one.plus(exp2(x)))
}

/// The hyperbolic tangent of x / [`TANH`].
#[inline(always)]
pub(super) fn tanh(x: F32x4) -> F32x4 {
    let (one, power) = (F32x4::splat(1.0), exp2(x));
    one.minus(power).over(one.plus(power))
}

/// Turns logits into probabilities.
pub(super) fn softmax(x: &mut [f32]) {
    let most = x.iter().fold(f32::MIN, |a, &b| if b > a { b } else { a });
    for four in x.chunks_mut(4) {
        let at = |k: usize| four.get(k).map_or(0.0, |v| (v - most) * std::f32::consts::LOG2_E);
        let powers = exp2(F32x4::new([at(0), at(1), at(2), at(3)])).lanes();
        four.iter_mut().zip(powers).for_each(|(v, power)| *v = power);
    }
    let sum: f32 = x.iter().sum();
    x.iter_mut().for_each(|v| *v /= sum);
}

#[cfg(test)]
mod tests {
    use super::super::vector::{both, narrow};
    use super::*;

    /// One value of a function of four.
    fn one(f: impl Fn(F32x4) -> F32x4, x: f32) -> f64 {
        let [a, b, c, d] = f(F32x4::new([x, 0.0, x, -x])).lanes();
        assert!(a == c && (b.is_finite() && d.is_finite()), "{x}");
        f64::from(a)
    }

    #[test]
    fn powers_of_two_are_close_to_the_true_ones_everywhere() {
        for i in -6400..=6400 {
            let x = i as f32 * 0.01;
            let (got, want) = (one(exp2, x), f64::from(x).exp2());
            assert!((got / want - 1.0).abs() < 4e-6, "2^{x} = {got}, not {want}");
        }
    }

    #[test]
    fn logistic_and_tanh_are_close_and_bounded() {
        for i in -4000..=4000 {
            let x = f64::from(i) * 0.01;
            let got = one(logistic, x as f32 * LOGISTIC);
            assert!((got - 1.0 / (1.0 + (-x).exp())).abs() < 2e-6, "{x}");
            let got = one(tanh, x as f32 * TANH);
            assert!((got - x.tanh()).abs() < 4e-6 && (-1.0..=1.0).contains(&got), "{x}");
        }
    }

    #[test]
    fn whole_numbers_are_the_nearest_and_stay_in_range() {
        let numbers = [0.24f32, 0.26, -0.26, 1e9, -1e9, 0.25, 0.75, -0.0];
        let want = [0, 1, -1, 32767, -32767, 0, 2, 0];
        assert_eq!(numbers.map(|x| whole_one(x, 2.0)), want);
        let [low, high] =
            [0, 4].map(|at| whole(F32x4::new(std::array::from_fn(|k| numbers[at + k])), 2.0));
        assert_eq!(narrow(low, high).map(both).concat(), want);
        let mut packed = Vec::new();
        pack(&numbers, 2.0, &mut packed);
        assert_eq!(packed, narrow(low, high));
    }

    #[test]
    fn probabilities_sum_to_one() {
        let mut p = [1.0, -200.0, 3.0];
        softmax(&mut p);
        assert!((p.iter().sum::<f32>() - 1.0).abs() < 1e-6 && p[2] > p[0] && p[0] > p[1]);
        let mut p = [0.0; 9];
        softmax(&mut p);
        assert!(p.iter().all(|&p| (p - 1.0 / 9.0).abs() < 1e-6));
    }
}
