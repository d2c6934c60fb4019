//! The browsers that can be driven, and the settings that each is started with.
//!
//! Takes an engine; gives its browser and driver where they are installed, and the capabilities
//! that a new session asks the driver for.

use serde_json::{Map, Value, json};
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A browser engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Blink, by Chromium or Chrome and chromedriver.
    Chromium,
    /// Gecko, by Firefox and geckodriver.
    Firefox,
    /// WebKitGTK, by WebKitWebDriver and its MiniBrowser; needs Xvfb where there is no screen.
    WebKit,
}

/// A browser and the driver that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Browser {
    /// Its engine.
    pub engine: Engine,
    /// The browser's program; for WebKitGTK the driver, where that starts the browser itself.
    pub program: PathBuf,
    /// Its WebDriver server.
    pub driver: PathBuf,
}

/// Flags of Chromium: it also runs as root and in a container, and sends no requests of its own.
const CHROMIUM_FLAGS: &[&str] = &[
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

impl Engine {
    /// The names of browser and driver on `PATH`, and whole paths of browsers.
    fn programs(self) -> (&'static [&'static str], &'static str) {
        match self {
            Self::Chromium => (
                &[
                    "chromium",
                    "chromium-browser",
                    "google-chrome",
                    "google-chrome-stable",
                    "chrome",
                    "/Applications/Chromium.app/Contents/MacOS/Chromium",
                    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
                ],
                "chromedriver",
            ),
            Self::Firefox => (&["firefox-esr", "firefox"], "geckodriver"),
            Self::WebKit => (&["WebKitWebDriver"], "WebKitWebDriver"),
        }
    }

    /// The engine that `WHOSAID_ENGINE` names by a step of `cargo xtask test`: `firefox` or
    /// `webkit`; Chromium where it names neither.
    #[must_use]
    pub fn chosen() -> Self {
        match std::env::var("WHOSAID_ENGINE").as_deref() {
            Ok("firefox") => Self::Firefox,
            Ok("webkit") => Self::WebKit,
            _ => Self::Chromium,
        }
    }

    /// The variables that name the browser and the driver where they have no usual place.
    #[must_use]
    pub fn variables(self) -> [&'static str; 2] {
        match self {
            Self::Chromium => ["CHROME", "CHROMEDRIVER"],
            Self::Firefox => ["FIREFOX", "GECKODRIVER"],
            Self::WebKit => ["WEBKIT", "WEBKITDRIVER"],
        }
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Chromium => "Chromium",
            Self::Firefox => "Firefox",
            Self::WebKit => "WebKitGTK",
        })
    }
}

impl Browser {
    /// The programs that the engine's [`Engine::variables`] name, else those on `PATH`; `None`
    /// where one of the two is missing.
    #[must_use]
    pub fn find(engine: Engine) -> Option<Self> {
        Self::find_beside(engine, None)
    }

    /// The same, where the driver may also lie in a folder that is not on `PATH`.
    #[must_use]
    pub fn find_beside(engine: Engine, drivers: Option<&Path>) -> Option<Self> {
        let (browsers, driver) = engine.programs();
        let [browser_variable, driver_variable] = engine.variables();
        let program = named_by(browser_variable).or_else(|| browsers.iter().find_map(on_path))?;
        let driver = named_by(driver_variable).or_else(|| on_path(driver)).or_else(|| {
            drivers.map(|folder| folder.join(driver)).filter(|program| program.is_file())
        })?;
        Some(Self { engine, program, driver })
    }

    /// Chromium's flags for every test.
    pub(crate) fn chromium_flags() -> &'static [&'static str] {
        CHROMIUM_FLAGS
    }

    /// The browser's version as it prints it, such as "Chromium 156.0.8078.79".
    #[must_use]
    pub fn version(&self) -> String {
        let output = Command::new(&self.program).arg("--version").stdin(Stdio::null()).output();
        let line =
            output.ok().map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
        line.filter(|line| !line.is_empty()).unwrap_or_else(|| "an unknown version".to_owned())
    }

    /// The capabilities that a new session asks the driver for. Where `trace` names categories,
    /// Chromium's performance log has the trace of these in place of the requests.
    pub(crate) fn capabilities(&self, trace: Option<&str>) -> Map<String, Value> {
        // Times are in milliseconds.
        let mut wanted = json!({ "timeouts": { "script": 60_000, "pageLoad": 60_000 } });
        match self.engine {
            Engine::Chromium => {
                wanted["browserName"] = json!("chrome");
                wanted["goog:loggingPrefs"] = json!({ "browser": "ALL", "performance": "ALL" });
                // Pop-ups are blocked as for any reader: chromedriver would let them all through.
                wanted["goog:chromeOptions"] = json!({
                    "args": CHROMIUM_FLAGS,
                    "binary": self.program,
                    "excludeSwitches": ["disable-popup-blocking"],
                });
                if let Some(categories) = trace {
                    wanted["goog:chromeOptions"]["perfLoggingPrefs"] = json!({
                        "enableNetwork": false,
                        "enablePage": false,
                        "traceCategories": categories,
                    });
                }
            }
            Engine::Firefox => {
                wanted["moz:firefoxOptions"] = json!({
                    "binary": self.program,
                    "args": ["-headless"],
                    "env": { "MOZ_HEADLESS_WIDTH": "1280", "MOZ_HEADLESS_HEIGHT": "900" },
                    // Pop-ups are blocked as for any reader, and the browser sends no requests of
                    // its own.
                    "prefs": {
                        "dom.disable_open_during_load": true,
                        "network.captive-portal-service.enabled": false,
                        "network.connectivity-service.enabled": false,
                    },
                });
            }
            Engine::WebKit => {
                // The driver knows where its own MiniBrowser is.
                let mut options = json!({ "args": ["--automation", "--geometry=1280x900"] });
                if self.program != self.driver {
                    options["binary"] = json!(self.program);
                }
                wanted["webkitgtk:browserOptions"] = options;
            }
        }
        match wanted {
            Value::Object(wanted) => wanted,
            _ => Map::new(),
        }
    }
}

fn named_by(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file())
}

/// The first program of this name on `PATH`; a whole path is taken as it is.
pub(crate) fn on_path(name: impl AsRef<Path>) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name.as_ref()))
        .find(|program| program.is_file())
}
