//! The outline of a page or of a part of it: its elements with how much text they hold, and what of
//! it is not the story.
//!
//! Takes elements and text in document order ([`Outline::open`], [`Outline::text`],
//! [`Outline::close`]); gives, once it is complete, which elements stand apart from the story and
//! which one holds the story ([`Judged`]); promises one pass each way, whatever the nesting, and
//! rules for all pages: marks that HTML, ARIA and schema.org define, names ([`super::names`]), and
//! the density of text and links.
//!
//! The measure of density follows Kohlschütter, Fankhauser and Nejdl, *Boilerplate Detection using
//! Shallow Text Features* (2010), and Mozilla's Readability: running text has few links.

use super::names::{Names, judge};

/// Elements whose text is never part of the story: code, controls, embedded things, what stands
/// beside the story.
const APART: &str = " script style noscript template head title link meta button select textarea input option datalist label fieldset iframe object embed svg \
     math canvas video audio map progress meter dialog nav aside footer figure figcaption rt rp who-said ";

/// ARIA roles of parts that are not the story.
const APART_ROLES: &str = " navigation complementary contentinfo search form button dialog alert alertdialog status menu toolbar note img tooltip ";

/// Elements that stand in a line of text.
const INLINE: &str = " a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd mark picture q ruby s samp small source span strike strong sub \
     sup time tt u var wbr ";

/// A paragraph with fewer characters is not counted as running text: captions, labels, headings.
const PROSE: u32 = 40;

/// A form with more text than this, in characters, is not one to fill in but wraps a page (as
/// ASP.NET does).
const FORM_MAX: u32 = 2000;

/// A block of this many links, more of it linked than not, is a list of links.
const LINKS: u32 = 3;

/// A footnote mark has at most this many characters: "[12]".
const FOOTNOTE_MAX: u32 = 4;

/// What stands round a headline has so many characters of running text.
const HEAD: u32 = 250;

/// Paragraphs beside an element that hold more than one in so many of the running text belong to
/// the same story.
const BESIDE: u32 = 12;

/// How an element is told to an outline.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look<'a> {
    /// Its name, lower case.
    pub tag: &'a str,
    /// Its class and id.
    pub names: &'a str,
    /// Its `role`.
    pub role: &'a str,
    /// Its `itemprop`.
    pub property: &'a str,
    /// Its markup says that nobody is to see it.
    pub hidden: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Inline,
    Link,
    Footnote,
    Title,
    Heading,
    Paragraph,
    Item,
    List,
    Form,
    Article,
    Main,
    /// schema.org's articleBody, or named so.
    Story,
    Region,
    Apart,
}

/// An amount of text, in characters that are not white space.
#[derive(Debug, Clone, Copy, Default)]
struct Amount {
    chars: u32,
    linked: u32,
    links: u32,
    /// Characters that no footnote mark has.
    wordy: u32,
}

impl Amount {
    fn add(&mut self, other: Amount) {
        self.chars += other.chars;
        self.linked += other.linked;
        self.links += other.links;
        self.wordy += other.wordy;
    }

    /// Characters of running text in a paragraph of this amount.
    fn prose(self) -> u32 {
        if self.chars < PROSE { 0 } else { self.chars - self.linked }
    }
}

#[derive(Debug)]
struct Block {
    parent: u32,
    /// The number after that of the last element within it.
    end: u32,
    kind: Kind,
    names: Names,
    link: bool,
    byline: bool,
    /// Tag and names in short, to see that two are alike.
    likeness: u32,
    /// What stands in it as a paragraph: in itself and in inline elements.
    flow: Amount,
    /// What stands in it and all its descendants.
    all: Amount,
    /// Running text, descendants included.
    prose: u32,
    /// The page's title, and any heading of its rank.
    has_title: bool,
    has_h1: bool,
    has_body: bool,
}

/// An outline being written.
#[derive(Debug, Default)]
pub struct Outline {
    blocks: Vec<Block>,
    open: Vec<u32>,
    links: u32,
}

