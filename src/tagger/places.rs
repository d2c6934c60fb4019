//! From a chunk's tokens to places in the text.

use super::decode::{self, Found, runs};
use super::doubtful;
use super::evidence::TaggedAttribution;
use super::nested;
use super::slice::{Slice, bytes};
use super::weights::Thresholds;
use crate::sort;
use crate::text::{Byte, Span};

/// How an attribution stands to the others of its chunk.
#[derive(Debug, Clone, Copy)]
pub enum Place {
    /// In the content of none.
    Outer,
    /// Likewise, but less sure.
    Doubtful,
    /// In the content of the one with this index.
    Inside(usize),
}

/// The attributions of a slice with their places in the text, in order.
pub fn attributions(
    slice: &Slice,
    found: Vec<(Found, Place)>,
    thresholds: &Thresholds,
) -> Vec<TaggedAttribution> {
    let places = Places::new(slice);
    let mut order: Vec<(usize, TaggedAttribution)> = Vec::new();
    for (i, (a, place)) in found.iter().enumerate() {
        let taken =
            |t: usize| a.cue.0 <= t && t < a.cue.1 || a.source.is_some_and(|s| s.0 <= t && t < s.1);
        let content =
            places.spans(runs(a.content.iter().enumerate().map(|(t, &c)| c && !taken(t))));
        let (Some(&cue), false) = (places.spans(vec![a.cue]).first(), content.is_empty()) else {
            continue;
        };
        let attribution = TaggedAttribution {
            source: a.source.and_then(|s| places.spans(vec![s]).first().copied()),
            cue,
            content,
            cue_probability: a.score,
            confidence: match place {
                Place::Outer => decode::confidence(a.sure, &thresholds.knots),
                Place::Doubtful => doubtful::CONFIDENCE,
                Place::Inside(_) => decode::confidence(a.sure, &nested::KNOTS),
            },
            doubtful: matches!(place, Place::Doubtful),
            inside: match *place {
                Place::Inside(outer) => Some(outer),
                Place::Outer | Place::Doubtful => None,
            },
        };
        order.push((i, attribution));
    }
    sort::by_keys(&mut order, |(_, a)| {
        [a.content[0].start() as usize, usize::from(a.inside.is_some())]
    });
    let place_of: Vec<usize> = order.iter().map(|(i, _)| *i).collect();
    let moved = |(_, a): (usize, TaggedAttribution)| {
        let inside = a.inside.and_then(|outer| place_of.iter().position(|&i| i == outer));
        TaggedAttribution { inside, ..a }
    };
    order.into_iter().map(moved).collect()
}

/// Finds the places of a chunk's tokens in the text.
struct Places<'s> {
    slice: &'s Slice<'s>,
    /// For each entry of the chunk, and for its end, the number of tokens before it.
    before: Vec<usize>,
}

impl<'s> Places<'s> {
    fn new(slice: &'s Slice) -> Self {
        let mut count = 0;
        let mut before = Vec::with_capacity(slice.chunk.len() + 1);
        for index in &slice.chunk.index {
            before.push(count);
            count += usize::from(index.is_some());
        }
        before.push(count);
        Places { slice, before }
    }

    /// The spans of runs of the chunk's entries. Runs with only a paragraph mark between them are
    /// one span.
    fn spans(&self, runs: Vec<(usize, usize)>) -> Vec<Span<Byte>> {
        let mut tokens: Vec<(usize, usize)> = Vec::new();
        for (start, end) in runs {
            let (start, end) = (self.before[start], self.before[end]);
            match tokens.last_mut() {
                _ if start == end => {}
                Some(last) if last.1 == start => last.1 = end,
                _ => tokens.push((start, end)),
            }
        }
        tokens
            .into_iter()
            .map(|(start, end)| bytes(self.slice.spans[start].0, self.slice.spans[end - 1].1))
            .collect()
    }
}
