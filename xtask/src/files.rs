//! Reading and writing in the ways that several commands need.

use anyhow::{Context, Result};
use serde_json::Value;
use std::path::Path;

/// Makes an empty folder; removes a folder of that name first.
///
/// # Errors
///
/// Where the old one can't be removed, or the new one made.
pub fn fresh_folder(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs_err::remove_dir_all(folder)?;
    }
    Ok(fs_err::create_dir_all(folder)?)
}

/// Reads a file that is one JSON value.
///
/// # Errors
///
/// Where it can't be read, or is no JSON.
pub fn read_json(file: &Path) -> Result<Value> {
    let text = fs_err::read_to_string(file)?;
    serde_json::from_str(&text).with_context(|| format!("{} is not JSON", file.display()))
}

/// Reads a file whose lines are JSON values.
///
/// # Errors
///
/// Where it can't be read, or a line is no JSON.
pub fn read_json_lines(file: &Path) -> Result<Vec<Value>> {
    let text = fs_err::read_to_string(file)?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let read = |(index, line): (usize, &str)| {
        let place = || format!("{}:{} is not JSON", file.display(), index + 1);
        serde_json::from_str(line).with_context(place)
    };
    lines.map(read).collect()
}

/// Writes a JSON value for people to read.
///
/// # Errors
///
/// Where the file can't be written.
pub fn write_json(file: &Path, value: &Value) -> Result<()> {
    Ok(fs_err::write(file, serde_json::to_string_pretty(value)? + "\n")?)
}

/// Copies a folder with all folders in it; at its top, only the files and folders whose names
/// `is_wanted` accepts.
///
/// # Errors
///
/// Where something can't be read or written.
pub fn copy_folder(from: &Path, to: &Path, is_wanted: &dyn Fn(&str) -> bool) -> Result<()> {
    fs_err::create_dir_all(to)?;
    for entry in fs_err::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if !is_wanted(&entry.file_name().to_string_lossy()) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target, &|_| true)?;
        } else {
            fs_err::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