/// A complete outline.
#[derive(Debug)]
pub struct Judged {
    blocks: Vec<Block>,
    apart: Vec<bool>,
    /// What is left of the running text, and of all text, without what stands apart.
    prose: Vec<u32>,
    chars: Vec<u32>,
}

impl Outline {
    /// Begins an element; false if what is in it does not matter, as it stands apart.
    pub fn open(&mut self, look: Look) -> bool {
        let kind = if self.blocks.is_empty() { Kind::Region } else { kind(look) };
        let names = match kind {
            Kind::Apart => Names::Plain,
            _ => judge(look.names),
        };
        let kind = if names == Names::Story && kind == Kind::Region { Kind::Story } else { kind };
        let parent = self.open.last().copied().unwrap_or_default();
        if !kind.is_inline() && kind != Kind::Apart {
            // A link round a whole teaser, say, is no part of a line.
            for at in self.open.iter().rev() {
                let outer = &mut self.blocks[*at as usize];
                if !outer.kind.is_inline() {
                    break;
                }
                outer.kind = Kind::Region;
            }
        }
        self.links += u32::from(kind == Kind::Link);
        self.open.push(self.blocks.len() as u32);
        self.blocks.push(Block {
            parent,
            end: 0,
            kind,
            names,
            link: kind == Kind::Link,
            byline: look.names.contains("byline") || look.names.contains("author"),
            likeness: likeness(look),
            flow: Amount { links: u32::from(kind == Kind::Link), ..Amount::default() },
            all: Amount::default(),
            prose: 0,
            has_title: kind == Kind::Title,
            has_h1: kind == Kind::Title,
            has_body: kind == Kind::Story,
        });
        kind != Kind::Apart
    }

    /// Text in the element that is open.
    pub fn text(&mut self, text: &str) {
        let Some(block) = self.open.last().map(|at| &mut self.blocks[*at as usize]) else { return };
        let chars = text.chars().filter(|c| !c.is_whitespace()).count() as u32;
        let wordy = text
            .chars()
            .filter(|c| !c.is_whitespace() && !c.is_ascii_digit() && !"[]*†‡".contains(*c))
            .count() as u32;
        block.flow.add(Amount {
            chars,
            linked: if self.links > 0 { chars } else { 0 },
            links: 0,
            wordy,
        });
    }

    /// Ends the element that is open.
    pub fn close(&mut self) {
        if let Some(at) = self.open.pop() {
            self.blocks[at as usize].end = self.blocks.len() as u32;
            self.links -= u32::from(self.blocks[at as usize].link);
        }
    }

    /// Completes it.
    pub fn judged(mut self) -> Judged {
        while !self.open.is_empty() {
            self.close();
        }
        self.sum_up();
        let mut apart: Vec<bool> = Vec::with_capacity(self.blocks.len());
        for i in 0..self.blocks.len() {
            let inherited = i > 0 && apart[self.blocks[i].parent as usize];
            apart.push(i > 0 && (inherited || self.stands_apart(i)));
        }
        let mut prose = vec![0; self.blocks.len()];
        let mut chars = vec![0; self.blocks.len()];
        for i in (0..self.blocks.len()).rev().filter(|i| !apart[*i]) {
            let block = &self.blocks[i];
            if block.kind.is_inline() {
                continue;
            }
            prose[i] += block.flow.prose();
            chars[i] += block.flow.chars;
            if i > 0 {
                let parent = block.parent as usize;
                prose[parent] += prose[i];
                chars[parent] += chars[i];
            }
        }
        Judged { blocks: self.blocks, apart, prose, chars }
    }

