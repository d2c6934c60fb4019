//! The outline of a page or of a part of it: its elements with the amount of text in each, which of
//! them are not part of the story, and which one holds the story.
//!
//! Takes elements and text in document order ([`OutlineWriter`]); gives, once it is complete, which
//! elements are excluded from the story and which one holds it ([`Outline`]); promises one pass
//! each way, however deep the nesting, and rules that hold for all pages: markup that HTML, ARIA
//! and schema.org define, names of classes ([`super::names`]), and the density of text and links.
//!
//! The measure of density follows Kohlschütter, Fankhauser and Nejdl, *Boilerplate Detection using
//! Shallow Text Features* (2010), and Mozilla's Readability: running text has few links.

mod alike;
mod choice;
mod teasers;

use super::names::{PagePart, part_named};
use crate::lexicon::lists::page::{EXCLUDED_ELEMENTS, EXCLUDED_ROLES, INLINE_ELEMENTS};

/// Least number of characters in a paragraph of running text; shorter ones are captions, labels and
/// headings.
const PROSE_MIN: u32 = 40;

/// Marks at the end of a sentence of running text; a headline or a call to read more ends without.
const SENTENCE_ENDS: [char; 3] = ['.', '”', '"'];

/// Greatest number of characters in a form that readers fill in; a longer one, or one with more
/// than four parts in five of the running text, wraps a whole page (as ASP.NET makes them).
const FORM_MAX: u32 = 2000;

/// Least number of characters in a line that is a headline elsewhere, if it is a link.
const LINKED_LINE_MIN: u32 = 20;

/// Least number of links in a list of links; most of its text is linked.
const LINK_LIST_MIN: u32 = 3;

/// Greatest number of characters in a footnote mark: "[12]".
const FOOTNOTE_MAX: u32 = 4;

/// The parts of an element's markup that say which part of a page it is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Markup<'a> {
    /// Its name, lower case.
    pub tag: &'a str,
    /// Its class and id.
    pub names: &'a str,
    /// Its `role`.
    pub role: &'a str,
    /// Its `itemprop`.
    pub property: &'a str,
    /// True if the page hides it from everybody.
    pub hidden: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ElementKind {
    Inline,
    Link,
    Footnote,
    Title,
    Heading,
    Paragraph,
    ListItem,
    List,
    Form,
    Article,
    Main,
    /// Said to be the story by schema.org's `articleBody` or by its names.
    Story,
    /// Any other block.
    Region,
    /// Never part of the story.
    Excluded,
}

/// An amount of text, in characters; white space does not count.
#[derive(Debug, Clone, Copy, Default)]
struct TextAmount {
    chars: u32,
    /// Characters in links.
    linked: u32,
    /// Number of links.
    links: u32,
    /// Characters of a kind that footnote marks never have.
    wordy: u32,
    /// True if a piece of it ends as a sentence does.
    ends_sentence: bool,
}

impl TextAmount {
    fn add(&mut self, other: TextAmount) {
        self.chars += other.chars;
        self.linked += other.linked;
        self.links += other.links;
        self.wordy += other.wordy;
        self.ends_sentence |= other.ends_sentence;
    }

    /// Characters of running text, if this is the amount of one paragraph.
    fn prose(self) -> u32 {
        if self.chars < PROSE_MIN { 0 } else { self.chars - self.linked }
    }
}

/// An element of the outline.
#[derive(Debug)]
struct Element {
    parent: u32,
    /// One more than the number of the last element within it.
    end: u32,
    kind: ElementKind,
    /// What its names say.
    part: PagePart,
    is_link: bool,
    /// True for the header of a page: a `<header>` outside articles.
    is_banner: bool,
    /// True if it is an article, or stands in one.
    in_article: bool,
    /// True if its names speak of a byline or an author.
    is_byline: bool,
    /// Hash of tag and names ([`likeness`]): equal for elements that are alike.
    likeness: u32,
    /// Text in itself and in inline elements: one paragraph.
    flow: TextAmount,
    /// Text in itself and all its descendants.
    all: TextAmount,
    /// Characters of running text in itself and all its descendants.
    prose: u32,
    /// True if it holds a line that is one link, as long as a headline.
    has_linked_line: bool,
    /// True if it holds the page's title.
    has_title: bool,
    /// True if it holds any heading of the title's rank.
    has_h1: bool,
    /// True if it holds an element that is said to be the story.
    has_body: bool,
}

/// Writes an outline, element by element in document order. The first element is the whole.
#[derive(Debug, Default)]
pub struct OutlineWriter {
    elements: Vec<Element>,
    /// Numbers of the elements that are open, outermost first.
    open: Vec<u32>,
    /// Number of links that are open.
    open_links: u32,
}

/// A complete outline. Elements have numbers, in the order of opening.
#[derive(Debug)]
pub struct Outline {
    elements: Vec<Element>,
    /// By element: true if it is not part of the story.
    excluded: Vec<bool>,
    /// By element: characters of running text in it without excluded elements.
    prose: Vec<u32>,
    /// By element: characters in it without excluded elements.
    chars: Vec<u32>,
}

