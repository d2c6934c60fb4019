//! `cargo xtask demo`: the demo page on this machine.

use crate::build::site::{self, Profile};
use crate::process::Result;
use crate::project::Project;
use crate::setup::{SITE, Tools};
use pages::Server;

/// What `demo` may be told.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    pub port: u16,
    pub profile: Profile,
}

/// Builds the site, serves it and stays until it is interrupted.
pub fn demo(project: &Project, settings: Settings) -> Result<()> {
    let tools = Tools::ready(project, SITE)?;
    let folder = site::build(project, &tools, settings.profile)?;
    let server = Server::on_port(settings.port)
        .map_err(|error| {
            format!("port {} cannot be served: {error}; another one with --port", settings.port)
        })?
        .folder("/", &folder)
        // The bookmarklet imports the widget from here into pages of other origins.
        .header("Access-Control-Allow-Origin", "*")
        .start();
    println!("\nWhosaid is at {}  (Ctrl+C ends it)", server.address());
    loop {
        std::thread::park();
    }
}
