//! An article with what was found in it, as every format takes it.
//!
//! Takes a text with its analysis and what is known of its page; gives what formats say of the
//! article and of each attribution's place in it.

use crate::analysis::{Actor, Analysis, Attribution};
use crate::text::{Byte, one_line};

/// An article, and what was found in it.
#[derive(Debug, Clone, Copy)]
pub struct Findings<'a> {
    /// The article's name in tables.
    pub name: &'a str,
    /// Its address, as IRI.
    pub address: &'a str,
    /// The outlet it appeared in; empty if not known.
    pub outlet: &'a str,
    /// The day it was read, ISO 8601; empty if not known.
    pub read: &'a str,
    /// Byte offsets in the text, rising, before which the page has other words.
    pub gaps: &'a [u32],
    /// Its text.
    pub text: &'a str,
    /// What was found.
    pub analysis: &'a Analysis<Byte>,
}

impl<'a> Findings<'a> {
    /// What was found in a text that is no part of a page, read at a time not known.
    pub fn new(
        name: &'a str,
        address: &'a str,
        text: &'a str,
        analysis: &'a Analysis<Byte>,
    ) -> Findings<'a> {
        Findings { name, address, outlet: "", read: "", gaps: &[], text, analysis }
    }

    /// The headline; empty if there is none.
    pub(crate) fn title(&self) -> String {
        self.analysis.title.map(|title| one_line(title.of(self.text))).unwrap_or_default()
    }

    /// The authors.
    pub(crate) fn authors(&self) -> &'a [String] {
        self.analysis.byline.as_ref().map_or(&[], |byline| &byline.authors)
    }

    /// The speakers of an attribution.
    pub(crate) fn speakers(&self, attribution: &Attribution<Byte>) -> Vec<&'a Actor<Byte>> {
        let actor = |&id: &u32| self.analysis.actors.get(id as usize);
        attribution.speakers.iter().filter_map(actor).collect()
    }

    /// The number of the paragraph, counted from 1, in which an attribution's content begins.
    pub(crate) fn paragraph(&self, attribution: &Attribution<Byte>) -> Option<usize> {
        self.paragraph_at(attribution.content.first()?.start())
    }

    /// The number of the paragraph, counted from 1, that holds the byte `start`.
    pub(crate) fn paragraph_at(&self, start: u32) -> Option<usize> {
        let paragraphs = &self.analysis.paragraphs;
        let at = paragraphs.partition_point(|paragraph| paragraph.end() <= start);
        (paragraphs.get(at)?.start() <= start).then_some(at + 1)
    }
}
