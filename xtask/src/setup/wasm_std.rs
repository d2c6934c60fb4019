//! A standard library for wasm32-unknown-unknown.
//!
//! In this order: the one that the active toolchain has; the sysroot built here before; `rustup
//! target add`; Debian's `rustc-web` packages, which bring the library's source but not the
//! library, so that it is built once into a sysroot of its own. Nothing of rustup's is changed by
//! the last way: the sysroot's `cargo` and `rustc` come first on the `PATH` of what needs them.

use super::{apt, on_path};
use crate::process::{Result, answer, run_logged};
use crate::project::Project;
use crate::report;
use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";

/// Where Debian puts its compiler.
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_CARGO: &str = "/usr/bin/cargo";

/// The oldest compiler that the packages of this workspace can do with.
const OLDEST: (u32, u32) = (1, 89);

/// The variable that leaves only one of the two ways: `rustup` or `debian`.
const CHOICE: &str = "WHOSAID_WASM_STD";

/// A toolchain that can compile for wasm32.
#[derive(Debug, Clone)]
pub enum WasmStd {
    /// The active one.
    Active { rustc: String },
    /// Debian's compiler with the sysroot in the tools folder.
    Debian { sysroot: PathBuf, bin: PathBuf, linker: PathBuf, rustc: String },
}

impl WasmStd {
    /// What comes first on `PATH`.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Self::Active { .. } => None,
            Self::Debian { bin, .. } => Some(bin),
        }
    }

    /// The compiler's version line.
    pub fn version(&self) -> &str {
        match self {
            Self::Active { rustc } | Self::Debian { rustc, .. } => rustc,
        }
    }

    /// Sets what a child needs besides its `PATH`.
    pub fn prepare(&self, command: &mut Command) {
        if let Self::Debian { sysroot, linker, .. } = self {
            command
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
                // Clippy's driver asks this where the library is.
                .env("SYSROOT", sysroot);
            for rustups in ["CARGO", "RUSTC", "RUSTDOC", "RUSTUP_TOOLCHAIN", "LD_LIBRARY_PATH"] {
                command.env_remove(rustups);
            }
        }
    }
}

pub fn find(project: &Project) -> Option<WasmStd> {
    match choice().as_deref() {
        Some("debian") => find_debian(project),
        Some("rustup") => find_active(),
        _ => find_active().or_else(|| find_debian(project)),
    }
}

fn find_active() -> Option<WasmStd> {
    if !has_std_active() {
        return None;
    }
    Some(WasmStd::Active { rustc: answer("rustc", &["--version"])? })
}

fn find_debian(project: &Project) -> Option<WasmStd> {
    let sysroot = sysroot_folder(project)?;
    if !has_std(&sysroot) || !sysroot.join("bin/rustc").is_file() {
        return None;
    }
    Some(WasmStd::Debian {
        bin: sysroot.join("bin"),
        linker: linker()?,
        rustc: answer(DEBIAN_RUSTC, &["--version"])?,
        sysroot,
    })
}

pub fn has_clippy(wasm: &WasmStd) -> bool {
    match wasm {
        WasmStd::Active { .. } => true,
        WasmStd::Debian { .. } => Path::new("/usr/bin/clippy-driver").is_file(),
    }
}

pub fn install(project: &Project) -> Result<()> {
    let rustup = (choice().as_deref() != Some("debian")).then(|| add_by_rustup(project));
    match rustup {
        Some(Ok(())) => Ok(()),
        Some(Err(why)) if choice().as_deref() == Some("rustup") => Err(why),
        Some(Err(why)) => {
            report::note("rustup could not add it: trying Debian's packages");
            build_from_debian(project).map_err(|debian| {
                format!("the standard library for {TARGET} is missing.\nBy rustup: {why}\nBy Debian's packages: {debian}\nWhere rustup has a network, `rustup target add {TARGET}` is all it takes.")
            })
        }
        None => build_from_debian(project),
    }
}

