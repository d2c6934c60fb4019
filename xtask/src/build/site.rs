//! The demo site, built by Trunk into cargo's target folder; built again only where something it is
//! made of has changed.

use crate::process::{Result, run};
use crate::project::Project;
use crate::report;
use crate::setup::{Lock, Tools};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Instant, UNIX_EPOCH};

/// How the site is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Optimised by rustc and wasm-opt: what readers get.
    Release,
    /// Quick to compile, large and slow to run: for work on the widget.
    Dev,
}

/// All that the site is made of.
const INPUTS: &[&str] = &[
    "build.rs",
    "kernel",
    "packing",
    "src",
    "wasm",
    "www",
    "models",
    "index.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    ".cargo/config.toml",
];

/// Builds the site; gives its folder, which holds `index.html`, `whosaid.js`, `engine/` and the
/// samples.
pub fn build(project: &Project, tools: &Tools, profile: Profile) -> Result<PathBuf> {
    let folder = project.site();
    let stamp = folder.with_extension("stamp");
    let _lock = Lock::take(&folder.with_extension("lock"), "building the site")?;
    let fingerprint = fingerprint(project, tools, profile);
    if std::fs::read_to_string(&stamp).is_ok_and(|built| built == fingerprint)
        && folder.join("index.html").is_file()
    {
        report::note("the site is up to date");
        return Ok(folder);
    }
    let begun = Instant::now();
    match profile {
        Profile::Release => report::note(
            "building the site by Trunk (about 3 minutes the first time, 1 after a change in Rust)",
        ),
        Profile::Dev => report::note(
            "building the site by Trunk, not optimised (about 1 minute the first time)",
        ),
    }
    let _ = std::fs::remove_file(&stamp);
    run(trunk(project, tools, &folder)
        .args(["--release=true"].iter().filter(|_| profile == Profile::Release)))?;
    minify(project, tools, profile, &folder)?;
    std::fs::write(&stamp, fingerprint).map_err(|error| format!("{}: {error}", stamp.display()))?;
    report::note(&format!("built in {}", report::duration(begun.elapsed())));
    Ok(folder)
}

/// Builds the site, optimised, otherwise than readers get it, to see what it is made of: `name` is
/// that of its folder, `changes` are made to what index.html tells Trunk. Gives its folder.
pub fn build_otherwise(
    project: &Project,
    tools: &Tools,
    name: &str,
    changes: &[(&str, String)],
) -> Result<PathBuf> {
    let folder = project.target.join(name);
    let _lock = Lock::take(&folder.with_extension("lock"), "building another site")?;
    report::note(&format!(
        "building the site {} by Trunk (about 1 minute)",
        name.replace('-', " ")
    ));
    // What the page itself says goes before what Trunk is told on its command line: so a page of
    // our own, for as long as it takes.
    let (page, own) = (project.root.join("index.html"), project.root.join(".other.html"));
    let refuse = |error: std::io::Error| format!("{}: {error}", own.display());
    let mut text = std::fs::read_to_string(page).map_err(refuse)?;
    for (from, to) in changes {
        if !text.contains(from) {
            return Err(format!("index.html does not say {from}"));
        }
        text = text.replace(from, to);
    }
    std::fs::write(&own, text).map_err(refuse)?;
    let built = run(trunk(project, tools, &folder).arg("--release=true").arg(&own));
    std::fs::remove_file(&own).map_err(refuse)?;
    built?;
    minify(project, tools, Profile::Release, &folder)?;
    Ok(folder)
}

/// Trunk, about to build the site into a folder.
fn trunk(project: &Project, tools: &Tools, folder: &Path) -> Command {
    let mut trunk = tools.tool("trunk");
    trunk
        .args(["build", "--offline", "--skip-version-check", "--dist"])
        .arg(folder)
        .current_dir(&project.root);
    trunk.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", compiler_flags(project));
    // Trunk reads NO_COLOR as true or false only, while the world sets it to 1.
    trunk.env_remove("NO_COLOR");
    trunk
}

/// What readers get as small as it gets, in place of its source: the bookmarklet, which has to fit
/// into an address, and where the site is for readers the loader, which every page with the tag
/// fetches, and what wasm-bindgen writes around the engine.
fn minify(project: &Project, tools: &Tools, profile: Profile, site: &Path) -> Result<()> {
    let www = project.root.join("www");
    let scripts = [("bookmarklet.js", &*www), ("whosaid.js", &*www), ("engine/whosaid.js", site)];
    for (file, source) in scripts.into_iter().take(if profile == Profile::Release { 3 } else { 1 })
    {
        let mut esbuild = tools.tool("esbuild");
        esbuild
            .args(["--minify", "--target=es2022", "--charset=ascii", "--log-level=warning"])
            .arg(source.join(file));
        run(esbuild
            .arg(format!("--outfile={}", site.join(file).display()))
            .arg("--allow-overwrite"))?;
    }
    Ok(())
}

/// What the compiler is told besides. Cargo adds these flags to those of .cargo/config.toml.
fn compiler_flags(project: &Project) -> String {
    // Optimised for size, functions of a line or two would be called and not inlined, which is
    // slower and larger; and those of the standard library, which comes optimised for speed, would
    // be inlined wherever that might be faster.
    let mut flags = format!("-Cllvm-args=-inline-threshold={INLINED}");
    if let Some(more) = without_paths(project) {
        flags.push_str(&more);
    }
    flags
}

/// How much code a function may have to be inlined, in LLVM's units: 5 is usual for size, 225 for
/// speed.
const INLINED: u32 = 40;

/// Tells the compiler to write no folder of this machine into the engine (messages of panics name
/// source files): what is built depends on what it is built from, not on where.
fn without_paths(project: &Project) -> Option<String> {
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")))?;
    let flags = format!(
        " --remap-path-prefix={}=/cargo --remap-path-prefix={}=/whosaid",
        home.display(),
        project.root.display()
    );
    // Cargo splits at spaces, and there is no way to escape one.
    (flags.split(' ').count() == 3).then_some(flags)
}

/// Names, sizes and times of the inputs, with the versions of the tools.
fn fingerprint(project: &Project, tools: &Tools, profile: Profile) -> String {
    let mut text = format!(
        "{profile:?}\n{}\n{}\n",
        tools.versions(),
        std::env::var("RUSTFLAGS").unwrap_or_default()
    );
    for input in INPUTS {
        describe(&project.root.join(input), &mut text);
    }
    text
}

fn describe(path: &Path, text: &mut String) {
    let Ok(metadata) = std::fs::metadata(path) else { return };
    if metadata.is_dir() {
        let mut entries: Vec<PathBuf> = std::fs::read_dir(path)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .collect();
        entries.sort();
        for entry in entries {
            describe(&entry, text);
        }
        return;
    }
    let time = metadata
        .modified()
        .ok()
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok())
        .unwrap_or_default();
    let _ = writeln!(text, "{} {} {}", path.display(), metadata.len(), time.as_nanos());
}
