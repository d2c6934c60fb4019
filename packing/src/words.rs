//! Packs the tables of words and cities; runs in the library's build script.
//!
//! Takes the text files of `src/lexicon/data`; gives the Rust source of a module that holds the
//! [keys] of all words and what each word is.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt::Write;
use std::io;
use std::path::Path;

use crate::class::Class;
use crate::{hash, keys};

/// Upper bits of a word's hash that make its key.
pub const BITS: u8 = 22;
/// Upper bits of a city's hash that make its key. More than a word has, because every phrase of a
/// text is looked up.
pub const CITY_BITS: u8 = 24;
/// Sorts are numbered by how many words have them. Those from this number on do not fit a byte and
/// stand in a list of their own.
const RARE: usize = u8::MAX as usize;

/// What the tables say of a word: its properties, and the code of its parts of speech.
pub type Sort<'a> = (Class, &'a str);

/// Tables of words in rows (a label, a tab, words separated by spaces), and the property that each
/// label gives.
const LABELLED: &[(&str, &[(&str, Class)])] = &[
    (
        "function.txt",
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
    ("persons.txt", &[("", Class::PERSON)]),
    (
        "groups.txt",
        &[
            ("p", Class::PEOPLE),
            ("o", Class::BODY),
            ("f", Class::PEOPLE),
            ("w", Class::WEAK),
            ("s", Class::PLURAL),
        ],
    ),
    (
        "gender.txt",
        &[
            ("m", Class::MALE),
            ("f", Class::FEMALE),
            ("bm", Class::MOSTLY_MALE),
            ("bf", Class::MOSTLY_FEMALE),
        ],
    ),
    (
        "titles.txt",
        &[
            ("hm", Class::HONORIFIC),
            ("hf", Class::HONORIFIC),
            ("h", Class::HONORIFIC),
            ("t", Class::TITLE),
            ("q", Class::QUALIFIER),
            ("k", Class::FIELD),
        ],
    ),
    ("orgs.txt", &[("h", Class::ORG_HEAD), ("a", Class::ORG_ANY)]),
    ("places.txt", &[("h", Class::PLACE_HEAD), ("b", Class::PLACE_FIRST)]),
    ("capitals.txt", &[("d", Class::CALENDAR), ("x", Class::NOT_NAME), ("r", Class::CREED)]),
    (
        "given.txt",
        &[("m", Class::GIVEN), ("f", Class::GIVEN), ("b", Class::GIVEN), ("u", Class::GIVEN)],
    ),
];

/// A table's lines without its comments, split at the tab.
fn rows(table: &str) -> impl Iterator<Item = (&str, &str)> {
    table
        .lines()
        .filter(|l| !l.starts_with('#') && !l.is_empty())
        .map(|l| l.split_once('\t').unwrap_or(("", l)))
}

/// The text files of words and cities.
#[derive(Debug, Clone)]
pub struct WordTables {
    /// In the order of [`LABELLED`].
    labelled: Vec<String>,
    parts_of_speech: String,
    cities: String,
}

impl WordTables {
    /// Reads the tables in `folder`.
    ///
    /// # Errors
    ///
    /// If one of them is missing or cannot be read; the message names it.
    pub fn read(folder: &Path) -> io::Result<WordTables> {
        let read = |name: &str| {
            let file = folder.join(name);
            std::fs::read_to_string(&file).map_err(|error| {
                io::Error::new(error.kind(), format!("{}: {error}", file.display()))
            })
        };
        Ok(WordTables {
            labelled: LABELLED.iter().map(|(name, _)| read(name)).collect::<io::Result<_>>()?,
            parts_of_speech: read("words.txt")?,
            cities: read("cities.txt")?,
        })
    }

    /// What the tables say of each word.
    pub fn words(&self) -> BTreeMap<&str, Sort<'_>> {
        let mut words: BTreeMap<&str, Sort> = BTreeMap::new();
        for (table, (_, labels)) in self.labelled.iter().zip(LABELLED) {
            for (label, list) in rows(table) {
                let Some(&(_, class)) = labels.iter().find(|(l, _)| *l == label) else { continue };
                for word in list.split(' ') {
                    words.entry(word).or_default().0 |= class | implied(word, class, label);
                }
            }
        }
        for (code, list) in rows(&self.parts_of_speech) {
            for word in list.split(' ') {
                words.entry(word).or_default().1 = code;
            }
        }
        words
    }

    /// Cities and states.
    pub fn cities(&self) -> impl Iterator<Item = &str> {
        self.cities.lines().filter(|l| !l.starts_with('#'))
    }

    /// The source of the module `lexicon::tables::packed::tables`.
    pub fn source(&self) -> String {
        let words = self.words();
        let sorts = Sorts::of(&words);
        let mut out = String::from("// Made by build.rs of the tables in src/lexicon/data.\n");
        put(&mut out, "Bits of a key", format_args!("BITS: u8 = {BITS}"));
        put_words(&mut out, &words, &sorts);
        put_cities(&mut out, self.cities().collect());
        out
    }
}

