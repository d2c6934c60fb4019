//! A lock that lets one run work at a time.

use crate::report;
use anyhow::Result;
use fs_err::File;
use std::path::Path;

/// A file that only one run holds at a time. Dropping this, or the end of the process, releases it.
pub struct Lock(#[expect(dead_code, reason = "the lock lives as long as the open file")] File);

impl Lock {
    /// Takes the lock, after the run that holds it; `doing` names that run's work in the message to
    /// wait.
    ///
    /// # Errors
    ///
    /// Where the file can't be made or locked.
    pub fn take(path: &Path, doing: &str) -> Result<Self> {
        if let Some(folder) = path.parent() {
            fs_err::create_dir_all(folder)?;
        }
        let file = File::create(path)?;
        if file.try_lock().is_err() {
            report::note(&format!("another run is {doing}: waiting for it"));
            file.lock()?;
        }
        Ok(Self(file))
    }
}
