//! `cargo xtask dist --interface`: the weights of the parts of a page with the widget.
//!
//! Takes the engine as it is shipped, with the names of its functions; gives for each part its
//! functions' bytes, raw and compressed by themselves. Functions of libraries count for no part but
//! Yew, which is the panel's; data (models, lexicons, words of the interface) counts by itself.

use super::parts::{PANEL, part};
use super::wasm::Wasm;
use crate::build::dist::{all_in, within};
use crate::build::site::{self, Optimised, Profile};
use crate::build::sizes::{Weight, weigh};
use crate::files::fresh_folder;
use crate::project::Project;
use crate::report;
use crate::setup::{SITE, Tools};
use anyhow::{Context, Result};
use std::collections::BTreeMap;

/// Greatest number of bytes by brotli in the panel: all functions that draw it, Yew's too, and its
/// styles.
const PANEL_BUDGET: u64 = 120 * 1024;

/// The panel's styles, a part of the engine's data.
const STYLES: &str = "src/ui/style.css";

/// Prints the weight of each part.
///
/// # Errors
///
/// Where the site can't be built or read, or the panel weighs more than its budget.
pub fn interface(project: &Project) -> Result<()> {
    let tools = Tools::ready(project, SITE)?;
    let site = site::build(project, &tools, Profile::Release)?;
    let engine = site::with_names(project, &tools, Optimised::AsShipped)?.engine;
    let bytes = fs_err::read(&engine)?;
    let wasm = Wasm::read(&bytes).with_context(|| format!("{} can't be read", engine.display()))?;
    let mut files: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
    for function in &wasm.functions {
        let part = part(&function.name);
        let name = if PANEL.contains(&part) { "panel" } else { part };
        files.entry(name).or_default().extend(function.body);
    }
    files.entry("panel").or_default().extend(fs_err::read(project.root.join(STYLES))?);
    files.insert("data: models, lexicons, words", wasm.data.to_vec());
    let folder = project.target.join("parts-of-a-page");
    fresh_folder(&folder)?;
    for (name, bytes) in &files {
        fs_err::write(folder.join(name.replace('/', " ")), bytes)?;
    }
    let mut parts = weigh(&folder)?;
    parts.sort_by_key(|part| std::cmp::Reverse(part.brotli));
    report::heading("What the parts of a page with the widget weigh, each by itself (bytes)");
    let row = |weight: &Weight| {
        let sizes = [weight.raw, weight.gzip, weight.brotli].map(report::bytes);
        [std::slice::from_ref(&weight.file), &sizes[..]].concat()
    };
    let mut rows = vec![["part", "raw", "gzip", "brotli"].map(str::to_owned).to_vec()];
    rows.extend(parts.iter().map(row));
    rows.push(row(&all_in(&weigh(&site)?)));
    report::table(&rows);
    let panel = parts.iter().find(|part| part.file == "panel").context("there is no panel")?;
    within("the panel by brotli", panel.brotli, PANEL_BUDGET)
}
