//! The model, ready to run: from slices of a text to evidence.

use std::cell::Cell;
use std::sync::OnceLock;

use super::chunks::{self, Chunk};
use super::decode::{self, Found};
use super::doubtful;
use super::evidence::{Evidence, TaggedAttribution, TokenEvidence};
use super::memory::Memory;
use super::nested;
use super::network::{Network, Probabilities};
use super::places::{self, Place};
use super::slice::{Slice, bytes};
use super::tokens::Tokens;
#[cfg(doc)]
use super::weights::VERSION;
use super::weights::{CUE_CLASSES, Error, Thresholds, Weights};
use crate::turns::{Pace, block_on};

/// A model ready to run.
#[derive(Debug, Clone)]
pub struct Tagger {
    pub(super) network: Network,
    pub(super) thresholds: Thresholds,
    /// Tokens that a slice has at most.
    pub(super) chunk_size: usize,
}

static TAGGER: OnceLock<Tagger> = OnceLock::new();

/// The model that is compiled into this crate: models/tagger.bin, packed.
pub(crate) fn english() -> &'static Tagger {
    TAGGER.get_or_init(|| block_on(unpacked()))
}

/// Unpacks the model that [`english`] gives, in turns.
#[cfg(target_arch = "wasm32")]
pub(crate) async fn unpack_english() {
    if TAGGER.get().is_none() {
        let _ = TAGGER.set(unpacked().await);
    }
}

/// The model that is compiled in, unpacked in turns.
async fn unpacked() -> Tagger {
    let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/tagger.bin"));
    Tagger::load_in_turns(bytes).await.expect("the weights in models/ should be of this version")
}

impl Tagger {
    /// Reads a weights file.
    ///
    /// # Errors
    /// If the bytes are not a whole weights file of this [`VERSION`].
    pub fn load(weights: &[u8]) -> Result<Self, Error> {
        block_on(Tagger::load_in_turns(weights))
    }

    async fn load_in_turns(weights: &[u8]) -> Result<Self, Error> {
        let weights = Weights::read_in_turns(weights).await?;
        Ok(Tagger {
            thresholds: weights.thresholds.clone(),
            chunk_size: weights.chunk,
            network: Network::new_in_turns(weights).await,
        })
    }

    /// The attributions of a text, its paragraphs on lines of their own.
    pub fn attributions(&self, text: &str) -> Vec<TaggedAttribution> {
        self.evidence(text).attributions
    }

    /// The model's findings in a text, its paragraphs on lines of their own.
    pub fn evidence(&self, text: &str) -> Evidence {
        let mut all = Evidence::default();
        self.slices(text).iter().for_each(|slice| all.extend(self.read(slice)));
        all
    }

    /// The parts of a text that can be read one by one, in order: at most 160 tokens each.
    pub fn slices<'t>(&self, text: &'t str) -> Vec<Slice<'t>> {
        self.slices_read_as(text, text)
    }

    /// The same for a text that is read as `shown`, which differs from it in white space only, byte
    /// for byte: for example with spaces for the line feeds within paragraphs
    /// ([`crate::text::Document::unwrapped`]).
    pub fn slices_read_as<'t>(&self, text: &'t str, shown: &str) -> Vec<Slice<'t>> {
        block_on(self.slices_in_turns(text, shown))
    }

    pub(crate) async fn slices_in_turns<'t>(&self, text: &'t str, shown: &str) -> Vec<Slice<'t>> {
        let tokens = Tokens::read_in_turns(shown).await;
        let (mut slices, mut pace) = (Vec::new(), Pace::default());
        for index in chunks::layout(&tokens, self.chunk_size) {
            pace.spend(index.len()).await;
            let chunk = Chunk::read(&tokens, index);
            slices.push(Slice {
                text,
                spans: chunk.index.iter().flatten().map(|&i| tokens.spans[i]).collect(),
                chunk,
            });
        }
        slices
    }

    /// The model's findings in one slice; spans count from the whole text's start.
    pub fn read(&self, slice: &Slice) -> Evidence {
        self.read_counting(slice, &Cell::new(0))
    }

    /// The number of multiplications that [`Tagger::read`] does for a slice.
    pub fn multiplications(&self, slice: &Slice) -> u64 {
        let count = Cell::new(0);
        self.read_counting(slice, &count);
        count.get()
    }

    /// Reads a slice, and adds the number of multiplications to `count`.
    fn read_counting(&self, slice: &Slice, count: &Cell<u64>) -> Evidence {
        let chunk = &slice.chunk;
        let (cues, found) = self.find(chunk, count);
        let real = (0..chunk.len()).filter(|&t| chunk.index[t].is_some());
        let tokens = real.zip(&slice.spans).map(|(t, &(start, end))| TokenEvidence {
            span: bytes(start, end),
            cue: cues[t][1] + cues[t][2],
        });
        Evidence {
            tokens: tokens.collect(),
            attributions: places::attributions(slice, found, &self.thresholds),
        }
    }

    /// Cue probabilities and the attributions of a chunk.
    fn find(
        &self,
        chunk: &Chunk,
        count: &Cell<u64>,
    ) -> (Probabilities<CUE_CLASSES>, Vec<(Found, Place)>) {
        let network = &self.network;
        let encoded = network.encode(chunk);
        let cues = network.cues(&encoded);
        count.set(count.get() + chunk.len() as u64 * network.multiplications_of_token());
        let tag = |cue| {
            let window = network.window_of(chunk, cue);
            count.set(count.get() + window.len() as u64 * network.multiplications_of_cue());
            network.tag(chunk, &encoded, cue)
        };
        let outer = decode::resolve(chunk, &cues, tag, &self.thresholds);
        let inner = nested::within(chunk, &cues, tag, &outer, &self.thresholds);
        let more = doubtful::beside(chunk, &cues, tag, &outer, &self.thresholds);
        let found = outer
            .into_iter()
            .map(|a| (a, Place::Outer))
            .chain(inner.into_iter().map(|(a, holder)| (a, Place::Inside(holder))))
            .chain(more.into_iter().map(|a| (a, Place::Doubtful)));
        (cues, found.collect())
    }

    /// [`Tagger::read`], or what it gave before if `memory` holds that.
    pub fn recall_or_read(&self, slice: &Slice, memory: &mut Memory) -> Evidence {
        memory.recall(slice).unwrap_or_else(|| {
            let evidence = self.read(slice);
            memory.keep(slice, &evidence);
            evidence
        })
    }
}
