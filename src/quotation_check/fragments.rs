//! What an article quotes, as stretches of words that the other text should have.
//!
//! Takes an article and its analysis; gives each quoted statement as fragments with what stands
//! between them: an ellipsis, an insert in brackets, the reporter's words. Linear in both.

use std::ops::Range;

use super::words::{CLAUSE_ENDS, Words, negations};
use crate::analysis::prominence::quoted_runs;
use crate::analysis::{Act, Analysis, Attribution, QuoteKind};
use crate::text::{Byte, Span};
use crate::turns::Pace;

/// Most bytes of an insert in brackets.
const LONGEST_INSERT: usize = 200;
/// Most bytes before and after a quotation, in what is reported, that are searched for a negation.
const LOOK_BACK: usize = 100;

/// What stands between a fragment and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    /// An ellipsis, or the words that report: what the other text has there is left out.
    Cut,
    /// An insert in brackets instead of other words.
    Insert,
    /// The reporter's own words.
    Apart,
}

/// What an ellipsis or an insert stands for, with an insert's negations.
type Interruption = (Join, usize);

/// Words that the other text should have one after the other.
#[derive(Debug, Clone)]
pub(super) struct Fragment {
    /// Places in the list of the article's words.
    pub words: Range<usize>,
    /// What stands before it.
    pub before: Before,
    /// Negations of the inserts after it at the end of what is quoted, if there are inserts.
    pub after: Option<usize>,
    /// True if the article negates what stands before in its own words: "to no one".
    pub is_negated_after: bool,
}

/// What an article has before a fragment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Before {
    pub join: Join,
    /// Negations of the inserts.
    pub inserted: usize,
    /// True if the article negates what follows in its own words: "denied that", "not".
    pub is_negated: bool,
}

/// A statement with quoted words.
#[derive(Debug)]
pub(super) struct Quoted {
    /// The attribution's id.
    pub attribution: u32,
    /// Places in the list of fragments; never empty.
    pub fragments: Range<usize>,
}

/// All that an article quotes.
#[derive(Debug)]
pub(super) struct Quotations<'t> {
    pub words: Words<'t>,
    pub fragments: Vec<Fragment>,
    pub statements: Vec<Quoted>,
}

