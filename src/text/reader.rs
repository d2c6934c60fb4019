//! The reading of a text: paragraph by paragraph into tokens, quotations and sentences, then the
//! structure of the whole.
//!
//! Takes a text, some paragraphs at a time; gives its [`Document`]; promises the same document
//! however the reading is divided.

use std::ops::Range;

use super::document::{
    Document, Paragraph, ParagraphKind, Quotation, Sentence, Token, TokenKind, TokenRange,
};
use super::lexeme::Numbers;
use super::{article, paragraphs, quotes, sentences, tokens};
use crate::lexicon::Tables;
use crate::turns::{Pace, block_on};

/// A document being read, some paragraphs at a time.
#[derive(Debug)]
pub struct DocumentReader<'t> {
    document: Document<'t>,
    numbers: Numbers<'t>,
    rest: std::vec::IntoIter<Range<usize>>,
}

impl<'t> DocumentReader<'t> {
    /// A reader of `text`, whose words are looked up in `tables`. Any text is accepted.
    pub fn new(text: &'t str, tables: &'static Tables) -> Self {
        block_on(DocumentReader::new_in_turns(text, tables))
    }

    pub(crate) async fn new_in_turns(text: &'t str, tables: &'static Tables) -> Self {
        let document = Document {
            text,
            tables,
            lexemes: Vec::new(),
            paragraphs: Vec::new(),
            sentences: Vec::new(),
            tokens: Vec::new(),
            quotations: Vec::new(),
            title: None,
            byline: None,
            published: None,
        };
        let rest = paragraphs::split(text).await.into_iter();
        DocumentReader { document, numbers: Numbers::default(), rest }
    }

    /// Reads on by whole paragraphs until at least `bytes` more are read; true if there is more.
    pub fn read(&mut self, bytes: usize) -> bool {
        block_on(self.read_in_turns(bytes))
    }

    pub(crate) async fn read_in_turns(&mut self, bytes: usize) -> bool {
        let (mut read, mut pace) = (0, Pace::default());
        while read < bytes
            && let Some(stretch) = self.rest.next()
        {
            read += stretch.len();
            read_paragraph(&mut self.document, &mut self.numbers, stretch, &mut pace).await;
        }
        self.rest.len() > 0
    }

    /// How much of the text is read, from 0 to 1.
    pub fn progress(&self) -> f32 {
        self.rest
            .as_slice()
            .first()
            .map_or(1.0, |next| next.start as f32 / self.document.text.len() as f32)
    }

    /// Reads what is left, and works out what each paragraph is for.
    pub fn finish(self) -> Document<'t> {
        block_on(self.finish_in_turns())
    }

    pub(crate) async fn finish_in_turns(mut self) -> Document<'t> {
        self.read_in_turns(usize::MAX).await;
        article::classify(&mut self.document).await;
        join_quotations(&mut self.document);
        self.document
    }
}

impl<'t> Document<'t> {
    /// Reads an English text. Any text is accepted.
    pub fn read(text: &'t str) -> Self {
        DocumentReader::new(text, Tables::english()).finish()
    }
}

/// Adds the tokens, quotations and sentences of the paragraph at `stretch`.
async fn read_paragraph<'t>(
    document: &mut Document<'t>,
    numbers: &mut Numbers<'t>,
    stretch: Range<usize>,
    pace: &mut Pace,
) {
    let first = document.tokens.len();
    tokens::append(document.text, stretch.start, stretch.end, &mut document.tokens, pace).await;
    let range = TokenRange::new(first, document.tokens.len());
    if range.is_empty() {
        return;
    }
    for token in &mut document.tokens[first..] {
        let word = token.span.of(document.text);
        token.lexeme = numbers.number(word, &mut document.lexemes, document.tables);
        pace.spend(1).await;
    }
    mark_quotations(document, range, stretch.clone(), pace).await;
    for end in sentences::ends(document.text, &document.tokens[first..], pace).await {
        let start = document.sentences.last().map_or(0, |s| s.tokens.end);
        let sentence = document.sentences.len() as u32;
        document.tokens[start..first + end].iter_mut().for_each(|t| t.sentence = sentence);
        document.sentences.push(Sentence {
            tokens: TokenRange::new(start, first + end),
            paragraph: document.paragraphs.len() as u32,
        });
    }
    document.paragraphs.push(Paragraph {
        span: document.span(range),
        tokens: range,
        kind: ParagraphKind::Body,
    });
}

/// Adds the quotations of the paragraph at `stretch`, and marks its tokens that are quotation marks
/// or quoted.
async fn mark_quotations(
    document: &mut Document<'_>,
    paragraph: TokenRange,
    stretch: Range<usize>,
    pace: &mut Pace,
) {
    let found = quotes::find(&document.text[stretch.clone()], pace).await;
    let tokens = &mut document.tokens[paragraph.start..paragraph.end];
    // marks and quotations come in order, so each looks on from where the one before started
    let inside = |tokens: &[Token], from: &mut usize, bytes: &Range<usize>| {
        let (start, end) =
            ((stretch.start + bytes.start) as u32, (stretch.start + bytes.end) as u32);
        *from += tokens[*from..].iter().take_while(|t| t.span.end() <= start).count();
        *from..*from + tokens[*from..].iter().take_while(|t| t.span.start() < end).count()
    };
    let mut from = 0;
    for mark in &found.marks {
        let kind = if mark.opens { TokenKind::OpenQuote } else { TokenKind::CloseQuote };
        let at = inside(tokens, &mut from, &mark.bytes);
        // an ending such as 's that starts with the mark stays what it is
        tokens[at].iter_mut().filter(|t| t.kind == TokenKind::Symbol).for_each(|t| t.kind = kind);
    }
    from = 0;
    for quoted in found.quoted {
        let at = inside(tokens, &mut from, &quoted.bytes);
        if quoted.level == 0 {
            tokens[at.clone()].iter_mut().for_each(|t| t.quoted = true);
        }
        let tokens = TokenRange::new(paragraph.start + at.start, paragraph.start + at.end);
        document.quotations.push(Quotation {
            tokens,
            level: quoted.level,
            closed: quoted.closed,
            continues: false,
        });
    }
}

/// Marks the quotations that go on from the paragraph before: that one left its quotation open,
/// and this one starts with a mark.
fn join_quotations(document: &mut Document) {
    let mut open: Option<u32> = None;
    let outside = [ParagraphKind::Boilerplate, ParagraphKind::Heading];
    for q in document.quotations.iter_mut().filter(|q| q.level == 0) {
        let paragraph =
            document.sentences[document.tokens[q.tokens.start].sentence as usize].paragraph;
        if let Some(before) = open.filter(|&before| before < paragraph) {
            let first = document.paragraphs[paragraph as usize].tokens.start == q.tokens.start;
            let between = &document.paragraphs[before as usize + 1..paragraph as usize];
            q.continues = first && between.iter().all(|p| outside.contains(&p.kind));
        }
        open = (!q.closed).then_some(paragraph);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_looked_up_once_for_each_way_it_is_written() {
        let document = Document::read("Said he said: she said no.");
        let texts: Vec<_> = document.lexemes.iter().map(|l| l.text).collect();
        assert_eq!(texts, ["Said", "he", "said", ":", "she", "no", "."]);
        assert_eq!(document.lexeme(2).text, "said");
        assert_eq!(document.lower(0), document.lower(2));
        assert_eq!(document.verb(0), document.verb(5));
    }
}
