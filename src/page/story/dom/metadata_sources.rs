//! Collecting a page's [`MetadataSources`].
//!
//! Takes a document and its article; gives the contents of JSON-LD, `<meta>` and marked elements,
//! and the lines around the headline; promises not to touch the page, and bounded work.

use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, NodeList};

use super::lines_around::{self, Direction};
use crate::lexicon::lists::page::{
    ARTICLE_TYPES, AUTHOR_FIELDS, BYLINE_SELECTORS, CONTAINER_FIELDS, DATE_FIELDS, DATE_SELECTORS,
    HEADLINE_SELECTOR, JSON_META, MAIN_HEADLINE_SELECTOR, PAGE_TYPE, SITE_META, STATED_DATE,
    STATED_DATE_SELECTOR, TITLE_FIELDS,
};
use crate::page::story::headline_lines::{HeadlineLines, joined};
use crate::page::story::metadata::Metadata;
use crate::page::story::sources::{Heading, MetadataSources};
use crate::text::one_line;

/// Number of elements read for each selector of what is marked in the story.
const MARKED: u32 = 4;
/// Number of elements read for each other selector.
const ELEMENTS: u32 = 200;
/// Depth to which JSON-LD is searched for an article.
const DEPTH: u32 = 4;
/// Number of JSON-LD objects that are read.
const OBJECTS: usize = 100;
/// Length of the longest value and headline that are taken, in bytes.
const VALUE_MAX: usize = 400;

/// The name that a page gives its site; `None` where it gives none.
pub fn site_name(document: &Document) -> Option<String> {
    let mut metas = elements(document.query_selector_all("meta[content]").ok(), ELEMENTS);
    let named = |meta: &Element| {
        ["property", "name"].iter().any(|key| meta.get_attribute(key).as_deref() == Some(SITE_META))
    };
    let name = metas.find(named).map(|meta| attribute(&meta, "content"))?;
    let name = one_line(&name);
    (!name.is_empty() && name.len() <= VALUE_MAX).then_some(name)
}

/// Collects the metadata that `document` gives for the story in `article`.
pub(super) fn read(document: &Document, article: &Element) -> MetadataSources {
    let all = |selector: &str| elements(document.query_selector_all(selector).ok(), ELEMENTS);
    let mut sources =
        MetadataSources { document_title: document.title(), ..MetadataSources::default() };
    let mut objects = Vec::new();
    for script in all("script[type='application/ld+json' i]") {
        let text = script.text_content().unwrap_or_default();
        // Some sites write comment marks around it.
        let bare = || {
            let (from, to) = (text.find('{')?, text.rfind('}')?);
            JSON::parse(text.get(from..=to)?).ok()
        };
        let data = JSON::parse(&text).ok().or_else(bare).unwrap_or_default();
        add_objects(&data, DEPTH, &mut objects);
    }
    let names = names(&objects);
    sources.articles = articles(&objects, &names);
    for meta in all("meta[content]") {
        let value = attribute(&meta, "content");
        let key = ["property", "name", "itemprop"].iter().find_map(|key| meta.get_attribute(key));
        let Some(key) = key else { continue };
        if key == JSON_META {
            let data = JSON::parse(&value).unwrap_or_default();
            sources.articles.extend(data.is_object().then(|| told(&data, &names)));
        } else if !value.trim().is_empty() && value.len() <= VALUE_MAX {
            sources.metas.push((key, value));
        }
    }
    let stated = elements(article.query_selector_all(STATED_DATE_SELECTOR).ok(), MARKED);
    sources.metas.extend(stated.filter_map(|element| {
        let named = ["content", "datetime"].iter().find_map(|name| element.get_attribute(name));
        let day = named.or_else(|| lines_around::short_text(&element, VALUE_MAX))?;
        (day.len() <= VALUE_MAX).then(|| (STATED_DATE.to_owned(), day))
    }));
    sources.address = all("link[rel=canonical i]")
        .map(|link| attribute(&link, "href"))
        .next()
        .unwrap_or_else(|| document.url().unwrap_or_default());
    let mains = all(MAIN_HEADLINE_SELECTOR);
    let (candidates, headings): (Vec<Element>, Vec<Heading>) = mains
        .chain(all(HEADLINE_SELECTOR))
        .filter_map(|element| {
            let text = lines_around::short_text(&element, VALUE_MAX)?;
            let heading = Heading {
                text,
                is_main: element.matches(MAIN_HEADLINE_SELECTOR).unwrap_or_default(),
                in_story: article.contains(Some(&element)),
            };
            Some((element, heading))
        })
        .unzip();
    let headline = sources.headline_in(&headings).map(|index| &candidates[index]);
    if let Some(headline) = headline {
        let lines = lines_around::within(headline);
        sources.headline = lines.iter().map(joined).collect::<Vec<_>>().join(" ");
    }
    let marked = |selectors: &[&str]| {
        let all = |selector: &&str| elements(article.query_selector_all(selector).ok(), MARKED);
        selectors.iter().flat_map(all).map(|one| lines_around::within(&one)).collect()
    };
    sources.lines = HeadlineLines {
        above: lines_around::read(headline.unwrap_or(article), Direction::Up),
        below: match headline {
            Some(headline) => lines_around::read(headline, Direction::Down),
            None => lines_around::within(article),
        },
        bylines: marked(BYLINE_SELECTORS),
        datelines: marked(DATE_SELECTORS),
    };
    sources
}

