//! A passage of an article, kept by its words, and found again where the text has changed a little.
//!
//! Takes spans of a text; gives a [`Passage`], and the one among several candidates that it is most
//! likely to be; promises none rather than a candidate of other words.

use std::cell::OnceCell;

use crate::analysis::Analysis;
use crate::sort;
use crate::text::{Byte, Span};

/// Words kept on each side of a passage: two lines of a page.
const AROUND: usize = 12;
/// Most bytes looked at on each side of a passage, for that number of words.
const REACH: usize = 200;
/// Most words of a passage that are kept: more would only make files large.
const LONGEST: usize = 60;
/// Most bytes of them.
const MOST_BYTES: usize = 2000;
/// How alike two lists of the same words are.
const SAME: u32 = 1000;
/// Least likeness of the words of a passage that may still be the same one.
const LIKE: u32 = 600;
/// Least likeness of a passage with what stands around it: twice that of its words and once that of
/// its neighbours'. Words that are all the same need some neighbours that are.
const ENOUGH: u32 = 2200;
/// From this number of words on a passage needs no neighbours, if most of its words are the same.
const TELLING: usize = 6;
/// Least likeness of the words of such a passage.
const NEARLY: u32 = 850;

/// A passage by its words and by those around it in its paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Passage {
    /// Its words.
    pub words: String,
    /// Words before it, 12 at most.
    pub before: String,
    /// Words after it, 12 at most.
    pub after: String,
    /// How many passages before it have all the same words, within and around.
    pub nth: u32,
}

/// Something that a passage may be: what it stands for, and its pieces in the text.
#[cfg_attr(test, derive(Clone))]
pub(super) struct Candidate<'a> {
    /// A number or two by which the asker knows it.
    pub item: (u32, u32),
    pieces: &'a [Span<Byte>],
    words: Vec<u32>,
    /// A bit for each of its words, so that most others are told apart at once.
    signature: u64,
    /// The words before and after it, once they were asked for.
    around: OnceCell<[Vec<u32>; 2]>,
}

/// The statements of an analysis, to be found by their contents: `(id, 0)`.
pub(super) fn statements<'a>(text: &str, analysis: &'a Analysis<Byte>) -> Vec<Candidate<'a>> {
    let all = analysis.attributions.iter().map(|a| Candidate::new(text, (a.id, 0), &a.content));
    all.collect()
}

/// The mentions of an analysis: `(actor, index of the mention)`.
pub(super) fn mentions<'a>(text: &str, analysis: &'a Analysis<Byte>) -> Vec<Candidate<'a>> {
    let mut all = Vec::new();
    for actor in &analysis.actors {
        for (at, mention) in actor.mentions.iter().enumerate() {
            let pieces = std::slice::from_ref(&mention.span);
            all.push(Candidate::new(text, (actor.id, at as u32), pieces));
        }
    }
    all
}

impl<'a> Candidate<'a> {
    fn new(text: &str, item: (u32, u32), pieces: &'a [Span<Byte>]) -> Candidate<'a> {
        let mut words = Vec::new();
        for piece in pieces {
            words.extend(folded(piece.of(text)).take(LONGEST - words.len().min(LONGEST)));
        }
        in_order(&mut words);
        let signature = signature(&words);
        Candidate { item, pieces, words, signature, around: OnceCell::new() }
    }

    /// The words before and after it.
    fn around<'t>(&self, text: &'t str) -> [&'t str; 2] {
        let start = self.pieces.first().map_or(0, |piece| piece.start() as usize);
        let end = self.pieces.last().map_or(start, |piece| piece.end() as usize);
        let from = boundary(text, start.saturating_sub(REACH));
        let to = boundary(text, end.saturating_add(REACH).min(text.len()));
        let (before, after) = (&text[from..start], &text[end..to]);
        [
            last_words(before.rsplit('\n').next().unwrap_or_default()),
            first_words(after.split('\n').next().unwrap_or_default(), AROUND),
        ]
    }

    /// False where so few words can be the same that it is another passage, as most are.
    fn may_be(&self, passage: &Sought) -> bool {
        let (own, sought) = (self.words.len() as u32, passage.words.len() as u32);
        let is_strange = self.signature & passage.signature == 0 && own + sought > 0;
        !is_strange && 2 * SAME * own.min(sought) >= LIKE * (own + sought)
    }

    /// How like a passage it is, counted as for [`ENOUGH`]; `None` if it is another one.
    fn likeness(&self, text: &str, passage: &Sought) -> Option<u32> {
        if !self.may_be(passage) {
            return None;
        }
        let words = likeness(&self.words, &passage.words);
        if words < LIKE {
            return None;
        }
        let [before, after] = self.around.get_or_init(|| self.around(text).map(sorted));
        let around = (likeness(before, &passage.before) + likeness(after, &passage.after)) / 2;
        let close = 2 * words + around;
        let telling = words >= NEARLY && self.words.len() >= TELLING;
        (telling || close > ENOUGH).then_some(close)
    }
}

/// A passage made ready to be compared.
struct Sought {
    words: Vec<u32>,
    signature: u64,
    before: Vec<u32>,
    after: Vec<u32>,
}

impl Sought {
    fn of(passage: &Passage) -> Sought {
        let texts = [&passage.words, &passage.before, &passage.after];
        let [words, before, after] = texts.map(|text| sorted(text));
        Sought { signature: signature(&words), words, before, after }
    }
}

