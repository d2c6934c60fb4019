//! `cargo xtask test`: every check of the project, one after another; all of them run, whatever
//! fails.

use crate::build::npm_package;
use crate::build::site::{self, Profile};
use crate::process::{Result, line};
use crate::project::{Project, cargo};
use crate::report;
use crate::setup::{Need, SITE, Tools};
use pages::Engine;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// One thing to check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Format,
    Lint,
    Native,
    Docs,
    LintWasm,
    LintParts,
    Browser,
    Pages,
    Firefox,
    WebKit,
}

/// The steps by name, quick ones first.
const STEPS: &[(&str, Step, &str)] = &[
    ("format", Step::Format, "cargo fmt"),
    ("lint", Step::Lint, "clippy, native"),
    ("native", Step::Native, "unit, integration and documentation tests"),
    ("docs", Step::Docs, "cargo doc without warnings"),
    ("lint-wasm", Step::LintWasm, "clippy, wasm32"),
    ("lint-parts", Step::LintParts, "clippy, wasm32, the widget without engine and panel"),
    ("browser", Step::Browser, "tests/browser*.rs, compiled to wasm, in Chromium"),
    ("pages", Step::Pages, "whole pages in Chromium, against the demo as it is shipped"),
    ("firefox", Step::Firefox, "demo, embed and bookmarklet in Firefox"),
    ("webkit", Step::WebKit, "the demo in WebKitGTK"),
];

/// The names of the steps, for the usage text.
pub fn names() -> String {
    STEPS.iter().map(|(name, ..)| *name).collect::<Vec<_>>().join(", ")
}

/// How many tests went well and how many did not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Count {
    passed: usize,
    failed: usize,
}

/// Runs the steps named, or all; `filter` goes to the test programs.
///
/// # Errors
///
/// Where anything fails.
pub fn test(project: &Project, chosen: &[String], filter: &[String]) -> Result<()> {
    if let Some(unknown) = chosen.iter().find(|name| !STEPS.iter().any(|(known, ..)| known == name))
    {
        return Err(format!("there is no step `{unknown}`; the steps are {}", names()));
    }
    let steps: Vec<_> = STEPS
        .iter()
        .filter(|(name, ..)| chosen.is_empty() || chosen.iter().any(|chosen| chosen == name))
        .collect();
    let needs: Vec<Need> = [
        Need::Format,
        Need::Std,
        Need::ClippyWasm,
        Need::Bindgen,
        Need::Trunk,
        Need::WasmOpt,
        Need::Esbuild,
        Need::Browser,
        Need::Axe,
        Need::Publisher,
    ]
    .into_iter()
    .filter(|need| steps.iter().any(|(_, step, _)| step.needs().contains(need)))
    .collect();
    let begun = Instant::now();
    let wished = [(Step::Firefox, Need::Firefox), (Step::WebKit, Need::WebKit)];
    let wished: Vec<Need> = wished
        .into_iter()
        .filter(|(wisher, _)| steps.iter().any(|(_, step, _)| step == wisher))
        .map(|(_, need)| need)
        .collect();
    let tools = Tools::ready_with(project, &needs, &wished)?;
    let mut rows =
        vec![vec!["step".to_owned(), "passed".to_owned(), "failed".to_owned(), "time".to_owned()]];
    if begun.elapsed() > Duration::from_secs(5) {
        rows.push(vec![
            "(setting up)".to_owned(),
            String::new(),
            String::new(),
            report::duration(begun.elapsed()),
        ]);
    }
    let mut total = Count::default();
    let mut failures = Vec::new();
    for (name, step, about) in steps {
        report::heading(&format!("{name}: {about}"));
        let begun = Instant::now();
        let (count, trouble) = step.run(project, &tools, filter);
        if let Some(why) = trouble {
            report::note(&format!("FAILED: {why}"));
            failures.push(*name);
        }
        total.passed += count.passed;
        total.failed += count.failed;
        report::note(&format!(
            "{name}: {} passed, {} failed, {}",
            count.passed,
            count.failed,
            report::duration(begun.elapsed())
        ));
        rows.push(vec![
            (*name).to_owned(),
            count.passed.to_string(),
            count.failed.to_string(),
            report::duration(begun.elapsed()),
        ]);
    }
    rows.push(vec![
        "all".to_owned(),
        total.passed.to_string(),
        total.failed.to_string(),
        report::duration(begun.elapsed()),
    ]);
    report::heading("Summary (a check without tests of its own counts as one)");
    report::table(&rows);
    println!("\n{} passed, {} failed", total.passed, total.failed);
    if !failures.is_empty() {
        return Err(format!("failed: {}", failures.join(", ")));
    }
    // Else a word that is misspelt would pass for a test that went well.
    let words: Vec<&str> =
        filter.iter().map(String::as_str).filter(|word| !word.starts_with('-')).collect();
    if total == Count::default() && !words.is_empty() && !filter.iter().any(|word| word == "--list")
    {
        return Err(format!("nothing was tested: there is no test of {} here", words.join(" or ")));
    }
    Ok(())
}

