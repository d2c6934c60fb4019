//! Finding the story in a page that nobody prepared for it.
//!
//! Takes a document; gives the element that holds its story, which parts of that element are not
//! the story, and its title, authors and day; promises rules that hold for all pages, no site's
//! name, and not to touch the page.
//!
//! ```text
//! element -> Survey -> OutlineWriter -> Outline   (what is excluded, where the story is)
//! page    -> MetadataSources -> Metadata          (title, authors, day)
//! headline -> HeadlineLines -> MetadataSources    (the lines around it)
//! page handed over, as lines -> handover::read -> article, as lines
//! ```
//!
//! Only `dom` has web types.

pub(crate) mod handover;
mod headline_lines;
mod metadata;
mod names;
mod outline;
mod sources;

#[cfg(target_arch = "wasm32")]
mod dom;

pub use metadata::Metadata;
pub use outline::{Markup, Outline, OutlineWriter};
pub use sources::MetadataSources;

#[cfg(target_arch = "wasm32")]
pub use dom::{Story, site_name};
#[cfg(target_arch = "wasm32")]
pub(super) use dom::{Survey, Unrendered};

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
