//! `cargo xtask figures`: the tables of the README, written from docs/results.json, where `bench
//! --write` and `evaluate --write` put their figures. A test holds the two together.
//!
//! In a document, a table stands between `<!-- figures: NAME -->` and `<!-- end of figures -->`.

use crate::files::{read_json, write_json};
use crate::project::Project;
use crate::report;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The documents that show figures.
const DOCUMENTS: &[&str] = &["README.md"];

const END: &str = "<!-- end of figures -->";

/// The file in which results are kept.
fn file(root: &Path) -> PathBuf {
    root.join("docs/results.json")
}

/// The results that are kept.
///
/// # Errors
///
/// Where the file can't be read.
pub fn results(root: &Path) -> Result<Value> {
    read_json(&file(root))
}

/// Keeps figures under a name ("bench", "evaluation") and writes the tables anew.
///
/// # Errors
///
/// Where a file can't be read or written.
pub fn keep(project: &Project, name: &str, figures: Value) -> Result<()> {
    let file = file(&project.root);
    let mut all = if file.is_file() { results(&project.root)? } else { json!({}) };
    all[name] = figures;
    write_json(&file, &all)?;
    report::note(&format!("kept in {}", file.display()));
    write(project)
}

/// Writes the tables into the documents.
///
/// # Errors
///
/// Where a file can't be read or written, or a document asks for a table that does not exist.
pub fn write(project: &Project) -> Result<()> {
    let results = results(&project.root)?;
    for document in DOCUMENTS {
        let file = project.root.join(document);
        let text = fs_err::read_to_string(&file)?;
        let filled = filled(&text, &results).with_context(|| document.to_string())?;
        if filled != text {
            fs_err::write(&file, filled)?;
            report::note(&format!("figures written into {document}"));
        }
    }
    Ok(())
}

/// A document with its tables filled in from the results.
fn filled(text: &str, results: &Value) -> Result<String> {
    const START: &str = "<!-- figures: ";
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(START) {
        let name_end = rest[at..].find(" -->\n").context("a marker of figures is not closed")? + at;
        let name = &rest[at + START.len()..name_end];
        let body = name_end + " -->\n".len();
        let end =
            rest[body..].find(END).with_context(|| format!("the figures `{name}` have no end"))?
                + body;
        out += &rest[..body];
        out += &table(name, results).with_context(|| format!("there are no figures `{name}`"))?;
        out += END;
        rest = &rest[end + END.len()..];
    }
    Ok(out + rest)
}

fn table(name: &str, results: &Value) -> Option<String> {
    match name {
        "quality" => Some(quality(&results["evaluation"])),
        "pages" => Some(pages(&results["evaluation"])),
        "speed" => Some(speed(&results["bench"])),
        "rivals" => Some(rivals(&results["bench"])),
        _ => None,
    }
}

fn markdown(intro: &str, head: &[&str], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let head: Vec<String> = head.iter().map(|cell| (*cell).to_owned()).collect();
    let rule = format!("|{}\n", "---|".repeat(head.len()));
    format!(
        "{intro}\n\n{}{rule}{}",
        line(&head),
        rows.iter().map(|row| line(row)).collect::<String>()
    )
}

/// A number times a factor, with this number of decimals; a dash where nothing was measured.
fn number(value: &Value, factor: f64, decimals: usize) -> String {
    value
        .as_f64()
        .map_or_else(|| "–".to_owned(), |number| format!("{:.decimals$}", number * factor))
}

fn percent(value: &Value) -> String {
    number(value, 100.0, 1)
}

/// The parts of GUM that are measured.
const GUM: [(&str, &str); 3] = [
    ("gum-news", "news, most of them among the above"),
    ("gum-interview", "interviews"),
    ("gum-bio", "biographies"),
];

