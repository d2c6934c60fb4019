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
    let tables: String = Table::ALL
        .map(|table| {
            format!("{:HELP_COLUMN$}{}\n", format!("  --format {}", table.name()), table.help())
        })
        .concat();
    format!(
        "\
Who acts and who speaks in an English news article.

Usage: whosaid [OPTIONS] [FILE...]
       whosaid report [--format TABLE] [--to FOLDER] [--assume-english] FILE|FOLDER...
       whosaid compare [--format html|csv] [--assume-english] FILE FILE
       whosaid check [--json] ARTICLE TRANSCRIPT

Reads plain text (UTF-8, paragraphs on lines of their own) from each FILE, or from standard input \
         where there is none or FILE is -.

With check, says of each quotation of ARTICLE whether it stands word for word in TRANSCRIPT (plain \
         text, .html,
.srt or .vtt): as a table, in which [-these words-] stand there only and {{+these+}} in the \
         article only, or as JSON.

Options:
{formats}  --offsets utf16   count UTF-16 code units, as JavaScript does (default)
  --offsets utf8    count bytes of UTF-8, as Rust does
  --offsets chars   count Unicode code points, as Python does
  --assume-english  analyse even what does not look like English
  -h, --help        print this
  -V, --version     print the version

report adds up many articles: voices over all of them, named against unnamed, by article, month \
         and author, and what an
editor may want to look at in each (speakers not named, quotations without a speaker, one voice \
         above 60 %). It takes texts,
folders of texts (*.txt, *.jsonl) and lines of JSON with \"text\" and, where known, \"id\", \
         \"title\", \"author\" and \"date\".
{tables}  --to FOLDER       write all of these to files in FOLDER

compare shows two versions of an article side by side: statements added, gone and changed, and who \
         is heard in one only.

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
    Check(Check),
    Report(ReportTask),
    Compare(CompareTask),
}

/// What a report is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    Html,
    Voices,
    Articles,
    Months,
    Authors,
    Flags,
}

impl Table {
    pub const ALL: [Table; 6] =
        [Table::Html, Table::Voices, Table::Articles, Table::Months, Table::Authors, Table::Flags];

    /// What the option calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Table::Html => "html",
            Table::Voices => "voices",
            Table::Articles => "articles",
            Table::Months => "months",
            Table::Authors => "authors",
            Table::Flags => "flags",
        }
    }

    /// The name of its file.
    pub const fn file(self) -> &'static str {
        match self {
            Table::Html => "report.html",
            Table::Voices => "voices.csv",
            Table::Articles => "articles.csv",
            Table::Months => "months.csv",
            Table::Authors => "authors.csv",
            Table::Flags => "flags.csv",
        }
    }

    const fn help(self) -> &'static str {
        match self {
            Table::Html => "one page with charts and tables (default)",
            Table::Voices => "CSV, a row for each voice; persons are joined by full name only",
            Table::Articles => "CSV, a row for each article",
            Table::Months => "CSV, a row for each month of publication",
            Table::Authors => "CSV, a row for each author",
            Table::Flags => "CSV, a row for each thing to look at",
        }
    }
}

/// Which articles to add up, and how to write that.
#[derive(Debug, PartialEq, Eq)]
pub struct ReportTask {
    pub table: Table,
    /// The folder to write all tables to; `None` to write one to standard output.
    pub to: Option<String>,
    pub assume_english: bool,
    /// Files and folders; never empty.
    pub inputs: Vec<String>,
}

/// Which two files to compare, and how to write that.
#[derive(Debug, PartialEq, Eq)]
pub struct CompareTask {
    pub csv: bool,
    pub assume_english: bool,
    pub files: [String; 2],
}

/// What to check, and how to say what is found.
#[derive(Debug, PartialEq, Eq)]
pub struct Check {
    pub output: CheckOutput,
    pub assume_english: bool,
    /// Names of the files with the article and the transcript.
    pub files: [String; 2],
}

