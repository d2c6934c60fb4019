//! Converting spans between units.

use super::span::{Byte, Span, Unit};

/// How far apart the remembered places are, in bytes: a look-up walks at most this many.
const STRIDE: usize = 128;

/// Converts byte spans of one text into other units, in constant time each.
pub struct OffsetMap<'t> {
    text: &'t str,
    /// For each multiple of [`STRIDE`]: the first character boundary at or after it, as (byte, UTF-16 unit, character).
    marks: Vec<(u32, u32, u32)>,
}

impl<'t> OffsetMap<'t> {
    /// Reads `text` once.
    pub fn new(text: &'t str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let (mut utf16, mut chars) = (0, 0);
        for (byte, c) in text.char_indices() {
            while marks.len() * STRIDE <= byte {
                marks.push((byte as u32, utf16, chars));
            }
            utf16 += c.len_utf16() as u32;
            chars += 1;
        }
        if marks.is_empty() {
            marks.push((0, 0, 0));
        }
        OffsetMap { text, marks }
    }

    /// `span` counted in `V`.
    ///
    /// # Panics
    /// If the span lies outside the text or not on character boundaries.
    pub fn convert<V: Unit>(&self, span: Span<Byte>) -> Span<V> {
        Span::new(self.offset::<V>(span.start()), self.offset::<V>(span.end()))
    }

    fn offset<V: Unit>(&self, byte: u32) -> u32 {
        let mut mark = (byte as usize / STRIDE).min(self.marks.len() - 1);
        if self.marks[mark].0 > byte {
            mark -= 1; // a wide character straddles the stride
        }
        let (from, utf16, chars) = self.marks[mark];
        let base = match V::width('\u{10000}') {
            4 => from,
            2 => utf16,
            _ => chars,
        };
        base + self.text[from as usize..byte as usize].chars().map(V::width).sum::<u32>()
    }
}

#[cfg(test)]
mod tests {
    use super::super::span::{Char, Utf16};
    use super::*;

    #[test]
    fn every_boundary_converts_as_counting_from_the_start_does() {
        let text = "a“é🌷\u{301}b\0".repeat(60);
        let map = OffsetMap::new(&text);
        for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let span = Span::new(0, at as u32);
            assert_eq!(map.convert::<Utf16>(span).end() as usize, text[..at].encode_utf16().count());
            assert_eq!(map.convert::<Char>(span).end() as usize, text[..at].chars().count());
            assert_eq!(map.convert::<Byte>(span), span);
        }
    }
}
