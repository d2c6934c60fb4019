//! Sentences.
//!
//! Takes the tokens of one paragraph with the kinds of its quotation marks; gives where its
//! sentences end; promises that each holds a token and that the last ends with the paragraph.
//!
//! A full stop, question or exclamation mark, or a run of them, ends a sentence together with the
//! closing marks behind it, where what follows looks like a beginning. Rules after Grefenstette and
//! Tapanainen (1994): abbreviations are looked up, and what follows decides the rest.

use super::document::{Token, TokenKind};
use crate::lexicon::lists::sentences as lists;
use crate::turns::Pace;

/// Most words of a name before a verb of speech.
const LONGEST_NAME: usize = 4;
/// Cost of judging one full stop or the like in [`Pace`] units, which are tokens read.
const STOP: usize = 8;
/// Most bytes of a part of a dotted abbreviation ("Ph.D.", "U.S.").
const LONGEST_PART: usize = 3;

/// True if `list`, words separated by spaces, holds `word` in any case.
fn has(list: &str, word: &str) -> bool {
    // no listed word has more than 12 bytes, and the lists are searched for every full stop of a
    // text
    word.len() <= 12 && list.split_ascii_whitespace().any(|w| w.eq_ignore_ascii_case(word))
}

/// Where the sentences of one paragraph end: indices into `tokens` after their last token.
pub(super) async fn ends(text: &str, tokens: &[Token], pace: &mut Pace) -> Vec<usize> {
    let paragraph = ParagraphTokens { text, tokens };
    let mut out = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        if paragraph.is_stop(i) {
            let stop = paragraph.stop_at(i);
            if stop.end < tokens.len() && paragraph.ends_sentence(&stop) {
                out.push(stop.end);
            }
            pace.spend(STOP + stop.end - i).await;
            i = stop.end;
        } else {
            pace.spend(1).await;
            i += 1;
        }
    }
    if !tokens.is_empty() {
        out.push(tokens.len());
    }
    out
}

/// A run of full stops and the like, with the closing marks behind it.
struct Stop {
    /// First token of the run.
    start: usize,
    /// The token after the run.
    marks_end: usize,
    /// The token after the closing marks.
    end: usize,
}

/// The tokens of one paragraph. Beyond its ends there is an empty word.
struct ParagraphTokens<'t> {
    text: &'t str,
    tokens: &'t [Token],
}

