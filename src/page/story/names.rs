//! What the names that authors give their elements say about them.
//!
//! Takes the words of an element's class, id and, if it is a custom element, tag; gives whether
//! they name the story, something beside it or readers' comments; promises to judge whole words
//! only ("shareholders" is no share bar) and not to know any site.

/// What an element's names say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Names {
    /// Nothing.
    #[default]
    Plain,
    /// It is the story.
    Story,
    /// It stands beside the story: advertisement, share bar, related links, newsletter box, cookie
    /// wall …
    Beside,
    /// It is what readers wrote, or what the law has a site ask them: much text, and never the
    /// story.
    Foreign,
}

/// Words that name readers' comments and cookie walls.
const FOREIGN: &str =
    " ccpa cmp commentlist consent didomi disqus gdpr livefyre onetrust replies respond ";

/// Words (two neighbours joined: "read-more" is "readmore") that name what stands beside a story.
const BESIDE: &str = " ad ads adbox adslot adspot adunit adwrap adwrapper alsoread aboutauthor authorbio authorbox actions banner bio bookmark \
     btn button buttons controls copyright credit credits donate donation editorspicks followus followbutton footer \
     inlinead jumplink latestnews login lightbox masthead menu modal moreabout morefrom morelike morenews moreon morestories morearticles \
     mostpopular mostread mostviewed nav navbar navbox navigation newsletter newsletters nextstory nextarticle noprint overlay pager pagination paginator \
     paywallbar permalink player poll popover popular popup promo promos promoted promotion quiz ratings readmore readnext readalso screenreadertext seealso seemore sharing \
     sidebar signup skip skiplink slideshow social sponsor sronly supplemental taglist tags taboola teasers ticker toc toolbar toolbox tools tooltip topstories toptopics trending \
     upnext upsell utility visuallyhidden whatsnext youmay youmaylike zergnet ";

/// Beginnings of such words.
const BESIDE_STARTS: &[&str] = &[
    "advert",
    "breadcrumb",
    "cookie",
    "newsletter",
    "outbrain",
    "recirc",
    "recommend",
    "related",
    "sidebar",
    "social",
    "sponsor",
    "subscri",
    "taboola",
];

/// Words that name the story.
const STORY: &str = " articlebody articlecontent articletext bodycopy bodytext entrycontent postbody postcontent storybody storycontent storytext ";

/// After such a word, a word says what an element has, lacks or is about, not what it is:
/// "has-sidebar", "no-comments", "tag-cookies".
const HAVING: &str = " no not non has have with without hide show enable disable supports can tag category section topic ";

/// Before such a word too: "ad-free", "comments-enabled".
const LACKING: &str = " free enabled disabled open closed on off count ";

/// Judges names, given as HTML writes them: words and phrases parted by spaces.
pub(super) fn judge(names: &str) -> Names {
    let mut found = Names::Plain;
    for name in names.split_ascii_whitespace() {
        match judge_one(name) {
            Names::Foreign => return Names::Foreign,
            Names::Story => found = Names::Story,
            Names::Beside if found == Names::Plain => found = Names::Beside,
            _ => {}
        }
    }
    found
}

fn judge_one(name: &str) -> Names {
    let words = words(name);
    let mut found = Names::Plain;
    for (i, word) in words.iter().enumerate() {
        let before = i.checked_sub(1).map_or("", |b| words[b].as_str());
        let after = words.get(i + 1).map_or("", String::as_str);
        let is = |list: &str, word: &str| list.contains(&[" ", word, " "].concat());
        let joined = [before, word].concat();
        if is(STORY, word) || is(STORY, &joined) {
            found = Names::Story;
        }
        if is(HAVING, before) || is(LACKING, after) {
            continue;
        }
        if is(FOREIGN, word)
            || word.starts_with("cookie")
            || word.starts_with("comment") && !word.starts_with("commentar")
        {
            return Names::Foreign;
        }
        let share =
            word.starts_with("share") && word != "shared" && !word.starts_with("shareholder");
        if is(BESIDE, word)
            || is(BESIDE, &joined)
            || share
            || BESIDE_STARTS.iter().any(|start| word.starts_with(start))
        {
            return Names::Beside;
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

    fn all(names: &[&str], judged: Names) {
        for name in names {
            assert_eq!(judge(name), judged, "{name}");
        }
    }

    #[test]
    fn what_stands_beside_the_story_is_named_in_many_ways() {
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
            ],
            Names::Beside,
        );
    }

    #[test]
    fn cookie_walls_are_told_from_stories_about_cookies() {
        all(&["onetrust-consent-sdk"], Names::Foreign);
        all(&["post tag-cookies category-consent"], Names::Plain);
    }

    #[test]
    fn comments_are_told_from_commentary() {
        all(
            &[
                "comments",
                "comment-list",
                "js-comments-section",
                "disqus_thread",
                "story-body comment",
            ],
            Names::Foreign,
        );
        all(&["commentary", "page--commentary"], Names::Plain);
    }

    #[test]
    fn the_story_is_named_too() {
        all(
            &[
                "article-body",
                "storyBody",
                "entry-content clearfix",
                "article__body",
                "post_content has-sidebar",
            ],
            Names::Story,
        );
    }

    #[test]
    fn what_an_element_has_or_lacks_is_not_what_it_is() {
        all(
            &["has-sidebar", "no-comments", "ad-free", "with-related", "layout comments-closed"],
            Names::Plain,
        );
    }

    #[test]
    fn words_that_only_look_alike_are_plain() {
        all(
            &["shareholders", "shared-module", "header", "gradient", "download", "roadside", ""],
            Names::Plain,
        );
    }
}
