//! Who speaks: the noun phrase that a cue has as its subject, or "by", or after it.

use crate::lexicon::cues::{self, VerbForm};
use crate::text::TokenRange;

use super::super::words::Words;
use super::cue::Cue;

/// A chunk longer than this is no subject but a clause that was misread.
const LONGEST: usize = 24;

/// What stands before a cue as its subject.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Subject {
    /// This phrase.
    Phrase(TokenRange),
    /// The subject of an earlier verb of the sentence ("… and said", "…, saying").
    Elided,
    /// Nothing that could be one.
    None,
}

/// The subject before `cue` in `sentence`.
pub(super) fn before(words: &Words, sentence: TokenRange, cue: &Cue) -> Subject {
    let mut end = cue.tokens.start;
    while end > sentence.start && words.is_adverb(end - 1) {
        end -= 1;
    }
    if end == sentence.start {
        return Subject::None;
    }
    let previous = words.at(end - 1);
    if cue.form == VerbForm::Gerund && cue.tokens.len() == 1 && (previous == "," || words.closes(end - 1)) {
        return Subject::Elided;
    }
    if matches!(previous, "and" | "but" | "or") {
        return Subject::Elided;
    }
    if matches!(previous, "who" | "which") || (previous == "that" && end >= 2 && words.is_word(end - 2)) {
        return Subject::Phrase(TokenRange::new(end - 1, end));
    }
    if matches!(previous, "," | ")" | "—" | "–" | "-") {
        return apposition(words, sentence, end - 1).map_or(Subject::None, Subject::Phrase);
    }
    phrase_ending(words, sentence, end).map_or(Subject::None, Subject::Phrase)
}

/// The noun phrase that ends before `end`: a mention with what is joined to it on its left, else the run of words up to the clause's border.
fn phrase_ending(words: &Words, sentence: TokenRange, end: usize) -> Option<TokenRange> {
    let chunk = chunk_ending(words, sentence, end);
    let found = match words.mention_ending(end) {
        Some(mention) if mention.start > chunk.start + 1 && joins(words, mention.start - 1) => chunk,
        Some(mention) => TokenRange::new(mention.start.max(sentence.start), end),
        None => chunk,
    };
    let mut found = words.trim(found);
    // "In Washington officials said": what locates the clause is not its subject
    if words.is_preposition(found.start) || words.is_conjunction(found.start) {
        let inner = (found.start + 1..found.end).find_map(|i| words.mention_starting(i).filter(|m| m.end == found.end));
        found = inner?;
    }
    (words.has_word(found) && found.len() <= LONGEST && !words.is_auxiliary(found.start)).then_some(found)
}

/// Ties a phrase to a noun on its left ("officials with Kerry", "Britain and France").
fn joins(words: &Words, index: usize) -> bool {
    matches!(words.at(index), "of" | "with" | "from" | "at" | "for" | "in" | "on" | "and" | "&")
}

fn chunk_ending(words: &Words, sentence: TokenRange, end: usize) -> TokenRange {
    let mut start = end;
    while start > sentence.start {
        let i = start - 1;
        let border = words.opens(i)
            || words.closes(i)
            || matches!(
                words.at(i),
                "," | ";"
                    | ":"
                    | "that"
                    | "but"
                    | "because"
                    | "while"
                    | "although"
                    | "when"
                    | "if"
                    | "as"
                    | "than"
                    | "—"
                    | "–"
                    | "…"
                    | "("
                    | ")"
            )
            || words.is_auxiliary(i)
            || (words.at(i) == "." && !words.doc.tokens[i].glued)
            || cues::verb(words.at(i)).is_some_and(|(_, form)| matches!(form, VerbForm::Third | VerbForm::Past) && !words.is_capital(i));
        if border {
            break;
        }
        start = i;
    }
    TokenRange::new(start, end)
}

/// "Ann Lee, the minister, said": from the name to the closing comma at `close`.
fn apposition(words: &Words, sentence: TokenRange, close: usize) -> Option<TokenRange> {
    let open_mark = match words.at(close) {
        ")" => "(",
        mark => mark,
    };
    let open = (sentence.start + 1..close).rev().take(LONGEST).find(|&i| words.at(i) == open_mark)?;
    if words.closes(open - 1) {
        // '"…," the minister, said': the inner phrase is the subject
        return Some(TokenRange::new(open + 1, close)).filter(|r| words.has_word(*r));
    }
    let name = phrase_ending(words, sentence, open)?;
    Some(TokenRange::new(name.start, close))
}

/// The noun phrase that starts at `start`: "said | another State Department official with Kerry".
pub(super) fn after(words: &Words, sentence: TokenRange, start: usize) -> Option<TokenRange> {
    let mut end = start;
    while end < sentence.end {
        let border = words.opens(end)
            || words.closes(end)
            || matches!(
                words.at(end),
                "," | ";" | ":" | "—" | "–" | "who" | "that" | "as" | "when" | "while" | "but" | "after" | "before" | "during"
            )
            || (end > start && words.is_auxiliary(end) && words.at(end) != "d")
            || (words.at(end) == "." && end + 1 >= sentence.end)
            || (words.at(end) == "." && words.closes(end + 1));
        if border {
            break;
        }
        end += 1;
    }
    let mut found = TokenRange::new(start, end);
    if words.at(end) == "who" {
        // a relative clause belongs to who speaks
        found.end = (end..sentence.end).find(|&i| matches!(words.at(i), "," | ".") || words.opens(i)).unwrap_or(sentence.end);
    }
    let found = words.trim(found);
    (words.has_word(found) && found.len() <= LONGEST).then_some(found)
}

/// The subject of the sentence's first clause, for verbs that share it.
pub(super) fn of_sentence(words: &Words, sentence: TokenRange) -> Option<TokenRange> {
    (sentence.start..sentence.end)
        .filter(|&i| !words.quoted(i))
        .find_map(|i| words.mention_starting(i))
        .filter(|m| !words.is_preposition(m.start.wrapping_sub(1)) || m.start == sentence.start)
}
