//! Sets up what a command needs and the machine lacks; gives commands that find it.
//!
//! Each tool is looked for on `PATH` in the right version, then in the user's tools folder, and
//! installed there only where it is in neither. Installing is safe to interrupt (a tool appears
//! under its name only when it is whole) and safe to run twice at once (a lock).

mod apt;
mod browser;
mod cargo_tools;
mod npm;
mod npm_set;
pub mod packages;
mod wasm_std;

use wasm_std::WasmStd;

use crate::process::{Result, answer, run_logged};
use crate::project::{Project, cargo};
use crate::report;
use pages::{Browser, Engine};
use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// What a command may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The standard library for wasm32.
    Std,
    /// rustfmt and clippy, native.
    Format,
    /// Clippy for wasm32, besides `Std`.
    ClippyWasm,
    /// `wasm-bindgen` and its test runner.
    Bindgen,
    /// Trunk, which bundles the site.
    Trunk,
    /// `wasm-opt`, run by Node.
    WasmOpt,
    /// esbuild, which minifies.
    Esbuild,
    /// Chromium and chromedriver.
    Browser,
    /// Firefox and geckodriver.
    Firefox,
    /// WebKitGTK's driver and browser, and Xvfb.
    WebKit,
    /// axe-core, for the tests of accessibility.
    Axe,
    /// `cargo-deny`.
    Deny,
    /// What the bench compares with, from npm.
    Rivals,
    /// TypeScript and Vite, for the tests of the npm package.
    Publisher,
}

/// All that building the site calls.
pub const SITE: &[Need] = &[Need::Std, Need::Bindgen, Need::Trunk, Need::WasmOpt, Need::Esbuild];

/// Tools that are there.
#[derive(Debug, Default)]
pub struct Tools {
    wasm: Option<WasmStd>,
    folders: Vec<PathBuf>,
    browsers: Vec<Browser>,
    axe: Option<PathBuf>,
    rivals: Option<PathBuf>,
    publisher: Option<PathBuf>,
}

impl Tools {
    /// Finds what is needed, and installs what is missing.
    pub fn ready(project: &Project, needs: &[Need]) -> Result<Self> {
        let mut tools = Self::default();
        let missing: Vec<Need> =
            needs.iter().copied().filter(|need| !tools.find(*need, project)).collect();
        if missing.is_empty() {
            return Ok(tools);
        }
        report::heading("Setting up (only where something is missing)");
        let _lock = Lock::take(&project.tools.join("lock"), "installing tools")?;
        for need in missing {
            if tools.find(need, project) {
                continue;
            }
            let begun = Instant::now();
            install(need, project)?;
            if !tools.find(need, project) {
                return Err(format!(
                    "{need:?} was installed, but cannot be found: look in {}",
                    project.tools.display()
                ));
            }
            report::note(&format!("done in {}", report::duration(begun.elapsed())));
        }
        Ok(tools)
    }

    /// As [`Tools::ready`], but leaves out of `wished` what can't be had here; says why.
    pub fn ready_with(project: &Project, needs: &[Need], wished: &[Need]) -> Result<Self> {
        let mut tools = Self::ready(project, needs)?;
        for need in wished {
            match Self::ready(project, &[*need]) {
                Ok(found) => tools.browsers.extend(found.browsers),
                Err(why) => report::note(&why),
            }
        }
        Ok(tools)
    }

    fn find(&mut self, need: Need, project: &Project) -> bool {
        match need {
            Need::Std => {
                self.wasm = wasm_std::find(project);
                self.wasm.is_some()
            }
            Need::Format => {
                ["fmt", "clippy"].iter().all(|part| answer(cargo(), &[part, "--version"]).is_some())
            }
            Need::ClippyWasm => self.wasm.as_ref().is_some_and(wasm_std::has_clippy),
            Need::Bindgen => self.keep(cargo_tools::find(&packages::BINDGEN, project)),
            Need::Trunk => self.keep(cargo_tools::find(&packages::TRUNK, project)),
            Need::WasmOpt => self.keep(npm::find(&packages::WASM_OPT, project)),
            Need::Esbuild => self.keep(npm::find(&packages::ESBUILD, project)),
            Need::Deny => self.keep(cargo_tools::find(&packages::DENY, project)),
            Need::Rivals => {
                self.rivals = packages::RIVALS.find(project);
                self.rivals.is_some()
            }
            Need::Publisher => {
                self.publisher = packages::PUBLISHER.find(project);
                self.publisher.is_some()
            }
            Need::Browser => self.keep_browser(browser::find(Engine::Chromium, project)),
            Need::Firefox => self.keep_browser(browser::find(Engine::Firefox, project)),
            Need::WebKit => self.keep_browser(browser::find(Engine::WebKit, project)),
            Need::Axe => {
                self.axe = npm::script(&packages::AXE, "axe.min.js", project);
                self.axe.is_some()
            }
        }
    }

    fn keep_browser(&mut self, browser: Option<Browser>) -> bool {
        self.browsers.extend(browser.clone());
        browser.is_some()
    }

    /// Remembers the folder of a tool that is not the first of its name on `PATH`.
    fn keep(&mut self, tool: Option<PathBuf>) -> bool {
        let Some(tool) = tool else { return false };
        let name = tool.file_name().unwrap_or_default().to_owned();
        if on_path(&name).as_deref() != Some(&tool)
            && let Some(folder) = tool.parent()
            && !self.folders.iter().any(|known| known == folder)
        {
            self.folders.push(folder.to_owned());
        }
        true
    }

