//! Why a source is not named: "on condition of anonymity because …", "asked not to be named".
//!
//! Takes the frames and who speaks; gives drafts their reasons; promises to give none to a speaker
//! who is a person with a full name, and none that stands in what the source says.

use super::fields::Provenance;
use super::frames::Frames;
use super::phrase::clause;
use crate::actors::Cast;
use crate::analysis::{Act, ActorKind};
use crate::lexicon::Class;
use crate::lexicon::lists::grammar::NEGATED_ENDINGS;
use crate::lexicon::lists::provenance::{
    AIMS, ANONYMITY_GIVEN, GIVING, NAMING, REASONS, REFUSALS, SPEAKING_OUT, WISHES,
};
use crate::sort;
use crate::text::{Document, TokenRange};
use crate::turns::Pace;

/// Most tokens from the first word of a reason's phrase to its last: "asked that his full name
/// not".
const LONGEST: usize = 8;
/// Most tokens of a reason.
const LONGEST_REASON: usize = 40;
/// Most tokens before a reason that stand for whom it is the reason of.
const SUBJECT: usize = 12;
/// Most drafts of a sentence that are looked at for the nearest to a reason: an enumeration may
/// have hundreds.
const MOST_DRAFTS: usize = 40;
/// Most mentions of an actor, from a reason's sentence on, that are looked at for its subject: a
/// subject of [`SUBJECT`] tokens has no more.
const MOST_MENTIONS: usize = 12;
/// Most drafts of the sentences around a reason that it is given to.
const MOST_GIVEN: usize = 8;

/// Gives each draft the reason why its source is not named, where the text has one.
pub(super) async fn add(
    frames: &Frames<'_, '_>,
    cast: &Cast,
    found: &mut [Provenance],
    pace: &mut Pace,
) {
    let document = frames.document;
    let naming: Vec<bool> = document.lexemes.iter().map(|l| NAMING.contains(&&*l.lower)).collect();
    pace.spend(naming.len() / 4).await;
    let words = (0..document.tokens.len()).filter(|&t| naming[document.tokens[t].lexeme as usize]);
    let mut seats: Vec<(usize, usize)> = Vec::new();
    let mut done = 0;
    for word in words {
        pace.spend(LONGEST).await;
        let Some(phrase) = phrase(document, word).filter(|p| p.start >= done) else { continue };
        if seats.is_empty() {
            seats = by_sentence(frames);
        }
        let reason = TokenRange::new(phrase.start, reason_end(document, phrase));
        done = reason.end;
        let here = in_sentence(&seats, document.tokens[word].sentence as usize);
        match nearest(frames, cast, here, reason) {
            Some(draft) => give(frames, draft, reason, found),
            None => {
                for draft in of_subject(frames, cast, &seats, reason) {
                    give(frames, draft, reason, found);
                }
            }
        }
    }
}

/// Sentence and draft for each draft with a cue, ordered by sentence.
fn by_sentence(frames: &Frames) -> Vec<(usize, usize)> {
    let seat = |(i, d): (usize, &crate::attribution::Draft)| {
        Some((frames.document.tokens[d.cue.first()?.start].sentence as usize, i))
    };
    let mut seats: Vec<_> = frames.drafts.iter().enumerate().filter_map(seat).collect();
    sort::by_keys(&mut seats, |&(sentence, draft)| [sentence, draft]);
    seats
}

/// The seats of one sentence.
fn in_sentence(seats: &[(usize, usize)], sentence: usize) -> &[(usize, usize)] {
    let start = seats.partition_point(|s| s.0 < sentence);
    let end = seats.partition_point(|s| s.0 <= sentence);
    &seats[start..end]
}

/// Sets the reason of a draft: as much of it as is none of its other parts.
fn give(frames: &Frames, draft: usize, reason: TokenRange, found: &mut [Provenance]) {
    let parts = &frames.drafts[draft];
    let all = parts.cue.iter().chain(&parts.content).chain(&found[draft].channel);
    let stop = all.clone().filter(|r| r.end > reason.start).map(|r| r.start).min();
    let end = stop.unwrap_or(reason.end).min(reason.end);
    if end > reason.start && found[draft].unnamed_reason.is_empty() {
        found[draft].unnamed_reason.push(TokenRange::new(reason.start, end));
    }
}

/// True if a reason may be that of a draft's source: nobody speaks who has a name, and the draft
/// is not the wish itself.
fn may_have(frames: &Frames, cast: &Cast, draft: usize, reason: TokenRange) -> bool {
    let parts = &frames.drafts[draft];
    let named = |id: &u32| {
        cast.actors
            .get(*id as usize)
            .is_some_and(|a| a.kind == ActorKind::Person && !a.unnamed && a.name.contains(' '))
    };
    let speakers = cast.speakers.get(draft).map_or(&[][..], |s| &s[..]);
    parts.cue.iter().all(|c| !c.overlaps(reason))
        && parts.content.iter().all(|c| !c.has(reason.start))
        && !speakers.iter().any(named)
        && parts.act != Act::Decline
}

