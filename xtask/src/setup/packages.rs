//! Every tool and package that the commands fetch, with its version: the one place to change it.

use super::cargo_tools::CargoTool;
use super::npm::{NpmSet, NpmTool};

/// wasm-bindgen's programs, in exactly the version of the wasm-bindgen crate. Installed without
/// `--locked`, as its lock file names a version that has been withdrawn.
pub const BINDGEN: CargoTool = CargoTool {
    package: "wasm-bindgen-cli",
    programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
    version: "0.2.130",
    arguments: &["--no-default-features"],
    about: "about 3 minutes",
};

/// The newest Trunk that rustc 1.95 compiles; installed with `--locked`, as newer versions of its
/// dependencies break it. Trunk only copies files and waits for other programs, so it is hardly
/// optimised: with its own profile it would take minutes to compile that no run gets back.
pub const TRUNK: CargoTool = CargoTool {
    package: "trunk",
    programs: &["trunk"],
    version: "0.21.14",
    arguments: &[
        "--locked",
        "--no-default-features",
        "--features",
        "rustls",
        "--config",
        "profile.release.lto='off'",
        "--config",
        "profile.release.opt-level=1",
        "--config",
        "profile.release.codegen-units=16",
    ],
    about: "about 4 minutes",
};

/// Checks licences and advisories of dependencies.
pub const DENY: CargoTool = CargoTool {
    package: "cargo-deny",
    programs: &["cargo-deny"],
    version: "0.20.2",
    arguments: &["--locked", "--no-default-features"],
    about: "about 8 minutes",
};

/// Drives Firefox. Its speed does not matter, so it is not optimised, which compiles in a quarter
/// of the time.
pub const GECKODRIVER: CargoTool = CargoTool {
    package: "geckodriver",
    programs: &["geckodriver"],
    version: "0.37.1",
    arguments: &["--locked", "--debug", "--config", "profile.dev.debug=false"],
    about: "about 1 minute",
};

/// `wasm-opt` of Binaryen: Debian's own is too old to read rustc's modules.
pub const WASM_OPT: NpmTool = NpmTool {
    program: "wasm-opt",
    version: "132",
    package: "binaryen@132.0.0",
    folder: "npm",
    purpose: "which makes the engine small and fast",
};

/// Minifies the bookmarklet, and bundles the page that tries the npm package.
pub const ESBUILD: NpmTool = NpmTool {
    program: "esbuild",
    version: "0.28.2",
    package: "esbuild@0.28.2",
    folder: "esbuild",
    purpose: "which minifies the scripts that readers get",
};

/// Checks pages for what keeps people with disabilities out. A script, not a program: it is found
/// by [`super::npm::script`].
pub const AXE: NpmTool = NpmTool {
    program: "axe-core",
    version: "4.14.1",
    package: "axe-core@4.14.1",
    folder: "axe",
    purpose: "which checks accessibility in the whole-page tests",
};

/// Libraries that the bench compares with.
pub const RIVALS: NpmSet = NpmSet {
    name: "rivals",
    packages: &[
        "compromise@14.17.0",
        "compromise-dates@3.9.0",
        "wink-nlp@2.4.0",
        "wink-eng-lite-web-model@1.8.1",
    ],
    purpose: "what the bench compares with",
};

/// Build the example that is written in TypeScript.
pub const PUBLISHER: NpmSet = NpmSet {
    name: "publisher",
    packages: &["typescript@5.9.3", "vite@8.3.8"],
    purpose: "TypeScript and Vite, to try the npm package as its readers would",
};
