//! `cargo xtask evaluate`: the command line over labelled corpora, scored by the corpora's own
//! scorers.
//!
//! Neither is part of the repository: `--data` and `--eval` say where they are. Corpora that are
//! not there are left out.

mod bookmarklet_text;
mod coreference;
mod errors;
mod scores;
mod story_finding;

use crate::build::site;
use crate::measure::figures;
use crate::process::{Result, answer, line, run};
use crate::project::{Project, cargo};
use crate::report;
use crate::setup::{Need, SITE, Tools};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// How a corpus is scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
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

/// Parts of the GUM corpus: nothing of Whosaid is trained on its coreference, but the rules were
/// written with an eye on articles that its news hold.
const FOLDS: &[(&str, &[&str])] =
    &[("all folds", &["train", "dev", "test"]), ("dev and test folds", &["dev", "test"])];

const CORPORA: &[(&str, &str, Kind)] = &[
    ("polnear-dev", "attribution/polnear-dev.jsonl", Kind::Attributions),
    ("gold", "gold/who-said-what.jsonl", Kind::Actors),
    ("worldwide-dev", "ner/worldwide-dev.tsv", Kind::Names),
    ("wikigold", "ner/wikigold.tsv", Kind::Names),
    ("gum-news", "coref/gum-news.jsonl", Kind::Coreference),
    ("gum-interview", "coref/gum-interview.jsonl", Kind::Coreference),
    ("gum-bio", "coref/gum-bio.jsonl", Kind::Coreference),
    ("pages", "pages", Kind::Pages),
];

/// Where things are.
#[derive(Debug, Clone)]
pub struct Settings {
    pub data: PathBuf,
    pub eval: PathBuf,
    /// Names of corpora; all where empty.
    pub corpora: Vec<String>,
    /// Only documents whose id contains this.
    pub document: Option<String>,
    /// Keep the figures in docs/results.json, from where the README's tables come.
    pub write: bool,
    /// Tell what went wrong with actors and speakers, by class.
    pub errors: bool,
}

/// Prints every scorer's figures; keeps predictions and figures in the target folder.
///
/// # Errors
///
/// Where a corpus has an unknown name, or the command line or a scorer fails, or figures of only a
/// part are to be kept.
pub fn evaluate(project: &Project, settings: &Settings) -> Result<()> {
    if let Some(unknown) =
        settings.corpora.iter().find(|name| !CORPORA.iter().any(|(known, ..)| known == name))
    {
        let known: Vec<&str> = CORPORA.iter().map(|(name, ..)| *name).collect();
        return Err(format!(
            "there is no corpus `{unknown}`; the corpora are {}",
            known.join(", ")
        ));
    }
    for (option, folder) in [("--data", &settings.data), ("--eval", &settings.eval)] {
        if !folder.is_dir() {
            return Err(format!("{option} needs a folder, which {} is not", folder.display()));
        }
    }
    if settings.write && settings.document.is_some() {
        return Err(
            "the figures of single documents are not kept: leave out --write or --document"
                .to_owned(),
        );
    }
    let mut figures = match figures::results(&project.root) {
        Ok(kept) if settings.write => kept["evaluation"].clone(),
        _ => json!({}),
    };
    let chosen = |name: &str| {
        settings.corpora.is_empty() || settings.corpora.iter().any(|chosen| chosen == name)
    };
    if CORPORA.iter().any(|(name, _, kind)| chosen(name) && *kind != Kind::Pages) {
        run(Command::new(cargo())
            .args(["build", "--release", "--bin", "whosaid"])
            .current_dir(&project.root))?;
    }
    let program = project.target.join("release/whosaid");
    let folder = project.target.join("evaluate");
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for (name, file, kind) in CORPORA.iter().filter(|(name, ..)| chosen(name)) {
        let source = settings.data.join(file);
        report::heading(name);
        if !source.exists() {
            report::note(&format!("left out: {} is not there", source.display()));
            continue;
        }
        if *kind == Kind::Pages {
            let tools = Tools::ready(project, &[SITE, &[Need::Browser]].concat())?;
            let site = site::build(project, &tools, site::Profile::Release)?;
            story_finding::evaluate(
                &site,
                &source,
                settings.document.as_deref(),
                &folder.join("pages"),
            )?;
            continue;
        }
        let gold = folder.join(format!("{name}.gold.jsonl"));
        let prediction = folder.join(format!("{name}.jsonl"));
        let scorer = |script: &str| {
            let mut command = Command::new("python3");
            command.arg(settings.eval.join(script));
            command
        };
        let full = if *kind == Kind::Names {
            let texts = folder.join(format!("{name}.texts.jsonl"));
            write_output(scorer("ner.py").arg("text").arg(&source), &texts)?;
            texts
        } else {
            source
        };
        let documents = keep(&full, &gold, settings.document.as_deref())?;
        let begun = Instant::now();
        predict(&program, &gold, &prediction)?;
        report::note(&format!("{documents} documents in {}", report::duration(begun.elapsed())));
        if settings.write && *kind != Kind::Coreference {
            figures[*name] = measured(&scorer, *kind, &gold, &prediction)?;
        }
        match kind {
            Kind::Attributions => {
                run(scorer("score.py").arg(&gold).arg(&prediction))?;
                reliability(project, &gold, &prediction)?;
            }
            Kind::Pages => {}
            Kind::Names => run(scorer("ner.py").arg("score").arg(&gold).arg(&prediction))?,
            Kind::Actors => {
                run(scorer("score.py").arg(&gold).arg(&prediction))?;
                run(scorer("score_actors.py").arg(&gold).arg(&prediction))?;
                if settings.errors {
                    show_errors(&gold, &prediction, &folder.join(format!("{name}.errors.txt")))?;
                }
                reliability(project, &gold, &prediction)?;
            }
            Kind::Coreference => {
                let ours = folder.join(format!("{name}.actors.jsonl"));
                convert(&prediction, &ours, |line| Some(coreference::prediction(line)))?;
                for (what, folds) in FOLDS {
                    let theirs = folder.join(format!("{name}.gold-actors.jsonl"));
                    let documents = convert(&gold, &theirs, |line| coreference::gold(line, folds))?;
                    let file = folder.join(format!("{name}.figures.json"));
                    write_output(
                        scorer("score_actors.py").arg(&theirs).arg(&ours).arg("--json"),
                        &file,
                    )?;
                    let said = show_coreference(what, documents, &file)?;
                    if settings.write {
                        figures[*name][*what] = said;
                    }
                    if settings.errors {
                        show_errors(&theirs, &ours, &folder.join(format!("{name}.errors.txt")))?;
                    }
                }
            }
        }
    }
    if settings.write {
        figures["date"] = answer("date", &["-u", "+%Y-%m-%d"]).into();
        figures::keep(project, "evaluation", figures)?;
    }
    Ok(())
}

