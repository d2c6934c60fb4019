//! Elements of an outline whose names say that they stand beside the story, and that together hold
//! most of the running text: then the names mean something else, as in a story whose every section
//! has a class with "permalink" in it.
//!
//! Takes elements whose amounts are summed up; gives which kinds of elements are named so; promises
//! to leave teasers out of the sums.

use std::collections::BTreeMap;

use super::OutlineWriter;
use crate::page::story::names::PagePart;

impl OutlineWriter {
    /// The likenesses of elements named as parts beside the story that are the story, sorted.
    pub(super) fn misnamed(&self) -> Vec<u32> {
        // By likeness: characters of running text, and the end of the last element counted, which
        // has counted the elements within it.
        let mut sums: BTreeMap<u32, (u64, u32)> = BTreeMap::new();
        for (at, element) in self.elements.iter().enumerate() {
            if element.part != PagePart::Beside || element.has_linked_line || element.prose == 0 {
                continue;
            }
            let (sum, end) = sums.entry(element.likeness).or_default();
            if at >= *end as usize {
                *sum += u64::from(element.prose);
                *end = element.end;
            }
        }
        let all = self.elements.first().map_or(0, |whole| u64::from(whole.prose));
        sums.retain(|_, (sum, _)| *sum * 2 > all);
        sums.into_keys().collect()
    }
}