/// The first elements of a list.
fn elements(list: Option<NodeList>, most: u32) -> impl Iterator<Item = Element> {
    let count = list.as_ref().map_or(0, |list| list.length().min(most));
    (0..count).filter_map(move |i| list.as_ref()?.item(i)?.dyn_into().ok())
}

fn attribute(element: &Element, name: &str) -> String {
    element.get_attribute(name).unwrap_or_default()
}

/// Adds the objects of JSON-LD `data` to `found`, those inside them down to `depth` too.
fn add_objects(data: &JsValue, depth: u32, found: &mut Vec<JsValue>) {
    if depth == 0 || !data.is_object() || found.len() >= OBJECTS {
        return;
    }
    if Array::is_array(data) {
        let items = data.unchecked_ref::<Array>();
        items.iter().take(OBJECTS).for_each(|item| add_objects(&item, depth - 1, found));
        return;
    }
    found.push(data.clone());
    CONTAINER_FIELDS.iter().for_each(|name| add_objects(&get(data, name), depth - 1, found));
}

/// What the `objects` that are articles tell, then those that are pages.
fn articles(objects: &[JsValue], names: &[(String, JsValue)]) -> Vec<Metadata> {
    let is = |object: &&JsValue, types: &[&str]| {
        // `stringify` gives no string where there is no type.
        let kind = JSON::stringify(&get(object, "@type")).ok().map(JsValue::from);
        let kind = kind.and_then(|kind| kind.as_string()).unwrap_or_default();
        types.iter().any(|end| kind.contains(end))
    };
    let told = |object| told(object, names);
    let articles = objects.iter().filter(|object| is(object, ARTICLE_TYPES)).map(told);
    let pages = objects.iter().filter(|object| is(object, &[PAGE_TYPE])).map(told);
    articles.chain(pages).collect()
}

/// The id of each of `objects` that has one, with its name.
fn names(objects: &[JsValue]) -> Vec<(String, JsValue)> {
    let named = objects.iter().map(|one| (string(&get(one, "@id")), get(one, "name")));
    named.filter(|(id, _)| !id.is_empty()).collect()
}

/// What an object tells of the story; authors may be told of by id, with their `names` elsewhere.
fn told(object: &JsValue, names: &[(String, JsValue)]) -> Metadata {
    let first = |names: &[&str]| {
        let texts = names.iter().map(|name| string(&get(object, name)));
        texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
    };
    let (mut authors, mut visits) = (Vec::new(), 0);
    for name in AUTHOR_FIELDS {
        add_names(&get(object, name), names, DEPTH, &mut visits, &mut authors);
    }
    Metadata { title: first(TITLE_FIELDS), published: first(DATE_FIELDS), authors }
}

/// Adds the names that `value` gives: a text, an object with a name or with an id that has one in
/// `names`, or a list of these. Counts `visits` of values, up to [`OBJECTS`].
fn add_names(
    value: &JsValue,
    names: &[(String, JsValue)],
    depth: u32,
    visits: &mut usize,
    found: &mut Vec<String>,
) {
    if depth == 0 || *visits >= OBJECTS {
        return;
    }
    *visits += 1;
    if Array::is_array(value) {
        for one in value.unchecked_ref::<Array>().iter().take(OBJECTS) {
            add_names(&one, names, depth - 1, visits, found);
        }
    } else if value.is_object() {
        let mut name = get(value, "name");
        if name.is_undefined() {
            let id = string(&get(value, "@id"));
            let same = names.iter().find(|(other, _)| *other == id);
            name = same.map(|(_, name)| name.clone()).unwrap_or_default();
        }
        add_names(&name, names, depth - 1, visits, found);
    } else {
        found.extend(Some(string(value)).filter(|text| !text.is_empty()));
    }
}

fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

/// The text that `value` is; empty for anything else and for long texts.
fn string(value: &JsValue) -> String {
    value.as_string().filter(|text| text.len() <= VALUE_MAX).unwrap_or_default()
}
