//! The steps of `cargo xtask test`: the needs of each, and its command.

use super::counts::{Outcome, check, tests};
use super::house;
use crate::build::site::{self, Profile};
use crate::build::{extension, npm_package};
use crate::files::read_json;
use crate::project::{Project, cargo};
use crate::report;
use crate::setup::{Need, SITE, Tools};
use anyhow::{Result, ensure};
use clap::ValueEnum;
use pages::Engine;
use std::path::{Path, PathBuf};
use std::process::Command;

/// One thing to check, quick ones first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Step {
    /// cargo fmt
    Format,
    /// imports in circles, ties between rooms, lengths and wording
    House,
    /// clippy, native
    Lint,
    /// unit, integration and documentation tests
    Native,
    /// cargo doc without warnings
    Docs,
    /// clippy, wasm32
    LintWasm,
    /// tests/browser*.rs, compiled to wasm, in Chromium
    Browser,
    /// whole pages in Chromium, against the demo as it is shipped
    Pages,
    /// demo, embed and bookmarklet in Firefox
    Firefox,
    /// the demo in WebKitGTK
    #[value(name = "webkit")]
    WebKit,
}

/// Seconds that a file of browser tests may take: the runner's own limit of 20 is too short on a
/// busy machine.
const BROWSER_SECONDS: &str = "300";

impl Step {
    /// The needs of this step.
    pub fn needs(self) -> Vec<Need> {
        match self {
            Self::Format | Self::Lint => vec![Need::Format],
            Self::House | Self::Native | Self::Docs => Vec::new(),
            Self::LintWasm => vec![Need::Std, Need::ClippyWasm],
            Self::Browser => vec![Need::Std, Need::Bindgen, Need::Browser],
            Self::Firefox | Self::WebKit => [SITE, &[Need::Frameworks]].concat(),
            Self::Pages => {
                let needs =
                    [Need::Browser, Need::Axe, Need::Publisher, Need::Frameworks, Need::WebExt];
                [SITE, &needs].concat()
            }
        }
    }

    /// The need without which this step is skipped.
    pub fn wish(self) -> Option<Need> {
        match self {
            Self::Firefox => Some(Need::Firefox),
            Self::WebKit => Some(Need::WebKit),
            _ => None,
        }
    }

    /// Runs the step; `words` go to the test programs.
    ///
    /// # Errors
    ///
    /// Where something that the step needs can't be built or run.
    pub fn run(self, project: &Project, tools: &Tools, words: &[String]) -> Result<Outcome> {
        match self {
            Self::Format => Ok(check(&mut native(project, &["fmt", "--all", "--check"]))),
            Self::House => Ok(Outcome::of_one(house::house(project, &[]))),
            Self::Lint => {
                let arguments = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
                Ok(check(&mut native(project, &arguments)))
            }
            Self::Docs => {
                let mut command = native(project, &["doc", "--workspace", "--no-deps"]);
                Ok(check(command.env("RUSTDOCFLAGS", "-D warnings")))
            }
            Self::LintWasm => {
                let mut command = wasm(project, tools, "clippy", &[]);
                Ok(check(command.args(["--", "-D", "warnings"])))
            }
            Self::Native => {
                let arguments = ["test", "--workspace", "--exclude", "pages", "--no-fail-fast"];
                tests(native(project, &arguments).arg("--").args(words))
            }
            Self::Browser => in_browser(project, tools, words),
            Self::Pages => on_pages(project, tools, words),
            Self::Firefox => in_engine(Engine::Firefox, project, tools, words),
            Self::WebKit => in_engine(Engine::WebKit, project, tools, words),
        }
    }
}

/// A command of the native cargo in the repository.
fn native(project: &Project, arguments: &[&str]) -> Command {
    let mut command = Command::new(cargo());
    command.args(arguments).current_dir(&project.root);
    command
}

/// A command of cargo for wasm32, on the files of browser tests that are named; if none is, on all
/// of them and on the libraries. The other files of tests/ are native.
fn wasm(project: &Project, tools: &Tools, verb: &str, files: &[String]) -> Command {
    let mut command = tools.wasm_cargo();
    command.args([verb, "--target", "wasm32-unknown-unknown", "--no-default-features"]);
    command.args(["--package", "whosaid"]).current_dir(&project.root);
    if files.is_empty() {
        command.args(["--package", "whosaid-kernel", "--lib", "--test", "browser*"]);
    }
    for file in files {
        command.args(["--test", file]);
    }
    command
}

/// The browser tests, in Chromium.
fn in_browser(project: &Project, tools: &Tools, words: &[String]) -> Result<Outcome> {
    let chromium = tools.chromium();
    let (files, words) = browser_files(project, words);
    let mut command = wasm(project, tools, "test", &files);
    command.args(["--no-fail-fast", "--"]).args(words);
    command
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
        .env("WASM_BINDGEN_TEST_TIMEOUT", BROWSER_SECONDS)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", webdriver_settings(project, &chromium.program)?)
        .env("CHROMEDRIVER", &chromium.driver);
    tests(&mut command)
}

