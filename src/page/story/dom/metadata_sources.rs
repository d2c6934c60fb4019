//! Collecting a page's [`MetadataSources`].
//!
//! Takes a document and its article; gives the contents of JSON-LD, `<meta>` and marked elements;
//! promises not to touch the page.

use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element};

use crate::lexicon::lists::page::{ARTICLE_TYPES, BYLINE_SELECTORS, DATE_SELECTORS};
use crate::page::story::metadata::{Metadata, MetadataSources};

/// Number of elements read for each selector of bylines.
const BYLINES: u32 = 4;
/// Depth to which JSON-LD is searched for an article.
const DEPTH: u32 = 4;

/// Collects the metadata that `document` gives for the story in `article`.
pub(super) fn read(document: &Document, article: &Element) -> MetadataSources {
    let mut sources =
        MetadataSources { document_title: document.title(), ..MetadataSources::default() };
    for script in all(document, "script[type='application/ld+json' i]") {
        let data =
            script.text_content().and_then(|text| JSON::parse(&text).ok()).unwrap_or_default();
        read_json_ld(&data, DEPTH, &mut sources.json_ld);
    }
    for meta in all(document, "meta[content]") {
        let value = meta.get_attribute("content").unwrap_or_default();
        sources.metas.extend(
            ["property", "name", "itemprop"]
                .iter()
                .find_map(|name| meta.get_attribute(name))
                .map(|key| (key, value)),
        );
    }
    let text = |selector: &str| {
        let found = article
            .query_selector(selector)
            .ok()
            .flatten()
            .or_else(|| document.query_selector(selector).ok().flatten());
        found
            .and_then(|e| {
                ["content", "datetime"]
                    .iter()
                    .find_map(|name| e.get_attribute(name))
                    .or_else(|| e.text_content())
            })
            .unwrap_or_default()
    };
    let first = |selectors: &[&str]| {
        selectors.iter().map(|s| text(s)).find(|text| !text.trim().is_empty()).unwrap_or_default()
    };
    let lines = |selector: &&str| {
        let within = article
            .query_selector_all(selector)
            .ok()
            .filter(|list| list.length() > 0)
            .or_else(|| document.query_selector_all(selector).ok());
        let items = (0..BYLINES).filter_map(move |i| within.as_ref()?.item(i)?.text_content());
        items.collect::<Vec<_>>()
    };
    let authors = BYLINE_SELECTORS.iter().flat_map(lines).collect();
    sources.elements = Metadata {
        title: first(&["h1", "[itemprop~=headline]"]),
        authors,
        published: first(DATE_SELECTORS),
    };
    sources
}

fn all(document: &Document, selector: &str) -> impl Iterator<Item = Element> {
    let list = document.query_selector_all(selector).ok();
    (0..list.as_ref().map_or(0, |l| l.length()))
        .filter_map(move |i| list.as_ref()?.item(i)?.dyn_into().ok())
}

/// Reads the metadata of the first article in `data` into `found`, `depth` levels deep.
fn read_json_ld(data: &JsValue, depth: u32, found: &mut Metadata) {
    if depth == 0 {
        return;
    }
    if Array::is_array(data) {
        data.unchecked_ref::<Array>().iter().for_each(|item| read_json_ld(&item, depth - 1, found));
        return;
    }
    let get = |object: &JsValue, name: &str| Reflect::get(object, &name.into()).unwrap_or_default();
    let string = |value: JsValue| value.as_string().unwrap_or_default();
    if !data.is_object() {
        return;
    }
    read_json_ld(&get(data, "@graph"), depth - 1, found);
    // `stringify` gives no string where there is no type.
    let kind = JSON::stringify(&get(data, "@type"))
        .ok()
        .and_then(|kind| JsValue::from(kind).as_string())
        .unwrap_or_default();
    if !ARTICLE_TYPES.iter().any(|end| kind.contains(end)) || !found.title.is_empty() {
        return;
    }
    found.title = string(get(data, "headline"));
    found.published = string(get(data, "datePublished"));
    let author = get(data, "author");
    let people: Array = if Array::is_array(&author) {
        author.unchecked_into()
    } else {
        [author].into_iter().collect()
    };
    found.authors = people
        .iter()
        .map(|one| one.as_string().unwrap_or_else(|| string(get(&one, "name"))))
        .filter(|name| !name.is_empty())
        .collect();
}
