//! A name that was found.

use crate::text::TokenRange;

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKind {
    /// A person.
    Person,
    /// A company, institution, party, team, agency ...
    Organization,
    /// A country, city, region, river, building ...
    Location,
    /// A nationality, religion, political or ethnic group, as adjective or noun: "Syrian",
    /// "Republicans".
    Nationality,
}

/// A name found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Name {
    /// Its tokens, without title or article; of one sentence.
    pub tokens: TokenRange,
    /// What it names.
    pub kind: NameKind,
    /// From 0 to 1: how much better the article is read with a name here than with none. No
    /// probability, but rising with it.
    pub confidence: f32,
}
