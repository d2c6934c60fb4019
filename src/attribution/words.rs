//! The document's words in lower case, with the small questions that rules ask of them.

use std::collections::HashMap;

use crate::actors::Candidate;
use crate::text::{Document, TokenKind, TokenRange};

/// A document as the rules read it. Indices are token indices; out of range reads as an empty word.
pub(super) struct Words<'d> {
    pub doc: &'d Document<'d>,
    pub mentions: &'d [Candidate],
    lower: Vec<String>,
    /// Longest mention phrase that ends before a token.
    ending: HashMap<usize, usize>,
    /// Longest mention phrase that starts at a token.
    starting: HashMap<usize, usize>,
}

const AUXILIARIES: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "having", "will", "would", "may", "might", "could", "can",
    "should", "must", "shall", "do", "does", "did", "ll", "ve", "d", "wo", "ca",
];
const DETERMINERS: &[&str] = &[
    "the", "a", "an", "this", "these", "those", "his", "her", "its", "their", "our", "my", "your", "any", "some", "no", "such", "every",
    "each", "another", "more", "many", "few", "several", "both", "other",
];
const PREPOSITIONS: &[&str] = &[
    "of",
    "in",
    "on",
    "at",
    "for",
    "with",
    "by",
    "from",
    "about",
    "during",
    "after",
    "before",
    "against",
    "over",
    "under",
    "through",
    "between",
    "into",
    "to",
    "via",
    "amid",
    "following",
    "toward",
    "towards",
    "upon",
    "as",
    "without",
    "since",
    "until",
];
const CONJUNCTIONS: &[&str] =
    &["and", "but", "or", "while", "because", "although", "though", "when", "if", "as", "since", "after", "before", "yet", "so"];
const ADVERBS: &[&str] = &[
    "also",
    "not",
    "never",
    "ever",
    "often",
    "once",
    "again",
    "still",
    "now",
    "then",
    "later",
    "even",
    "just",
    "further",
    "long",
    "always",
    "already",
    "n't",
    "t",
    "earlier",
    "previously",
];

impl<'d> Words<'d> {
    pub fn new(doc: &'d Document<'d>, mentions: &'d [Candidate]) -> Self {
        let lower = (0..doc.tokens.len()).map(|i| doc.word(i).to_lowercase()).collect();
        let (mut ending, mut starting) = (HashMap::new(), HashMap::new());
        for (index, mention) in mentions.iter().enumerate() {
            let longer = |old: &mut usize| {
                if mentions[*old].phrase.len() < mention.phrase.len() {
                    *old = index;
                }
            };
            ending.entry(mention.phrase.end).and_modify(longer).or_insert(index);
            starting.entry(mention.phrase.start).and_modify(longer).or_insert(index);
        }
        Words { doc, mentions, lower, ending, starting }
    }

    /// Token `index` in lower case; "" outside the document.
    pub fn at(&self, index: usize) -> &str {
        self.lower.get(index).map_or("", String::as_str)
    }

    /// The token before `index` in lower case; "" at the start.
    pub fn before(&self, index: usize) -> &str {
        index.checked_sub(1).map_or("", |i| self.at(i))
    }

    /// The longest mention phrase that ends just before `index`.
    pub fn mention_ending(&self, index: usize) -> Option<TokenRange> {
        self.ending.get(&index).map(|&m| self.mentions[m].phrase)
    }

    /// The longest mention phrase that starts at `index`.
    pub fn mention_starting(&self, index: usize) -> Option<TokenRange> {
        self.starting.get(&index).map(|&m| self.mentions[m].phrase)
    }

    pub fn is_word(&self, index: usize) -> bool {
        self.doc.tokens.get(index).is_some_and(|t| t.kind == TokenKind::Word)
    }

    pub fn is_auxiliary(&self, index: usize) -> bool {
        AUXILIARIES.contains(&self.at(index))
    }

    pub fn is_determiner(&self, index: usize) -> bool {
        DETERMINERS.contains(&self.at(index)) || matches!(self.at(index), "'s" | "’s")
    }

    pub fn is_preposition(&self, index: usize) -> bool {
        PREPOSITIONS.contains(&self.at(index))
    }

    pub fn is_conjunction(&self, index: usize) -> bool {
        CONJUNCTIONS.contains(&self.at(index))
    }

    pub fn is_adverb(&self, index: usize) -> bool {
        let word = self.at(index);
        ADVERBS.contains(&word) || word.len() > 4 && word.ends_with("ly") && self.is_word(index) && !self.is_capital(index)
    }

    pub fn is_capital(&self, index: usize) -> bool {
        self.doc.tokens.get(index).is_some_and(|t| t.span.of(self.doc.text).starts_with(char::is_uppercase))
    }

    pub fn opens(&self, index: usize) -> bool {
        self.doc.tokens.get(index).is_some_and(|t| t.kind == TokenKind::OpenQuote)
    }

    pub fn closes(&self, index: usize) -> bool {
        self.doc.tokens.get(index).is_some_and(|t| t.kind == TokenKind::CloseQuote)
    }

    pub fn quoted(&self, index: usize) -> bool {
        self.doc.tokens.get(index).is_some_and(|t| t.quoted)
    }

    /// True if any token of `range` is a word.
    pub fn has_word(&self, range: TokenRange) -> bool {
        range.into_iter().any(|i| self.is_word(i))
    }

    /// `range` without symbols other than quotation marks and brackets at its ends.
    pub fn trim(&self, mut range: TokenRange) -> TokenRange {
        // a full stop within quotation marks is part of what is quoted, also where the mark does not follow at once
        let loose =
            |i: usize| matches!(self.at(i), "," | ";" | ":" | "-" | "–" | "—" | ")" | "(") || (self.at(i) == "." && !self.quoted(i));
        while !range.is_empty() && loose(range.start) {
            range.start += 1;
        }
        while !range.is_empty() && loose(range.end - 1) {
            range.end -= 1;
        }
        range
    }
}
