//! Tools that `cargo install` compiles: wasm-bindgen, Trunk and cargo-deny.

use super::programs::{of_version, on_path};
use crate::process::run_logged;
use crate::project::{Project, cargo};
use crate::report;
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::process::Command;

/// A program that cargo installs by name.
#[derive(Debug)]
pub struct CargoTool {
    pub package: &'static str,
    /// Programs of the package; all of them must be there.
    pub programs: &'static [&'static str],
    pub version: &'static str,
    pub arguments: &'static [&'static str],
    /// The time that it takes to compile, in words.
    pub about: &'static str,
}

/// The tool's first program, where it is in the right version.
pub fn find(tool: &CargoTool, project: &Project) -> Option<PathBuf> {
    let main = tool.programs[0];
    let on_path = on_path(main).and_then(|program| program.parent().map(PathBuf::from));
    let folders = on_path.into_iter().chain([project.tools.join("bin")]);
    folders
        .filter(|folder| tool.programs.iter().all(|name| folder.join(name).is_file()))
        .find_map(|folder| of_version(folder.join(main), tool.version))
}

/// Compiles the tool into the tools folder.
///
/// # Errors
///
/// Where cargo fails.
pub fn install(tool: &CargoTool, project: &Project) -> Result<()> {
    let CargoTool { package, version, about, .. } = tool;
    report::note(&format!("{package} {version}: compiling it ({about} on two cores, once)"));
    // The tool has a target folder of its own, kept until all is done, so that an interrupted run
    // goes on where it was.
    let build = project.tools.join("build").join(package);
    let mut command = Command::new(cargo());
    command
        .args(["install", package, "--version", version, "--root"])
        .arg(&project.tools)
        .args(tool.arguments)
        .args(["--force", "--target-dir"])
        .arg(&build)
        // Runs outside the repository, so that the repository's cargo settings don't apply.
        .current_dir(&project.tools)
        .env_remove("RUSTFLAGS");
    run_logged(&mut command, &project.tools.join("log").join(format!("{package}.log")))
        .with_context(|| format!("{package} {version} could not be compiled"))?;
    // The folder has half a gigabyte that is not needed again; if it cannot be removed, no harm is
    // done.
    let _ = std::fs::remove_dir_all(&build);
    Ok(())
}
