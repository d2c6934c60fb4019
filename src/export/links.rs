//! Links from a file or a copied quotation back to words on the article's page.
//!
//! Takes a text, the places in it before which the page has other words, and the page's address;
//! gives addresses with text fragments; promises that no part of a link runs over such a place.

use std::borrow::Cow;

use super::fragment::Fragments;
use super::statement_key::{DIRECTIVES, with_key};
use crate::analysis::Attribution;
use crate::sort;
use crate::text::{Byte, Span};

/// What an address begins with that names a text and leads nowhere.
const NAME_ONLY: &str = "urn:";

/// A text with ends of blocks around each gap and the word that it touches, which the page's other
/// words may prolong.
pub(super) struct Broken<'t> {
    text: Cow<'t, str>,
    /// Byte offsets in the original before which an end of a block was put, in order.
    cuts: Vec<u32>,
}

impl<'t> Broken<'t> {
    /// `text` broken at the byte offsets `gaps`, before which the page has other words.
    pub fn of(text: &'t str, gaps: &[u32]) -> Broken<'t> {
        let word = |c: char| !c.is_whitespace();
        let around = |gap: &u32| {
            let (before, after) = text.split_at(*gap as usize);
            let rest = after.trim_start_matches(word).len();
            [before.trim_end_matches(word).len() as u32, (text.len() - rest) as u32]
        };
        let mut cuts: Vec<u32> = gaps.iter().flat_map(around).collect();
        sort::by_keys(&mut cuts, |&cut| [cut as usize]);
        cuts.dedup();
        let (mut broken, mut from) = (Cow::Borrowed(text), 0);
        for &cut in &cuts {
            let piece = &text[from..cut as usize];
            match &mut broken {
                Cow::Borrowed(_) => broken = Cow::Owned(String::from(piece)),
                Cow::Owned(broken) => *broken += piece,
            }
            broken.to_mut().push('\n');
            from = cut as usize;
        }
        if let Cow::Owned(broken) = &mut broken {
            *broken += &text[from..];
        }
        Broken { text: broken, cuts }
    }

    /// Where a span of the original stands in the broken text.
    fn place(&self, span: Span<Byte>) -> Span<Byte> {
        let upto = |fits: &dyn Fn(u32) -> bool| self.cuts.partition_point(|&cut| fits(cut)) as u32;
        let start = span.start() + upto(&|cut| cut <= span.start());
        // An empty span right at a cut stays empty.
        Span::new(start, start.max(span.end() + upto(&|cut| cut < span.end())))
    }
}

/// Makes links to passages of one article.
pub(super) struct Links<'b> {
    broken: &'b Broken<'b>,
    fragments: Fragments<'b>,
    address: &'b str,
    /// The key of each attribution, by which the widget opens it.
    keys: Vec<String>,
}

impl<'b> Links<'b> {
    /// Links into the page at `address`, to an attribution or two, which have these keys.
    pub fn new(broken: &'b Broken<'b>, address: &'b str, keys: Vec<String>) -> Links<'b> {
        Links { broken, fragments: Fragments::new(&broken.text), address, keys }
    }

    /// The same, to many attributions.
    pub fn for_many(broken: &'b Broken<'b>, address: &'b str, keys: Vec<String>) -> Links<'b> {
        Links { broken, fragments: Fragments::for_many(&broken.text), address, keys }
    }

    /// The page's address with a link to the first words of an attribution's content, where such a
    /// link would find them, and the attribution's key. An address that has a fragment of its own
    /// keeps it. `None` for an attribution without content.
    pub fn to(&self, attribution: &Attribution<Byte>) -> Option<String> {
        attribution.content.first().map(|span| self.to_words(*span, attribution.id))
    }

    /// The same for the words of `span`, which stand in attribution number `id`.
    pub fn to_words(&self, span: Span<Byte>, id: u32) -> String {
        let key = self.keys.get(id as usize).map_or("", String::as_str);
        if self.address.starts_with(NAME_ONLY) {
            return self.address.into();
        }
        let link = self.fragments.link(self.broken.place(span));
        let directive = link.as_ref().and_then(|link| Some(link.split_once(DIRECTIVES)?.1));
        with_key(self.address, directive, key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(text: &str, span: Span<Byte>, address: &str, gaps: &[u32]) -> String {
        Links::new(&Broken::of(text, gaps), address, vec!["1f".into()]).to_words(span, 0)
    }

    #[test]
    fn no_part_of_a_link_runs_over_words_that_are_not_read() {
        let text = "It fell. “The valve is older than I am,” said Ann Lee.";
        let gap = text.find(" is older").expect("the words are there") as u32;
        let end = text.find(" said").expect("the cue is there") as u32;
        let span = Span::new(text.find('“').expect("a quotation") as u32, end);
        let all = "https://news.example#whosaid=1f:~:text=\
            %E2%80%9CThe%20valve%20is%20older%20than%20I%20am\
            %2C%E2%80%9D";
        assert_eq!(linked(text, span, "https://news.example", &[]), all);
        let ends = "https://news.example#whosaid=1f:~:text=\
            %E2%80%9CThe,is%20older%20than%20I%20am\
            %2C%E2%80%9D";
        assert_eq!(linked(text, span, "https://news.example", &[gap]), ends);
    }

    #[test]
    fn two_gaps_in_one_word_break_it_once() {
        let text = "She said “one—two” more.";
        let gap = text.find('—').expect("a dash") as u32;
        let end = text.find(" more").expect("a last word") as u32;
        let span = Span::new(text.find('“').expect("a quotation") as u32, end);
        for gaps in [[gap, end], [gap, gap], [end, gap]] {
            let broken = Broken::of(text, &gaps);
            assert_eq!(broken.text, "She said \n“one—two”\n more.");
            assert_eq!(broken.place(span).of(&broken.text), "“one—two”");
        }
    }

    #[test]
    fn an_address_that_only_names_a_text_gets_no_link() {
        let words = Span::new(0, 2);
        assert_eq!(linked("It fell.", words, "urn:whosaid:stdin", &[]), "urn:whosaid:stdin");
        assert_eq!(linked("It fell.", words, "a.txt", &[]), "a.txt#whosaid=1f:~:text=It");
        assert_eq!(linked("It fell.", words, "a#b:~:text=c", &[]), "a#b:~:text=It&whosaid=1f");
    }
}
