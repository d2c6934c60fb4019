//! How a source knows: "an aide | who was in the room", "documents | seen by Reuters".
//!
//! Takes a draft, its channel and the kind of its source; gives at most one passage; promises that
//! it stands in or behind the source, behind the channel, or begins with a word such as "citing".

use super::frames::Frames;
use super::phrase::{clause, is_noun, noun_phrase};
use crate::analysis::{SourceKind, Tier};
use crate::lexicon::Class;
use crate::lexicon::lists::channels::AUDIENCE;
use crate::lexicon::lists::grammar::{ARTICLES, FINITE_BE, HAVE, INFINITE_BE};
use crate::lexicon::lists::provenance::{
    BEING_THERE, CITING, FIGURES, FIRST_HAND, KNOWING, KNOWLEDGE, READ_BY, RECORDS, SCENES,
    WITNESSING,
};
use crate::lexicon::lists::sources::SPEAKERS;
use crate::text::{Document, TokenRange};

/// Most tokens behind a source that are looked at for what describes it.
const REACH: usize = 24;
/// Most tokens from "who" to what shows that somebody was there: "who has also personally seen".
const LINK: usize = 4;
/// Most words between "with" and "knowledge".
const WORDS_BEFORE_KNOWLEDGE: usize = 4;

/// How the source of draft `index` knows; empty if the text does not say.
pub(super) fn of(
    frames: &Frames,
    index: usize,
    channel: &[TokenRange],
    kind: Option<SourceKind>,
) -> Vec<TokenRange> {
    let (document, draft) = (frames.document, &frames.drafts[index]);
    let apart = |range: &TokenRange| {
        let parts = draft.cue.iter().chain(&draft.content).chain(channel);
        !range.is_empty() && parts.into_iter().all(|r| !r.overlaps(*range))
    };
    let of_source = draft.source.and_then(|source| described(frames, index, source, kind));
    let of_channel =
        || channel.iter().find_map(|c| read_by(document, behind(frames, index, c.end)));
    let found = of_source.filter(apart).or_else(|| of_channel().filter(apart));
    found.or_else(|| citing(frames, index).filter(apart)).into_iter().collect()
}

/// The tokens from `from` on that may describe what stands before: up to the cue, the content or
/// the sentence's end.
fn behind(frames: &Frames, index: usize, from: usize) -> TokenRange {
    let (document, draft) = (frames.document, &frames.drafts[index]);
    if from >= document.tokens.len() || from == 0 {
        return TokenRange::new(from, from);
    }
    let end = document.sentence_of(from - 1).tokens.end.min(from + REACH).max(from);
    let parts = draft.cue.iter().chain(&draft.content);
    let stop = parts.map(|r| r.start).filter(|&s| s >= from).min().unwrap_or(end).min(end);
    TokenRange::new(from, stop)
}

/// What says how a source knows, within its noun phrase or right behind.
fn described(
    frames: &Frames,
    index: usize,
    source: TokenRange,
    kind: Option<SourceKind>,
) -> Option<TokenRange> {
    let document = frames.document;
    let written = matches!(kind, Some(SourceKind::Document | SourceKind::Data | SourceKind::Post));
    let at = |t: usize, end: usize| {
        let rest = TokenRange::new(t, end);
        if written { read_by(document, rest) } else { knowing(document, rest) }
    };
    let near = source.end.min(source.start + REACH);
    let within = (source.start + 1..near).find_map(|t| at(t, source.end));
    within.or_else(|| {
        let rest = behind(frames, index, source.end);
        let comma = usize::from(matches!(document.lower(rest.start), "," | "("));
        let start = (rest.start + comma).min(rest.end);
        // the noun of an apposition: ", a nurse who ..."
        let noun = noun_phrase(document, TokenRange::new(start, rest.end));
        let apposed = comma == 1 && ARTICLES.contains(&document.lower(start)) && !noun.is_empty();
        at(start, rest.end).or_else(|| apposed.then(|| at(noun.end, rest.end)).flatten())
    })
}

/// "seen by Reuters", at the start of `rest`.
fn read_by(document: &Document, rest: TokenRange) -> Option<TokenRange> {
    let comma = usize::from(!rest.is_empty() && document.lower(rest.start) == ",");
    let start = rest.start + comma;
    let read = start + 2 < rest.end
        && READ_BY.contains(&document.lower(start))
        && matches!(document.lower(start + 1), "by" | "to");
    read.then(|| clause(document, TokenRange::new(start, rest.end)))
}

