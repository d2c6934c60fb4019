//! `cargo xtask evaluate`: the command line over labelled corpora, scored by the corpora's own
//! scorers.
//!
//! Neither corpora nor scorers are part of the repository: `--data` and `--eval` say where they
//! are. Corpora that are not there are left out.

mod bookmarklet_text;
mod coreference;
mod errors;
mod lines;
mod parts;
pub mod scores;
mod story_finding;

use crate::build::site::{self, Profile};
use crate::measure::figures;
use crate::process::{answer, output, run, run_into};
use crate::project::{Project, cargo};
use crate::report;
use crate::setup::{Need, SITE, Tools};
use anyhow::{Context, Result, ensure};
use clap::Args;
use clap::builder::PossibleValuesParser;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// The way in which a corpus is scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scoring {
    /// Attributions, by `score.py`.
    Attributions,
    /// Attributions, and actors with their speakers by `score_actors.py`.
    Actors,
    /// Named mentions, by `ner.py`, which also makes the texts.
    Names,
    /// Mentions and coreference, by `score_actors.py` after [`coreference`] has put both sides in
    /// its form.
    Coreference,
    /// Saved pages, whose story is to be found in Chromium: [`story_finding`].
    Pages,
}

/// Parts of the GUM corpus. Nothing of Whosaid is trained on its coreference, but the rules were
/// written with an eye on articles that its news holds.
const FOLDS: &[(&str, &[&str])] =
    &[("all folds", &["train", "dev", "test"]), ("dev and test folds", &["dev", "test"])];

const CORPORA: &[(&str, &str, Scoring)] = &[
    ("polnear-dev", "attribution/polnear-dev.jsonl", Scoring::Attributions),
    ("gold", "gold/who-said-what.jsonl", Scoring::Actors),
    ("worldwide-dev", "ner/worldwide-dev.tsv", Scoring::Names),
    ("wikigold", "ner/wikigold.tsv", Scoring::Names),
    ("gum-news", "coref/gum-news.jsonl", Scoring::Coreference),
    ("gum-interview", "coref/gum-interview.jsonl", Scoring::Coreference),
    ("gum-bio", "coref/gum-bio.jsonl", Scoring::Coreference),
    ("pages", "pages", Scoring::Pages),
    ("pages-benchmark", "pages-benchmark", Scoring::Pages),
    ("pages-metadata", "pages-metadata", Scoring::Pages),
];

/// The options of the command.
#[derive(Debug, Clone, Args)]
pub struct Settings {
    /// The folder of the corpora
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The folder of their scorers
    #[arg(long, value_name = "DIR")]
    eval: PathBuf,
    /// Only these; else all
    #[arg(value_name = "CORPUS", value_parser = PossibleValuesParser::new(corpus_names()))]
    corpora: Vec<String>,
    /// Only documents whose id contains this
    #[arg(long, value_name = "PART")]
    document: Option<String>,
    /// Keeps the figures in docs/results.json, from which the README's tables come
    #[arg(long, conflicts_with = "document")]
    write: bool,
    /// Counts errors with actors and speakers, by class
    #[arg(long)]
    errors: bool,
}

impl Settings {
    fn is_chosen(&self, name: &str) -> bool {
        self.corpora.is_empty() || self.corpora.iter().any(|chosen| chosen == name)
    }
}

fn corpus_names() -> impl Iterator<Item = &'static str> {
    CORPORA.iter().map(|(name, ..)| *name)
}

