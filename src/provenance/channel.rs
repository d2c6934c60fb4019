//! Whom a statement was said to and through what: "told | Reuters", "said | in a statement".
//!
//! Takes a draft and its frame; gives the passages in text order; promises that none overlaps the
//! cue, the content or the first word of the source.

use super::frames::Frames;
use super::phrase::{is_noun, noun_phrase};
use crate::analysis::Tier;
use crate::attribution::Draft;
use crate::lexicon::Class;
use crate::lexicon::cues::Trait;
use crate::lexicon::lists::channels::{
    ADDRESSES, ADDRESSING, ASKING, AUDIENCE, CALLS, MEANS, MEANT_FOR, MOUTHPIECES, OCCASIONS,
    PUBLISHED, SAYINGS, SPEAKING, SPOKEN_TO, STAGES, TESTIFYING, TRIBUNALS,
};
use crate::lexicon::lists::grammar::{FINITE_BE, INFINITE_BE, INTERROGATIVES};
use crate::lexicon::lists::sources::PLATFORMS;
use crate::lexicon::lists::speech::{BEFORE_TIMES, TIMES};
use crate::text::{Document, TokenKind, TokenRange};

/// Most tokens from a preposition to its noun: "in a brief but official statement".
const LONGEST: usize = 8;
/// Most tokens of what follows such a noun: "with magazine The Bark".
const LONGEST_OTHER: usize = 8;
/// Most tokens of a source behind the cue that are looked at.
const LONGEST_SOURCE: usize = 24;
/// Most pieces of a channel: "told reporters | in an interview | on television".
const PIECES: usize = 3;

/// The channel of draft `index`; empty if the text gives none.
pub(super) fn of(frames: &Frames, index: usize) -> Vec<TokenRange> {
    let draft = &frames.drafts[index];
    let (Some(window), Some(&cue)) = (frames.window(index), draft.cue.first()) else {
        return Vec::new();
    };
    let according = frames.document.verb(cue.end - 1).is_none()
        && matches!(frames.document.lower(cue.start), "according" | "per" | "citing");
    if draft.tier != Tier::Statement || according {
        return Vec::new();
    }
    let reader = Reader { frames, index, draft, cue, lemma: lemma(frames.document, cue) };
    let mut found = reader.before_cue(window);
    found.extend(reader.passive_object(window));
    let addressee = reader.addressee(window);
    let mut at = addressee.map_or(cue.end, |a| a.end);
    found.extend(addressee);
    if let Some(source) = draft.source.filter(|s| s.start == at && window.contains(*s)) {
        // "wrote Lee in a statement", where all of it was taken for the source
        let end = source.end.min(at + LONGEST_SOURCE).max(at + 1);
        reader.scan(TokenRange::new(at + 1, end), Side::Behind, &mut found);
        at = source.end;
    }
    reader.scan(TokenRange::new(at, window.end.max(at)), Side::Behind, &mut found);
    let said = draft.content.iter().find(|c| c.start >= at && window.contains(**c));
    if let Some(said) = said {
        reader.scan(TokenRange::new(said.end, window.end), Side::Behind, &mut found);
    }
    let apart = |range: &TokenRange| {
        draft.cue.iter().chain(&draft.content).all(|r| !r.overlaps(*range))
            && draft.source.is_none_or(|s| !range.has(s.start))
    };
    found.retain(apart);
    found.truncate(PIECES);
    found
}

/// The base form of a cue's last verb; empty if it has none.
fn lemma(document: &Document, cue: TokenRange) -> &'static str {
    let verb = |t: usize| Some(document.verb(t)?.0.lemma);
    cue.into_iter().rev().find_map(verb).unwrap_or_default()
}

/// Where words stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    /// Before the source, which stands before the cue.
    Front,
    /// Between the source and the cue.
    Between,
    Behind,
}

/// Looks for the channel of one draft.
struct Reader<'f, 'd, 't> {
    frames: &'f Frames<'d, 't>,
    index: usize,
    draft: &'f Draft,
    cue: TokenRange,
    /// The base form of the cue's verb.
    lemma: &'static str,
}

