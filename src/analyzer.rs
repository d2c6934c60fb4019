//! An analysis worked out step by step, so that whoever calls may do something else in between.
//!
//! Takes a text; gives, after as many steps as it needs, its [`Analysis`]; promises that a step is short whatever the text's length, that
//! the result is that of [`analyze`](crate::analyze), and that parts of the text met before are recalled and not read again.

use crate::actors::{self, Candidate};
use crate::attribution::{self, Draft};
use crate::tagger::{self, Evidence, Memory, Slice};
use crate::text::{Byte, Document, Reader};
use crate::{Analysis, Options};

/// A step of reading takes paragraphs until it has so many bytes: about a thousand words.
const READ_BYTES: usize = 6000;

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
    text: &'t str,
    options: Options,
    memory: Option<Memory>,
    stage: Stage<'t>,
}

/// What comes next.
#[derive(Debug)]
enum Stage<'t> {
    Read(Reader<'t>),
    Cut(Document<'t>),
    Tag(Document<'t>, std::vec::IntoIter<Slice<'t>>, Evidence),
    Find(Document<'t>, Evidence),
    Name(Document<'t>, Vec<Draft>),
    Resolve(Document<'t>, Vec<Draft>, Vec<Candidate>),
    Done,
}

impl<'t> Analyzer<'t> {
    /// Begins.
    pub fn new(text: &'t str, options: &Options) -> Self {
        Analyzer { text, options: options.clone(), memory: None, stage: Stage::Read(Reader::new(text)) }
    }

    /// The same with the memory of an earlier analysis: what this text shares with that one is not read again.
    #[must_use]
    pub fn remembering(self, memory: Memory) -> Self {
        Analyzer { memory: Some(memory), ..self }
    }

    /// Goes one step on; gives the analysis once it is there, and nothing after that.
    pub fn step(&mut self) -> Option<Analysis<Byte>> {
        self.stage = match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Read(mut reader) => {
                if reader.read(READ_BYTES) {
                    Stage::Read(reader)
                } else {
                    let document = reader.finish();
                    if let Some(notice) = document.notice(self.options.assume_english) {
                        return Some(Analysis { notice: Some(notice), ..Analysis::empty() });
                    }
                    Stage::Cut(document)
                }
            }
            Stage::Cut(document) => {
                let slices = tagger::builtin().slices_read_as(self.text, &document.unwrapped());
                Stage::Tag(document, slices.into_iter(), Evidence::default())
            }
            Stage::Tag(document, mut slices, mut evidence) => match slices.next() {
                Some(slice) => {
                    let tagger = tagger::builtin();
                    evidence.extend(match &mut self.memory {
                        Some(memory) => tagger.recall_or_read(&slice, memory),
                        None => tagger.read(&slice),
                    });
                    Stage::Tag(document, slices, evidence)
                }
                None => {
                    self.memory.iter_mut().for_each(Memory::turn);
                    Stage::Find(document, evidence)
                }
            },
            Stage::Find(document, evidence) => {
                let drafts = attribution::find(&document, &evidence);
                Stage::Name(document, drafts)
            }
            Stage::Name(document, drafts) => {
                let mentions = actors::mentions(&document);
                Stage::Resolve(document, drafts, mentions)
            }
            Stage::Resolve(document, drafts, mentions) => {
                let cast = actors::resolve(&document, mentions, &drafts);
                return Some(Analysis {
                    attributions: attribution::finish(&document, drafts, &cast),
                    actors: cast.actors,
                    places: cast.places,
                    ..document.outline()
                });
            }
            Stage::Done => return None,
        };
        None
    }

    /// How much of the way is behind, from 0 to 1.
    pub fn progress(&self) -> f32 {
        let share = |rest: &Slice| rest.span().start() as f32 / self.text.len().max(1) as f32;
        match &self.stage {
            Stage::Read(reader) => 0.1 * reader.progress(),
            Stage::Cut(_) => 0.1,
            Stage::Tag(_, slices, _) => 0.1 + 0.75 * slices.as_slice().first().map_or(1.0, share),
            Stage::Find(..) => 0.85,
            Stage::Name(..) => 0.87,
            Stage::Resolve(..) => 0.93,
            Stage::Done => 1.0,
        }
    }

    /// What was read, for the next analysis; empty where none was given.
    pub fn into_memory(self) -> Memory {
        self.memory.unwrap_or_default()
    }
}
