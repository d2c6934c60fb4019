//! An extension of the browser: its button, pressed as a reader presses it, and what that says.

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::page::Page;
use crate::piped::{Extension, PipedChromium};
use crate::session::Session;
use serde_json::json;
use std::cell::RefCell;
use std::path::Path;

/// The text on an extension's button, and the words that it shows under the pointer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    /// The text on it; mostly none.
    pub mark: String,
    /// The words under the pointer.
    pub title: String,
}

impl Page {
    /// A browser of this engine that has loaded the extension in a folder; with no page yet.
    ///
    /// # Errors
    ///
    /// Where there is no such browser here, or it refuses the extension.
    pub fn with_extension(engine: Engine, folder: &Path) -> Result<Self> {
        let browser = Self::browser(engine)?;
        match engine {
            Engine::Chromium => {
                let mut chromium = PipedChromium::start(&browser)?;
                let path = json!({ "path": folder });
                let loaded = chromium.ask("Extensions.loadUnpacked", &path, None)?;
                let id = loaded["id"].as_str().unwrap_or_default().to_owned();
                chromium.hears_presses(&id)?;
                let mut session = Session::join(browser, &chromium.address()?)?;
                let chromium = Some(RefCell::new(chromium));
                session.extension = Some(Extension { id, chromium });
                Ok(Self { session })
            }
            Engine::Firefox => {
                let mut session = Session::start(browser, None)?;
                let wanted = json!({ "path": folder, "temporary": true });
                let id = session.post("moz/addon/install", wanted)?;
                let id = id.as_str().unwrap_or_default().to_owned();
                session.extension = Some(Extension { id, chromium: None });
                Ok(Self { session })
            }
            Engine::WebKit => Err(Error::new("WebKitGTK has no extensions")),
        }
    }

    /// Presses the extension's button, which gives it access to this page.
    ///
    /// # Errors
    ///
    /// Where the browser has none.
    pub fn press_extension(&self) -> Result<()> {
        let extension = self.extension()?;
        let Some(chromium) = &extension.chromium else {
            return self.in_browser_window(PRESS, &[json!(extension.id)]).map(drop);
        };
        // A tab that is being closed may still be listed.
        let page = self.devtools("Target.getTargetInfo", &json!({}))?;
        let tabs = json!({ "filter": [{ "type": "tab" }] });
        let found = chromium.borrow_mut().ask("Target.getTargets", &tabs, None)?;
        let tab = found["targetInfos"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|tab| tab["url"] == page["targetInfo"]["url"])
            .ok_or_else(|| Error::new("Chromium has no tab with this page"))?;
        let wanted = json!({ "id": extension.id, "targetId": tab["targetId"] });
        chromium.borrow_mut().ask("Extensions.triggerAction", &wanted, None).map(drop)
    }

    /// What the extension's button says.
    ///
    /// # Errors
    ///
    /// Where the browser has none.
    pub fn extension_button(&self) -> Result<Button> {
        let extension = self.extension()?;
        let found = match &extension.chromium {
            Some(chromium) => chromium.borrow_mut().in_background(&extension.id, SAYS)?,
            None => self.in_browser_window(SHOWN, &[json!(extension.id)])?,
        };
        let text = |at: usize| found[at].as_str().unwrap_or_default().to_owned();
        Ok(Button { mark: text(0), title: text(1) })
    }

    fn extension(&self) -> Result<&Extension> {
        self.session.extension.as_ref().ok_or_else(|| Error::new("no extension was loaded"))
    }
}

/// Presses the button in Firefox's window, where it is put on the toolbar first.
const PRESS: &str = "\
    const id = arguments[0].toLowerCase().replace(/[^a-z0-9_-]/g, '_') + '-browser-action';
    window.CustomizableUI.addWidgetToArea(id, window.CustomizableUI.AREA_NAVBAR);
    const item = document.getElementById(id);
    (item.querySelector('.unified-extensions-item-action-button') ?? item).click();";

/// Gives the text and the words of the button in Firefox's window.
const SHOWN: &str = "\
    const id = arguments[0].toLowerCase().replace(/[^a-z0-9_-]/g, '_') + '-browser-action';
    const item = document.getElementById(id);
    const button = item?.querySelector('.unified-extensions-item-action-button') ?? item;
    return [button?.getAttribute('badge') ?? '', button?.getAttribute('tooltiptext') ?? ''];";

/// Gives the same in Chromium, asked in the extension's background.
const SAYS: &str = "\
    (async () => {
      const [{ id: tabId }] = await chrome.tabs.query({ active: true });
      const { action } = chrome;
      return [await action.getBadgeText({ tabId }), await action.getTitle({ tabId })];
    })()";
