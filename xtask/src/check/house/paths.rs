//! The file that a path leads to: the one that defines the item, through re-exports.

use super::crates::Crate;
use super::syntax::Module;

/// Greatest number of re-exports through which a path is followed: only a circle of re-exports has
/// more.
const REEXPORTS: usize = 16;

/// A use, in one file, of an item that another file defines.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Import {
    /// Index of the using file in the crate's list of files.
    pub from: usize,
    /// Index of the defining file in that list.
    pub to: usize,
    pub line: usize,
    pub path: String,
}

/// All imports of a crate between its files, one for each pair.
///
/// A `pub use` of an item that the file itself does not use is no import, nor is `mod name;`.
pub fn imports(found: &Crate) -> Vec<Import> {
    let mut imports = Vec::new();
    for (names, (from, module)) in &found.modules {
        let mut add = |to: Option<usize>, line: usize, path: &[String]| {
            if let Some(to) = to.filter(|to| to != from) {
                imports.push(Import { from: *from, to, line, path: path.join("::") });
            }
        };
        for used in &module.uses {
            let is_used = used.name.as_ref().is_none_or(|name| module.words.contains(name));
            if used.is_public && !is_used {
                continue;
            }
            let to = match destination(found, names, &used.path, REEXPORTS) {
                // The module's items count where their own paths stand.
                Some(Destination::Module(_)) if !used.is_glob => continue,
                Some(Destination::Module(module)) => Some(found.modules[&module].0),
                Some(Destination::Item(file)) => Some(file),
                None => None,
            };
            add(to, used.line, &used.path);
        }
        for named in &module.paths {
            if let Some(Destination::Item(file)) = destination(found, names, &named.path, REEXPORTS)
            {
                add(Some(file), named.line, &named.path);
            }
        }
    }
    imports.sort();
    imports.dedup_by_key(|import| (import.from, import.to));
    imports
}

/// The thing that a path leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Destination {
    Module(Vec<String>),
    /// The index of the file that defines the item.
    Item(usize),
}

/// Follows a path that stands in the module `names`; `None` where it leaves the crate.
fn destination(
    found: &Crate,
    names: &[String],
    path: &[String],
    depth: usize,
) -> Option<Destination> {
    let depth = depth.checked_sub(1)?;
    let (first, mut rest) = path.split_first()?;
    let mut at = match first.as_str() {
        "crate" => Vec::new(),
        "self" => names.to_vec(),
        "super" => {
            let mut above = &names[..names.len().checked_sub(1)?];
            while let Some((next, more)) = rest.split_first()
                && next == "super"
            {
                above = &above[..above.len().checked_sub(1)?];
                rest = more;
            }
            above.to_vec()
        }
        name => match member(found, names, name, rest.is_empty(), depth)? {
            Destination::Module(module) => module,
            item => return Some(item),
        },
    };
    for (index, name) in rest.iter().enumerate() {
        let is_last = index + 1 == rest.len();
        match member(found, &at, name, is_last, depth) {
            Some(Destination::Module(module)) => at = module,
            Some(item) => return Some(item),
            // An item that a macro makes, or one of another crate that is passed on.
            None => return Some(Destination::Item(found.modules.get(&at)?.0)),
        }
    }
    Some(Destination::Module(at))
}

/// The meaning of a name in a module. A name may be both a module's and an item's; the last name of
/// a path is then taken for the item's.
fn member(
    found: &Crate,
    names: &[String],
    name: &str,
    is_last: bool,
    depth: usize,
) -> Option<Destination> {
    let (file, module) = found.modules.get(names)?;
    let child = || {
        let child = [names, &[name.to_owned()]].concat();
        found.modules.contains_key(&child).then_some(Destination::Module(child))
    };
    let item = || module.items.contains(name).then_some(Destination::Item(*file));
    let own = if is_last { item().or_else(child) } else { child().or_else(item) };
    own.or_else(|| passed_on(found, names, module, name, depth))
}

