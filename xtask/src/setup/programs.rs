//! Programs on `PATH`.

use crate::process::answer;
use std::path::{Path, PathBuf};

/// The first program of this name on `PATH`.
pub fn on_path(name: impl AsRef<Path>) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name.as_ref()))
        .find(|program| program.is_file())
}

/// The program, if it says that it is this version.
pub fn of_version(program: PathBuf, version: &str) -> Option<PathBuf> {
    let answer = answer(&program, &["--version"])?;
    answer.split_whitespace().any(|word| word == version).then_some(program)
}
