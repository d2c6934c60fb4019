//! `cargo xtask demo`: the demo page on this machine.

use crate::build::site::{self, Profile};
use crate::project::Project;
use crate::setup::{SITE, Tools};
use anyhow::{Context, Result};
use pages::Server;

/// Builds the site, serves it and stays until it is interrupted.
///
/// # Errors
///
/// Where the site can't be built, or the port is taken.
pub fn demo(project: &Project, port: u16, profile: Profile) -> Result<()> {
    let tools = Tools::ready(project, SITE)?;
    let folder = site::build(project, &tools, profile)?;
    let server = Server::on_port(port)
        .with_context(|| format!("port {port} cannot be served: choose another by --port"))?
        .folder("/", &folder)
        // The bookmarklet imports the widget from here into pages of other origins.
        .header("Access-Control-Allow-Origin", "*")
        .start();
    println!("\nWhosaid is at {}  (Ctrl+C ends it)", server.address());
    loop {
        std::thread::park();
    }
}
