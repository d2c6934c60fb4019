//! Ascending whole numbers as a stream of bytes: the gaps between them, which a general compressor
//! makes small.
//!
//! Sets of words are kept in this way, each word as the upper bits of its [hash](crate::hash),
//! which takes a third of the bytes of its letters. The price: with n words and keys of b bits, one
//! in 2^b / n of all other words is taken for one of the set.

/// The gaps between ascending keys, none twice. A gap has seven bits to a byte, low ones first, and
/// the eighth bit set if another byte follows (LEB128).
pub fn write(keys: impl Iterator<Item = u32>) -> Vec<u8> {
    let (mut gaps, mut last) = (Vec::new(), None::<u32>);
    for key in keys {
        let mut gap = last.map_or(key, |l| key - l - 1);
        last = Some(key);
        while gap >= 128 {
            gaps.push(gap as u8 | 128);
            gap >>= 7;
        }
        gaps.push(gap as u8);
    }
    gaps
}

/// The first `count` keys whose gaps these are; `None` if there are fewer, or if one has more than
/// `bits` bits, which are at most 32.
pub fn read(gaps: &[u8], count: usize, bits: u8) -> Option<Vec<u32>> {
    let mut gaps = gaps.iter();
    let mut keys = Vec::with_capacity(count.min(gaps.len()));
    let mut key: u64 = 0;
    for i in 0..count {
        key += u64::from(i > 0);
        for shift in (0..).step_by(7) {
            let byte = *gaps.next()?;
            key += u64::from(byte & 127).checked_shl(shift).filter(|_| shift < 32)?;
            if byte < 128 {
                break;
            }
        }
        if key >> bits != 0 {
            return None;
        }
        keys.push(key as u32);
    }
    Some(keys)
}

/// A set of keys with a fast look-up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keys {
    all: Vec<u32>,
    /// For each value of a key's upper bits the index of the first key with that value or a greater
    /// one, and at last the number of keys. There are about as many values as keys.
    first: Vec<u32>,
    /// Lower bits of a key, those that are not its upper ones.
    shift: u32,
}

impl Keys {
    /// A set of `all`, which ascend, none twice; each has `bits` bits, 1 to 32.
    pub fn new(all: Vec<u32>, bits: u8) -> Keys {
        let upper = u32::from(bits).min(all.len().max(1).ilog2() + 1);
        let shift = u32::from(bits) - upper;
        let mut first = Vec::with_capacity((1 << upper) + 1);
        for (i, key) in all.iter().enumerate() {
            while first.len() <= (key >> shift) as usize {
                first.push(i as u32);
            }
        }
        first.resize((1 << upper) + 1, all.len() as u32);
        Keys { all, first, shift }
    }

    /// The index of `key`, if it is in the set.
    pub fn find(&self, key: u32) -> Option<usize> {
        let upper = (key >> self.shift) as usize;
        let &[from, upto] = self.first.get(upper..upper + 2)? else { return None };
        let near = self.all.get(from as usize..upto as usize)?;
        near.iter().position(|k| *k == key).map(|i| from as usize + i)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_at_its_index() {
        for (keys, bits) in [
            (vec![], 8),
            (vec![0], 1),
            (vec![0, 1, 5, 6, 7], 3),
            (vec![3, 500, 501, 1023], 10),
            (vec![0, 9, u32::MAX], 32),
        ] {
            let found = Keys::new(keys.clone(), bits);
            for key in (0..1100).chain([u32::MAX - 1, u32::MAX]) {
                assert_eq!(
                    found.find(key),
                    keys.iter().position(|k| *k == key),
                    "{key} of {keys:?}"
                );
            }
        }
        let dense: Vec<u32> = (0..5000).filter(|n| n * 7 % 11 < 4).collect();
        let found = Keys::new(dense.clone(), 13);
        assert!((0..8192).all(|key| found.find(key) == dense.binary_search(&key).ok()));
    }

    #[test]
    fn written_keys_are_read_again() {
        for keys in
            [vec![], vec![0], vec![0, 1, 2], vec![126, 127, 128, 255, 256, 511, 100_000, u32::MAX]]
        {
            assert_eq!(read(&write(keys.iter().copied()), keys.len(), 32), Some(keys));
        }
    }

    #[test]
    fn too_few_or_too_large_keys_are_refused() {
        let gaps = write([3, 500].into_iter());
        assert_eq!(read(&gaps, 3, 32), None);
        assert_eq!(read(&gaps, 2, 8), None);
        assert_eq!(read(&gaps, 1, 8), Some(vec![3]));
        assert_eq!(read(&[255; 20], 1, 32), None);
    }
}
