//! The words of a text as a check compares them.
//!
//! Takes a text; gives its words with what each is folded to; promises that two words are equal
//! only if their letters, figures and signs are, in upper or lower case. Marks, dashes, brackets
//! and space between words are no words. Of marks within a word, only those are kept that tell
//! words apart: the apostrophe of "don't", the points of "1.5" and ".5", the minus of "-5". The
//! points of "U.S." and capitals tell apart only what is a word too: "us".

use crate::lexicon::lists::grammar::{
    CONTRASTS, COORDINATORS, NEGATED_ENDINGS, NEGATIONS, OTHER_NEGATIONS,
};
use crate::lexicon::lists::sentences::{OTHER_ABBREVIATIONS, TITLES};
use crate::lexicon::lists::speech::CLAUSE_LINKS;
use crate::lexicon::lists::transcripts::{MORE_NEGATIONS, SPELLED_ABBREVIATIONS, STAGE_DIRECTIONS};
use crate::text::{Byte, Span, is_ignorable};
use crate::turns::Pace;

/// Start and factor of the hash FNV-1a in 64 bits.
const FNV: (u64, u64) = (0xcbf2_9ce4_8422_2325, 0x100_0000_01b3);
/// Most bytes of a remark in brackets that may be a stage direction: "[Applause.]".
const LONGEST_DIRECTION: usize = 40;
/// Marks that end a sentence.
const SENTENCE_ENDS: [char; 3] = ['.', '?', '!'];
/// Marks that end a clause, beside those that end a sentence.
pub(super) const CLAUSE_ENDS: [char; 6] = [',', ';', ':', '—', '–', '…'];

/// A word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    /// Where it stands.
    pub span: Span<Byte>,
    /// The hash of its folded characters.
    pub hash: u64,
    /// True if it negates: "not", "never", "don't".
    pub negates: bool,
    /// True for an abbreviation that without points and capitals is another word: "U.S.".
    is_abbreviation: bool,
}

/// A text with its words.
#[derive(Debug)]
pub(super) struct Words<'t> {
    pub text: &'t str,
    pub list: Vec<Word>,
}

impl<'t> Words<'t> {
    /// All words of `text`, stage directions such as "[Applause.]" left out. Takes linear time.
    pub async fn read(text: &'t str, pace: &mut Pace) -> Words<'t> {
        let mut words = Words { text, list: Vec::new() };
        let (mut at, mut folded) = (0, String::new());
        while let Some(span) = next_word(text, &mut at, &mut folded) {
            words.push(span, &folded);
            pace.spend(1).await;
        }
        words
    }

    /// Adds the words of a stretch of the text.
    pub fn read_more(&mut self, stretch: Span<Byte>) {
        let (mut at, mut folded) = (stretch.start() as usize, String::new());
        let text = &self.text[..stretch.end() as usize];
        while let Some(span) = next_word(text, &mut at, &mut folded) {
            self.push(span, &folded);
        }
    }

    fn push(&mut self, span: Span<Byte>, folded: &str) {
        let is_abbreviation = is_abbreviation(self.text, span, folded);
        let hash = hash(folded.bytes().chain(is_abbreviation.then_some(b'.')));
        self.list.push(Word { span, hash, negates: is_negation(folded), is_abbreviation });
    }

    /// The stretch of the text from word `from` up to word `to`.
    pub fn span(&self, from: usize, to: usize) -> Span<Byte> {
        self.list[from].span.to(self.list[to - 1].span)
    }

    /// How many of the words from `from` up to `to` negate.
    pub fn negations(&self, from: usize, to: usize) -> usize {
        self.list[from..to].iter().filter(|word| word.negates).count()
    }

    /// What stands between word `at` and the one before it.
    fn gap(&self, at: usize) -> &'t str {
        let before = at.checked_sub(1).map_or(0, |i| self.list[i].span.end());
        &self.text[before as usize..self.list[at].span.start() as usize]
    }

    /// True if a sentence begins with word `at`, by the marks before it.
    pub fn begins_sentence(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        let last = self.list[before].span.of(self.text);
        let is_title = TITLES.split_whitespace().any(|title| title.eq_ignore_ascii_case(last));
        (self.gap(at).contains(SENTENCE_ENDS) && !is_title) || self.gap(at).contains("\n\n")
    }

    /// True if a sentence or clause begins with word `at`, by the marks before it.
    pub fn begins_clause(&self, at: usize) -> bool {
        self.begins_sentence(at) || self.gap(at).contains(CLAUSE_ENDS)
    }

    /// True if word `at` is a conjunction that another clause may begin with.
    pub fn links(&self, at: usize) -> bool {
        let word = self.list[at].span.of(self.text);
        let mut links = [COORDINATORS, CLAUSE_LINKS, CONTRASTS].into_iter().flatten();
        links.any(|link| link.eq_ignore_ascii_case(word))
    }

