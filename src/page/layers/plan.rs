//! The plan of a painting: where actors and attributions stand, and which layers show them.
//!
//! Takes an analysis with its text, and the items that are selected and pointed at; gives a
//! [`Painting`]: for each [`Layer`] the spans in it, in order and without overlaps. No web types.

use super::layer::{Hue, Layer, Painting, Stroke};
use crate::analysis::prominence::{hue_of, quoted_runs};
use crate::analysis::{Analysis, QuoteKind, Tier};
use crate::selection::{Layers, Selectable};
use crate::sort;
use crate::text::{Byte, OffsetMap, Span, Utf16};
use crate::turns::{block_on, turn};

/// The items that the reader attends to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Attention {
    /// The item that the reader selected.
    pub selected: Option<Selectable>,
    /// The number of the mention that the reader has stepped to, of the selected actor.
    pub mention: Option<usize>,
    /// The item under the pointer, or focused in the panel.
    pub pointed: Option<Selectable>,
}

/// An actor as it is painted.
#[derive(Debug, Clone)]
pub(super) struct PaintedActor {
    pub hue: Hue,
    pub mentions: Vec<Span<Utf16>>,
}

/// An attribution as it is painted.
#[derive(Debug, Clone)]
pub(super) struct PaintedAttribution {
    pub hue: Hue,
    /// True if it reports an attitude, not a statement.
    pub attitude: bool,
    pub speakers: Vec<u32>,
    pub source: Vec<Span<Utf16>>,
    pub cue: Vec<Span<Utf16>>,
    pub content: Vec<Span<Utf16>>,
    /// The content within quotation marks.
    quoted: Vec<Span<Utf16>>,
    /// The content outside quotation marks.
    reported: Vec<Span<Utf16>>,
}

/// The place and colour of each actor and attribution: all that painting and pointing need of an
/// analysis.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    pub(super) actors: Vec<PaintedActor>,
    pub(super) attributions: Vec<PaintedAttribution>,
}

impl Plan {
    /// The plan of an analysis of `text`.
    pub fn new(text: &str, analysis: &Analysis<Byte>) -> Plan {
        block_on(Plan::new_in_turns(text, analysis))
    }

