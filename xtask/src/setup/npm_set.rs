//! Packages from npm, each set in a folder of its own in the tools folder.

use super::{apt, on_path};
use crate::process::{Result, run_logged};
use crate::project::Project;
use crate::report;
use std::path::PathBuf;
use std::process::Command;

/// Packages that are installed together, versions to the last digit.
#[derive(Debug)]
pub struct NpmSet {
    /// The folder's name.
    pub name: &'static str,
    /// As npm reads them: "binaryen@132.0.0".
    pub packages: &'static [&'static str],
    /// What they are for, for people.
    pub purpose: &'static str,
}

impl NpmSet {
    /// The folder that holds `node_modules`, if exactly these packages are in it.
    pub fn find(&self, project: &Project) -> Option<PathBuf> {
        on_path("node")?;
        let folder = self.folder(project);
        let installed = std::fs::read_to_string(folder.join("packages.txt")).ok()?;
        (installed == self.list()).then_some(folder)
    }

    /// Installs them where an interrupted run leaves nothing half.
    pub fn install(&self, project: &Project) -> Result<()> {
        if on_path("node").is_none() || on_path("npm").is_none() {
            apt::install(&["nodejs", "npm"], "Node.js with npm", "about 2 minutes", project)?;
        }
        report::note(&format!(
            "{}: installing npm's {} (about 20 seconds, once)",
            self.purpose,
            self.packages.join(", ")
        ));
        let whole = self.folder(project);
        let half = whole.with_extension("part");
        let refuse = |error: std::io::Error| {
            format!("{} could not be put into {}: {error}", self.purpose, project.tools.display())
        };
        for stale in [&half, &whole] {
            if stale.exists() {
                std::fs::remove_dir_all(stale).map_err(refuse)?;
            }
        }
        std::fs::create_dir_all(&half).map_err(refuse)?;
        std::fs::write(half.join("package.json"), "{ \"private\": true }\n").map_err(refuse)?;
        let mut command = Command::new("npm");
        command
            .args(["install", "--save-exact", "--no-audit", "--no-fund", "--no-update-notifier"])
            .args(self.packages)
            .current_dir(&half);
        run_logged(&mut command, &project.tools.join("log").join(format!("npm-{}.log", self.name)))
            .map_err(|why| {
                format!("npm's {} could not be installed: {why}", self.packages.join(", "))
            })?;
        std::fs::write(half.join("packages.txt"), self.list()).map_err(refuse)?;
        std::fs::rename(&half, &whole).map_err(refuse)
    }

    fn folder(&self, project: &Project) -> PathBuf {
        project.tools.join(format!("npm-{}", self.name))
    }

    fn list(&self) -> String {
        self.packages.join("\n") + "\n"
    }
}
