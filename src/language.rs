//! Languages that articles are read in. There is one.
//!
//! A [`Language`] holds what the stages know of it besides their rules: the tables of words and the
//! two learned models. Each is unpacked when it is first asked for. The stages take them from their
//! caller, so that a second language would be a second value here.

use std::fmt;

use crate::lexicon::Tables;
use crate::ner::{self, Model};
use crate::ranker::{self, Ranker};
use crate::tagger::{self, Tagger};
#[cfg(target_arch = "wasm32")]
use crate::turns::{Boxed, boxed};

/// What is known of one language.
pub struct Language {
    /// BCP 47.
    pub code: &'static str,
    tables: fn() -> &'static Tables,
    tagger: fn() -> &'static Tagger,
    names: fn() -> &'static Model,
    ranker: fn() -> &'static Ranker,
    #[cfg(target_arch = "wasm32")]
    unpack_tagger: fn() -> Boxed<'static, ()>,
}

/// English as news writes it.
pub static ENGLISH: Language = Language {
    code: "en",
    tables: Tables::english,
    tagger: tagger::english,
    names: ner::english,
    ranker: ranker::english,
    #[cfg(target_arch = "wasm32")]
    unpack_tagger: || boxed(tagger::unpack_english()),
};

impl Language {
    /// The tables of words and names.
    pub fn tables(&self) -> &'static Tables {
        (self.tables)()
    }

    /// The model of attributions.
    pub fn tagger(&self) -> &'static Tagger {
        (self.tagger)()
    }

    /// The model of names.
    pub fn names(&self) -> &'static Model {
        (self.names)()
    }

    /// The model of coreference.
    pub fn ranker(&self) -> &'static Ranker {
        (self.ranker)()
    }

    /// Gets ready one part of what every analysis needs; false if there is no such part. Parts 0
    /// and 2 block for several milliseconds each, part 1 works in turns.
    #[cfg(target_arch = "wasm32")]
    pub(crate) async fn prepare(&self, part: usize) -> bool {
        match part {
            0 => _ = self.tables(),
            1 => (self.unpack_tagger)().await,
            2 => _ = self.names(),
            // browsers compile a function when it is first called: better now than during the
            // first article
            3 => {
                let tagger = self.tagger();
                let slices = tagger.slices("“Yes,” she said.");
                slices.iter().for_each(|slice| drop(tagger.read(slice)));
            }
            _ => return false,
        }
        true
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "Language({})", self.code)
    }
}
