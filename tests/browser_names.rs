//! The compiled-in model finds the names of the sample article, natively and in the browser. The
//! list was checked by eye.
//!
//! After a new model, `WHOSAID_BLESS=1 cargo test --test browser_names` writes the list anew: read
//! the changes before committing them.

use whosaid::ENGLISH;
use whosaid::ner::NameKind;
use whosaid::text::Document;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

const ARTICLE: &str = include_str!("../www/samples/voa-syria-2016-09-09.txt");
const GOLDEN: &str = include_str!("fixtures/names.txt");

fn found() -> String {
    let document = Document::read(ARTICLE);
    let line = |n: &whosaid::ner::Name| {
        let kind = match n.kind {
            NameKind::Person => "PER",
            NameKind::Organization => "ORG",
            NameKind::Location => "LOC",
            NameKind::Nationality => "NORP",
        };
        format!("{kind}\t{}\n", document.slice(n.tokens))
    };
    ENGLISH.names().names(&document).iter().map(line).collect()
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn the_names_of_the_sample_article_are_found() {
    #[cfg(not(target_arch = "wasm32"))]
    if std::env::var_os("WHOSAID_BLESS").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/names.txt"), found())
            .expect("the fixture can be written");
        return;
    }
    assert_eq!(found(), GOLDEN);
}
