//! The page: where its article is, the text of the article as a map, paint on it, and what the
//! reader and the page do to it.
//!
//! Takes a page element and an analysis of its text; gives paint on the page, and the place that
//! the reader points at; promises that only text which still reads as it was analysed is painted,
//! and that nothing of the widget is left on the page once a painter is destroyed.
//!
//! The rooms, in the order of the flow of data:
//!
//! ```text
//! story   page    -> Story (the element that holds the story; its title, authors and day)
//! map     element -> TextMap (text, and where each piece of it stands)
//! layers  analysis, selection, pointer -> Plan -> Painting (no web types); Palette (colours)
//! paint   Painting, TextMap -> Painter (Custom Highlight API, or marks over the text)
//! watch   pointer -> character -> TextMap -> HitIndex (items there, innermost first);
//!         mutations -> PageChange; scrolling
//! ```
//!
//! # How the article is found
//!
//! Three parts decide what is read. The words and names that they look for are lists in
//! `lexicon/lists/page.rs` and `lexicon/lists/layout.rs`.
//!
//! 1. *Which element holds the story*, if the page does not name it (by `for` on `<who-said>`):
//!    `Story::find` surveys the whole body. `story/outline/choice.rs` decides, by markup (`main`,
//!    `article`, `articleBody`), by names of classes (`story/names.rs`), and by the density of
//!    running text and links.
//! 2. *Which parts of that element are not the story*: the same outline, of that element alone,
//!    when `map/text_reader.rs` reads it. The reader also leaves out text that nobody sees
//!    (`map/viewer.rs`), and lines that are not the story, by `text/boilerplate.rs`.
//! 3. *Which lines of the text are not the story*: headline, byline, date, crossheads and
//!    boilerplate are found in the text alone by `text/article.rs` and `text/boilerplate.rs`, for
//!    pasted text too.
//!
//! On pages that forbid the widget, `www/bookmarklet.js` hands over the elements and the text that
//! are seen, as lines, and the reader page has the engine take the same steps on those
//! (`story/handover.rs`).
//!
//! `cargo xtask evaluate ... pages` measures on saved pages the story that parts 1 and 2 find, and
//! what the reader page shows of the same pages.

mod css;
mod layers;
mod rect;
mod story;

#[cfg(target_arch = "wasm32")]
mod ground;
#[cfg(target_arch = "wasm32")]
mod map;
#[cfg(target_arch = "wasm32")]
mod paint;
#[cfg(target_arch = "wasm32")]
mod style;
#[cfg(target_arch = "wasm32")]
mod tree;
#[cfg(target_arch = "wasm32")]
mod watch;

pub use layers::{
    Attention, Colour, HitIndex, Hue, Layer, PaintMethod, Painting, Palette, Plan, Stroke, inks,
    is_dark,
};
pub use rect::Rect;
#[cfg(target_arch = "wasm32")]
pub(crate) use story::handover;
pub use story::{Markup, Metadata, MetadataSources, Outline, OutlineWriter};

#[cfg(target_arch = "wasm32")]
pub use self::{
    map::{MapReading, Piece, TextMap},
    paint::{HighlightPainter, Ledger, MarkPainter, Painter, Sheet, SheetGuard, Sheets, backdrop},
    story::{Story, site_name},
    tree::{stands_in, texts_in},
    watch::{
        Gesture, NARROW_PX, PageChange, Pointing, ScrollAnchor, Watch, bar_across,
        character_at_point, is_narrow, reveal, reveal_at_once,
    },
};
