//! `wasm-opt` of Binaryen, from its npm package: Debian's own is too old to read what rustc writes.

use super::{apt, of_version, on_path};
use crate::process::{Result, run_logged};
use crate::project::Project;
use crate::say;
use std::path::PathBuf;
use std::process::Command;

pub const VERSION: &str = "132";

pub fn find(project: &Project) -> Option<PathBuf> {
    // The npm package's program is a script for Node.
    on_path("node")?;
    let installed = project.tools.join("npm/node_modules/.bin/wasm-opt");
    [on_path("wasm-opt"), Some(installed)].into_iter().flatten().find_map(|program| of_version(program, VERSION))
}

pub fn install(project: &Project) -> Result<()> {
    if on_path("node").is_none() || on_path("npm").is_none() {
        apt::install(&["nodejs", "npm"], "Node.js with npm (it runs wasm-opt)", "about 2 minutes", project)?;
    }
    say::note(&format!("wasm-opt {VERSION}: installing npm's binaryen (about 20 seconds, once)"));
    let refuse = |error: std::io::Error| format!("wasm-opt could not be put into {}: {error}", project.tools.display());
    let (whole, half) = (project.tools.join("npm"), project.tools.join("npm.part"));
    for stale in [&half, &whole] {
        if stale.exists() {
            std::fs::remove_dir_all(stale).map_err(refuse)?;
        }
    }
    std::fs::create_dir_all(&half).map_err(refuse)?;
    std::fs::write(half.join("package.json"), "{}\n").map_err(refuse)?;
    let mut command = Command::new("npm");
    command.args(["install", "--no-audit", "--no-fund", "--no-update-notifier", &format!("binaryen@{VERSION}.0.0")]).current_dir(&half);
    run_logged(&mut command, &project.tools.join("log/binaryen.log"))
        .map_err(|why| format!("npm's binaryen {VERSION} could not be installed: {why}"))?;
    std::fs::rename(&half, &whole).map_err(refuse)
}