/// "briefed on the talks", "with knowledge of it", "who was in the room", at the start of `rest`.
fn knowing(document: &Document, rest: TokenRange) -> Option<TokenRange> {
    if rest.len() < 2 {
        return None;
    }
    let word = |t: usize| if t < rest.end { document.lower(t) } else { "" };
    let start = rest.start;
    let adjective = |t: usize| {
        KNOWING.iter().any(|(known, next)| *known == word(t) && next.contains(&word(t + 1)))
    };
    let directly = usize::from(word(start).ends_with("ly"));
    let held = |t: usize| {
        let words =
            (t + 1..t + 1 + WORDS_BEFORE_KNOWLEDGE).take_while(|&t| FIRST_HAND.contains(&word(t)));
        let noun = t + 1 + words.count();
        word(t) == "with"
            && KNOWLEDGE.contains(&word(noun))
            && matches!(word(noun + 1), "of" | "into" | "about")
    };
    let shown = adjective(start + directly)
        || held(start)
        || (word(start) == "who" && witnesses(document, rest));
    shown.then(|| clause(document, rest))
}

/// True if the relative clause `rest` tells of somebody who was there or looked into it.
fn witnesses(document: &Document, rest: TokenRange) -> bool {
    let word = |t: usize| if t < rest.end { document.lower(t) } else { "" };
    let skipped = |t: &usize| {
        HAVE.contains(&word(*t))
            || INFINITE_BE.contains(&word(*t))
            || word(*t).ends_with("ly")
            || word(*t) == "also"
    };
    let first = (rest.start + 1..rest.start + 1 + LINK).find(|t| !skipped(t)).unwrap_or(rest.end);
    if WITNESSING.contains(&word(first)) {
        // "took part" in it, not "took office"
        return word(first) != "took" || word(first + 1) == "part";
    }
    if !FINITE_BE.contains(&word(first)) {
        return false;
    }
    let next = (first + 1..first + 1 + LINK).find(|t| !skipped(t)).unwrap_or(rest.end);
    let known =
        KNOWING.iter().any(|(known, then)| *known == word(next) && then.contains(&word(next + 1)));
    let was = matches!(word(first), "was" | "were");
    let place = matches!(word(next), "in" | "at" | "on" | "inside" | "aboard" | "near");
    let at_scene = || {
        let phrase = noun_phrase(document, TokenRange::new((next + 1).min(rest.end), rest.end));
        !phrase.is_empty() && is_noun(document, phrase.end - 1, SCENES)
    };
    known || (was && (BEING_THERE.contains(&word(next)) || (place && at_scene())))
}

/// "citing two officials" in the frame of a statement, where no other cue stands between the two.
fn citing(frames: &Frames, index: usize) -> Option<TokenRange> {
    let (document, draft) = (frames.document, &frames.drafts[index]);
    let (window, &cue) = (frames.window(index)?, draft.cue.first()?);
    if draft.tier != Tier::Statement || draft.source.is_none() {
        return None;
    }
    let at = window
        .into_iter()
        .find(|&t| CITING.contains(&document.lower(t)) && frames.holds(index, t) && !cue.has(t))?;
    let between = if at < cue.start { at + 1..cue.start } else { cue.end..at };
    if between.into_iter().any(|t| frames.is_cue(t)) {
        return None;
    }
    let stop = if at < cue.start {
        cue.start.min(draft.source.map_or(cue.start, |s| s.start).max(at + 1))
    } else {
        window.end
    };
    let end = frames.frame_end(index, at, stop);
    let named = clause(document, TokenRange::new(at, end));
    let cut = named.into_iter().find(|&t| document.lower(t) == "that" || document.lower(t) == "as");
    let named = TokenRange::new(at, cut.unwrap_or(named.end));
    let source = |t: usize| {
        document.class(t).any(Class::AGENT)
            || [SPEAKERS, RECORDS, FIGURES, AUDIENCE].iter().any(|list| is_noun(document, t, list))
    };
    (named.len() > 1 && (at + 1..named.end).any(source)).then_some(named)
}