impl<'t> ParagraphTokens<'t> {
    fn word(&self, i: usize) -> &'t str {
        self.tokens.get(i).map_or("", |t| t.span.of(self.text))
    }

    fn glued(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.glued)
    }

    fn is_kind(&self, i: usize, kind: TokenKind) -> bool {
        self.tokens.get(i).is_some_and(|t| t.kind == kind)
    }

    /// True for a mark that may end a sentence.
    fn is_stop(&self, i: usize) -> bool {
        self.is_kind(i, TokenKind::Symbol)
            && (matches!(self.word(i), "." | "!" | "?" | "…" | "‼" | "⁉" | "؟" | "۔" | "।")
                || self.is_wide_stop(i))
    }

    /// True for a full stop of a script written without spaces.
    fn is_wide_stop(&self, i: usize) -> bool {
        matches!(self.word(i), "。" | "！" | "？" | "．")
    }

    /// The run of marks that begins at `start`.
    fn stop_at(&self, start: usize) -> Stop {
        let mut end = start + 1;
        while self.is_stop(end)
            && (self.glued(end) || self.word(end) == "." && self.word(end - 1) == ".")
        {
            end += 1;
        }
        let marks_end = end;
        loop {
            let footnote =
                self.word(end) == "[" && self.is_number(end + 1) && self.word(end + 2) == "]";
            match (self.closes(end), footnote) {
                (true, _) => end += 1,
                (false, true) => end += 3,
                (false, false) => break,
            }
        }
        Stop { start, marks_end, end }
    }

    /// True for a mark that goes with the sentence before it.
    fn closes(&self, i: usize) -> bool {
        self.is_kind(i, TokenKind::CloseQuote)
            || self.glued(i)
                && matches!(self.word(i), ")" | "]" | "}" | "’" | "'" | "」" | "』" | "）")
    }

    fn is_number(&self, i: usize) -> bool {
        !self.word(i).is_empty() && self.word(i).bytes().all(|b| b.is_ascii_digit())
    }

    fn starts_lower(&self, i: usize) -> bool {
        self.word(i).starts_with(char::is_lowercase)
    }

    fn starts_upper(&self, i: usize) -> bool {
        self.word(i).starts_with(char::is_uppercase)
    }

    /// True for a word that with its capital tells that a sentence begins.
    fn is_starter(&self, i: usize) -> bool {
        let initial = self.word(i).len() == 1 && self.word(i + 1) == "." && self.glued(i + 1);
        self.starts_upper(i) && !initial && has(lists::STARTERS, self.word(i))
    }

    /// True if a sentence ends with `stop`, which is not the last of the paragraph.
    fn ends_sentence(&self, stop: &Stop) -> bool {
        let Stop { start, marks_end, end } = *stop;
        if self.is_wide_stop(marks_end - 1) {
            return true;
        }
        if start == 0 {
            return false;
        }
        if self.glued(end) {
            return self.lacks_space(stop);
        }
        // the first word of the next sentence, behind its opening marks
        let mut next = end;
        while self.is_kind(next, TokenKind::OpenQuote)
            || matches!(self.word(next), "(" | "[" | "‘" | "'" | "—" | "–" | "-" | "•")
        {
            next += 1;
        }
        let opens = (end..next).any(|i| !matches!(self.word(i), "—" | "–" | "-"));
        if self.starts_lower(next) && !opens {
            return false;
        }
        let quoted_before = (marks_end..end).any(|i| !matches!(self.word(i), ")" | "]" | "}"));
        let run = (start..marks_end).map(|i| self.word(i)).collect::<String>();
        if run.contains(['!', '?']) {
            let name = self.glued(start)
                && has(lists::LOUD_NAMES, self.word(start - 1))
                && self.starts_upper(start - 1);
            return !(name || quoted_before && self.is_speaker(next) && !opens);
        }
        if matches!(run.as_str(), "..." | "…" | "..") {
            let pronoun = self.word(next) == "I";
            return quoted_before || opens || self.is_starter(next) && !pronoun;
        }
        quoted_before || marks_end > start + 1 || self.full_stop_ends(start, next, opens)
    }

    /// True if the single full stop `at` ends a sentence rather than an abbreviation. `next` is the
    /// first word that follows, `opens` whether a mark opens before it.
    fn full_stop_ends(&self, at: usize, next: usize, opens: bool) -> bool {
        if !self.glued(at) || !self.is_kind(at - 1, TokenKind::Word) {
            return true;
        }
        let word = self.word(at - 1);
        if at == 1 && self.is_number(0) {
            return false; // the number of a list item
        }
        let number = self.word(next).starts_with(|c: char| c.is_ascii_digit());
        let starter = self.is_starter(next);
        let mut first = at - 1;
        while first >= 2
            && self.glued(first)
            && self.is_part(first)
            && self.word(first - 1) == "."
            && self.is_part(first - 2)
        {
            first -= 2;
        }
        if first < at - 1 {
            return match (word, self.word(at - 3)) {
                ("m" | "M", "a" | "A" | "p" | "P") => {
                    !(number || self.starts_upper(next) && has(lists::AFTER_HOUR, self.word(next)))
                }
                _ => starter,
            };
        }
        if has(lists::TITLES, word) && self.starts_upper(at - 1) {
            return false;
        }
        // c. 1818, b. 1950
        let letter = word.len() == 1 && word.as_bytes()[0].is_ascii_lowercase();
        if letter && number {
            return false;
        }
        let initial = word.len() == 1 && word.as_bytes()[0].is_ascii_uppercase();
        if has(lists::BEFORE_NUMBER, word) && (number || !initial)
            || has(lists::ABBREVIATED_MONTHS, word) && self.starts_upper(at - 1)
        {
            return !number;
        }
        if initial
            || has(lists::OTHER_ABBREVIATIONS, word)
                && (self.starts_upper(at - 1) || is_small_abbreviation(word))
        {
            return starter || opens && self.starts_upper(next) && !initial;
        }
        true
    }

    /// True for a part of a dotted abbreviation that goes on from the full stop before it.
    fn is_part(&self, i: usize) -> bool {
        let word = self.word(i);
        word.len() <= LONGEST_PART
            && word.bytes().all(|b| b.is_ascii_alphabetic())
            && self.glued(i + 1)
    }

    /// True if a space was lost behind the stop: "said.The".
    fn lacks_space(&self, stop: &Stop) -> bool {
        let before = if stop.start > 0 { self.word(stop.start - 1) } else { "" };
        let next = self.word(stop.end);
        let title_case = next.len() > 1
            && self.starts_upper(stop.end)
            && next.chars().skip(1).all(char::is_lowercase);
        before.len() > 2
            && before.chars().all(char::is_lowercase)
            && (title_case || next == "A" || next == "I")
            && !self.glued(stop.end + 1)
    }

    /// True if a name and a verb of speech begin at `from`, as after '"Stop!"'.
    fn is_speaker(&self, from: usize) -> bool {
        let names = (from..from + LONGEST_NAME).take_while(|&i| self.starts_upper(i)).count();
        names > 0 && !self.is_starter(from) && has(lists::SPEECH_VERBS, self.word(from + names))
    }
}

