//! One annotated element: from page to text to analysis to paint and panel, and back from pointer
//! and panel to paint.
//!
//! Takes a place on the page and settings; keeps highlights, panel and page in step until
//! destroyed; promises that the page's event listeners, which may do anything and also destroy this
//! very widget, are called with nothing borrowed.
//!
//! ```text
//! start      -> the first reading, paint and panel; the listeners
//! rereading  -> reads the page again when it has changed
//! correcting -> the reader's corrections, laid over the engine's analysis
//! input      -> acts on the reader's input in the panel and on the article
//! life       -> the page's calls: select, update, destroy
//! state      -> all that changes, on top of canvas (paint), places (geometry), interface (panel)
//! ```

mod canvas;
mod checking;
mod correcting;
mod input;
mod interface;
mod life;
mod listeners;
mod mount_point;
mod places;
mod rereading;
mod start;
mod state;

pub use life::Session;
pub use mount_point::MountPoint;
