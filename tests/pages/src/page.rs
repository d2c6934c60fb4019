//! An open page: loading it, running scripts, looking at it, its screen.

use crate::engine::{Browser, Engine};
use crate::error::{Error, Result};
use crate::session::Session;
use serde_json::{Value, json};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The longest time that [`Page::wait_for`] waits: enough for a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// Chromium's tracing categories for a page's tasks and its own marks.
const TRACED: &str = "blink.user_timing,devtools.timeline,disabled-by-default-devtools.timeline";

/// An open page in a browser of its own.
#[derive(Debug)]
pub struct Page {
    pub(crate) session: Session,
}

/// The element that has the focus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Focus {
    /// The element's name, lower case.
    pub tag: String,
    /// Its `id`; empty if it has none.
    pub id: String,
    /// Its `class`; empty if it has none.
    pub class: String,
    /// Its label, else its text.
    pub name: String,
    /// Whether it lies in a shadow root.
    pub in_shadow: bool,
}

/// The functions that every script of the harness may call.
const HELPERS: &str = concat!(include_str!("helpers.js"), include_str!("../../browser/marked.js"));

/// A screen to look at a page on, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
    /// Whether pages are asked for dark colours.
    pub dark: bool,
}

impl Page {
    /// Opens an address in a browser of its own: [`Engine::chosen`].
    ///
    /// # Errors
    ///
    /// Where there is no such browser here, or it can't be driven, or the page can't be loaded.
    pub fn open(address: &str) -> Result<Self> {
        Self::open_in(Engine::chosen(), address)
    }

    /// Opens an address in a browser of its own, of this engine.
    ///
    /// # Errors
    ///
    /// Where there is no such browser here, or it can't be driven, or the page can't be loaded.
    pub fn open_in(engine: Engine, address: &str) -> Result<Self> {
        let page = Self::blank_in(engine)?;
        page.go(address)?;
        Ok(page)
    }

    /// A browser without a page yet, to set a [`Screen`] before one is loaded:
    /// [`Engine::chosen`].
    ///
    /// # Errors
    ///
    /// Where there is no such browser here, or it can't be driven.
    pub fn blank() -> Result<Self> {
        Self::blank_in(Engine::chosen())
    }

    /// A browser of this engine without a page yet.
    ///
    /// # Errors
    ///
    /// Where there is no such browser here, or it can't be driven.
    pub fn blank_in(engine: Engine) -> Result<Self> {
        Self::start(engine, None)
    }

    /// A Chromium without a page yet, with a [`Page::trace`] of tasks and marks.
    ///
    /// # Errors
    ///
    /// As [`Page::blank`].
    pub fn traced() -> Result<Self> {
        Self::start(Engine::Chromium, Some(TRACED))
    }

    fn start(engine: Engine, trace: Option<&str>) -> Result<Self> {
        Ok(Self { session: Session::start(Self::browser(engine)?, trace)? })
    }

    /// The browser of an engine.
    pub(crate) fn browser(engine: Engine) -> Result<Browser> {
        Browser::find(engine).ok_or_else(|| {
            let [browser, driver] = engine.variables();
            Error::new(format!(
                "no {engine} with its driver here: `cargo xtask test` installs them, \
                 or set {browser} and {driver}"
            ))
        })
    }

