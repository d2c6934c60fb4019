//! The story of a page in the browser.

use web_sys::{Document, Element};

use super::metadata_sources;
use super::survey::{Survey, Unrendered};
use crate::page::story::metadata::Metadata;
use crate::turns::turn;

/// The story of a page.
#[derive(Debug, Clone)]
pub struct Story {
    /// The element that holds it.
    pub element: Element,
    /// Title, authors and day, as the page gives them.
    pub metadata: Metadata,
    /// Number of its characters, without white space.
    pub chars: u32,
}

impl Story {
    /// Finds the story of `document`; `None` where it has no body.
    pub(crate) async fn find(document: &Document) -> Option<Story> {
        let body = document.body()?;
        let survey = Survey::of(&body, Unrendered::LeftOut).await;
        let (element, chars) = (survey.story().clone(), survey.chars());
        turn().await;
        let metadata = metadata_sources::read(document, &element).metadata();
        Some(Story { element, metadata, chars })
    }
}

impl Metadata {
    /// The metadata of `article`, as given by the page that it stands in.
    pub fn of(article: &Element) -> Metadata {
        article
            .owner_document()
            .map(|document| metadata_sources::read(&document, article).metadata())
            .unwrap_or_default()
    }
}
