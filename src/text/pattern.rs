//! Patterns over a document's tokens, written as constants.
//!
//! Takes a [`Document`] and a window of its tokens; gives where a pattern matches and the parts it
//! names; promises to look at no token past the window's end and to allocate nothing.
//!
//! Matching is greedy, as in a parsing expression grammar: what [`Opt`] and [`Many`] have taken is
//! never given back, and [`Either`] takes the first alternative that matches. So the time for one
//! place is linear in the tokens looked at, unless patterns repeat within one another.
//!
//! ```
//! use whosaid::lexicon::cues::VerbForm;
//! use whosaid::text::pattern::Pattern::{self, AnyOf, Ends, Many, Part, Seq, Verb};
//! use whosaid::text::{Document, TokenRange};
//!
//! const BE: Pattern = AnyOf(&["is", "was", "been"]);
//! const ADVERB: Pattern = Ends(&["ly"]);
//! const PAST: Pattern = Verb(|_, form| form == VerbForm::Past);
//! const PASSIVE: Pattern = Seq(&[BE, Many(0, 4, &ADVERB), Part(0, &PAST)]);
//!
//! let document = Document::read("The plan was repeatedly called a mistake.");
//! let found = PASSIVE.find(&document, TokenRange::new(0, document.tokens.len())).unwrap();
//! assert_eq!(document.slice(found.tokens), "was repeatedly called");
//! assert_eq!(document.slice(found.part(0)), "called");
//! ```
//!
//! [`Opt`]: Pattern::Opt
//! [`Many`]: Pattern::Many
//! [`Either`]: Pattern::Either

use super::document::{Document, TokenKind, TokenRange};
use crate::lexicon::Class;
use crate::lexicon::cues::{CueVerb, VerbForm};

/// How many parts of a match a pattern can name: part numbers are below this.
pub const PARTS: usize = 4;

