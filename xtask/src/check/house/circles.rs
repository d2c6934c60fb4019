//! Imports that go round in circles between files, and imports between rooms of src that go against
//! the flow of data.

use super::crates::Crate;
use super::habit::{Finding, Habit};
use super::paths::{Import, imports};
use super::rooms;

/// The habits about imports.
pub fn habits(crates: &[Crate]) -> Vec<Habit> {
    let (mut circles, mut ties) = (Vec::new(), Vec::new());
    for found in crates {
        let imports = imports(found);
        circles.extend(in_circles(found.files.len(), &imports).iter().map(|import| {
            let (from, to) = (&found.files[import.from], &found.files[import.to]);
            Finding {
                file: from.clone(),
                line: import.line,
                text: format!("`{}` imports {to}, which leads back here", import.path),
            }
        }));
        ties.extend(imports.iter().filter_map(|import| {
            let (from, to) = (&found.files[import.from], &found.files[import.to]);
            rooms::tie(from, to).map(|tie| Finding {
                file: from.clone(),
                line: import.line,
                text: format!("`{}`: {tie}", import.path),
            })
        }));
    }
    vec![
        Habit {
            name: "imports in circles between files",
            remedy: "move what both need into a file that imports neither",
            findings: circles,
        },
        Habit {
            name: "rooms of src tied against the flow of data",
            remedy: "move the item down, or give it as a parameter (docs/architecture.md)",
            findings: ties,
        },
    ]
}

/// The imports that are part of a circle, sorted so that those of one circle stand together.
fn in_circles(files: usize, imports: &[Import]) -> Vec<Import> {
    let mut imported = vec![Vec::new(); files];
    for import in imports {
        imported[import.from].push(import.to);
    }
    let reached: Vec<Vec<bool>> = (0..files).map(|file| reached_from(file, &imported)).collect();
    let mut found: Vec<Import> =
        imports.iter().filter(|import| reached[import.to][import.from]).cloned().collect();
    // Files that reach the same ones are of one circle.
    found.sort_by_key(|import| (reached[import.from].iter().position(|r| *r), import.from));
    found
}

/// For each file, true if imports lead there from `file`, over any number of others; `imported` has
/// the files that each file imports.
fn reached_from(file: usize, imported: &[Vec<usize>]) -> Vec<bool> {
    let (mut reached, mut open) = (vec![false; imported.len()], vec![file]);
    while let Some(file) = open.pop() {
        for next in &imported[file] {
            if !reached[*next] {
                reached[*next] = true;
                open.push(*next);
            }
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::super::paths::tests::made;
    use super::*;

    fn circles(files: &[(&str, &str)]) -> Vec<String> {
        let found = made(files);
        let in_circles = in_circles(found.files.len(), &imports(&found));
        in_circles.iter().map(|import| found.files[import.from].clone()).collect()
    }

    #[test]
    fn files_that_import_each_other_over_a_third_are_a_circle() {
        let mut files = [
            ("lib.rs", "mod a; mod b; mod c; mod d;"),
            ("a.rs", "use crate::b::B; pub struct A;"),
            ("b.rs", "use crate::c::C; pub struct B;"),
            ("c.rs", "use crate::a::A; pub struct C;"),
            ("d.rs", "use crate::a::A;"),
        ];
        let mut found = circles(&files);
        found.sort();
        assert_eq!(found, ["a.rs", "b.rs", "c.rs"]);
        files[3].1 = "pub struct C;";
        assert!(circles(&files).is_empty());
    }

    #[test]
    fn a_reexport_alone_makes_no_circle() {
        let mut files = [
            ("lib.rs", "mod a;"),
            ("a/mod.rs", "mod b; pub use b::B; pub struct A;"),
            ("a/b.rs", "use super::A; pub struct B(A);"),
        ];
        assert!(circles(&files).is_empty());
        files[1].1 = "mod b; pub use b::B; pub struct A; fn f(_: B) {}";
        assert_eq!(circles(&files).len(), 2);
    }
}
