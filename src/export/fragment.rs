//! Links that scroll a browser to a passage: text fragments, as the WICG specification "URL
//! Fragment Text Directives" defines them.
//!
//! Takes a text and a span of it; gives `#:~:text=...`; promises that within the text the link
//! finds that passage first, or that there is no link.

use crate::sort;
use crate::text::{Byte, Span, one_line};

/// Characters of the longest passage that stands in a link as a whole; of a longer one the first
/// and last words do.
const LONGEST_EXACT: usize = 200;
/// Words at each end of a longer passage, at first.
const END_WORDS: usize = 5;
/// Words at the end of a longer passage at most; one that needs more gets no link.
const MOST_END_WORDS: usize = 40;
/// Words of context on either side at most; a passage that needs more gets no link.
const MOST_CONTEXT_WORDS: usize = 12;
/// Bytes by which places of the plain text are put in order.
const KEY: usize = 12;
/// Places at most whose first [`KEY`] bytes are alike: a passage that begins as more places do gets
/// no link, so that many links take linear time.
const MOST_ALIKE: usize = 256;
/// Bytes of the text between two places whose place in the plain text is kept.
const STRIDE: usize = 256;

/// Characters that end a block of text: no part of a link may run over one.
const BREAKS: [char; 4] = ['\n', '\r', '\u{2028}', '\u{2029}'];

/// Makes links to passages of one text.
pub struct Fragments<'t> {
    text: &'t str,
    plain: Plain,
    /// Where words and marks begin in the plain text, by the [`KEY`] bytes that follow; `None` if
    /// the text is searched for each link.
    starts: Option<Vec<usize>>,
}

/// A text as browsers compare it.
struct Plain {
    /// In lower case, white space as one space.
    text: String,
    /// Where in `text` the spaces stand that end a block, in order.
    breaks: Vec<usize>,
    /// Places of the original, about [`STRIDE`] bytes apart, with their places in `text`.
    places: Vec<(usize, usize)>,
}

impl<'t> Fragments<'t> {
    /// Reads `text` once. Each link takes time in proportion to it.
    pub fn new(text: &'t str) -> Self {
        Fragments { text, plain: Plain::of(text), starts: None }
    }

    /// The same for many links, as tables have them: each takes hardly any time. A passage whose
    /// first words stand in the text hundreds of times has no link, and none has words after the
    /// passage: a hyphen after a comma would begin a formula.
    pub fn for_many(text: &'t str) -> Self {
        let plain = Plain::of(text);
        let begins = |&(at, _): &(usize, char)| !splits_word(&plain.text[..at], &plain.text[at..]);
        let mut starts: Vec<usize> =
            plain.text.char_indices().filter(begins).map(|(at, _)| at).collect();
        sort::by_keys(&mut starts, |&at| key(&plain.text[at..], 0));
        Fragments { text, plain, starts: Some(starts) }
    }

    /// The fragment of a link to `span`, from `#` on, to be put behind a page's address. The
    /// passage is widened to whole words, since browsers find only these. `None` for a passage
    /// without words, or one that so little context does not tell from the same words elsewhere.
    ///
    /// ```
    /// use whosaid::{export::Fragments, text::Span};
    /// let text = "No deal, she said. No deal yet.";
    /// let link = Fragments::new(text).link(Span::new(19, 26));
    /// assert_eq!(link.as_deref(), Some("#:~:text=said.-,No%20deal,-yet."));
    /// ```
    ///
    /// # Panics
    /// If the span lies outside the text or not on character boundaries.
    pub fn link(&self, span: Span<Byte>) -> Option<String> {
        let (start, end) = self.whole_words(span)?;
        let passage = &self.text[start..end];
        // a match may not run over the end of a block, but for the two ends of a range
        let exact = passage.chars().count() <= LONGEST_EXACT && !passage.contains(BREAKS);
        let (first, last) = if exact { (end, None) } else { self.ends(start, end)? };
        let both = last.is_none() && self.starts.is_none();
        let (before, after) = self.context(start, first, both)?;
        let mut link = String::from("#:~:text=");
        if !before.is_empty() {
            link += &(encode(&before) + "-,");
        }
        link += &encode(&self.text[start..first]);
        if let Some(last) = last {
            link += &(",".to_string() + &encode(&self.text[last..end]));
        }
        if !after.is_empty() {
            link += &(",-".to_string() + &encode(&after));
        }
        Some(link)
    }

