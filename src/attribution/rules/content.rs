//! What is said: the content before or after a cue.

use crate::lexicon::cues::VerbForm;
use crate::text::TokenRange;

use super::super::words::Words;
use super::cue::Cue;

/// How far after a cue its "that" or quotation may stand ("told reporters in Geneva on Friday that").
const REACH: usize = 14;

/// Content found, and how surely the frame shows that it is one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub tokens: TokenRange,
    /// 0 to 1: a quotation or "that" is strong, a bare noun phrase weak.
    pub evidence: f32,
}

/// The content that stands before a comma or closing mark at `mark`, in or before `sentence`.
pub(super) fn before(words: &Words, sentence: TokenRange, mark: usize) -> Option<Found> {
    let close = [mark, mark.wrapping_sub(1)].into_iter().find(|&i| words.closes(i));
    let Some(close) = close else {
        let clause = words.trim(TokenRange::new(skip_opening(words, sentence.start), mark));
        return (words.has_word(clause) && clause.len() > 2).then_some(Found { tokens: clause, evidence: 0.6 });
    };
    let open = quotation_ending(words, close).unwrap_or(sentence.start);
    let start = if open <= sentence.start { open } else { skip_opening(words, sentence.start) };
    let tokens = TokenRange::new(start, close + 1);
    words.has_word(tokens).then_some(Found { tokens, evidence: 1.0 })
}

/// Past a conjunction that only joins the sentence to the one before.
fn skip_opening(words: &Words, start: usize) -> usize {
    if matches!(words.at(start), "but" | "and" | "yet" | "still" | "however") { start + 1 } else { start }
}

/// First token of the quotation whose closing mark is `close`.
fn quotation_ending(words: &Words, close: usize) -> Option<usize> {
    let list = &words.doc.quotations;
    let after = list.partition_point(|q| q.tokens.start <= close);
    list[..after]
        .iter()
        .rev()
        .take(8)
        .find(|q| q.level == 0 && q.tokens.contains(TokenRange::new(close, close + 1)))
        .map(|q| q.tokens.start)
}

/// The content after `cue`, within `sentence`.
pub(super) fn after(words: &Words, sentence: TokenRange, cue: &Cue) -> Option<Found> {
    let frames = cue.verb.frames;
    let start = cue.tokens.end;
    let rest = |start: usize, evidence: f32| {
        let tokens = words.trim(TokenRange::new(start.min(sentence.end), sentence.end));
        (words.has_word(tokens)).then_some(Found { tokens, evidence })
    };
    let next = words.at(start);
    let marker =
        (start..(start + REACH).min(sentence.end)).find(|&i| words.opens(i) || words.at(i) == "that" || matches!(words.at(i), ":" | ";"));
    if words.opens(start) || (matches!(next, "," | ":") && words.opens(start + 1)) {
        let quote = if words.opens(start) { start } else { start + 1 };
        return rest(quote, if frames.quotation { 1.0 } else { 0.7 });
    }
    if next == ":" && start + 1 >= sentence.end && frames.quotation {
        return paragraph_after(words, start).map(|tokens| Found { tokens, evidence: 0.9 });
    }
    if frames.clause && next == "that" {
        return rest(start, 0.95);
    }
    if frames.question && matches!(next, "whether" | "if" | "what" | "how" | "why" | "who" | "where" | "when" | "which") {
        return rest(start, 0.7);
    }
    if frames.infinitive && next == "to" && words.is_word(start + 1) {
        return rest(start, if cue.passive { 0.5 } else { 0.75 });
    }
    if let Some(marker) = marker.filter(|&m| frames.quotation && (words.opens(m) || frames.clause && words.at(m) == "that")) {
        let between = marker - start;
        // "criticized what he called "…"": quotation inside the object, not after an adjunct
        let direct =
            frames.addressee || words.is_preposition(start) || words.at(marker - 1) == "," || words.at(marker - 1) == ":" || is_day(next);
        if direct && between > 0 && !frames.noun {
            return rest(marker, 0.85);
        }
    }
    if frames.addressee {
        if let Some(end) = addressee(words, sentence, start) {
            return match words.at(end) {
                "to" if frames.infinitive => rest(end, 0.7),
                "of" | "about" | "against" => rest(end, 0.6),
                "that" | "whether" | "what" | "how" | "why" | "if" => rest(end, 0.85),
                "," | "." | "" => None,
                _ if cue.verb.frames.clause => rest(end, 0.6),
                _ => None,
            };
        }
        return None;
    }
    if let Some(preposition) = frames.preposition {
        if next == preposition && preposition != "of" {
            return rest(start + 1, 0.6);
        }
        // "accused X of …", "blamed X for …": who is accused belongs to the content
        if (start + 1..(start + REACH).min(sentence.end)).any(|i| words.at(i) == preposition) && !frames.noun {
            return rest(start, 0.7);
        }
    }
    let finite = !matches!(cue.form, VerbForm::Gerund);
    if frames.clause && !cue.passive && starts_clause(words, start) {
        let skip = if is_day(next) { start + 1 } else { start };
        return rest(skip, if finite { 0.75 } else { 0.65 });
    }
    if frames.noun && !cue.passive && starts_phrase(words, start) {
        // "called the plan “a disaster”": words in marks are reported words
        let quotes = (start..(start + REACH).min(sentence.end)).any(|i| words.opens(i));
        return rest(start, if quotes { 0.7 } else { 0.45 });
    }
    None
}

/// "He wrote:" and a paragraph for itself: the whole of it, or the quotation that it opens with.
fn paragraph_after(words: &Words, colon: usize) -> Option<TokenRange> {
    let here = words.doc.sentence_of(colon).paragraph as usize;
    let next = words.doc.paragraphs.get(here + 1)?;
    if words.doc.paragraphs[here].tokens.end != colon + 1 {
        return None;
    }
    let list = &words.doc.quotations;
    let first = list.get(list.partition_point(|q| q.tokens.start < next.tokens.start));
    Some(first.filter(|q| q.tokens.start == next.tokens.start).map_or(next.tokens, |q| q.tokens))
}

fn is_day(word: &str) -> bool {
    matches!(word, "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday" | "today" | "yesterday")
}

fn starts_clause(words: &Words, start: usize) -> bool {
    words.is_word(start)
        && (!words.is_preposition(start) || matches!(words.at(start), "after" | "as" | "in" | "on" | "at" | "with" | "for" | "under"))
        && !words.is_conjunction(start)
        && words.at(start) != "to"
}

fn starts_phrase(words: &Words, start: usize) -> bool {
    words.is_word(start)
        && (words.is_determiner(start)
            || words.mention_starting(start).is_some()
            || (!words.is_preposition(start) && !words.is_conjunction(start) && !words.is_adverb(start)))
}

/// Past the one addressed: "told | reporters in Geneva | that".
fn addressee(words: &Words, sentence: TokenRange, start: usize) -> Option<usize> {
    let mut end = match words.mention_starting(start) {
        Some(mention) => mention.end,
        None if words.is_word(start) && !words.is_preposition(start) => {
            let mut end = start + 1;
            while end < sentence.end
                && (words.is_capital(end) || words.is_determiner(end - 1) || words.at(end).ends_with('s'))
                && words.is_word(end)
            {
                end += 1;
            }
            end
        }
        None => return None,
    };
    if is_day(words.at(end)) {
        end += 1;
    }
    (end < sentence.end).then_some(end)
}