impl Reader<'_, '_, '_> {
    fn document(&self) -> &Document<'_> {
        self.frames.document
    }

    /// As much of `window` as stands in the frame without a break.
    fn framed(&self, start: usize, end: usize) -> TokenRange {
        TokenRange::new(start, self.frames.frame_end(self.index, start, end).max(start))
    }

    /// What stands before the cue: "In a statement, Lee | said", "Lee, speaking to NBC, | said".
    fn before_cue(&self, window: TokenRange) -> Vec<TokenRange> {
        let mut found = Vec::new();
        let before = |s: &TokenRange| window.contains(*s) && s.end <= self.cue.start;
        let Some(source) = self.draft.source.filter(before) else { return found };
        let document = self.document();
        let first = (window.start..source.start).find(|&t| self.frames.holds(self.index, t));
        // the words before belong to the first statement of the sentence
        let free = |range: TokenRange| !range.into_iter().any(|t| self.frames.is_cue(t));
        let relative = document.class(source.start).any(Class::WH);
        if let Some(first) = first.filter(|_| !relative) {
            let range = self.framed(first, source.start);
            if range.end == source.start && free(range) {
                self.scan(range, Side::Front, &mut found);
            }
        }
        let behind = self.framed(source.end, self.cue.start);
        if free(behind) {
            self.scan(behind, Side::Between, &mut found);
        }
        found
    }

    /// True if a phrase before the subject may begin at `at`: first in `range` but for words of
    /// time, or behind a comma.
    fn opens(&self, range: TokenRange, at: usize) -> bool {
        let document = self.document();
        let light = |t: usize| {
            let of = Class::CALENDAR | Class::PARTICLE | Class::CONJUNCTION | Class::DETERMINER;
            document.class(t).any(of)
                || SPEAKING.contains(&document.lower(t))
                || TIMES.contains(&document.lower(t))
                || BEFORE_TIMES.contains(&document.lower(t))
        };
        let comma = at > range.start && document.lower(at - 1) == ",";
        let plain = |t: usize| !document.class(t).any(Class::WH | Class::AUXILIARY);
        (comma || (range.start..at).all(light)) && (range.start..at).all(plain)
    }

    /// Adds the pieces of a channel in `range`.
    fn scan(&self, range: TokenRange, side: Side, found: &mut Vec<TokenRange>) {
        let range = self.framed(range.start, range.end);
        let mut at = range.start;
        while at < range.end && found.len() < PIECES {
            let rest = TokenRange::new(at, range.end);
            let direct = side == Side::Behind && at == self.cue.end;
            if side == Side::Front && !self.opens(range, at) {
                at += 1;
            } else if let Some(piece) = self.spoken(rest).or_else(|| self.medium(rest)) {
                found.push(piece);
                at = piece.end;
            } else if let Some(piece) = self.to_somebody(rest, direct) {
                found.push(piece);
                at = piece.end;
            } else if side == Side::Behind && self.stops(at) {
                break;
            } else {
                at += 1;
            }
        }
    }

    /// True if what follows token `at` behind the cue is another clause.
    fn stops(&self, at: usize) -> bool {
        let document = self.document();
        let class = document.class(at);
        let preposition = |t: usize| document.class(t).any(Class::PREPOSITION);
        match document.lower(at) {
            "," => {
                let next = document.lower(at + 1);
                at + 1 >= document.tokens.len()
                    || !(preposition(at + 1)
                        || SPEAKING.contains(&next)
                        || ADDRESSES.contains(&next))
            }
            "that" | ";" | ":" | "(" => true,
            _ => {
                self.frames.is_cue(at)
                    || document.tokens[at].kind.is_quotation_mark()
                    || class.any(
                        Class::WH | Class::SUBORDINATOR | Class::CONJUNCTION | Class::AUXILIARY,
                    ) && !preposition(at)
            }
        }
    }

    /// "to NBC" of "speaking to NBC", "reporters" of "addressing reporters", "interviewed by NBC".
    fn spoken(&self, rest: TokenRange) -> Option<TokenRange> {
        let document = self.document();
        let (word, next) = (document.lower(rest.start), rest.start + 1);
        if next >= rest.end {
            return None;
        }
        let behind = |from: usize| noun_phrase(document, TokenRange::new(from, rest.end));
        if ADDRESSES.contains(&word) {
            let object = behind(next);
            return Some(object).filter(|o| self.is_audience(*o));
        }
        let by = document.lower(next);
        let object = behind(next + 1);
        if object.is_empty() || next + 1 >= rest.end {
            return None;
        }
        let spoken = SPEAKING.contains(&word) && matches!(by, "to" | "with");
        if spoken {
            return Some(TokenRange::new(next, object.end));
        }
        (word == "interviewed" && by == "by").then(|| TokenRange::new(rest.start, object.end))
    }

    /// "to reporters"; right behind the cue, "to" anybody.
    fn to_somebody(&self, rest: TokenRange, direct: bool) -> Option<TokenRange> {
        let document = self.document();
        if document.lower(rest.start) != "to" || rest.len() < 2 {
            return None;
        }
        let object = noun_phrase(document, TokenRange::new(rest.start + 1, rest.end));
        let head = object.end.checked_sub(1).filter(|_| !object.is_empty())?;
        let named = document.word(object.start).starts_with(char::is_uppercase)
            || document.word(head).starts_with(char::is_uppercase);
        let somebody = named || document.class(head).any(Class::AGENT | Class::PRONOUN);
        let spoken = SPOKEN_TO.contains(&self.lemma);
        (spoken && (self.is_audience(object) || (direct && somebody)))
            .then(|| TokenRange::new(rest.start, object.end))
    }

    /// True if a noun phrase means those who hear or print the news.
    fn is_audience(&self, object: TokenRange) -> bool {
        let document = self.document();
        let of = object.into_iter().find(|&t| document.lower(t) == "of").unwrap_or(object.end);
        of > object.start && is_noun(document, of - 1, AUDIENCE)
    }

    /// Who is told, behind the cue: "told | Reuters".
    fn addressee(&self, window: TokenRange) -> Option<TokenRange> {
        let document = self.document();
        if !ADDRESSING.contains(&self.lemma) || self.is_passive() {
            return None;
        }
        let content = self.draft.content.iter().map(|c| c.start).find(|&c| c >= self.cue.end);
        let next = |t: usize| document.lower(t);
        let wished =
            content.is_some_and(|c| next(c) == "to" || (next(c) == "not" && next(c + 1) == "to"));
        if wished || document.tokens.get(self.cue.end).is_none() {
            return None;
        }
        let object = noun_phrase(document, self.framed(self.cue.end, window.end));
        let asked = ASKING.contains(&self.lemma);
        let question = content.is_none_or(|c| {
            INTERROGATIVES.contains(&next(c)) || document.tokens[c].kind == TokenKind::OpenQuote
        });
        let cut = content == Some(object.end) && self.is_cut(object);
        let somebody =
            !object.is_empty() && !cut && self.hears(object) && !self.overlaps_source(object);
        (somebody && (question || !asked)).then_some(object)
    }

    /// True if what is said seems to begin within the phrase `object`: "told a North Carolina |
    /// rally", "told ABC's | Good Morning America".
    fn is_cut(&self, object: TokenRange) -> bool {
        let document = self.document();
        let (last, next) = (object.end - 1, object.end);
        let capital = |t: usize| document.word(t).starts_with(char::is_uppercase);
        let class = document.class(next);
        let begins = Class::FUNCTION | Class::PEOPLE | Class::PLURAL | Class::NUMBER;
        let ended = document.class(last).any(Class::AGENT | Class::PRONOUN)
            || is_noun(document, last, AUDIENCE);
        !document.is_word(last)
            || (document.is_word(next)
                && !ended
                && !class.any(begins)
                && (!capital(next) || capital(last)))
    }

    /// True if a noun phrase may mean somebody who hears.
    fn hears(&self, object: TokenRange) -> bool {
        let document = self.document();
        let of = object.into_iter().find(|&t| document.lower(t) == "of").unwrap_or(object.end);
        let head = of.max(object.start + 1) - 1;
        let class = document.class(head);
        let capital = object.into_iter().any(|t| document.word(t).starts_with(char::is_uppercase));
        capital
            || class.any(Class::AGENT | Class::PRONOUN | Class::PLURAL)
            || is_noun(document, head, AUDIENCE)
    }

    fn overlaps_source(&self, range: TokenRange) -> bool {
        self.draft.source.is_some_and(|s| s.overlaps(range))
    }

    /// True if the cue is a passive: "was told".
    fn is_passive(&self) -> bool {
        let document = self.document();
        let be = |t: usize| {
            FINITE_BE.contains(&document.lower(t)) || INFINITE_BE.contains(&document.lower(t))
        };
        self.cue.into_iter().any(be) || self.cue.start.checked_sub(1).is_some_and(be)
    }

    /// The pronoun before a passive: "| he | was told".
    fn passive_object(&self, window: TokenRange) -> Option<TokenRange> {
        let document = self.document();
        let addresses = |t: usize| document.verb(t).is_some_and(|(v, _)| v.has(Trait::Addresses));
        let content = self.draft.content.iter().map(|c| c.start).find(|&c| c >= self.cue.end)?;
        let told = self.is_passive()
            && self.cue.into_iter().any(addresses)
            && ADDRESSING.contains(&self.lemma)
            && !ASKING.contains(&self.lemma)
            && !matches!(document.lower(content), "to" | "not");
        let auxiliary = |t: &usize| document.class(*t).any(Class::AUXILIARY);
        let before = (window.start..self.cue.start).rev().find(|t| !auxiliary(t))?;
        (told
            && document.class(before).any(Class::PRONOUN)
            && self.frames.holds(self.index, before))
        .then(|| TokenRange::new(before, before + 1))
    }

    /// "in a statement", "on X", "via Twitter", with what belongs to it.
    fn medium(&self, rest: TokenRange) -> Option<TokenRange> {
        let document = self.document();
        let at = rest.start;
        let nouns: &[&[&str]] = match document.lower(at) {
            "in" => &[SAYINGS],
            "during" => &[OCCASIONS, SAYINGS],
            "at" => &[OCCASIONS],
            "on" => &[STAGES, PLATFORMS],
            "by" => &[MEANS],
            "over" => &[CALLS],
            "via" => &[STAGES, PLATFORMS, SAYINGS, MEANS],
            "through" => &[MOUTHPIECES],
            "before" if TESTIFYING.contains(&self.lemma) => &[TRIBUNALS],
            _ => return None,
        };
        let end = self.medium_end(TokenRange::new(at + 1, rest.end), nouns).or_else(|| {
            // "argued in court"
            let court = document.lower(at) == "in" && document.lower(at + 1) == "court";
            (court && at + 1 < rest.end).then_some(at + 2)
        })?;
        let end = self.extended(TokenRange::new(end, rest.end));
        let end = self.extended(TokenRange::new(end, rest.end));
        Some(TokenRange::new(at, end))
    }

    /// Where the noun phrase with one of `nouns` as its head ends that `window` begins with.
    fn medium_end(&self, window: TokenRange, nouns: &[&[&str]]) -> Option<usize> {
        let document = self.document();
        let end = window.end.min(window.start + LONGEST);
        let mut found = None;
        for t in window.start..end {
            let class = document.class(t);
            let token = &document.tokens[t];
            let inner =
                document.lower(t) == "-" && token.glued || matches!(document.lower(t), "'s" | "’s");
            let closed = Class::PREPOSITION | Class::WH | Class::AUXILIARY | Class::SUBORDINATOR;
            let article = t > window.start && class.any(Class::DETERMINER);
            let joint = class.any(Class::CONJUNCTION) && found.is_some();
            if !(inner || token.kind == TokenKind::Word)
                || class.any(closed | Class::CALENDAR)
                || (article && found.is_some())
                || document.lower(t) == "that" && t > window.start
                || joint
            {
                break;
            }
            // the platform X is written with a capital
            let letter = document.lower(t) == "x" && document.word(t) != "X";
            if !letter && nouns.iter().any(|list| is_noun(document, t, list)) {
                found = Some(t + 1);
            } else if found.is_some() && !class.any(Class::AGENT) && !inner {
                break;
            }
        }
        let end = found?;
        // "in a statement-making mood", "in the report's"
        let glued = document.tokens.get(end).is_some_and(|t| t.glued);
        let goes_on = glued && matches!(document.lower(end), "-" | "'s" | "’s");
        (!goes_on && document.lower(window.start) != "no").then_some(end)
    }

    /// The end of what belongs to the noun right before `rest`: "with the BBC", "posted on X".
    fn extended(&self, rest: TokenRange) -> usize {
        let document = self.document();
        if rest.len() < 2 {
            return rest.start;
        }
        let near = rest.end.min(rest.start + LONGEST_OTHER);
        let behind = |from: usize| noun_phrase(document, TokenRange::new(from.min(near), near));
        if MEANT_FOR.contains(&document.lower(rest.start)) {
            let object = behind(rest.start + 1);
            return if object.is_empty() { rest.start } else { object.end };
        }
        if PUBLISHED.contains(&document.lower(rest.start)) {
            let day = |t: usize| document.class(t).any(Class::CALENDAR);
            let at = rest.start + 1 + usize::from(day(rest.start + 1));
            let places = matches!(document.lower(at), "on" | "in" | "to" | "by" | "via");
            let object = behind(at + 1);
            let known = object.into_iter().any(|t| {
                document.word(t).starts_with(char::is_uppercase)
                    || is_noun(document, t, STAGES)
                    || is_noun(document, t, PLATFORMS)
            });
            if places && at < near && known {
                return object.end;
            }
        }
        if document.lower(rest.start) == "on" {
            let end =
                self.medium_end(TokenRange::new(rest.start + 1, rest.end), &[STAGES, PLATFORMS]);
            return end.unwrap_or(rest.start);
        }
        rest.start
    }
}
