//! What is to be painted, from what was found, selected and pointed at. No web types.
//!
//! Takes an analysis with its text; gives a [`Painting`]: for each [`Layer`] the spans in it, in
//! order and without overlaps.

use super::layer::{Hue, Layer, Painting, Stroke};
use crate::analysis::prominence::{hue_of, quoted_runs};
use crate::analysis::{Analysis, QuoteKind, Tier};
use crate::selection::{Layers, Selectable};
use crate::sort;
use crate::text::{Byte, OffsetMap, Span, Utf16};
use crate::turns::{block_on, turn};

/// What the reader selected and what the pointer is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Attention {
    /// The item that the reader selected.
    pub selected: Option<Selectable>,
    /// The mention of the selected actor that the reader has come to.
    pub mention: Option<usize>,
    /// Under the pointer, or focused in the panel.
    pub pointed: Option<Selectable>,
}

/// An actor's part in a painting.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    pub hue: Hue,
    pub mentions: Vec<Span<Utf16>>,
}

/// An attribution's part in a painting.
#[derive(Debug, Clone)]
pub(super) struct Passage {
    pub hue: Hue,
    pub attitude: bool,
    pub speakers: Vec<u32>,
    pub source: Vec<Span<Utf16>>,
    pub cue: Vec<Span<Utf16>>,
    pub content: Vec<Span<Utf16>>,
    quoted: Vec<Span<Utf16>>,
    reported: Vec<Span<Utf16>>,
}

/// Where everything found stands and in which colour: all that painting and pointing need of an
/// analysis.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    pub(super) actors: Vec<Figure>,
    pub(super) attributions: Vec<Passage>,
}

impl Plan {
    /// Lays out an analysis of `text`.
    pub fn new(text: &str, analysis: &Analysis<Byte>) -> Plan {
        block_on(Plan::new_in_turns(text, analysis))
    }

    pub(crate) async fn new_in_turns(text: &str, analysis: &Analysis<Byte>) -> Plan {
        let map = OffsetMap::new(text);
        turn().await;
        let all = |spans: &[Span<Byte>]| {
            spans.iter().map(|s| map.convert::<Utf16>(*s)).collect::<Vec<_>>()
        };
        let hues: Vec<Hue> = hue_of(text, analysis).into_iter().map(Hue::new).collect();
        turn().await;
        let actors = analysis
            .actors
            .iter()
            .zip(&hues)
            .map(|(a, hue)| Figure {
                hue: *hue,
                mentions: a.mentions.iter().map(|m| map.convert(m.span)).collect(),
            })
            .collect();
        turn().await;
        let attributions = analysis
            .attributions
            .iter()
            .map(|a| {
                let (quoted, reported) = match a.kind {
                    QuoteKind::Direct => (a.content.clone(), Vec::new()),
                    QuoteKind::Indirect => (Vec::new(), a.content.clone()),
                    QuoteKind::Mixed => by_quotation_marks(text, &a.content),
                };
                Passage {
                    hue: a
                        .speakers
                        .first()
                        .and_then(|s| hues.get(*s as usize))
                        .copied()
                        .unwrap_or(Hue::OTHER),
                    attitude: a.tier == Tier::Attitude,
                    speakers: a.speakers.clone(),
                    source: all(&a.source),
                    cue: all(&a.cue),
                    content: all(&a.content),
                    quoted: all(&quoted),
                    reported: all(&reported),
                }
            })
            .collect();
        Plan { actors, attributions }
    }

    /// The painting for what is switched on, selected and pointed at. What is selected or pointed
    /// at is shown whatever is switched on.
    pub fn painting(&self, layers: Layers, focus: Attention) -> Painting {
        let mut painting = Painting::new();
        let mut add = |stroke: Stroke, hue: Hue, spans: &[Span<Utf16>]| {
            if !spans.is_empty() {
                painting.entry(Layer { stroke, hue }).or_default().extend_from_slice(spans);
            }
        };
        if layers.actors {
            let stroke = if focus.selected.is_some() { Stroke::Faint } else { Stroke::Actor };
            for (hue, span) in self.tints() {
                add(stroke, hue, &[span]);
            }
        }
        for passage in self.attributions.iter().filter(|p| p.shown(layers)) {
            add(Stroke::Quoted, passage.hue, &passage.quoted);
            add(Stroke::Reported, passage.hue, &passage.reported);
            add(Stroke::Cue, passage.hue, &passage.cue);
        }
        for (item, stroke) in [(focus.pointed, Stroke::Pointed), (focus.selected, Stroke::Chosen)] {
            match item {
                Some(Selectable::Actor(id)) => {
                    if let Some(actor) = self.actors.get(id as usize) {
                        add(stroke, actor.hue, &actor.mentions);
                        let current = focus
                            .mention
                            .filter(|_| stroke == Stroke::Chosen)
                            .and_then(|at| actor.mentions.get(at));
                        add(
                            Stroke::Current,
                            actor.hue,
                            current.map(std::slice::from_ref).unwrap_or_default(),
                        );
                    }
                    for passage in self.attributions.iter().filter(|p| {
                        p.speakers.contains(&id) && p.shown(Layers { quotes: true, ..layers })
                    }) {
                        add(Stroke::Passage, passage.hue, &passage.content);
                    }
                }
                Some(Selectable::Attribution(id)) => {
                    let Some(passage) = self.attributions.get(id as usize) else { continue };
                    if stroke == Stroke::Chosen {
                        add(Stroke::Opened, passage.hue, &passage.content);
                        add(Stroke::QuotedHere, passage.hue, &passage.quoted);
                        add(Stroke::ReportedHere, passage.hue, &passage.reported);
                    } else {
                        add(Stroke::Passage, passage.hue, &passage.content);
                    }
                    add(stroke, passage.hue, &passage.source);
                    add(stroke, passage.hue, &passage.cue);
                    for actor in
                        passage.speakers.iter().filter_map(|s| self.actors.get(*s as usize))
                    {
                        add(stroke, actor.hue, &actor.mentions);
                    }
                }
                None => {}
            }
        }
        for spans in painting.values_mut() {
            merge(spans);
        }
        painting
    }

