//! Statements that repeat words which the article reports elsewhere: pull quotes, lines that stand
//! again after an advertisement.
//!
//! Takes what counts for each statement, and its source; gives which are repeats; promises that the
//! words of each stand in a row in another statement that is no repeat.

use super::counted::{Counted, HASH_START, add_to_hash};
use crate::sort;

/// Least words of a repeat: fewer may well be said twice.
const LEAST: usize = 5;
/// Most places that a statement is compared with; the longest statements come first.
const MOST: usize = 16;

/// True for each statement whose words, all in a row, stand in a longer statement, or in an equal
/// one before it, of the same source. `sources` has an equal number for equal sources; a statement
/// with `None` has no stated source, as is usual of pull quotes, and may repeat anybody.
pub(super) fn repeats(counted: &[Counted], sources: &[Option<u64>]) -> Vec<bool> {
    let hash = |words: &[u32]| words.iter().fold(HASH_START, |hash, &word| add_to_hash(hash, word));
    let mut places: Vec<(u32, usize, usize)> = Vec::new();
    for (id, own) in counted.iter().enumerate() {
        let rows = own.hashes.windows(LEAST).enumerate();
        places.extend(rows.map(|(at, row)| (hash(row), id, at)));
    }
    let length = |id: usize| counted[id].hashes.len();
    sort::by_keys(&mut places, |&(hash, id, at)| {
        [hash as usize, sort::descending(length(id)), id, at]
    });
    let is_repeat = |id: usize| {
        let words = &counted[id].hashes;
        let Some(first) = words.get(..LEAST).map(hash) else { return false };
        let from = places.partition_point(|place| place.0 < first);
        places[from..].iter().take(MOST).take_while(|place| place.0 == first).any(
            |&(_, other, at)| {
                let longer = length(other) > words.len();
                (longer || (length(other) == words.len() && other < id))
                    && (sources[id].is_none() || sources[id] == sources[other])
                    && counted[other].hashes[at..].starts_with(words)
            },
        )
    };
    (0..counted.len()).map(is_repeat).collect()
}