/// Of what is given so much confidence, how much is right.
fn reliability(project: &Project, gold: &Path, prediction: &Path) -> Result<()> {
    report::note("how much of what is given a confidence is right:");
    run(Command::new("python3")
        .args(["-m", "training.reliability"])
        .arg(gold)
        .arg(prediction)
        .current_dir(&project.root))
}

/// What the scorers say, as they say it to programs.
fn measured(
    scorer: &dyn Fn(&str) -> Command,
    kind: Kind,
    gold: &Path,
    prediction: &Path,
) -> Result<Value> {
    let said = |command: &mut Command| -> Result<String> {
        let output = command
            .arg(gold)
            .arg(prediction)
            .stdin(Stdio::null())
            .output()
            .map_err(|error| error.to_string())?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            Err(format!("`{}` failed", line(command)))
        }
    };
    let json = |text: String| {
        serde_json::from_str::<Value>(&text)
            .map_err(|error| format!("a scorer said no JSON: {error}"))
    };
    if kind == Kind::Names {
        return Ok(json!({ "names": names(&said(scorer("ner.py").arg("score"))?) }));
    }
    let mut attributions = json(said(scorer("score.py").args(["--json", "--bootstrap", "0"]))?)?;
    if let Some(attributions) = attributions.as_object_mut() {
        // An entry for each article: too much to keep.
        attributions.remove("per_doc");
    }
    let mut all = json!({ "attributions": attributions });
    if kind == Kind::Actors {
        all["actors"] = json(said(scorer("score_actors.py").arg("--json"))?)?;
        all["statements"] =
            json(said(scorer("score_actors.py").args(["--json", "--tier", "statement"]))?)?;
    }
    Ok(all)
}

/// Reads "PER   P  85.1  R  87.2  F1  86.1  gold 1  predicted 2": F1 by kind.
fn names(lines: &str) -> Value {
    let f1 = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let at = words.iter().position(|word| *word == "F1")?;
        Some((words.first()?.to_string(), json!(words.get(at + 1)?.parse::<f64>().ok()?)))
    };
    Value::Object(lines.lines().filter_map(f1).collect())
}

/// Copies the documents that are wanted; gives how many.
fn keep(from: &Path, to: &Path, document: Option<&str>) -> Result<usize> {
    let refuse = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    let lines = BufReader::new(File::open(from).map_err(|error| refuse(from, error))?).lines();
    let mut output = BufWriter::new(File::create(to).map_err(|error| refuse(to, error))?);
    let mut count = 0;
    for line in lines {
        let line = line.map_err(|error| refuse(from, error))?;
        let value: serde_json::Value =
            serde_json::from_str(&line).map_err(|error| format!("{}: {error}", from.display()))?;
        if document.is_none_or(|part| value["id"].as_str().is_some_and(|id| id.contains(part))) {
            writeln!(output, "{line}").map_err(|error| refuse(to, error))?;
            count += 1;
        }
    }
    output.flush().map_err(|error| refuse(to, error))?;
    if count == 0 { Err(format!("{} has no such document", from.display())) } else { Ok(count) }
}

