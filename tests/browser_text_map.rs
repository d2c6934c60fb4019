//! The text map on generated pages (without links: what is nothing but links is no story): what can
//! be seen is in the text, in its order; what can't is not; and every place of the one is found in
//! the other.
#![cfg(target_arch = "wasm32")]

mod browser;

use browser::fixture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use whosaid::page::TextMap;
use whosaid::text::Span;

wasm_bindgen_test_configure!(run_in_browser);

/// How many pages are made.
const PAGES: u64 = 1_500;

/// Elements that are part of the line they stand in.
const INLINE: [(&str, &str); 6] = [
    ("<b>", "</b>"),
    ("<u>", "</u>"),
    ("<span style='display:contents'>", "</span>"),
    ("<em class=x>", "</em>"),
    ("<mark>", "</mark>"),
    ("<font size=2>", "</font>"),
];

const BLOCKS: [(&str, &str); 6] = [
    ("<p>", "</p>"),
    ("<div>", "</div>"),
    ("<blockquote>", "</blockquote>"),
    ("<ul><li>", "</li></ul>"),
    ("<span style='display:block'>", "</span>"),
    ("<section><h2>", "</h2></section>"),
];

/// What keeps its words from being seen, or from being words.
const HIDDEN: [(&str, &str); 6] = [
    ("<span hidden>", "</span>"),
    ("<div style='display:none'>", "</div>"),
    ("<i style='visibility:hidden'>", "</i>"),
    ("<script type=text/plain>", "</script>"),
    ("<style media=none>", "</style>"),
    ("<!--", "-->"),
];

/// What stands beside words without being one.
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

/// xorshift64* (Vigna 2016), so that a failing page can be made again.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % bound
    }
}

/// A page in the making: its markup, and the words in it that can be seen.
#[derive(Default)]
struct Made {
    html: String,
    seen: Vec<String>,
    words: usize,
}

impl Made {
    fn word(&mut self, hidden: bool) {
        let word = format!("{}{}", if hidden { "hidden" } else { "seen" }, self.words);
        self.words += 1;
        self.html += &format!(" {word} ");
        if !hidden {
            self.seen.push(word);
        }
    }

    fn fill(&mut self, random: &mut Random, depth: usize) {
        for _ in 0..1 + random.below(4) {
            let pick = |random: &mut Random, of: &[(&'static str, &'static str)]| {
                of[random.below(of.len())]
            };
            match random.below(8) {
                0..3 => self.word(false),
                3 => self.html += BETWEEN[random.below(BETWEEN.len())],
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
fn any_page_is_read_as_it_is_seen_and_every_place_is_found_again() {
    for seed in 1..=PAGES {
        let mut random = Random(seed * 0x9E37_79B9);
        let mut made = Made::default();
        for _ in 0..1 + random.below(3) {
            made.fill(&mut random, 4);
        }
        let page = fixture(&made.html);
        let map = TextMap::read(&page.root);
        let text = map.text();
        let case = format!("seed {seed}: {}\n{text:?}", made.html);

        let is_ours = |word: &&str| word.starts_with("seen") || word.starts_with("hidden");
        let words: Vec<&str> =
            text.split(|c: char| !c.is_ascii_alphanumeric()).filter(is_ours).collect();
        assert_eq!(words, made.seen, "{case}");
        assert!(!text.contains("\n\n\n") && text.trim_matches([' ', '\n']) == text, "{case}");

        // Every unit of the text stands where the map says, white space and drawn marks aside; and
        // from there it leads back.
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
            assert!(last < Some(place), "{at} stands before what it follows; {case}");
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