    /// `span` without white space at its ends, grown to whole words; an ending such as 's belongs
    /// to its word.
    fn whole_words(&self, span: Span<Byte>) -> Option<(usize, usize)> {
        let inner = span.of(self.text);
        inner.find(char::is_alphanumeric)?;
        let mut start = span.start() as usize + (inner.len() - inner.trim_start().len());
        let mut end = span.end() as usize - (inner.len() - inner.trim_end().len());
        let word = |c: char| c.is_alphanumeric();
        let joins = |c: char| word(c) || c == '\'' || c == '’';
        if self.text[start..].starts_with(joins) && self.text[..start].ends_with(joins) {
            start = self.text[..start].trim_end_matches(joins).len();
            start +=
                self.text[start..].len() - self.text[start..].trim_start_matches(['\'', '’']).len();
            // where there was nothing but apostrophes
            start += self.text[start..].len() - self.text[start..].trim_start().len();
        }
        if self.text[..end].ends_with(word) {
            let rest = &self.text[end..];
            let grown = rest.trim_start_matches(joins);
            end += rest[..rest.len() - grown.len()].trim_end_matches(['\'', '’']).len();
        }
        Some((start, end))
    }

    /// For a long passage: where its first words end and its last ones start, such that the last
    /// are not met earlier.
    fn ends(&self, start: usize, end: usize) -> Option<(usize, Option<usize>)> {
        let passage = &self.text[start..end];
        let line = |s: &str| s.find(BREAKS).unwrap_or(s.len());
        let first = start + word_ends(&passage[..line(passage)]).take(END_WORDS).last()?;
        let last_line = passage
            .rfind(BREAKS)
            .map_or(0, |i| i + passage[i..].chars().next().map_or(1, char::len_utf8));
        let starts: Vec<usize> = word_starts(&passage[last_line..])
            .map(|i| start + last_line + i)
            .filter(|&i| i >= first)
            .collect();
        let between = self.plain_at(first);
        let fewest = END_WORDS.min(starts.len()).saturating_sub(1);
        for &last in starts.iter().rev().take(MOST_END_WORDS).skip(fewest) {
            let target = self.plain_at(last);
            let wanted = self.plain.text[target..self.plain_at(end)].trim();
            if occurrences(&self.plain.text[between..], wanted).next() == Some(target - between) {
                return Some((first, Some(last)));
            }
        }
        None
    }

    /// The words before and after `text[start..end]` that tell this passage from the same words
    /// elsewhere; both are empty if these stand nowhere else. Each side lies in one block, since
    /// browsers find no words over the end of a block: in the passage's own, or in the one beside
    /// it if the passage begins or ends the block.
    fn context(&self, start: usize, end: usize, both: bool) -> Option<(String, String)> {
        let (at, upto) = (self.plain_at(start), self.plain_at(end));
        let (block, _) = self.block(self.plain.text[..at].trim_end().len());
        let (_, block_end) =
            self.block(self.plain.text.len() - self.plain.text[upto..].trim_start().len());
        let befores: Vec<usize> = word_starts_back(&self.plain.text[..at])
            .take(MOST_CONTEXT_WORDS)
            .take_while(|&i| i >= block)
            .collect();
        let afters: Vec<usize> = word_ends(&self.plain.text[upto..])
            .take(MOST_CONTEXT_WORDS)
            .map(|i| upto + i)
            .take_while(|&i| i <= block_end)
            .collect();
        for words in 0..=MOST_CONTEXT_WORDS {
            let pick = |list: &[usize], none: usize| {
                words.min(list.len()).checked_sub(1).map_or(none, |i| list[i])
            };
            let (from, to) = (pick(&befores, at), if both { pick(&afters, upto) } else { upto });
            let (before, after) =
                (self.plain.text[from..at].trim(), self.plain.text[upto..to].trim());
            if self.stands_once(&self.plain.text[at..upto], before, after) {
                return Some((before.to_string(), after.to_string()));
            }
        }
        None
    }

