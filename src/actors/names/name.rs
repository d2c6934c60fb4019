//! A name as a range of units.
//!
//! Gives the type that all stages of names share, and what tells an office from a name.

use super::super::units::Unit;
use crate::lexicon::Class;
use crate::ner::NameKind as Kind;

/// A name, in units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Name {
    /// First unit of the name itself.
    pub start: usize,
    /// The unit after its last.
    pub end: usize,
    /// First unit of the capitalised run that it ends: titles, demonyms and the like before it. At
    /// most `start`.
    pub run: usize,
    /// True if the run is an office without a name after it ("the Prime Minister").
    pub office: bool,
    /// What the learned model takes it for, and how surely; `None` if only the rules find it.
    pub learned: Option<(Kind, f32)>,
}

impl Name {
    /// True if the learned model takes it for a `kind`.
    pub fn is_learned(&self, kind: Kind) -> bool {
        self.learned.is_some_and(|(k, _)| k == kind)
    }
}

/// True for a word that names an office or a person's part: what stands before it in a run says
/// where, what follows is who.
pub fn is_office(unit: &Unit) -> bool {
    let plural = unit.is(Class::PEOPLE) && unit.is(Class::PLURAL) && !unit.word.listed; // "Presidents Bush and Clinton"
    unit.is(Class::TITLE | Class::HONORIFIC)
        || plural
        || unit.is(Class::PERSON) && unit.word.listed && !unit.is(Class::GIVEN | Class::CREED)
}

/// "OBAMA" as "Obama".
pub fn title_case(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut first = true;
    for c in text.chars() {
        if first {
            out.extend(c.to_uppercase())
        } else {
            out.extend(c.to_lowercase())
        }
        first = c == '-' || c == '\'';
    }
    out
}