/// The active toolchain's clippy is a matter of `Need::Format`; here it is Debian's.
pub fn install_clippy(project: &Project) -> Result<()> {
    apt::install(&["rust-web-clippy"], "Clippy of Debian's compiler", "about 10 seconds", project)
}

fn choice() -> Option<String> {
    std::env::var(CHOICE).ok().filter(|value| !value.is_empty())
}

fn has_std_active() -> bool {
    answer("rustc", &["--print", "sysroot"]).is_some_and(|sysroot| has_std(Path::new(&sysroot)))
}

fn has_std(sysroot: &Path) -> bool {
    rlibs(&sysroot.join("lib/rustlib").join(TARGET).join("lib"))
        .any(|rlib| rlib.to_string_lossy().contains("libstd-"))
}

fn rlibs(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rlib"))
}

fn add_by_rustup(project: &Project) -> Result<()> {
    if on_path("rustup").is_none() {
        return Err("there is no rustup here".to_owned());
    }
    report::note(&format!(
        "standard library for {TARGET}: rustup target add (about 10 seconds, once)"
    ));
    run_logged(
        Command::new("rustup").args(["target", "add", TARGET]),
        &project.tools.join("log/rustup.log"),
    )
}

/// The sysroot belongs to one version of Debian's compiler; none where that is not installed or too
/// old.
fn sysroot_folder(project: &Project) -> Option<PathBuf> {
    let version = debian_version().filter(|version| new_enough(version))?;
    Some(project.tools.join(format!("wasm-sysroot-{version}")))
}

/// "1.96.0".
fn debian_version() -> Option<String> {
    answer(DEBIAN_RUSTC, &["--version"])?.split_whitespace().nth(1).map(str::to_owned)
}

fn new_enough(version: &str) -> bool {
    let mut numbers = version.split('.').map(|number| number.parse::<u32>().unwrap_or(0));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) >= OLDEST
}

/// rustup's own linker, else Debian's.
fn linker() -> Option<PathBuf> {
    let sysroot = answer("rustc", &["--print", "sysroot"]).map(PathBuf::from);
    let rustups =
        sysroot.map(|sysroot| sysroot.join("lib/rustlib").join(host()).join("bin/rust-lld"));
    rustups.filter(|path| path.is_file()).or_else(|| on_path("wasm-ld-19"))
}

/// "x86_64-unknown-linux-gnu", of Debian's compiler where it is there.
fn host() -> String {
    let verbose =
        answer(DEBIAN_RUSTC, &["-vV"]).or_else(|| answer("rustc", &["-vV"])).unwrap_or_default();
    verbose
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .unwrap_or("x86_64-unknown-linux-gnu")
        .to_owned()
}

#[cfg(not(unix))]
fn build_from_debian(_: &Project) -> Result<()> {
    Err("this is not Debian".to_owned())
}

#[cfg(unix)]
fn build_from_debian(project: &Project) -> Result<()> {
    let source = Path::new("/usr/lib/rustlib/src/rust/library/std/Cargo.toml");
    let fits = debian_version().is_some_and(|version| new_enough(&version));
    if !(fits && Path::new(DEBIAN_CARGO).is_file() && source.is_file()) {
        let packages = ["rustc-web", "rust-web-src", "cargo-web"];
        apt::install(
            &packages,
            &format!("a compiler with the standard library's source for {TARGET}"),
            "about 1 minute",
            project,
        )?;
    }
    let version = debian_version().ok_or(format!("{DEBIAN_RUSTC} does not say its version"))?;
    if !new_enough(&version) {
        return Err(format!(
            "Debian's newest rustc-web here is {version}, and {}.{} is needed",
            OLDEST.0, OLDEST.1
        ));
    }
    if linker().is_none() {
        apt::install(&["lld-19"], "a linker for WebAssembly", "about 10 seconds", project)?;
    }
    report::note(&format!(
        "standard library for {TARGET}: compiling it from Debian's source (about 1 minute, once)"
    ));
    let refuse = |error: std::io::Error| {
        format!("the sysroot could not be put into {}: {error}", project.tools.display())
    };
    let build = compile_std(project)?;
    let whole =
        sysroot_folder(project).ok_or(format!("{DEBIAN_RUSTC} does not say its version"))?;
    let half = whole.with_extension("part");
    if half.exists() {
        std::fs::remove_dir_all(&half).map_err(refuse)?;
    }
    assemble(&build, &half, &whole).map_err(refuse)?;
    if whole.exists() {
        std::fs::remove_dir_all(&whole).map_err(refuse)?;
    }
    std::fs::rename(&half, &whole).map_err(refuse)?;
    let _ = std::fs::remove_dir_all(&build);
    Ok(())
}

