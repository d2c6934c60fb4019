//! The frames of statements: the words around a content that say who says it, and how.
//!
//! Takes a document and its drafts; tells of a token whether it stands in a draft's frame; promises
//! that no token of a content stands in the frame of the draft whose content it is.

use crate::attribution::Draft;
use crate::sort;
use crate::text::{Document, TokenRange};
use crate::turns::Pace;

/// Most tokens on each side of a cue that are looked at.
const REACH: usize = 48;

/// The frames of a document's drafts.
pub(super) struct Frames<'d, 't> {
    pub document: &'d Document<'t>,
    pub drafts: &'d [Draft],
    /// By token: the innermost draft in whose content it stands.
    holder: Vec<Option<usize>>,
    /// By token: true within a cue.
    cued: Vec<bool>,
}

impl<'d, 't> Frames<'d, 't> {
    pub async fn read(
        document: &'d Document<'t>,
        drafts: &'d [Draft],
        pace: &mut Pace,
    ) -> Frames<'d, 't> {
        let mut holder = vec![None; document.tokens.len()];
        let mut cued = vec![false; document.tokens.len()];
        let length = |d: &Draft| d.content.iter().map(|c| c.len()).sum::<usize>();
        let mut order: Vec<(usize, usize)> =
            drafts.iter().enumerate().map(|(i, d)| (length(d), i)).collect();
        // An outer content is longer than those within it.
        sort::by_keys(&mut order, |&(length, i)| [usize::MAX - length, i]);
        for (length, index) in order {
            for range in &drafts[index].content {
                holder[range.start..range.end].fill(Some(index));
            }
            for range in &drafts[index].cue {
                cued[range.start..range.end].fill(true);
            }
            pace.spend(length / 16 + 1).await;
        }
        Frames { document, drafts, holder, cued }
    }

    /// True if token `at` stands outside of the content of draft `index`, and within that of the
    /// draft around it, if there is one.
    pub fn holds(&self, index: usize, at: usize) -> bool {
        at < self.holder.len() && self.holder[at] == self.drafts[index].inside
    }

    /// The innermost draft in whose content token `at` stands.
    pub fn holder(&self, at: usize) -> Option<usize> {
        self.holder[at]
    }

    /// True if token `at` is a word of a cue.
    pub fn is_cue(&self, at: usize) -> bool {
        self.cued.get(at).copied().unwrap_or_default()
    }

    /// The tokens near the cue of a draft, all of its sentence; nothing if it has no cue.
    pub fn window(&self, index: usize) -> Option<TokenRange> {
        let cue = *self.drafts[index].cue.first()?;
        let sentence = self.document.sentence_of(cue.start).tokens;
        let start = sentence.start.max(cue.start.saturating_sub(REACH));
        Some(TokenRange::new(start, sentence.end.min(cue.end + REACH).max(start)))
    }

    /// The first token from `from` on, before `end`, that the frame of draft `index` lacks.
    pub fn frame_end(&self, index: usize, from: usize, end: usize) -> usize {
        (from..end).find(|&t| !self.holds(index, t)).unwrap_or(end.max(from))
    }
}
