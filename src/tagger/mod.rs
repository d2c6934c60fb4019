//! The learned model: finds cue, source and content of every attribution, and says what it makes of
//! each token.
//!
//! Takes weights (a file that `training/` writes, models/FORMAT.md) and text; gives [`Evidence`];
//! promises the same numbers on every target, spans on character boundaries, and that a chunk's
//! evidence depends on that chunk's text alone, so that a long article can be worked on in slices
//! and unchanged chunks kept.
//!
//! The design is a bidirectional GRU over whole paragraphs that finds cues, and a smaller one that
//! runs once for each cue and marks its source and content (after Newell, Margolin and Ruths 2018,
//! who made the PolNeAR corpus that it is trained on).

mod chars;
mod chunks;
mod decode;
mod features;
mod memory;
mod network;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod parity;
mod quotes;
mod tokens;
mod weights;

use std::cell::Cell;
use std::sync::OnceLock;

use crate::lexicon::Tables;
use crate::sort;
use crate::text::{Byte, Span};
use crate::turns::{Pace, block_on};
use chunks::Chunk;
use decode::{Found, runs};
use network::{Network, Probabilities};
use tokens::Tokens;
use weights::{CUE_CLASSES, Options, Weights};

pub use memory::Memory;
pub use weights::{Error, VERSION};

/// A model ready to run.
#[derive(Debug, Clone)]
pub struct Tagger {
    tables: &'static Tables,
    network: Network,
    options: Options,
    chunk: usize,
}

static TAGGER: OnceLock<Tagger> = OnceLock::new();

/// The model that is compiled into this crate: models/tagger.bin, packed.
pub(crate) fn english() -> &'static Tagger {
    TAGGER.get_or_init(|| block_on(unpacked()))
}

/// Does in turns what [`english`] has to do the first time.
#[cfg(target_arch = "wasm32")]
pub(crate) async fn unpack_english() {
    if TAGGER.get().is_none() {
        let _ = TAGGER.set(unpacked().await);
    }
}

async fn unpacked() -> Tagger {
    let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/tagger.bin"));
    Tagger::load_in_turns(bytes, Tables::english())
        .await
        .expect("the weights in models/ should be of this version")
}

/// What the model makes of a text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Evidence {
    /// In order.
    pub tokens: Vec<TokenEvidence>,
    /// In order of their first content; a nested one has the index of its outer one.
    pub attributions: Vec<TaggedAttribution>,
}

impl Evidence {
    /// Adds what the model makes of the next slice.
    pub fn extend(&mut self, next: Evidence) {
        let base = self.attributions.len();
        let moved =
            |a: TaggedAttribution| TaggedAttribution { inside: a.inside.map(|i| i + base), ..a };
        self.attributions.extend(next.attributions.into_iter().map(moved));
        self.tokens.extend(next.tokens);
    }
}

/// What the model makes of a token. The tokens are the model's own: match them to others by their
/// spans.
#[derive(Debug, Clone, PartialEq)]
pub struct TokenEvidence {
    /// Where it stands.
    pub span: Span<Byte>,
    /// Probability of being (part of) a cue.
    pub cue: f32,
}

/// An attribution as the model finds it.
#[derive(Debug, Clone, PartialEq)]
pub struct TaggedAttribution {
    /// Who speaks, if the text says.
    pub source: Option<Span<Byte>>,
    /// The words that report.
    pub cue: Span<Byte>,
    /// What is ascribed, in order; never empty.
    pub content: Vec<Span<Byte>>,
    /// Probability of the cue, 0 to 1.
    pub cue_probability: f32,
    /// Probability that content and source are right, 0 to 1, calibrated on articles held back in
    /// training.
    pub confidence: f32,
    /// The attribution (by index) in whose content this one stands.
    pub inside: Option<usize>,
}

/// A part of a text that the model reads by itself.
#[derive(Debug, Clone)]
pub struct Slice<'t> {
    text: &'t str,
    spans: Vec<(usize, usize)>,
    chunk: Chunk,
}

impl<'t> Slice<'t> {
    /// Where it stands.
    pub fn span(&self) -> Span<Byte> {
        match (self.spans.first(), self.spans.last()) {
            (Some(first), Some(last)) => bytes(first.0, last.1),
            _ => Span::default(),
        }
    }

    /// Its text. Equal texts give equal evidence, save where it stands (a slice begins a paragraph,
    /// or a sentence of a very long one).
    pub fn text(&self) -> &'t str {
        self.span().of(self.text)
    }
}