    /// True if `words` stand in one place with these words around them, with or without white space
    /// between, as browsers find them.
    fn stands_once(&self, words: &str, before: &str, after: &str) -> bool {
        let around = |at: &usize| {
            let (left, right) = (
                self.plain.text[..*at].trim_end(),
                self.plain.text[at + words.len()..].trim_start(),
            );
            let from = left.strip_suffix(before).filter(|rest| !splits_word(rest, before));
            let to = right.strip_prefix(after).filter(|rest| !splits_word(after, rest));
            from.is_some() && to.is_some()
        };
        let Some(starts) = &self.starts else {
            return occurrences(&self.plain.text, words).filter(around).nth(1).is_none();
        };
        let at = |at: &usize| key(&self.plain.text[*at..], 0);
        let (first, last) = (key(words, 0), key(words, u8::MAX));
        let from = starts.partition_point(|start| at(start) < first);
        let alike = &starts[from..];
        let alike = &alike[..alike.partition_point(|start| at(start) <= last)];
        let whole = |start: &&usize| {
            let rest = self.plain.text[**start..].strip_prefix(words);
            rest.is_some_and(|rest| !splits_word(words, rest))
        };
        alike.len() <= MOST_ALIKE
            && alike.iter().filter(whole).filter(|at| around(at)).nth(1).is_none()
    }

    /// Where in the plain text the block around the byte `at` starts and ends. A break belongs to
    /// the block before it.
    fn block(&self, at: usize) -> (usize, usize) {
        let after = self.plain.breaks.partition_point(|&b| b < at);
        let start = after.checked_sub(1).map_or(0, |i| self.plain.breaks[i] + 1);
        (start, self.plain.breaks.get(after).copied().unwrap_or(self.plain.text.len()))
    }

    /// Where the byte `at` of the text lies in the plain text: behind all that stands before it.
    fn plain_at(&self, at: usize) -> usize {
        let places = &self.plain.places;
        let before = places.partition_point(|place| place.0 <= at).saturating_sub(1);
        let (from, mut plain) = places.get(before).copied().unwrap_or_default();
        let mut space = self.plain.text[..plain].ends_with(' ');
        for c in self.text[from..at].chars() {
            if !c.is_whitespace() {
                plain += c.to_lowercase().map(char::len_utf8).sum::<usize>();
            } else if !space {
                plain += 1;
            }
            space = c.is_whitespace();
        }
        plain
    }
}

impl Plain {
    /// `original` as browsers compare it.
    fn of(original: &str) -> Plain {
        let mut text = String::with_capacity(original.len());
        let (mut breaks, mut places) = (Vec::new(), Vec::new());
        let mut next = 0;
        for (at, c) in original.char_indices() {
            if at >= next {
                places.push((at, text.len()));
                next = at + STRIDE;
            }
            if !c.is_whitespace() {
                text.extend(c.to_lowercase());
                continue;
            }
            if !text.ends_with(' ') {
                text.push(' ');
            }
            if BREAKS.contains(&c) && breaks.last() != Some(&(text.len() - 1)) {
                breaks.push(text.len() - 1);
            }
        }
        Plain { text, breaks, places }
    }
}

/// The first [`KEY`] bytes of `text` as numbers; where it is shorter, `pad` stands for the rest.
fn key(text: &str, pad: u8) -> [usize; KEY / 4] {
    let byte = |at: usize| usize::from(text.as_bytes().get(at).copied().unwrap_or(pad));
    std::array::from_fn(|word| (0..4).fold(0, |sum, at| sum << 8 | byte(4 * word + at)))
}

