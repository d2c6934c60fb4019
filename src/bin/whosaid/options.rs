//! What the command line asks for.
//!
//! Takes the arguments; gives [`Request`]; promises that anything not understood is an error that
//! says what would be.

use whosaid::export::Format;

/// Column at which the explanations of options begin.
const HELP_COLUMN: usize = 20;

const OFFSETS: [(&str, Offsets); 3] =
    [("utf16", Offsets::Utf16), ("utf8", Offsets::Utf8), ("chars", Offsets::Chars)];

/// What `--help` prints.
pub fn help() -> String {
    let formats: String = Format::ALL
        .map(|format| {
            let about = format.help().replace('\n', &format!("\n{:HELP_COLUMN$}", ""));
            format!("{:HELP_COLUMN$}{about}\n", format!("  --format {}", format.name()))
        })
        .concat();
    format!(
        "\
Who acts and who speaks in an English news article.

Usage: whosaid [OPTIONS] [FILE...]

Reads plain text (UTF-8, paragraphs on lines of their own) from each FILE, or from standard input \
         where there is none or FILE is -.

Options:
{formats}  --offsets utf16   count UTF-16 code units, as JavaScript does (default)
  --offsets utf8    count bytes of UTF-8, as Rust does
  --offsets chars   count Unicode code points, as Python does
  --assume-english  analyse even what does not look like English
  -h, --help        print this
  -V, --version     print the version

Exit status: 0 if all was read, 1 if some input could not be read, 2 if the command line is wrong.
"
    )
}

/// What offsets count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offsets {
    Utf16,
    Utf8,
    Chars,
}

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Request {
    Help,
    Version,
    Analyze(Task),
}

/// What to analyse, and how.
#[derive(Debug, PartialEq, Eq)]
pub struct Task {
    pub format: Format,
    pub offsets: Offsets,
    pub assume_english: bool,
    /// `-` is standard input; never empty.
    pub files: Vec<String>,
}

/// Reads the arguments after the program's name.
pub fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Request, String> {
    let mut task = Task {
        format: Format::Json,
        offsets: Offsets::Utf16,
        assume_english: false,
        files: Vec::new(),
    };
    let mut arguments = arguments.into_iter();
    let mut options_end = false;
    while let Some(argument) = arguments.next() {
        if options_end || argument == "-" || !argument.starts_with('-') {
            task.files.push(argument);
            continue;
        }
        let (name, inline) = match argument.split_once('=') {
            Some((name, value)) => (name, Some(value.to_string())),
            None => (argument.as_str(), None),
        };
        let mut value = |choices: &str| {
            inline
                .clone()
                .or_else(|| arguments.next())
                .ok_or(format!("{name} needs a value: {choices}"))
        };
        match name {
            "--format" => {
                let formats = Format::ALL.map(|format| (format.name(), format));
                task.format = choose(name, &value(&listed(&formats))?, &formats)?
            }
            "--offsets" => task.offsets = choose(name, &value(&listed(&OFFSETS))?, &OFFSETS)?,
            _ if inline.is_some() => {
                return Err(format!("unknown option {name}; --help lists them"));
            }
            "--assume-english" => task.assume_english = true,
            "--" => options_end = true,
            "-h" | "--help" => return Ok(Request::Help),
            "-V" | "--version" => return Ok(Request::Version),
            _ => {
                return Err(format!(
                    "unknown option {name}; --help lists them (a file of that name: -- {name})"
                ));
            }
        }
    }
    if task.files.is_empty() {
        task.files.push("-".into());
    }
    Ok(Request::Analyze(task))
}

/// The names of `choices`: "a, b or c".
fn listed<T>(choices: &[(&str, T)]) -> String {
    let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => names.concat(),
    }
}

/// The choice that is called `given`.
fn choose<T: Copy>(option: &str, given: &str, choices: &[(&str, T)]) -> Result<T, String> {
    choices
        .iter()
        .find(|(name, _)| *name == given)
        .map(|(_, choice)| *choice)
        .ok_or_else(|| format!("{option} cannot be {given:?}; it can be {}", listed(choices)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(line: &str) -> Task {
        match parse(line.split_whitespace().map(String::from)) {
            Ok(Request::Analyze(task)) => task,
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn without_arguments_standard_input_is_read() {
        let expected = Task {
            format: Format::Json,
            offsets: Offsets::Utf16,
            assume_english: false,
            files: vec!["-".into()],
        };
        assert_eq!(task(""), expected);
    }

    #[test]
    fn options_are_read_in_both_spellings() {
        let expected = Task {
            format: Format::Csv,
            offsets: Offsets::Chars,
            assume_english: true,
            files: vec!["a".into(), "-b".into()],
        };
        assert_eq!(task("--format csv --offsets=chars a --assume-english -- -b"), expected);
        assert_eq!(task("--format jsonld").format, Format::JsonLd);
    }

    #[test]
    fn wrong_arguments_are_refused_with_the_right_ones() {
        let refused = |line: &str| {
            parse(line.split_whitespace().map(String::from)).expect_err("the line is wrong")
        };
        for (line, remedy) in
            [("--offsets", "utf16, utf8 or chars"), ("--fast", "--help"), ("--help=x", "--help")]
        {
            assert!(refused(line).contains(remedy), "{line}: {}", refused(line));
        }
        let error = refused("--format xml");
        for format in Format::ALL {
            assert!(error.contains(format.name()), "{error}");
        }
        assert!(error.contains("json, jsonl, jsonld"), "{error}");
    }
}
