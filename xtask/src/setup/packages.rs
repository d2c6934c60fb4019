//! Every tool that the commands fetch, with its version. Packages of npm are locked in `xtask/npm`,
//! a folder each: to change one, change the version in its `package.json` and run `npm install
//! --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved=true` there.

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
    folder: "npm",
    purpose: "which makes the engine small and fast",
};

/// Minifies the bookmarklet, and bundles the page that tries the npm package.
pub const ESBUILD: NpmTool = NpmTool {
    program: "esbuild",
    version: "0.28.2",
    folder: "esbuild",
    purpose: "which minifies the scripts that readers get",
};

/// Checks pages for what keeps people with disabilities out. A script, not a program: it is found
/// by [`super::npm::script`].
pub const AXE: NpmTool = NpmTool {
    program: "axe-core",
    version: "4.14.1",
    folder: "axe",
    purpose: "which checks accessibility in the whole-page tests",
};

/// Mozilla's linter and packer of browser extensions.
pub const WEB_EXT: NpmTool = NpmTool {
    program: "web-ext",
    version: "10.7.0",
    folder: "web-ext",
    purpose: "which checks and packs the browser extension",
};

/// Libraries that the bench compares with.
pub const RIVALS: NpmSet = NpmSet { folder: "npm-rivals", purpose: "what the bench compares with" };

/// Build the example that is written in TypeScript.
pub const PUBLISHER: NpmSet = NpmSet {
    folder: "npm-publisher",
    purpose: "TypeScript and Vite, to try the npm package as its readers would",
};

/// Frameworks of apps that the widget is tried in.
pub const FRAMEWORKS: NpmSet = NpmSet {
    folder: "npm-frameworks",
    purpose: "React and Vue, in whose apps the widget is tried",
};

#[cfg(test)]
mod tests {
    use super::super::npm::{LOCK, locked, packages};
    use super::*;
    use crate::files::read_json;
    use crate::project::Project;

    #[test]
    fn every_npm_package_is_locked_by_its_hash_and_runs_no_script() {
        let project = Project::find().expect("the test runs in the project");
        let sets = [RIVALS.folder, PUBLISHER.folder, FRAMEWORKS.folder];
        let tools = [WASM_OPT.folder, ESBUILD.folder, AXE.folder, WEB_EXT.folder];
        for folder in tools.into_iter().chain(sets) {
            let locked = locked(&project, folder);
            let lock = read_json(&locked.join(LOCK)).expect("there is a lock file");
            let entries = lock["packages"].as_object().expect("it lists packages");
            for (place, package) in entries.iter().filter(|(place, _)| !place.is_empty()) {
                let hash = package["integrity"].as_str().unwrap_or_default();
                assert!(hash.starts_with("sha512-"), "{folder}: {place} has no hash");
                assert!(package["resolved"].is_null(), "{folder}: {place} names a server");
                let script = package["hasInstallScript"] == true;
                assert!(
                    !script || place == "node_modules/esbuild",
                    "{folder}: {place} has a script"
                );
            }
            for asked in packages(&locked).expect("it asks for packages") {
                let (name, version) = asked.rsplit_once('@').expect("with a version");
                let exact = version.starts_with(|c: char| c.is_ascii_digit());
                let installed = &entries[&format!("node_modules/{name}")]["version"];
                assert!(exact && installed == version, "{folder}: {asked}, locked {installed}");
            }
        }
    }

    #[test]
    fn tools_of_npm_are_locked_in_the_version_that_is_looked_for() {
        let project = Project::find().expect("the test runs in the project");
        for tool in [&WASM_OPT, &ESBUILD, &AXE, &WEB_EXT] {
            let asked = packages(&locked(&project, tool.folder)).expect("it asks for a package");
            let version = asked[0].rsplit_once('@').expect("with a version").1;
            let whole = version == tool.version;
            assert!(whole || version == format!("{}.0.0", tool.version), "{}", tool.program);
        }
    }
}
