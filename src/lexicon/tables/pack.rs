//! The tables of words in `../data` as the program holds them: run when the program is built
//! (`build.rs`), not part of it.
//!
//! Takes the text files; gives the source of a module with the [keys](super::keys) of all words and
//! what each word is.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt::Write;

use super::class::Class;
use super::{hash, keys};

/// How many upper bits of a word's hash are kept.
pub const BITS: u8 = 22;
/// The same for a city: there are many phrases that might be one.
pub const CITY_BITS: u8 = 24;
/// From this number on a sort is rare.
const RARE: usize = u8::MAX as usize;

/// What the tables say of a word: its properties, and the code of its parts of speech.
pub type Sort = (Class, &'static str);

/// Files of words in rows: a label, a tab, words with spaces between. What each label means.
const ROWS: &[(&str, &[(&str, Class)])] = &[
    (
        include_str!("../data/function.txt"),
        &[
            ("D", Class::DETERMINER),
            ("O", Class::POSSESSIVE),
            ("P", Class::PREPOSITION),
            ("C", Class::CONJUNCTION),
            ("S", Class::SUBORDINATOR),
            ("X", Class::AUXILIARY),
            ("W", Class::WH),
            ("E", Class::PRONOUN),
            ("N", Class::NUMBER),
            ("G", Class::PARTICLE),
            ("I", Class::PARTICLE),
            ("R", Class::PARTICLE),
            ("U", Class::PARTICLE),
        ],
    ),
    (include_str!("../data/persons.txt"), &[("", Class::PERSON)]),
    (
        include_str!("../data/groups.txt"),
        &[("p", Class::PEOPLE), ("o", Class::BODY), ("f", Class::PEOPLE), ("w", Class::WEAK)],
    ),
    (
        include_str!("../data/gender.txt"),
        &[
            ("m", Class::MALE),
            ("f", Class::FEMALE),
            ("bm", Class::MOSTLY_MALE),
            ("bf", Class::MOSTLY_FEMALE),
        ],
    ),
    (
        include_str!("../data/titles.txt"),
        &[
            ("hm", Class::HONORIFIC),
            ("hf", Class::HONORIFIC),
            ("h", Class::HONORIFIC),
            ("t", Class::TITLE),
            ("q", Class::QUALIFIER),
            ("k", Class::FIELD),
        ],
    ),
    (include_str!("../data/orgs.txt"), &[("h", Class::ORG_HEAD), ("a", Class::ORG_ANY)]),
    (include_str!("../data/places.txt"), &[("h", Class::PLACE_HEAD), ("b", Class::PLACE_FIRST)]),
    (
        include_str!("../data/capitals.txt"),
        &[("d", Class::CALENDAR), ("x", Class::NOT_NAME), ("r", Class::CREED)],
    ),
    (
        include_str!("../data/given.txt"),
        &[("m", Class::GIVEN), ("f", Class::GIVEN), ("b", Class::GIVEN), ("u", Class::GIVEN)],
    ),
];

/// Nouns of groups.txt that are plural though they don't end in -s.
const PLURAL_WITHOUT_S: &[&str] = &[
    "people",
    "police",
    "children",
    "men",
    "women",
    "youth",
    "media",
    "folk",
    "personnel",
    "clergy",
    "wounded",
    "injured",
    "dead",
    "unemployed",
    "taliban",
];

/// The lines of a table without its comments, split at the tab.
fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table
        .lines()
        .filter(|l| !l.starts_with('#') && !l.is_empty())
        .map(|l| l.split_once('\t').unwrap_or(("", l)))
}

/// What the tables say of each word.
pub fn words() -> BTreeMap<&'static str, Sort> {
    let mut words: BTreeMap<&'static str, Sort> = BTreeMap::new();
    for (table, labels) in ROWS {
        for (label, list) in rows(table) {
            let Some(&(_, class)) = labels.iter().find(|(l, _)| *l == label) else { continue };
            for w in list.split(' ') {
                let known = &mut words.entry(w).or_default().0;
                *known |= class;
                if class == Class::WEAK {
                    *known |= Class::BODY;
                }
                if class == Class::GIVEN || class == Class::HONORIFIC {
                    match label {
                        "m" | "hm" => *known |= Class::MALE,
                        "f" | "hf" => *known |= Class::FEMALE,
                        _ => {}
                    }
                }
                let plural =
                    w.ends_with('s') && !w.ends_with("ss") || PLURAL_WITHOUT_S.contains(&w);
                if plural
                    && (class == Class::PEOPLE || class == Class::BODY || class == Class::WEAK)
                {
                    *known |= Class::PLURAL;
                }
            }
        }
    }
    for (code, list) in rows(include_str!("../data/words.txt")) {
        for w in list.split(' ') {
            words.entry(w).or_default().1 = code;
        }
    }
    words
}

/// Cities and states.
pub fn cities() -> impl Iterator<Item = &'static str> {
    include_str!("../data/cities.txt").lines().filter(|l| !l.starts_with('#'))
}

