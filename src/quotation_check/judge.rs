//! What a check finds of one statement.
//!
//! Takes the fragments of a statement and where they stand in the other text; gives a verdict with
//! the runs to show; promises "word for word" only where each fragment stands there letter by
//! letter, one after the other, and no negation is lost before, between or after them.

use std::ops::Range;

use super::exact::Places;
use super::fragments::{Before, Fragment, Join, Quotations, Quoted};
use super::near::{self, Pairs, Place, Step};
use super::verdict::{CheckedStatement, Run, RunKind, Verdict};
use super::words::Words;
use crate::text::{Byte, Span};
use crate::turns::Pace;

/// Words of the other text within which the next fragment is looked for.
const NEAR: usize = 600;
/// Most words that an insert in brackets may stand for.
const INSERT: usize = 12;
/// Words before a fragment, and after the last, among which a negation may be lost.
const AROUND: usize = 3;
/// Most words left out between two fragments that are shown where a negation is lost.
const SHOWN: usize = 12;
/// Of ten words of a statement that many must stand in the other text.
const LEAST_OF_TEN: usize = 5;
/// Where more than that many of ten words stand, sentences are not looked for one by one.
const MOST_OF_TEN: usize = 8;

/// What statements are judged by.
#[derive(Debug)]
pub(super) struct Judge<'a> {
    pub quoted: &'a Quotations<'a>,
    pub other: &'a Words<'a>,
    pub places: &'a Places,
    pub pairs: &'a Pairs,
}

/// Where the fragments of a statement stand, one after the other.
#[derive(Debug, Default)]
struct Chain {
    /// First words of the places.
    starts: Vec<usize>,
    /// How often words are left out between two fragments.
    cuts: usize,
    /// Words of the other text that hold a lost negation, by the fragment that they stand before,
    /// after the last one by the number of fragments; empty where an insert adds one.
    lost: Vec<(usize, Range<usize>)>,
}

