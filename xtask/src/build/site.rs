//! The demo site, built by Trunk into cargo's target folder, and built again only if one of its
//! inputs has changed.

use crate::build::glue;
use crate::files::{copy_folder, fresh_folder};
use crate::process::run;
use crate::project::Project;
use crate::report;
use crate::setup::{Lock, Tools};
use anyhow::{Context, Result};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Instant, UNIX_EPOCH};

/// The way in which the site is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Optimised by rustc and wasm-opt, as readers get it.
    Release,
    /// Quick to compile, large and slow to run: for work on the widget.
    Dev,
}

/// The name of the engine's files.
const ENGINE: &str = "whosaid";

/// The script that wasm-bindgen writes around the engine.
const GLUE: &str = "engine/whosaid.js";

/// The functions by which scripts read nodes of pages.
const DOM: &str = "dom.js";

/// What the bookmarklet and the extension hand over of a page.
const HANDOVER: &str = "handover.js";

/// Files and folders from which the site is made.
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
///
/// # Errors
///
/// Where Trunk or esbuild fails.
pub fn build(project: &Project, tools: &Tools, profile: Profile) -> Result<PathBuf> {
    let folder = project.site();
    let stamp = folder.with_extension("stamp");
    let _lock = Lock::take(&folder.with_extension("lock"), "building the site")?;
    let fingerprint = fingerprint(project, tools, profile);
    if fs_err::read_to_string(&stamp).is_ok_and(|built| built == fingerprint)
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
    let _ = fs_err::remove_file(&stamp);
    run(trunk(project, tools, &folder)
        .args(["--release=true"].iter().filter(|_| profile == Profile::Release)))?;
    bundle(project, tools, profile, &folder)?;
    fs_err::write(&stamp, fingerprint)?;
    report::note(&format!("built in {}", report::duration(begun.elapsed())));
    Ok(folder)
}

/// The optimisation of an engine with names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Optimised {
    /// As readers get it.
    AsShipped,
    /// As rustc writes it: wasm-opt would inline more functions into their callers.
    ByRustcOnly,
}

/// A site whose engine has the names of its functions.
#[derive(Debug)]
pub struct NamedSite {
    /// The whole site.
    pub folder: PathBuf,
    /// Its engine, the WebAssembly module.
    pub engine: PathBuf,
}

/// Makes a site whose engine has names out of the engine that [`build`] has compiled, with the same
/// programs and options as Trunk.
///
/// # Errors
///
/// Where wasm-bindgen or wasm-opt fails, or index.html doesn't name their options.
pub fn with_names(project: &Project, tools: &Tools, optimised: Optimised) -> Result<NamedSite> {
    let compiled = project.target.join("wasm32-unknown-unknown/web").join(format!("{ENGINE}.wasm"));
    let folder = project.target.join("with-names");
    fresh_folder(&folder)?;
    copy_folder(&project.site(), &folder, &|_| true)?;
    let out = folder.join("engine");
    let mut bindgen = tools.tool("wasm-bindgen");
    bindgen.args(["--target=web", "--no-typescript", "--out-name", ENGINE, "--out-dir"]);
    run(bindgen.arg(&out).arg(compiled))?;
    bundle_glue(project, tools, Profile::Release, &folder)?;
    let engine = out.join(format!("{ENGINE}_bg.wasm"));
    if optimised == Optimised::AsShipped {
        let page = fs_err::read_to_string(project.root.join("index.html"))?;
        let told = |name: &str| {
            attribute(&page, name).with_context(|| format!("index.html has no {name}"))
        };
        let mut wasm_opt = tools.tool("wasm-opt");
        wasm_opt.arg(format!("-O{}", told("data-wasm-opt")?));
        wasm_opt.args(told("data-wasm-opt-params")?.split_whitespace());
        run(wasm_opt.arg("-g").arg(&engine).arg("-o").arg(&engine))?;
    }
    Ok(NamedSite { folder, engine })
}

/// The value of the first attribute of this name.
fn attribute<'t>(page: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = page.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}

/// The command by which Trunk builds the site into a folder.
fn trunk(project: &Project, tools: &Tools, folder: &Path) -> Command {
    let mut trunk = tools.tool("trunk");
    trunk
        .args(["build", "--offline", "--skip-version-check", "--dist"])
        .arg(folder)
        .current_dir(&project.root);
    trunk.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", compiler_flags(project));
    // Trunk takes only true or false for NO_COLOR, which is commonly set to 1.
    trunk.env_remove("NO_COLOR");
    trunk
}

/// Bundles the loader, the bookmarklet and what wasm-bindgen writes around the engine, each with
/// the functions by which it reads nodes of pages. Minifies the bookmarklet always, as it has to
/// fit into an address, and the others in a release.
fn bundle(project: &Project, tools: &Tools, profile: Profile, site: &Path) -> Result<()> {
    let www = project.root.join("www");
    let minified = ["--minify"].iter().filter(|_| profile == Profile::Release);
    run(esbuild(tools, &www, site, "bookmarklet.js").args(["--format=iife", "--minify"]))?;
    run(esbuild(tools, &www, site, "whosaid.js").arg("--format=esm").args(minified))?;
    bundle_glue(project, tools, profile, site)?;
    // Trunk copies them for those who build without xtask.
    for part in [DOM, HANDOVER] {
        fs_err::remove_file(site.join(part))?;
    }
    Ok(())
}

/// Makes what wasm-bindgen has written around the engine safe for all pages, and bundles it.
fn bundle_glue(project: &Project, tools: &Tools, profile: Profile, site: &Path) -> Result<()> {
    glue::harden(&site.join(GLUE), &project.root.join("www").join(DOM))?;
    let minified = ["--minify"].iter().filter(|_| profile == Profile::Release);
    run(esbuild(tools, site, site, GLUE).arg("--format=esm").args(minified))
}

/// The command that bundles a script of one folder into another.
fn esbuild(tools: &Tools, from: &Path, to: &Path, script: &str) -> Command {
    let mut esbuild = tools.tool("esbuild");
    esbuild
        .args(["--bundle", "--external:./engine/*", "--target=es2022", "--charset=ascii"])
        .args(["--log-level=warning", "--allow-overwrite"])
        .arg(format!("--outfile={}", to.join(script).display()))
        .arg(from.join(script));
    esbuild
}

/// Further flags of the compiler. Cargo adds these flags to those of .cargo/config.toml.
fn compiler_flags(project: &Project) -> String {
    // Optimising for size, rustc does not inline our functions of a line or two, which makes code
    // slower and larger. It does inline the standard library's, which comes optimised for speed,
    // wherever that might be faster. One threshold for both corrects both.
    let mut flags = format!("-Cllvm-args=-inline-threshold={INLINE_THRESHOLD}");
    if let Some(more) = without_paths(project) {
        flags.push_str(&more);
    }
    flags
}

/// Greatest size of a function that is inlined, in LLVM's units: 5 is usual for size, 225 for
/// speed. docs/performance.md has the measurements.
const INLINE_THRESHOLD: u32 = 40;

/// Flags that keep folders of this machine out of the engine (messages of panics name source
/// files): two builds of the same sources are the same, wherever they are.
fn without_paths(project: &Project) -> Option<String> {
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")))?;
    let flags = format!(
        " --remap-path-prefix={}=/cargo --remap-path-prefix={}=/whosaid",
        home.display(),
        project.root.display()
    );
    // Cargo splits flags at spaces, which cannot be escaped: with a folder that has one in its name
    // there are no such flags.
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
        let mut entries: Vec<PathBuf> = fs_err::read_dir(path)
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
