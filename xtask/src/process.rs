//! Running other programs: every failure names the program, what it was asked, and where its output
//! is.

use crate::report;
use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// What went wrong and what to do about it, for people.
pub type Failure = String;
pub type Result<T> = std::result::Result<T, Failure>;

/// How often a long quiet step says that it is still at it.
const HEARTBEAT: Duration = Duration::from_secs(60);

/// How many last lines of a failed program's output are shown.
const TAIL_LINES: usize = 40;

/// The program and its arguments as one would type them.
pub fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// What a program prints, or nothing where it is missing or fails.
pub fn answer(program: impl AsRef<std::ffi::OsStr>, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a program in front of the user.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(|error| format!("`{}` could not be started: {error}", line(command)))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` failed ({status})", line(command))) }
}

/// Runs a program out of sight, its output kept in `log`; says once a minute that it is still
/// running.
pub fn run_logged(command: &mut Command, log: &Path) -> Result<()> {
    let begun = Instant::now();
    let refuse = |error: std::io::Error| format!("{} could not be written: {error}", log.display());
    if let Some(folder) = log.parent() {
        std::fs::create_dir_all(folder).map_err(refuse)?;
    }
    let file = File::create(log).map_err(refuse)?;
    let second = file.try_clone().map_err(refuse)?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(file)
        .stderr(second)
        .spawn()
        .map_err(|error| format!("`{}` could not be started: {error}", line(command)))?;
    let mut next = HEARTBEAT;
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => {
                return Err(format!(
                    "`{}` failed ({status}); the end of {}:\n{}",
                    line(command),
                    log.display(),
                    tail(log)
                ));
            }
            Ok(None) => {}
            Err(error) => {
                return Err(format!("`{}` could not be waited for: {error}", line(command)));
            }
        }
        if begun.elapsed() > next {
            report::note(&format!(
                "still at it after {} (output in {})",
                report::duration(begun.elapsed()),
                log.display()
            ));
            next += HEARTBEAT;
        }
        sleep(Duration::from_millis(100));
    }
}

fn tail(log: &Path) -> String {
    let text = std::fs::read(log)
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(TAIL_LINES)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_is_missing_gives_no_answer() {
        assert_eq!(answer("whosaid-no-such-program", &[]), None);
    }

    #[test]
    fn a_failure_shows_the_end_of_the_output() {
        let log = std::env::temp_dir().join(format!("whosaid-xtask-{}.log", std::process::id()));
        let failure = run_logged(Command::new("cargo").arg("no-such-command"), &log).unwrap_err();
        std::fs::remove_file(&log).unwrap();
        assert!(failure.contains("cargo no-such-command"), "{failure}");
        assert!(failure.contains("no such command"), "{failure}");
    }
}
