//! Words and cities by some bits of their hashes, as `packing/src/words.rs` has packed them.
//!
//! Takes words as the tables write them; gives what the tables say of them; promises that all words
//! of the tables are found. One in 450 of other words is taken for one, one phrase in 9,000 for a
//! city.

use whosaid_packing::class::Class;
use whosaid_packing::hash;
use whosaid_packing::keys::{self, Keys};

use super::pos::PosList;
use super::word::Word;

mod tables {
    include!(concat!(env!("OUT_DIR"), "/words.rs"));
}

pub use tables::LONGEST_CITY;

/// Words of the tables.
pub struct Words {
    keys: Keys,
    /// For each key the index of its sort. Words of one sort have the same class and parts of
    /// speech.
    sort_of: Vec<u16>,
    sorts: Vec<Word>,
}

impl Words {
    /// Unpacks the words.
    pub fn read() -> Words {
        let mut rare = tables::RARE.iter().map(|&r| u16::from(u8::MAX) + u16::from(r));
        let sort_of = tables::SORT_OF
            .iter()
            .map(|&s| if s == u8::MAX { rare.next().unwrap_or_default() } else { s.into() })
            .collect();
        let code = |sort: usize| PosList::parse(&tables::CODES[3 * sort..3 * sort + 3]);
        let sorts = tables::CLASSES.iter().enumerate();
        Words {
            keys: unpack(tables::KEYS, tables::SORT_OF.len(), tables::BITS),
            sort_of,
            sorts: sorts
                .map(|(sort, &bits)| Word {
                    class: Class::from_bits(bits),
                    pos: code(sort),
                    listed: true,
                })
                .collect(),
        }
    }

    /// What the tables say of `word`, if it is in one.
    pub fn get(&self, word: &str) -> Option<Word> {
        // SPELLED only tells apart words that share a key, so the key is looked up first
        let packed =
            self.keys.find(key(hash::text(word), tables::BITS)).map(|i| self.sort_of[i])?;
        let spelled =
            tables::SPELLED.binary_search_by_key(&word, |s| s.0).map(|i| tables::SPELLED[i].1);
        self.sorts.get(usize::from(spelled.unwrap_or(packed))).copied()
    }
}

/// Keys of cities, for [`holds`].
pub fn cities() -> Keys {
    unpack(tables::CITIES, tables::CITY_COUNT, tables::CITY_BITS)
}

/// True if `name` counts as a city: `cities` holds its key, and it is written as names of cities
/// are. The second condition leaves fewer phrases that count as one by chance. `hash` is the hash
/// of `name`.
pub fn holds(cities: &Keys, name: &str, hash: u64) -> bool {
    let plain = || {
        name.chars().all(|c| {
            !c.is_ascii() || c.is_ascii_alphabetic() || matches!(c, ' ' | '-' | '\'' | '.')
        })
    };
    let words = || name.split(' ');
    cities.find(key(hash, tables::CITY_BITS)).is_some()
        && plain()
        && words().next_back().is_some_and(|last| last.contains(char::is_uppercase))
        && words().count() <= tables::LONGEST_CITY
}

fn unpack(gaps: &[u8], count: usize, bits: u8) -> Keys {
    Keys::new(
        keys::read(gaps, count, bits).expect("what build.rs packs can be unpacked: a test does"),
        bits,
    )
}

fn key(hash: u64, bits: u8) -> u32 {
    (hash >> (64 - u32::from(bits))) as u32
}
