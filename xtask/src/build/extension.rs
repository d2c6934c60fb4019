//! `cargo xtask extension`: the browser extension for Chromium and for Firefox, each as a folder to
//! load and a zip to publish, checked by Mozilla's linter.
//!
//! Takes `extension/` and the site's files as publishers host them; gives `target/extension`.
//! Promises that nothing is written twice: loader and engine are the site's own.

use crate::build::site::{self, Profile};
use crate::files::{copy_folder, fresh_folder, read_json, write_json};
use crate::process::{run, run_quietly};
use crate::project::Project;
use crate::report;
use crate::setup::{Need, SITE, Tools};
use anyhow::{Context, Result};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The browsers that it is made for, by the names of their parts of the manifest.
const BROWSERS: [&str; 2] = ["chromium", "firefox"];

/// Files of `extension/` that go in as they are.
const AS_THEY_ARE: [&str; 1] = ["background.js"];

/// Files of the site that make the reader page, for pages whose policy keeps the engine out of
/// Chromium's extensions too.
const READER: [&str; 7] = [
    "reader.html",
    "reader.js",
    "reader-article.js",
    "page.css",
    "reader.css",
    "whosaid.js",
    "engine/whosaid.js",
];

/// The browser whose extensions need the reader page.
const WITH_READER: &str = "chromium";

/// The engine, which the background hands to the page.
const ENGINE: &str = "engine/whosaid_bg.wasm";

/// All that making it calls.
pub fn needs() -> Vec<Need> {
    [SITE, &[Need::WebExt]].concat()
}

/// Makes folders and zips, has the linter check them, and prints their sizes.
///
/// # Errors
///
/// Where the site can't be built, or the linter finds an error.
pub fn extension(project: &Project) -> Result<()> {
    let tools = Tools::ready(project, &needs())?;
    let site = site::build(project, &tools, Profile::Release)?;
    let made = checked(project, &tools, &site)?;
    report::heading("Zips to publish (bytes)");
    for browser in BROWSERS {
        let zip = zip(&tools, &made.join(browser), &made)?;
        let bytes = report::bytes(fs_err::metadata(&zip)?.len());
        report::note(&format!("{bytes}  {}", zip.display()));
    }
    report::note(&format!("the folders in {} can be loaded as they are", made.display()));
    Ok(())
}

/// Makes a folder for each browser and has the linter check it; gives the folder that holds these.
///
/// # Errors
///
/// As [`make`], and where the linter finds an error.
pub fn checked(project: &Project, tools: &Tools, site: &Path) -> Result<PathBuf> {
    let made = make(project, tools, site)?;
    for browser in BROWSERS {
        lint(tools, &made.join(browser))?;
    }
    Ok(made)
}

/// Makes a folder for each browser; gives the folder that holds these.
///
/// # Errors
///
/// Where esbuild fails, or the manifests can't be read.
pub fn make(project: &Project, tools: &Tools, site: &Path) -> Result<PathBuf> {
    let made = project.target.join("extension");
    fresh_folder(&made)?;
    for browser in BROWSERS {
        fill(project, tools, site, browser, &made.join(browser))?;
    }
    Ok(made)
}