fn quality(evaluation: &Value) -> String {
    let row =
        |what: &str, corpus: &str, figure: String| vec![what.to_owned(), corpus.to_owned(), figure];
    let polnear = &evaluation["polnear-dev"]["attributions"]["metrics"];
    let actors = &evaluation["gold"]["actors"];
    let statements = &evaluation["gold"]["statements"]["speaker_end_to_end"]["f1"];
    let names = |corpus: &str| {
        ["PER", "ORG", "LOC", "all"]
            .map(|kind| number(&evaluation[corpus]["names"][kind], 1.0, 1))
            .join(" / ")
    };
    let f1 = |value: &Value, kinds: &[&str]| {
        kinds.iter().map(|kind| percent(&value[kind]["f1"])).collect::<Vec<_>>().join(" / ")
    };
    let gum = GUM.map(|(part, what)| (what, &evaluation[part]["all folds"]));
    let articles = |name: &str| number(&evaluation[name]["attributions"]["docs"], 1.0, 0);
    let rows = vec![
        row(
            "attributions, F1 all / direct / indirect / mixed",
            &format!("PolNeAR dev, {} US political articles", articles("polnear-dev")),
            f1(&polnear["attribution"], &["all", "direct", "indirect", "mixed"]),
        ),
        row("cues found, F1", "the same", f1(&polnear["cue.overlap"], &["all"])),
        row(
            "speakers right, of attributions found",
            &format!("{} Wikinews and VOA articles, learned", articles("gold")),
            format!("{} %", percent(&actors["speaker_accuracy"])),
        ),
        row(
            "who said it, end to end, F1 (statements only)",
            "the same",
            format!("{} ({})", percent(&actors["speaker_end_to_end"]["f1"]), percent(statements)),
        ),
        row(
            "mentions of actors, F1; coreference, CoNLL F1",
            "the same",
            format!("{}; {}", percent(&actors["mentions"]["f1"]), percent(&actors["conll_f1"])),
        ),
        row(
            "the same two",
            &format!(
                "all of GUM's {}",
                gum.map(|(what, part)| format!("{what} ({})", number(&part["docs"], 1.0, 0)))
                    .join(", ")
            ),
            gum.map(|(_, part)| {
                format!("{}; {}", percent(&part["mentions"]), percent(&part["conll_f1"]))
            })
            .join(", "),
        ),
        row(
            "names, F1 persons / organisations / places / all",
            "worldwide newswire dev",
            names("worldwide-dev"),
        ),
        row("the same", "WikiGold, sentences of Wikipedia", names("wikigold")),
    ];
    let date = evaluation["date"].as_str().unwrap_or("a day not noted");
    let intro = format!(
        "Measured on {date} on data that nothing was trained on (but for the articles that are \
         called learned), with the scorers of the corpora (`cargo xtask evaluate --write`):"
    );
    markdown(&intro, &["what", "corpus", "figure"], &rows)
}

/// What is measured on saved pages: name, corpus, field, factor.
const PAGES: [(&str, &str, &str, f64); 5] = [
    ("text of the story, token F1", "pages", "body F1", 1.0),
    ("text of the story, token F1", "pages-benchmark", "body F1", 1.0),
    ("titles right, %", "pages-metadata", "title", 100.0),
    ("authors right, %", "pages-metadata", "authors", 100.0),
    ("days of publication right, %", "pages-metadata", "day", 100.0),
];

fn pages(evaluation: &Value) -> String {
    let measured = PAGES.iter().filter(|(_, corpus, ..)| !evaluation[corpus].is_null());
    let rows: Vec<Vec<String>> = measured
        .map(|(what, corpus, field, factor)| {
            let of = |part: &str| &evaluation[corpus][part];
            let decimals = if *factor > 1.0 { 1 } else { 3 };
            let figure = |part| number(&of(part)[field], *factor, decimals);
            let date = evaluation[corpus]["date"].as_str().unwrap_or("a day not noted");
            let pages = number(&of("all")["pages"], 1.0, 0);
            let corpus = format!("{corpus}, {pages} pages, {date}");
            vec![(*what).to_owned(), corpus, figure("all"), figure("open"), figure("closed")]
        })
        .collect();
    let intro = "Of saved news pages that have the thing, without their style sheets; every \
                 third page is closed, and rules were written without a look at it (`cargo xtask \
                 evaluate --write ... pages pages-benchmark pages-metadata`):";
    markdown(intro, &["what", "corpus", "all", "open", "closed"], &rows)
}

/// The figure at this number of words, as in "4 ms at 1,000 words".
fn at(figures: &Value, words: u64) -> &Value {
    figures
        .as_array()
        .and_then(|figures| figures.iter().find(|figure| figure["words"] == words))
        .unwrap_or(&Value::Null)
}

fn bytes(value: &Value) -> String {
    value.as_u64().map_or_else(|| "–".to_owned(), |count| format!("{} B", report::bytes(count)))
}

fn on(bench: &Value) -> String {
    let machine = &bench["machine"];
    let text = |name: &str| machine[name].as_str().unwrap_or("?").to_owned();
    format!(
        "{}, {} cores, {}, {}",
        text("cpu"),
        number(&machine["cores"], 1.0, 0),
        text("browser"),
        text("date")
    )
}

