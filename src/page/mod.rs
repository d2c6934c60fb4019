//! The page: its text as a map, ranges for spans, painters, pointing, watching for changes.
//!
//! Takes a page element and what was found in its text; gives highlights on it and tells what the
//! reader points at; promises that only text which still reads as it was analysed is ever painted,
//! and that nothing of ours is left once a painter is destroyed.
//!
//! ```text
//! page    -> Story (the element that holds the story; what is not part of it; its title, authors and day)
//! element -> TextMap (text, and where each piece of it stands)
//!         -> Plan (which layers an analysis, a selection and the pointer ask for; no web types)
//!         -> Painter (Custom Highlight API, or <mark> elements)
//! point   -> TextMap -> HitIndex (which items stand there, innermost first; no web types)
//! ```

mod css;
mod layers;
mod rect;
mod story;

#[cfg(target_arch = "wasm32")]
mod map;
#[cfg(target_arch = "wasm32")]
mod paint;
#[cfg(target_arch = "wasm32")]
mod tree;
#[cfg(target_arch = "wasm32")]
mod watch;

pub use layers::{
    Attention, Colour, HitIndex, Hue, Layer, PaintMethod, Painting, Palette, Plan, Stroke,
};
pub use rect::Rect;
pub use story::{Markup, Metadata, MetadataSources, Outline, OutlineWriter};

#[cfg(target_arch = "wasm32")]
pub use self::{
    map::{MapReading, Piece, TextMap},
    paint::{
        HighlightPainter, Ledger, MarkPainter, Painter, Sheet, Sheets, backdrop,
        remove_copied_marks,
    },
    story::Story,
    tree::{stands_in, texts_in},
    watch::{
        Gesture, NARROW_PX, PageChange, Pointing, ScrollAnchor, TextSelection, Watch,
        character_at_point, is_narrow, reveal, reveal_at_once,
    },
};
