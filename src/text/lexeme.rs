//! Words as written, each looked up once however often it stands in the document.
//!
//! Takes a word and the tables of its language; gives its [`Lexeme`]: what the word tells wherever
//! it stands. Tokens point into their document's list of lexemes.

use std::borrow::Borrow;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::rc::Rc;

use crate::lexicon::cues::{CueVerb, VerbForm};
use crate::lexicon::lists::names::PREFIXES;
use crate::lexicon::{Class, Tables, Word};
use whosaid_packing::hash::Map;

/// A word as written, and what it tells by itself.
#[derive(Debug, Clone)]
pub struct Lexeme<'t> {
    /// As written.
    pub text: &'t str,
    /// In lower case, apostrophes as written.
    pub lower: Lower<'t>,
    /// In lower case, apostrophes straight: as the tables write words.
    pub straight: Lower<'t>,
    /// How it is written.
    pub shape: Shape,
    /// What the tables say of it, apostrophes straight.
    pub word: Word,
    /// What the tables say that it may be, apostrophes as written. They know no word with a curly
    /// one.
    pub class: Class,
    /// The reporting verb that it is a form of.
    pub verb: Option<(&'static CueVerb, VerbForm)>,
}

impl<'t> Lexeme<'t> {
    /// Looks `text` up.
    pub fn read(text: &'t str, tables: &'static Tables) -> Self {
        let lower = Lower::of(text);
        let (straight, word, class);
        if text.contains('’') {
            straight = Lower::straight(text);
            (word, class) = (tables.word(&straight), tables.word(&lower).class);
        } else {
            straight = lower.clone();
            word = tables.word(&straight);
            class = word.class;
        }
        let verb = tables.cues().verb(&lower);
        Lexeme { text, lower, straight, shape: Shape::of(text), word, class, verb }
    }
}

/// The numbers of words met so far, by the words as written.
#[derive(Debug, Default)]
pub(super) struct Numbers<'t>(Map<&'t str, u32>);

impl<'t> Numbers<'t> {
    /// The number of `text` in `lexemes`; a text met for the first time is added to them.
    pub fn number(
        &mut self,
        text: &'t str,
        lexemes: &mut Vec<Lexeme<'t>>,
        tables: &'static Tables,
    ) -> u32 {
        *self.0.entry(text).or_insert_with(|| {
            lexemes.push(Lexeme::read(text, tables));
            lexemes.len() as u32 - 1
        })
    }
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// "house".
    Lower,
    /// "House", "al-Assad", "McCain".
    Capital,
    /// "NATO", "U.S.".
    Upper,
    /// "2016", "19th".
    Digit,
    /// A symbol, an ending, a hashtag.
    Other,
}

impl Shape {
    /// How `text` is written.
    pub fn of(text: &str) -> Shape {
        let Some(first) = text.chars().next() else { return Shape::Other };
        if first.is_ascii_digit() {
            return Shape::Digit;
        }
        if !first.is_alphanumeric() {
            return Shape::Other;
        }
        if first.is_uppercase() {
            let letters = text.chars().filter(|c| c.is_alphabetic()).count();
            let upper = text.chars().filter(|c| c.is_uppercase()).count();
            return if letters >= 2 && letters == upper { Shape::Upper } else { Shape::Capital };
        }
        if let Some((prefix, rest)) = text.split_once(['-', '\'', '’']) {
            let prefix = prefix.to_lowercase();
            if PREFIXES.contains(&prefix.as_str())
                && rest.trim_start().chars().next().is_some_and(char::is_uppercase)
            {
                return Shape::Capital;
            }
        }
        Shape::Lower
    }
}

/// A text in lower case. Most words are written in lower case, and are not copied.
#[derive(Debug, Clone)]
pub enum Lower<'t> {
    /// As written.
    Same(&'t str),
    /// Copied, since it is written otherwise.
    Other(Rc<str>),
}

impl<'t> Lower<'t> {
    /// `text` in lower case, apostrophes as written.
    pub fn of(text: &'t str) -> Self {
        if !text.is_ascii() {
            Lower::Other(text.to_lowercase().into())
        } else if text.bytes().any(|b| b.is_ascii_uppercase()) {
            Lower::Other(text.to_ascii_lowercase().into())
        } else {
            Lower::Same(text)
        }
    }

    /// `text` in lower case, curly apostrophes made straight.
    pub fn straight(text: &'t str) -> Self {
        if text.contains('’') {
            Lower::Other(text.to_lowercase().replace('’', "'").into())
        } else {
            Lower::of(text)
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        match self {
            Lower::Same(text) => text,
            Lower::Other(text) => text,
        }
    }
}

impl Default for Lower<'_> {
    fn default() -> Self {
        Lower::Same("")
    }
}

impl Deref for Lower<'_> {
    type Target = str;
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl Borrow<str> for Lower<'_> {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl Hash for Lower<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl PartialEq for Lower<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Lower<'_> {}

impl PartialEq<&str> for Lower<'_> {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_know_words_with_straight_apostrophes() {
        let lexeme = Lexeme::read("O’Clock", Tables::english());
        assert_eq!((&*lexeme.lower, &*lexeme.straight), ("o’clock", "o'clock"));
        let plain = Lexeme::read("o'clock", Tables::english());
        assert_eq!(lexeme.word, plain.word);
    }

    #[test]
    fn shapes_tell_names_with_prefixes_from_other_words() {
        for (text, shape) in [
            ("house", Shape::Lower),
            ("House", Shape::Capital),
            ("al-Assad", Shape::Capital),
            ("U.S.", Shape::Upper),
            ("19th", Shape::Digit),
            ("'s", Shape::Other),
        ] {
            assert_eq!(Shape::of(text), shape, "{text}");
        }
    }
}