/// The draft of the sentence in whose frame a reason stands, the one whose cue or source is
/// nearest.
fn nearest(
    frames: &Frames,
    cast: &Cast,
    seats: &[(usize, usize)],
    reason: TokenRange,
) -> Option<usize> {
    let holder = frames.holder(reason.start);
    // the wish may be found as an attribution of its own: "asked | not to be named"
    let wish = holder.filter(|&h| {
        let near = |c: &TokenRange| c.end + LONGEST > reason.start && c.start < reason.end;
        frames.drafts[h].cue.iter().any(near)
    });
    let around = [Some(holder), wish.map(|w| frames.drafts[w].inside)];
    let distance = |draft: usize| {
        let parts = &frames.drafts[draft];
        let gap = |r: &TokenRange| {
            reason.start.saturating_sub(r.end).max(r.start.saturating_sub(reason.end))
        };
        parts.source.iter().chain(&parts.cue).map(gap).min()
    };
    let seats = seats.iter().map(|&(_, draft)| draft).take(MOST_DRAFTS);
    seats
        .filter(|&d| around.contains(&Some(frames.drafts[d].inside)))
        .filter(|&d| may_have(frames, cast, d, reason))
        .min_by_key(|&d| distance(d))
}

/// The drafts of the speaker whom a sentence without statements is about: "The official spoke on
/// condition of anonymity."
fn of_subject(
    frames: &Frames,
    cast: &Cast,
    seats: &[(usize, usize)],
    reason: TokenRange,
) -> Vec<usize> {
    let document = frames.document;
    let sentence = document.sentence_of(reason.start);
    let number = document.tokens[reason.start].sentence as usize;
    let start = sentence.tokens.start;
    if reason.start - start > SUBJECT || document.is_quoted(reason.start) {
        return Vec::new();
    }
    let paragraph = document.paragraphs[sentence.paragraph as usize].tokens;
    let subject = TokenRange::new(start, reason.start);
    let span = document.span(subject);
    let is_subject = |id: u32| {
        cast.actors.get(id as usize).filter(|actor| actor.unnamed).is_some_and(|actor| {
            let first = actor.mentions.partition_point(|m| m.span.start() < span.start());
            let mut near = actor.mentions[first..].iter().take(MOST_MENTIONS);
            near.any(|m| span.contains(m.head))
        })
    };
    let near = [number.wrapping_sub(1), number + 1, number.wrapping_sub(2)];
    let same_paragraph =
        |d: usize| frames.drafts[d].cue.first().is_some_and(|c| paragraph.contains(*c));
    let drafts = |sentence: usize| in_sentence(seats, sentence).iter().map(|&(_, d)| d);
    let theirs = |d: &usize| {
        same_paragraph(*d)
            && may_have(frames, cast, *d, reason)
            && cast.speakers.get(*d).is_some_and(|s| s.iter().any(|&id| is_subject(id)))
    };
    let found: Vec<usize> =
        near.iter().flat_map(|&s| drafts(s)).filter(theirs).take(MOST_GIVEN).collect();
    if !found.is_empty() {
        return found;
    }
    let refers = document.class(start).any(Class::PRONOUN) || document.lower(start) == "the";
    let mut before = drafts(number.wrapping_sub(1)).filter(|&d| {
        let speakers = cast.speakers.get(d).map_or(&[][..], |s| &s[..]);
        let unnamed =
            speakers.iter().all(|&id| cast.actors.get(id as usize).is_some_and(|a| a.unnamed));
        refers
            && unnamed
            && same_paragraph(d)
            && frames.drafts[d].inside.is_none()
            && may_have(frames, cast, d, reason)
    });
    before.next_back().into_iter().collect()
}

