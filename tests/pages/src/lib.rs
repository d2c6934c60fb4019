//! Whole pages in a real browser: a web server for what they are made of, a browser driven by WebDriver, and a page seen as a reader
//! sees it (its text, what can be pointed at, its console, its requests).
//!
//! The WebDriver client is our own: a dozen requests of JSON to a program on the same machine, one after another, need no async runtime,
//! no TLS and none of the hundred crates that the ready-made clients bring.

mod server;

pub use server::{Reply, Running, Server};
