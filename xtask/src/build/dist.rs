//! `cargo xtask dist`: all that a publisher hosts, with what it weighs.

use crate::build::npm_package;
use crate::build::site::{self, Profile};
use crate::build::sizes::{Weight, weigh};
use crate::files::{copy_folder, fresh_folder};
use crate::process::answer;
use crate::project::Project;
use crate::report;
use crate::setup::{SITE, Tools};
use anyhow::{Context, Result, ensure};
use std::path::Path;

/// Beginnings of names of files that only the demo has.
const DEMO_ONLY: &[&str] = &["index.html", "samples", "demo"];

/// Greatest number of bytes by brotli that a page with the widget loads, everything included: the
/// project's aim.
const ALL_IN_BUDGET: u64 = 800_000;

/// Greatest number of bytes by brotli that every page with the tag loads at once, before anything
/// is annotated.
const LOADER_BUDGET: u64 = 8 * 1024;

/// The file that every page with the tag loads.
const LOADER: &str = "whosaid.js";

/// Greatest number of characters in the bookmarklet's whole `javascript:` address: every browser
/// keeps, syncs and pastes one of this length.
const BOOKMARKLET_BUDGET: u64 = 8 * 1024;

/// A site's address of usual length, for measuring: the bookmarklet holds the address of its site.
const SOME_SITE: &str = "https://whosaid.example.org/reader/";

/// Node's script that prints the length of the address that install.js makes of the bookmarklet.
const MEASURE: &str = r#"
const [folder, site] = process.argv.slice(1);
const { readFileSync } = require("fs"), { join } = require("path");
const text = (file) => readFileSync(join(folder, file), "utf8");
const script = "data:text/javascript;base64," + Buffer.from(text("install.js")).toString("base64");
import(script).then(({ address }) => console.log(address(text("bookmarklet.js"), site).length));
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
    fresh_folder(&target)?;
    copy_folder(&site, &target, &|name| !DEMO_ONLY.iter().any(|demo| name.starts_with(demo)))?;
    let weights = weigh(&target)?;
    report::heading(&format!("{} holds what a publisher hosts (bytes)", target.display()));
    print(&weights);
    print_hashes(&weights);
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

/// Prints the hash of each file, and the script tag of a page that insists on the loader's hash.
fn print_hashes(weights: &[Weight]) {
    report::heading("Subresource integrity");
    for weight in weights {
        report::note(&format!("{}  {}", weight.integrity, weight.file));
    }
    if let Some(loader) = weights.iter().find(|weight| weight.file == LOADER) {
        let hash = &loader.integrity;
        let attributes =
            format!("src=\"https://YOUR.HOST/{LOADER}\" integrity=\"{hash}\" crossorigin");
        report::note(&format!("<script type=\"module\" {attributes}></script>"));
    }
}

/// The length of the bookmarklet's address, in characters.
fn bookmarklet(folder: &Path) -> Result<u64> {
    let printed = answer("node", &["-e", MEASURE, "--", &folder.to_string_lossy(), SOME_SITE]);
    printed
        .and_then(|length| length.parse().ok())
        .with_context(|| format!("node could not make the bookmarklet of {}", folder.display()))
}

/// Prints the table of sizes, with their sum over all that a page loads.
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

/// The sum over all that a page loads: the loader and the engine.
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

/// True for files that a page with the widget loads; types are for editors alone.
fn is_loaded(file: &str) -> bool {
    (file == LOADER || file.starts_with("engine/")) && !file.ends_with(".d.ts")
}

fn check(weights: &[Weight]) -> Result<()> {
    let loader = weights
        .iter()
        .find(|weight| weight.file == LOADER)
        .with_context(|| format!("the site has no {LOADER}"))?;
    for (name, weight, budget) in [
        ("the loader", loader.brotli, LOADER_BUDGET),
        ("all that a page loads", all_in(weights).brotli, ALL_IN_BUDGET),
    ] {
        within(&format!("{name} by brotli"), weight, budget)?;
    }
    Ok(())
}

/// Fails where something has more bytes than its budget.
///
/// # Errors
/// Where it has more.
pub fn within(what: &str, bytes: u64, budget: u64) -> Result<()> {
    let (has, may) = (report::bytes(bytes), report::bytes(budget));
    ensure!(bytes <= budget, "{what} has {has} bytes: more than its budget of {may}");
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
    fn an_article_loads_neither_types_nor_the_reader_page() {
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
        let failure = |weights: &[Weight]| check(weights).unwrap_err().to_string();
        assert!(check(&[weight(LOADER, LOADER_BUDGET)]).is_ok());
        assert!(failure(&[weight(LOADER, LOADER_BUDGET + 1)]).contains("8,193"));
        let engine = weight("engine/whosaid_bg.wasm", ALL_IN_BUDGET);
        assert!(failure(&[weight(LOADER, 1), engine]).contains("800,001"));
    }
}