/// How the results of a check are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckOutput {
    Table,
    Json,
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
    let mut arguments = arguments.into_iter().peekable();
    let commands = ["check", "report", "compare"];
    let command = arguments.next_if(|first| commands.contains(&first.as_str()));
    match command.as_deref() {
        Some("check") => parse_check(arguments),
        Some("report") => report(arguments),
        Some(_) => compare(arguments),
        None => analyze(arguments),
    }
}

/// An argument as it is read: `--name=value`, or `--name` and the next one.
enum Argument {
    /// Not an option.
    File(String),
    /// An option's name, and its value where that stands in the same argument.
    Option(String, Option<String>),
}

/// Tells options from files; all is a file after `--`.
fn argument(argument: String, options_end: &mut bool) -> Option<Argument> {
    if *options_end || argument == "-" || !argument.starts_with('-') {
        return Some(Argument::File(argument));
    }
    if argument == "--" {
        *options_end = true;
        return None;
    }
    Some(match argument.split_once('=') {
        Some((name, value)) => Argument::Option(name.into(), Some(value.into())),
        None => Argument::Option(argument, None),
    })
}

/// The value of an option: the inline one, or the next argument.
fn value_of(
    name: &str,
    inline: Option<String>,
    rest: &mut impl Iterator<Item = String>,
    choices: &str,
) -> Result<String, String> {
    inline.or_else(|| rest.next()).ok_or(format!("{name} needs a value: {choices}"))
}

fn unknown(name: &str) -> String {
    format!("unknown option {name}; --help lists them (a file of that name: -- {name})")
}

/// Reads what follows `report`.
fn report(mut arguments: impl Iterator<Item = String>) -> Result<Request, String> {
    let mut task =
        ReportTask { table: Table::Html, to: None, assume_english: false, inputs: Vec::new() };
    let tables = Table::ALL.map(|table| (table.name(), table));
    let mut options_end = false;
    while let Some(next) = arguments.next() {
        let (name, inline) = match argument(next, &mut options_end) {
            None => continue,
            Some(Argument::File(file)) => {
                task.inputs.push(file);
                continue;
            }
            Some(Argument::Option(name, inline)) => (name, inline),
        };
        match (name.as_str(), inline) {
            ("--format", inline) => {
                let value = value_of(&name, inline, &mut arguments, &listed(&tables))?;
                task.table = choose(&name, &value, &tables)?;
            }
            ("--to", inline) => {
                task.to = Some(value_of(&name, inline, &mut arguments, "a folder")?);
            }
            ("--assume-english", None) => task.assume_english = true,
            ("-h" | "--help", None) => return Ok(Request::Help),
            _ => return Err(unknown(&name)),
        }
    }
    if task.inputs.is_empty() {
        return Err("report needs the names of files or folders; - is standard input".into());
    }
    Ok(Request::Report(task))
}

/// Reads what follows `compare`.
fn compare(mut arguments: impl Iterator<Item = String>) -> Result<Request, String> {
    let (mut csv, mut assume_english, mut files) = (false, false, Vec::new());
    let formats = [("html", false), ("csv", true)];
    let mut options_end = false;
    while let Some(next) = arguments.next() {
        let (name, inline) = match argument(next, &mut options_end) {
            None => continue,
            Some(Argument::File(file)) => {
                files.push(file);
                continue;
            }
            Some(Argument::Option(name, inline)) => (name, inline),
        };
        match (name.as_str(), inline) {
            ("--format", inline) => {
                let value = value_of(&name, inline, &mut arguments, &listed(&formats))?;
                csv = choose(&name, &value, &formats)?;
            }
            ("--assume-english", None) => assume_english = true,
            ("-h" | "--help", None) => return Ok(Request::Help),
            _ => return Err(unknown(&name)),
        }
    }
    let files = <[String; 2]>::try_from(files)
        .map_err(|files| format!("compare needs two files, not {}", files.len()))?;
    different(&files)?;
    Ok(Request::Compare(CompareTask { csv, assume_english, files }))
}

