//! The command line: articles in, analyses out. `whosaid --help` says how.

#[cfg(not(target_arch = "wasm32"))]
#[path = "whosaid/check.rs"]
mod check;
#[cfg(not(target_arch = "wasm32"))]
#[path = "whosaid/days.rs"]
mod days;
#[cfg(not(target_arch = "wasm32"))]
#[path = "whosaid/input.rs"]
mod input;
#[cfg(not(target_arch = "wasm32"))]
#[path = "whosaid/many.rs"]
mod many;
#[cfg(not(target_arch = "wasm32"))]
#[path = "whosaid/options.rs"]
mod options;
#[cfg(not(target_arch = "wasm32"))]
#[path = "whosaid/readable.rs"]
mod readable;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    native::main()
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::io::{self, BufRead, BufWriter, Write};
    use std::process::ExitCode;
    use std::time::{SystemTime, UNIX_EPOCH};

    use serde::Serialize;
    use serde_json::Value;
    use serde_json::ser::{Formatter, Serializer};
    use whosaid::export::{Findings, Format, Sink};
    use whosaid::text::{Byte, Char, OffsetMap, Unit, Utf16};
    use whosaid::{Analysis, Options, analyze};

    use crate::input::{complain, fits, open, read, reject, shown};
    use crate::options::{self, Offsets, Request, Task};
    use crate::readable::Readable;
    use crate::{check, days, many};

    /// Exit code if some input could not be read.
    const SOME_INPUT_FAILED: u8 = 1;
    /// Exit code if the command line is wrong.
    const WRONG_USAGE: u8 = 2;
    /// Seconds of a day, without leap seconds, as the system counts them.
    const SECONDS_PER_DAY: u64 = 24 * 60 * 60;

    pub fn main() -> ExitCode {
        let arguments = std::env::args_os().skip(1).map(|a| a.to_string_lossy().into_owned());
        let request = match options::parse(arguments) {
            Ok(request) => request,
            Err(error) => {
                complain(&error);
                return ExitCode::from(WRONG_USAGE);
            }
        };
        let mut out = BufWriter::new(io::stdout().lock());
        let done = match request {
            Request::Help => out.write_all(options::help().as_bytes()).map(|()| true),
            Request::Version => {
                writeln!(out, "whosaid {}", env!("CARGO_PKG_VERSION")).map(|()| true)
            }
            Request::Analyze(task) => run(&task, &mut out),
            Request::Report(task) => many::report(&task, &mut out),
            Request::Compare(task) => many::compare(&task, &mut out),
            Request::Check(task) => check::run(&task, &mut out),
        };
        match done.and_then(|all_read| out.flush().map(|()| all_read)) {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::from(SOME_INPUT_FAILED),
            // the program that reads the output has closed it
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Err(error) => {
                complain(&format!("cannot write the result: {error}. Is the disk full?"));
                ExitCode::from(SOME_INPUT_FAILED)
            }
        }
    }

    /// Analyses every file; true if all could be read. An error says that the output could not be
    /// written.
    fn run(task: &Task, out: &mut impl Write) -> io::Result<bool> {
        let mut all_read = true;
        out.write_all(task.format.header().as_bytes())?;
        for name in &task.files {
            if task.format == Format::JsonLines {
                all_read &= match open(name) {
                    Ok(input) => lines(task, name, input, out)?,
                    Err(message) => reject(&message),
                };
                continue;
            }
            match read(name) {
                Ok(text) => article(task, name, &text, out)?,
                Err(message) => all_read = reject(&message),
            }
        }
        Ok(all_read)
    }

    fn options_of(task: &Task) -> Options {
        Options { assume_english: task.assume_english }
    }

    /// Writes the result for one article.
    fn article(task: &Task, name: &str, text: &str, out: &mut impl Write) -> io::Result<()> {
        let analysis = analyze(text, &options_of(task));
        if let Some(notice) = &analysis.notice {
            complain(&format!("{}: {}", shown(name), notice.message));
        }
        let (address, read) = (address(name), today());
        let findings =
            Findings { read: &read, ..Findings::new(shown(name), &address, text, &analysis) };
        let mut sink = Output { format: task.format, out };
        match task.offsets {
            Offsets::Utf16 => task.format.write::<Utf16, _>(&findings, &mut sink),
            Offsets::Utf8 => task.format.write::<Byte, _>(&findings, &mut sink),
            Offsets::Chars => task.format.write::<Char, _>(&findings, &mut sink),
        }
    }

    /// Writes a format for people to read.
    struct Output<'a, W> {
        format: Format,
        out: &'a mut W,
    }

    impl<W: Write> Sink for Output<'_, W> {
        type Error = io::Error;

        fn text(&mut self, text: &str) -> io::Result<()> {
            self.out.write_all(text.as_bytes())
        }

        fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
            match self.format {
                Format::JsonLd => write_json(&mut Serializer::pretty(&mut *self.out), value)?,
                _ => {
                    let readable = Readable::default();
                    write_json(&mut Serializer::with_formatter(&mut *self.out, readable), value)?;
                }
            }
            self.out.write_all(b"\n")
        }
    }

    /// The address of a text for annotations: its file's name, with characters encoded that an
    /// address must not have.
    fn address(name: &str) -> String {
        if name == "-" {
            return "urn:whosaid:stdin".into();
        }
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~/".contains(&b);
        name.bytes()
            .map(|b| if plain(b) { (b as char).to_string() } else { format!("%{b:02X}") })
            .collect()
    }

    /// The day that it is now, UTC, ISO 8601.
    fn today() -> String {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        days::iso((since.as_secs() / SECONDS_PER_DAY) as i64)
    }

    /// Writes a result for each line; true if all lines could be read.
    fn lines(
        task: &Task,
        name: &str,
        mut input: impl BufRead,
        out: &mut impl Write,
    ) -> io::Result<bool> {
        let mut all_read = true;
        let mut line = Vec::new();
        for number in 1u64.. {
            line.clear();
            match input.read_until(b'\n', &mut line) {
                Ok(0) => break,
                Ok(_) if line.trim_ascii().is_empty() => continue,
                Ok(_) => {}
                Err(error) => {
                    return Ok(reject(&format!(
                        "cannot read {} any further: {error}. What came before is done.",
                        shown(name)
                    )));
                }
            }
            let (id, result) = record(&line);
            match result.and_then(|text| fits(&text).map(|()| text)) {
                Ok(text) => {
                    let analysis = analyze(&text, &options_of(task));
                    write_identified(out, task.offsets, &text, &analysis, &id)?;
                }
                Err(error) => {
                    all_read = false;
                    write_json(
                        &mut Serializer::new(&mut *out),
                        &BadLine { id, line: number, error },
                    )?;
                }
            }
            out.write_all(b"\n")?;
        }
        Ok(all_read)
    }

    /// The id of a line, `null` where it has none that can be read, and its text.
    fn record(line: &[u8]) -> (Value, Result<String, String>) {
        // Without the line's end, so that the parser always places an error in "line 1". This is
        // left out of the message, as the result has the number of the line in the file.
        let line = line.strip_prefix("\u{feff}".as_bytes()).unwrap_or(line).trim_ascii_end();
        let placed = |error: serde_json::Error| {
            error.to_string().replace(" at line 1 column ", " at column ")
        };
        let mut value: Value = match serde_json::from_slice(line) {
            Ok(value) => value,
            Err(error) => {
                return (
                    Value::Null,
                    Err(format!(
                        "not JSON: {}. A line should be {{\"id\": ..., \"text\": \"...\"}}.",
                        placed(error)
                    )),
                );
            }
        };
        let Some(fields) = value.as_object_mut() else {
            return (
                Value::Null,
                Err("not an object. A line should be {\"id\": ..., \"text\": \"...\"}.".into()),
            );
        };
        let text = match fields.remove("text") {
            Some(Value::String(text)) => Ok(text),
            Some(_) => Err("\"text\" is not a string. Give the article as one string.".into()),
            None => Err("no \"text\". A line should be {\"id\": ..., \"text\": \"...\"}.".into()),
        };
        match fields.remove("id") {
            Some(id) => (id, text),
            None => (
                Value::Null,
                text.and(Err(
                    "no \"id\". A line should be {\"id\": ..., \"text\": \"...\"}.".into()
                )),
            ),
        }
    }

    /// A line of output for a line that could not be read.
    #[derive(Serialize)]
    struct BadLine {
        /// `null` where it could not be read either.
        id: Value,
        /// Counted from 1.
        line: u64,
        error: String,
    }

    /// A line of output.
    #[derive(Serialize)]
    #[serde(bound = "")]
    struct Identified<'a, U: Unit> {
        id: &'a Value,
        #[serde(flatten)]
        analysis: Analysis<U>,
    }

    /// Writes the analysis after its id, with its offsets as asked for.
    fn write_identified(
        out: &mut impl Write,
        offsets: Offsets,
        text: &str,
        analysis: &Analysis<Byte>,
        id: &Value,
    ) -> io::Result<()> {
        fn in_unit<U: Unit>(
            out: &mut impl Write,
            text: &str,
            of: &Analysis<Byte>,
            id: &Value,
        ) -> io::Result<()> {
            let analysis = of.convert::<U>(&OffsetMap::new(text));
            write_json(&mut Serializer::new(out), &Identified { id, analysis })
        }
        match offsets {
            Offsets::Utf16 => in_unit::<Utf16>(out, text, analysis, id),
            Offsets::Utf8 => in_unit::<Byte>(out, text, analysis, id),
            Offsets::Chars => in_unit::<Char>(out, text, analysis, id),
        }
    }

    fn write_json<W: Write, F: Formatter>(
        serializer: &mut Serializer<W, F>,
        value: &impl Serialize,
    ) -> io::Result<()> {
        value.serialize(serializer).map_err(io::Error::from)
    }
}
