//! Tools and packages from npm, each in a folder of its own in the tools folder. None of them is
//! shipped. What each folder holds is locked in the folder of its name in `xtask/npm`.

use super::apt;
use super::programs::{of_version, on_path};
use crate::files::{fresh_folder, read_json};
use crate::process::run_logged;
use crate::project::Project;
use crate::report;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program that comes as a package of npm.
#[derive(Debug)]
pub struct NpmTool {
    pub program: &'static str,
    /// As the program prints it.
    pub version: &'static str,
    /// Its folder among the tools, and in `xtask/npm`.
    pub folder: &'static str,
    /// Its use, for people: a clause with "which".
    pub purpose: &'static str,
}

/// Packages that are installed together.
#[derive(Debug)]
pub struct NpmSet {
    /// Their folder among the tools, and in `xtask/npm`.
    pub folder: &'static str,
    /// Their use, for people.
    pub purpose: &'static str,
}

impl NpmTool {
    /// The program, where it is in the right version.
    pub fn find(&self, project: &Project) -> Option<PathBuf> {
        // A program from npm may be a script for Node.
        on_path("node")?;
        let installed =
            project.tools.join(self.folder).join("node_modules/.bin").join(self.program);
        [on_path(self.program), Some(installed)]
            .into_iter()
            .flatten()
            .find_map(|program| of_version(program, self.version))
    }

    /// Installs it into the tools folder.
    ///
    /// # Errors
    ///
    /// Where Node or the package cannot be had.
    pub fn install(&self, project: &Project) -> Result<()> {
        let what = format!("{} {}, {}", self.program, self.version, self.purpose);
        install(self.folder, &what, project)
    }
}

/// A file of a package that has no program, if it is there in the right version.
pub fn script(tool: &NpmTool, file: &str, project: &Project) -> Option<PathBuf> {
    let package = project.tools.join(tool.folder).join("node_modules").join(tool.program);
    let manifest = read_json(&package.join("package.json")).ok()?;
    Some(package.join(file))
        .filter(|script| manifest["version"] == tool.version && script.is_file())
}

impl NpmSet {
    /// The folder that holds `node_modules`, if exactly the locked packages are in it.
    pub fn find(&self, project: &Project) -> Option<PathBuf> {
        on_path("node")?;
        let folder = project.tools.join(self.folder);
        let installed = std::fs::read(folder.join(LOCK)).ok()?;
        let locked = std::fs::read(locked(project, self.folder).join(LOCK)).ok()?;
        (installed == locked).then_some(folder)
    }

    /// Installs them into the tools folder.
    ///
    /// # Errors
    ///
    /// Where Node or a package cannot be had.
    pub fn install(&self, project: &Project) -> Result<()> {
        install(self.folder, self.purpose, project)
    }
}

/// The file that names every package with its version and the hash of its contents. It names no
/// server: npm asks the registry that the machine is set to.
pub(super) const LOCK: &str = "package-lock.json";

/// The folder in the repository that says what npm puts into a folder of tools.
pub(super) fn locked(project: &Project, folder: &str) -> PathBuf {
    project.root.join("xtask/npm").join(folder)
}

/// Installs what is locked for a folder, which appears only when it is whole. No script of a
/// package runs: esbuild alone has one, and it does without.
fn install(folder: &str, what: &str, project: &Project) -> Result<()> {
    if on_path("node").is_none() || on_path("npm").is_none() {
        let purpose = "Node.js with npm (it runs wasm-opt)";
        apt::install(&["nodejs", "npm"], purpose, "about 2 minutes", project)?;
    }
    let (locked, whole) = (locked(project, folder), project.tools.join(folder));
    let names = packages(&locked)?.join(", ");
    report::note(&format!("{what}: installing npm's {names} (about 20 seconds, once)"));
    let half = whole.with_extension("part");
    fresh_folder(&half)?;
    for name in ["package.json", LOCK] {
        fs_err::copy(locked.join(name), half.join(name))?;
    }
    let mut command = Command::new("npm");
    command
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"])
        .current_dir(&half);
    run_logged(&mut command, &project.tools.join("log").join(format!("{folder}.log")))
        .with_context(|| format!("npm's {names} could not be installed"))?;
    if whole.exists() {
        fs_err::remove_dir_all(&whole)?;
    }
    Ok(fs_err::rename(&half, whole)?)
}

/// The packages that a locked folder asks for itself, as npm writes them: "vite@8.3.8".
pub(super) fn packages(locked: &Path) -> Result<Vec<String>> {
    let manifest = read_json(&locked.join("package.json"))?;
    let asked = manifest["dependencies"].as_object().into_iter().flatten();
    Ok(asked.map(|(name, version)| format!("{name}@{}", version.as_str().unwrap_or("?"))).collect())
}
