//! Where things are: the repository, cargo's target folder, the per-user tools folder.

use crate::process::{Result, answer};
use std::path::{Path, PathBuf};

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
    pub fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .expect("xtask lies in the repository")
            .to_path_buf();
        let manifest = root.join("Cargo.toml");
        let metadata = answer(
            cargo(),
            &[
                "metadata",
                "--no-deps",
                "--format-version=1",
                "--manifest-path",
                &manifest.to_string_lossy(),
            ],
        )
        .ok_or("`cargo metadata` failed; run it by hand to see why")?;
        let metadata: serde_json::Value = serde_json::from_str(&metadata)
            .map_err(|error| format!("`cargo metadata` is not JSON: {error}"))?;
        let target = metadata["target_directory"]
            .as_str()
            .ok_or("`cargo metadata` names no target folder")?
            .into();
        Ok(Self { root, target, tools: tools_folder()? })
    }

    /// Where Trunk puts the demo site.
    pub fn site(&self) -> PathBuf {
        self.target.join("site")
    }
}

/// The cargo that runs us, so that children use the same.
pub fn cargo() -> std::ffi::OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

fn tools_folder() -> Result<PathBuf> {
    let variable =
        |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = variable("WHOSAID_TOOLS")
        .or_else(|| variable("XDG_CACHE_HOME").map(|cache| cache.join("whosaid/tools")))
        .or_else(|| variable("HOME").map(|home| home.join(".cache/whosaid/tools")))
        .ok_or("neither WHOSAID_TOOLS nor HOME is set: set WHOSAID_TOOLS to a folder for tools")?;
    std::path::absolute(&folder).map_err(|error| format!("{}: {error}", folder.display()))
}
