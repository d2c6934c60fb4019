//! Two whole numbers of 16 bits in one of 32.

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
