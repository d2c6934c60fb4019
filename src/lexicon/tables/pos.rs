//! Parts of speech that a word may have, likeliest first.

use crate::lexicon::lists::grammar::ADJECTIVE_ENDINGS;

/// Part of speech, as coarse as finding noun phrases needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pos {
    /// Noun, singular or plural.
    Noun,
    /// Verb, base form.
    Verb,
    /// Verb in -s.
    VerbS,
    /// Past tense or past participle.
    Past,
    /// Verb in -ing.
    Ing,
    /// Adjective.
    Adjective,
    /// Adverb.
    Adverb,
}

/// Up to three parts of speech, likeliest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PosList([Option<Pos>; 3]);

impl PosList {
    /// Reads codes as words.txt writes them, such as "nv".
    pub(super) fn parse(code: &str) -> PosList {
        let mut list = [None; 3];
        for (slot, c) in list.iter_mut().zip(code.chars()) {
            *slot = match c {
                'n' => Some(Pos::Noun),
                'v' => Some(Pos::Verb),
                'z' => Some(Pos::VerbS),
                'd' => Some(Pos::Past),
                'g' => Some(Pos::Ing),
                'a' => Some(Pos::Adjective),
                'r' => Some(Pos::Adverb),
                _ => None,
            };
        }
        PosList(list)
    }

    /// The likeliest part of speech of a word in lower case that is not listed, by its ending.
    pub(super) fn guess(word: &str) -> PosList {
        PosList::parse(if word.ends_with("ly") {
            "r"
        } else if word.ends_with("ing") {
            "g"
        } else if word.ends_with("ed") {
            "d"
        } else if ADJECTIVE_ENDINGS.iter().any(|ending| word.ends_with(ending)) {
            "a"
        } else {
            "n"
        })
    }

    /// The likeliest.
    pub fn first(self) -> Option<Pos> {
        self.0[0]
    }

    /// True if it may be `pos`.
    pub fn may(self, pos: Pos) -> bool {
        self.0.contains(&Some(pos))
    }

    /// True if it may be any finite or base verb form.
    pub fn may_be_verb(self) -> bool {
        self.may(Pos::Verb) || self.may(Pos::VerbS) || self.may(Pos::Past)
    }
}
