//! Features of the second look at an article: the labels that the first look gave to the same words
//! elsewhere in it (after Krishnan and Manning 2006).
//!
//! Takes the features and labels of the first look; gives keys of features for the second, token by
//! token. The label of a token itself is a feature of its own, and does not count among those of
//! its word.

use whosaid_packing::hash::{Map, mix};

use super::features::Features;
use super::forms::Case;
use super::key::key;
use super::labels::{KINDS, LABELS, Label, Position, spans};
use crate::text::Document;
use crate::turns::{Pace, block_on};

/// Number of the first template of the second look. Those of forms and tokens come below it.
const ELSEWHERE: u64 = 512;
/// Tokens of the longest name whose acronym is kept.
const ACRONYM: usize = 8;

/// For each label, how often it was given.
type Counts = [u16; LABELS];

/// The first look at an article, counted.
pub struct Elsewhere {
    labels: Vec<Label>,
    /// For each word, the labels of those of its tokens that have a capital or are in a name.
    words: Vec<Counts>,
    /// For two words in a row: how often they were not in one name, then for each kind how often
    /// they were in one name of it.
    pairs: Map<u64, [u16; KINDS.len() + 1]>,
    /// The kind of names with these initials, given by their hash.
    acronyms: Map<u64, u8>,
}

impl Elsewhere {
    /// Counts the labels of the first look, one for each token.
    pub fn read(document: &Document, features: &Features, labels: Vec<Label>) -> Elsewhere {
        block_on(Elsewhere::read_in_turns(document, features, labels))
    }

    pub(super) async fn read_in_turns(
        document: &Document<'_>,
        features: &Features<'_, '_>,
        labels: Vec<Label>,
    ) -> Elsewhere {
        let mut pace = Pace::default();
        let mut counted = Elsewhere {
            words: vec![[0; LABELS]; features.words()],
            pairs: Map::default(),
            acronyms: Map::default(),
            labels,
        };
        for i in 0..features.len() {
            pace.spend(1).await;
            if features.capital(i) || counted.labels[i] != Label::OUTSIDE {
                let count = &mut counted.words[features.word_index(i)][counted.labels[i].index()];
                *count = count.saturating_add(1);
            }
            if let Some((pair, kind)) = counted.pair(document, features, i) {
                let count = &mut counted.pairs.entry(pair).or_default()[kind];
                *count = count.saturating_add(1);
            }
        }
        for (start, end, kind) in spans(&counted.labels) {
            if end - start < 2 || end - start > ACRONYM {
                continue;
            }
            let words = (start..end).map(|i| document.word(i));
            let initials = words
                .filter_map(|w| w.chars().next().filter(|c| c.is_uppercase()))
                .fold(0, |h, c| mix(h, u64::from(u32::from(c))));
            counted.acronyms.insert(initials, kind as u8);
        }
        counted
    }

    /// The pair of tokens `i` and `i + 1`, if they are of one sentence and one has a capital; with
    /// 1 more than the number of the kind if they are in one name, else 0.
    fn pair(&self, document: &Document, features: &Features, i: usize) -> Option<(u64, usize)> {
        let next = i + 1;
        if !document.sentence_of(i).tokens.has(next)
            || !(features.capital(i) || features.capital(next))
        {
            return None;
        }
        let joined = !self.labels[i].may_end() && self.labels[i].may_precede(self.labels[next]);
        let kind = if joined { self.labels[i].kind().map_or(0, |k| k + 1) } else { 0 };
        Some((mix(features.word_index(i) as u64, features.word_index(next) as u64), kind))
    }

    /// What most other tokens of token `i`'s word are: 0 if there are none, 1 for outside, from 2
    /// on the kinds; and a number that rises with their count and agreement.
    fn others(&self, features: &Features, i: usize) -> (u64, u64) {
        let counts = &self.words[features.word_index(i)];
        let own = self.labels[i];
        let counted = features.capital(i) || own != Label::OUTSIDE;
        let mut kinds = [0u32; KINDS.len() + 1];
        for (l, &count) in counts.iter().enumerate() {
            kinds[Label::at(l).kind().map_or(0, |k| k + 1)] += u32::from(count);
        }
        if counted {
            let own = &mut kinds[own.kind().map_or(0, |k| k + 1)];
            *own = own.saturating_sub(1);
        }
        let total: u32 = kinds.iter().sum();
        let Some((top, &most)) =
            kinds.iter().enumerate().rev().max_by_key(|(_, n)| **n).filter(|(_, n)| **n > 0)
        else {
            return (0, 0);
        };
        let sure = if most == total {
            2
        } else if most * 3 > total * 2 {
            1
        } else {
            0
        };
        (top as u64 + 1, sure * 3 + u64::from(most.min(3)) - 1)
    }

    /// The keys of token `i`, given to `sink`.
    pub fn keys(
        &self,
        document: &Document,
        features: &Features,
        i: usize,
        sink: &mut impl FnMut(u32),
    ) {
        let mut put = |template: u64, a: u64, b: u64| sink(key(ELSEWHERE + template, a, b));
        let sentence = document.sentence_of(i).tokens;
        let own = self.labels[i];
        for (template, at) in [(20, i), (22, i + 1)] {
            let Some(first) = at.checked_sub(1).filter(|&f| sentence.has(f)) else { continue };
            let Some((pair, joined)) = self.pair(document, features, first) else { continue };
            let Some(mut counts) = self.pairs.get(&pair).copied() else { continue };
            counts[joined] = counts[joined].saturating_sub(1);
            if let Some((top, _)) =
                counts.iter().enumerate().rev().max_by_key(|(_, n)| **n).filter(|(_, n)| **n > 0)
            {
                put(template, top as u64, 0);
                put(template + 1, top as u64, 1 + own.index() as u64);
            }
        }
        if !features.capital(i) && own == Label::OUTSIDE {
            return;
        }
        let (top, sure) = self.others(features, i);
        put(0, top, sure);
        put(1, top, own.index() as u64);
        put(2, mix(top, sure), u64::from(features.forced_capital(i)) * 4 + features.written(i));
        put(3, mix(top, sure), own.kind().map_or(0, |k| k as u64 + 1));
        for (template, place) in [(4, -1i64), (5, 1)] {
            let at = usize::try_from(i as i64 + place)
                .ok()
                .filter(|&at| sentence.has(at) && features.capital(at));
            let side = at.map_or(9, |at| self.others(features, at).0);
            put(template, top, side);
        }
        let counts = &self.words[features.word_index(i)];
        for (l, &count) in counts.iter().enumerate() {
            let others = count.saturating_sub(u16::from(l == own.index()));
            if others > 0 {
                put(6, l as u64, 0);
                put(7, l as u64, own.index() as u64);
                put(8, l as u64, others.min(3).into());
            }
        }
        if features.form_of(i).case == Case::Upper {
            let initials = document.word(i).chars().fold(0, |h, c| mix(h, u64::from(u32::from(c))));
            put(9, self.acronyms.get(&initials).map_or(0, |&k| u64::from(k) + 1), 0);
        }
        if matches!(own.position(), Some(Position::Unit)) {
            put(10, top, u64::from(features.forced_capital(i)));
        }
    }
}