/// Where `needle` stands in `hay` as whole words; two places may overlap.
fn occurrences<'h>(hay: &'h str, needle: &'h str) -> impl Iterator<Item = usize> + 'h {
    let whole = move |&at: &usize| {
        !splits_word(&hay[..at], needle) && !splits_word(needle, &hay[at + needle.len()..])
    };
    let mut from = 0;
    let next = move || {
        let at = from + hay.get(from..)?.find(needle)?;
        from = at + hay[at..].chars().next().map_or(1, char::len_utf8);
        Some(at)
    };
    std::iter::from_fn(next).filter(whole)
}

/// True if a word runs on from `left` into `right`, which stands directly after it.
fn splits_word(left: &str, right: &str) -> bool {
    left.chars().next_back().is_some_and(char::is_alphanumeric)
        && right.chars().next().is_some_and(char::is_alphanumeric)
}

/// Where the words of `text` end: before white space.
fn word_ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut before = ' ';
    text.char_indices().chain([(text.len(), ' ')]).filter_map(move |(i, c)| {
        let ends = c.is_whitespace() && !before.is_whitespace();
        before = c;
        ends.then_some(i)
    })
}

/// Where the words of `text` start: after white space.
fn word_starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut before = ' ';
    text.char_indices().filter_map(move |(i, c)| {
        let starts = !c.is_whitespace() && before.is_whitespace();
        before = c;
        starts.then_some(i)
    })
}

/// The same from the last to the first, without reading more than is asked for.
fn word_starts_back(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.char_indices().rev().filter_map(move |(i, c)| {
        (!c.is_whitespace() && text[..i].chars().next_back().is_none_or(char::is_whitespace))
            .then_some(i)
    })
}

