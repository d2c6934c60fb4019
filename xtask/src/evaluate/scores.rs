//! The story of a saved news page as a reader mode should find it, and how much of it was found.

use crate::files::read_json;
use anyhow::Result;
use pages::{Page, Reply, Server};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::Path;

/// A story, found or expected.
#[derive(Debug, Clone, Default)]
pub struct Story {
    pub text: String,
    pub title: String,
    pub byline: String,
    pub published: String,
    /// The first words of the text, where no more of it is known.
    pub begins: String,
}

/// The names of the pages of a folder, in order.
///
/// # Errors
///
/// Where the folder can't be read.
pub fn names(data: &Path) -> Result<Vec<String>> {
    let mut names: Vec<String> = fs_err::read_dir(data)?
        .flatten()
        .filter(|entry| entry.path().join("source.html").is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    Ok(names)
}

/// The server, which now also serves each saved page and the text expected of it, under a policy.
///
/// # Errors
///
/// Where a file can't be read.
pub fn serve(mut server: Server, data: &Path, names: &[String], policy: &str) -> Result<Server> {
    for name in names {
        for file in ["source", "expected"] {
            let path = data.join(name).join(file).with_extension("html");
            if !path.is_file() {
                continue;
            }
            let page = fs_err::read(path)?;
            let reply = Reply::new("text/html; charset=utf-8", page)
                .header("Content-Security-Policy", policy);
            server = server.reply(&format!("/saved/{name}/{file}"), reply);
        }
    }
    Ok(server)
}

/// The story expected of a saved page: its text as served at `address`, the rest from its folder;
/// what the folder lacks is empty.
///
/// # Errors
///
/// Where the page can't be shown, or the file can't be read.
pub fn expected(page: &Page, address: &str, folder: &Path) -> Result<Story> {
    let mut text = Value::Null;
    if folder.join("expected.html").is_file() {
        page.go(address)?;
        text = page.script("return document.body.innerText;", &[])?;
    }
    let metadata = folder.join("expected-metadata.json");
    let metadata = if metadata.is_file() { read_json(&metadata)? } else { Value::Null };
    Ok(read(&json!({
        "text": text,
        "title": metadata["title"],
        "byline": metadata["byline"],
        "published": metadata["publishedTime"],
        "begins": metadata["begins"],
    })))
}

/// True if the whole text of a story is known.
pub fn has_text(story: &Story) -> bool {
    !story.text.trim().is_empty()
}

/// The story that JSON describes.
pub fn read(story: &Value) -> Story {
    let text = |name: &str| story[name].as_str().unwrap_or_default().to_owned();
    Story {
        text: text("text"),
        title: text("title"),
        byline: text("byline"),
        published: text("published"),
        begins: text("begins"),
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

/// The tokens of a text: runs of letters and digits, in lower case.
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
    fn a_token_counts_as_often_as_it_is_expected() {
        assert_eq!(score("a b b", "a b c"), (2.0 / 3.0, 2.0 / 3.0, 2.0 / 3.0));
        assert_eq!(score("", "a"), (0.0, 0.0, 0.0));
        assert_eq!(score("Ann’s tax", "ann s TAX"), (1.0, 1.0, 1.0));
    }
}
