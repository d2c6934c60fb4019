//! The npm package: the files that a publisher hosts, with a package.json; and the examples that
//! use it, packed, installed and bundled as their readers would do it.

use crate::files::{copy_folder, fresh_folder, write_json};
use crate::process::{run, run_quietly};
use crate::project::Project;
use crate::setup::Tools;
use anyhow::Result;
use serde_json::json;
use std::path::{Path, PathBuf};

/// The description that npm shows.
const DESCRIPTION: &str = "Who acts and who speaks in a news article, shown in place, \
                           worked out entirely in the reader's browser";

/// Files of the package; npm itself adds package.json and README.
const FILES: &[&str] =
    &["whosaid.js", "whosaid.d.ts", "engine", "schema", "LICENSE-MIT", "LICENSE-APACHE"];

/// The schemas of the JSON that is exported.
const SCHEMAS: &str = "docs/schema";

/// The example that esbuild bundles.
const EXAMPLE: &str = "examples/pages/bundle";

/// The example that is written in TypeScript, and built by Vite.
const TYPED_EXAMPLE: &str = "examples/pages/vite";

/// Options of TypeScript, by which the types of that example and of the package are checked.
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
        "description": DESCRIPTION,
        "license": "MIT OR Apache-2.0",
        "keywords": ["news", "quotation", "attribution", "nlp", "webassembly", "custom-element"],
        "type": "module",
        "main": "./whosaid.js",
        "types": "./whosaid.d.ts",
        "exports": {
            // One file for all importers: npm's conditions count in their order, which serde_json's
            // map does not keep. The types are found beside it.
            ".": "./whosaid.js",
            "./whosaid_bg.wasm": "./engine/whosaid_bg.wasm",
            "./engine/*": "./engine/*",
            "./schema/*": "./schema/*",
            "./package.json": "./package.json",
        },
        "files": FILES,
        // Importing it defines <who-said>: a bundler may not leave it out.
        "sideEffects": ["./whosaid.js"],
    });
    write_json(&folder.join("package.json"), &package)?;
    copy_folder(&project.root.join(SCHEMAS), &folder.join("schema"), &|_| true)?;
    for name in ["README.md", "LICENSE-MIT", "LICENSE-APACHE"] {
        fs_err::copy(project.root.join(name), folder.join(name))?;
    }
    Ok(())
}

/// Packs the site's files, installs the package in a folder of its own, and bundles the examples
/// with it: one by esbuild, one by Vite (in `typed/dist`) after its types are checked; gives the
/// folder of the former's page.
///
/// # Errors
///
/// Where npm, esbuild, TypeScript or Vite refuses.
pub fn bundle_example(project: &Project, tools: &Tools, site: &Path) -> Result<PathBuf> {
    let app = install(project, tools, site)?;
    // Imports the package where there is no page, as frameworks do on a server.
    let import = ["--input-type=module", "--eval", "await import('whosaid')"];
    run_quietly(tools.command("node").args(import).current_dir(&app))?;
    run(tools
        .tool("esbuild")
        .args(["main.js", "--bundle", "--format=esm", "--splitting", "--minify"])
        .args(["--loader:.wasm=file", "--outdir=out", "--log-level=warning"])
        .current_dir(&app))?;
    build_typed(project, tools, &app)?;
    Ok(app)
}

/// Installs the package that the site's files make, beside the example; gives the folder.
fn install(project: &Project, tools: &Tools, site: &Path) -> Result<PathBuf> {
    let place = project.target.join("npm");
    let (package, app) = (place.join("package"), place.join("app"));
    fresh_folder(&package)?;
    fresh_folder(&app)?;
    for name in ["whosaid.js", "whosaid.d.ts"] {
        fs_err::copy(site.join(name), package.join(name))?;
    }
    copy_folder(&site.join("engine"), &package.join("engine"), &|_| true)?;
    describe(project, &package)?;
    let pack = ["pack", "--ignore-scripts", "--silent", "--pack-destination"];
    run_quietly(tools.command("npm").args(pack).arg(&app).current_dir(&package))?;
    for name in ["index.html", "main.js"] {
        fs_err::copy(project.root.join(EXAMPLE).join(name), app.join(name))?;
    }
    fs_err::write(app.join("package.json"), "{}\n")?;
    let tarball = format!("./whosaid-{}.tgz", env!("CARGO_PKG_VERSION"));
    // No lock file can name the package: it is made anew each time, and its hash with it. It has no
    // dependencies, and npm may ask no server.
    let install =
        ["install", "--ignore-scripts", "--silent", "--offline", "--no-audit", "--no-fund"];
    run_quietly(tools.command("npm").args(install).arg(&tarball).current_dir(&app))?;
    Ok(app)
}

/// Checks and builds the example in TypeScript, in the folder `typed` of the other.
fn build_typed(project: &Project, tools: &Tools, app: &Path) -> Result<()> {
    let typed = app.join("typed");
    fs_err::create_dir_all(&typed)?;
    for name in ["index.html", "main.ts"] {
        fs_err::copy(project.root.join(TYPED_EXAMPLE).join(name), typed.join(name))?;
    }
    let script = |file: &str| {
        let mut node = tools.command("node");
        node.arg(tools.publisher().join("node_modules").join(file)).current_dir(&typed);
        node
    };
    run_quietly(script("typescript/bin/tsc").args(STRICT).args(MODULES).arg("main.ts"))?;
    let build = ["build", "--base=./", "--target=es2022", "--logLevel=warn"];
    run_quietly(script("vite/bin/vite.js").args(build))
}