fn bytes(start: usize, end: usize) -> Span<Byte> {
    Span::new(start as u32, end as u32)
}

impl Tagger {
    /// Reads a weights file. The model finds nested attributions by the reporting verbs of
    /// `tables`.
    ///
    /// # Errors
    /// If the bytes are not a whole weights file of this [`VERSION`].
    pub fn load(weights: &[u8], tables: &'static Tables) -> Result<Self, Error> {
        block_on(Tagger::load_in_turns(weights, tables))
    }

    async fn load_in_turns(weights: &[u8], tables: &'static Tables) -> Result<Self, Error> {
        let weights = Weights::read_in_turns(weights).await?;
        Ok(Tagger {
            tables,
            options: weights.options.clone(),
            chunk: weights.chunk,
            network: Network::new_in_turns(weights).await,
        })
    }

    /// The attributions of a text, its paragraphs on lines of their own.
    pub fn attributions(&self, text: &str) -> Vec<TaggedAttribution> {
        self.evidence(text).attributions
    }

    /// All that the model makes of a text, its paragraphs on lines of their own.
    pub fn evidence(&self, text: &str) -> Evidence {
        let mut all = Evidence::default();
        self.slices(text).iter().for_each(|slice| all.extend(self.read(slice)));
        all
    }

    /// The parts of a text that can be read one after the other, in order: at most 160 tokens each.
    pub fn slices<'t>(&self, text: &'t str) -> Vec<Slice<'t>> {
        self.slices_read_as(text, text)
    }

    /// The same for a text that is to be read as `shown`, which has the same bytes but for its
    /// white space: where paragraphs are broken into lines, say, with spaces for the line feeds
    /// ([`crate::text::Document::unwrapped`]).
    pub fn slices_read_as<'t>(&self, text: &'t str, shown: &str) -> Vec<Slice<'t>> {
        block_on(self.slices_in_turns(text, shown))
    }

    pub(crate) async fn slices_in_turns<'t>(&self, text: &'t str, shown: &str) -> Vec<Slice<'t>> {
        let tokens = Tokens::read_in_turns(shown).await;
        let (mut slices, mut pace) = (Vec::new(), Pace::default());
        for index in chunks::layout(&tokens, self.chunk) {
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

    /// What the model makes of one slice; spans count from the whole text's start.
    pub fn read(&self, slice: &Slice) -> Evidence {
        self.read_counting(slice, &Cell::new(0))
    }

    /// How many multiplications [`Tagger::read`] takes for a slice.
    pub fn multiplications(&self, slice: &Slice) -> u64 {
        let count = Cell::new(0);
        self.read_counting(slice, &count);
        count.get()
    }

    fn read_counting(&self, slice: &Slice, count: &Cell<u64>) -> Evidence {
        let chunk = &slice.chunk;
        let (cues, outer) = self.find(chunk, count);
        let real = (0..chunk.len()).filter(|&t| chunk.index[t].is_some());
        let tokens = real.zip(&slice.spans).map(|(t, &(start, end))| TokenEvidence {
            span: bytes(start, end),
            cue: cues[t][1] + cues[t][2],
        });
        let nested: Vec<(Found, Option<usize>)> = outer
            .iter()
            .enumerate()
            .flat_map(|(i, a)| {
                self.nested(chunk, &a.content, count).into_iter().map(move |b| (b, Some(i)))
            })
            .collect();
        let found = outer.into_iter().map(|a| (a, None)).chain(nested).collect();
        Evidence { tokens: tokens.collect(), attributions: self.placed(slice, found) }
    }

    /// Cue probabilities and the attributions of a chunk, without nested ones.
    fn find(&self, chunk: &Chunk, count: &Cell<u64>) -> (Probabilities<CUE_CLASSES>, Vec<Found>) {
        let network = &self.network;
        let encoded = network.encode(chunk);
        let cues = network.cues(&encoded);
        count.set(count.get() + chunk.len() as u64 * network.multiplications_of_token());
        let tag = |cue| {
            let window = network.window_of(chunk, cue);
            count.set(count.get() + window.len() as u64 * network.multiplications_of_cue());
            network.tag(chunk, &encoded, cue)
        };
        let found = decode::resolve(chunk, &cues, tag, &self.options);
        (cues, found)
    }

    /// What is attributed within a content (one level deep), found by reading the content as a text
    /// of its own.
    fn nested(&self, chunk: &Chunk, content: &[bool], count: &Cell<u64>) -> Vec<Found> {
        let mut tokens: Vec<usize> = (0..chunk.len())
            .filter(|&t| content[t] && !features::encloses(&chunk.features[t]))
            .collect();
        // Reading costs as much as reading the text itself did; of nested attributions by other
        // words than these nearly none is kept. So only the sentences with such a word are read,
        // which nearly always hold what it reports.
        let mut reporting: Vec<u32> = tokens
            .iter()
            .filter(|&&t| self.tables.cues().verb(&chunk.words[t]).is_some())
            .map(|&t| chunk.sentence[t])
            .collect();
        reporting.dedup();
        tokens.retain(|&t| reporting.contains(&chunk.sentence[t]));
        if tokens.len() < LEAST_NESTED {
            return Vec::new();
        }
        let (_, found) = self.find(&chunk.within(&tokens), count);
        found
            .into_iter()
            .filter(|a| a.sure >= NESTED_SURE)
            .map(|a| a.moved(&tokens, chunk.len()))
            .collect()
    }

    /// The same, from memory where it was read before.
    pub fn recall_or_read(&self, slice: &Slice, memory: &mut Memory) -> Evidence {
        memory.recall(slice).unwrap_or_else(|| {
            let evidence = self.read(slice);
            memory.keep(slice, &evidence);
            evidence
        })
    }

    /// Attributions with their places in the text, in order; each comes with the index of its outer
    /// one.
    fn placed(&self, slice: &Slice, found: Vec<(Found, Option<usize>)>) -> Vec<TaggedAttribution> {
        let places = Places::new(slice);
        let mut order: Vec<(usize, TaggedAttribution)> = Vec::new();
        for (i, (a, inside)) in found.iter().enumerate() {
            let taken = |t: usize| {
                a.cue.0 <= t && t < a.cue.1 || a.source.is_some_and(|s| s.0 <= t && t < s.1)
            };
            let content =
                places.spans(runs(a.content.iter().enumerate().map(|(t, &c)| c && !taken(t))));
            let (Some(&cue), false) = (places.spans(vec![a.cue]).first(), content.is_empty())
            else {
                continue;
            };
            let attribution = TaggedAttribution {
                source: a.source.and_then(|s| places.spans(vec![s]).first().copied()),
                cue,
                content,
                cue_probability: a.score,
                confidence: decode::confidence(a.sure, &self.options),
                inside: *inside,
            };
            order.push((i, attribution));
        }
        sort::by_keys(&mut order, |(_, a)| {
            [a.content[0].start() as usize, usize::from(a.inside.is_some())]
        });
        let place_of: Vec<usize> = order.iter().map(|(i, _)| *i).collect();
        let moved = |(_, a): (usize, TaggedAttribution)| {
            let inside = a.inside.and_then(|outer| place_of.iter().position(|&i| i == outer));
            TaggedAttribution { inside, ..a }
        };
        order.into_iter().map(moved).collect()
    }
}

