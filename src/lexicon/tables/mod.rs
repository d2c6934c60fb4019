//! The tables in `../data`, read once, and their look-up.
//!
//! Takes words and names as written; gives their [`Class`], parts of speech and, for names that are
//! known, what they name. Of words and cities the program holds hashes only (`packing/src/words.rs`
//! makes them of the tables when it is built): of other words one in 450 counts as some word of the
//! tables.

mod packed;
mod pos;

use std::fmt;
use std::sync::OnceLock;

use whosaid_packing::hash::{self, Map};
use whosaid_packing::keys::Keys;

use super::cues::{CueVerb, Cues, VerbForm};
use packed::Words;
pub use pos::{Pos, PosList};
pub use whosaid_packing::class::Class;

/// What the tables say of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Word {
    /// Its properties.
    pub class: Class,
    /// Its parts of speech, likeliest first.
    pub pos: PosList,
    /// True if the word itself is in one of the tables, false if only its form was judged.
    pub listed: bool,
}

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

/// A known name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// What it names.
    pub kind: NameKind,
    /// Index of its country, if the tables tell; see [`Tables::country`].
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

/// All tables.
pub struct Tables {
    words: Words,
    /// By their hashes, none twice: a test sees to it.
    names: Map<u64, (&'static str, Named)>,
    /// By some bits of their hashes.
    cities: Keys,
    countries: Vec<Country>,
    longest: usize,
    cues: Cues,
}

impl fmt::Debug for Tables {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("Tables")
    }
}

/// The lines of a table without its comments, split at the tab.
fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table
        .lines()
        .filter(|l| !l.starts_with('#') && !l.is_empty())
        .map(|l| l.split_once('\t').unwrap_or(("", l)))
}

impl Tables {
    /// The tables of English, read at the first call.
    pub fn english() -> &'static Tables {
        static TABLES: OnceLock<Tables> = OnceLock::new();
        TABLES.get_or_init(Tables::read)
    }

    fn read() -> Tables {
        let (names, countries) = read_names();
        let longest =
            names.keys().map(|n| n.split(' ').count()).max().unwrap_or(1).max(packed::LONGEST_CITY);
        let names =
            names.into_iter().map(|(name, named)| (hash::text(name), (name, named))).collect();
        let (words, cities, cues) = (Words::read(), packed::cities(), Cues::read());
        Tables { words, names, cities, countries, longest, cues }
    }

    /// The reporting verb that `word`, in lower case, is a form of.
    ///
    /// ```
    /// use whosaid::lexicon::{Tables, cues::VerbForm};
    /// let (cue, form) = Tables::english().verb("denied").unwrap();
    /// assert_eq!((cue.lemma, form), ("deny", VerbForm::Past));
    /// assert!(Tables::english().verb("walked").is_none());
    /// ```
    pub fn verb(&self, word: &str) -> Option<(&CueVerb, VerbForm)> {
        self.cues.verb(word)
    }

    /// The words that report.
    pub fn cues(&self) -> &Cues {
        &self.cues
    }

    /// What the tables say of `lower`, a word in lower case; its form is judged where it is not
    /// listed: plurals of nouns for persons, words with a hyphen by their last part, parts of
    /// speech by the ending.
    pub fn word(&self, lower: &str) -> Word {
        let mut found = self.words.get(lower).unwrap_or_default();
        if found.pos == PosList::default() {
            found.pos = PosList::guess(lower);
        }
        if !found.class.any(Class::AGENT) {
            if let Some(one) = self.singular(lower) {
                if one.any(Class::PERSON) {
                    found.class |= Class::PEOPLE | Class::PLURAL;
                } else if one.any(Class::BODY) {
                    found.class |= Class::BODY | Class::PLURAL;
                }
                for gender in [Class::MALE, Class::FEMALE] {
                    if one.any(gender) {
                        found.class |= gender;
                    }
                }
            } else if let Some((_, last)) = lower.rsplit_once('-') {
                let tail = self.words.get(last).unwrap_or_default();
                if tail.class.any(Class::PERSON) && !found.listed {
                    found.class |= tail.class.without(Class::GIVEN);
                }
            }
        }
        found
    }

    /// The properties of the listed singular of `lower`, if it is a plural.
    fn singular(&self, lower: &str) -> Option<Class> {
        let get = |w: &str| {
            self.words.get(w).map(|w| w.class).filter(|c| c.any(Class::PERSON | Class::BODY))
        };
        if let Some(stem) = lower.strip_suffix("men") {
            return get(&format!("{stem}man"));
        }
        let stem = lower.strip_suffix('s')?;
        if let Some(found) = get(stem) {
            return Some(found);
        }
        if let Some(short) = stem.strip_suffix("ie") {
            return get(&format!("{short}y"));
        }
        stem.strip_suffix('e').and_then(get)
    }

    /// What `name`, written as in running text, names.
    pub fn name(&self, name: &str) -> Option<Named> {
        let hash = hash::text(name);
        if let Some((_, named)) = self.names.get(&hash).filter(|(known, _)| *known == name) {
            return Some(*named);
        }
        packed::holds(&self.cities, name, hash).then_some(Named {
            kind: NameKind::City,
            country: None,
            canonical: None,
        })
    }

    /// How many words the longest known name has.
    pub fn longest_name(&self) -> usize {
        self.longest
    }

    /// A country by its index in [`Named::country`].
    pub fn country(&self, index: u16) -> Country {
        self.countries[index as usize]
    }
}

