//! Exported files, opened as their users open them: tables by a spreadsheet's parser, JSON by a
//! validator of schemas, Markdown by a parser of CommonMark with GitHub's additions.

mod common;

use std::collections::{BTreeSet, HashMap};

use boon::{Compiler, Schemas};
use common::{TEXT, sample};
use pulldown_cmark::{Event, Options as Extensions, Parser, Tag};
use serde_json::Value;
use whosaid::analysis::Tier;
use whosaid::export::{self, Findings, Format};
use whosaid::text::{Byte, Char, Utf16};
use whosaid::{Analysis, Options, analyze};

const ARTICLE: &str = include_str!("../www/samples/voa-syria-2016-09-09.txt");
/// All that the parser knows, but for what changes marks of quotation.
const EXTENSIONS: Extensions = Extensions::all().difference(Extensions::ENABLE_SMART_PUNCTUATION);
const ADDRESS: &str = "https://news.example/syria?a=1&b=2";

fn with_article<T>(then: impl Fn(&Findings<'_>) -> T) -> T {
    let analysis = analyze(ARTICLE, &Options::default());
    then(&Findings {
        outlet: "The Daily; =1+1",
        read: "2026-12-01",
        ..Findings::new(ADDRESS, ADDRESS, ARTICLE, &analysis)
    })
}

/// The rows of a table, each by the names of its columns.
fn rows(table: &str) -> Vec<HashMap<String, String>> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    reader.deserialize().map(|row| row.expect("every row has the header's columns")).collect()
}

#[test]
fn a_spreadsheet_reads_who_says_what_and_where() {
    let (table, analysis) = with_article(|findings| {
        (export::HEADER.to_owned() + &export::csv::<Byte>(findings), findings.analysis.clone())
    });
    let rows = rows(&table);
    assert_eq!(rows.len(), analysis.attributions.len());
    for (row, attribution) in rows.iter().zip(&analysis.attributions) {
        let fixed = [
            ("title", analysis.title.expect("it has a headline").of(ARTICLE)),
            ("outlet", "The Daily; '=1+1"),
            ("authors", "Steve Herman"),
            ("published", "2016-09-09"),
            ("address", ADDRESS),
        ];
        for (column, value) in fixed {
            assert_eq!(row[column], value, "{column}");
        }
        assert!(row["link"].starts_with(ADDRESS), "{}", row["link"]);
        assert!(row["words"].parse::<usize>().expect("a number") > 0, "{row:?}");
        let words = attribution.content[0].of(ARTICLE);
        let at: usize = row["paragraph"].parse().expect("no statement is in the headline");
        assert!(analysis.paragraphs[at - 1].of(ARTICLE).contains(words), "{words}");
        let speakers = attribution.speakers.len();
        for column in ["speakers", "unnamed", "speaker_kind"] {
            let cell = &row[column];
            let values = if cell.is_empty() { 0 } else { cell.split("; ").count() };
            assert_eq!(values, speakers, "{column}: {cell}");
        }
    }
    let official = |row: &&HashMap<String, String>| row["speakers"] == "An American official";
    let official = rows.iter().find(official).expect("one speaks first");
    assert_eq!(official["speaker_kind"], "role");
    assert_eq!(official["affiliation"], "United States");
    assert_eq!(official["unnamed"], "true");
}

#[test]
fn a_spreadsheet_adds_the_sources_up() {
    let (table, all) = with_article(|findings| {
        let voices = whosaid::voices::read(findings.text, findings.analysis);
        (export::SOURCES_HEADER.to_owned() + &export::sources(findings), voices)
    });
    let rows = rows(&table);
    assert_eq!(rows.len(), all.rows.len());
    let sum = |column: &str| -> u32 {
        rows.iter().map(|row| row[column].parse::<u32>().expect("a number")).sum()
    };
    assert_eq!((sum("words"), sum("words_in_quotation_marks")), (all.words, all.verbatim));
    let official = rows.iter().find(|row| row["source"] == "An American official");
    let official = official.expect("one speaks first");
    assert_eq!((&*official["naming"], &*official["affiliation"]), ("unnamed", "United States"));
    assert_eq!(official["paragraph"], "1");
    assert!(official["link"].starts_with(ADDRESS), "{}", official["link"]);
    let last = rows.last().expect("there are rows");
    assert_eq!(last["naming"] == "not stated", last["source"].is_empty());
}

/// Every name of a field in `value`.
fn names(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            found.extend(fields.keys().cloned());
            fields.values().for_each(|value| names(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| names(value, found)),
        _ => {}
    }
}

