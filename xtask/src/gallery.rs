//! `cargo xtask gallery`: pictures of the demo, for people to look at.

use crate::process::Result;
use crate::project::Project;
use crate::say;
use crate::setup::{Need, SITE, Tools};
use crate::site::{self, Profile};
use pages::{Page, Screen, Server};
use serde_json::json;
use std::path::Path;

/// A laptop, a tablet held upright, a phone.
const SIZES: &[(u32, u32)] = &[(1280, 900), (768, 1024), (390, 844)];

/// Writes PNG files to a folder: each screen in both schemes, at first sight and with the first quotation selected.
///
/// # Errors
///
/// Where the site can't be built, or the browser can't be driven.
pub fn gallery(project: &Project, folder: &Path) -> Result<()> {
    let tools = Tools::ready(project, &[SITE, &[Need::Browser]].concat())?;
    let site = site::build(project, &tools, Profile::Release)?;
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let server = Server::new().map_err(|error| error.to_string())?.folder("/", &site).start();
    say::heading("Taking pictures");
    for (width, height) in SIZES {
        for dark in [false, true] {
            let screen = Screen { width: *width, height: *height, dark };
            let scheme = if dark { "dark" } else { "light" };
            let page = Page::blank().map_err(|trouble| trouble.to_string())?;
            let take = |state: &str, page: &Page| -> Result<()> {
                let file = folder.join(format!("{width}-{scheme}{state}.png"));
                let picture = page.screenshot().map_err(|trouble| trouble.to_string())?;
                std::fs::write(&file, picture).map_err(|error| format!("{}: {error}", file.display()))?;
                say::note(&file.display().to_string());
                Ok(())
            };
            let show = || -> std::result::Result<(), pages::Trouble> {
                page.set_screen(screen)?;
                page.go(&server.address())?;
                page.wait_for("CSS.highlights.size > 0")?;
                settle(&page)
            };
            show().map_err(|trouble| trouble.to_string())?;
            take("", &page)?;
            let select = || -> std::result::Result<(), pages::Trouble> {
                click_first_quotation(&page)?;
                settle(&page)
            };
            match select() {
                Ok(()) => take("-selected", &page)?,
                Err(trouble) => say::note(&format!("no picture of a selected quotation: {trouble}")),
            }
        }
    }
    Ok(())
}

fn click_first_quotation(page: &Page) -> std::result::Result<(), pages::Trouble> {
    let words = page.script(
        "const { analysis, text } = document.querySelector('who-said');
         const [start, end] = analysis.attributions.find(({ kind, tier }) => kind === 'direct' && tier === 'statement').content[0];
         return text.slice(start, Math.min(end, start + 30));",
        &[],
    )?;
    page.click_text("#article", words.as_str().unwrap_or_default(), 0)
}

/// Lets transitions end and two frames pass.
fn settle(page: &Page) -> std::result::Result<(), pages::Trouble> {
    page.script(
        "await new Promise((done) => setTimeout(done, args[0])); await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));",
        &[json!(400)],
    )
    .map(drop)
}
