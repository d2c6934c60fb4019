//! `cargo xtask audit`: what is depended on, under which licences, and whether anything of it is
//! known to be bad.
//!
//! Cargo-deny (settings in deny.toml) checks licences, sources and duplicates from what is on this
//! machine; advisories need the RustSec database, and npm's the registry. Where these cannot be
//! reached that is said, and the rest counts.

use crate::process::{Result, line, run};
use crate::project::{Project, cargo};
use crate::report;
use crate::setup::{Need, Tools, packages};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Stdio};

/// Checks and prints; writes the table of all dependencies to `target/dependencies.md`.
///
/// # Errors
///
/// Where a licence or source is not allowed, or an advisory or a vulnerability of more than low
/// severity is known.
pub fn audit(project: &Project) -> Result<()> {
    let tools = Tools::ready(
        project,
        &[Need::Deny, Need::WasmOpt, Need::Esbuild, Need::Axe, Need::Rivals],
    )?;
    report::heading("Dependencies");
    let table = table(project)?;
    let file = project.target.join("dependencies.md");
    std::fs::write(&file, &table).map_err(|error| format!("{}: {error}", file.display()))?;
    report::note(&format!(
        "{} crates, {} of them in the widget: {}",
        rows(&table),
        table.matches("| widget |").count(),
        file.display()
    ));

    let deny = |checks: &[&str]| {
        let mut command = tools.tool("cargo-deny");
        command.args(["--locked", "check"]).args(checks).current_dir(&project.root);
        command
    };
    report::heading("Licences, sources and duplicates (cargo-deny)");
    let mut failures = Vec::new();
    if let Err(why) = run(&mut deny(&["--hide-inclusion-graph", "licenses", "bans", "sources"])) {
        failures.push(why);
    }
    report::heading("Advisories (RustSec)");
    match asked(&mut deny(&["advisories"])) {
        Answer::Good => report::note("none against any crate in Cargo.lock"),
        Answer::Unreachable => {
            report::note("NOT CHECKED: the advisory database cannot be reached from this machine")
        }
        Answer::Bad(why) => failures.push(why),
    }
    for (folder, what) in [
        (project.tools.join("npm"), "binaryen"),
        (project.tools.join("esbuild"), "esbuild"),
        (project.tools.join("axe"), "axe-core"),
        (project.tools.join(format!("npm-{}", packages::RIVALS.name)), "the bench's npm packages"),
        (project.tools.join(format!("npm-{}", packages::PUBLISHER.name)), "TypeScript and Vite"),
    ] {
        report::heading(&format!("Known vulnerabilities in {what} (npm audit)"));
        match asked(&mut npm_audit(&folder)) {
            Answer::Good => report::note("none"),
            Answer::Unreachable => {
                report::note("NOT CHECKED: the registry answers no audits from this machine")
            }
            Answer::Bad(why) => failures.push(why),
        }
    }
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n")) }
}

fn npm_audit(folder: &Path) -> Command {
    let mut command = Command::new("npm");
    command.args(["audit", "--audit-level=moderate"]).current_dir(folder);
    command
}

/// What a check of something far away came to.
enum Answer {
    Good,
    Unreachable,
    Bad(String),
}

fn asked(command: &mut Command) -> Answer {
    let output = match command.stdin(Stdio::null()).output() {
        Ok(output) => output,
        Err(error) => {
            return Answer::Bad(format!("`{}` could not be started: {error}", line(command)));
        }
    };
    if output.status.success() {
        return Answer::Good;
    }
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    if is_unreachable(&said) {
        return Answer::Unreachable;
    }
    println!("{said}");
    Answer::Bad(format!("`{}` failed ({})", line(command), output.status))
}

/// Whether a tool says that it reached nobody, rather than that something is bad.
fn is_unreachable(said: &str) -> bool {
    [
        "failed to fetch advisory database",
        "audit endpoint returned an error",
        "ENOTFOUND",
        "ECONNREFUSED",
        "ETIMEDOUT",
        "EAI_AGAIN",
    ]
    .iter()
    .any(|sign| said.contains(sign))
}

