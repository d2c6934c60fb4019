//! The reader's corrections, kept in this browser: in the `localStorage` of the page's own origin,
//! under the article's address.
//!
//! Takes corrections; gives them back when the article is read again; promises that those of
//! another article with the same address stay as they are, to say where nothing can be kept, to
//! overwrite nothing that it cannot read, and to keep no more than some addresses: the storage is
//! the site's.

use web_sys::{Element, Storage};

use super::address;
use crate::corrections::{Correction, Refused, fits, kept_since, key_address, read, write_kept};
use crate::ui::Trouble;

/// The beginning of the key; the address follows.
const KEY: &str = "whosaid corrections ";

/// The beginning of the key of a text that could not be read; the time of that, in minutes, and the
/// address follow.
const UNREAD: &str = "whosaid corrections unread ";
/// Greatest number of keys: those kept longest without a change go first.
const MOST_KEYS: usize = 50;
const MS_PER_MINUTE: f64 = 60_000.0;

/// Where an article's corrections are kept.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shelf {
    /// The article's address, as keys and files name it.
    pub address: String,
}

impl Shelf {
    /// The place for the article whose interface is drawn into `root`.
    pub fn of(root: &Element) -> Shelf {
        Shelf { address: key_address(&address::of(root)) }
    }

    /// All that is kept for the address.
    ///
    /// # Errors
    /// Where what is kept there cannot be read.
    pub fn load(&self) -> Result<Vec<Correction>, Refused> {
        match self.text() {
            Some(text) => read(&text),
            None => Ok(Vec::new()),
        }
    }

    /// Keeps `now` in place of `before`, beside those of other articles.
    ///
    /// # Errors
    /// Where the browser keeps nothing or holds corrections of a later version, or where there
    /// would be more than can be read back.
    pub fn save(&self, before: &[Correction], now: &[Correction]) -> Result<(), Trouble> {
        let storage = super::preferences::storage().ok_or(Trouble::NotKept)?;
        let key = self.key();
        let minutes = (js_sys::Date::now() / MS_PER_MINUTE) as u32;
        let mut all = match self.load() {
            Ok(kept) => kept,
            Err(Refused::Later) => return Err(Trouble::NotKept),
            Err(_) => {
                let unread = [UNREAD, &minutes.to_string(), " ", &self.address].concat();
                let text = self.text().unwrap_or_default();
                storage.set_item(&unread, &text).map_err(|_| Trouble::NotKept)?;
                Vec::new()
            }
        };
        all.retain(|correction| !before.contains(correction) && !now.contains(correction));
        all.extend_from_slice(now);
        let done = if all.is_empty() {
            storage.remove_item(&key)
        } else {
            let text = write_kept(&self.address, &all, minutes);
            fits(&text, all.len()).map_err(|_| Trouble::NoRoom)?;
            make_room(&storage, &key);
            storage.set_item(&key, &text)
        };
        done.map_err(|_| Trouble::NotKept)
    }

    fn text(&self) -> Option<String> {
        super::preferences::storage()?.get_item(&self.key()).ok().flatten()
    }

    fn key(&self) -> String {
        let mut key = String::from(KEY);
        key.push_str(&self.address);
        key
    }
}

/// Removes the corrections that were kept longest, where there would be too many keys with `key`.
fn make_room(storage: &Storage, key: &str) {
    let keys = 0..storage.length().unwrap_or(0);
    let others = keys.filter_map(|at| storage.key(at).ok().flatten());
    let mut others: Vec<(u32, String)> = others
        .filter(|other| other.starts_with(KEY) && other != key)
        .map(|other| {
            let since = match other.strip_prefix(UNREAD).and_then(|rest| rest.split_once(' ')) {
                Some((minutes, _)) => minutes.parse().unwrap_or(0),
                None => kept_since(&storage.get_item(&other).ok().flatten().unwrap_or_default()),
            };
            (since, other)
        })
        .collect();
    others.sort_unstable();
    for (_, oldest) in others.iter().take((others.len() + 1).saturating_sub(MOST_KEYS)) {
        let _ = storage.remove_item(oldest);
    }
}
