//! `cargo xtask extension --icons`: the extension's icons, drawn by Chromium from one SVG.

use crate::project::Project;
use crate::report;
use crate::setup::{Need, Tools};
use anyhow::{Context, Result};
use pages::{Page, Reply, Server};
use serde_json::json;

/// Widths of the icons in pixels: those that the manifest names.
const WIDTHS: [u32; 4] = [16, 32, 48, 128];

/// Draws the icons into `extension/icons`.
///
/// # Errors
///
/// Where there is no Chromium, or it can't draw.
pub fn draw(project: &Project) -> Result<()> {
    Tools::ready(project, &[Need::Browser])?;
    let source = project.root.join("extension");
    let svg = fs_err::read_to_string(source.join("icon.svg"))?;
    let html = format!(
        "<!doctype html><style>html,body{{margin:0}}svg{{display:block;width:100vw}}</style>{svg}"
    );
    let server = Server::new()?.reply("/", Reply::html(html)).start();
    let page = Page::open(&server.address())?;
    fs_err::create_dir_all(source.join("icons"))?;
    let clear = json!({ "color": { "r": 0, "g": 0, "b": 0, "a": 0 } });
    page.devtools("Emulation.setDefaultBackgroundColorOverride", &clear)?;
    for width in WIDTHS {
        let size =
            json!({ "width": width, "height": width, "deviceScaleFactor": 1, "mobile": false });
        page.devtools("Emulation.setDeviceMetricsOverride", &size)?;
        let drawn = page.screenshot().context("Chromium draws no picture")?;
        let file = source.join("icons").join(format!("{width}.png"));
        fs_err::write(&file, drawn)?;
        report::note(&format!("drawn: {}", file.display()));
    }
    Ok(())
}
