//! Which statement each reported word counts for.
//!
//! Takes a text and its analysis; gives for each statement the stretches that count for it, and how
//! many words they have; promises that no two stretches overlap, and that each word of the contents
//! of statements counts once.

use crate::analysis::prominence::{quoted_runs, separates_words};
use crate::analysis::{Analysis, Attribution, QuoteKind, Tier};
use crate::sort;
use crate::text::{Byte, Span};

/// Statements that stand deeper than this within others are treated as if they stood at this
/// depth. A nesting that runs in a circle ends here, too.
const DEEPEST: usize = 16;

/// What counts for one statement.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Counted {
    /// Stretches of its content that no statement around it has, in text order.
    pub pieces: Vec<Span<Byte>>,
    /// Their words.
    pub words: u32,
    /// How many of these stand in quotation marks.
    pub verbatim: u32,
    /// A hash of each of these words, by which repeats are found.
    pub hashes: Vec<u32>,
}

/// What counts for each attribution; nothing for attitudes.
///
/// A word that several statements report counts for the outermost one: the article has it from that
/// source. Of two that cross, it is the first in reading order.
pub(super) fn counted(text: &str, analysis: &Analysis<Byte>) -> Vec<Counted> {
    let all = &analysis.attributions;
    let mut counted = vec![Counted::default(); all.len()];
    // Words that a boundary between two pieces cuts count for the first of them.
    let (mut end, mut within_word) = (0, false);
    for (piece, owner) in owned(all) {
        within_word &= piece.start() == end;
        end = piece.end();
        counted[owner].add(text, piece, all[owner].kind, &mut within_word);
    }
    counted
}

impl Counted {
    /// Adds a stretch with its words. `within_word` says whether the text before it ends within a
    /// word that is counted already, and then says so of this stretch.
    fn add(&mut self, text: &str, piece: Span<Byte>, kind: QuoteKind, within_word: &mut bool) {
        for (quoted, run) in quoted_runs(text, piece) {
            let verbatim = match kind {
                QuoteKind::Direct => true,
                QuoteKind::Indirect => false,
                QuoteKind::Mixed => quoted,
            };
            for c in run.chars() {
                if separates_words(c) {
                    *within_word = false;
                } else if c.is_alphanumeric() {
                    if !*within_word {
                        *within_word = true;
                        self.words += 1;
                        self.verbatim += u32::from(verbatim);
                        self.hashes.push(HASH_START);
                    }
                    if let Some(hash) = self.hashes.last_mut() {
                        *hash = c.to_lowercase().fold(*hash, |hash, c| add_to_hash(hash, c as u32));
                    }
                }
            }
        }
        self.pieces.push(piece);
    }
}

/// The stretches of all statements' contents, cut where they overlap, in text order, each with the
/// one statement that it counts for.
fn owned(all: &[Attribution<Byte>]) -> Vec<(Span<Byte>, usize)> {
    let mut statements: Vec<usize> =
        (0..all.len()).filter(|&id| all[id].tier == Tier::Statement).collect();
    sort::by_keys(&mut statements, |&id| [depth(all, id)]);
    let pieces = statements.iter().flat_map(|&id| &all[id].content);
    let mut cuts: Vec<usize> =
        pieces.flat_map(|p| [p.start() as usize, p.end() as usize]).collect();
    sort::by_keys(&mut cuts, |&cut| [cut]);
    cuts.dedup();
    // `free[i]`: the first stretch from `i` on that nobody owns yet, or a stretch on the way to it.
    let mut free: Vec<usize> = (0..=cuts.len()).collect();
    let mut owners = vec![None; cuts.len()];
    for id in statements {
        for piece in &all[id].content {
            let place = |offset: u32| cuts.partition_point(|&cut| cut < offset as usize);
            let end = place(piece.end());
            let mut at = first_free(&mut free, place(piece.start()));
            while at < end {
                owners[at] = Some(id);
                free[at] = at + 1;
                at = first_free(&mut free, at + 1);
            }
        }
    }
    let mut owned: Vec<(Span<Byte>, usize)> = Vec::new();
    for (at, two) in cuts.windows(2).enumerate() {
        let (start, end) = (two[0] as u32, two[1] as u32);
        match (owners[at], owned.last_mut()) {
            (Some(id), Some((last, owner))) if *owner == id && last.end() == start => {
                *last = Span::new(last.start(), end);
            }
            (Some(id), _) => owned.push((Span::new(start, end), id)),
            (None, _) => {}
        }
    }
    owned
}

/// Follows `free` from `at` to the first free stretch, and shortens the way for the next time.
fn first_free(free: &mut [usize], mut at: usize) -> usize {
    while free[at] != at {
        free[at] = free[free[at]];
        at = free[at];
    }
    at
}

/// Number of statements that a statement stands within; at most [`DEEPEST`].
fn depth(all: &[Attribution<Byte>], id: usize) -> usize {
    let up = |a: &Attribution<Byte>| all.get(a.inside? as usize);
    std::iter::successors(up(&all[id]), |a| up(a))
        .take(DEEPEST)
        .filter(|a| a.tier == Tier::Statement)
        .count()
}

/// The hash (FNV-1a) of nothing.
pub(super) const HASH_START: u32 = 0x811c_9dc5;

/// The hash of what `hash` is of, and `value` after it.
pub(super) fn add_to_hash(hash: u32, value: u32) -> u32 {
    (hash ^ value).wrapping_mul(0x0100_0193)
}