/// Percent-encodes all but letters, digits and marks that mean nothing in a text directive; `-`,
/// `,` and `&` do mean something.
fn encode(text: &str) -> String {
    let mut out = String::new();
    for byte in one_line(text).bytes() {
        if byte.is_ascii_alphanumeric() || b"_.!~*()".contains(&byte) {
            out.push(byte as char);
        } else {
            out += &format!("%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The link to the `nth` occurrence of `passage`.
    fn link(text: &str, passage: &str, nth: usize) -> Option<String> {
        let at = text.match_indices(passage).nth(nth).expect("the passage stands in the text").0;
        Fragments::new(text).link(Span::new(at as u32, (at + passage.len()) as u32))
    }

    #[test]
    fn a_passage_that_stands_once_is_linked_by_its_words() {
        assert_eq!(
            link("He said “no, never” & left-ish.", "“no, never” & left-ish", 0).as_deref(),
            Some("#:~:text=%E2%80%9Cno%2C%20never%E2%80%9D%20%26%20left%2Dish")
        );
    }

    #[test]
    fn a_repeated_passage_is_linked_with_the_words_around_it() {
        let text = "No deal, he said. Then no deal, she said.";
        assert_eq!(
            link(text, "o deal", 1).as_deref(),
            Some("#:~:text=then-,no%20deal,-%2C"),
            "widened to whole words"
        );
        assert_eq!(link("a b a b a b", "a b", 1), Some("#:~:text=b-,a%20b,-a".into()));
        assert_eq!(
            link("no no no no deal", "no", 1),
            Some("#:~:text=no-,no,-no%20no".into()),
            "no no no stands twice, the second over the first"
        );
        assert_eq!(link(&"the same ".repeat(50), "the same", 20), None, "nothing tells it apart");
    }

    #[test]
    fn of_many_links_each_is_the_one_that_it_is_alone_or_has_no_words_after() {
        let text = "No deal, he said. “No deal,” she said. Then no deal, he said. ".repeat(3);
        let (one, many) = (Fragments::new(&text), Fragments::for_many(&text));
        let places: Vec<usize> =
            text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        for (nth, &start) in places.iter().enumerate() {
            for &end in places[nth..].iter().step_by(11) {
                let span = Span::new(start as u32, end as u32);
                let (alone, among) = (one.link(span), many.link(span));
                if !alone.as_ref().is_some_and(|link| link.contains(",-")) {
                    assert_eq!(among, alone, "{span:?}");
                }
                assert!(!among.is_some_and(|link| link.contains(",-")), "{span:?}");
            }
        }
    }

    #[test]
    fn what_begins_as_hundreds_of_places_do_has_no_link_among_many() {
        let text = "no deal ".repeat(300) + "no deal at all";
        let span = Span::new(2392, text.len() as u32);
        assert!(Fragments::new(&text).link(span).is_some());
        assert_eq!(Fragments::for_many(&text).link(span), None);
    }

    #[test]
    fn white_space_beside_the_passage_does_not_tell_it_apart() {
        let text = "it's the money, she said, it's the money\n, he said";
        assert_eq!(
            link(text, "the money", 1).as_deref(),
            Some("#:~:text=said%2C%20it%27s-,the%20money,-%2C%20he")
        );
    }

    #[test]
    fn a_part_of_another_word_is_no_occurrence() {
        assert_eq!(link("Carter met Cart.", "Cart", 1).as_deref(), Some("#:~:text=Cart"));
    }

    #[test]
    fn an_ending_belongs_to_its_word() {
        assert_eq!(link("Kerry's plane", "Kerry", 0).as_deref(), Some("#:~:text=Kerry%27s"));
    }

    #[test]
    fn a_passage_whose_last_line_is_in_its_first_words_has_no_link() {
        let words = "antidisestablishmentarianism ".repeat(8);
        let text = format!("{words}\n{words}");
        let link = |start: usize, end: usize| {
            Fragments::new(&text).link(Span::new(start as u32, end as u32))
        };
        assert_eq!(link(0, 29 * 8 - 1), None, "nothing tells it from the second line");
        let long = "a".repeat(250);
        assert_eq!(Fragments::new(&long).link(Span::new(0, 250)), None, "it has one end only");
    }

    #[test]
    fn places_in_the_plain_text_are_those_of_its_making() {
        let text = "  Ein  Straße\tİstanbul\n\nΣΑΣ 🌷  “No” ".repeat(40);
        let links = Fragments::new(&text);
        for (at, _) in text.char_indices() {
            assert_eq!(links.plain_at(at), Plain::of(&text[..at]).text.len(), "at {at}");
        }
    }

    #[test]
    fn apostrophes_alone_are_no_word() {
        assert_eq!(
            link("No. It '' . ended", "' . ended", 0).as_deref(),
            Some("#:~:text=.%20ended")
        );
    }

    #[test]
    fn a_long_passage_is_linked_by_its_ends() {
        let text = format!(
            "Before. One two three four five {} six seven eight nine ten. After.",
            "and so on ".repeat(40)
        );
        let start = text.find("One").expect("it is there");
        let end = text.find(" After").expect("it is there");
        let link = Fragments::new(&text).link(Span::new(start as u32, end as u32));
        assert_eq!(
            link.as_deref(),
            Some("#:~:text=One%20two%20three%20four%20five,six%20seven%20eight%20nine%20ten.")
        );
    }

    #[test]
    fn a_passage_over_two_paragraphs_is_linked_by_its_ends() {
        assert_eq!(
            link("It began.\nIt ended, he said.", "It began.\nIt ended", 0).as_deref(),
            Some("#:~:text=It%20began.,It%20ended")
        );
    }

    #[test]
    fn the_words_around_a_passage_are_of_one_paragraph() {
        let text = "One.\nNo deal, she said.\nTwo.\nNo deal, he said.";
        assert_eq!(
            link(text, "No deal", 0).as_deref(),
            Some("#:~:text=one.-,No%20deal,-%2C"),
            "the paragraph before, not over its start"
        );
        assert_eq!(link("a.\nb\nno c\nb\nno d", "no", 0), Some("#:~:text=b-,no,-c".into()));
    }

    #[test]
    fn nothing_but_marks_has_no_link() {
        assert_eq!(link("Yes… no", "…", 0), None);
    }
}
