//! What a name names: person, organisation, country, place, people, or nothing of interest.
//!
//! Takes [`Units`] and [`Name`]s; gives a [`Judged`] for each: a linear classifier (maximum entropy, trained by `training/names`) over the name's own
//! words, the words around it, what the tables know, and what the article's other mentions of the name show.

mod features;

use std::collections::HashMap;
use std::sync::OnceLock;

use super::names::Name;
use super::units::Units;
use crate::lexicon::{Class, NameKind, Named, Pos};

pub use features::{Seen, features};

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sort {
    /// A person.
    Person,
    /// An organisation.
    Organization,
    /// A country.
    Country,
    /// Another place.
    Place,
    /// A people, creed or party's members: "Syrians", "Muslims", "Democrats".
    People,
    /// An adjective of a country or creed, or a person of it.
    Demonym,
    /// No actor and no place.
    Nothing,
}

/// A judged name.
#[derive(Debug, Clone, Copy)]
pub struct Judged {
    /// What it names.
    pub sort: Sort,
    /// What the tables know of it.
    pub known: Option<Named>,
}

/// Weights of one feature for person, organisation, place and nothing, in steps of a tenth of a nat.
type Weights = [i8; 4];

/// The table of weights: `feature TAB person organisation place nothing`.
fn table() -> &'static HashMap<&'static str, Weights> {
    static TABLE: OnceLock<HashMap<&'static str, Weights>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut out = HashMap::new();
        for line in include_str!("../lexicon/data/name_kinds.txt").lines().filter(|l| !l.starts_with('#')) {
            let Some((feature, numbers)) = line.split_once('\t') else { continue };
            let mut weights = [0; 4];
            for (w, n) in weights.iter_mut().zip(numbers.split(' ')) {
                *w = n.parse().unwrap_or_default();
            }
            out.insert(feature, weights);
        }
        out
    })
}

/// Judges every name.
pub fn judge(units: &Units, names: &[Name]) -> Vec<Judged> {
    let table = table();
    let seen = Seen::new(units, names);
    let mut buffer = String::new();
    names
        .iter()
        .map(|name| {
            let known = features::known(units, name);
            if name.office {
                return Judged { sort: Sort::Person, known: None };
            }
            let mut scores = [0i32; 4];
            features(units, name, &seen, &mut buffer, |feature| {
                if let Some(weights) = table.get(feature) {
                    for (s, w) in scores.iter_mut().zip(weights) {
                        *s += i32::from(*w);
                    }
                }
            });
            let mut best = (0..4).rev().max_by_key(|&i| scores[i]).unwrap_or(3);
            if best == 3 && seen.takes_up(units, name) {
                best = 1;
            }
            Judged { sort: sort(units, name, known, best), known }
        })
        .collect()
}

fn sort(units: &Units, name: &Name, known: Option<Named>, class: usize) -> Sort {
    let kind = known.map(|k| k.kind);
    match class {
        0 => Sort::Person,
        1 => Sort::Organization,
        2 if kind == Some(NameKind::Country) => Sort::Country,
        2 => Sort::Place,
        _ => {
            let last = &units.list[name.end - 1];
            let people = kind == Some(NameKind::Demonym) || name.end - name.start == 1 && last.is(Class::CREED);
            if !people {
                return Sort::Nothing;
            }
            let noun_follows = units.after(name.end - 1).is_some_and(|n| {
                n.capital() && !n.first || n.is_word() && !n.is(Class::FUNCTION) && (n.mostly(Pos::Noun) || n.mostly(Pos::Adjective))
            });
            if last.lower.ends_with('s') && last.lower != "swiss" && !noun_follows { Sort::People } else { Sort::Demonym }
        }
    }
}
