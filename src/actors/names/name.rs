//! A name as a range of units.
//!
//! Gives the type that all stages of names share, and tells an office from a name.

use crate::actors::units::Unit;
use crate::lexicon::Class;
use crate::ner::NameKind as LearnedKind;

/// The confidence, from 0 to 1, of a person's name that the rules cut or lengthened: half of full
/// confidence, because the learned model found a name there, but not this one.
pub const SURE_BY_FORM: f32 = 0.5;

/// A name, in units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Name {
    /// First unit of the name itself.
    pub start: usize,
    /// The unit after its last.
    pub end: usize,
    /// First unit of the capitalised run that the name ends: titles, demonyms and the like stand
    /// before it. At most `start`.
    pub run_start: usize,
    /// True if the run is an office without a name after it ("the Prime Minister").
    pub office: bool,
    /// What the learned model takes the name for, and its confidence from 0 to 1; `None` if only
    /// the rules find the name.
    pub learned: Option<(LearnedKind, f32)>,
}

impl Name {
    /// Units `[start, end)` as a name that only the rules find, with nothing before it.
    pub fn new(start: usize, end: usize) -> Self {
        Name { start, end, run_start: start, office: false, learned: None }
    }

    /// Units `[start, end)` as an office without a name, in a run that begins with `run_start`.
    pub fn office(run_start: usize, start: usize, end: usize) -> Self {
        Name { run_start, office: true, ..Name::new(start, end) }
    }

    /// True if the learned model takes it for a `kind`.
    pub fn is_learned(&self, kind: LearnedKind) -> bool {
        self.learned.is_some_and(|(k, _)| k == kind)
    }

    /// The number of units of the name itself.
    pub fn len(&self) -> usize {
        self.end - self.start
    }
}

/// True for a noun for an office, rank or role: in a run of capitals the words before it say where
/// the office is, and the words after it who holds it.
pub fn is_office(unit: &Unit) -> bool {
    // "Presidents Bush and Clinton"
    let plural = unit.is(Class::PEOPLE) && unit.is(Class::PLURAL) && !unit.word.listed;
    unit.is(Class::TITLE | Class::HONORIFIC)
        || plural
        || unit.is(Class::PERSON) && unit.word.listed && !unit.is(Class::GIVEN | Class::CREED)
}

/// A text with a capital at the start of each part and small letters else: "OBAMA" as "Obama".
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
