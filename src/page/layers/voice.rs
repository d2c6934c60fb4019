//! The painting of a voice that the reader follows: its words as they are, all other text dimmed.
//! No web types.

use super::cover::{Cover, merge};
use super::layer::{Hue, Layer, Painting, Stroke};
use super::plan::Plan;
use crate::selection::{Layers, Selectable};
use crate::text::{Span, Utf16};

impl Plan {
    /// The painting of an actor's voice: lines under what it says, the statement that the reader
    /// has come to as a selected one, and all but its words and their sources dimmed.
    pub(super) fn voice_painting(
        &self,
        voice: u32,
        layers: Layers,
        selected: Option<Selectable>,
    ) -> Painting {
        let mut painting = Painting::new();
        let shown = Layers { quotes: true, ..layers };
        let all = self.attributions.iter().enumerate();
        let own = all.filter(|(_, p)| p.speakers.contains(&voice) && p.is_shown(shown));
        let (mut tints, mut lines) = (Cover::default(), Cover::default());
        let (mut words, mut rest): (Vec<Span<Utf16>>, _) = (Vec::new(), Vec::new());
        for (id, said) in own {
            if selected == Some(Selectable::Attribution(id as u32)) {
                let layer = Layer { stroke: Stroke::Chosen, hue: said.hue };
                let named = said.source.iter().chain(&said.cue);
                tints.lay(&mut painting, named.map(|span| (*span, layer)).collect());
                tints.lay(&mut painting, said.tints(&said.content, Stroke::Opened).collect());
                let strokes = [Stroke::QuotedHere, Stroke::ReportedHere, Stroke::AttitudeHere];
                lines.lay(&mut painting, said.lines(strokes).collect());
            } else {
                rest.extend(said.lines([Stroke::Quoted, Stroke::Reported, Stroke::Attitude]));
            }
            words.extend(said.content.iter().chain(&said.source).chain(&said.cue));
        }
        lines.lay(&mut painting, rest);
        merge(&mut words);
        let dimmed: Vec<_> = self.lines.iter().flat_map(|line| outside(&words, *line)).collect();
        if !dimmed.is_empty() {
            painting.insert(Layer { stroke: Stroke::Dimmed, hue: Hue::OTHER }, dimmed);
        }
        painting
    }
}

/// The parts of `line` outside `own`, which are in order and apart.
fn outside(own: &[Span<Utf16>], line: Span<Utf16>) -> Vec<Span<Utf16>> {
    let mut parts = Vec::new();
    let mut at = line.start();
    let first = own.partition_point(|span| span.end() <= line.start());
    for span in own[first..].iter().take_while(|span| span.start() < line.end()) {
        if at < span.start() {
            parts.push(Span::new(at, span.start()));
        }
        at = span.end();
    }
    if at < line.end() {
        parts.push(Span::new(at, line.end()));
    }
    parts
}
