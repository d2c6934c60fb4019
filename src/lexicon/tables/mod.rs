//! The tables in `../data`, read once, and their look-up.
//!
//! Takes words and names as written; gives their [`Class`], parts of speech and, for names that are
//! known, what they name. Of words and cities the program holds only hashes, made from the tables
//! by `packing/src/words.rs` when it is built: one in 450 of other words counts as a word of the
//! tables.

mod names;
mod packed;
#[cfg(test)]
mod packed_tests;
mod pos;
mod word;

use std::fmt;
use std::sync::OnceLock;

use whosaid_packing::hash;
use whosaid_packing::keys::Keys;

use super::cues::Cues;
use names::Names;
pub use names::{Country, NameKind, Named};
use packed::Words;
pub use pos::{Pos, PosList};
pub use whosaid_packing::class::Class;
pub use word::Word;

/// All tables.
pub struct Tables {
    words: Words,
    names: Names,
    /// Some bits of the hash of each city's name.
    cities: Keys,
    cues: Cues,
}

impl fmt::Debug for Tables {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("Tables")
    }
}

impl Tables {
    /// The tables of English, read at the first call.
    pub fn english() -> &'static Tables {
        static TABLES: OnceLock<Tables> = OnceLock::new();
        TABLES.get_or_init(Tables::read)
    }

    fn read() -> Tables {
        Tables {
            words: Words::read(),
            names: Names::read(),
            cities: packed::cities(),
            cues: Cues::read(),
        }
    }

    /// The words that report.
    ///
    /// ```
    /// use whosaid::{ENGLISH, lexicon::cues::VerbForm};
    /// let cues = ENGLISH.tables().cues();
    /// let (verb, form) = cues.verb("denied").unwrap();
    /// assert_eq!((verb.lemma, form), ("deny", VerbForm::Past));
    /// assert!(cues.verb("walked").is_none());
    /// ```
    pub fn cues(&self) -> &Cues {
        &self.cues
    }

    /// What the tables say of `lower`, a word in lower case. A word that is not listed is judged by
    /// its form: a plural by its noun for persons or bodies, a word with a hyphen by its last part,
    /// the part of speech by the ending.
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
        let city = Named { kind: NameKind::City, country: None, canonical: None };
        let is_city = || packed::holds(&self.cities, name, hash);
        self.names.get(name, hash).or_else(|| is_city().then_some(city))
    }

    /// How many words the longest known name has.
    pub fn longest_name(&self) -> usize {
        self.names.longest().max(packed::LONGEST_CITY)
    }

    /// A country by its index in [`Named::country`].
    pub fn country(&self, index: u16) -> Country {
        self.names.country(index)
    }
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
