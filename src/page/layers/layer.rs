//! The layers that passages are painted in. No web types.

use std::collections::BTreeMap;

use crate::analysis::prominence::HUES;
use crate::text::{Span, Utf16};

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

    /// Its name in the document's highlight registry, for widget number `instance`: every widget on
    /// a page has names of its own.
    pub fn highlight_name(self, instance: u32) -> String {
        format!("whosaid-{instance}-{}", self.name())
    }
}

/// What is to be seen: the spans of each layer, in order, without overlaps within a layer. Layers
/// without spans are not in it.
pub type Painting = BTreeMap<Layer, Vec<Span<Utf16>>>;
