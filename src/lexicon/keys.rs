//! Ascending whole numbers in a stream of bytes: the gaps between them, so that a general compressor does well.
//!
//! Sets of words are kept so, by some upper bits of each word's [hash](super::hash): a third of what their letters take. Now and then a word that
//! is in no set then counts as one of it: with n words by b bits, one of 2^b / n.

/// Ascending keys, none twice, as the gaps between them: seven bits to a byte, low ones first, the eighth set where more follow (LEB128).
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

/// The first `count` keys of `bits` bits, at most 32, by their gaps; `None` if there are fewer, or if one has more bits.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        for keys in [vec![], vec![0], vec![0, 1, 2], vec![126, 127, 128, 255, 256, 511, 100_000, u32::MAX]] {
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
