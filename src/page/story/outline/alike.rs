//! Elements of an outline whose names say that they stand beside the story, and that together hold
//! most of the running text: then the names mean something else, as in a story whose every section
//! has a class with "permalink" in it.
//!
//! Takes elements whose amounts are summed up; gives which kinds of elements are named so; promises
//! to leave teasers out of the sums.

use super::OutlineWriter;
use crate::page::story::names::PagePart;

impl OutlineWriter {
    /// The likenesses of elements named as parts beside the story that are the story.
    pub(super) fn misnamed(&self) -> Vec<u32> {
        let mut sums: Vec<(u32, u32)> = Vec::new();
        for element in &self.elements {
            if element.part != PagePart::Beside || element.has_linked_line || element.prose == 0 {
                continue;
            }
            match sums.iter_mut().find(|(likeness, _)| *likeness == element.likeness) {
                Some((_, sum)) => *sum += element.prose,
                None => sums.push((element.likeness, element.prose)),
            }
        }
        let all = self.elements.first().map_or(0, |whole| whole.prose);
        sums.retain(|(_, sum)| sum * 2 > all);
        sums.into_iter().map(|(likeness, _)| likeness).collect()
    }
}
