//! The learned ranker: which of some candidates a mention refers to.
//!
//! Takes weights (a file that `training/links.py` writes, models/LINKS.md), the features of a
//! mention and of its pairs with candidates; gives a score for each candidate, for "somebody new"
//! and for "no actor"; promises the same scores on every target: features and weights are whole
//! numbers, and the few sums of others are made in one order.
//!
//! It knows nothing of texts: what the features mean is for the room that asks.

mod format;
mod network;
#[cfg(test)]
mod tests;

pub use format::{Error, VERSION};
pub use network::{Network, Row, Scores, UNIT};

use std::sync::OnceLock;

/// All networks of a file.
#[derive(Debug, Clone)]
pub struct Ranker {
    networks: Vec<Network>,
}

impl Ranker {
    /// Reads a ranker from the bytes of its file.
    ///
    /// # Errors
    /// If the bytes are no ranker, of another [`VERSION`], or damaged.
    pub fn load(bytes: &[u8]) -> Result<Ranker, Error> {
        format::read(bytes).map(|networks| Ranker { networks })
    }

    /// The network with this number; none if the file holds fewer.
    pub fn network(&self, number: usize) -> Option<&Network> {
        self.networks.get(number)
    }
}

/// The ranker that is compiled in.
///
/// # Panics
/// Never: a test reads the same bytes.
pub(crate) fn english() -> &'static Ranker {
    static RANKER: OnceLock<Ranker> = OnceLock::new();
    RANKER.get_or_init(|| {
        Ranker::load(include_bytes!("../../models/links.bin"))
            .expect("models/links.bin is read by a test")
    })
}
