//! `cargo xtask audit`: the dependencies, their licences, and their known vulnerabilities.
//!
//! Cargo-deny (settings in deny.toml) checks licences, sources and duplicates by what is on this
//! machine; advisories need the RustSec database, and npm's the registry. A check that cannot reach
//! its server says so, and counts as a failure only where the caller says that the machine can.

use crate::process::{line, printed, run, started};
use crate::project::{Project, metadata};
use crate::report;
use crate::setup::{Need, Tools, packages};
use anyhow::{Result, bail};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Whether a server that cannot be reached is a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// It is none: the machine may have no way out.
    Perhaps,
    /// It is one: the advisories must be checked.
    Must,
}

/// Checks and prints; writes the table of all dependencies to `target/dependencies.md`.
///
/// # Errors
///
/// Where a licence or source is not allowed, or an advisory or a vulnerability of more than low
/// severity is known.
pub fn audit(project: &Project, reach: Reach) -> Result<()> {
    let needs = [
        Need::Deny,
        Need::WasmOpt,
        Need::Esbuild,
        Need::Axe,
        Need::Rivals,
        Need::Publisher,
        Need::Frameworks,
    ];
    let tools = Tools::ready(project, &needs)?;
    report::heading("Dependencies");
    let table = table(project)?;
    let file = project.target.join("dependencies.md");
    fs_err::write(&file, &table)?;
    report::note(&format!(
        "{} crates, {} of them in the widget: {}",
        rows(&table),
        table.matches("| widget |").count(),
        file.display()
    ));

    let deny = |checks: &[&str]| {
        let mut command = tools.tool("cargo-deny");
        command.args(["--workspace", "--locked", "check"]).args(checks).current_dir(&project.root);
        command
    };
    report::heading("Licences, sources and duplicates (cargo-deny)");
    let mut failures = Vec::new();
    if let Err(why) = run(&mut deny(&["--hide-inclusion-graph", "licenses", "bans", "sources"])) {
        failures.push(format!("{why:#}"));
    }
    report::heading("Advisories (RustSec)");
    failures.extend(asked(
        &mut deny(&["advisories"]),
        "none against any crate in Cargo.lock",
        "the advisory database cannot be reached from this machine",
        reach,
    )?);
    for (folder, what) in npm_folders(project) {
        report::heading(&format!("Known vulnerabilities in {what} (npm audit)"));
        failures.extend(asked(
            &mut npm_audit(&folder),
            "none",
            "the registry answers no audits from this machine",
            reach,
        )?);
    }
    if !failures.is_empty() {
        bail!("{}", failures.join("\n"));
    }
    Ok(())
}

/// Folders of npm packages, each with a word for its contents.
fn npm_folders(project: &Project) -> [(PathBuf, &'static str); 6] {
    let tools = &project.tools;
    [
        (tools.join("npm"), "binaryen"),
        (tools.join("esbuild"), "esbuild"),
        (tools.join("axe"), "axe-core"),
        (tools.join(packages::RIVALS.folder), "the bench's npm packages"),
        (tools.join(packages::PUBLISHER.folder), "TypeScript and Vite"),
        (tools.join(packages::FRAMEWORKS.folder), "React and Vue"),
    ]
}

fn npm_audit(folder: &Path) -> Command {
    let mut command = Command::new("npm");
    command.args(["audit", "--audit-level=moderate"]).current_dir(folder);
    command
}

/// Runs a check that asks a server; gives the reason if it failed. Prints `good` where all is well,
/// and `unreachable` where the server can't be reached and need not be.
fn asked(
    command: &mut Command,
    good: &str,
    unreachable: &str,
    reach: Reach,
) -> Result<Option<String>> {
    let output = started(command, Command::output)?;
    if output.status.success() {
        report::note(good);
        return Ok(None);
    }
    let printed = printed(&output);
    if reach == Reach::Perhaps && is_unreachable(&printed) {
        report::note(&format!("NOT CHECKED: {unreachable}"));
        return Ok(None);
    }
    println!("{printed}");
    Ok(Some(format!("`{}` failed ({})", line(command), output.status)))
}

/// True if a tool's message says that it reached no server, and not that a package is bad.
fn is_unreachable(printed: &str) -> bool {
    [
        "failed to fetch advisory database",
        "audit endpoint returned an error",
        "ENOTFOUND",
        "ECONNREFUSED",
        "ETIMEDOUT",
        "EAI_AGAIN",
    ]
    .iter()
    .any(|sign| printed.contains(sign))
}

/// Every crate with its version, its licence and its use, as Markdown.
fn table(project: &Project) -> Result<String> {
    const WIDGET: &[&str] =
        &["--locked", "--filter-platform", "wasm32-unknown-unknown", "--no-default-features"];
    let all = metadata(&project.root, &["--locked"])?;
    let widget = reached(&metadata(&project.root, WIDGET)?, "whosaid");
    let program = reached(&all, "whosaid");
    let text = |value: &Value| value.as_str().unwrap_or("?").to_owned();
    let mut crates = BTreeMap::new();
    let packages = all["packages"].as_array().into_iter().flatten();
    for package in packages.filter(|package| !package["source"].is_null()) {
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

/// The ids of a package and of all its normal dependencies. Dependencies that only build or test it
/// are left out.
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
    fn only_normal_dependencies_are_reached() {
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
    fn every_build_script_is_allowed_by_name() {
        let project = Project::find().expect("the test runs in the project");
        let settings = fs_err::read_to_string(project.root.join("deny.toml")).expect("it is there");
        let list = settings.split("allow-build-scripts = [").nth(1).expect("it lists crates");
        let list = list.split("\n]").next().unwrap_or_default();
        let allowed: BTreeSet<String> = list
            .lines()
            .filter_map(|line| line.trim().strip_prefix("{ name = \""))
            .map(|rest| rest.split('"').next().unwrap_or_default().to_owned())
            .collect();
        let mut found = BTreeSet::new();
        for target in ["wasm32-unknown-unknown", "x86_64-unknown-linux-gnu"] {
            let platform = ["--locked", "--all-features", "--filter-platform", target];
            let all = metadata(&project.root, &platform).expect("cargo knows its packages");
            let is_script = |target: &Value| target["kind"][0] == "custom-build";
            let packages = all["packages"].as_array().into_iter().flatten();
            found.extend(
                packages
                    .filter(|p| p["targets"].as_array().into_iter().flatten().any(is_script))
                    .map(|package| package["name"].as_str().unwrap_or_default().to_owned()),
            );
        }
        assert_eq!(found, allowed);
    }

    #[test]
    fn an_unreachable_registry_is_no_bad_crate() {
        assert!(is_unreachable(
            "error[x]: failed to fetch advisory database https://example.org/db"
        ));
        assert!(!is_unreachable("error[vulnerability]: buffer overflow"));
    }
}