/// The meaning that a name has by a `use` declaration of a module.
fn passed_on(
    found: &Crate,
    names: &[String],
    module: &Module,
    name: &str,
    depth: usize,
) -> Option<Destination> {
    let named = module.uses.iter().find(|used| used.name.as_deref() == Some(name));
    if let Some(used) = named {
        // `use name;` of another crate leads to itself.
        return (used.path != [name])
            .then(|| destination(found, names, &used.path, depth))
            .flatten();
    }
    // Globs of other crates lead nowhere. They are left out, as looking up the crate's name would
    // ask the globs again.
    let is_local = |path: &[String]| match path.first().map(String::as_str) {
        Some("crate" | "self" | "super") => true,
        Some(name) => found.modules.contains_key(&[names, &[name.to_owned()]].concat()),
        None => false,
    };
    let mut globs = module.uses.iter().filter(|used| used.is_glob && is_local(&used.path));
    globs.find_map(|used| match destination(found, names, &used.path, depth)? {
        Destination::Module(module) => {
            let depth = depth.checked_sub(1)?;
            (module != names).then(|| member(found, &module, name, true, depth)).flatten()
        }
        Destination::Item(_) => None,
    })
}

#[cfg(test)]
pub mod tests {
    use super::super::crates::read_crate;
    use super::*;
    use anyhow::Context;
    use std::path::Path;

    /// The crate that files make, the first of them its root.
    pub fn made(files: &[(&str, &str)]) -> Crate {
        let text_of = |path: &Path| {
            let file = files.iter().find(|(name, _)| Path::new(name) == path);
            file.map(|(_, text)| (*text).to_owned()).context("no such file")
        };
        read_crate(Path::new(files[0].0), text_of).expect("the files are Rust")
    }

    /// The imports as "from > to".
    fn arrows(files: &[(&str, &str)]) -> Vec<String> {
        let found = made(files);
        let name = |at: usize| found.files[at].clone();
        let arrow = |i: &Import| format!("{} > {}", name(i.from), name(i.to));
        let mut arrows: Vec<String> = imports(&found).iter().map(arrow).collect();
        arrows.sort();
        arrows
    }

    #[test]
    fn a_use_leads_to_the_file_that_defines_the_item() {
        let files = [
            ("lib.rs", "mod a; mod b;"),
            ("a/mod.rs", "mod deep; pub use deep::Item;"),
            ("a/deep.rs", "pub struct Item;"),
            ("b.rs", "use crate::a::Item; fn f(_: Item) {}"),
        ];
        assert_eq!(arrows(&files), ["b.rs > a/deep.rs"]);
    }

    #[test]
    fn paths_in_code_are_followed_too() {
        let files = [
            ("lib.rs", "mod a; mod b; mod c;"),
            ("a.rs", "fn f() { crate::b::g(); }"),
            ("b.rs", "use super::c; pub fn g() { c::h() }"),
            ("c.rs", "pub fn h() {}"),
        ];
        assert_eq!(arrows(&files), ["a.rs > b.rs", "b.rs > c.rs"]);
    }

    #[test]
    fn a_parent_is_imported_only_by_what_it_defines() {
        let files = [
            ("lib.rs", "mod a; mod b; pub use a::f;"),
            ("a.rs", "use super::*; pub fn f() {}"),
            ("b.rs", "#[cfg(test)] mod tests { use super::*; }"),
        ];
        assert_eq!(arrows(&files), ["a.rs > lib.rs"]);
    }

    #[test]
    fn other_crates_and_circles_of_uses_lead_nowhere() {
        let files = [
            (
                "lib.rs",
                "mod a; use serde; use std::fmt; use yew::*; fn f() { fmt::x(); serde::y() }",
            ),
            ("a.rs", "pub use self::b; pub use self::c as b; pub use self::b as c;"),
        ];
        assert!(arrows(&files).is_empty());
    }
}