    /// True if a sentence begins with word `at` here, and no sentence or clause with the same word
    /// of `other`: "I have: no. Plan." is not "I have no plan".
    fn ends_alone(&self, at: usize, other: &Words<'_>, word: usize) -> bool {
        let is_end = || {
            let before = self.list[at - 1].span.of(self.text);
            let is_letter = before.chars().count() == 1 && before != "I";
            let mut names = OTHER_ABBREVIATIONS.split_whitespace();
            // "U.S. firms", "J. Smith", "Inc. Magazine"
            let is_short = before.starts_with(char::is_alphabetic) && before.contains('.')
                || before.starts_with(char::is_uppercase)
                    && (is_letter || names.any(|name| name.eq_ignore_ascii_case(before)));
            let gap = self.gap(at);
            let is_capital = self.list[at].span.of(self.text).starts_with(char::is_uppercase);
            gap.contains(['?', '!']) || (gap.contains('.') && is_capital && !is_short)
        };
        self.gap(at).contains(SENTENCE_ENDS)
            && self.begins_sentence(at)
            && is_end()
            && !other.begins_clause(word)
    }

    /// True if the words from `at` on are those of `other` from `from` up to `to`, letter by
    /// letter, and no sentence ends among them that does not end there.
    pub fn has(&self, at: usize, other: &Words<'_>, from: usize, to: usize) -> bool {
        let (mut here, mut there) = (String::new(), String::new());
        at + (to - from) <= self.list.len()
            && (from..to).enumerate().all(|(i, word)| {
                let (mine, theirs) = (self.list[at + i], other.list[word]);
                let is_like = mine.hash == theirs.hash
                    && mine.is_abbreviation == theirs.is_abbreviation
                    && (i == 0 || !self.ends_alone(at + i, other, word));
                is_like && {
                    let (mut a, mut b) = (mine.span.start() as usize, theirs.span.start() as usize);
                    next_word(&self.text[..mine.span.end() as usize], &mut a, &mut here);
                    next_word(&other.text[..theirs.span.end() as usize], &mut b, &mut there);
                    here == there
                }
            })
    }
}

/// True for a folded word that negates.
fn is_negation(folded: &str) -> bool {
    [NEGATIONS, OTHER_NEGATIONS].iter().any(|list| list.contains(&folded))
        || MORE_NEGATIONS.split_whitespace().any(|word| word == folded)
        || NEGATED_ENDINGS.iter().any(|ending| folded.ends_with(ending))
}

/// Hands each word of `text`, folded, and its hash to `take`; abbreviations end with a point.
pub(crate) fn each_word(text: &str, mut take: impl FnMut(&str, u64)) {
    let (mut at, mut folded) = (0, String::new());
    while let Some(span) = next_word(text, &mut at, &mut folded) {
        if is_abbreviation(text, span, &folded) {
            folded.push('.');
        }
        take(&folded, hash(folded.bytes()));
    }
}

/// The hash of a folded word.
fn hash(folded: impl Iterator<Item = u8>) -> u64 {
    folded.fold(FNV.0, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(FNV.1))
}

/// The number of words of `text` that negate.
pub(super) fn negations(text: &str) -> usize {
    let (mut at, mut folded, mut count) = (0, String::new(), 0);
    while next_word(text, &mut at, &mut folded).is_some() {
        count += usize::from(is_negation(&folded));
    }
    count
}

/// The next word of `text` from byte `at` on, which is moved behind it; `folded` becomes what it is
/// folded to.
fn next_word(text: &str, at: &mut usize, folded: &mut String) -> Option<Span<Byte>> {
    folded.clear();
    let mut start = None;
    // letters since the word's start or its last point
    let mut piece = 0;
    while let Some(c) = text[*at..].chars().next() {
        let next = *at + c.len_utf8();
        let after = text[next..].chars().next().unwrap_or(' ');
        let inside = start.is_some();
        if is_letter(c) {
            if start.is_none() {
                start = Some(*at);
            }
            folded.extend(c.to_lowercase());
            piece += 1;
        } else if is_ignorable(c) {
            // stands for nothing
        } else if inside && joins(c, after, folded, piece) {
            match c {
                // "U.S." is one word without its points
                '.' if !after.is_ascii_digit() => piece = 0,
                c if is_apostrophe(c) => folded.push('\''),
                // "[T]he"
                ']' => {}
                ',' if is_between_thousands(&text[next..]) => {}
                c => folded.push(c),
            }
        } else if inside {
            break;
        } else if is_minus(text, *at, c) || is_point(text, *at, c, after) {
            start = Some(*at);
            folded.push_str(if c == '.' { "0." } else { "-" });
        } else if is_sign(c) {
            folded.push(c);
            let span = Span::new(*at as u32, next as u32);
            *at = next;
            return Some(span);
        } else if let Some(end) = direction_end(text, *at) {
            *at = end;
            continue;
        }
        *at = next;
    }
    start.map(|start| Span::new(start as u32, *at as u32))
}

