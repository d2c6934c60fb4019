//! Running other programs: every failure names the program, its arguments, and where its output
//! is.

use crate::report;
use anyhow::{Context, Result, bail, ensure};
use fs_err::File;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Interval at which a long quiet step says that it is still running.
const HEARTBEAT: Duration = Duration::from_secs(60);

/// Number of last lines of a failed program's output that are shown.
const TAIL_LINES: usize = 40;

/// The program and its arguments as one would type them.
pub fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// The output of a program, trimmed; `None` where the program is missing or fails.
pub fn answer(program: impl AsRef<std::ffi::OsStr>, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The output of a program. Its error output is shown as it comes, unless `command` pipes it.
///
/// # Errors
///
/// Where it is missing or fails.
pub fn output(command: &mut Command) -> Result<String> {
    let output = started(command.stderr(Stdio::inherit()), Command::output)?;
    ensure!(output.status.success(), "`{}` failed ({})", line(command), output.status);
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a program whose output the user sees.
///
/// # Errors
///
/// Where it is missing or fails.
pub fn run(command: &mut Command) -> Result<()> {
    let status = started(command, Command::status)?;
    ensure!(status.success(), "`{}` failed ({status})", line(command));
    Ok(())
}

/// Runs a program whose output matters only where it fails.
///
/// # Errors
///
/// Where it is missing or fails: with its output.
pub fn run_quietly(command: &mut Command) -> Result<()> {
    let output = started(command, Command::output)?;
    let printed = printed(&output);
    ensure!(output.status.success(), "`{}` failed ({}): {printed}", line(command), output.status);
    Ok(())
}

/// Runs a program whose output goes to a file.
///
/// # Errors
///
/// Where it is missing or fails, or the file can't be written.
pub fn run_into(command: &mut Command, file: &Path) -> Result<()> {
    run(command.stdout(File::create(file)?.into_parts().0))
}

/// All that a program printed, its errors last.
pub fn printed(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes)).concat()
}

/// Starts a program, without any input.
///
/// # Errors
///
/// Where it can't be started.
pub fn started<T>(
    command: &mut Command,
    start: impl FnOnce(&mut Command) -> std::io::Result<T>,
) -> Result<T> {
    let begun = start(command.stdin(Stdio::null()));
    begun.with_context(|| format!("`{}` could not be started", line(command)))
}

/// Runs a program whose output goes to the file `log`; says once a minute that it is still
/// running.
///
/// # Errors
///
/// Where it is missing or fails: with the end of its output.
pub fn run_logged(command: &mut Command, log: &Path) -> Result<()> {
    let begun = Instant::now();
    if let Some(folder) = log.parent() {
        fs_err::create_dir_all(folder)?;
    }
    let file = File::create(log)?;
    command.stdout(file.try_clone()?.into_parts().0).stderr(file.into_parts().0);
    let mut child = started(command, Command::spawn)?;
    let mut next = HEARTBEAT;
    loop {
        if let Some(status) = child.try_wait()? {
            if status.success() {
                return Ok(());
            }
            let (line, end) = (line(command), tail(log));
            bail!("`{line}` failed ({status}); the end of {}:\n{end}", log.display());
        }
        if begun.elapsed() > next {
            let time = report::duration(begun.elapsed());
            report::note(&format!("still at it after {time} (output in {})", log.display()));
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
        let failure = failure.to_string();
        assert!(failure.contains("cargo no-such-command"), "{failure}");
        assert!(failure.contains("no such command"), "{failure}");
    }
}
