//! Watching the reader and the page: pointing, selecting, scrolling, changes of the DOM.
//!
//! Takes an element of the page; tells what the reader points at and what the page changes;
//! promises to stop when dropped, and to prevent no event.

mod observe;
mod pointing;
mod scroll;
mod text_selection;

pub use observe::{PageChange, Watch};
pub use pointing::{Gesture, Pointing, character_at_point};
pub use scroll::{NARROW_PX, ScrollAnchor, is_narrow, reveal, reveal_at_once};
pub use text_selection::TextSelection;
