//! Watching the reader and the page: pointing, selecting, scrolling, changes of the DOM.
//!
//! Takes an element of the page; gives the places that the reader points at, and the changes of the
//! page; promises to stop when dropped, and to prevent no event.

mod observe;
mod pointing;
mod scroll;

pub use observe::{PageChange, Watch};
pub use pointing::{Gesture, Pointing, character_at_point};
pub use scroll::{NARROW_PX, ScrollAnchor, bar_across, is_narrow, reveal, reveal_at_once};
