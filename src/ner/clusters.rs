//! Clusters of words of like meaning: part of the model, so that a word never seen in training
//! counts as its likes do.
//!
//! Takes words in lower case, by hash; gives the number of their cluster, 0 for none. Words are
//! kept by some upper bits of their hash alone, so that now and then a word that is in no cluster
//! gets one; training sees the same.

/// A table of words and their clusters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clusters {
    /// How many upper bits of a hash count; at most 32.
    pub bits: u8,
    /// Upper bits and cluster, ascending, none twice.
    pub rows: Vec<(u32, u8)>,
}

impl Clusters {
    /// Upper bits of the hash of a word in lower case.
    pub fn key(&self, lower: u64) -> u32 {
        ((lower >> 32) as u32).checked_shr(32 - u32::from(self.bits)).unwrap_or(0)
    }

    /// The cluster of a word in lower case by its hash.
    pub fn of(&self, lower: u64) -> u8 {
        let key = self.key(lower);
        self.rows.binary_search_by_key(&key, |r| r.0).map_or(0, |i| self.rows[i].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_by_the_upper_bits_of_their_hash() {
        let mut clusters = Clusters { bits: 8, rows: vec![(0x12, 5), (0xfe, 7)] };
        assert_eq!(clusters.of(0x12ff_ffff_0000_0000), 5);
        assert_eq!(clusters.of(0xfe00_0000_0000_0001), 7);
        assert_eq!(clusters.of(0x1300_0000_0000_0000), 0);
        clusters.bits = 0;
        assert_eq!(clusters.of(u64::MAX), 0);
    }
}
