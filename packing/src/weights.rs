//! Packs the weights file; runs in the library's build script.
//!
//! Takes a weights file of version 3; gives it in version 4, which a general compressor makes
//! smaller: it has a key in place of each word (the upper bits of its hash), and the words' rows in
//! the order of these keys.

use crate::crc::crc32;
use crate::{hash, keys, table};

/// The version that training writes.
const PLAIN: u32 = 3;
/// The version that is compiled in.
const PACKED: u32 = 4;
/// Upper bits of a word's hash that make its key.
const BITS: u8 = 24;
/// Bytes of magic, version and checksum.
const HEADER: usize = 16;
/// Where the number of words stands, and that of columns of their table, and that of bytes of the
/// list.
const COUNTS: [usize; 3] = [HEADER, HEADER + 4, HEADER + 24];
/// Bytes before the words: the header, then seven numbers, five thresholds and twice nine knots, of
/// four bytes each.
const WORDS: usize = HEADER + 4 * (7 + 5 + 18);
/// Rows of the table of words before the first word's.
const OTHERS: usize = 2;

/// The file in version 4; `None` if it is no file of version 3.
pub fn pack(file: &[u8]) -> Option<Vec<u8>> {
    let number =
        |at: usize| Some(u32::from_le_bytes(file.get(at..at + 4)?.try_into().ok()?) as usize);
    if number(8)? != PLAIN as usize {
        return None;
    }
    let [words, columns, listing] = [number(COUNTS[0])?, number(COUNTS[1])?, number(COUNTS[2])?];
    let list: Vec<&str> =
        std::str::from_utf8(file.get(WORDS..WORDS + listing)?).ok()?.split('\n').collect();
    if list.len() != words {
        return None;
    }
    let (seed, mut rows) = distinct(&list)?;
    rows.sort_unstable();

    let (steps, rest) = file[WORDS + listing..].split_at_checked(words + OTHERS)?;
    let (numbers, taken) = table::read(steps, rest, columns)?;
    let order: Vec<usize> =
        (0..OTHERS).chain(rows.iter().map(|&(_, word)| word + OTHERS)).collect();
    let steps: Vec<u8> = order.iter().map(|&row| steps[row]).collect();
    let numbers: Vec<i8> =
        order.iter().flat_map(|&row| &numbers[row * columns..][..columns]).copied().collect();
    let gaps = keys::write(rows.iter().map(|r| r.0));

    let mut body = file[HEADER..WORDS].to_vec();
    body[COUNTS[2] - HEADER..][..4].copy_from_slice(&(gaps.len() as u32 + 5).to_le_bytes());
    body.extend((seed as u32).to_le_bytes());
    body.push(BITS);
    body.extend(gaps);
    body.extend(&steps);
    body.extend(table::write(&steps, &numbers, columns));
    body.extend(&rest[taken..]);

    let mut out = file[..8].to_vec();
    out.extend(PACKED.to_le_bytes());
    out.extend(crc32(&body).to_le_bytes());
    out.extend(body);
    Some(out)
}

/// A seed with which no two words have the same key, and for each word its key and its index in
/// `list`.
fn distinct(list: &[&str]) -> Option<(u64, Vec<(u32, usize)>)> {
    let hashes: Vec<u64> = list.iter().map(|w| hash::text(w)).collect();
    let key = |seed: u64, hash: u64| (hash::mix(seed, hash) >> (64 - u32::from(BITS))) as u32;
    let mut taken = vec![u32::MAX; 1 << BITS];
    let free = |seed: u64, taken: &mut Vec<u32>| {
        hashes.iter().all(|&h| {
            std::mem::replace(&mut taken[key(seed, h) as usize], seed as u32) != seed as u32
        })
    };
    let seed = (0..1_000_000).find(|&seed| free(seed, &mut taken))?;
    Some((seed, hashes.iter().enumerate().map(|(i, &h)| (key(seed, h), i)).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_another_version_are_not_packed() {
        assert_eq!(pack(b"whosaid\0\x01\0\0\0"), None);
        assert_eq!(pack(b""), None);
    }

    #[test]
    fn files_cut_off_are_not_packed() {
        let mut file = b"whosaid\0\x03\0\0\0".to_vec();
        file.resize(WORDS, 0);
        file[COUNTS[0]] = 2;
        file[COUNTS[1]] = 8;
        file[COUNTS[2]] = 3;
        file.extend(b"a\nb");
        file.extend([128; 4]);
        file.extend(table::write(&[128; 4], &[1; 32], 8));
        assert!(pack(&file).is_some());
        for end in 0..file.len() {
            assert_eq!(pack(&file[..end]), None, "of {end} bytes");
        }
    }
}
