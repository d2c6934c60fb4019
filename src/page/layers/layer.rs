//! The layers that passages are painted in. No web types.

use std::collections::BTreeMap;

use crate::analysis::prominence::HUES;
use crate::text::{Span, Utf16};

/// The colour of an actor: one of its own, or [`Hue::OTHER`], which is neutral, for the rest of the
/// cast and for unresolved speakers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hue(u8);

impl Hue {
    /// The neutral colour.
    pub const OTHER: Hue = Hue(HUES);

    /// The colour of an actor by the number that [`hue_of`](crate::analysis::prominence::hue_of)
    /// gives it.
    pub fn new(hue: Option<u8>) -> Hue {
        hue.filter(|hue| *hue < HUES).map_or(Hue::OTHER, Hue)
    }

    /// The hue's number, from 0 to [`HUES`]; the last is neutral.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// All colours, the neutral one last.
    pub fn all() -> impl Iterator<Item = Hue> {
        (0..=HUES).map(Hue)
    }
}

/// How a layer is drawn. Declared in the order of painting: later ones lie above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stroke {
    /// Text beside the words of the voice that is followed: its ink is lighter.
    Dimmed,
    /// Names while something else is selected: a lighter tint.
    Faint,
    /// The name of an actor: a tint.
    Actor,
    /// Content and cue of the item that is selected or pointed at: a light tint.
    Passage,
    /// Content and cue of the attribution that is selected: a tint.
    Opened,
    /// Words of a statement within quotation marks: a solid underline in the speaker's colour.
    Quoted,
    /// Words of a statement without quotation marks: a dashed underline in the speaker's colour.
    Reported,
    /// Words of an attitude: a dotted underline in the colour of who holds it.
    Attitude,
    /// Words quoted in the statement that is selected: a thick solid underline.
    QuotedHere,
    /// Words reported without quotation marks in the statement that is selected: a thick dashed
    /// underline.
    ReportedHere,
    /// Words of the attitude that is selected: a thick dotted underline.
    AttitudeHere,
    /// The words that name the item under the pointer: a stronger tint.
    Pointed,
    /// The words that name the selected item: the strongest tint.
    Chosen,
    /// The mention that the reader has stepped to: dark and light colours are exchanged.
    Current,
}

impl Stroke {
    /// All strokes, in the order of painting.
    pub const ALL: [Stroke; 14] = [
        Stroke::Dimmed,
        Stroke::Faint,
        Stroke::Actor,
        Stroke::Passage,
        Stroke::Opened,
        Stroke::Quoted,
        Stroke::Reported,
        Stroke::Attitude,
        Stroke::QuotedHere,
        Stroke::ReportedHere,
        Stroke::AttitudeHere,
        Stroke::Pointed,
        Stroke::Chosen,
        Stroke::Current,
    ];

    /// True for a line below the text; others are boxes under it.
    pub fn is_line(self) -> bool {
        (Stroke::Quoted..=Stroke::AttitudeHere).contains(&self)
    }

    /// Its name in style sheets.
    pub fn name(self) -> &'static str {
        match self {
            Stroke::Dimmed => "dimmed",
            Stroke::Passage => "passage",
            Stroke::Faint => "faint",
            Stroke::Actor => "actor",
            Stroke::Quoted => "quoted",
            Stroke::Reported => "reported",
            Stroke::Attitude => "attitude",
            Stroke::QuotedHere => "quoted-here",
            Stroke::ReportedHere => "reported-here",
            Stroke::AttitudeHere => "attitude-here",
            Stroke::Pointed => "pointed",
            Stroke::Chosen => "chosen",
            Stroke::Opened => "opened",
            Stroke::Current => "current",
        }
    }
}

/// A stroke in a colour. Layers are ordered as they are painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Layer {
    /// How it is drawn.
    pub stroke: Stroke,
    /// Its colour.
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

/// All that is painted: the spans of each layer, in order and without overlaps within a layer.
/// Layers without spans are left out.
pub type Painting = BTreeMap<Layer, Vec<Span<Utf16>>>;
