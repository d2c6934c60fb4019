//! What a name names: person, organisation, group, country, place, or nothing of interest.
//!
//! Takes [`Units`] and [`Name`]s; gives a [`Sort`] for each, by the tables, the words of the name, those around it, and the article's other mentions of
//! the same name (each name is judged once, by all its mentions together).

use std::collections::HashMap;

use super::names::{Name, title_case};
use super::units::{Shape, Style, Units};
use crate::lexicon::{Class, NameKind, Named, Pos, Tables};

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

/// Votes for each of the first five sorts and for nothing.
#[derive(Debug, Clone, Copy, Default)]
struct Votes {
    person: i32,
    organization: i32,
    place: i32,
    nothing: i32,
}

/// Prepositions after which a name is mostly a place.
const LOCATING: &[&str] =
    &["in", "near", "at", "across", "outside", "inside", "throughout", "around", "within", "toward", "towards", "to", "from", "into"];

/// Judges every name.
pub fn judge(units: &Units, names: &[Name]) -> Vec<Judged> {
    let tables = Tables::get();
    let key = |n: &Name| {
        if units.style(n.start) == Style::Upper { title_case(&units.joined(n.start, n.end)) } else { units.joined(n.start, n.end) }
    };
    let keys: Vec<String> = names.iter().map(key).collect();
    // All mentions of a name vote together.
    let mut votes: HashMap<&str, Votes> = HashMap::new();
    for (name, key) in names.iter().zip(&keys) {
        let v = votes.entry(key).or_default();
        inside(units, name, v);
        around(units, name, v);
    }
    // Words of names that are surely persons: a lone "Kerry" is one too.
    let mut surnames: HashMap<&str, bool> = HashMap::new();
    for (name, key) in names.iter().zip(&keys) {
        let v = &votes[key.as_str()];
        if name.end - name.start >= 2 && tables.name(key).is_none() && v.person > v.organization.max(v.place).max(v.nothing) {
            for unit in [name.end - 1, name.start] {
                if units.list[unit].lower.len() > 2 {
                    surnames.insert(&units.list[unit].lower, true);
                }
            }
        }
    }
    names
        .iter()
        .zip(&keys)
        .map(|(name, key)| {
            let known = tables.name(key);
            let titled = name.start > name.run && name_is_titled(units, name);
            if name.office {
                return Judged { sort: Sort::Person, known: None };
            }
            let mut v = votes[key.as_str()];
            if name.end - name.start == 1 && surnames.contains_key(units.list[name.start].lower.as_str()) {
                v.person += 8;
            }
            if let (Some(known), false) = (known, titled) {
                let person =
                    v.person >= 8 && matches!(known.kind, NameKind::City | NameKind::Place | NameKind::Capital | NameKind::Organization);
                if !person {
                    return Judged { sort: known_sort(units, name, known), known: Some(known) };
                }
            }
            if name.end - name.start == 1 {
                let unit = &units.list[name.start];
                if unit.is(Class::CREED) && v.person < 6 {
                    let plural = unit.lower.ends_with('s');
                    return Judged { sort: if plural { Sort::People } else { Sort::Demonym }, known: None };
                }
                if unit.is(Class::NOT_NAME | Class::CALENDAR) && v.person < 6 {
                    return Judged { sort: Sort::Nothing, known: None };
                }
            }
            let best = v.person.max(v.organization).max(v.place).max(v.nothing);
            let sort = if best == v.person {
                Sort::Person
            } else if best == v.organization {
                Sort::Organization
            } else if best == v.place {
                Sort::Place
            } else {
                Sort::Nothing
            };
            Judged { sort, known: None }
        })
        .collect()
}

fn name_is_titled(units: &Units, name: &Name) -> bool {
    units.list[name.run..name.start].iter().any(|u| u.is(Class::TITLE | Class::HONORIFIC | Class::PERSON))
}

fn known_sort(units: &Units, name: &Name, known: Named) -> Sort {
    match known.kind {
        NameKind::Country => Sort::Country,
        NameKind::Organization | NameKind::Metonym => Sort::Organization,
        NameKind::Capital | NameKind::City | NameKind::Place => Sort::Place,
        NameKind::Demonym => {
            let last = &units.list[name.end - 1];
            let noun_follows = units.after(name.end - 1).is_some_and(|n| {
                n.capital() && !n.first || n.is_word() && !n.is(Class::FUNCTION) && (n.mostly(Pos::Noun) || n.mostly(Pos::Adjective))
            });
            if last.lower.ends_with('s') && !["swiss", "cypriots "].contains(&last.lower.as_str()) && !noun_follows {
                Sort::People
            } else {
                Sort::Demonym
            }
        }
    }
}