    /// Where an item stands first, to scroll to: an attribution's first content, an actor's first
    /// mention.
    pub fn place(&self, item: Selectable) -> Option<Span<Utf16>> {
        match item {
            Selectable::Actor(id) => self.actors.get(id as usize)?.mentions.first().copied(),
            Selectable::Attribution(id) => {
                self.attributions.get(id as usize)?.content.first().copied()
            }
        }
    }

    /// From where an attribution's source, cue or content begins to where the last of them ends,
    /// whatever stands between; of an actor nothing.
    pub fn whole(&self, item: Selectable) -> Option<Span<Utf16>> {
        let Selectable::Attribution(id) = item else { return None };
        let passage = self.attributions.get(id as usize)?;
        passage
            .content
            .iter()
            .chain(&passage.source)
            .chain(&passage.cue)
            .copied()
            .reduce(|a, b| Span::new(a.start().min(b.start()), a.end().max(b.end())))
    }

    /// Mention number `index` of an actor.
    pub fn mention(&self, actor: u32, index: usize) -> Option<Span<Utf16>> {
        self.actors.get(actor as usize)?.mentions.get(index).copied()
    }

    /// Which of an actor's mentions stands at `offset`: the shortest.
    pub fn mention_at(&self, actor: u32, offset: u32) -> Option<usize> {
        let mentions = self.actors.get(actor as usize)?.mentions.iter().enumerate();
        mentions
            .filter(|(_, s)| s.start() <= offset && offset < s.end())
            .min_by_key(|(_, s)| s.len())
            .map(|(at, _)| at)
    }

    /// The shortest part of an item that stands at `offset`: a mention, or a piece of content,
    /// source or cue.
    pub fn part_at(&self, item: Selectable, offset: u32) -> Option<Span<Utf16>> {
        let parts: Vec<&Span<Utf16>> = match item {
            Selectable::Actor(id) => self.actors.get(id as usize)?.mentions.iter().collect(),
            Selectable::Attribution(id) => {
                let passage = self.attributions.get(id as usize)?;
                passage.content.iter().chain(&passage.source).chain(&passage.cue).collect()
            }
        };
        parts
            .into_iter()
            .filter(|s| s.start() <= offset && offset < s.end())
            .min_by_key(|s| s.len())
            .copied()
    }

    /// True if the item was found.
    pub fn has(&self, item: Selectable) -> bool {
        match item {
            Selectable::Actor(id) => (id as usize) < self.actors.len(),
            Selectable::Attribution(id) => (id as usize) < self.attributions.len(),
        }
    }

    /// Mentions with their colours, without overlaps: where one mention stands within another
    /// ("U.S." in "U.S. Secretary of State John Kerry"), the inner one is seen.
    fn tints(&self) -> Vec<(Hue, Span<Utf16>)> {
        let mut mentions: Vec<(Span<Utf16>, Hue)> =
            self.actors.iter().flat_map(|a| a.mentions.iter().map(|m| (*m, a.hue))).collect();
        // Outer before inner: whoever comes later lies above.
        sort::by_keys(&mut mentions, |(span, _)| {
            [span.start() as usize, sort::descending(span.end() as usize)]
        });
        let mut tints = Vec::new();
        let mut open: Vec<(Span<Utf16>, Hue)> = Vec::new();
        let mut at = 0;
        let mut until = |end: u32, open: &mut Vec<(Span<Utf16>, Hue)>, at: &mut u32| {
            while let Some((span, hue)) = open.last().copied() {
                let stop = span.end().min(end);
                if *at < stop {
                    tints.push((hue, Span::new(*at, stop)));
                    *at = stop;
                }
                if span.end() > end {
                    break;
                }
                open.pop();
            }
            *at = (*at).max(end);
        };
        for (span, hue) in mentions {
            until(span.start(), &mut open, &mut at);
            open.push((span, hue));
        }
        until(u32::MAX, &mut open, &mut at);
        tints
    }
}

impl Passage {
    /// True if it is painted with these layers switched on.
    pub(super) fn shown(&self, layers: Layers) -> bool {
        layers.quotes && (layers.attitudes || !self.attitude)
    }
}

/// Puts spans in order and joins those that overlap or touch.
fn merge(spans: &mut Vec<Span<Utf16>>) {
    spans.retain(|s| !s.is_empty());
    sort::by_keys(spans, |span| [span.start() as usize, span.end() as usize]);
    spans.dedup_by(|next, kept| {
        let joins = next.start() <= kept.end();
        if joins {
            *kept = kept.to(*next);
        }
        joins
    });
}

/// Parts content that is quoted in part: what stands within quotation marks (marks included), and
/// the rest.
fn by_quotation_marks(text: &str, content: &[Span<Byte>]) -> (Vec<Span<Byte>>, Vec<Span<Byte>>) {
    let (mut quoted, mut reported) = (Vec::new(), Vec::new());
    for span in content {
        let mut at = span.start();
        for (inside, run) in quoted_runs(text, *span) {
            // The space between a quotation and the words round it belongs to neither line.
            let start = at + (run.len() - run.trim_start().len()) as u32;
            at += run.len() as u32;
            let end = start + run.trim().len() as u32;
            (if inside { &mut quoted } else { &mut reported }).push(Span::new(start, end));
        }
    }
    (quoted, reported)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
