//! Putting things in order, by one sort for all of them.
//!
//! Takes a list and up to four numbers to order each of its elements by; promises to keep equal
//! ones in the order in which they stood. With [`slice::sort_by_key`] every type sorted would have
//! a sort of its own in what a page loads, 4 KB each.

/// Most numbers that an element is ordered by.
const MOST: usize = 4;

/// Orders `list` by the first number of each, of equal ones by the second, and so on.
pub fn by_keys<T, const N: usize>(list: &mut [T], key: impl Fn(&T) -> [usize; N]) {
    const { assert!(N <= MOST) };
    list.sort_by_cached_key(|element| {
        let mut all = [0; MOST];
        all[..N].copy_from_slice(&key(element));
        all
    });
}

/// A number that orders the other way round: the largest first.
pub fn descending(number: usize) -> usize {
    usize::MAX - number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_number_counts_most_and_equal_elements_stay() {
        let mut list = [(2, 1, 'a'), (1, 5, 'b'), (1, 7, 'c'), (2, 1, 'd'), (1, 7, 'e')];
        by_keys(&mut list, |&(first, second, _)| [first, descending(second)]);
        assert_eq!(list.map(|(.., name)| name), ['c', 'e', 'b', 'a', 'd']);
        by_keys(&mut list, |&(first, ..)| [descending(first)]);
        assert_eq!(list.map(|(.., name)| name), ['a', 'd', 'c', 'e', 'b']);
    }
}
