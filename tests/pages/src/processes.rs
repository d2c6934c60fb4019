//! The processes of a browser, as Linux shows them in /proc; elsewhere there are none to be seen.

use std::collections::HashMap;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The peak of resident memory, in bytes, of the largest renderer below a process; `None` where it
/// can't be seen.
pub(crate) fn peak_of_renderers(driver: u32) -> Option<u64> {
    let renderers = below(driver).into_iter().filter(|process| is_renderer(*process));
    renderers.filter_map(peak).max()
}

/// The processes that a process has started, and those that these have, and so on.
pub(crate) fn below(ancestor: u32) -> Vec<u32> {
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let parents: HashMap<u32, u32> = entries
        .filter_map(|entry| {
            let process = entry.file_name().to_str()?.parse().ok()?;
            Some((process, stat(process)?.1))
        })
        .collect();
    let is_below = |process: u32| {
        let parents = std::iter::successors(parents.get(&process), |parent| parents.get(*parent));
        parents.take(32).any(|parent| *parent == ancestor)
    };
    parents.keys().copied().filter(|process| is_below(*process)).collect()
}

/// Waits until these processes have ended; kills those that live longer than `patience`.
pub(crate) fn end(processes: &[u32], patience: Duration) {
    let begun = Instant::now();
    let alive = || processes.iter().filter(|process| is_alive(**process));
    while alive().next().is_some() && begun.elapsed() < patience {
        sleep(Duration::from_millis(10));
    }
    let late: Vec<String> = alive().map(u32::to_string).collect();
    if !late.is_empty() {
        let _ = Command::new("kill").arg("-KILL").args(late).stderr(Stdio::null()).status();
    }
}

/// A process that has ended may still be listed until its parent asks for its exit status.
fn is_alive(process: u32) -> bool {
    stat(process).is_some_and(|(state, _)| !matches!(state, 'Z' | 'X'))
}

/// State and parent: the third and fourth field of /proc/N/stat. Before them is the name in
/// parentheses, which may hold any character.
fn stat(process: u32) -> Option<(char, u32)> {
    let stat = std::fs::read_to_string(folder(process).join("stat")).ok()?;
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace();
    Some((fields.next()?.chars().next()?, fields.next()?.parse().ok()?))
}

fn is_renderer(process: u32) -> bool {
    let command = std::fs::read(folder(process).join("cmdline")).unwrap_or_default();
    String::from_utf8_lossy(&command).contains("--type=renderer")
}

fn peak(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(folder(process).join("status")).ok()?;
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(kilobytes.split_whitespace().next()?.parse::<u64>().ok()? * 1024)
}

fn folder(process: u32) -> PathBuf {
    PathBuf::from(format!("/proc/{process}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn late_processes_are_killed() {
        let mut child = Command::new("sleep").arg("60").spawn().unwrap();
        assert!(below(std::process::id()).contains(&child.id()));
        end(&[child.id()], Duration::from_millis(50));
        assert!(!child.wait().unwrap().success());
    }
}
