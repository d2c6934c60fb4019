//! Grids of teasers in an outline: headlines that are links, each with a summary, which may hold
//! more running text than the story itself.
//!
//! Takes elements whose amounts are summed up; gives which of them hold nothing but teasers;
//! promises to count as none a list below the headline that holds most of the running text: that
//! is a story in items.

use super::{Element, ElementKind, OutlineWriter, PROSE_MIN};

/// Greatest number of characters in a teaser: headline, summary, day.
const TEASER_MAX: u32 = 400;

/// Least number of teasers in a grid of them.
const TEASERS_MIN: u32 = 3;

impl OutlineWriter {
    /// By element: true if nine parts in ten of its running text are teasers, with a story
    /// elsewhere.
    pub(super) fn teaser_grids(&self) -> Vec<bool> {
        let elements = &self.elements;
        let mut teasers = vec![(0_u32, 0_u32); elements.len()];
        for i in (1..elements.len()).rev() {
            let element = &elements[i];
            let is_teaser = matches!(
                element.kind,
                ElementKind::ListItem | ElementKind::Region | ElementKind::Article
            ) && element.has_linked_line
                && element.all.chars <= TEASER_MAX
                && element.prose > 0
                && !holds_story(element);
            if is_teaser {
                teasers[i] = (1, element.prose);
            }
            let (count, prose) = teasers[i];
            let around = &mut teasers[element.parent as usize];
            around.0 += count;
            around.1 += prose;
        }
        let title = elements.iter().position(|e| e.has_title && e.kind == ElementKind::Title);
        let all = elements.first().map_or(0, |whole| whole.prose);
        let is_grid = |(element, (count, prose)): (&Element, (u32, u32))| {
            let above_title = title.is_some_and(|title| element.end as usize <= title);
            count >= TEASERS_MIN
                && prose * 10 >= element.prose * 9
                && !holds_story(element)
                && all - element.prose >= 2 * PROSE_MIN
                && (above_title || element.prose * 2 <= all)
        };
        elements.iter().zip(teasers).map(is_grid).collect()
    }
}

fn holds_story(element: &Element) -> bool {
    element.has_title || element.has_body
}
