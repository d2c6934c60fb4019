//! Painting on the page.
//!
//! Takes a painting and the map of its text; gives it on the page, as registered highlights or as
//! marks that lie over the text; promises that no node of the page is touched, and that nothing is
//! left once the painter is destroyed.

mod backdrop;
mod highlight_painter;
mod mark_painter;
mod measuring;
mod overlay;
mod painter;
mod sheet;
mod visibility;

pub use backdrop::backdrop;
pub use highlight_painter::HighlightPainter;
pub use mark_painter::MarkPainter;
pub use painter::{Ledger, Painter};
pub use sheet::{Sheet, SheetGuard, Sheets};
