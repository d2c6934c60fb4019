//! Lengths and wording: functions, files, lines, names.

use super::habit::{Finding, Habit, Source};
use super::syntax::{self, Function};
use anyhow::{Context, Result};

/// Greatest number of lines in a function, its first and last included.
const FUNCTION_LINES: usize = 80;

/// Greatest number of lines in a file of src.
const FILE_LINES: usize = 500;

/// Greatest number of characters in a line.
const LINE_WIDTH: usize = 100;

/// A name of a function, test or not, is shorter than this many characters.
const NAME_LENGTH: usize = 70;

/// A phrase that comments avoid: it stands where a number's name should. It is written in parts, so
/// that this file does not contain it.
const RIDDLE: &str = concat!("so", " ", "many");

/// Folders in which [`RIDDLE`] is looked for.
const PLAIN: &[&str] = &["src/", "kernel/", "xtask/", "tests/", "packing/"];

/// The habits about lengths and wording.
///
/// # Errors
///
/// Where a file is no Rust.
pub fn habits(sources: &[Source]) -> Result<Vec<Habit>> {
    let mut functions = Vec::new();
    for source in sources {
        let file = syntax::read(&source.text).with_context(|| source.path.clone())?;
        functions.extend(file.functions.into_iter().map(|function| (source, function)));
    }
    Ok(vec![
        Habit {
            name: "functions over 80 lines",
            remedy: "split them at their steps, each with a name",
            findings: functions.iter().filter_map(|(source, f)| long_function(source, f)).collect(),
        },
        Habit {
            name: "names of functions of 70 characters or more",
            remedy: "say what holds, not under which conditions",
            findings: functions.iter().filter_map(|(source, f)| long_name(source, f)).collect(),
        },
        Habit {
            name: "files of src over 500 lines",
            remedy: "split them, or move their tests to a file of their own",
            findings: sources.iter().filter_map(long_file).collect(),
        },
        Habit {
            name: "lines over 100 columns",
            remedy: "wrap them, comments and strings too",
            findings: sources.iter().flat_map(wide_lines).collect(),
        },
        Habit {
            name: "riddles in place of a number's name",
            remedy: "name the number, with its unit and why it is so large",
            findings: sources.iter().flat_map(riddles).collect(),
        },
    ])
}

fn finding(source: &Source, line: usize, text: String) -> Finding {
    Finding { file: source.path.clone(), line, text }
}

fn long_function(source: &Source, function: &Function) -> Option<Finding> {
    let Function { name, line, lines } = function;
    (*lines > FUNCTION_LINES).then(|| finding(source, *line, format!("`{name}` has {lines} lines")))
}

fn long_name(source: &Source, function: &Function) -> Option<Finding> {
    let length = function.name.chars().count();
    (length >= NAME_LENGTH)
        .then(|| finding(source, function.line, format!("`{}` ({length})", function.name)))
}

fn long_file(source: &Source) -> Option<Finding> {
    let lines = source.text.lines().count();
    (source.path.starts_with("src/") && lines > FILE_LINES)
        .then(|| finding(source, FILE_LINES + 1, format!("the file has {lines} lines")))
}

fn wide_lines(source: &Source) -> Vec<Finding> {
    let wide = |(index, line): (usize, &str)| {
        let width = line.chars().count();
        (width > LINE_WIDTH).then(|| finding(source, index + 1, format!("{width} columns")))
    };
    source.text.lines().enumerate().filter_map(wide).collect()
}

fn riddles(source: &Source) -> Vec<Finding> {
    if !PLAIN.iter().any(|folder| source.path.starts_with(folder)) {
        return Vec::new();
    }
    let riddle = |(index, line): (usize, &str)| {
        line.to_lowercase()
            .contains(RIDDLE)
            .then(|| finding(source, index + 1, line.trim().to_owned()))
    };
    source.text.lines().enumerate().filter_map(riddle).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(path: &str, text: &str) -> Vec<(usize, usize)> {
        let source = Source { path: path.to_owned(), text: text.to_owned() };
        let habits = habits(&[source]).expect("it is Rust");
        let lines = habits
            .iter()
            .enumerate()
            .filter_map(|(at, habit)| habit.findings.first().map(|finding| (at, finding.line)));
        lines.collect()
    }

    #[test]
    fn each_length_is_checked() {
        let long = format!("fn f() {{\n{}}}\n", "    g();\n".repeat(FUNCTION_LINES));
        assert_eq!(broken("tests/a.rs", &long), [(0, 1)]);
        assert_eq!(broken("tests/a.rs", &long.replacen("    g();\n", "", 2)), []);
        let name = "n".repeat(NAME_LENGTH);
        assert_eq!(broken("tests/a.rs", &format!("\nfn {name}() {{}}\n")), [(1, 2)]);
        let lines = "fn f() {}\n".repeat(FILE_LINES + 1);
        assert_eq!(broken("src/a.rs", &lines), [(2, FILE_LINES + 1)]);
        assert_eq!(broken("tests/a.rs", &lines), []);
        assert_eq!(broken("tests/a.rs", &format!("// {}\n", "é".repeat(98))), [(3, 1)]);
        assert_eq!(broken("tests/a.rs", &format!("// {}\n", "é".repeat(97))), []);
    }

    #[test]
    fn the_phrase_is_found_in_any_case() {
        let text = format!("// {}\n", RIDDLE.to_uppercase());
        assert_eq!(broken("src/a.rs", &text), [(4, 1)]);
        assert_eq!(broken("benches/a.rs", &text), []);
    }
}
