//! Attributions by rules: reporting verbs, "according to", nouns that report, and quotations that run on.
//!
//! Takes the document's words; gives drafts in reading order, contents not yet cut against each other; promises a non-empty content for each.

mod content;
mod cue;
mod runs_on;
mod subject;
#[cfg(test)]
mod tests;

use super::words::Words;
use super::{Draft, act};
use crate::analysis::{Act, Tier};
use crate::lexicon::cues::{self, VerbForm};
use crate::text::{ParagraphKind, TokenRange};
use cue::Cue;
use subject::Subject;

/// Below this a draft is rather wrong than right (chosen on PolNeAR's training part).
const LEAST_CONFIDENCE: f32 = 0.42;
/// How often a form that training did not show is a cue: between that of common and of rare ones.
const UNSEEN_PRECISION: f32 = 0.5;

/// All attributions that the rules see.
pub(super) fn find(words: &Words) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for sentence in &words.doc.sentences {
        let paragraph = words.doc.paragraphs[sentence.paragraph as usize];
        if matches!(paragraph.kind, ParagraphKind::Boilerplate | ParagraphKind::Byline | ParagraphKind::Date) {
            continue;
        }
        in_sentence(words, sentence.tokens, &mut drafts);
    }
    runs_on::extend(words, &mut drafts);
    drafts
}

fn in_sentence(words: &Words, sentence: TokenRange, drafts: &mut Vec<Draft>) {
    let first = drafts.len();
    for head in sentence {
        let found = according_to(words, sentence, head)
            .or_else(|| noun(words, sentence, head))
            .or_else(|| colon(words, sentence, head))
            .or_else(|| {
                let cue = cue::at(words, sentence, head)?;
                reported(words, sentence, &cue, drafts.get(first..).and_then(|d| d.last()).and_then(|d| d.source))
            });
        if let Some(draft) = found.filter(|d| d.confidence >= LEAST_CONFIDENCE) {
            end_where_next_begins(words, &draft, &mut drafts[first..]);
            drafts.push(draft);
        }
    }
}

/// A coordinated verb ("said … and warned …") ends the content of the one before at its conjunction.
fn end_where_next_begins(words: &Words, next: &Draft, earlier: &mut [Draft]) {
    let start = next.cue[0].start;
    let start = next.source.filter(|s| s.end <= start && start - s.end < 3).map_or(start, |s| s.start);
    let border = start.wrapping_sub(1);
    let coordinated = matches!(words.at(border), "and" | "but" | "while" | "though" | "although" | "as")
        || (words.at(border) == "," && words.at(start).ends_with("ing"));
    if !coordinated || words.quoted(start) {
        return;
    }
    if start != next.cue[0].start && words.before(border) != "," {
        return; // "said that A did and B said": only a comma shows that the second clause is the reporter's
    }
    for draft in earlier {
        if let Some(last) = draft.content.last_mut().filter(|c| c.has(border) && c.start < border) {
            *last = words.trim(TokenRange::new(last.start, border));
        }
    }
}