/// Every crate with its version, its licence and what it is for, as Markdown.
fn table(project: &Project) -> Result<String> {
    let metadata = |arguments: &[&str]| -> Result<Value> {
        let mut command = Command::new(cargo());
        command
            .args(["metadata", "--format-version=1", "--locked"])
            .args(arguments)
            .current_dir(&project.root);
        let output = command
            .stdin(Stdio::null())
            .output()
            .map_err(|error| format!("`{}`: {error}", line(&command)))?;
        if !output.status.success() {
            return Err(format!(
                "`{}` failed: {}",
                line(&command),
                String::from_utf8_lossy(&output.stderr)
            ));
        }
        serde_json::from_slice(&output.stdout)
            .map_err(|error| format!("`cargo metadata` is not JSON: {error}"))
    };
    let all = metadata(&[])?;
    let widget = reached(
        &metadata(&["--filter-platform", "wasm32-unknown-unknown", "--no-default-features"])?,
        "whosaid",
    );
    let program = reached(&metadata(&[])?, "whosaid");
    let text = |value: &Value| value.as_str().unwrap_or("?").to_owned();
    let mut crates = BTreeMap::new();
    for package in all["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|package| !package["source"].is_null())
    {
        let id = text(&package["id"]);
        let purpose = if widget.contains(&id) {
            "widget"
        } else if program.contains(&id) {
            "command line"
        } else {
            "tests and tools"
        };
        crates.insert(
            (text(&package["name"]), text(&package["version"])),
            (text(&package["license"]), purpose),
        );
    }
    let mut lines =
        vec!["| crate | version | licence | in |".to_owned(), "|---|---|---|---|".to_owned()];
    lines.extend(crates.iter().map(|((name, version), (licence, purpose))| {
        format!("| {name} | {version} | {licence} | {purpose} |")
    }));
    Ok(lines.join("\n") + "\n")
}

fn rows(table: &str) -> usize {
    table.lines().count() - 2
}

/// The ids of all that a package needs to run: not what only builds or tests it.
fn reached(metadata: &Value, package: &str) -> BTreeSet<String> {
    let nodes = metadata["resolve"]["nodes"].as_array().cloned().unwrap_or_default();
    let name_of = |id: &str| {
        metadata["packages"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|p| p["id"] == id)
            .map(|p| p["name"].clone())
    };
    let mut open: Vec<String> = nodes
        .iter()
        .filter_map(|node| node["id"].as_str())
        .filter(|id| name_of(id) == Some(Value::from(package)))
        .map(str::to_owned)
        .collect();
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !found.insert(id.clone()) {
            continue;
        }
        let needed = nodes
            .iter()
            .find(|node| node["id"] == id.as_str())
            .and_then(|node| node["deps"].as_array());
        let runs = |dep: &&Value| {
            dep["dep_kinds"].as_array().into_iter().flatten().any(|kind| kind["kind"].is_null())
        };
        open.extend(
            needed
                .into_iter()
                .flatten()
                .filter(runs)
                .filter_map(|dep| dep["pkg"].as_str())
                .map(str::to_owned),
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_runs_is_reached() {
        let dep = |id: &str, kind: Value| json!({ "pkg": id, "dep_kinds": [{ "kind": kind }] });
        let metadata = json!({
            "packages": [{ "id": "a", "name": "whosaid" }],
            "resolve": { "nodes": [
                { "id": "a", "deps": [dep("b", Value::Null), dep("c", json!("dev"))] },
                { "id": "b", "deps": [dep("d", Value::Null), dep("a", Value::Null)] },
                { "id": "c", "deps": [] }, { "id": "d", "deps": [] },
            ] },
        });
        assert_eq!(reached(&metadata, "whosaid"), ["a", "b", "d"].map(str::to_owned).into());
    }

    #[test]
    fn a_registry_that_is_not_reached_is_not_taken_for_a_bad_crate() {
        assert!(is_unreachable(
            "error[x]: failed to fetch advisory database https://example.org/db"
        ));
        assert!(!is_unreachable("error[vulnerability]: buffer overflow"));
    }
}
