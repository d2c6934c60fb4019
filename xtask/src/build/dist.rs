//! `cargo xtask dist`: all that a publisher hosts, with what it weighs.

use crate::build::npm_package;
use crate::build::site::{self, Profile};
use crate::build::sizes::{Weight, weigh};
use crate::process::{Result, answer};
use crate::project::Project;
use crate::report;
use crate::setup::{SITE, Tools};
use std::path::Path;

/// What is the demo's alone.
const DEMO_ONLY: &[&str] = &["index.html", "samples", "demo"];

/// The project's bar for what a page with the widget loads, all in, by brotli.
const ALL_IN_BUDGET: u64 = 900_000;

/// What every page with the tag loads at once, by brotli, before anything is annotated.
const LOADER_BUDGET: u64 = 8 * 1024;

/// What the panel may weigh by brotli: all that draws it, Yew and its styles.
const PANEL_BUDGET: u64 = 120 * 1024;

const LOADER: &str = "whosaid.js";

/// Characters of the bookmarklet's whole `javascript:` address: what every browser keeps, syncs and
/// lets be pasted.
const BOOKMARKLET_BUDGET: u64 = 8 * 1024;

/// An address as long as most: the bookmarklet holds the site's.
const SOME_SITE: &str = "https://whosaid.example.org/reader/";

/// Prints the length of the address that install.js makes of the bookmarklet.
const MEASURE: &str = r#"
const [folder, site] = process.argv.slice(1);
const { readFileSync } = require("fs"), { join } = require("path");
const text = (file) => readFileSync(join(folder, file), "utf8");
import("data:text/javascript;base64," + Buffer.from(text("install.js")).toString("base64")).then(({ address }) => console.log(address(text("bookmarklet.js"), site).length));
"#;

/// Writes `dist/`; prints sizes and hashes.
///
/// # Errors
///
/// Where the site can't be built, or something weighs more than its budget.
pub fn dist(project: &Project) -> Result<()> {
    let tools = Tools::ready(project, SITE)?;
    let site = site::build(project, &tools, Profile::Release)?;
    let target = project.root.join("dist");
    let refuse = |error: std::io::Error| format!("{}: {error}", target.display());
    if target.exists() {
        std::fs::remove_dir_all(&target).map_err(refuse)?;
    }
    copy(&site, &target, &|name| !DEMO_ONLY.iter().any(|demo| name.starts_with(demo)))
        .map_err(refuse)?;
    let weights = weigh(&target)?;
    report::heading(&format!("{} holds what a publisher hosts (bytes)", target.display()));
    print(&weights);
    report::heading("Subresource integrity");
    for weight in &weights {
        report::note(&format!("{}  {}", weight.integrity, weight.file));
    }
    if let Some(loader) = weights.iter().find(|weight| weight.file == LOADER) {
        let attributes = format!(
            "src=\"https://YOUR.HOST/{LOADER}\" integrity=\"{}\" crossorigin",
            loader.integrity
        );
        report::note(&format!("<script type=\"module\" {attributes}></script>"));
    }
    let bookmarklet = bookmarklet(&target)?;
    report::heading("Bookmarklet");
    report::note(&format!(
        "{} characters as a javascript: address, of at most {}",
        report::bytes(bookmarklet),
        report::bytes(BOOKMARKLET_BUDGET)
    ));
    within("the bookmarklet's address", bookmarklet, BOOKMARKLET_BUDGET)?;
    npm_package::describe(project, &target)?;
    report::heading("npm");
    report::note(&format!(
        "it is a package too: `npm pack` in {}, or `npm install` of that folder",
        target.display()
    ));
    check(&weights)
}

