//! Tools from npm: `wasm-opt` of Binaryen (Debian's own is too old to read what rustc writes),
//! esbuild, and axe-core for the tests. None of them is part of what is shipped.

use super::{apt, of_version, on_path};
use crate::process::{Result, run_logged};
use crate::project::Project;
use crate::report;
use std::path::PathBuf;
use std::process::Command;

/// A program that comes as a package of npm.
#[derive(Debug)]
pub struct NpmTool {
    pub program: &'static str,
    /// As the program says it.
    pub version: &'static str,
    /// As npm asks for it.
    pub package: &'static str,
    /// Its folder among the tools.
    pub folder: &'static str,
    pub purpose: &'static str,
}

/// A file of a package that has no program, if it is there in the right version.
pub fn script(tool: &NpmTool, file: &str, project: &Project) -> Option<PathBuf> {
    let package = project.tools.join(tool.folder).join("node_modules").join(tool.program);
    let manifest: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(package.join("package.json")).ok()?).ok()?;
    Some(package.join(file))
        .filter(|script| manifest["version"] == tool.version && script.is_file())
}

pub fn find(tool: &NpmTool, project: &Project) -> Option<PathBuf> {
    // What npm installs may be a script for Node.
    on_path("node")?;
    let installed = project.tools.join(tool.folder).join("node_modules/.bin").join(tool.program);
    [on_path(tool.program), Some(installed)]
        .into_iter()
        .flatten()
        .find_map(|program| of_version(program, tool.version))
}

pub fn install(tool: &NpmTool, project: &Project) -> Result<()> {
    if on_path("node").is_none() || on_path("npm").is_none() {
        apt::install(
            &["nodejs", "npm"],
            "Node.js with npm (it runs wasm-opt)",
            "about 2 minutes",
            project,
        )?;
    }
    report::note(&format!(
        "{} {}: installing npm's {}; {} (about 20 seconds, once)",
        tool.program, tool.version, tool.package, tool.purpose
    ));
    let refuse = |error: std::io::Error| {
        format!("{} could not be put into {}: {error}", tool.program, project.tools.display())
    };
    let (whole, half) =
        (project.tools.join(tool.folder), project.tools.join(format!("{}.part", tool.folder)));
    for stale in [&half, &whole] {
        if stale.exists() {
            std::fs::remove_dir_all(stale).map_err(refuse)?;
        }
    }
    std::fs::create_dir_all(&half).map_err(refuse)?;
    std::fs::write(half.join("package.json"), "{}\n").map_err(refuse)?;
    let mut command = Command::new("npm");
    command
        .args(["install", "--no-audit", "--no-fund", "--no-update-notifier", tool.package])
        .current_dir(&half);
    run_logged(&mut command, &project.tools.join("log").join(format!("{}.log", tool.program)))
        .map_err(|why| format!("npm's {} could not be installed: {why}", tool.package))?;
    std::fs::rename(&half, &whole).map_err(refuse)
}