    /// Adds up from the leaves to the root. A page has one title.
    fn sum_up(&mut self) {
        // The name of a site is linked mostly, a headline is not.
        let titles: Vec<usize> =
            (0..self.blocks.len()).filter(|i| self.blocks[*i].has_title).collect();
        let plain =
            titles.iter().find(|i| self.line(**i).is_some_and(|line| line.linked * 2 < line.chars));
        let title = plain.or_else(|| titles.iter().find(|i| self.line(**i).is_some())).copied();
        titles.into_iter().for_each(|i| self.blocks[i].has_title = Some(i) == title);
        for i in (0..self.blocks.len()).rev() {
            let block = &mut self.blocks[i];
            let (inline, flow) = (block.kind.is_inline(), block.flow);
            block.all.add(flow);
            if !inline {
                block.prose += flow.prose();
            }
            let (parent, all, prose) = (block.parent as usize, block.all, block.prose);
            let (has_title, has_h1, has_body) = (block.has_title, block.has_h1, block.has_body);
            if i == 0 {
                break;
            }
            let parent = &mut self.blocks[parent];
            parent.prose += prose;
            parent.has_title |= has_title;
            parent.has_h1 |= has_h1;
            parent.has_body |= has_body;
            if inline { parent.flow.add(flow) } else { parent.all.add(all) }
        }
    }

    /// The text in `i` and in what is within it, before it is summed up; none where there is none.
    fn line(&self, i: usize) -> Option<Amount> {
        let mut line = Amount::default();
        self.blocks[i..self.blocks[i].end as usize].iter().for_each(|b| line.add(b.flow));
        (line.chars > 0).then_some(line)
    }

    fn stands_apart(&self, i: usize) -> bool {
        let block = &self.blocks[i];
        let most = block.prose * 2 > self.blocks[0].prose;
        match block.names {
            Names::Foreign if !block.has_title && !block.has_body => return true,
            Names::Beside if !block.has_title && !block.has_body && !most => return true,
            _ => {}
        }
        let Amount { chars, linked, links, wordy } = block.all;
        match block.kind {
            Kind::Apart => true,
            Kind::Footnote => chars <= FOOTNOTE_MAX && wordy == 0,
            Kind::Form => chars < FORM_MAX,
            Kind::Paragraph => linked * 10 >= chars * 8 && chars > 0,
            Kind::List => linked * 2 > chars && block.prose * 4 < self.blocks[0].prose.max(1),
            Kind::Region | Kind::Article => {
                links >= LINKS
                    && linked * 2 > chars
                    && block.prose * 4 < self.blocks[0].prose.max(1)
                    && !block.byline
                    && !block.has_title
            }
            _ => false,
        }
    }
}

