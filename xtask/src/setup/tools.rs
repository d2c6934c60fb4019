//! The needs of commands, and the programs that meet them.

use super::lock::Lock;
use super::programs::on_path;
use super::wasm_std::{self, WasmStd};
use super::{browser, cargo_tools, npm, packages};
use crate::process::{answer, run_logged};
use crate::project::{Project, cargo};
use crate::report;
use anyhow::{Context, Result, bail};
use pages::{Browser, Engine};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// A thing that a command may ask for.
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
    /// Mozilla's `web-ext`, for the browser extension.
    WebExt,
    /// `cargo-deny`.
    Deny,
    /// The libraries that the bench compares with, from npm.
    Rivals,
    /// TypeScript and Vite, for the tests of the npm package.
    Publisher,
    /// React and Vue, for the tests of apps.
    Frameworks,
}

/// All that building the site calls.
pub const SITE: &[Need] = &[Need::Std, Need::Bindgen, Need::Trunk, Need::WasmOpt, Need::Esbuild];

impl Need {
    /// True if the need is compiled here or added by rustup; false if it is fetched ready-made.
    fn is_of_rust(self) -> bool {
        matches!(
            self,
            Self::Std | Self::Format | Self::ClippyWasm | Self::Bindgen | Self::Trunk | Self::Deny
        )
    }

    fn install(self, project: &Project) -> Result<()> {
        match self {
            Self::Std => wasm_std::install(project),
            Self::Format => install_components(project),
            Self::ClippyWasm => wasm_std::install_clippy(project),
            Self::Bindgen => cargo_tools::install(&packages::BINDGEN, project),
            Self::Trunk => cargo_tools::install(&packages::TRUNK, project),
            Self::WasmOpt => packages::WASM_OPT.install(project),
            Self::Esbuild => packages::ESBUILD.install(project),
            Self::Browser => browser::install(Engine::Chromium, project),
            Self::Firefox => browser::install(Engine::Firefox, project),
            Self::WebKit => browser::install(Engine::WebKit, project),
            Self::Axe => packages::AXE.install(project),
            Self::WebExt => packages::WEB_EXT.install(project),
            Self::Deny => cargo_tools::install(&packages::DENY, project),
            Self::Rivals => packages::RIVALS.install(project),
            Self::Publisher => packages::PUBLISHER.install(project),
            Self::Frameworks => packages::FRAMEWORKS.install(project),
        }
    }
}

fn install_components(project: &Project) -> Result<()> {
    report::note("rustfmt and clippy: rustup component add (about 20 seconds, once)");
    run_logged(
        Command::new("rustup").args(["component", "add", "rustfmt", "clippy"]),
        &project.tools.join("log/components.log"),
    )
    .context("`cargo fmt` and `cargo clippy` are missing, and rustup could not add them")
}

/// Tools that are there.
#[derive(Debug, Clone, Default)]
pub struct Tools {
    wasm: Option<WasmStd>,
    folders: Vec<PathBuf>,
    browsers: Vec<Browser>,
    axe: Option<PathBuf>,
    rivals: Option<PathBuf>,
    publisher: Option<PathBuf>,
    frameworks: Option<PathBuf>,
}

impl Tools {
    /// Finds the tools that are needed, and installs those that are missing.
    ///
    /// # Errors
    ///
    /// Where something is missing and can't be installed: the message says what to do by hand.
    pub fn ready(project: &Project, needs: &[Need]) -> Result<Self> {
        Self::ready_with(project, needs, &[])
    }

    /// The same as [`Tools::ready`], but those of `wished` that can't be met here are left out with
    /// a printed reason.
    ///
    /// Tools to compile are installed one after another, and the rest at the same time: fetching
    /// leaves the processor idle.
    ///
    /// # Errors
    ///
    /// As [`Tools::ready`].
    pub fn ready_with(project: &Project, needs: &[Need], wished: &[Need]) -> Result<Self> {
        let mut tools = Self::default();
        let missing = tools.missing(needs, project);
        let wished_missing = tools.missing(wished, project);
        if missing.is_empty() && wished_missing.is_empty() {
            return Ok(tools);
        }
        report::heading("Setting up (only where something is missing)");
        let _lock = Lock::take(&project.tools.join("lock"), "installing tools")?;
        let (of_rust, fetched): (Vec<Need>, Vec<Need>) =
            missing.into_iter().partition(|need| need.is_of_rust());
        std::thread::scope(|scope| {
            let fetching = scope.spawn(|| {
                install_all(tools.clone(), project, &fetched)?;
                for need in wished_missing {
                    if let Err(why) = install_all(tools.clone(), project, &[need]) {
                        report::note(&format!("{why:#}"));
                    }
                }
                Ok(())
            });
            let compiled = install_all(tools.clone(), project, &of_rust);
            compiled.and(fetching.join().expect("installing does not panic"))
        })?;
        tools.missing(needs, project);
        tools.missing(wished, project);
        Ok(tools)
    }

    /// Remembers the tools that are found; gives the needs that are missing.
    fn missing(&mut self, needs: &[Need], project: &Project) -> Vec<Need> {
        needs.iter().copied().filter(|need| !self.find(*need, project)).collect()
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
            Need::ClippyWasm => self.wasm.as_ref().is_some_and(WasmStd::has_clippy),
            Need::Bindgen => self.keep(cargo_tools::find(&packages::BINDGEN, project)),
            Need::Trunk => self.keep(cargo_tools::find(&packages::TRUNK, project)),
            Need::WasmOpt => self.keep(packages::WASM_OPT.find(project)),
            Need::Esbuild => self.keep(packages::ESBUILD.find(project)),
            Need::WebExt => self.keep(packages::WEB_EXT.find(project)),
            Need::Deny => self.keep(cargo_tools::find(&packages::DENY, project)),
            Need::Rivals => {
                self.rivals = packages::RIVALS.find(project);
                self.rivals.is_some()
            }
            Need::Publisher => {
                self.publisher = packages::PUBLISHER.find(project);
                self.publisher.is_some()
            }
            Need::Frameworks => {
                self.frameworks = packages::FRAMEWORKS.find(project);
                self.frameworks.is_some()
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
        let is_there = browser.is_some();
        self.browsers.extend(browser.filter(|browser| self.browser(browser.engine).is_none()));
        is_there
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

    /// A command of any program, with the tools and the toolchain for wasm32 on its `PATH`.
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

    /// A command of cargo, of the toolchain for wasm32.
    pub fn wasm_cargo(&self) -> Command {
        match self.wasm.as_ref().and_then(WasmStd::folder) {
            // Named by its whole path, as `Command` looks names up in our own `PATH`, not in the
            // child's.
            Some(folder) => self.command(&folder.join("cargo").to_string_lossy()),
            None => self.command(&cargo().to_string_lossy()),
        }
    }

    /// A command of a tool that was asked for, by its whole path where it is not on our own `PATH`.
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

    /// The folder of React and Vue; only where `Need::Frameworks` was asked for.
    pub fn frameworks(&self) -> &Path {
        self.frameworks.as_deref().expect("the command asked for them")
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

/// Installs the needs that are still missing in `tools`: another run may have installed some before
/// this one got the lock.
fn install_all(mut tools: Tools, project: &Project, needs: &[Need]) -> Result<()> {
    for need in needs {
        if tools.find(*need, project) {
            continue;
        }
        let begun = Instant::now();
        need.install(project)?;
        if !tools.find(*need, project) {
            bail!("{need:?} was installed, but is not in {}", project.tools.display());
        }
        report::note(&format!("{need:?}: done in {}", report::duration(begun.elapsed())));
    }
    Ok(())
}