impl Passage {
    /// The passage of a candidate among all of its kind.
    pub(super) fn of(text: &str, all: &[Candidate], item: (u32, u32)) -> Option<Passage> {
        let own = all.iter().find(|candidate| candidate.item == item)?;
        let mut words = String::new();
        for piece in own.pieces {
            append(piece.of(text), LONGEST, &mut words);
        }
        let [before, after] = own.around(text);
        let mut passage = Passage {
            words: cut(first_words(&words, LONGEST), MOST_BYTES).into(),
            before: before.into(),
            after: after.into(),
            nth: 0,
        };
        let same = passage.closest(text, all);
        passage.nth = same.iter().position(|&other| other == item)? as u32;
        Some(passage)
    }

    /// The candidate that the passage is; `None` if its words are gone.
    pub(super) fn find(&self, text: &str, all: &[Candidate]) -> Option<(u32, u32)> {
        let closest = self.closest(text, all);
        closest.get(self.nth as usize).or(closest.last()).copied()
    }

    /// The candidates that are most like the passage, all equally.
    fn closest(&self, text: &str, all: &[Candidate]) -> Vec<(u32, u32)> {
        let sought = Sought::of(self);
        let (mut best, mut closest) = (0, Vec::new());
        for candidate in all {
            let Some(close) = candidate.likeness(text, &sought) else { continue };
            if close > best {
                (best, closest) = (close, Vec::new());
            }
            if close == best {
                closest.push(candidate.item);
            }
        }
        closest
    }
}

/// A number for each word of `text`: the same for words that differ in case or marks only.
fn folded(text: &str) -> impl Iterator<Item = u32> + '_ {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| {
        let letters = word.chars().flat_map(char::to_lowercase);
        // The hash of Fowler, Noll and Vo.
        letters.fold(0x811c_9dc5, |hash: u32, letter| {
            (hash ^ u32::from(letter)).wrapping_mul(0x0100_0193)
        })
    })
}

/// `text`, or its beginning of at most `most` bytes.
pub(super) fn cut(text: &str, most: usize) -> &str {
    &text[..boundary(text, most.min(text.len()))]
}

/// The place in `text` at or before `at` where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default()
}

/// The numbers of the words of `text`, of the first ones if it is long, in order of size.
fn sorted(text: &str) -> Vec<u32> {
    let mut words: Vec<u32> = folded(text).take(LONGEST).collect();
    in_order(&mut words);
    words
}

/// A bit for each of the words; two lists without a common bit have no word in common.
fn signature(words: &[u32]) -> u64 {
    words.iter().fold(0, |bits, word| bits | 1 << (word % u64::BITS))
}

fn in_order(words: &mut [u32]) {
    sort::by_keys(words, |&word| [word as usize]);
}

/// How alike two texts are by their words: from 0 to [`SAME`].
pub(super) fn alike(one: &str, other: &str) -> u32 {
    likeness(&sorted(one), &sorted(other))
}

/// How alike two sorted lists are: the share of both that they have in common, from 0 to [`SAME`].
fn likeness(one: &[u32], other: &[u32]) -> u32 {
    let (mut i, mut j, mut common) = (0, 0, 0);
    while let (Some(a), Some(b)) = (one.get(i), other.get(j)) {
        common += u32::from(a == b);
        (i, j) = (i + usize::from(a <= b), j + usize::from(b <= a));
    }
    let both = (one.len() + other.len()) as u32;
    (2 * SAME * common).checked_div(both).unwrap_or(SAME)
}

/// Appends the words of `text`, single spaces between them, up to about `most` of them.
pub(super) fn append(text: &str, most: usize, out: &mut String) {
    for word in text.split_whitespace().take(most) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
}

/// The first words of `text`, without the spaces around them.
pub(super) fn first_words(text: &str, most: usize) -> &str {
    let mut ends = text.trim_start().match_indices(char::is_whitespace);
    let text = text.trim_start();
    ends.nth(most - 1).map_or(text, |(end, _)| &text[..end]).trim_end()
}

/// The last words of `text`, without the spaces around them.
fn last_words(text: &str) -> &str {
    let text = text.trim_end();
    let start = text.rmatch_indices(char::is_whitespace).nth(AROUND - 1);
    start.map_or(text, |(at, _)| &text[at..]).trim_start()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::{Options, analyze};

    #[test]
    fn no_passage_that_is_like_another_is_passed_over() {
        let mut text = String::from("Bridge\n");
        for n in 0..40 {
            let of = ["road", "bridge", "old road", "railway bridge in the north"][n % 4];
            text += &format!("“The {of} is safe for {n} days,” the mayor of {of} said. ");
            text += &format!("He said that the {of} had cost {} million.\n", n / 3);
        }
        let analysis = analyze(&text, &Options { assume_english: true });
        let all = [statements(&text, &analysis), mentions(&text, &analysis)].concat();
        let passages: Vec<Passage> =
            all.iter().filter_map(|one| Passage::of(&text, &all, one.item)).collect();
        let (mut like, mut passed_over) = (0, 0);
        for sought in passages.iter().map(Sought::of) {
            for candidate in &all {
                let is_like = likeness(&candidate.words, &sought.words) >= LIKE;
                assert!(!is_like || candidate.may_be(&sought), "{:?}", candidate.item);
                like += usize::from(is_like);
                passed_over += usize::from(!candidate.may_be(&sought));
            }
        }
        assert!(like > passages.len() && passed_over > like, "{like}, {passed_over}");
    }
}
