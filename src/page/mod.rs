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

mod colour;
mod hits;
mod palette;
mod plan;
mod story;

#[cfg(target_arch = "wasm32")]
mod backdrop;
#[cfg(target_arch = "wasm32")]
mod highlight_painter;
#[cfg(target_arch = "wasm32")]
mod mark_painter;
#[cfg(target_arch = "wasm32")]
mod near;
#[cfg(target_arch = "wasm32")]
mod observe;
#[cfg(target_arch = "wasm32")]
mod painter;
#[cfg(target_arch = "wasm32")]
mod pointing;
#[cfg(target_arch = "wasm32")]
mod scroll;
#[cfg(target_arch = "wasm32")]
mod selected;
#[cfg(target_arch = "wasm32")]
mod sheet;
#[cfg(target_arch = "wasm32")]
mod text_map;
#[cfg(target_arch = "wasm32")]
mod text_reader;
#[cfg(target_arch = "wasm32")]
mod tree;

pub use colour::Colour;
pub use hits::HitIndex;
pub use palette::{Paint, Palette};
pub use plan::{Focus, Hue, Layer, Painting, Plan, Stroke};
pub use story::{Clues, Judged, Look, Metadata, Names, Outline};

#[cfg(target_arch = "wasm32")]
pub use self::{
    backdrop::backdrop,
    highlight_painter::HighlightPainter,
    mark_painter::{MarkPainter, take_off_copies},
    observe::{Change, Watch},
    painter::{Ledger, Painter},
    pointing::{Gesture, Pointing, character_at_point},
    scroll::{is_narrow, reveal, reveal_at_once},
    selected::Selected,
    sheet::{Sheet, Sheets},
    story::Story,
    text_map::{MapReading, Piece, TextMap},
    tree::{stands_in, texts_in},
};
