//! What the command line asks for.
//!
//! Takes the arguments; gives [`Request`]; promises that anything not understood is an error that
//! says what would be.

/// What `--help` prints.
pub const HELP: &str = "\
Who acts and who speaks in an English news article.

Usage: whosaid [OPTIONS] [FILE...]

Reads plain text (UTF-8, paragraphs on lines of their own) from each FILE, or from standard input where there is none or FILE is -.

Options:
  --format json     the analysis of each article, one after the other (default)
  --format jsonl    each line of input is {\"id\", \"text\"}, each line of output that id with its analysis; a line that cannot be
                    read gives {\"id\", \"line\", \"error\"}, the rest goes on, and the exit status is 1
  --format jsonld   mentions and attributions as W3C Web Annotations (offsets are always code points there, as the standard says)
  --format csv      one row for each attribution
  --offsets utf16   count UTF-16 code units, as JavaScript does (default)
  --offsets utf8    count bytes of UTF-8, as Rust does
  --offsets chars   count Unicode code points, as Python does
  --assume-english  analyse even what does not look like English
  -h, --help        print this
  -V, --version     print the version

Exit status: 0 if all was read, 1 if some input could not be read, 2 if the command line is wrong.
";

/// How results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Json,
    JsonLines,
    JsonLd,
    Csv,
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
                task.format = choose(
                    name,
                    &value(FORMATS)?,
                    FORMATS,
                    &[Format::Json, Format::JsonLines, Format::JsonLd, Format::Csv],
                )?
            }
            "--offsets" => {
                task.offsets = choose(
                    name,
                    &value(OFFSETS)?,
                    OFFSETS,
                    &[Offsets::Utf16, Offsets::Utf8, Offsets::Chars],
                )?
            }
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

const FORMATS: &str = "json, jsonl, jsonld or csv";
const OFFSETS: &str = "utf16, utf8 or chars";

/// The value called `given` among `values`, which `names` names in order.
fn choose<T: Copy>(option: &str, given: &str, names: &str, values: &[T]) -> Result<T, String> {
    let mut listed = names.split([',', ' ']).filter(|n| !n.is_empty() && *n != "or");
    let at = listed
        .position(|n| n == given)
        .ok_or(format!("{option} cannot be {given:?}; it can be {names}"))?;
    Ok(values[at])
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
    fn what_is_not_understood_is_refused_with_what_would_be() {
        for (line, remedy) in [
            ("--format xml", FORMATS),
            ("--offsets", OFFSETS),
            ("--fast", "--help"),
            ("--help=x", "--help"),
        ] {
            let error = parse(line.split_whitespace().map(String::from)).expect_err(line);
            assert!(error.contains(remedy), "{line}: {error}");
        }
    }
}
