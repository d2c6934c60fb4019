//! The peak memory of a page's process, from Linux's /proc.

use std::collections::HashMap;
use std::path::Path;

/// The peak of resident memory, in bytes, of the largest renderer below a process; `None` where the
/// system does not tell.
pub(crate) fn peak_of_renderers(driver: u32) -> Option<u64> {
    let processes: HashMap<u32, u32> = std::fs::read_dir("/proc")
        .ok()?
        .flatten()
        .filter_map(|entry| {
            Some((entry.file_name().to_str()?.parse().ok()?, parent(&entry.path())?))
        })
        .collect();
    let is_below = |process: u32| {
        let mut line =
            std::iter::successors(Some(process), |process| processes.get(process).copied())
                .take(32);
        line.any(|process| process == driver)
    };
    let renderers =
        processes.keys().copied().filter(|process| is_below(*process) && is_renderer(*process));
    renderers.filter_map(peak).max()
}

/// The fourth field of /proc/N/stat, after a name that may hold anything.
fn parent(folder: &Path) -> Option<u32> {
    let stat = std::fs::read_to_string(folder.join("stat")).ok()?;
    stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()
}

fn is_renderer(process: u32) -> bool {
    let command = std::fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
    String::from_utf8_lossy(&command).contains("--type=renderer")
}

fn peak(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(kilobytes.split_whitespace().next()?.parse::<u64>().ok()? * 1024)
}