impl Judge<'_> {
    /// What is found of a statement.
    pub async fn statement(&self, statement: &Quoted, pace: &mut Pace) -> CheckedStatement {
        let fragments = &self.quoted.fragments[statement.fragments.clone()];
        let mut exact = Vec::with_capacity(fragments.len());
        for (index, fragment) in statement.fragments.clone().zip(fragments) {
            exact.push(self.exact(index, fragment));
            pace.spend(fragment.words.len()).await;
        }
        let mut found = Found::new(statement.attribution);
        if exact.iter().any(Vec::is_empty) {
            self.with_differences(fragments, &exact, &mut found, pace).await;
        } else if let Some(chain) = self.chain(fragments, &exact, pace).await {
            found.verdict = match (chain.lost.is_empty(), chain.cuts) {
                (false, _) => Verdict::Different,
                (true, 0) => Verdict::WordForWord,
                (true, _) => Verdict::Shortened,
            };
            self.show_chain(fragments, &chain, &mut found);
        } else {
            found.verdict = Verdict::Different;
            found.reordered = true;
            for (fragment, starts) in fragments.iter().zip(&exact) {
                let lost = |&start: &usize| self.lost_before(fragment, None, start);
                let whole = starts.iter().find(|start| lost(start).is_none());
                let start = *whole.unwrap_or(&starts[0]);
                self.show_lost(lost(&start), &mut found);
                self.same(fragment.words.clone(), &mut found);
                found.add_place(self.other.span(start, start + fragment.words.len()));
            }
        }
        found.done()
    }

    /// The places at which a fragment stands word for word.
    fn exact(&self, index: usize, fragment: &Fragment) -> Vec<usize> {
        let Range { start, end } = fragment.words;
        let places = self.places.of(index).iter().map(|&at| at as usize);
        places.filter(|&at| self.other.has(at, &self.quoted.words, start, end)).collect()
    }

    /// The best way to find all fragments in order: without loss of a negation, with few cuts.
    async fn chain(
        &self,
        fragments: &[Fragment],
        exact: &[Vec<usize>],
        pace: &mut Pace,
    ) -> Option<Chain> {
        let anchor =
            (0..fragments.len()).max_by_key(|&i| (fragments[i].words.len(), usize::MAX - i))?;
        let mut best: Option<Chain> = None;
        for &start in &exact[anchor] {
            pace.spend(fragments.len() * NEAR / 8).await;
            let Some(starts) = self.around(fragments, anchor, start) else { continue };
            best = Some(self.better(best, self.valued(fragments, starts)));
        }
        if best.is_none() {
            let mut starts: Vec<usize> = Vec::with_capacity(fragments.len());
            for (index, places) in exact.iter().enumerate() {
                let from = index.checked_sub(1).map_or(0, |i| starts[i] + fragments[i].words.len());
                starts.push(*places.iter().find(|&&place| place >= from)?);
            }
            best = Some(self.valued(fragments, starts));
        }
        best
    }

    /// The better of two chains.
    fn better(&self, one: Option<Chain>, other: Chain) -> Chain {
        match one {
            Some(one) if (one.lost.len(), one.cuts) <= (other.lost.len(), other.cuts) => one,
            _ => other,
        }
    }

    /// Where all fragments stand near fragment `anchor`, which stands at `start`.
    fn around(&self, fragments: &[Fragment], anchor: usize, start: usize) -> Option<Vec<usize>> {
        let mut starts = vec![start; fragments.len()];
        for index in anchor + 1..fragments.len() {
            let from = starts[index - 1] + fragments[index - 1].words.len();
            let mut near = from..self.other.list.len().min(from + NEAR);
            starts[index] = near.find(|&at| self.stands_at(&fragments[index], at))?;
        }
        for index in (0..anchor).rev() {
            let last = starts[index + 1].checked_sub(fragments[index].words.len())?;
            let mut near = (last.saturating_sub(NEAR)..=last).rev();
            starts[index] = near.find(|&at| self.stands_at(&fragments[index], at))?;
        }
        Some(starts)
    }

    fn stands_at(&self, fragment: &Fragment, at: usize) -> bool {
        let first = self.quoted.words.list[fragment.words.start].hash;
        self.other.list.get(at).is_some_and(|word| word.hash == first)
            && self.other.has(at, &self.quoted.words, fragment.words.start, fragment.words.end)
    }

    /// A chain with its cuts and lost negations.
    fn valued(&self, fragments: &[Fragment], starts: Vec<usize>) -> Chain {
        let mut chain = Chain { starts, ..Chain::default() };
        for (index, fragment) in fragments.iter().enumerate() {
            let start = chain.starts[index];
            let before = index.checked_sub(1).map(|i| chain.starts[i] + fragments[i].words.len());
            let is_insert = fragment.before.join == Join::Insert;
            let is_cut = |end| end < start && !(is_insert && start - end <= INSERT);
            chain.cuts += usize::from(before.is_some_and(is_cut));
            let lost = self.lost_before(fragment, before, start);
            chain.lost.extend(lost.map(|words| (index, words)));
            let next = fragments.get(index + 1);
            if fragment.after.is_some() || next.is_none_or(|next| next.before.join == Join::Apart) {
                let most = chain.starts.get(index + 1).copied();
                let lost = self.lost_after(fragment, start + fragment.words.len(), most);
                chain.lost.extend(lost.map(|words| (index + 1, words)));
            }
        }
        chain
    }

    /// The words before a fragment at `start`, which follows words up to `end`, that hold a lost
    /// negation; none of them where an insert adds one.
    fn lost_before(
        &self,
        fragment: &Fragment,
        end: Option<usize>,
        start: usize,
    ) -> Option<Range<usize>> {
        let Before { join, inserted, is_negated } = fragment.before;
        let negated = match (join, end) {
            (Join::Insert, Some(end)) if start - end <= INSERT => {
                let is_lost = self.other.negations(end, start) != inserted;
                return is_lost.then_some(end..start);
            }
            (_, Some(end)) if end == start => None,
            (Join::Cut | Join::Insert, Some(end)) => self.negated_within(end, start),
            (_, end) => self.negated_before(end.unwrap_or(0), start),
        };
        match inserted {
            0 => negated.filter(|_| !is_negated),
            _ => negated.is_none().then_some(start..start),
        }
    }

    /// The words from `end` on, where a fragment ends, and before `most`, that hold a lost
    /// negation; none of them where an insert adds one.
    fn lost_after(
        &self,
        fragment: &Fragment,
        end: usize,
        most: Option<usize>,
    ) -> Option<Range<usize>> {
        let inserted = fragment.after.unwrap_or(0);
        let near = end + if inserted > 0 { INSERT } else { AROUND };
        let most = near.min(most.unwrap_or(near)).min(self.other.list.len());
        let mut words = end..most;
        let to = words.find(|&at| self.other.begins_clause(at) || self.other.links(at));
        let negated = end..to.unwrap_or(most).max(end);
        let is_there = self.other.negations(negated.start, negated.end) > 0;
        match inserted {
            0 => (is_there && !fragment.is_negated_after).then_some(negated),
            _ => (!is_there).then_some(end..end),
        }
    }

    /// The words before `start`, and not before `from`, that negate what follows there.
    fn negated_before(&self, from: usize, start: usize) -> Option<Range<usize>> {
        let mut first = start;
        while first > from && start - first < AROUND && !self.other.begins_clause(first) {
            first -= 1;
        }
        (self.other.negations(first, start) > 0).then_some(first..start)
    }

    /// The words left out from `from` up to `to`, if what is quoted loses a negation with them: all
    /// of them where they stand in one sentence; else the rest of the clause that is quoted before
    /// them, or the beginning of the one after.
    fn negated_within(&self, from: usize, to: usize) -> Option<Range<usize>> {
        let of = self.other;
        let (mut tail, mut head) = (to, from);
        if (from..=to).any(|at| of.begins_sentence(at)) {
            tail = (from..to).find(|&at| of.begins_clause(at)).unwrap_or(to);
            head = (from..=to).rev().find(|&at| of.begins_clause(at)).unwrap_or(from);
        }
        [from..tail, head..to].into_iter().find(|part| of.negations(part.start, part.end) > 0)
    }

    /// Shows fragments that stand one after the other.
    fn show_chain(&self, fragments: &[Fragment], chain: &Chain, found: &mut Found) {
        let lost = |index: usize| chain.lost.iter().filter(move |lost| lost.0 == index);
        for (index, fragment) in fragments.iter().enumerate() {
            let start = chain.starts[index];
            let end = index.checked_sub(1).map(|i| chain.starts[i] + fragments[i].words.len());
            if end.is_some_and(|end| end < start) {
                found.add(RunKind::Cut, self.other.span(start, start + 1));
            }
            lost(index).for_each(|lost| self.show_lost(Some(lost.1.clone()), found));
            self.same(fragment.words.clone(), found);
            found.add_place(self.other.span(start, start + fragment.words.len()));
        }
        lost(fragments.len()).for_each(|lost| self.show_lost(Some(lost.1.clone()), found));
    }

    /// Shows the words that hold a lost negation, if one is lost.
    fn show_lost(&self, lost: Option<Range<usize>>, found: &mut Found) {
        found.negation |= lost.is_some();
        if let Some(lost) = lost.filter(|lost| !lost.is_empty()) {
            let shown = lost.end.saturating_sub(SHOWN).max(lost.start)..lost.end;
            found.add(RunKind::Gone, self.other.span(shown.start, shown.end));
        }
    }

    fn same(&self, words: Range<usize>, found: &mut Found) {
        found.add(RunKind::Same, self.quoted.words.span(words.start, words.end));
    }

    /// Looks for fragments that do not all stand in the other text word for word.
    async fn with_differences(
        &self,
        fragments: &[Fragment],
        exact: &[Vec<usize>],
        found: &mut Found,
        pace: &mut Pace,
    ) {
        let (mut all, mut same, mut last) = (0, 0, 0);
        // where the fragment before ends, if it was found and this one follows it
        let mut before = None;
        for (index, (fragment, starts)) in fragments.iter().zip(exact).enumerate() {
            let words = fragment.words.clone();
            all += words.len();
            let is_end = fragment.after.is_some() || index + 1 == fragments.len();
            if !starts.is_empty() {
                let start = *starts.iter().find(|&&start| start >= last).unwrap_or(&starts[0]);
                // a word or two stand in many texts: they do not show that the statement does
                same += if words.len() > 2 { words.len() } else { 0 };
                let end = before.filter(|&end| end <= start);
                self.show_lost(self.lost_before(fragment, end, start), found);
                self.same(words.clone(), found);
                last = start + words.len();
                before = Some(last);
                found.add_place(self.other.span(start, last));
                let lost = is_end.then(|| self.lost_after(fragment, last, None)).flatten();
                self.show_lost(lost, found);
                continue;
            }
            let mut is_first = true;
            for part in self.with_places(words, pace).await {
                before = before.filter(|_| part.1.is_some());
                match part.1 {
                    Some(place) => {
                        same += place.same;
                        found.reordered |= place.words.start < last;
                        let end = before.filter(|&end| end <= place.words.start);
                        let lost = self.lost_before(fragment, end, place.words.start);
                        self.show_lost(lost.filter(|_| is_first), found);
                        last = place.words.end;
                        before = Some(last);
                        self.show_place(part.0, &place, found);
                    }
                    None => {
                        found.add(RunKind::Added, self.quoted.words.span(part.0.start, part.0.end))
                    }
                }
                is_first = false;
            }
            let end = before.filter(|_| is_end);
            self.show_lost(end.and_then(|end| self.lost_after(fragment, end, None)), found);
        }
        let is_there = same * 10 >= all * LEAST_OF_TEN;
        found.verdict = if is_there { Verdict::Different } else { Verdict::Absent };
        if !is_there {
            (found.negation, found.reordered) = (false, false);
            found.places.clear();
            found.runs.clear();
            for fragment in fragments {
                found.add(
                    RunKind::Added,
                    self.quoted.words.span(fragment.words.start, fragment.words.end),
                );
            }
        }
    }

    /// The place of the words as a whole, or of each of their sentences where more words stand
    /// then.
    async fn with_places(
        &self,
        words: Range<usize>,
        pace: &mut Pace,
    ) -> Vec<(Range<usize>, Option<Place>)> {
        let of = &self.quoted.words;
        let whole = near::place(&of.list[words.clone()], self.other, self.pairs, pace).await;
        let same = whole.as_ref().map_or(0, |place| place.same);
        let mut ends: Vec<usize> =
            (words.start + 1..words.end).filter(|&at| of.begins_sentence(at)).collect();
        if ends.is_empty() || same * 10 > words.len() * MOST_OF_TEN {
            return vec![(words, whole)];
        }
        ends.push(words.end);
        let (mut parts, mut from, mut apart) = (Vec::with_capacity(ends.len()), words.start, 0);
        for to in ends {
            let place = near::place(&of.list[from..to], self.other, self.pairs, pace).await;
            apart += place.as_ref().map_or(0, |place| place.same);
            parts.push((from..to, place));
            from = to;
        }
        if apart > same { parts } else { vec![(words, whole)] }
    }

    /// Shows a place with its differences.
    fn show_place(&self, words: Range<usize>, place: &Place, found: &mut Found) {
        let (mut ours, mut theirs, mut at) = (words.start, place.words.start, 0);
        // negations of the difference under way: in the fragment, and in the other text
        let (mut here, mut there) = (0, 0);
        while let Some(&step) = place.steps.get(at) {
            let length = place.steps[at..].iter().take_while(|other| **other == step).count();
            at += length;
            match step {
                Step::Same => {
                    found.negation |= here != there;
                    (here, there) = (0, 0);
                    found.add(RunKind::Same, self.quoted.words.span(ours, ours + length));
                    (ours, theirs) = (ours + length, theirs + length);
                }
                Step::Added => {
                    here += self.quoted.words.negations(ours, ours + length);
                    found.add(RunKind::Added, self.quoted.words.span(ours, ours + length));
                    ours += length;
                }
                Step::Gone => {
                    there += self.other.negations(theirs, theirs + length);
                    found.add(RunKind::Gone, self.other.span(theirs, theirs + length));
                    theirs += length;
                }
            }
        }
        found.negation |= here != there;
        if !place.words.is_empty() {
            found.add_place(self.other.span(place.words.start, place.words.end));
        }
    }
}

/// What is found of a statement so far.
#[derive(Debug)]
struct Found {
    attribution: u32,
    verdict: Verdict,
    negation: bool,
    reordered: bool,
    runs: Vec<Run>,
    places: Vec<Span<Byte>>,
}

impl Found {
    fn new(attribution: u32) -> Found {
        let (runs, places) = (Vec::new(), Vec::new());
        let (negation, reordered) = (false, false);
        Found { attribution, verdict: Verdict::Absent, negation, reordered, runs, places }
    }

    fn add(&mut self, kind: RunKind, span: Span<Byte>) {
        self.runs.push(Run { kind, span });
    }

    /// Adds a place; one that follows the last closely is one with it.
    fn add_place(&mut self, place: Span<Byte>) {
        /// Bytes between two places that are shown as one.
        const CLOSE: u32 = 200;
        match self.places.last_mut() {
            Some(last) if last.end() <= place.start() && place.start() - last.end() < CLOSE => {
                *last = last.to(place);
            }
            _ => self.places.push(place),
        }
    }

    fn done(self) -> CheckedStatement {
        let Found { attribution, verdict, negation, reordered, runs, places } = self;
        CheckedStatement { attribution, verdict, negation, reordered, runs, places }
    }
}
