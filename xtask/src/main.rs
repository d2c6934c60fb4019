//! `cargo xtask demo | test | dist | bench | ...`: sets up what is missing, then does it.

mod build;
mod check;
mod evaluate;
mod measure;
mod process;
mod project;
mod report;
mod setup;

use build::site::Profile;
use build::{demo, dist};
use check::{audit, gallery, house, native_vs_browser, test};
use measure::{bench, figures, profile};
use process::Result;
use project::Project;
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask COMMAND

  demo [--port N] [--dev]      build the demo page, serve it here and print its address
  test [STEP...] [-- WORDS]    every check (or only the steps named; WORDS go to the test programs)
  dist [--twice]               all that a publisher hosts, in dist/, with sizes and hashes; fails over budget
                               --twice builds it in two other folders and compares every byte
  dist --interface             only: what engine, panel and the rest weigh; fails where the panel is over its budget
  bench [--out FILE] [--write] speed natively and in Chromium, beside other libraries, and sizes; tables and a JSON file;
                               --write keeps the figures in docs/results.json and the README
  bench --click                only: from a press of the bookmarklet to the first highlight
  profile                      which modules the engine's bytes go to, and which the time of an analysis in Chromium
  audit                        licences, advisories and known vulnerabilities of all that is depended on
  gallery [--dev] [--only WORD] [FOLDER]
                               pictures of every state of the interface (or those named so), on three screens, light and dark
  evaluate --data DIR --eval DIR [--write] [--errors] [--document PART] [CORPUS...]
                               the command line over labelled corpora, scored by their scorers; `pages`: stories found in
                               saved news pages, and handed over by the bookmarklet, in Chromium; --write keeps the figures,
                               --errors counts what went wrong with actors and speakers, by class
  identical [--documents N] FILE...
                               the texts of JSON-lines files, analysed by the command line and in Chromium: every byte compared
  house                        circles of imports, ties between rooms, long functions, files, lines and names: how many, where
  figures                      writes the tables of README.md and docs/ from docs/results.json

Each command first sets up what this machine lacks, into $WHOSAID_TOOLS (else ~/.cache/whosaid/tools).
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("\nxtask: {why}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<()> {
    let Some((command, rest)) = arguments.split_first() else {
        print!("{USAGE}");
        return Ok(());
    };
    let mut options = Options(rest.to_vec());
    if options.help() {
        print!("{USAGE}");
        return Ok(());
    }
    let project = Project::find()?;
    match command.as_str() {
        "demo" => {
            let port = options.number("--port")?.unwrap_or(8080);
            let profile = if options.flag("--dev") { Profile::Dev } else { Profile::Release };
            options.end()?;
            demo::demo(&project, demo::Settings { port, profile })
        }
        "test" => {
            let (steps, words) = options.split();
            test::test(&project, &steps, &words)
        }
        "dist" => {
            let (twice, interface) = (options.flag("--twice"), options.flag("--interface"));
            options.end()?;
            match (twice, interface) {
                (true, true) => {
                    Err("dist does --twice or --interface, not both at once".to_owned())
                }
                (true, _) => dist::reproducible(&project),
                (_, true) => dist::interface(&project),
                _ => dist::dist(&project),
            }
        }
        "bench" => {
            let out = options.value("--out")?.map(Into::into);
            let click = options.flag("--click");
            let write = options.flag("--write");
            options.end()?;
            match click {
                true if write || out.is_some() => {
                    Err("what bench --click measures is not kept: leave out --write and --out"
                        .to_owned())
                }
                true => bench::click(&project),
                false => bench::bench(&project, out, write),
            }
        }
        "profile" => {
            options.end()?;
            profile::profile(&project)
        }
        "audit" => {
            options.end()?;
            audit::audit(&project)
        }
        "gallery" => {
            let profile = if options.flag("--dev") { Profile::Dev } else { Profile::Release };
            let only = options.value("--only")?;
            let mut words = options.operands()?;
            let folder = words.pop().map_or_else(|| project.target.join("gallery"), Into::into);
            Options(words).end()?;
            gallery::gallery(&project, &folder, profile, only.as_deref())
        }
        "evaluate" => {
            let needed = |value: Option<String>, name: &str| {
                value.ok_or(format!("evaluate needs {name}\n\n{USAGE}"))
            };
            let data = needed(options.value("--data")?, "--data")?.into();
            let eval = needed(options.value("--eval")?, "--eval")?.into();
            let document = options.value("--document")?;
            let (write, errors) = (options.flag("--write"), options.flag("--errors"));
            let corpora = options.operands()?;
            evaluate::evaluate(
                &project,
                &evaluate::Settings { data, eval, corpora, document, write, errors },
            )
        }
        "identical" => {
            let most = options.number("--documents")?;
            let files: Vec<_> = options.operands()?.into_iter().map(Into::into).collect();
            native_vs_browser::compare(&project, &files, most)
        }
        "house" => {
            options.end()?;
            house::house(&project).map_err(|why| format!("{why:#}"))
        }
        "figures" => {
            options.end()?;
            figures::write(&project)
        }
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(())
        }
        unknown => Err(format!("there is no command `{unknown}`\n\n{USAGE}")),
    }
}

