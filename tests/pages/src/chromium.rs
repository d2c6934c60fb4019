//! Which browser: Chromium (or Chrome) and the chromedriver that belongs to it.

use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A browser and its driver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chromium {
    pub browser: PathBuf,
    pub driver: PathBuf,
}

const BROWSERS: &[&str] =
    &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const MAC_BROWSERS: &[&str] = &[
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// How Chromium runs everywhere, also as root and in a container, and asks nothing of the network
/// by itself.
pub(crate) const FLAGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--window-size=1280,900",
];

impl Chromium {
    /// `$CHROME` and `$CHROMEDRIVER` where set, else by the usual names on `PATH`.
    pub fn find() -> Option<Self> {
        let browser = given("CHROME")
            .or_else(|| BROWSERS.iter().find_map(|name| on_path(name)))
            .or_else(|| MAC_BROWSERS.iter().map(PathBuf::from).find(|path| path.is_file()))?;
        let driver = given("CHROMEDRIVER").or_else(|| on_path("chromedriver"))?;
        Some(Self { browser, driver })
    }

    /// "Chromium 156.0.8078.79", as it says itself.
    pub fn version(&self) -> String {
        let output = Command::new(&self.browser).arg("--version").stdin(Stdio::null()).output();
        let said =
            output.ok().map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
        said.filter(|line| !line.is_empty()).unwrap_or_else(|| "an unknown version".to_owned())
    }
}

fn given(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file())
}

pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|program| program.is_file())
}
