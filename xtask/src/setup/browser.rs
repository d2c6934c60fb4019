//! The browsers of the tests and their drivers, where they are missing.

use super::packages::GECKODRIVER;
use super::{apt, cargo_tools, on_path};
use crate::process::Result;
use crate::project::Project;
use pages::{Browser, Engine};

/// The browser with its driver, if both are there and can run.
pub fn find(engine: Engine, project: &Project) -> Option<Browser> {
    let screen = engine != Engine::WebKit
        || on_path("Xvfb").is_some()
        || std::env::var_os("DISPLAY").is_some();
    Browser::find_beside(engine, Some(&project.tools.join("bin"))).filter(|_| screen)
}

/// Installs browser and driver.
pub fn install(engine: Engine, project: &Project) -> Result<()> {
    let purpose = format!("{engine} with its driver (for browser tests)");
    let installed = match engine {
        // A font too: without any, text has no width and nothing on it can be pointed at.
        Engine::Chromium => apt::install(
            &["chromium", "chromium-driver", "fonts-liberation"],
            &purpose,
            "about 1 minute",
            project,
        ),
        Engine::Firefox => {
            let browser = match ["firefox-esr", "firefox"].iter().find_map(on_path) {
                Some(_) => Ok(()),
                None => apt::install(&["firefox-esr"], &purpose, "about 1 minute", project),
            };
            browser.and_then(|()| match on_path("geckodriver") {
                Some(_) => Ok(()),
                None => cargo_tools::install(&GECKODRIVER, project),
            })
        }
        Engine::WebKit => {
            apt::install(&["webkit2gtk-driver", "xvfb"], &purpose, "about 1 minute", project)
        }
    };
    let [browser, driver] = engine.variables();
    installed.map_err(|why| {
        format!("{why}\nOne that is here is used if {browser} and {driver} name it and its driver.")
    })
}