/// The words after the command, taken out one by one; what is left over at the end is an error.
struct Options(Vec<String>);

impl Options {
    fn flag(&mut self, name: &str) -> bool {
        let found = self.0.iter().position(|word| word == name);
        found.map(|index| self.0.remove(index)).is_some()
    }

    fn value(&mut self, name: &str) -> Result<Option<String>> {
        let Some(index) = self.0.iter().position(|word| word == name) else { return Ok(None) };
        if index + 1 == self.0.len() {
            return Err(format!("{name} needs a value"));
        }
        self.0.remove(index);
        Ok(Some(self.0.remove(index)))
    }

    fn number<T: std::str::FromStr>(&mut self, name: &str) -> Result<Option<T>> {
        let Some(value) = self.value(name)? else { return Ok(None) };
        value
            .parse()
            .map(Some)
            .map_err(|_| format!("{name} needs a number that fits, not `{value}`"))
    }

    /// Whether they ask for help, and not a test program's behind `--`.
    fn help(&self) -> bool {
        self.0.iter().take_while(|word| *word != "--").any(|word| word == "--help" || word == "-h")
    }

    /// What is left over where it may be names: of files, folders or corpora, but no option.
    fn operands(self) -> Result<Vec<String>> {
        match self.0.iter().find(|word| word.starts_with('-')) {
            Some(option) => Err(format!("not understood: {option}\n\n{USAGE}")),
            None => Ok(self.0),
        }
    }

    /// What stands before and behind `--`.
    fn split(mut self) -> (Vec<String>, Vec<String>) {
        let behind = self
            .0
            .iter()
            .position(|word| word == "--")
            .map(|index| self.0.split_off(index)[1..].to_vec());
        (self.0, behind.unwrap_or_default())
    }

    fn end(self) -> Result<()> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(format!("not understood: {}\n\n{USAGE}", self.0.join(" ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(line: &str) -> Options {
        Options(line.split_whitespace().map(String::from).collect())
    }

    #[test]
    fn help_is_given_after_any_command_but_not_what_a_test_program_is_asked_for() {
        assert!(options("--help").help() && options("gallery -h").help());
        assert!(!options("pages -- --help").help() && !options("").help());
    }

    #[test]
    fn an_option_that_is_none_is_never_taken_for_a_file() {
        assert_eq!(options("one two").operands(), Ok(vec!["one".to_owned(), "two".to_owned()]));
        assert!(
            options("one --dark").operands().unwrap_err().starts_with("not understood: --dark")
        );
    }

    #[test]
    fn what_excludes_each_other_is_refused_before_anything_is_built() {
        for line in [
            "dist --twice --interface",
            "bench --click --write",
            "bench --click --out figures.json",
            "gallery --dark",
        ] {
            assert!(dispatch(&options(line).0).is_err(), "{line}");
        }
    }
}