/// True for what words are made of.
fn is_letter(c: char) -> bool {
    // accents that are characters of their own belong to the letter before
    (c.is_alphanumeric() && !is_apostrophe(c)) || ('\u{300}'..='\u{36f}').contains(&c)
}

/// True for an apostrophe, also one written as another mark.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '\u{2bc}' | '`' | '´')
}

/// True if a minus stands at byte `at` of `text`: a dash before a figure or an amount, and no
/// hyphen between two words.
fn is_minus(text: &str, at: usize, c: char) -> bool {
    let mut amount = text[at..].chars().skip(1).take(3);
    let figure = amount.find(|c| !matches!(c, '$' | '€' | '£' | '¥' | '.'));
    let is_apart = |c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“' | '‘' | '[');
    matches!(c, '-' | '–' | '\u{2212}')
        && figure.is_some_and(|c| c.is_ascii_digit())
        && text[..at].chars().next_back().is_none_or(is_apart)
}

/// True if a point before a figure stands at byte `at` of `text`, with no word before it: ".5" is
/// "0.5".
fn is_point(text: &str, at: usize, c: char, after: char) -> bool {
    let is_apart = |c: char| !c.is_alphanumeric() && !matches!(c, '.' | '…');
    c == '.' && after.is_ascii_digit() && text[..at].chars().next_back().is_none_or(is_apart)
}

/// True if `span` is an abbreviation that, folded, is another word: "U.S."; "US" where not all
/// words around it are in capitals too.
fn is_abbreviation(text: &str, span: Span<Byte>, folded: &str) -> bool {
    if !SPELLED_ABBREVIATIONS.split_whitespace().any(|word| word == folded) {
        return false;
    }
    let written = span.of(text);
    let (start, end) = (span.start() as usize, span.end() as usize);
    let near = [in_capitals(text[..start].chars().rev()), in_capitals(text[end..].chars())];
    let is_loud = near.iter().any(Option::is_some) && !near.contains(&Some(false));
    written.contains('.') || (!is_loud && in_capitals(written.chars()) == Some(true))
}

/// Whether the first word of some characters is in capitals, if the clause has one.
fn in_capitals(chars: impl Iterator<Item = char>) -> Option<bool> {
    let is_end = |c: &char| SENTENCE_ENDS.contains(c) || matches!(c, '\n' | '“' | '”' | '"');
    let letters = chars.skip_while(|c| !c.is_alphabetic() && !is_end(c));
    let mut letters = letters.take_while(|c| c.is_alphabetic()).peekable();
    letters.peek()?;
    Some(letters.all(|c| !c.is_lowercase()))
}

/// True if the comma before `rest` stands between thousands: "3,000" is "3000".
fn is_between_thousands(rest: &str) -> bool {
    let figures = rest.bytes().take_while(u8::is_ascii_digit).take(4).count();
    figures == 3
}

/// True if `c`, which is no letter, stands within a word whose last characters are `folded`.
fn joins(c: char, after: char, folded: &str, piece: usize) -> bool {
    let figure = folded.ends_with(|c: char| c.is_ascii_digit()) && after.is_ascii_digit();
    match c {
        '.' => figure || (piece == 1 && after.is_alphabetic()),
        ',' | ':' | '/' => figure,
        ']' => piece == 1 && folded.chars().count() == 1 && after.is_alphabetic(),
        c => is_apostrophe(c) && after.is_alphabetic(),
    }
}

/// True for a sign that is a word by itself: "$", "%". Marks of punctuation, quotation and lists
/// are none.
fn is_sign(c: char) -> bool {
    let mark = match c {
        '$' | '%' | '&' | '+' | '=' | '@' | '#' | '^' | '<' | '>' => false,
        '§' | '°' | '±' | '£' | '¥' | '¢' | '‰' => false,
        c if c.is_ascii() => true,
        '\u{80}'..='\u{bf}' | '\u{2010}'..='\u{205e}' | '\u{3000}'..='\u{303f}' => true,
        '\u{25a0}'..='\u{25ff}' | '\u{fe00}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff0f}' => true,
        '\u{200d}' | '\u{2120}' | '\u{2122}' | '\u{fffd}' => true,
        _ => false,
    };
    !mark && !c.is_whitespace() && !c.is_control()
}

/// The end of the stage direction in brackets that begins at byte `at`, if one does.
fn direction_end(text: &str, at: usize) -> Option<usize> {
    let close = match text.as_bytes()[at] {
        b'[' => b']',
        b'(' => b')',
        _ => return None,
    };
    let rest = &text.as_bytes()[at + 1..text.len().min(at + LONGEST_DIRECTION)];
    let length = rest.iter().position(|&b| b == close)?;
    let inner = &text[at + 1..at + 1 + length];
    let word = inner.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty())?;
    let is_direction =
        STAGE_DIRECTIONS.split_whitespace().any(|one| one.eq_ignore_ascii_case(word));
    (is_direction && negations(inner) == 0).then_some(at + length + 2)
}
