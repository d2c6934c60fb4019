//! The page of threats: every line of it names tests that exist.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const PAGE: &str = include_str!("../docs/threat-model.md");
/// Folders with tests.
const FOLDERS: [&str; 6] = ["src", "tests", "xtask", "kernel", "packing", "wasm"];

/// Adds the names of the tests in a folder's Rust files: functions right below an attribute that
/// ends in "test".
fn collect(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder can be listed") {
        let path = entry.expect("an entry can be read").path();
        if path.is_dir() {
            collect(&path, names);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let code = fs::read_to_string(&path).expect("code is text");
            let mut is_test = false;
            for line in code.lines().map(str::trim) {
                if line.starts_with("#[") {
                    is_test |= line.split(['(', ']', ' ']).any(|part| part.ends_with("test"));
                } else if let Some((_, rest)) = line.split_once("fn ") {
                    let name = rest.split(['(', '<']).next().unwrap_or_default();
                    if std::mem::take(&mut is_test) {
                        names.insert(name.to_owned());
                    }
                }
            }
        }
    }
}

#[test]
fn every_line_of_the_threat_model_names_a_test_that_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut tests = BTreeSet::new();
    FOLDERS.iter().for_each(|folder| collect(&root.join(folder), &mut tests));
    assert!(tests.len() > 500, "{} tests", tests.len());
    let (mut lines, mut heading) = (0, "");
    for line in PAGE.lines() {
        if !line.starts_with('|') {
            heading = "";
            continue;
        }
        if heading.is_empty() {
            heading = line;
        }
        let is_row = line != heading && !line.starts_with("|---");
        if !is_row || !heading.ends_with("| test |") {
            continue;
        }
        let cell = line.trim_end_matches(" |").rsplit("| ").next().unwrap_or_default();
        let named: Vec<&str> = cell.split('`').skip(1).step_by(2).collect();
        assert!(!named.is_empty(), "no test: {line}");
        let missing: Vec<_> = named.iter().filter(|name| !tests.contains(**name)).collect();
        assert!(missing.is_empty(), "no such test: {missing:?}");
        lines += 1;
    }
    assert!(lines > 20, "{lines} lines");
}
