//! Hashes of texts, the same on every target.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// Mixes `value` into `seed`.
pub fn mix(seed: u64, value: u64) -> u64 {
    // the multiplier of Knuth's multiplicative hashing for 64 bits; the shift carries high bits
    // down to where the next step needs them
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

/// A fast hasher for maps and sets.
///
/// [`std::hash::DefaultHasher`] protects servers against keys that were chosen to have one hash,
/// and takes several times as long. Here a page's text is hashed in that page, which could slow
/// down only itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for c in &mut chunks {
            self.0 =
                mix(self.0, u64::from_le_bytes([c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]]));
        }
        // The length counts too: `Hash` of `str` ends with a byte that no text has.
        let rest = chunks.remainder();
        if !rest.is_empty() {
            self.0 =
                mix(self.0, rest.iter().fold(rest.len() as u64, |n, &b| n << 8 | u64::from(b)));
        }
    }

    fn write_u8(&mut self, n: u8) {
        self.write_u64(n.into());
    }

    fn write_u16(&mut self, n: u16) {
        self.write_u64(n.into());
    }

    fn write_u32(&mut self, n: u32) {
        self.write_u64(n.into());
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = mix(self.0, n);
    }

    fn write_usize(&mut self, n: usize) {
        self.write_u64(n as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A map by [`Quick`] hashes.
pub type Map<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;
/// A set by [`Quick`] hashes.
pub type Set<K> = HashSet<K, BuildHasherDefault<Quick>>;

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
    fn maps_keep_different_keys_apart() {
        let mut map: Map<String, usize> = Map::default();
        let word = |i: usize| {
            ["a", "word", "", "é", "longer than eight"][i % 5].repeat(1 + i / 5 % 3)
                + &"0".repeat(i / 15)
        };
        (0..300).for_each(|i| _ = map.insert(word(i), i));
        assert!((0..300).all(|i| word(map[&word(i)]) == word(i)));
        let hash = |text: &str| {
            std::hash::BuildHasher::hash_one(&BuildHasherDefault::<Quick>::default(), text)
        };
        assert_ne!(hash("ab"), hash("ba"));
        // A table of hashes takes its places from the lower bits, and tells entries apart by the
        // upper ones.
        let spread = |shift: u32| {
            (0..4096).map(|i| hash(&format!("w{i}")) >> shift & 127).collect::<Set<u64>>().len()
        };
        assert_eq!((spread(0), spread(57)), (128, 128));
    }

    #[test]
    fn different_texts_differ() {
        let words = ["a", "b", "ab", "ba", "abcdefgh", "abcdefghi", "abcdefgi", "", "é"];
        let mut seen: Vec<u64> = words.iter().map(|w| text(w)).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), words.len());
    }
}
