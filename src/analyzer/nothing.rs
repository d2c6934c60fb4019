//! In the analyzer's place where only the rest of the widget is to be weighed (`cargo xtask dist
//! --interface`): finds nothing, so that no part of engine and model is linked. Never shipped.

use crate::tagger::Memory;
use crate::text::Byte;
use crate::{Analysis, Options};
use std::marker::PhantomData;

/// Nothing to get ready.
pub(crate) async fn prepare(_part: usize) -> bool {
    false
}

/// As the real one, without anything in it.
#[derive(Debug)]
pub struct Analyzer<'t>(PhantomData<&'t str>);

impl<'t> Analyzer<'t> {
    /// Reads nothing of the text.
    pub fn new(_text: &'t str, _options: &Options) -> Self {
        Analyzer(PhantomData)
    }

    /// Remembers nothing.
    #[must_use]
    pub fn remembering(self, _memory: Memory) -> Self {
        self
    }

    /// Is done at once.
    pub fn step(&mut self) -> Option<Analysis<Byte>> {
        Some(Analysis::empty())
    }

    /// All of the way.
    pub fn progress(&self) -> f32 {
        1.0
    }

    /// Nothing to remember.
    pub fn into_memory(self) -> Memory {
        Memory::default()
    }
}
