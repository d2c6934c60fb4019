//! Vectors of four numbers, or of eight short ones, with the few operations that the models need.
//!
//! There are two versions: wasm SIMD128, and arrays for every other target, which compilers turn
//! into vectors of their own (two operations are spelt out for x86-64, the only `unsafe` of the
//! project). Promises the same bits from both: whole numbers, and of floating point only what IEEE
//! 754 fixes (no fused operations, no system `exp`). The tests hold each operation of the version
//! in use to plain arithmetic; they run natively and in the browser.

#[cfg_attr(all(target_arch = "wasm32", target_feature = "simd128"), allow(dead_code))]
mod arrays;
mod pairs;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod simd128;
#[cfg(test)]
mod tests;

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
use arrays as imp;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
use simd128 as imp;

pub use imp::F32x4;
pub(super) use imp::{I16x8, I32x4, narrow};
pub use pairs::{Pair, both, pair};
