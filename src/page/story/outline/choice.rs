//! Which element of an outline holds the story.
//!
//! Takes a complete outline; gives one of its elements; promises one pass each way. Markup that
//! names the story goes before the density of text and links.

use super::{Element, ElementKind, Outline, PROSE_MIN};

/// Number of characters of running text that may stand around the headline besides the story:
/// summary, byline, day.
const HEAD: u32 = 250;

/// If paragraphs beside an element hold more than one part in `BESIDE_SHARE` of the running text,
/// the story is the parent, not that element.
const BESIDE_SHARE: u32 = 12;

/// If the element around the parts of a story holds, besides them, more than one part in
/// `PARTS_SHARE` of their running text, they are stories of their own.
const PARTS_SHARE: u32 = 4;

/// What stands behind the body of a story and holds at most one part in `BEHIND_SHARE` of its
/// text is no part of it.
const BEHIND_SHARE: u32 = 10;

impl Outline {
    /// The number of the element that holds the story: 0, the whole, where nothing is known.
    pub fn story(&self) -> usize {
        self.with_title(self.body())
    }

    /// Excludes what stands behind the body of the story in an element that also holds the title:
    /// notes on the author, calls to read on. Paragraphs that stand there by themselves are kept.
    pub(super) fn exclude_behind_story(&mut self) {
        let body = self.body();
        let end = self.elements[self.with_title(body)].end as usize;
        let behind = self.elements[body].end as usize..end;
        let is_part = |i: &usize| {
            let part = &self.elements[*i];
            let in_line = part.kind.is_inline() || part.kind == ElementKind::Paragraph;
            !in_line && !self.excluded[*i] && (part.parent as usize) < body
        };
        let parts: Vec<usize> = behind.filter(is_part).collect();
        let chars: u32 = parts.iter().map(|part| self.chars[*part]).sum();
        if chars * BEHIND_SHARE > self.chars[body] {
            return;
        }
        for part in parts {
            self.excluded[part..self.elements[part].end as usize].fill(true);
        }
        self.sum_up_kept();
    }

    /// The number of the element that holds the story without its title, where that stands apart.
    fn body(&self) -> usize {
        if let Some(around) = self.around_parts() {
            return around;
        }
        let mut at = self.story_by_markup().unwrap_or(0);
        while let Some(inner) =
            self.main_child(at).filter(|_| self.elements[at].kind != ElementKind::Story)
        {
            at = inner;
        }
        at
    }

    /// The element around a story in several parts that are each said to be the story.
    fn around_parts(&self) -> Option<usize> {
        let (mut parts, mut end): (Vec<usize>, usize) = (Vec::new(), 0);
        for i in 1..self.elements.len() {
            let element = &self.elements[i];
            if i >= end && element.kind == ElementKind::Story && !self.excluded[i] {
                end = element.end as usize;
                if self.prose[i] >= PROSE_MIN {
                    parts.push(i);
                }
            }
        }
        let (first, last) = (*parts.first()?, *parts.last()?);
        let sum: u32 = parts.iter().map(|part| self.prose[*part]).sum();
        let mut around = first;
        while self.elements[around].end as usize <= last {
            around = self.elements[around].parent as usize;
        }
        // Further stories are articles or have headlines of their own.
        let own_article = |part: &usize| {
            std::iter::successors(Some(*part), |at| Some(self.elements[*at].parent as usize))
                .take_while(|at| *at != around)
                .any(|at| self.elements[at].kind == ElementKind::Article)
        };
        let titles = self.elements[around..self.elements[around].end as usize]
            .iter()
            .filter(|element| element.kind == ElementKind::Title);
        let one_story = titles.count() <= 1 && !parts.iter().any(own_article);
        let holds_little_else = self.prose[around] <= sum + sum / PARTS_SHARE;
        (parts.len() > 1 && one_story && holds_little_else).then_some(around)
    }