fn key(word: &str, bits: u8) -> u32 {
    (hash::text(word) >> (64 - u32::from(bits))) as u32
}

/// The source of the module `packed::tables`.
pub fn source() -> String {
    let words = words();
    let mut often: BTreeMap<(u32, &str), usize> = BTreeMap::new();
    for (class, code) in words.values() {
        *often.entry((class.0, code)).or_default() += 1;
    }
    let mut sorts: Vec<(u32, &str)> = often.keys().copied().collect();
    sorts.sort_by_key(|sort| std::cmp::Reverse(often[sort]));
    let number = |sort: &Sort| {
        sorts
            .iter()
            .position(|&(class, code)| class == sort.0.0 && code == sort.1)
            .unwrap_or_default()
    };
    // of two words of one key that differ, the second is kept in full
    let mut by_key: BTreeMap<u32, usize> = BTreeMap::new();
    let mut spelled = Vec::new();
    for (&word, sort) in &words {
        match by_key.entry(key(word, BITS)) {
            Entry::Vacant(entry) => _ = entry.insert(number(sort)),
            Entry::Occupied(entry) if *entry.get() == number(sort) => {}
            Entry::Occupied(_) => spelled.push((word, number(sort))),
        }
    }
    let mut city_keys: Vec<u32> = cities().map(|c| key(c, CITY_BITS)).collect();
    city_keys.sort_unstable();
    city_keys.dedup();
    let longest = cities().map(|c| c.split(' ').count()).max().unwrap_or(1);

    let (classes, codes): (Vec<u32>, Vec<String>) =
        sorts.iter().map(|&(bits, code)| (bits, format!("{code:3}"))).unzip();
    let sort_of: Vec<usize> = by_key.values().map(|&sort| sort.min(RARE)).collect();
    let rare: Vec<usize> =
        by_key.values().filter(|&&sort| sort >= RARE).map(|sort| sort - RARE).collect();
    let mut out = String::from("// Made by build.rs of the tables in src/lexicon/data.\n");
    let mut put = |what: &str, line: std::fmt::Arguments| {
        writeln!(out, "/// {what}.\npub const {line};").unwrap_or_default()
    };
    put("Bits of a key", format_args!("BITS: u8 = {BITS}"));
    put(
        "Of the words: gaps between their keys",
        format_args!("KEYS: &[u8] = &{:?}", keys::write(by_key.keys().copied())),
    );
    put(
        "For each key which sort; the last stands for the next of the rare ones",
        format_args!("SORT_OF: &[u8] = &{sort_of:?}"),
    );
    put("Which of those from the last on", format_args!("RARE: &[u8] = &{rare:?}"));
    put("Sorts of words: bits of the class", format_args!("CLASSES: &[u32] = &{classes:?}"));
    put(
        "Three letters for each sort: code of the parts of speech",
        format_args!("CODES: &str = {:?}", codes.concat()),
    );
    put(
        "Words whose key another word has, in order, and their sort",
        format_args!("SPELLED: &[(&str, u16)] = &{spelled:?}"),
    );
    put("Bits of a city's key", format_args!("CITY_BITS: u8 = {CITY_BITS}"));
    put(
        "Of the cities: gaps between their keys",
        format_args!("CITIES: &[u8] = &{:?}", keys::write(city_keys.iter().copied())),
    );
    put("How many cities", format_args!("CITY_COUNT: usize = {}", city_keys.len()));
    put("Words of the longest", format_args!("LONGEST_CITY: usize = {longest}"));
    out
}

#[cfg(test)]
mod tests {
    use super::super::{NameKind, PosList, Tables};
    use super::*;

    #[test]
    fn every_word_of_the_tables_is_found_as_they_have_it() {
        let tables = Tables::get();
        for (word, (class, code)) in words() {
            let found = tables.words.get(word).unwrap_or_default();
            assert_eq!(
                (found.class, found.pos, found.listed),
                (class, PosList::parse(code), true),
                "{word}"
            );
        }
    }

    #[test]
    fn every_city_is_found_and_hardly_anything_else() {
        let tables = Tables::get();
        assert!(cities().all(|c| tables.name(c).is_some()));
        let letters = |i: u32| {
            (0..4).map(|k| char::from(b'a' + (i >> (4 * k) & 15) as u8)).collect::<String>()
        };
        let cities = (0..10_000)
            .filter(|&i| {
                tables.name(&format!("Now{}", letters(i))).is_some_and(|n| n.kind == NameKind::City)
            })
            .count();
        assert!(cities < 8, "{cities}");
        let words = (0..10_000).filter(|i| tables.word(&format!("nowhere{i}")).listed).count();
        assert!(words < 50, "{words}");
    }

    #[test]
    fn every_table_names_its_origin() {
        for (table, _) in ROWS {
            let first = table.lines().next().unwrap_or_default();
            assert!(
                first.starts_with("# ")
                    && table
                        .lines()
                        .take(3)
                        .any(|l| l.contains("Built by") || l.contains("Written by hand")),
                "{first}"
            );
        }
    }
}