/// Fails unless a schema of `docs/schema` allows `value` and names each of its fields.
fn is_valid(schema: &str, value: &Value) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/schema/");
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    let compiled = compiler
        .compile(&format!("{folder}{schema}.schema.json"), &mut schemas)
        .unwrap_or_else(|error| panic!("{schema}: {error}"));
    if let Err(error) = schemas.validate(value, compiled) {
        panic!("{schema}: {error}");
    }
    let (mut found, mut known) = (BTreeSet::new(), BTreeSet::new());
    names(value, &mut found);
    for name in ["analysis", "article"] {
        let text = std::fs::read_to_string(format!("{folder}{name}.schema.json"));
        let text = text.expect("the schema is there");
        names(&serde_json::from_str(&text).expect("a schema is JSON"), &mut known);
    }
    assert_eq!(found.difference(&known).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn the_schemas_allow_what_is_written() {
    let made = sample();
    let made = Findings::new("a", "a", TEXT, &made);
    for article in [
        with_article(|findings| serde_json::to_value(export::article::<Utf16>(findings))),
        serde_json::to_value(export::article::<Char>(&made)),
    ] {
        let article = article.expect("an article is JSON");
        is_valid("article", &article);
        is_valid("analysis", &article["analysis"]);
    }
    let empty = serde_json::to_value(Analysis::<Byte>::empty()).expect("it is JSON");
    is_valid("analysis", &empty);
}

#[test]
fn the_schemas_refuse_what_is_no_analysis() {
    let good = serde_json::to_value(sample()).expect("an analysis is JSON");
    for (path, wrong) in [
        ("/schema", Value::from(2)),
        ("/published", Value::from("yesterday")),
        ("/title", serde_json::json!([1])),
        ("/actors/0/kind", Value::from("robot")),
        ("/attributions/0/confidence", Value::from(1.5)),
        ("/attributions/0/content", serde_json::json!([])),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(path).expect("the sample has it") = wrong;
        let refused = std::panic::catch_unwind(|| is_valid("analysis", &bad));
        assert!(refused.is_err(), "{path}");
    }
}

#[test]
fn an_article_has_its_text_and_where_and_when_it_was_read() {
    with_article(|findings| {
        let article = serde_json::to_value(export::article::<Char>(findings)).expect("it is JSON");
        assert_eq!(article["whosaid"], env!("CARGO_PKG_VERSION"));
        assert_eq!(article["read"], "2026-12-01");
        assert_eq!(article["address"], ADDRESS);
        assert_eq!(article["text"], ARTICLE);
        let place = &article["analysis"]["attributions"][0]["content"][0];
        let [start, end] = [0, 1].map(|at| place[at].as_u64().expect("a number") as usize);
        let words: String = ARTICLE.chars().skip(start).take(end - start).collect();
        assert_eq!(words, findings.analysis.attributions[0].content[0].of(ARTICLE));
    });
}

#[test]
fn markdown_lists_every_statement_with_a_link_to_its_words() {
    let (page, analysis) =
        with_article(|findings| (export::markdown(findings), findings.analysis.clone()));
    let statements = analysis.attributions.iter().filter(|a| a.tier == Tier::Statement);
    let contents: Vec<String> = statements
        .map(|a| {
            let pieces = a.content.iter().map(|s| s.of(ARTICLE).split_whitespace());
            pieces.map(|words| words.collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join(" … ")
        })
        .collect();
    let note = with_article(|findings| {
        let voices = whosaid::voices::read(findings.text, findings.analysis);
        whosaid::voices::note(findings.text, findings.analysis, &voices).text()
    });
    assert!(page.contains(&note.replace('\u{a0}', " ")), "{note} is in {page}");
    let (mut links, mut words) = (Vec::new(), Vec::<String>::new());
    for event in Parser::new_ext(&page, EXTENSIONS) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                links.push(dest_url.into_string());
                words.push(String::new());
            }
            Event::Text(text) => words.iter_mut().last().into_iter().for_each(|w| *w += &text),
            Event::Start(tag) => assert!(
                matches!(tag, Tag::Heading { .. } | Tag::List(_) | Tag::Item | Tag::Paragraph),
                "{tag:?}"
            ),
            Event::End(_) => {}
            other => panic!("markup that is none of ours: {other:?}"),
        }
    }
    // The first link is the article's own.
    assert_eq!(links.remove(0), ADDRESS);
    assert_eq!((links.len(), contents.len()), (words.len() - 1, links.len()));
    for ((link, words), content) in links.iter().zip(&words[1..]).zip(&contents) {
        assert!(link.starts_with(&format!("{ADDRESS}#whosaid=")), "{link}");
        assert!(words.starts_with(content.as_str()), "{words} begins with {content}");
    }
    assert!(words.iter().any(|words| words.contains("John Kerry")));
}

#[test]
fn every_format_has_its_own_name_and_its_line_in_types_and_docs() {
    let types = include_str!("../www/whosaid.d.ts");
    let docs = include_str!("../docs/formats.md");
    let names: BTreeSet<&str> = Format::ALL.map(Format::name).into_iter().collect();
    assert_eq!(names.len(), Format::ALL.len());
    for format in Format::ALL {
        assert_eq!(Format::named(format.name()), Some(format));
        assert!(docs.contains(&format!("`{}`", format.name())), "{format:?}");
        // Lines of input have no place on a page.
        let typed = types.contains(&format!("\"{}\"", format.name()));
        assert_eq!(typed, format != Format::JsonLines, "{format:?}");
    }
    for column in [export::HEADER, export::SOURCES_HEADER].map(str::trim_end).join(",").split(',') {
        assert!(docs.contains(&format!("| `{column}` |")), "{column} has no line in the docs");
    }
}