/// Prints every scorer's figures; keeps predictions and figures in the target folder.
///
/// # Errors
///
/// Where a folder does not exist, or the command line or a scorer fails.
pub fn evaluate(project: &Project, settings: &Settings) -> Result<()> {
    for (option, folder) in [("--data", &settings.data), ("--eval", &settings.eval)] {
        let place = folder.display();
        ensure!(folder.is_dir(), "{option} needs a folder, which {place} is not");
    }
    let mut figures = match figures::results(&project.root) {
        Ok(kept) if settings.write => kept["evaluation"].clone(),
        _ => json!({}),
    };
    let mut chosen = CORPORA.iter().filter(|(name, ..)| settings.is_chosen(name));
    if chosen.clone().any(|(_, _, kind)| *kind != Scoring::Pages) {
        run(Command::new(cargo())
            .args(["build", "--release", "--bin", "whosaid"])
            .current_dir(&project.root))?;
    }
    let folder = project.target.join("evaluate");
    fs_err::create_dir_all(&folder)?;
    for (name, file, kind) in chosen.clone() {
        let source = settings.data.join(file);
        report::heading(name);
        if !source.exists() {
            report::note(&format!("left out: {} is not there", source.display()));
            continue;
        }
        if *kind == Scoring::Pages {
            let tools = Tools::ready(project, &[SITE, &[Need::Browser]].concat())?;
            let site = site::build(project, &tools, Profile::Release)?;
            let document = settings.document.as_deref();
            let mut kept = story_finding::evaluate(&site, &source, document, &folder.join(name))?;
            if settings.write {
                kept["date"] = today();
                figures[*name] = kept;
            }
            continue;
        }
        let corpus = Corpus { project, settings, folder: &folder, name, kind: *kind };
        let kept = corpus.evaluate(&source)?;
        if settings.write {
            figures[*name] = kept;
        }
    }
    if settings.write {
        if chosen.any(|(_, _, kind)| *kind != Scoring::Pages) {
            figures["date"] = today();
        }
        figures::keep(project, "evaluation", figures)?;
    }
    Ok(())
}

/// The day on which figures are measured.
fn today() -> Value {
    answer("date", &["-u", "+%Y-%m-%d"]).into()
}

/// A corpus of texts, with the files that belong to it.
struct Corpus<'a> {
    project: &'a Project,
    settings: &'a Settings,
    /// The folder of all files that are made.
    folder: &'a Path,
    name: &'a str,
    kind: Scoring,
}

impl Corpus<'_> {
    /// Analyses the texts, and prints the scorers' figures; gives those that are kept.
    fn evaluate(&self, source: &Path) -> Result<Value> {
        let (gold, prediction) = (self.file("gold.jsonl"), self.file("jsonl"));
        let full = if self.kind == Scoring::Names {
            let texts = self.file("texts.jsonl");
            run_into(self.scorer("ner.py").arg("text").arg(source), &texts)?;
            texts
        } else {
            source.to_path_buf()
        };
        let documents = lines::keep(&full, &gold, self.settings.document.as_deref())?;
        let begun = Instant::now();
        self.predict(&gold, &prediction)?;
        let time = report::duration(begun.elapsed());
        report::note(&format!("{documents} documents in {time}"));
        if self.kind == Scoring::Coreference {
            return self.score_coreference(&gold, &prediction);
        }
        let kept =
            if self.settings.write { self.measured(&gold, &prediction)? } else { Value::Null };
        self.score(&gold, &prediction)?;
        Ok(kept)
    }

    /// A file of this corpus.
    fn file(&self, ending: &str) -> PathBuf {
        self.folder.join(format!("{}.{ending}", self.name))
    }

    /// What tells the scorer to leave nested attributions out, where the corpus marks none.
    fn outermost(&self) -> &'static [&'static str] {
        if self.kind == Scoring::Attributions { &["--outermost"] } else { &[] }
    }

    fn scorer(&self, script: &str) -> Command {
        let mut command = Command::new("python3");
        command.arg(self.settings.eval.join(script));
        command
    }

    /// Runs the command line over the texts alone: the labels stay out of its sight.
    fn predict(&self, gold: &Path, prediction: &Path) -> Result<()> {
        let texts = self.file("input.jsonl");
        lines::convert(gold, &texts, |line| {
            Some(json!({ "id": line["id"], "text": line["text"] }))
        })?;
        let mut program = Command::new(self.project.target.join("release/whosaid"));
        run_into(program.args(["--format", "jsonl", "--offsets", "chars"]).arg(texts), prediction)
    }

    /// Lets the scorers print their figures.
    fn score(&self, gold: &Path, prediction: &Path) -> Result<()> {
        if self.kind == Scoring::Names {
            return run(self.scorer("ner.py").arg("score").arg(gold).arg(prediction));
        }
        run(self.scorer("score.py").args(self.outermost()).arg(gold).arg(prediction))?;
        if self.kind == Scoring::Actors {
            run(self.scorer("score_actors.py").arg(gold).arg(prediction))?;
            if self.settings.errors {
                lines::print_errors(gold, prediction, &self.file("errors.txt"))?;
            }
        }
        report::note("how much of what is given a confidence is right:");
        run(Command::new("python3")
            .args(["-m", "training.reliability"])
            .arg(gold)
            .arg(prediction)
            .current_dir(&self.project.root))
    }

    /// Prints mentions and coreference of each part of the corpus; gives the figures.
    fn score_coreference(&self, gold: &Path, prediction: &Path) -> Result<Value> {
        let ours = self.file("actors.jsonl");
        lines::convert(prediction, &ours, |line| Some(coreference::prediction(line)))?;
        let mut figures = json!({});
        for (what, folds) in FOLDS {
            let theirs = self.file("gold-actors.jsonl");
            let documents = lines::convert(gold, &theirs, |line| coreference::gold(line, folds))?;
            let mut scorer = self.scorer("score_actors.py");
            let printed = output(scorer.arg(&theirs).arg(&ours).arg("--json"))?;
            fs_err::write(self.file("figures.json"), &printed)?;
            figures[*what] = print_coreference(what, documents, &parsed(&printed)?);
            if self.settings.errors {
                lines::print_errors(&theirs, &ours, &self.file("errors.txt"))?;
            }
        }
        Ok(figures)
    }

    /// The scorers' figures, as they print them for programs.
    fn measured(&self, gold: &Path, prediction: &Path) -> Result<Value> {
        let printed = |script: &str, arguments: &[&str]| {
            output(self.scorer(script).args(arguments).arg(gold).arg(prediction))
        };
        if self.kind == Scoring::Names {
            return Ok(json!({ "names": names(&printed("ner.py", &["score"])?) }));
        }
        let mut attributions = parsed(&printed(
            "score.py",
            &[&["--json", "--bootstrap", "0"], self.outermost()].concat(),
        )?)?;
        if let Some(attributions) = attributions.as_object_mut() {
            // An entry for each article: too much to keep.
            attributions.remove("per_doc");
        }
        let mut all = json!({ "attributions": attributions });
        if self.kind == Scoring::Actors {
            let actors = |arguments: &[&str]| parsed(&printed("score_actors.py", arguments)?);
            all["actors"] = actors(&["--json"])?;
            all["statements"] = actors(&["--json", "--tier", "statement"])?;
        }
        Ok(all)
    }
}

