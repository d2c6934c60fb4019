//! What the first look at an article made of the same words elsewhere in it (after Krishnan and
//! Manning 2006).
//!
//! Takes the features and the labels of the first look; gives keys of features for the second,
//! token by token; a token's own first label counts only as its own.

use whosaid_packing::hash::{Map, mix};

use super::features::Features;
use super::forms::Case;
use super::key::key;
use super::labels::{KINDS, LABELS, Label, Position, spans};
use crate::text::Document;

/// Templates of these features come from this number on.
const ELSEWHERE: u64 = 512;
/// Longer names have no acronym of interest.
const ACRONYM: usize = 8;

/// How often something has which label.
type Counts = [u16; LABELS];

/// The first look at an article, counted.
pub struct Elsewhere {
    labels: Vec<Label>,
    /// Of each word where it has a capital or is in a name.
    words: Vec<Counts>,
    /// Of each two words that follow each other: by kind where both are in one name, else 0; kinds
    /// from 1.
    pairs: Map<u64, [u16; KINDS.len() + 1]>,
    /// Kind of the names with these initials.
    acronyms: Map<u64, u8>,
}

impl Elsewhere {
    /// Counts the labels of the first look, one for each token.
    pub fn read(document: &Document, features: &Features, labels: Vec<Label>) -> Elsewhere {
        let mut counted = Elsewhere {
            words: vec![[0; LABELS]; features.words()],
            pairs: Map::default(),
            acronyms: Map::default(),
            labels,
        };
        for i in 0..features.len() {
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

    /// Tokens `i` and `i + 1` of one sentence, if one of them has a capital, and 1 more than the
    /// kind if they are in one name.
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

    /// What the other tokens of token `i`'s word are mostly: 0 for no others, 1 outside, from 2
    /// kinds; with how sure that is.
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

    /// Keys of token `i`.
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
