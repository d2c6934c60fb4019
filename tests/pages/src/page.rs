//! A page as a reader has it: what it shows, what can be pointed at and typed, what its console and
//! its network saw.

use crate::Chromium;
use crate::driver::Session;
use crate::error::{Error, Result};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long [`Page::wait_for`] waits: long enough for a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// An open page in a browser of its own.
#[derive(Debug)]
pub struct Page {
    pub(crate) session: Session,
    /// Network requests seen and not yet asked for; the driver forgets its log as soon as it is
    /// read.
    requests: RefCell<Vec<String>>,
}

/// Keys that have no letter, by their WebDriver code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Tab,
    /// Tab with Shift held: back.
    BackTab,
    Enter,
    Escape,
    Space,
    Down,
    Up,
    Left,
    Right,
}

/// What has the focus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Focus {
    /// The element's name, lower case.
    pub tag: String,
    pub id: String,
    pub class: String,
    /// The label, else the text.
    pub name: String,
    /// Whether it lies in a shadow root.
    pub in_shadow: bool,
}

/// A screen to look at a page on, in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    pub width: u32,
    pub height: u32,
    pub dark: bool,
}

impl Page {
    /// Opens an address in a browser of its own.
    ///
    /// # Errors
    ///
    /// Where there is no Chromium here, or it can't be driven, or the page can't be loaded.
    pub fn open(address: &str) -> Result<Self> {
        let page = Self::blank()?;
        page.go(address)?;
        Ok(page)
    }

    /// A browser without a page yet, to set a [`Screen`] before one is loaded.
    ///
    /// # Errors
    ///
    /// Where there is no Chromium here, or it can't be driven.
    pub fn blank() -> Result<Self> {
        Self::start(None)
    }

    /// The same with a [`Page::trace`] of its tasks and marks.
    ///
    /// # Errors
    ///
    /// As [`Page::blank`].
    pub fn traced() -> Result<Self> {
        Self::start(Some("blink.user_timing,disabled-by-default-devtools.timeline"))
    }

    fn start(trace: Option<&str>) -> Result<Self> {
        let chromium = Chromium::find().ok_or_else(|| {
            Error::new("no Chromium with chromedriver here: `cargo xtask test` installs them, or set CHROME and CHROMEDRIVER")
        })?;
        Ok(Self { session: Session::start(&chromium, trace)?, requests: RefCell::default() })
    }

    /// Loads an address.
    ///
    /// # Errors
    ///
    /// Where it can't be loaded.
    pub fn go(&self, address: &str) -> Result<()> {
        self.session.post("url", &json!({ "url": address })).map(drop)
    }

    /// Runs the body of an async function in the page and gives what it returns; `args` are its
    /// arguments.
    ///
    /// # Errors
    ///
    /// Where the script throws; the message is the page's.
    pub fn script(&self, body: &str, args: &[Value]) -> Result<Value> {
        let script = format!(
            "{}\nreturn (async (...args) => {{ {body} }})(...arguments);",
            include_str!("helpers.js")
        );
        self.session.post("execute/sync", &json!({ "script": script, "args": args }))
    }

    /// As [`Page::script`], but out of reach of what the page has done to the language's own
    /// objects: the script sees the page's elements, not what its scripts have made (no property of
    /// `<who-said>` but an element's).
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
        let script = format!(
            "{}\n(async (...args) => {{ {body} }})(...{})",
            include_str!("helpers.js"),
            json!(args)
        );
        let wanted = json!({ "expression": script, "contextId": world["executionContextId"], "awaitPromise": true, "returnByValue": true });
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

    /// Clicks with the mouse in the middle of a text's first line: the occurrence (from 0) of
    /// `text` below the element at `selector`.
    ///
    /// # Errors
    ///
    /// Where the text is not there.
    pub fn click_text(&self, selector: &str, text: &str, occurrence: usize) -> Result<()> {
        self.click_at(&self.script(
            "return middle(rangeOf(deep(args[0]), args[1], args[2]));",
            &[json!(selector), json!(text), json!(occurrence)],
        )?)
    }

    /// Clicks in the middle of the first element at `selector`, in shadow roots too.
    ///
    /// # Errors
    ///
    /// Where there is none that can be seen, or another element covers it.
    pub fn click(&self, selector: &str) -> Result<()> {
        self.click_at(&self.script("return reachable(deep(args[0]));", &[json!(selector)])?)
    }

    /// Moves the mouse over a text, as [`Page::click_text`] without the click.
    ///
    /// # Errors
    ///
    /// Where the text is not there.
    pub fn point_at_text(&self, selector: &str, text: &str, occurrence: usize) -> Result<()> {
        let place = self.script(
            "return middle(rangeOf(deep(args[0]), args[1], args[2]));",
            &[json!(selector), json!(text), json!(occurrence)],
        )?;
        self.mouse(json!([motion(&place)]))
    }

