//! Whole pages in a real browser: a web server for what they are made of, a browser driven by
//! WebDriver, and a page seen as a reader sees it (its text, what can be pointed at, its console,
//! its requests).
//!
//! ```no_run
//! let server = pages::Server::new()?.reply("/", pages::Reply::html("<p>Ann said yes.</p>")).start();
//! let page = pages::Page::open(&server.address())?;
//! page.click_text("p", "said", 0)?;
//! assert_eq!(page.errors()?, Vec::<String>::new());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The WebDriver client is our own: a dozen requests of JSON to a program on the same machine, one
//! after another, need no async runtime, no TLS and none of the hundred crates that the ready-made
//! clients bring.

mod chromium;
mod driver;
mod error;
mod firefox;
mod memory;
mod page;
mod server;
mod tasks;
mod windows;

pub use chromium::Chromium;
pub use error::Error;
pub use firefox::Firefox;
pub use page::{Focus, Key, Page, Screen};
pub use server::{Reply, Running, Server};
pub use tasks::{Annotated, annotate_traced, article};

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
