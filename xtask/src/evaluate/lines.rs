//! Files of documents, each line one document in JSON.

use super::errors::{Errors, collect};
use crate::files::read_json_lines;
use crate::report;
use anyhow::{Result, ensure};
use serde_json::Value;
use std::path::Path;

/// Copies the documents whose id contains `part`, or all if there is none; gives their number.
///
/// # Errors
///
/// Where there is none, or a file can't be read or written.
pub fn keep(from: &Path, to: &Path, part: Option<&str>) -> Result<usize> {
    let text = fs_err::read_to_string(from)?;
    let documents = read_json_lines(from)?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let is_kept = |document: &Value| {
        part.is_none_or(|part| document["id"].as_str().is_some_and(|id| id.contains(part)))
    };
    let kept: Vec<String> = lines
        .zip(&documents)
        .filter(|(_, document)| is_kept(document))
        .map(|(line, _)| format!("{line}\n"))
        .collect();
    ensure!(!kept.is_empty(), "{} has no such document", from.display());
    fs_err::write(to, kept.concat())?;
    Ok(kept.len())
}

/// Writes each document as `change` makes it, and leaves those out for which that gives `None`;
/// gives the number of those written.
///
/// # Errors
///
/// Where a file can't be read or written.
pub fn convert(from: &Path, to: &Path, change: impl Fn(&Value) -> Option<Value>) -> Result<usize> {
    let changed: Vec<String> = read_json_lines(from)?
        .iter()
        .filter_map(change)
        .map(|document| document.to_string() + "\n")
        .collect();
    fs_err::write(to, changed.concat())?;
    Ok(changed.len())
}

/// Prints the number of errors of each class; the cases go to a file.
///
/// # Errors
///
/// Where a file can't be read or written.
pub fn print_errors(gold: &Path, prediction: &Path, cases: &Path) -> Result<()> {
    let predictions = read_json_lines(prediction)?;
    let mut found = Errors::new();
    for document in read_json_lines(gold)? {
        if let Some(ours) = predictions.iter().find(|ours| ours["id"] == document["id"]) {
            collect(&document, ours, &mut found);
        }
    }
    let mut text = String::new();
    for (class, cases) in &found {
        report::note(&format!("{class}: {}", cases.len()));
        text.extend(cases.iter().map(|case| format!("{class} | {case}\n")));
    }
    report::note(&format!("each of them in {}", cases.display()));
    Ok(fs_err::write(cases, text)?)
}