/// Builds an empty crate and with it the library; gives the folder of that crate.
#[cfg(unix)]
fn compile_std(project: &Project) -> Result<PathBuf> {
    let build = project.tools.join("build/std");
    let refuse =
        |error: std::io::Error| format!("{} could not be written: {error}", build.display());
    std::fs::create_dir_all(build.join("src")).map_err(refuse)?;
    std::fs::write(build.join("src/lib.rs"), "#![no_std]\n").map_err(refuse)?;
    // A workspace of its own, whatever lies above it.
    let manifest = "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[workspace]\n\n[profile.release]\npanic = \"abort\"\n";
    std::fs::write(build.join("Cargo.toml"), manifest).map_err(refuse)?;
    let mut command = Command::new(DEBIAN_CARGO);
    command
        .args([
            "build",
            "--release",
            "--target",
            TARGET,
            "-Zbuild-std=std,panic_abort,test,proc_macro",
            "--target-dir",
        ])
        .arg(build.join("target"))
        .current_dir(&build)
        .env("RUSTC", DEBIAN_RUSTC)
        // The one way to let a stable compiler build its own library.
        .env("RUSTC_BOOTSTRAP", "1");
    for rustups in ["CARGO", "RUSTDOC", "RUSTUP_TOOLCHAIN", "LD_LIBRARY_PATH", "RUSTFLAGS"] {
        command.env_remove(rustups);
    }
    run_logged(&mut command, &project.tools.join("log/std.log"))?;
    Ok(build)
}

/// Lays out the sysroot under `half` so that it works once it is renamed to `whole`.
#[cfg(unix)]
fn assemble(build: &Path, half: &Path, whole: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let libraries = half.join("lib/rustlib").join(TARGET).join("lib");
    std::fs::create_dir_all(&libraries)?;
    for rlib in rlibs(&build.join("target").join(TARGET).join("release/deps")) {
        let name = rlib.file_name().unwrap_or_default().to_owned();
        if !name.to_string_lossy().starts_with("libempty") {
            std::fs::copy(&rlib, libraries.join(name))?;
        }
    }
    let host = host();
    symlink(Path::new("/usr/lib/rustlib").join(&host), half.join("lib/rustlib").join(&host))?;
    let bin = half.join("bin");
    std::fs::create_dir_all(&bin)?;
    std::fs::write(
        bin.join("rustc"),
        format!("#!/bin/sh\nexec {DEBIAN_RUSTC} --sysroot '{}' \"$@\"\n", whole.display()),
    )?;
    std::fs::set_permissions(bin.join("rustc"), std::fs::Permissions::from_mode(0o755))?;
    symlink(DEBIAN_CARGO, bin.join("cargo"))?;
    symlink("/usr/bin/rustdoc", bin.join("rustdoc"))
}

#[cfg(test)]
mod tests {
    use super::new_enough;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(new_enough("1.96.0") && new_enough("1.100.0") && new_enough("2.0.0"));
        assert!(!new_enough("1.85.0") && !new_enough("1.9.0") && !new_enough("nonsense"));
    }
}
