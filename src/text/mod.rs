//! From plain text to sentences, tokens and quotation marks.
//!
//! Takes the text of an article; gives a [`Document`], the value that all later stages read;
//! promises that every span lies in the text on character boundaries, that tokens and sentences are
//! in order and never overlap, and that any text at all is accepted.

mod article;
mod boilerplate;
pub(crate) mod byline;
pub(crate) mod chars;
mod dateline;
pub(crate) mod dates;
mod document;
pub mod lexeme;
pub(crate) mod obstacle;
mod offsets;
mod paragraphs;
pub mod pattern;
mod quotes;
mod reader;
mod sentences;
mod span;
mod tokens;
mod words;

#[cfg(any(target_arch = "wasm32", test))]
pub(crate) use boilerplate::{is_boilerplate, is_link_heading, may_be_link};
pub use byline::Byline;
pub(crate) use chars::{is_ignorable, one_line};
pub use document::{
    Document, Paragraph, ParagraphKind, Quotation, Sentence, Token, TokenKind, TokenRange,
};
pub use lexeme::{Lexeme, Lower, Shape};
pub use offsets::OffsetMap;
pub use reader::DocumentReader;
pub use span::{Byte, Char, Span, Unit, Utf16};
