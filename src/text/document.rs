//! The document, the value that flows through all stages, and its parts.

use std::borrow::Cow;

use super::byline::Byline;
use super::lexeme::Lexeme;
use super::span::{Byte, Span};
use crate::lexicon::cues::{CueVerb, VerbForm};
use crate::lexicon::{Class, PosList, Tables};

/// Tokens `[start, end)` of a [`Document`], by index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TokenRange {
    /// First token.
    pub start: usize,
    /// The token after the last.
    pub end: usize,
}

impl TokenRange {
    /// Tokens from `start` up to but not including `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        TokenRange { start, end }
    }

    /// How many tokens.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// True if no token is in it.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True if token `index` is in it.
    pub fn has(self, index: usize) -> bool {
        self.start <= index && index < self.end
    }

    /// True if all of `other` lies in it.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True if they share a token.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl IntoIterator for TokenRange {
    type Item = usize;
    type IntoIter = std::ops::Range<usize>;

    fn into_iter(self) -> Self::IntoIter {
        self.start..self.end
    }
}

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Starts with a letter, digit or underscore.
    Word,
    /// An ending with its apostrophe: 's, 're, 've, 'll, 'd, 'm.
    Clitic,
    /// A mark that opens a quotation, alone or as one of the two tokens of a pair such as `` `` ``.
    /// Single marks only where they quote.
    OpenQuote,
    /// A mark that closes a quotation, alone or as one of the two tokens of a pair such as `''`.
    /// Single marks only where they quote.
    CloseQuote,
    /// Any other single symbol.
    Symbol,
}

impl TokenKind {
    /// True for a quotation mark.
    pub fn is_quotation_mark(self) -> bool {
        matches!(self, TokenKind::OpenQuote | TokenKind::CloseQuote)
    }
}

/// A word, an ending such as 's, or a single symbol; never empty, never with white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span<Byte>,
    /// What it is made of.
    pub kind: TokenKind,
    /// Index of its word in [`Document::lexemes`].
    pub lexeme: u32,
    /// Index of its sentence.
    pub sentence: u32,
    /// True if nothing stands between it and the token before.
    pub glued: bool,
    /// True if it stands within quotation marks (the marks themselves too).
    pub quoted: bool,
}

/// A sentence, a headline, or another line that stands alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens; never empty.
    pub tokens: TokenRange,
    /// Index of its paragraph.
    pub paragraph: u32,
}

/// What a paragraph is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParagraphKind {
    /// The article's headline.
    Title,
    /// A line with the authors.
    Byline,
    /// A line with a date or dateline only.
    Date,
    /// A crosshead within the story.
    Heading,
    /// The story.
    Body,
    /// Lines beside the story: mailing lists, share buttons, related links, donation lines.
    Boilerplate,
}

/// A line or block of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paragraph {
    /// Where it stands, without white space at its ends.
    pub span: Span<Byte>,
    /// Its tokens.
    pub tokens: TokenRange,
    /// What it is for.
    pub kind: ParagraphKind,
}

/// A stretch within quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// Its tokens, marks included.
    pub tokens: TokenRange,
    /// 0 for a quotation, 1 for one within a quotation.
    pub level: u8,
    /// True if it has its closing mark; false where it runs on into the next paragraph or is left
    /// open.
    pub closed: bool,
    /// True if it goes on from the quotation before, which was left open at its paragraph's end.
    pub continues: bool,
}

/// An article read: paragraphs, sentences, tokens and quotations of a text, which it borrows.
#[derive(Debug, Clone)]
pub struct Document<'t> {
    /// The text as given.
    pub text: &'t str,
    /// The tables that its words were looked up in.
    pub tables: &'static Tables,
    /// Its different words as written, in order of their first token.
    pub lexemes: Vec<Lexeme<'t>>,
    /// In order; every token is in exactly one.
    pub paragraphs: Vec<Paragraph>,
    /// In order; every token is in exactly one.
    pub sentences: Vec<Sentence>,
    /// In order.
    pub tokens: Vec<Token>,
    /// In order of their first token; an inner one comes after its outer one.
    pub quotations: Vec<Quotation>,
    /// The headline.
    pub title: Option<Span<Byte>>,
    /// The authors' line.
    pub byline: Option<Byline<Byte>>,
    /// ISO 8601 day.
    pub published: Option<String>,
}

impl<'t> Document<'t> {
    /// Token `index` as written.
    pub fn word(&self, index: usize) -> &'t str {
        self.tokens[index].span.of(self.text)
    }

    /// What the word of token `index` tells by itself.
    pub fn lexeme(&self, index: usize) -> &Lexeme<'t> {
        &self.lexemes[self.tokens[index].lexeme as usize]
    }

    /// Token `index` in lower case, apostrophes as written; "" outside the document.
    pub fn lower(&self, index: usize) -> &str {
        if index < self.tokens.len() { &self.lexeme(index).lower } else { "" }
    }

    /// What the tables say that the word of token `index` may be, apostrophes as written; nothing
    /// outside the document.
    pub fn class(&self, index: usize) -> Class {
        if index < self.tokens.len() { self.lexeme(index).class } else { Class::default() }
    }

    /// The parts of speech that the word of token `index` may be; none outside the document.
    pub fn parts_of_speech(&self, index: usize) -> PosList {
        if index < self.tokens.len() { self.lexeme(index).word.pos } else { PosList::default() }
    }

    /// The reporting verb that token `index` is a form of; none outside the document.
    pub fn verb(&self, index: usize) -> Option<(&'static CueVerb, VerbForm)> {
        if index < self.tokens.len() { self.lexeme(index).verb } else { None }
    }

    /// Where `range` stands; empty at the text's start for an empty range.
    pub fn span(&self, range: TokenRange) -> Span<Byte> {
        if range.is_empty() {
            Span::default()
        } else {
            self.tokens[range.start].span.to(self.tokens[range.end - 1].span)
        }
    }

    /// The text of `range`.
    pub fn slice(&self, range: TokenRange) -> &'t str {
        self.span(range).of(self.text)
    }

    /// The sentence of token `index`.
    pub fn sentence_of(&self, index: usize) -> &Sentence {
        &self.sentences[self.tokens[index].sentence as usize]
    }

    /// The text with each paragraph on one line: where it is broken into lines of a fixed width, a
    /// space stands for each line feed.
    pub fn unwrapped(&self) -> Cow<'t, str> {
        let broken = |p: &&Paragraph| p.span.of(self.text).contains('\n');
        if !self.paragraphs.iter().any(|p| broken(&p)) {
            return Cow::Borrowed(self.text);
        }
        let mut bytes = self.text.as_bytes().to_vec();
        for paragraph in self.paragraphs.iter().filter(broken) {
            let paragraph =
                &mut bytes[paragraph.span.start() as usize..paragraph.span.end() as usize];
            paragraph.iter_mut().filter(|b| **b == b'\n').for_each(|b| *b = b' ');
        }
        // a space is as long as a line feed
        String::from_utf8(bytes).map_or(Cow::Borrowed(self.text), Cow::Owned)
    }
}
