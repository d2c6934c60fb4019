//! The folders of the project: the repository, cargo's target folder, the user's tools folder.

use crate::process::output;
use anyhow::{Context, Result};
use serde_json::Value;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folders a command works in.
#[derive(Debug, Clone)]
pub struct Project {
    /// The repository.
    pub root: PathBuf,
    /// Cargo's target folder, wherever the environment puts it.
    pub target: PathBuf,
    /// Tools that this machine lacked, shared by all clones of one user.
    pub tools: PathBuf,
}

impl Project {
    /// Finds the folders: `$WHOSAID_TOOLS`, else `whosaid/tools` in the user's cache folder.
    ///
    /// # Errors
    ///
    /// Where cargo doesn't answer, or no variable says where tools go.
    pub fn find() -> Result<Self> {
        let root = root();
        let metadata = metadata(&root, &["--no-deps"])?;
        let target = metadata["target_directory"]
            .as_str()
            .context("`cargo metadata` names no target folder")?
            .into();
        Ok(Self { root, target, tools: tools_folder()? })
    }

    /// Where Trunk puts the demo site.
    pub fn site(&self) -> PathBuf {
        self.target.join("site")
    }
}

/// The repository that this program was built in.
pub fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().expect("xtask lies in the repository").to_path_buf()
}

/// Cargo's metadata about the workspace and its dependencies.
///
/// # Errors
///
/// Where cargo fails.
pub fn metadata(root: &Path, arguments: &[&str]) -> Result<Value> {
    let mut command = Command::new(cargo());
    command.args(["metadata", "--format-version=1"]).args(arguments).current_dir(root);
    serde_json::from_str(&output(&mut command)?).context("`cargo metadata` is not JSON")
}

/// The cargo that runs this program, so that its children use the same.
pub fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

fn tools_folder() -> Result<PathBuf> {
    let variable =
        |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = variable("WHOSAID_TOOLS")
        .or_else(|| variable("XDG_CACHE_HOME").map(|cache| cache.join("whosaid/tools")))
        .or_else(|| variable("HOME").map(|home| home.join(".cache/whosaid/tools")))
        .context(
            "neither WHOSAID_TOOLS nor HOME is set: set WHOSAID_TOOLS to a folder for tools",
        )?;
    std::path::absolute(&folder).with_context(|| folder.display().to_string())
}