impl Step {
    fn needs(self) -> &'static [Need] {
        match self {
            Self::Format | Self::Lint => &[Need::Format],
            Self::Native | Self::Docs => &[],
            Self::LintWasm | Self::LintParts => &[Need::Std, Need::ClippyWasm],
            Self::Browser => &[Need::Std, Need::Bindgen, Need::Browser],
            Self::Firefox | Self::WebKit => SITE,
            Self::Pages => &[
                Need::Std,
                Need::Bindgen,
                Need::Trunk,
                Need::WasmOpt,
                Need::Esbuild,
                Need::Browser,
                Need::Axe,
                Need::Publisher,
            ],
        }
    }

    /// Gives the count, and where something failed, what.
    fn run(self, project: &Project, tools: &Tools, filter: &[String]) -> (Count, Option<String>) {
        let native = |arguments: &[&str]| {
            let mut command = Command::new(cargo());
            command.args(arguments).current_dir(&project.root);
            command
        };
        // Browser tests are files of their own; the others of tests/ are native.
        let wasm = |verb: &str, files: &[String]| {
            let mut command = tools.wasm_cargo();
            command.args([
                verb,
                "--target",
                "wasm32-unknown-unknown",
                "--no-default-features",
                "--package",
                "whosaid",
            ]);
            command.current_dir(&project.root);
            if files.is_empty() {
                command.args(["--package", "whosaid-kernel", "--lib"]);
                command.args(["--test", "browser*"].iter().filter(|_| has_browser_tests(project)));
            }
            for file in files {
                command.args(["--test", file]);
            }
            command
        };
        match self {
            Self::Format => check(&mut native(&["fmt", "--all", "--check"])),
            Self::Lint => check(&mut native(&[
                "clippy",
                "--workspace",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ])),
            Self::Docs => check(
                native(&["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"),
            ),
            Self::LintWasm => check(wasm("clippy", &[]).args(["--", "-D", "warnings"])),
            Self::LintParts => {
                let mut command = tools.wasm_cargo();
                command
                    .args([
                        "clippy",
                        "--target",
                        "wasm32-unknown-unknown",
                        "--package",
                        "whosaid-wasm",
                    ])
                    .current_dir(&project.root);
                check(command.args([
                    "--features",
                    "page,without-engine,without-panel",
                    "--",
                    "-D",
                    "warnings",
                ]))
            }
            Self::Native => tests(
                native(&["test", "--workspace", "--exclude", "pages", "--no-fail-fast", "--"])
                    .args(filter),
            ),
            Self::Browser => {
                let chromium = tools.chromium();
                let (files, words) = browser_files(project, filter);
                let mut command = wasm("test", &files);
                command
                    .args(["--no-fail-fast", "--"])
                    .args(words)
                    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
                    // Seconds for a whole file of tests; the runner's own 20 are few on a busy
                    // machine.
                    .env("WASM_BINDGEN_TEST_TIMEOUT", "300")
                    .env("CHROMEDRIVER", &chromium.driver);
                match webdriver_settings(project, &chromium.program) {
                    Ok(settings) => {
                        tests(command.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", settings))
                    }
                    Err(why) => (Count { passed: 0, failed: 1 }, Some(why)),
                }
            }
            Self::Pages => match built_pages(project, tools) {
                Err(why) => (Count { passed: 0, failed: 1 }, Some(why)),
                Ok((site, bundle)) => {
                    let chromium = tools.chromium();
                    let mut command =
                        native(&["test", "--package", "pages", "--no-fail-fast", "--"]);
                    command.args(filter).env("WHOSAID_SITE", site).env("WHOSAID_BUNDLE", bundle);
                    command
                        .env("CHROME", &chromium.program)
                        .env("CHROMEDRIVER", &chromium.driver)
                        .env("WHOSAID_AXE", tools.axe());
                    tests(&mut command)
                }
            },
            Self::Firefox => in_engine(Engine::Firefox, project, tools, filter),
            Self::WebKit => in_engine(Engine::WebKit, project, tools, filter),
        }
    }
}

/// The tests of an engine besides Chromium, which are all in one file. Contributors may do without
/// one that can't be installed; a run that others rely on may not.
fn in_engine(
    engine: Engine,
    project: &Project,
    tools: &Tools,
    filter: &[String],
) -> (Count, Option<String>) {
    let failed = |why: String| (Count { passed: 0, failed: 1 }, Some(why));
    let Some(browser) = tools.browser(engine) else {
        let why = format!("NOT TESTED: {engine} could not be set up, see above");
        if std::env::var_os("CI").is_some() {
            return failed(why);
        }
        report::note(&why);
        return (Count::default(), None);
    };
    let site = match site::build(project, tools, Profile::Release) {
        Ok(site) => site,
        Err(why) => return failed(why),
    };
    let [program, driver] = engine.variables();
    let mut command = Command::new(cargo());
    command
        .args(["test", "--package", "pages", "--test"])
        .arg(if engine == Engine::WebKit { "webkit" } else { "firefox" })
        .args(["--", "--ignored"])
        .args(filter)
        .current_dir(&project.root)
        .env("WHOSAID_SITE", site)
        .env(program, &browser.program)
        .env(driver, &browser.driver);
    tests(&mut command)
}

/// The site, and the example that bundles the npm package.
fn built_pages(
    project: &Project,
    tools: &Tools,
) -> Result<(std::path::PathBuf, std::path::PathBuf)> {
    let site = site::build(project, tools, Profile::Release)?;
    let bundle = npm_package::bundle_example(project, tools, &site)?;
    Ok((site, bundle))
}

/// A command that is one check by itself.
fn check(command: &mut Command) -> (Count, Option<String>) {
    match crate::process::run(command) {
        Ok(()) => (Count { passed: 1, failed: 0 }, None),
        Err(why) => (Count { passed: 0, failed: 1 }, Some(why)),
    }
}

/// A command that runs tests and prints cargo's "test result" lines.
fn tests(command: &mut Command) -> (Count, Option<String>) {
    let mut count = Count::default();
    // What browsers and their drivers leave behind goes with this folder.
    let folder = match tempfile::tempdir() {
        Ok(folder) => folder,
        Err(error) => return (Count { passed: 0, failed: 1 }, Some(error.to_string())),
    };
    command.env("TMPDIR", folder.path());
    let begun = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn();
    let mut child = match begun {
        Ok(child) => child,
        Err(error) => {
            return (
                Count { passed: 0, failed: 1 },
                Some(format!("`{}` could not be started: {error}", line(command))),
            );
        }
    };
    let output = child.stdout.take().expect("its output is a pipe");
    for text in BufReader::new(output).split(b'\n').map_while(std::result::Result::ok) {
        let text = String::from_utf8_lossy(&text);
        println!("{text}");
        let Count { passed, failed } = result(&text);
        count.passed += passed;
        count.failed += failed;
    }
    match child.wait() {
        Ok(status) if status.success() && count.failed == 0 => (count, None),
        Ok(status) => {
            // It broke before or beside the tests, as where it does not compile.
            count.failed = count.failed.max(1);
            (count, Some(format!("`{}` ({status})", line(command))))
        }
        Err(error) => (Count { failed: count.failed.max(1), ..count }, Some(error.to_string())),
    }
}

/// Reads "test result: ok. 12 passed; 0 failed; ...".
fn result(line: &str) -> Count {
    let Some((_, numbers)) = line.split_once("test result: ") else { return Count::default() };
    let number = |what: &str| {
        let before = numbers.split(what).next().filter(|before| before.len() < numbers.len());
        before
            .and_then(|before| before.split_whitespace().last())
            .and_then(|number| number.parse().ok())
            .unwrap_or(0)
    };
    Count { passed: number(" passed"), failed: number(" failed") }
}

/// The files of browser tests that words name (`ui` is tests/browser_ui.rs), and the words that
/// name none: by these tests are chosen.
fn browser_files<'w>(project: &Project, words: &'w [String]) -> (Vec<String>, Vec<&'w String>) {
    let file = |word: &String| format!("browser_{word}");
    let (files, words): (Vec<&String>, Vec<&String>) = words.iter().partition(|word| {
        project.root.join("tests").join(file(word)).with_extension("rs").is_file()
    });
    (files.into_iter().map(file).collect(), words)
}

