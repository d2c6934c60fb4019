//! Which rows the panel's lists show: filters, search, and how much of a list is drawn.

use super::state::PanelState;
use super::views::{CastFilter, ListedRows, SpeakerFilter, View};
use crate::analysis::{Attribution, Form, Tier};
use crate::selection::Selectable;
use crate::text::Byte;
use crate::voices::{Heard, Naming};

impl PanelState {
    /// Opens the quotes of these speakers only.
    pub(super) fn list_quotes(&mut self, of: SpeakerFilter) {
        self.lift_filters();
        self.speaker_filter = of;
        self.open = true;
        self.open_list(View::Quotes);
    }

    /// Lists everything again.
    pub(super) fn lift_filters(&mut self) {
        self.heard = Heard::All;
        self.search = String::new();
        self.cast_filter = CastFilter::All;
        self.quote_kind = None;
        self.speaker_filter = SpeakerFilter::Anyone;
    }

    /// True if the open list has more rows than are drawn.
    pub fn is_cut(&self) -> bool {
        let facts = &self.facts;
        let all = match self.view.listed_rows() {
            ListedRows::Actors => facts.order.len(),
            ListedRows::Attributions => facts.shown.analysis.attributions.len(),
            ListedRows::Voices => facts.voices.rows.len(),
            ListedRows::Checked => self.check.len(),
            ListedRows::None => 0,
        };
        self.drawn < self.rows.min(all)
    }

    /// True if a filter may hide some of the open list.
    pub fn is_filtered(&self) -> bool {
        let by_choice = match self.view.listed_rows() {
            ListedRows::Actors => self.cast_filter != CastFilter::All,
            ListedRows::Attributions => {
                self.quote_kind.is_some() || self.speaker_filter != SpeakerFilter::Anyone
            }
            ListedRows::Voices => self.heard != Heard::All,
            ListedRows::Checked | ListedRows::None => false,
        };
        by_choice || !self.search.is_empty()
    }

    /// True if the filters let an actor through.
    pub fn lists_actor(&self, id: u32) -> bool {
        let actor = self.facts.actor(id);
        let by_filter = match self.cast_filter {
            CastFilter::All => true,
            CastFilter::Speakers => self.facts.standings[id as usize].statements > 0,
            CastFilter::Kind(kind) => actor.kind == kind,
            CastFilter::Unnamed => actor.unnamed,
        };
        by_filter && self.is_called(id)
    }

    /// True if the article calls an actor by the words that are searched for: by its name, its
    /// description, or any mention that is no pronoun.
    fn is_called(&self, id: u32) -> bool {
        let (actor, text) = (self.facts.actor(id), &self.facts.shown.text);
        has_words(&actor.name, &self.search)
            || actor.description.as_deref().is_some_and(|d| has_words(d, &self.search))
            || actor
                .mentions
                .iter()
                .filter(|mention| mention.form != Form::Pronoun)
                .any(|mention| has_words(mention.span.of(text), &self.search))
    }

    /// True if the filters let an attribution through.
    pub fn lists_quote(&self, attribution: &Attribution<Byte>) -> bool {
        let by_layer = attribution.tier == Tier::Statement
            || self.layers.attitudes
            || self.is_selected(Selectable::Attribution(attribution.id));
        let naming = self.facts.naming(attribution);
        let has_unnamed = || attribution.speakers.iter().any(|&id| self.facts.is_unnamed(id));
        let is_thing = matches!(naming, Naming::Thing(_));
        let by_speaker = match self.speaker_filter {
            SpeakerFilter::Anyone => true,
            SpeakerFilter::Named => naming == Naming::Named,
            SpeakerFilter::Unnamed => naming == Naming::Unnamed || (!is_thing && has_unnamed()),
            SpeakerFilter::Things => is_thing,
            SpeakerFilter::NotStated => naming == Naming::NotStated,
            SpeakerFilter::Actor(id) => attribution.speakers.contains(&id),
            SpeakerFilter::Voice(at) => {
                let voice = self.facts.voices.rows.get(at as usize);
                voice.is_some_and(|voice| voice.statements.contains(&attribution.id))
            }
        };
        by_layer
            && by_speaker
            && self.quote_kind.is_none_or(|kind| attribution.kind == kind)
            && (self.search.is_empty()
                || has_words(&self.facts.content(attribution), &self.search)
                || has_words(&self.facts.speaker_names(attribution), &self.search)
                || self.facts.speakers_of(attribution).any(|id| self.is_called(id)))
    }

    /// The places of the voices that are listed, in order.
    pub fn listed_voices(&self) -> Vec<usize> {
        let (rows, analysis) = (&self.facts.voices.rows, &self.facts.shown.analysis);
        (0..rows.len()).filter(|&at| rows[at].is_among(analysis, self.heard)).collect()
    }

    /// The number of attributions that the quotes list without any filter.
    pub fn quotes_in_layers(&self) -> usize {
        self.facts
            .shown
            .analysis
            .attributions
            .iter()
            .filter(|a| a.tier == Tier::Statement || self.layers.attitudes)
            .count()
    }

    /// The attributions that are listed, in reading order.
    pub fn listed_quotes(&self) -> Vec<u32> {
        let all = self.facts.shown.analysis.attributions.iter().enumerate();
        all.filter(|(_, attribution)| self.lists_quote(attribution))
            .map(|(id, _)| id as u32)
            .collect()
    }

    /// The index of an attribution among the listed ones, and their number; `None` for an actor.
    pub fn place_of(&self, item: Selectable) -> Option<(usize, usize)> {
        let Selectable::Attribution(id) = item else { return None };
        let listed = self.listed_quotes();
        listed.iter().position(|&other| other == id).map(|at| (at, listed.len()))
    }
}

/// True if every word of `wanted` stands in `text`, upper and lower case alike.
fn has_words(text: &str, wanted: &str) -> bool {
    let text = text.to_lowercase();
    wanted.to_lowercase().split_whitespace().all(|word| text.contains(word))
}
