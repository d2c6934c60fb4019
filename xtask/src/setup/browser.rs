//! Chromium and chromedriver, where they are missing.

use super::apt;
use crate::process::Result;
use crate::project::Project;

pub fn install(project: &Project) -> Result<()> {
    // A font too: without any, text has no width and nothing on it can be pointed at.
    apt::install(
        &["chromium", "chromium-driver", "fonts-liberation"],
        "Chromium with chromedriver (for browser tests)",
        "about 1 minute",
        project,
    )
    .map_err(|why| format!("{why}\nA Chrome that is already here is used if CHROME and CHROMEDRIVER name it and its chromedriver."))
}
