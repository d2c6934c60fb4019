//! Property test on generated pages: a [`TextMap`] holds exactly the visible text, in order, and
//! its offsets lead to the page and back. The pages have no links, as blocks of links are not read.
#![cfg(target_arch = "wasm32")]

mod browser;

use browser::fixture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use whosaid::page::TextMap;
use whosaid::text::Span;

wasm_bindgen_test_configure!(run_in_browser);

/// Number of generated pages.
const PAGES: u64 = 1_500;

/// Opening and closing tags of elements within a line of text.
const INLINE: [(&str, &str); 6] = [
    ("<b>", "</b>"),
    ("<u>", "</u>"),
    ("<span style='display:contents'>", "</span>"),
    ("<em class=x>", "</em>"),
    ("<mark>", "</mark>"),
    ("<font size=2>", "</font>"),
];

/// Opening and closing tags of elements that stand on lines of their own.
const BLOCKS: [(&str, &str); 6] = [
    ("<p>", "</p>"),
    ("<div>", "</div>"),
    ("<blockquote>", "</blockquote>"),
    ("<ul><li>", "</li></ul>"),
    ("<span style='display:block'>", "</span>"),
    ("<section><h2>", "</h2></section>"),
];

/// Opening and closing markup that keeps the words in it from being seen.
const HIDDEN: [(&str, &str); 6] = [
    ("<span hidden>", "</span>"),
    ("<div style='display:none'>", "</div>"),
    ("<i style='visibility:hidden'>", "</i>"),
    ("<script type=text/plain>", "</script>"),
    ("<style media=none>", "</style>"),
    ("<!--", "-->"),
];

/// Markup between two words that adds none.
const BETWEEN: [&str; 8] = [
    "<br>",
    "\n  ",
    "&nbsp;",
    "\u{1f337} ",
    "e\u{301}",
    "fo&shy;ur ",
    "\u{200b}",
    "<img alt=x src='data:,'>",
];

/// A generated page.
#[derive(Default)]
struct Generated {
    html: String,
    /// The words that can be seen, in order.
    seen: Vec<String>,
    /// Number of words so far, hidden ones included: each word has its number in it.
    words: usize,
}

impl Generated {
    /// Adds a word.
    fn word(&mut self, hidden: bool) {
        let word = format!("{}{}", if hidden { "hidden" } else { "seen" }, self.words);
        self.words += 1;
        self.html += &format!(" {word} ");
        if !hidden {
            self.seen.push(word);
        }
    }

    /// Adds one to four words or elements, nested up to `depth` deep.
    fn fill(&mut self, random: &mut fastrand::Rng, depth: usize) {
        for _ in 0..1 + random.usize(..4) {
            let pick = |random: &mut fastrand::Rng, of: &[(&'static str, &'static str)]| {
                of[random.usize(..of.len())]
            };
            match random.usize(..8) {
                0..3 => self.word(false),
                3 => self.html += BETWEEN[random.usize(..BETWEEN.len())],
                4 => {
                    let (open, close) = pick(random, &HIDDEN);
                    self.html += open;
                    self.word(true);
                    self.html += close;
                }
                kind if depth > 0 => {
                    let (open, close) = pick(random, if kind < 7 { &INLINE } else { &BLOCKS });
                    self.html += open;
                    self.fill(random, depth - 1);
                    self.html += close;
                }
                _ => self.word(false),
            }
        }
    }
}

#[wasm_bindgen_test]
fn generated_pages_are_read_as_seen_and_mapped_both_ways() {
    for seed in 1..=PAGES {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut generated = Generated::default();
        for _ in 0..1 + random.usize(..3) {
            generated.fill(&mut random, 4);
        }
        let page = fixture(&generated.html);
        let map = TextMap::read(&page.root);
        let text = map.text();
        let case = format!("seed {seed}: {}\n{text:?}", generated.html);

        let is_ours = |word: &&str| word.starts_with("seen") || word.starts_with("hidden");
        let words: Vec<&str> =
            text.split(|c: char| !c.is_ascii_alphanumeric()).filter(is_ours).collect();
        assert_eq!(words, generated.seen, "{case}");
        assert!(!text.contains("\n\n\n") && text.trim_matches([' ', '\n']) == text, "{case}");

        // Every unit of the text but white space stands where the map says, and its place leads
        // back to it.
        let units: Vec<u16> = text.encode_utf16().collect();
        assert_eq!(map.len() as usize, units.len(), "{case}");
        let mut last = None;
        for at in 0..map.len() {
            let pieces = map.pieces(Span::new(at, at + 1));
            let Some(piece) = pieces.first() else {
                assert!(
                    char::from_u32(units[at as usize].into()).is_some_and(char::is_whitespace),
                    "{at} has no place; {case}"
                );
                continue;
            };
            let place = (piece.node, piece.start);
            assert!(last < Some(place), "{at} stands before the unit that it follows; {case}");
            last = Some(place);
            let data = map.node(piece.node).data().encode_utf16().collect::<Vec<u16>>();
            let (there, here) = (data[piece.start as usize], units[at as usize]);
            let space = |unit: u16| char::from_u32(unit.into()).is_some_and(char::is_whitespace);
            assert!(
                there == here || space(there) && space(here),
                "{at} is another letter there; {case}"
            );
            assert_eq!(map.offset_of(map.node(piece.node), piece.start), Some(at), "{case}");
        }
    }
}
