//! The browser's notes about a page: its console, its requests, its trace.

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::page::Page;
use serde_json::{Value, json};

/// Gives Firefox's console messages as "LEVEL text" and empties both of its stores: that of
/// messages that scripts write, and that of errors that they throw. Runs in the browser's own
/// window.
const FIREFOX_CONSOLE: &str = r#"
  const levels = { error: "SEVERE", assert: "SEVERE", warn: "WARNING" };
  const storage = Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage);
  const ofPage = (address) => /^(https?|blob|data):/.test(address);
  const written = storage.getEvents().filter(({ filename }) => ofPage(filename))
    .map(({ level, arguments: said }) => `${levels[level] ?? "INFO"} ${[...said].join(" ")}`);
  storage.clearEvents();
  const { warningFlag, infoFlag } = Ci.nsIScriptError;
  const thrown = Services.console.getMessageArray()
    .filter((message) => message instanceof Ci.nsIScriptError && !message.isFromChromeContext)
    .filter(({ sourceName, category }) => ofPage(sourceName) || category.includes("CSP"))
    .map(({ flags, errorMessage, sourceName, lineNumber }) => {
      const level = flags & infoFlag ? "INFO" : flags & warningFlag ? "WARNING" : "SEVERE";
      return `${level} ${sourceName} ${lineNumber} ${errorMessage}`;
    });
  Services.console.reset();
  return [...written, ...thrown];"#;

impl Page {
    /// The lines of the console since it was last asked for, "LEVEL text", where errors have the
    /// level `SEVERE`. Requests that failed are among them in Chromium only.
    ///
    /// # Errors
    ///
    /// Where the browser is gone, or is WebKitGTK, whose console can't be read.
    pub fn console(&self) -> Result<Vec<String>> {
        match self.engine() {
            Engine::Chromium => {
                let line = |entry: &Value| {
                    let part = |name: &str| entry[name].as_str().unwrap_or_default().to_owned();
                    format!("{} {}", part("level"), part("message"))
                };
                Ok(self.log("browser")?.iter().map(line).collect())
            }
            Engine::Firefox => {
                let lines = self.in_browser_window(FIREFOX_CONSOLE, &[])?;
                let lines = lines.as_array().into_iter().flatten();
                Ok(lines.filter_map(|line| line.as_str().map(str::to_owned)).collect())
            }
            Engine::WebKit => Err(Error::new("WebKitGTK gives nobody its console")),
        }
    }

    /// The errors of the console since it was last asked for: exceptions, and in Chromium refused
    /// resources and failed requests.
    ///
    /// # Errors
    ///
    /// As [`Page::console`].
    pub fn errors(&self) -> Result<Vec<String>> {
        Ok(self.console()?.into_iter().filter(|line| line.starts_with("SEVERE")).collect())
    }

    /// The addresses requested since this was last asked for. In Chromium only.
    ///
    /// # Errors
    ///
    /// Where the browser is gone, or another engine's.
    pub fn requests(&self) -> Result<Vec<String>> {
        let address = |event: Value| {
            let address = match event["method"].as_str()? {
                "Network.requestWillBeSent" => &event["params"]["request"]["url"],
                "Network.webSocketCreated" => &event["params"]["url"],
                _ => return None,
            };
            Some(address.as_str().unwrap_or_default().to_owned())
        };
        Ok(self.performance()?.filter_map(address).collect())
    }

    /// The events of the browser's trace since this was last asked for; only of a page that is
    /// [`Page::traced`].
    ///
    /// # Errors
    ///
    /// Where the browser is gone.
    pub fn trace(&self) -> Result<Vec<Value>> {
        let collected = |mut event: Value| {
            (event["method"] == "Tracing.dataCollected").then(|| event["params"].take())
        };
        Ok(self.performance()?.filter_map(collected).collect())
    }

    /// The DevTools events of Chromium's performance log.
    fn performance(&self) -> Result<impl Iterator<Item = Value> + use<>> {
        let events = self.log("performance")?.into_iter().filter_map(|entry| {
            let mut entry: Value =
                serde_json::from_str(entry["message"].as_str().unwrap_or_default()).ok()?;
            Some(entry["message"].take())
        });
        Ok(events)
    }

    /// One of chromedriver's logs, which it forgets as soon as it has given it.
    fn log(&self, kind: &str) -> Result<Vec<Value>> {
        if self.engine() != Engine::Chromium {
            return Err(Error::new(format!("{} has no {kind} log", self.engine())));
        }
        match self.session.post("se/log", json!({ "type": kind }))? {
            Value::Array(entries) => Ok(entries),
            _ => Err(Error::new(format!("the {kind} log is no list"))),
        }
    }

    /// Runs the body of a function in Firefox's own window, with the browser's rights.
    pub(crate) fn in_browser_window(&self, body: &str, args: &[Value]) -> Result<Value> {
        if self.engine() != Engine::Firefox {
            return Err(Error::new(format!("{} runs no script in its window", self.engine())));
        }
        self.session.post("moz/context", json!({ "context": "chrome" }))?;
        let found = self.session.wait(self.session.client().execute(body, args.to_vec()));
        self.session.post("moz/context", json!({ "context": "content" }))?;
        found
    }
}
