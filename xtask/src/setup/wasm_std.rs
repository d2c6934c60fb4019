//! A standard library for wasm32-unknown-unknown.
//!
//! The first of these that works is taken: the active toolchain's library; one that was built here
//! before; one added by `rustup target add`; one built from Debian's packages ([`super::debian`]).

use super::debian;
use super::programs::on_path;
use super::sysroot::{TARGET, has_std};
use crate::process::{answer, run_logged};
use crate::project::Project;
use crate::report;
use anyhow::{Result, anyhow, ensure};
use std::path::Path;
use std::process::Command;

/// The environment variable that allows only one of the two ways to install: `rustup` or `debian`.
const CHOICE: &str = "WHOSAID_WASM_STD";

/// A toolchain that can compile for wasm32.
#[derive(Debug, Clone)]
pub enum WasmStd {
    /// The active toolchain, with its version line.
    Active(String),
    /// Debian's compiler with a library of its own.
    Debian(debian::Toolchain),
}

impl WasmStd {
    /// The folder that comes first on `PATH`, where there is one.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Self::Active(_) => None,
            Self::Debian(toolchain) => Some(&toolchain.bin),
        }
    }

    /// The compiler's version line.
    pub fn version(&self) -> &str {
        match self {
            Self::Active(rustc) => rustc,
            Self::Debian(toolchain) => &toolchain.rustc,
        }
    }

    /// Sets the variables that a child needs besides `PATH`.
    pub fn prepare(&self, command: &mut Command) {
        if let Self::Debian(toolchain) = self {
            toolchain.prepare(command);
        }
    }

    /// True if clippy knows this library. The active toolchain's clippy is a need of its own.
    pub fn has_clippy(&self) -> bool {
        match self {
            Self::Active(_) => true,
            Self::Debian(_) => debian::has_clippy(),
        }
    }
}

/// The toolchain, if there is one.
pub fn find(project: &Project) -> Option<WasmStd> {
    let debian = || debian::find(project).map(WasmStd::Debian);
    match choice().as_deref() {
        Some("debian") => debian(),
        Some("rustup") => find_active(),
        _ => find_active().or_else(debian),
    }
}

fn find_active() -> Option<WasmStd> {
    let sysroot = answer("rustc", &["--print", "sysroot"])?;
    let rustc = answer("rustc", &["--version"])?;
    has_std(Path::new(&sysroot)).then_some(WasmStd::Active(rustc))
}

/// Adds the library, by rustup or from Debian's packages.
///
/// # Errors
///
/// Where neither works: the message says why, and what to do by hand.
pub fn install(project: &Project) -> Result<()> {
    let choice = choice();
    if choice.as_deref() == Some("debian") {
        return debian::build(project);
    }
    let added = add_by_rustup(project);
    if added.is_ok() || choice.as_deref() == Some("rustup") {
        return added;
    }
    report::note("rustup could not add it: trying Debian's packages");
    let rustup = added.map_or_else(|why| format!("{why:#}"), |()| String::new());
    debian::build(project).map_err(|debian| {
        anyhow!(
            "the standard library for {TARGET} is missing.\n\
             By rustup: {rustup}\nBy Debian's packages: {debian:#}\n\
             Where rustup has a network, `rustup target add {TARGET}` is all it takes."
        )
    })
}

/// Adds clippy to Debian's compiler.
///
/// # Errors
///
/// Where the package cannot be had.
pub fn install_clippy(project: &Project) -> Result<()> {
    debian::install_clippy(project)
}

fn choice() -> Option<String> {
    std::env::var(CHOICE).ok().filter(|value| !value.is_empty())
}

fn add_by_rustup(project: &Project) -> Result<()> {
    ensure!(on_path("rustup").is_some(), "there is no rustup here");
    report::note(&format!(
        "standard library for {TARGET}: rustup target add (about 10 seconds, once)"
    ));
    run_logged(
        Command::new("rustup").args(["target", "add", TARGET]),
        &project.tools.join("log/rustup.log"),
    )
}
