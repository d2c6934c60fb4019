//! The items at a place in the text.
//!
//! Takes a plan; gives the items at an offset, innermost first, and the one that a click selects.
//! No web types.

use super::plan::Plan;
use crate::selection::{Layers, Selectable};
use crate::sort;
use crate::text::{Span, Utf16};

/// The items at each offset of a text, found in logarithmic time.
///
/// The text is cut at every start and end of an item; each stretch between two cuts has a list of
/// items, innermost first.
#[derive(Debug, Default)]
pub struct HitIndex {
    /// First offset of each stretch, rising.
    starts: Vec<u32>,
    /// The items of each stretch, as a range of `items`.
    lists: Vec<(u32, u32)>,
    items: Vec<Selectable>,
}

/// The parts of items in the order in which a click selects them: a name within a quotation comes
/// before the quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// A mention of an actor.
    Mention,
    /// A cue.
    Cue,
    /// Content or source.
    Body,
}

impl HitIndex {
    /// The index of the items of `plan` that `layers` shows. O(n log n).
    pub fn new(plan: &Plan, layers: Layers) -> HitIndex {
        let mut parts: Vec<(Span<Utf16>, Part, Selectable)> = Vec::new();
        if layers.actors || layers.mentions {
            for (id, actor) in plan.actors.iter().enumerate() {
                parts.extend(
                    actor
                        .mentions
                        .iter()
                        .map(|m| (*m, Part::Mention, Selectable::Actor(id as u32))),
                );
            }
        }
        for (id, attribution) in
            plan.attributions.iter().enumerate().filter(|(_, p)| p.is_shown(layers))
        {
            let item = Selectable::Attribution(id as u32);
            parts.extend(attribution.cue.iter().map(|s| (*s, Part::Cue, item)));
            parts.extend(
                attribution
                    .content
                    .iter()
                    .chain(&attribution.source)
                    .map(|s| (*s, Part::Body, item)),
            );
        }
        parts.retain(|(span, ..)| !span.is_empty());
        HitIndex::of(parts)
    }

    fn of(mut parts: Vec<(Span<Utf16>, Part, Selectable)>) -> HitIndex {
        sort::by_keys(&mut parts, |(span, ..)| [span.start() as usize, span.end() as usize]);
        let mut cuts: Vec<u32> =
            parts.iter().flat_map(|(span, ..)| [span.start(), span.end()]).collect();
        sort::by_keys(&mut cuts, |&cut| [cut as usize]);
        cuts.dedup();
        let mut index = HitIndex { starts: cuts, ..HitIndex::default() };
        let mut open: Vec<(Span<Utf16>, Part, Selectable)> = Vec::new();
        let mut coming = parts.into_iter().peekable();
        for cut in &index.starts {
            open.retain(|(span, ..)| span.end() > *cut);
            while let Some(part) = coming.next_if(|(span, ..)| span.start() == *cut) {
                open.push(part);
            }
            sort::by_keys(&mut open, |(span, part, _)| [*part as usize, span.len() as usize]);
            let from = index.items.len();
            for (.., item) in &open {
                if !index.items[from..].contains(item) {
                    index.items.push(*item);
                }
            }
            index.lists.push((from as u32, index.items.len() as u32));
        }
        index
    }

    /// The items at `offset`, innermost first: mentions, then attributions whose cue stands there,
    /// then those whose content or source does; of several, the shortest first.
    pub fn at(&self, offset: u32) -> &[Selectable] {
        self.stretch(offset).map_or(&[], |stretch| {
            let (from, to) = self.lists[stretch];
            &self.items[from as usize..to as usize]
        })
    }

    /// The number of the stretch that holds `offset`; `None` before the first.
    fn stretch(&self, offset: u32) -> Option<usize> {
        self.starts.partition_point(|start| *start <= offset).checked_sub(1)
    }

    /// The item that a click at `offset` selects: the innermost one, and with each further click on
    /// the same stretch the next one outwards, then `None`. `selected` is the item selected now,
    /// `before` the offset of the click before.
    pub fn next(
        &self,
        offset: u32,
        selected: Option<Selectable>,
        before: Option<u32>,
    ) -> Option<Selectable> {
        let here = self.at(offset);
        let again = before.is_some_and(|before| self.stretch(before) == self.stretch(offset));
        match selected.filter(|_| again).and_then(|item| here.iter().position(|i| *i == item)) {
            Some(at) => here.get(at + 1).copied(),
            None => here.first().copied(),
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    fn index(parts: &[(u32, u32, Part, Selectable)]) -> HitIndex {
        HitIndex::of(
            parts.iter().map(|(a, b, part, item)| (Span::new(*a, *b), *part, *item)).collect(),
        )
    }

    /// The items at `offset`, found by looking at every part.
    fn naive(parts: &[(u32, u32, Part, Selectable)], offset: u32) -> Vec<Selectable> {
        let mut here: Vec<_> =
            parts.iter().filter(|(a, b, ..)| *a <= offset && offset < *b).collect();
        here.sort_by_key(|(a, b, part, _)| (*part, b - a, *a));
        let mut items = Vec::new();
        for (.., item) in here {
            if !items.contains(item) {
                items.push(*item);
            }
        }
        items
    }

    #[test]
    fn further_clicks_go_from_a_name_to_the_quotation_around_it() {
        let hits = index(&[
            (0, 20, Part::Body, Selectable::Attribution(0)),
            (5, 8, Part::Mention, Selectable::Actor(3)),
        ]);
        assert_eq!(hits.at(6), [Selectable::Actor(3), Selectable::Attribution(0)]);
        let (actor, quote) = (Some(Selectable::Actor(3)), Some(Selectable::Attribution(0)));
        assert_eq!(hits.next(6, None, None), actor);
        assert_eq!(hits.next(7, actor, Some(6)), quote);
        assert_eq!(hits.next(6, quote, Some(7)), None);
        assert_eq!(hits.next(6, None, Some(6)), actor);
        assert_eq!(hits.next(20, None, None), None);
    }

    #[test]
    fn a_click_elsewhere_starts_with_the_innermost_item() {
        let hits = index(&[
            (0, 20, Part::Body, Selectable::Attribution(0)),
            (5, 8, Part::Mention, Selectable::Actor(3)),
            (10, 12, Part::Mention, Selectable::Actor(3)),
        ]);
        assert_eq!(hits.next(11, Some(Selectable::Actor(3)), Some(6)), Some(Selectable::Actor(3)));
        assert_eq!(
            hits.next(1, Some(Selectable::Attribution(0)), Some(15)),
            Some(Selectable::Attribution(0))
        );
    }

    #[test]
    fn every_offset_finds_the_items_that_a_full_search_finds() {
        let mut random = fastrand::Rng::with_seed(7);
        for _ in 0..300 {
            let parts: Vec<_> = (0..random.u32(..12))
                .map(|id| {
                    let start = random.u32(..30);
                    let part = [Part::Mention, Part::Cue, Part::Body][random.usize(..3)];
                    // Lengths differ, so that the order of equals does not matter.
                    (start, start + 1 + id, part, Selectable::Attribution(random.u32(..5)))
                })
                .collect();
            let hits = index(&parts);
            for offset in 0..50 {
                assert_eq!(hits.at(offset), naive(&parts, offset), "{parts:?} at {offset}");
            }
        }
    }
}