fn read_names() -> (Map<&'static str, Named>, Vec<Country>) {
    let mut names: Map<&'static str, Named> =
        Map::with_capacity_and_hasher(4_000, Default::default());
    let mut countries = Vec::new();
    let leak = |s: String| -> &'static str { Box::leak(s.into_boxed_str()) };
    for line in include_str!("../data/countries.txt").lines().filter(|l| !l.starts_with('#')) {
        let mut columns = line.split('\t');
        let mut column = || columns.next().unwrap_or_default();
        let (code, all, demonyms, capitals) = (column(), column(), column(), column());
        let index = countries.len() as u16;
        let canonical = all.split('|').next().unwrap_or_default();
        countries.push(Country { code, name: canonical });
        for n in all.split('|') {
            names.insert(
                n,
                Named { kind: NameKind::Country, country: Some(index), canonical: Some(canonical) },
            );
        }
        for d in demonyms.split('|').filter(|d| !d.is_empty()) {
            let named =
                Named { kind: NameKind::Demonym, country: Some(index), canonical: Some(canonical) };
            names.entry(d).or_insert(named);
            if !["ish", "ese", "ch", "s", "man"].iter().any(|e| d.ends_with(e)) {
                names.entry(leak(format!("{d}s"))).or_insert(named);
            } else if let Some(stem) = d.strip_suffix("man") {
                names.entry(leak(format!("{stem}men"))).or_insert(named);
            }
        }
        for c in capitals.split('|').filter(|c| !c.is_empty()) {
            names.entry(c).or_insert(Named {
                kind: NameKind::Capital,
                country: Some(index),
                canonical: Some(c),
            });
        }
    }
    for (name, of) in [
        ("North Korean", "North Korea"),
        ("South Korean", "South Korea"),
        ("South African", "South Africa"),
        ("South Sudanese", "South Sudan"),
        ("Sri Lankan", "Sri Lanka"),
        ("Costa Rican", "Costa Rica"),
        ("Puerto Rican", "Puerto Rico"),
        ("Saudi Arabian", "Saudi Arabia"),
        ("East Timorese", "East Timor"),
    ] {
        if let Some(country) = names.get(of).copied() {
            let named = Named { kind: NameKind::Demonym, ..country };
            names.insert(name, named);
            names.insert(leak(format!("{name}s")), named);
        }
    }
    for line in include_str!("../data/metonyms.txt").lines().filter(|l| !l.starts_with('#')) {
        let Some((name, rest)) = line.split_once('=') else { continue };
        let Some((code, body)) = rest.split_once(':') else { continue };
        let country = countries.iter().position(|c: &Country| c.code == code).map(|i| i as u16);
        names.insert(name, Named { kind: NameKind::Metonym, country, canonical: Some(body) });
    }
    for (label, list) in rows(include_str!("../data/orgs.txt")) {
        if label == "n" {
            for entry in list.split('|') {
                let (name, canonical) = entry.split_once('=').unwrap_or((entry, entry));
                names.entry(name).or_insert(Named {
                    kind: NameKind::Organization,
                    country: None,
                    canonical: Some(canonical),
                });
            }
        }
    }
    for (label, list) in rows(include_str!("../data/places.txt")) {
        if label == "c" {
            for name in list.split('|') {
                names.entry(name).or_insert(Named {
                    kind: NameKind::Place,
                    country: None,
                    canonical: Some(name),
                });
            }
        }
    }
    (names, countries)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(word: &str, class: Class) {
        assert!(Tables::english().word(word).class.any(class), "{word} is not {class:?}");
    }

    fn is_not(word: &str, class: Class) {
        assert!(!Tables::english().word(word).class.any(class), "{word} is {class:?}");
    }

    #[test]
    fn words_have_the_properties_of_their_tables() {
        is("official", Class::PERSON);
        is("president", Class::TITLE);
        is("mrs.", Class::HONORIFIC);
        is("mrs.", Class::FEMALE);
        is("government", Class::BODY);
        is("sergei", Class::GIVEN);
        is("the", Class::DETERMINER);
        is("may", Class::CALENDAR);
        is("may", Class::AUXILIARY);
        is_not("official", Class::GIVEN);
        is_not("the", Class::AGENT);
    }

    #[test]
    fn plurals_and_hyphens_are_judged_by_their_noun() {
        is("officials", Class::PEOPLE);
        is("officials", Class::PLURAL);
        is("spokeswomen", Class::PEOPLE);
        is("ministries", Class::BODY);
        is("ex-commander", Class::PERSON);
        is_not("series", Class::AGENT);
    }

    #[test]
    fn no_two_names_have_one_hash() {
        let (names, _) = read_names();
        assert_eq!(Tables::english().names.len(), names.len());
        assert!(names.iter().all(|(name, named)| Tables::english().name(name) == Some(*named)));
    }

    #[test]
    fn names_lead_to_their_country() {
        let t = Tables::english();
        let code = |name| t.name(name).and_then(|n| n.country).map(|c| t.country(c).code);
        assert_eq!(code("U.S."), Some("US"));
        assert_eq!(code("Syrians"), Some("SY"));
        assert_eq!(code("North Korean"), Some("KP"));
        assert_eq!(code("Moscow"), Some("RU"));
        assert_eq!(code("Kremlin"), Some("RU"));
        assert_eq!(code("Englishmen"), Some("GB"));
        assert_eq!(t.name("Moscow").map(|n| n.kind), Some(NameKind::Capital));
        assert_eq!(t.name("UN").and_then(|n| n.canonical), Some("United Nations"));
        assert_eq!(t.name("New York City").map(|n| n.kind), Some(NameKind::City));
        assert_eq!(t.name("Nowhere"), None);
    }
}