/// Writes what `change` makes of each line; gives how many.
fn convert(
    from: &Path,
    to: &Path,
    change: impl Fn(&serde_json::Value) -> Option<serde_json::Value>,
) -> Result<usize> {
    let refuse =
        |path: &Path, error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let text = std::fs::read_to_string(from).map_err(|error| refuse(from, &error))?;
    let mut lines = Vec::new();
    for line in text.lines() {
        let value = serde_json::from_str(line).map_err(|error| refuse(from, &error))?;
        lines.extend(change(&value).map(|changed| changed.to_string() + "\n"));
    }
    std::fs::write(to, lines.concat()).map_err(|error| refuse(to, &error))?;
    Ok(lines.len())
}

/// Counts the errors by class; the cases go to a file.
fn show_errors(gold: &Path, prediction: &Path, cases: &Path) -> Result<()> {
    let refuse =
        |path: &Path, error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let lines = |path: &Path| -> Result<Vec<Value>> {
        let text = std::fs::read_to_string(path).map_err(|error| refuse(path, &error))?;
        text.lines()
            .map(|line| serde_json::from_str(line).map_err(|error| refuse(path, &error)))
            .collect()
    };
    let mut found = errors::Errors::new();
    let predictions = lines(prediction)?;
    for document in lines(gold)? {
        if let Some(ours) = predictions.iter().find(|p| p["id"] == document["id"]) {
            errors::collect(&document, ours, &mut found);
        }
    }
    let mut text = String::new();
    for (class, cases) in &found {
        report::note(&format!("{class}: {}", cases.len()));
        text.extend(cases.iter().map(|case| format!("{class} | {case}\n")));
    }
    report::note(&format!("each of them in {}", cases.display()));
    std::fs::write(cases, text).map_err(|error| refuse(cases, &error))
}

/// Prints the scorer's figures of mentions and coreference; gives those that are kept.
fn show_coreference(what: &str, documents: usize, figures: &Path) -> Result<Value> {
    let text = std::fs::read_to_string(figures)
        .map_err(|error| format!("{}: {error}", figures.display()))?;
    let value: serde_json::Value =
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", figures.display()))?;
    let percent = |v: &serde_json::Value| format!("{:.1}", 100.0 * v.as_f64().unwrap_or_default());
    let f = |key: &str| percent(&value[key]["f1"]);
    let (mentions, conll) = (&value["mentions"], percent(&value["conll_f1"]));
    report::note(&format!(
        "{what}, {documents} documents: mentions P {} R {} F1 {}; MUC {} B3 {} CEAF-e {} CoNLL {conll}",
        percent(&mentions["p"]),
        percent(&mentions["r"]),
        f("mentions"),
        f("muc"),
        f("b3"),
        f("ceaf_e")
    ));
    Ok(
        json!({ "docs": documents, "mentions": value["mentions"]["f1"], "conll_f1": value["conll_f1"] }),
    )
}

/// Runs the command line over the texts alone: what it is scored by stays out of its sight.
fn predict(program: &Path, gold: &Path, prediction: &Path) -> Result<()> {
    let refuse = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    let texts = prediction.with_extension("input.jsonl");
    let mut output = BufWriter::new(File::create(&texts).map_err(|error| refuse(&texts, error))?);
    for line in BufReader::new(File::open(gold).map_err(|error| refuse(gold, error))?).lines() {
        let line = line.map_err(|error| refuse(gold, error))?;
        let value: serde_json::Value =
            serde_json::from_str(&line).map_err(|error| format!("{}: {error}", gold.display()))?;
        writeln!(output, "{}", serde_json::json!({ "id": value["id"], "text": value["text"] }))
            .map_err(|error| refuse(&texts, error))?;
    }
    output.flush().map_err(|error| refuse(&texts, error))?;
    write_output(
        Command::new(program).args(["--format", "jsonl", "--offsets", "chars"]).arg(&texts),
        prediction,
    )
}

fn write_output(command: &mut Command, target: &Path) -> Result<()> {
    let file = File::create(target).map_err(|error| format!("{}: {error}", target.display()))?;
    let status = command
        .stdin(Stdio::null())
        .stdout(file)
        .status()
        .map_err(|error| format!("`{}` could not be started: {error}", line(command)))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` failed ({status})", line(command))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scorer_of_names_is_read_by_kind() {
        let said = "PER   P  85.1  R  87.2  F1  86.1  gold 1  predicted 2\nall   P  80.0  R  80.0  F1  80.0  gold 3  predicted 4\n";
        assert_eq!(names(said), json!({ "PER": 86.1, "all": 80.0 }));
    }
}
