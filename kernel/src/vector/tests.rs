use super::super::testing::Noise;
use super::{both, imp, pair};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn whole_numbers_are_those_of_plain_arithmetic() {
    let mut noise = Noise::new(3);
    for _ in 0..2000 {
        let (a, x): ([i16; 8], _) =
            (std::array::from_fn(|_| noise.short(127)), [noise.short(32767), noise.short(32767)]);
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
            [0, 2, 4, 6].map(|k| [k, k + 1].map(|k| short(if k < 4 { want[k] } else { want[0] })))
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