/// A pattern. Those before [`Seq`](Pattern::Seq) match one token, the rest join others.
#[derive(Debug, Clone, Copy)]
pub enum Pattern {
    /// Any token.
    Any,
    /// A token that is, in lower case, one of a list.
    AnyOf(&'static [&'static str]),
    /// A token that ends, in lower case, in one of a list.
    Ends(&'static [&'static str]),
    /// A token of a kind.
    Kind(TokenKind),
    /// A token that has any of the classes.
    Of(Class),
    /// A form of a reporting verb for which the test holds.
    Verb(fn(&CueVerb, VerbForm) -> bool),
    /// A token written with a capital.
    Capital,
    /// A token for which the test holds, as written.
    Test(fn(&str) -> bool),
    /// A token right behind the one before, with no space between.
    Glued,
    /// A token within quotation marks, or one of the marks.
    Quoted,
    /// Any token where the pattern does not match.
    Not(&'static Pattern),

    /// One after the other.
    Seq(&'static [Pattern]),
    /// The first of these that matches.
    Either(&'static [Pattern]),
    /// All of these at the same place; takes the tokens of the last.
    All(&'static [Pattern]),
    /// The pattern or nothing.
    Opt(&'static Pattern),
    /// The pattern as often as it matches: at least the first number of times, at most the second.
    Many(usize, usize, &'static Pattern),
    /// The tokens, none or more, before the first place where the pattern matches.
    Until(&'static Pattern),
    /// The pattern within this many tokens from here: it sees no more.
    Within(usize, &'static Pattern),
    /// Takes nothing: the pattern must match here.
    Here(&'static Pattern),
    /// Takes nothing: the window must end here.
    End,
    /// Takes nothing: the pattern must match the token before, which may stand before the window.
    After(&'static Pattern),
    /// The pattern; its tokens are the match's part of this number.
    Part(usize, &'static Pattern),
}

/// Where a pattern matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// All tokens that it takes.
    pub tokens: TokenRange,
    parts: Parts,
}

/// The tokens of each part; `NONE` for a part that took none.
type Parts = [TokenRange; PARTS];

const NONE: TokenRange = TokenRange { start: 0, end: 0 };

impl Match {
    /// The tokens of [`Pattern::Part`] `number`; empty if that part was not matched.
    pub fn part(&self, number: usize) -> TokenRange {
        self.parts[number]
    }
}

impl Pattern {
    /// A word, in contrast to endings such as 's, marks and other symbols.
    pub const WORD: Pattern = Pattern::Kind(TokenKind::Word);
    /// Any form of a reporting verb.
    pub const CUE_VERB: Pattern = Pattern::Verb(|_, _| true);

    /// The match that begins with the first token of `window` and ends within it.
    pub fn at(&self, document: &Document, window: TokenRange) -> Option<Match> {
        let mut parts = [NONE; PARTS];
        let end = self.end(document, window, &mut parts)?;
        Some(Match { tokens: TokenRange::new(window.start, end), parts })
    }

    /// The first match within `window`.
    pub fn find(&self, document: &Document, window: TokenRange) -> Option<Match> {
        window.into_iter().find_map(|i| self.at(document, TokenRange::new(i, window.end)))
    }

    /// True if the pattern matches all of `range`.
    pub fn is(&self, document: &Document, range: TokenRange) -> bool {
        self.at(document, range).is_some_and(|found| found.tokens == range)
    }

    /// True if the pattern matches token `index` alone; false outside the document.
    pub fn is_at(&self, document: &Document, index: usize) -> bool {
        index < document.tokens.len() && self.is(document, TokenRange::new(index, index + 1))
    }

    /// The tokens at the end of `window` that each match the pattern. It must be a pattern for one
    /// token.
    pub fn run_back(&self, document: &Document, window: TokenRange) -> TokenRange {
        let fits = |i: &usize| self.is_at(document, *i);
        let start = window.into_iter().rev().take_while(fits).last().unwrap_or(window.end);
        TokenRange::new(start, window.end)
    }

    /// Where the match ends that begins with the first token of `window`.
    fn end(&self, document: &Document, window: TokenRange, parts: &mut Parts) -> Option<usize> {
        let TokenRange { start, end } = window;
        let from = |at: usize| TokenRange { start: at, end };
        let takes_one = match self {
            Pattern::Seq(list) => {
                return list.iter().try_fold(start, |at, p| p.end(document, from(at), parts));
            }
            Pattern::All(list) => {
                return list.iter().try_fold(start, |_, p| p.end(document, window, parts));
            }
            Pattern::Either(list) => {
                let before = *parts;
                return list.iter().find_map(|p| {
                    *parts = before;
                    p.end(document, window, parts)
                });
            }
            Pattern::Opt(pattern) => {
                return Pattern::Many(0, 1, pattern).end(document, window, parts);
            }
            Pattern::Many(least, most, pattern) => {
                let (mut at, mut times) = (start, 0);
                while times < *most && at < end {
                    let mut tried = *parts;
                    let Some(next) = pattern.end(document, from(at), &mut tried) else { break };
                    (at, *parts, times) = (next, tried, times + 1);
                }
                return (times >= *least).then_some(at);
            }
            Pattern::Until(stop) => {
                let mut places = start..=end;
                return places
                    .find(|&at| stop.end(document, from(at), &mut [NONE; PARTS]).is_some());
            }
            Pattern::Within(most, pattern) => {
                let near = TokenRange { start, end: end.min(start + most) };
                return pattern.end(document, near, parts);
            }
            Pattern::Here(pattern) => return pattern.end(document, window, parts).map(|_| start),
            Pattern::End => return (start >= end).then_some(start),
            Pattern::After(pattern) => {
                let before = TokenRange { start: start.checked_sub(1)?, end: start };
                return pattern.end(document, before, &mut [NONE; PARTS]);
            }
            Pattern::Part(number, pattern) => {
                let end = pattern.end(document, window, parts)?;
                parts[*number] = TokenRange { start, end };
                return Some(end);
            }
            _ if start >= end => return None,
            Pattern::Not(pattern) => pattern.end(document, window, &mut [NONE; PARTS]).is_none(),
            token => token.takes(document, start),
        };
        takes_one.then_some(start + 1)
    }

    /// True if the pattern, which must be one for one token, matches token `index`.
    fn takes(&self, document: &Document, index: usize) -> bool {
        let token = &document.tokens[index];
        let word = document.word(index);
        match self {
            Pattern::AnyOf(list) => list.contains(&document.lower(index)),
            Pattern::Ends(list) => list.iter().any(|end| document.lower(index).ends_with(end)),
            Pattern::Kind(kind) => token.kind == *kind,
            Pattern::Of(class) => document.class(index).any(*class),
            Pattern::Verb(test) => {
                document.verb(index).is_some_and(|(verb, form)| test(verb, form))
            }
            Pattern::Capital => word.starts_with(char::is_uppercase),
            Pattern::Test(test) => test(word),
            Pattern::Glued => token.glued,
            Pattern::Quoted => token.quoted,
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern::*;
    use super::*;

    const THE: Pattern = AnyOf(&["the", "a"]);
    const WORD: Pattern = Pattern::WORD;

    /// The text of the first match and of its parts 0 and 1.
    #[track_caller]
    fn finds(pattern: Pattern, text: &str, expected: Option<[&str; 3]>) {
        let document = Document::read(text);
        let all = TokenRange::new(0, document.tokens.len());
        let found = pattern.find(&document, all);
        let slices = found.map(|m| [m.tokens, m.part(0), m.part(1)].map(|r| document.slice(r)));
        assert_eq!(slices, expected, "{pattern:?} in {text:?}");
    }

    #[test]
    fn words_are_compared_in_lower_case() {
        finds(THE, "In THE house", Some(["THE", "", ""]));
        finds(THE, "In this house", None);
        finds(Ends(&["ly"]), "It is HARDLY so.", Some(["HARDLY", "", ""]));
    }

    #[test]
    fn single_tokens_match_by_kind_class_verb_and_shape() {
        finds(Kind(TokenKind::OpenQuote), "He: “Go.”", Some(["“", "", ""]));
        finds(Quoted, "He: “Go.”", Some(["“", "", ""]));
        finds(Of(Class::PREPOSITION), "She goes with him.", Some(["with", "", ""]));
        finds(Verb(|verb, _| verb.lemma == "deny"), "She denied it.", Some(["denied", "", ""]));
        finds(Verb(|_, form| form == VerbForm::Gerund), "She denied it.", None);
        finds(Capital, "in Paris", Some(["Paris", "", ""]));
        finds(Test(|word| word.len() == 2), "about 20", Some(["20", "", ""]));
        finds(All(&[Glued, WORD]), "about “us”", Some(["us", "", ""]));
        finds(Any, "x", Some(["x", "", ""]));
        finds(Pattern::CUE_VERB, "It was denied", Some(["denied", "", ""]));
    }

    #[test]
    fn a_sequence_takes_its_patterns_in_order() {
        finds(Seq(&[THE, WORD]), "In the house.", Some(["the house", "", ""]));
        finds(Seq(&[THE, WORD]), "In the.", None);
        finds(
            Seq(&[THE, Opt(&AnyOf(&["big"])), AnyOf(&["house"])]),
            "a house",
            Some(["a house", "", ""]),
        );
        finds(
            Seq(&[THE, Opt(&AnyOf(&["big"])), AnyOf(&["house"])]),
            "a big house",
            Some(["a big house", "", ""]),
        );
    }

    #[test]
    fn many_takes_all_it_can_up_to_its_limit() {
        finds(Many(2, 3, &WORD), "one, one two three four", Some(["one two three", "", ""]));
        finds(Seq(&[Many(0, 9, &WORD), AnyOf(&["two"])]), "one two", None);
    }

    #[test]
    fn until_skips_to_where_the_next_pattern_matches() {
        const TO: Pattern = AnyOf(&["to"]);
        const SKIP: Pattern = Seq(&[THE, Part(0, &Until(&TO)), Part(1, &TO)]);
        finds(SKIP, "the old way to go", Some(["the old way to", "old way", "to"]));
        finds(SKIP, "the way", None);
        finds(Within(3, &SKIP), "the old way to go", None);
        finds(Within(4, &SKIP), "the old way to go", Some(["the old way to", "old way", "to"]));
    }

    #[test]
    fn conditions_take_nothing() {
        finds(All(&[Not(&THE), WORD]), "the house", Some(["house", "", ""]));
        finds(Seq(&[After(&THE), WORD]), "my house, the home", Some(["home", "", ""]));
        finds(Seq(&[After(&THE), WORD]), "house", None);
        finds(Seq(&[WORD, End]), "my house", Some(["house", "", ""]));
        finds(Seq(&[Here(&Capital), AnyOf(&["ann"])]), "ann Ann", Some(["Ann", "", ""]));
    }

    #[test]
    fn parts_of_a_failed_alternative_are_forgotten() {
        const EITHER: Pattern =
            Either(&[Seq(&[Part(0, &THE), AnyOf(&["mouse"])]), Seq(&[THE, Part(1, &WORD)])]);
        finds(EITHER, "the house", Some(["the house", "", "house"]));
    }

    #[test]
    fn a_window_bounds_what_is_looked_at() {
        let document = Document::read("the old way home");
        let range = TokenRange::new;
        assert_eq!(Many(0, 9, &WORD).at(&document, range(1, 3)).unwrap().tokens, range(1, 3));
        assert!(Many(0, 9, &WORD).is(&document, range(0, 4)));
        assert!(!Many(0, 2, &WORD).is(&document, range(0, 4)));
        assert_eq!(Not(&THE).at(&document, range(4, 4)), None);
        assert_eq!(End.at(&document, range(4, 4)).unwrap().tokens, range(4, 4));
        let short = All(&[Not(&THE), WORD]);
        assert_eq!(short.run_back(&document, range(0, 4)), range(1, 4));
        assert_eq!(THE.run_back(&document, range(0, 4)), range(4, 4));
    }
}
