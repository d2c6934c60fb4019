//! Where words stand with differences.
//!
//! Takes the words of a fragment that do not stand in the other text word for word; gives the place
//! that has most of them and what differs there; promises work linear in the fragment: pairs of
//! words that are rare there show the place, and then only a strip around it is compared.

use std::ops::Range;

use super::table::{Table, pair};
use super::words::{Word, Words};
use crate::sort;
use crate::turns::{Pace, turn};

/// Most pairs of a fragment's words that are looked up.
const MOST_PAIRS: usize = 400;
/// Most places of a pair that are looked at; a pair of more places says little.
const MOST_PLACES: usize = 12;
/// Weight of a pair with one place; one of several has the fraction.
const WEIGHT: usize = 60;
/// Words by which a place may shift within a fragment, beside a quarter of the fragment's words.
const SHIFT: usize = 16;
/// Words before the place found that are compared too.
const MARGIN: usize = 8;
/// Words of a fragment, and of the other text, that are compared with each other at once.
const BLOCK: (usize, usize) = (64, 128);
/// Words of a block whose comparison counts; that of the rest depends on what follows.
const SETTLED: usize = 32;
/// Of ten words of a fragment that many must stand at a place.
const LEAST_OF_TEN: usize = 5;
/// Fewest words of a fragment that are looked for with differences; as many, or all but one, must
/// stand at a place.
const FEWEST: usize = 3;
/// Most words at a fragment's ends that are set against the other text's words there.
const EDGE: usize = 3;

/// What a step of a comparison does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The next word is the same in both.
    Same,
    /// The next word stands in the fragment only.
    Added,
    /// The next word stands in the other text only.
    Gone,
}

/// A place with differences.
#[derive(Debug)]
pub(super) struct Place {
    /// Words of the other text.
    pub words: Range<usize>,
    /// How the fragment comes out of them.
    pub steps: Vec<Step>,
    /// How many steps are the same word.
    pub same: usize,
}

/// Where the pairs of an article's words stand in the other text.
#[derive(Debug)]
pub(super) struct Pairs {
    numbers: Table,
    /// By number of a pair, the first words of its first places.
    places: Vec<Vec<u32>>,
}

impl Pairs {
    /// The places in `other` of all pairs of `words`.
    pub async fn find(words: &[Word], other: &[Word], pace: &mut Pace) -> Pairs {
        let mut pairs = Pairs { numbers: Table::with_room_for(words.len()), places: Vec::new() };
        for at in 1..words.len() {
            let new = pairs.places.len() as u32;
            if pairs.numbers.get_or_set(key(&words[at - 1..]), new) == new {
                pairs.places.push(Vec::new());
            }
            pace.spend(1).await;
        }
        for at in 1..other.len() {
            if let Some(number) = pairs.numbers.get(key(&other[at - 1..])) {
                let places = &mut pairs.places[number as usize];
                if places.len() < MOST_PLACES {
                    places.push(at as u32 - 1);
                }
            }
            pace.spend(1).await;
        }
        pairs
    }

    /// The first places of the pair that begins `words`.
    fn places(&self, words: &[Word]) -> &[u32] {
        self.numbers.get(key(words)).map_or(&[], |number| &self.places[number as usize])
    }
}

/// The key of the pair that begins `words`.
fn key(words: &[Word]) -> u64 {
    pair(words[0].hash, words[1].hash)
}

/// The place of `other` at which most of these words of a fragment stand, if enough do.
pub(super) async fn place(
    fragment: &[Word],
    other: &Words<'_>,
    pairs: &Pairs,
    pace: &mut Pace,
) -> Option<Place> {
    if fragment.len() < FEWEST {
        return None;
    }
    let from = likeliest_start(fragment, pairs, pace).await?;
    let mut place = compare(fragment, other, from, pace).await;
    set_edges(&mut place, other);
    let enough = place.same * 10 >= fragment.len() * LEAST_OF_TEN
        && place.same >= FEWEST.min(fragment.len() - 1);
    (enough && place.words.len() <= fragment.len() * 3).then_some(place)
}