    /// The element that the markup says is the story, if it holds enough of the running text.
    fn story_by_markup(&self) -> Option<usize> {
        let total = self.prose[0];
        let largest = |kind: ElementKind, share: u32| {
            let all = (1..self.elements.len())
                .filter(|i| self.elements[*i].kind == kind && !self.excluded[*i]);
            // Of several that hold the same amount the outermost is taken: `max_by_key` gives the
            // last, hence `rev`.
            all.rev()
                .max_by_key(|i| self.prose[*i])
                .filter(|i| self.prose[*i] > 0 && self.prose[*i] * 10 >= total * share)
        };
        let article = || {
            let largest = largest(ElementKind::Article, 0)?;
            // Where further stories follow, the page's own is the first, under the title.
            let own = (1..=largest).find(|i| {
                let element = &self.elements[*i];
                element.kind == ElementKind::Article
                    && element.has_title
                    && !self.excluded[*i]
                    && self.prose[*i] * 2 >= self.prose[largest]
            });
            let own = own.or_else(|| self.article_under_title(largest));
            own.or(Some(largest).filter(|i| self.prose[*i] * 10 >= total * 4))
        };
        largest(ElementKind::Story, 2).or_else(article).or_else(|| largest(ElementKind::Main, 5))
    }

    /// The article under the page's title, however short, if `other`, the longest, has a headline
    /// of its own: then that is another story.
    fn article_under_title(&self, other: usize) -> Option<usize> {
        let within = &self.elements[other + 1..self.elements[other].end as usize];
        let is_heading =
            |element: &&Element| matches!(element.kind, ElementKind::Title | ElementKind::Heading);
        let begins =
            within.iter().find(|element| is_heading(element) || element.flow.prose() > 0)?;
        let own = (1..other).find(|i| {
            let element = &self.elements[*i];
            element.kind == ElementKind::Article
                && element.has_title
                && !self.excluded[*i]
                && self.prose[*i] >= 2 * PROSE_MIN
                && element.end as usize <= other
        });
        own.filter(|_| is_heading(&begins))
    }

    /// The child that holds most of the running text of `at`, unless other children are like it or
    /// paragraphs stand beside it.
    fn main_child(&self, at: usize) -> Option<usize> {
        let children = || {
            let next = |i: &usize| {
                Some(self.elements[*i].end as usize)
                    .filter(|next| *next < self.elements[at].end as usize)
            };
            let first = Some(at + 1).filter(|first| *first < self.elements[at].end as usize);
            std::iter::successors(first, next)
                .filter(|i| !self.excluded[*i] && !self.elements[*i].kind.is_inline())
        };
        let main = children().max_by_key(|i| self.prose[*i])?;
        let element = &self.elements[main];
        let holds =
            self.prose[main] * 10 >= self.prose[at] * 6 && self.prose[main] > element.flow.prose();
        let alike = || {
            children().any(|i| {
                i != main && self.prose[i] > 0 && self.elements[i].likeness == element.likeness
            })
        };
        let beside = || {
            children()
                .filter(|i| *i != main && self.elements[*i].kind == ElementKind::Paragraph)
                .map(|i| self.prose[i])
                .sum::<u32>()
        };
        (holds && !alike() && beside() * BESIDE_SHARE <= self.prose[at]).then_some(main)
    }

    /// `at`, or the element around it that also holds the title and little else.
    fn with_title(&self, at: usize) -> usize {
        if self.elements[at].has_h1 {
            return at;
        }
        // A summary, a byline and a day count as little, another story does not.
        let mut outer = at;
        while outer > 0 && !self.elements[outer].has_title {
            outer = self.elements[outer].parent as usize;
        }
        let little = self.prose[outer] <= self.prose[at] + self.prose[at] / 10 + HEAD
            && self.chars[outer] <= self.chars[at] + self.chars[at] / 5 + 2 * HEAD;
        if self.elements[outer].has_title && little { outer } else { at }
    }
}
