//! `cargo xtask dist --twice`: checks that the same sources give the same files in any folder.

use crate::build::site::{self, Profile};
use crate::build::sizes::{Weight, weigh};
use crate::process::answer;
use crate::project::Project;
use crate::report;
use crate::setup::{SITE, Tools};
use anyhow::{Context, Result, ensure};
use std::path::Path;

/// Builds the site in two fresh folders of different names and compares every byte.
///
/// # Errors
///
/// Where it can't be built, or a file differs.
pub fn reproducible(project: &Project) -> Result<()> {
    let tools = Tools::ready(project, SITE)?;
    let place = std::env::temp_dir().join(format!("whosaid-twice-{}", std::process::id()));
    let mut both = Vec::new();
    for name in ["one", "another/folder"] {
        let root = place.join(name);
        report::heading(&format!("Building in {}", root.display()));
        copy_tracked(&project.root, &root)?;
        let fresh = Project { target: root.join("target"), root, tools: project.tools.clone() };
        both.push(hashes(&weigh(&site::build(&fresh, &tools, Profile::Release)?)?));
    }
    let _ = std::fs::remove_dir_all(&place);
    let (first, second) = (&both[0], &both[1]);
    report::heading("Reproducible");
    for (file, hash) in first {
        report::note(&format!("{hash}  {file}"));
    }
    let differs = |one: &Hashes, other: &Hashes| -> Vec<String> {
        one.iter().filter(|file| !other.contains(file)).map(|(name, _)| name.clone()).collect()
    };
    let different = [differs(first, second), differs(second, first)].concat();
    ensure!(different.is_empty(), "two builds in two folders differ in {}", different.join(", "));
    report::note("two builds in two folders: every file is the same");
    Ok(())
}

/// Names of files with their hashes.
type Hashes = Vec<(String, String)>;

fn hashes(weights: &[Weight]) -> Hashes {
    weights.iter().map(|weight| (weight.file.clone(), weight.integrity.clone())).collect()
}

/// Copies the files that git knows, as they stand now.
fn copy_tracked(from: &Path, to: &Path) -> Result<()> {
    let listed = answer("git", &["-C", &from.to_string_lossy(), "ls-files"])
        .context("git can't list the files of the repository")?;
    for name in listed.lines() {
        let target = to.join(name);
        if let Some(folder) = target.parent() {
            fs_err::create_dir_all(folder)?;
        }
        fs_err::copy(from.join(name), &target)?;
    }
    Ok(())
}
