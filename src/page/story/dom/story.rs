//! The story of a page in the browser.

use web_sys::{Document, Element};

use super::metadata_sources;
use super::survey::Survey;
use crate::page::story::metadata::Metadata;
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
        let metadata = metadata_sources::read(document, &element).metadata();
        Some(Story { element, metadata, chars })
    }
}

impl Metadata {
    /// What the page of `article` says about it.
    pub fn of(article: &Element) -> Metadata {
        article
            .owner_document()
            .map(|document| metadata_sources::read(&document, article).metadata())
            .unwrap_or_default()
    }
}
