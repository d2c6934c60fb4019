//! Habits, and the places that break them.

use std::path::Path;

/// One place that breaks a habit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// From the repository's root, with `/`.
    pub file: String,
    pub line: usize,
    pub text: String,
}

/// A habit, the remedy, and the places that break it.
pub struct Habit {
    pub name: &'static str,
    pub remedy: &'static str,
    pub findings: Vec<Finding>,
}

/// A Rust file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// From the repository's root, with `/`.
    pub path: String,
    pub text: String,
}

/// A path from the repository's root as findings write it.
pub fn with_slashes(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