/// Reads the arguments where there is no other command.
fn analyze(mut arguments: impl Iterator<Item = String>) -> Result<Request, String> {
    let mut task = Task {
        format: Format::Json,
        offsets: Offsets::Utf16,
        assume_english: false,
        files: Vec::new(),
    };
    let mut options_end = false;
    while let Some(next) = arguments.next() {
        let (name, inline) = match argument(next, &mut options_end) {
            None => continue,
            Some(Argument::File(file)) => {
                task.files.push(file);
                continue;
            }
            Some(Argument::Option(name, inline)) => (name, inline),
        };
        match (name.as_str(), inline) {
            ("--format", inline) => {
                let formats = Format::ALL.map(|format| (format.name(), format));
                let value = value_of(&name, inline, &mut arguments, &listed(&formats))?;
                task.format = choose(&name, &value, &formats)?;
            }
            ("--offsets", inline) => {
                let value = value_of(&name, inline, &mut arguments, &listed(&OFFSETS))?;
                task.offsets = choose(&name, &value, &OFFSETS)?;
            }
            ("--assume-english", None) => task.assume_english = true,
            ("-h" | "--help", None) => return Ok(Request::Help),
            ("-V" | "--version", None) => return Ok(Request::Version),
            _ => return Err(unknown(&name)),
        }
    }
    if task.files.is_empty() {
        task.files.push("-".into());
    }
    Ok(Request::Analyze(task))
}

/// Reads the arguments after `check`.
fn parse_check(arguments: impl Iterator<Item = String>) -> Result<Request, String> {
    let (mut output, mut assume_english, mut files) = (CheckOutput::Table, false, Vec::new());
    for argument in arguments {
        match argument.as_str() {
            "--json" => output = CheckOutput::Json,
            "--assume-english" => assume_english = true,
            "-h" | "--help" => return Ok(Request::Help),
            name if name.starts_with('-') && name != "-" => {
                return Err(format!("check has no option {name}; --help lists them"));
            }
            _ => files.push(argument),
        }
    }
    let files = <[String; 2]>::try_from(files).map_err(|files| {
        format!(
            "check takes two files, the article and the transcript, and has {}; a file called \
             \"check\" is ./check",
            files.len()
        )
    })?;
    different(&files)?;
    Ok(Request::Check(Check { output, assume_english, files }))
}

/// An error where both files are standard input, which can be read only once.
fn different(files: &[String; 2]) -> Result<(), String> {
    let both = files.iter().all(|file| file == "-");
    let error = "only one of the two files can be -, standard input; name the other";
    (!both).then_some(()).ok_or_else(|| error.to_string())
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

    fn parsed(line: &str) -> Result<Request, String> {
        parse(line.split_whitespace().map(String::from))
    }

    #[test]
    fn a_report_takes_files_and_folders() {
        let expected = ReportTask {
            table: Table::Voices,
            to: Some("out".into()),
            assume_english: true,
            inputs: vec!["a".into(), "--b".into()],
        };
        let line = "report --format=voices a --to out --assume-english -- --b";
        assert_eq!(parsed(line), Ok(Request::Report(expected)));
        assert!(parsed("report").is_err() && parsed("report --format csv a").is_err());
    }

    #[test]
    fn two_files_are_compared() {
        let expected =
            CompareTask { csv: true, assume_english: false, files: ["a".into(), "b".into()] };
        assert_eq!(parsed("compare a --format csv b"), Ok(Request::Compare(expected)));
        assert!(parsed("compare a").is_err() && parsed("compare a b c").is_err());
    }

    #[test]
    fn check_takes_two_files() {
        let check = |line: &str| parse(line.split_whitespace().map(String::from));
        let files = ["a".to_string(), "b.vtt".to_string()];
        let (output, assume_english) = (CheckOutput::Json, false);
        assert_eq!(
            check("check a --json b.vtt"),
            Ok(Request::Check(Check { output, assume_english, files }))
        );
        for (line, remedy) in [
            ("check a", "two files"),
            ("check a b c", "has 3"),
            ("check --csv a b", "--help"),
            ("check - -", "only one"),
            ("compare - -", "only one"),
        ] {
            let refused = check(line).expect_err("the line is wrong");
            assert!(refused.contains(remedy), "{line}: {refused}");
        }
        assert_eq!(task("./check").files, ["./check"]);
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
