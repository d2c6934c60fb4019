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
mod clues;
#[cfg(target_arch = "wasm32")]
mod survey;

pub use metadata::{Clues, Metadata};
pub use names::Names;
pub use outline::{Judged, Look, Outline};

#[cfg(target_arch = "wasm32")]
pub(super) use survey::Survey;
#[cfg(target_arch = "wasm32")]
pub use wasm::Story;

#[cfg(target_arch = "wasm32")]
mod wasm {
    use web_sys::{Document, Element};

    use super::{Metadata, Survey, clues};
    use crate::turns::turn;

    /// A page's story.
    #[derive(Debug, Clone)]
    pub struct Story {
        /// What holds it.
        pub element: Element,
        /// What the page says about it.
        pub metadata: Metadata,
        /// So many characters are in it, white space not counted.
        pub chars: u32,
    }

    impl Story {
        /// Finds it; `None` where the document has no body.
        pub(crate) async fn find(document: &Document) -> Option<Story> {
            let body = document.body()?;
            let survey = Survey::of(&body, true).await;
            let (element, chars) = (survey.story().clone(), survey.chars());
            turn().await;
            let metadata = clues::clues(document, &element).metadata();
            Some(Story { element, metadata, chars })
        }
    }

    impl Metadata {
        /// What the page of `article` says about it.
        pub fn of(article: &Element) -> Metadata {
            article
                .owner_document()
                .map(|document| clues::clues(&document, article).metadata())
                .unwrap_or_default()
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