fn speed(bench: &Value) -> String {
    let browser = &bench["chromium"]["analyze"];
    let per = |figures: &Value| {
        let lengths =
            [500, 1_000, 10_000, 100_000].iter().filter(|words| !at(figures, **words).is_null());
        let all = lengths.map(|words| {
            format!(
                "{} at {}",
                number(&at(figures, *words)["median_ms_per_1000_words"], 1.0, 1),
                report::bytes(*words)
            )
        });
        format!("{} words", all.collect::<Vec<_>>().join(", "))
    };
    let row = |what: &str, figure: String| vec![what.to_owned(), figure];
    let all = &bench["bytes"]["all"]["brotli"];
    let mut rows = vec![
        row("analysis in Chromium, ms per 1000 words", per(browser)),
        row("the same natively", per(&bench["native"])),
        row(
            "growth: the time grows with the length to the power of",
            number(&bench["chromium"]["growth"], 1.0, 3),
        ),
        row(
            "from loading the module to the first analysis",
            format!("{} ms", number(&bench["chromium"]["ready_ms"], 1.0, 0)),
        ),
    ];
    let ms = |value: &Value| number(value, 1.0, 0);
    let timings = &bench["moments"];
    if !timings.is_null() {
        rows.push(row(
            "first highlight on the sample page, from navigation, cache warm",
            format!("{} ms", ms(&timings["first_highlight_ms"])),
        ));
        rows.push(row(
            "longest wait while 10,000 words are annotated, processor slowed down 4 times",
            format!("{} ms", ms(&timings["longest_task_ms"])),
        ));
    }
    let pressed = &bench["chromium"]["bookmarklet"];
    let (cold, warm) = (ms(&pressed["cold_ms"]["median"]), ms(&pressed["warm_ms"]["median"]));
    rows.push(row(
        "from a press of the bookmarklet to the first highlight on the sample, \
         cache cold and warm (medians)",
        format!("{cold} and {warm} ms"),
    ));
    rows.push(row("all that a page loads, by brotli", bytes(all)));
    rows.push(row(
        "what every page loads before the widget is needed",
        bytes(&bench["bytes"]["whosaid.js"]["brotli"]),
    ));
    markdown(
        &format!("Measured by `cargo xtask bench --write` ({}):", on(bench)),
        &["what", "figure"],
        &rows,
    )
}

fn rivals(bench: &Value) -> String {
    let mut rows = Vec::new();
    for rival in bench["rivals"].as_array().into_iter().flatten() {
        for (call, what) in
            [("read", "reads and tags"), ("find", "and takes out names and quotations")]
        {
            let whosaid = rival["name"] == "whosaid";
            if whosaid && call == "read" {
                continue;
            }
            let mut row = vec![format!(
                "{}, {}",
                rival["name"].as_str().unwrap_or_default(),
                if whosaid { "who said what, all of it" } else { what }
            )];
            row.push(number(&rival["cold_1000_words_ms"][call], 1.0, 0));
            row.extend([500, 1_000, 10_000].map(|words| {
                number(&at(&rival["warm"][call], words)["median_ms_per_1000_words"], 1.0, 1)
            }));
            row.push(number(&rival["growth"][call], 1.0, 2));
            row.push(number(&rival["start_ms"], 1.0, 0));
            row.push(
                ["raw", "gzip", "brotli"]
                    .map(|kind| number(&rival["bytes"][kind], 0.001, 0))
                    .join(" / "),
            );
            row.push(number(&rival["peak_memory_10000_words"], 1.0 / f64::from(1 << 20), 0));
            rows.push(row);
        }
    }
    let head = [
        "",
        "first 1,000 words, cold, ms",
        "ms per 1000 words, warm, at 500",
        "1,000",
        "10,000 words",
        "growth",
        "start, ms",
        "KB raw / gzip / brotli",
        "MiB at 10,000 words",
    ];
    markdown(
        &format!("On the same texts, one after the other in the same Chromium ({}):", on(bench)),
        &head,
        &rows,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_show_the_kept_results() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        // As long as no results are kept, no document may ask for a table.
        let results = results(root).unwrap_or_default();
        for document in DOCUMENTS {
            let text = fs_err::read_to_string(root.join(document)).unwrap();
            let filled = filled(&text, &results).unwrap();
            assert_eq!(filled, text, "{document}: run `cargo xtask figures`");
        }
    }

    #[test]
    fn only_text_between_the_markers_is_written() {
        let results = json!({ "evaluation": { "date": "2026-11-25" }, "bench": {} });
        let text = format!("Before.\n<!-- figures: quality -->\nstale\n{END}\nAfter.\n");
        let once = filled(&text, &results).unwrap();
        assert!(
            once.starts_with("Before.\n<!-- figures: quality -->\nMeasured on 2026-11-25")
                && once.ends_with("\nAfter.\n"),
            "{once}"
        );
        assert!(!once.contains("stale") && once.contains("| – / – / – / – |"), "{once}");
        assert_eq!(filled(&once, &results).unwrap(), once);
        let failure = |text: &str| filled(text, &results).unwrap_err().to_string();
        assert!(failure("<!-- figures: weather -->\n<!-- end of figures -->").contains("weather"));
        assert!(failure("<!-- figures: speed -->\n").contains("no end"));
    }
}
