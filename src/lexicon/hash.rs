//! Hashes of texts, the same on every target.

/// Mixes `value` into `seed`.
pub fn mix(seed: u64, value: u64) -> u64 {
    // the multiplier of Knuth's multiplicative hashing for 64 bits; the shift carries high bits down to where the next step needs them
    let h = (seed ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    h ^ (h >> 29)
}

/// Hash of a text.
pub fn text(s: &str) -> u64 {
    let bytes = s.as_bytes();
    let mut chunks = bytes.chunks_exact(8);
    let mut h = mix(0x5713, bytes.len() as u64);
    for c in &mut chunks {
        h = mix(h, u64::from_le_bytes([c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]]));
    }
    let rest = chunks.remainder().iter().fold(0, |n, &b| n << 8 | u64::from(b));
    mix(h, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_the_same_on_every_target() {
        assert_eq!(text(""), text(""));
        assert_eq!(text("Kerry"), KERRY);
    }

    const KERRY: u64 = 0x2fa4_6da9_6bcd_17f1;

    #[test]
    fn different_texts_differ() {
        let words = ["a", "b", "ab", "ba", "abcdefgh", "abcdefghi", "abcdefgi", "", "é"];
        let mut seen: Vec<u64> = words.iter().map(|w| text(w)).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), words.len());
    }
}
