//! Firefox, where it is installed, by its own remote protocol (Marionette: JSON over TCP, each
//! message after its length), so that no driver is needed beside the browser.

use crate::error::{Error, Result};
use serde_json::{Value, json};
use std::io::{BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

const BROWSERS: &[&str] = &["firefox-esr", "firefox"];

/// How long the browser may take to start, and a condition to come true.
const PATIENCE: Duration = Duration::from_secs(60);

/// A browser that asks the network for nothing by itself and opens pop-ups only as it does for any
/// reader.
const PREFERENCES: &str = r#"
user_pref("marionette.port", 0);
user_pref("app.update.disabledForTesting", true);
user_pref("app.normandy.enabled", false);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.startup.homepage_override.mstone", "ignore");
user_pref("browser.startup.page", 0);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("toolkit.telemetry.enabled", false);
"#;

/// A Firefox at work.
#[derive(Debug)]
pub struct Firefox {
    process: Child,
    profile: PathBuf,
    stream: BufReader<TcpStream>,
    count: u32,
}

impl Firefox {
    /// Where it is: `$FIREFOX`, else by its usual names on `PATH`.
    pub fn find() -> Option<PathBuf> {
        let given = std::env::var_os("FIREFOX").map(PathBuf::from).filter(|path| path.is_file());
        given.or_else(|| BROWSERS.iter().find_map(|name| crate::chromium::on_path(name)))
    }

    /// Starts it with a profile of its own.
    ///
    /// # Errors
    ///
    /// Where it is not installed, or does not start.
    pub fn start() -> Result<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let program = Self::find()
            .ok_or_else(|| Error::new("no Firefox here: install firefox-esr, or set FIREFOX"))?;
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let profile =
            std::env::temp_dir().join(format!("whosaid-firefox-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&profile).map_err(Error::new)?;
        std::fs::write(profile.join("user.js"), PREFERENCES).map_err(Error::new)?;
        let mut process = Command::new(&program)
            .args([
                "--headless",
                "--marionette",
                "--remote-allow-system-access",
                "--no-remote",
                "--profile",
            ])
            .arg(&profile)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| {
                Error::new(format!("{} could not be started: {error}", program.display()))
            })?;
        match connect(&profile) {
            Ok(stream) => {
                let mut firefox =
                    Self { process, profile, stream: BufReader::new(stream), count: 0 };
                // It greets first.
                firefox.read()?;
                firefox.ask(
                    "WebDriver:NewSession",
                    json!({ "capabilities": { "alwaysMatch": {} } }),
                )?;
                // A browser that is driven lets every pop-up through; this one shall block them as
                // a reader's does.
                firefox.in_browser(
                    "Services.prefs.setBoolPref('dom.disable_open_during_load', true);",
                    &[],
                )?;
                Ok(firefox)
            }
            Err(why) => {
                let _ = process.kill();
                let _ = process.wait();
                let _ = std::fs::remove_dir_all(&profile);
                Err(why)
            }
        }
    }

    /// Loads an address.
    ///
    /// # Errors
    ///
    /// Where it can't be loaded.
    pub fn go(&mut self, address: &str) -> Result<()> {
        self.ask("WebDriver:Navigate", json!({ "url": address })).map(drop)
    }

    /// Runs the body of an async function in the page and gives what it returns; `args` are its
    /// arguments.
    ///
    /// # Errors
    ///
    /// Where the script throws.
    pub fn script(&mut self, body: &str, args: &[Value]) -> Result<Value> {
        let script = format!(
            "{}\nreturn (async (...args) => {{ {body} }})(...arguments);",
            include_str!("helpers.js")
        );
        Ok(self.ask("WebDriver:ExecuteScript", json!({ "script": script, "args": args }))?["value"]
            .take())
    }

    /// Waits until an expression is true in the page.
    ///
    /// # Errors
    ///
    /// Where it is still not true after a minute.
    pub fn wait_for(&mut self, condition: &str) -> Result<()> {
        let begun = Instant::now();
        let mut last = json!(null);
        while begun.elapsed() < PATIENCE {
            // A page that is being replaced by another refuses; the next one will not.
            match self.script(&format!("return !!({condition});"), &[]) {
                Ok(Value::Bool(true)) => return Ok(()),
                Ok(found) => last = found,
                Err(why) => last = json!(why.to_string()),
            }
            sleep(Duration::from_millis(50));
        }
        Err(Error::new(format!("not true after {} s: {condition} ({last})", PATIENCE.as_secs())))
    }

    /// Presses a bookmark with a `javascript:` address, by what Firefox itself calls when a reader
    /// does (`PlacesUIUtils._openNodeIn`).
    ///
    /// # Errors
    ///
    /// Where the browser refuses it.
    pub fn press_bookmark(&mut self, address: &str) -> Result<()> {
        self.in_browser(
            "window.openTrustedLinkIn(arguments[0], 'current', { allowPopups: true, allowInheritPrincipal: true });",
            &[json!(address)],
        )
    }

    /// Runs a script in the browser's own window.
    fn in_browser(&mut self, script: &str, args: &[Value]) -> Result<()> {
        self.ask("Marionette:SetContext", json!({ "value": "chrome" }))?;
        let done = self.ask("WebDriver:ExecuteScript", json!({ "script": script, "args": args }));
        self.ask("Marionette:SetContext", json!({ "value": "content" }))?;
        done.map(drop)
    }

    /// Clicks the first element that a selector finds in the shadow root of a host, as a reader
    /// does with the mouse.
    ///
    /// # Errors
    ///
    /// Where it is not there.
    pub fn click(&mut self, selector: &str) -> Result<()> {
        let place = self.script("return reachable(deep(args[0]));", &[json!(selector)])?;
        let moves = json!([{ "type": "pointerMove", "duration": 0, "origin": "viewport", "x": place["x"], "y": place["y"] },
            { "type": "pointerDown", "button": 0 }, { "type": "pointerUp", "button": 0 }]);
        let mouse = json!({ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": moves });
        self.ask("WebDriver:PerformActions", json!({ "actions": [mouse] })).map(drop)
    }

    /// The browser's windows and tabs.
    ///
    /// # Errors
    ///
    /// Where the browser is gone.
    pub fn windows(&mut self) -> Result<Vec<String>> {
        let names = self.ask("WebDriver:GetWindowHandles", json!({}))?;
        Ok(names
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|name| name.as_str().map(str::to_owned))
            .collect())
    }

    /// Turns to another window.
    ///
    /// # Errors
    ///
    /// Where it is closed.
    pub fn switch_to(&mut self, window: &str) -> Result<()> {
        self.ask("WebDriver:SwitchToWindow", json!({ "handle": window, "focus": true })).map(drop)
    }

    /// Waits for a window besides those known, and turns to it.
    ///
    /// # Errors
    ///
    /// Where none is opened within a minute.
    pub fn switch_to_new(&mut self, known: &[String]) -> Result<()> {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if let Some(new) = self.windows()?.into_iter().find(|window| !known.contains(window)) {
                return self.switch_to(&new);
            }
            sleep(Duration::from_millis(50));
        }
        Err(Error::new(format!("no window was opened in {} s", PATIENCE.as_secs())))
    }

    /// "Firefox 153.7.0".
    ///
    /// # Errors
    ///
    /// Where the browser is gone.
    pub fn version(&mut self) -> Result<String> {
        let agent = self.script("return navigator.userAgent;", &[])?;
        Ok(agent
            .as_str()
            .and_then(|agent| agent.split(' ').next_back())
            .unwrap_or("Firefox")
            .replace('/', " "))
    }

    fn ask(&mut self, command: &str, parameters: Value) -> Result<Value> {
        self.count += 1;
        let message = json!([0, self.count, command, parameters]).to_string();
        write!(self.stream.get_mut(), "{}:{message}", message.len())
            .map_err(|error| Error::new(format!("{command}: {error}")))?;
        loop {
            let mut answer = self.read()?;
            // What an earlier command answers too late is nobody's any more.
            if answer[1] == json!(self.count) {
                return match answer[2]["message"].as_str() {
                    Some(why) => Err(Error::new(format!(
                        "{}: {why}",
                        answer[2]["error"].as_str().unwrap_or("error")
                    ))),
                    None => Ok(answer[3].take()),
                };
            }
        }
    }

    /// One message: its length in bytes, a colon, JSON.
    fn read(&mut self) -> Result<Value> {
        let refuse = |error: std::io::Error| Error::new(format!("Firefox did not answer: {error}"));
        let mut length = 0usize;
        loop {
            let mut byte = [0];
            self.stream.read_exact(&mut byte).map_err(refuse)?;
            match byte[0] {
                b':' => break,
                digit @ b'0'..=b'9' => length = length * 10 + usize::from(digit - b'0'),
                other => return Err(Error::new(format!("Firefox sent no length but {other}"))),
            }
        }
        let mut message = vec![0; length];
        self.stream.read_exact(&mut message).map_err(refuse)?;
        serde_json::from_slice(&message)
            .map_err(|error| Error::new(format!("Firefox sent no JSON: {error}")))
    }
}

impl Drop for Firefox {
    fn drop(&mut self) {
        let _ = self.ask("Marionette:Quit", json!({ "flags": ["eForceQuit"] }));
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(5)
            && matches!(self.process.try_wait(), Ok(None))
        {
            sleep(Duration::from_millis(50));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}

/// Waits for the port that Firefox writes into its profile.
fn connect(profile: &Path) -> Result<TcpStream> {
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        let port = std::fs::read_to_string(profile.join("MarionetteActivePort"))
            .ok()
            .and_then(|text| text.trim().parse::<u16>().ok());
        if let Some(stream) =
            port.and_then(|port| TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok())
        {
            stream.set_read_timeout(Some(PATIENCE * 2)).map_err(Error::new)?;
            return Ok(stream);
        }
        sleep(Duration::from_millis(100));
    }
    Err(Error::new(format!("Firefox did not start in {} s", PATIENCE.as_secs())))
}