    /// Any program, with the tools on its `PATH` and the toolchain that knows wasm32.
    pub fn command(&self, program: &str) -> Command {
        let toolchain = self.wasm.as_ref().and_then(WasmStd::folder);
        let mut folders: Vec<PathBuf> =
            toolchain.into_iter().map(Path::to_owned).chain(self.folders.iter().cloned()).collect();
        folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
        let path: OsString = std::env::join_paths(folders).unwrap_or_default();
        let mut command = Command::new(program);
        command.env("PATH", path);
        if let Some(wasm) = &self.wasm {
            wasm.prepare(&mut command);
        }
        command
    }

    /// Cargo of the toolchain that knows wasm32.
    pub fn wasm_cargo(&self) -> Command {
        match self.wasm.as_ref().and_then(WasmStd::folder) {
            // By its whole path: `Command` looks names up in our own `PATH`, not in the child's.
            Some(folder) => self.command(&folder.join("cargo").to_string_lossy()),
            None => self.command(&cargo().to_string_lossy()),
        }
    }

    /// A tool that was asked for, by its whole path where it is not on our own `PATH`.
    pub fn tool(&self, name: &str) -> Command {
        let own = self.folders.iter().map(|folder| folder.join(name)).find(|path| path.is_file());
        self.command(
            &own.map_or_else(|| name.to_owned(), |path| path.to_string_lossy().into_owned()),
        )
    }

    /// Chromium; only where `Need::Browser` was asked for.
    pub fn chromium(&self) -> &Browser {
        self.browser(Engine::Chromium).expect("the command asked for a browser")
    }

    /// The browser of this engine, where it was asked for and is here.
    pub fn browser(&self, engine: Engine) -> Option<&Browser> {
        self.browsers.iter().find(|browser| browser.engine == engine)
    }

    /// The script of axe-core; only where `Need::Axe` was asked for.
    pub fn axe(&self) -> &Path {
        self.axe.as_deref().expect("the command asked for axe-core")
    }

    /// The folder of the npm packages that the bench compares with; only where `Need::Rivals` was
    /// asked for.
    pub fn rivals(&self) -> &Path {
        self.rivals.as_deref().expect("the command asked for them")
    }

    /// The folder of TypeScript and Vite; only where `Need::Publisher` was asked for.
    pub fn publisher(&self) -> &Path {
        self.publisher.as_deref().expect("the command asked for them")
    }

    /// One line that changes whenever a tool does.
    pub fn versions(&self) -> String {
        let toolchain = self.wasm.as_ref().map(WasmStd::version).unwrap_or_default();
        format!(
            "{toolchain}; wasm-bindgen {}; trunk {}; binaryen {}; esbuild {}",
            packages::BINDGEN.version,
            packages::TRUNK.version,
            packages::WASM_OPT.version,
            packages::ESBUILD.version
        )
    }
}

fn install(need: Need, project: &Project) -> Result<()> {
    match need {
        Need::Std => wasm_std::install(project),
        Need::Format => install_components(project),
        Need::ClippyWasm => wasm_std::install_clippy(project),
        Need::Bindgen => cargo_tools::install(&packages::BINDGEN, project),
        Need::Trunk => cargo_tools::install(&packages::TRUNK, project),
        Need::WasmOpt => npm::install(&packages::WASM_OPT, project),
        Need::Esbuild => npm::install(&packages::ESBUILD, project),
        Need::Browser => browser::install(Engine::Chromium, project),
        Need::Firefox => browser::install(Engine::Firefox, project),
        Need::WebKit => browser::install(Engine::WebKit, project),
        Need::Axe => npm::install(&packages::AXE, project),
        Need::Deny => cargo_tools::install(&packages::DENY, project),
        Need::Rivals => packages::RIVALS.install(project),
        Need::Publisher => packages::PUBLISHER.install(project),
    }
}

fn install_components(project: &Project) -> Result<()> {
    report::note("rustfmt and clippy: rustup component add (about 20 seconds, once)");
    run_logged(
        Command::new("rustup").args(["component", "add", "rustfmt", "clippy"]),
        &project.tools.join("log/components.log"),
    )
    .map_err(|why| {
        format!("`cargo fmt` and `cargo clippy` are missing, and rustup could not add them: {why}")
    })
}

/// The first program of this name on `PATH`.
fn on_path(name: impl AsRef<Path>) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name.as_ref()))
        .find(|program| program.is_file())
}

/// The program if it says that it is this version.
fn of_version(program: PathBuf, version: &str) -> Option<PathBuf> {
    let said = answer(&program, &["--version"])?;
    said.split_whitespace().any(|word| word == version).then_some(program)
}

/// A file that only one run holds at a time; let go when dropped, or when the process dies.
pub struct Lock(#[expect(dead_code, reason = "the lock lives as long as the open file")] File);

impl Lock {
    /// Waits for the run that holds it; `doing` is what that run does.
    pub fn take(path: &Path, doing: &str) -> Result<Self> {
        let refuse =
            |error: std::io::Error| format!("{} could not be locked: {error}", path.display());
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(refuse)?;
        }
        let file = File::create(path).map_err(refuse)?;
        if file.try_lock().is_err() {
            report::note(&format!("another run is {doing}: waiting for it"));
            file.lock().map_err(refuse)?;
        }
        Ok(Self(file))
    }
}