/// The properties that a word has because a table gives it `class` under `label`.
fn implied(word: &str, class: Class, label: &str) -> Class {
    let mut implied = Class::NONE;
    if class == Class::WEAK {
        implied |= Class::BODY;
    }
    if class == Class::GIVEN || class == Class::HONORIFIC {
        match label {
            "m" | "hm" => implied |= Class::MALE,
            "f" | "hf" => implied |= Class::FEMALE,
            _ => {}
        }
    }
    let plural = word.ends_with('s') && !word.ends_with("ss");
    if plural && (class == Class::PEOPLE || class == Class::BODY || class == Class::WEAK) {
        implied |= Class::PLURAL;
    }
    implied
}

/// The sorts of words there are, the most frequent first.
struct Sorts<'a>(Vec<Sort<'a>>);

impl<'a> Sorts<'a> {
    /// The sorts of these words.
    fn of(words: &BTreeMap<&str, Sort<'a>>) -> Sorts<'a> {
        let mut often: BTreeMap<(u32, &str), usize> = BTreeMap::new();
        for (class, code) in words.values() {
            *often.entry((class.bits(), code)).or_default() += 1;
        }
        let mut sorts: Vec<(u32, &str)> = often.keys().copied().collect();
        sorts.sort_by_key(|sort| std::cmp::Reverse(often[sort]));
        Sorts(sorts.into_iter().map(|(bits, code)| (Class::from_bits(bits), code)).collect())
    }

    /// The number of `sort`.
    fn number(&self, sort: &Sort) -> usize {
        self.0.iter().position(|known| known == sort).unwrap_or_default()
    }
}

/// The key of `word`: the upper `bits` of its hash.
fn key(word: &str, bits: u8) -> u32 {
    (hash::text(word) >> (64 - u32::from(bits))) as u32
}

/// Adds a constant and its documentation to the source.
fn put(out: &mut String, what: &str, line: std::fmt::Arguments) {
    writeln!(out, "/// {what}.\npub const {line};").unwrap_or_default();
}

/// Adds the constants of words to the source.
fn put_words(out: &mut String, words: &BTreeMap<&str, Sort>, sorts: &Sorts) {
    // of two words of one key that differ, the second is kept in full
    let mut by_key: BTreeMap<u32, usize> = BTreeMap::new();
    let mut spelled = Vec::new();
    for (&word, sort) in words {
        match by_key.entry(key(word, BITS)) {
            Entry::Vacant(entry) => _ = entry.insert(sorts.number(sort)),
            Entry::Occupied(entry) if *entry.get() == sorts.number(sort) => {}
            Entry::Occupied(_) => spelled.push((word, sorts.number(sort))),
        }
    }
    let (classes, codes): (Vec<u32>, Vec<String>) =
        sorts.0.iter().map(|&(class, code)| (class.bits(), format!("{code:3}"))).unzip();
    let sort_of: Vec<usize> = by_key.values().map(|&sort| sort.min(RARE)).collect();
    let rare: Vec<usize> =
        by_key.values().filter(|&&sort| sort >= RARE).map(|sort| sort - RARE).collect();
    put(
        out,
        "Gaps between the keys of words",
        format_args!("KEYS: &[u8] = &{:?}", keys::write(by_key.keys().copied())),
    );
    put(
        out,
        "For each key the number of its sort; 255 stands for the next entry of `RARE`",
        format_args!("SORT_OF: &[u8] = &{sort_of:?}"),
    );
    put(out, "Numbers of rare sorts, less 255", format_args!("RARE: &[u8] = &{rare:?}"));
    put(out, "Sorts of words: bits of the class", format_args!("CLASSES: &[u32] = &{classes:?}"));
    put(
        out,
        "Three letters for each sort: code of the parts of speech",
        format_args!("CODES: &str = {:?}", codes.concat()),
    );
    put(
        out,
        "Words whose key a word of another sort has, in order, and their sort",
        format_args!("SPELLED: &[(&str, u16)] = &{spelled:?}"),
    );
}

/// Adds the constants of cities to the source.
fn put_cities(out: &mut String, cities: Vec<&str>) {
    let mut city_keys: Vec<u32> = cities.iter().map(|c| key(c, CITY_BITS)).collect();
    city_keys.sort_unstable();
    city_keys.dedup();
    let longest = cities.iter().map(|c| c.split(' ').count()).max().unwrap_or(1);
    put(out, "Bits of a city's key", format_args!("CITY_BITS: u8 = {CITY_BITS}"));
    put(
        out,
        "Gaps between the keys of cities",
        format_args!("CITIES: &[u8] = &{:?}", keys::write(city_keys.iter().copied())),
    );
    put(out, "How many cities", format_args!("CITY_COUNT: usize = {}", city_keys.len()));
    put(out, "Words of the longest name", format_args!("LONGEST_CITY: usize = {longest}"));
}