impl OutlineWriter {
    /// Begins an element; false if its content does not matter, as it is excluded.
    pub fn open(&mut self, markup: Markup) -> bool {
        let kind = if self.elements.is_empty() { ElementKind::Region } else { kind(markup) };
        let part = match kind {
            ElementKind::Excluded => PagePart::Unnamed,
            _ => part_named(markup.names),
        };
        let named_story = part == PagePart::Story && kind == ElementKind::Region;
        let kind = if named_story { ElementKind::Story } else { kind };
        let parent = self.open.last().copied().unwrap_or_default();
        if !kind.is_inline() && kind != ElementKind::Excluded {
            // An inline element around a block is a block too: a link around a whole teaser.
            for at in self.open.iter().rev() {
                let outer = &mut self.elements[*at as usize];
                if !outer.kind.is_inline() {
                    break;
                }
                outer.kind = ElementKind::Region;
            }
        }
        let of_article =
            matches!(kind, ElementKind::Article | ElementKind::Main | ElementKind::Story);
        let in_article =
            of_article || self.elements.get(parent as usize).is_some_and(|p| p.in_article);
        self.open_links += u32::from(kind == ElementKind::Link);
        self.open.push(self.elements.len() as u32);
        self.elements.push(Element {
            parent,
            end: 0,
            kind,
            part,
            is_link: kind == ElementKind::Link,
            is_banner: markup.tag == "header" && !in_article,
            in_article,
            is_byline: markup.names.contains("byline") || markup.names.contains("author"),
            likeness: likeness(markup),
            flow: TextAmount {
                links: u32::from(kind == ElementKind::Link),
                ..TextAmount::default()
            },
            all: TextAmount::default(),
            prose: 0,
            has_linked_line: false,
            has_title: kind == ElementKind::Title,
            has_h1: kind == ElementKind::Title,
            has_body: kind == ElementKind::Story,
        });
        kind != ElementKind::Excluded
    }

    /// Adds text to the element that is open.
    pub fn text(&mut self, text: &str) {
        let Some(element) = self.open.last().map(|at| &mut self.elements[*at as usize]) else {
            return;
        };
        let chars = text.chars().filter(|c| !c.is_whitespace()).count() as u32;
        let wordy = text
            .chars()
            .filter(|c| !c.is_whitespace() && !c.is_ascii_digit() && !"[]*†‡".contains(*c))
            .count() as u32;
        element.flow.add(TextAmount {
            chars,
            linked: if self.open_links > 0 { chars } else { 0 },
            links: 0,
            wordy,
            ends_sentence: text.trim_end().ends_with(SENTENCE_ENDS),
        });
    }

    /// Ends the element that is open.
    pub fn close(&mut self) {
        if let Some(at) = self.open.pop() {
            self.elements[at as usize].end = self.elements.len() as u32;
            self.open_links -= u32::from(self.elements[at as usize].is_link);
        }
    }

    /// Completes the outline.
    pub fn finish(mut self) -> Outline {
        while !self.open.is_empty() {
            self.close();
        }
        self.sum_up();
        let (grids, misnamed) = (self.teaser_grids(), self.misnamed());
        let mut excluded: Vec<bool> = Vec::with_capacity(self.elements.len());
        for i in 0..self.elements.len() {
            let inherited = i > 0 && excluded[self.elements[i].parent as usize];
            excluded.push(i > 0 && (inherited || grids[i] || self.is_excluded(i, &misnamed)));
        }
        let mut outline =
            Outline { elements: self.elements, excluded, prose: Vec::new(), chars: Vec::new() };
        outline.sum_up_kept();
        outline.exclude_behind_story();
        outline
    }

    /// Chooses the title and adds up the amounts from the leaves to the root.
    fn sum_up(&mut self) {
        // A page has one title. The name of a site is mostly a link, a headline is not.
        let titles: Vec<usize> =
            (0..self.elements.len()).filter(|i| self.elements[*i].has_title).collect();
        let plain = titles
            .iter()
            .find(|i| self.text_before_sum(**i).is_some_and(|line| line.linked * 2 < line.chars));
        let title =
            plain.or_else(|| titles.iter().find(|i| self.text_before_sum(**i).is_some())).copied();
        titles.into_iter().for_each(|i| self.elements[i].has_title = Some(i) == title);
        for i in (0..self.elements.len()).rev() {
            let element = &mut self.elements[i];
            let (inline, flow) = (element.kind.is_inline(), element.flow);
            element.all.add(flow);
            if !inline {
                element.prose += flow.prose();
                element.has_linked_line |=
                    flow.chars >= LINKED_LINE_MIN && flow.linked * 10 >= flow.chars * 9;
            }
            let (parent, all, prose) = (element.parent as usize, element.all, element.prose);
            let (has_title, has_h1, has_body) =
                (element.has_title, element.has_h1, element.has_body);
            let has_linked_line = element.has_linked_line;
            if i == 0 {
                break;
            }
            let parent = &mut self.elements[parent];
            parent.prose += prose;
            parent.has_title |= has_title;
            parent.has_h1 |= has_h1;
            parent.has_body |= has_body;
            parent.has_linked_line |= has_linked_line;
            if inline { parent.flow.add(flow) } else { parent.all.add(all) }
        }
    }

