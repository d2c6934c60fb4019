//! The files of each crate of the workspace, as its `mod` declarations lead to them.

use super::habit::with_slashes;
use super::syntax::{self, Module};
use crate::project::metadata;
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A library, a program, or a file of tests with its modules.
#[derive(Debug, Default)]
pub struct Crate {
    /// Paths of its files, from the repository's root.
    pub files: Vec<String>,
    /// Every module by its names from the root, with its file's index in `files`.
    pub modules: BTreeMap<Vec<String>, (usize, Module)>,
}

/// Reads every crate of the workspace.
///
/// # Errors
///
/// Where cargo does not name them, or a file can't be read.
pub fn read(root: &Path) -> Result<Vec<Crate>> {
    let metadata = metadata(root, &["--no-deps"])?;
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let targets = list(&metadata["packages"]).into_iter().flat_map(|p| list(&p["targets"]));
    let mut roots: Vec<PathBuf> = targets
        .filter_map(|target| Some(PathBuf::from(target["src_path"].as_str()?)))
        .filter_map(|path| path.strip_prefix(root).ok().map(Path::to_path_buf))
        .collect();
    roots.sort();
    roots.dedup();
    roots
        .iter()
        .map(|file| read_crate(file, |path| Ok(fs_err::read_to_string(root.join(path))?)))
        .collect()
}

/// Reads the crate whose root file is `file`; `text_of` gives the text of a file.
///
/// # Errors
///
/// Where a file can't be read, or is no Rust.
pub fn read_crate(file: &Path, text_of: impl Fn(&Path) -> Result<String>) -> Result<Crate> {
    let mut found = Crate::default();
    let folder = file.parent().unwrap_or(Path::new("")).to_path_buf();
    let mut open = vec![(file.to_path_buf(), folder, Vec::new())];
    while let Some((file, folder, names)) = open.pop() {
        let parsed = syntax::read(&text_of(&file)?).with_context(|| file.display().to_string())?;
        let index = found.files.len();
        found.files.push(with_slashes(&file));
        for module in parsed.modules {
            let names: Vec<String> = names.iter().chain(&module.inside).cloned().collect();
            for (child, path) in &module.children {
                let below = module.inside.iter().fold(folder.clone(), |at, name| at.join(name));
                let candidates = match path {
                    Some(path) => vec![plain(&file.with_file_name(path))],
                    None => {
                        vec![below.join(format!("{child}.rs")), below.join(child).join("mod.rs")]
                    }
                };
                let file = candidates
                    .iter()
                    .find(|path| text_of(path).is_ok())
                    .with_context(|| format!("{}: no file of `mod {child}`", file.display()))?;
                let names = [names.as_slice(), std::slice::from_ref(child)].concat();
                let folder = match file.file_name() {
                    Some(name) if name == "mod.rs" || path.is_some() => file.with_file_name(""),
                    _ => file.with_extension(""),
                };
                open.push((file.clone(), folder, names));
            }
            found.modules.insert(names, (index, module));
        }
    }
    Ok(found)
}

/// A path without its `..`: `a/b/../c` as `a/c`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        if part.as_os_str() == ".." {
            plain.pop();
        } else {
            plain.push(part);
        }
    }
    plain
}
