//! What two texts of a story have in common, and what a saved news page should give.

use crate::process::Result;
use pages::Page;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::Path;

/// What was found in a page, or should be.
#[derive(Debug, Clone, Default)]
pub struct Story {
    pub text: String,
    pub title: String,
    pub byline: String,
    pub published: String,
}

/// What should be found.
pub fn wanted(page: &Page, address: &str, metadata: &Path) -> Result<Story> {
    page.go(address).map_err(|error| error.to_string())?;
    let text =
        page.script("return document.body.innerText;", &[]).map_err(|error| error.to_string())?;
    let metadata =
        std::fs::read(metadata).map_err(|error| format!("{}: {error}", metadata.display()))?;
    let metadata: Value = serde_json::from_slice(&metadata).map_err(|error| error.to_string())?;
    let story = json!({ "text": text, "title": metadata["title"], "byline": metadata["byline"], "published": metadata["publishedTime"] });
    Ok(read(&story))
}

/// The story that a page or a file describes in JSON.
pub fn read(story: &Value) -> Story {
    let text = |name: &str| story[name].as_str().unwrap_or_default().to_owned();
    Story {
        text: text("text"),
        title: text("title"),
        byline: text("byline"),
        published: text("published"),
    }
}

/// Precision, recall and F1 of two bags of tokens.
pub fn score(found: &str, wanted: &str) -> (f64, f64, f64) {
    let (found, wanted) = (tokens(found), tokens(wanted));
    let mut left: HashMap<&String, usize> = HashMap::new();
    for token in &wanted {
        *left.entry(token).or_default() += 1;
    }
    let common = found
        .iter()
        .filter(|token| {
            left.get_mut(token)
                .is_some_and(|count| count.checked_sub(1).map(|less| *count = less).is_some())
        })
        .count();
    let share = |of: usize| if of == 0 { 0.0 } else { common as f64 / of as f64 };
    let f1 =
        if common == 0 { 0.0 } else { 2.0 * common as f64 / (found.len() + wanted.len()) as f64 };
    (share(found.len()), share(wanted.len()), f1)
}

/// Runs of letters and digits, in lower case.
pub fn tokens(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_found_counts_as_often_as_it_is_expected() {
        assert_eq!(score("a b b", "a b c"), (2.0 / 3.0, 2.0 / 3.0, 2.0 / 3.0));
        assert_eq!(score("", "a"), (0.0, 0.0, 0.0));
        assert_eq!(score("Ann’s tax", "ann s TAX"), (1.0, 1.0, 1.0));
    }
}
