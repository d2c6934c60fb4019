//! The text of a page element as a map.
//!
//! Takes an element; gives its text and where each piece of it stands in the DOM; promises not to
//! touch the DOM.

mod clips;
mod text_map;
mod text_reader;
mod viewer;

pub use text_map::{MapReading, Piece, TextMap};