/// Builds the site as it is shipped, with nothing in the engine's place, and with nothing in the
/// panel's place either; prints what they weigh, and so what each part does.
///
/// The panel is all that `src/ui` draws, with Yew and the styles. What is left without it and the
/// engine is the reading of the page, the painters, what holds them together, the exports and
/// Rust's own library.
///
/// # Errors
///
/// Where the site can't be built, or the panel weighs more than its budget.
pub fn interface(project: &Project) -> Result<()> {
    let tools = Tools::ready(project, SITE)?;
    let loaded = |folder: &Path| weigh(folder).map(|files| all_in(&files));
    let whole = loaded(&site::build(project, &tools, Profile::Release)?)?;
    let without = |name: &str, features: &str| {
        let changed =
            ("data-cargo-features=\"page\"", format!("data-cargo-features=\"page,{features}\""));
        loaded(&site::build_otherwise(project, &tools, name, &[changed])?)
    };
    let interface = without("without-engine", "without-engine")?;
    let rest = without("without-engine-and-panel", "without-engine,without-panel")?;
    let less = |all: &Weight, part: &Weight| {
        [(all.raw, part.raw), (all.gzip, part.gzip), (all.brotli, part.brotli)]
            .map(|(all, part)| all.saturating_sub(part))
    };
    let panel = less(&interface, &rest);
    report::heading("What the parts of a page with the widget weigh (bytes)");
    let row = |name: &str, sizes: [u64; 3]| {
        [vec![name.to_owned()], sizes.map(report::bytes).to_vec()].concat()
    };
    let all = |weight: &Weight| [weight.raw, weight.gzip, weight.brotli];
    report::table(&[
        ["part", "raw", "gzip", "brotli"].map(str::to_owned).to_vec(),
        row("engine and model", less(&whole, &interface)),
        row("panel, with Yew and styles", panel),
        row("reading of the page, painters, exports, loader", all(&rest)),
        row("all a page loads", all(&whole)),
        row("all but engine and model", all(&interface)),
    ]);
    within("the panel by brotli", panel[2], PANEL_BUDGET)
}

/// How long the address of the bookmarklet is.
fn bookmarklet(folder: &Path) -> Result<u64> {
    let said = answer("node", &["-e", MEASURE, "--", &folder.to_string_lossy(), SOME_SITE]);
    said.and_then(|length| length.parse().ok())
        .ok_or_else(|| format!("node could not make the bookmarklet of {}", folder.display()))
}

/// Builds the site in two fresh folders of different names and compares what comes out, to the last
/// byte.
///
/// # Errors
///
/// Where it can't be built, or a file differs.
pub fn reproducible(project: &Project) -> Result<()> {
    let tools = Tools::ready(project, SITE)?;
    let place = std::env::temp_dir().join(format!("whosaid-twice-{}", std::process::id()));
    let mut both = Vec::new();
    for name in ["one", "another/folder"] {
        let root = place.join(name);
        report::heading(&format!("Building in {}", root.display()));
        copy_tracked(&project.root, &root)?;
        let fresh = Project { target: root.join("target"), root, tools: project.tools.clone() };
        both.push(weigh(&site::build(&fresh, &tools, Profile::Release)?)?);
    }
    let _ = std::fs::remove_dir_all(&place);
    let hashes = |weights: &[Weight]| {
        weights
            .iter()
            .map(|weight| (weight.file.clone(), weight.integrity.clone()))
            .collect::<Vec<_>>()
    };
    let (first, second) = (hashes(&both[0]), hashes(&both[1]));
    report::heading("Reproducible");
    for (file, hash) in &first {
        report::note(&format!("{hash}  {file}"));
    }
    let different: Vec<&str> =
        first.iter().filter(|file| !second.contains(file)).map(|(name, _)| name.as_str()).collect();
    if different.is_empty() && first.len() == second.len() {
        report::note("two builds in two folders: every file is the same");
        return Ok(());
    }
    Err(format!("two builds in two folders differ in {}", different.join(", ")))
}

