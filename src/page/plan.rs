//! What is to be painted, from what was found, selected and pointed at. No web types.
//!
//! Takes an analysis with its text; gives a [`Painting`]: for each [`Layer`] the spans in it, in
//! order and without overlaps.

use std::collections::BTreeMap;

use crate::analysis::prominence::{HUES, hue_of, quoted_runs};
use crate::analysis::{Analysis, QuoteKind, Tier};
use crate::order;
use crate::selection::{Item, Layers};
use crate::text::{Byte, OffsetMap, Span, Utf16};
use crate::turns::{through, turn};

/// Which colour an actor has: one of its own, or [`Hue::OTHER`], neutral, for the rest of the cast
/// and for speakers unresolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hue(u8);

impl Hue {
    /// The neutral colour.
    pub const OTHER: Hue = Hue(HUES);

    /// The colour of an actor by [`hue_of`].
    pub fn new(hue: Option<u8>) -> Hue {
        hue.filter(|hue| *hue < HUES).map_or(Hue::OTHER, Hue)
    }

    /// 0 to [`HUES`], which is the neutral one.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// All of them.
    pub fn all() -> impl Iterator<Item = Hue> {
        (0..=HUES).map(Hue)
    }
}

/// How a layer looks. The order is that of painting: later ones lie above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stroke {
    /// Content of what is selected or pointed at: a light tint under everything.
    Passage,
    /// Content of the attribution that is selected: a tint.
    Opened,
    /// Mentions while something else is selected: a lighter tint.
    Faint,
    /// Mentions of an actor: a tint.
    Actor,
    /// Words quoted: a solid underline in the speaker's colour.
    Quoted,
    /// Words reported without quotation marks: a dashed underline in the speaker's colour.
    Reported,
    /// The words that report: a dotted underline in the speaker's colour.
    Cue,
    /// As [`Stroke::Quoted`], in the attribution that is selected: a thick line.
    QuotedHere,
    /// As [`Stroke::Reported`], in the attribution that is selected: a thick line.
    ReportedHere,
    /// Pointed at: a stronger tint.
    Pointed,
    /// Selected: the strongest tint.
    Chosen,
    /// The mention that the reader has come to: light and dark change places.
    Current,
}

impl Stroke {
    /// All of them, in order of painting.
    pub const ALL: [Stroke; 12] = [
        Stroke::Passage,
        Stroke::Opened,
        Stroke::Faint,
        Stroke::Actor,
        Stroke::Quoted,
        Stroke::Reported,
        Stroke::Cue,
        Stroke::QuotedHere,
        Stroke::ReportedHere,
        Stroke::Pointed,
        Stroke::Chosen,
        Stroke::Current,
    ];

    /// Its name in style sheets.
    pub fn name(self) -> &'static str {
        match self {
            Stroke::Passage => "passage",
            Stroke::Faint => "faint",
            Stroke::Actor => "actor",
            Stroke::Quoted => "quoted",
            Stroke::Reported => "reported",
            Stroke::Cue => "cue",
            Stroke::QuotedHere => "quoted-here",
            Stroke::ReportedHere => "reported-here",
            Stroke::Pointed => "pointed",
            Stroke::Chosen => "chosen",
            Stroke::Opened => "opened",
            Stroke::Current => "current",
        }
    }
}

/// A look in a colour. Ordered as painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Layer {
    /// How it looks.
    pub stroke: Stroke,
    /// In which colour.
    pub hue: Hue,
}

impl Layer {
    /// Its name in style sheets: `quoted-3`.
    pub fn name(self) -> String {
        format!("{}-{}", self.stroke.name(), self.hue.index())
    }
}

/// What is to be seen: the spans of each layer, in order, without overlaps within a layer. Layers
/// without spans are not in it.
pub type Painting = BTreeMap<Layer, Vec<Span<Utf16>>>;

