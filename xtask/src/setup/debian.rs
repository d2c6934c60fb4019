//! The standard library for wasm32, built from Debian's packages where rustup can't add it.
//!
//! Debian's `rustc-web` packages bring the library's source but not the library: it is built once
//! into a sysroot of its own in the tools folder. Nothing of rustup's is changed: the sysroot's
//! `cargo` and `rustc` come first on the `PATH` of programs that compile for wasm32.

use super::apt;
use super::programs::on_path;
use super::sysroot::{TARGET, has_std, libraries, rlibs};
use crate::files::fresh_folder;
use crate::process::{answer, run_logged};
use crate::project::Project;
use crate::report;
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The place of Debian's compiler.
const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";

/// The oldest compiler that compiles the packages of this workspace (major, minor).
const OLDEST: (u32, u32) = (1, 89);

/// Variables by which rustup's programs find their own toolchain.
const RUSTUPS: &[&str] = &["CARGO", "RUSTC", "RUSTDOC", "RUSTUP_TOOLCHAIN", "LD_LIBRARY_PATH"];

/// Debian's compiler with the library.
#[derive(Debug, Clone)]
pub struct Toolchain {
    sysroot: PathBuf,
    linker: PathBuf,
    /// The folder of its programs.
    pub bin: PathBuf,
    /// Its version line.
    pub rustc: String,
}

impl Toolchain {
    /// Sets the variables that a child needs besides `PATH`.
    pub fn prepare(&self, command: &mut Command) {
        command
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", &self.linker)
            // Clippy's driver finds the library by this variable.
            .env("SYSROOT", &self.sysroot);
        for variable in RUSTUPS {
            command.env_remove(variable);
        }
    }
}

/// The toolchain, if it was built before.
pub fn find(project: &Project) -> Option<Toolchain> {
    let sysroot = sysroot_folder(project)?;
    if !has_std(&sysroot) || !sysroot.join("bin/rustc").is_file() {
        return None;
    }
    let (linker, rustc) = (linker()?, answer(RUSTC, &["--version"])?);
    Some(Toolchain { bin: sysroot.join("bin"), linker, rustc, sysroot })
}

/// True if Debian's clippy is there.
pub fn has_clippy() -> bool {
    Path::new("/usr/bin/clippy-driver").is_file()
}

/// Installs Debian's clippy.
///
/// # Errors
///
/// Where the package cannot be had.
pub fn install_clippy(project: &Project) -> Result<()> {
    apt::install(&["rust-web-clippy"], "Clippy of Debian's compiler", "about 10 seconds", project)
}

/// The folder of the sysroot, which belongs to one version of Debian's compiler; `None` where that
/// is not installed or too old.
fn sysroot_folder(project: &Project) -> Option<PathBuf> {
    let version = version().filter(|version| is_new_enough(version))?;
    Some(project.tools.join(format!("wasm-sysroot-{version}")))
}

/// The version of Debian's compiler, such as "1.96.0".
fn version() -> Option<String> {
    answer(RUSTC, &["--version"])?.split_whitespace().nth(1).map(str::to_owned)
}

fn is_new_enough(version: &str) -> bool {
    let mut numbers = version.split('.').map(|number| number.parse::<u32>().unwrap_or(0));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) >= OLDEST
}

/// The linker: rustup's own, else Debian's.
fn linker() -> Option<PathBuf> {
    let sysroot = answer("rustc", &["--print", "sysroot"]).map(PathBuf::from);
    let rustups =
        sysroot.map(|sysroot| sysroot.join("lib/rustlib").join(host()).join("bin/rust-lld"));
    rustups.filter(|path| path.is_file()).or_else(|| on_path("wasm-ld-19"))
}

/// The host's target, such as "x86_64-unknown-linux-gnu": that of Debian's compiler where it is
/// installed.
fn host() -> String {
    let verbose = answer(RUSTC, &["-vV"]).or_else(|| answer("rustc", &["-vV"])).unwrap_or_default();
    let host = verbose.lines().find_map(|line| line.strip_prefix("host: "));
    host.unwrap_or("x86_64-unknown-linux-gnu").to_owned()
}