/// The tests on whole pages, in Chromium.
fn on_pages(project: &Project, tools: &Tools, words: &[String]) -> Result<Outcome> {
    let site = site::build(project, tools, Profile::Release)?;
    let bundle = npm_package::bundle_example(project, tools, &site)?;
    let extension = extension::checked(project, tools, &site)?;
    let chromium = tools.chromium();
    let mut command = native(project, &["test", "--package", "pages", "--no-fail-fast", "--"]);
    command
        .args(words)
        .env("WHOSAID_SITE", site)
        .env("WHOSAID_BUNDLE", bundle)
        .env("WHOSAID_EXTENSION", extension)
        .env("WHOSAID_AXE", tools.axe())
        .env("WHOSAID_FRAMEWORKS", tools.frameworks())
        .env("CHROME", &chromium.program)
        .env("CHROMEDRIVER", &chromium.driver);
    tests(&mut command)
}

/// Files of whole-page tests that run in every engine.
const IN_EVERY_ENGINE: [&str; 2] = ["lived_pages", "lived_stories"];
/// The file of tests of the extension, which is made for Chromium and Firefox.
const EXTENSION: &str = "extension";
/// The tests in these files that other engines do not pass. Four need Chromium's DevTools: for the
/// clipboard, the requests, and windows smaller than other browsers make them. Where lines of text
/// are close, the others draw the tint of a line over what lies under the line before it.
const IN_CHROMIUM_ALONE: [&str; 5] = [
    "a_copied_link_leads_back_over_what_stands_between_words",
    "the_engine_loads_whatever_type_its_server_names",
    "a_card_in_a_tiny_window_leaves_its_words_to_be_read",
    "each_of_two_widgets_can_be_reached",
    "lines_are_seen_where_the_next_line_of_text_is_close",
];

/// The tests of an engine besides Chromium: a file of its own, and those that run in every engine.
/// Contributors may do without one that can't be installed; a run that others rely on may not.
fn in_engine(
    engine: Engine,
    project: &Project,
    tools: &Tools,
    words: &[String],
) -> Result<Outcome> {
    let Some(browser) = tools.browser(engine) else {
        let why = format!("NOT TESTED: {engine} could not be set up, see above");
        ensure!(std::env::var_os("CI").is_none(), why);
        report::note(&why);
        return Ok(Outcome::default());
    };
    let site = site::build(project, tools, Profile::Release)?;
    let extension = extension::make(project, tools, &site)?;
    let [program, driver] = engine.variables();
    let file = if engine == Engine::WebKit { "webkit" } else { "firefox" };
    let run = |files: &[&str], flags: &[&str]| {
        let mut command = native(project, &["test", "--package", "pages", "--no-fail-fast"]);
        command
            .args(files.iter().flat_map(|file| ["--test", file]))
            .arg("--")
            .args(flags)
            .args(words)
            .env("WHOSAID_ENGINE", file)
            .env("WHOSAID_SITE", &site)
            .env("WHOSAID_EXTENSION", &extension)
            .env("WHOSAID_FRAMEWORKS", tools.frameworks())
            .env(program, &browser.program)
            .env(driver, &browser.driver);
        tests(&mut command)
    };
    let mut outcome = run(&[file], &["--ignored"])?;
    let skipped: Vec<&str> = IN_CHROMIUM_ALONE.iter().flat_map(|name| ["--skip", name]).collect();
    let mut files = IN_EVERY_ENGINE.to_vec();
    files.extend(Some(EXTENSION).filter(|_| engine == Engine::Firefox));
    let every = run(&files, &skipped)?;
    outcome.count.passed += every.count.passed;
    outcome.count.failed += every.count.failed;
    outcome.failure = outcome.failure.or(every.failure);
    Ok(outcome)
}

/// The files of browser tests that words name (`ui` is tests/browser_ui.rs), and the remaining
/// words, which choose tests by name.
fn browser_files<'w>(project: &Project, words: &'w [String]) -> (Vec<String>, Vec<&'w String>) {
    let file = |word: &String| format!("browser_{word}");
    let (files, words): (Vec<&String>, Vec<&String>) = words.iter().partition(|word| {
        project.root.join("tests").join(file(word)).with_extension("rs").is_file()
    });
    (files.into_iter().map(file).collect(), words)
}

/// The repository's webdriver.json with this machine's browser in it.
fn webdriver_settings(project: &Project, browser: &Path) -> Result<PathBuf> {
    let mut settings = read_json(&project.root.join("webdriver.json"))?;
    settings["goog:chromeOptions"]["binary"] = browser.to_string_lossy().into();
    let target = project.target.join("webdriver.json");
    fs_err::write(&target, settings.to_string())?;
    Ok(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_chooses_a_file_of_browser_tests_or_tests_by_name() {
        let project = Project::find().expect("the tests run in the repository");
        let words = ["ui", "text_map", "reads"].map(str::to_owned);
        let (files, words) = browser_files(&project, &words);
        assert_eq!(files, ["browser_ui", "browser_text_map"]);
        assert_eq!(words, ["reads"]);
    }
}
