//! `cargo xtask demo | test | dist | bench | ...`: sets up the tools that are missing, then runs
//! the command.

mod build;
mod check;
mod evaluate;
mod files;
mod measure;
mod process;
mod project;
mod report;
mod setup;

use anyhow::Result;
use build::site::Profile;
use build::{demo, dist, extension, icons, reproducible};
use check::{audit, film, gallery, house, native_vs_browser, test};
use clap::{CommandFactory, Parser, Subcommand};
use measure::{bench, figures, interface, profile};
use project::Project;
use std::path::PathBuf;
use std::process::ExitCode;

/// Everything that is done with this repository.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", after_help = TOOLS)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

const TOOLS: &str = "Each command first sets up what this machine lacks, into $WHOSAID_TOOLS \
                     (else ~/.cache/whosaid/tools).";

#[derive(Debug, Subcommand)]
enum Command {
    /// Builds the demo page, serves it here and prints its address
    Demo {
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Not optimised: quick to compile, slow to run
        #[arg(long)]
        dev: bool,
    },
    /// Every check, or only the steps named; words after `--` go to the test programs
    Test {
        #[arg(value_name = "STEP")]
        steps: Vec<test::Step>,
        #[arg(last = true, value_name = "WORDS")]
        words: Vec<String>,
    },
    /// All that a publisher hosts, in dist/, with sizes and hashes; fails over budget
    Dist {
        /// Only builds it in two other folders, and compares every byte
        #[arg(long)]
        twice: bool,
        /// Only the weights of analysis, panel and the rest; fails where the panel is over its
        /// budget
        #[arg(long, conflicts_with = "twice")]
        interface: bool,
    },
    /// The browser extension, a folder and a zip for Chromium and for Firefox, checked by a linter
    Extension {
        /// Only draws the icons anew from extension/icon.svg, in Chromium
        #[arg(long)]
        icons: bool,
    },
    /// Speed natively and in Chromium, beside other libraries, and sizes: tables and a JSON file
    Bench {
        /// The JSON file; else in cargo's target folder
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// Keeps the figures in docs/results.json and the README
        #[arg(long)]
        write: bool,
        /// Only, and not kept: from a press of the bookmarklet to the first highlight
        #[arg(long, conflicts_with_all = ["out", "write"])]
        click: bool,
        /// Only, and not kept: finding and reading the stories of the saved pages of DIR
        #[arg(long, value_name = "DIR", conflicts_with_all = ["out", "write", "click"])]
        pages: Vec<PathBuf>,
    },
    /// Which modules the engine's bytes go to, and which the time of an analysis in Chromium
    Profile,
    /// Licences, advisories and known vulnerabilities of all that is depended on
    Audit {
        /// Fails, too, where the servers of advisories cannot be reached
        #[arg(long)]
        reach: bool,
    },
    /// Pictures of every state of the interface, on three screens, light and dark
    Gallery {
        /// The site not optimised
        #[arg(long)]
        dev: bool,
        /// Only the states with this in their name
        #[arg(long, value_name = "WORD")]
        only: Option<String>,
        /// Where the pictures go; else into cargo's target folder
        folder: Option<PathBuf>,
    },
    /// The README's moving picture of a statement being clicked, made from the real page
    Film {
        /// Where it goes
        #[arg(default_value = "docs/click.png")]
        file: PathBuf,
    },
    /// The command line over labelled corpora, scored by their scorers
    ///
    /// The corpus `pages` is of saved news pages: stories found in Chromium, and handed over by the
    /// bookmarklet.
    Evaluate(evaluate::Settings),
    /// The texts of JSON-lines files, analysed natively and in Chromium: every byte compared
    Identical {
        /// Only the first N of them
        #[arg(long, value_name = "N")]
        documents: Option<usize>,
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Imports in circles, ties between rooms, lengths and wording: how many, and where
    House {
        /// Lists only those in files with one of these in their path
        #[arg(value_name = "PART")]
        parts: Vec<String>,
    },
    /// Writes the tables of README.md and docs/ from docs/results.json
    Figures,
}

fn main() -> ExitCode {
    let Some(command) = Arguments::parse().command else {
        print!("{}", Arguments::command().render_help());
        return ExitCode::SUCCESS;
    };
    match run(command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("\nxtask: {why:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    let project = &Project::find()?;
    match command {
        Command::Demo { port, dev } => demo::demo(project, port, profile_of(dev)),
        Command::Test { steps, words } => test::test(project, &steps, &words),
        Command::Dist { twice: true, .. } => reproducible::reproducible(project),
        Command::Dist { interface: true, .. } => interface::interface(project),
        Command::Dist { .. } => dist::dist(project),
        Command::Extension { icons: true } => icons::draw(project),
        Command::Extension { icons: false } => extension::extension(project),
        Command::Bench { click: true, .. } => bench::click(project),
        Command::Bench { pages, .. } if !pages.is_empty() => bench::read(project, &pages),
        Command::Bench { out, write, .. } => {
            let figures = bench::bench(project, out)?;
            if write { figures::keep(project, "bench", figures) } else { Ok(()) }
        }
        Command::Profile => profile::profile(project),
        Command::Audit { reach: true } => audit::audit(project, audit::Reach::Must),
        Command::Audit { .. } => audit::audit(project, audit::Reach::Perhaps),
        Command::Gallery { dev, only, folder } => {
            let folder = folder.unwrap_or_else(|| project.target.join("gallery"));
            gallery::gallery(project, &folder, profile_of(dev), only.as_deref())
        }
        Command::Film { file } => film::film(project, &project.root.join(file)),
        Command::Evaluate(settings) => evaluate::evaluate(project, &settings),
        Command::Identical { documents, files } => {
            native_vs_browser::compare(project, &files, documents)
        }
        Command::House { parts } => house::house(project, &parts),
        Command::Figures => figures::write(project),
    }
}

fn profile_of(dev: bool) -> Profile {
    if dev { Profile::Dev } else { Profile::Release }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::error::ErrorKind;

    fn parsed(line: &str) -> Result<Command, clap::Error> {
        let words = std::iter::once("xtask").chain(line.split_whitespace());
        Arguments::try_parse_from(words).map(|found| found.command.expect("a command is named"))
    }

    fn refused(line: &str) -> clap::Error {
        parsed(line).expect_err("it is refused")
    }

    #[test]
    fn commands_and_options_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn help_goes_to_test_programs_only_after_two_dashes() {
        for line in ["--help", "gallery -h", "help dist"] {
            assert_eq!(refused(line).kind(), ErrorKind::DisplayHelp, "{line}");
        }
        let Ok(Command::Test { steps, words }) = parsed("test pages -- --help") else { panic!() };
        assert_eq!((steps, words), (vec![test::Step::Pages], vec!["--help".to_owned()]));
    }

    #[test]
    fn an_unknown_option_is_never_taken_for_a_file() {
        assert!(refused("gallery one --dark").to_string().contains("'--dark'"));
        assert!(refused("dance").to_string().contains("'dance'"));
    }

    #[test]
    fn a_step_that_does_not_exist_is_named_with_those_that_do() {
        let why = refused("test pagse").to_string();
        assert!(why.contains("'pagse'") && why.contains("pages"), "{why}");
    }

    #[test]
    fn options_that_exclude_each_other_are_refused() {
        for line in [
            "dist --twice --interface",
            "bench --click --write",
            "bench --click --out figures.json",
            "evaluate --data a --eval b --write --document c",
        ] {
            assert_eq!(refused(line).kind(), ErrorKind::ArgumentConflict, "{line}");
        }
    }
}
