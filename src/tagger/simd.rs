//! The products of `kernel.rs` in wasm SIMD128: four rows at once, so that one load of the input serves four sums.
//!
//! Sums of whole numbers: the same numbers as the plain loop, whatever the order (a test in `kernel.rs` compares them). Vectors are built
//! from slices, which compiles to plain vector loads; so nothing here is unsafe.

use core::arch::wasm32::{i16x8, i32x4_add, i32x4_dot_i16x8, i32x4_extract_lane, i32x4_shuffle, i32x4_splat, v128};

use super::kernel::dot;

const ROWS: usize = 4;
const LANES: usize = 8;

#[inline(always)]
fn load(x: &[i16]) -> v128 {
    match *x {
        [a, b, c, d, e, f, g, h] => i16x8(a, b, c, d, e, f, g, h),
        _ => i32x4_splat(0),
    }
}

/// See [`super::kernel::products`].
pub(super) fn products(rows: &[i16], columns: usize, x: &[i16], out: &mut [i32]) {
    let mut outs = out.chunks_exact_mut(ROWS);
    let mut blocks = rows.chunks_exact(ROWS * columns);
    for (out, block) in outs.by_ref().zip(blocks.by_ref()) {
        let (ab, cd) = block.split_at(2 * columns);
        let ((a, b), (c, d)) = (ab.split_at(columns), cd.split_at(columns));
        let mut sums = [i32x4_splat(0); ROWS];
        let vectors = x.chunks_exact(LANES).zip(a.chunks_exact(LANES)).zip(b.chunks_exact(LANES));
        for (((x, a), b), (c, d)) in vectors.zip(c.chunks_exact(LANES).zip(d.chunks_exact(LANES))) {
            let x = load(x);
            sums[0] = i32x4_add(sums[0], i32x4_dot_i16x8(load(a), x));
            sums[1] = i32x4_add(sums[1], i32x4_dot_i16x8(load(b), x));
            sums[2] = i32x4_add(sums[2], i32x4_dot_i16x8(load(c), x));
            sums[3] = i32x4_add(sums[3], i32x4_dot_i16x8(load(d), x));
        }
        let ab = i32x4_add(i32x4_shuffle::<0, 4, 1, 5>(sums[0], sums[1]), i32x4_shuffle::<2, 6, 3, 7>(sums[0], sums[1]));
        let cd = i32x4_add(i32x4_shuffle::<0, 4, 1, 5>(sums[2], sums[3]), i32x4_shuffle::<2, 6, 3, 7>(sums[2], sums[3]));
        let all = i32x4_add(i32x4_shuffle::<0, 1, 4, 5>(ab, cd), i32x4_shuffle::<2, 3, 6, 7>(ab, cd));
        out[0] = i32x4_extract_lane::<0>(all);
        out[1] = i32x4_extract_lane::<1>(all);
        out[2] = i32x4_extract_lane::<2>(all);
        out[3] = i32x4_extract_lane::<3>(all);
    }
    for (o, row) in outs.into_remainder().iter_mut().zip(blocks.remainder().chunks_exact(columns)) {
        *o = dot(row, x);
    }
}