fn has_browser_tests(project: &Project) -> bool {
    let entries = std::fs::read_dir(project.root.join("tests")).into_iter().flatten().flatten();
    let mut names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.any(|name| name.starts_with("browser") && name.ends_with(".rs"))
}

/// The repository's webdriver.json with this machine's browser in it.
fn webdriver_settings(project: &Project, browser: &std::path::Path) -> Result<std::path::PathBuf> {
    let source = project.root.join("webdriver.json");
    let refuse = |error: &dyn std::fmt::Display| format!("{}: {error}", source.display());
    let text = std::fs::read_to_string(&source).map_err(|error| refuse(&error))?;
    let mut settings: serde_json::Value =
        serde_json::from_str(&text).map_err(|error| refuse(&error))?;
    settings["goog:chromeOptions"]["binary"] = browser.to_string_lossy().into();
    let target = project.target.join("webdriver.json");
    std::fs::write(&target, settings.to_string())
        .map_err(|error| format!("{}: {error}", target.display()))?;
    Ok(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_cargo_and_of_wasm_bindgen_are_both_read() {
        let cargo = "test result: ok. 12 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        assert_eq!(result(cargo), Count { passed: 12, failed: 3 });
        assert_eq!(
            result(
                "test result: FAILED. 5 passed; 1 failed; 0 ignored; 0 filtered out; finished in 0.32s"
            ),
            Count { passed: 5, failed: 1 }
        );
        assert_eq!(result("test analysis::tests::passed_or_failed ... ok"), Count::default());
    }

    #[test]
    fn a_command_that_breaks_counts_as_a_failure() {
        let (count, why) = tests(Command::new("cargo").arg("no-such-command"));
        assert_eq!(count, Count { passed: 0, failed: 1 });
        assert!(why.unwrap().contains("no-such-command"));
    }

    #[test]
    fn a_step_that_does_not_exist_is_named_with_those_that_do() {
        let project = Project { root: ".".into(), target: ".".into(), tools: ".".into() };
        let why = test(&project, &["pagse".to_owned()], &[]).unwrap_err();
        assert!(why.contains("`pagse`") && why.contains("pages"), "{why}");
    }

    #[test]
    fn a_word_that_names_a_file_of_browser_tests_chooses_it_and_others_choose_tests() {
        let project = Project::find().expect("the tests run in the repository");
        let words = ["ui", "text_map", "reads"].map(str::to_owned);
        let (files, words) = browser_files(&project, &words);
        assert_eq!(files, ["browser_ui", "browser_text_map"]);
        assert_eq!(words, ["reads"]);
    }
}
