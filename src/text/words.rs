//! Small questions about the words of a document.
//!
//! Takes indices of tokens; gives what stands there; promises false, zero or nothing for an index
//! outside the document.

use super::document::{Document, TokenKind, TokenRange};

impl Document<'_> {
    /// True if token `index` is a word; false outside the document.
    pub fn is_word(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|t| t.kind == TokenKind::Word)
    }

    /// True if token `index` stands within quotation marks; false outside the document.
    pub fn is_quoted(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|t| t.quoted)
    }

    /// How many words `range` has.
    pub fn count_words(&self, range: TokenRange) -> usize {
        range.into_iter().filter(|&i| self.is_word(i)).count()
    }

    /// True if a token of `range` is a word.
    pub fn has_word(&self, range: TokenRange) -> bool {
        range.into_iter().any(|i| self.is_word(i))
    }

    /// `range` without commas, colons, dashes and full stops at its ends. A full stop within
    /// quotation marks stays, also where the mark does not follow at once: it is quoted too.
    pub fn trim(&self, mut range: TokenRange) -> TokenRange {
        let loose = |i: usize| {
            matches!(self.lower(i), "," | ";" | ":" | "-" | "–" | "—")
                || (self.lower(i) == "." && !self.is_quoted(i))
        };
        while !range.is_empty() && loose(range.start) {
            range.start += 1;
        }
        while !range.is_empty() && loose(range.end - 1) {
            range.end -= 1;
        }
        range
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_lose_marks_that_are_not_quoted() {
        let document = Document::read("He said: - “Go. Now.” -, and.");
        let trimmed = |start, end| document.slice(document.trim(TokenRange::new(start, end)));
        assert_eq!(trimmed(2, 14), "“Go. Now.” -, and");
        assert_eq!(trimmed(2, 11), "“Go. Now.”");
        assert_eq!(trimmed(5, 7), "Go.");
        assert_eq!(trimmed(2, 4), "");
    }

    #[test]
    fn outside_the_document_is_nothing() {
        let document = Document::read("Go.");
        assert_eq!(document.count_words(TokenRange::new(0, 9)), 1);
        assert_eq!((document.lower(9), document.verb(9)), ("", None));
        assert!(!document.is_quoted(9));
    }
}
