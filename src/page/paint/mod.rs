//! Painting on the page, with or without changing its DOM.

mod backdrop;
mod highlight_painter;
mod mark_painter;
mod painter;
mod sheet;
mod visibility;

pub use backdrop::backdrop;
pub use highlight_painter::HighlightPainter;
pub use mark_painter::{MarkPainter, take_off_copies};
pub use painter::{Ledger, Painter};
pub use sheet::{Sheet, Sheets};
