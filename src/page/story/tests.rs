//! Small pages of the kinds that news sites make, and which element holds their story.

use super::outline::{Markup, Outline, OutlineWriter};

/// A paragraph of running text.
const LONG: &str = "The council voted on Monday to rebuild the old harbour wall, after a storm in \
                    January had washed away a third of it and two boats.";

/// An outline of markup with every tag closed, with the path (tag and names) and the text of each
/// element.
struct Page {
    outline: Outline,
    elements: Vec<String>,
    /// Each text with the elements around it, outermost first.
    texts: Vec<(Vec<usize>, String)>,
}

fn page(markup: &str) -> Page {
    let (mut outline, mut elements, mut texts, mut open) =
        (OutlineWriter::default(), Vec::new(), Vec::new(), Vec::new());
    for piece in format!("<body>{markup}</body>").split('<').skip(1) {
        let (tag, text) = piece.split_once('>').expect("a tag ends");
        if tag.starts_with('/') {
            outline.close();
            open.pop();
        } else {
            let (name, rest) = tag.split_once(' ').unwrap_or((tag, ""));
            let attribute = |key: &str| {
                rest.split_once(&format!("{key}=\""))
                    .and_then(|(_, v)| v.split('"').next())
                    .unwrap_or_default()
            };
            let (names, role, property) =
                (attribute("class"), attribute("role"), attribute("itemprop"));
            outline.open(Markup {
                tag: name,
                names,
                role,
                property,
                hidden: rest.contains("hidden"),
            });
            open.push(elements.len());
            elements.push(format!("{name} {names}").trim().to_owned());
        }
        outline.text(text);
        if !text.trim().is_empty() {
            texts.push((open.clone(), text.trim().to_owned()));
        }
    }
    Page { outline: outline.finish(), elements, texts }
}

impl Page {
    /// Tag and names of the element that holds the story.
    fn story(&self) -> &str {
        &self.elements[self.outline.story()]
    }

    /// The texts of the story, joined by "|".
    fn reads(&self) -> String {
        let (story, excluded) =
            (self.outline.story(), self.outline.outermost_excluded().collect::<Vec<_>>());
        let kept = self.texts.iter().filter(|(path, _)| {
            path.contains(&story) && !path.iter().any(|at| excluded.contains(at))
        });
        kept.map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("|")
    }
}

/// Paragraphs of running text, each with `word` in it.
fn prose(word: &str, count: usize) -> String {
    let paragraph = format!(
        "<p>The council said on Friday that {word} would be discussed again next week, after \
         months of talks with the mayor.</p>"
    );
    paragraph.repeat(count)
}

/// Headlines that are links.
fn teasers(count: usize) -> String {
    "<li><a>Ten things that you should know about the new tax law</a></li>".repeat(count)
}

#[test]
fn an_article_element_is_the_story() {
    let page = page(&format!(
        "<nav><ul>{}</ul></nav><main><article><h1>Taxes rise</h1>{}</article></main><footer>\
         All rights reserved</footer>",
        teasers(9),
        prose("money", 5)
    ));
    assert_eq!(page.story(), "article");
    assert_eq!(page.reads().matches("money").count(), 5);
    assert!(page.reads().starts_with("Taxes rise|The council"));
}

#[test]
fn the_article_body_with_the_headline_near_it_is_the_story() {
    let with_head = page(&format!(
        "<div class=\"wrap\"><div class=\"head\"><h1>Taxes rise</h1><span>By Ann Lee</span></div>\
         <div itemprop=\"articleBody\">{}</div></div><div>{}</div>",
        prose("money", 5),
        prose("comment", 9)
    ));
    assert_eq!(with_head.story(), "div wrap");
    let without = page(&format!(
        "<h1>Taxes rise</h1><div>{}</div><div class=\"story-body\">{}</div>",
        prose("an advertiser", 4),
        prose("money", 5)
    ));
    assert_eq!(without.story(), "div story-body");
}

#[test]
fn among_divs_the_one_with_the_running_text_is_the_story() {
    let page = page(&format!(
        "<div class=\"x1\"><div class=\"x2\"><ul>{}</ul></div><div class=\"x3\"><div class=\"x4\">\
         {}</div><div class=\"x5\"><ul>{}</ul></div></div></div><div class=\"x6\">{}</div>",
        teasers(9),
        prose("money", 6),
        teasers(9),
        prose("cookies", 2)
    ));
    assert_eq!(page.story(), "div x4");
}

#[test]
fn a_story_in_several_parts_is_taken_whole() {
    let part = |word| {
        format!(
            "<div class=\"part\">{}</div><div class=\"ad\">\
             Buy this and that and more of it, today only, in all our shops!</div>",
            prose(word, 3)
        )
    };
    let page = page(&format!(
        "<div class=\"page\"><div class=\"column\">{}{}{}</div></div>",
        part("one"),
        part("two"),
        part("three")
    ));
    assert_eq!(page.story(), "div column");
    assert!(!page.reads().contains("Buy"));
}

