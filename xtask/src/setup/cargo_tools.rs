//! Tools that `cargo install` compiles: wasm-bindgen, Trunk and cargo-deny.

use super::{of_version, on_path};
use crate::process::{Result, run_logged};
use crate::project::{Project, cargo};
use crate::report;
use std::path::PathBuf;
use std::process::Command;

/// A program that cargo installs by name.
#[derive(Debug)]
pub struct CargoTool {
    pub package: &'static str,
    /// What its package installs; all of them must be there.
    pub programs: &'static [&'static str],
    pub version: &'static str,
    pub arguments: &'static [&'static str],
    pub about: &'static str,
}

pub fn find(tool: &CargoTool, project: &Project) -> Option<PathBuf> {
    let main = tool.programs[0];
    let on_path = on_path(main).and_then(|program| program.parent().map(PathBuf::from));
    let folders = on_path.into_iter().chain([project.tools.join("bin")]);
    folders
        .filter(|folder| tool.programs.iter().all(|name| folder.join(name).is_file()))
        .find_map(|folder| of_version(folder.join(main), tool.version))
}

pub fn install(tool: &CargoTool, project: &Project) -> Result<()> {
    report::note(&format!(
        "{} {}: compiling it ({} on two cores, once)",
        tool.package, tool.version, tool.about
    ));
    // A target folder of its own, kept until all is done: an interrupted run goes on where it was.
    let build = project.tools.join("build").join(tool.package);
    let mut command = Command::new(cargo());
    command
        .args(["install", tool.package, "--version", tool.version, "--root"])
        .arg(&project.tools)
        .args(tool.arguments)
        .args(["--force", "--target-dir"])
        .arg(&build)
        // Not the repository, so that its cargo settings don't apply.
        .current_dir(&project.tools)
        .env_remove("RUSTFLAGS");
    run_logged(&mut command, &project.tools.join("log").join(format!("{}.log", tool.package)))
        .map_err(|why| format!("{} {} could not be compiled: {why}", tool.package, tool.version))?;
    // Half a gigabyte that nobody needs again; if it cannot be removed, no harm is done.
    let _ = std::fs::remove_dir_all(&build);
    Ok(())
}
