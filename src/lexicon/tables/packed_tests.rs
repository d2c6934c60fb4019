//! Packed tables give what the text files hold, and hardly anything else.

use std::path::{Path, PathBuf};

use whosaid_packing::words::WordTables;

use super::packed::Words;
use super::{NameKind, PosList, Tables};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lexicon/data")
}

fn plain() -> WordTables {
    WordTables::read(&folder()).expect("the tables can be read")
}

#[test]
fn every_word_of_the_tables_is_found_as_they_have_it() {
    let words = Words::read();
    for (word, (class, code)) in plain().words() {
        let found = words.get(word).unwrap_or_default();
        assert_eq!(
            (found.class, found.pos, found.listed),
            (class, PosList::parse(code), true),
            "{word}"
        );
    }
}

#[test]
fn every_city_is_found_and_hardly_anything_else() {
    let tables = Tables::english();
    assert!(plain().cities().all(|c| tables.name(c).is_some()));
    let letters =
        |i: u32| (0..4).map(|k| char::from(b'a' + (i >> (4 * k) & 15) as u8)).collect::<String>();
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
    for file in std::fs::read_dir(folder()).expect("the folder can be read").flatten() {
        let name = file.path();
        if name.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let table = std::fs::read_to_string(&name).expect("the table can be read");
        let mut head = table.lines().take(3);
        assert!(
            table.starts_with("# ")
                && head.any(|l| l.contains("Built by") || l.contains("Written by hand")),
            "{}",
            name.display()
        );
    }
}
