//! The plan of a painting: where actors and attributions stand, and which layers show them.
//!
//! Takes an analysis with its text, and the items that are selected and pointed at; gives a
//! [`Painting`]: for each [`Layer`] the spans in it, in order and without overlaps. No web types.

use super::cover::{Cover, Item};
use super::layer::{Hue, Layer, Painting, Stroke};
use crate::analysis::prominence::{hue_of, quoted_runs};
use crate::analysis::{Analysis, QuoteKind, Tier};
use crate::selection::{Layers, Selectable};
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
    /// The actor whose voice the reader follows: all other text is dimmed.
    pub voice: Option<u32>,
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
    /// The words of the source that name a speaker, each in the speaker's colour.
    names: Vec<(Hue, Span<Utf16>)>,
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
    /// The lines of the text, which are dimmed one by one: paint comes off a whole span where the
    /// page has changed some of it.
    pub(super) lines: Vec<Span<Utf16>>,
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
        let actors: Vec<PaintedActor> = analysis
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
                let source = all(&a.source);
                let speakers = || a.speakers.iter().filter_map(|s| actors.get(*s as usize));
                PaintedAttribution {
                    hue: speakers().next().map_or(Hue::OTHER, |speaker| speaker.hue),
                    attitude: a.tier == Tier::Attitude,
                    speakers: a.speakers.clone(),
                    names: speakers().flat_map(|speaker| names_in(&source, speaker)).collect(),
                    source,
                    cue: all(&a.cue),
                    content: all(&a.content),
                    quoted: all(&quoted),
                    reported: all(&reported),
                }
            })
            .collect();
        let mut at = 0;
        let lines = text.split('\n').map(|line| {
            let (start, units) = (at, line.encode_utf16().count() as u32);
            at += units + 1;
            Span::new(start, start + units)
        });
        Plan { actors, attributions, lines: lines.collect() }
    }

    /// The painting of the layers that are switched on, and of the items that are selected or
    /// pointed at, in layers that are switched off too. Each place has one tint and one line at
    /// most.
    pub fn painting(&self, layers: Layers, attention: Attention) -> Painting {
        if let Some(voice) = attention.voice {
            return self.voice_painting(voice, layers, attention.selected);
        }
        let Attention { selected, mention, pointed, .. } = attention;
        let mut painting = Painting::new();
        let mut tints = Cover::default();
        tints.lay(&mut painting, self.names_of(selected, Stroke::Chosen));
        tints.lay(&mut painting, self.names_of(pointed, Stroke::Pointed));
        tints.lay(&mut painting, self.tints_of(selected, Stroke::Opened));
        let passages = [selected, pointed].into_iter().flat_map(|item| self.passages(item, layers));
        tints.lay(&mut painting, passages.collect());
        let stroke = if selected.is_some() { Stroke::Faint } else { Stroke::Actor };
        tints.lay(&mut painting, self.names(layers, stroke));
        let mut lines = Cover::default();
        lines.lay(&mut painting, self.lines_of(selected));
        lines.lay(&mut painting, self.lines(layers));
        if let (Some(Selectable::Actor(id)), Some(at)) = (selected, mention)
            && let Some(span) = self.mention(id, at)
        {
            let layer = Layer { stroke: Stroke::Current, hue: self.actors[id as usize].hue };
            painting.insert(layer, vec![span]);
        }
        painting
    }

    /// The tints of names while nothing is selected or pointed at: every mention of every actor, or
    /// of those who speak only the words that name them in the sources.
    fn names(&self, layers: Layers, stroke: Stroke) -> Vec<Item> {
        let tint = |hue, span| (span, Layer { stroke, hue });
        if layers.mentions {
            let mentions = |a: &PaintedActor| {
                let hue = a.hue;
                a.mentions.clone().into_iter().map(move |span| tint(hue, span))
            };
            return self.actors.iter().flat_map(mentions).collect();
        }
        let shown = self
            .attributions
            .iter()
            .filter(|p| layers.actors && p.is_shown(Layers { quotes: true, ..layers }));
        shown.flat_map(|p| &p.names).map(|(hue, span)| tint(*hue, *span)).collect()
    }

    /// The lines of all attributions that are shown.
    fn lines(&self, layers: Layers) -> Vec<Item> {
        self.attributions
            .iter()
            .filter(|p| p.is_shown(layers))
            .flat_map(|p| p.lines([Stroke::Quoted, Stroke::Reported, Stroke::Attitude]))
            .collect()
    }

    /// The lines of an attribution that is selected.
    fn lines_of(&self, selected: Option<Selectable>) -> Vec<Item> {
        let strokes = [Stroke::QuotedHere, Stroke::ReportedHere, Stroke::AttitudeHere];
        self.attribution(selected).map(|p| p.lines(strokes).collect()).unwrap_or_default()
    }

    /// The tints of the words that name an item: all mentions of an actor; of an attribution its
    /// source, and where it is selected all mentions of its speakers.
    fn names_of(&self, item: Option<Selectable>, stroke: Stroke) -> Vec<Item> {
        let mut items = Vec::new();
        let mut add = |hue: Hue, spans: &[Span<Utf16>]| {
            items.extend(spans.iter().map(|span| (*span, Layer { stroke, hue })));
        };
        let attribution = self.attribution(item);
        if let Some(p) = attribution {
            add(p.hue, &p.source);
            p.names.iter().for_each(|(hue, span)| add(*hue, &[*span]));
        }
        let speakers = attribution.filter(|_| stroke == Stroke::Chosen).map(|p| &p.speakers[..]);
        let actor = if let Some(Selectable::Actor(id)) = item { &[id][..] } else { &[] };
        for id in speakers.unwrap_or(actor) {
            if let Some(actor) = self.actors.get(*id as usize) {
                add(actor.hue, &actor.mentions);
            }
        }
        items
    }

    /// The tint of content and cue of an attribution.
    fn tints_of(&self, item: Option<Selectable>, stroke: Stroke) -> Vec<Item> {
        let all = self
            .attribution(item)
            .map(|p| p.tints(&p.content, stroke).chain(p.tints(&p.cue, stroke)));
        all.map(Iterator::collect).unwrap_or_default()
    }

    /// The tints of what an actor says, and of content and cue of an attribution.
    fn passages(&self, item: Option<Selectable>, layers: Layers) -> Vec<Item> {
        let layers = Layers { quotes: true, ..layers };
        let of_actor = |p: &&PaintedAttribution| {
            matches!(item, Some(Selectable::Actor(id)) if p.speakers.contains(&id))
                && p.is_shown(layers)
        };
        let said = self.attributions.iter().filter(of_actor);
        let said = said.flat_map(|p| p.tints(&p.content, Stroke::Passage));
        said.chain(self.tints_of(item, Stroke::Passage)).collect()
    }

    fn attribution(&self, item: Option<Selectable>) -> Option<&PaintedAttribution> {
        let Some(Selectable::Attribution(id)) = item else { return None };
        self.attributions.get(id as usize)
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
}

