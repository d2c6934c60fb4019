//! Tools and packages from npm, each in a folder of its own in the tools folder. None of them is
//! shipped.

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
    /// As npm asks for it: "binaryen@132.0.0".
    pub package: &'static str,
    /// Its folder among the tools.
    pub folder: &'static str,
    /// Its use, for people: a clause with "which".
    pub purpose: &'static str,
}

/// Packages that are installed together, versions to the last digit.
#[derive(Debug)]
pub struct NpmSet {
    /// The end of the folder's name.
    pub name: &'static str,
    /// As npm asks for them.
    pub packages: &'static [&'static str],
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
        install(&[self.package], &what, &project.tools.join(self.folder), project)
    }
}

/// A file of a package that has no program, if it is there in the right version.
pub fn script(tool: &NpmTool, file: &str, project: &Project) -> Option<PathBuf> {
    let package = project.tools.join(tool.folder).join("node_modules").join(tool.program);
    let manifest = read_json(&package.join("package.json")).ok()?;
    Some(package.join(file))
        .filter(|script| manifest["version"] == tool.version && script.is_file())
}

/// The file in a set's folder that lists its packages.
const LIST: &str = "packages.txt";

impl NpmSet {
    /// The folder that holds `node_modules`, if exactly these packages are in it.
    pub fn find(&self, project: &Project) -> Option<PathBuf> {
        on_path("node")?;
        let folder = self.folder(project);
        let installed = std::fs::read_to_string(folder.join(LIST)).ok()?;
        (installed == list(self.packages)).then_some(folder)
    }

    /// Installs them into the tools folder.
    ///
    /// # Errors
    ///
    /// Where Node or a package cannot be had.
    pub fn install(&self, project: &Project) -> Result<()> {
        install(self.packages, self.purpose, &self.folder(project), project)
    }

    fn folder(&self, project: &Project) -> PathBuf {
        project.tools.join(format!("npm-{}", self.name))
    }
}

fn list(packages: &[&str]) -> String {
    packages.join("\n") + "\n"
}

/// Installs packages into a folder that appears only when it is whole.
fn install(packages: &[&str], what: &str, whole: &Path, project: &Project) -> Result<()> {
    if on_path("node").is_none() || on_path("npm").is_none() {
        let purpose = "Node.js with npm (it runs wasm-opt)";
        apt::install(&["nodejs", "npm"], purpose, "about 2 minutes", project)?;
    }
    let names = packages.join(", ");
    report::note(&format!("{what}: installing npm's {names} (about 20 seconds, once)"));
    let half = whole.with_extension("part");
    fresh_folder(&half)?;
    fs_err::write(half.join("package.json"), "{ \"private\": true }\n")?;
    let name = whole.file_name().unwrap_or_default().to_string_lossy();
    let mut command = Command::new("npm");
    command
        .args(["install", "--save-exact", "--no-audit", "--no-fund", "--no-update-notifier"])
        .args(packages)
        .current_dir(&half);
    run_logged(&mut command, &project.tools.join("log").join(format!("{name}.log")))
        .with_context(|| format!("npm's {names} could not be installed"))?;
    fs_err::write(half.join(LIST), list(packages))?;
    if whole.exists() {
        fs_err::remove_dir_all(whole)?;
    }
    Ok(fs_err::rename(&half, whole)?)
}