    /// Taps with a finger in the middle of the first element at `selector`; the page must have been
    /// given a touch screen.
    ///
    /// # Errors
    ///
    /// Where there is none that can be seen, or another element covers it.
    pub fn tap(&self, selector: &str) -> Result<()> {
        let place = self.script("return reachable(deep(args[0]));", &[json!(selector)])?;
        self.touch(&place)
    }

    /// Taps with a finger on a text, as [`Page::click_text`] does with the mouse.
    ///
    /// # Errors
    ///
    /// Where the text is not there.
    pub fn tap_text(&self, selector: &str, text: &str, occurrence: usize) -> Result<()> {
        let place = self.script(
            "return middle(rangeOf(deep(args[0]), args[1], args[2]));",
            &[json!(selector), json!(text), json!(occurrence)],
        )?;
        self.touch(&place)
    }

    fn touch(&self, place: &Value) -> Result<()> {
        let points = json!([{ "x": place["x"], "y": place["y"] }]);
        self.devtools(
            "Input.dispatchTouchEvent",
            &json!({ "type": "touchStart", "touchPoints": points }),
        )?;
        self.devtools("Input.dispatchTouchEvent", &json!({ "type": "touchEnd", "touchPoints": [] }))
            .map(drop)
    }

    /// Presses and lets go a key.
    ///
    /// # Errors
    ///
    /// Where the browser is gone.
    pub fn press(&self, key: Key) -> Result<()> {
        const SHIFT: &str = "\u{E008}";
        let code = match key {
            Key::Tab | Key::BackTab => "\u{E004}",
            Key::Enter => "\u{E007}",
            Key::Escape => "\u{E00C}",
            Key::Space => " ",
            Key::Down => "\u{E015}",
            Key::Up => "\u{E013}",
            Key::Left => "\u{E012}",
            Key::Right => "\u{E014}",
        };
        let mut strokes = vec![
            json!({ "type": "keyDown", "value": code }),
            json!({ "type": "keyUp", "value": code }),
        ];
        if key == Key::BackTab {
            strokes.insert(0, json!({ "type": "keyDown", "value": SHIFT }));
            strokes.push(json!({ "type": "keyUp", "value": SHIFT }));
        }
        self.session
            .post(
                "actions",
                &json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": strokes }] }),
            )
            .map(drop)
    }

    /// Types text into what has the focus.
    ///
    /// # Errors
    ///
    /// Where the browser is gone.
    pub fn write(&self, text: &str) -> Result<()> {
        // As one insertion, like a paste: thousands of single keys would take minutes.
        self.devtools("Input.insertText", &json!({ "text": text })).map(drop)
    }

    /// Types text key by key.
    ///
    /// # Errors
    ///
    /// Where the browser is gone.
    pub fn strike(&self, text: &str) -> Result<()> {
        let strokes: Vec<Value> = text
            .chars()
            .flat_map(|letter| {
                ["keyDown", "keyUp"]
                    .map(|stroke| json!({ "type": stroke, "value": letter.to_string() }))
            })
            .collect();
        self.session
            .post(
                "actions",
                &json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": strokes }] }),
            )
            .map(drop)
    }

