//! Four numbers, or eight short ones, worked on at once.
//!
//! Two versions of the same few operations: wasm SIMD128, and arrays for every other target, which
//! compilers turn into vectors of their own (two operations are spelt out for x86-64, the only
//! `unsafe` here and in the project). Promises the same bits from both: whole numbers, and of
//! floating point only what IEEE 754 fixes (no fused operations, no system `exp`). A test below
//! holds each operation to plain arithmetic; it runs natively and in the browser.

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
use arrays as imp;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use simd128 as imp;

pub use imp::F32x4;
pub(super) use imp::{I16x8, I32x4, narrow};

/// Two whole numbers of 16 bits, the first in the low half.
pub type Pair = i32;

/// Puts two numbers in one.
#[inline]
pub fn pair(first: i16, second: i16) -> Pair {
    i32::from(second) << 16 | i32::from(first as u16)
}

/// The two numbers of a pair.
#[inline]
pub fn both(pair: Pair) -> [i16; 2] {
    [pair as i16, (pair >> 16) as i16]
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod simd128 {
    use core::arch::wasm32::{
        f32x4, f32x4_add, f32x4_convert_i32x4, f32x4_div, f32x4_extract_lane, f32x4_mul,
        f32x4_pmax, f32x4_pmin, f32x4_splat, f32x4_sub, i16x8, i16x8_add, i16x8_extract_lane,
        i16x8_narrow_i32x4, i32x4, i32x4_add, i32x4_dot_i16x8, i32x4_extract_lane, i32x4_max,
        i32x4_shl, i32x4_splat, v128,
    };

    use super::Pair;

    #[derive(Debug, Clone, Copy)]
    pub struct I16x8(v128);

    impl I16x8 {
        pub fn new([a, b, c, d, e, f, g, h]: [i16; 8]) -> Self {
            I16x8(i16x8(a, b, c, d, e, f, g, h))
        }

        #[inline(always)]
        pub fn splat(pair: Pair) -> Self {
            I16x8(i32x4_splat(pair))
        }

        #[inline(always)]
        pub fn dot(self, other: Self) -> I32x4 {
            I32x4(i32x4_dot_i16x8(self.0, other.0))
        }

        #[inline(always)]
        pub fn plus(self, other: Self) -> Self {
            I16x8(i16x8_add(self.0, other.0))
        }

        #[inline(always)]
        pub fn lanes(self) -> [i16; 8] {
            [
                i16x8_extract_lane::<0>(self.0),
                i16x8_extract_lane::<1>(self.0),
                i16x8_extract_lane::<2>(self.0),
                i16x8_extract_lane::<3>(self.0),
                i16x8_extract_lane::<4>(self.0),
                i16x8_extract_lane::<5>(self.0),
                i16x8_extract_lane::<6>(self.0),
                i16x8_extract_lane::<7>(self.0),
            ]
        }
    }

    #[derive(Debug, Clone, Copy)]
    pub struct I32x4(v128);

    impl I32x4 {
        #[inline(always)]
        pub fn new([a, b, c, d]: [i32; 4]) -> Self {
            I32x4(i32x4(a, b, c, d))
        }

        #[inline(always)]
        pub fn splat(x: i32) -> Self {
            I32x4(i32x4_splat(x))
        }

        #[inline(always)]
        pub fn lanes(self) -> [i32; 4] {
            [
                i32x4_extract_lane::<0>(self.0),
                i32x4_extract_lane::<1>(self.0),
                i32x4_extract_lane::<2>(self.0),
                i32x4_extract_lane::<3>(self.0),
            ]
        }

        #[inline(always)]
        pub fn most(self, other: Self) -> Self {
            I32x4(i32x4_max(self.0, other.0))
        }

        #[inline(always)]
        pub fn plus(self, other: Self) -> Self {
            I32x4(i32x4_add(self.0, other.0))
        }

        #[inline(always)]
        pub fn shl<const N: u32>(self) -> Self {
            I32x4(i32x4_shl(self.0, N))
        }

        #[inline(always)]
        pub fn float(self) -> F32x4 {
            F32x4(f32x4_convert_i32x4(self.0))
        }

        #[inline(always)]
        pub fn as_float(self) -> F32x4 {
            F32x4(self.0)
        }
    }

    /// Eight numbers of 32 bits as pairs of 16, cut off at their bounds.
    #[inline(always)]
    pub fn narrow(low: I32x4, high: I32x4) -> [Pair; 4] {
        let all = i16x8_narrow_i32x4(low.0, high.0);
        [
            i32x4_extract_lane::<0>(all),
            i32x4_extract_lane::<1>(all),
            i32x4_extract_lane::<2>(all),
            i32x4_extract_lane::<3>(all),
        ]
    }

    #[derive(Debug, Clone, Copy)]
    pub struct F32x4(v128);

    impl F32x4 {
        pub fn new([a, b, c, d]: [f32; 4]) -> Self {
            F32x4(f32x4(a, b, c, d))
        }

        #[inline(always)]
        pub fn splat(x: f32) -> Self {
            F32x4(f32x4_splat(x))
        }

        #[inline(always)]
        pub fn lanes(self) -> [f32; 4] {
            [
                f32x4_extract_lane::<0>(self.0),
                f32x4_extract_lane::<1>(self.0),
                f32x4_extract_lane::<2>(self.0),
                f32x4_extract_lane::<3>(self.0),
            ]
        }

        #[inline(always)]
        pub fn plus(self, other: Self) -> Self {
            F32x4(f32x4_add(self.0, other.0))
        }

        #[inline(always)]
        pub fn minus(self, other: Self) -> Self {
            F32x4(f32x4_sub(self.0, other.0))
        }

        #[inline(always)]
        pub fn times(self, other: Self) -> Self {
            F32x4(f32x4_mul(self.0, other.0))
        }

        #[inline(always)]
        pub fn over(self, other: Self) -> Self {
            F32x4(f32x4_div(self.0, other.0))
        }

        #[inline(always)]
        pub fn at_most(self, most: Self) -> Self {
            F32x4(f32x4_pmin(self.0, most.0))
        }

        #[inline(always)]
        pub fn at_least(self, least: Self) -> Self {
            F32x4(f32x4_pmax(self.0, least.0))
        }

        #[inline(always)]
        pub fn bits(self) -> I32x4 {
            I32x4(self.0)
        }
    }
}

/// The plain version. Compiled on every target, so that the test below can compare it with the
/// other.
#[cfg_attr(all(target_arch = "wasm32", target_feature = "simd128"), allow(dead_code))]
mod arrays {
    #[cfg(not(target_arch = "x86_64"))]
    use super::both;
    use super::{Pair, pair};

    /// Eight whole numbers of 16 bits.
    #[derive(Debug, Clone, Copy)]
    #[repr(align(16))]
    pub struct I16x8([i16; 8]);

    impl I16x8 {
        pub fn new(numbers: [i16; 8]) -> Self {
            I16x8(numbers)
        }

        /// The same pair four times.
        #[cfg(target_arch = "x86_64")]
        #[inline(always)]
        #[allow(
            unsafe_code,
            reason = "compilers make eight instructions of the plain version, in the innermost loop"
        )]
        pub fn splat(pair: Pair) -> Self {
            // SAFETY: the types have the same size, and any bits are numbers.
            I16x8(unsafe { core::mem::transmute::<[Pair; 4], [i16; 8]>([pair; 4]) })
        }

        /// The same pair four times.
        #[cfg(not(target_arch = "x86_64"))]
        #[inline(always)]
        pub fn splat(pair: Pair) -> Self {
            let [a, b] = both(pair);
            I16x8([a, b, a, b, a, b, a, b])
        }

        /// Of each pair of numbers the sum of the products.
        #[cfg(target_arch = "x86_64")]
        #[inline(always)]
        #[allow(
            unsafe_code,
            reason = "compilers make eight instructions of the plain version, and this is four fifths of all work"
        )]
        pub fn dot(self, other: Self) -> I32x4 {
            use core::arch::x86_64::{__m128i, _mm_madd_epi16};
            use core::mem::transmute;
            // SAFETY: the instruction is SSE2's, which every x86-64 has; the types have the same
            // size, and any bits are numbers.
            I32x4(unsafe {
                transmute::<__m128i, [i32; 4]>(_mm_madd_epi16(
                    transmute::<[i16; 8], __m128i>(self.0),
                    transmute::<[i16; 8], __m128i>(other.0),
                ))
            })
        }

        /// Of each pair of numbers the sum of the products.
        #[cfg(not(target_arch = "x86_64"))]
        #[inline(always)]
        pub fn dot(self, other: Self) -> I32x4 {
            let product = |k: usize| i32::from(self.0[k]) * i32::from(other.0[k]);
            I32x4([
                product(0) + product(1),
                product(2) + product(3),
                product(4) + product(5),
                product(6) + product(7),
            ])
        }
    }

    impl I16x8 {
        /// Wraps around.
        #[inline(always)]
        pub fn plus(self, other: Self) -> Self {
            I16x8(std::array::from_fn(|k| self.0[k].wrapping_add(other.0[k])))
        }

        #[inline(always)]
        pub fn lanes(self) -> [i16; 8] {
            self.0
        }
    }

    /// Four whole numbers of 32 bits.
    #[derive(Debug, Clone, Copy)]
    #[repr(align(16))]
    pub struct I32x4([i32; 4]);

    impl I32x4 {
        #[inline(always)]
        pub fn new(numbers: [i32; 4]) -> Self {
            I32x4(numbers)
        }

        #[inline(always)]
        pub fn splat(x: i32) -> Self {
            I32x4([x; 4])
        }

        #[inline(always)]
        pub fn lanes(self) -> [i32; 4] {
            self.0
        }

        /// The larger of two.
        #[inline(always)]
        pub fn most(self, other: Self) -> Self {
            I32x4(std::array::from_fn(|k| self.0[k].max(other.0[k])))
        }

        /// Wraps around.
        #[inline(always)]
        pub fn plus(self, other: Self) -> Self {
            I32x4(std::array::from_fn(|k| self.0[k].wrapping_add(other.0[k])))
        }

        /// The bits moved up by `N`.
        #[inline(always)]
        pub fn shl<const N: u32>(self) -> Self {
            I32x4(self.0.map(|x| x << N))
        }

        /// The nearest numbers in floating point.
        #[inline(always)]
        pub fn float(self) -> F32x4 {
            F32x4(self.0.map(|x| x as f32))
        }

        /// The floating-point numbers that have these bits.
        #[inline(always)]
        pub fn as_float(self) -> F32x4 {
            F32x4(self.0.map(|x| f32::from_bits(x as u32)))
        }
    }

    /// Eight numbers of 32 bits as pairs of 16, cut off at their bounds.
    #[inline(always)]
    pub fn narrow(low: I32x4, high: I32x4) -> [Pair; 4] {
        let short = |x: i32| x.clamp(i16::MIN.into(), i16::MAX.into()) as i16;
        let two = |x: I32x4, k: usize| pair(short(x.0[k]), short(x.0[k + 1]));
        [two(low, 0), two(low, 2), two(high, 0), two(high, 2)]
    }

    /// Four numbers in floating point.
    #[derive(Debug, Clone, Copy)]
    #[repr(align(16))]
    pub struct F32x4([f32; 4]);

    impl F32x4 {
        pub fn new(numbers: [f32; 4]) -> Self {
            F32x4(numbers)
        }

        #[inline(always)]
        pub fn splat(x: f32) -> Self {
            F32x4([x; 4])
        }

        #[inline(always)]
        pub fn lanes(self) -> [f32; 4] {
            self.0
        }

        #[inline(always)]
        fn with(self, other: Self, each: impl Fn(f32, f32) -> f32) -> Self {
            F32x4(std::array::from_fn(|k| each(self.0[k], other.0[k])))
        }

        #[inline(always)]
        pub fn plus(self, other: Self) -> Self {
            self.with(other, |a, b| a + b)
        }

        #[inline(always)]
        pub fn minus(self, other: Self) -> Self {
            self.with(other, |a, b| a - b)
        }

        #[inline(always)]
        pub fn times(self, other: Self) -> Self {
            self.with(other, |a, b| a * b)
        }

        #[inline(always)]
        pub fn over(self, other: Self) -> Self {
            self.with(other, |a, b| a / b)
        }

        /// The smaller of two.
        #[inline(always)]
        pub fn at_most(self, most: Self) -> Self {
            self.with(most, |a, b| if b < a { b } else { a })
        }

        /// The larger of two.
        #[inline(always)]
        pub fn at_least(self, least: Self) -> Self {
            self.with(least, |a, b| if a < b { b } else { a })
        }

        #[inline(always)]
        pub fn bits(self) -> I32x4 {
            I32x4(self.0.map(|x| x.to_bits() as i32))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Noise;
    use super::{both, imp, pair};

    #[cfg(target_arch = "wasm32")]
    wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

    #[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
    #[cfg_attr(not(target_arch = "wasm32"), test)]
    fn whole_numbers_are_those_of_plain_arithmetic() {
        let mut noise = Noise::new(3);
        for _ in 0..2000 {
            let (a, x): ([i16; 8], _) = (
                std::array::from_fn(|_| noise.short(127)),
                [noise.short(32767), noise.short(32767)],
            );
            let sums = imp::I16x8::new(a).dot(imp::I16x8::splat(pair(x[0], x[1])));
            let want: [i32; 4] = std::array::from_fn(|k| {
                i32::from(a[2 * k]) * i32::from(x[0]) + i32::from(a[2 * k + 1]) * i32::from(x[1])
            });
            assert_eq!(sums.float().lanes(), want.map(|x| x as f32));
            assert_eq!(
                sums.plus(sums).shl::<3>().as_float().lanes().map(f32::to_bits),
                want.map(|x| ((2 * x) << 3) as u32)
            );
            let pairs = imp::narrow(sums, imp::I32x4::splat(want[0]));
            let short = |x: i32| x.clamp(-32768, 32767) as i16;
            let other = want.map(|x| x ^ (i32::from(x & 1 == 0) * x));
            assert_eq!(
                sums.most(imp::I32x4::new(other)).lanes(),
                std::array::from_fn(|k| want[k].max(other[k]))
            );
            let b: [i16; 8] = std::array::from_fn(|_| noise.short(32767));
            assert_eq!(
                imp::I16x8::new(a).plus(imp::I16x8::new(b)).lanes(),
                std::array::from_fn(|k| a[k].wrapping_add(b[k]))
            );
            assert_eq!(
                pairs.map(both),
                [0, 2, 4, 6].map(|k| [k, k + 1].map(|k| short(if k < 4 {
                    want[k]
                } else {
                    want[0]
                })))
            );
        }
    }

    #[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
    #[cfg_attr(not(target_arch = "wasm32"), test)]
    fn floating_point_has_the_bits_of_plain_arithmetic() {
        let mut noise = Noise::new(5);
        for _ in 0..2000 {
            let [a, b]: [[f32; 4]; 2] =
                std::array::from_fn(|_| std::array::from_fn(|_| noise.float(100.0)));
            let (x, y) = (imp::F32x4::new(a), imp::F32x4::new(b));
            let want = |each: fn(f32, f32) -> f32| -> [u32; 4] {
                std::array::from_fn(|k| each(a[k], b[k]).to_bits())
            };
            let bits = |x: imp::F32x4| x.lanes().map(f32::to_bits);
            assert_eq!(bits(x.plus(y)), want(|a, b| a + b));
            assert_eq!(bits(x.minus(y)), want(|a, b| a - b));
            assert_eq!(bits(x.times(y)), want(|a, b| a * b));
            assert_eq!(bits(x.over(y)), want(|a, b| a / b));
            assert_eq!(bits(x.at_most(y)), want(f32::min));
            assert_eq!(bits(x.at_least(y)), want(f32::max));
            assert_eq!(bits(x.bits().as_float()), want(|a, _| a));
            assert_eq!(bits(imp::F32x4::splat(a[0])), [a[0].to_bits(); 4]);
        }
    }
}
