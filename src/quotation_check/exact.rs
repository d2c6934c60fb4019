//! Where stretches of words stand word for word, all of them in one pass over the other text.
//!
//! Takes the words of a text and stretches of other words; gives for each stretch the first places
//! at which it stands; promises linear time in both, however often the texts repeat themselves (an
//! automaton after Aho and Corasick, which forgets a stretch once it has been found often enough),
//! but for words that are made so that their hashes fall together.

use std::ops::Range;

use super::table::{Table, pair};
use super::words::Words;
use crate::turns::Pace;

/// Most places that are kept of a stretch.
const MOST_PLACES: usize = 8;
/// The automaton's first state, and "none" where a state is asked for.
const ROOT: u32 = 0;

/// A state of the automaton: the stretches' words read so far.
#[derive(Debug, Clone, Copy)]
struct State {
    parent: u32,
    /// The word that led here.
    hash: u64,
    /// Number of words read.
    depth: u32,
    /// The state of the longest end of these words that begins a stretch too.
    fallback: u32,
    /// The nearest state on the way of fallbacks, this one included, at which a stretch ends that
    /// is still looked for.
    ends: u32,
}

/// Where stretches of words may stand.
#[derive(Debug)]
pub(super) struct Places {
    /// The last state of each stretch.
    last: Vec<u32>,
    /// By state, the first words of the places at which its stretch stands.
    places: Vec<Vec<u32>>,
}

impl Places {
    /// Looks for `stretches` of `words`, none of them empty, among the words of `other`.
    pub async fn find(
        words: &Words<'_>,
        stretches: &[Range<usize>],
        other: &Words<'_>,
        pace: &mut Pace,
    ) -> Places {
        let size = stretches.iter().map(|s| s.len()).sum();
        let mut ways = Table::with_room_for(size);
        let root = State { parent: ROOT, hash: 0, depth: 0, fallback: ROOT, ends: ROOT };
        let (mut states, mut last) = (vec![root], Vec::with_capacity(stretches.len()));
        for stretch in stretches {
            let mut state = ROOT;
            for word in &words.list[stretch.clone()] {
                let (new, parent) = (states.len() as u32, state);
                state = ways.get_or_set(pair(u64::from(parent), word.hash), new);
                if state == new {
                    let depth = states[parent as usize].depth + 1;
                    states.push(State { parent, hash: word.hash, depth, ..root });
                }
                pace.spend(1).await;
            }
            states[state as usize].ends = state;
            last.push(state);
        }
        set_fallbacks(&mut states, &ways, pace).await;
        let mut places = vec![Vec::new(); states.len()];
        let mut state = ROOT;
        for (at, word) in other.list.iter().enumerate() {
            state = next(&states, &ways, state, word.hash);
            let mut end = wanted(&mut states, state);
            while end != ROOT {
                let State { depth, fallback, .. } = states[end as usize];
                places[end as usize].push((at + 1 - depth as usize) as u32);
                if places[end as usize].len() == MOST_PLACES {
                    states[end as usize].ends = states[fallback as usize].ends;
                }
                end = wanted(&mut states, fallback);
            }
            pace.spend(1).await;
        }
        Places { last, places }
    }

    /// First words of the places at which stretch `index` stands, in order.
    pub fn of(&self, index: usize) -> &[u32] {
        &self.places[self.last[index] as usize]
    }
}

/// Sets where each state falls back to, those of few words first.
async fn set_fallbacks(states: &mut [State], ways: &Table, pace: &mut Pace) {
    let deepest = states.iter().map(|s| s.depth as usize).max().unwrap_or(0);
    let mut by_depth: Vec<Vec<u32>> = vec![Vec::new(); deepest + 1];
    for (id, state) in states.iter().enumerate() {
        by_depth[state.depth as usize].push(id as u32);
    }
    for id in by_depth.into_iter().skip(1).flatten() {
        let State { parent, hash, .. } = states[id as usize];
        if parent != ROOT {
            let fallback = next(states, ways, states[parent as usize].fallback, hash);
            states[id as usize].fallback = fallback;
        }
        if states[id as usize].ends == ROOT {
            states[id as usize].ends = states[states[id as usize].fallback as usize].ends;
        }
        pace.spend(1).await;
    }
}

/// The state after `state` and one more word.
fn next(states: &[State], ways: &Table, mut state: u32, hash: u64) -> u32 {
    loop {
        match ways.get(pair(u64::from(state), hash)) {
            Some(next) => return next,
            None if state == ROOT => return ROOT,
            None => state = states[state as usize].fallback,
        }
    }
}

/// The nearest state from `state` on, by fallbacks, at which a stretch ends that is still looked
/// for. Ways that it goes are made short.
fn wanted(states: &mut [State], state: u32) -> u32 {
    let mut end = state;
    while states[end as usize].ends != end {
        end = states[end as usize].ends;
    }
    let mut at = state;
    while states[at as usize].ends != end {
        at = std::mem::replace(&mut states[at as usize].ends, end);
    }
    end
}
