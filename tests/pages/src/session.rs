//! One session of a browser by the W3C WebDriver protocol, for callers that wait.
//!
//! Takes commands, gives their values; ends browser and driver when dropped.

use crate::driver::Driver;
use crate::engine::Browser;
use crate::error::{Error, Result};
use crate::piped::Extension;
use crate::processes;
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use std::future::Future;
use std::time::Duration;
use tokio::runtime::{self, Runtime};
use tokio::time::timeout;
use url::{ParseError, Url};

/// Longest time that one command may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// Longest time that the processes of a browser may live after its session has ended.
const FAREWELL: Duration = Duration::from_secs(5);

/// A browser at work.
#[derive(Debug)]
pub(crate) struct Session {
    client: Client,
    runtime: Runtime,
    driver: Driver,
    browser: Browser,
    /// The extension that was loaded, with the Chromium that was started for it.
    pub(crate) extension: Option<Extension>,
}

/// A command that the client has no method for, such as one of a single browser; sent by POST.
#[derive(Debug)]
struct PostCommand {
    /// Its path below the session's address.
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for PostCommand {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> std::result::Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

impl Session {
    /// Starts a driver and by it a browser with a fresh profile; `trace` is for
    /// [`Browser::capabilities`].
    pub fn start(browser: Browser, trace: Option<&str>) -> Result<Self> {
        let wanted = browser.capabilities(trace);
        Self::with(browser, wanted)
    }

    /// Starts a driver for a Chromium that runs already and listens at this host and port.
    pub fn join(browser: Browser, address: &str) -> Result<Self> {
        let mut wanted = browser.capabilities(None);
        // Pages of the extension count as windows too.
        let options = json!({ "debuggerAddress": address, "enableExtensionTargets": true });
        wanted.insert("goog:chromeOptions".into(), options);
        Self::with(browser, wanted)
    }

    fn with(browser: Browser, wanted: Map<String, Value>) -> Result<Self> {
        let driver = Driver::start(&browser)?;
        let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
        let connecting = async {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            let connecting = builder.capabilities(wanted);
            timeout(PATIENCE, connecting.connect(&driver.address())).await
        };
        let client = runtime
            .block_on(connecting)
            .map_err(|_| Error::new(format!("{} did not start", browser.engine)))?
            .map_err(|error| Error::new(format!("{} did not start: {error}", browser.engine)))?;
        Ok(Self { client, runtime, driver, browser, extension: None })
    }

    /// Waits for a command of the client.
    pub fn wait<T>(
        &self,
        command: impl Future<Output = std::result::Result<T, CmdError>>,
    ) -> Result<T> {
        let answer = self.runtime.block_on(async { timeout(PATIENCE, command).await });
        match answer {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(CmdError::Standard(why))) => {
                // Chromedriver adds versions and addresses from its own code.
                let message = why.message.split("\n  (Session info").next().unwrap_or_default();
                Err(Error::new(format!("{}: {message}", why.error())))
            }
            Ok(Err(why)) => Err(Error::new(why)),
            Err(_) => Err(Error::new(format!("no answer in {} s", PATIENCE.as_secs()))),
        }
    }

    /// A command that the client has no method for.
    pub fn post(&self, path: &'static str, body: Value) -> Result<Value> {
        self.wait(self.client.issue_cmd(PostCommand { path, body }))
    }

    /// The client, whose commands [`Session::wait`] runs.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// The driver's process.
    pub fn driver(&self) -> &Driver {
        &self.driver
    }

    /// The browser.
    pub fn browser(&self) -> &Browser {
        &self.browser
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // They are listed before the browser ends, as afterwards they have other parents.
        let processes = processes::below(self.driver.process());
        // If the driver is gone already, so is the browser.
        let _ = self.wait(self.client.clone().close());
        // A process that lives on might write into the driver's folder again.
        processes::end(&processes, FAREWELL);
    }
}
