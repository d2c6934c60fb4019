//! The browser analyses whole articles as the native build does, whose results are the files in
//! tests/golden.
#![cfg(target_arch = "wasm32")]

#[path = "golden/described.rs"]
mod described;

use described::{ARTICLES, describe};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use whosaid::{Options, analyze};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn golden_articles_are_analysed_as_natively() {
    for article in ARTICLES {
        let found = describe(article.text, &analyze(article.text, &Options::default()));
        let difference = article.found.lines().zip(found.lines()).find(|(a, b)| a != b);
        assert_eq!(found, article.found, "{} differs first at {difference:#?}", article.name);
    }
}