    /// What has the focus.
    ///
    /// # Errors
    ///
    /// Where the browser is gone.
    pub fn focus(&self) -> Result<Focus> {
        let found = self.script(
            "const e = focused(); return e ? [e.localName, e.id, e.getAttribute('class') ?? '', e.getAttribute('aria-label') ?? e.textContent.trim(), e.getRootNode() !== document] : ['', '', '', '', false];",
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

    /// All that a script could have left behind: the document's markup, its style sheets, its
    /// highlights.
    ///
    /// # Errors
    ///
    /// Where the browser is gone.
    pub fn traces(&self) -> Result<String> {
        let found = self.script_apart(
            "const sheets = document.adoptedStyleSheets.map((sheet) => [...sheet.cssRules].map((rule) => rule.cssText).join(' '));
             return JSON.stringify({ markup: document.documentElement.outerHTML, sheets, highlights: highlights() });",
            &[],
        )?;
        Ok(found.as_str().unwrap_or_default().to_owned())
    }

    /// The lines of the console since it was last asked for, "LEVEL text".
    ///
    /// # Errors
    ///
    /// Where the browser is gone.
    pub fn console(&self) -> Result<Vec<String>> {
        let entries = self.log("browser")?;
        Ok(entries
            .iter()
            .map(|entry| {
                format!(
                    "{} {}",
                    entry["level"].as_str().unwrap_or_default(),
                    entry["message"].as_str().unwrap_or_default()
                )
            })
            .collect())
    }

    /// The errors of the console since it was last asked for: exceptions, refused resources, failed
    /// requests.
    ///
    /// # Errors
    ///
    /// Where the browser is gone.
    pub fn errors(&self) -> Result<Vec<String>> {
        Ok(self.console()?.into_iter().filter(|line| line.starts_with("SEVERE")).collect())
    }

    /// The addresses requested since this was last asked for.
    ///
    /// # Errors
    ///
    /// Where the browser is gone.
    pub fn requests(&self) -> Result<Vec<String>> {
        self.read_network()?;
        Ok(self.requests.take())
    }

    fn read_network(&self) -> Result<()> {
        for entry in self.log("performance")? {
            let message: Value =
                serde_json::from_str(entry["message"].as_str().unwrap_or_default())
                    .unwrap_or_default();
            let event = &message["message"];
            let address = match event["method"].as_str() {
                Some("Network.requestWillBeSent") => &event["params"]["request"]["url"],
                Some("Network.webSocketCreated") => &event["params"]["url"],
                _ => continue,
            };
            self.requests.borrow_mut().push(address.as_str().unwrap_or_default().to_owned());
        }
        Ok(())
    }

    /// Sets the size of the screen and its colour scheme.
    ///
    /// # Errors
    ///
    /// Where the browser is gone.
    pub fn set_screen(&self, screen: Screen) -> Result<()> {
        let Screen { width, height, dark } = screen;
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", &size)?;
        self.set_media("prefers-color-scheme", if dark { "dark" } else { "light" })
    }

    /// A phone's screen of this size, with touch.
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

    /// What axe-core finds wrong with the page, shadow roots included, by WCAG 2.2 AA and good
    /// practice: a line for each element and rule.
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
            self.session.post("execute/sync", &json!({ "script": axe, "args": [] }))?;
        }
        let found = self.script(
            "const { violations } = await axe.run(document, { resultTypes: ['violations'] });
             return violations.flatMap(({ id, help, nodes }) =>
               nodes.map(({ target, failureSummary }) => `${id} (${help}): ${target.flat().join(' ')}: ${failureSummary}`));",
            &[],
        )?;
        Ok(found
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|line| line.as_str().map(str::to_owned))
            .collect())
    }

    /// Sets one media feature ("forced-colors", "active"); the ones set before are forgotten.
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

    /// A command of the Chrome DevTools protocol.
    ///
    /// # Errors
    ///
    /// Where the browser refuses it.
    pub fn devtools(&self, command: &str, parameters: &Value) -> Result<Value> {
        self.session.post("goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// The most memory that the page's process has taken so far, in bytes, all that browsers need
    /// for any page included; `None` but on Linux.
    pub fn peak_memory(&self) -> Option<u64> {
        crate::memory::peak_of_renderers(self.session.process())
    }

    /// What the screen shows, as PNG.
    ///
    /// # Errors
    ///
    /// Where the browser is gone.
    pub fn screenshot(&self) -> Result<Vec<u8>> {
        let picture = self.session.get("screenshot")?;
        decode_base64(picture.as_str().unwrap_or_default())
            .ok_or_else(|| Error::new("the screenshot is not base64"))
    }

    /// The events of the browser's trace since this was last asked for; only of a page that is
    /// [`Page::traced`].
    ///
    /// # Errors
    ///
    /// Where the browser is gone.
    pub fn trace(&self) -> Result<Vec<Value>> {
        let events = self.log("performance")?.into_iter().filter_map(|entry| {
            let mut message: Value =
                serde_json::from_str(entry["message"].as_str().unwrap_or_default()).ok()?;
            let event = &mut message["message"];
            (event["method"] == "Tracing.dataCollected").then(|| event["params"].take())
        });
        Ok(events.collect())
    }

    fn log(&self, kind: &str) -> Result<Vec<Value>> {
        let entries = self.session.post("se/log", &json!({ "type": kind }))?;
        match entries {
            Value::Array(entries) => Ok(entries),
            _ => Err(Error(format!("the {kind} log is no list"))),
        }
    }

    fn click_at(&self, place: &Value) -> Result<()> {
        self.mouse(json!([motion(place), { "type": "pointerDown", "button": 0 }, { "type": "pointerUp", "button": 0 }]))
    }

    fn mouse(&self, moves: Value) -> Result<()> {
        let mouse = json!({ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": moves });
        self.session.post("actions", &json!({ "actions": [mouse] })).map(drop)
    }
}

fn motion(place: &Value) -> Value {
    json!({ "type": "pointerMove", "duration": 0, "origin": "viewport", "x": place["x"], "y": place["y"] })
}

/// Standard base64; none where a letter is foreign to it.
fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0);
    for letter in text.bytes().filter(|letter| *letter != b'=') {
        let six = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::decode_base64;

    #[test]
    fn base64_is_read_as_the_standard_says() {
        for (text, bytes) in [
            ("", ""),
            ("Zg==", "f"),
            ("Zm8=", "fo"),
            ("Zm9v", "foo"),
            ("Zm9vYg==", "foob"),
            ("Zm9vYmE=", "fooba"),
            ("Zm9vYmFy", "foobar"),
        ] {
            assert_eq!(decode_base64(text).as_deref(), Some(bytes.as_bytes()), "{text}");
        }
        assert_eq!(decode_base64("a b"), None);
    }
}