/// True for an abbreviation that need not have a capital.
fn is_small_abbreviation(word: &str) -> bool {
    lists::SMALL_ABBREVIATIONS.split_ascii_whitespace().any(|w| w == word)
}

#[cfg(test)]
mod tests {
    use super::super::document::Document;

    /// The text with a bar between its sentences is cut there, and nowhere else.
    #[track_caller]
    fn cut(barred: &str) {
        let text = barred.replace('|', "");
        let document = Document::read(&text);
        let found: Vec<_> = document.sentences.iter().map(|s| document.slice(s.tokens)).collect();
        let expected: Vec<_> = barred.split('|').map(str::trim).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sentences_end_at_full_stops_questions_and_exclamations() {
        cut("It rained. |It stopped! |Did it? |Yes... |But then it went on.");
        cut("He left (it was late.) |She stayed.");
    }

    #[test]
    fn line_ends_end_sentences() {
        cut("No military solution\n|Talks go on\n\n|They said so.");
    }

    #[test]
    fn titles_and_initials_go_with_their_names() {
        cut("Mr. Smith met Gen. J. D. Lee and Sen. Elizabeth Warren (D-Mass.) Friday. |He left.");
        cut("George W. Bush and J. K. Rowling met Dr. No.");
        cut("“Nobody tastes it.” |J. P. Lund Jr. and P. D. James read p. 3 and P. 4.");
        cut("said a homeless man who goes by the name “Socks.” |“I left my boots.”");
    }

    #[test]
    fn abbreviations_do_not_end_sentences() {
        cut("The U.S. Senate met on Sept. 9 at 9 a.m. Friday with No. 10 and Apple Inc. Chairman \
                Lee vs. Ray.");
        cut("She lives in Springfield, Ill., near St. Louis, Mo. |He does too.");
        cut("Roe v. Wade was decided.");
    }

    #[test]
    fn a_sentence_may_end_with_an_abbreviation() {
        cut(
            "They left the U.S. |The talks failed. |He works for Apple Inc. |It pays. |He came at \
                9 p.m. |Obama left.",
        );
        cut("We said no. |The rest is history in Sept. |Obama won.");
    }

    #[test]
    fn quotations_end_sentences_only_where_the_next_word_begins_one() {
        cut("\"I did.\" he said. |\"Stop!\" she said. |“The war ended.” |The next day came.");
        cut("“Who is it?” Smith asked. |“Me.” |“You?” |She laughed.");
        cut("``It is over.'' |''No.'' |They left.");
    }

    #[test]
    fn the_number_of_a_footnote_stays_with_its_sentence() {
        cut("It sold well. [12] |He was born c. 1818 and died in 1880.[3] |\"So what.\" [4] [5] \
                |The rest.");
    }

    #[test]
    fn an_ellipsis_within_a_sentence_does_not_end_it() {
        cut("We ... will go on … and President ... Obama knows. . . . |The rest");
    }

    #[test]
    fn a_lost_space_does_not_hide_an_end() {
        cut("That was it, he said.|The talks went on at example.com and Node.js.");
    }

    #[test]
    fn numbers_and_list_items_stay_whole() {
        cut("1. The first of 3.5 million.");
    }

    #[test]
    fn names_with_an_exclamation_mark_stay_whole() {
        cut("Yahoo! News asked Jeb! Bush.");
    }
}
