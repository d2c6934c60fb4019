//! Names of countries, their people and capitals, of buildings and places that stand for a body, of
//! organisations and of other places.
//!
//! Takes names as written in running text; gives what they name; promises that no name is looked up
//! by letters that it does not have.

use whosaid_packing::hash::{self, Map};

use crate::lexicon::lists::names::{COMPOUND_DEMONYMS, DEMONYMS_WITHOUT_S};

/// What a known name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKind {
    /// A state.
    Country,
    /// An adjective or noun for a country's people.
    Demonym,
    /// A capital that may stand for its government.
    Capital,
    /// A place or building that may stand for a body.
    Metonym,
    /// An organisation.
    Organization,
    /// A city without a government of interest.
    City,
    /// Another place.
    Place,
}

/// What the tables say of a name that they know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// What it names.
    pub kind: NameKind,
    /// Index of its country, if the tables tell; see [`Tables::country`](super::Tables::country).
    pub country: Option<u16>,
    /// The name that all names of the same thing share; `None` for a city, which has but one.
    pub canonical: Option<&'static str>,
}

/// A country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub code: &'static str,
    /// Its usual name.
    pub name: &'static str,
}

/// All names but those of cities.
pub struct Names {
    /// Each name, by its hash, and what it names. A test checks that no two names share a hash.
    all: Map<u64, (&'static str, Named)>,
    countries: Vec<Country>,
    longest: usize,
}

impl Names {
    /// Reads the tables.
    pub fn read() -> Names {
        let mut tables = Reading {
            names: Map::with_capacity_and_hasher(4_000, Default::default()),
            countries: Vec::new(),
        };
        tables.countries();
        tables.compound_demonyms();
        tables.metonyms();
        tables.organizations();
        tables.places();
        let Reading { names, countries } = tables;
        let longest = names.keys().map(|name| name.split(' ').count()).max().unwrap_or(1);
        let all = names.into_iter().map(|(name, named)| (hash::text(name), (name, named)));
        Names { all: all.collect(), countries, longest }
    }

    /// What `name` names; `hash` is its hash.
    pub fn get(&self, name: &str, hash: u64) -> Option<Named> {
        let (known, named) = self.all.get(&hash)?;
        (*known == name).then_some(*named)
    }

    /// How many words the longest name has.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// A country by its index in [`Named::country`].
    pub fn country(&self, index: u16) -> Country {
        self.countries[index as usize]
    }
}

/// The names of the tables while they are read. Of two meanings of a name the first is kept, unless
/// the second is a country, a compound demonym or a metonym.
struct Reading {
    names: Map<&'static str, Named>,
    countries: Vec<Country>,
}

impl Reading {
    /// Countries with their people and capitals.
    fn countries(&mut self) {
        for line in lines(include_str!("../data/countries.txt")) {
            let mut columns = line.split('\t');
            let mut column = || columns.next().unwrap_or_default();
            let (code, all, demonyms, capitals) = (column(), column(), column(), column());
            let canonical = all.split('|').next().unwrap_or_default();
            let country = Some(self.countries.len() as u16);
            let named = |kind, canonical| Named { kind, country, canonical: Some(canonical) };
            self.countries.push(Country { code, name: canonical });
            for name in all.split('|') {
                self.names.insert(name, named(NameKind::Country, canonical));
            }
            for demonym in parts(demonyms) {
                let named = named(NameKind::Demonym, canonical);
                self.names.entry(demonym).or_insert(named);
                if let Some(plural) = plural(demonym) {
                    self.names.entry(plural).or_insert(named);
                }
            }
            for capital in parts(capitals) {
                self.names.entry(capital).or_insert(named(NameKind::Capital, capital));
            }
        }
    }

    /// "North Korean" and the like, whose words are demonyms or names by themselves.
    fn compound_demonyms(&mut self) {
        for &(demonym, of) in COMPOUND_DEMONYMS {
            if let Some(country) = self.names.get(of).copied() {
                let named = Named { kind: NameKind::Demonym, ..country };
                self.names.insert(demonym, named);
                self.names.insert(leak(format!("{demonym}s")), named);
            }
        }
    }

    /// Places and buildings that stand for a body.
    fn metonyms(&mut self) {
        for line in lines(include_str!("../data/metonyms.txt")) {
            let Some((name, rest)) = line.split_once('=') else { continue };
            let Some((code, body)) = rest.split_once(':') else { continue };
            let country = self.countries.iter().position(|c| c.code == code).map(|i| i as u16);
            let named = Named { kind: NameKind::Metonym, country, canonical: Some(body) };
            self.names.insert(name, named);
        }
    }

    /// Organisations, each with its short names.
    fn organizations(&mut self) {
        for list in labelled("n", include_str!("../data/orgs.txt")) {
            for entry in list.split('|') {
                let (name, canonical) = entry.split_once('=').unwrap_or((entry, entry));
                self.add(name, NameKind::Organization, canonical);
            }
        }
    }

    /// Places that are neither countries nor cities.
    fn places(&mut self) {
        for list in labelled("c", include_str!("../data/places.txt")) {
            list.split('|').for_each(|name| self.add(name, NameKind::Place, name));
        }
    }

    /// Adds a name without a country, unless it has a meaning already.
    fn add(&mut self, name: &'static str, kind: NameKind, canonical: &'static str) {
        let named = Named { kind, country: None, canonical: Some(canonical) };
        self.names.entry(name).or_insert(named);
    }
}

/// The lines of a table without its comments.
fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

/// What follows `label` and a tab in the lines of a table that begin so.
fn labelled(label: &str, table: &'static str) -> impl Iterator<Item = &'static str> {
    lines(table)
        .filter_map(move |line| line.split_once('\t').filter(|(l, _)| *l == label))
        .map(|(_, list)| list)
}

/// The entries of a column, which may be empty.
fn parts(column: &'static str) -> impl Iterator<Item = &'static str> {
    column.split('|').filter(|part| !part.is_empty())
}

/// The plural of a demonym, unless it is the same or is not used: "Syrians", "Frenchmen".
fn plural(demonym: &str) -> Option<&'static str> {
    if let Some(stem) = demonym.strip_suffix("man") {
        return Some(leak(format!("{stem}men")));
    }
    let alike = DEMONYMS_WITHOUT_S.iter().any(|ending| demonym.ends_with(ending));
    (!alike).then(|| leak(format!("{demonym}s")))
}

/// Tables live as long as the program.
fn leak(name: String) -> &'static str {
    Box::leak(name.into_boxed_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_names_have_one_hash() {
        let names = Names::read();
        let mut listed = Reading { names: Map::default(), countries: Vec::new() };
        listed.countries();
        listed.compound_demonyms();
        listed.metonyms();
        listed.organizations();
        listed.places();
        assert_eq!(names.all.len(), listed.names.len());
        for (name, named) in listed.names {
            assert_eq!(names.get(name, hash::text(name)), Some(named), "{name}");
        }
    }
}