#[test]
fn even_many_comments_are_not_the_story() {
    let comment = format!("<article class=\"comment\">{}</article>", prose("rubbish", 2));
    let page = page(&format!(
        "<div class=\"a\"><h1>Taxes rise</h1>{}</div><div class=\"user-comments\">{}</div>",
        prose("money", 3),
        comment.repeat(20)
    ));
    assert_eq!(page.story(), "div a");
    assert!(!page.reads().contains("rubbish"));
}

#[test]
fn the_entries_of_a_live_blog_are_one_story() {
    let entry = format!("<article class=\"entry\"><h2>09.30</h2>{}</article>", prose("money", 2));
    let page = page(&format!(
        "<main><h1>Live: the budget</h1><div class=\"entries\">{}</div></main><div>{}</div>",
        entry.repeat(8),
        prose("ad", 2)
    ));
    assert_eq!(page.story(), "main");
    assert_eq!(page.reads().matches("money").count(), 16);
}

#[test]
fn of_several_stories_the_first_under_the_title_is_the_pages_own() {
    let story = |title, word, count| {
        format!("<article class=\"{word}\"><h1>{title}</h1>{}</article>", prose(word, count))
    };
    let page = page(&format!(
        "{}{}{}",
        story("Taxes rise", "money", 4),
        story("Rain falls", "water", 6),
        story("Team wins", "sport", 5)
    ));
    assert_eq!(page.story(), "article money");
}

#[test]
fn a_short_article_above_does_not_hide_a_longer_story() {
    let short = "<article class=\"short\"><h1>Schools</h1><p>“We have no choice,” he told us.</p>\
                 </article>";
    let page = page(&format!(
        "{short}<article class=\"long\"><h1>Taxes</h1>{}</article>",
        prose("money", 2)
    ));
    assert_eq!(page.story(), "article long");
}

#[test]
fn parts_between_the_paragraphs_are_left_out() {
    let page = page(&format!(
        "<article><h1>Taxes rise</h1>{}<div class=\"related\"><h3>More</h3><p>\
         A long teaser that reads just as the story does, with a comma.</p></div>\
         <p><a>Read more: how taxes rose before</a></p><ul>{}</ul>\
         <div class=\"c-newsletter-signup\">Get our letter every day, free of charge, for \
         ever</div>\
         <aside>An aside</aside><figure><figcaption>Photo: Ann Lee</figcaption></figure><form>\
         Your address</form><sup>[1]</sup><p hidden>Nobody sees this</p>{}</article>",
        prose("money", 3),
        teasers(4),
        prose("schools", 3)
    ));
    assert_eq!(page.reads().matches('|').count(), 6, "{}", page.reads());
}

#[test]
fn a_list_with_some_links_in_it_is_story() {
    let item = "<li>The mayor said that <a>the budget</a> would rise, as it did in the year before \
                that one.</li>";
    let page =
        page(&format!("<article>{}<ul>{}</ul></article>", prose("money", 3), item.repeat(5)));
    assert_eq!(page.reads().matches("the budget").count(), 5);
}

#[test]
fn a_misleading_name_around_the_whole_story_does_not_hide_it() {
    for names in ["sidebar-layout", "social", "subscriber-only", "promo related"] {
        let page =
            page(&format!("<div class=\"{names}\"><h1>Taxes rise</h1>{}</div>", prose("money", 4)));
        assert_eq!(page.reads().matches("money").count(), 4, "{names}");
    }
}

#[test]
fn a_page_without_running_text_is_taken_whole() {
    assert_eq!(page("").story(), "body");
    assert_eq!(page("<div>Short</div>").story(), "body");
}

#[test]
fn a_deeply_nested_story_is_found() {
    let deep = format!("{}{}{}", "<div>".repeat(5000), prose("money", 3), "</div>".repeat(5000));
    assert_eq!(page(&deep).reads().matches("money").count(), 3);
}

#[test]
fn story_in_several_parts_is_read_whole() {
    let part = format!("<div class=\"article-body\"><p>{LONG}</p><p>{LONG}</p></div>");
    let found =
        page(&format!("<main><h1>Title</h1>{part}<div class=\"ad\">Buy</div>{part}</main>"));
    assert_eq!(found.reads().matches(LONG).count(), 4);
    let articles = format!(
        "<main><article><h1>Title</h1>{part}</article>\
         <article><h2>Another</h2>{part}</article></main>"
    );
    assert_eq!(page(&articles).reads().matches(LONG).count(), 2, "another story is no part");
}

#[test]
fn paragraph_of_the_story_may_be_one_link() {
    let linked = format!("<p><a>{LONG}</a></p>");
    let more = "<p><a>Read more about the harbour wall and what it will cost the town</a></p>";
    let found =
        page(&format!("<article><h1>Title</h1><p>{LONG}</p>{linked}{more}<p>{LONG}</p></article>"));
    assert_eq!(found.reads().matches(LONG).count(), 3);
    assert!(!found.reads().contains("Read more"));
}