/// Installs the packages that are missing, and builds the library.
///
/// # Errors
///
/// Where the packages cannot be had, or the library can't be built.
pub fn build(project: &Project) -> Result<()> {
    install_compiler(project)?;
    if linker().is_none() {
        apt::install(&["lld-19"], "a linker for WebAssembly", "about 10 seconds", project)?;
    }
    report::note(&format!(
        "standard library for {TARGET}: compiling it from Debian's source (about 1 minute, once)"
    ));
    let build = compile(project)?;
    let whole =
        sysroot_folder(project).with_context(|| format!("{RUSTC} does not say its version"))?;
    let half = whole.with_extension("part");
    fresh_folder(&half)?;
    assemble(&build, &half, &whole)?;
    if whole.exists() {
        fs_err::remove_dir_all(&whole)?;
    }
    fs_err::rename(&half, &whole)?;
    let _ = std::fs::remove_dir_all(&build);
    Ok(())
}

/// Installs Debian's compiler with the library's source, where it is missing or too old.
fn install_compiler(project: &Project) -> Result<()> {
    let source = Path::new("/usr/lib/rustlib/src/rust/library/std/Cargo.toml");
    let fits = version().is_some_and(|version| is_new_enough(&version));
    if !(fits && Path::new(CARGO).is_file() && source.is_file()) {
        apt::install(
            &["rustc-web", "rust-web-src", "cargo-web"],
            &format!("a compiler with the standard library's source for {TARGET}"),
            "about 1 minute",
            project,
        )?;
    }
    let version = version().with_context(|| format!("{RUSTC} does not say its version"))?;
    let (major, minor) = OLDEST;
    ensure!(
        is_new_enough(&version),
        "Debian's newest rustc-web here is {version}, and {major}.{minor} is needed"
    );
    Ok(())
}

/// Builds an empty crate and with it the library; gives the folder of that crate.
fn compile(project: &Project) -> Result<PathBuf> {
    // The crate is a workspace of its own, so that it belongs to none around it.
    const MANIFEST: &str = "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\
                            \n[workspace]\n\n[profile.release]\npanic = \"abort\"\n";
    let build = project.tools.join("build/std");
    fs_err::create_dir_all(build.join("src"))?;
    fs_err::write(build.join("src/lib.rs"), "#![no_std]\n")?;
    fs_err::write(build.join("Cargo.toml"), MANIFEST)?;
    let mut command = Command::new(CARGO);
    command.args(["build", "--release", "--target", TARGET]);
    command.args(["-Zbuild-std=std,panic_abort,test,proc_macro", "--target-dir"]);
    command.arg(build.join("target")).current_dir(&build);
    for variable in RUSTUPS {
        command.env_remove(variable);
    }
    // RUSTC_BOOTSTRAP is the one way to let a stable compiler build its own library.
    command.env_remove("RUSTFLAGS").env("RUSTC", RUSTC).env("RUSTC_BOOTSTRAP", "1");
    run_logged(&mut command, &project.tools.join("log/std.log"))?;
    Ok(build)
}

/// Lays out the sysroot under `half` so that it works once it is renamed to `whole`.
#[cfg(unix)]
fn assemble(build: &Path, half: &Path, whole: &Path) -> Result<()> {
    use fs_err::os::unix::fs::symlink;
    use std::os::unix::fs::PermissionsExt;
    let libraries = libraries(half);
    fs_err::create_dir_all(&libraries)?;
    for rlib in rlibs(&build.join("target").join(TARGET).join("release/deps")) {
        let name = rlib.file_name().unwrap_or_default().to_owned();
        if !name.to_string_lossy().starts_with("libempty") {
            fs_err::copy(&rlib, libraries.join(name))?;
        }
    }
    let host = host();
    symlink(Path::new("/usr/lib/rustlib").join(&host), half.join("lib/rustlib").join(&host))?;
    let bin = half.join("bin");
    fs_err::create_dir_all(&bin)?;
    let rustc = format!("#!/bin/sh\nexec {RUSTC} --sysroot '{}' \"$@\"\n", whole.display());
    fs_err::write(bin.join("rustc"), rustc)?;
    fs_err::set_permissions(bin.join("rustc"), std::fs::Permissions::from_mode(0o755))?;
    symlink(CARGO, bin.join("cargo"))?;
    symlink("/usr/bin/rustdoc", bin.join("rustdoc"))?;
    Ok(())
}

/// Does nothing: this is called on Debian only, which is a Unix.
#[cfg(not(unix))]
fn assemble(_: &Path, _: &Path, _: &Path) -> Result<()> {
    anyhow::bail!("this is not Debian")
}

#[cfg(test)]
mod tests {
    use super::is_new_enough;

    #[test]
    fn versions_are_compared_as_numbers() {
        for version in ["1.96.0", "1.100.0", "2.0.0"] {
            assert!(is_new_enough(version), "{version}");
        }
        for version in ["1.85.0", "1.9.0", "nonsense"] {
            assert!(!is_new_enough(version), "{version}");
        }
    }
}
