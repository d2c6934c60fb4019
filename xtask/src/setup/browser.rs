//! Chromium and the chromedriver that belongs to it.

use super::{apt, on_path};
use crate::process::{Result, answer};
use crate::project::Project;
use std::path::PathBuf;

/// A browser and its driver.
#[derive(Debug, Clone)]
pub struct Chromium {
    pub browser: PathBuf,
    pub driver: PathBuf,
}

impl Chromium {
    /// "Chromium 156.0.8078.79", as it says itself.
    pub fn version(&self) -> String {
        answer(&self.browser, &["--version"]).unwrap_or_else(|| "an unknown version".to_owned())
    }
}

const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const MAC_BROWSERS: &[&str] =
    &["/Applications/Chromium.app/Contents/MacOS/Chromium", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

/// `$CHROME` and `$CHROMEDRIVER` where set, else by the usual names on `PATH`.
pub fn find() -> Option<Chromium> {
    let browser = given("CHROME")
        .or_else(|| BROWSERS.iter().find_map(on_path))
        .or_else(|| MAC_BROWSERS.iter().map(PathBuf::from).find(|path| path.is_file()))?;
    let driver = given("CHROMEDRIVER").or_else(|| on_path("chromedriver"))?;
    Some(Chromium { browser, driver })
}

fn given(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file())
}

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
