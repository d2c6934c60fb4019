//! A phrase that may refer to an actor, and what its own words tell.

use crate::analysis::{ActorKind, Form};
use crate::text::TokenRange;

/// Grammatical number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Number {
    /// One.
    Singular,
    /// Several.
    Plural,
    /// Nothing tells, or a body of people that takes either.
    #[default]
    Either,
}

/// Gender as the words themselves show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Gender {
    /// "he", "Mr", "spokesman", "John".
    Male,
    /// "she", "Mrs", "mother", "Mary".
    Female,
    /// Nothing tells.
    #[default]
    Unknown,
}

/// How a phrase refers: to somebody known, or to somebody new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reference {
    /// "the official", "this group".
    Definite,
    /// "his father", "Kerry's spokesman".
    Possessive,
    /// "an official".
    Indefinite,
    /// "another official", "a second official": somebody else than before.
    Other,
    /// "officials".
    #[default]
    Bare,
}

/// A noun phrase or pronoun that may refer to an actor or place.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The whole phrase with its titles and modifiers; an apposition set off by commas is a
    /// candidate of its own.
    pub phrase: TokenRange,
    /// The name, noun or pronoun in it.
    pub head: TokenRange,
    /// How it refers.
    pub form: Form,
    /// What it seems to be; `None` for a place, or where nothing tells.
    pub kind: Option<ActorKind>,
    /// One or several.
    pub number: Number,
    /// Male or female.
    pub gender: Gender,
    /// Grammatical person: 1, 2 or 3.
    pub person: u8,
    /// To somebody known, or to somebody new.
    pub reference: Reference,
    /// The words before a name that say who bears it ("U.S. Secretary of State"), without an
    /// article.
    pub title: Option<TokenRange>,
    /// The country that it names or that a demonym in it names ("the Syrian leader"): an index for
    /// [`crate::lexicon::Tables::country`].
    pub country: Option<u16>,
    /// True for a pronoun that stands for an owner ("his") or repeats the subject ("himself").
    pub bound: bool,
    /// True for a phrase that is a mention only if it speaks or the text ties it to an actor: a
    /// bare singular noun, "the country".
    pub weak: bool,
}

impl Candidate {
    /// A candidate of the third person; nothing else is known of it.
    pub fn new(phrase: TokenRange, head: TokenRange, form: Form, kind: Option<ActorKind>) -> Self {
        Candidate {
            phrase,
            head,
            form,
            kind,
            number: Number::Either,
            gender: Gender::Unknown,
            person: 3,
            reference: Reference::Bare,
            title: None,
            country: None,
            bound: false,
            weak: false,
        }
    }
}