    /// The browser that shows the page.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.session.browser().engine
    }

    /// Loads an address.
    ///
    /// # Errors
    ///
    /// Where it can't be loaded.
    pub fn go(&self, address: &str) -> Result<()> {
        // The client's own `goto` first asks for the current address, by a script that pages can
        // break.
        self.session.post("url", json!({ "url": address })).map(drop)
    }

    /// Runs the body of an async function in the page and gives what it returns; `args` are its
    /// arguments.
    ///
    /// # Errors
    ///
    /// Where the script throws; the message is the page's.
    pub fn script(&self, body: &str, args: &[Value]) -> Result<Value> {
        // WebKitWebDriver refuses `undefined`.
        let script = format!(
            "{}\nreturn (async (...args) => {{ {body} }})(...arguments).then((found) => \
             found ?? null);",
            HELPERS
        );
        self.session.wait(self.session.client().execute(&script, args.to_vec()))
    }

    /// As [`Page::script`], but in a world of its own: the script sees the page's elements, but not
    /// the changes of the page's scripts, such as the properties of `<who-said>`. In Chromium only.
    ///
    /// # Errors
    ///
    /// Where the script throws.
    pub fn script_apart(&self, body: &str, args: &[Value]) -> Result<Value> {
        let tree = self.devtools("Page.getFrameTree", &json!({}))?;
        let world = self.devtools(
            "Page.createIsolatedWorld",
            &json!({ "frameId": tree["frameTree"]["frame"]["id"] }),
        )?;
        let script = format!("{}\n(async (...args) => {{ {body} }})(...{})", HELPERS, json!(args));
        let wanted = json!({
            "expression": script,
            "contextId": world["executionContextId"],
            "awaitPromise": true,
            "returnByValue": true,
        });
        let mut said = self.devtools("Runtime.evaluate", &wanted)?;
        match said["exceptionDetails"]["exception"]["description"].as_str() {
            Some(why) => Err(Error::new(why)),
            None => Ok(said["result"]["value"].take()),
        }
    }

    /// Waits until an expression is true in the page.
    ///
    /// # Errors
    ///
    /// Where it is still not true after a minute, or throws.
    pub fn wait_for(&self, condition: &str) -> Result<()> {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if self.script(&format!("return !!({condition});"), &[])? == json!(true) {
                return Ok(());
            }
            sleep(Duration::from_millis(30));
        }
        Err(Error::new(format!(
            "not true after {} s: {condition}; the console said {:?}",
            PATIENCE.as_secs(),
            self.console().unwrap_or_default()
        )))
    }

    /// The element that has the focus.
    ///
    /// # Errors
    ///
    /// Where the browser is gone.
    pub fn focus(&self) -> Result<Focus> {
        let found = self.script(
            "const e = focused(); return e ? [e.localName, e.id, e.getAttribute('class') ?? '', \
             e.getAttribute('aria-label') ?? e.textContent.trim(), e.getRootNode() !== document] : \
             ['', '', '', '', false];",
            &[],
        )?;
        let text = |index: usize| found[index].as_str().unwrap_or_default().to_owned();
        Ok(Focus {
            tag: text(0),
            id: text(1),
            class: text(2),
            name: text(3),
            in_shadow: found[4] == json!(true),
        })
    }

    /// The custom highlights by name, each with the texts of its ranges in order.
    ///
    /// # Errors
    ///
    /// Where the browser has no such highlights.
    pub fn highlights(&self) -> Result<Vec<(String, Vec<String>)>> {
        let found = self.script("return highlights();", &[])?;
        let strings = |value: &Value| {
            value
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|text| text.as_str().map(str::to_owned))
                .collect()
        };
        let entries = found.as_array().into_iter().flatten();
        Ok(entries
            .map(|entry| {
                (entry["name"].as_str().unwrap_or_default().to_owned(), strings(&entry["texts"]))
            })
            .collect())
    }

    /// All things that a script could have left behind: markup, style sheets and highlights. In
    /// Chromium only.
    ///
    /// # Errors
    ///
    /// Where the browser is gone.
    pub fn traces(&self) -> Result<String> {
        let found = self.script_apart(
            "const sheets = document.adoptedStyleSheets.map((sheet) => \
             [...sheet.cssRules].map((rule) => rule.cssText).join(' '));
             return JSON.stringify({ markup: document.documentElement.outerHTML, sheets, \
             highlights: highlights() });",
            &[],
        )?;
        Ok(found.as_str().unwrap_or_default().to_owned())
    }

    /// Sets the size of the screen and its colour scheme; dark colours in Chromium only.
    ///
    /// # Errors
    ///
    /// Where the browser is gone.
    pub fn set_screen(&self, screen: Screen) -> Result<()> {
        let Screen { width, height, dark } = screen;
        if self.engine() != Engine::Chromium && !dark {
            return self.set_window(width, height);
        }
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", &size)?;
        self.set_media("prefers-color-scheme", if dark { "dark" } else { "light" })
    }

    /// Makes the window so large that the page in it has this size.
    fn set_window(&self, width: u32, height: u32) -> Result<()> {
        let mut frame = [0, 0];
        for _ in 0..3 {
            let [wide, tall] = [width + frame[0], height + frame[1]];
            self.session.post("window/rect", json!({ "width": wide, "height": tall }))?;
            let inner = self.script(
                "await new Promise((go) => setTimeout(go, 200)); return [innerWidth, innerHeight];",
                &[],
            )?;
            let inner = [0, 1].map(|at| inner[at].as_u64().unwrap_or_default() as u32);
            if inner == [width, height] {
                return Ok(());
            }
            frame = [wide.saturating_sub(inner[0]), tall.saturating_sub(inner[1])];
        }
        Err(Error::new(format!("the window does not become {width} x {height}")))
    }

    /// Sets a phone's screen of this size, with touch. In Chromium only.
    ///
    /// # Errors
    ///
    /// Where the browser is gone.
    pub fn set_phone(&self, width: u32, height: u32) -> Result<()> {
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 2, "mobile": true });
        self.devtools("Emulation.setDeviceMetricsOverride", &size)?;
        self.devtools(
            "Emulation.setTouchEmulationEnabled",
            &json!({ "enabled": true, "maxTouchPoints": 1 }),
        )
        .map(drop)
    }

    /// The violations that axe-core finds on the page and in its shadow roots, of WCAG 2.2 AA and
    /// of good practice: a line for each element and rule.
    ///
    /// # Errors
    ///
    /// Where the browser is gone, or `WHOSAID_AXE` does not name the script of axe-core.
    pub fn violations(&self) -> Result<Vec<String>> {
        let path = std::env::var_os("WHOSAID_AXE").ok_or_else(|| {
            Error::new("WHOSAID_AXE names axe-core: run `cargo xtask test pages`")
        })?;
        let axe = std::fs::read_to_string(&path)
            .map_err(|error| Error::new(format!("{}: {error}", path.display())))?;
        if self.script("return !window.axe;", &[])? == json!(true) {
            self.session.wait(self.session.client().execute(&axe, Vec::new()))?;
        }
        let found = self.script(
            "const { violations } = await axe.run(document, { resultTypes: ['violations'] });
             return violations.flatMap(({ id, help, nodes }) =>
               nodes.map(({ target, failureSummary }) => `${id} (${help}): \
               ${target.flat().join(' ')}: ${failureSummary}`));",
            &[],
        )?;
        Ok(found
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|line| line.as_str().map(str::to_owned))
            .collect())
    }

    /// Sets one media feature ("forced-colors", "active") and resets those set before. In Chromium
    /// only.
    ///
    /// # Errors
    ///
    /// Where the browser is gone.
    pub fn set_media(&self, feature: &str, value: &str) -> Result<()> {
        self.devtools(
            "Emulation.setEmulatedMedia",
            &json!({ "features": [{ "name": feature, "value": value }] }),
        )
        .map(drop)
    }

    /// Sends a command of the Chrome DevTools protocol. In Chromium only.
    ///
    /// # Errors
    ///
    /// Where the browser refuses it.
    pub fn devtools(&self, command: &str, parameters: &Value) -> Result<Value> {
        if self.engine() != Engine::Chromium {
            return Err(Error::new(format!(
                "{command}: {} has no DevTools protocol",
                self.engine()
            )));
        }
        self.session.post("goog/cdp/execute", json!({ "cmd": command, "params": parameters }))
    }

    /// The peak memory of the page's process in bytes, which includes the memory that any page
    /// needs; `None` except on Linux.
    pub fn peak_memory(&self) -> Option<u64> {
        crate::processes::peak_of_renderers(self.session.driver().process())
    }

    /// A picture of the screen, as PNG.
    ///
    /// # Errors
    ///
    /// Where the browser is gone.
    pub fn screenshot(&self) -> Result<Vec<u8>> {
        self.session.wait(self.session.client().screenshot())
    }
}
