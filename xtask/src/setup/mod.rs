//! Sets up the tools that a command needs and the machine lacks; gives commands that find them.
//!
//! Each tool is looked for on `PATH` in the right version, then in the user's tools folder, and
//! installed there only where it is in neither. Installing is safe to interrupt (a tool appears
//! under its name only when it is whole) and safe to run twice at once (a lock).

mod apt;
mod browser;
mod cargo_tools;
mod debian;
mod lock;
mod npm;
pub mod packages;
mod programs;
mod sysroot;
mod tools;
mod wasm_std;

pub use lock::Lock;
pub use tools::{Need, SITE, Tools};
