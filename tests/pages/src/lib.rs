//! Whole pages in real browsers: a small web server, browsers driven by WebDriver, and a page as a
//! reader uses it.
//!
//! ```no_run
//! let reply = pages::Reply::html("<p>Ann said yes.</p>");
//! let server = pages::Server::new()?.reply("/", reply).start();
//! let page = pages::Page::open(&server.address())?;
//! page.click_text("p", "said", 0)?;
//! assert_eq!(page.errors()?, Vec::<String>::new());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Browsers are driven by WebDriver: Chromium, Firefox and WebKitGTK by the drivers that belong to
//! them. A page waits for each command, so tests need no async code.

mod console;
mod driver;
mod engine;
mod error;
mod extension;
mod input;
mod page;
mod piped;
mod processes;
mod server;
mod session;
mod tasks;
mod windows;

pub use engine::{Browser, Engine};
pub use error::Error;
pub use extension::Button;
pub use input::Key;
pub use page::{Focus, Page, Screen};
pub use server::{Reply, Running, Server};
pub use tasks::{Annotated, annotate_traced, article, marked_ms, repaint_traced};

/// A server of the built demo site, which `cargo xtask test` names in `WHOSAID_SITE`.
///
/// # Panics
///
/// Where it names none: these tests are run by `cargo xtask test pages`.
pub fn site() -> Server {
    Server::new().expect("this machine has a free port").folder("/", &site_folder())
}

/// A file of the built demo site, to be served changed.
///
/// # Panics
///
/// Where there is no site or it has no such file.
pub fn site_file(name: &str) -> Vec<u8> {
    let file = site_folder().join(name);
    std::fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The folder of the built demo site.
///
/// # Panics
///
/// As [`site`].
pub fn site_folder() -> std::path::PathBuf {
    std::env::var_os("WHOSAID_SITE")
        .expect("WHOSAID_SITE names the built site: run `cargo xtask test pages`")
        .into()
}
