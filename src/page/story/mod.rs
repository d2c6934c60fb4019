//! Finding the story in a page that nobody prepared for it.
//!
//! Takes a document; gives the element that holds its story, and its title, authors and day; says
//! of any element which parts of it are not the story. Promises general rules, no site's name, and
//! not to touch the page.
//!
//! ```text
//! element -> Survey -> Outline -> Judged   (what stands apart, where the story is; no web types)
//! page    -> Clues -> Metadata             (title, authors, day; no web types)
//! ```

mod metadata;
mod names;
mod outline;

#[cfg(target_arch = "wasm32")]
mod dom;

pub use metadata::{Clues, Metadata};
pub use names::Names;
pub use outline::{Judged, Look, Outline};

#[cfg(target_arch = "wasm32")]
pub use dom::Story;
#[cfg(target_arch = "wasm32")]
pub(super) use dom::Survey;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
