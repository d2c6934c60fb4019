//! Windows, frames, and bookmarks that may open windows.

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::page::{PATIENCE, Page};
use fantoccini::wd::WindowHandle;
use serde_json::json;
use std::thread::sleep;
use std::time::{Duration, Instant};

impl Page {
    /// Presses a bookmark with a `javascript:` address: the browser runs it in the page, which
    /// counts as a gesture of the reader. In Chromium and Firefox only.
    ///
    /// # Errors
    ///
    /// Where the browser refuses it.
    pub fn press_bookmark(&self, address: &str) -> Result<()> {
        match self.engine() {
            // Firefox itself calls this when a reader does (`PlacesUIUtils._openNodeIn`).
            Engine::Firefox => self.in_browser_window(
                "window.openTrustedLinkIn(arguments[0], 'current', \
                 { allowPopups: true, allowInheritPrincipal: true });",
                &[json!(address)],
            ),
            _ => self.devtools("Page.navigate", &json!({ "url": address })),
        }
        .map(drop)
    }

    /// The browser's windows and tabs, by the driver's names for them.
    ///
    /// # Errors
    ///
    /// Where the browser is gone.
    pub fn windows(&self) -> Result<Vec<String>> {
        let windows = self.session.wait(self.session.client().windows())?;
        Ok(windows.into_iter().map(String::from).collect())
    }

    /// The current window, to which all commands go.
    ///
    /// # Errors
    ///
    /// Where it is closed.
    pub fn window(&self) -> Result<String> {
        self.session.wait(self.session.client().window()).map(String::from)
    }

    /// Makes another window the current one.
    ///
    /// # Errors
    ///
    /// Where it is closed.
    pub fn switch_to(&self, window: &str) -> Result<()> {
        let handle = WindowHandle::try_from(window).map_err(Error::new)?;
        self.session.wait(self.session.client().switch_to_window(handle))
    }

    /// Waits for a window besides those known and makes it the current one.
    ///
    /// # Errors
    ///
    /// Where none is opened within a minute.
    pub fn switch_to_new(&self, known: &[String]) -> Result<()> {
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if let Some(new) = self.windows()?.iter().find(|window| !known.contains(window)) {
                return self.switch_to(new);
            }
            sleep(Duration::from_millis(30));
        }
        Err(Error::new(format!("no window was opened in {} s", PATIENCE.as_secs())))
    }

    /// Lets later scripts run in the page's frame of this number, from 0; without one, in the page
    /// itself.
    ///
    /// # Errors
    ///
    /// Where there is no such frame.
    pub fn switch_to_frame(&self, number: Option<usize>) -> Result<()> {
        self.session.post("frame", json!({ "id": number })).map(drop)
    }

    /// Closes the window and makes `next` the current one.
    ///
    /// # Errors
    ///
    /// Where it was closed already.
    pub fn close_window(&self, next: &str) -> Result<()> {
        self.session.wait(self.session.client().close_window())?;
        self.switch_to(next)
    }
}
