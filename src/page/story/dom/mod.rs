//! Finding the story in the browser's DOM.

mod lines_around;
mod metadata_sources;
mod story;
mod survey;

pub use metadata_sources::site_name;
pub use story::Story;
pub(in crate::page) use survey::{Survey, Unrendered};
