//! The browsers of the tests and their drivers, where they are missing.

use super::packages::GECKODRIVER;
use super::programs::on_path;
use super::{apt, cargo_tools};
use crate::project::Project;
use anyhow::{Context, Result};
use pages::{Browser, Engine};

/// The browser with its driver, if both are there and can run.
pub fn find(engine: Engine, project: &Project) -> Option<Browser> {
    let screen = engine != Engine::WebKit
        || on_path("Xvfb").is_some()
        || std::env::var_os("DISPLAY").is_some();
    Browser::find_beside(engine, Some(&project.tools.join("bin"))).filter(|_| screen)
}

/// Installs browser and driver.
///
/// # Errors
///
/// Where they cannot be had: the message says what to do by hand.
pub fn install(engine: Engine, project: &Project) -> Result<()> {
    let purpose = format!("{engine} with its driver (for browser tests)");
    let apt = |packages: &[&str]| {
        // A font is installed too: without any, text has no width and cannot be pointed at.
        let packages = [packages, &["fonts-liberation"]].concat();
        apt::install(&packages, &purpose, "about 1 minute", project)
    };
    let installed = match engine {
        Engine::Chromium => apt(&["chromium", "chromium-driver"]),
        Engine::Firefox => {
            let browser = match ["firefox-esr", "firefox"].iter().find_map(on_path) {
                Some(_) => Ok(()),
                None => apt(&["firefox-esr"]),
            };
            browser.and_then(|()| match on_path("geckodriver") {
                Some(_) => Ok(()),
                None => cargo_tools::install(&GECKODRIVER, project),
            })
        }
        Engine::WebKit => apt(&["webkit2gtk-driver", "xvfb"]),
    };
    let [browser, driver] = engine.variables();
    installed.with_context(|| {
        format!("one that is already here is used if {browser} and {driver} name it and its driver")
    })
}