    /// The same as [`Plan::new`], worked out in turns.
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
            .map(|(a, hue)| PaintedActor {
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
                PaintedAttribution {
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

    /// The painting of the layers that are switched on, and of the items that are selected or
    /// pointed at, in layers that are switched off too.
    pub fn painting(&self, layers: Layers, attention: Attention) -> Painting {
        let mut painting = Painting::new();
        let mut add = |stroke: Stroke, hue: Hue, spans: &[Span<Utf16>]| {
            if !spans.is_empty() {
                painting.entry(Layer { stroke, hue }).or_default().extend_from_slice(spans);
            }
        };
        if layers.actors {
            let stroke = if attention.selected.is_some() { Stroke::Faint } else { Stroke::Actor };
            for (hue, span) in self.tints() {
                add(stroke, hue, &[span]);
            }
        }
        for attribution in self.attributions.iter().filter(|p| p.is_shown(layers)) {
            add(Stroke::Quoted, attribution.hue, &attribution.quoted);
            add(Stroke::Reported, attribution.hue, &attribution.reported);
            add(Stroke::Cue, attribution.hue, &attribution.cue);
        }
        for (item, stroke) in
            [(attention.pointed, Stroke::Pointed), (attention.selected, Stroke::Chosen)]
        {
            match item {
                Some(Selectable::Actor(id)) => {
                    if let Some(actor) = self.actors.get(id as usize) {
                        add(stroke, actor.hue, &actor.mentions);
                        let current = attention
                            .mention
                            .filter(|_| stroke == Stroke::Chosen)
                            .and_then(|at| actor.mentions.get(at));
                        add(
                            Stroke::Current,
                            actor.hue,
                            current.map(std::slice::from_ref).unwrap_or_default(),
                        );
                    }
                    for attribution in self.attributions.iter().filter(|p| {
                        p.speakers.contains(&id) && p.is_shown(Layers { quotes: true, ..layers })
                    }) {
                        add(Stroke::Passage, attribution.hue, &attribution.content);
                    }
                }
                Some(Selectable::Attribution(id)) => {
                    let Some(attribution) = self.attributions.get(id as usize) else { continue };
                    if stroke == Stroke::Chosen {
                        add(Stroke::Opened, attribution.hue, &attribution.content);
                        add(Stroke::QuotedHere, attribution.hue, &attribution.quoted);
                        add(Stroke::ReportedHere, attribution.hue, &attribution.reported);
                    } else {
                        add(Stroke::Passage, attribution.hue, &attribution.content);
                    }
                    add(stroke, attribution.hue, &attribution.source);
                    add(stroke, attribution.hue, &attribution.cue);
                    for actor in
                        attribution.speakers.iter().filter_map(|s| self.actors.get(*s as usize))
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

    /// The first place of an item, to scroll to: an attribution's first content, an actor's first
    /// mention.
    pub fn place(&self, item: Selectable) -> Option<Span<Utf16>> {
        match item {
            Selectable::Actor(id) => self.actors.get(id as usize)?.mentions.first().copied(),
            Selectable::Attribution(id) => {
                self.attributions.get(id as usize)?.content.first().copied()
            }
        }
    }

    /// The span from the first to the last word of an attribution's source, cue and content; `None`
    /// for an actor.
    pub fn whole(&self, item: Selectable) -> Option<Span<Utf16>> {
        let Selectable::Attribution(id) = item else { return None };
        let attribution = self.attributions.get(id as usize)?;
        attribution
            .content
            .iter()
            .chain(&attribution.source)
            .chain(&attribution.cue)
            .copied()
            .reduce(|a, b| Span::new(a.start().min(b.start()), a.end().max(b.end())))
    }

    /// Mention number `index` of an actor.
    pub fn mention(&self, actor: u32, index: usize) -> Option<Span<Utf16>> {
        self.actors.get(actor as usize)?.mentions.get(index).copied()
    }

    /// The number of the shortest mention of an actor that stands at `offset`.
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
                let attribution = self.attributions.get(id as usize)?;
                attribution
                    .content
                    .iter()
                    .chain(&attribution.source)
                    .chain(&attribution.cue)
                    .collect()
            }
        };
        parts
            .into_iter()
            .filter(|s| s.start() <= offset && offset < s.end())
            .min_by_key(|s| s.len())
            .copied()
    }

    /// True if the analysis has this item.
    pub fn has(&self, item: Selectable) -> bool {
        match item {
            Selectable::Actor(id) => (id as usize) < self.actors.len(),
            Selectable::Attribution(id) => (id as usize) < self.attributions.len(),
        }
    }

    /// Spans of mentions with their colours, without overlaps. Where one mention stands within
    /// another ("U.S." in "U.S. Secretary of State John Kerry"), the inner one is painted.
    fn tints(&self) -> Vec<(Hue, Span<Utf16>)> {
        let mut mentions: Vec<(Span<Utf16>, Hue)> =
            self.actors.iter().flat_map(|a| a.mentions.iter().map(|m| (*m, a.hue))).collect();
        // Outer mentions come before inner ones, which lie above.
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

impl PaintedAttribution {
    /// True if the attribution is painted with these layers switched on.
    pub(super) fn is_shown(&self, layers: Layers) -> bool {
        layers.quotes && (layers.attitudes || !self.attitude)
    }
}

/// Sorts spans and joins those that overlap or touch.
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

/// Splits content that is quoted in part into the runs within quotation marks, marks included, and
/// the runs outside.
fn by_quotation_marks(text: &str, content: &[Span<Byte>]) -> (Vec<Span<Byte>>, Vec<Span<Byte>>) {
    let (mut quoted, mut reported) = (Vec::new(), Vec::new());
    for span in content {
        let mut at = span.start();
        for (inside, run) in quoted_runs(text, *span) {
            // The space between a quotation and the words around it is not underlined.
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