fn parsed(text: &str) -> Result<Value> {
    serde_json::from_str(text).context("a scorer's figures are not JSON")
}

/// F1 by kind of name, read from lines like "PER   P  85.1  R  87.2  F1  86.1  gold 1  predicted
/// 2".
fn names(lines: &str) -> Value {
    let f1 = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let at = words.iter().position(|word| *word == "F1")?;
        Some((words.first()?.to_string(), json!(words.get(at + 1)?.parse::<f64>().ok()?)))
    };
    Value::Object(lines.lines().filter_map(f1).collect())
}

/// Prints the scorer's figures of mentions and coreference; gives those that are kept.
fn print_coreference(what: &str, documents: usize, figures: &Value) -> Value {
    let percent = |value: &Value| format!("{:.1}", 100.0 * value.as_f64().unwrap_or_default());
    let f1 = |key: &str| percent(&figures[key]["f1"]);
    let (mentions, conll) = (&figures["mentions"], &figures["conll_f1"]);
    report::note(&format!(
        "{what}, {documents} documents: mentions P {} R {} F1 {}; \
         MUC {} B3 {} CEAF-e {} CoNLL {}",
        percent(&mentions["p"]),
        percent(&mentions["r"]),
        f1("mentions"),
        f1("muc"),
        f1("b3"),
        f1("ceaf_e"),
        percent(conll)
    ));
    json!({ "docs": documents, "mentions": mentions["f1"], "conll_f1": conll })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scorer_of_names_is_read_by_kind() {
        let printed = "PER   P  85.1  R  87.2  F1  86.1  gold 1  predicted 2\n\
                       all   P  80.0  R  80.0  F1  80.0  gold 3  predicted 4\n";
        assert_eq!(names(printed), json!({ "PER": 86.1, "all": 80.0 }));
    }
}