/// The phrase around token `at`, one of [`NAMING`], that says that somebody is not named.
fn phrase(document: &Document, at: usize) -> Option<TokenRange> {
    let sentence = document.sentence_of(at).tokens;
    let from = sentence.start.max(at.saturating_sub(LONGEST));
    let word = |t: usize| if sentence.has(t) { document.lower(t) } else { "" };
    let last = |test: &dyn Fn(usize) -> bool| (from..at).rev().find(|&t| test(t));
    let one_of = |list: &'static [&'static str]| move |t: usize| list.contains(&document.lower(t));
    let not = |t: usize| is_not(word(t));
    let between = |start: usize, test: &dyn Fn(usize) -> bool| (start..at).any(test);
    let back = |n: usize| at.checked_sub(n).map_or("", word);
    let to = |start: Option<usize>, end: usize| start.map(|s| TokenRange::new(s, end));
    match word(at) {
        "anonymity" => {
            let on = last(&|t| matches!(word(t), "on" | "under"));
            let condition = on.filter(|&on| between(on, &|t| word(t) == "condition"));
            let given = last(&one_of(ANONYMITY_GIVEN)).filter(|&g| at - g <= LONGEST / 2);
            to(condition.or(given), at + 1)
        }
        "anonymously" => to(Some(at), at + 1),
        "record" if back(2) == "off" => to(Some(at - 2), at + 1),
        "background" if back(1) == "on" && !document.is_word(at + 1) => to(Some(at - 1), at + 1),
        "authorised" | "authorized" | "allowed" | "permitted" => {
            let speak = word(at + 1) == "to" && SPEAKING_OUT.contains(&word(at + 2));
            let not = last(&not).filter(|&n| speak && at - n <= 3);
            to(not, at + 3).map(|p| {
                let rest =
                    TokenRange::new(at + 3, sentence.end.min(at + LONGEST_REASON).max(at + 3));
                TokenRange::new(p.start, clause_end(document, rest))
            })
        }
        "name" | "names" | "surname" => name_held_back(document, at, from, sentence),
        _ => {
            let be = |t: usize| matches!(word(t), "be" | "remain" | "stay" | "being");
            let kept = matches!(word(at), "anonymous" | "unnamed" | "unidentified");
            let condition = last(&|t| word(t) == "condition")
                .filter(|&c| between(c, &|t| not(t)) && c > from && word(c - 1) == "on");
            let wish = last(&one_of(WISHES)).filter(|&w| {
                between(w, &be)
                    && (kept || between(w, &|t| not(t)) || w > from && is_not(word(w - 1)))
            });
            let wish = wish.map(|w| if w > from && is_not(word(w - 1)) { w - 1 } else { w });
            let refusal = last(&one_of(REFUSALS)).filter(|&r| between(r, &be));
            to(condition.map(|c| c - 1).or(wish).or(refusal), at + 1)
        }
    }
}

/// "declined to give his name", "gave her name only as Ann", "asked that his name not be used".
fn name_held_back(
    document: &Document,
    at: usize,
    from: usize,
    sentence: TokenRange,
) -> Option<TokenRange> {
    let word = |t: usize| if sentence.has(t) { document.lower(t) } else { "" };
    let last = |list: &[&str]| (from..at).rev().find(|&t| list.contains(&word(t)));
    let refused = last(REFUSALS).filter(|&r| (r..at).any(|t| GIVING.contains(&word(t))));
    if let Some(start) = refused {
        return Some(TokenRange::new(start, at + 1));
    }
    if let Some(start) = last(WISHES)
        && is_not(word(at + 1))
        && word(at + 2) == "be"
    {
        return Some(TokenRange::new(start, (at + 4).min(sentence.end)));
    }
    let start = last(GIVING)?;
    let only = (start..at).any(|t| word(t) == "only");
    let as_only = word(at + 1) == "only" && word(at + 2) == "as";
    let end = if as_only { (at + 4).min(sentence.end) } else { at + 1 };
    (only || as_only).then(|| TokenRange::new(start, end))
}

/// True for "not" and words that end in "n't".
fn is_not(word: &str) -> bool {
    matches!(word, "not" | "never") || NEGATED_ENDINGS.iter().any(|end| word.ends_with(end))
}

/// Where the reason behind `phrase` ends: "because they were not authorised to discuss it".
fn reason_end(document: &Document, phrase: TokenRange) -> usize {
    let sentence = document.sentence_of(phrase.start).tokens;
    let word = |t: usize| if sentence.has(t) { document.lower(t) } else { "" };
    let at = phrase.end + usize::from(word(phrase.end) == ",");
    let reason = REASONS.contains(&word(at))
        || (word(at) == "for" && word(at + 1) == "fear")
        || (word(at) == "out" && word(at + 1) == "of")
        || (word(at) == "as" && sentence.has(at + 1) && document.class(at + 1).any(Class::PRONOUN))
        || (word(at) == "to" && AIMS.contains(&word(at + 1)));
    if !reason {
        return phrase.end;
    }
    clause_end(document, TokenRange::new(at, sentence.end.min(at + LONGEST_REASON)))
}

/// The end of the clause that `window` begins with, before a verb that reports what is said.
fn clause_end(document: &Document, window: TokenRange) -> usize {
    let clause = clause(document, window);
    let said = |&t: &usize| matches!(document.lower(t), "said" | "says" | "told" | "that");
    clause.into_iter().find(said).unwrap_or(clause.end)
}