#[test]
fn header_of_the_page_is_not_read() {
    let found = page(&format!(
        "<header><p>Powered by a firm that likes news</p></header>\
         <h1>Title</h1><p>{LONG}</p><p>{LONG}</p>"
    ));
    assert!(!found.reads().contains("Powered"), "{}", found.reads());
}

#[test]
fn short_story_under_the_title_goes_before_a_longer_one() {
    for headline in ["h1", "h2"] {
        let found = page(&format!(
            "<main><article class=\"first\"><h1>Title</h1><p>{LONG}</p></article>\
             <article><{headline}>Another</{headline}><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p>\
             </article></main>"
        ));
        assert_eq!(found.story(), "article first", "{headline}");
    }
}

/// A headline that is a link, with a summary.
fn teaser(tag: &str, number: u32) -> String {
    format!(
        "<{tag}><a>I would do it again, says pilot number {number} who landed there</a><p>Captain \
         Rhea Moss spoke for the first time since the landing, and said she slept well.</p></{tag}>"
    )
}

fn teaser_grid(tag: &str) -> String {
    (1..9).map(|number| teaser(tag, number)).collect()
}

#[test]
fn grids_of_teasers_longer_than_the_story_are_not_read() {
    for (tag, above) in [("li", true), ("div", true), ("article", true), ("li", false)] {
        let grid = format!("<div class=\"item news\"><div>{}</div></div>", teaser_grid(tag));
        let story = format!("<div class=\"x\"><h1>Wall to rise</h1>{}</div>", prose("the wall", 4));
        let page = page(&if above { grid + &story } else { story.clone() + &story + &grid });
        assert_eq!(page.reads().matches("pilot").count(), 0, "{tag} {above}");
        assert!(page.reads().matches("the wall").count() >= 4, "{tag} {above}");
    }
}

#[test]
fn stories_in_items_with_linked_headings_are_read() {
    let page = page(&format!(
        "<main><h1>Ten who landed</h1>{}<ol>{}</ol></main>",
        prose("a landing", 1),
        teaser_grid("li")
    ));
    assert_eq!(page.reads().matches("Rhea Moss").count(), 8);
}

#[test]
fn short_pages_wholly_in_a_form_are_read() {
    for form in ["form", "div role=\"form\""] {
        let name = form.split(' ').next().unwrap_or(form);
        let page = page(&format!(
            "<{form}><div><h1>Wall to rise</h1>{}</div></{name}>",
            prose("the wall", 3)
        ));
        assert_eq!(page.reads().matches("the wall").count(), 3, "{form}");
    }
}

#[test]
fn what_stands_behind_the_body_of_a_story_is_no_part_of_it() {
    let note = "<div><p>Ann Lee has been a reporter of this paper since the year 2001.</p></div>";
    let page = page(&format!(
        "<div class=\"page\"><div><h1>Wall to rise</h1></div><div class=\"main\"><div>{}\
         </div></div>{note}<div><h3>Did you like this?</h3></div><p>This story was corrected on \
         Monday, as a name was wrong.</p></div>",
        prose("the wall", 12)
    ));
    let read = page.reads();
    assert!(read.starts_with("Wall to rise") && read.matches("the wall").count() == 12, "{read}");
    assert!(read.contains("was corrected") && !read.contains("reporter"), "{read}");
    assert!(!read.contains("Did you like"), "{read}");
}

#[test]
fn sections_with_a_misleading_name_are_read_if_they_hold_the_story() {
    let section = format!("<section class=\"block-permalink\">{}</section>", prose("the wall", 1));
    let related = format!(
        "<section class=\"related\"><h4><a>A headline of another story on the site</a></h4>{}\
         </section>",
        prose("a roof", 1)
    );
    let page = page(&format!(
        "<div><h1>Wall to rise</h1>{}{}</div>",
        section.repeat(4),
        related.repeat(2)
    ));
    assert_eq!(page.reads().matches("the wall").count(), 4);
    assert_eq!(page.reads().matches("a roof").count(), 0);
}

#[test]
fn text_in_nested_sections_of_one_misleading_name_counts_once() {
    let page = page(&format!(
        "<div><h1>Wall to rise</h1>{}{}{}{}</div>",
        prose("the wall", 4),
        "<div class=\"related\">".repeat(3),
        prose("a roof", 2),
        "</div>".repeat(3)
    ));
    assert_eq!(page.reads().matches("the wall").count(), 4);
    assert_eq!(page.reads().matches("a roof").count(), 0);
}

#[test]
fn components_are_no_consent_walls() {
    let page = page(&format!(
        "<div class=\"hero\"><h1>Wall to rise</h1></div><div class=\"grid\"><div class=\"cmp \
         cmp-text\">{}</div></div><div class=\"qc-cmp2-container\">{}</div>",
        prose("the wall", 4),
        prose("a cookie", 1)
    ));
    assert_eq!(page.reads().matches("the wall").count(), 4);
    assert_eq!(page.reads().matches("a cookie").count(), 0);
}
