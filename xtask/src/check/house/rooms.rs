//! The rooms of src and the way that data flows through them.

/// Rooms by floor, the lowest first. A room may import from lower floors, but not from its own or
/// higher ones.
///
/// Files of src that are no room (`sort.rs`, `turns.rs`) lie below all; `lib.rs` lies above.
const FLOORS: &[&[&str]] = &[
    &["lexicon"],
    &["text"],
    &["analysis"],
    &["tagger", "ner", "ranker"],
    &["language"],
    &["attribution"],
    &["actors"],
    &["provenance"],
    &["analyzer"],
    &["corrections"],
    &["voices"],
    &["selection"],
    &["quotation_check"],
    &["export"],
    &["report"],
    &["page"],
    &["ui"],
    &["widget"],
];

/// The reason why an import from one file to another is against the flow of data; `None` if it is
/// not.
pub fn tie(from: &str, to: &str) -> Option<String> {
    let (from, to) = (room(from)?, room(to)?);
    if from == to {
        return None;
    }
    match (floor(from), floor(to)) {
        (None, Some(_)) => Some(format!("`{from}` lies below all rooms, and imports `{to}`")),
        (Some(low), Some(high)) if high >= low => {
            Some(format!("`{from}` lies {} `{to}`", if high == low { "beside" } else { "below" }))
        }
        _ => None,
    }
}

/// The room that a file of src is in, or the file's own name; the crate's root and programs are
/// in none.
fn room(file: &str) -> Option<&str> {
    let inside = file.strip_prefix("src/")?;
    let name = inside.split('/').next().unwrap_or(inside);
    let name = name.strip_suffix(".rs").unwrap_or(name);
    (!matches!(name, "lib" | "bin")).then_some(name)
}

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_imports_only_what_lies_below() {
        assert_eq!(tie("src/actors/find.rs", "src/text/tokens.rs"), None);
        assert_eq!(tie("src/text/tokens.rs", "src/sort.rs"), None);
        assert_eq!(tie("src/text/a.rs", "src/text/b.rs"), None);
        assert_eq!(tie("src/lib.rs", "src/widget.rs"), None);
        assert!(tie("src/text/tokens.rs", "src/actors/find.rs").is_some());
        assert!(tie("src/tagger/mod.rs", "src/ner/mod.rs").is_some());
        assert!(tie("src/sort.rs", "src/text/mod.rs").is_some());
        assert_eq!(tie("xtask/src/main.rs", "xtask/src/widget.rs"), None);
    }
}
