//! The reader's corrections, kept in this browser: in the `localStorage` of the page's own origin,
//! under the article's address.
//!
//! Takes corrections; gives them back when the article is read again; promises that those of
//! another article with the same address stay as they are, and to say where nothing can be kept.

use web_sys::Element;

use super::address;
use crate::corrections::{Correction, Refused, key_address, read, write};
use crate::ui::Trouble;

/// The beginning of the key; the address follows.
const KEY: &str = "whosaid corrections ";

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
    /// Where the browser keeps nothing, or holds corrections of a later version.
    pub fn save(&self, before: &[Correction], now: &[Correction]) -> Result<(), Trouble> {
        let mut all = match self.load() {
            Err(Refused::Later) => return Err(Trouble::NotKept),
            kept => kept.unwrap_or_default(),
        };
        all.retain(|correction| !before.contains(correction) && !now.contains(correction));
        all.extend_from_slice(now);
        let storage = super::preferences::storage().ok_or(Trouble::NotKept)?;
        let key = self.key();
        let done = match all.is_empty() {
            true => storage.remove_item(&key),
            false => storage.set_item(&key, &write(&self.address, &all)),
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