/// The attribution of a verb, from what stands before and after it.
fn reported(words: &Words, sentence: TokenRange, cue: &Cue, last_source: Option<TokenRange>) -> Option<Draft> {
    let start = cue.tokens.start;
    let precision = cues::precision(words.at(cue.head)).unwrap_or(UNSEEN_PRECISION);
    let inside_quotation = words.quoted(cue.head);
    // '"…," said X'
    let mark = start.wrapping_sub(1);
    let quote = words.closes(mark) || words.closes(mark.wrapping_sub(1));
    let follows = start > sentence.start && (words.closes(mark) || words.at(mark) == ",");
    let inverted = follows && !cue.verb.frames.addressee && (quote || subject::before(words, sentence, cue) == Subject::None);
    if inverted
        && cue.verb.frames.quotation
        && cue.form != VerbForm::Gerund
        && let Some(source) = subject::after(words, sentence, cue.tokens.end)
        && let Some(found) = content::before(words, sentence, mark)
        && (found.evidence > 0.9 || words.is_capital(source.start) || words.is_determiner(source.start))
    {
        return draft(cue, Some(source), with_second_half(words, sentence, found.tokens, source.end), precision, found.evidence);
    }
    let subject = subject::before(words, sentence, cue);
    let source = match subject {
        Subject::Phrase(phrase) => Some(phrase),
        Subject::Elided => last_source.or_else(|| subject::of_sentence(words, sentence).filter(|m| m.end <= start)),
        Subject::None => None,
    };
    // '"…," X said' and "…, X said."
    if let Subject::Phrase(phrase) = subject {
        let mark = phrase.start.wrapping_sub(1);
        let relative = matches!(words.at(phrase.start), "who" | "which" | "that");
        let follows = phrase.start > sentence.start && (words.closes(mark) || words.at(mark) == ",");
        let quote = words.closes(mark) || words.closes(mark.wrapping_sub(1));
        if follows
            && !relative
            && cue.verb.frames.quotation
            && !cue.passive
            && (quote || !quotation_follows(words, cue))
            && ((quote && !content_follows(words, cue)) || ends_report(words, sentence, cue))
            && let Some(found) = content::before(words, sentence, mark)
        {
            return draft(cue, source, with_second_half(words, sentence, found.tokens, cue.tokens.end), precision, found.evidence);
        }
    }
    if inside_quotation && !matches!(subject, Subject::Phrase(_)) {
        return None;
    }
    let found = content::after(words, sentence, cue)?;
    let weight = match subject {
        Subject::Phrase(_) => 1.0,
        Subject::Elided => 0.95,
        Subject::None if cue.form == VerbForm::Gerund => 0.5,
        Subject::None => 0.75,
    };
    let source = if cue.passive { by(words, found.tokens) } else { source };
    draft(cue, source.filter(|s| !s.overlaps(found.tokens)), vec![found.tokens], precision * weight, found.evidence)
}

/// "was rejected by X": the agent, if the content holds one.
fn by(words: &Words, content: TokenRange) -> Option<TokenRange> {
    let at = content.into_iter().take(4).find(|&i| words.at(i) == "by")?;
    words.mention_starting(at + 1).filter(|m| m.end <= content.start)
}

/// "Asked why, X said, “…”": the quotation is the content, not what stands before.
fn quotation_follows(words: &Words, cue: &Cue) -> bool {
    let next = cue.tokens.end;
    words.opens(next) || (matches!(words.at(next), "," | ":") && words.opens(next + 1))
}

fn content_follows(words: &Words, cue: &Cue) -> bool {
    let next = cue.tokens.end;
    words.at(next) == "that" || (words.opens(next) && !words.closes(cue.tokens.start.wrapping_sub(2)))
}

/// True if nothing that could be said follows the cue: its clause ends, or goes on with when, where and to whom.
fn ends_report(words: &Words, sentence: TokenRange, cue: &Cue) -> bool {
    let next = cue.tokens.end;
    next >= sentence.end
        || matches!(
            words.at(next),
            "." | ","
                | ";"
                | "—"
                | "–"
                | "in"
                | "on"
                | "at"
                | "during"
                | "to"
                | "after"
                | "before"
                | "when"
                | "while"
                | "through"
                | "via"
                | "as"
                | "of"
                | "last"
                | "earlier"
                | "later"
        )
        || words.at(next).ends_with("day")
        || (cue.verb.frames.addressee && !(next..sentence.end).any(|i| words.at(i) == "that"))
}

/// The content before the cue and, where the sentence goes on with a quotation after `end`, that too.
fn with_second_half(words: &Words, sentence: TokenRange, first: TokenRange, end: usize) -> Vec<TokenRange> {
    let mut content = vec![first];
    let open = (end..sentence.end).take(24).find(|&i| words.opens(i));
    if let Some(open) = open.filter(|&o| matches!(words.before(o), "," | ":" | ";" | "—" | "–" | "."))
        && !(end..open).any(|i| cues::precision(words.at(i)).is_some_and(|p| p > 0.5))
    {
        content.push(words.trim(TokenRange::new(open, sentence.end)));
    }
    content
}

