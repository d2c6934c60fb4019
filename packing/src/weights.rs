//! Packs the weights file; runs in the library's build script.
//!
//! Takes a weights file of version 1; gives it in version 2, which a general compressor makes much
//! smaller. Version 2 has a key in place of each word (the upper bits of its hash), the words' rows
//! in the order of these keys, and zeros for the heads that the analysis does not use.

use crate::crc::crc32;
use crate::{hash, keys};

/// Upper bits of a word's hash that make its key.
const BITS: u8 = 24;
/// Bytes of magic, version and checksum.
const HEADER: usize = 16;
/// Bytes before the words: the header, then eight numbers, five thresholds and twice nine knots, of
/// four bytes each.
const WORDS: usize = HEADER + 4 * (8 + 5 + 18);
/// Rows of the other tables, and true for those of 4 bits a number, not 8.
const TABLES: [(usize, bool); 5] =
    [(1023, true), (1023, true), (23, false), (6, false), (6, false)];
/// Classes of the head for cues.
const CUE: usize = 3;
/// Classes of the two heads that the analysis does not use.
const UNUSED: [usize; 2] = [9, 18];

/// The file in version 2; `None` if it is not of version 1.
pub fn pack(file: &[u8]) -> Option<Vec<u8>> {
    let number =
        |at: usize| Some(u32::from_le_bytes(file.get(at..at + 4)?.try_into().ok()?) as usize);
    if number(8)? != 1 {
        return None;
    }
    let [words, dim, hidden, listing] = [number(16)?, number(20)?, number(24)?, number(44)?];
    let list: Vec<&str> =
        std::str::from_utf8(file.get(WORDS..WORDS + listing)?).ok()?.split('\n').collect();
    let (seed, mut rows) = distinct(&list)?;
    rows.sort_unstable();

    let scales = WORDS + listing;
    let numbers = scales + 2 * (words + 2);
    let end = numbers + (words + 2) * dim / 2;
    let row = |start: usize, size: usize| {
        rows.iter().flat_map(move |&(_, i)| &file[start + (i + 2) * size..start + (i + 3) * size])
    };
    let gaps = keys::write(rows.iter().map(|r| r.0));

    let mut body = file.get(HEADER..WORDS)?.to_vec();
    body[28..32].copy_from_slice(&(gaps.len() as u32 + 5).to_le_bytes());
    body.extend((seed as u32).to_le_bytes());
    body.push(BITS);
    body.extend(gaps);
    body.extend(&file[scales..scales + 4]);
    body.extend(row(scales, 2));
    body.extend(&file[numbers..numbers + dim]);
    body.extend(row(numbers, dim / 2));
    let mut rest = file.get(end..)?.to_vec();
    let affine = |rows: usize, columns: usize| rows * (columns + 4);
    let gru = |input: usize| affine(6 * hidden, input) + affine(6 * hidden, hidden);
    let tables: usize =
        TABLES.iter().map(|&(rows, four)| rows * (2 + if four { dim / 2 } else { dim })).sum();
    let heads = tables + gru(dim) + gru(2 * hidden) + affine(CUE, 2 * hidden);
    rest.get_mut(
        heads..heads + UNUSED.iter().map(|&rows| affine(rows, 2 * hidden)).sum::<usize>(),
    )?
    .fill(0);
    body.extend(rest);

    let mut out = file[..8].to_vec();
    out.extend(2u32.to_le_bytes());
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
        assert_eq!(pack(b"whosaid\0\x03\0\0\0"), None);
        assert_eq!(pack(b""), None);
    }
}
