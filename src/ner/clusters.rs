//! Clusters of words of similar meaning: part of the model, so that a word that training never met
//! counts as similar ones do.
//!
//! Takes the hashes of words in lower case; gives the number of their cluster, 0 for none. Words
//! are kept by the upper bits of their hash, so that now and then a word that is in no cluster gets
//! one, in training too.

/// A table of words and their clusters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clusters {
    /// Upper bits of a hash that count, at most 32.
    pub bits: u8,
    /// Upper bits of the hash, ascending, none twice, and the cluster.
    pub rows: Vec<(u32, u8)>,
}

impl Clusters {
    /// The upper bits of this hash of a word in lower case.
    pub fn key(&self, lower: u64) -> u32 {
        ((lower >> 32) as u32).checked_shr(32 - u32::from(self.bits)).unwrap_or(0)
    }

    /// The cluster of the word in lower case that has this hash; 0 for none.
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
