//! Keys of features: 32 bits, the same on every target.

use whosaid_packing::hash::mix;

/// The key of a feature: a template's number and up to two values.
pub fn key(template: u64, a: u64, b: u64) -> u32 {
    (mix(mix(mix(0x2545_f491, template), a), b) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use whosaid_packing::hash::text;

    use super::*;

    #[test]
    fn keys_are_the_same_on_every_target() {
        assert_eq!(key(1, text("Kerry"), 0), KERRY);
    }

    const KERRY: u32 = 1_076_380_252;
}