    /// The amount of text in element `i` and its descendants, before [`OutlineWriter::sum_up`] has
    /// added it up; `None` if there is no text.
    fn text_before_sum(&self, i: usize) -> Option<TextAmount> {
        let mut line = TextAmount::default();
        self.elements[i..self.elements[i].end as usize].iter().for_each(|e| line.add(e.flow));
        (line.chars > 0).then_some(line)
    }

    /// True if element `i` itself is not part of the story. `misnamed` are the sorted
    /// likenesses of elements whose names are not believed.
    fn is_excluded(&self, i: usize, misnamed: &[u32]) -> bool {
        let element = &self.elements[i];
        let has_most = element.prose * 2 > self.elements[0].prose
            || element.part == PagePart::Beside
                && misnamed.binary_search(&element.likeness).is_ok();
        let holds_story = element.has_title || element.has_body;
        match element.part {
            PagePart::CommentsOrConsent if !holds_story => return true,
            PagePart::Beside if !holds_story && !has_most => return true,
            _ => {}
        }
        if element.is_banner && !holds_story && !has_most {
            return true;
        }
        let has_little = element.prose * 4 < self.elements[0].prose.max(1);
        let TextAmount { chars, linked, links, wordy, ends_sentence } = element.all;
        match element.kind {
            ElementKind::Excluded => true,
            ElementKind::Footnote => chars <= FOOTNOTE_MAX && wordy == 0,
            ElementKind::Form => {
                chars < FORM_MAX && element.prose * 5 <= self.elements[0].prose * 4
            }
            // A paragraph of the story may be one link.
            ElementKind::Paragraph => {
                linked * 10 >= chars * 8 && chars > 0 && !(ends_sentence && chars >= PROSE_MIN)
            }
            ElementKind::List => linked * 2 > chars && has_little,
            ElementKind::Region | ElementKind::Article => {
                links >= LINK_LIST_MIN
                    && linked * 2 > chars
                    && has_little
                    && !element.is_byline
                    && !element.has_title
            }
            _ => false,
        }
    }
}

impl Outline {
    /// Adds up what is not excluded, from the leaves to the root.
    fn sum_up_kept(&mut self) {
        let count = self.elements.len();
        (self.prose, self.chars) = (vec![0; count], vec![0; count]);
        for i in (0..count).rev().filter(|i| !self.excluded[*i]) {
            let element = &self.elements[i];
            if element.kind.is_inline() {
                continue;
            }
            self.prose[i] += element.flow.prose();
            self.chars[i] += element.flow.chars;
            if i > 0 {
                let parent = element.parent as usize;
                self.prose[parent] += self.prose[i];
                self.chars[parent] += self.chars[i];
            }
        }
    }

    /// The numbers of the outermost elements that are not part of the story.
    pub fn outermost_excluded(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.excluded.len())
            .filter(|i| self.excluded[*i] && !self.excluded[self.elements[*i].parent as usize])
    }

    /// Number of characters in element `index`, without white space and excluded elements.
    pub fn chars(&self, index: usize) -> u32 {
        self.chars[index]
    }
}

impl ElementKind {
    fn is_inline(self) -> bool {
        matches!(self, ElementKind::Inline | ElementKind::Link | ElementKind::Footnote)
    }
}

fn kind(markup: Markup) -> ElementKind {
    let (tag, role) = (markup.tag, markup.role.trim());
    if markup.hidden || EXCLUDED_ELEMENTS.contains(&tag) || EXCLUDED_ROLES.contains(&role) {
        return ElementKind::Excluded;
    }
    if markup.property.split_ascii_whitespace().any(|p| p == "articleBody") {
        return ElementKind::Story;
    }
    match (tag, role) {
        (_, "main") | ("main", _) => ElementKind::Main,
        (_, "article") | ("article", _) => ElementKind::Article,
        ("a", _) => ElementKind::Link,
        ("sup", _) => ElementKind::Footnote,
        ("h1", _) => ElementKind::Title,
        ("h2" | "h3" | "h4" | "h5" | "h6", _) => ElementKind::Heading,
        ("p" | "pre", _) => ElementKind::Paragraph,
        ("li" | "dd" | "dt", _) => ElementKind::ListItem,
        ("ul" | "ol" | "dl" | "menu", _) => ElementKind::List,
        ("form", _) | (_, "form") => ElementKind::Form,
        (tag, _) if INLINE_ELEMENTS.contains(&tag) => ElementKind::Inline,
        _ => ElementKind::Region,
    }
}

/// Hash (FNV-1a) of tag and names, without names of three digits or more, which are numbers of
/// entries: the entries of a live blog are alike, columns of different width are not.
fn likeness(markup: Markup) -> u32 {
    let numbered = |name: &&str| name.bytes().filter(u8::is_ascii_digit).count() < 3;
    let bytes = markup
        .names
        .split_ascii_whitespace()
        .filter(numbered)
        .flat_map(|name| [b" ", name.as_bytes()].concat());
    markup
        .tag
        .bytes()
        .chain(bytes)
        .fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
