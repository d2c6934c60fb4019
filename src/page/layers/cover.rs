//! Which of several passages is painted where they overlap: one tint and one line at each place.
//! No web types.

use super::layer::{Layer, Painting};
use crate::sort;
use crate::text::{Span, Utf16};

/// A passage and the layer that it is to be painted in.
pub(super) type Item = (Span<Utf16>, Layer);

/// A painting in the making, to which what lies above is added before what lies below.
#[derive(Debug, Default)]
pub(super) struct Cover {
    /// The passages painted so far, in any order.
    covered: Vec<Span<Utf16>>,
}

impl Cover {
    /// Adds `items` to a painting, as far as nothing was added there before. Where one of them
    /// stands within another, the inner one is painted; of equal ones, the last.
    pub fn lay(&mut self, painting: &mut Painting, items: Vec<Item>) {
        merge(&mut self.covered);
        let before = std::mem::take(&mut self.covered);
        let mut next = 0;
        for (layer, span) in innermost(items) {
            while before.get(next).is_some_and(|above| above.end() <= span.start()) {
                next += 1;
            }
            let mut from = span.start();
            for above in before[next..].iter().take_while(|above| above.start() < span.end()) {
                add(painting, layer, Span::new(from, above.start().max(from)));
                from = above.end();
            }
            add(painting, layer, Span::new(from.min(span.end()), span.end()));
            self.covered.push(span);
        }
        self.covered.extend(before);
    }
}

/// Adds a passage to a layer, joined with the one before it if they touch.
fn add(painting: &mut Painting, layer: Layer, span: Span<Utf16>) {
    if span.is_empty() {
        return;
    }
    let spans = painting.entry(layer).or_default();
    match spans.last_mut() {
        Some(last) if last.end() == span.start() => *last = last.to(span),
        _ => spans.push(span),
    }
}

/// The items in the order of the text and without overlaps.
fn innermost(mut items: Vec<Item>) -> Vec<(Layer, Span<Utf16>)> {
    // Outer passages come before inner ones, which lie above.
    sort::by_keys(&mut items, |(span, _)| {
        [span.start() as usize, sort::descending(span.end() as usize)]
    });
    let mut parts = Vec::new();
    let mut open: Vec<Item> = Vec::new();
    let mut at = 0;
    let mut until = |end: u32, open: &mut Vec<Item>, at: &mut u32| {
        while let Some((span, layer)) = open.last().copied() {
            let stop = span.end().min(end);
            if *at < stop {
                parts.push((layer, Span::new(*at, stop)));
                *at = stop;
            }
            if span.end() > end {
                break;
            }
            open.pop();
        }
        *at = (*at).max(end);
    };
    for (span, layer) in items {
        until(span.start(), &mut open, &mut at);
        open.push((span, layer));
    }
    until(u32::MAX, &mut open, &mut at);
    parts
}

/// Sorts spans and joins those that overlap or touch.
pub(super) fn merge(spans: &mut Vec<Span<Utf16>>) {
    sort::by_keys(spans, |span| [span.start() as usize, span.end() as usize]);
    spans.dedup_by(|next, kept| {
        let joins = next.start() <= kept.end();
        if joins {
            *kept = kept.to(*next);
        }
        joins
    });
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::super::layer::{Hue, Stroke};
    use super::*;

    fn layer(hue: u8) -> Layer {
        Layer { stroke: Stroke::Actor, hue: Hue::new(Some(hue)) }
    }

    /// The hue that each place of a text of 40 units is painted in.
    fn painted(painting: &Painting) -> Vec<Option<usize>> {
        let mut places = vec![None; 40];
        for (layer, spans) in painting {
            for at in spans.iter().flat_map(|span| span.start()..span.end()) {
                let before = places[at as usize].replace(layer.hue.index());
                assert_eq!(before, None, "two layers at {at} in {painting:?}");
            }
            assert!(spans.windows(2).all(|w| w[0].end() < w[1].start()), "{spans:?}");
        }
        places
    }

    #[test]
    fn each_place_is_painted_once_by_the_innermost_of_the_uppermost() {
        let mut random = fastrand::Rng::with_seed(3);
        for _ in 0..500 {
            let mut cover = Cover::default();
            let mut painting = Painting::new();
            let mut expected = vec![None; 40];
            for hue in 0..4 {
                // Passages that stand within each other or apart, as those of a text do.
                let outer = random.u32(0..20);
                let inner = outer + random.u32(0..6);
                let spans = [
                    Span::new(outer, outer + 6 + random.u32(0..12)),
                    Span::new(inner, inner + random.u32(0..4)),
                ];
                let items = [(spans[0], layer(2 * hue)), (spans[1], layer(2 * hue + 1))];
                cover.lay(&mut painting, items.to_vec());
                let above = expected.clone();
                for (span, layer) in items {
                    for at in span.start()..span.end() {
                        if above[at as usize].is_none() {
                            expected[at as usize] = Some(layer.hue.index());
                        }
                    }
                }
            }
            assert_eq!(painted(&painting), expected);
        }
    }
}
