//! One run at a time.

use crate::report;
use anyhow::Result;
use fs_err::File;
use std::path::Path;

/// A file that only one run holds at a time; let go when dropped, or when the process dies.
pub struct Lock(#[expect(dead_code, reason = "the lock lives as long as the open file")] File);

impl Lock {
    /// Waits for the run that holds it; `doing` says in the message what that run does.
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
