//! The reader's earlier choices on this site: layers, colours, side. They are kept in the site's
//! localStorage; where the browser forbids that, they are silently not kept. Nothing but these and
//! the reader's corrections (`kept.rs`) is ever stored.

use web_sys::Storage;

use crate::selection::Layers;
use crate::ui::{Appearance, Side, Theme};

/// The key in localStorage.
const KEY: &str = "whosaid";

/// The reader's choices. Where the reader chose nothing, the page's option or the default holds.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Preferences {
    /// The layers painted; `None` if never chosen.
    pub layers: Option<Layers>,
    /// The colours of the interface and the side of its panel.
    pub appearance: Appearance,
}

impl Preferences {
    /// The choices that were kept. Those that cannot be read count as never made.
    pub fn load() -> Preferences {
        let kept =
            storage().and_then(|storage| storage.get_item(KEY).ok().flatten()).unwrap_or_default();
        let mut preferences = Preferences::default();
        for word in kept.split(' ') {
            match word.split_once(':') {
                Some(("layers", names)) => {
                    let has = |name| names.split(',').any(|n| n == name);
                    preferences.layers = Some(Layers {
                        actors: has("actors"),
                        mentions: has("mentions"),
                        quotes: has("quotes"),
                        attitudes: has("attitudes"),
                    });
                }
                Some(("theme", "light")) => preferences.appearance.theme = Theme::Light,
                Some(("theme", "dark")) => preferences.appearance.theme = Theme::Dark,
                Some(("side", "left")) => preferences.appearance.side = Side::Left,
                Some(("side", _)) => preferences.appearance.side = Side::Right,
                _ => {}
            }
        }
        preferences
    }

    /// Keeps a changed choice, for all of the site's pages.
    pub fn change(change: impl FnOnce(&mut Preferences)) {
        let mut preferences = Preferences::load();
        change(&mut preferences);
        let Some(storage) = storage() else { return };
        let _ = match preferences.written() {
            written if written.is_empty() => storage.remove_item(KEY),
            written => storage.set_item(KEY, &written),
        };
    }

    /// The text that is kept: `layers:actors,quotes theme:dark side:left`.
    fn written(&self) -> String {
        let mut words = Vec::new();
        if let Some(Layers { actors, mentions, quotes, attitudes }) = self.layers {
            let names = [
                (actors, "actors"),
                (mentions, "mentions"),
                (quotes, "quotes"),
                (attitudes, "attitudes"),
            ];
            let names: Vec<&str> =
                names.into_iter().filter(|(on, _)| *on).map(|(_, name)| name).collect();
            words.push(format!("layers:{}", names.join(",")));
        }
        match self.appearance.theme {
            Theme::Auto => {}
            Theme::Light => words.push("theme:light".into()),
            Theme::Dark => words.push("theme:dark".into()),
        }
        if self.appearance.side == Side::Left {
            words.push("side:left".into());
        }
        words.join(" ")
    }
}

/// The site's storage; `None` in a sandboxed frame, or where the reader forbids it.
pub(super) fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
