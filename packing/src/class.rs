//! Properties of a word: person, body, title, preposition ...

use std::ops::{BitOr, BitOrAssign};

/// A set of properties of a word. A word is often in several tables: "may" is a month, an auxiliary
/// and a given name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Class(u32);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:expr;)*) => {
        impl Class {
            $($(#[$doc])* pub const $name: Class = Class(1 << $bit);)*
        }
    };
}
classes! {
    /// Noun for one person: "official".
    PERSON = 0;
    /// Noun for several people, or the plural of a person noun: "police", "officials".
    PEOPLE = 1;
    /// Noun for a body of people: "government".
    BODY = 2;
    /// The word is a plural form.
    PLURAL = 3;
    /// Office or rank that stands before a name: "president".
    TITLE = 4;
    /// Honorific before a name: "Mrs.".
    HONORIFIC = 5;
    /// Stands before an office: "former", "deputy".
    QUALIFIER = 6;
    /// Field of an office after "of": "state", "defense".
    FIELD = 7;
    /// Given name.
    GIVEN = 8;
    /// Male: name, title or noun.
    MALE = 9;
    /// Female: name, title or noun.
    FEMALE = 10;
    /// As last word, or before "of", makes a name an organisation's: "Ministry".
    ORG_HEAD = 11;
    /// Makes a name an organisation's wherever it stands.
    ORG_ANY = 12;
    /// As last word makes a name a place's: "River".
    PLACE_HEAD = 13;
    /// As first word makes a name a place's: "Mount".
    PLACE_FIRST = 14;
    /// Months and days.
    CALENDAR = 15;
    /// Written with a capital though no name of an actor or place.
    NOT_NAME = 16;
    /// Religions, peoples, political leanings, languages.
    CREED = 17;
    /// Determiner.
    DETERMINER = 18;
    /// Possessive determiner.
    POSSESSIVE = 19;
    /// Preposition.
    PREPOSITION = 20;
    /// Conjunction that joins equals.
    CONJUNCTION = 21;
    /// Subordinating conjunction.
    SUBORDINATOR = 22;
    /// Auxiliary or modal.
    AUXILIARY = 23;
    /// who, which, what ...
    WH = 24;
    /// Personal pronoun.
    PRONOUN = 25;
    /// Number word.
    NUMBER = 26;
    /// Adverb, negation, interjection or other closed-class word that no noun phrase holds.
    PARTICLE = 27;
    /// Noun for a body that acts only now and then: "country", "service".
    WEAK = 28;
    /// Given name of men and women, in the news nearly always a man's.
    MOSTLY_MALE = 29;
    /// Given name of men and women, in the news nearly always a woman's.
    MOSTLY_FEMALE = 30;
}

impl Class {
    /// No property.
    pub const NONE: Class = Class(0);

    /// Any closed-class word.
    pub const FUNCTION: Class = Class(
        Self::DETERMINER.0
            | Self::POSSESSIVE.0
            | Self::PREPOSITION.0
            | Self::CONJUNCTION.0
            | Self::SUBORDINATOR.0
            | Self::AUXILIARY.0
            | Self::WH.0
            | Self::PRONOUN.0
            | Self::PARTICLE.0,
    );

    /// A noun that refers to people.
    pub const AGENT: Class = Class(Self::PERSON.0 | Self::PEOPLE.0 | Self::BODY.0);

    /// The set whose [bits](Class::bits) these are.
    pub const fn from_bits(bits: u32) -> Class {
        Class(bits)
    }

    /// One bit for each property, as the packed tables hold it.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// True if `self` and `other` share a property.
    pub const fn any(self, other: Class) -> bool {
        self.0 & other.0 != 0
    }

    /// `self` without the properties of `other`.
    pub const fn without(self, other: Class) -> Class {
        Class(self.0 & !other.0)
    }
}

impl BitOr for Class {
    type Output = Class;
    fn bitor(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}

impl BitOrAssign for Class {
    fn bitor_assign(&mut self, other: Class) {
        self.0 |= other.0;
    }
}