fn fill(project: &Project, tools: &Tools, site: &Path, browser: &str, folder: &Path) -> Result<()> {
    let source = project.root.join("extension");
    fs_err::create_dir_all(folder.join("engine"))?;
    write_json(&folder.join("manifest.json"), &manifest(&source, browser)?)?;
    copy_folder(&source.join("icons"), &folder.join("icons"), &|name| name.ends_with(".png"))?;
    for name in AS_THEY_ARE {
        fs_err::copy(source.join(name), folder.join(name))?;
    }
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        fs_err::copy(project.root.join(name), folder.join(name))?;
    }
    fs_err::copy(site.join(ENGINE), folder.join(ENGINE))?;
    for name in READER.iter().filter(|_| browser == WITH_READER) {
        fs_err::copy(site.join(name), folder.join(name))?;
    }
    let bundle = |script: &str, more: &[String]| {
        let mut esbuild = tools.tool("esbuild");
        esbuild.args(["--bundle", "--format=iife", "--target=es2022", "--charset=ascii"]);
        esbuild.args(["--minify", "--log-level=error"]).args(more);
        esbuild.arg(format!("--outfile={}", folder.join(script).display()));
        run(esbuild.arg(source.join(script)))
    };
    // What a script ends with goes to the background.
    bundle("press.js", &["--global-name=press".into(), "--footer:js=press.outcome;".into()])?;
    let loader = format!("--alias:whosaid={}", site.join("whosaid.js").display());
    let no_registry = "--define:globalThis.customElements=undefined".into();
    let ends_with = "--footer:js=widget.outcome;".into();
    bundle("widget.js", &[loader, no_registry, "--global-name=widget".into(), ends_with])
}

/// The manifest for one browser: what both have, in place of which a browser may have something of
/// its own.
fn manifest(source: &Path, browser: &str) -> Result<Value> {
    let mut manifest = read_json(&source.join("manifest.json"))?;
    manifest["version"] = env!("CARGO_PKG_VERSION").into();
    let own = source.join(browser).with_extension("json");
    if own.exists() {
        let own = read_json(&own)?;
        for (key, value) in own.as_object().context("a part of the manifest is no object")? {
            manifest[key] = value.clone();
        }
    }
    Ok(manifest)
}

/// Fails where Mozilla's linter finds an error.
fn lint(tools: &Tools, folder: &Path) -> Result<()> {
    let mut lint = web_ext(tools, folder);
    run_quietly(lint.args(["lint", "--self-hosted"]))
}

/// Packs a folder; gives the zip.
fn zip(tools: &Tools, folder: &Path, into: &Path) -> Result<PathBuf> {
    let browser = folder.file_name().unwrap_or_default().to_string_lossy();
    let name = format!("whosaid-{browser}-{}.zip", env!("CARGO_PKG_VERSION"));
    let mut build = web_ext(tools, folder);
    build.args(["build", "--overwrite-dest", "--filename", &name, "--artifacts-dir"]);
    run_quietly(build.arg(into))?;
    Ok(into.join(name))
}

fn web_ext(tools: &Tools, folder: &Path) -> std::process::Command {
    let mut command = tools.tool("web-ext");
    command.args(["--no-config-discovery", "--source-dir"]).arg(folder);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_asks_for_the_page_of_a_press_alone() {
        let source = Project::find().expect("the test runs in the project").root.join("extension");
        for browser in BROWSERS {
            let manifest = manifest(&source, browser).expect("the manifest can be read");
            let asked = manifest["permissions"].as_array().expect("it asks for permissions");
            assert_eq!(asked, &["activeTab", "scripting", "contextMenus"], "{browser}");
            let others = ["host_permissions", "optional_permissions", "content_scripts"];
            for key in
                others.into_iter().chain(["web_accessible_resources", "externally_connectable"])
            {
                assert!(manifest[key].is_null(), "{browser}: {key}");
            }
            let policy = &manifest["content_security_policy"]["extension_pages"];
            let policy = policy.as_str().expect("it has a policy");
            assert!(policy.starts_with("default-src 'none'; "), "{browser}: {policy}");
            assert!(!policy.contains("://"), "{browser}: {policy}");
        }
    }

    /// Without a mode of its own, Chromium opens no page of an extension in a private window: the
    /// article would land in the history of a normal one. Firefox knows no such mode, and opens no
    /// page of this one.
    #[test]
    fn the_reader_page_of_a_private_window_stays_in_it() {
        let source = Project::find().expect("the test runs in the project").root.join("extension");
        for browser in BROWSERS {
            let manifest = manifest(&source, browser).expect("the manifest can be read");
            let mode = manifest["incognito"].as_str();
            assert_eq!(mode, (browser == WITH_READER).then_some("split"), "{browser}");
        }
    }
}
