//! Counting tests by the lines that cargo and wasm-bindgen's test runner print.

use crate::process::{line, run, started};
use anyhow::Result;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// Numbers of tests that passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    pub passed: usize,
    pub failed: usize,
}

/// The outcome of a step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    pub count: Count,
    /// The reason, if the step failed.
    pub failure: Option<String>,
}

impl Outcome {
    /// The outcome of a check without tests of its own, which counts as one test.
    pub fn of_one(result: Result<()>) -> Self {
        match result {
            Ok(()) => Self { count: Count { passed: 1, failed: 0 }, failure: None },
            Err(why) => Self::failed(&why),
        }
    }

    /// The outcome of a step that could not be run: one failure.
    pub fn failed(why: &anyhow::Error) -> Self {
        Self { count: Count { passed: 0, failed: 1 }, failure: Some(format!("{why:#}")) }
    }
}

/// Runs a command that is one check by itself.
pub fn check(command: &mut Command) -> Outcome {
    Outcome::of_one(run(command))
}

/// Runs a command that prints cargo's "test result" lines.
///
/// # Errors
///
/// Where it can't be run; tests that fail are an outcome.
pub fn tests(command: &mut Command) -> Result<Outcome> {
    // Browsers and drivers leave files behind, which are removed with this folder. Its path is
    // short, as browsers put sockets into it, whose paths may not be long.
    let folder = tempfile::Builder::new().prefix("whosaid-").tempdir()?;
    command.env("TMPDIR", folder.path());
    let mut child = started(command.stdout(Stdio::piped()), Command::spawn)?;
    let output = child.stdout.take().expect("its output is a pipe");
    let mut count = Count::default();
    for text in BufReader::new(output).split(b'\n').map_while(Result::ok) {
        let text = String::from_utf8_lossy(&text);
        println!("{text}");
        let Count { passed, failed } = result(&text);
        count.passed += passed;
        count.failed += failed;
    }
    let status = child.wait()?;
    if status.success() && count.failed == 0 {
        return Ok(Outcome { count, failure: None });
    }
    // The command may have failed without a failed test: it may not compile.
    count.failed = count.failed.max(1);
    Ok(Outcome { count, failure: Some(format!("`{}` ({status})", line(command))) })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_cargo_and_of_wasm_bindgen_are_read() {
        let cargo = "test result: ok. 12 passed; 3 failed; 0 ignored; 0 measured; \
                     0 filtered out; finished in 0.01s";
        assert_eq!(result(cargo), Count { passed: 12, failed: 3 });
        let wasm_bindgen = "test result: FAILED. 5 passed; 1 failed; 0 ignored; \
                            0 filtered out; finished in 0.32s";
        assert_eq!(result(wasm_bindgen), Count { passed: 5, failed: 1 });
        assert_eq!(result("test analysis::tests::passed_or_failed ... ok"), Count::default());
    }

    #[test]
    fn a_command_that_breaks_counts_as_a_failure() {
        let outcome = tests(Command::new("cargo").arg("no-such-command")).unwrap();
        assert_eq!(outcome.count, Count { passed: 0, failed: 1 });
        assert!(outcome.failure.unwrap().contains("no-such-command"));
    }
}
