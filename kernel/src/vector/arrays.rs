//! The vectors of all other targets: arrays, and for x86-64 one instruction.

#[cfg(not(target_arch = "x86_64"))]
use super::pairs::both;
use super::pairs::{Pair, pair};

/// Eight whole numbers of 16 bits.
#[derive(Debug, Clone, Copy)]
#[repr(align(16))]
pub struct I16x8([i16; 8]);

impl I16x8 {
    /// Eight numbers.
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

    /// For each pair of lanes, the sum of the two products.
    #[cfg(target_arch = "x86_64")]
    #[inline(always)]
    #[allow(
        unsafe_code,
        reason = "compilers make eight instructions of the plain version, in the loop where four \
                  fifths of the time go"
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

    /// For each pair of lanes, the sum of the two products.
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
    /// Lane by lane; wraps around.
    #[inline(always)]
    pub fn plus(self, other: Self) -> Self {
        I16x8(std::array::from_fn(|k| self.0[k].wrapping_add(other.0[k])))
    }

    /// The eight numbers.
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
    /// Four numbers.
    #[inline(always)]
    pub fn new(numbers: [i32; 4]) -> Self {
        I32x4(numbers)
    }

    /// The same number four times.
    #[inline(always)]
    pub fn splat(x: i32) -> Self {
        I32x4([x; 4])
    }

    /// The four numbers.
    #[inline(always)]
    pub fn lanes(self) -> [i32; 4] {
        self.0
    }

    /// Lane by lane the larger of two.
    #[inline(always)]
    pub fn most(self, other: Self) -> Self {
        I32x4(std::array::from_fn(|k| self.0[k].max(other.0[k])))
    }

    /// Lane by lane; wraps around.
    #[inline(always)]
    pub fn plus(self, other: Self) -> Self {
        I32x4(std::array::from_fn(|k| self.0[k].wrapping_add(other.0[k])))
    }

    /// The bits of each lane moved up by `N`.
    #[inline(always)]
    pub fn shl<const N: u32>(self) -> Self {
        I32x4(self.0.map(|x| x << N))
    }

    /// Each lane as the nearest floating-point number.
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

/// Four numbers in floating point of 32 bits.
#[derive(Debug, Clone, Copy)]
#[repr(align(16))]
pub struct F32x4([f32; 4]);

impl F32x4 {
    /// Four numbers.
    pub fn new(numbers: [f32; 4]) -> Self {
        F32x4(numbers)
    }

    /// The same number four times.
    #[inline(always)]
    pub fn splat(x: f32) -> Self {
        F32x4([x; 4])
    }

    /// The four numbers.
    #[inline(always)]
    pub fn lanes(self) -> [f32; 4] {
        self.0
    }

    /// Lane by lane `each`.
    #[inline(always)]
    fn with(self, other: Self, each: impl Fn(f32, f32) -> f32) -> Self {
        F32x4(std::array::from_fn(|k| each(self.0[k], other.0[k])))
    }

    /// Lane by lane `self + other`.
    #[inline(always)]
    pub fn plus(self, other: Self) -> Self {
        self.with(other, |a, b| a + b)
    }

    /// Lane by lane `self - other`.
    #[inline(always)]
    pub fn minus(self, other: Self) -> Self {
        self.with(other, |a, b| a - b)
    }

    /// Lane by lane `self * other`.
    #[inline(always)]
    pub fn times(self, other: Self) -> Self {
        self.with(other, |a, b| a * b)
    }

    /// Lane by lane `self / other`.
    #[inline(always)]
    pub fn over(self, other: Self) -> Self {
        self.with(other, |a, b| a / b)
    }

    /// Lane by lane the smaller of two; `self` if one is no number.
    #[inline(always)]
    pub fn at_most(self, most: Self) -> Self {
        self.with(most, |a, b| if b < a { b } else { a })
    }

    /// Lane by lane the larger of two; `self` if one is no number.
    #[inline(always)]
    pub fn at_least(self, least: Self) -> Self {
        self.with(least, |a, b| if a < b { b } else { a })
    }

    /// The bits of the numbers as whole numbers.
    #[inline(always)]
    pub fn bits(self) -> I32x4 {
        I32x4(self.0.map(|x| x.to_bits() as i32))
    }
}
