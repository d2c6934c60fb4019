//! An analysis worked out step by step, so that the caller can do something else in between.
//!
//! Takes a text; gives its [`Analysis`] after as many steps as it needs; promises that a step is
//! short however long the text is, that the result is that of [`analyze`](crate::analyze), and that
//! parts of the text that an earlier analysis has read are not read again.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::actors::{self, Cast};
use crate::analysis::{Analysis, Attribution, Options, QuoteKind};
use crate::attribution::{self, Draft};
use crate::language::{ENGLISH, Language};
use crate::provenance::{self, Provenance};
use crate::tagger::{Evidence, Memory};
use crate::text::{Byte, Document, DocumentReader, TokenKind, TokenRange};
use crate::turns::{Turns, boxed, turn};

/// Least bytes of the paragraphs read in one step: about three hundred words.
const READ_BYTES: usize = 2000;

/// An analysis under way.
///
/// ```
/// use whosaid::{Analyzer, Options, tagger::Memory};
/// let text = "Taxes will rise, Ann Lee said on Friday.";
/// let mut analyzer = Analyzer::new(text, &Options::default()).remembering(Memory::default());
/// let analysis = loop {
///     if let Some(analysis) = analyzer.step() {
///         break analysis;
///     }
///     // time for something else
/// };
/// assert_eq!(analysis, whosaid::analyze(text, &Options::default()));
/// let for_the_next_time: Memory = analyzer.into_memory();
/// ```
#[derive(Debug)]
pub struct Analyzer<'t> {
    shared: Rc<Shared>,
    turns: Turns<'t, Analysis<Byte>>,
}

/// The values that the work and its owner share.
#[derive(Debug)]
struct Shared {
    memory: RefCell<Option<Memory>>,
    /// Share of the work that is done, from 0 to 1.
    progress: Cell<f32>,
}

impl<'t> Analyzer<'t> {
    /// Begins the analysis of a text.
    pub fn new(text: &'t str, options: &Options) -> Self {
        let shared = Rc::new(Shared { memory: RefCell::default(), progress: Cell::default() });
        Analyzer {
            turns: Turns::of(analysis(text, &ENGLISH, options.clone(), shared.clone())),
            shared,
        }
    }

    /// The same with the memory of an earlier analysis: paragraphs that both texts hold are not
    /// read again.
    #[must_use]
    pub fn remembering(self, memory: Memory) -> Self {
        self.shared.memory.replace(Some(memory));
        self
    }

    /// Takes one step. Gives the analysis with the last one, and nothing after that.
    pub fn step(&mut self) -> Option<Analysis<Byte>> {
        self.turns.take()
    }

    /// How much of the work is done, from 0 to 1.
    pub fn progress(&self) -> f32 {
        self.shared.progress.get()
    }

    /// The memory for the next analysis; empty unless this one was given a memory.
    pub fn into_memory(self) -> Memory {
        self.shared.memory.take().unwrap_or_default()
    }
}

/// All stages, one after the other. Each stage takes as much of the progress as it usually takes of
/// the time.
async fn analysis(
    text: &str,
    language: &Language,
    options: Options,
    shared: Rc<Shared>,
) -> Analysis<Byte> {
    let progress = |share| shared.progress.set(share);
    let mut reader = boxed(DocumentReader::new_in_turns(text, language.tables())).await;
    while boxed(reader.read_in_turns(READ_BYTES)).await {
        progress(0.05 * reader.progress());
        turn().await;
    }
    let document = boxed(reader.finish_in_turns()).await;
    progress(0.1);
    turn().await;
    if let Some(notice) = document.notice(&options) {
        progress(1.0);
        return Analysis { notice: Some(notice), ..Analysis::empty() };
    }
    let tagger = language.tagger();
    let mut evidence = Evidence::default();
    let shown = document.unwrapped();
    for slice in boxed(tagger.slices_in_turns(text, &shown)).await {
        progress(0.1 + 0.7 * slice.span().start() as f32 / text.len() as f32);
        turn().await;
        evidence.extend(match &mut *shared.memory.borrow_mut() {
            Some(memory) => tagger.recall_or_read(&slice, memory),
            None => tagger.read(&slice),
        });
    }
    shared.memory.borrow_mut().iter_mut().for_each(Memory::turn);
    progress(0.8);
    let drafts = boxed(attribution::find_in_turns(&document, &evidence)).await;
    progress(0.83);
    let mentions = boxed(actors::mentions_in_turns(&document, language.names())).await;
    progress(0.95);
    let cast =
        boxed(actors::resolve_in_turns(&document, mentions, &drafts, language.ranker())).await;
    progress(1.0);
    turn().await;
    let origins = boxed(provenance::find_in_turns(&document, &drafts, &cast)).await;
    turn().await;
    let attributions = assemble(&document, drafts, &cast, origins);
    turn().await;
    Analysis { attributions, actors: cast.actors, places: cast.places, ..document.outline() }
}

/// Puts drafts, cast and provenance together: attributions with spans and speakers.
/// `cast.speakers` and `origins` must have one entry for each draft.
pub fn assemble(
    document: &Document,
    drafts: Vec<Draft>,
    cast: &Cast,
    origins: Vec<Provenance>,
) -> Vec<Attribution<Byte>> {
    let spans = |ranges: &[TokenRange]| ranges.iter().map(|r| document.span(*r)).collect();
    drafts
        .into_iter()
        .zip(origins)
        .enumerate()
        .map(|(id, (draft, origin))| Attribution {
            id: id as u32,
            tier: draft.tier,
            kind: kind(document, &draft.content),
            source: draft.source.iter().map(|r| document.span(*r)).collect(),
            cue: spans(&draft.cue),
            content: spans(&draft.content),
            speakers: cast.speakers.get(id).cloned().unwrap_or_default(),
            inside: draft.inside.map(|i| i as u32),
            act: draft.act,
            negated: draft.negated,
            confidence: draft.confidence,
            speaker_confidence: match cast.speakers.get(id) {
                Some(speakers) if !speakers.is_empty() => {
                    cast.grounds.get(id).copied().unwrap_or_default().confidence()
                }
                _ => 0.0,
            },
            source_kind: origin.source_kind,
            channel: spans(&origin.channel),
            unnamed_reason: spans(&origin.unnamed_reason),
            knowledge: spans(&origin.knowledge),
            corrected_by_reader: false,
        })
        .collect()
}

/// Direct if every word stands within quotation marks, indirect if none does.
fn kind(document: &Document, content: &[TokenRange]) -> QuoteKind {
    let words = content
        .iter()
        .flat_map(|r| *r)
        .map(|i| &document.tokens[i])
        .filter(|t| t.kind == TokenKind::Word);
    let (quoted, all) =
        words.fold((0, 0), |(quoted, all), t| (quoted + usize::from(t.quoted), all + 1));
    match quoted {
        0 => QuoteKind::Indirect,
        n if n == all => QuoteKind::Direct,
        _ => QuoteKind::Mixed,
    }
}
