//! Which part of a page an element is, by the names that its authors gave it.
//!
//! Takes the words of an element's class, id and, if it is a custom element, tag; gives whether
//! they name the story, a part beside it, or readers' comments; promises to judge whole words only
//! ("shareholders" is no share bar) and to know no site by name.

use crate::lexicon::lists::page::{
    BESIDE_STORY, BESIDE_STORY_STARTS, COMMENTARY_START, COMMENTS_AND_CONSENT,
    COMMENTS_AND_CONSENT_STARTS, EMBED, QUALIFIERS_AFTER, QUALIFIERS_BEFORE, SHARE_START, SHARED,
    SHAREHOLDER_START, SOCIAL, STORY_BODY,
};

/// The part of a page that an element's names say it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PagePart {
    /// The names say nothing.
    #[default]
    Unnamed,
    /// The story.
    Story,
    /// A part beside the story: advertisement, share bar, related links, newsletter box ...
    Beside,
    /// Readers' comments or a cookie wall: these may hold much running text, and are never the
    /// story.
    CommentsOrConsent,
}

/// The part that `names` say: class names as HTML writes them, with spaces between them.
pub(super) fn part_named(names: &str) -> PagePart {
    let mut found = PagePart::Unnamed;
    for name in names.split_ascii_whitespace() {
        match part_named_by_one(name) {
            PagePart::CommentsOrConsent => return PagePart::CommentsOrConsent,
            PagePart::Story => found = PagePart::Story,
            PagePart::Beside if found == PagePart::Unnamed => found = PagePart::Beside,
            _ => {}
        }
    }
    found
}

fn part_named_by_one(name: &str) -> PagePart {
    let words = words(name);
    let mut found = PagePart::Unnamed;
    for (i, word) in words.iter().enumerate() {
        let word = word.as_str();
        let before = i.checked_sub(1).map_or("", |b| words[b].as_str());
        let after = words.get(i + 1).map_or("", String::as_str);
        let joined = [before, word].concat();
        let is_in = |list: &[&str]| list.contains(&word) || list.contains(&joined.as_str());
        let starts = |list: &[&str]| list.iter().any(|start| word.starts_with(start));
        if is_in(STORY_BODY) {
            found = PagePart::Story;
        }
        if QUALIFIERS_BEFORE.contains(&before) || QUALIFIERS_AFTER.contains(&after) {
            continue;
        }
        if COMMENTS_AND_CONSENT.contains(&word)
            || starts(COMMENTS_AND_CONSENT_STARTS) && !word.starts_with(COMMENTARY_START)
        {
            return PagePart::CommentsOrConsent;
        }
        let share =
            word.starts_with(SHARE_START) && word != SHARED && !word.starts_with(SHAREHOLDER_START);
        // What somebody said elsewhere and the story shows.
        let embedded = word == SOCIAL && words.iter().any(|word| word == EMBED);
        if is_in(BESIDE_STORY) && !embedded || share || starts(BESIDE_STORY_STARTS) && !embedded {
            return PagePart::Beside;
        }
    }
    found
}

/// The words of a name, in lower case: "relatedLinks", "related-links" and "RELATED_LINKS" are two
/// words each.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut lower = false;
    for c in name.chars() {
        if !c.is_ascii_alphanumeric() || c.is_ascii_uppercase() && lower {
            words.push(String::new());
        }
        lower = c.is_ascii_lowercase();
        if c.is_ascii_alphanumeric() {
            words.last_mut().expect("there is always a word").push(c.to_ascii_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(names: &[&str], part: PagePart) {
        for name in names {
            assert_eq!(part_named(name), part, "{name}");
        }
    }

    #[test]
    fn parts_beside_the_story_are_known_by_many_names() {
        all(
            &[
                "related",
                "c-related-links",
                "relatedArticles",
                "RELATED_STORIES",
                "module read-more",
                "js-share",
                "shareBar",
                "social-tools",
                "newsletter-signup",
                "div-gpt-ad-1",
                "ad",
                "sidebar",
                "image-credit",
                "most-read",
                "up-next",
                "sr-only",
                "taboola-below-article",
                "author-bio",
                "article-footer",
                "tags",
                "share-buttons",
                "image-caption",
                "InlineImage-imageEmbedCaption",
                "social-embed-bar share",
            ],
            PagePart::Beside,
        );
    }

    #[test]
    fn cookie_walls_differ_from_stories_about_cookies() {
        all(&["onetrust-consent-sdk"], PagePart::CommentsOrConsent);
        all(&["post tag-cookies category-consent"], PagePart::Unnamed);
    }

    #[test]
    fn comments_differ_from_commentary() {
        all(
            &[
                "comments",
                "comment-list",
                "js-comments-section",
                "disqus_thread",
                "story-body comment",
            ],
            PagePart::CommentsOrConsent,
        );
        all(&["commentary", "page--commentary"], PagePart::Unnamed);
    }

    #[test]
    fn the_story_is_known_by_its_names() {
        all(
            &[
                "article-body",
                "storyBody",
                "entry-content clearfix",
                "article__body",
                "post_content has-sidebar",
            ],
            PagePart::Story,
        );
    }

    #[test]
    fn names_of_what_an_element_has_or_lacks_say_nothing() {
        all(
            &[
                "social-media-embed",
                "has-sidebar",
                "no-comments",
                "ad-free",
                "with-related",
                "layout comments-closed",
            ],
            PagePart::Unnamed,
        );
    }

    #[test]
    fn similar_words_say_nothing() {
        all(
            &["shareholders", "shared-module", "header", "gradient", "download", "roadside", ""],
            PagePart::Unnamed,
        );
    }
}