impl<'t> Quotations<'t> {
    /// Reads all quoted words of an article. A statement whose quoted words stand in another one's
    /// is left out.
    pub async fn read(text: &'t str, analysis: &Analysis<Byte>, pace: &mut Pace) -> Quotations<'t> {
        let words = Words { text, list: Vec::new() };
        let mut all = Quotations { words, fragments: Vec::new(), statements: Vec::new() };
        let mut read: Vec<Vec<Span<Byte>>> = Vec::with_capacity(analysis.attributions.len());
        for (id, attribution) in analysis.attributions.iter().enumerate() {
            let parts = parts(text, attribution);
            let above = attribution.inside.and_then(|above| read.get(above as usize));
            let is_within = |part: &Span<Byte>| {
                above.is_some_and(|above| above.iter().any(|other| other.contains(*part)))
            };
            if parts.iter().all(is_within) {
                // what stands in this one stands in the one above it too
                read.push(above.cloned().unwrap_or_default());
                continue;
            }
            all.add(id as u32, attribution, &parts);
            pace.spend(parts.iter().map(|part| part.len() as usize / 4 + 1).sum()).await;
            read.push(parts);
        }
        all
    }

    /// Adds the statement with these quoted parts.
    fn add(&mut self, id: u32, attribution: &Attribution<Byte>, parts: &[Span<Byte>]) {
        let text = self.words.text;
        let first = self.fragments.len();
        let is_partly = attribution.kind == QuoteKind::Mixed;
        let denies = attribution.negated
            || matches!(attribution.act, Act::Deny | Act::Reject | Act::Decline);
        // inserts of a part that has no other words
        let mut inserts = None;
        let mut pieces = attribution.content.iter().peekable();
        for (index, part) in parts.iter().enumerate() {
            // what is quoted as a whole is not negated by the words that report it
            while pieces.next_if(|piece| piece.end() <= part.start()).is_some() {}
            let piece = pieces.peek().map_or(*part, |piece| piece.to(*part));
            let own = before(text, piece.start() as usize, part.start() as usize);
            let is_negated = is_partly && (denies || negations(own) > 0);
            let own = after(text, part.end() as usize, piece.end() as usize);
            let is_negated_after = is_partly && negations(own) > 0;
            let join = if is_partly && index > 0 { Join::Apart } else { Join::Cut };
            let (inserted, count) = (inserts.unwrap_or(0), self.fragments.len());
            let inserted_after = self.read_part(*part, Before { join, inserted, is_negated });
            if self.fragments.len() > count {
                inserts = None;
                if let Some(last) = self.fragments.last_mut() {
                    (last.after, last.is_negated_after) = (inserted_after, is_negated_after);
                }
            } else {
                inserts = inserted_after.or(inserts);
            }
        }
        if self.fragments.len() > first {
            if let (Some(last), Some(inserted)) = (self.fragments.last_mut(), inserts) {
                last.after = Some(last.after.unwrap_or(0) + inserted);
            }
            let fragments = first..self.fragments.len();
            self.statements.push(Quoted { attribution: id, fragments });
        }
    }

    /// Adds the fragments of a part: it ends one at each ellipsis and insert. Gives the negations
    /// of the inserts at its end, if there are inserts.
    fn read_part(&mut self, part: Span<Byte>, before: Before) -> Option<usize> {
        let text = self.words.text;
        let (end, mut from, mut at) = (part.end() as usize, part.start() as usize, 0);
        // what stands before the next fragment, and whether an ellipsis and an insert do
        let (mut next, mut is_cut, mut has_insert) = (before, false, false);
        let quoted = &text[from..end];
        let begin = from;
        while let Some(found) = quoted[at..].find(['…', '.', '[']) {
            at += found;
            let Some((length, (join, more))) = interruption(quoted, at) else {
                at += quoted[at..].chars().next().map_or(1, char::len_utf8);
                continue;
            };
            // a word with an insert in it is replaced as a whole: "go[es]"
            let (mut left, mut right) = (at, at + length);
            if join == Join::Insert {
                let letters = |s: &str| s.find(|c: char| !c.is_alphanumeric()).unwrap_or(s.len());
                left = quoted[..at].trim_end_matches(char::is_alphanumeric).len();
                right += letters(&quoted[right..]);
            }
            if left > from - begin
                && self.flush(Span::new(from as u32, (begin + left) as u32), next)
            {
                next = Before { join: Join::Cut, inserted: 0, is_negated: false };
                (is_cut, has_insert) = (false, false);
            }
            is_cut |= join == Join::Cut;
            has_insert |= join == Join::Insert;
            next.join = if is_cut { Join::Cut } else { join };
            next.inserted += more;
            (from, at) = (begin + right, right);
        }
        let is_last = from < end && self.flush(Span::new(from as u32, end as u32), next);
        (has_insert && !is_last).then_some(next.inserted)
    }

    /// Adds the words of a stretch as a fragment; false if it has none.
    fn flush(&mut self, stretch: Span<Byte>, before: Before) -> bool {
        let first = self.words.list.len();
        self.words.read_more(stretch);
        let words = first..self.words.list.len();
        let has_words = !words.is_empty();
        if has_words {
            self.fragments.push(Fragment { words, before, after: None, is_negated_after: false });
        }
        has_words
    }
}

/// The ellipsis or insert at byte `at` of a quotation: its length and what it stands for.
fn interruption(quoted: &str, at: usize) -> Option<(usize, Interruption)> {
    let rest = &quoted[at..];
    if let Some(inner) = rest.strip_prefix('[') {
        let near = inner.char_indices().take_while(|(at, _)| *at < LONGEST_INSERT);
        let length = near.into_iter().find(|(_, c)| *c == ']')?.0;
        let (inner, after) = (&inner[..length], &inner[length + 1..]);
        if is_ellipsis(inner) {
            return Some((length + 2, (Join::Cut, 0)));
        }
        // a letter in another case, "[T]he", and a remark of the reporter's
        let is_letter = inner.chars().count() == 1 && after.starts_with(char::is_alphabetic);
        let within_word = quoted[..at].ends_with(char::is_alphanumeric);
        if (is_letter && !within_word) || inner.eq_ignore_ascii_case("sic") {
            return None;
        }
        return Some((length + 2, (Join::Insert, negations(inner))));
    }
    let dots = rest.trim_start_matches(['.', '…', ' ', '\u{a0}']);
    let run = rest[..rest.len() - dots.len()].trim_end();
    is_ellipsis(run).then_some((run.len(), (Join::Cut, 0)))
}

/// True for "…", "..." and ". . .".
fn is_ellipsis(text: &str) -> bool {
    let is_dots = text.chars().all(|c| matches!(c, '.' | '…' | ' ' | '\u{a0}'));
    is_dots && (text.contains('…') || text.matches('.').count() >= 3)
}

/// The words from byte `least` up to byte `at` in the clause of `at`, within [`LOOK_BACK`].
fn before(text: &str, least: usize, at: usize) -> &str {
    let mut from = at.saturating_sub(LOOK_BACK).max(least);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let near = &text[from..at];
    near.rfind(is_clause_end).map_or(near, |end| &near[end..])
}

/// The words from byte `at` up to byte `most` in the clause of `at`, within [`LOOK_BACK`].
fn after(text: &str, at: usize, most: usize) -> &str {
    let mut to = most.min(at + LOOK_BACK).max(at);
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let near = text[at..to].trim_start_matches(['”', '"', '’', '\'']);
    near.find(is_clause_end).map_or(near, |end| &near[..end])
}

fn is_clause_end(c: char) -> bool {
    CLAUSE_ENDS.contains(&c) || matches!(c, '.' | '?' | '!' | '\n' | '”' | '"')
}

/// The stretches of a statement's content that stand within quotation marks.
fn parts(text: &str, attribution: &Attribution<Byte>) -> Vec<Span<Byte>> {
    match attribution.kind {
        QuoteKind::Direct => attribution.content.clone(),
        QuoteKind::Indirect => Vec::new(),
        QuoteKind::Mixed => {
            attribution.content.iter().flat_map(|piece| quoted_stretches(text, *piece)).collect()
        }
    }
}

/// The stretches of `piece` within double marks, else those within single ones.
fn quoted_stretches(text: &str, piece: Span<Byte>) -> Vec<Span<Byte>> {
    let mut at = piece.start();
    let mut stretches = Vec::new();
    for (is_quoted, run) in quoted_runs(text, piece) {
        let end = at + run.len() as u32;
        if is_quoted {
            stretches.push(Span::new(at, end));
        }
        at = end;
    }
    if stretches.is_empty() { in_single_marks(text, piece) } else { stretches }
}

/// The stretches of `piece` within single marks: each opens after a space and closes before one.
fn in_single_marks(text: &str, piece: Span<Byte>) -> Vec<Span<Byte>> {
    let start = piece.start() as usize;
    let content = piece.of(text);
    let (mut stretches, mut open) = (Vec::new(), None);
    let is_end = |s: Option<char>| s.is_none_or(|c| !c.is_alphanumeric());
    for (at, mark) in content.char_indices().filter(|(_, c)| matches!(c, '‘' | '\'' | '’')) {
        let after = at + mark.len_utf8();
        let begins = is_end(content[..at].chars().next_back());
        let ends = is_end(content[after..].chars().next());
        match open {
            None if begins && !ends && mark != '’' => open = Some(at),
            Some(from) if ends && mark != '‘' => {
                stretches.push(Span::new((start + from) as u32, (start + after) as u32));
                open = None;
            }
            _ => {}
        }
    }
    stretches
}
