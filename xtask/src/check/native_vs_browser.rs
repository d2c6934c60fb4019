//! `cargo xtask identical`: checks that the command line and the page's own `analyze`, in Chromium,
//! give the same analysis of every text.
//!
//! Takes JSON lines with `id` and `text`; prints how many analyses are the same byte for byte,
//! written as JSON with their members in order, and the first difference of the others. JavaScript
//! has only numbers of 64 bits, so a confidence is turned back into the number of 32 bits that it
//! was.

use crate::build::site::{self, Profile};
use crate::files::read_json_lines;
use crate::process::{output, run};
use crate::project::{Project, cargo};
use crate::report;
use crate::setup::{Need, SITE, Tools};
use anyhow::{Context, Result, bail, ensure};
use pages::{Page, Reply, Server};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

const PAGE: &str = r#"<!doctype html><meta charset="utf-8"><title>identical</title>
<script type="module">
const { analyze } = await import("./whosaid.js");
window.found = async (text) => JSON.stringify(await analyze(text));
</script>"#;

/// Number of bytes shown on either side of the first difference.
const SHOWN: usize = 60;

/// Compares the analyses of the first `most` texts of `files`, all of them if there is no limit.
///
/// # Errors
///
/// Where a file can't be read, a side fails, or analyses differ.
pub fn compare(project: &Project, files: &[PathBuf], most: Option<usize>) -> Result<()> {
    let mut texts = Vec::new();
    for file in files {
        texts.extend(read(file)?);
    }
    texts.truncate(most.unwrap_or(texts.len()));
    if texts.is_empty() {
        bail!(
            "there is no text to compare analyses of: \
             name files whose lines are {{\"id\", \"text\"}}"
        );
    }
    let tools = Tools::ready(project, &[SITE, &[Need::Browser]].concat())?;
    let site = site::build(project, &tools, Profile::Release)?;
    run(Command::new(cargo())
        .args(["build", "--release", "--bin", "whosaid"])
        .current_dir(&project.root))?;
    let native = natively(project, &texts)?;
    let server = Server::new()?;
    let server = server.reply("/identical.html", Reply::html(PAGE)).folder("/", &site).start();
    let page = Page::open(&server.url("/identical.html"))?;
    page.wait_for("window.found !== undefined")?;
    let (mut attributions, mut differing) = (0, Vec::new());
    for (document, mut native) in texts.iter().zip(native) {
        let id = document["id"].to_string();
        attributions += native["attributions"].as_array().map_or(0, Vec::len);
        let mut found = found(&page, document).with_context(|| id.clone())?;
        narrow(&mut found);
        narrow(&mut native);
        if let Some((there, here)) = difference(&found.to_string(), &native.to_string()) {
            let both = format!("  Chromium {there}\n  native   {here}");
            report::note(&format!("{id} differs first at:\n{both}"));
            differing.push(id);
        }
    }
    println!(
        "{} of {} analyses are the same in Chromium and natively ({attributions} attributions)",
        texts.len() - differing.len(),
        texts.len()
    );
    ensure!(differing.is_empty(), "analyses differ: {}", differing.join(", "));
    Ok(())
}

/// The analysis that the page makes of a document.
fn found(page: &Page, document: &Value) -> Result<Value> {
    let found = page.script("return await window.found(args[0]);", &[document["text"].clone()])?;
    Ok(serde_json::from_str(found.as_str().unwrap_or_default())?)
}

/// The documents of a file, reduced to `{"id", "text"}`, so that labels stay out of sight.
fn read(file: &Path) -> Result<Vec<Value>> {
    let mut documents = read_json_lines(file)?;
    for document in &mut documents {
        ensure!(document["text"].is_string(), "{}: a line has no \"text\"", file.display());
        *document = json!({ "id": document["id"], "text": document["text"] });
    }
    Ok(documents)
}

/// The command line's analysis of each text, in the offsets of JavaScript.
fn natively(project: &Project, texts: &[Value]) -> Result<Vec<Value>> {
    let input = project.target.join("identical.jsonl");
    let lines: String = texts.iter().map(|text| format!("{text}\n")).collect();
    fs_err::write(&input, lines)?;
    let mut command = Command::new(project.target.join("release/whosaid"));
    let printed = output(command.args(["--format", "jsonl", "--offsets", "utf16"]).arg(&input))?;
    let mut analyses = Vec::new();
    for line in printed.lines() {
        let mut analysis: Value =
            serde_json::from_str(line).context("what the command line prints is not JSON")?;
        if let Some(members) = analysis.as_object_mut() {
            members.remove("id");
        }
        analyses.push(analysis);
    }
    let (found, all) = (analyses.len(), texts.len());
    ensure!(found == all, "{found} analyses of {all} texts");
    Ok(analyses)
}

/// Makes every confidence the 32-bit number that it was before it was written.
fn narrow(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(narrow),
        Value::Object(members) => {
            for (name, member) in members {
                match member.as_f64() {
                    Some(number) if name.ends_with("confidence") => *member = json!(number as f32),
                    _ => narrow(member),
                }
            }
        }
        _ => {}
    }
}

/// The surroundings of the first byte in which two texts differ.
fn difference(one: &str, other: &str) -> Option<(String, String)> {
    let at = one.bytes().zip(other.bytes()).position(|(a, b)| a != b);
    let at = at.or((one.len() != other.len()).then(|| one.len().min(other.len())))?;
    let around = |text: &str| {
        let bytes = &text.as_bytes()[at.saturating_sub(SHOWN)..(at + SHOWN).min(text.len())];
        String::from_utf8_lossy(bytes).into_owned()
    };
    Some((around(one), around(other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_confidence_is_the_same_with_any_number_of_digits() {
        let mut short = json!({ "attributions": [{ "confidence": 0.1, "id": 7 }] });
        let mut long = json!({ "attributions": [{ "confidence": f64::from(0.1f32), "id": 7 }] });
        assert_ne!(short, long);
        narrow(&mut short);
        narrow(&mut long);
        assert_eq!(difference(&short.to_string(), &long.to_string()), None);
    }

    #[test]
    fn the_first_difference_is_shown_with_its_surroundings() {
        assert_eq!(difference("abc", "abd"), Some(("abc".into(), "abd".into())));
        assert_eq!(difference("ab", "abc"), Some(("ab".into(), "abc".into())));
        assert_eq!(difference("é!", "é?").map(|(there, _)| there), Some("é!".into()));
    }
}
