//! The npm package: what a publisher hosts, with a package.json; and the example that uses it,
//! packed, installed and bundled as its readers would.

use crate::process::{Result, line, run};
use crate::project::Project;
use crate::setup::Tools;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What goes into the package; npm itself adds package.json and README.
const FILES: &[&str] = &["whosaid.js", "whosaid.d.ts", "engine", "LICENSE-MIT", "LICENSE-APACHE"];

/// The example that esbuild bundles.
const EXAMPLE: &str = "examples/pages/bundle";

/// The example that is written in TypeScript, and built by Vite.
const TYPED_EXAMPLE: &str = "examples/pages/vite";

/// How strictly its types are checked, those of the package too.
const STRICT: &[&str] = &[
    "--noEmit",
    "--strict",
    "--noUncheckedIndexedAccess",
    "--exactOptionalPropertyTypes",
    "--skipLibCheck",
    "false",
];
const MODULES: &[&str] =
    &["--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler"];

/// Makes a package of a folder that holds the files.
///
/// # Errors
///
/// Where something can't be written.
pub fn describe(project: &Project, folder: &Path) -> Result<()> {
    let package = json!({
        "name": "whosaid",
        "version": env!("CARGO_PKG_VERSION"),
        "description": "Who acts and who speaks in a news article, shown in place, worked out entirely in the reader's browser",
        "license": "MIT OR Apache-2.0",
        "keywords": ["news", "quotation", "attribution", "nlp", "webassembly", "custom-element"],
        "type": "module",
        "main": "./whosaid.js",
        "types": "./whosaid.d.ts",
        "exports": {
            // One file, as conditions count in the order that they stand in, which a map of JSON
            // here does not keep; types are found beside it.
            ".": "./whosaid.js",
            "./whosaid_bg.wasm": "./engine/whosaid_bg.wasm",
            "./engine/*": "./engine/*",
            "./package.json": "./package.json",
        },
        "files": FILES,
        // Importing it defines <who-said>: a bundler may not leave it out.
        "sideEffects": ["./whosaid.js"],
    });
    let text = serde_json::to_string_pretty(&package).map_err(|error| error.to_string())? + "\n";
    write(&folder.join("package.json"), &text)?;
    for name in ["README.md", "LICENSE-MIT", "LICENSE-APACHE"] {
        copy(&project.root.join(name), &folder.join(name))?;
    }
    Ok(())
}

/// Packs the site's files, installs the package in a folder of its own, and bundles the examples
/// with it: one by esbuild, one by Vite (in `dist` of `typed`) after its types are checked; gives
/// the folder of the former's page.
///
/// # Errors
///
/// Where npm, esbuild, TypeScript or Vite refuses.
pub fn bundle_example(project: &Project, tools: &Tools, site: &Path) -> Result<PathBuf> {
    let place = project.target.join("npm");
    let (package, app) = (place.join("package"), place.join("app"));
    if place.exists() {
        std::fs::remove_dir_all(&place).map_err(|error| format!("{}: {error}", place.display()))?;
    }
    for folder in [&package.join("engine"), &app] {
        std::fs::create_dir_all(folder)
            .map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    for name in ["whosaid.js", "whosaid.d.ts"] {
        copy(&site.join(name), &package.join(name))?;
    }
    for entry in std::fs::read_dir(site.join("engine"))
        .map_err(|error| format!("{}: {error}", site.display()))?
        .flatten()
    {
        copy(&entry.path(), &package.join("engine").join(entry.file_name()))?;
    }
    describe(project, &package)?;
    quietly(
        tools
            .command("npm")
            .args(["pack", "--silent", "--pack-destination"])
            .arg(&app)
            .current_dir(&package),
    )?;
    for name in ["index.html", "main.js"] {
        copy(&project.root.join(EXAMPLE).join(name), &app.join(name))?;
    }
    write(&app.join("package.json"), "{}\n")?;
    let tarball = format!("./whosaid-{}.tgz", env!("CARGO_PKG_VERSION"));
    quietly(
        tools
            .command("npm")
            .args(["install", "--silent", "--offline", "--no-audit", "--no-fund", &tarball])
            .current_dir(&app),
    )?;
    // As frameworks do on a server, which has no page.
    quietly(
        tools
            .command("node")
            .args(["--input-type=module", "--eval", "await import('whosaid')"])
            .current_dir(&app),
    )?;
    let mut esbuild = tools.tool("esbuild");
    esbuild.args([
        "main.js",
        "--bundle",
        "--format=esm",
        "--splitting",
        "--minify",
        "--loader:.wasm=file",
        "--outdir=out",
        "--log-level=warning",
    ]);
    run(esbuild.current_dir(&app))?;
    let typed = app.join("typed");
    std::fs::create_dir_all(&typed).map_err(|error| format!("{}: {error}", typed.display()))?;
    for name in ["index.html", "main.ts"] {
        copy(&project.root.join(TYPED_EXAMPLE).join(name), &typed.join(name))?;
    }
    let script = |file: &str| {
        let mut node = tools.command("node");
        node.arg(tools.publisher().join("node_modules").join(file)).current_dir(&typed);
        node
    };
    quietly(script("typescript/bin/tsc").args(STRICT).args(MODULES).arg("main.ts"))?;
    quietly(script("vite/bin/vite.js").args([
        "build",
        "--base=./",
        "--target=es2022",
        "--logLevel=warn",
    ]))?;
    Ok(app)
}

/// Runs a program whose output matters only where it fails.
fn quietly(command: &mut Command) -> Result<()> {
    let output = command
        .output()
        .map_err(|error| format!("`{}` could not be started: {error}", line(command)))?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr]
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .concat();
    Err(format!("`{}` failed ({}): {said}", line(command), output.status))
}

fn write(file: &Path, text: &str) -> Result<()> {
    std::fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::copy(from, to)
        .map(drop)
        .map_err(|error| format!("{} to {}: {error}", from.display(), to.display()))
}