/// What the reader selected and what the pointer is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Focus {
    /// Selected.
    pub selected: Option<Item>,
    /// The mention of the selected actor that the reader has come to.
    pub mention: Option<usize>,
    /// Under the pointer, or focused in the panel.
    pub pointed: Option<Item>,
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
        through(Plan::new_in_turns(text, analysis))
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
    pub fn painting(&self, layers: Layers, focus: Focus) -> Painting {
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
                Some(Item::Actor(id)) => {
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
                Some(Item::Attribution(id)) => {
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
    pub fn place(&self, item: Item) -> Option<Span<Utf16>> {
        match item {
            Item::Actor(id) => self.actors.get(id as usize)?.mentions.first().copied(),
            Item::Attribution(id) => self.attributions.get(id as usize)?.content.first().copied(),
        }
    }

    /// From where an attribution's source, cue or content begins to where the last of them ends,
    /// whatever stands between; of an actor nothing.
    pub fn whole(&self, item: Item) -> Option<Span<Utf16>> {
        let Item::Attribution(id) = item else { return None };
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
    pub fn part_at(&self, item: Item, offset: u32) -> Option<Span<Utf16>> {
        let parts: Vec<&Span<Utf16>> = match item {
            Item::Actor(id) => self.actors.get(id as usize)?.mentions.iter().collect(),
            Item::Attribution(id) => {
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
    pub fn has(&self, item: Item) -> bool {
        match item {
            Item::Actor(id) => (id as usize) < self.actors.len(),
            Item::Attribution(id) => (id as usize) < self.attributions.len(),
        }
    }

    /// Mentions with their colours, without overlaps: where one mention stands within another
    /// ("U.S." in "U.S. Secretary of State John Kerry"), the inner one is seen.
    fn tints(&self) -> Vec<(Hue, Span<Utf16>)> {
        let mut mentions: Vec<(Span<Utf16>, Hue)> =
            self.actors.iter().flat_map(|a| a.mentions.iter().map(|m| (*m, a.hue))).collect();
        // Outer before inner: whoever comes later lies above.
        order::by(&mut mentions, |(span, _)| {
            [span.start() as usize, order::down(span.end() as usize)]
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
    order::by(spans, |span| [span.start() as usize, span.end() as usize]);
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
mod tests {
    use super::*;
    use crate::analysis::{Act, Actor, ActorKind, Attribution, Form, Mention};

    const TEXT: &str =
        "Ann Lee of Acme said it was “a very good day” for her. Bo hopes to win. “Yes,” he added.";

    fn span(part: &str) -> Span<Byte> {
        let start = TEXT.find(part).unwrap_or_else(|| panic!("{part:?} should stand in the text"));
        Span::new(start as u32, (start + part.len()) as u32)
    }

    fn actor(id: u32, mentions: &[&str]) -> Actor<Byte> {
        let mentions = mentions
            .iter()
            .map(|m| Mention { span: span(m), head: span(m), form: Form::Name })
            .collect();
        Actor {
            id,
            name: String::new(),
            kind: ActorKind::Person,
            unnamed: false,
            description: None,
            affiliation: None,
            mentions,
        }
    }

    fn says(
        id: u32,
        tier: Tier,
        kind: QuoteKind,
        parts: [&str; 3],
        speaker: u32,
    ) -> Attribution<Byte> {
        let [source, cue, content] = parts.map(|p| vec![span(p)]);
        let (speakers, inside, act, negated, confidence) =
            (vec![speaker], None, Act::Say, false, 1.0);
        Attribution {
            id,
            tier,
            kind,
            source,
            cue,
            content,
            speakers,
            inside,
            act,
            negated,
            confidence,
        }
    }

    fn plan() -> Plan {
        let analysis = Analysis {
            actors: vec![
                actor(0, &["Ann Lee of Acme", "her"]),
                actor(1, &["Acme"]),
                actor(2, &["Bo", "he added"]),
            ],
            attributions: vec![
                says(
                    0,
                    Tier::Statement,
                    QuoteKind::Mixed,
                    ["Ann Lee of Acme", "said", "it was “a very good day” for her"],
                    0,
                ),
                says(1, Tier::Attitude, QuoteKind::Indirect, ["Bo", "hopes", "to win"], 2),
                says(2, Tier::Statement, QuoteKind::Direct, ["he added", "added", "“Yes,”"], 2),
            ],
            ..Analysis::empty()
        };
        Plan::new(TEXT, &analysis)
    }

    /// The painted words of a stroke, in any colour.
    fn words(painting: &Painting, stroke: Stroke) -> Vec<String> {
        let utf16: Vec<u16> = TEXT.encode_utf16().collect();
        let mut spans: Vec<_> = painting
            .iter()
            .filter(|(layer, _)| layer.stroke == stroke)
            .flat_map(|(_, spans)| spans)
            .collect();
        spans.sort();
        spans
            .into_iter()
            .map(|s| String::from_utf16_lossy(&utf16[s.start() as usize..s.end() as usize]))
            .collect()
    }

    fn painted(selected: Option<Item>, layers: Layers, stroke: Stroke) -> Vec<String> {
        words(&plan().painting(layers, Focus { selected, ..Focus::default() }), stroke)
    }

    #[test]
    fn words_in_quotation_marks_and_words_reported_have_lines_of_their_own() {
        let layers = Layers::default();
        assert_eq!(painted(None, layers, Stroke::Quoted), ["“a very good day”", "“Yes,”"]);
        assert_eq!(painted(None, layers, Stroke::Reported), ["it was", "for her"]);
        assert_eq!(painted(None, layers, Stroke::Cue), ["said", "added"]);
    }

    #[test]
    fn attitudes_are_painted_only_when_switched_on() {
        let layers = Layers { attitudes: true, ..Layers::default() };
        assert_eq!(painted(None, layers, Stroke::Reported), ["it was", "for her", "to win"]);
    }

    #[test]
    fn a_mention_within_a_mention_is_seen() {
        assert_eq!(
            painted(None, Layers::default(), Stroke::Actor),
            ["Ann Lee of ", "Acme", "her", "Bo", "he added"]
        );
    }

    #[test]
    fn selecting_a_quotation_shows_its_words_its_source_its_cue_and_all_mentions_of_its_speaker() {
        let selected = Some(Item::Attribution(0));
        assert_eq!(
            painted(selected, Layers::default(), Stroke::Opened),
            ["it was “a very good day” for her"]
        );
        assert_eq!(painted(selected, Layers::default(), Stroke::QuotedHere), ["“a very good day”"]);
        assert_eq!(
            painted(selected, Layers::default(), Stroke::ReportedHere),
            ["it was", "for her"]
        );
        assert_eq!(
            painted(selected, Layers::default(), Stroke::Chosen),
            ["Ann Lee of Acme", "said", "her"]
        );
    }

    #[test]
    fn of_the_mentions_of_the_selected_actor_the_one_that_the_reader_has_come_to_is_told_apart() {
        let at = |mention, selected| {
            let focus = Focus {
                selected: Some(selected),
                mention: Some(mention),
                pointed: Some(Item::Actor(0)),
            };
            words(&plan().painting(Layers::default(), focus), Stroke::Current)
        };
        assert_eq!(at(1, Item::Actor(2)), ["he added"]);
        assert!(at(2, Item::Actor(2)).is_empty(), "there is no such mention");
        assert!(at(0, Item::Attribution(0)).is_empty());
    }

    #[test]
    fn an_attribution_as_a_whole_reaches_from_its_source_to_the_end_of_its_content() {
        let (start, end) = (TEXT.find("Bo").unwrap() as u32, TEXT.find(". “Yes").unwrap() as u32);
        let whole = plan().whole(Item::Attribution(1)).expect("it stands in the text");
        let utf16 = |byte: u32| TEXT[..byte as usize].encode_utf16().count() as u32;
        assert_eq!((whole.start(), whole.end()), (utf16(start), utf16(end)));
        assert_eq!(plan().whole(Item::Actor(0)), None);
    }

    #[test]
    fn the_mention_at_a_place_is_the_innermost_one() {
        let place = |words: &str| {
            TEXT[..TEXT.find(words).expect("it stands in the text")].encode_utf16().count() as u32
        };
        assert_eq!(plan().mention_at(0, place("her.")), Some(1));
        assert_eq!(plan().mention_at(0, place("said")), None);
        assert_eq!(plan().mention_at(9, 0), None);
    }

    #[test]
    fn selecting_an_actor_shows_its_mentions_and_what_it_says_and_makes_others_fainter() {
        let selected = Some(Item::Actor(2));
        assert_eq!(painted(selected, Layers::default(), Stroke::Chosen), ["Bo", "he added"]);
        assert_eq!(painted(selected, Layers::default(), Stroke::Passage), ["“Yes,”"]);
        assert!(painted(selected, Layers::default(), Stroke::Actor).is_empty());
        assert_eq!(painted(selected, Layers::default(), Stroke::Faint).len(), 5);
        assert!(
            painted(selected, Layers::default(), Stroke::Current).is_empty(),
            "the reader has come to none of them yet"
        );
    }

    #[test]
    fn with_all_layers_off_only_what_is_selected_is_painted() {
        let off = Layers { actors: false, quotes: false, attitudes: false };
        assert!(plan().painting(off, Focus::default()).is_empty());
        assert_eq!(painted(Some(Item::Attribution(2)), off, Stroke::Opened), ["“Yes,”"]);
    }

    #[test]
    fn an_item_that_does_not_exist_paints_nothing() {
        let off = Layers { actors: false, quotes: false, attitudes: false };
        assert!(
            plan()
                .painting(
                    off,
                    Focus {
                        selected: Some(Item::Actor(99)),
                        mention: Some(0),
                        pointed: Some(Item::Attribution(99))
                    }
                )
                .is_empty()
        );
    }
}