fn draft(cue: &Cue, source: Option<TokenRange>, content: Vec<TokenRange>, precision: f32, evidence: f32) -> Option<Draft> {
    // a strong frame makes a cue of a word that seldom is one, a weak frame doubts one that often is
    let confidence = if evidence > 0.9 { 1.0 - (1.0 - precision) * 0.45 } else { precision * (0.45 + 0.6 * evidence) };
    Some(Draft {
        source,
        cue: vec![cue.tokens],
        content,
        tier: cue.verb.tier,
        act: cue.verb.act,
        negated: cue.negated,
        inside: None,
        confidence: confidence.clamp(0.0, 0.98),
    })
}

/// A speaker, a colon and the words: "Trump: “We will win”", as headlines and transcripts have it.
fn colon(words: &Words, sentence: TokenRange, head: usize) -> Option<Draft> {
    if words.at(head) != ":" || head == sentence.start || head + 1 >= sentence.end || words.quoted(head) {
        return None;
    }
    let name = TokenRange::new(sentence.start, head);
    let named = name.into_iter().all(|i| words.is_capital(i) || !words.is_word(i) || matches!(words.at(i), "of" | "the" | "for" | "and"));
    let content = words.trim(TokenRange::new(head + 1, sentence.end));
    (named && name.len() <= 7 && words.opens(head + 1) && words.has_word(name)).then(|| Draft {
        source: Some(name),
        cue: vec![TokenRange::new(head, head + 1)],
        content: vec![content],
        tier: Tier::Statement,
        act: Act::Say,
        negated: false,
        inside: None,
        confidence: 0.75,
    })
}

/// "according to X", before or after its content.
fn according_to(words: &Words, sentence: TokenRange, head: usize) -> Option<Draft> {
    if words.at(head) != "according" || words.at(head + 1) != "to" {
        return None;
    }
    let source = subject::after(words, sentence, head + 2)?;
    let first = sentence.start == head || (head == sentence.start + 1 && !words.is_word(sentence.start));
    let content = if first {
        let comma = (source.end..sentence.end).find(|&i| words.at(i) == ",")?;
        words.trim(TokenRange::new(comma + 1, sentence.end))
    } else {
        content::before(words, sentence, head - 1).map(|f| f.tokens).unwrap_or_else(|| words.trim(TokenRange::new(sentence.start, head)))
    };
    words.has_word(content).then(|| Draft {
        source: Some(source),
        cue: vec![TokenRange::new(head, head + 2)],
        content: vec![content],
        tier: Tier::Statement,
        act: Act::Say,
        negated: false,
        inside: None,
        confidence: 0.9,
    })
}

/// A noun that reports, when "that" follows: "his claim that …", "the stance is that …".
fn noun(words: &Words, sentence: TokenRange, head: usize) -> Option<Draft> {
    let (tier, act) = act::of_noun(words.at(head))?;
    let that = [head + 1, head + 2].into_iter().find(|&i| words.at(i) == "that" && (i == head + 1 || words.is_auxiliary(head + 1)))?;
    // "a position that …": only a clause with its own subject is content
    if words.at(that + 1).is_empty()
        || words.is_auxiliary(that + 1)
        || cues::verb(words.at(that + 1)).is_some_and(|(_, f)| f != VerbForm::Base)
    {
        return None;
    }
    let content = words.trim(TokenRange::new(that, sentence.end));
    // possessive or noun phrase on its left: "Russia's claim", "The United States long-held stance", "his hope"
    let owner = (sentence.start..head).rev().take(6).find_map(|i| {
        let possessive = matches!(words.at(i), "'s" | "’s" | "his" | "her" | "their" | "its" | "our" | "my");
        let phrase = if matches!(words.at(i), "his" | "her" | "their" | "its" | "our" | "my") {
            Some(TokenRange::new(i, i + 1))
        } else {
            words.mention_ending(i)
        };
        phrase.filter(|_| possessive || words.mention_ending(i).is_some())
    });
    words.has_word(content).then(|| Draft {
        source: owner,
        cue: vec![TokenRange::new(head, head + 1)],
        content: vec![content],
        tier,
        act,
        negated: false,
        inside: None,
        confidence: 0.6,
    })
}