impl Judged {
    /// The numbers, in the order of opening, of the elements that stand apart from the story; not
    /// of those within them.
    pub fn outermost_apart(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.apart.len())
            .filter(|i| self.apart[*i] && !self.apart[self.blocks[*i].parent as usize])
    }

    /// How many characters element `index` has, white space and what stands apart not counted.
    pub fn chars(&self, index: usize) -> u32 {
        self.chars[index]
    }

    /// Which element holds the story: the whole (0) where nothing says so.
    pub fn story(&self) -> usize {
        let mut at = self.marked().unwrap_or(0);
        while let Some(inner) = self.main_child(at).filter(|_| self.blocks[at].kind != Kind::Story)
        {
            at = inner;
        }
        self.with_title(at)
    }

    /// The element that markup says is the story, if it holds enough of the running text.
    fn marked(&self) -> Option<usize> {
        let total = self.prose[0];
        let largest = |kind: Kind, share: u32| {
            let all =
                (1..self.blocks.len()).filter(|i| self.blocks[*i].kind == kind && !self.apart[*i]);
            // The outermost of those that hold the same.
            all.rev()
                .max_by_key(|i| self.prose[*i])
                .filter(|i| self.prose[*i] > 0 && self.prose[*i] * 10 >= total * share)
        };
        let article = || {
            let largest = largest(Kind::Article, 0)?;
            // A page that goes on to further stories has its own first, under the title.
            let own = (1..=largest).find(|i| {
                let block = &self.blocks[*i];
                block.kind == Kind::Article
                    && block.has_title
                    && !self.apart[*i]
                    && self.prose[*i] * 2 >= self.prose[largest]
            });
            own.or(Some(largest).filter(|i| self.prose[*i] * 10 >= total * 4))
        };
        largest(Kind::Story, 2).or_else(article).or_else(|| largest(Kind::Main, 5))
    }

    /// The child that most running text of `at` stands in, unless it is but one of several alike,
    /// or paragraphs stand beside it.
    fn main_child(&self, at: usize) -> Option<usize> {
        let children = || {
            let next = |i: &usize| {
                Some(self.blocks[*i].end as usize)
                    .filter(|next| *next < self.blocks[at].end as usize)
            };
            let first = Some(at + 1).filter(|first| *first < self.blocks[at].end as usize);
            std::iter::successors(first, next)
                .filter(|i| !self.apart[*i] && !self.blocks[*i].kind.is_inline())
        };
        let main = children().max_by_key(|i| self.prose[*i])?;
        let block = &self.blocks[main];
        let holds =
            self.prose[main] * 10 >= self.prose[at] * 6 && self.prose[main] > block.flow.prose();
        let alike = || {
            children().any(|i| {
                i != main && self.prose[i] > 0 && self.blocks[i].likeness == block.likeness
            })
        };
        let beside = || {
            children()
                .filter(|i| *i != main && self.blocks[*i].kind == Kind::Paragraph)
                .map(|i| self.prose[i])
                .sum::<u32>()
        };
        (holds && !alike() && beside() * BESIDE <= self.prose[at]).then_some(main)
    }

    /// `at`, or the element round it that also holds the title and little else.
    fn with_title(&self, at: usize) -> usize {
        if self.blocks[at].has_h1 {
            return at;
        }
        // A summary, a byline, a day; but not another story.
        let mut outer = at;
        while outer > 0 && !self.blocks[outer].has_title {
            outer = self.blocks[outer].parent as usize;
        }
        let little = self.prose[outer] <= self.prose[at] + self.prose[at] / 10 + HEAD
            && self.chars[outer] <= self.chars[at] + self.chars[at] / 5 + 2 * HEAD;
        if self.blocks[outer].has_title && little { outer } else { at }
    }
}

impl Kind {
    fn is_inline(self) -> bool {
        matches!(self, Kind::Inline | Kind::Link | Kind::Footnote)
    }
}

fn kind(look: Look) -> Kind {
    let is = |list: &str, word: &str| !word.is_empty() && list.contains(&[" ", word, " "].concat());
    if look.hidden || is(APART, look.tag) || is(APART_ROLES, look.role.trim()) {
        return Kind::Apart;
    }
    if look.property.split_ascii_whitespace().any(|p| p == "articleBody") {
        return Kind::Story;
    }
    match (look.tag, look.role.trim()) {
        (_, "main") | ("main", _) => Kind::Main,
        (_, "article") | ("article", _) => Kind::Article,
        ("a", _) => Kind::Link,
        ("sup", _) => Kind::Footnote,
        ("h1", _) => Kind::Title,
        ("h2" | "h3" | "h4" | "h5" | "h6", _) => Kind::Heading,
        ("p" | "pre", _) => Kind::Paragraph,
        ("li" | "dd" | "dt", _) => Kind::Item,
        ("ul" | "ol" | "dl" | "menu", _) => Kind::List,
        ("form", _) => Kind::Form,
        (tag, _) if is(INLINE, tag) => Kind::Inline,
        _ => Kind::Region,
    }
}

/// FNV-1a over tag and names, numbered ones aside: entries of a live blog are alike, columns of
/// different width are not.
fn likeness(look: Look) -> u32 {
    let numbered = |name: &&str| name.bytes().filter(u8::is_ascii_digit).count() < 3;
    let bytes = look
        .names
        .split_ascii_whitespace()
        .filter(numbered)
        .flat_map(|name| [b" ", name.as_bytes()].concat());
    look.tag
        .bytes()
        .chain(bytes)
        .fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
