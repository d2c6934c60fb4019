//! `cargo xtask house`: the habits of this code that a program can check.
//!
//! Takes every Rust file of the repository; prints how often each habit is broken, and where, with
//! what to do about it. The habits stand in CONTRIBUTING.md.

mod circles;
mod crates;
mod habit;
mod paths;
mod rooms;
mod style;
mod syntax;

use self::habit::{Finding, Source, with_slashes};
use crate::project::Project;
use crate::report;
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

/// Folders that hold no source of ours.
const NOT_OURS: &[&str] = &["target", "dist", "node_modules"];

/// Prints the findings and their counts. If there are `parts`, only findings in files whose path
/// contains one of them are printed.
///
/// # Errors
///
/// Where a file can't be read, or any habit is broken.
pub fn house(project: &Project, parts: &[String]) -> Result<()> {
    let sources = read_sources(&project.root)?;
    let crates = crates::read(&project.root)?;
    let mut habits = circles::habits(&crates);
    habits.extend(style::habits(&sources)?);
    let is_chosen = |file: &str| parts.is_empty() || parts.iter().any(|part| file.contains(part));
    for habit in &mut habits {
        habit.findings.retain(|finding| is_chosen(&finding.file));
    }
    let mut rows = vec![vec!["habit".to_owned(), "broken".to_owned()]];
    for habit in &habits {
        rows.push(vec![habit.name.to_owned(), habit.findings.len().to_string()]);
        if habit.findings.is_empty() {
            continue;
        }
        println!("\n{}: {}", habit.name, habit.remedy);
        for Finding { file, line, text } in &habit.findings {
            println!("{file}:{line}: {text}");
        }
    }
    println!();
    report::table(&rows);
    let broken: usize = habits.iter().map(|habit| habit.findings.len()).sum();
    if broken > 0 {
        bail!("{broken} places break the habits of this house (CONTRIBUTING.md)");
    }
    Ok(())
}

/// Every Rust file below `root`, in the order of their paths.
fn read_sources(root: &Path) -> Result<Vec<Source>> {
    let (mut open, mut sources) = (vec![PathBuf::new()], Vec::new());
    while let Some(folder) = open.pop() {
        for entry in fs_err::read_dir(root.join(&folder))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = folder.join(&name);
            if entry.file_type()?.is_dir() {
                if !name.starts_with('.') && !NOT_OURS.contains(&name.as_str()) {
                    open.push(path);
                }
            } else if name.ends_with(".rs") {
                let text = fs_err::read_to_string(root.join(&path))?;
                sources.push(Source { path: with_slashes(&path), text });
            }
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(sources)
}