/// Copies what git knows, as it stands now.
fn copy_tracked(from: &Path, to: &Path) -> Result<()> {
    let listed = answer("git", &["-C", &from.to_string_lossy(), "ls-files"])
        .ok_or("git can't list the files of the repository")?;
    for name in listed.lines() {
        let target = to.join(name);
        let copied = target
            .parent()
            .map_or(Ok(()), std::fs::create_dir_all)
            .and_then(|()| std::fs::copy(from.join(name), &target).map(drop));
        copied.map_err(|error| format!("{}: {error}", target.display()))?;
    }
    Ok(())
}

/// The table of sizes, with what a page loads at once and all in.
pub fn print(weights: &[Weight]) {
    let row = |name: &str, raw, gzip, brotli| {
        vec![name.to_owned(), report::bytes(raw), report::bytes(gzip), report::bytes(brotli)]
    };
    let mut rows = vec![["file", "raw", "gzip", "brotli"].map(str::to_owned).to_vec()];
    rows.extend(
        weights.iter().map(|weight| row(&weight.file, weight.raw, weight.gzip, weight.brotli)),
    );
    let all = all_in(weights);
    rows.push(row("all a page loads", all.raw, all.gzip, all.brotli));
    report::table(&rows);
}

/// The loader and the engine together.
pub fn all_in(weights: &[Weight]) -> Weight {
    let mut sum = Weight {
        file: "all a page loads".to_owned(),
        raw: 0,
        gzip: 0,
        brotli: 0,
        integrity: String::new(),
    };
    for weight in weights.iter().filter(|weight| is_loaded(&weight.file)) {
        sum.raw += weight.raw;
        sum.gzip += weight.gzip;
        sum.brotli += weight.brotli;
    }
    sum
}

/// Types are for editors; a browser never asks for them.
fn is_loaded(file: &str) -> bool {
    (file == LOADER || file.starts_with("engine/")) && !file.ends_with(".d.ts")
}

fn check(weights: &[Weight]) -> Result<()> {
    let loader = weights
        .iter()
        .find(|weight| weight.file == LOADER)
        .ok_or(format!("the site has no {LOADER}"))?;
    for (name, weight, budget) in [
        ("the loader", loader.brotli, LOADER_BUDGET),
        ("all that a page loads", all_in(weights).brotli, ALL_IN_BUDGET),
    ] {
        within(&format!("{name} by brotli"), weight, budget)?;
    }
    Ok(())
}

fn within(what: &str, bytes: u64, budget: u64) -> Result<()> {
    if bytes <= budget {
        return Ok(());
    }
    Err(format!(
        "{what} has {} bytes: more than its budget of {}",
        report::bytes(bytes),
        report::bytes(budget)
    ))
}

fn copy(from: &Path, to: &Path, wanted: &dyn Fn(&str) -> bool) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        if !wanted(&entry.file_name().to_string_lossy()) {
            continue;
        }
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target, &|_| true)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(file: &str, brotli: u64) -> Weight {
        Weight {
            file: file.to_owned(),
            raw: brotli,
            gzip: brotli,
            brotli,
            integrity: String::new(),
        }
    }

    #[test]
    fn types_and_the_reader_page_are_not_what_an_article_loads() {
        let weights = [
            weight("engine/whosaid.d.ts", 1),
            weight("engine/whosaid_bg.wasm", 10),
            weight("reader.html", 100),
            weight(LOADER, 1000),
        ];
        assert_eq!(all_in(&weights).brotli, 1010);
    }

    #[test]
    fn over_budget_is_refused_with_the_numbers() {
        assert_eq!(check(&[weight(LOADER, LOADER_BUDGET)]), Ok(()));
        assert!(check(&[weight(LOADER, LOADER_BUDGET + 1)]).unwrap_err().contains("8,193"));
        assert!(
            check(&[weight(LOADER, 1), weight("engine/whosaid_bg.wasm", ALL_IN_BUDGET)])
                .unwrap_err()
                .contains("900,001")
        );
    }
}
