//! Parts of a text that the model reads one by one.

use super::chunks::Chunk;
use crate::text::{Byte, Span};

/// A part of a text that the model reads by itself.
#[derive(Debug, Clone)]
pub struct Slice<'t> {
    pub(super) text: &'t str,
    /// For each token its bytes of `text`; paragraph marks have no entry.
    pub(super) spans: Vec<(usize, usize)>,
    pub(super) chunk: Chunk,
}

impl<'t> Slice<'t> {
    /// Where it stands.
    pub fn span(&self) -> Span<Byte> {
        match (self.spans.first(), self.spans.last()) {
            (Some(first), Some(last)) => bytes(first.0, last.1),
            _ => Span::default(),
        }
    }

    /// Its text.
    pub fn text(&self) -> &'t str {
        self.span().of(self.text)
    }
}

/// The span of these bytes.
pub(super) fn bytes(start: usize, end: usize) -> Span<Byte> {
    Span::new(start as u32, end as u32)
}
