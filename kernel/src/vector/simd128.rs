//! The vectors of WebAssembly.

use core::arch::wasm32::{
    f32x4, f32x4_add, f32x4_convert_i32x4, f32x4_div, f32x4_extract_lane, f32x4_mul, f32x4_pmax,
    f32x4_pmin, f32x4_splat, f32x4_sub, i16x8, i16x8_add, i16x8_extract_lane, i16x8_narrow_i32x4,
    i32x4, i32x4_add, i32x4_dot_i16x8, i32x4_extract_lane, i32x4_max, i32x4_shl, i32x4_splat, v128,
};

use super::pairs::Pair;

/// Eight whole numbers of 16 bits.
#[derive(Debug, Clone, Copy)]
pub struct I16x8(v128);

impl I16x8 {
    /// Eight numbers.
    pub fn new([a, b, c, d, e, f, g, h]: [i16; 8]) -> Self {
        I16x8(i16x8(a, b, c, d, e, f, g, h))
    }

    /// The same pair four times.
    #[inline(always)]
    pub fn splat(pair: Pair) -> Self {
        I16x8(i32x4_splat(pair))
    }

    /// For each pair of lanes, the sum of the two products.
    #[inline(always)]
    pub fn dot(self, other: Self) -> I32x4 {
        I32x4(i32x4_dot_i16x8(self.0, other.0))
    }

    /// Lane by lane; wraps around.
    #[inline(always)]
    pub fn plus(self, other: Self) -> Self {
        I16x8(i16x8_add(self.0, other.0))
    }

    /// The eight numbers.
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

/// Four whole numbers of 32 bits.
#[derive(Debug, Clone, Copy)]
pub struct I32x4(v128);

impl I32x4 {
    /// Four numbers.
    #[inline(always)]
    pub fn new([a, b, c, d]: [i32; 4]) -> Self {
        I32x4(i32x4(a, b, c, d))
    }

    /// The same number four times.
    #[inline(always)]
    pub fn splat(x: i32) -> Self {
        I32x4(i32x4_splat(x))
    }

    /// The four numbers.
    #[inline(always)]
    pub fn lanes(self) -> [i32; 4] {
        [
            i32x4_extract_lane::<0>(self.0),
            i32x4_extract_lane::<1>(self.0),
            i32x4_extract_lane::<2>(self.0),
            i32x4_extract_lane::<3>(self.0),
        ]
    }

    /// Lane by lane the larger of two.
    #[inline(always)]
    pub fn most(self, other: Self) -> Self {
        I32x4(i32x4_max(self.0, other.0))
    }

    /// Lane by lane; wraps around.
    #[inline(always)]
    pub fn plus(self, other: Self) -> Self {
        I32x4(i32x4_add(self.0, other.0))
    }

    /// The bits of each lane moved up by `N`.
    #[inline(always)]
    pub fn shl<const N: u32>(self) -> Self {
        I32x4(i32x4_shl(self.0, N))
    }

    /// Each lane as the nearest floating-point number.
    #[inline(always)]
    pub fn float(self) -> F32x4 {
        F32x4(f32x4_convert_i32x4(self.0))
    }

    /// The floating-point numbers that have these bits.
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

/// Four numbers in floating point of 32 bits.
#[derive(Debug, Clone, Copy)]
pub struct F32x4(v128);

impl F32x4 {
    /// Four numbers.
    pub fn new([a, b, c, d]: [f32; 4]) -> Self {
        F32x4(f32x4(a, b, c, d))
    }

    /// The same number four times.
    #[inline(always)]
    pub fn splat(x: f32) -> Self {
        F32x4(f32x4_splat(x))
    }

    /// The four numbers.
    #[inline(always)]
    pub fn lanes(self) -> [f32; 4] {
        [
            f32x4_extract_lane::<0>(self.0),
            f32x4_extract_lane::<1>(self.0),
            f32x4_extract_lane::<2>(self.0),
            f32x4_extract_lane::<3>(self.0),
        ]
    }

    /// Lane by lane `self + other`.
    #[inline(always)]
    pub fn plus(self, other: Self) -> Self {
        F32x4(f32x4_add(self.0, other.0))
    }

    /// Lane by lane `self - other`.
    #[inline(always)]
    pub fn minus(self, other: Self) -> Self {
        F32x4(f32x4_sub(self.0, other.0))
    }

    /// Lane by lane `self * other`.
    #[inline(always)]
    pub fn times(self, other: Self) -> Self {
        F32x4(f32x4_mul(self.0, other.0))
    }

    /// Lane by lane `self / other`.
    #[inline(always)]
    pub fn over(self, other: Self) -> Self {
        F32x4(f32x4_div(self.0, other.0))
    }

    /// Lane by lane the smaller of two; `self` if one is no number.
    #[inline(always)]
    pub fn at_most(self, most: Self) -> Self {
        F32x4(f32x4_pmin(self.0, most.0))
    }

    /// Lane by lane the larger of two; `self` if one is no number.
    #[inline(always)]
    pub fn at_least(self, least: Self) -> Self {
        F32x4(f32x4_pmax(self.0, least.0))
    }

    /// The bits of the numbers as whole numbers.
    #[inline(always)]
    pub fn bits(self) -> I32x4 {
        I32x4(self.0)
    }
}