/// What the name's own words say.
fn inside(units: &Units, name: &Name, v: &mut Votes) {
    let tables = Tables::get();
    let words = &units.list[name.start..name.end];
    let count = words.len();
    let (first, last) = (&words[0], &words[count - 1]);
    if name_is_titled(units, name) {
        v.person += 9;
    }
    if words.iter().any(|u| u.is(Class::ORG_ANY)) {
        v.organization += 8;
    }
    let of = words.iter().position(|u| matches!(u.lower.as_str(), "of" | "for"));
    let head = of.filter(|&i| i > 0).map_or(last, |i| &words[i - 1]);
    if count > 1 && head.is(Class::ORG_HEAD) && !(head.is(Class::GIVEN) && count == 2) {
        v.organization += 8;
    } else if count > 1 && head.is(Class::PLACE_HEAD) {
        v.place += 7;
    } else if count == 1 && last.is(Class::ORG_HEAD) {
        v.organization += 3;
    } else if count == 1 && last.is(Class::PLACE_HEAD) {
        v.place += 2;
    }
    if count > 1 && first.is(Class::PLACE_FIRST) && !head.is(Class::ORG_HEAD) {
        v.place += if first.is(Class::GIVEN) { 2 } else { 4 };
    }
    if count > 1 && words.iter().any(|u| u.is(Class::CREED) || tables.name(u.text).is_some_and(|n| n.kind == NameKind::Demonym)) {
        v.organization += 3;
    }
    if count > 1 && words.iter().any(|u| u.is(Class::NOT_NAME)) {
        v.nothing += 5;
    }
    if last.is(Class::NOT_NAME) && count > 1 {
        v.nothing += 3;
    }
    if first.shape == Shape::Upper && count == 1 && units.style(name.start) == Style::Running {
        if first.text.chars().count() >= 2 && !first.text.contains('.') { v.organization += 5 } else { v.organization += 1 }
    }
    if (2..=4).contains(&count) {
        if first.is(Class::GIVEN) && !last.is(Class::ORG_HEAD | Class::PLACE_HEAD) {
            v.person += 6;
        }
        if words[1..].iter().any(|u| u.text.len() == 2 && u.text.ends_with('.')) || first.text.len() == 2 && first.text.ends_with('.') {
            v.person += 4;
        }
        if words.iter().all(|u| u.shape == Shape::Capital && !u.word.listed) {
            v.person += 3;
        }
    }
    if words.iter().any(|u| u.lower.starts_with("al-") || matches!(u.lower.as_str(), "bin" | "van" | "von" | "der" | "ibn" | "abu"))
        && count > 1
    {
        v.person += 3;
    }
    if words.iter().any(|u| u.text == "&") {
        v.organization += 5;
    }
    let common = words.iter().filter(|u| u.word.listed && !u.is(Class::GIVEN | Class::FUNCTION)).count();
    if count > 1 && common * 2 > count {
        v.organization += 2;
        v.nothing += 2;
    }
    if count == 1 && first.word.listed && !first.is(Class::GIVEN) {
        v.nothing += 3;
    }
    if count == 1 && first.is(Class::GIVEN) {
        v.person += 2;
    }
    if count > 6 {
        v.organization += 2;
    }
}

/// What the words around the name say.
fn around(units: &Units, name: &Name, v: &mut Votes) {
    let before = units.before(name.run);
    let after = units.after(name.end - 1);
    let two_before = before.and_then(|_| units.before(name.run - 1));
    if let Some(b) = before {
        if b.is(Class::PERSON | Class::TITLE | Class::HONORIFIC) && !b.is(Class::PLURAL) && b.shape == Shape::Lower {
            v.person += 6;
        } else if LOCATING.contains(&b.lower.as_str()) {
            v.place += match b.lower.as_str() {
                "in" | "near" | "outside" | "across" => 3,
                _ => 1,
            };
        } else if b.lower == "the" {
            v.organization += 2;
            v.person -= 3;
        } else if matches!(b.lower.as_str(), "a" | "an") {
            v.nothing += 2;
        } else if b.text == "," && two_before.is_some_and(|t| t.is(Class::PERSON) && t.shape == Shape::Lower) {
            v.person += 2;
        }
    }
    if let Some(a) = after {
        let second = units.get(name.end + 1, units.list[name.start].sentence);
        if a.is_possessive() {
            v.person += 1;
        } else if a.lower == "who"
            || a.text == "," && second.is_some_and(|s| s.lower == "who" || s.shape == Shape::Digit && s.text.len() == 2)
        {
            v.person += 5;
        } else if a.text == "," && second.is_some_and(|s| s.lower == "which" || s.lower == "where") {
            v.place += 1;
            v.organization += 1;
        } else if matches!(
            a.lower.as_str(),
            "said" | "says" | "told" | "added" | "tweeted" | "wrote" | "explained" | "insisted" | "believes" | "thinks"
        ) {
            v.person += 2;
            v.organization += 1;
        } else if a.shape == Shape::Lower && !a.is(Class::FUNCTION) && a.mostly(Pos::Noun) && !a.word.pos.may_be_verb() {
            v.organization += 1;
            v.nothing += 1;
        }
        if a.text == ","
            && second.is_some_and(|s| {
                Tables::get().name(s.text).is_some_and(|n| matches!(n.kind, NameKind::Country | NameKind::City | NameKind::Place))
            })
        {
            v.place += 3;
        }
    }
}