/// The word of the other text at which the fragment seems to begin, less a margin.
async fn likeliest_start(fragment: &[Word], pairs: &Pairs, pace: &mut Pace) -> Option<usize> {
    let every = fragment.len().div_ceil(MOST_PAIRS);
    // Shift of place against fragment, and weight; shifts are counted from the fragment's length,
    // so that none is below zero.
    let mut hits: Vec<(usize, usize)> = Vec::new();
    for at in (0..fragment.len() - 1).step_by(every) {
        let first = hits.len();
        let places = pairs.places(&fragment[at..]).iter();
        hits.extend(places.map(|&place| (place as usize + fragment.len() - at, 0)));
        let count = hits.len() - first;
        hits[first..].iter_mut().for_each(|hit| hit.1 = WEIGHT / count.max(1));
        pace.spend(1 + count).await;
    }
    sort::by_keys(&mut hits, |hit| [hit.0]);
    turn().await;
    let width = SHIFT + fragment.len() / 4;
    let (mut first, mut weight, mut best) = (0, 0, (0, None));
    for &(shift, more) in &hits {
        weight += more;
        while hits[first].0 + width < shift {
            weight -= hits[first].1;
            first += 1;
        }
        if weight > best.0 {
            best = (weight, Some(hits[first].0));
        }
    }
    Some(best.1?.saturating_sub(fragment.len() + MARGIN))
}

/// Compares a fragment with the other text from word `from` on, block by block.
async fn compare(fragment: &[Word], other: &Words<'_>, from: usize, pace: &mut Pace) -> Place {
    let (mut done, mut at) = (0, from);
    let mut place = Place { words: from..from, steps: Vec::new(), same: 0 };
    while done < fragment.len() {
        let ours = &fragment[done..fragment.len().min(done + BLOCK.0)];
        let theirs = &other.list[at..other.list.len().min(at + BLOCK.1)];
        let is_last = done + ours.len() == fragment.len();
        let settled = if is_last { ours.len() } else { SETTLED };
        let begins = place.same == 0 && place.steps.iter().all(|step| *step == Step::Added);
        let (skipped, steps) = compare_block(ours, theirs, begins);
        if begins {
            place.words.start = at + skipped;
        }
        at += skipped;
        let until = done + settled;
        for step in steps {
            if done == until {
                break;
            }
            done += usize::from(step != Step::Gone);
            at += usize::from(step != Step::Added);
            place.same += usize::from(step == Step::Same);
            place.steps.push(step);
        }
        pace.spend(BLOCK.0 * BLOCK.1 / 16).await;
    }
    place.words.end = at;
    place
}

/// The steps from `theirs` to `ours` with the fewest differences, what follows in `theirs` left
/// out; also what stands before the first of `ours` if the fragment `begins` here: then that is
/// skipped, and its number is given too.
fn compare_block(ours: &[Word], theirs: &[Word], begins: bool) -> (usize, Vec<Step>) {
    let width = theirs.len() + 1;
    let mut costs = vec![0u16; (ours.len() + 1) * width];
    if !begins {
        costs[..width].iter_mut().zip(0..).for_each(|(cost, skipped)| *cost = skipped);
    }
    for row in 1..=ours.len() {
        costs[row * width] = row as u16;
        for column in 1..width {
            let at = row * width + column;
            costs[at] = if ours[row - 1].hash == theirs[column - 1].hash {
                costs[at - width - 1]
            } else {
                costs[at - width].min(costs[at - 1]) + 1
            };
        }
    }
    let last = ours.len() * width;
    // of several the last, which has more words in common
    let mut column = (0..width).rev().min_by_key(|column| costs[last + column]).unwrap_or(0);
    let (mut row, mut steps) = (ours.len(), Vec::new());
    while row > 0 || (column > 0 && !begins) {
        let at = row * width + column;
        if row > 0 && column > 0 && ours[row - 1].hash == theirs[column - 1].hash {
            steps.push(Step::Same);
            (row, column) = (row - 1, column - 1);
        } else if row > 0 && (column == 0 || costs[at - width] < costs[at - 1]) {
            steps.push(Step::Added);
            row -= 1;
        } else if row > 0 && costs[at - width] == costs[at - 1] {
            // of a changed word the other text's stands first
            steps.push(Step::Added);
            row -= 1;
        } else {
            steps.push(Step::Gone);
            column -= 1;
        }
    }
    steps.reverse();
    (column, steps)
}

/// Sets words at the fragment's ends that the other text does not have against those that it has
/// there, within the sentence.
fn set_edges(place: &mut Place, other: &Words<'_>) {
    let edge = |steps: &mut dyn Iterator<Item = &Step>| {
        steps.take_while(|step| **step == Step::Added).count().min(EDGE)
    };
    let (before, after) = (edge(&mut place.steps.iter()), edge(&mut place.steps.iter().rev()));
    for _ in 0..before {
        let start = place.words.start;
        if start == 0 || other.begins_sentence(start) {
            break;
        }
        place.words.start -= 1;
        place.steps.insert(0, Step::Gone);
    }
    for _ in 0..after {
        let end = place.words.end;
        if end >= other.list.len() || other.begins_sentence(end) {
            break;
        }
        place.words.end += 1;
        let at = place.steps.iter().rposition(|step| *step == Step::Same).map_or(0, |at| at + 1);
        place.steps.insert(at, Step::Gone);
    }
}