/// Contents shorter than this many tokens hold no attribution.
const LEAST_NESTED: usize = 4;
/// Nested attributions must be surer than others: the training articles mark none.
const NESTED_SURE: f32 = 0.65;

/// Where a slice's tokens stand in the text.
struct Places<'s> {
    slice: &'s Slice<'s>,
    /// For each place of the chunk, how many tokens come before it.
    before: Vec<usize>,
}

impl<'s> Places<'s> {
    fn new(slice: &'s Slice) -> Self {
        let mut count = 0;
        let mut before = Vec::with_capacity(slice.chunk.len() + 1);
        for index in &slice.chunk.index {
            before.push(count);
            count += usize::from(index.is_some());
        }
        before.push(count);
        Places { slice, before }
    }

    /// Spans of runs of the chunk's tokens; runs with only a paragraph mark between them are one.
    fn spans(&self, runs: Vec<(usize, usize)>) -> Vec<Span<Byte>> {
        let mut tokens: Vec<(usize, usize)> = Vec::new();
        for (start, end) in runs {
            let (start, end) = (self.before[start], self.before[end]);
            match tokens.last_mut() {
                _ if start == end => {}
                Some(last) if last.1 == start => last.1 = end,
                _ => tokens.push((start, end)),
            }
        }
        tokens
            .into_iter()
            .map(|(start, end)| bytes(self.slice.spans[start].0, self.slice.spans[end - 1].1))
            .collect()
    }
}