impl PaintedAttribution {
    /// True if the attribution is painted with these layers switched on.
    pub(super) fn is_shown(&self, layers: Layers) -> bool {
        layers.quotes && (layers.attitudes || !self.attitude)
    }

    /// The lines under the content: for words quoted, words reported, and attitudes.
    pub(super) fn lines(
        &self,
        [quoted, reported, attitude]: [Stroke; 3],
    ) -> impl Iterator<Item = Item> {
        let pick = |stroke| if self.attitude { attitude } else { stroke };
        let all = [(pick(quoted), &self.quoted), (pick(reported), &self.reported)];
        let hue = self.hue;
        all.into_iter().flat_map(move |(stroke, spans)| {
            spans.iter().map(move |span| (*span, Layer { stroke, hue }))
        })
    }

    /// Some of its words in a tint.
    pub(super) fn tints(
        &self,
        spans: &[Span<Utf16>],
        stroke: Stroke,
    ) -> impl Iterator<Item = Item> {
        let hue = self.hue;
        spans.iter().map(move |span| (*span, Layer { stroke, hue }))
    }
}

/// The words of a source that name a speaker, in its colour: its mentions that begin there, or the
/// whole source where there is none.
fn names_in(source: &[Span<Utf16>], speaker: &PaintedActor) -> Vec<(Hue, Span<Utf16>)> {
    let mut names = Vec::new();
    for span in source {
        let first = speaker.mentions.partition_point(|m| m.start() < span.start());
        let within = speaker.mentions[first..].iter().take_while(|m| m.start() < span.end());
        names.extend(within.map(|m| Span::new(m.start(), m.end().min(span.end()))));
    }
    if names.is_empty() {
        names = source.to_vec();
    }
    names.into_iter().map(|name| (speaker.hue, name)).collect()
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
