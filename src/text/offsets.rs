//! Converting spans between units.

use super::span::{Byte, Span, Unit};

/// Bytes of a block: one for each bit of a `u64`.
const BLOCK: usize = u64::BITS as usize;

/// Converts byte spans of one text into other units, in constant time each.
pub struct OffsetMap<'t> {
    text: &'t str,
    /// One for each [`BLOCK`] bytes, and one for the rest.
    blocks: Vec<Block>,
}

/// [`BLOCK`] bytes of a text. Each character counts where it begins.
struct Block {
    /// Units of UTF-16 before the block.
    utf16: u32,
    /// Characters before the block.
    chars: u32,
    /// A bit for each byte, set where a character begins.
    begin: u64,
    /// A bit for each byte, set where a character begins that takes two units of UTF-16.
    wide: u64,
}

impl<'t> OffsetMap<'t> {
    /// Reads `text` once.
    pub fn new(text: &'t str) -> Self {
        let mut blocks = Vec::with_capacity(text.len() / BLOCK + 1);
        let (mut utf16, mut chars) = (0, 0);
        for block in
            text.as_bytes().chunks(BLOCK).chain(text.len().is_multiple_of(BLOCK).then_some(&[][..]))
        {
            let (mut begin, mut wide) = (0, 0);
            for (i, b) in block.iter().enumerate() {
                begin |= u64::from(b & 0xc0 != 0x80) << i;
                wide |= u64::from(*b >= 0xf0) << i;
            }
            blocks.push(Block { utf16, chars, begin, wide });
            chars += begin.count_ones();
            utf16 += begin.count_ones() + wide.count_ones();
        }
        OffsetMap { text, blocks }
    }

    /// `span` counted in `V`.
    ///
    /// # Panics
    /// If the span lies outside the text or not on character boundaries.
    pub fn convert<V: Unit>(&self, span: Span<Byte>) -> Span<V> {
        Span::new(self.offset::<V>(span.start()), self.offset::<V>(span.end()))
    }

    /// How many units of `V` stand before `byte`.
    fn offset<V: Unit>(&self, byte: u32) -> u32 {
        assert!(
            self.text.is_char_boundary(byte as usize),
            "{byte} is no boundary between characters"
        );
        let block = &self.blocks[byte as usize / BLOCK];
        let before = (1 << (byte as usize % BLOCK)) - 1;
        match V::width('\u{10000}') {
            4 => byte,
            2 => {
                block.utf16
                    + (block.begin & before).count_ones()
                    + (block.wide & before).count_ones()
            }
            _ => block.chars + (block.begin & before).count_ones(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::span::{Char, Utf16};
    use super::*;

    #[test]
    fn every_boundary_converts_as_counting_from_the_start_does() {
        let text = "a“é🌷\u{301}b\0".repeat(60);
        for (length, _) in text
            .char_indices()
            .filter(|(at, _)| *at < 200 || at % BLOCK < 2)
            .chain([(text.len(), ' ')])
        {
            all_boundaries_convert(&text[..length]);
        }
    }

    fn all_boundaries_convert(text: &str) {
        let map = OffsetMap::new(text);
        for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let span = Span::new(0, at as u32);
            assert_eq!(
                map.convert::<Utf16>(span).end() as usize,
                text[..at].encode_utf16().count()
            );
            assert_eq!(map.convert::<Char>(span).end() as usize, text[..at].chars().count());
            assert_eq!(map.convert::<Byte>(span), span);
        }
    }
}
